// SPDX-License-Identifier: MIT
#include "query/prepared.hpp"

#include <algorithm>
#include <chrono>

#include "inference/frozen.hpp"
#include "lower/judge.hpp"
#include "query/answers.hpp"
#include "query/session.hpp"
#include "support/text.hpp"

namespace causeway::query {

using sema::TermKind;
using support::error;
using support::Fault;

namespace {

using Clock = std::chrono::steady_clock;

bool contains(support::Span outer, support::Span inner) {
  return outer.file == inner.file && outer.begin <= inner.begin && inner.end <= outer.end;
}

}  // namespace

/// Sets of bound names whose plans are kept.
constexpr std::size_t kMostPlans = 16;

/// A query that is one term, planned for all values of its placeholders.
class FastQuery {
 public:
  /// Nothing where that cannot be done.
  static std::unique_ptr<const FastQuery> plan(const Question& question,
                                               const std::map<std::string, Value>& values,
                                               const Limits& limits, const CancelToken& cancel);

  const std::vector<support::Report>& warnings() const { return warnings_; }
  /// Was it made after that time?
  bool fresh(Clock::time_point time) const { return made_ > time; }
  /// Nothing where a value is not one of those planned for: then it is a query of its own.
  std::optional<Answer> evaluate(const std::map<std::string, Value>& values, support::Budget& budget) const;

 private:
  explicit FastQuery(const Question& question, const Limits& limits, const CancelToken& cancel)
      : budget_(limits, cancel),
        workspace_(question.model, budget_),
        session_(question.model, workspace_, question.cores, question.sources, budget_) {}

  bool prepare(const Question& question);
  std::vector<NodeId> take_comparisons();
  bool freeze(const std::vector<inference::Task>& tasks, const std::vector<NodeId>& fixed);
  /// The place of the parameter that this condition compares a node with, and the node.
  std::optional<std::pair<std::size_t, NodeId>> slot(NodeId condition) const;
  /// Are the same instances of every law meant, whatever the values are?
  bool surely_determined(const std::vector<NodeId>& roots) const;
  /// Those that are read elsewhere than in the comparisons of the evidence; nothing where their values decide
  /// more than the value of an intervention.
  std::optional<std::vector<NodeId>> parameters(const std::vector<NodeId>& roots) const;
  Answer answer(const std::vector<inference::Outcome>& outcomes, support::Budget& budget) const;

