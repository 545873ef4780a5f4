// SPDX-License-Identifier: MIT
// Operators, comparisons, conditionals, match and let: what their parts must be, and which label a bare name
// means where the other side of a comparison has a type.
#include <algorithm>

#include "sema/checker.hpp"
#include "support/text.hpp"

namespace causeway::sema {

using support::error;
using support::Fault;
using support::quote;

namespace {

/// Deeper nests of checked calls than this are refused; the parser allows no expression half as deep.
constexpr std::size_t kDeepest = 1200;

Operator operator_of(syntax::ChainOp op) {
  switch (op) {
    case syntax::ChainOp::Add:
      return Operator::Add;
    case syntax::ChainOp::Sub:
      return Operator::Sub;
    case syntax::ChainOp::Mul:
      return Operator::Mul;
    case syntax::ChainOp::Div:
      return Operator::Div;
    case syntax::ChainOp::IntDiv:
      return Operator::FloorDiv;
    case syntax::ChainOp::Mod:
      break;
  }
  return Operator::Mod;
}

Operator operator_of(syntax::CompareOp op) {
  switch (op) {
    case syntax::CompareOp::Equal:
    case syntax::CompareOp::SingleEqual:
      return Operator::Equal;
    case syntax::CompareOp::NotEqual:
      return Operator::NotEqual;
    case syntax::CompareOp::Less:
      return Operator::Less;
    case syntax::CompareOp::LessEqual:
      return Operator::LessEqual;
    case syntax::CompareOp::Greater:
      return Operator::Greater;
    case syntax::CompareOp::GreaterEqual:
    case syntax::CompareOp::In:  // checked elsewhere
      break;
  }
  return Operator::GreaterEqual;
}

}  // namespace

CoreId Checker::operator_node(Operator op, std::vector<CoreId> args, Scalar result, Span span) {
  return add(span, value_of(std::move(result)), Apply{op, std::move(args)});
}

// ---- what a part must be ----

CoreId Checker::value(syntax::ExprId expr, const Scalar* expected) {
  const CoreId result = settle(anything(expr, expected), expected);
  if (!core(result).type.is_value()) {
    auto report =
        error(Code::Type, tree()[expr].span, "a value is expected here, not " + describe(core(result).type));
    if (core(result).type.shape == Type::Shape::Law)
      report.hint = "a variable takes its value from a distribution by `~`";
    throw Fault(report);
  }
  return result;
}

CoreId Checker::require_bool(CoreId value, std::string_view what) {
  const Core& node = core(value);
  if (node.type.scalar.kind == Scalar::Kind::Open)
    return operator_node(Operator::ToBool, {value}, boolean(), node.span);
  if (node.type.scalar.kind == Scalar::Kind::Bool || !node.type.scalar.known()) return value;
  auto report =
      error(Code::Type, node.span, std::string(what) + " must be a bool, not " + describe(node.type));
  if (node.type.scalar.kind == Scalar::Kind::Number)
    report.hint = place_ == Place::Term ? "compare it: `b = 1`" : "compare it: `b == 1`";
  throw Fault(report);
}

CoreId Checker::boolean_value(syntax::ExprId expr, std::string_view what) {
  const Scalar expected = boolean();
  return require_bool(value(expr, &expected), what);
}

CoreId Checker::to_number(CoreId value, std::string_view what) {
  const Core& node = core(value);
  if (node.type.scalar.kind == Scalar::Kind::Bool || node.type.scalar.kind == Scalar::Kind::Open)
    return operator_node(Operator::ToNumber, {value}, number(), node.span);
  if (node.type.scalar.kind == Scalar::Kind::Number || !node.type.scalar.known()) return value;
  throw Fault(
      error(Code::Type, node.span, std::string(what) + " must be a number, not " + describe(node.type)));
}

CoreId Checker::numeric_value(syntax::ExprId expr, std::string_view what) {
  return to_number(value(expr), what);
}

CoreId Checker::convert(CoreId value, const Scalar& target) {
  const Core& node = core(value);
  const Scalar& source = node.type.scalar;
  const bool is_open = source.kind == Scalar::Kind::Open;
  if (!target.known() || source == target || (!source.known() && !is_open)) return value;
  if (target.kind == Scalar::Kind::Number && (source.kind == Scalar::Kind::Bool || is_open))
    return to_number(value, "");
  if (target.kind == Scalar::Kind::Bool && (source.kind == Scalar::Kind::Number || is_open)) {
    return operator_node(Operator::ToBool, {value}, boolean(), node.span);
  }
  throw Fault(error(Code::Type, node.span,
                    describe(source) + " is assigned where " + describe(target) + " is expected"));
}

CoreId Checker::assigned(syntax::ExprId expr, const Scalar& target) {
  return convert(value(expr, &target), target);
}

/// The one type of several values, which are converted to it where bools and numbers meet and `expected` says
/// which.
Scalar Checker::unify(std::vector<CoreId>& values, Span span, const Scalar* expected, std::string_view what) {
  Scalar common;
  for (CoreId& one : values) {
    one = settle(one, common.known() ? &common : expected);
    if (!common.known()) common = scalar(one);
  }
  const auto differs = [&](CoreId one) { return scalar(one).known() && scalar(one) != common; };
  const auto other = std::find_if(values.begin(), values.end(), differs);
  if (other == values.end()) {
    for (CoreId& one : values) one = convert(one, common);
    return common;
  }
  const bool convertible =
      expected != nullptr &&
      (expected->kind == Scalar::Kind::Bool || expected->kind == Scalar::Kind::Number) &&
      std::all_of(values.begin(), values.end(), [&](CoreId one) { return scalar(one).numeric(); });
  if (convertible) {
    for (CoreId& one : values) one = convert(one, *expected);
    return *expected;
  }
  throw Fault(error(Code::Type, core(*other).span,
                    std::string(what) + " are of different types: " + describe(common) + " and " +
                        describe(scalar(*other)))
                  .with_note(span, "here"));
}

// ---- expressions ----

CoreId Checker::anything(syntax::ExprId expr, const Scalar* expected) {
  if (++depth_ > kDeepest) {
    throw Fault(
        error(Code::Resource, tree()[expr].span,
              "calls are nested too deep here: the limit is " + std::to_string(kDeepest) + " levels"));
  }
  const CoreId result = expression(expr, expected);
  --depth_;
  return result;
}

CoreId Checker::expression(syntax::ExprId expr, const Scalar* expected) {
  const Span span = tree()[expr].span;
  const auto visit = [&](const auto& node) -> CoreId {
    using Node = std::decay_t<decltype(node)>;
    if constexpr (std::is_same_v<Node, syntax::Number>) {
      return add(span, value_of(number()), NumberValue{node.value});
    } else if constexpr (std::is_same_v<Node, syntax::Truth>) {
      return add(span, value_of(boolean()), BoolValue{node.value});
    } else if constexpr (std::is_same_v<Node, syntax::BoolSet>) {
      return add(span, set_of(boolean()), DomainSet{DomainDeclId(0)});
    } else if constexpr (std::is_same_v<Node, syntax::Wildcard>) {
      throw Fault(
          error(Code::Syntax, span, "`_` stands here for nothing: it is the rest of a row, or every index"));
    } else if constexpr (std::is_same_v<Node, syntax::Placeholder>) {
      return add(span, value_of(expected == nullptr || !expected->known() ? open() : *expected),
                 PlaceholderValue{node.name, node.optional});
    } else if constexpr (std::is_same_v<Node, syntax::Name>) {
      return name(node.text, span, expected);
    } else if constexpr (std::is_same_v<Node, syntax::Qualified>) {
      return qualified(node, span);
    } else if constexpr (std::is_same_v<Node, syntax::Group>) {
      return anything(node.inner, expected);
    } else if constexpr (std::is_same_v<Node, syntax::Not>) {
      return operator_node(Operator::Not, {boolean_value(node.operand, "the operand of `not`")}, boolean(),
                           span);
    } else if constexpr (std::is_same_v<Node, syntax::Negate>) {
      return operator_node(Operator::Neg, {numeric_value(node.operand, "the operand of `-`")}, number(),
                           span);
    } else if constexpr (std::is_same_v<Node, syntax::Power>) {
      const CoreId base = numeric_value(node.base, "the base of `^`");
      return operator_node(Operator::Pow, {base, numeric_value(node.exponent, "the exponent of `^`")},
                           number(), span);
    } else if constexpr (std::is_same_v<Node, syntax::Chain>) {
      return chain(node, span);
    } else if constexpr (std::is_same_v<Node, syntax::Connect>) {
      return connect(node, span);
    } else if constexpr (std::is_same_v<Node, syntax::Implies>) {
      warn_precedence({node.premise, node.conclusion}, "implies");
      const CoreId premise = boolean_value(node.premise, "an operand of `implies`");
      const CoreId conclusion = boolean_value(node.conclusion, "an operand of `implies`");
      return operator_node(Operator::Implies, {premise, conclusion}, boolean(), span);
    } else if constexpr (std::is_same_v<Node, syntax::Compare>) {
      return node.op == syntax::CompareOp::In ? membership(node, span) : compare(node, span);
    } else if constexpr (std::is_same_v<Node, syntax::Range>) {
      return range_set(node, span);
    } else if constexpr (std::is_same_v<Node, syntax::If>) {
      return conditional(node, span, expected);
    } else if constexpr (std::is_same_v<Node, syntax::Match>) {
      return match(node, span, expected);
    } else if constexpr (std::is_same_v<Node, syntax::Let>) {
      return let(node, span, [&](syntax::ExprId body) { return anything(body, expected); });
    } else if constexpr (std::is_same_v<Node, syntax::Call>) {
      return call(node, span, expected);
    } else if constexpr (std::is_same_v<Node, syntax::Index>) {
      return index(node, span);
    } else if constexpr (std::is_same_v<Node, syntax::World>) {
      return world(node, span, expected);
    } else if constexpr (std::is_same_v<Node, syntax::Array>) {
      return array(node, span, expected);
    } else {
      static_assert(std::is_same_v<Node, syntax::Braces>);
      return braces_set(node, span, expected);
    }
  };
  return std::visit(visit, tree()[expr].node);
}

CoreId Checker::chain(const syntax::Chain& node, Span span) {
  static constexpr std::string_view kWhat = "an operand of arithmetic";
  CoreId result = numeric_value(node.operands[0], kWhat);
  for (std::size_t i = 0; i < node.ops.size();) {
    const Operator op = operator_of(node.ops[i]);
    std::vector<CoreId> args{result};
    // Runs of + and of * become one operation.
    do {
      args.push_back(numeric_value(node.operands[++i], kWhat));
    } while (i < node.ops.size() && operator_of(node.ops[i]) == op &&
             (op == Operator::Add || op == Operator::Mul));
    result = operator_node(op, std::move(args), number(),
                           {span.file, span.begin, tree()[node.operands[i]].span.end});
  }
  return result;
}

CoreId Checker::connect(const syntax::Connect& node, Span span) {
  const std::string_view word = node.op == syntax::Connective::And  ? "and"
                                : node.op == syntax::Connective::Or ? "or"
                                                                    : "xor";
  if (node.op != syntax::Connective::And) warn_precedence(node.operands, word);
  std::vector<CoreId> args;
  for (const syntax::ExprId operand : node.operands) {
    args.push_back(boolean_value(operand, "an operand of `" + std::string(word) + "`"));
  }
  const Operator op = node.op == syntax::Connective::And  ? Operator::And
                      : node.op == syntax::Connective::Or ? Operator::Or
                                                          : Operator::Xor;
  return operator_node(op, std::move(args), boolean(), span);
}

/// `a = b or c` reads as if it were `a = (b or c)`.
void Checker::warn_precedence(const std::vector<syntax::ExprId>& operands, std::string_view connective) {
  if (place_ != Place::Term) return;
  for (const syntax::ExprId operand : operands) {
    const auto* comparison = std::get_if<syntax::Compare>(&tree()[operand].node);
    if (comparison == nullptr || comparison->op != syntax::CompareOp::SingleEqual) continue;
    session_.warnings->push_back(support::warning(Code::Precedence, tree()[operand].span,
                                                  "`=` binds tighter than `" + std::string(connective) +
                                                      "`: this comparison is one of its operands")
                                     .with_hint("put the comparison in parentheses to say so"));
    return;
  }
}

/// A binder hides a label of the same name, which may be what was meant.
void Checker::warn_shadowed_label(syntax::ExprId expr, const Scalar& other) {
  const auto* bare = std::get_if<syntax::Name>(&tree()[strip(expr)].node);
  if (bare == nullptr || other.kind != Scalar::Kind::Label) return;
  const Local* local = find_local(bare->text);
  if (local == nullptr || !model_.labels.find(other.labels, bare->text)) return;
  auto report = support::warning(Code::ShadowedLabel, tree()[expr].span,
                                 quote(bare->text) + " means the name bound here, not the label of " +
                                     model_.labels.describe(other.labels))
                    .with_note(local->span, "bound here");
  if (!model_.labels.name(other.labels).empty()) {
    report.hint = "for the label write " + quote(model_.labels.name(other.labels) + "." + bare->text);
  }
  session_.warnings->push_back(report);
}

CoreId Checker::compare(const syntax::Compare& node, Span span) {
  if (node.op == syntax::CompareOp::SingleEqual && place_ != Place::Term) {
    const bool list = place_ == Place::Intervention;
    throw Fault(error(Code::Syntax, span,
                      list ? "in a list of interventions `=` assigns; equality is `==`"
                           : "`=` is equality only inside a term such as P(…); here equality is `==`")
                    .with_hint("write `==`"));
  }
  CoreId left;
  CoreId right;
  const auto text = [&](syntax::ExprId expr) {
    return std::get<syntax::Name>(tree()[strip(expr)].node).text;
  };
  // A placeholder has the type of the other side, as a bare label has.
  const auto is_open = [&](syntax::ExprId expr) {
    return std::holds_alternative<syntax::Placeholder>(tree()[strip(expr)].node);
  };
  const bool left_bare = is_bare_name(node.left);
  const bool right_bare = is_bare_name(node.right);
  const auto is_variable = [&](syntax::ExprId expr) {
    return find_local(text(expr)) != nullptr || names_value(text(expr));
  };
  // Each side is expected to have the other's type: the side that is no bare label goes first.
  if (is_open(node.right) || (right_bare && !is_open(node.left) && (!left_bare || is_variable(node.left)))) {
    left = value(node.left);
    right = value(node.right, &scalar(left));
  } else if (is_open(node.left) || (left_bare && (!right_bare || is_variable(node.right)))) {
    right = value(node.right);
    left = value(node.left, &scalar(right));
  } else {
    left = value(node.left);
    right = value(node.right, &scalar(left));
  }
  warn_shadowed_label(node.left, scalar(right));
  warn_shadowed_label(node.right, scalar(left));
  if (scalar(left).kind != scalar(right).kind && scalar(left).numeric() && scalar(right).numeric()) {
    left = to_number(left, "");
    right = to_number(right, "");
  }
  const bool mixed = scalar(left).kind == Scalar::Kind::Mixed || scalar(right).kind == Scalar::Kind::Mixed;
  if (mixed || (scalar(left).known() && scalar(right).known() && scalar(left) != scalar(right))) {
    throw Fault(
        error(Code::Type, span, describe(scalar(left)) + " is compared with " + describe(scalar(right))));
  }
  return operator_node(operator_of(node.op), {left, right}, boolean(), span);
}

CoreId Checker::membership(const syntax::Compare& node, Span span) {
  CoreId left;
  CoreId right;
  if (is_bare_name(node.left) && !find_local(std::get<syntax::Name>(tree()[strip(node.left)].node).text) &&
      !find_entity(std::get<syntax::Name>(tree()[strip(node.left)].node).text)) {
    right = set(node.right);
    left = value(node.left, &scalar(right));
  } else {
    left = value(node.left);
    // Among listed numbers a bool is one too.
    const bool listed = std::holds_alternative<syntax::Braces>(tree()[strip(node.right)].node);
    const Scalar expected = listed && scalar(left).kind == Scalar::Kind::Bool ? number() : scalar(left);
    right = set(node.right, &expected);
  }
  if (core(right).type.shape == Type::Shape::Variables) {
    throw Fault(error(Code::Type, core(right).span, "`in` needs a set of values, not variables")
                    .with_hint("write `any(x == v for v in …)`"));
  }
  if (scalar(left).kind != scalar(right).kind && scalar(left).numeric() && scalar(right).numeric() &&
      scalar(right).kind == Scalar::Kind::Number) {
    left = to_number(left, "");
  }
  if (scalar(left).known() && scalar(right).known() && scalar(left) != scalar(right)) {
    throw Fault(
        error(Code::Type, span,
              describe(scalar(left)) + " cannot be in a set of which a value is " + describe(scalar(right))));
  }
  return add(span, value_of(boolean()), Membership{left, right});
}

CoreId Checker::conditional(const syntax::If& node, Span span, const Scalar* expected) {
  std::vector<CoreId> conditions;
  std::vector<CoreId> values;
  for (const syntax::If::Branch& branch : node.branches) {
    conditions.push_back(boolean_value(branch.condition, "the condition of `if`"));
    values.push_back(value(branch.value, expected));
  }
  values.push_back(value(node.otherwise, expected));
  const Scalar common = unify(values, span, expected, "the branches of `if`");
  std::vector<CoreId> args;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    args.push_back(conditions[i]);
    args.push_back(values[i]);
  }
  args.push_back(values.back());
  return operator_node(Operator::If, std::move(args), common, span);
}

