// SPDX-License-Identifier: MIT
#include "query/witness.hpp"

#include <algorithm>
#include <unordered_map>

#include "inference/unit.hpp"
#include "support/text.hpp"

namespace causeway::query {

using ir::kUndefined;
using ir::Op;
using lower::NodeId;
using lower::Trace;
using lower::ValueId;
using lower::VarId;
using support::quote;
using support::Report;

namespace {

/// The model's facts, but with mechanisms folded anew in the tracing store.
class TracingFacts : public lower::Facts {
 public:
  explicit TracingFacts(const lower::LoweredModel& model) : model_(model) {}
  void fold_with(lower::Folder& folder) { folder_ = &folder; }

  const lower::Members& members(lower::FamilyId family) override { return model_.members[family]; }
  const lower::ConstantData& constant(sema::ConstantId constant) override {
    return model_.constants[constant];
  }
  const lower::Variable& variable(VarId variable) override { return model_.variables[variable]; }
  NodeId factual(VarId) override { return {}; }
  const std::vector<std::vector<VarId>>& children() override { return model_.children; }
  const std::vector<std::vector<VarId>>& parents() override { return model_.parents; }

  const lower::Template& mechanism(VarId id) override {
    const auto [found, added] = folded_.try_emplace(id);
    if (!added) return found->second;
    const lower::Variable& variable = model_.variables[id];
    lower::Environment env = nullptr;
    for (std::size_t i = 0; i < variable.index.size(); ++i) {
      const sema::IndexDef& index = variable.clause->indices.indices[i];
      if (index.slot) env = folder_->bind(*index.slot, variable.index[i], index.name, env);
    }
    found->second = variable.stochastic
                        ? folder_->law(variable.clause->mechanism, env, variable.domain)
                        : folder_->mechanism(variable.clause->mechanism, env, variable.domain, variable.name);
    return found->second;
  }

 private:
  const lower::LoweredModel& model_;
  lower::Folder* folder_ = nullptr;
  std::unordered_map<VarId, lower::Template> folded_;
};

class Tracer {
 public:
  Tracer(const QueryText& query, support::Budget& budget)
      : query_(query),
        store_(query.model.checked->labels, &query.store, budget),
        domains_(store_),
        facts_(query.model),
        lowering_(facts_, store_, worlds_, domains_, &trace_),
        folder_(*query.model.checked, query.cores, query.sources, facts_, store_, worlds_, domains_,
                lowering_, &trace_) {
    store_.stop_sharing();
    facts_.fold_with(folder_);
    folder_.use_sources(query.intervention_sources);
    folder_.set_placeholders(query.placeholders);
    folder_.set_standpoint(query.standpoint);
    for (std::size_t i = 0; i < query.key.size(); ++i) {
      const sema::IndexDef& index = query.indices.indices[i];
      if (index.slot) env_ = folder_.bind(*index.slot, query.key[i], index.name, env_);
    }
  }

  Report explain(const UndefinedUnit& unit);
  Report explain(const UndefinedArithmetic& arithmetic);

 private:
  NodeId fold();
  Report report(NodeId culprit, const std::string& reached_with);
  NodeId culprit(NodeId root, const std::function<bool(NodeId)>& undefined) const;
  std::string draws_text(std::vector<inference::Draw> draws) const;
  std::string complaint(NodeId node, bool& probability);
  std::string law_complaint(NodeId law, const ir::Source* source, bool& probability);
  std::string value_text(NodeId node) { return store_.values.text(*value_(node)); }

