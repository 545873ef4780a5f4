// SPDX-License-Identifier: MIT
// Calls: functions and estimands (inlined), comprehensions (unrolled), the prelude.
#include <algorithm>

#include "expander.hpp"

namespace causeway::oracle {

bool is_function(const Program& program, const std::string& name) {
  return program.find(name, Entity::Kind::Function) != nullptr ||
         program.find(name, Entity::Kind::Estimand) != nullptr;
}

CallChain Expander::entered(const std::string& name, const CallChain& calls) const {
  for (CallChain call = calls; call; call = call->outer) {
    if (call->name == name) throw Failure("type", "`" + name + "` calls itself");
  }
  return std::make_shared<const Calls>(Calls{name, calls});
}

static const syntax::Argument* argument_for(const std::vector<syntax::Parameter>& parameters, std::size_t at,
                                            const std::vector<syntax::Argument>& given) {
  const syntax::Argument* found = nullptr;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const bool meant = given[i].name ? given[i].name->text == parameters[at].name.text : i == at;
    if (!meant) continue;
    if (found != nullptr) throw Failure("type", "an argument given twice");
    found = &given[i];
  }
  return found;
}

Env Expander::arguments(const std::vector<syntax::Parameter>& parameters,
                        const std::vector<syntax::Argument>& given, const Context& caller,
                        const Context& callee) {
  Context inner = callee;
  std::size_t used = 0;
  for (std::size_t at = 0; at < parameters.size(); ++at) {
    const syntax::Parameter& parameter = parameters[at];
    const syntax::Argument* argument = argument_for(parameters, at, given);
    if (argument == nullptr && !parameter.otherwise) throw Failure("type", "number of arguments");
    Closure closure =
        argument != nullptr ? close(argument->value, caller) : close(*parameter.otherwise, inner);
    if (parameter.domain) closure.domain = trees_.domain(domain(*parameter.domain, inner));
    inner = with(inner, parameter.name.text, std::move(closure));
    if (argument != nullptr) ++used;
  }
  if (used != given.size()) throw Failure("type", "number of arguments");
  return inner.env;
}

Context Expander::in_function(const syntax::FunctionDecl& function, const syntax::Call& call,
                              const Context& c) {
  if (call.comprehension || call.has_bar) throw Failure("syntax", "a function takes plain arguments");
  Context callee = c;
  callee.module = &program_.model();
  callee.env = nullptr;
  callee.calls = entered(function.name.text, c.calls);
  callee.equality = false;
  callee.env = arguments(function.parameters, call.arguments, c, callee);
  return callee;
}

Context Expander::in_estimand(const syntax::EstimandDecl& estimand, const syntax::Call& call,
                              const Context& c) {
  if (c.place != Context::Place::Query) throw Failure("syntax", "an estimand inside a term");
  if (call.comprehension) throw Failure("syntax", "an estimand takes plain arguments");
  Context callee = c;
  callee.module = &program_.model();
  callee.env = nullptr;
  callee.calls = entered(estimand.name.text, c.calls);
  callee.equality = false;
  if (!call.conditions.empty()) {
    callee.added = std::make_shared<const Added>(Added{&call.conditions, c});
  }
  Context caller = c;
  caller.equality = true;  // an argument may be an event
  callee.env = arguments(estimand.parameters, call.arguments, caller, callee);
  return callee;
}

Context Expander::in_query(const syntax::QueryDecl& query, const Context& c) const {
  Context inner = c;
  inner.module = &program_.model();
  inner.env = nullptr;
  inner.calls = entered(query.name->text, c.calls);
  inner.place = Context::Place::Query;
  inner.equality = false;
  inner.added = nullptr;
  return inner;
}