// ---- match ----

MatchValue Checker::match_arms(const syntax::Match& node, Span span,
                               const std::function<CoreId(syntax::ExprId)>& arm_value) {
  if (node.arms.empty()) throw Fault(error(Code::Type, span, "a match needs at least one arm"));
  MatchValue result;
  for (const syntax::ExprId one : node.scrutinees) result.scrutinees.push_back(value(one));
  for (const syntax::Arm& one : node.arms) {
    result.arms.push_back(arm(one, result.scrutinees));
    result.arms.back().value = arm_value(one.value);
  }
  // A placeholder of which nothing else says the type has that of the patterns.
  for (std::size_t i = 0; i < result.scrutinees.size(); ++i) {
    for (const CoreArm& one : result.arms) {
      if (!one.patterns[i].items.empty())
        result.scrutinees[i] = convert(result.scrutinees[i], scalar(one.patterns[i].items[0].value));
    }
  }
  return result;
}

CoreId Checker::match(const syntax::Match& node, Span span, const Scalar* expected) {
  MatchValue result = match_arms(node, span, [&](syntax::ExprId arm) { return value(arm, expected); });
  std::vector<CoreId> values;
  for (const CoreArm& one : result.arms) values.push_back(one.value);
  const Scalar common = unify(values, span, expected, "the arms of `match`");
  for (std::size_t i = 0; i < values.size(); ++i) result.arms[i].value = values[i];
  return add(span, value_of(common), std::move(result));
}

