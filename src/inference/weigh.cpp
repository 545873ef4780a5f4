// SPDX-License-Identifier: MIT
// Pass `materialise`: numbers that only weigh, and are never compared or tabulated as values: expectations
// and the probabilities of laws. A product stays several factors; a sum becomes a variable that chooses a
// summand, so that `bernoulli(1 - product(…))` over a hundred parents is a chain. (Rank decomposition: Díez
// and Galán, "Efficient computation for the noisy MAX", Int. J. Intelligent Systems 18, 2003.)
#include <algorithm>

#include "inference/materialiser.hpp"
#include "number/functions.hpp"

namespace causeway::inference {

using ir::kFalse;
using ir::kTrue;
using ir::kUndefined;
using ir::Node;
using ir::Op;

namespace {

constexpr std::size_t kMostTerms = 64;
constexpr std::size_t kMostFactors = 4096;
/// Recursion follows these expressions.
constexpr std::size_t kMostDeferred = 1024;

/// Up to so many cells weights are tabulated as they are, and factors are not split.
std::uint64_t small(const Passes& passes) {
  return passes.tables ? std::uint64_t{1} << 12U : 8;
}
std::uint64_t small_factor(const Passes& passes) {
  return passes.tables ? 256 : 2;
}

bool splits(Op op) {
  return op == Op::Add || op == Op::Sub || op == Op::Mul || op == Op::Neg || op == Op::If;
}

}  // namespace

/// Operations that only such numbers depend on.
void Materialiser::find_deferred() {
  std::unordered_set<NodeId> weights(roots_.weights.begin(), roots_.weights.end());
  std::unordered_set<NodeId> read(roots_.targets.begin(), roots_.targets.end());
  read.insert(roots_.fixed.begin(), roots_.fixed.end());
  for (const auto& [id, observations] : observations_) {
    read.insert(id);
    for (const Roots::Observation& one : observations) read.insert(one.node);
  }
  std::unordered_map<NodeId, std::uint32_t> weighing;
  std::unordered_map<NodeId, std::uint32_t> draws;  // of a law, immediately
  for (auto id = nodes_.rbegin(); id != nodes_.rend(); ++id) {
    const Node node = store_[*id];
    if (node.op == Op::Chance) ++draws[node.operands[0]];
    if (node.op == Op::Bernoulli) {
      if (draws[*id] == uses_[*id]) ++weighing[node.operands[0]];
      continue;
    }
    if (!splits(node.op) || read.contains(*id) || weighing[*id] != uses_[*id]) continue;
    if (weighing[*id] == 0 && !weights.contains(*id)) continue;
    if (ir::gives_law(store_, *id)) continue;
    deferred_.insert(*id);
    for (std::size_t i = 0; i < node.operands.size(); ++i) {
      const bool condition = node.op == Op::If && i % 2 == 0 && i + 1 < node.operands.size();
      if (!condition) ++weighing[node.operands[i]];
    }
  }
  if (deferred_.size() > kMostDeferred) deferred_.clear();
}

/// The number as a sum of products of numbers with small tables; nothing where there would be too many.
std::optional<std::vector<Materialiser::Term>> Materialiser::expand(NodeId id) {
  const auto known = terms_.find(id);
  if (known != terms_.end()) return known->second;
  return terms_.emplace(id, expand_anew(id)).first->second;
}

std::optional<std::vector<Materialiser::Term>> Materialiser::expand_anew(NodeId id) {
  if (const auto value = constant(id)) {
    if (*value == kUndefined) return std::nullopt;
    return std::vector<Term>{{store_.values.number(*value), {}}};
  }
  const Node node = store_[id];
  if (!deferred_.contains(id) || states_.at(id).cells <= small_factor(passes_) || node.op == Op::If)
    return states_.at(id).cells <= small(passes_) ? std::optional(std::vector<Term>{{1, {id}}})
                                                  : std::nullopt;
  std::optional<std::vector<Term>> result;
  for (std::size_t i = 0; i < node.operands.size(); ++i) {
    auto part = expand(node.operands[i]);
    if (!part) return std::nullopt;
    const bool negative = node.op == Op::Neg || (node.op == Op::Sub && i == 1);
    for (Term& one : *part) {
      if (negative) one.coefficient = -one.coefficient;
    }
    if (!result) {
      result = std::move(part);
    } else if (node.op == Op::Mul) {
      std::vector<Term> products;
      for (const Term& a : *result) {
        for (const Term& b : *part) {
          Term product{a.coefficient * b.coefficient, a.factors};
          product.factors.insert(product.factors.end(), b.factors.begin(), b.factors.end());
          if (product.factors.size() > kMostFactors) return std::nullopt;
          store_.budget().spend(product.factors.size());
          products.push_back(std::move(product));
        }
        if (products.size() > kMostTerms) return std::nullopt;
      }
      result = std::move(products);
    } else {
      result->insert(result->end(), part->begin(), part->end());
    }
    if (result->size() > kMostTerms) return std::nullopt;
  }
  return result;
}

/// Where the number surely lies; nothing where it may be undefined.
std::optional<Materialiser::Range> Materialiser::range(NodeId id) {
  const auto known = ranges_.find(id);
  if (known != ranges_.end()) return known->second;
  return ranges_.emplace(id, range_anew(id)).first->second;
}

std::optional<Materialiser::Range> Materialiser::range_anew(NodeId id) {
  if (const auto value = constant(id)) {
    if (*value == kUndefined) return std::nullopt;
    return Range{store_.values.number(*value), store_.values.number(*value)};
  }
  const Node node = store_[id];
  if (!deferred_.contains(id) || states_.at(id).cells <= small_factor(passes_) || node.op == Op::If) {
    if (states_.at(id).cells > small(passes_)) return std::nullopt;
    bool undefined = false;
    const std::vector<Rational> values = numbers(id, states_.at(id).cut, &undefined);
    if (undefined) return std::nullopt;
    const auto [lo, hi] = std::minmax_element(values.begin(), values.end());
    return Range{*lo, *hi};
  }
  std::optional<Range> result;
  for (const NodeId operand : node.operands) {
    const auto other = range(operand);
    if (!other) return std::nullopt;
    if (!result) {
      result = node.op == Op::Neg ? Range{-other->hi, -other->lo} : *other;
    } else if (node.op == Op::Add) {
      result = Range{result->lo + other->lo, result->hi + other->hi};
    } else if (node.op == Op::Sub) {
      result = Range{result->lo - other->hi, result->hi - other->lo};
    } else {
      const auto [lo, hi] = std::minmax(
          {result->lo * other->lo, result->lo * other->hi, result->hi * other->lo, result->hi * other->hi});
      result = Range{lo, hi};
    }
  }
  return result;
}

/// A number for each cell; 0, and a note, where it is undefined.
std::vector<Rational> Materialiser::numbers(NodeId id, const Cut& cut, bool* undefined) {
  std::vector<Rational> result;
  tabulate(cut, [&](std::size_t) {
    const ValueId value = *evaluator_.value(id);
    if (value == kUndefined) *undefined = true;
    result.push_back(value == kUndefined ? Rational() : store_.values.number(value));
  });
  return result;
}

/// Factors for the terms' products. With several terms a variable chooses one of them.
void Materialiser::add_terms(const std::vector<Term>& terms, std::optional<VariableId> selector,
                             std::vector<Factor>& to) {
  std::map<NodeId, std::vector<std::size_t>> powers;  // of each number, in each term
  for (std::size_t k = 0; k < terms.size(); ++k) {
    for (const NodeId one : terms[k].factors) {
      powers[one].resize(terms.size(), 0);
      ++powers[one][k];
    }
  }
  for (const auto& [node, in_terms] : powers) {
    bool undefined = false;
    const Cut cut = states_.at(node).cut;
    const std::vector<Rational> values = numbers(node, cut, &undefined);
    Factor factor;
    factor.weighs = true;
    if (selector) factor.scope.push_back(*selector);
    factor.scope.insert(factor.scope.end(), cut.begin(), cut.end());
    std::vector<Rational> cells;
    for (const std::size_t power : in_terms) {
      for (const Rational& value : values)
        cells.push_back(power == 0 ? Rational(1)
                                   : number::pow(value, Rational(static_cast<std::int64_t>(power))).value);
    }
    factor.table = std::make_shared<const number::IntegerTable>(cells, store_.budget());
    result_.held.add(factor.table->bytes());
    to.push_back(std::move(factor));
  }
}

/// What was put off is values after all, as far as it stands before this node.
void Materialiser::become_values(NodeId before) {
  terms_.clear();
  ranges_.clear();
  for (const NodeId id : nodes_) {
    if (id < before && deferred_.erase(id) > 0) process_operation(id);
  }
}

/// P(y) and 1 − P(y) as such sums, where the probability spans many variables and surely is one.
bool Materialiser::weigh_bernoulli(NodeId chance) {
  const Node node = store_[chance];
  const NodeId law = node.operands[0];
  if (store_[law].op != Op::Bernoulli) return false;
  const NodeId p = store_[law].operands[0];
  if (!deferred_.contains(p) || states_.at(p).cells <= small(passes_)) return false;
  const ir::Source& source = store_.sources[SourceId(node.payload)];
  const auto instances = quantile_instances_.find(SourceId(node.payload));
  const bool coupled = instances != quantile_instances_.end() && instances->second > 1;
  const bool plain = !source.converts_to || *source.converts_to == ir::Kind::Bool;
  const bool whole = !source.domain || store_.lists[*source.domain].size() == 2;
  const auto bounds = !plain || !whole ? std::nullopt : range(p);
  auto terms = bounds && bounds->lo.sign() >= 0 && bounds->hi <= Rational(1) ? expand(p) : std::nullopt;
  if (!terms) {
    become_values(law);
    process_operation(law);
    return false;
  }
  const std::vector<ValueId> values = allowed_values(chance, {kFalse, kTrue});
  std::optional<VariableId> variable;
  if (values.size() > 1) variable = add_variable(chance, values, place_of(chance));
  if (variable) {
    set_variable(chance, *variable);
  } else {
    set_constant(chance, values[0]);
  }
  if (coupled) {
    quantiles_[SourceId(node.payload)].push_back({chance, variable, {}, {}, values});
    return true;
  }
  // The empty product stands first: its coefficient takes the 1 of 1 − P.
  std::vector<Term> all{{0, {}}};
  for (Term& one : *terms) {
    if (one.factors.empty()) {
      all[0].coefficient += one.coefficient;
    } else {
      all.push_back(std::move(one));
    }
  }
  const VariableId selector = add_choice(all.size(), place_of(chance));
  Factor choice;
  choice.weighs = true;
  choice.scope = {selector};
  std::vector<Rational> cells;
  for (std::size_t k = 0; k < all.size(); ++k) {
    for (const ValueId value : values) {
      const Rational& c = all[k].coefficient;
      cells.push_back(value == kTrue ? c : Rational(k == 0 ? 1 : 0) - c);
    }
  }
  choice.table = std::make_shared<const number::IntegerTable>(cells, store_.budget());
  if (variable) choice.scope.push_back(*variable);
  result_.network.factors.push_back(std::move(choice));
  add_terms(all, selector, result_.network.factors);
  return true;
}

void Materialiser::weigh(NodeId weight) {
  const bool deferred = deferred_.contains(weight);
  if (deferred && states_.at(weight).cells > small(passes_)) {
    const auto terms = expand(weight);
    if (terms) {
      result_.undefined_weights.push_back(!range(weight));
      std::optional<VariableId> selector;
      Factor choice;
      choice.weighs = true;
      std::vector<Rational> cells;
      for (const Term& one : *terms) cells.push_back(one.coefficient);
      if (terms->size() > 1) {
        selector = add_choice(terms->size(), place_of(states_.at(weight).cut));
        choice.scope = {*selector};
      }
      choice.table = std::make_shared<const number::IntegerTable>(cells, store_.budget());
      result_.weights.push_back(std::move(choice));
      add_terms(*terms, selector, result_.weights);
      return;
    }
    become_values(NodeId(store_.size()));
  }
  if (states_.at(weight).cells > small(passes_)) force(weight);
  if (states_.at(weight).cells > small(passes_) && states_.at(weight).cut.size() > 1)
    stop_stuck(states_.at(weight).cut, states_.at(weight).cells);
  bool undefined = false;
  Factor factor;
  factor.weighs = true;
  factor.scope = states_.at(weight).cut;
  factor.table = std::make_shared<const number::IntegerTable>(numbers(weight, factor.scope, &undefined),
                                                              store_.budget());
  result_.undefined_weights.push_back(undefined);
  result_.weights.push_back(std::move(factor));
}

// ---- several responses of one such law, coupled by quantiles ----

/// Where `coefficient · product − other · minus` lies; numbers that both products have are a factor of the
/// whole.
std::optional<Materialiser::Range> Materialiser::difference_range(const Rational& coefficient,
                                                                  const std::vector<NodeId>& product,
                                                                  const Rational& other,
                                                                  const std::vector<NodeId>& minus) {
  std::vector<NodeId> left;
  std::vector<NodeId> right = minus;
  Range common{1, 1};
  for (const NodeId one : product) {
    const auto shared = std::find(right.begin(), right.end(), one);
    if (shared == right.end()) {
      left.push_back(one);
      continue;
    }
    right.erase(shared);
    const auto bounds = range(one);
    if (!bounds || bounds->lo.sign() < 0) return std::nullopt;
    common = {common.lo * bounds->lo, common.hi * bounds->hi};
  }
  std::vector<NodeId> apart = left;
  apart.insert(apart.end(), right.begin(), right.end());
  const State joint = joined(apart);
  if (joint.cells > small(passes_)) return std::nullopt;
  std::optional<Range> result;
  bool undefined = false;
  const auto product_of = [&](Rational factor, const std::vector<NodeId>& nodes) {
    for (const NodeId one : nodes) {
      const ValueId value = *evaluator_.value(one);
      undefined = undefined || value == kUndefined;
      factor *= value == kUndefined ? Rational() : store_.values.number(value);
    }
    return factor;
  };
  tabulate(joint.cut, [&](std::size_t) {
    const Rational a = product_of(coefficient, left) - product_of(other, right);
    if (!result) result = {a, a};
    result = Range{std::min(result->lo, a), std::max(result->hi, a)};
  });
  if (undefined) return std::nullopt;
  const Rational& least = result->lo.sign() < 0 ? common.hi : common.lo;
  const Rational& most = result->hi.sign() < 0 ? common.lo : common.hi;
  return Range{result->lo * least, result->hi * most};
}

/// Is the sum a at most the sum b on every unit, as far as comparing them term by term shows?
bool Materialiser::surely_at_most(const std::vector<Term>& a, const std::vector<Term>& b) {
  std::vector<Term> rest = a;
  Rational least;
  const auto take = [&](const Term& one, const Term& other) {
    const auto bounds = difference_range(one.coefficient, one.factors, other.coefficient, other.factors);
    if (bounds) least += bounds->lo;
    return bounds.has_value();
  };
  for (const Term& one : b) {
    // The term of the same sign that has most in common; the empty product goes with the empty product.
    std::size_t best = rest.size();
    std::size_t most = 0;
    for (std::size_t i = 0; i < rest.size(); ++i) {
      if (rest[i].coefficient.sign() != one.coefficient.sign()) continue;
      std::size_t common = rest[i].factors.empty() && one.factors.empty() ? 1 : 0;
      for (const NodeId factor : one.factors)
        common += std::find(rest[i].factors.begin(), rest[i].factors.end(), factor) != rest[i].factors.end()
                      ? 1
                      : 0;
      if (common > most) best = i;
      most = std::max(most, common);
    }
    if (!take(one, best == rest.size() ? Term{0, {}} : rest[best])) return false;
    if (best < rest.size()) rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(best));
  }
  for (const Term& one : rest) {
    if (!take({0, {}}, one)) return false;
  }
  return least.sign() >= 0;
}

