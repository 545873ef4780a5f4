// SPDX-License-Identifier: MIT
// Evaluation for one unit at a time, by need. A unit is what its sources of randomness have drawn; every draw
// that is needed is a decision, and explore() runs again and again until all decisions have been taken in all
// ways.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <vector>

#include "program.hpp"

namespace causeway::oracle {

/// The decisions of a run, in the order in which they were needed.
struct Decision {
  std::size_t chosen;
  std::size_t ways;
};

class Run {
 public:
  /// Follows the decisions, and adds to them where more are needed.
  Run(Program& program, std::vector<Decision>& decisions) : program_(program), decisions_(&decisions) {}
  /// For what has no variables.
  explicit Run(Program& program) : program_(program), decisions_(nullptr) {}

  /// For queries: what a term is worth.
  std::function<Rational(int term)> term;

  Value value(Tree tree, Frame frame);
  bool truth(Tree tree, Frame frame) { return std::get<bool>(value(tree, frame)); }
  /// The probabilities of a distribution; with `weights`, they need not sum to 1. Throws Undefined, with the
  /// code "probability" if it is none.
  Law law(Tree tree, Frame frame, bool weights = false);
  /// Of the decisions so far.
  const Rational& probability() const { return probability_; }

 private:
  /// What tells responses of one source apart: the values of all that its law mentions; an undefined one is
  /// none.
  using Response = std::vector<std::pair<Spot, std::optional<Value>>>;
  struct Source {
    Target target;
    Tree law;  // of an intervention; -1: the variable's own
    friend auto operator<=>(const Source&, const Source&) = default;
  };
  struct Interval {
    Rational lo{0};
    Rational hi{1};
  };

  Value read(Spot spot);
  Value drawn(Spot spot, const Definition& definition);
  Value by_response(Spot spot, const Definition& definition);
  Value by_quantile(int variable, const Law& law);
  std::size_t decide(const std::vector<Rational>& probabilities);
  Response response(const Definition& definition);
  std::vector<Value> values(const std::vector<Tree>& trees, Frame frame);
  Value connective(const Node& node, Frame frame);
  Value matched(const Node& node, Frame frame);
  Value looked_up(const Node& node, Frame frame);
  Value member(const Node& node, Frame frame);
  Value contained(const Node& node, Frame frame);
  Value extreme(const Node& node, Frame frame);
  std::size_t arm(const Node& node, Frame frame);
  Rational number(Tree tree, Frame frame) { return std::get<Rational>(value(tree, frame)); }
  Law row(const Node& node, Frame frame, bool weights);
  Law keys(const Node& node, Frame frame, bool weights);
  Law uniform(const Node& node, Frame frame);
  Law binomial(const Node& node, Frame frame);
  Law hypergeometric(const Node& node, Frame frame);

  Program& program_;
  std::vector<Decision>* decisions_;
  std::size_t next_ = 0;
  Rational probability_{1};
  std::map<Spot, Value> known_;
  std::map<std::pair<Source, Response>, Value> responses_;
  std::map<int, Interval> intervals_;  // of the uniform numbers, by variable
};

/// Runs `body` for all units that it tells apart. It throws Failure "resource" when no runs are left; what is
/// Undefined for units of positive probability becomes a Failure with all their codes, `a|b`: which of them
/// an engine meets first is its own affair.
void explore(Program& program, std::uint64_t& runs_left, const std::function<void(Run&)>& body);

}  // namespace causeway::oracle
