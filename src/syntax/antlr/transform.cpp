// SPDX-License-Identifier: MIT
#include "syntax/antlr/transform.hpp"

#include "number/functions.hpp"
#include "number/read.hpp"
#include "support/fault.hpp"

namespace causeway::syntax {

using support::error;
using support::Fault;

namespace {

/// The context as T, if it is exactly that. Generated contexts have no subclasses and live in this library,
/// so that their type_info addresses tell them apart; dynamic_cast would take a fifth of the parsing time.
template <typename T, typename Context>
T* as(Context* ctx) {
  return &typeid(*ctx) == &typeid(T) ? static_cast<T*>(ctx) : nullptr;
}

/// Child number i, where the rule says what it is.
template <typename T>
T* child(const antlr4::ParserRuleContext* ctx, std::size_t i) {
  return static_cast<T*>(ctx->children[i]);
}

}  // namespace

Rational Transform::number(antlr4::Token* token) const {
  const number::Read read = number::read_number(token->getText());
  if (read.status == number::ReadStatus::Ok) {
    budget_.spend(number::cost(read.value));
    budget_.hold(read.value.bits() / 8);
    return read.value;
  }
  throw Fault(
      error(Code::Resource, span(token, token),
            "a number of more than " + std::to_string(number::kMaxDigits) + " digits; that is the limit"));
}

/// Of what is gone through by recursion, or multiplies.
void Transform::require_few(const antlr4::ParserRuleContext* ctx, std::size_t count,
                            const std::string& what) const {
  constexpr std::size_t kMost = 64;
  if (count <= kMost) return;
  throw Fault(error(Code::Resource, span(ctx),
                    std::to_string(count) + " " + what + ": the limit is " + std::to_string(kMost)));
}

namespace {

std::string name_text(antlr4::Token* token) {
  std::string text = token->getText();
  return text.front() == '`' ? text.substr(1, text.size() - 2) : text;
}

}  // namespace

Identifier Transform::name(CausewayParser::NameContext* ctx) const {
  return {name_text(ctx->start), span(ctx)};
}

static bool is_suffix(CausewayParser::ArithContext* ctx) {
  return as<CausewayParser::IndexContext>(ctx) != nullptr || as<CausewayParser::WorldContext>(ctx) != nullptr;
}

ExprId Transform::expr(CausewayParser::ExprContext* ctx) {
  if (auto* c = as<CausewayParser::ComparisonContext>(ctx)) return comparison(c);
  if (auto* c = as<CausewayParser::NegationContext>(ctx)) return add(c, Not{expr(c->expr())});
  if (auto* c = as<CausewayParser::ConjunctionContext>(ctx)) return connective(c, Connective::And);
  if (auto* c = as<CausewayParser::DisjunctionContext>(ctx)) return connective(c, Connective::Or);
  if (auto* c = as<CausewayParser::ExclusiveOrContext>(ctx)) return connective(c, Connective::Xor);
  if (auto* c = as<CausewayParser::ConditionalContext>(ctx)) return conditional(c);
  if (auto* c = as<CausewayParser::MatchExprContext>(ctx)) return match(c);
  if (auto* c = as<CausewayParser::LetExprContext>(ctx)) return let(c);
  auto* c = as<CausewayParser::ImplicationContext>(ctx);
  const ExprId premise = expr(c->expr(0));
  return add(c, Implies{premise, expr(c->expr(1))});
}

/// `a and b and c` is parsed as (a and b) and c; it becomes one node, without recursion.
template <typename Context>
ExprId Transform::connective(Context* ctx, Connective op) {
  std::vector<CausewayParser::ExprContext*> rest;
  CausewayParser::ExprContext* left = ctx;
  while (auto* same = as<Context>(left)) {
    rest.push_back(child<CausewayParser::ExprContext>(same, 2));
    left = child<CausewayParser::ExprContext>(same, 0);
  }
  std::vector<ExprId> operands{expr(left)};
  for (auto it = rest.rbegin(); it != rest.rend(); ++it) operands.push_back(expr(*it));
  return add(ctx, Connect{op, std::move(operands)});
}

static CompareOp compare_op(const std::string& text) {
  if (text == "==") return CompareOp::Equal;
  if (text == "!=") return CompareOp::NotEqual;
  if (text == "<") return CompareOp::Less;
  if (text == "<=") return CompareOp::LessEqual;
  if (text == ">") return CompareOp::Greater;
  if (text == ">=") return CompareOp::GreaterEqual;
  if (text == "=") return CompareOp::SingleEqual;
  return CompareOp::In;
}

ExprId Transform::comparison(CausewayParser::ComparisonContext* ctx) {
  const ExprId left = arith(child<CausewayParser::ArithContext>(ctx, 0));
  if (ctx->op == nullptr) return left;
  return add(
      ctx, Compare{compare_op(ctx->op->getText()), left, arith(child<CausewayParser::ArithContext>(ctx, 2))});
}

ExprId Transform::conditional(CausewayParser::ConditionalContext* ctx) {
  const std::vector<CausewayParser::ExprContext*> parts = ctx->expr();
  If node;
  for (std::size_t i = 0; i + 1 < parts.size(); i += 2) {
    const ExprId when = expr(parts[i]);
    node.branches.push_back({when, expr(parts[i + 1])});
  }
  node.otherwise = expr(parts.back());
  return add(ctx, std::move(node));
}

ExprId Transform::match(CausewayParser::MatchExprContext* ctx) {
  Match node;
  const std::vector<CausewayParser::ExprContext*> scrutinees = ctx->expr();
  require_few(ctx, scrutinees.size(), "values to match at once");
  for (auto* scrutinee : scrutinees) node.scrutinees.push_back(expr(scrutinee));
  bool separated = true;
  for (auto* one : ctx->arm()) {
    if (!separated && one->start->getText().starts_with('-')) {
      throw Fault(error(Code::Syntax, span(one), "a `;` is needed before an arm that begins with `-`"));
    }
    separated = one->stop->getText().ends_with(';');
    node.arms.push_back(arm(one));
  }
  return add(ctx, std::move(node));
}

ExprId Transform::let(CausewayParser::LetExprContext* ctx) {
  Let node{name(ctx->name()), {}, {}};
  node.value = expr(ctx->expr(0));
  node.body = expr(ctx->expr(1));
  return add(ctx, std::move(node));
}

ExprId Transform::range(CausewayParser::RangeContext* ctx) {
  std::vector<ExprId> parts;
  for (std::size_t i = 0; i < ctx->children.size(); i += 2) {
    parts.push_back(arith(child<CausewayParser::ArithContext>(ctx, i)));
    if (std::holds_alternative<Range>(module_.exprs[parts.back()].node)) {
      throw Fault(error(Code::Syntax, span(ctx), "ranges do not chain: `lo..hi` has two ends"));
    }
  }
  return add(ctx, Range{parts[0], parts[1], parts.size() == 3 ? std::optional(parts[2]) : std::nullopt});
}

ExprId Transform::arith(CausewayParser::ArithContext* ctx) {
  if (as<CausewayParser::ReferenceContext>(ctx) != nullptr) return add(ctx, Name{name_text(ctx->start)});
  if (auto* c = as<CausewayParser::NumberContext>(ctx)) return add(c, Number{number(c->start)});
  if (auto* c = as<CausewayParser::SumContext>(ctx)) return chain(c);
  if (auto* c = as<CausewayParser::ProductContext>(ctx)) return chain(c);
  if (auto* c = as<CausewayParser::MinusContext>(ctx)) return add(c, Negate{arith(c->arith())});
  if (auto* c = as<CausewayParser::RangeContext>(ctx)) return range(c);
  if (is_suffix(ctx)) return suffixes(ctx);
  if (auto* c = as<CausewayParser::PowerContext>(ctx)) {
    const ExprId base = arith(c->arith(0));
    return add(c, Power{base, arith(c->arith(1))});
  }
  return atom(ctx);
}

static ChainOp chain_op(const std::string& text) {
  if (text == "+") return ChainOp::Add;
  if (text == "-") return ChainOp::Sub;
  if (text == "*") return ChainOp::Mul;
  if (text == "/") return ChainOp::Div;
  return text == "%" ? ChainOp::Mod : ChainOp::IntDiv;
}

template <typename Context>
ExprId Transform::chain(Context* ctx) {
  std::vector<Context*> links;
  CausewayParser::ArithContext* left = ctx;
  while (auto* same = as<Context>(left)) {
    links.push_back(same);
    left = child<CausewayParser::ArithContext>(same, 0);
  }
  Chain node;
  node.operands.push_back(arith(left));
  for (auto it = links.rbegin(); it != links.rend(); ++it) {
    node.ops.push_back(chain_op((*it)->op->getText()));
    node.operands.push_back(arith(child<CausewayParser::ArithContext>(*it, 2)));
  }
  return add(ctx, std::move(node));
}

/// `x[1][y = 2]` is parsed as (x[1])[y = 2]; built from the inside, without recursion.
ExprId Transform::suffixes(CausewayParser::ArithContext* ctx) {
  std::vector<CausewayParser::ArithContext*> brackets;
  for (; is_suffix(ctx); ctx = child<CausewayParser::ArithContext>(ctx, 0)) brackets.push_back(ctx);
  if (brackets.size() > depth_) {
    throw Fault(error(Code::Syntax, span(brackets[0]),
                      "more than " + std::to_string(depth_) + " brackets behind one another"));
  }
  ExprId result = arith(ctx);
  for (auto it = brackets.rbegin(); it != brackets.rend(); ++it) result = suffix(result, *it);
  return result;
}

ExprId Transform::suffix(ExprId base, CausewayParser::ArithContext* ctx) {
  if (auto* index = as<CausewayParser::IndexContext>(ctx)) {
    Index node{base, {}};
    for (auto* one : index->expr()) node.indices.push_back(expr(one));
    return add(ctx, std::move(node));
  }
  return add(ctx, World{base, interventions(as<CausewayParser::WorldContext>(ctx)->interventions())});
}

ExprId Transform::atom(CausewayParser::ArithContext* ctx) {
  if (auto* c = as<CausewayParser::TruthContext>(ctx)) return add(c, Truth{c->word->getText() == "true"});
  if (auto* c = as<CausewayParser::CallContext>(ctx)) return call(c);
  if (auto* c = as<CausewayParser::GroupContext>(ctx)) return add(c, Group{expr(c->expr())});
  if (auto* c = as<CausewayParser::ArrayContext>(ctx)) return array(c);
  if (auto* c = as<CausewayParser::BracesContext>(ctx)) return braces(c);
  if (auto* c = as<CausewayParser::QualifiedContext>(ctx))
    return add(c, Qualified{name(c->name(0)), name(c->name(1))});
  if (auto* c = as<CausewayParser::PlaceholderContext>(ctx)) {
    return add(c, Placeholder{name(c->name()).text, c->stop->getText() == "?"});
  }
  if (as<CausewayParser::WildcardContext>(ctx) != nullptr) return add(ctx, Wildcard{});
  return add(ctx, BoolSet{});
}

ExprId Transform::call(CausewayParser::CallContext* ctx) {
  CausewayParser::ArgumentsContext* arguments = ctx->arguments();
  Call node{name(ctx->name()), {}, std::nullopt, false, {}};
  for (auto* one : arguments->argument()) {
    Argument argument;
    if (one->name() != nullptr) argument.name = name(one->name());
    argument.value = expr(one->expr());
    node.arguments.push_back(std::move(argument));
  }
  if (arguments->comprehension() != nullptr) node.comprehension = comprehension(arguments->comprehension());
  for (auto* one : arguments->condition()) node.conditions.push_back(condition(one));
  node.has_bar = !node.conditions.empty();
  return add(ctx, std::move(node));
}

ExprId Transform::array(CausewayParser::ArrayContext* ctx) {
  Array node;
  // By position, not by the generated accessors, which look at every child: rows are what large files are
  // made of.
  for (std::size_t i = 1; i + 1 < ctx->children.size(); i += 2) {
    node.elements.push_back(expr(child<CausewayParser::ExprContext>(ctx, i)));
    if (auto* all = as<CausewayParser::ComprehensionContext>(ctx->children[i + 1])) {
      node.comprehension = comprehension(all);
      break;
    }
  }
  return add(ctx, std::move(node));
}

ExprId Transform::braces(CausewayParser::BracesContext* ctx) {
  Braces node;
  for (auto* one : ctx->entry()) {
    Braces::Entry entry{expr(one->expr(0)), std::nullopt};
    if (one->expr().size() == 2) entry.value = expr(one->expr(1));
    node.entries.push_back(entry);
  }
  if (ctx->comprehension() != nullptr) node.comprehension = comprehension(ctx->comprehension());
  return add(ctx, std::move(node));
}

Comprehension Transform::comprehension(CausewayParser::ComprehensionContext* ctx) {
  Comprehension result;
  require_few(ctx, ctx->binder().size(), "binders in one comprehension");
  for (auto* one : ctx->binder()) result.binders.push_back(binder(one));
  if (ctx->expr() != nullptr) result.condition = expr(ctx->expr());
  return result;
}

Binder Transform::binder(CausewayParser::BinderContext* ctx) {
  return {name(ctx->name()), arith(ctx->arith())};
}

Condition Transform::condition(CausewayParser::ConditionContext* ctx) {
  Condition result{std::nullopt, {}, span(ctx)};
  if (ctx->expr() != nullptr) {
    result.event = expr(ctx->expr());
  } else {
    result.interventions = interventions(ctx->interventions());
  }
  return result;
}

std::vector<Intervention> Transform::interventions(CausewayParser::InterventionsContext* ctx) {
  std::vector<Intervention> result;
  if (ctx == nullptr) return result;
  for (auto* one : ctx->intervention()) result.push_back(intervention(one));
  return result;
}

Intervention Transform::intervention(CausewayParser::InterventionContext* ctx) {
  Intervention result{target(ctx->target(0)), std::nullopt, ctx->op->getText() == "~", {}, {}, span(ctx)};
  require_few(ctx, ctx->binder().size(), "binders of one intervention");
  if (ctx->target().size() == 2) result.child = target(ctx->target(1));
  result.value = expr(ctx->expr());
  for (auto* one : ctx->binder()) result.binders.push_back(binder(one));
  return result;
}

Target Transform::target(CausewayParser::TargetContext* ctx) {
  Target result{name(ctx->name()), {}, span(ctx)};
  for (auto* one : ctx->expr()) result.indices.push_back(expr(one));
  return result;
}

Arm Transform::arm(CausewayParser::ArmContext* ctx) {
  Arm result;
  for (auto* one : ctx->pattern()) {
    Pattern pattern{{}, span(one)};
    for (auto* item : one->patternItem()) pattern.alternatives.push_back(pattern_item(item));
    result.patterns.push_back(std::move(pattern));
  }
  result.value = expr(ctx->expr());
  return result;
}

PatternItem Transform::pattern_item(CausewayParser::PatternItemContext* ctx) {
  PatternItem item{pattern_atom(ctx->patternValue(0)), std::nullopt, span(ctx)};
  if (ctx->patternValue().size() == 2) item.upper = pattern_atom(ctx->patternValue(1));
  return item;
}

PatternAtom Transform::pattern_atom(CausewayParser::PatternValueContext* ctx) {
  if (ctx->word != nullptr) {
    const std::string word = ctx->word->getText();
    return word == "_" ? PatternAtom(Wildcard{}) : PatternAtom(Truth{word == "true"});
  }
  if (ctx->name().size() == 2) return Qualified{name(ctx->name(0)), name(ctx->name(1))};
  if (ctx->name().size() == 1) return PatternName{name(ctx->name(0)).text};
  Rational value = number(ctx->NUMBER(0)->getSymbol());
  if (ctx->NUMBER().size() == 2) {
    const Rational divisor = number(ctx->NUMBER(1)->getSymbol());
    if (divisor.is_zero())
      throw Fault(error(Code::UndefinedOperation, span(ctx), "division by zero in a pattern"));
    value /= divisor;
  }
  return PatternNumber{ctx->start->getText() == "-" ? -value : value};
}

// ---- declarations ----

std::optional<Indices> Transform::indices(CausewayParser::IndicesContext* ctx) {
  if (ctx == nullptr) return std::nullopt;
  Indices result;
  require_few(ctx, ctx->indexSpec().size(), "indices of one family");
  for (auto* one : ctx->indexSpec()) {
    IndexSpec spec;
    if (one->binder() != nullptr) {
      spec.binder = name(one->binder()->name());
      spec.set = arith(one->binder()->arith());
    } else {
      spec.set = arith(one->arith());
    }
    result.specs.push_back(std::move(spec));
  }
  if (ctx->expr() != nullptr) result.condition = expr(ctx->expr());
  return result;
}

std::vector<Parameter> Transform::parameters(const std::vector<CausewayParser::ParameterContext*>& contexts) {
  std::vector<Parameter> result;
  for (auto* one : contexts) {
    Parameter parameter{name(one->name()), domain(one->domain()), std::nullopt};
    if (one->expr() != nullptr) parameter.otherwise = expr(one->expr());
    result.push_back(std::move(parameter));
  }
  return result;
}

VariableDecl Transform::variable(CausewayParser::VariableDeclarationContext* ctx) {
  VariableDecl node;
  node.latent = ctx->start->getText() == "latent";
  node.noise = ctx->kind->getText() == "noise";
  node.name = name(ctx->name(0));
  node.indices = indices(ctx->indices());
  node.domain = domain(ctx->domain());
  node.stochastic = ctx->op->getText() == "~";
  node.mechanism = expr(ctx->expr());
  if (ctx->name().size() == 2) node.coupling = name(ctx->name(1));
  return node;
}

ExternDecl Transform::extern_function(CausewayParser::ExternDeclarationContext* ctx) {
  ExternDecl node{name(ctx->name()), {}, {}};
  const std::vector<CausewayParser::DomainContext*> domains = ctx->domain();
  for (std::size_t i = 0; i + 1 < domains.size(); ++i) node.parameters.push_back(*domain(domains[i]));
  node.result = *domain(domains.back());
  return node;
}

DeclarationNode Transform::declaration_node(CausewayParser::DeclarationContext* ctx) {
  if (auto* c = as<CausewayParser::VariableDeclarationContext>(ctx)) return variable(c);
  if (auto* c = as<CausewayParser::QueryDeclarationContext>(ctx)) {
    QueryDecl node{std::nullopt, indices(c->indices()), {}};
    if (c->name() != nullptr) node.name = name(c->name());
    node.query = expr(c->expr());
    return node;
  }
  if (auto* c = as<CausewayParser::AssertDeclarationContext>(ctx)) return AssertDecl{expr(c->expr())};
  if (auto* c = as<CausewayParser::ConstantDeclarationContext>(ctx)) {
    ConstantDecl node{
        c->kind->getText() == "param", name(c->name()), indices(c->indices()), domain(c->domain()), {}};
    node.value = expr(c->expr());
    return node;
  }
  if (auto* c = as<CausewayParser::EnumDeclarationContext>(ctx)) {
    const std::vector<CausewayParser::NameContext*> names = c->name();
    EnumDecl node{name(names[0]), {}};
    for (std::size_t i = 1; i < names.size(); ++i) node.labels.push_back(name(names[i]));
    return node;
  }
  if (auto* c = as<CausewayParser::TypeDeclarationContext>(ctx)) {
    return TypeDecl{name(c->name()), *domain(c->domain())};
  }
  if (auto* c = as<CausewayParser::FunctionDeclarationContext>(ctx)) {
    FunctionDecl node{name(c->name()), parameters(c->parameter()), {}};
    node.body = expr(c->expr());
    return node;
  }
  if (auto* c = as<CausewayParser::EstimandDeclarationContext>(ctx)) {
    EstimandDecl node{name(c->name()), parameters(c->parameter()), {}};
    node.body = expr(c->expr());
    return node;
  }
  if (auto* c = as<CausewayParser::ExternDeclarationContext>(ctx)) return extern_function(c);
  if (auto* c = as<CausewayParser::ImportDeclarationContext>(ctx)) {
    const std::string text = c->STRING()->getText();
    return ImportDecl{text.substr(1, text.size() - 2)};
  }
  if (auto* c = as<CausewayParser::CouplingDeclarationContext>(ctx)) return CouplingDecl{name(c->name())};
  return ModelDecl{name(as<CausewayParser::ModelDeclarationContext>(ctx)->name())};
}

Declaration Transform::declaration(CausewayParser::DeclarationContext* ctx) {
  const ExprId first(module_.exprs.size());
  DeclarationNode node = declaration_node(ctx);
  return {span(ctx), {}, std::move(node), first, ExprId(module_.exprs.size())};
}

}  // namespace causeway::syntax
