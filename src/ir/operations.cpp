// SPDX-License-Identifier: MIT
#include "ir/operations.hpp"

#include <algorithm>

#include "number/functions.hpp"
#include "support/text.hpp"

namespace causeway::ir {

namespace {

using Operands = std::span<const ValueId>;

class Arithmetic {
 public:
  Arithmetic(Store& store, Operands operands) : store_(store), operands_(operands) {}

  const Rational& number(std::size_t i) const { return store_.values.number(operands_[i]); }

  ValueId give(const Rational& value) const {
    if (value.bits() > number::kMaxBits) support::number_too_large();
    store_.budget().spend(number::cost(value));
    return store_.values.number(value);
  }
  ValueId give(const number::Computed& computed) const {
    if (computed.status == number::Status::TooLarge) support::number_too_large();
    return computed.status == number::Status::Undefined ? kUndefined : give(computed.value);
  }
  ValueId sum() const {
    Rational result;
    for (std::size_t i = 0; i < operands_.size(); ++i) {
      result += number(i);
      if (result.bits() > number::kMaxBits) support::number_too_large();
      store_.budget().spend(number::cost(result));
    }
    return give(result);
  }
  ValueId product() const {
    Rational result = 1;
    for (std::size_t i = 0; i < operands_.size(); ++i) {
      result *= number(i);
      if (result.bits() > number::kMaxBits) support::number_too_large();
      store_.budget().spend(number::cost(result));
    }
    return give(result);
  }