Item Expander::expand(const syntax::Call& n, const Context& c, Expected e) {
  const std::string& name = n.callee.text;
  if (const Entity* function = program_.find(name, Entity::Kind::Function)) {
    const syntax::FunctionDecl& f = *program_.functions[static_cast<std::size_t>(function->id)];
    return item(f.body, in_function(f, n, c), e);
  }
  if (const Entity* estimand = program_.find(name, Entity::Kind::Estimand)) {
    const syntax::EstimandDecl& f = *program_.estimands[static_cast<std::size_t>(estimand->id)];
    return item(f.body, in_estimand(f, n, c), e);
  }
  if (term_kind(name)) return term_item(n, c);
  if (n.has_bar) throw Failure("syntax", "`|` belongs to terms");
  return aggregate(n, c, e);
}

// ---- comprehensions ----

Item Expander::aggregate(const syntax::Call& n, const Context& c, Expected e) {
  const std::string& name = n.callee.text;
  if (name == "min") return extreme_of(Op::Min, n, c, e);
  if (name == "max") return extreme_of(Op::Max, n, c, e);
  if (name == "argmin") return extreme_of(Op::ArgMin, n, c, e);
  if (name == "argmax") return extreme_of(Op::ArgMax, n, c, e);
  const bool looping =
      name == "sum" || name == "product" || name == "count" || name == "any" || name == "all";
  if (looping != n.comprehension.has_value()) throw Failure("type", "`" + name + "`: arguments");
  if (name == "sum" || name == "count") return total(Op::Add, n, c);
  if (name == "product") return total(Op::Mul, n, c);
  if (name == "any") return some(Op::Or, n, c);
  if (name == "all") return some(Op::And, n, c);
  return prelude(n, c, e);
}

Item Expander::total(Op op, const syntax::Call& n, const Context& c) {
  const Tree neutral = trees_.constant(Rational(op == Op::Add ? 0 : 1));
  std::vector<Tree> kids;
  unroll(n.comprehension->binders, n.comprehension->condition, c, [&](const Context& inner, Tree guard) {
    const syntax::ExprId id = n.arguments[0].value;
    const Tree element = n.callee.text == "count" ? as_number(boolean(id, inner)) : number(id, inner);
    kids.push_back(make(Op::If, kNumber, {guard, element, neutral}));
  });
  if (kids.empty()) return of(neutral);
  return of(make(op, kNumber, std::move(kids)));
}

Item Expander::some(Op op, const syntax::Call& n, const Context& c) {
  const bool decisive = op == Op::Or;
  const Tree neutral = trees_.constant(!decisive);
  std::vector<Tree> kids;
  bool decided = false;
  const auto add = [&](const Context& inner, Tree guard) {
    kids.push_back(make(Op::If, kBool, {guard, boolean(n.arguments[0].value, inner), neutral}));
    decided = trees_.never(kids.back(), !decisive);  // the rest is never reached
  };
  unroll(n.comprehension->binders, n.comprehension->condition, c, add, &decided);
  return of(make(op, kBool, std::move(kids)));
}

Item Expander::extreme_of(Op op, const syntax::Call& n, const Context& c, Expected e) {
  const bool index = op == Op::ArgMin || op == Op::ArgMax;
  std::vector<Tree> pairs;
  std::vector<std::vector<Value>> keys;
  if (!n.comprehension) {
    if (index || n.arguments.empty()) throw Failure("type", "`" + n.callee.text + "`: arguments");
    for (const syntax::Argument& argument : n.arguments) {
      pairs.insert(pairs.end(), {trees_.constant(true), scalar(argument.value, c, e)});
    }
    return of(extreme(op, std::move(pairs), {}));
  }
  if (index && n.comprehension->binders.size() != 1) throw Failure("type", "one binder is needed");
  unroll(n.comprehension->binders, n.comprehension->condition, c, [&](const Context& inner, Tree guard) {
    pairs.insert(pairs.end(), {guard, scalar(n.arguments[0].value, inner, index ? std::nullopt : e)});
    if (!index) return;
    const Value* key = std::get_if<Value>(&inner.env->binding);
    if (key == nullptr) throw Failure("type", "`" + n.callee.text + "` of a set of variables");
    keys.push_back({*key});
  });
  return of(extreme(op, std::move(pairs), std::move(keys)));
}

