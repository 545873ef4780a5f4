// SPDX-License-Identifier: MIT
#include "lower/lowering.hpp"

#include <algorithm>
#include <unordered_set>

#include "support/text.hpp"

namespace causeway::lower {

using ir::Node;
using ir::Op;
using support::error;
using support::Fault;

namespace {
/// Members that one random index may choose from.
constexpr std::size_t kMostMembers = std::size_t{1} << 16;
}  // namespace

/// What an intervention does not reach is lowered once, in the factual world.
Lowering::Item Lowering::item(VarId variable, WorldId world) {
  if (world != kFactual && !worlds_.reaches(world, variable, facts_.children())) world = kFactual;
  return {variable, VarId(), world};
}

NodeId Lowering::lookup(const Item& item, Attempt& attempt) {
  if (const auto found = known_.find(item); found != known_.end()) return found->second;
  if (pins_ != nullptr && !item.edge_child.valid()) {
    const auto pinned = pins_->raw.find({item.variable, raw_->node(item.variable, item.world)});
    if (pinned != pins_->raw.end())
      return known_.emplace(item, store_.constant(pinned->second)).first->second;
  }
  if (pins_ == nullptr && !item.edge_child.valid() && item.world == kFactual) {
    if (const NodeId factual = facts_.factual(item.variable); factual.valid()) return factual;
  }
  attempt.missing.push_back(item);
  return {};
}

/// A variable whose pinned parents make it what a condition fixes is that constant too.
NodeId Lowering::reduced(const Item& item, NodeId built) {
  if (pins_ == nullptr || item.edge_child.valid()) return built;
  const auto pinned = pins_->reduced.find({item.variable, built});
  return pinned == pins_->reduced.end() ? built : store_.constant(pinned->second);
}

NodeId Lowering::node(VarId variable, WorldId world) {
  const Item wanted = item(variable, world);
  Attempt attempt;
  if (const NodeId known = lookup(wanted, attempt); known.valid()) return known;
  complete({wanted});
  return known_.at(wanted);
}

NodeId Lowering::instantiate(const Template& form, WorldId world, VarId owner) {
  for (;;) {
    Attempt attempt;
    if (const auto built = try_instantiate(form, world, owner, attempt)) return *built;
    complete(std::move(attempt.missing));
  }
}

/// Lowers what is wanted and all it depends on, deepest first.
void Lowering::complete(std::vector<Item> wanted) {
  std::vector<Item> stack = std::move(wanted);
  std::vector<Item> chain;  // of the stack, those that wait for what is above them; each depends on the next
  std::unordered_set<Item, ItemHash> waiting;
  while (!stack.empty()) {
    const Item top = stack.back();
    store_.budget().spend();
    Attempt attempt;
    if (!known_.contains(top)) {
      if (const auto built = build(top, attempt)) known_.emplace(top, reduced(top, *built));
    }
    if (attempt.missing.empty()) {
      stack.pop_back();
      if (waiting.erase(top) > 0) chain.pop_back();
      continue;
    }
    if (waiting.insert(top).second) chain.push_back(top);
    for (const Item& one : attempt.missing) {
      if (waiting.contains(one)) cycle(chain, one);
    }
    stack.insert(stack.end(), attempt.missing.begin(), attempt.missing.end());
  }
}

/// The chain from `again` on leads back to it.
void Lowering::cycle(const std::vector<Item>& chain, const Item& again) {
  constexpr std::size_t kShown = 12;
  std::string path;
  Span span = facts_.variable(again.variable).clause->name_span;
  std::vector<VarId> members;
  const auto begin = std::find(chain.begin(), chain.end(), again);
  const auto length = static_cast<std::size_t>(chain.end() - begin);
  for (std::size_t i = 0; i < length; ++i) {
    const Item& one = *(begin + static_cast<long>(i));
    members.push_back(one.variable);
    if (i < kShown / 2 || i + kShown / 2 >= length) {
      path += facts_.variable(one.variable).name + " ← ";
    } else if (i == kShown / 2) {
      path += "… ← ";
    }
    if (const Setting* setting = worlds_.on_variable(one.world, one.variable)) span = setting->span;
  }
  throw Circle(
      error(Code::Cycle, span, "a circle of dependencies: " + path + facts_.variable(again.variable).name),
      std::move(members));
}

/// The worlds in which a template reads variables, other than the one it is evaluated in.
void Lowering::append_worlds(const Template& form, std::vector<WorldId>& worlds) {
  for (const NodeId id : order_of(form.root)) {
    const Node node = store_[id];
    if (node.op != Op::Arg && node.op != Op::ArgPick) continue;
    if (const auto& world = form.refs[node.payload].world) worlds.push_back(*world);
  }
}

bool Lowering::in_one_world(const std::vector<const Template*>& forms) {
  std::vector<WorldId> worlds;
  for (const Template* form : forms) append_worlds(*form, worlds);
  std::set<WorldId> seen;
  while (!worlds.empty()) {
    const WorldId world = worlds.back();
    worlds.pop_back();
    if (!seen.insert(world).second) continue;
    if (seen.size() > 1) return false;
    for (const Setting& one : worlds_.settings(world)) append_worlds(one.value, worlds);
  }
  return true;
}

void Lowering::require_acyclic(const Template& form) {
  std::vector<WorldId> stack;
  append_worlds(form, stack);
  while (!stack.empty()) {
    const WorldId world = stack.back();
    stack.pop_back();
    if (world == kFactual || !acyclic_.insert(world).second) continue;
    // Without interventions there is no circle, so that each one runs through a target.
    for (const Setting& one : worlds_.settings(world)) {
      node(one.edge() ? one.child : one.target, world);
      append_worlds(one.value, stack);
    }
  }
}

// ---- building ----

std::optional<NodeId> Lowering::build(const Item& item, Attempt& attempt) {
  if (item.edge_child.valid()) {
    return build_setting(*worlds_.on_edge(item.world, item.variable, item.edge_child), item.world, attempt);
  }
  if (const Setting* setting = worlds_.on_variable(item.world, item.variable)) {
    return build_setting(*setting, item.world, attempt);
  }
  return build_mechanism(item.variable, item.world, attempt);
}

std::optional<NodeId> Lowering::build_setting(const Setting& setting, WorldId world, Attempt& attempt) {
  if (setting.stochastic) return chance(setting.source, setting.value, world, VarId(), attempt);
  const auto value = try_instantiate(setting.value, world, VarId(), attempt);
  const auto& domain = facts_.variable(setting.target).domain;
  if (!value || !domain) return value;
  const NodeId checked = store_.check(*domain, *value);
  if (trace_ != nullptr) trace_->note(checked, {setting.span, "", VarId(), world});
  return checked;
}

std::optional<NodeId> Lowering::build_mechanism(VarId variable, WorldId world, Attempt& attempt) {
  const Variable& facts = facts_.variable(variable);
  const Template& mechanism = facts_.mechanism(variable);
  if (facts.stochastic) return chance(facts.source, mechanism, world, variable, attempt);
  const auto value = try_instantiate(mechanism, world, variable, attempt);
  if (!value || !facts.domain) return value;
  const NodeId checked = store_.check(*facts.domain, *value);
  if (trace_ != nullptr) trace_->note(checked, {facts.clause->name_span, "", variable, world});
  return checked;
}

/// What a law mentions in the factual world. Where an intervention changes the domain of a random index, the
/// law mentions other members there; yet equal values of the parents are one combination in all worlds. Null:
/// lower what is missing first.
const std::vector<Lowering::Mention>* Lowering::parents_of_law(SourceId source, const Template& law,
                                                               VarId owner, Attempt& attempt) {
  if (raw_ != nullptr) {
    for (;;) {
      Attempt unpinned;
      if (const auto* parents = raw_->parents_of_law(source, law, owner, unpinned)) return parents;
      raw_->complete(std::move(unpinned.missing));
    }
  }
  if (const auto found = law_parents_.find(source); found != law_parents_.end()) return &found->second;
  std::vector<Mention> parents;
  for (const Ref& ref : law.refs) {
    if (const auto* variable = std::get_if<VarId>(&ref.target)) parents.push_back({*variable, ref.world});
  }
  const auto picks = [this](NodeId id) { return store_[id].op == Op::ArgPick; };
  const std::vector<NodeId>& nodes = order_of(law.root);
  Attempt factual;
  if (std::any_of(nodes.begin(), nodes.end(), picks) && !try_instantiate(law, kFactual, owner, factual)) {
    attempt.missing.insert(attempt.missing.end(), factual.missing.begin(), factual.missing.end());
    return nullptr;
  }
  parents.insert(parents.end(), factual.members.begin(), factual.members.end());
  return &law_parents_.emplace(source, std::move(parents)).first->second;
}

/// A chance node's arguments are the law's parents, and what random indices choose among them or beyond.
std::optional<NodeId> Lowering::chance(SourceId source, const Template& law, WorldId world, VarId owner,
                                       Attempt& attempt) {
  const std::vector<Mention>* parents = parents_of_law(source, law, owner, attempt);
  if (parents == nullptr) return std::nullopt;
  std::vector<NodeId> operands(1);
  for (const Mention& one : *parents)
    operands.push_back(resolve(one.variable, one.world, world, owner, attempt));
  attempt.picks.clear();
  const auto instance = try_instantiate(law, world, owner, attempt);
  if (!instance) return std::nullopt;
  operands[0] = *instance;
  operands.insert(operands.end(), attempt.picks.begin(), attempt.picks.end());
  const NodeId node = store_.make(Op::Chance, source.value, operands);
  if (trace_ != nullptr && owner.valid())
    trace_->note(node, {facts_.variable(owner).clause->name_span, "", owner, world});
  return node;
}

NodeId Lowering::resolve(VarId variable, const std::optional<WorldId>& fixed, WorldId world, VarId owner,
                         Attempt& attempt) {
  if (attempt.mentioned != nullptr) attempt.mentioned->push_back(variable);
  if (fixed) return lookup(item(variable, *fixed), attempt);
  if (owner.valid() && worlds_.on_edge(world, variable, owner) != nullptr)
    return lookup({variable, owner, world}, attempt);
  return lookup(item(variable, world), attempt);
}

/// A template's nodes that depend on references, operands first.
const std::vector<NodeId>& Lowering::order_of(NodeId root) {
  const auto [found, added] = orders_.try_emplace(root);
  if (!added) return found->second;
  std::vector<NodeId> nodes;
  std::vector<NodeId> stack;
  std::set<NodeId> seen;
  const auto visit = [&](NodeId id) {
    if (store_.has_arg(id) && seen.insert(id).second) stack.push_back(id);
  };
  visit(root);
  while (!stack.empty()) {
    const NodeId id = stack.back();
    stack.pop_back();
    nodes.push_back(id);
    for (const NodeId operand : store_[id].operands) visit(operand);
  }
  std::sort(nodes.begin(), nodes.end());  // operands have smaller ids
  return found->second = std::move(nodes);
}

std::optional<NodeId> Lowering::try_instantiate(const Template& form, WorldId world, VarId owner,
                                                Attempt& attempt) {
  if (!store_.has_arg(form.root)) return form.root;
  const std::vector<NodeId>& order = order_of(form.root);
  std::unordered_map<NodeId, NodeId> made;
  for (const NodeId id : order) {
    const Node node = store_[id];
    if (node.op != Op::Arg) continue;
    const Ref& ref = form.refs[node.payload];
    made[id] = resolve(std::get<VarId>(ref.target), ref.world, world, owner, attempt);
  }
  if (!attempt.missing.empty()) return std::nullopt;
  std::vector<NodeId> operands;
  for (const NodeId id : order) {
    const Node node = store_[id];
    if (node.op == Op::Arg) continue;
    operands.clear();
    for (const NodeId operand : node.operands)
      operands.push_back(store_.has_arg(operand) ? made.at(operand) : operand);
    if (node.op == Op::ArgPick) {
      const auto picked = pick(form.refs[node.payload], operands, world, owner, attempt);
      if (!picked) return std::nullopt;
      attempt.picks.push_back(*picked);
      made[id] = *picked;
    } else {
      made[id] = store_.make(node.op, node.payload, operands);
    }
    if (trace_ == nullptr) continue;
    if (const Trace::Origin* origin = trace_->find(id)) {
      trace_->note(made[id],
                   {origin->span, origin->binders, owner.valid() ? owner : origin->variable, world});
    }
  }
  return made.at(form.root);
}

/// A random index: the members that exist for the values its indices may take in this world.
std::optional<NodeId> Lowering::pick(const Ref& ref, const std::vector<NodeId>& indices, WorldId world,
                                     VarId owner, Attempt& attempt) {
  const Slice& slice = std::get<Slice>(ref.target);
  const Members& members = facts_.members(slice.family);
  std::size_t combinations = 1;
  std::vector<const std::vector<ValueId>*> choices;
  for (const NodeId index : indices) {
    const auto& domain = domains_.of(index);
    if (!domain || (!domain->empty() && combinations > kMostMembers / domain->size())) {
      throw support::Exhausted(support::Exhausted::What::Domain,
                               "a random index may take more values than can be listed: the limit is " +
                                   support::grouped(kMostMembers));
    }
    combinations *= domain->size();
    choices.push_back(&*domain);
  }
  std::vector<Key> keys;
  std::vector<NodeId> operands = indices;
  for (std::size_t k = 0; k < combinations; ++k) {
    Key key;
    std::size_t rest = combinations;
    for (const auto* one : choices) {
      rest /= one->size();
      key.push_back((*one)[k / rest % one->size()]);
    }
    Key full;
    std::size_t next = 0;
    for (const auto& fixed : slice.pattern) full.push_back(fixed ? *fixed : key[next++]);
    const VarId found =
        members.find(full, [&](VarId one) -> const Variable& { return facts_.variable(one); });
    if (!found.valid()) continue;
    keys.push_back(std::move(key));
    operands.push_back(resolve(found, ref.world, world, owner, attempt));
    attempt.members.push_back({found, ref.world});
  }
  if (!attempt.missing.empty()) return std::nullopt;
  const ir::KeyTableId table = store_.keys.intern(ir::KeyTable(indices.size(), std::move(keys)));
  return store_.make(Op::Pick, table.value, operands);
}

std::vector<VarId> Lowering::parents(VarId variable) {
  std::vector<VarId> mentioned;
  Attempt attempt;
  attempt.mentioned = &mentioned;
  build_mechanism(variable, kFactual, attempt);
  std::vector<VarId> result;
  std::set<VarId> seen;
  for (const VarId one : mentioned) {
    if (seen.insert(one).second) result.push_back(one);
  }
  return result;
}

std::optional<VarId> Lowering::variable_of(NodeId node) const {
  std::optional<VarId> found;
  for (const auto& [item, known] : known_) {
    if (known == node && !item.edge_child.valid() && (!found || item.variable < *found))
      found = item.variable;
  }
  return found;
}

}  // namespace causeway::lower
