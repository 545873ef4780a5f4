// SPDX-License-Identifier: MIT
// Pass `materialise`: the tables of draws and operations.
#include <algorithm>
#include <set>

#include "inference/materialiser.hpp"

namespace causeway::inference {

using ir::kTrue;
using ir::kUndefined;
using ir::Node;
using ir::Op;

namespace {

/// Ascending, each once, undefined last.
void sort_values(std::vector<ValueId>& values, const ir::Store& store) {
  std::sort(values.begin(), values.end(), [&](ValueId a, ValueId b) {
    if (a == kUndefined || b == kUndefined) return a != kUndefined && b == kUndefined;
    return store.values.less(a, b);
  });
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

/// An operation with more values is not worth a variable.
constexpr std::size_t kMostValues = std::size_t{1} << 16U;

/// A table filled before costs so many times less than a new one.
constexpr std::uint64_t kReuse = 4;

std::unordered_map<ValueId, std::int32_t> places_of(const std::vector<ValueId>& values) {
  std::unordered_map<ValueId, std::int32_t> places;
  for (std::size_t i = 0; i < values.size(); ++i) places.emplace(values[i], static_cast<std::int32_t>(i));
  return places;
}

std::vector<ValueId> distinct(const std::vector<ValueId>& values) {
  std::unordered_set<ValueId> seen;
  std::vector<ValueId> result;
  for (const ValueId one : values) {
    if (seen.insert(one).second) result.push_back(one);
  }
  return result;
}

}  // namespace

void Materialiser::count_cells(const Cut& cut, std::uint64_t cells) {
  result_.cells = saturating_sum(result_.cells, cells);
  if (result_.cells > fusion_.most_cells) stop_stuck(cut, cells);
}

/// Gives the variables of the cut all combinations of values, the last fastest; `use` gets the cell's number.
void Materialiser::tabulate(const Cut& cut, const std::function<void(std::size_t)>& use) {
  const std::uint64_t cells = cells_of(cut);
  count_cells(cut, cells);
  std::vector<std::size_t> digits(cut.size(), 0);
  std::vector<ir::Evaluator::Mark> marks;
  const auto supply = [&](std::size_t from) {
    for (std::size_t i = from; i < cut.size(); ++i) {
      marks.push_back(evaluator_.mark());
      const Variable& variable = result_.network.variables[cut[i]];
      evaluator_.supply(variable.node, variable.values[digits[i]]);
    }
  };
  const ir::Evaluator::Mark before = evaluator_.mark();
  supply(0);
  for (std::size_t cell = 0; cell < cells; ++cell) {
    use(cell);
    std::size_t axis = cut.size();
    while (axis > 0 && ++digits[axis - 1] == result_.network.size(cut[axis - 1])) digits[--axis] = 0;
    if (axis == 0) break;
    evaluator_.forget(marks[axis - 1]);
    marks.resize(axis - 1);
    supply(axis - 1);
  }
  evaluator_.forget(before);
}

/// Does what was observed leave this value?
bool Materialiser::allowed(NodeId id, ValueId value) {
  const auto observations = observations_.find(id);
  if (observations == observations_.end()) return true;
  for (const Roots::Observation& one : observations->second) {
    ValueId seen = value;
    if (one.node != id) {
      const ir::Evaluator::Mark before = evaluator_.mark();
      if (!evaluator_.known(id)) evaluator_.supply(id, value);
      seen = *evaluator_.value(one.node);
      evaluator_.forget(before);
    }
    const bool holds = one.state == Roots::Observation::State::True        ? seen == kTrue
                       : one.state == Roots::Observation::State::Undefined ? seen == kUndefined
                                                                           : seen != kUndefined;
    if (!holds) return false;
  }
  return true;
}

std::vector<ValueId> Materialiser::allowed_values(NodeId id, std::vector<ValueId> values) {
  sort_values(values, store_);
  std::erase_if(values, [&](ValueId one) { return !allowed(id, one); });
  if (values.empty()) stop_impossible();
  return values;
}

// ---- tables that are filled once ----

/// The expression with its variables replaced by their places in the cut, and their domains: members of a
/// family have equal forms, and equal tables. Nothing for large expressions.
std::optional<Materialiser::Form> Materialiser::form(NodeId root, const Cut& cut) {
  constexpr std::size_t kMostNodes = 64;
  enum Kind : std::uint32_t { kValue, kAxis, kNode };
  Form form{static_cast<std::uint32_t>(cut.size())};
  for (const VariableId one : cut) {
    const std::vector<ValueId>& values = result_.network.variables[one].values;
    form.push_back(domains_.emplace(values, static_cast<std::uint32_t>(domains_.size())).first->second);
  }
  std::unordered_map<NodeId, std::uint32_t> numbers;
  std::vector<NodeId> stack{root};
  while (!stack.empty()) {
    const NodeId id = stack.back();
    if (numbers.contains(id)) {
      stack.pop_back();
      continue;
    }
    if (numbers.size() == kMostNodes) return std::nullopt;
    const auto number = static_cast<std::uint32_t>(numbers.size());
    const State* state = states_.contains(id) ? &states_.at(id) : nullptr;
    if (id != root && state != nullptr && state->kind != State::Kind::Inline) {
      const bool constant = state->kind == State::Kind::Constant;
      const auto axis = std::lower_bound(cut.begin(), cut.end(), state->variable) - cut.begin();
      form.insert(form.end(), {constant ? kValue : kAxis, constant ? evaluator_.known_value(id).value
                                                                   : static_cast<std::uint32_t>(axis)});
      numbers.emplace(id, number);
      stack.pop_back();
      continue;
    }
    const Node node = store_[id];
    const std::size_t before = stack.size();
    for (const NodeId operand : node.operands) {
      if (!numbers.contains(operand)) stack.push_back(operand);
    }
    if (stack.size() > before) continue;
    form.insert(form.end(), {kNode, static_cast<std::uint32_t>(node.op), node.payload,
                             static_cast<std::uint32_t>(node.operands.size())});
    for (const NodeId operand : node.operands) form.push_back(numbers.at(operand));
    numbers.emplace(id, number);
    stack.pop_back();
  }
  return form;
}

/// The operation's value in each cell of the cut.
std::shared_ptr<const std::vector<ValueId>> Materialiser::images(NodeId id, const Cut& cut) {
  const auto key = form(id, cut);
  if (key) {
    const auto known = images_.find(*key);
    if (known != images_.end()) {
      count_cells(cut, cells_of(cut) / kReuse);
      return known->second;
    }
  }
  std::vector<ValueId> values;
  result_.held.add(cells_of(cut) * sizeof(ValueId));
  tabulate(cut, [&](std::size_t) { values.push_back(*evaluator_.value(id)); });
  auto result = std::make_shared<const std::vector<ValueId>>(std::move(values));
  if (key) images_.emplace(*key, result);
  return result;
}

/// What is drawn from in each cell of the cut; an invalid law gives an undefined value.
std::shared_ptr<const std::vector<ir::Row>> Materialiser::rows(NodeId chance, const Cut& cut) {
  const NodeId law = store_[chance].operands[0];
  const ir::Source& source = store_.sources[SourceId(store_[chance].payload)];
  auto key = form(law, cut);
  if (key) {
    key->push_back(source.domain ? source.domain->value : ~std::uint32_t{0});
    key->push_back(source.converts_to ? static_cast<std::uint32_t>(*source.converts_to) : ~std::uint32_t{0});
    const auto known = rows_.find(*key);
    if (known != rows_.end()) {
      count_cells(cut, cells_of(cut) / kReuse);
      return known->second;
    }
  }
  std::vector<ir::Row> values;
  tabulate(cut, [&](std::size_t) {
    const auto value = evaluator_.value(law);
    std::optional<ir::Row> row;
    if (*value != kUndefined) row = ir::distribution(store_, source, evaluator_.row(law));
    if (!row) {
      row.emplace();
      row->entries.emplace_back(kUndefined, Rational(1));
    }
    result_.held.add(row->entries.size() * sizeof(row->entries[0]));
    values.push_back(std::move(*row));
  });
  auto result = std::make_shared<const std::vector<ir::Row>>(std::move(values));
  if (key) rows_.emplace(*key, result);
  return result;
}

// ---- operations ----

void Materialiser::make_variable(NodeId id) {
  const Cut cut = states_.at(id).cut;
  const std::uint64_t cells = cells_of(cut);
  const auto known = images(id, cut);
  const std::vector<ValueId>& images = *known;
  std::vector<ValueId> all = distinct(images);
  if (all.size() > kMostValues) stop_stuck(cut, cells);
  const std::size_t before = all.size();
  std::vector<ValueId> values = allowed_values(id, std::move(all));
  const bool excluded = values.size() < before;
  const auto places = places_of(values);
  Factor factor;
  factor.scope = cut;
  if (values.size() == 1) {
    if (excluded) {
      std::vector<Rational> indicator(cells);
      for (std::size_t cell = 0; cell < cells; ++cell) indicator[cell] = images[cell] == values[0] ? 1 : 0;
      factor.table = std::make_shared<const number::IntegerTable>(indicator, store_.budget());
      result_.network.factors.push_back(std::move(factor));
    }
    set_constant(id, values[0]);
    return;
  }
  result_.held.add(cells * sizeof(std::int32_t));
  factor.function.reserve(cells);
  for (const ValueId one : images) {
    const auto place = places.find(one);
    factor.function.push_back(place == places.end() ? -1 : place->second);
  }
  const VariableId variable = add_variable(id, std::move(values), place_of(cut));
  factor.output = variable;
  if (!excluded) factor.child = variable;
  result_.network.factors.push_back(std::move(factor));
  set_variable(id, variable);
}

// ---- draws ----

void Materialiser::draw(NodeId id) {
  const Node node = store_[id];
  const NodeId law = node.operands[0];
  if (draw_from_table(id) || weigh_bernoulli(id)) return;
  const Cut cut = states_.at(law).cut;
  add_distribution(id, cut, *rows(id, cut));
}

void Materialiser::add_distribution(NodeId id, const Cut& cut, const std::vector<ir::Row>& rows) {
  const SourceId source(store_[id].payload);
  std::unordered_set<ValueId> seen;
  std::vector<ValueId> all;
  for (const ir::Row& row : rows) {
    for (const auto& [value, probability] : row.entries) {
      if (seen.insert(value).second) all.push_back(value);
    }
  }
  const std::size_t before = all.size();
  const std::vector<ValueId> values = allowed_values(id, std::move(all));
  const bool excluded = values.size() < before;
  std::optional<VariableId> variable;
  if (values.size() > 1) {
    variable = add_variable(id, values, place_of(id));
    result_.network.variables[*variable].root = cut.empty();
  }
  const auto quantile = quantile_instances_.find(source);
  if (quantile != quantile_instances_.end() && quantile->second > 1) {
    quantiles_[source].push_back({id, variable, cut, rows, values});
  } else if (variable || excluded) {
    const auto places = places_of(values);
    std::vector<Rational> cells(rows.size() * values.size());
    for (std::size_t r = 0; r < rows.size(); ++r) {
      for (const auto& [value, probability] : rows[r].entries) {
        const auto place = places.find(value);
        if (place != places.end())
          cells[r * values.size() + static_cast<std::size_t>(place->second)] = probability;
      }
    }
    Factor factor;
    factor.scope = cut;
    if (variable) factor.scope.push_back(*variable);
    factor.table = std::make_shared<const number::IntegerTable>(cells, store_.budget());
    if (variable && !excluded) factor.child = *variable;
    result_.held.add(factor.table->bytes());
    result_.network.factors.push_back(std::move(factor));
  }
  if (variable) {
    set_variable(id, *variable);
  } else {
    set_constant(id, values[0]);
  }
}

/// The rows that the offsets lead to, and of them some columns.
number::SharedTable Materialiser::part_of(const number::RowTable& table,
                                          const std::vector<std::vector<std::size_t>>& offsets,
                                          const std::vector<std::size_t>& columns) {
  std::size_t size = columns.size();
  for (const auto& one : offsets) size *= one.size();
  store_.budget().spend(size);
  result_.held.add(size * sizeof(std::int64_t));
  std::vector<std::int64_t> cells;
  cells.reserve(size);
  std::vector<std::size_t> digits(offsets.size(), 0);
  while (cells.size() < size) {
    std::size_t row = 0;
    for (std::size_t i = 0; i < offsets.size(); ++i) row += offsets[i][digits[i]];
    const std::uint64_t* entries = table.numbers.words(row * table.row_length);
    for (const std::size_t column : columns) cells.push_back(static_cast<std::int64_t>(entries[column]));
    for (std::size_t i = offsets.size(); i > 0 && ++digits[i - 1] == offsets[i - 1].size(); --i)
      digits[i - 1] = 0;
  }
  return std::make_shared<const number::IntegerTable>(std::move(cells), table.numbers.scale());
}

/// Rows of a conditional probability table, without evaluating anything: what large networks are made of.
bool Materialiser::draw_from_table(NodeId id) {
  const Node node = store_[id];
  const Node law = store_[node.operands[0]];
  if (law.op != Op::Table || quantile_instances_.contains(SourceId(node.payload))) return false;
  const ir::ProbabilityTable& table = store_.tables[ir::TableId(law.payload)];
  const ir::Source& source = store_.sources[SourceId(node.payload)];
  if (!table.rows->large.empty() || source.domain != table.values || source.converts_to) return false;
  // Each parent's row offsets, by its own values.
  const std::size_t parents = law.operands.size();
  std::vector<std::vector<std::size_t>> offsets(parents);
  Cut cut;
  std::size_t stride = 1;
  for (std::size_t i = parents; i > 0; --i) {
    const ir::ValueList& list = store_.lists[table.parents[i - 1]];
    const NodeId parent = law.operands[i - 1];
    const State& state = states_.at(parent);
    if (state.kind == State::Kind::Inline) return false;
    std::vector<ValueId> values{ValueId()};
    if (state.kind == State::Kind::Constant) {
      values[0] = *constant(parent);
    } else {
      values = result_.network.variables[state.variable].values;
      if (std::find(cut.begin(), cut.end(), state.variable) != cut.end()) return false;
      cut.push_back(state.variable);
    }
    for (const ValueId one : values) {
      const auto place = list.index_of(one);
      if (!place) return false;
      offsets[i - 1].push_back(*place * stride);
    }
    stride *= list.size();
  }
  std::reverse(cut.begin(), cut.end());
  const std::vector<ValueId> values = allowed_values(id, store_.lists[table.values].items());
  const bool excluded = values.size() < table.rows->row_length;
  std::vector<std::size_t> columns;
  columns.reserve(values.size());
  for (const ValueId one : values) columns.push_back(*store_.lists[table.values].index_of(one));
  Factor factor;
  factor.scope = cut;
  if (values.size() > 1) {
    const VariableId variable = add_variable(id, values, place_of(id));
    result_.network.variables[variable].root = cut.empty();
    factor.scope.push_back(variable);
    if (!excluded) factor.child = variable;
    set_variable(id, variable);
  } else {
    set_constant(id, values[0]);
  }
  const std::uint64_t rows = cells_of(cut);
  result_.cells += rows;
  factor.table = rows == stride && !excluded ? number::SharedTable(table.rows, &table.rows->numbers)
                                             : part_of(*table.rows, offsets, columns);
  result_.network.factors.push_back(std::move(factor));
  return true;
}

// ---- sources coupled by quantiles ----

void Materialiser::finish_quantiles() {
  for (const auto& [source, instances] : quantiles_) {
    const bool rows = std::none_of(instances.begin(), instances.end(),
                                   [](const QuantileInstance& one) { return one.rows.empty(); });
    if (rows) {
      finish_quantiles(instances);
    } else {
      finish_ordered(instances);
    }
  }
}

/// One uniform number, cut where a reachable row of some instance passes from one value to the next; each
/// instance is a function of its cell. (Quantile coupling: every response is monotone in one uniform number.)
void Materialiser::finish_quantiles(const std::vector<QuantileInstance>& instances) {
  std::set<Rational> ends;
  for (const QuantileInstance& one : instances) {
    for (const ir::Row& row : one.rows) {
      Rational end;
      for (const auto& [value, probability] : row.entries) ends.insert(end += probability);
    }
  }
  result_.held.add(ends.size() * (sizeof(Rational) + sizeof(ValueId)));
  std::vector<Rational> lengths;
  Rational from;
  for (const Rational& end : ends) {
    lengths.push_back(end - from);
    from = end;
  }
  const VariableId number = add_choice(lengths.size(), place_of(instances[0].chance));
  result_.network.variables[number].root = true;
  Factor law;
  law.scope = {number};
  law.table = std::make_shared<const number::IntegerTable>(lengths, store_.budget());
  law.child = number;
  result_.network.factors.push_back(std::move(law));
  for (const QuantileInstance& one : instances) {
    const auto places = places_of(one.values);
    Factor factor;
    factor.scope = one.cut;
    factor.scope.push_back(number);
    result_.held.add(one.rows.size() * ends.size() * sizeof(std::int32_t));
    bool excluded = false;
    for (const ir::Row& row : one.rows) {
      auto end = ends.begin();
      Rational sum;
      for (const auto& [value, probability] : row.entries) {
        sum += probability;
        const auto place = places.find(value);
        excluded = excluded || place == places.end();
        for (; end != ends.end() && *end <= sum; ++end)
          factor.function.push_back(place == places.end() ? -1 : place->second);
        store_.budget().spend();
      }
    }
    if (one.variable) {
      factor.output = *one.variable;
      if (!excluded) factor.child = *one.variable;
    } else if (excluded) {
      std::vector<Rational> indicator;
      for (const std::int32_t place : factor.function) indicator.emplace_back(place < 0 ? 0 : 1);
      factor.table = std::make_shared<const number::IntegerTable>(indicator, store_.budget());
      factor.function.clear();
    } else {
      continue;
    }
    result_.network.factors.push_back(std::move(factor));
  }
}

}  // namespace causeway::inference