  Clock::time_point made_ = Clock::now();
  support::Budget budget_;  // of the planning, and of the session's store
  lower::Placeholders open_;
  std::vector<std::string> names_;
  Workspace workspace_;
  Session session_;
  TermSpec spec_;
  PreparedTerm term_;
  std::vector<std::size_t> slots_;                                  // the parameter of each fixed node
  std::vector<std::vector<std::pair<Value, std::size_t>>> places_;  // of each fixed node's values
  std::vector<inference::Frozen> tasks_;
  std::vector<support::Report> warnings_;
};

std::unique_ptr<const FastQuery> FastQuery::plan(const Question& question,
                                                 const std::map<std::string, Value>& values,
                                                 const Limits& limits, const CancelToken& cancel) {
  auto result = std::unique_ptr<FastQuery>(new FastQuery(question, limits, cancel));
  result->open_.values = values;
  for (const auto& [name, value] : values) result->names_.push_back(name);
  result->open_.parameters = &result->names_;
  result->session_.folder().set_placeholders(&result->open_);
  try {
    if (!result->prepare(question)) return nullptr;
  } catch (const Fault&) {
    return nullptr;  // perhaps only some values are wrong; each will say
  }
  return result;
}

std::optional<std::pair<std::size_t, NodeId>> FastQuery::slot(NodeId condition) const {
  const ir::Store& store = session_.store();
  const ir::Node node = store[condition];
  if (node.op != ir::Op::Equal) return std::nullopt;
  for (const std::size_t side : {0U, 1U}) {
    if (store[node.operands[side]].op == ir::Op::Param)
      return std::pair(store[node.operands[side]].payload, node.operands[1 - side]);
  }
  return std::nullopt;
}

/// A condition on `$v` may show that a variable in another world has one value, but only where an
/// intervention refers to variables does that tell instances apart that are one node here.
bool FastQuery::surely_determined(const std::vector<NodeId>& roots) const {
  const ir::Store& store = session_.store();
  const lower::Worlds& worlds = session_.worlds();
  for (std::size_t world = 0; world < worlds.size(); ++world) {
    for (const lower::Setting& one : worlds.settings(lower::WorldId(world))) {
      if (one.stochastic || !one.value.refs.empty()) return false;
    }
  }
  return !lower::judge(store, roots);
}

std::optional<std::vector<NodeId>> FastQuery::parameters(const std::vector<NodeId>& roots) const {
  const ir::Store& store = session_.store();
  std::set<NodeId> depending;
  std::vector<NodeId> result;
  for (const NodeId id : ir::dependencies(store, roots)) {
    const ir::Node node = store[id];
    if (node.op == ir::Op::Param) result.push_back(id);
    const bool depends =
        node.op == ir::Op::Param || std::any_of(node.operands.begin(), node.operands.end(),
                                                [&](NodeId one) { return depending.contains(one); });
    if (!depends) continue;
    // What a random index chooses from depends on the values that it may have.
    if (node.op == ir::Op::Pick) return std::nullopt;
    depending.insert(id);
  }
  return result;
}

bool FastQuery::prepare(const Question& question) {
  if (!question.def.indices.indices.empty() || question.def.error) return false;
  const auto whole = session_.folder().whole_term(question.def.body, nullptr);
  if (!whole) return false;
  spec_ = session_.terms()[*whole];
  if (spec_.kind == TermKind::Marginals || spec_.kind == TermKind::Map) return false;
  const bool one_world = session_.conditions(spec_).one_world;
  term_ = session_.prepare(spec_);
  std::vector<NodeId> fixed = take_comparisons();
  std::vector<NodeId> roots = term_.evidence;
  roots.insert(roots.end(), fixed.begin(), fixed.end());
  const std::vector<inference::Task> tasks = session_.tasks(term_, spec_);
  for (const inference::Task& one : tasks) {
    roots.insert(roots.end(), one.targets.begin(), one.targets.end());
    roots.insert(roots.end(), one.weights.begin(), one.weights.end());
  }
  if (!one_world && !surely_determined(roots)) return false;
  const auto parameters = this->parameters(roots);
  if (!parameters) return false;
  for (const NodeId one : *parameters) {
    slots_.push_back(session_.store()[one].payload);
    fixed.push_back(one);
  }
  // Every placeholder that is bound must be read.
  if (std::set(slots_.begin(), slots_.end()).size() != names_.size()) return false;
  if (spec_.kind == TermKind::Distribution) require_small(spec_.columns, session_.store(), budget_.limits());
  warnings_ = session_.warnings();
  return freeze(tasks, fixed);
}

/// Takes conditions that compare a node with a placeholder out of the evidence; returns the nodes.
std::vector<NodeId> FastQuery::take_comparisons() {
  std::vector<NodeId> fixed;
  std::vector<NodeId> rest;
  for (const NodeId condition : term_.evidence) {
    if (const auto one = slot(condition)) {
      slots_.push_back(one->first);
      fixed.push_back(one->second);
    } else {
      rest.push_back(condition);
    }
  }
  term_.evidence = std::move(rest);
  return fixed;
}

/// Plans the tasks; false where one has no plan for all values.
bool FastQuery::freeze(const std::vector<inference::Task>& tasks, const std::vector<NodeId>& fixed) {
  for (const inference::Task& one : tasks) {
    auto frozen = inference::Frozen::plan(session_.store(), one, fixed);
    if (!frozen) return false;
    tasks_.push_back(std::move(*frozen));
  }
  for (std::size_t i = 0; i < fixed.size(); ++i) {
    auto& places = places_.emplace_back();
    const std::vector<ir::ValueId>& values = tasks_[0].values(i);
    for (std::size_t k = 0; k < values.size(); ++k)
      places.emplace_back(session_.store().values.value(values[k]), k);
    const auto same = [&](const inference::Frozen& one) { return one.values(i) == values; };
    if (!std::all_of(tasks_.begin(), tasks_.end(), same)) return false;
  }
  return true;
}

Answer FastQuery::answer(const std::vector<inference::Outcome>& outcomes, support::Budget& budget) const {
  if (spec_.kind != TermKind::Distribution) return value(term_, spec_.kind, outcomes, session_.store());
  return {Answer::Kind::Distribution, distribution(outcomes[0], spec_.columns, session_.store(), budget)};
}

std::optional<Answer> FastQuery::evaluate(const std::map<std::string, Value>& values,
                                          support::Budget& budget) const {
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < slots_.size(); ++i) {
    const Value& value = values.at(names_[slots_[i]]);
    const auto place = std::find_if(places_[i].begin(), places_[i].end(),
                                    [&](const auto& one) { return one.first == value; });
    if (place == places_[i].end()) return std::nullopt;
    places.push_back(place->second);
  }
  std::vector<inference::Outcome> outcomes;
  for (const inference::Frozen& one : tasks_) {
    outcomes.push_back(one.evaluate(places, session_.store(), budget));
    if (outcomes.back().evidence.is_zero()) return std::nullopt;
  }
  return answer(outcomes, budget);
}

