// SPDX-License-Identifier: MIT
#include "query/explain.hpp"

#include <algorithm>
#include <set>

#include "inference/enumerate.hpp"
#include "ir/text.hpp"
#include "query/session.hpp"
#include "support/text.hpp"

namespace causeway::query {

using lower::kFactual;
using lower::Setting;
using lower::VarId;
using lower::WorldId;

namespace {

constexpr std::size_t kAbductionRows = 16;

class Explainer {
 public:
  Explainer(const Question& question, support::Budget& budget)
      : question_(question),
        budget_(budget),
        session_(question.model, *question.model.store, question.cores, question.sources, budget) {
    if (question.cores[question.def.body].type.is_value()) {
      root_ = session_.folder().query(question.def.body, nullptr);
    } else {
      session_.folder().whole_term(question.def.body, nullptr);
    }
  }

  Explanation explain();
  std::string ir(const std::string& pass);

 private:
  Explanation::Term term(const TermSpec& spec);
  std::string bracket_form(const TermSpec& spec) const;
  std::set<WorldId> worlds_of(const TermSpec& spec);
  void collect(const lower::Template& form, WorldId world, std::set<std::pair<VarId, WorldId>>& reads);
  int rung(const TermSpec& spec);
  std::string setting_text(const Setting& setting) const;
  std::string world_name(WorldId world) const {
    return world == kFactual ? "factual" : "w" + std::to_string(world.value);
  }
  void abduct(const PreparedTerm& prepared, Explanation::Term& result);
  std::string raw(const TermSpec& spec, std::size_t number, bool pinned);

