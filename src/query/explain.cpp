// SPDX-License-Identifier: MIT
#include "query/explain.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "inference/engine.hpp"
#include "inference/enumerate.hpp"
#include "inference/trace.hpp"
#include "ir/text.hpp"
#include "query/reads.hpp"
#include "query/session.hpp"
#include "support/text.hpp"

namespace causeway::query {

using lower::kFactual;
using lower::Setting;
using lower::VarId;
using lower::WorldId;

namespace {

constexpr std::size_t kAbductionRows = 16;

using Lexemes = std::vector<std::string_view>;

/// Where what begins at `i` ends: a quoted name, a string, a comment, a character.
std::size_t lexeme_end(std::string_view text, std::size_t i) {
  const auto behind = [&](std::string_view close, std::size_t from) {
    const std::size_t found = text.find(close, from);
    return found == std::string_view::npos ? text.size() : found + close.size();
  };
  if (text[i] == '`' || text[i] == '"') return behind(text.substr(i, 1), i + 1);
  if (text.substr(i, 2) == "/*") return behind("*/", i + 2);
  if (text.substr(i, 2) == "//") return std::min(text.find_first_of("\r\n", i), text.size());
  return i + 1;
}

/// Source text in pieces, of which those that are quoted hide what is in them. White space and comments make
/// one blank.
Lexemes lexemes(std::string_view text) {
  Lexemes result;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t end = lexeme_end(text, i);
    const std::string_view one = text.substr(i, end - i);
    const bool blank = one.starts_with("//") || one.starts_with("/*") ||
                       std::string_view(" \t\r\n\f").find(one) != std::string_view::npos;
    if (!blank) result.push_back(one);
    if (blank && !result.empty() && result.back() != " ") result.push_back(" ");
    i = end;
  }
  return result;
}

/// Those from `begin` to (excluding) `end`, without blanks around them.
std::string joined(const Lexemes& lexemes, std::size_t begin, std::size_t end) {
  while (begin < end && lexemes[begin] == " ") ++begin;
  while (begin < end && lexemes[end - 1] == " ") --end;
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text += lexemes[i];
  return text;
}

/// The first of these characters that stands in so many brackets; the end if none does.
std::size_t find(const Lexemes& lexemes, std::string_view characters, std::size_t brackets) {
  std::size_t depth = 0;
  for (std::size_t i = 0; i < lexemes.size(); ++i) {
    const char c = lexemes[i].size() == 1 ? lexemes[i][0] : ' ';
    if (depth == brackets && characters.find(c) != std::string_view::npos) return i;
    if (c == '(' || c == '[' || c == '{') ++depth;
    if ((c == ')' || c == ']' || c == '}') && depth > 0) --depth;
  }
  return lexemes.size();
}

std::string world_name(std::size_t number) {
  return number == 0 ? "factual" : "w" + std::to_string(number);
}

class Explainer {
 public:
  Explainer(const Question& question, support::Budget& budget)
      : question_(question),
        budget_(budget),
        workspace_(question.model, budget),
        session_(question.model, workspace_, question.cores, question.sources, budget) {
    if (question.cores[question.def.body].type.is_value()) {
      root_ = session_.folder().query(question.def.body, nullptr);
    } else {
      session_.folder().whole_term(question.def.body, nullptr);
    }
  }

  Explanation explain();
  std::string ir(const std::string& pass);

 private:
  using Joined = std::map<WorldId, std::set<VarId>>;

  Explanation::Term term(const TermSpec& spec, const PreparedTerm& prepared);
  Lexemes source(support::Span span) const { return lexemes(question_.sources.text(span)); }
  std::string text(support::Span span) const {
    const Lexemes whole = source(span);
    return joined(whole, 0, whole.size());
  }
  std::string name(VarId id) const;
  std::string setting_text(const Setting& setting) const;
  std::string bracket_form(const TermSpec& spec) const;

  lower::Template own(const lower::Template& form) const;
  Reads evidence(const TermSpec& spec);
  Reads reads(const TermSpec& spec);
  bool same(const std::set<VarId>& variables, WorldId a, WorldId b);
  Joined joined_worlds(const Reads& reads);
  int rung(const Reads& reads);
  int rung(const TermSpec& spec);
  std::vector<lower::LinearPart> parts(const TermSpec& spec);

  void plan(const TermSpec& spec, const PreparedTerm& prepared, Explanation::Term& result);
  void abduct(const PreparedTerm& prepared, Explanation::Term& result);
  std::string raw(const TermSpec& spec, std::size_t number, bool pinned);

