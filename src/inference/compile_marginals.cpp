// SPDX-License-Identifier: MIT
#include <algorithm>

#include "inference/compiler.hpp"

namespace causeway::inference {

namespace {

/// The tree of an elimination: the bucket of a variable takes what mentions it, and gives its message to the
/// bucket that takes it next.
class BucketTree {
 public:
  BucketTree(const Network& network, std::vector<Shape> shapes, const Order& order)
      : network_(network),
        factors_(shapes.size()),
        compiler_(network, std::move(shapes)),
        of_(network.variables.size()) {
    for (const VariableId one : order.variables) eliminate(one);
    roots_ = compiler_.left();
  }

  Plan run(const std::vector<VariableId>& targets) {
    std::vector<bool> needed(buckets_.size(), false);
    for (const VariableId one : targets) {
      if (const auto bucket = of_[one.index()]) needed[*bucket] = true;
    }
    for (std::size_t i = 0; i < buckets_.size(); ++i) {
      if (needed[i] && buckets_[i].parent) needed[*buckets_[i].parent] = true;
    }
    for (std::size_t i = buckets_.size(); i > 0; --i) {
      if (needed[i - 1]) receive(i - 1);
    }
    std::vector<std::size_t> outputs;
    for (const VariableId one : targets) outputs.push_back(read(one, needed));
    outputs.push_back(compiler_.add(roots_, {}, false));
    return compiler_.finish(std::move(outputs));
  }

 private:
  struct Bucket {
    std::vector<std::size_t> slots;  // factors, and messages of other buckets
    std::size_t message = 0;         // its own, to the parent
    std::optional<std::size_t> parent;
    std::vector<std::size_t> children;
    std::optional<std::size_t> received;  // the message of the parent
  };

  void eliminate(VariableId variable) {
    const std::size_t number = buckets_.size();
    Bucket bucket;
    bucket.slots = compiler_.mentioning(variable);
    compiler_.take(bucket.slots);
    for (const std::size_t slot : bucket.slots) {
      if (slot < factors_) continue;
      buckets_[slot - factors_].parent = number;
      bucket.children.push_back(slot - factors_);
    }
    Scope rest = compiler_.scope_of(bucket.slots);
    std::erase(rest, variable);
    bucket.message = compiler_.add(bucket.slots, std::move(rest), true);
    of_[variable.index()] = number;
    buckets_.push_back(std::move(bucket));
  }

  /// All that the rest of the tree knows of the variables that the bucket shares with its parent.
  void receive(std::size_t number) {
    Bucket& bucket = buckets_[number];
    if (!bucket.parent) return;
    const Bucket& parent = buckets_[*bucket.parent];
    std::vector<std::size_t> slots = parent.slots;
    std::erase(slots, bucket.message);
    if (parent.received) slots.push_back(*parent.received);
    bucket.received = compiler_.add(slots, compiler_.scope(bucket.message), false);
  }

  std::uint64_t cells(const Scope& scope) const {
    std::uint64_t result = 1;
    for (const VariableId one : scope) result = saturating_product(result, network_.size(one));
    return result;
  }

  /// In the variable's own bucket, or between it and a child, where that is smaller.
  std::size_t read(VariableId variable, const std::vector<bool>& needed) {
    const auto number = of_[variable.index()];
    if (!number) return compiler_.add({}, {variable}, false);
    const Bucket& bucket = buckets_[*number];
    std::vector<std::size_t> slots = bucket.slots;
    if (bucket.received) slots.push_back(*bucket.received);
    std::uint64_t least = saturating_product(cells(compiler_.scope_of(slots)), slots.size());
    for (const std::size_t child : bucket.children) {
      const std::uint64_t cost = saturating_product(cells(compiler_.scope(buckets_[child].message)), 2);
      if (!needed[child] || cost >= least) continue;
      least = cost;
      slots = {buckets_[child].message, *buckets_[child].received};
    }
    return compiler_.add(slots, {variable}, false);
  }

  const Network& network_;
  std::size_t factors_;
  Compiler compiler_;
  std::vector<std::optional<std::size_t>> of_;  // the bucket of a variable
  std::vector<Bucket> buckets_;                 // each has one message: slot factors_, factors_ + 1, …
  std::vector<std::size_t> roots_;
};

}  // namespace

Plan compile_marginals(const Network& network, std::vector<Shape> shapes, const Order& order,
                       const std::vector<VariableId>& targets) {
  return BucketTree(network, std::move(shapes), order).run(targets);
}

}  // namespace causeway::inference