/// Where the probabilities of several responses are ordered in the same way on all units, so are the
/// responses: as many are true as the number of a level says. A level's probability is a difference of two
/// such sums.
void Materialiser::finish_ordered(const std::vector<QuantileInstance>& instances) {
  struct Response {
    const QuantileInstance* instance;
    std::vector<Term> terms;
  };
  std::vector<Response> ordered;  // by ascending probability
  for (const QuantileInstance& one : instances) {
    const NodeId law = store_[one.chance].operands[0];
    const NodeId p = store_[law].operands[0];
    // One with rows must be a draw from `bernoulli` all the same, and never undefined.
    const bool plain = store_[law].op == Op::Bernoulli &&
                       std::all_of(one.rows.begin(), one.rows.end(), [](const ir::Row& row) {
                         return std::all_of(row.entries.begin(), row.entries.end(), [](const auto& entry) {
                           return entry.first == kTrue || entry.first == kFalse;
                         });
                       });
    auto terms = plain ? expand(p) : std::nullopt;
    if (!terms) stop_stuck(states_.at(p).cut, states_.at(p).cells);
    std::size_t place = 0;
    while (place < ordered.size() && surely_at_most(ordered[place].terms, *terms)) ++place;
    for (std::size_t i = place; i < ordered.size(); ++i) {
      if (!surely_at_most(*terms, ordered[i].terms)) stop_stuck(states_.at(p).cut, states_.at(p).cells);
    }
    ordered.insert(ordered.begin() + static_cast<std::ptrdiff_t>(place), {&one, std::move(*terms)});
  }
  const std::size_t responses = ordered.size();
  const std::uint32_t in_text = place_of(instances[0].chance);
  const VariableId level = add_choice(responses + 1, in_text);
  std::vector<Term> all{{1, {}}};
  std::vector<std::vector<Rational>> coefficients{std::vector<Rational>(responses + 1)};
  coefficients[0][0] = 1;
  for (std::size_t i = 0; i < responses; ++i) {
    for (Term& one : ordered[i].terms) {
      std::vector<Rational>& row = coefficients.emplace_back(responses + 1);
      row[responses - i] += one.coefficient;
      row[responses - i - 1] -= one.coefficient;
      all.push_back(std::move(one));
    }
  }
  const VariableId selector = add_choice(all.size(), in_text);
  Factor choice;
  choice.weighs = true;
  choice.scope = {selector, level};
  std::vector<Rational> cells;
  for (const std::vector<Rational>& row : coefficients) cells.insert(cells.end(), row.begin(), row.end());
  choice.table = std::make_shared<const number::IntegerTable>(cells, store_.budget());
  result_.network.factors.push_back(std::move(choice));
  add_terms(all, selector, result_.network.factors);
  for (std::size_t i = 0; i < responses; ++i) {
    const QuantileInstance& one = *ordered[i].instance;
    Factor factor;
    factor.scope = {level};
    std::vector<std::int64_t> indicator;
    for (std::size_t l = 0; l <= responses; ++l) {
      const ValueId value = l + i >= responses ? kTrue : kFalse;
      const auto place = std::find(one.values.begin(), one.values.end(), value);
      indicator.push_back(place == one.values.end() ? 0 : 1);
      factor.function.push_back(
          place == one.values.end() ? -1 : static_cast<std::int32_t>(place - one.values.begin()));
    }
    if (one.variable) {
      factor.output = *one.variable;
    } else {
      factor.function.clear();
      factor.table = std::make_shared<const number::IntegerTable>(indicator, 1);
    }
    result_.network.factors.push_back(std::move(factor));
  }
}

}  // namespace causeway::inference
