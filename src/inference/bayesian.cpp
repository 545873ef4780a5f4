// SPDX-License-Identifier: MIT
#include "inference/bayesian.hpp"

#include <algorithm>

#include "support/components.hpp"

namespace causeway::inference {

using ir::Node;
using ir::Op;
using State = Roots::Observation::State;

namespace {

constexpr std::uint32_t kNone = ~std::uint32_t{0};

class Recogniser {
 public:
  Recogniser(const ir::Store& store, const Roots& roots)
      : store_(store), roots_(roots), places_(store.size(), kNone), result_(store.budget()) {}

  std::optional<Materialised> run() {
    if (!find_draws() || !observe()) return std::nullopt;
    if (result_.network.impossible) return std::move(result_);
    join();
    for (const NodeId id : order_) {
      Draw& one = draws_[places_[id.index()]];
      if (needed_[find(one)]) add(one);
    }
    for (const NodeId one : roots_.targets) result_.targets.push_back(target(one));
    for (const NodeId one : roots_.fixed) result_.fixed.push_back(known(draw(one)));
    result_.all_relevant = roots_.fixed.empty();
    result_.undefined_targets.assign(roots_.targets.size(), false);
    return std::move(result_);
  }

 private:
  struct Draw {
    NodeId node;
    const ir::ProbabilityTable* table;
    std::span<const NodeId> parents;
    std::optional<ValueId> seen;
    std::optional<std::size_t> column;  // of what was seen
    VariableId variable;
  };
  bool find_draws();
  bool add_draw(NodeId id);
  bool observe();
  void join();
  void add(Draw& one);
  number::SharedTable table_of(const Draw& one, Factor& factor);
  std::variant<ValueId, VariableId> target(NodeId id);
  std::variant<ValueId, VariableId> known(const Draw& one) const;
  const Draw& draw(NodeId id) const { return draws_[places_[id.index()]]; }
  std::uint32_t find(const Draw& one) {
    return components_->find(static_cast<std::uint32_t>(&one - draws_.data()));
  }

