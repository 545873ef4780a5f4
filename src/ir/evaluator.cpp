// SPDX-License-Identifier: MIT
#include "ir/evaluator.hpp"

#include <algorithm>

namespace causeway::ir {

void Evaluator::settle(NodeId node, ValueId value) {
  if (node.index() >= memo_.size()) memo_.resize(std::max(store_.size(), node.index() + 1));
  memo_[node.index()] = value;
  trail_.push_back(node);
}

void Evaluator::forget(Mark mark) {
  stack_.clear();  // its frames may count on what is forgotten
  while (trail_.size() > mark.trail) {
    memo_[trail_.back().index()] = ValueId();
    trail_.pop_back();
  }
  rows_.resize(mark.rows);
}

ValueId Evaluator::add_row(Row row) {
  rows_.push_back(std::move(row));
  return ValueId(rows_.size() - 1);
}

std::optional<ValueId> Evaluator::value(NodeId node) {
  if (known(node)) return known_value(node);
  if (memo_.size() < store_.size()) memo_.resize(store_.size());
  // Behind a draw the evaluation goes on where it stopped: at the frame that waits for the node drawn.
  if (stack_.empty() || stack_.front().node != node) {
    stack_.clear();
    stack_.push_back({node, 0});
  }
  while (known(stack_.back().node)) stack_.pop_back();
  while (!stack_.empty()) {
    store_.budget().spend();
    switch (step(stack_.back())) {
      case Step::Done:
        stack_.pop_back();
        break;
      case Step::Waits:
        break;
      case Step::Stuck:
        return std::nullopt;
    }
  }
  return known_value(node);
}

Evaluator::Step Evaluator::need(NodeId node) {
  stack_.push_back({node, 0});
  return Step::Waits;
}

Evaluator::Ready Evaluator::operands(Frame& frame, const Node& node, std::size_t end) {
  const std::uint32_t begin = frame.next;
  for (; frame.next < end; ++frame.next) {
    const NodeId operand = node.operands[frame.next];
    if (!known(operand)) {
      store_.budget().spend(frame.next - begin);
      need(operand);
      return Ready::Waiting;
    }
    if (known_value(operand) == kUndefined) return Ready::Undefined;
  }
  store_.budget().spend(end - begin);
  return Ready::Yes;
}

Evaluator::Step Evaluator::unready(NodeId node, Ready ready) {
  if (ready == Ready::Waiting) return Step::Waits;
  settle(node, kUndefined);
  return Step::Done;
}

Evaluator::Step Evaluator::pass_on(NodeId frame_node, NodeId operand) {
  if (!known(operand)) return need(operand);
  settle(frame_node, known_value(operand));
  return Step::Done;
}

Evaluator::Step Evaluator::step(Frame& frame) {
  const Node node = store_[frame.node];
  switch (node.op) {
    case Op::Arg:
    case Op::ArgPick:
    case Op::Param:
    case Op::Term:
      missing_ = frame.node;
      return Step::Stuck;
    case Op::Chance: {
      const NodeId law = node.operands[0];
      if (!known(law)) return need(law);
      if (known_value(law) == kUndefined) {
        settle(frame.node, kUndefined);
        return Step::Done;
      }
      missing_ = frame.node;
      return Step::Stuck;
    }
    case Op::And:
    case Op::Or:
    case Op::Implies:
      return step_logic(frame, node);
    case Op::If:
      return step_if(frame, node);
    case Op::Match:
      return step_match(frame, node);
    case Op::Pick:
      return step_pick(frame, node);
    case Op::ArgMin:
    case Op::ArgMax:
      return step_extremum(frame, node);
    case Op::Undefined:
      settle(frame.node, kUndefined);
      return Step::Done;
    case Op::Same:
      for (const NodeId operand : node.operands) {
        if (!known(operand)) return need(operand);
      }
      settle(frame.node, known_value(node.operands[0]) == known_value(node.operands[1]) ? kTrue : kFalse);
      return Step::Done;
    default:
      return is_law(node.op) ? step_law(frame, node) : step_strict(frame, node);
  }
}

Evaluator::Step Evaluator::step_strict(Frame& frame, const Node& node) {
  const NodeId self = frame.node;
  const Ready ready = operands(frame, node, node.operands.size());
  if (ready != Ready::Yes) return unready(self, ready);
  store_.budget().spend(node.operands.size());
  scratch_.clear();
  for (const NodeId operand : node.operands) scratch_.push_back(known_value(operand));
  settle(self, apply(store_, node.op, node.payload, scratch_));
  return Step::Done;
}

Evaluator::Step Evaluator::step_law(Frame& frame, const Node& node) {
  const NodeId self = frame.node;
  const Ready ready = operands(frame, node, node.operands.size());
  if (ready != Ready::Yes) return unready(self, ready);
  std::optional<Row> row;
  if (node.op == Op::Normalize) {
    row = normalized(this->row(node.operands[0]));
  } else {
    scratch_.clear();
    for (const NodeId operand : node.operands) scratch_.push_back(known_value(operand));
    row = weights(store_, node.op, node.payload, scratch_);
  }
  if (row) store_.budget().spend(row->entries.size());
  settle(self, row ? add_row(std::move(*row)) : kUndefined);
  return Step::Done;
}

/// and, or, implies: from the left, until it is decided.
Evaluator::Step Evaluator::step_logic(Frame& frame, const Node& node) {
  const NodeId self = frame.node;
  const bool implies = node.op == Op::Implies;
  const ValueId deciding = node.op == Op::Or ? kTrue : kFalse;
  for (; frame.next < node.operands.size(); ++frame.next) {
    const NodeId operand = node.operands[frame.next];
    if (!known(operand)) return need(operand);
    const ValueId value = known_value(operand);
    const bool last = frame.next + 1 == node.operands.size();
    if (value == kUndefined || value == deciding || last) {
      settle(self, implies && !last && value == kFalse ? kTrue : value);
      return Step::Done;
    }
  }
  settle(self, node.op == Op::And ? kTrue : kFalse);  // of nothing
  return Step::Done;
}

Evaluator::Step Evaluator::step_if(Frame& frame, const Node& node) {
  for (; frame.next + 1 < node.operands.size(); frame.next += 2) {
    const NodeId condition = node.operands[frame.next];
    if (!known(condition)) return need(condition);
    if (known_value(condition) == kUndefined) {
      settle(frame.node, kUndefined);
      return Step::Done;
    }
    if (known_value(condition) == kTrue) return pass_on(frame.node, node.operands[frame.next + 1]);
  }
  return pass_on(frame.node, node.operands.back());
}

Evaluator::Step Evaluator::step_match(Frame& frame, const Node& node) {
  const NodeId self = frame.node;
  const MatchTable& table = store_.matches[MatchId(node.payload)];
  const Ready ready = operands(frame, node, table.scrutinees());
  if (ready != Ready::Yes) return unready(self, ready);
  scratch_.clear();
  for (std::size_t i = 0; i < table.scrutinees(); ++i) scratch_.push_back(known_value(node.operands[i]));
  const auto arm = matching_arm(store_, table, scratch_);
  if (arm) return pass_on(self, node.operands[table.scrutinees() + *arm]);
  settle(self, kUndefined);
  return Step::Done;
}

Evaluator::Step Evaluator::step_pick(Frame& frame, const Node& node) {
  const NodeId self = frame.node;
  const KeyTable& table = store_.keys[KeyTableId(node.payload)];
  const Ready ready = operands(frame, node, table.arity());
  if (ready != Ready::Yes) return unready(self, ready);
  scratch_.clear();
  for (std::size_t i = 0; i < table.arity(); ++i) scratch_.push_back(known_value(node.operands[i]));
  const auto place = table.find(scratch_);
  if (place) return pass_on(self, node.operands[table.arity() + *place]);
  settle(self, kUndefined);
  return Step::Done;
}

/// argmin, argmax: the first of those keys whose guard holds that attains the extremum.
Evaluator::Step Evaluator::step_extremum(Frame& frame, const Node& node) {
  const NodeId self = frame.node;
  std::optional<std::size_t> best;
  for (std::size_t i = 0; i < node.operands.size(); i += 2) {
    if (!known(node.operands[i])) return need(node.operands[i]);
    const ValueId guard = known_value(node.operands[i]);
    if (guard == kFalse) continue;
    if (guard == kTrue && !known(node.operands[i + 1])) return need(node.operands[i + 1]);
    if (guard == kUndefined || known_value(node.operands[i + 1]) == kUndefined) {
      settle(self, kUndefined);
      return Step::Done;
    }
    const auto value = [&](std::size_t k) { return known_value(node.operands[k + 1]); };
    const bool greater = node.op == Op::ArgMax;
    if (!best ||
        (greater ? store_.values.less(value(*best), value(i)) : store_.values.less(value(i), value(*best))))
      best = i;
  }
  settle(self, best ? store_.lists[ValueListId(node.payload)].items()[*best / 2] : kUndefined);
  return Step::Done;
}

}  // namespace causeway::ir
