// SPDX-License-Identifier: MIT
#include "lower/judge.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "ir/text.hpp"
#include "support/text.hpp"

namespace causeway::lower {

using support::quote;

namespace {

/// As the roots come to them: their numbers depend on what else was built before.
std::vector<NodeId> in_order_of_reading(const ir::Store& store, const std::vector<NodeId>& roots,
                                        const std::vector<NodeId>& nodes) {
  std::vector<NodeId> result;
  std::set<NodeId> seen;
  std::vector<NodeId> stack(roots.rbegin(), roots.rend());
  while (!stack.empty()) {
    const NodeId id = stack.back();
    stack.pop_back();
    if (!seen.insert(id).second) continue;
    if (std::find(nodes.begin(), nodes.end(), id) != nodes.end()) result.push_back(id);
    const std::span<const NodeId> operands = store[id].operands;
    stack.insert(stack.end(), operands.rbegin(), operands.rend());
  }
  return result;
}

}  // namespace

std::optional<Undetermined> judge(const ir::Store& store, const std::vector<NodeId>& roots) {
  std::map<std::uint32_t, std::vector<NodeId>> instances;  // of uncoupled sources, by their variable
  for (const NodeId id : ir::dependencies(store, roots)) {
    const ir::Node node = store[id];
    if (node.op != ir::Op::Chance) continue;
    const ir::Source& source = store.sources[SourceId(node.payload)];
    if (source.kind != ir::Source::Kind::Intervention && source.coupling == ir::Coupling::None)
      instances[source.owner].push_back(id);
  }
  for (const auto& [owner, nodes] : instances) {
    if (nodes.size() < 2) continue;
    const std::vector<NodeId> first = in_order_of_reading(store, roots, nodes);
    return Undetermined{VarId(owner), first[0], first[1]};
  }
  return std::nullopt;
}

namespace {

/// `x = true, z = z`: an instance by its parents.
std::string instance_text(NodeId instance, VarId variable, Facts& facts, const ir::Store& store,
                          ir::Arguments arguments) {
  const ir::Node node = store[instance];
  std::vector<std::string> names;
  for (const Ref& ref : facts.mechanism(variable).refs) {
    if (const auto* parent = std::get_if<VarId>(&ref.target)) names.push_back(facts.variable(*parent).name);
  }
  std::string text;
  for (std::size_t i = 1; i < node.operands.size(); ++i) {
    text += i > 1 ? ", " : "";
    if (i - 1 < names.size()) text += names[i - 1] + " = ";
    text += ir::expression_text(store, node.operands[i], arguments);
  }
  return text;
}

}  // namespace

support::Report describe(const Undetermined& verdict, Facts& facts, const ir::Store& store, Span term) {
  const Variable& variable = facts.variable(verdict.variable);
  const auto text = [&](NodeId instance, ir::Arguments arguments) {
    return instance_text(instance, verdict.variable, facts, store, arguments);
  };
  std::string first = text(verdict.first, ir::Arguments::Hidden);
  std::string second = text(verdict.second, ir::Arguments::Hidden);
  if (first == second) {
    first = text(verdict.first, ir::Arguments::Shown);
    second = text(verdict.second, ir::Arguments::Shown);
  }
  const std::string& name = variable.name;
  return support::
      error(Code::Undetermined, term,
            "this depends on how " + quote(name) +
                " comes out under different values of its parents, of which the model gives only the laws: " +
                quote(name + "[" + first + "]") + " and " + quote(name + "[" + second + "]"))
          .with_note(variable.clause->name_span, quote(name) + " is declared with `~` and without a coupling")
          .with_hint("give it a mechanism (`noise u …`, `var " + name +
                     " = …`), or say how its responses belong together: "
                     "`coupling quantile` or `coupling independent`");
}

}  // namespace causeway::lower