// ---- prepared queries ----

Prepared::Prepared(const Question& question) : question_(question) {
  // Of a query of the file, what stands in its text; of another, all that its own layer has.
  const bool own = question.cores.offset() > 0;
  for (std::size_t i = own ? question.cores.offset() : 0; i < question.cores.size(); ++i) {
    const auto* one = std::get_if<sema::PlaceholderValue>(&question.cores[sema::CoreId(i)].node);
    if (one == nullptr || (!own && !contains(question.def.span, question.cores[sema::CoreId(i)].span)))
      continue;
    const auto same = [&](const Placeholder& other) { return other.name == one->name; };
    const auto known = std::find_if(placeholders_.begin(), placeholders_.end(), same);
    if (known == placeholders_.end()) {
      placeholders_.push_back({one->name, one->optional});
    } else {
      known->optional = known->optional && one->optional;
    }
  }
}

Prepared::~Prepared() = default;

/// Null where the query cannot be planned for all values. The plan of another set of bound names may go.
std::shared_ptr<const FastQuery> Prepared::fast(const std::map<std::string, Value>& values,
                                                const Limits& limits, const CancelToken& cancel) const {
  std::vector<std::string> names;
  for (const auto& [name, value] : values) names.push_back(name);
  const auto same = [&](const Planned& one) { return one.names == names; };
  {
    const std::lock_guard lock(mutex_);
    const auto known = std::find_if(planned_.begin(), planned_.end(), same);
    if (known != planned_.end()) {
      std::rotate(planned_.begin(), known, known + 1);
      return planned_.front().plan;
    }
  }
  std::shared_ptr<const FastQuery> plan;
  try {
    plan = FastQuery::plan(question_, values, limits, cancel);
  } catch (const support::Exhausted& exhausted) {
    using What = support::Exhausted::What;
    if (exhausted.which() == What::Cancelled || exhausted.which() == What::Time) throw;
    return nullptr;  // not kept: other limits may do
  }
  const std::lock_guard lock(mutex_);
  if (std::none_of(planned_.begin(), planned_.end(), same)) {
    if (planned_.size() == kMostPlans) planned_.pop_back();
    planned_.insert(planned_.begin(), {std::move(names), plan});
  }
  return plan;
}

Result<Answer> Prepared::evaluate(const std::map<std::string, Value>& values, const Limits& limits,
                                  const CancelToken& cancel) const {
  const auto start = Clock::now();
  support::Budget budget(limits, cancel);
  try {
    for (const auto& bound : values) {
      const std::string& name = bound.first;
      const auto same = [&](const Placeholder& one) { return one.name == name; };
      if (std::any_of(placeholders_.begin(), placeholders_.end(), same)) continue;
      std::vector<std::string> names;
      for (const Placeholder& one : placeholders_) names.push_back("$" + one.name);
      throw Fault(error(Code::Name, question_.def.span, "the query has no " + support::quote("$" + name))
                      .with_hint(names.empty() ? "" : "it has " + support::join_choices(names, " and ")));
    }
    if (const auto query = fast(values, limits, cancel)) {
      const auto planned = query->fresh(start) ? Clock::now() : start;
      if (auto answer = query->evaluate(values, budget)) {
        using Milliseconds = std::chrono::duration<double, std::milli>;
        answer->set_warnings(support::resolve(query->warnings(), question_.sources));
        answer->set_timings(
            {Milliseconds(planned - start).count(), Milliseconds(Clock::now() - planned).count()});
        budget.report(1);
        return *answer;
      }
    }
  } catch (const Fault& fault) {
    return support::resolve(fault.report(), question_.sources);
  } catch (const support::Exhausted& exhausted) {
    return support::resolve(support::report(exhausted, question_.def.span), question_.sources);
  } catch (const std::bad_alloc&) {
    return support::resolve(error(Code::Resource, question_.def.span, "the machine has no more memory"),
                            question_.sources);
  }
  const lower::Placeholders placeholders{values, nullptr};
  Question bound{question_.model, question_.cores, question_.sources, question_.def, &placeholders};
  return query::answer(bound, budget);
}

}  // namespace causeway::query