  const Question& question_;
  support::Budget& budget_;
  Workspace workspace_;
  Session session_;
  NodeId root_;
};

// ---- texts ----

/// As the language writes it: the family's name, in backquotes if it was declared in them, and the index.
std::string Explainer::name(VarId id) const {
  const lower::Variable& variable = question_.model.variables[id];
  const std::string& family = question_.model.checked->families[variable.family].name;
  if (!question_.sources.text(variable.clause->name_span).starts_with('`')) return variable.name;
  return support::quote(family) + variable.name.substr(family.size());
}

std::string Explainer::setting_text(const Setting& setting) const {
  const std::string place = name(setting.target) + (setting.edge() ? " -> " + name(setting.child) : "");
  const ir::Store& store = session_.store();
  if (!setting.stochastic && store.is_constant(setting.value.root))
    return place + " = " + store.values.text(store.constant_value(setting.value.root));
  const Lexemes written = source(setting.span);
  const std::size_t op = find(written, "=~", 0);
  return place + (setting.stochastic ? " ~ " : " = ") + joined(written, op + 1, written.size());
}

/// P(e | do(I), c) as P((e)[I] | (c)[I]).
std::string Explainer::bracket_form(const TermSpec& spec) const {
  const Lexemes written = source(spec.span);
  const std::size_t open = find(written, "(", 0);
  // The subject ends at the bar that stands outside all other brackets.
  const std::size_t bar = find(written, "|", 1);
  const std::string subject = joined(written, std::min(open + 1, bar), bar);
  if (spec.actions.empty() || subject.empty()) return joined(written, 0, written.size());
  std::string list;
  for (const Setting& one : spec.actions) list += (list.empty() ? "" : ", ") + setting_text(one);
  const auto in_world = [&](const std::string& event) { return "(" + event + ")[" + list + "]"; };
  std::string result = joined(written, 0, open + 1) + in_world(subject);
  for (std::size_t i = 0; i < spec.condition_spans.size(); ++i)
    result += (i == 0 ? " | " : ", ") + in_world(text(spec.condition_spans[i]));
  return result + ")";
}

// ---- worlds and rungs ----

/// With those references only that are in it: parts share the list of the whole, and what evaluation never
/// reaches is dropped from the tree alone.
lower::Template Explainer::own(const lower::Template& form) const {
  std::vector<lower::Ref> refs;
  std::set<NodeId> seen{form.root};
  std::vector<NodeId> stack{form.root};
  while (!stack.empty()) {
    const ir::Node node = session_.store()[stack.back()];
    stack.pop_back();
    if (node.op == ir::Op::Arg || node.op == ir::Op::ArgPick) refs.push_back(form.refs[node.payload]);
    for (const NodeId operand : node.operands) {
      if (seen.insert(operand).second) stack.push_back(operand);
    }
  }
  return {form.root, lower::RefList(std::move(refs))};
}

Reads Explainer::evidence(const TermSpec& spec) {
  Reads result(question_.model, session_.worlds());
  for (const lower::Template& one : spec.conditions) result.add(own(one), kFactual);
  return result;
}

Reads Explainer::reads(const TermSpec& spec) {
  Reads result = evidence(spec);
  for (const lower::Template& one : spec.subjects) result.add(own(one), kFactual);
  for (const TermSpec::Column& one : spec.columns) result.add(own(one.value), kFactual);
  return result;
}

/// Do these variables depend on the same interventions in both worlds?
bool Explainer::same(const std::set<VarId>& variables, WorldId a, WorldId b) {
  const auto relevant = [&](WorldId world) {
    Reads reads(question_.model, session_.worlds());
    for (const VarId one : variables) reads.add(one, world);
    return reads.relevant(world);
  };
  return relevant(a) == relevant(b);
}

/// The worlds that are joined, with what is read there: what no intervention reaches is read in the factual
/// world, and a world whose variables are the same in another does not count.
Explainer::Joined Explainer::joined_worlds(const Reads& reads) {
  Joined worlds;
  for (const auto& [variable, world] : reads.all()) {
    const bool reached = session_.worlds().reaches(world, variable, question_.model.children);
    worlds[reached ? world : kFactual].insert(variable);
  }
  if (worlds.empty()) worlds[kFactual];
  for (auto one = worlds.begin(); one != worlds.end();) {
    const auto other = std::find_if(worlds.begin(), worlds.end(), [&](const auto& candidate) {
      return candidate.first != one->first && same(one->second, one->first, candidate.first);
    });
    if (other == worlds.end()) {
      ++one;
    } else {
      other->second.merge(one->second);
      one = worlds.erase(one);
    }
  }
  return worlds;
}

int Explainer::rung(const Reads& reads) {
  const Joined worlds = joined_worlds(reads);
  if (worlds.size() > 1) return 3;
  return worlds.contains(kFactual) ? 1 : 2;
}

/// An expectation that joins worlds may have parts that do not; it acts all the same.
int Explainer::rung(const TermSpec& spec) {
  const int whole = rung(reads(spec));
  if (whole < 3 || spec.kind != sema::TermKind::Expectation) return whole;
  int greatest = 2;
  for (const lower::LinearPart& part : parts(spec)) {
    Reads read = evidence(spec);
    read.add(own(part.value), part.world, part.owner);
    greatest = std::max(greatest, rung(read));
  }
  return greatest;
}

/// Those that an expectation is computed in, as in Session::prepare.
std::vector<lower::LinearPart> Explainer::parts(const TermSpec& spec) {
  const lower::Conditions conditions = session_.conditions(spec);
  lower::FinishedFacts facts(question_.model);
  ir::LanguageDomains domains(session_.store());
  lower::Lowering raw(facts, session_.store(), session_.worlds(), domains);
  lower::Lowering pinned(facts, session_.store(), session_.worlds(), domains);
  pinned.pin(&conditions.pins, &raw);
  return lower::linear_form(spec.subjects[0], facts, session_.store(), session_.worlds(), domains, raw,
                            pinned)
      .parts;
}

// ---- the noise ----

/// The joint distribution, given the evidence, of the noise that a counterfactual depends on.
void Explainer::abduct(const PreparedTerm& prepared, Explanation::Term& result) {
  ir::Store& store = session_.store();
  std::vector<NodeId> roots = prepared.evidence;
  roots.insert(roots.end(), prepared.targets.begin(), prepared.targets.end());
  for (const PreparedTerm::Part& part : prepared.parts) roots.push_back(part.node);
  inference::Task task{prepared.evidence, {}, {}};
  Table table;
  for (const auto& [source, nodes] : inference::instances(store, roots)) {
    if (store.sources[source].kind == ir::Source::Kind::Intervention) continue;
    for (const NodeId node : nodes) {
      std::string name = store.sources[source].name;
      if (nodes.size() > 1) {
        name += " (";
        const std::span<const NodeId> operands = store[node].operands;
        for (std::size_t i = 1; i < operands.size(); ++i)
          name += (i > 1 ? ", " : "") + ir::expression_text(store, operands[i]);
        name += ")";
      }
      table.columns.push_back(name);
      task.targets.push_back(node);
    }
  }
  if (task.targets.empty()) return;
  const inference::Outcome outcome = inference::answer(store, std::span(&task, 1))[0];
  if (outcome.undefined || outcome.evidence.is_zero()) return;
  std::vector<inference::Cell> cells = outcome.cells;
  result.abduction_rows = cells.size();
  std::stable_sort(cells.begin(), cells.end(),
                   [](const inference::Cell& a, const inference::Cell& b) { return a.mass > b.mass; });
  if (cells.size() > kAbductionRows) cells.resize(kAbductionRows);
  for (const inference::Cell& cell : cells) {
    Table::Row row;
    for (const ValueId one : cell.values) row.values.push_back(store.values.value(one));
    row.result = cell.mass / outcome.evidence;
    table.rows.push_back(std::move(row));
  }
  result.abduction = std::move(table);
}

/// What the term's tasks cost together, and the largest of their clusters.
void Explainer::plan(const TermSpec& spec, const PreparedTerm& prepared, Explanation::Term& result) {
  result.plan = "eliminate";
  try {
    std::uint64_t worst = 0;
    for (const inference::Task& one : session_.tasks(prepared, spec)) {
      const inference::PlanSummary summary = inference::summarize_plan(session_.store(), one);
      if (summary.enumerates) result.plan = "enumerate";
      result.cost += summary.cost;
      result.largest_table = std::max(result.largest_table, summary.largest);
      if (summary.cost < worst || (worst > 0 && summary.cost == worst)) continue;
      worst = summary.cost;
      result.cluster = summary.cluster;
    }
  } catch (const support::Exhausted& exhausted) {
    if (exhausted.which() == support::Exhausted::What::Cancelled) throw;
    result.plan_error = exhausted.what();
  }
}

Explanation::Term Explainer::term(const TermSpec& spec, const PreparedTerm& prepared) {
  Explanation::Term result;
  result.text = bracket_form(spec);
  result.rung = rung(spec);
  std::size_t number = 0;
  for (const auto& [world, variables] : joined_worlds(reads(spec))) {
    Explanation::World shown{world_name(world == kFactual ? 0 : ++number), {}};
    for (const Setting& one : session_.worlds().settings(world))
      shown.interventions.push_back(setting_text(one));
    result.worlds.push_back(std::move(shown));
  }
  std::vector<NodeId> roots = prepared.evidence;
  roots.insert(roots.end(), prepared.targets.begin(), prepared.targets.end());
  for (const PreparedTerm::Part& part : prepared.parts) roots.push_back(part.node);
  ir::LanguageDomains domains(session_.store());
  result.assignments = Rational(1);
  for (const auto& [source, nodes] : inference::instances(session_.store(), roots)) {
    result.noise.push_back(session_.store().sources[source].name);
    for (const NodeId node : nodes) {
      const auto& domain = domains.of(node);
      if (!domain) {
        result.assignments.reset();
      } else if (result.assignments && !domain->empty()) {
        *result.assignments *= Rational(static_cast<std::int64_t>(domain->size()));
      }
    }
  }
  plan(spec, prepared, result);
  if (prepared.parts.size() > 1)
    result.plan += ", " + support::count_of(prepared.parts.size(), "part") + " one by one";
  return result;
}

Explanation Explainer::explain() {
  Explanation result;
  result.text = question_.def.text;
  std::vector<PreparedTerm> prepared;
  for (const TermSpec& one : session_.terms()) {
    prepared.push_back(session_.prepare(one));
    result.terms.push_back(term(one, prepared.back()));
    result.rung = std::max(result.rung, result.terms.back().rung);
  }
  // Last, since a limit that is reached here leaves nothing to spend on other terms.
  for (std::size_t i = 0; i < prepared.size(); ++i) {
    Explanation::Term& one = result.terms[i];
    if (one.rung < 3 || prepared[i].evidence.empty()) continue;
    try {
      abduct(prepared[i], one);
    } catch (const support::Exhausted& exhausted) {
      if (exhausted.which() == support::Exhausted::What::Cancelled) throw;
      one.abduction_error = exhausted.what();
    }
  }
  return result;
}

std::string Explainer::raw(const TermSpec& spec, std::size_t number, bool pinned) {
  const lower::Conditions conditions = session_.conditions(spec);
  std::string text = "term " + std::to_string(number) + ": " +
                     support::fold_white_space(question_.sources.text(spec.span)) + "\n";
  std::vector<std::pair<std::string, NodeId>> roots;
  std::size_t i = 0;
  for (const lower::Conjunct& one : conditions.conjuncts) {
    roots.emplace_back("condition " + std::to_string(++i),
                       pinned ? session_.pinned(conditions, one) : session_.instantiate(one.form));
  }
  i = 0;
  std::vector<lower::Template> subjects = spec.subjects;
  for (const TermSpec::Column& one : spec.columns) subjects.push_back(one.value);
  for (const lower::Template& one : subjects) {
    roots.emplace_back("subject " + std::to_string(++i),
                       pinned ? session_.pinned(conditions, {one, {}, {}}) : session_.instantiate(one));
  }
  return text + ir::listing(session_.store(), roots);
}

std::string Explainer::ir(const std::string& pass) {
  std::string text;
  if (pass == "worlds") {
    for (std::size_t w = 0; w < session_.worlds().size(); ++w) {
      text += world_name(w) + ":";
      for (const Setting& one : session_.worlds().settings(WorldId(w))) text += "\n  " + setting_text(one);
      text += "\n";
    }
    return text;
  }
  const std::vector<std::string>& names = inference::pass_names();
  if (std::find(names.begin(), names.end(), pass) != names.end()) {
    for (std::size_t i = 0; i < session_.terms().size(); ++i) {
      const TermSpec& spec = session_.terms()[i];
      text += "term " + std::to_string(i) + ": " +
              support::fold_white_space(question_.sources.text(spec.span)) + "\n";
      for (const inference::Task& one : session_.tasks(session_.prepare(spec), spec))
        text += inference::trace(session_.store(), one, pass);
    }
    return text;
  }
  if (root_.valid())
    text += "query: " + question_.def.text + "\n" + ir::listing(session_.store(), {{"query", root_}});
  for (std::size_t i = 0; i < session_.terms().size(); ++i)
    text += raw(session_.terms()[i], i, pass == "pinned");
  return text;
}

}  // namespace

Explanation explain(const Question& question, support::Budget& budget) {
  return Explainer(question, budget).explain();
}

std::vector<std::string> passes() {
  std::vector<std::string> result{"worlds", "raw", "pinned"};
  const std::vector<std::string>& rest = inference::pass_names();
  result.insert(result.end(), rest.begin(), rest.end());
  return result;
}

std::string ir(const Question& question, const std::string& pass, support::Budget& budget) {
  return Explainer(question, budget).ir(pass);
}

}  // namespace causeway::query