  const QueryText& query_;
  ir::Store store_;
  lower::Worlds worlds_;
  ir::LanguageDomains domains_;
  TracingFacts facts_;
  Trace trace_;
  lower::Lowering lowering_;
  lower::Folder folder_;
  lower::Environment env_ = nullptr;
  std::function<std::optional<ValueId>(NodeId)> value_;
  std::function<const ir::Row*(NodeId)> row_;
};

NodeId Tracer::fold() {
  if (query_.cores[query_.body].type.is_value()) return folder_.query(query_.body, env_);
  folder_.whole_term(query_.body, env_);
  return {};
}

/// Follows undefined operands down to the operation that made the first of them.
NodeId Tracer::culprit(NodeId root, const std::function<bool(NodeId)>& undefined) const {
  for (;;) {
    const std::span<const NodeId> operands = store_[root].operands;
    const auto next = std::find_if(operands.begin(), operands.end(), undefined);
    if (next == operands.end()) return root;
    root = *next;
  }
}

std::string Tracer::draws_text(std::vector<inference::Draw> draws) const {
  constexpr std::size_t kShown = 12;
  std::stable_sort(draws.begin(), draws.end(), [&](const inference::Draw& a, const inference::Draw& b) {
    return store_.sources[a.source].owner < store_.sources[b.source].owner;
  });
  std::string text;
  for (std::size_t i = 0; i < draws.size(); ++i) {
    if (i == kShown) return text + " and " + std::to_string(draws.size() - kShown) + " more";
    const ir::Source& source = store_.sources[draws[i].source];
    text += (i > 0 ? ", " : "") + source.name;
    if (source.kind == ir::Source::Kind::Intervention) text += " (drawn by the intervention)";
    if (!draws[i].arguments.empty()) {
      std::string arguments;
      for (const ValueId one : draws[i].arguments)
        arguments +=
            (arguments.empty() ? "" : ", ") + (one == kUndefined ? "undefined" : store_.values.text(one));
      text += " (where its parents are " + arguments + ")";
    }
    text += " = " + (draws[i].value == kUndefined ? "a value outside its domain"
                                                  : store_.values.text(draws[i].value));
  }
  return text;
}

std::string Tracer::law_complaint(NodeId law, const ir::Source* source, bool& probability) {
  const ir::Node node = store_[law];
  const ir::Row* row = row_(law);
  if (row == nullptr) {
    if (node.op == Op::Bernoulli) {
      probability = true;
      return "a probability lies in [0, 1]; this is " + value_text(node.operands[0]);
    }
    if (node.op == Op::Normalize) {
      probability = true;
      return "weights that are negative, or all 0, cannot be normalized";
    }
    if (node.op == Op::Binomial) {
      const Rational& n = store_.values.number(*value_(node.operands[0]));
      probability = n.is_integer() && n.sign() >= 0;
      return probability ? "a probability lies in [0, 1]; this is " + value_text(node.operands[1])
                         : "the number of trials is a natural number, not " + value_text(node.operands[0]);
    }
    return "no such distribution: its arguments are out of range";
  }
  std::string text;
  for (const auto& [value, weight] : row->entries)
    text += (text.empty() ? "{" : ", ") + store_.values.text(value) + ": " + weight.to_string();
  text += text.empty() ? "{}" : "}";
  if (row->negative) {
    probability = true;
    return "a probability lies in [0, 1]; the row is " + text;
  }
  if (ir::total(*row) != Rational(1)) {
    probability = true;
    return "the row " + text + " sums to " + ir::total(*row).to_string() + ", not to 1";
  }
  for (const auto& [value, weight] : row->entries) {
    if (source != nullptr && source->domain && !store_.lists[*source->domain].contains(value)) {
      return store_.values.text(value) + " is outside the declared domain " +
             ir::text_of(store_.lists[*source->domain], store_.values) + " of " + quote(source->name);
    }
  }
  return "a value outside the declared domain";
}

/// What is wrong with an operation whose operands have values.
std::string Tracer::complaint(NodeId id, bool& probability) {
  const ir::Node node = store_[id];
  const auto operand = [&](std::size_t i) { return value_text(node.operands[i]); };
  const auto indices = [&](std::size_t n) {
    std::string text;
    for (std::size_t i = 0; i < n; ++i) text += (i > 0 ? ", " : "") + operand(i);
    return "[" + text + "]";
  };
  switch (node.op) {
    case Op::Div:
    case Op::FloorDiv:
    case Op::Mod:
      return "division by zero";
    case Op::Pow:
      return operand(0) + "^" + operand(1) + " is undefined" +
             (store_.values.number(*value_(node.operands[1])).is_integer() ? "" : ": exponents are integers");
    case Op::Fact:
      return "the factorial of " + operand(0) + " is undefined: it takes a natural number";
    case Op::Choose:
      return "choose(" + operand(0) + ", " + operand(1) +
             ") is undefined: it takes a natural number and an integer";
    case Op::Clamp:
      return "clamp between " + operand(1) + " and " + operand(2) + ": the lower bound is greater";
    case Op::ToBool:
      return operand(0) + " is assigned to a bool, which takes 0 and 1 only";
    case Op::Check:
      return operand(0) + " is outside the declared domain " +
             ir::text_of(store_.lists[ir::ValueListId(node.payload)], store_.values);
    case Op::Lookup:
      return "the array has no element " + indices(node.operands.size());
    case Op::Pick:
      return "the family has no member " + indices(store_.keys[ir::KeyTableId(node.payload)].arity());
    case Op::Match:
      return "no arm of this match takes " + indices(store_.matches[ir::MatchId(node.payload)].scrutinees());
    case Op::ArgMin:
    case Op::ArgMax:
      return "the extremum of nothing is undefined";
    case Op::Undefined:
      return ir::Reason(node.payload) == ir::Reason::NoArm ? "no arm of this match takes the value"
                                                           : "the extremum of nothing is undefined";
    case Op::Call: {
      std::string text;
      std::vector<ValueId> args;
      for (const NodeId one : node.operands) args.push_back(*value_(one));
      store_.externs[node.payload]->call(args, store_.values, store_.budget(), &text);
      return "the extern function " + quote(store_.externs[node.payload]->name()) + " failed: " + text;
    }
    case Op::Chance:
      return law_complaint(node.operands[0], &store_.sources[ir::SourceId(node.payload)], probability);
    default:
      return ir::is_law(node.op) ? law_complaint(id, nullptr, probability) : "an undefined operation";
  }
}

Report Tracer::report(NodeId culprit, const std::string& reached_with) {
  bool probability = false;
  std::string message = complaint(culprit, probability);
  // A chance node complains of its law, which has the more telling place.
  NodeId place = culprit;
  if (store_[culprit].op == Op::Chance && trace_.find(store_[culprit].operands[0]) != nullptr)
    place = store_[culprit].operands[0];
  const Trace::Origin* origin = trace_.find(place);
  Report result = support::error(probability ? Code::Probability : Code::UndefinedOperation,
                                 origin == nullptr ? support::Span() : origin->span, message);
  if (origin != nullptr && origin->variable.valid()) {
    result.message += ", in the mechanism of " + quote(facts_.variable(origin->variable).name);
    if (origin->world != lower::kFactual) result.message += " in a world with interventions";
  }
  if (origin != nullptr && !origin->binders.empty()) result.message += ", where " + origin->binders;
  if (!reached_with.empty()) result.with_note({}, "reached, for instance, when " + reached_with);
  return result;
}

Report Tracer::explain(const UndefinedUnit& unit) {
  fold();
  const lower::TermSpec& spec = folder_.terms()[unit.term];
  std::vector<NodeId> roots;
  for (const lower::Template& one : spec.conditions)
    roots.push_back(lowering_.instantiate(one, lower::kFactual));
  const std::size_t conditions = roots.size();
  for (const lower::Template& one : spec.subjects)
    roots.push_back(lowering_.instantiate(one, lower::kFactual));
  for (const lower::TermSpec::Column& one : spec.columns)
    roots.push_back(lowering_.instantiate(one.value, lower::kFactual));
  inference::Unit replay(store_, roots);
  replay.replay(unit.draws);
  value_ = [&](NodeId node) { return replay.known_value(node); };
  row_ = [&](NodeId law) { return replay.known_row(law); };
  for (std::size_t i = 0; i < roots.size(); ++i) {
    std::optional<ValueId> value;
    while (!(value = replay.value(roots[i]))) replay.take(replay.branches().front());
    if (*value == kUndefined) {
      const auto undefined = [&](NodeId node) {
        return replay.known_value(node) == std::optional(kUndefined);
      };
      Report result = report(culprit(roots[i], undefined), draws_text(unit.draws));
      if (!result.span.known()) result.span = spec.span;
      if (!(result.span == spec.span)) result.with_note(spec.span, "asked here");
      return result;
    }
    const bool condition = i < conditions;
    if (condition && *value != ir::kTrue) break;
  }
  return support::error(Code::UndefinedOperation, spec.span,
                        "this reaches an undefined operation, for instance when " + draws_text(unit.draws));
}

Report Tracer::explain(const UndefinedArithmetic& arithmetic) {
  const NodeId root = fold();
  ir::Evaluator evaluator(store_);
  value_ = [&](NodeId node) {
    return evaluator.known(node) ? std::optional(evaluator.known_value(node)) : std::nullopt;
  };
  row_ = [](NodeId) { return nullptr; };
  while (!evaluator.value(root)) {
    evaluator.supply(evaluator.missing(), arithmetic.terms.at(store_[evaluator.missing()].payload));
  }
  const auto undefined = [&](NodeId node) {
    return evaluator.known(node) && evaluator.known_value(node) == kUndefined;
  };
  Report result = report(culprit(root, undefined), "");
  if (!result.span.known()) result.span = query_.cores[query_.body].span;
  return result;
}

}  // namespace

Report explain_undefined(const QueryText& query, const UndefinedUnit& unit, support::Budget& budget) {
  return Tracer(query, budget).explain(unit);
}

Report explain_undefined(const QueryText& query, const UndefinedArithmetic& arithmetic,
                         support::Budget& budget) {
  return Tracer(query, budget).explain(arithmetic);
}

}  // namespace causeway::query
