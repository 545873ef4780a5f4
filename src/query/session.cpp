// SPDX-License-Identifier: MIT
#include "query/session.hpp"

#include <algorithm>
#include <chrono>

#include "inference/engine.hpp"
#include "ir/evaluator.hpp"
#include "lower/judge.hpp"
#include "query/answers.hpp"
#include "query/warnings.hpp"
#include "query/witness.hpp"
#include "support/text.hpp"

namespace causeway::query {

using sema::TermKind;
using support::error;
using support::Fault;

Session::Session(const lower::LoweredModel& model, Workspace& workspace, const sema::CoreStore& cores,
                 const support::SourceMap& sources, support::Budget& budget)
    : model_(model),
      cores_(cores),
      sources_(sources),
      budget_(budget),
      workspace_(workspace),
      store_(workspace.store()),
      domains_(store_),
      facts_(model),
      raw_(facts_, store_, worlds_, domains_),
      folder_(*model.checked, cores, sources, facts_, store_, worlds_, domains_, raw_) {
  workspace.charge(budget);
  store_.name_of = [this](NodeId node) { return name_of(node); };
}

Session::~Session() {
  store_.name_of = [](NodeId) { return std::string(); };
}

// ---- lowering and judging ----

lower::Conditions Session::conditions(const TermSpec& spec) {
  std::vector<const lower::Template*> read;
  for (const auto* forms : {&spec.subjects, &spec.conditions}) {
    for (const lower::Template& one : *forms) read.push_back(&one);
  }
  for (const TermSpec::Column& one : spec.columns) read.push_back(&one.value);
  return lower::analyse_conditions(spec.conditions, raw_.in_one_world(read), facts_, store_, worlds_,
                                   domains_, raw_);
}

lower::Lowering Session::lowering(const lower::Pins& pins) {
  lower::Lowering result(facts_, store_, worlds_, domains_);
  result.pin(&pins, &raw_);
  return result;
}

void Session::judge(const TermSpec& spec, const lower::Conditions& conditions,
                    const std::vector<std::vector<lower::LinearPart>>& groups) {
  if (conditions.one_world) return;
  lower::Lowering pinned = lowering(conditions.pins);
  std::vector<NodeId> evidence;
  for (const lower::Conjunct& one : conditions.conjuncts) {
    evidence.push_back(one.pins() ? this->pinned(conditions, one)
                                  : pinned.instantiate(one.form, lower::kFactual));
  }
  for (const std::vector<lower::LinearPart>& group : groups) {
    std::vector<NodeId> roots = evidence;
    for (const lower::LinearPart& one : group)
      roots.push_back(pinned.instantiate(one.value, one.world, one.owner));
    if (const auto verdict = lower::judge(store_, roots))
      throw Fault(lower::describe(*verdict, facts_, store_, spec.span));
  }
}

NodeId Session::pinned(const lower::Conditions& conditions, const lower::Conjunct& one) {
  const lower::Pins pins = conditions.pins_for(one);
  return lowering(pins).instantiate(one.form, lower::kFactual);
}

void Session::require_bound(const std::vector<NodeId>& roots, support::Span place) const {
  for (const NodeId id : ir::dependencies(store_, roots)) {
    const ir::Node node = store_[id];
    if (node.op != ir::Op::Call || store_.externs[node.payload]->bound()) continue;
    throw Fault(error(Code::Unbound, place,
                      "the extern function " + support::quote(store_.externs[node.payload]->name()) +
                          " is declared, but the host has not bound it"));
  }
}

PreparedTerm Session::prepare(const TermSpec& spec) {
  const auto start = std::chrono::steady_clock::now();
  const lower::Conditions conditions = this->conditions(spec);
  PreparedTerm term;
  for (const lower::Conjunct& one : conditions.conjuncts) term.evidence.push_back(instantiate(one.form));
  std::vector<lower::LinearPart> subjects;
  if (spec.kind == TermKind::Expectation) {
    lower::Lowering pinned = lowering(conditions.pins);
    lower::LinearForm form =
        lower::linear_form(spec.subjects[0], facts_, store_, worlds_, domains_, raw_, pinned);
    term.constant = form.constant;
    subjects = std::move(form.parts);
    for (const lower::LinearPart& part : subjects) {
      term.parts.push_back({part.coefficient, raw_.instantiate(part.value, part.world, part.owner)});
    }
  } else {
    for (const lower::Template& one : spec.subjects)
      subjects.push_back({1, one, lower::kFactual, lower::VarId()});
    for (const TermSpec::Column& one : spec.columns)
      subjects.push_back({1, one.value, lower::kFactual, lower::VarId()});
    for (const lower::LinearPart& one : subjects) term.targets.push_back(instantiate(one.value));
  }
  // Parts of an expectation, and marginals, are judged one by one; an event, or expressions asked for
  // jointly, as a whole.
  std::vector<std::vector<lower::LinearPart>> groups;
  if (spec.kind == TermKind::Expectation || spec.kind == TermKind::Marginals) {
    for (const lower::LinearPart& one : subjects) groups.push_back({one});
    if (groups.empty()) groups.emplace_back();
  } else {
    groups.push_back(subjects);
  }
  judge(spec, conditions, groups);
  std::vector<NodeId> roots = term.evidence;
  roots.insert(roots.end(), term.targets.begin(), term.targets.end());
  for (const PreparedTerm::Part& part : term.parts) roots.push_back(part.node);
  require_bound(roots, spec.span);
  plan_milliseconds_ +=
      std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
  return term;
}

// ---- computing terms ----

std::vector<inference::Task> Session::tasks(const PreparedTerm& term, const TermSpec& spec) {
  std::vector<inference::Task> result;
  if (spec.kind == TermKind::Expectation) {
    for (const PreparedTerm::Part& part : term.parts) {
      const bool drawn = store_[part.node].op == ir::Op::Chance;  // its values are few
      result.push_back(drawn ? inference::Task{term.evidence, {part.node}, {}}
                             : inference::Task{term.evidence, {}, {part.node}});
    }
    if (result.empty()) result.push_back({term.evidence, {}, {}});  // a constant: its conditions are checked
  } else if (spec.kind == TermKind::Marginals) {
    for (const TermSpec::Column& column : spec.columns)
      result.push_back({term.evidence, {instantiate(column.value)}, {}});
  } else if (spec.kind == TermKind::Probability && term.targets.size() > 1) {
    result.push_back({term.evidence, {store_.make(ir::Op::And, 0, term.targets)}, {}});
  } else if (spec.kind == TermKind::Variance || spec.kind == TermKind::Covariance) {
    result = moments(term);
  } else {
    result.push_back({term.evidence, term.targets, {}, spec.kind == TermKind::Map});
  }
  return result;
}

/// The joint distribution; or, where the variables are sums whose values would be many, E(X), E(Y) and E(XY),
/// which need no value of a sum.
std::vector<inference::Task> Session::moments(const PreparedTerm& term) {
  const inference::Task joint{term.evidence, term.targets, {}};
  const NodeId x = term.targets.front();
  const NodeId y = term.targets.back();
  const std::vector<inference::Task> apart = {
      {term.evidence, {}, {x}}, {term.evidence, {}, {y}}, {term.evidence, {}, {x, y}}};
  const auto is_sum = [&](NodeId one) {
    const ir::Op op = store_[one].op;
    return op == ir::Op::Add || op == ir::Op::Sub || op == ir::Op::Mul;
  };
  if (!is_sum(x) && !is_sum(y)) return {joint};
  return inference::cheaper_apart(store_, apart, joint) ? apart : std::vector{joint};
}

/// The variable that the node is; with brackets if it is that in another world than the factual one.
std::string Session::name_of(NodeId node) {
  const auto factual = std::find(model_.factual.begin(), model_.factual.end(), node);
  if (factual != model_.factual.end())
    return model_.variables[lower::VarId(static_cast<std::size_t>(factual - model_.factual.begin()))].name;
  const auto item = raw_.variable_of(node);
  return item ? model_.variables[*item].name + "[…]" : "";
}

std::vector<inference::Outcome> Session::compute(const std::vector<inference::Task>& tasks,
                                                 const TermSpec& spec) {
  std::vector<inference::Outcome> outcomes = workspace_.compute(tasks);
  for (inference::Outcome& one : outcomes) {
    if (one.undefined)
      throw UndefinedUnit{static_cast<std::size_t>(&spec - terms().data()), std::move(*one.undefined)};
    if (one.evidence.is_zero()) throw impossible_evidence(spec);
  }
  return outcomes;
}

Rational Session::value(const TermSpec& spec) {
  const PreparedTerm term = prepare(spec);
  return query::value(term, spec.kind, compute(tasks(term, spec), spec), store_);
}

// ---- queries ----

/// The value of the query's arithmetic; terms are computed when it needs them.
ValueId Session::evaluate(NodeId node) {
  ir::Evaluator evaluator(store_);
  for (;;) {
    if (const auto value = evaluator.value(node)) {
      if (*value == ir::kUndefined) throw UndefinedArithmetic{known_terms_};
      return *value;
    }
    const NodeId missing = evaluator.missing();
    const std::size_t number = store_[missing].payload;
    auto known = known_terms_.find(number);
    if (known == known_terms_.end()) {
      const support::Part part(budget_, number, terms().size());
      known = known_terms_.emplace(number, store_.values.number(value(terms()[number]))).first;
    }
    evaluator.supply(missing, known->second);
  }
}

Answer Session::scalar(sema::CoreId body) {
  const NodeId node = folder_.query(body, env_);
  require_bound({node}, cores_[body].span);
  const ValueId value = evaluate(node);
  if (store_.values.kind(value) == ir::Kind::Number) return store_.values.number(value);
  Answer answer(value == ir::kTrue);
  if (const auto sides = compared(node, body)) {
    const ValueId left = evaluate(sides->first);
    const ValueId right = evaluate(sides->second);
    if (store_.values.kind(left) == ir::Kind::Number)
      answer.set_sides(store_.values.number(left), store_.values.number(right));
  }
  return answer;
}

/// The sides of a comparison, also of one that is folded to a constant.
std::optional<std::pair<NodeId, NodeId>> Session::compared(NodeId node, sema::CoreId body) {
  const ir::Node root = store_[node];
  if (root.op >= ir::Op::Equal && root.op <= ir::Op::GreaterEqual)
    return std::pair(root.operands[0], root.operands[1]);
  const auto* apply = std::get_if<sema::Apply>(&cores_[body].node);
  const bool folded = root.op == ir::Op::Const && apply != nullptr && apply->op >= sema::Operator::Equal &&
                      apply->op <= sema::Operator::GreaterEqual;
  if (!folded) return std::nullopt;
  const NodeId left = folder_.query(apply->args[0], env_);
  return std::pair(left, folder_.query(apply->args[1], env_));
}

Answer Session::report(sema::CoreId body) {
  const TermSpec& spec = terms()[*folder_.whole_term(body, env_)];
  const PreparedTerm term = prepare(spec);
  if (spec.kind != TermKind::Map) {
    for (const TermSpec::Column& one : spec.columns) require_small({one}, store_, budget_.limits());
    if (spec.kind == TermKind::Distribution) require_small(spec.columns, store_, budget_.limits());
  }
  const std::vector<inference::Outcome> outcomes = compute(tasks(term, spec), spec);
  if (spec.kind == TermKind::Map) return most_probable(outcomes[0], spec.columns, store_);
  if (spec.kind == TermKind::Distribution)
    return {Answer::Kind::Distribution, distribution(outcomes[0], spec.columns, store_, budget_)};
  std::vector<Answer::Marginal> marginals;
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    const TermSpec::Column& column = spec.columns[i];
    marginals.push_back({column.name, distribution(outcomes[i], {column}, store_, budget_)});
  }
  return marginals;
}

void Session::fold(sema::CoreId body) {
  if (cores_[body].type.is_value()) {
    folder_.query(body, env_);
  } else {
    folder_.whole_term(body, env_);
  }
}

void Session::expect(sema::CoreId body) {
  fold(body);
  // A draw that an intervention makes is a new one in each query.
  for (std::size_t world = 0; world < worlds_.size(); ++world) {
    for (const lower::Setting& one : worlds_.settings(lower::WorldId(world))) {
      if (one.stochastic) return;
    }
  }
  for (const TermSpec& one : terms()) {
    const bool marginal = one.kind == TermKind::Probability || one.kind == TermKind::Expectation ||
                          one.kind == TermKind::Marginals ||
                          (one.kind == TermKind::Distribution && one.columns.size() == 1);
    if (!marginal) continue;  // shares nothing
    for (const inference::Task& task : tasks(prepare(one), one)) workspace_.expect(task);
  }
}

void Session::check(sema::CoreId body) {
  fold(body);
  for (const TermSpec& one : terms()) prepare(one);
}

std::vector<support::Report> Session::warnings() {
  std::vector<support::Report> result;
  for (const TermSpec& one : terms()) append_warnings(one, model_, worlds_, result);
  return result;
}

}  // namespace causeway::query
