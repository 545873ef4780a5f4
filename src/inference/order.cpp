// SPDX-License-Identifier: MIT
#include <algorithm>
#include <array>
#include <functional>
#include <queue>
#include <random>
#include <tuple>
#include <utility>

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

/// Plays the elimination through on the graph of what stands together in a factor.
class Elimination {
 public:
  Elimination(const Network& network, const std::vector<Shape>& shapes, const Scope& kept,
              const Scope& maximised, support::Budget& budget);

  Order greedy(Criterion criterion, std::uint64_t limit);
  Order shuffled(std::uint32_t seed);
  /// Are there any?
  bool functions() const { return functions_; }

 private:
  /// A factor, or the message of an elimination.
  struct Table {
    std::uint32_t first = 0;  // its variables in scopes_
    std::uint32_t count = 0;
    VariableId output;        // of a function
    std::uint64_t cells = 1;  // without the output's
    bool gone = false;
  };
  struct Bucket {
    std::uint64_t loop = 1;  // combinations gone through: outputs of functions cost nothing
    std::uint64_t result = 1;
  };
  struct Entry {
    Score score;
    VariableId variable;
    friend bool operator>(const Entry& a, const Entry& b) {
      return std::tie(a.score, a.variable) > std::tie(b.score, b.variable);
    }
  };

  void add(const Scope& scope, std::optional<VariableId> output);
  void connect(VariableId one, const Scope& scope);
  const Scope& neighbours(VariableId variable);
  Bucket bucket(VariableId variable);
  bool determined(VariableId variable, VariableId by) const;
  std::uint64_t inputs(VariableId variable) const;
  std::uint64_t fill(VariableId variable);
  Score score(VariableId variable, Criterion criterion);
  void eliminate(VariableId variable, Order& order);
  void finish(Order& order) const;

  const Network& network_;
  support::Budget& budget_;
  std::vector<std::uint64_t> sizes_;
  std::vector<Table> tables_;
  std::vector<VariableId> scopes_;
  bool functions_ = false;                      // any?
  std::vector<std::vector<std::uint32_t>> of_;  // tables that mention a variable, some of them gone
  std::vector<std::uint32_t> mentions_;         // of those how many are not
  std::vector<Scope> neighbours_;               // some of them eliminated
  std::vector<bool> eliminated_;
  std::array<std::vector<VariableId>, 2> phases_;  // summed, then maximised
};

Elimination::Elimination(const Network& network, const std::vector<Shape>& shapes, const Scope& kept,
                         const Scope& maximised, support::Budget& budget)
    : network_(network),
      budget_(budget),
      sizes_(network.variables.size()),
      of_(sizes_.size()),
      mentions_(sizes_.size(), 0),
      neighbours_(sizes_.size()),
      eliminated_(sizes_.size(), false) {
  for (std::size_t v = 0; v < sizes_.size(); ++v) sizes_[v] = network.size(VariableId(v));
  for (const Shape& one : shapes) add(one.scope, one.output);
  for (std::size_t v = 0; v < sizes_.size(); ++v) {
    const VariableId one(v);
    if (mentions_[v] == 0 || std::binary_search(kept.begin(), kept.end(), one)) continue;
    phases_[std::binary_search(maximised.begin(), maximised.end(), one) ? 1 : 0].push_back(one);
  }
}

void Elimination::add(const Scope& scope, std::optional<VariableId> output) {
  Table table;
  table.first = static_cast<std::uint32_t>(scopes_.size());
  table.count = static_cast<std::uint32_t>(scope.size());
  if (output) table.output = *output;
  functions_ = functions_ || output;
  scopes_.insert(scopes_.end(), scope.begin(), scope.end());
  for (const VariableId one : scope) {
    of_[one.index()].push_back(static_cast<std::uint32_t>(tables_.size()));
    ++mentions_[one.index()];
    if (one != table.output) table.cells = saturating_product(table.cells, sizes_[one.index()]);
    connect(one, scope);
  }
  tables_.push_back(table);
}

/// Makes all of an ascending scope neighbours of one in it.
void Elimination::connect(VariableId one, const Scope& scope) {
  Scope& known = neighbours_[one.index()];
  if (known.empty()) {
    known = scope;
    std::erase(known, one);
    return;
  }
  auto place = known.begin();
  for (const VariableId other : scope) {
    if (other == one) continue;
    place = std::lower_bound(place, known.end(), other);
    if (place == known.end() || *place != other) place = known.insert(place, other);
  }
}

/// Those that are left.
const Scope& Elimination::neighbours(VariableId variable) {
  Scope& known = neighbours_[variable.index()];
  std::erase_if(known, [&](VariableId one) { return eliminated_[one.index()]; });
  return known;
}

/// Is the variable the output of a function that goes with `by`?
bool Elimination::determined(VariableId variable, VariableId by) const {
  const auto& of = of_[by.index()];
  return std::any_of(of.begin(), of.end(),
                     [&](std::uint32_t i) { return !tables_[i].gone && tables_[i].output == variable; });
}

Elimination::Bucket Elimination::bucket(VariableId variable) {
  const Scope& scope = neighbours(variable);
  budget_.spend(1 + scope.size() / 4);
  Bucket result;
  for (const VariableId one : scope) result.result = saturating_product(result.result, sizes_[one.index()]);
  if (!functions_) {
    result.loop = saturating_product(result.result, sizes_[variable.index()]);
    return result;
  }
  if (!determined(variable, variable)) result.loop = sizes_[variable.index()];
  for (const VariableId one : scope) {
    if (!determined(one, variable)) result.loop = saturating_product(result.loop, sizes_[one.index()]);
  }
  return result;
}

