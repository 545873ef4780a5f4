// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <random>
#include <set>

#include "inference/plan.hpp"

namespace causeway::inference {

namespace {

enum class Criterion : std::uint8_t { Cost, Growth, Fill, Declared };

/// A variable in more factors is eliminated after all that are in fewer.
constexpr std::size_t kHub = 64;

/// The least goes first; whole numbers, so that orders are the same on every machine.
struct Score {
  std::size_t hub = 0;  // the factors of a hub; otherwise 0
  std::uint64_t value = 0;
  friend auto operator<=>(const Score&, const Score&) = default;
};

/// a - b, shifted so that it is never negative.
std::uint64_t shifted_difference(std::uint64_t a, std::uint64_t b) {
  constexpr std::uint64_t kHalf = std::uint64_t{1} << 63U;
  return a >= b ? saturating_sum(kHalf, a - b) : kHalf - std::min(b - a, kHalf);
}

Scope united(const Scope& a, const Scope& b) {
  Scope result;
  result.reserve(a.size() + b.size());
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(result));
  return result;
}

/// Plays the elimination through with shapes alone.
class Elimination {
 public:
  Elimination(const Network& network, std::vector<Shape> shapes, const Scope& kept, const Scope& maximised,
              support::Budget& budget)
      : network_(network), budget_(budget), shapes_(std::move(shapes)), of_(network.variables.size()) {
    for (std::size_t i = 0; i < shapes_.size(); ++i) {
      for (const VariableId one : shapes_[i].scope) of_[one.index()].push_back(i);
    }
    for (std::size_t v = 0; v < of_.size(); ++v) {
      const VariableId one(v);
      if (of_[v].empty() || std::binary_search(kept.begin(), kept.end(), one)) continue;
      phases_[std::binary_search(maximised.begin(), maximised.end(), one) ? 1 : 0].push_back(one);
    }
  }

  Order greedy(Criterion criterion, std::uint64_t limit);
  Order shuffled(std::uint32_t seed);

 private:
  struct Bucket {
    Scope scope;
    std::uint64_t loop = 1;  // combinations gone through: outputs of functions cost nothing
    std::uint64_t result = 1;
    std::uint64_t inputs = 0;  // cells of the tables that go
  };
  Bucket bucket(VariableId variable) const;
  Score score(VariableId variable, Criterion criterion) const;
  void eliminate(VariableId variable, Order& order);
  void finish(Order& order) const;