  const ir::Store& store_;
  const Roots& roots_;
  std::vector<std::uint32_t> places_;  // of nodes in draws_
  std::vector<Draw> draws_;
  std::vector<NodeId> order_;
  std::vector<Comparison> seen_;
  std::optional<support::Components> components_;
  std::vector<bool> needed_;
  Materialised result_;
};

bool Recogniser::add_draw(NodeId id) {
  if (places_[id.index()] != kNone) return true;
  const Node node = store_[id];
  if (node.op != Op::Chance) return false;
  const Node law = store_[node.operands[0]];
  if (law.op != Op::Table) return false;
  const ir::ProbabilityTable& table = store_.tables[ir::TableId(law.payload)];
  const ir::Source& source = store_.sources[SourceId(node.payload)];
  if (!table.rows->large.empty() || source.domain != table.values || source.converts_to) return false;
  places_[id.index()] = static_cast<std::uint32_t>(draws_.size());
  draws_.push_back({id, &table, law.operands, std::nullopt, std::nullopt, VariableId()});
  order_.push_back(id);
  return true;
}

/// All draws that the roots depend on.
bool Recogniser::find_draws() {
  if (!roots_.weights.empty() || !roots_.others.empty()) return false;
  for (const Roots::Observation& one : roots_.evidence) {
    const auto found = comparison(store_, one.node);
    if (!found || one.state == State::Undefined || !add_draw(found->draw)) return false;
    if (one.state == State::True) seen_.push_back(*found);
  }
  for (const NodeId one : roots_.targets) {
    const auto found = comparison(store_, one);
    if (!found || !add_draw(found->draw)) return false;
  }
  for (const NodeId one : roots_.fixed) {
    if (!add_draw(one)) return false;
  }
  for (std::size_t i = 0; i < draws_.size(); ++i) {
    store_.budget().spend();
    const ir::ProbabilityTable& table = *draws_[i].table;
    const std::span<const NodeId> parents = draws_[i].parents;
    for (std::size_t k = 0; k < parents.size(); ++k) {
      if (std::find(parents.begin(), parents.begin() + static_cast<std::ptrdiff_t>(k), parents[k]) !=
          parents.begin() + static_cast<std::ptrdiff_t>(k))
        return false;
      if (!add_draw(parents[k]) || draw(parents[k]).table->values != table.parents[k]) return false;
    }
  }
  std::sort(order_.begin(), order_.end());
  // One instance of each source.
  std::vector<SourceId> sources;
  sources.reserve(draws_.size());
  for (const Draw& one : draws_) sources.emplace_back(store_[one.node].payload);
  std::sort(sources.begin(), sources.end());
  return std::adjacent_find(sources.begin(), sources.end()) == sources.end();
}

/// Takes in what was seen; false if some value is none that the draw can have.
bool Recogniser::observe() {
  for (const Comparison& one : seen_) {
    Draw& draw = draws_[places_[one.draw.index()]];
    const auto column = store_.lists[draw.table->values].index_of(one.value);
    if (!column) return false;
    if (draw.seen && *draw.seen != one.value) result_.network.impossible = true;
    draw.seen = one.value;
    draw.column = column;
  }
  const auto unseen = [&](NodeId one) { return !draw(one).seen; };
  return std::all_of(roots_.fixed.begin(), roots_.fixed.end(), unseen);
}

/// A draw belongs together with its parents, but for those that were seen. What was seen apart from all that
/// is asked says nothing of it, if it surely may be.
void Recogniser::join() {
  components_.emplace(draws_.size());
  for (std::size_t i = 0; i < draws_.size(); ++i) {
    for (const NodeId parent : draws_[i].parents) {
      if (!draw(parent).seen) components_->join(static_cast<std::uint32_t>(i), places_[parent.index()]);
    }
  }
  needed_.assign(draws_.size(), false);
  for (const NodeId one : roots_.targets) {
    const Draw& asked = draw(comparison(store_, one)->draw);
    if (!asked.seen) needed_[find(asked)] = true;
  }
  for (const NodeId one : roots_.fixed) needed_[find(draw(one))] = true;
  for (const Draw& one : draws_) {
    const std::vector<bool>& positive = one.table->rows->positive;
    if (one.column && (positive.empty() || !positive[*one.column])) needed_[find(one)] = true;
  }
}

/// Its table, of the rows and the column that agree with what was seen.
number::SharedTable Recogniser::table_of(const Draw& one, Factor& factor) {
  std::vector<number::RowTable::Axis> axes;
  std::size_t first = 0;
  std::size_t stride = 1;
  for (std::size_t i = one.parents.size(); i > 0; --i) {
    const Draw& parent = draw(one.parents[i - 1]);
    const std::size_t size = store_.lists[one.table->parents[i - 1]].size();
    if (parent.column) {
      first += *parent.column * stride;
    } else {
      axes.push_back({size, stride});
      factor.scope.push_back(parent.variable);
    }
    stride *= size;
  }
  std::reverse(axes.begin(), axes.end());
  std::reverse(factor.scope.begin(), factor.scope.end());
  if (axes.size() == one.parents.size() && !one.column) return {one.table->rows, &one.table->rows->numbers};
  auto part = std::make_shared<const number::IntegerTable>(one.table->rows->part(first, axes, one.column));
  store_.budget().spend(part->size());
  result_.held.add(part->bytes());
  result_.cells += part->size();
  return part;
}

void Recogniser::add(Draw& one) {
  Factor factor;
  factor.table = table_of(one, factor);
  const std::vector<ValueId>& values = store_.lists[one.table->values].items();
  if (!one.seen && values.size() == 1) {
    one.seen = values[0];
    one.column = 0;
  } else if (!one.seen) {
    const ir::Source& source = store_.sources[SourceId(store_[one.node].payload)];
    one.variable =
        result_.network.variables.push_back({one.node, values, source.owner, factor.scope.empty()});
    factor.scope.push_back(one.variable);
    factor.child = one.variable;
  }
  result_.network.factors.push_back(std::move(factor));
}

std::variant<ValueId, VariableId> Recogniser::known(const Draw& one) const {
  if (one.seen) return *one.seen;
  return one.variable;
}

/// The draw, or the truth of what is said of it.
std::variant<ValueId, VariableId> Recogniser::target(NodeId id) {
  const Comparison one = *comparison(store_, id);
  const Draw& of = draw(one.draw);
  if (one.draw == id) return known(of);
  if (of.seen) return *of.seen == one.value ? ir::kTrue : ir::kFalse;
  const std::vector<ValueId>& values = result_.network.variables[of.variable].values;
  if (std::find(values.begin(), values.end(), one.value) == values.end()) return ir::kFalse;
  Factor factor;
  factor.scope = {of.variable};
  for (const ValueId value : values) factor.function.push_back(value == one.value ? 1 : 0);
  const std::uint32_t place = result_.network.variables[of.variable].place;
  factor.output = result_.network.variables.push_back({id, {ir::kFalse, ir::kTrue}, place, false});
  factor.child = factor.output;
  result_.network.factors.push_back(factor);
  return *factor.output;
}

}  // namespace

std::optional<Materialised> bayesian_network(const ir::Store& store, const Roots& roots) {
  return Recogniser(store, roots).run();
}

}  // namespace causeway::inference
