// SPDX-License-Identifier: MIT
#include "inference/unit.hpp"

#include <algorithm>

#include "inference/enumerate.hpp"

namespace causeway::inference {

using ir::kUndefined;

Unit::Unit(ir::Store& store, const std::vector<NodeId>& roots) : store_(store), evaluator_(store) {
  for (const auto& [source, nodes] : instances(store, roots)) {
    if (nodes.size() > 1) shared_.insert(source);
    for (const NodeId chance : nodes) {
      const NodeId law = store[chance].operands[0];
      const std::span<const NodeId> operands = store[law].operands;
      const bool fixed =
          ir::is_law(store[law].op) &&
          std::all_of(operands.begin(), operands.end(), [&](NodeId one) { return store.is_constant(one); });
      if (!fixed || *evaluator_.value(law) == kUndefined) continue;
      fixed_.emplace(chance, ir::distribution(store, store.sources[source], evaluator_.row(law)));
    }
  }
}

/// What a chance node is drawn from, given the weights of its law, which have been found.
std::optional<ir::Row> Unit::distribution_of(NodeId chance) {
  if (const auto fixed = fixed_.find(chance); fixed != fixed_.end()) return fixed->second;
  const ir::Node node = store_[chance];
  return ir::distribution(store_, store_.sources[SourceId(node.payload)], evaluator_.row(node.operands[0]));
}

std::optional<ValueId> Unit::value(NodeId node) {
  for (;;) {
    if (const auto value = evaluator_.value(node)) return value;
    if (!prepare(evaluator_.missing())) return std::nullopt;
  }
}

/// Makes the missing draw if it follows from what is known; otherwise lists the branches and returns false.
bool Unit::prepare(NodeId chance) {
  const ir::Node node = store_[chance];
  const SourceId source(node.payload);
  const std::optional<ir::Row> row = distribution_of(chance);
  if (!row) {
    evaluator_.supply(chance, kUndefined);
    return true;
  }
  const bool shared = shared_.contains(source);
  const bool quantile = shared && store_.sources[source].coupling == ir::Coupling::Quantile;
  Key key;
  if (shared && !quantile) {
    // Arguments that the law does not need here still tell the responses apart; an undefined one is a value
    // like others.
    for (const NodeId argument : node.operands.subspan(1)) {
      const auto value = evaluator_.value(argument);
      if (!value) return prepare(evaluator_.missing());
      key.push_back(*value);
    }
    if (const Draw* known = drawn(source, key)) {
      evaluator_.supply(chance, known->value);
      return true;
    }
  }
  branches_.clear();
  if (quantile) {
    branch_on_quantiles(chance, *row);
  } else {
    branch_on_row(chance, key, *row);
  }
  const Branch* only = branches_.size() == 1 ? &branches_.front() : recorded_branch();
  if (only == nullptr) return false;
  take(Branch(*only));
  return true;
}

/// The branch that agrees with what was recorded of its source.
const Unit::Branch* Unit::recorded_branch() const {
  for (const Branch& branch : branches_) {
    for (const Draw& one : recorded_) {
      if (one.source != branch.draw.source) continue;
      if (one.interval && branch.draw.interval) {
        // The last recorded interval is the narrowest; a branch agrees if its own holds it.
        const auto last = std::find_if(recorded_.rbegin(), recorded_.rend(),
                                       [&](const Draw& other) { return other.source == one.source; });
        const auto& [lo, hi] = *last->interval;
        if (branch.draw.interval->first <= lo && hi <= branch.draw.interval->second) return &branch;
      } else if (one.value == branch.draw.value &&
                 (one.arguments.empty() || one.arguments == branch.draw.arguments)) {
        return &branch;
      }
    }
  }
  return nullptr;
}

const Draw* Unit::drawn(SourceId source, const Key& arguments) const {
  const auto same = [&](const Draw& one) { return one.source == source && one.arguments == arguments; };
  const auto found = std::find_if(draws_.begin(), draws_.end(), same);
  return found == draws_.end() ? nullptr : &*found;
}

std::pair<Rational, Rational> Unit::interval_of(SourceId source) const {
  for (auto one = draws_.rbegin(); one != draws_.rend(); ++one) {
    if (one->source == source) return *one->interval;
  }
  return {0, 1};
}

void Unit::branch_on_row(NodeId chance, const Key& arguments, const ir::Row& row) {
  const SourceId source(store_[chance].payload);
  for (const auto& [value, probability] : row.entries) {
    Branch& branch = branches_.emplace_back();
    branch.chance = chance;
    branch.draw = {source, arguments, value, std::nullopt};
    branch.probability = probability;
  }
}

/// The source's uniform number lies in an interval; each value takes the part of it between its cumulative
/// probabilities.
void Unit::branch_on_quantiles(NodeId chance, const ir::Row& row) {
  const SourceId source(store_[chance].payload);
  const auto [lo, hi] = interval_of(source);
  Rational from;
  for (const auto& [value, probability] : row.entries) {
    const Rational to = from + probability;
    const Rational left = std::max(lo, from);
    const Rational right = std::min(hi, to);
    if (left < right) {
      Branch& branch = branches_.emplace_back();
      branch.chance = chance;
      branch.draw = {source, {}, value, std::pair(left, right)};
      branch.probability = (right - left) / (hi - lo);
    }
    from = to;
  }
}

void Unit::take(const Branch& branch) {
  evaluator_.supply(branch.chance, branch.draw.value);
  draws_.push_back(branch.draw);
}

void Unit::forget(const Mark& mark) {
  evaluator_.forget(mark.evaluator);
  draws_.resize(mark.draws);
}

}  // namespace causeway::inference
