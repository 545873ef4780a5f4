// SPDX-License-Identifier: MIT
#include "inference/trace.hpp"

#include <algorithm>

#include "inference/planner.hpp"
#include "ir/operations.hpp"
#include "ir/text.hpp"
#include "support/text.hpp"

namespace causeway::inference {

namespace {

constexpr std::size_t kValuesShown = 8;
constexpr std::size_t kCellsShown = 16;

class Tracer {
 public:
  Tracer(ir::Store& store, const Task& task, const Passes& passes)
      : store_(store), planner_(store, passes), roots_(planner_.roots(task)) {}

  std::string after(const std::string& pass);

 private:
  std::string nodes();
  std::string variable_name(VariableId id) const;
  std::string scope(const std::vector<VariableId>& variables) const;
  std::string variable(VariableId id) const;
  std::string factor(const Factor& one) const;
  std::string network() const;
  std::string relevant() const;
  std::string order() const;
  std::string step(const Step& one, std::size_t number) const;
  std::string steps(const Plan& plan) const;
  std::string masses(const Plan& plan) const;

  ir::Store& store_;
  Planner planner_;
  Roots roots_;
  std::optional<Candidate> plan_;
};

std::string Tracer::nodes() {
  std::vector<std::pair<std::string, NodeId>> named;
  std::size_t i = 0;
  for (const Roots::Observation& one : roots_.evidence) {
    const bool target = one.state == Roots::Observation::State::Defined;
    if (!target) named.emplace_back("evidence " + std::to_string(++i), one.node);
  }
  i = 0;
  for (const NodeId one : roots_.targets) named.emplace_back("target " + std::to_string(++i), one);
  i = 0;
  for (const NodeId one : roots_.weights) named.emplace_back("weight " + std::to_string(++i), one);
  return ir::listing(store_, named);
}

std::string Tracer::variable_name(VariableId id) const {
  return "v" + std::to_string(id.value);
}

std::string Tracer::scope(const std::vector<VariableId>& variables) const {
  std::string text;
  for (const VariableId one : variables) text += (text.empty() ? "" : ", ") + variable_name(one);
  return text;
}

std::string Tracer::variable(VariableId id) const {
  const Variable& one = plan_->network.network.variables[id];
  std::string text = variable_name(id) + " : ";
  if (!one.node.valid()) return text + std::to_string(one.values.size()) + " parts\n";
  for (std::size_t i = 0; i < one.values.size() && i < kValuesShown; ++i) {
    text += (i > 0 ? ", " : "") +
            (one.values[i] == ir::kUndefined ? std::string("undefined") : store_.values.text(one.values[i]));
  }
  if (one.values.size() > kValuesShown) text += ", … (" + std::to_string(one.values.size()) + ")";
  return text + "  # " + planner_.name_of(roots_, one.node) + "\n";
}

std::string Tracer::factor(const Factor& one) const {
  if (one.output) return variable_name(*one.output) + " = f(" + scope(one.scope) + ")";
  if (one.child) {
    std::vector<VariableId> parents = one.scope;
    std::erase(parents, *one.child);
    return "P(" + variable_name(*one.child) + (parents.empty() ? "" : " | " + scope(parents)) + ")";
  }
  if (one.scope.empty()) return "number " + one.table->at(0).to_string();
  return "table(" + scope(one.scope) + ")";
}

std::string Tracer::network() const {
  std::string text;
  const Network& network = plan_->network.network;
  for (std::size_t v = 0; v < network.variables.size(); ++v) text += variable(VariableId(v));
  for (const Factor& one : network.factors) text += factor(one) + "\n";
  for (const Factor& one : plan_->network.weights) text += "weight " + factor(one) + "\n";
  return text;
}

std::string Tracer::relevant() const {
  std::string text;
  for (const Factor* one : plan_->factors) text += factor(*one) + "\n";
  return text;
}

std::string Tracer::order() const {
  return "order: " + scope(plan_->order.variables) + "\ncost: " + support::grouped(plan_->order.cost) +
         " products and sums, largest table " + support::grouped(plan_->order.largest) +
         " cells, largest cluster {" + scope(plan_->order.cluster) + "}\n";
}

std::string Tracer::step(const Step& one, std::size_t number) const {
  const std::size_t factors = plan_->factors.size();
  const auto slot = [&](std::size_t i) {
    return i < factors ? factor(*plan_->factors[i]) : "m" + std::to_string(i - factors);
  };
  std::string inputs;
  for (const std::size_t i : one.tables) inputs += (inputs.empty() ? "" : " · ") + slot(i);
  for (const std::size_t i : one.functions) inputs += (inputs.empty() ? "" : " · ") + slot(i);
  std::uint64_t products = 1;
  for (const std::size_t axis : one.loop.axes) products = saturating_product(products, axis);
  return "m" + std::to_string(number) + "(" + scope(one.scope) +
         ") = " + (one.eliminated.empty() ? "" : "sum " + scope(one.eliminated) + ": ") + inputs + "  # " +
         support::grouped(products) + " products into " + support::grouped(one.loop.cells) + "\n";
}

std::string Tracer::steps(const Plan& plan) const {
  std::string text;
  for (std::size_t i = 0; i < plan.steps.size(); ++i) text += step(plan.steps[i], i);
  return text;
}

std::string Tracer::masses(const Plan& plan) const {
  const number::IntegerTable result =
      std::move(execute(plan, plan_->factors, store_.budget(), Scale::Kept)[0]);
  std::string text =
      "over (" + scope(plan.steps.back().scope) + "), times " + result.scale().to_string() + ":\n";
  for (std::size_t cell = 0; cell < result.size() && cell < kCellsShown; ++cell)
    text += "  " +
            (result.is_zero(cell) ? std::string("0") : (result.at(cell) / result.scale()).to_string()) + "\n";
  if (result.size() > kCellsShown) text += "  … (" + std::to_string(result.size()) + ")\n";
  return text;
}

std::string Tracer::after(const std::string& pass) {
  if (pass == "slice") return nodes();
  Roots all = roots_;
  for (const Planner::NodePass& one : Planner::node_passes()) {
    (planner_.*one.run)(roots_);
    if (pass == one.name) return nodes();
  }
  roots_ = all;
  plan_ = planner_.choose(roots_);
  if (!plan_) return "all units one by one\n";
  if (plan_->network.network.impossible) return "no unit agrees with the evidence\n";
  if (pass == "materialise") return network();
  if (pass == "relevance") return relevant();
  if (pass == "order") return order();
  const Plan plan = compile(plan_->network.network, plan_->shapes(), plan_->order, plan_->kept);
  return pass == "compile" ? steps(plan) : masses(plan);
}

}  // namespace

const std::vector<std::string>& pass_names() {
  static const std::vector<std::string> kNames = [] {
    std::vector<std::string> result{"slice"};
    for (const Planner::NodePass& one : Planner::node_passes()) result.emplace_back(one.name);
    for (const char* one : {"materialise", "relevance", "order", "compile", "execute"})
      result.emplace_back(one);
    return result;
  }();
  return kNames;
}

std::string trace(ir::Store& store, const Task& task, const std::string& pass, const Passes& passes) {
  return Tracer(store, task, passes).after(pass);
}

PlanSummary summarize_plan(ir::Store& store, const Task& task, const Passes& passes) {
  const Planner planner(store, passes);
  Roots roots = planner.roots(task);
  const std::optional<Candidate> plan = planner.choose(roots);
  PlanSummary summary;
  summary.enumerates = !plan;
  if (!plan || plan->network.network.impossible) return summary;
  summary.variables = plan->network.network.variables.size();
  summary.factors = plan->factors.size();
  summary.cells = plan->network.cells;
  summary.cost = plan->order.cost;
  summary.largest = plan->order.largest;
  for (const VariableId one : plan->order.cluster)
    summary.cluster.push_back(planner.name_of(roots, plan->network.network.variables[one].node));
  return summary;
}

}  // namespace causeway::inference