CoreArm Checker::arm(const syntax::Arm& arm, const std::vector<CoreId>& scrutinees) {
  CoreArm result{{}, {}, arm.patterns[0].span};
  const auto is_wildcard = [](const syntax::Pattern& pattern) {
    return std::any_of(pattern.alternatives.begin(), pattern.alternatives.end(),
                       [](const syntax::PatternItem& item) {
                         return std::holds_alternative<syntax::Wildcard>(item.value) && !item.upper;
                       });
  };
  if (arm.patterns.size() == 1 && is_wildcard(arm.patterns[0])) {
    result.patterns.resize(scrutinees.size());
    return result;
  }
  if (arm.patterns.size() != scrutinees.size()) {
    throw Fault(error(Code::Type, result.span,
                      support::count_of(arm.patterns.size(), "pattern") + " for " +
                          support::count_of(scrutinees.size(), "value")));
  }
  for (std::size_t i = 0; i < scrutinees.size(); ++i) {
    CorePattern pattern;
    if (!is_wildcard(arm.patterns[i])) {
      for (const syntax::PatternItem& item : arm.patterns[i].alternatives) {
        pattern.items.push_back(pattern_item(item, scalar(scrutinees[i])));
      }
    }
    result.patterns.push_back(std::move(pattern));
  }
  return result;
}