/// Cells of the tables that go.
std::uint64_t Elimination::inputs(VariableId variable) const {
  std::uint64_t cells = 0;
  for (const std::uint32_t i : of_[variable.index()]) {
    if (!tables_[i].gone) cells = saturating_sum(cells, tables_[i].cells);
  }
  return cells;
}

/// Pairs that are not together in any factor yet, weighted by the table that they would make.
std::uint64_t Elimination::fill(VariableId variable) {
  const Scope& scope = neighbours(variable);
  budget_.spend(scope.size());
  std::uint64_t fill = 0;
  for (auto one = scope.begin(); one != scope.end(); ++one) {
    const Scope& of = neighbours_[one->index()];
    auto place = std::lower_bound(of.begin(), of.end(), *one);
    for (auto other = one + 1; other != scope.end(); ++other) {
      place = std::lower_bound(place, of.end(), *other);
      if (place != of.end() && *place == *other) continue;
      fill = saturating_sum(fill, saturating_product(sizes_[one->index()], sizes_[other->index()]));
    }
  }
  return fill;
}

Score Elimination::score(VariableId variable, Criterion criterion) {
  // Hubs come late whatever they would cost, which is not looked at each time a neighbour goes.
  const std::size_t mentions = mentions_[variable.index()];
  if (mentions > kHub && criterion != Criterion::Declared) return {mentions, 0};
  switch (criterion) {
    case Criterion::Cost: {
      const Bucket one = bucket(variable);
      return {0, saturating_sum(one.loop, one.result)};
    }
    case Criterion::Growth:
      return {0, shifted_difference(bucket(variable).result, inputs(variable))};
    case Criterion::Fill:
      return {0, fill(variable)};
    case Criterion::Declared:
      break;
  }
  // The order in which models are written often follows their structure: grids, time. Of several worlds
  // what has one place goes together. Noise goes first: its mechanisms then stand in one table.
  return {0, network_.variables[variable].root ? 0 : 1 + network_.variables[variable].place};
}

void Elimination::eliminate(VariableId variable, Order& order) {
  const Bucket one = bucket(variable);
  const Scope scope = neighbours(variable);
  const std::uint64_t cost =
      saturating_sum(saturating_product(one.loop, mentions_[variable.index()]), one.result);
  if (cost > order.worst || order.cluster.empty()) {
    order.cluster = scope;
    order.cluster.insert(std::lower_bound(order.cluster.begin(), order.cluster.end(), variable), variable);
  }
  order.worst = std::max(order.worst, cost);
  order.largest = std::max(order.largest, one.result);
  order.cost = saturating_sum(order.cost, cost);
  order.variables.push_back(variable);
  for (const std::uint32_t i : of_[variable.index()]) {
    Table& table = tables_[i];
    for (std::uint32_t k = 0; k < table.count && !table.gone; ++k)
      --mentions_[scopes_[table.first + k].index()];
    table.gone = true;
  }
  eliminated_[variable.index()] = true;
  for (const VariableId other : scope) {
    auto& of = of_[other.index()];
    if (of.size() > std::size_t{2} * (1 + mentions_[other.index()]))
      std::erase_if(of, [&](std::uint32_t i) { return tables_[i].gone; });
  }
  add(scope, std::nullopt);
}

/// The last step combines what is left.
void Elimination::finish(Order& order) const {
  Scope rest;
  std::uint64_t cells = 1;
  for (std::size_t v = 0; v < of_.size(); ++v) {
    if (mentions_[v] == 0) continue;
    rest.push_back(VariableId(v));
    cells = saturating_product(cells, sizes_[v]);
  }
  if (cells > order.worst) order.cluster = rest;
  order.largest = std::max(order.largest, cells);
  order.cost = saturating_sum(order.cost, cells);
}

Order Elimination::greedy(Criterion criterion, std::uint64_t limit) {
  Order order;
  std::vector<Score> scores(sizes_.size());
  for (const std::vector<VariableId>& phase : phases_) {
    std::vector<Entry> entries;
    std::vector<bool> waiting(sizes_.size(), false);
    for (const VariableId one : phase) {
      scores[one.index()] = score(one, criterion);
      entries.push_back({scores[one.index()], one});
      waiting[one.index()] = true;
    }
    std::priority_queue queue(std::greater<>(), std::move(entries));
    while (!queue.empty()) {
      const auto [known, best] = queue.top();
      queue.pop();
      if (!waiting[best.index()] || known != scores[best.index()]) continue;
      waiting[best.index()] = false;
      eliminate(best, order);
      if (order.cost > limit) return order;
      for (const VariableId other : neighbours_[best.index()]) {
        if (!waiting[other.index()]) continue;
        const Score now = score(other, criterion);
        if (std::exchange(scores[other.index()], now) != now) queue.push({now, other});
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

Order order(const Network& network, const std::vector<Shape>& shapes, const Scope& kept, const Passes& passes,
            std::uint64_t limit, support::Budget& budget, const Scope& maximised) {
  const Elimination start(network, shapes, kept, maximised, budget);
  if (passes.shuffle) return Elimination(start).shuffled(*passes.shuffle);
  // Another criterion pays only where the evaluation would take longer than choosing it; with functions,
  // orders differ more.
  const std::uint64_t cheap = start.functions() ? 100 : 1000;  // for each variable
  Order best = Elimination(start).greedy(Criterion::Cost, limit);
  for (const Criterion other : {Criterion::Growth, Criterion::Fill, Criterion::Declared}) {
    if (best.cost <= cheap * network.variables.size()) break;
    Order one = Elimination(start).greedy(other, std::min(limit, best.cost));
    if (one.cost < best.cost) best = std::move(one);
  }
  return best;
}

}  // namespace causeway::inference
