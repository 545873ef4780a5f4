// SPDX-License-Identifier: MIT
// Pass `compile` for many single variables: an order becomes a tree, whose messages go to the root and back.
// Numbers are not looked at. Tests: tests/differential/marginals_test.cpp.
#include <algorithm>

#include "inference/compiler.hpp"

namespace causeway::inference {

namespace {

/// With more messages into a bucket, products of several of them are computed once.
constexpr std::size_t kFew = 4;

/// The tree of an elimination: the bucket of a variable takes what mentions it, and gives its message to the
/// bucket that takes it next.
class BucketTree {
 public:
  BucketTree(const Network& network, std::vector<Shape> shapes, const Order& order, support::Budget& budget)
      : network_(network),
        budget_(budget),
        factors_(shapes.size()),
        compiler_(network, std::move(shapes)),
        of_(network.variables.size()) {
    for (const VariableId one : order.variables) eliminate(one);
    roots_ = compiler_.left();
  }

  /// Nothing if it would cost more than the budget has.
  std::optional<Plan> run(const std::vector<VariableId>& targets) {
    std::vector<bool> needed(buckets_.size(), false);
    for (const VariableId one : targets) {
      if (const auto bucket = of_[one.index()]) needed[*bucket] = true;
    }
    for (std::size_t i = 0; i < buckets_.size(); ++i) {
      if (needed[i] && buckets_[i].parent) needed[*buckets_[i].parent] = true;
    }
    for (std::size_t i = buckets_.size(); i > 0; --i) {
      if (needed[i - 1]) send_back(i - 1, needed);
      if (compiler_.cost() > budget_.left()) return std::nullopt;
    }
    std::vector<std::size_t> outputs;
    outputs.reserve(targets.size() + 1);
    for (const VariableId one : targets) outputs.push_back(read(one, needed));
    outputs.push_back(compiler_.add(roots_, {}, Compiler::Result::Read));
    if (compiler_.cost() > budget_.left()) return std::nullopt;
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
    bucket.message = compiler_.add(bucket.slots, std::move(rest), Compiler::Result::Taken);
    of_[variable.index()] = number;
    buckets_.push_back(std::move(bucket));
  }

  /// To each child all that the rest of the tree knows of the variables that it shares with the bucket.
  void send_back(std::size_t number, const std::vector<bool>& needed) {
    const Bucket& bucket = buckets_[number];
    std::vector<std::size_t> always;  // goes into every message
    std::vector<std::size_t> messages;
    for (const std::size_t slot : bucket.slots) {
      const bool back = slot >= factors_ && needed[slot - factors_];
      (back ? messages : always).push_back(slot);
    }
    if (bucket.received) always.push_back(*bucket.received);
    if (messages.size() > kFew) always = combined(std::move(always));
    // The product of the messages behind each; those before it come with `always`.
    std::vector<std::vector<std::size_t>> behind(messages.size());
    for (std::size_t i = messages.size(); i > 1; --i) {
      std::vector<std::size_t>& rest = behind[i - 2];
      rest = behind[i - 1];
      rest.push_back(messages[i - 1]);
      if (messages.size() > kFew) rest = combined(std::move(rest));
    }
    for (std::size_t i = 0; i < messages.size(); ++i) {
      Bucket& child = buckets_[messages[i] - factors_];
      std::vector<std::size_t> slots = always;
      slots.insert(slots.end(), behind[i].begin(), behind[i].end());
      child.received = compiler_.add(slots, compiler_.scope(child.message), Compiler::Result::Read);
      budget_.spend(1 + slots.size());
      always.push_back(messages[i]);
      if (messages.size() > kFew) always = combined(std::move(always));
    }
  }

  /// The tables among the slots multiplied into one; functions stay as they are.
  std::vector<std::size_t> combined(std::vector<std::size_t> slots) {
    const auto tables = std::stable_partition(slots.begin(), slots.end(),
                                              [&](std::size_t one) { return compiler_.is_function(one); });
    const std::vector<std::size_t> multiplied(tables, slots.end());
    if (multiplied.size() < 2) return slots;
    slots.erase(tables, slots.end());
    slots.push_back(compiler_.add(multiplied, compiler_.scope_of(multiplied), Compiler::Result::Read));
    budget_.spend(1 + multiplied.size());
    return slots;
  }

  std::uint64_t cells(const Scope& scope) const {
    std::uint64_t result = 1;
    for (const VariableId one : scope) result = saturating_product(result, network_.size(one));
    return result;
  }

  /// In the variable's own bucket, or between it and a child, where that is smaller.
  std::size_t read(VariableId variable, const std::vector<bool>& needed) {
    const auto number = of_[variable.index()];
    if (!number) return compiler_.add({}, {variable}, Compiler::Result::Read);
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
    return compiler_.add(slots, {variable}, Compiler::Result::Read);
  }

  const Network& network_;
  support::Budget& budget_;
  std::size_t factors_;
  Compiler compiler_;
  std::vector<std::optional<std::size_t>> of_;  // the bucket of a variable
  std::vector<Bucket> buckets_;                 // each has one message: slot factors_, factors_ + 1, …
  std::vector<std::size_t> roots_;
};

}  // namespace

std::optional<Plan> compile_marginals(const Network& network, std::vector<Shape> shapes, const Order& order,
                                      const std::vector<VariableId>& targets, support::Budget& budget) {
  return BucketTree(network, std::move(shapes), order, budget).run(targets);
}

}  // namespace causeway::inference