CorePattern::Item Checker::pattern_item(const syntax::PatternItem& item, const Scalar& scrutinee) {
  CorePattern::Item result{pattern_atom(item.value, item.span, scrutinee), std::nullopt};
  if (!item.upper) return result;
  result.upper = pattern_atom(*item.upper, item.span, scrutinee);
  if (scalar(result.value).kind != Scalar::Kind::Number ||
      scalar(*result.upper).kind != Scalar::Kind::Number) {
    throw Fault(error(Code::Type, item.span, "a range of patterns goes from a number to a number"));
  }
  return result;
}

CoreId Checker::pattern_atom(const syntax::PatternAtom& atom, Span span, const Scalar& scrutinee) {
  CoreId result;
  if (const auto* number_pattern = std::get_if<syntax::PatternNumber>(&atom)) {
    result = add(span, value_of(number()), NumberValue{number_pattern->value});
  } else if (const auto* truth = std::get_if<syntax::Truth>(&atom)) {
    result = add(span, value_of(boolean()), BoolValue{truth->value});
  } else if (const auto* full = std::get_if<syntax::Qualified>(&atom)) {
    result = qualified(*full, span);
  } else if (const auto* bare = std::get_if<syntax::PatternName>(&atom)) {
    if (const auto known = expected_label(bare->text, span, &scrutinee)) {
      result = *known;
    } else {
      const auto found = find_entity(bare->text);
      if (!found || found->kind != Entity::Kind::Constant) unknown_name(bare->text, span, &scrutinee);
      result = entity(*found, bare->text, span);
    }
  } else {
    throw Fault(error(Code::Syntax, span, "`_` is no end of a range"));
  }
  const Scalar& type = scalar(result);
  if (type.numeric() && scrutinee.numeric() && core(result).type.is_value()) {
    if (!scrutinee.known() || type == scrutinee) return result;
    return scrutinee.kind == Scalar::Kind::Bool ? convert(result, scrutinee) : to_number(result, "");
  }
  if (core(result).type.is_value() && (type == scrutinee || !scrutinee.known())) return result;
  throw Fault(error(
      Code::Type, span,
      "the pattern is " + describe(core(result).type) + ", but " + describe(scrutinee) + " is matched"));
}

