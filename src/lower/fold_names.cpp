// SPDX-License-Identifier: MIT
// Variables, families and arrays, with constant and random indices; slots.
#include <algorithm>

#include "lower/folder.hpp"
#include "support/text.hpp"

namespace causeway::lower {

using ir::Op;
using support::error;
using support::Fault;
using support::quote;

// ---- slots ----

const Binding* Folder::find(SlotId slot, Environment env) const {
  while (env->slot != slot) env = env->next;  // the checker let no unbound slot through
  return env;
}

Environment Folder::bind(SlotId slot, ValueId value, std::string name, Environment env) {
  store_.budget().hold(sizeof(Binding));
  bindings_.push_back({slot, value, std::move(name), env});
  return &bindings_.back();
}

Thunk* Folder::thunk(CoreId core, Environment env) {
  store_.budget().hold(sizeof(Thunk));
  thunks_.push_back({core, env, {}});
  return &thunks_.back();
}

Environment Folder::bind(const sema::Bind& node, Environment env) {
  for (const auto& [slot, bound] : node.slots) {
    // An argument that is itself a slot is what that slot holds: chains of calls stay short.
    const auto* alias = std::get_if<sema::SlotValue>(&core(bound).node);
    const auto content = alias != nullptr ? find(alias->slot, env)->content
                                          : std::variant<ValueId, VarId, Thunk*>(thunk(bound, env));
    store_.budget().hold(sizeof(Binding));
    bindings_.push_back({slot, content, "", env});
    env = &bindings_.back();
  }
  return env;
}

std::string Folder::describe(Environment env) const {
  std::string text;
  for (; env != nullptr; env = env->next) {
    if (env->name.empty()) continue;
    std::string held;
    if (const auto* constant = std::get_if<ValueId>(&env->content)) held = store_.values.text(*constant);
    if (const auto* one = std::get_if<VarId>(&env->content)) held = facts_.variable(*one).name;
    if (!held.empty()) text = env->name + " = " + held + (text.empty() ? "" : ", " + text);
  }
  return text;
}

namespace {

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

}  // namespace

std::string Folder::text(Span span, Environment env) const {
  const std::string source = support::fold_white_space(sources_.text(span));
  std::string result;
  for (std::size_t i = 0; i < source.size();) {
    std::size_t end = i;
    while (end < source.size() && is_word(source[end])) ++end;
    if (end == i) {
      result += source[i++];
      continue;
    }
    std::string word = source.substr(i, end - i);
    for (Environment one = env; one != nullptr; one = one->next) {
      if (one->name != word) continue;
      if (const auto* constant = std::get_if<ValueId>(&one->content)) word = store_.values.text(*constant);
      if (const auto* variable = std::get_if<VarId>(&one->content)) word = facts_.variable(*variable).name;
      break;
    }
    result += word;
    i = end;
  }
  return result;
}

// ---- references ----

NodeId Folder::ref(Ref one) {
  Builder& builder = *builder_;
  const auto add = [&] {
    builder.refs.push_back(std::move(one));
    return static_cast<std::uint32_t>(builder.refs.size() - 1);
  };
  if (const auto* id = std::get_if<VarId>(&one.target)) {
    const std::uint64_t world = one.world ? one.world->value + 1 : 0;
    const auto [found, added] = builder.by_variable.try_emplace((world << 32) | id->value, 0);
    if (added) found->second = add();
    return make(Op::Arg, found->second, {});
  }
  const auto found = std::find(builder.refs.begin(), builder.refs.end(), one);
  const auto number =
      found == builder.refs.end() ? add() : static_cast<std::uint32_t>(found - builder.refs.begin());
  return make(Op::Arg, number, {});
}

NodeId Folder::variable(VarId id, const Context& context, Span span) {
  const std::string& name = facts_.variable(id).name;
  if (context.constant) {
    throw Fault(
        error(Code::Type, span, quote(name) + " is a variable; a constant expression is needed here"));
  }
  if (context.query) {
    throw Fault(error(Code::Type, span, quote(name) + " is a variable; outside a term it has no value")
                    .with_hint("ask for `P(" + name + " = …)` or `E(" + name + ")`"));
  }
  return ref({id, context.plain});
}

std::vector<VarId> Folder::members_of(const Slice& slice, Span span) {
  const Members& members = facts_.members(slice.family);
  const auto random = std::find(slice.pattern.begin(), slice.pattern.end(), std::nullopt);
  if (random == slice.pattern.end()) {
    Key key;
    for (const auto& one : slice.pattern) key.push_back(*one);
    const VarId found = members.find(key, [&](VarId one) -> const Variable& { return facts_.variable(one); });
    if (found.valid()) return {found};
    const sema::Family& family = checked_.families[slice.family];
    std::string text;
    for (const ValueId one : key) text += (text.empty() ? "" : ", ") + store_.values.text(one);
    throw Fault(error(Code::Domain, span,
                      quote(family.name) + " has no member " + quote(family.name + "[" + text + "]"))
                    .with_note(family.span, "declared here"));
  }
  std::vector<VarId> result;
  for (const VarId id : members.list()) {
    const Key& index = facts_.variable(id).index;
    bool matches = true;
    for (std::size_t i = 0; i < index.size(); ++i)
      matches = matches && (!slice.pattern[i] || *slice.pattern[i] == index[i]);
    if (matches) result.push_back(id);
  }
  store_.budget().spend(members.list().size());
  return result;
}

/// The members that indices select; with `random`, an index may be random and is then left open in the slice.
Slice Folder::slice_of(FamilyId family, const std::vector<sema::IndexValue>& indices, Environment env,
                       const Context& context, std::vector<NodeId>* random) {
  Slice slice{family, {}};
  for (const sema::IndexValue& one : indices) {
    if (!one.expr) {
      slice.pattern.emplace_back();
      continue;
    }
    if (random == nullptr) {
      slice.pattern.emplace_back(constant_value(*one.expr, env, "an index"));
      continue;
    }
    const NodeId index = value(*one.expr, env, context);
    if (store_.is_constant(index)) {
      slice.pattern.emplace_back(store_.constant_value(index));
    } else {
      slice.pattern.emplace_back();
      random->push_back(index);
    }
  }
  slice.pattern.resize(checked_.families[family].rank);
  return slice;
}

/// The family, or part of one, that an expression names: itself, through a slot, or with indices.
Slice Folder::slice_of(CoreId id, Environment env) {
  const sema::Core& node = core(id);
  if (const auto* family = std::get_if<sema::VariableValue>(&node.node)) {
    return slice_of(family->family, family->indices, env, {}, nullptr);
  }
  if (const auto* held = std::get_if<sema::SlotValue>(&node.node)) {
    const Binding* binding = find(held->slot, env);
    if (auto* const* inner = std::get_if<Thunk*>(&binding->content))
      return slice_of((*inner)->core, (*inner)->env);
  }
  if (const auto* part = std::get_if<sema::ElementValue>(&node.node)) {
    Slice slice = slice_of(part->base, env);
    std::size_t next = 0;
    for (auto& one : slice.pattern) {
      if (one || next == part->indices.size()) continue;
      const sema::IndexValue& index = part->indices[next++];
      if (index.expr) one = constant_value(*index.expr, env, "an index");
    }
    return slice;
  }
  throw Fault(error(Code::Type, node.span,
                    "a family is expected here, not " + sema::describe(node.type, checked_.labels)));
}

std::vector<VarId> Folder::variables_of(CoreId id, Environment env) {
  const sema::Core& node = core(id);
  if (const auto* list = std::get_if<sema::ListSet>(&node.node)) {
    std::vector<VarId> result;
    for (const CoreId element : list->elements) {
      const std::vector<VarId> part = variables_of(element, env);
      result.insert(result.end(), part.begin(), part.end());
    }
    return result;
  }
  if (const auto* held = std::get_if<sema::SlotValue>(&node.node)) {
    const Binding* binding = find(held->slot, env);
    if (const auto* one = std::get_if<VarId>(&binding->content)) return {*one};
    if (auto* const* inner = std::get_if<Thunk*>(&binding->content))
      return variables_of((*inner)->core, (*inner)->env);
    throw Fault(error(Code::Type, node.span,
                      "a variable is expected here, not the value " +
                          store_.values.text(std::get<ValueId>(binding->content))));
  }
  if (const auto* bound = std::get_if<sema::Bind>(&node.node))
    return variables_of(bound->body, bind(*bound, env));
  const bool named = std::holds_alternative<sema::VariableValue>(node.node) ||
                     std::holds_alternative<sema::ElementValue>(node.node);
  if (!named) throw Fault(error(Code::Type, node.span, "a variable is expected here"));
  return members_of(slice_of(id, env), node.span);
}

std::optional<VarId> Folder::variable_of(CoreId id, Environment env) {
  const sema::Core& node = core(id);
  if (const auto* held = std::get_if<sema::SlotValue>(&node.node)) {
    const Binding* binding = find(held->slot, env);
    if (const auto* one = std::get_if<VarId>(&binding->content)) return *one;
    if (auto* const* inner = std::get_if<Thunk*>(&binding->content))
      return variable_of((*inner)->core, (*inner)->env);
    return std::nullopt;
  }
  const auto* plain = std::get_if<sema::VariableValue>(&node.node);
  if (plain == nullptr || !node.type.is_value()) return std::nullopt;
  std::vector<NodeId> random;
  const Building building(*this);
  Context context;
  const Slice slice = slice_of(plain->family, plain->indices, env, context, &random);
  if (!random.empty()) return std::nullopt;
  return members_of(slice, node.span)[0];
}

/// A variable or an array element, by indices that may be random.
NodeId Folder::indexed(const sema::Core& core, Environment env, const Context& context) {
  if (const auto* plain = std::get_if<sema::VariableValue>(&core.node)) {
    std::vector<NodeId> random;
    const Slice slice = slice_of(plain->family, plain->indices, env, context, &random);
    return random.empty() ? variable(members_of(slice, core.span)[0], context, core.span)
                          : member(slice, random, context, core.span);
  }
  const auto& part = std::get<sema::ElementValue>(core.node);
  const sema::Core& base = this->core(part.base);
  if (base.type.shape == sema::Type::Shape::Array) {
    const auto data = array(part.base, env, context);
    return element(*data, array_indices(*data, part.indices, env, context), core.span);
  }
  // A family held by a slot: its open indices are filled from the left.
  Slice slice = slice_of(part.base, env);
  std::vector<NodeId> random;
  std::size_t next = 0;
  for (auto& open : slice.pattern) {
    if (open || next == part.indices.size()) continue;
    const NodeId index = value(*part.indices[next++].expr, env, context);
    if (store_.is_constant(index)) {
      open = store_.constant_value(index);
    } else {
      random.push_back(index);
    }
  }
  return random.empty() ? variable(members_of(slice, core.span)[0], context, core.span)
                        : member(slice, random, context, core.span);
}

/// A random index: which members it may choose is known only in a world.
NodeId Folder::member(const Slice& slice, const std::vector<NodeId>& random, const Context& context,
                      Span span) {
  if (context.constant || context.query) {
    throw Fault(error(Code::Type, span,
                      quote(checked_.families[slice.family].name) +
                          " is a family of variables; a constant is needed here"));
  }
  const NodeId placeholder = ref({slice, context.plain});
  return make(Op::ArgPick, store_[placeholder].payload, random);
}

// ---- arrays ----

NodeId Folder::constant_node(sema::ConstantId id) {
  const ConstantData& data = facts_.constant(id);
  return store_.constant(std::get<ValueId>(data));
}

std::vector<NodeId> Folder::array_indices(const ArrayData& data, const std::vector<sema::IndexValue>& indices,
                                          Environment env, const Context& context) {
  std::vector<NodeId> result;
  for (const sema::IndexValue& one : indices) {
    NodeId index = value(*one.expr, env, context);
    if (data.positional && core(*one.expr).type.scalar.kind == sema::Scalar::Kind::Label)
      index = fold(Op::Ord, 0, {index});
    result.push_back(index);
  }
  return result;
}

NodeId Folder::element(const ArrayData& data, std::vector<NodeId> indices, Span span) {
  Key key;
  for (const NodeId one : indices) {
    if (store_.is_constant(one)) key.push_back(store_.constant_value(one));
  }
  if (key.size() == indices.size()) {
    const auto place = data.keys->find(key);
    if (place) return data.elements[*place];
    std::string text;
    for (const ValueId one : key) text += (text.empty() ? "" : ", ") + store_.values.text(one);
    throw Fault(error(Code::Domain, span, "the array has no element [" + text + "]")
                    .with_hint(data.positional ? "array indices count from 1" : ""));
  }
  // Constant indices select; the random ones choose among what is left.
  std::vector<Key> keys;
  std::vector<NodeId> elements;
  for (std::size_t i = 0; i < data.keys->keys().size(); ++i) {
    store_.budget().spend();
    const Key& full = data.keys->keys()[i];
    Key open;
    bool matches = true;
    for (std::size_t k = 0; k < indices.size() && matches; ++k) {
      if (store_.is_constant(indices[k])) {
        matches = store_.constant_value(indices[k]) == full[k];
      } else {
        open.push_back(full[k]);
      }
    }
    if (!matches) continue;
    keys.push_back(std::move(open));
    elements.push_back(data.elements[i]);
  }
  std::erase_if(indices, [&](NodeId one) { return store_.is_constant(one); });
  ir::KeyTable table(indices.size(), std::move(keys));
  if (std::all_of(elements.begin(), elements.end(), [&](NodeId one) { return store_.is_constant(one); })) {
    ir::LookupTable lookup{std::move(table), {}};
    for (const NodeId one : elements) lookup.values.push_back(store_.constant_value(one));
    return make(Op::Lookup, store_.lookups.intern(lookup).value, indices);
  }
  indices.insert(indices.end(), elements.begin(), elements.end());
  return make(Op::Pick, store_.keys.intern(table).value, indices);
}

/// Fewer indices than the array has give what is left of it, element by element.
std::shared_ptr<const ArrayData> Folder::sub_array(const ArrayData& data, const std::vector<NodeId>& indices,
                                                   Span span) {
  std::vector<Key> tails;
  std::unordered_map<Key, bool, support::SequenceHash> seen;
  for (const Key& full : data.keys->keys()) {
    Key tail(full.begin() + static_cast<long>(indices.size()), full.end());
    store_.budget().spend();
    if (seen.emplace(tail, true).second) tails.push_back(std::move(tail));
  }
  ArrayData result{data.positional, nullptr, {}};
  for (const Key& tail : tails) {
    std::vector<NodeId> full = indices;
    for (const ValueId one : tail) full.push_back(store_.constant(one));
    result.elements.push_back(element(data, std::move(full), span));
  }
  result.keys = std::make_shared<const ir::KeyTable>(data.keys->arity() - indices.size(), std::move(tails));
  return std::make_shared<const ArrayData>(std::move(result));
}

namespace {

/// Positions 1..n.
std::vector<Key> positions(ir::Store& store, std::size_t n) {
  std::vector<Key> keys;
  for (std::size_t i = 1; i <= n; ++i)
    keys.push_back({store.values.number(Rational(static_cast<std::int64_t>(i)))});
  return keys;
}

}  // namespace

std::shared_ptr<const ArrayData> Folder::array(CoreId id, Environment env, const Context& context) {
  const sema::Core& node = core(id);
  store_.budget().spend();
  if (const auto* constant = std::get_if<sema::ConstantValue>(&node.node)) {
    return std::get<std::shared_ptr<const ArrayData>>(facts_.constant(constant->constant));
  }
  if (const auto* held = std::get_if<sema::SlotValue>(&node.node)) {
    const Thunk& inner = *std::get<Thunk*>(find(held->slot, env)->content);
    return array(inner.core, inner.env, context);
  }
  if (const auto* bound = std::get_if<sema::Bind>(&node.node))
    return array(bound->body, bind(*bound, env), context);
  if (const auto* part = std::get_if<sema::ElementValue>(&node.node)) {
    const auto data = array(part->base, env, context);
    return sub_array(*data, array_indices(*data, part->indices, env, context), node.span);
  }
  ArrayData result{true, nullptr, {}};
  if (const auto* over = std::get_if<sema::ArrayOver>(&node.node)) {
    for (const Case& one : cases(over->iteration, env, context)) {
      if (one.guard) throw Fault(error(Code::Type, node.span, "whether an element exists cannot be random"));
      result.elements.push_back(value(over->element, one.env, context));
    }
    result.keys = std::make_shared<const ir::KeyTable>(1, positions(store_, result.elements.size()));
    return std::make_shared<const ArrayData>(std::move(result));
  }
  const auto* list = std::get_if<sema::ArrayValue>(&node.node);
  if (list == nullptr) throw Fault(error(Code::Type, node.span, "an array is expected here"));
  if (node.type.rank == 1) {
    for (const CoreId element : list->elements) result.elements.push_back(value(element, env, context));
    result.keys = std::make_shared<const ir::KeyTable>(1, positions(store_, result.elements.size()));
    return std::make_shared<const ArrayData>(std::move(result));
  }
  std::vector<Key> keys;
  std::size_t rows = 0;
  std::vector<Key> first;
  for (const CoreId element : list->elements) {
    const auto row = array(element, env, context);
    if (rows == 0) first = row->keys->keys();
    if (row->keys->keys() != first) {
      throw Fault(error(Code::Type, core(element).span,
                        "an array is rectangular: this row differs in length from the first"));
    }
    ++rows;
    for (std::size_t i = 0; i < row->elements.size(); ++i) {
      Key key{store_.values.number(Rational(static_cast<std::int64_t>(rows)))};
      key.insert(key.end(), row->keys->keys()[i].begin(), row->keys->keys()[i].end());
      keys.push_back(std::move(key));
      result.elements.push_back(row->elements[i]);
    }
  }
  result.keys = std::make_shared<const ir::KeyTable>(node.type.rank, std::move(keys));
  return std::make_shared<const ArrayData>(std::move(result));
}

}  // namespace causeway::lower
