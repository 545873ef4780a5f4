// SPDX-License-Identifier: MIT
// From a task to the cheapest plan for it: the passes up to `compile` in their order, with several ways to
// fuse operations into tables. Costs are known before numbers are computed; over the limits there is an error
// that names what is too large. Tests: tests/differential, tests/scale, tests/golden.
#pragma once

#include "inference/materialise.hpp"
#include "inference/plan.hpp"

namespace causeway::inference {

/// A network with the order in which it would be computed.
struct Candidate {
  explicit Candidate(Materialised of) : network(std::move(of)) {}

  Materialised network;
  std::vector<const Factor*> factors;  // those that are relevant
  Scope kept;                          // what the masses are wanted for
  Scope fixed;                         // whose values come later
  Scope maximised;  // of which only the best values are wanted, and what they determine; nothing is kept
  Scope apart;      // each wanted by itself; then nothing is kept
  Order order;
  std::uint64_t cost = ~std::uint64_t{0};

  /// Do the weights need a computation of their own, beside that of the evidence? One that a single variable
  /// decides is read off its distribution.
  bool weighs_apart() const {
    const auto& weights = network.weights;
    return !weights.empty() && !(weights.size() == 1 && weights[0].scope.size() <= 1);
  }
  std::vector<Shape> shapes() const;
  /// The targets that are variables, in order.
  std::vector<VariableId> variables() const;
};

/// Makes tables of the functions of which these variables are the outputs: what is fixed, or maximised column
/// by column, is nobody's output.
void tabulate_outputs(Network& network, const Scope& variables, support::Held& held);

/// These variables and all that are functions of them: where the former have values, a sum over the latter
/// has one term, and is their maximum as well.
Scope with_determined(const Network& network, const Scope& variables);

/// What is wanted of the targets: their joint masses; the most probable joint value, for which they are
/// maximised where the joint table would be large; or the masses of each by itself.
enum class Wanted : std::uint8_t { Joint, MostProbable, Apart };

class Planner {
 public:
  Planner(ir::Store& store, const Passes& passes) : store_(store), passes_(passes) {}

  /// The task's first conditions as evidence, conjunctions part by part.
  Roots evidence(const Task& task, std::size_t conditions) const;
  /// All of the task, given that no undefined operation is reached.
  Roots roots(const Task& task) const;

  struct NodePass {
    const char* name;
    void (Planner::*run)(Roots&) const;
  };
  /// The passes over nodes, in order.
  static const std::vector<NodePass>& node_passes();
  void prepare(Roots& roots) const;

  /// The plan for a question on a Bayesian network, on which nothing is undefined; nothing if it is none, or
  /// if the plan is over the limits.
  std::optional<Candidate> choose_network(const Roots& roots, Wanted wanted = Wanted::Joint) const;

  /// The cheapest plan; nothing where going through all units is better than any, and allowed. Rewrites the
  /// roots. Throws Exhausted.
  std::optional<Candidate> choose(Roots& roots, Wanted wanted = Wanted::Joint) const;
  /// Plans the computation of the evidence alone, of a candidate whose weights need one of their own.
  void plan_evidence(Candidate& one) const { plan(one, false); }
  /// Chooses an order anew, after the candidate's variables were given other parts.
  void reorder(Candidate& one) const;

  /// Do all conditions, targets and weights have a value on every unit, as their operations alone show?
  bool surely_defined(const Task& task) const;
  /// The same, as far as domains show.
  bool never_undefined(const Task& task) const;
  /// Whether conditions, targets (in this order) and weights may be undefined, as far as domains show.
  Materialised survey(const Task& task) const;

  /// The units that going through all of them would visit, times the nodes.
  std::uint64_t units(Roots& roots) const;

  /// A node's variable, or its expression.
  std::string name_of(const Roots& roots, NodeId node) const;

 private:
  void simplify(Roots& roots) const;
  void couple(Roots& roots) const;
  void separate(Roots& roots) const;
  void share(Roots& roots) const;
  void decompose(Roots& roots) const;
  std::vector<Fusion> fusions() const;
  std::vector<NodeId> everything() const;
  bool any_coupled(Roots& roots) const;
  Candidate candidate(Materialised network, Wanted wanted) const;
  void fix(Candidate& one) const;
  void plan(Candidate& one, bool weights) const;
  bool fits(const Candidate& one) const;
  [[noreturn]] void too_large(const Candidate& one, const Roots& roots) const;

  ir::Store& store_;
  const Passes& passes_;
};

}  // namespace causeway::inference