// ---- let, arrays ----

CoreId Checker::let(const syntax::Let& node, Span span, const std::function<CoreId(syntax::ExprId)>& body) {
  const CoreId bound = anything(node.value);
  const Frame frame(*this);
  declare_local(node.name.text, node.name.span, core(bound).type);
  const SlotId slot = locals_.back().slot;
  const CoreId inner = body(node.body);
  return add(span, core(inner).type, Bind{{{slot, bound}}, inner});
}

CoreId Checker::array(const syntax::Array& node, Span span, const Scalar* expected) {
  if (node.comprehension) {
    const Frame frame(*this);
    Iteration over = iteration(*node.comprehension);
    const CoreId element = value(node.elements[0], expected);
    return add(span, {Type::Shape::Array, scalar(element), 1}, ArrayOver{element, std::move(over)});
  }
  if (node.elements.empty()) throw Fault(error(Code::Type, span, "an array has at least one element"));
  ArrayValue result;
  for (const syntax::ExprId element : node.elements)
    result.elements.push_back(settle(anything(element, expected), expected));
  const Type first = core(result.elements[0]).type;
  const bool nested = first.shape == Type::Shape::Array;
  for (const CoreId element : result.elements) {
    const Type& type = core(element).type;
    if ((!type.is_value() && type.shape != Type::Shape::Array) || type.shape != first.shape ||
        type.rank != first.rank) {
      throw Fault(error(Code::Type, core(element).span,
                        "an array holds values, or arrays of the same depth; this is " + describe(type)));
    }
  }
  Scalar common = first.scalar;
  if (nested) {
    for (const CoreId element : result.elements) {
      if (scalar(element) != common) {
        throw Fault(error(Code::Type, core(element).span,
                          "the rows of an array are of different types: " + describe(common) + " and " +
                              describe(scalar(element))));
      }
    }
  } else {
    common = unify(result.elements, span, expected, "the elements of an array");
  }
  return add(span, {Type::Shape::Array, common, nested ? first.rank + 1 : 1}, std::move(result));
}

CoreId Checker::constant(syntax::ExprId expr, const Scalar* expected, bool converts) {
  const CoreId result = settle(anything(expr, expected), expected);
  const Type& type = core(result).type;
  if (type.shape == Type::Shape::Array) {
    if (expected != nullptr && type.scalar != *expected) {
      throw Fault(error(Code::Type, core(result).span,
                        "an array of which an element is " + describe(type.scalar) + ", where " +
                            describe(*expected) + " is expected"));
    }
    return result;
  }
  if (!type.is_value()) {
    throw Fault(
        error(Code::Type, core(result).span, "a constant is a value or an array, not " + describe(type)));
  }
  const bool same = expected == nullptr || (!converts && type.scalar.numeric());
  return same ? result : convert(result, *expected);
}

}  // namespace causeway::sema
