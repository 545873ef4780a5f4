// SPDX-License-Identifier: MIT
// Calls: the prelude, comprehensions, extern functions, and fn and estimand, whose bodies are checked anew
// for the types of the arguments (and kept, so that the same types are checked once).
#include <algorithm>
#include <array>
#include <map>

#include "sema/checker.hpp"
#include "support/text.hpp"

namespace causeway::sema {

using support::error;
using support::Fault;
using support::quote;

namespace {

/// Notes on a fault inside a function's body: one for each call around it, up to this many.
constexpr std::size_t kMostNotes = 4;

const std::map<std::string_view, Reducer>& reducers() {
  static const std::map<std::string_view, Reducer> kReducers = {
      {"sum", Reducer::Sum}, {"product", Reducer::Product}, {"count", Reducer::Count},
      {"any", Reducer::Any}, {"all", Reducer::All},         {"min", Reducer::Min},
      {"max", Reducer::Max}, {"argmin", Reducer::ArgMin},   {"argmax", Reducer::ArgMax}};
  return kReducers;
}

struct Prelude {
  Operator op;
  std::size_t arity;
};

const std::map<std::string_view, Prelude>& prelude() {
  static const std::map<std::string_view, Prelude> kPrelude = {
      {"abs", {Operator::Abs, 1}},      {"floor", {Operator::Floor, 1}}, {"ceil", {Operator::Ceil, 1}},
      {"sign", {Operator::Sign, 1}},    {"clamp", {Operator::Clamp, 3}}, {"fact", {Operator::Fact, 1}},
      {"choose", {Operator::Choose, 2}}};
  return kPrelude;
}

const std::map<std::string_view, TermKind>& terms() {
  static const std::map<std::string_view, TermKind> kTerms = {
      {"P", TermKind::Probability},      {"E", TermKind::Expectation},     {"Var", TermKind::Variance},
      {"Cov", TermKind::Covariance},     {"dist", TermKind::Distribution}, {"map", TermKind::Map},
      {"marginals", TermKind::Marginals}};
  return kTerms;
}

const std::map<std::string_view, Measure>& measures() {
  static const std::map<std::string_view, Measure> kMeasures = {
      {"len", Measure::Len}, {"first", Measure::First}, {"last", Measure::Last}};
  return kMeasures;
}

bool is_distribution(std::string_view name) {
  static constexpr std::array<std::string_view, 5> kNames = {"bernoulli", "uniform", "binomial",
                                                             "hypergeometric", "normalize"};
  return std::find(kNames.begin(), kNames.end(), name) != kNames.end();
}

std::vector<std::string> callable_names(const Scope& scope) {
  std::vector<std::string> names;
  for (const auto& [name, entity] : scope.names) {
    if (entity.kind == Entity::Kind::Function || entity.kind == Entity::Kind::Extern) names.push_back(name);
  }
  const auto add = [&](const auto& table) {
    for (const auto& [name, ignored] : table) names.emplace_back(name);
  };
  add(reducers());
  add(prelude());
  add(terms());
  add(measures());
  for (const char* name :
       {"ord", "domain", "bernoulli", "uniform", "binomial", "hypergeometric", "normalize"})
    names.emplace_back(name);
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

CoreId Checker::call(const syntax::Call& node, Span span, const Scalar* expected) {
  const auto found = find_entity(node.callee.text);
  if (found && found->kind == Entity::Kind::Function) {
    return call_function(FunctionId(found->index), node, span, expected, std::nullopt);
  }
  if (found && found->kind == Entity::Kind::Extern) return extern_call(ExternId(found->index), node, span);
  return builtin(node, span, expected);
}

CoreId Checker::builtin(const syntax::Call& node, Span span, const Scalar* expected) {
  const std::string& callee = node.callee.text;
  if (const auto term_kind = terms().find(callee); term_kind != terms().end())
    return term(term_kind->second, node, span);
  if (node.has_bar) {
    throw Fault(error(Code::Syntax, span, "only probability terms and estimands have conditions"));
  }
  for (const syntax::Argument& argument : node.arguments) {
    if (argument.name) {
      throw Fault(
          error(Code::Type, argument.name->span, "the arguments of " + quote(callee) + " have no names"));
    }
  }
  const auto reducer = reducers().find(callee);
  if (reducer != reducers().end() && node.comprehension) return reduce(reducer->second, node, span);
  if (callee == "min") return extremum(Operator::Min, node, span);
  if (callee == "max") return extremum(Operator::Max, node, span);
  if (reducer != reducers().end()) {
    throw Fault(error(Code::Type, span, quote(callee) + " runs over a set")
                    .with_hint("write `" + callee + "(… for i in S)`"));
  }
  if (node.comprehension) throw Fault(error(Code::Type, span, quote(callee) + " takes no `for`"));
  if (const auto function = prelude().find(callee); function != prelude().end()) {
    require_arguments(node, span, function->second.arity, function->second.arity);
    std::vector<CoreId> args;
    for (const syntax::Argument& one : node.arguments)
      args.push_back(numeric_value(one.value, "an argument of " + quote(callee)));
    return operator_node(function->second.op, std::move(args), number(), span);
  }
  if (const auto function = measures().find(callee); function != measures().end())
    return measure(function->second, node, span);
  if (callee == "ord") {
    require_arguments(node, span, 1, 1);
    const CoreId argument = value(node.arguments[0].value);
    if (scalar(argument).kind == Scalar::Kind::Open) {
      throw Fault(
          error(Code::Type, core(argument).span, "`ord` counts labels; of what type this is, nothing says"));
    }
    if (scalar(argument).known() && scalar(argument).kind != Scalar::Kind::Label) {
      throw Fault(error(Code::Type, core(argument).span,
                        "`ord` counts labels; this is " + describe(scalar(argument))));
    }
    return operator_node(Operator::Ord, {argument}, number(), span);
  }
  if (callee == "domain") {
    require_arguments(node, span, 1, 1);
    const Frame frame(*this);
    if (place_ == Place::Query) place_ = Place::Term;  // it names a variable, and asks for none of its values
    const CoreId argument = settle(anything(node.arguments[0].value), expected);
    return add(span, set_of(scalar(argument)), DomainOf{argument});
  }
  if (is_distribution(callee)) {
    throw Fault(error(Code::Type, span, quote(callee + "(…)") + " is a distribution, not a value")
                    .with_hint("a variable takes its value from a distribution by `~`"));
  }
  const std::string likely = support::closest(callee, callable_names(scope()));
  throw Fault(error(Code::Name, node.callee.span, "unknown function " + quote(callee))
                  .with_hint(likely.empty() ? "" : "did you mean " + quote(likely) + "?"));
}

void Checker::require_arguments(const syntax::Call& node, Span span, std::size_t least,
                                std::size_t most) const {
  const std::size_t given = node.arguments.size();
  if (given >= least && given <= most) return;
  std::string wanted = support::count_of(least, "argument");
  if (most > least)
    wanted = most > 1000 ? "at least " + wanted
                         : std::to_string(least) + " to " + support::count_of(most, "argument");
  throw Fault(error(Code::Type, span,
                    quote(node.callee.text) + " takes " + wanted + ", not " + std::to_string(given)));
}

// ---- comprehensions ----

CoreBinder Checker::binder(const std::string& name, Span span, CoreId set) {
  const Type& type = core(set).type;
  declare_local(name, span, value_of(type.scalar));
  return {locals_.back().slot, set, name};
}

std::vector<CoreBinder> Checker::binders(const std::vector<syntax::Binder>& binders) {
  std::vector<syntax::Identifier> names;
  for (const syntax::Binder& one : binders) names.push_back(one.name);
  require_distinct(names);
  std::vector<CoreBinder> result;
  for (const syntax::Binder& one : binders) {
    const CoreId over = set(one.set);
    result.push_back(binder(one.name.text, one.name.span, over));
  }
  return result;
}

Iteration Checker::iteration(const syntax::Comprehension& comprehension) {
  Iteration result{binders(comprehension.binders), std::nullopt};
  if (comprehension.condition)
    result.condition = boolean_value(*comprehension.condition, "the condition behind `if`");
  return result;
}

CoreId Checker::reduce(Reducer reducer, const syntax::Call& node, Span span) {
  const Frame frame(*this);
  Iteration over = iteration(*node.comprehension);
  const syntax::ExprId body = node.arguments[0].value;
  const std::string what = "what `" + node.callee.text + "` runs over";
  const bool arg = reducer == Reducer::ArgMin || reducer == Reducer::ArgMax;
  if (arg && over.binders.size() != 1)
    throw Fault(error(Code::Type, span, quote(node.callee.text) + " has one binder"));
  if (arg && core(over.binders[0].set).type.shape == Type::Shape::Variables) {
    throw Fault(
        error(Code::Type, span, quote(node.callee.text) + " gives an index; it cannot run over variables"));
  }
  CoreId inner;
  Scalar result = number();
  switch (reducer) {
    case Reducer::Count:
      inner = boolean_value(body, what);
      break;
    case Reducer::Any:
    case Reducer::All:
      inner = boolean_value(body, what);
      result = boolean();
      break;
    case Reducer::Sum:
    case Reducer::Product:
      inner = numeric_value(body, what);
      break;
    case Reducer::Min:
    case Reducer::Max:
      inner = value(body);
      if (scalar(inner).kind == Scalar::Kind::Bool) inner = to_number(inner, what);
      result = scalar(inner);
      break;
    case Reducer::ArgMin:
    case Reducer::ArgMax:
      inner = value(body);
      result = scalar(over.binders[0].set);
      break;
  }
  return add(span, value_of(result), Comprehend{reducer, std::move(over), inner});
}

/// min and max of several arguments: numbers, or labels of one type.
CoreId Checker::extremum(Operator op, const syntax::Call& node, Span span) {
  require_arguments(node, span, 1, static_cast<std::size_t>(-1));
  std::vector<CoreId> args;
  for (const syntax::Argument& one : node.arguments) {
    const CoreId argument = value(one.value, args.empty() ? nullptr : &scalar(args[0]));
    args.push_back(scalar(argument).kind == Scalar::Kind::Bool ? to_number(argument, "") : argument);
  }
  const Scalar common = unify(args, span, nullptr, "the arguments of " + quote(node.callee.text));
  return operator_node(op, std::move(args), common, span);
}

CoreId Checker::measure(Measure measure, const syntax::Call& node, Span span) {
  require_arguments(node, span, 1, 1);
  const CoreId argument = variables_or_value(node.arguments[0].value, nullptr);
  const Type& type = core(argument).type;
  const bool list = type.shape == Type::Shape::Array || type.shape == Type::Shape::Variables;
  if (type.shape != Type::Shape::Set && !(measure == Measure::Len && list)) {
    throw Fault(error(Code::Type, core(argument).span,
                      quote(node.callee.text) + " takes a set" +
                          (measure == Measure::Len ? ", an array or a family" : "") + ", not " +
                          describe(type)));
  }
  return add(span, value_of(measure == Measure::Len ? number() : type.scalar), Measured{measure, argument});
}

// ---- functions ----

CoreId Checker::extern_call(ExternId id, const syntax::Call& node, Span span) {
  demand({Entity::Kind::Extern, id.value, {}});
  const ExternDef& callee = model_.externs[id];
  require_arguments(node, span, callee.domains.size(), callee.domains.size());
  ExternCall result{id, {}};
  for (std::size_t i = 0; i < callee.domains.size(); ++i) {
    result.args.push_back(assigned(node.arguments[i].value, callee.scalars[i]));
  }
  return add(span, value_of(callee.result_scalar), std::move(result));
}

/// The arguments in the order of the parameters, defaults filled in.
std::vector<CoreId> Checker::arguments(const FunctionDef& function, const syntax::Call& node, Span span) {
  const std::vector<syntax::Parameter>& parameters = *function.parameters;
  if (node.comprehension) throw Fault(error(Code::Type, span, quote(function.name) + " takes no `for`"));
  std::vector<CoreId> result(parameters.size());
  const Frame frame(*this);
  if (function.estimand && place_ == Place::Query) place_ = Place::Term;  // variables, events and values
  std::size_t position = 0;
  bool named = false;
  for (const syntax::Argument& one : node.arguments) {
    std::size_t i = position++;
    if (one.name) {
      named = true;
      const auto same = [&](const syntax::Parameter& parameter) {
        return parameter.name.text == one.name->text;
      };
      i = static_cast<std::size_t>(std::find_if(parameters.begin(), parameters.end(), same) -
                                   parameters.begin());
    } else if (named) {
      throw Fault(error(Code::Type, tree()[one.value].span,
                        "an argument without a name stands before those with one"));
    }
    if (i >= parameters.size()) {
      if (one.name) {
        std::vector<std::string> names;
        for (const syntax::Parameter& parameter : parameters) names.push_back(quote(parameter.name.text));
        throw Fault(error(Code::Type, one.name->span,
                          quote(function.name) + " has no parameter " + quote(one.name->text))
                        .with_hint("it has " + support::join_choices(names, " and ")));
      }
      throw Fault(error(Code::Type, tree()[one.value].span,
                        quote(function.name) + " takes " + support::count_of(parameters.size(), "argument")));
    }
    if (result[i].valid()) {
      throw Fault(
          error(Code::Type, tree()[one.value].span, quote(parameters[i].name.text) + " is given twice"));
    }
    result[i] = ascribe(function, i, argument(one.value));
  }
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (result[i].valid() || parameters[i].otherwise) continue;
    throw Fault(error(Code::Type, span,
                      quote(function.name) + " needs an argument for " + quote(parameters[i].name.text))
                    .with_note(function.span, "declared here"));
  }
  return result;
}

/// A bare name that can only be a label waits for the type it is used with.
CoreId Checker::argument(syntax::ExprId expr) {
  if (const auto* bare = std::get_if<syntax::Name>(&tree()[strip(expr)].node)) {
    const Span span = tree()[expr].span;
    if (const auto bound = bound_name(bare->text, span, nullptr)) return *bound;
    if (const auto declared = declared_name(bare->text, span)) return *declared;
    const auto has = [&](LabelSetId id) { return model_.labels.find(id, bare->text).has_value(); };
    if (std::none_of(scope().label_sets.begin(), scope().label_sets.end(), has))
      unknown_name(bare->text, span, nullptr);
    return add(span, value_of({Scalar::Kind::Name, {}, bare->text}), NameValue{});
  }
  return anything(expr);
}

CoreId Checker::ascribe(const FunctionDef& function, std::size_t i, CoreId argument) {
  const auto& declared = (*function.parameters)[i].domain;
  if (!declared) return argument;
  const Frame frame(*this);
  enter(function.module);
  place_ = Place::Declaration;
  const CoreId domain_set = domain(*declared);
  const Scalar wanted = scalar(domain_set);
  const CoreId settled = settle(argument, &wanted);
  if (!core(settled).type.is_value()) return settled;
  return add(core(settled).span, value_of(wanted), Ascribed{convert(settled, wanted), domain_set});
}

/// What a call's body depends on, besides the function: the types of its arguments, where it stands and what
/// is expected of it, and the conditions that its terms get.
std::string Checker::specialisation_key(FunctionId id, const std::vector<CoreId>& given,
                                        const Scalar* expected,
                                        const std::optional<const Scalar*>& law) const {
  std::string key = std::to_string(id.value);
  const auto append = [&key](const Scalar* scalar) {
    if (scalar == nullptr) {
      key += " -";
    } else {
      key += " " + std::to_string(static_cast<int>(scalar->kind)) + "." +
             std::to_string(scalar->labels.value) + "." + scalar->name;
    }
  };
  for (const CoreId one : given) {
    if (!one.valid()) {
      key += ";default";
      continue;
    }
    const Type& type = core(one).type;
    key += ";" + std::to_string(static_cast<int>(type.shape)) + "." + std::to_string(type.rank);
    append(&type.scalar);
  }
  key += "|" + std::to_string(static_cast<int>(place_));
  append(expected);
  if (law) {
    key += " law";
    append(*law);
  }
  for (const Extra& extra : extras_) key += " +" + std::to_string(extra.id);
  return key;
}

Specialisation Checker::specialise(FunctionId id, const std::vector<CoreId>& given, const Scalar* expected,
                                   const std::optional<const Scalar*>& law) {
  const FunctionDef& function = model_.functions[id];
  const Frame frame(*this);
  enter(function.module);
  Specialisation result;
  for (std::size_t i = 0; i < given.size(); ++i) {
    const syntax::Parameter& parameter = (*function.parameters)[i];
    place_ = function.estimand ? Place::Term : Place::Declaration;
    CoreId argument = given[i];
    if (!argument.valid()) {
      argument = ascribe(function, i, anything(*parameter.otherwise));
      result.defaults.emplace_back(i, argument);
    }
    declare_local(parameter.name.text, parameter.name.span, core(argument).type);
    result.slots.push_back(locals_.back().slot);
  }
  place_ = function.estimand ? Place::Query : Place::Declaration;
  active_.push_back(id);
  result.body = law ? this->law(function.body, *law) : anything(function.body, expected);
  active_.pop_back();
  return result;
}

const Specialisation* Checker::find_specialisation(const std::string& key) const {
  if (session_.frozen_specialisations != nullptr) {
    const auto frozen = session_.frozen_specialisations->find(key);
    if (frozen != session_.frozen_specialisations->end()) return &frozen->second;
  }
  const auto found = session_.specialisations.find(key);
  return found == session_.specialisations.end() ? nullptr : &found->second;
}

void Checker::refuse_call(FunctionId id, const syntax::Call& node, Span span) const {
  const FunctionDef& function = model_.functions[id];
  if (function.estimand && place_ != Place::Query) {
    const bool inside = in_term_ || place_ != Place::Declaration;
    throw Fault(error(inside ? Code::Syntax : Code::Type, span,
                      quote(function.name) + " is an estimand" +
                          (inside ? ": a term may not stand inside a term" : "; only queries ask for one")));
  }
  if (!function.estimand && node.has_bar) {
    throw Fault(error(Code::Syntax, span, "only probability terms and estimands have conditions"));
  }
  if (std::find(active_.begin(), active_.end(), id) == active_.end()) return;
  throw Fault(
      error(Code::Type, span, quote(function.name) + " calls itself; functions are not recursive")
          .with_note(function.span, "declared here")
          .with_hint("a family may refer to its own earlier members: `var s[t in 1..n] = … s[t-1] …`"));
}

CoreId Checker::call_function(FunctionId id, const syntax::Call& node, Span span, const Scalar* expected,
                              const std::optional<const Scalar*>& law) {
  refuse_call(id, node, span);
  const FunctionDef& function = model_.functions[id];
  std::vector<CoreId> given = arguments(function, node, span);
  if (node.has_bar) {
    const Frame frame(*this);
    place_ = Place::Term;
    Term holder{};
    conditions(node.conditions, holder);
    extras_.push_back({std::move(holder.conditions), std::move(holder.actions), session_.slots++});
  }
  const std::string key = specialisation_key(id, given, expected, law);
  const Specialisation* known = find_specialisation(key);
  if (known == nullptr) {
    try {
      known = &session_.specialisations.emplace(key, specialise(id, given, expected, law)).first->second;
    } catch (Fault& fault) {
      support::Report report = fault.report();
      if (report.notes.size() < kMostNotes) report.with_note(span, "in this call of " + quote(function.name));
      throw Fault(report);
    }
  }
  if (node.has_bar) extras_.pop_back();
  const Specialisation& body = *known;
  for (const auto& [i, argument] : body.defaults) given[i] = argument;
  Bind bind{{}, body.body};
  for (std::size_t i = 0; i < given.size(); ++i) bind.slots.emplace_back(body.slots[i], given[i]);
  return add(span, core(body.body).type, std::move(bind));
}

}  // namespace causeway::sema
