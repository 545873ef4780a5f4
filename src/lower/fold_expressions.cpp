// SPDX-License-Identifier: MIT
// Values: operators, comprehensions, membership. Constants are computed, what is undefined stays as written.
#include <algorithm>
#include <array>

#include "lower/folder.hpp"
#include "support/text.hpp"

namespace causeway::lower {

using ir::kFalse;
using ir::kTrue;
using ir::kUndefined;
using ir::Op;
using sema::Operator;
using sema::Reducer;
using support::error;
using support::Fault;
using support::quote;

namespace {

/// Deeper nests of expressions, calls included, are refused.
constexpr std::size_t kDeepest = 1200;
/// Up to this many integers, `x in lo..hi` looks into a list; beyond, it compares.
constexpr std::size_t kListed = 4096;

Op opcode(Operator op) {
  static constexpr std::array<Op, 32> kOpcodes = {
      Op::Add,  Op::Sub,   Op::Mul,      Op::Div,    Op::FloorDiv,  Op::Mod,      Op::Pow,
      Op::Neg,  Op::Equal, Op::NotEqual, Op::Less,   Op::LessEqual, Op::Greater,  Op::GreaterEqual,
      Op::Xor,  Op::Not,   Op::Min,      Op::Max,    Op::Abs,       Op::Floor,    Op::Ceil,
      Op::Sign, Op::Clamp, Op::Fact,     Op::Choose, Op::Ord,       Op::ToNumber, Op::ToBool,
      Op::And,  Op::Or,    Op::Implies,  Op::If};
  return kOpcodes[static_cast<std::size_t>(op)];
}

}  // namespace

Folder::Deeper::Deeper(Folder& folder, Span span) : folder_(folder) {
  if (folder.depth_ == kDeepest) {
    throw Fault(
        error(Code::Resource, span,
              "calls are nested too deep here: the limit is " + std::to_string(kDeepest) + " levels"));
  }
  ++folder.depth_;
}

Folder::Folder(const sema::CheckedModel& checked, const sema::CoreStore& cores,
               const support::SourceMap& sources, Facts& facts, ir::Store& store, Worlds& worlds,
               ir::LanguageDomains& domains, Lowering& lowering, Trace* trace)
    : checked_(checked),
      cores_(cores),
      sources_(sources),
      facts_(facts),
      store_(store),
      worlds_(worlds),
      domains_(domains),
      lowering_(lowering),
      trace_(trace) {}

void Folder::note(NodeId node, Span span, Environment env) {
  if (trace_ != nullptr) trace_->note(node, {span, describe(env), VarId(), kFactual});
}

NodeId Folder::make(Op op, std::uint32_t payload, const std::vector<NodeId>& operands) {
  const NodeId node = store_.make(op, payload, operands);
  const Outcomes left = outcomes(op, operands);
  if (!left.may_hold || !left.may_fail) outcomes_.emplace(node, left);
  return node;
}

/// Evaluates a strict operation of constants; what is undefined stays as it is written.
NodeId Folder::fold(Op op, std::uint32_t payload, const std::vector<NodeId>& operands) {
  std::vector<ValueId> values;
  for (const NodeId operand : operands) {
    if (!store_.is_constant(operand)) return make(op, payload, operands);
    values.push_back(store_.constant_value(operand));
  }
  if (op == Op::Call && !store_.externs[payload]->bound()) return make(op, payload, operands);
  const ValueId value = ir::apply(store_, op, payload, values);
  return value == kUndefined ? make(op, payload, operands) : store_.constant(value);
}

NodeId Folder::value(CoreId id, Environment env, const Context& context) {
  const sema::Core& node = core(id);
  const Deeper deeper(*this, node.span);
  store_.budget().spend();
  const NodeId result = value_of(node, env, context);
  note(result, node.span, env);
  return result;
}

NodeId Folder::value_of(const sema::Core& core, Environment env, const Context& context) {
  const auto visit = [&](const auto& node) -> NodeId {
    using Node = std::decay_t<decltype(node)>;
    if constexpr (std::is_same_v<Node, sema::BoolValue>) {
      return store_.constant(store_.values.boolean(node.value));
    } else if constexpr (std::is_same_v<Node, sema::NumberValue>) {
      return number(node.value);
    } else if constexpr (std::is_same_v<Node, sema::LabelValue>) {
      return store_.constant(store_.values.label(node.set, node.index));
    } else if constexpr (std::is_same_v<Node, sema::SlotValue>) {
      return slot(node.slot, core, env, context);
    } else if constexpr (std::is_same_v<Node, sema::ConstantValue>) {
      return constant_node(node.constant);
    } else if constexpr (std::is_same_v<Node, sema::VariableValue> ||
                         std::is_same_v<Node, sema::ElementValue>) {
      return indexed(core, env, context);
    } else if constexpr (std::is_same_v<Node, sema::PlaceholderValue>) {
      return placeholder(node, core);
    } else if constexpr (std::is_same_v<Node, sema::Apply>) {
      return apply(node, core, env, context);
    } else if constexpr (std::is_same_v<Node, sema::Membership>) {
      return membership(node, env, context);
    } else if constexpr (std::is_same_v<Node, sema::MatchValue>) {
      return match(node, core, env, context, [&](CoreId arm) { return value(arm, env, context); });
    } else if constexpr (std::is_same_v<Node, sema::Bind>) {
      return value(node.body, bind(node, env), context);
    } else if constexpr (std::is_same_v<Node, sema::Comprehend>) {
      return comprehend(node, core, env, context);
    } else if constexpr (std::is_same_v<Node, sema::Ascribed>) {
      return ascribed(node, env, context);
    } else if constexpr (std::is_same_v<Node, sema::ExternCall>) {
      std::vector<NodeId> operands;
      const std::vector<CoreId>& domains = checked_.externs[node.callee].domains;
      for (std::size_t i = 0; i < node.args.size(); ++i) {
        operands.push_back(checked(domain(domains[i], nullptr), value(node.args[i], env, context),
                                   this->core(node.args[i]).span, "this argument"));
      }
      return fold(Op::Call, node.callee.value, operands);
    } else if constexpr (std::is_same_v<Node, sema::Measured>) {
      return measured(node, env, context, core.span);
    } else if constexpr (std::is_same_v<Node, sema::WorldOf>) {
      const WorldId inner = world(node, env, context);
      return value(node.base, env, {inner, inner, false, false});
    } else if constexpr (std::is_same_v<Node, sema::Term>) {
      return make(Op::Term, static_cast<std::uint32_t>(term(node, core, env)), {});
    } else if constexpr (std::is_same_v<Node, sema::QueryValue>) {
      return query_value(node, core.span, env, context);
    } else {
      throw Fault(error(Code::Type, core.span,
                        "a value is expected here, not " + sema::describe(core.type, checked_.labels)));
    }
  };
  return std::visit(visit, core.node);
}

NodeId Folder::slot(SlotId id, const sema::Core& core, Environment env, const Context& context) {
  const Binding* binding = find(id, env);
  if (const auto* constant = std::get_if<ValueId>(&binding->content)) return store_.constant(*constant);
  if (const auto* one = std::get_if<VarId>(&binding->content)) {
    // Of several variables some may be bools, read as numbers.
    const NodeId node = variable(*one, context, core.span);
    const sema::Scalar& own = checked_.families[facts_.variable(*one).family].scalar;
    const bool converts =
        core.type.scalar.kind == sema::Scalar::Kind::Number && own.kind == sema::Scalar::Kind::Bool;
    return converts ? fold(Op::ToNumber, 0, {node}) : node;
  }
  Thunk& held = *std::get<Thunk*>(binding->content);
  for (const Thunk::Known& known : held.known) {
    if (known.builder == builder_->id && known.plain == context.plain &&
        known.bracket_base == context.bracket_base && known.query == context.query) {
      return known.node;
    }
  }
  const NodeId result = value(held.core, held.env, context);
  held.known.push_back({builder_->id, context.plain, context.bracket_base, context.query, result});
  return result;
}

NodeId Folder::apply(const sema::Apply& node, const sema::Core&, Environment env, const Context& context) {
  if (node.op == Operator::And || node.op == Operator::Or || node.op == Operator::Implies)
    return logic(node, env, context);
  if (node.op == Operator::If) {
    return conditional(node, env, context, [&](CoreId branch) { return value(branch, env, context); });
  }
  if (node.op == Operator::ToBool) {
    const CoreId number = node.args[0];
    return to_bool(value(number, env, context), core(number).span);
  }
  // A chain `a - b + c - …` leans to the left: folded from the inside, without recursion.
  std::vector<CoreId> chain;
  const sema::Apply* inner = &node;
  while (const auto* next = std::get_if<sema::Apply>(&core(inner->args[0]).node)) {
    if (next->op > Operator::Pow) break;
    chain.push_back(inner->args[0]);
    inner = next;
  }
  NodeId result = folded(*inner, value(inner->args[0], env, context), env, context);
  for (; !chain.empty(); chain.pop_back()) {
    note(result, core(chain.back()).span, env);
    const sema::Apply& outer =
        chain.size() > 1 ? std::get<sema::Apply>(core(chain[chain.size() - 2]).node) : node;
    result = folded(outer, result, env, context);
  }
  return result;
}

/// A strict operation whose first operand is folded already.
NodeId Folder::folded(const sema::Apply& node, NodeId first, Environment env, const Context& context) {
  std::vector<NodeId> operands{first};
  for (std::size_t i = 1; i < node.args.size(); ++i) operands.push_back(value(node.args[i], env, context));
  return fold(opcode(node.op), 0, operands);
}

/// Only 0 and 1 are bools: a constant beside them is outside the domain.
NodeId Folder::to_bool(NodeId number, Span span) {
  if (store_[number].op == Op::ToNumber) return store_[number].operands[0];
  const NodeId result = fold(Op::ToBool, 0, {number});
  if (store_.is_constant(number) && !store_.is_constant(result)) {
    throw Fault(error(Code::Domain, span,
                      store_.values.text(store_.constant_value(number)) + " is not in the domain bool")
                    .with_hint("of the numbers only 0 and 1 are bools"));
  }
  return result;
}

// ---- comprehensions ----

/// What an iteration goes through: index tuples whose condition is constantly false are dropped, a random
/// condition is a guard.
std::vector<Folder::Case> Folder::cases(const sema::Iteration& iteration, Environment env,
                                        const Context& context) {
  std::vector<Case> result;
  std::optional<ValueId> first;
  const std::function<void(std::size_t, Environment)> expand = [&](std::size_t i, Environment inner) {
    if (i == iteration.binders.size()) {
      store_.budget().spend();
      store_.budget().hold(sizeof(Case));
      Case one{std::nullopt, inner, first};
      if (iteration.condition) {
        const NodeId condition = value(*iteration.condition, inner, context);
        if (is(condition, kFalse)) return;
        if (!is(condition, kTrue)) one.guard = condition;
      }
      result.push_back(std::move(one));
      return;
    }
    const sema::CoreBinder& binder = iteration.binders[i];
    const Items over = items(binder.set, inner, context);
    for (const ValueId item : over.values) {
      if (i == 0) first = item;
      expand(i + 1, bind(binder.slot, item, binder.name, inner));
    }
    for (const VarId item : over.variables) {
      bindings_.push_back({binder.slot, item, binder.name, inner});
      expand(i + 1, &bindings_.back());
    }
  };
  expand(0, env);
  return result;
}

NodeId Folder::comprehend(const sema::Comprehend& node, const sema::Core&, Environment env,
                          const Context& context) {
  return reduced(node.reducer, cases(node.iteration, env, context), node.body, context);
}

NodeId Folder::reduced(Reducer reducer, const std::vector<Case>& cases, CoreId body, const Context& context) {
  std::vector<NodeId> operands;
  const auto guarded = [&](const Case& one, NodeId element, ValueId neutral) {
    return one.guard ? make(Op::If, 0, {*one.guard, element, store_.constant(neutral)}) : element;
  };
  const ValueId zero = store_.values.number(0);
  switch (reducer) {
    case Reducer::Sum:
    case Reducer::Count:
      for (const Case& one : cases) {
        NodeId element = value(body, one.env, context);
        if (reducer == Reducer::Count) element = fold(Op::ToNumber, 0, {element});
        operands.push_back(guarded(one, element, zero));
      }
      return operands.empty() ? store_.constant(zero) : fold(Op::Add, 0, operands);
    case Reducer::Product:
      for (const Case& one : cases)
        operands.push_back(guarded(one, value(body, one.env, context), store_.values.number(1)));
      return operands.empty() ? number(1) : fold(Op::Mul, 0, operands);
    case Reducer::Any:
    case Reducer::All: {
      const ValueId deciding = reducer == Reducer::Any ? kTrue : kFalse;
      bool constant = true;
      for (const Case& one : cases) {
        NodeId element = value(body, one.env, context);
        if (one.guard)
          element = make(reducer == Reducer::Any ? Op::And : Op::Implies, 0, {*one.guard, element});
        operands.push_back(element);
        constant = constant && store_.is_constant(element);
        const Outcomes left = outcomes(element);
        if (!(deciding == kTrue ? left.may_fail : left.may_hold)) break;
      }
      if (constant)
        return operands.empty() || !is(operands.back(), deciding)
                   ? store_.constant(reducer == Reducer::Any ? kFalse : kTrue)
                   : operands.back();
      return make(reducer == Reducer::Any ? Op::Or : Op::And, 0, operands);
    }
    case Reducer::Min:
    case Reducer::Max:
    case Reducer::ArgMin:
    case Reducer::ArgMax:
      break;
  }
  return extremum(reducer, cases, body, context);
}

/// min and max without random conditions are one operation; with them, the member at the argmin or argmax.
NodeId Folder::extremum(Reducer reducer, const std::vector<Case>& cases, CoreId body,
                        const Context& context) {
  if (cases.empty()) return make(Op::Undefined, static_cast<std::uint32_t>(ir::Reason::EmptyExtremum), {});
  std::vector<NodeId> elements;
  for (const Case& one : cases) elements.push_back(value(body, one.env, context));
  const bool least = reducer == Reducer::Min || reducer == Reducer::ArgMin;
  const bool position = reducer == Reducer::ArgMin || reducer == Reducer::ArgMax;
  const bool guarded =
      std::any_of(cases.begin(), cases.end(), [](const Case& one) { return one.guard.has_value(); });
  if (!position && !guarded) return fold(least ? Op::Min : Op::Max, 0, elements);
  const bool constant = !guarded && std::all_of(elements.begin(), elements.end(),
                                                [&](NodeId one) { return store_.is_constant(one); });
  std::vector<ValueId> keys;
  std::vector<NodeId> operands;
  std::size_t best = 0;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    keys.push_back(position ? *cases[i].first
                            : store_.values.number(Rational(static_cast<std::int64_t>(i) + 1)));
    operands.push_back(cases[i].guard ? *cases[i].guard : store_.constant(kTrue));
    operands.push_back(elements[i]);
    if (!constant) continue;
    const auto at = [&](std::size_t k) { return store_.constant_value(elements[k]); };
    if (least ? store_.values.less(at(i), at(best)) : store_.values.less(at(best), at(i))) best = i;
  }
  if (constant) return store_.constant(keys[best]);
  const NodeId chosen =
      make(least ? Op::ArgMin : Op::ArgMax, store_.lists.intern(ir::ValueList(keys)).value, operands);
  if (position) return chosen;
  std::vector<Key> places;
  for (const ValueId key : keys) places.push_back({key});
  std::vector<NodeId> members{chosen};
  members.insert(members.end(), elements.begin(), elements.end());
  return make(Op::Pick, store_.keys.intern(ir::KeyTable(1, std::move(places))).value, members);
}