 private:
  Store& store_;
  Operands operands_;
};

ValueId extremum(const Store& store, Operands operands, bool greatest) {
  ValueId best = operands[0];
  for (const ValueId one : operands.subspan(1)) {
    const bool better = greatest ? store.values.less(best, one) : store.values.less(one, best);
    if (better) best = one;
  }
  return best;
}

ValueId to_bool(const Rational& value) {
  if (value.is_zero()) return kFalse;
  return value == Rational(1) ? kTrue : kUndefined;
}

ValueId clamp(const Arithmetic& arithmetic, Operands operands) {
  if (arithmetic.number(1) > arithmetic.number(2)) return kUndefined;
  if (arithmetic.number(0) < arithmetic.number(1)) return operands[1];
  return arithmetic.number(0) > arithmetic.number(2) ? operands[2] : operands[0];
}

ValueId boolean_xor(Operands operands) {
  bool odd = false;
  for (const ValueId one : operands) odd = odd != (one == kTrue);
  return odd ? kTrue : kFalse;
}

}  // namespace

ValueId apply(Store& store, Op op, std::uint32_t payload, Operands operands) {
  const Arithmetic arithmetic(store, operands);
  const auto number = [&](std::size_t i) -> const Rational& { return arithmetic.number(i); };
  const auto boolean = [](bool value) { return value ? kTrue : kFalse; };
  const auto order = [&] { return store.values.compare(operands[0], operands[1]); };
  switch (op) {
    case Op::Const:
      return ValueId(payload);
    case Op::Add:
      return arithmetic.sum();
    case Op::Sub:
      return arithmetic.give(number(0) - number(1));
    case Op::Mul:
      return arithmetic.product();
    case Op::Div:
      return number(1).is_zero() ? kUndefined : arithmetic.give(number(0) / number(1));
    case Op::FloorDiv:
      return number(1).is_zero() ? kUndefined : arithmetic.give(number::floor_div(number(0), number(1)));
    case Op::Mod:
      return number(1).is_zero() ? kUndefined : arithmetic.give(number::mod(number(0), number(1)));
    case Op::Pow:
      return arithmetic.give(number::pow(number(0), number(1)));
    case Op::Neg:
      return arithmetic.give(-number(0));
    case Op::Equal:
      return boolean(operands[0] == operands[1]);
    case Op::NotEqual:
      return boolean(operands[0] != operands[1]);
    case Op::Less:
      return boolean(order() < 0);
    case Op::LessEqual:
      return boolean(order() <= 0);
    case Op::Greater:
      return boolean(order() > 0);
    case Op::GreaterEqual:
      return boolean(order() >= 0);
    case Op::Xor:
      return boolean_xor(operands);
    case Op::Not:
      return boolean(operands[0] != kTrue);
    case Op::Min:
      return extremum(store, operands, false);
    case Op::Max:
      return extremum(store, operands, true);
    case Op::Abs:
      return number(0).sign() < 0 ? arithmetic.give(-number(0)) : operands[0];
    case Op::Floor:
      return arithmetic.give(number::floor(number(0)));
    case Op::Ceil:
      return arithmetic.give(number::ceil(number(0)));
    case Op::Sign:
      return arithmetic.give(Rational(number(0).sign()));
    case Op::Clamp:
      return clamp(arithmetic, operands);
    case Op::Fact:
      return arithmetic.give(number::factorial(number(0)));
    case Op::Choose:
      return arithmetic.give(number::choose(number(0), number(1)));
    case Op::Ord:
      return arithmetic.give(Rational(static_cast<std::int64_t>(store.values.label(operands[0]).index) + 1));
    // What a placeholder is bound to may have the kind already.
    case Op::ToNumber:
      if (store.values.kind(operands[0]) == Kind::Number) return operands[0];
      return arithmetic.give(Rational(operands[0] == kTrue ? 1 : 0));
    case Op::ToBool:
      return store.values.kind(operands[0]) == Kind::Bool ? operands[0] : to_bool(number(0));
    case Op::In:
      return boolean(store.lists[ValueListId(payload)].contains(operands[0]));
    case Op::InRange:
      return boolean(number(1) <= number(0) && number(0) <= number(2) && number(0).is_integer());
    case Op::Check:
      return store.lists[ValueListId(payload)].contains(operands[0]) ? operands[0] : kUndefined;
    case Op::Lookup: {
      const LookupTable& table = store.lookups[LookupId(payload)];
      const auto place = table.keys.find(operands);
      return place ? table.values[*place] : kUndefined;
    }
    case Op::Call:
      return store.externs[payload]
          ->call(operands, store.values, store.budget(), nullptr)
          .value_or(kUndefined);
    default:
      return kUndefined;
  }
}

// ---- laws ----

namespace {

/// Sorts by value, adds up equal values and drops zeros.
Row make_row(const Store& store, std::vector<std::pair<ValueId, Rational>> entries) {
  std::stable_sort(entries.begin(), entries.end(),
                   [&](const auto& a, const auto& b) { return store.values.less(a.first, b.first); });
  Row row;
  for (auto& [value, weight] : entries) {
    row.negative = row.negative || weight.sign() < 0;
    if (!row.entries.empty() && row.entries.back().first == value) {
      row.entries.back().second += weight;
    } else {
      row.entries.emplace_back(value, std::move(weight));
    }
  }
  std::erase_if(row.entries, [](const auto& entry) { return entry.second.is_zero(); });
  return row;
}

bool is_probability(const Rational& p) {
  return p.sign() >= 0 && p <= Rational(1);
}
bool is_count(const Rational& n) {
  return n.is_integer() && n.sign() >= 0;
}

/// A count small enough to be the size of a domain.
std::int64_t bounded(Store& store, const Rational& n) {
  const auto small = n.to_int64();
  if (!small || static_cast<std::uint64_t>(*small) >= store.budget().limits().domain) {
    support::domain_too_large(n.to_string(), store.budget().limits());
  }
  return *small;
}

std::optional<Row> binomial(Store& store, const Rational& n, const Rational& p) {
  if (!is_count(n) || !is_probability(p)) return std::nullopt;
  const std::int64_t trials = bounded(store, n);
  const Rational q = Rational(1) - p;
  if (q.is_zero()) return make_row(store, {{store.values.number(n), 1}});
  const number::Computed misses = number::pow(q, n);
  if (misses.status != number::Status::Ok) support::number_too_large();
  std::vector<std::pair<ValueId, Rational>> entries;
  Rational weight = misses.value;
  for (std::int64_t k = 0; k <= trials; ++k) {
    store.budget().spend(2 * number::cost(weight));
    store.budget().hold(weight.bits() / 8);
    entries.emplace_back(store.values.number(k), weight);
    weight *= Rational(trials - k, k + 1) * p / q;
  }
  return make_row(store, std::move(entries));
}

std::optional<Row> hypergeometric(Store& store, const Rational& population, const Rational& successes,
                                  const Rational& draws) {
  if (!is_count(population) || !is_count(successes) || !is_count(draws) || successes > population ||
      draws > population) {
    return std::nullopt;
  }
  const std::int64_t most = bounded(store, std::min(draws, successes));
  const number::Computed all = number::choose(population, draws);
  if (all.status != number::Status::Ok) support::number_too_large();
  std::vector<std::pair<ValueId, Rational>> entries;
  for (std::int64_t k = 0; k <= most; ++k) {
    const number::Computed hits = number::choose(successes, k);
    const number::Computed misses = number::choose(population - successes, draws - Rational(k));
    if (hits.status != number::Status::Ok || misses.status != number::Status::Ok) support::number_too_large();
    Rational weight = hits.value * misses.value / all.value;
    store.budget().spend(number::cost(weight));
    entries.emplace_back(store.values.number(k), std::move(weight));
  }
  return make_row(store, std::move(entries));
}

std::optional<Row> table_row(Store& store, const ProbabilityTable& table, Operands operands) {
  std::size_t row = 0;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const ValueList& parent = store.lists[table.parents[i]];
    const auto place = parent.index_of(operands[i]);
    if (!place) return std::nullopt;
    row = row * parent.size() + *place;
  }
  Row result;
  const std::vector<ValueId>& values = store.lists[table.values].items();
  for (std::size_t i = 0; i < values.size(); ++i) {
    Rational p = table.rows->at(row, i);
    if (!p.is_zero()) result.entries.emplace_back(values[i], std::move(p));
  }
  return result;
}

Row uniform(const Store& store, const ValueList& list) {
  std::vector<std::pair<ValueId, Rational>> entries;
  const Rational p(1, static_cast<std::int64_t>(list.size()));
  for (const ValueId value : list.items()) entries.emplace_back(value, p);
  return make_row(store, std::move(entries));
}

}  // namespace