  const Question& question_;
  support::Budget& budget_;
  Session session_;
  NodeId root_;
};

std::string Explainer::setting_text(const Setting& setting) const {
  const auto name = [&](VarId id) { return question_.model.variables[id].name; };
  std::string text = name(setting.target);
  if (setting.edge()) text += " -> " + name(setting.child);
  const ir::Store& store = session_.store();
  if (!setting.stochastic && store.is_constant(setting.value.root)) {
    return text + " = " + store.values.text(store.constant_value(setting.value.root));
  }
  const std::string source = support::fold_white_space(question_.sources.text(setting.span));
  const std::size_t op = source.find(setting.stochastic ? '~' : '=');
  return text + " " + (op == std::string::npos ? "= …" : source.substr(op));
}

/// P(e | do(I), c) as P((e)[I] | (c)[I]).
std::string Explainer::bracket_form(const TermSpec& spec) const {
  const std::string source = support::fold_white_space(question_.sources.text(spec.span));
  if (spec.actions.empty()) return source;
  std::string list;
  for (const Setting& one : spec.actions) list += (list.empty() ? "" : ", ") + setting_text(one);
  const auto in_world = [&](const std::string& text) { return "(" + text + ")[" + list + "]"; };
  const std::size_t open = source.find('(');
  const std::string head = source.substr(0, open + 1);
  // The subject ends at the bar that stands outside all brackets.
  std::size_t depth = 0;
  std::size_t bar = open;
  for (std::size_t i = open; i < source.size(); ++i) {
    const char c = source[i];
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    if (c == '|' && depth == 1) {
      bar = i;
      break;
    }
  }
  std::string subject = bar > open ? source.substr(open + 1, bar - open - 1) : "";
  while (!subject.empty() && subject.back() == ' ') subject.pop_back();
  std::string text = head + in_world(subject);
  for (std::size_t i = 0; i < spec.condition_spans.size(); ++i) {
    text += i == 0 ? " | " : ", ";
    text += in_world(support::fold_white_space(question_.sources.text(spec.condition_spans[i])));
  }
  return text + ")";
}

void Explainer::collect(const lower::Template& form, WorldId world,
                        std::set<std::pair<VarId, WorldId>>& reads) {
  const auto add = [&](VarId one, WorldId where) {
    if (!reads.emplace(one, where).second) return;
    const Setting* setting = session_.worlds().on_variable(where, one);
    if (setting != nullptr) collect(setting->value, where, reads);
    for (const Setting& edge : session_.worlds().settings(where)) {
      if (edge.edge()) collect(edge.value, where, reads);
    }
  };
  for (const lower::Ref& ref : form.refs) {
    const WorldId where = ref.world.value_or(world);
    if (const auto* one = std::get_if<VarId>(&ref.target)) {
      add(*one, where);
    } else {
      for (const VarId member : question_.model.members[std::get<lower::Slice>(ref.target).family].list)
        add(member, where);
    }
  }
}

/// The worlds in which something is read that differs between them.
std::set<WorldId> Explainer::worlds_of(const TermSpec& spec) {
  std::set<std::pair<VarId, WorldId>> reads;
  for (const lower::Template& one : spec.subjects) collect(one, kFactual, reads);
  for (const TermSpec::Column& one : spec.columns) collect(one.value, kFactual, reads);
  for (const lower::Template& one : spec.conditions) collect(one, kFactual, reads);
  std::set<WorldId> all;
  for (const auto& [variable, world] : reads) all.insert(world);
  std::set<WorldId> result;
  for (const auto& [variable, world] : reads) {
    const bool matters = std::any_of(all.begin(), all.end(), [&](WorldId other) {
      return session_.worlds().reaches(other, variable, question_.model.children);
    });
    if (matters) result.insert(world);
  }
  if (result.empty()) result.insert(kFactual);
  return result;
}

int Explainer::rung(const TermSpec& spec) {
  const std::set<WorldId> worlds = worlds_of(spec);
  if (worlds.size() > 1) return 3;
  return *worlds.begin() == kFactual ? 1 : 2;
}

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
  const inference::Outcome outcome = inference::enumerate(store, std::span(&task, 1))[0];
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

Explanation::Term Explainer::term(const TermSpec& spec) {
  Explanation::Term result;
  result.text = bracket_form(spec);
  result.rung = rung(spec);
  for (const WorldId world : worlds_of(spec)) {
    Explanation::World shown{world_name(world), {}};
    for (const Setting& one : session_.worlds().settings(world))
      shown.interventions.push_back(setting_text(one));
    result.worlds.push_back(std::move(shown));
  }
  const PreparedTerm prepared = session_.prepare(spec);
  std::vector<NodeId> roots = prepared.evidence;
  roots.insert(roots.end(), prepared.targets.begin(), prepared.targets.end());
  for (const PreparedTerm::Part& part : prepared.parts) roots.push_back(part.node);
  ir::LanguageDomains domains(session_.store());
  result.cost = Rational(1);
  for (const auto& [source, nodes] : inference::instances(session_.store(), roots)) {
    result.noise.push_back(session_.store().sources[source].name);
    for (const NodeId node : nodes) {
      const auto& domain = domains.of(node);
      if (!domain) {
        result.cost.reset();
      } else if (result.cost && !domain->empty()) {
        *result.cost *= Rational(static_cast<std::int64_t>(domain->size()));
      }
    }
  }
  result.plan = "enumerate";
  if (prepared.parts.size() > 1)
    result.plan += ", " + support::count_of(prepared.parts.size(), "part") + " one by one";
  if (result.rung == 3 && !prepared.evidence.empty()) abduct(prepared, result);
  return result;
}

Explanation Explainer::explain() {
  Explanation result;
  result.text = question_.def.text;
  for (const TermSpec& one : session_.terms()) {
    result.terms.push_back(term(one));
    result.rung = std::max(result.rung, result.terms.back().rung);
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
      text += world_name(WorldId(w)) + ":";
      for (const Setting& one : session_.worlds().settings(WorldId(w))) text += "\n  " + setting_text(one);
      text += "\n";
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
  return {"worlds", "raw", "pinned"};
}

std::string ir(const Question& question, const std::string& pass, support::Budget& budget) {
  return Explainer(question, budget).ir(pass);
}

}  // namespace causeway::query
