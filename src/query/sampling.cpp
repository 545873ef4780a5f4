// SPDX-License-Identifier: MIT
#include "query/sampling.hpp"

#include "number/uniform.hpp"
#include "query/witness.hpp"

namespace causeway::query {

namespace {

const TermSpec& folded(const Question& question, Session& session) {
  session.folder().set_standpoint(question.standpoint);
  session.folder().set_placeholders(question.placeholders);
  const auto term = session.folder().whole_term(question.def.body, nullptr);
  return session.terms()[*term];
}

std::vector<NodeId> roots_of(const PreparedTerm& term) {
  std::vector<NodeId> roots = term.evidence;
  roots.insert(roots.end(), term.targets.begin(), term.targets.end());
  return roots;
}

}  // namespace

UnitStream::UnitStream(const Question& question, const std::mt19937_64& random, support::Budget& budget)
    : question_(question),
      budget_(budget),
      workspace_(question.model, budget),
      session_(question.model, workspace_, question.cores, question.sources, budget),
      spec_(folded(question, session_)),
      term_(session_.prepare(spec_)),
      unit_(session_.store(), roots_of(term_)),
      nothing_(unit_.mark()),
      random_(random),
      values_(session_.store().values.size()) {}

bool UnitStream::full() const {
  constexpr std::size_t kMost = std::size_t{1} << 18;
  return session_.store().values.size() > values_ + kMost;
}

std::vector<std::string> UnitStream::columns() const {
  std::vector<std::string> names;
  for (const TermSpec::Column& one : spec_.columns) names.push_back(one.name);
  return names;
}

/// The node's value in the unit, of which what is missing is drawn; nothing where it is undefined.
std::optional<ValueId> UnitStream::value(NodeId node) {
  for (;;) {
    const auto known = unit_.value(node);
    if (known) return *known == ir::kUndefined ? std::nullopt : known;
    const std::vector<inference::Unit::Branch> branches = unit_.branches();
    number::Uniform uniform(random_);
    Rational sum;
    for (const inference::Unit::Branch& one : branches) {
      sum += one.probability;
      if (!uniform.below(sum)) continue;
      unit_.take(one);
      break;
    }
  }
}

void UnitStream::undefined(support::Budget& budget) {
  const ir::Key key;
  const QueryText text{question_.model,        question_.cores,
                       question_.sources,      question_.def.body,
                       question_.def.indices,  key,
                       session_.store(),       session_.folder().sources_used(),
                       question_.placeholders, question_.standpoint};
  throw support::Fault(explain_undefined(text, UndefinedUnit{0, unit_.draws()}, budget));
}

std::vector<Value> UnitStream::next(support::Budget& budget) {
  workspace_.charge(budget);
  struct Back {  // the caller's budget is gone afterwards
    Workspace& workspace;
    support::Budget& own;
    ~Back() { workspace.charge(own); }
  };
  const Back back{workspace_, budget_};
  for (;;) {
    budget.spend();
    unit_.forget(nothing_);
    bool holds = true;
    for (const NodeId condition : term_.evidence) {
      const auto truth = value(condition);
      if (!truth) undefined(budget);
      holds = *truth == ir::kTrue;
      if (!holds) break;
    }
    if (!holds) continue;
    std::vector<Value> values;
    for (const NodeId target : term_.targets) {
      const auto one = value(target);
      if (!one) undefined(budget);
      values.push_back(session_.store().values.value(*one));
    }
    return values;
  }
}

}  // namespace causeway::query
