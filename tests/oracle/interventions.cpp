// SPDX-License-Identifier: MIT
// Lists of interventions, and the worlds that they make.
#include <algorithm>

#include "expander.hpp"
#include "graph.hpp"

namespace causeway::oracle {

int Expander::world(int base, const std::vector<Listed>& list, bool action) {
  World replaced;
  for (const Listed& listed : list) {
    // Plain names are read in the world being evaluated, bracketed ones start from the base world.
    Context c = listed.context;
    c.place = Context::Place::Term;
    c.world = std::nullopt;
    c.base = base;
    c.equality = false;
    unroll(listed.intervention->binders, std::nullopt, c,
           [&](const Context& inner, Tree) { intervene(*listed.intervention, inner, action, replaced); });
  }
  World world = program_.worlds[static_cast<std::size_t>(base)];
  for (const auto& [target, replacement] : replaced) world.insert_or_assign(target, replacement);
  return program_.world(world);
}

void Expander::intervene(const syntax::Intervention& i, const Context& c, bool action, World& list) {
  for (const int variable : targets(i.target, c)) {
    if (!i.child) {
      replace(i, {variable, -1}, c, action, list);
      continue;
    }
    for (const int child : targets(*i.child, c)) replace(i, {variable, child}, c, action, list);
  }
}

std::vector<int> Expander::targets(const syntax::Target& target, const Context& c) {
  const std::string& name = target.name.text;
  if (!is_known(name, c)) throw Failure("name", "no variable `" + name + "`");
  Item item = named(name, c, std::nullopt);
  if (!target.indices.empty()) item = indexed(item, target.indices, c);
  if (item.kind == Item::Kind::Variables) return item.variables;
  if (item.kind != Item::Kind::Scalar || item.tree >= 0)
    throw Failure("type", "`" + name + "` is no variable");
  return {item.id};
}

void Expander::replace(const syntax::Intervention& i, Target target, const Context& c, bool action,
                       World& list) {
  const Variable& variable = program_.variable(target.variable);
  const bool edge = target.child >= 0;
  if (variable.noise && (edge || action || i.stochastic)) throw Failure("intervention", "on noise");
  if (edge) {
    if (program_.variable(target.child).noise) throw Failure("intervention", "on noise");
    const auto& parents = mentioned(program_, program_.mechanism(target.child), {kFactual, target.child});
    if (parents.count({target.variable, kFactual, -1}) == 0) {
      throw Failure("intervention", "no edge from `" + program_.name(target.variable) + "` to `" +
                                        program_.name(target.child) + "`");
    }
  }
  const Type type = program_.type(target.variable);
  Replacement replacement{i.stochastic, -1};
  if (i.stochastic) {
    replacement.tree = law(i.value, c, {variable.domain, type});
  } else if (variable.domain >= 0) {
    replacement.tree = assigned(i.value, c, variable.domain);
  } else {
    replacement.tree = converted_to(scalar(i.value, c, type), type, false);
  }
  if (!list.emplace(target, replacement).second) {
    throw Failure("intervention", "two interventions on `" + program_.name(target.variable) + "`");
  }
}

}  // namespace causeway::oracle
