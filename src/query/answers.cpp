// SPDX-License-Identifier: MIT
#include "query/answers.hpp"

#include <algorithm>

#include "number/quotients.hpp"
#include "support/text.hpp"

namespace causeway::query {

using support::error;
using support::Fault;

Fault impossible_evidence(const TermSpec& spec) {
  const bool several = spec.condition_spans.size() > 1;
  const support::Span conditions =
      spec.condition_spans.empty() ? spec.span
                                   : support::join(spec.condition_spans.front(), spec.condition_spans.back());
  // Facts that a host says were seen are of the factual world.
  const bool acted =
      !spec.actions.empty() &&
      std::any_of(spec.conditions.begin(), spec.conditions.end(), [&](const lower::Template& one) {
        return std::any_of(one.refs.begin(), one.refs.end(),
                           [&](const lower::Ref& ref) { return ref.world == spec.world; });
      });
  return Fault(
      error(Code::UndefinedCondition, spec.span,
            std::string("the condition") + (several ? "s have" : " has") + " probability 0")
          .with_note(conditions, several ? "these" : "this")
          .with_hint(!acted ? ""
                            : "conditions beside `do` are read after the action; for what was seen before "
                              "it, ask for the counterfactual `P(…[x = …] | …)`"));
}

void table_too_large(const Limits& limits) {
  throw support::Exhausted(support::Exhausted::What::Domain, "the table would have more than " +
                                                                 support::grouped(limits.domain) +
                                                                 " rows, the limit (--max-domain)");
}

void require_small(const std::vector<TermSpec::Column>& columns, const ir::Store& store,
                   const Limits& limits) {
  std::size_t least = 1;
  for (const TermSpec::Column& column : columns) {
    const std::size_t size = column.declared ? store.lists[*column.declared].size() : 1;
    if (least > limits.domain / size) table_too_large(limits);
    least *= size;
  }
}

namespace {

/// Of the one target's being true.
Rational probability(const inference::Outcome& outcome) {
  Rational mass;
  for (const inference::Cell& cell : outcome.cells) {
    if (cell.values[0] == ir::kTrue) mass += cell.mass;
  }
  return mass / outcome.evidence;
}

/// Of the target, or of the product of the weights.
Rational mean(const inference::Outcome& outcome, const ir::Store& store) {
  Rational mass;
  for (const inference::Cell& cell : outcome.cells)
    mass += cell.values.empty() ? cell.mass : cell.mass * store.values.number(cell.values[0]);
  return mass / outcome.evidence;
}

/// From the joint distribution of X and Y.
Rational covariance(const inference::Outcome& joint, const ir::Store& store) {
  Rational sum_x;
  Rational sum_y;
  Rational sum_xy;
  for (const inference::Cell& cell : joint.cells) {
    const Rational& x = store.values.number(cell.values.front());
    const Rational& y = store.values.number(cell.values.back());
    sum_x += cell.mass * x;
    sum_y += cell.mass * y;
    sum_xy += cell.mass * x * y;
  }
  return sum_xy / joint.evidence - sum_x * sum_y / (joint.evidence * joint.evidence);
}

}  // namespace

Rational value(const PreparedTerm& term, sema::TermKind kind, std::span<const inference::Outcome> outcomes,
               const ir::Store& store) {
  if (kind == sema::TermKind::Probability) return probability(outcomes[0]);
  if (kind == sema::TermKind::Expectation) {
    Rational result = term.constant;
    for (std::size_t i = 0; i < term.parts.size(); ++i)
      result += term.parts[i].coefficient * mean(outcomes[i], store);
    return result;
  }
  if (outcomes.size() == 1) return covariance(outcomes[0], store);
  return mean(outcomes[2], store) - mean(outcomes[0], store) * mean(outcomes[1], store);  // E(X), E(Y), E(XY)
}

namespace {

/// The values of a column: those declared, or those possible.
std::vector<ValueId> axis_of(const inference::Outcome& outcome, const TermSpec::Column& column,
                             std::size_t place, const ir::Store& store) {
  if (column.declared) return store.lists[*column.declared].items();
  std::vector<ValueId> axis;
  for (const inference::Cell& cell : outcome.cells) axis.push_back(cell.values[place]);
  std::sort(axis.begin(), axis.end(), [&](ValueId a, ValueId b) { return store.values.less(a, b); });
  axis.erase(std::unique(axis.begin(), axis.end()), axis.end());
  return axis;
}

}  // namespace

Table distribution(const inference::Outcome& outcome, const std::vector<TermSpec::Column>& columns,
                   const ir::Store& store, support::Budget& budget) {
  Table table;
  std::vector<std::vector<ValueId>> axes;
  std::size_t rows = 1;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    table.columns.push_back(columns[i].name);
    axes.push_back(axis_of(outcome, columns[i], i, store));
    if (rows > budget.limits().domain / std::max<std::size_t>(axes.back().size(), 1))
      table_too_large(budget.limits());
    rows *= axes.back().size();
  }
  const auto before = [&](const inference::Cell& cell, const std::vector<ValueId>& values) {
    return std::lexicographical_compare(cell.values.begin(), cell.values.end(), values.begin(), values.end(),
                                        [&](ValueId a, ValueId b) { return store.values.less(a, b); });
  };
  std::vector<Rational> probabilities;
  probabilities.reserve(outcome.cells.size());
  support::Held held(budget);
  held.add(outcome.cells.size() * sizeof(Rational));
  for (const inference::Cell& cell : outcome.cells) {
    budget.spend();
    held.add(cell.mass.bits() / 8);
    probabilities.push_back(cell.mass);
  }
  probabilities = number::quotients(std::move(probabilities), outcome.evidence, budget);
  std::vector<std::size_t> digits(axes.size(), 0);
  std::vector<ValueId> values(axes.size());
  for (std::size_t r = 0; r < rows; ++r) {
    Table::Row row;
    for (std::size_t i = 0; i < axes.size(); ++i) {
      values[i] = axes[i][digits[i]];
      row.values.push_back(store.values.value(values[i]));
    }
    const auto cell = std::lower_bound(outcome.cells.begin(), outcome.cells.end(), values, before);
    const bool possible = cell != outcome.cells.end() && cell->values == values;
    const Rational probability =
        possible ? probabilities[static_cast<std::size_t>(cell - outcome.cells.begin())] : Rational();
    budget.spend();
    budget.hold(sizeof(Table::Row) + axes.size() * sizeof(Value) + probability.bits() / 8);
    row.result = probability;
    table.rows.push_back(std::move(row));
    for (std::size_t i = axes.size(); i > 0 && ++digits[i - 1] == axes[i - 1].size(); --i) digits[i - 1] = 0;
  }
  return table;
}

Answer::Map most_probable(const inference::Outcome& outcome, const std::vector<TermSpec::Column>& columns,
                          const ir::Store& store) {
  const auto less = [](const inference::Cell& a, const inference::Cell& b) { return a.mass < b.mass; };
  const auto best = std::max_element(outcome.cells.begin(), outcome.cells.end(), less);
  Answer::Map result;
  for (const TermSpec::Column& column : columns) result.columns.push_back(column.name);
  for (const ValueId one : best->values) result.values.push_back(store.values.value(one));
  result.probability = best->mass / outcome.evidence;
  return result;
}

}  // namespace causeway::query