std::optional<Row> weights(Store& store, Op op, std::uint32_t payload, Operands operands) {
  const auto number = [&](std::size_t i) -> const Rational& { return store.values.number(operands[i]); };
  std::vector<std::pair<ValueId, Rational>> entries;
  switch (op) {
    case Op::Bernoulli:
      if (!is_probability(number(0))) return std::nullopt;
      return make_row(store, {{kFalse, Rational(1) - number(0)}, {kTrue, number(0)}});
    case Op::Cat: {
      const std::vector<ValueId>& keys = store.lists[ValueListId(payload)].items();
      for (std::size_t i = 0; i < keys.size(); ++i) entries.emplace_back(keys[i], number(i));
      return make_row(store, std::move(entries));
    }
    case Op::Keyed:
      for (std::size_t i = 0; i < operands.size(); i += 2) entries.emplace_back(operands[i], number(i + 1));
      return make_row(store, std::move(entries));
    case Op::Uniform:
      return uniform(store, store.lists[ValueListId(payload)]);
    case Op::Binomial:
      return binomial(store, number(0), number(1));
    case Op::Hypergeometric:
      return hypergeometric(store, number(0), number(1), number(2));
    case Op::Table:
      return table_row(store, store.tables[TableId(payload)], operands);
    default:
      return std::nullopt;
  }
}

Rational total(const Row& row) {
  Rational sum;
  for (const auto& [value, weight] : row.entries) sum += weight;
  return sum;
}

std::optional<Row> normalized(const Row& row) {
  const Rational sum = total(row);
  if (sum.sign() <= 0 || row.negative) return std::nullopt;
  Row result = row;
  for (auto& [value, weight] : result.entries) weight /= sum;
  return result;
}

std::optional<Row> distribution(Store& store, const Source& source, const Row& weights) {
  for (const auto& [value, weight] : weights.entries) store.budget().spend(number::cost(weight));
  if (weights.negative || total(weights) != Rational(1)) return std::nullopt;
  std::vector<std::pair<ValueId, Rational>> entries;
  Rational outside;
  for (const auto& [value, weight] : weights.entries) {
    ValueId drawn = value;
    if (source.converts_to && store.values.kind(value) != *source.converts_to) {
      drawn = *source.converts_to == Kind::Bool ? to_bool(store.values.number(value))
                                                : store.values.number(Rational(value == kTrue ? 1 : 0));
    }
    if (drawn != kUndefined && source.domain && !store.lists[*source.domain].contains(drawn))
      drawn = kUndefined;
    if (drawn == kUndefined) {
      outside += weight;
    } else {
      entries.emplace_back(drawn, weight);
    }
  }
  Row row = make_row(store, std::move(entries));
  if (!outside.is_zero()) row.entries.emplace_back(kUndefined, outside);
  return row;
}

bool takes(const Store& store, const Pattern& pattern, ValueId value) {
  if (pattern.any || std::find(pattern.values.begin(), pattern.values.end(), value) != pattern.values.end())
    return true;
  return std::any_of(pattern.ranges.begin(), pattern.ranges.end(), [&](const auto& range) {
    return store.values.kind(value) == Kind::Number && store.values.number(value).is_integer() &&
           !store.values.less(value, range.first) && !store.values.less(range.second, value);
  });
}

std::optional<std::size_t> matching_arm(const Store& store, const MatchTable& table, Operands scrutinees) {
  return table.find(scrutinees,
                    [&](const Pattern& pattern, ValueId value) { return takes(store, pattern, value); });
}

std::vector<ValueId> range_values(Store& store, const Rational& lo, const Rational& hi,
                                  const Rational& step) {
  std::vector<ValueId> values;
  if (lo > hi) return values;
  const Rational count = number::floor((hi - lo) / step) + Rational(1);
  if (count > Rational(static_cast<std::int64_t>(store.budget().limits().domain))) {
    const auto small = count.to_int64();
    support::domain_too_large(
        small ? support::grouped(static_cast<std::uint64_t>(*small)) : count.to_decimal(2),
        store.budget().limits());
  }
  store.budget().hold(static_cast<std::size_t>(*count.to_int64()) * sizeof(ValueId) * 4);
  for (Rational value = lo; value <= hi; value += step) {
    store.budget().spend();
    values.push_back(store.values.number(value));
  }
  return values;
}

}  // namespace causeway::ir