// ---- membership, domains ----

NodeId Folder::membership(const sema::Membership& node, Environment env, const Context& context) {
  const NodeId left = value(node.value, env, context);
  const sema::Core& set = core(node.set);
  if (const auto* range = std::get_if<sema::RangeSet>(&set.node)) {
    const NodeId lo = value(range->lo, env, context);
    const NodeId hi = value(range->hi, env, context);
    const bool constant = store_.is_constant(lo) && store_.is_constant(hi);
    const bool listed = constant && store_.values.number(store_.constant_value(hi)) -
                                            store_.values.number(store_.constant_value(lo)) <=
                                        Rational(static_cast<std::int64_t>(kListed));
    if (!range->step && !listed) {
      return fold(Op::InRange, 0, {left, lo, hi});
    }
  }
  const std::vector<NodeId> members = elements(node.set, env, context);
  const bool constant =
      std::all_of(members.begin(), members.end(), [&](NodeId one) { return store_.is_constant(one); });
  if (constant) {
    std::vector<ValueId> values;
    for (const NodeId one : members) values.push_back(store_.constant_value(one));
    std::sort(values.begin(), values.end(), [&](ValueId a, ValueId b) { return store_.values.less(a, b); });
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return fold(Op::In, store_.lists.intern(ir::ValueList(values)).value, {left});
  }
  std::vector<NodeId> comparisons;
  for (const NodeId one : members) comparisons.push_back(fold(Op::Equal, 0, {left, one}));
  return make(Op::Or, 0, comparisons);
}

/// A value that must lie in a domain: a constant outside is an error, a computed one is checked.
NodeId Folder::checked(ValueListId domain, NodeId value, Span span, const std::string& what) {
  if (store_.is_constant(value) && !store_.lists[domain].contains(store_.constant_value(value))) {
    throw Fault(error(Code::Domain, span,
                      store_.values.text(store_.constant_value(value)) + " is not in the domain of " + what +
                          ", " + ir::text_of(store_.lists[domain], store_.values)));
  }
  return store_.check(domain, value);
}

NodeId Folder::ascribed(const sema::Ascribed& node, Environment env, const Context& context) {
  const NodeId inner = value(node.value, env, context);
  return checked(domain(node.domain, env), inner, core(node.value).span, "this parameter");
}

ValueId Folder::constant_value(CoreId id, Environment env, std::string_view what) {
  const Building building(*this);
  Context context;
  context.constant = true;
  const NodeId node = value(id, env, context);
  if (store_.is_constant(node)) return store_.constant_value(node);
  throw Fault(error(Code::UndefinedOperation, core(id).span,
                    std::string(what) + " is undefined: it has no constant value"));
}

}  // namespace causeway::lower
