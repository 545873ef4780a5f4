// SPDX-License-Identifier: MIT
// Evaluates nodes for one unit: call by need, in the order of grammar/README.md, section 9. Where a draw is
// needed that has not been made, it stops and says which; the caller makes it and goes on. What was evaluated
// since a mark can be forgotten, so that a search over draws pays only for what each draw changes. No
// recursion: nodes may be nested as deep as memory allows. Tests: tests/differential.
#pragma once

#include <optional>
#include <vector>

#include "ir/operations.hpp"

namespace causeway::ir {

class Evaluator {
 public:
  explicit Evaluator(Store& store) : store_(store) {}

  /// The value of a node (kUndefined if it has none), or nothing where a draw, a parameter or a term is
  /// missing, which `missing` then names.
  std::optional<ValueId> value(NodeId node);
  /// The weights of a law, once value() of the law has been found and is not kUndefined.
  const Row& row(NodeId law) const { return rows_[memo_[law.index()].value]; }
  NodeId missing() const { return missing_; }

  /// Sets the value of a chance node, a parameter or a term.
  void supply(NodeId node, ValueId value) { settle(node, value); }
  bool known(NodeId node) const { return node.index() < memo_.size() && memo_[node.index()].valid(); }
  ValueId known_value(NodeId node) const { return memo_[node.index()]; }

  struct Mark {
    std::size_t trail;
    std::size_t rows;
  };
  Mark mark() const { return {trail_.size(), rows_.size()}; }
  void forget(Mark mark);

 private:
  struct Frame {
    NodeId node;
    std::uint32_t next = 0;  // the operand to look at
  };
  enum class Step { Done, Waits, Stuck };

  Step step(Frame& frame);
  Step step_strict(Frame& frame, const Node& node);
  Step step_law(Frame& frame, const Node& node);
  Step step_logic(Frame& frame, const Node& node);
  Step step_if(Frame& frame, const Node& node);
  Step step_match(Frame& frame, const Node& node);
  Step step_pick(Frame& frame, const Node& node);
  Step step_extremum(Frame& frame, const Node& node);
  enum class Ready { Yes, Waiting, Undefined };
  /// Are operands [next, end) known and defined? Asks for the first that is not known.
  Ready operands(Frame& frame, const Node& node, std::size_t end);
  Step unready(NodeId node, Ready ready);
  Step need(NodeId node);
  Step pass_on(NodeId frame_node, NodeId operand);
  void settle(NodeId node, ValueId value);
  ValueId add_row(Row row);

  Store& store_;
  std::vector<ValueId> memo_;  // by node; invalid: not known. A law's is the number of its row.
  std::vector<NodeId> trail_;
  std::vector<Row> rows_;
  std::vector<Frame> stack_;
  std::vector<ValueId> scratch_;
  NodeId missing_;
};

}  // namespace causeway::ir