  const Network& network_;
  support::Budget& budget_;
  std::vector<Shape> shapes_;
  std::vector<std::vector<std::size_t>> of_;       // the shapes that mention a variable
  std::array<std::vector<VariableId>, 2> phases_;  // summed, then maximised
};

Elimination::Bucket Elimination::bucket(VariableId variable) const {
  Bucket result;
  std::vector<VariableId> determined;
  for (const std::size_t i : of_[variable.index()]) {
    result.scope = result.scope.empty() ? shapes_[i].scope : united(result.scope, shapes_[i].scope);
    if (shapes_[i].output) determined.push_back(*shapes_[i].output);
    std::uint64_t cells = 1;
    for (const VariableId one : shapes_[i].scope) {
      if (one != shapes_[i].output) cells = saturating_product(cells, network_.size(one));
    }
    result.inputs = saturating_sum(result.inputs, cells);
  }
  budget_.spend();
  for (const VariableId one : result.scope) {
    const std::uint64_t size = network_.size(one);
    if (one != variable) result.result = saturating_product(result.result, size);
    if (std::find(determined.begin(), determined.end(), one) == determined.end())
      result.loop = saturating_product(result.loop, size);
  }
  return result;
}

Score Elimination::score(VariableId variable, Criterion criterion) const {
  // Hubs come late whatever they would cost, which is not looked at each time a neighbour goes.
  const std::size_t mentions = of_[variable.index()].size();
  if (mentions > kHub && criterion != Criterion::Declared) return {mentions, 0};
  const Bucket one = criterion == Criterion::Declared ? Bucket{} : bucket(variable);
  switch (criterion) {
    case Criterion::Cost:
      return {0, saturating_sum(one.loop, one.result)};
    case Criterion::Growth:
      return {0, shifted_difference(one.result, one.inputs)};
    case Criterion::Declared:
      // The order in which models are written often follows their structure: grids, time. Of several worlds
      // what has one place goes together. Noise goes first: its mechanisms then stand in one table.
      return {0, network_.variables[variable].root ? 0 : 1 + network_.variables[variable].place};
    case Criterion::Fill:
      break;
  }
  // Pairs that are not together in any factor yet, weighted by the table that they would make.
  std::uint64_t fill = 0;
  for (std::size_t i = 0; i < one.scope.size(); ++i) {
    for (std::size_t j = i + 1; j < one.scope.size(); ++j) {
      if (one.scope[i] == variable || one.scope[j] == variable) continue;
      const auto& of = of_[one.scope[i].index()];
      const bool together = std::any_of(of.begin(), of.end(), [&](std::size_t shape) {
        return std::binary_search(shapes_[shape].scope.begin(), shapes_[shape].scope.end(), one.scope[j]);
      });
      if (!together)
        fill = saturating_sum(fill,
                              saturating_product(network_.size(one.scope[i]), network_.size(one.scope[j])));
    }
  }
  return {0, fill};
}

void Elimination::eliminate(VariableId variable, Order& order) {
  const Bucket one = bucket(variable);
  const std::uint64_t cost =
      saturating_sum(saturating_product(one.loop, of_[variable.index()].size()), one.result);
  if (cost > order.worst || order.cluster.empty()) order.cluster = one.scope;
  order.worst = std::max(order.worst, cost);
  order.largest = std::max(order.largest, one.result);
  order.cost = saturating_sum(order.cost, cost);
  order.variables.push_back(variable);
  for (const std::size_t i : std::vector(of_[variable.index()])) {
    for (const VariableId other : shapes_[i].scope) std::erase(of_[other.index()], i);
  }
  Shape message{one.scope, {}, std::nullopt};
  std::erase(message.scope, variable);
  for (const VariableId other : message.scope) of_[other.index()].push_back(shapes_.size());
  shapes_.push_back(std::move(message));
}

/// The last step combines what is left.
void Elimination::finish(Order& order) const {
  Scope rest;
  std::uint64_t cells = 1;
  for (std::size_t v = 0; v < of_.size(); ++v) {
    if (of_[v].empty()) continue;
    rest.push_back(VariableId(v));
    cells = saturating_product(cells, network_.size(VariableId(v)));
  }
  if (cells > order.worst) order.cluster = rest;
  order.largest = std::max(order.largest, cells);
  order.cost = saturating_sum(order.cost, cells);
}

Order Elimination::greedy(Criterion criterion, std::uint64_t limit) {
  Order order;
  std::vector<Score> scores(network_.variables.size());
  for (const std::vector<VariableId>& phase : phases_) {
    std::set<std::pair<Score, VariableId>> queue;
    for (const VariableId one : phase) {
      scores[one.index()] = score(one, criterion);
      queue.emplace(scores[one.index()], one);
    }
    while (!queue.empty()) {
      const VariableId best = queue.begin()->second;
      queue.erase(queue.begin());
      eliminate(best, order);
      if (order.cost > limit) return order;
      for (const VariableId other : shapes_.back().scope) {
        const auto place = queue.find({scores[other.index()], other});
        if (place == queue.end()) continue;
        queue.erase(place);
        scores[other.index()] = score(other, criterion);
        queue.emplace(scores[other.index()], other);
      }
    }
  }
  finish(order);
  return order;
}

Order Elimination::shuffled(std::uint32_t seed) {
  Order order;
  std::mt19937 random(seed);
  for (std::vector<VariableId> variables : phases_) {
    for (std::size_t i = variables.size(); i > 1; --i) std::swap(variables[i - 1], variables[random() % i]);
    for (const VariableId one : variables) eliminate(one, order);
  }
  finish(order);
  return order;
}

}  // namespace

Order order(const Network& network, std::vector<Shape> shapes, const Scope& kept, const Passes& passes,
            std::uint64_t limit, support::Budget& budget, const Scope& maximised) {
  if (passes.shuffle)
    return Elimination(network, std::move(shapes), kept, maximised, budget).shuffled(*passes.shuffle);
  // Another criterion pays only where the evaluation would take longer than choosing it.
  constexpr std::uint64_t kCheap = 5000;
  Order best = Elimination(network, shapes, kept, maximised, budget).greedy(Criterion::Cost, limit);
  for (const Criterion other : {Criterion::Growth, Criterion::Fill, Criterion::Declared}) {
    if (best.cost <= kCheap * (1 + network.variables.size() / 50)) break;
    Order one =
        Elimination(network, shapes, kept, maximised, budget).greedy(other, std::min(limit, best.cost));
    if (one.cost < best.cost) best = std::move(one);
  }
  return best;
}

}  // namespace causeway::inference
