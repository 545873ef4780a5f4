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
/// bucket that takes it next. Where a message is the sum of the distributions of just those variables that it
/// sums over, it is 1 everywhere: it holds the tree together, and is never computed.
class BucketTree {
 public:
  BucketTree(const Network& network, const std::vector<const Factor*>& factors, std::vector<Shape> shapes,
             const Order& order, support::Budget& budget)
      : network_(network),
        budget_(budget),
        compiler_(network, shapes),
        mentions_(network.variables.size()),
        of_(network.variables.size()) {
    for (std::size_t i = 0; i < shapes.size(); ++i) add_factor(i, *factors[i], std::move(shapes[i].scope));
    for (const VariableId one : order.variables) eliminate(one);
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
    std::vector<std::size_t> roots;
    for (const Item& one : items_) {
      if (one.scope.empty()) append(one, roots);
    }
    outputs.push_back(compiler_.add(roots, {}, Compiler::Result::Read));
    if (compiler_.cost() > budget_.left()) return std::nullopt;
    return compiler_.finish(std::move(outputs));
  }

 private:
  /// A factor, or the message of a bucket.
  struct Item {
    Scope scope;
    std::optional<std::size_t> slot;  // none: it is 1 everywhere
    Scope children;  // whose distributions have been multiplied, and which have not been summed over
    bool distributions = true;  // is nothing else in it?
    std::optional<std::size_t> bucket;
    bool taken = false;
  };
  struct Bucket {
    std::vector<std::size_t> items;
    std::size_t message = 0;  // to the parent
    std::optional<std::size_t> parent;
    std::vector<std::size_t> children;
    std::optional<std::size_t> received;  // the slot of the parent's message
  };

  void add_factor(std::size_t slot, const Factor& factor, Scope scope) {
    Item item;
    item.scope = std::move(scope);
    item.slot = slot;
    item.distributions = factor.child.has_value();
    if (factor.child) item.children = {*factor.child};
    add(std::move(item));
  }
  std::size_t add(Item item) {
    for (const VariableId one : item.scope) mentions_[one.index()].push_back(items_.size());
    items_.push_back(std::move(item));
    return items_.size() - 1;
  }

  static void append(const Item& item, std::vector<std::size_t>& slots) {
    if (item.slot) slots.push_back(*item.slot);
  }

  void eliminate(VariableId variable) {
    const std::size_t number = buckets_.size();
    Bucket bucket;
    Item message;
    std::vector<std::size_t> slots;
    for (const std::size_t i : mentions_[variable.index()]) {
      Item& item = items_[i];
      if (item.taken) continue;
      item.taken = true;
      bucket.items.push_back(i);
      message.scope.insert(message.scope.end(), item.scope.begin(), item.scope.end());
      append(item, slots);
      message.children.insert(message.children.end(), item.children.begin(), item.children.end());
      message.distributions = message.distributions && item.distributions;
      if (!item.bucket) continue;
      buckets_[*item.bucket].parent = number;
      bucket.children.push_back(*item.bucket);
    }
    message.scope = ascending(std::move(message.scope));
    std::erase(message.scope, variable);
    message.bucket = number;
    const bool own = std::erase(message.children, variable) > 0;
    message.distributions = message.distributions && own;
    if (!message.distributions || !message.children.empty()) {
      Scope rest = compiler_.scope_of(slots);
      std::erase(rest, variable);
      message.slot = compiler_.add(slots, std::move(rest), Compiler::Result::Read);
    }
    bucket.message = add(std::move(message));
    of_[variable.index()] = number;
    buckets_.push_back(std::move(bucket));
  }

  /// To each child all that the rest of the tree knows of the variables that it shares with the bucket.
  void send_back(std::size_t number, const std::vector<bool>& needed) {
    const Bucket& bucket = buckets_[number];
    std::vector<std::size_t> always;  // slots that go into every message
    std::vector<const Item*> messages;
    for (const std::size_t i : bucket.items) {
      const Item& item = items_[i];
      if (item.bucket && needed[*item.bucket]) {
        messages.push_back(&item);
      } else {
        append(item, always);
      }
    }
    if (bucket.received) always.push_back(*bucket.received);
    const bool many = std::count_if(messages.begin(), messages.end(), [](const Item* one) {
                        return one->slot.has_value();
                      }) > static_cast<std::ptrdiff_t>(kFew);
    if (many) always = combined(std::move(always));
    // The product of the messages behind each; those before it come with `always`.
    std::vector<std::vector<std::size_t>> behind(messages.size());
    for (std::size_t i = messages.size(); i > 1; --i) {
      std::vector<std::size_t>& rest = behind[i - 2];
      rest = behind[i - 1];
      append(*messages[i - 1], rest);
      if (many) rest = combined(std::move(rest));
    }
    for (std::size_t i = 0; i < messages.size(); ++i) {
      std::vector<std::size_t> slots = always;
      slots.insert(slots.end(), behind[i].begin(), behind[i].end());
      buckets_[*messages[i]->bucket].received =
          compiler_.add(slots, messages[i]->scope, Compiler::Result::Read);
      budget_.spend(1 + slots.size());
      append(*messages[i], always);
      if (many) always = combined(std::move(always));
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
    std::vector<std::size_t> slots;
    for (const std::size_t i : bucket.items) append(items_[i], slots);
    if (bucket.received) slots.push_back(*bucket.received);
    std::uint64_t least = saturating_product(cells(compiler_.scope_of(slots)), slots.size());
    for (const std::size_t child : bucket.children) {
      const Item& message = items_[buckets_[child].message];
      const std::uint64_t cost = saturating_product(cells(message.scope), 2);
      if (!needed[child] || cost >= least) continue;
      least = cost;
      slots = {*buckets_[child].received};
      append(message, slots);
    }
    return compiler_.add(slots, {variable}, Compiler::Result::Read);
  }

  const Network& network_;
  support::Budget& budget_;
  Compiler compiler_;
  std::vector<Item> items_;
  std::vector<std::vector<std::size_t>> mentions_;  // items, by variable
  std::vector<std::optional<std::size_t>> of_;      // the bucket of a variable
  std::vector<Bucket> buckets_;
};

}  // namespace

std::optional<Plan> compile_marginals(const Network& network, const std::vector<const Factor*>& factors,
                                      std::vector<Shape> shapes, const Order& order,
                                      const std::vector<VariableId>& targets, support::Budget& budget) {
  return BucketTree(network, factors, std::move(shapes), order, budget).run(targets);
}

}  // namespace causeway::inference