// Of numbers (bools count as 0 and 1) or of labels of one type.
Tree Expander::extreme(Op op, std::vector<Tree> pairs, std::vector<std::vector<Value>> keys) {
  const auto type = [&](std::size_t i) { return trees_[pairs[i]].type; };
  bool labels = pairs.size() > 1 && type(1).kind == Type::Kind::Label;
  for (std::size_t i = 1; i < pairs.size(); i += 2) {
    labels = labels && type(i) == type(1);
  }
  for (std::size_t i = 1; i < pairs.size() && !labels; i += 2) pairs[i] = as_number(pairs[i]);
  const Type element = pairs.empty() ? kNumber : type(1);
  Node node{op, keys.empty() ? element : type_of(keys[0][0]), std::move(pairs), {}};
  node.keys = std::move(keys);
  return trees_.make(std::move(node));
}

// ---- the prelude ----

Item Expander::length(const syntax::Call& n, const Context& c) {
  const syntax::ExprId id = n.arguments[0].value;
  const auto count = [&](std::size_t size) {
    return known(Value(Rational(static_cast<std::int64_t>(size))));
  };
  const std::string* name = bare_name(id, c);
  if (name != nullptr && is_known(*name, c)) {
    try {
      const Item of = item(id, c, std::nullopt);
      if (of.kind == Item::Kind::Array) return count(of.elements.size());
      if (of.kind == Item::Kind::Table) return count(of.table->size());
    } catch (const Failure&) {
      return count(set(id, c, std::nullopt).size());  // a name for a set
    }
  }
  const syntax::Node& node = (*c.module)[bare(id, c)].node;
  if (std::holds_alternative<syntax::Array>(node) || std::holds_alternative<syntax::Index>(node)) {
    const Item of = item(id, c, std::nullopt);
    if (of.kind == Item::Kind::Array) return count(of.elements.size());
  }
  return count(set(id, c, std::nullopt).size());
}

Item Expander::prelude(const syntax::Call& n, const Context& c, Expected) {
  static const std::map<std::string, std::pair<Op, std::size_t>> kNumeric{
      {"abs", {Op::Abs, 1}},      {"floor", {Op::Floor, 1}}, {"ceil", {Op::Ceil, 1}},
      {"sign", {Op::Sign, 1}},    {"clamp", {Op::Clamp, 3}}, {"fact", {Op::Fact, 1}},
      {"choose", {Op::Choose, 2}}};
  const std::string& name = n.callee.text;
  const auto found = kNumeric.find(name);
  const std::size_t wanted = found != kNumeric.end() ? found->second.second : 1;
  const bool other = name == "ord" || name == "len" || name == "first" || name == "last";
  if (found == kNumeric.end() && !other) throw Failure("name", "no function `" + name + "`");
  if (n.arguments.size() != wanted) throw Failure("type", "`" + name + "`: number of arguments");
  for (const syntax::Argument& argument : n.arguments) {
    if (argument.name) throw Failure("type", "`" + name + "` has no named arguments");
  }
  if (name == "len") return length(n, c);
  if (name == "ord") {
    const Tree label = scalar(n.arguments[0].value, c, std::nullopt);
    if (trees_[label].type.kind != Type::Kind::Label) throw Failure("type", "ord of a label");
    return of(make(Op::Ord, kNumber, {label}));
  }
  if (name == "first" || name == "last") {
    const std::vector<Value> all = values(n.arguments[0].value, c, std::nullopt);
    if (all.empty()) throw Failure("domain", "an empty set");
    return known(name == "first" ? all.front() : all.back());
  }
  std::vector<Tree> kids;
  for (const syntax::Argument& argument : n.arguments) kids.push_back(number(argument.value, c));
  return of(make(found->second.first, kNumber, std::move(kids)));
}

}  // namespace causeway::oracle
