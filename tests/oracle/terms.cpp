// SPDX-License-Identifier: MIT
// Terms as they stand in a query: their worlds, their conditions taken apart, what they ask.
#include <algorithm>

#include "expander.hpp"
#include "graph.hpp"

namespace causeway::oracle {

std::optional<Term::Kind> term_kind(const std::string& name) {
  static const std::map<std::string, Term::Kind> kKinds{{"P", Term::Kind::P},       {"E", Term::Kind::E},
                                                        {"Var", Term::Kind::Var},   {"Cov", Term::Kind::Cov},
                                                        {"dist", Term::Kind::Dist}, {"map", Term::Kind::Map}};
  const auto found = kKinds.find(name);
  return found == kKinds.end() ? std::nullopt : std::optional(found->second);
}

Item Expander::term_item(const syntax::Call& n, const Context& c) {
  if (c.place == Context::Place::Term) throw Failure("syntax", "a term inside a term");
  if (c.place == Context::Place::Declaration) throw Failure("syntax", "a term in a declaration");
  const Term::Kind kind = *term_kind(n.callee.text);
  if (kind == Term::Kind::Dist || kind == Term::Kind::Map) {
    throw Failure("syntax", "`" + n.callee.text + "` is a whole query");
  }
  program_.terms.push_back(term(kind, n, c));
  Node node{Op::Term, kNumber, {}, {}};
  node.refers.variable = static_cast<int>(program_.terms.size()) - 1;
  return of(trees_.make(std::move(node)));
}

// The place of conditions that a call of an estimand adds: their own names, the term's worlds.
static Context placed(const Context& added, const Context& term) {
  Context c = term;
  c.module = added.module;
  c.env = added.env;
  c.calls = added.calls;
  return c;
}

Term Expander::term(Term::Kind kind, const syntax::Call& n, const Context& c) {
  std::vector<std::pair<const syntax::Condition*, Context>> conditions;
  for (const syntax::Condition& condition : n.conditions) conditions.emplace_back(&condition, c);
  for (auto added = c.added; added; added = added->context.added) {
    for (const syntax::Condition& condition : *added->conditions) {
      conditions.emplace_back(&condition, placed(added->context, c));
    }
  }
  std::vector<Listed> actions;
  for (const auto& [condition, place] : conditions) {
    for (const syntax::Intervention& i : condition->interventions) actions.push_back({&i, place});
  }
  const int acted = world(kFactual, actions, true);

  Term term{kind, {}, {}};
  const auto inside = [&](Context place) {
    place.place = Context::Place::Term;
    place.world = acted;
    place.base = acted;
    place.equality = true;
    return place;
  };
  for (const auto& [condition, place] : conditions) {
    if (!condition->event) continue;
    take_apart(boolean(*condition->event, inside(place)), term.conditions);
    if (!term.conditions.empty() && trees_.never(term.conditions.back(), true)) break;
  }
  expand_asked(term, n, inside(c));
  std::vector<Tree> read = term.asked;
  read.insert(read.end(), term.conditions.begin(), term.conditions.end());
  check_cycles(program_, read);
  return term;
}

// Conjuncts; `all(…)` has become a conjunction.
void Expander::take_apart(Tree condition, std::vector<Tree>& conjuncts) const {
  if (trees_[condition].op != Op::And) {
    conjuncts.push_back(condition);
    return;
  }
  for (const Tree kid : trees_[condition].kids) take_apart(kid, conjuncts);
}

void Expander::expand_asked(Term& term, const syntax::Call& n, const Context& c) {
  if (term.kind == Term::Kind::Dist || term.kind == Term::Kind::Map) {
    columns(term, n, c);
    return;
  }
  if (n.comprehension) throw Failure("syntax", "`" + n.callee.text + "` of a comprehension");
  for (const syntax::Argument& argument : n.arguments) {
    if (argument.name) throw Failure("syntax", "a named argument in a term");
  }
  if (term.kind == Term::Kind::P) {
    std::vector<Tree> events;
    for (const syntax::Argument& argument : n.arguments) {
      events.push_back(boolean(argument.value, c));
      if (trees_.never(events.back(), true)) break;
    }
    if (events.empty()) throw Failure("syntax", "P of nothing");
    term.asked.push_back(make(Op::And, kBool, std::move(events)));
    return;
  }
  const std::size_t wanted = term.kind == Term::Kind::Cov ? 2 : 1;
  if (n.arguments.size() != wanted) throw Failure("type", "`" + n.callee.text + "`: number of arguments");
  for (const syntax::Argument& argument : n.arguments) term.asked.push_back(number(argument.value, c));
}

void Expander::columns(Term& term, const syntax::Call& n, const Context& c) {
  const auto add = [&](const Context& inner, Tree guard) {
    if (!trees_.is(guard, true)) throw Failure("type", "the columns must be constant");
    for (const syntax::Argument& argument : n.arguments) {
      const Item column = item(argument.value, inner, std::nullopt);
      if (column.kind == Item::Kind::Scalar) {
        term.asked.push_back(tree_of(column, inner));
        continue;
      }
      for (const Binding& variable : variables(column)) {
        term.asked.push_back(read(std::get<VariableRef>(variable).id, inner));
      }
    }
  };
  if (n.comprehension) {
    unroll(n.comprehension->binders, n.comprehension->condition, c, add);
  } else {
    add(c, trees_.constant(true));
  }
  if (term.asked.empty()) throw Failure("syntax", "a distribution of nothing");
}

}  // namespace causeway::oracle
