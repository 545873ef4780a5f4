// SPDX-License-Identifier: MIT
// The only file that sees ANTLR. Lexes the whole text, cuts it into declarations at the reserved words that
// begin one, and parses those one at a time: first by SLL prediction, which bails out at an error, then once
// more by full LL to say what is wrong. The parse tree of a declaration is turned into the syntax tree and
// dropped before the next.
#include "syntax/parser.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include "CausewayLexer.h"
#include "CausewayParser.h"
#include "ListTokenSource.h"
#include "antlr4-runtime.h"
#include "number/read.hpp"
#include "support/text.hpp"
#include "syntax/complaint.hpp"
#include "syntax/tokens.hpp"
#include "syntax/words.hpp"

namespace causeway::syntax {

namespace {

using generated::CausewayLexer;
using generated::CausewayParser;
using support::error;
using support::Fault;
using support::FileId;
using support::kMostErrors;
using support::Report;

using TokenPtr = std::unique_ptr<antlr4::Token>;

// ---- tokens ----

TokenKind kind_of_literal(std::string_view literal) {
  static const std::vector<std::pair<std::string_view, TokenKind>> kKinds = {
      {"(", TokenKind::Open},          {"[", TokenKind::Open},        {"{", TokenKind::Open},
      {")", TokenKind::Close},         {"]", TokenKind::Close},       {"}", TokenKind::Close},
      {",", TokenKind::Separator},     {";", TokenKind::Separator},   {"=>", TokenKind::Separator},
      {"|", TokenKind::Separator},     {"and", TokenKind::Loose},     {"or", TokenKind::Loose},
      {"xor", TokenKind::Loose},       {"==", TokenKind::Loose},      {"!=", TokenKind::Loose},
      {"<", TokenKind::Loose},         {"<=", TokenKind::Loose},      {">", TokenKind::Loose},
      {">=", TokenKind::Loose},        {"=", TokenKind::Loose},       {"+", TokenKind::Loose},
      {"*", TokenKind::Loose},         {"/", TokenKind::Loose},       {"div", TokenKind::Loose},
      {"%", TokenKind::Loose},         {"..", TokenKind::Loose},      {"~", TokenKind::Loose},
      {"-", TokenKind::Minus},         {"not", TokenKind::Tight},     {"^", TokenKind::Tight},
      {"implies", TokenKind::Implies}, {"if", TokenKind::If},         {"then", TokenKind::Then},
      {"else", TokenKind::Else},       {"let", TokenKind::Let},       {"in", TokenKind::In},
      {"true", TokenKind::Operand},    {"false", TokenKind::Operand}, {"bool", TokenKind::Operand},
      {"_", TokenKind::Operand}};
  for (const auto& [text, kind] : kKinds) {
    if (text == literal) return kind;
  }
  return TokenKind::Other;
}

TokenKind kind_of_type(std::size_t type) {
  switch (type) {
    case CausewayLexer::ID:
    case CausewayLexer::QUOTED:
    case CausewayLexer::STEP:
    case CausewayLexer::NUMBER:
      return TokenKind::Operand;
    case CausewayLexer::RESERVED:
      return TokenKind::Word;
    case CausewayLexer::OPEN_COMMENT:
      return TokenKind::OpenComment;
    case CausewayLexer::OPEN_QUOTE:
      return TokenKind::OpenQuote;
    case CausewayLexer::OPEN_STRING:
      return TokenKind::OpenString;
    case CausewayLexer::BARE_FRACTION:
      return TokenKind::BareFraction;
    case CausewayLexer::STRAY:
      return TokenKind::Stray;
    default:
      return TokenKind::Other;
  }
}

/// What the parser needs to know of each token type, by type.
struct TokenTypes {
  std::vector<TokenKind> kinds;
  std::vector<std::string> literals;  // without quotes; empty for names, numbers and the like
  std::vector<bool> begins_declaration;
  std::vector<bool> prefix;  // `latent` and `extern`: the word behind belongs to the same declaration

  bool keyword(std::size_t type) const {
    return !literals[type].empty() && literals[type][0] >= 'a' && literals[type][0] <= 'z';
  }
};

TokenTypes make_token_types() {
  static constexpr std::array<std::string_view, 15> kStarts = {
      "model", "import", "type",  "enum",   "const",    "param",  "fn",     "extern",
      "noise", "var",    "query", "assert", "estimand", "latent", "default"};
  antlr4::ANTLRInputStream empty;
  CausewayLexer lexer(&empty);
  const antlr4::dfa::Vocabulary& vocabulary = lexer.getVocabulary();
  TokenTypes types;
  for (std::size_t type = 0; type <= vocabulary.getMaxTokenType(); ++type) {
    const std::string quoted_literal = vocabulary.getLiteralName(type);
    const std::string literal =
        quoted_literal.size() < 2 ? "" : quoted_literal.substr(1, quoted_literal.size() - 2);
    const TokenKind named = kind_of_type(type);
    types.kinds.push_back(named != TokenKind::Other ? named : kind_of_literal(literal));
    types.literals.push_back(literal);
    types.begins_declaration.push_back(std::find(kStarts.begin(), kStarts.end(), literal) != kStarts.end());
    types.prefix.push_back(literal == "latent" || literal == "extern");
  }
  return types;
}

const TokenTypes& token_types() {
  static const TokenTypes types = make_token_types();
  return types;
}

/// The declaration, or expression, that is parsed on its own.
struct Chunk {
  std::vector<TokenPtr> tokens;
  std::vector<Token> judged;  // the same tokens, as judge_tokens sees them
};

/// Offsets in code points, as ANTLR counts, to offsets in bytes.
class Offsets {
 public:
  explicit Offsets(std::string_view text) {
    if (std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
      return;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80)
        bytes_.push_back(static_cast<std::uint32_t>(i));
    }
    bytes_.push_back(static_cast<std::uint32_t>(text.size()));
  }
  std::uint32_t operator()(std::size_t point) const {
    return bytes_.empty() ? static_cast<std::uint32_t>(point) : bytes_[std::min(point, bytes_.size() - 1)];
  }

 private:
  std::vector<std::uint32_t> bytes_;  // empty: all is ASCII
};

// ---- parse tree to syntax tree ----

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

/// Turns the parse tree of one declaration into nodes of the module. One short function a rule.
class Transform {
 public:
  Transform(Module& module, const Offsets& offsets, std::size_t depth)
      : module_(module), offsets_(offsets), depth_(depth) {}

  Declaration declaration(CausewayParser::DeclarationContext* ctx);
  ExprId expr(CausewayParser::ExprContext* ctx);

  Span span(const antlr4::ParserRuleContext* ctx) const { return span(ctx->start, ctx->stop); }
  Span span(const antlr4::Token* first, const antlr4::Token* last) const {
    return {module_.file, offsets_(first->getStartIndex()), offsets_(last->getStopIndex() + 1)};
  }

 private:
  template <typename T>
  ExprId add(Span at, T node) {
    return module_.exprs.push_back(Expr{at, std::move(node)});
  }
  template <typename T>
  ExprId add(const antlr4::ParserRuleContext* ctx, T node) {
    return add(span(ctx), std::move(node));
  }

  Rational number(antlr4::Token* token) const;
  Identifier name(CausewayParser::NameContext* ctx) const;
  Span token_span(antlr4::tree::TerminalNode* node) const {
    return span(node->getSymbol(), node->getSymbol());
  }

  // Expressions.
  template <typename Context>
  ExprId connective(Context* ctx, Connective op);
  ExprId comparison(CausewayParser::ComparisonContext* ctx);
  ExprId conditional(CausewayParser::ConditionalContext* ctx);
  ExprId match(CausewayParser::MatchExprContext* ctx);
  ExprId let(CausewayParser::LetExprContext* ctx);
  ExprId range(CausewayParser::RangeContext* ctx);
  ExprId suffixes(CausewayParser::ArithContext* ctx);
  ExprId arith(CausewayParser::ArithContext* ctx);
  template <typename Context>
  ExprId chain(Context* ctx);
  ExprId atom(CausewayParser::ArithContext* ctx);
  ExprId call(CausewayParser::CallContext* ctx);
  ExprId array(CausewayParser::ArrayContext* ctx);
  ExprId braces(CausewayParser::BracesContext* ctx);
  ExprId suffix(ExprId base, CausewayParser::ArithContext* ctx);

  // Their parts.
  Comprehension comprehension(CausewayParser::ComprehensionContext* ctx);
  Binder binder(CausewayParser::BinderContext* ctx);
  Condition condition(CausewayParser::ConditionContext* ctx);
  std::vector<Intervention> interventions(CausewayParser::InterventionsContext* ctx);
  Intervention intervention(CausewayParser::InterventionContext* ctx);
  Target target(CausewayParser::TargetContext* ctx);
  Arm arm(CausewayParser::ArmContext* ctx);
  PatternItem pattern_item(CausewayParser::PatternItemContext* ctx);
  PatternAtom pattern_atom(CausewayParser::PatternValueContext* ctx);

  // Declarations.
  DeclarationNode declaration_node(CausewayParser::DeclarationContext* ctx);
  std::optional<Indices> indices(CausewayParser::IndicesContext* ctx);
  std::optional<ExprId> domain(CausewayParser::DomainContext* ctx) {
    return ctx == nullptr ? std::nullopt : std::optional(arith(ctx->arith()));
  }
  std::vector<Parameter> parameters(const std::vector<CausewayParser::ParameterContext*>& contexts);
  VariableDecl variable(CausewayParser::VariableDeclarationContext* ctx);
  ExternDecl extern_function(CausewayParser::ExternDeclarationContext* ctx);

  Module& module_;
  const Offsets& offsets_;
  std::size_t depth_;
};

Rational Transform::number(antlr4::Token* token) const {
  const number::Read read = number::read_number(token->getText());
  if (read.status == number::ReadStatus::Ok) return read.value;
  throw Fault(
      error(Code::Resource, span(token, token),
            "a number of more than " + std::to_string(number::kMaxDigits) + " digits; that is the limit"));
}

std::string name_text(antlr4::Token* token) {
  std::string text = token->getText();
  return text.front() == '`' ? text.substr(1, text.size() - 2) : text;
}

Identifier Transform::name(CausewayParser::NameContext* ctx) const {
  return {name_text(ctx->start), span(ctx)};
}

bool is_suffix(CausewayParser::ArithContext* ctx) {
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

CompareOp compare_op(const std::string& text) {
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
  for (auto* scrutinee : ctx->expr()) node.scrutinees.push_back(expr(scrutinee));
  bool separated = true;
  for (auto* one : ctx->arm()) {
    if (!separated && one->getText().starts_with('-')) {
      throw Fault(error(Code::Syntax, span(one), "a `;` is needed before an arm that begins with `-`"));
    }
    separated = one->getText().ends_with(';');
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

ChainOp chain_op(const std::string& text) {
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
  for (auto* element : ctx->expr()) node.elements.push_back(expr(element));
  if (ctx->comprehension() != nullptr) node.comprehension = comprehension(ctx->comprehension());
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
    EnumDecl node{name(c->name(0)), {}};
    for (std::size_t i = 1; i < c->name().size(); ++i) node.labels.push_back(name(c->name(i)));
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

// ---- what is wrong ----

/// Where a parse stopped, as ANTLR knows it.
struct Stop {
  antlr4::Token* token = nullptr;
  antlr4::misc::IntervalSet expected;  // empty: not known

  bool expects(std::size_t type) const { return expected.contains(static_cast<ssize_t>(type)); }
};

/// Keeps the first error and ends the parse there.
class FirstError : public antlr4::BaseErrorListener {
 public:
  void syntaxError(antlr4::Recognizer* recognizer, antlr4::Token* token, std::size_t, std::size_t,
                   const std::string&, std::exception_ptr cause) override {
    stop.token = token;
    if (!looked_ahead(cause)) stop.expected = dynamic_cast<antlr4::Parser*>(recognizer)->getExpectedTokens();
    throw antlr4::ParseCancellationException();
  }
  Stop stop;

 private:
  /// What the parser expected is known only where it stands, not where a long lookahead failed.
  static bool looked_ahead(const std::exception_ptr& cause) {
    try {
      if (cause) std::rethrow_exception(cause);
    } catch (const antlr4::NoViableAltException& e) {
      return e.getStartToken() != e.getOffendingToken();
    } catch (const std::exception&) {
      return false;
    }
    return false;
  }
};

// ---- parsing ----

class Front {
 public:
  Front(const support::SourceMap& sources, FileId file, support::Budget& budget)
      : sources_(sources),
        text_(sources.file(file).text),
        budget_(budget),
        offsets_(text_),
        depth_(std::min(budget.limits().depth, Limits::kDeepest)),
        transform_(module_, offsets_, depth_),
        fast_parser_(nullptr) {
    module_.file = file;
    fast_parser_.removeErrorListeners();
    fast_parser_.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
    fast_parser_.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
        antlr4::atn::PredictionMode::SLL);
  }

  Parsed parse_module();
  Fragment parse_expression();

 private:
  void check_text() const;
  std::vector<Chunk> lex(bool cut);
  void add_comment(const antlr4::Token& token);
  /// Lets `use` take the parse tree of a chunk; throws Fault where the text is no such thing.
  template <typename Use>
  void parse(Chunk& chunk, Use use);
  template <typename Use>
  void explain(antlr4::CommonTokenStream& stream, const Chunk& chunk, Use use);
  Complaint complaint(const Stop& stop, const Chunk& chunk) const;
  std::string documentation(std::size_t& comment, Span declaration) const;

  const support::SourceMap& sources_;
  std::string_view text_;
  support::Budget& budget_;
  Module module_;
  Offsets offsets_;
  std::size_t depth_;
  Transform transform_;
  std::unique_ptr<antlr4::ANTLRInputStream> input_;  // the tokens refer to both as long as they live
  std::unique_ptr<CausewayLexer> lexer_;
  CausewayParser fast_parser_;
};

void Front::check_text() const {
  const auto at = [&](std::size_t i) {
    return Span{module_.file, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + 1)};
  };
  if (text_.size() > budget_.limits().source) {
    throw Fault(error(Code::Resource, at(0),
                      "the text has " + std::to_string(text_.size()) + " bytes; the limit is " +
                          std::to_string(budget_.limits().source) + " (--max-source)"));
  }
  const std::size_t invalid = support::find_invalid_utf8(text_);
  if (invalid != std::string_view::npos) {
    throw Fault(error(Code::Syntax, at(invalid), "this byte is not valid UTF-8"));
  }
}

void Front::add_comment(const antlr4::Token& token) {
  const Span at = transform_.span(&token, &token);
  std::uint32_t line = at.begin;
  while (line > 0 && (text_[line - 1] == ' ' || text_[line - 1] == '\t')) --line;
  module_.comments.push_back({at, line == 0 || text_[line - 1] == '\n'});
}

/// The text's tokens, a chunk for each declaration if `cut`; comments go into the module.
std::vector<Chunk> Front::lex(bool cut) {
  input_ = std::make_unique<antlr4::ANTLRInputStream>(std::string(text_));
  lexer_ = std::make_unique<CausewayLexer>(input_.get());
  lexer_->removeErrorListeners();
  const TokenTypes& types = token_types();
  std::vector<Chunk> chunks;
  bool prefix = false;
  for (;;) {
    TokenPtr token = lexer_->nextToken();
    const std::size_t type = token->getType();
    if (type == antlr4::Token::EOF) break;
    budget_.spend();
    if (type == CausewayLexer::COMMENT || type == CausewayLexer::BLOCK_COMMENT) add_comment(*token);
    if (token->getChannel() != antlr4::Token::DEFAULT_CHANNEL) continue;
    if (chunks.empty() || (cut && types.begins_declaration[type] && !prefix)) chunks.emplace_back();
    prefix = types.prefix[type];
    chunks.back().judged.push_back({types.kinds[type], transform_.span(token.get(), token.get()), false});
    chunks.back().tokens.push_back(std::move(token));
    if (type == CausewayLexer::OPEN_COMMENT) break;  // all that follows is the comment
  }
  return chunks;
}

template <typename Use>
void Front::parse(Chunk& chunk, Use use) {
  if (const auto report = judge_tokens(chunk.judged, sources_, depth_)) throw Fault(*report);
  for (std::size_t i = 0; i < chunk.tokens.size(); ++i) {
    auto& token = dynamic_cast<antlr4::CommonToken&>(*chunk.tokens[i]);
    if (chunk.judged[i].let_in) token.setType(CausewayParser::LET_IN);
    if (chunk.judged[i].else_if) token.setType(CausewayParser::ELSE_IF);
  }
  antlr4::ListTokenSource source(std::move(chunk.tokens));
  antlr4::CommonTokenStream stream(&source);
  fast_parser_.setTokenStream(&stream);
  try {
    use(fast_parser_);
    return;
  } catch (const antlr4::ParseCancellationException&) {
    stream.seek(0);
  }
  explain(stream, chunk, use);
}

/// The second parse, by full LL prediction: it succeeds where SLL was too weak, and otherwise says what is
/// wrong. It needs a parser of its own: a reset one keeps the state in which the first bailed out.
template <typename Use>
void Front::explain(antlr4::CommonTokenStream& stream, const Chunk& chunk, Use use) {
  CausewayParser parser(&stream);
  FirstError listener;
  parser.removeErrorListeners();
  parser.addErrorListener(&listener);
  try {
    use(parser);
  } catch (const antlr4::ParseCancellationException&) {
    throw Fault(describe(complaint(listener.stop, chunk)));
  }
}

Complaint Front::complaint(const Stop& stop, const Chunk& chunk) const {
  Complaint result;
  const Span last = chunk.judged.back().span;
  if (stop.token->getType() == antlr4::Token::EOF) {
    result.span = {last.file, last.end, last.end + 1};
  } else {
    result.span = transform_.span(stop.token, stop.token);
    result.token = stop.token->getText();
    result.keyword = token_types().keyword(stop.token->getType());
    result.first = result.span == chunk.judged.front().span;
  }
  result.expression_expected = stop.expects(CausewayLexer::NUMBER);
  result.name_expected = stop.expects(CausewayLexer::ID);
  for (std::size_t type = 1; type < token_types().literals.size(); ++type) {
    const std::string& literal = token_types().literals[type];
    if (stop.expects(type) && !literal.empty()) result.expected.push_back(literal);
    if (stop.expects(type) && literal == "*") result.operator_expected = true;
  }
  if (stop.expects(CausewayParser::LET_IN)) result.expected.emplace_back("let in");
  if (stop.expects(CausewayParser::ELSE_IF)) result.expected.emplace_back("else");
  if (stop.expects(CausewayLexer::STRING)) result.expected.emplace_back("import path");
  return result;
}

/// The `///` comments directly before a declaration, from comment number `comment` on, which moves past it.
std::string Front::documentation(std::size_t& comment, Span declaration) const {
  std::string text;
  for (; comment < module_.comments.size() && module_.comments[comment].span.begin < declaration.end;
       ++comment) {
    const std::string_view one = sources_.text(module_.comments[comment].span);
    if (module_.comments[comment].span.begin > declaration.begin) continue;
    if (!one.starts_with("///") || !module_.comments[comment].own_line) {
      text.clear();
      continue;
    }
    const std::string_view body = one.substr(one.size() > 3 && one[3] == ' ' ? 4 : 3);
    text += (text.empty() ? "" : "\n") + std::string(body);
  }
  return text;
}

Parsed Front::parse_module() {
  Parsed parsed;
  try {
    check_text();
    std::size_t comment = 0;
    for (Chunk& chunk : lex(true)) {
      if (parsed.errors.size() == kMostErrors) break;
      try {
        parse(chunk, [&](CausewayParser& parser) {
          Declaration one = transform_.declaration(parser.declarationOnly()->declaration());
          one.documentation = documentation(comment, one.span);
          module_.declarations.push_back(std::move(one));
        });
      } catch (const Fault& fault) {
        parsed.errors.push_back(fault.report());
      }
    }
  } catch (const Fault& fault) {
    parsed.errors.push_back(fault.report());
  }
  parsed.module = std::move(module_);
  return parsed;
}

Fragment Front::parse_expression() {
  check_text();
  std::vector<Chunk> chunks = lex(false);
  if (chunks.empty())
    throw Fault(error(Code::Syntax, {module_.file, 0, 0}, "expected an expression, not an empty text"));
  ExprId root;
  parse(chunks.front(), [&](CausewayParser& parser) { root = transform_.expr(parser.queryOnly()->expr()); });
  return {std::move(module_), root};
}

}  // namespace

bool is_keyword(std::string_view word) {
  const TokenTypes& types = token_types();
  for (std::size_t type = 0; type < types.literals.size(); ++type) {
    if (types.literals[type] == word && types.keyword(type)) return word != "step";
  }
  return word == "observe" || word == "given";
}

bool is_identifier(std::string_view text) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  const bool digit = !text.empty() && text[0] >= '0' && text[0] <= '9';
  if (std::all_of(text.begin(), text.end(), plain))
    return !text.empty() && !digit && text != "_" && !is_keyword(text);
  if (support::find_invalid_utf8(text) != std::string_view::npos) return false;
  antlr4::ANTLRInputStream input{std::string(text)};
  CausewayLexer lexer(&input);
  lexer.removeErrorListeners();
  const TokenPtr token = lexer.nextToken();
  return token->getType() == CausewayLexer::ID && token->getStopIndex() + 1 == input.size();
}

Parsed parse_module(const support::SourceMap& sources, FileId file, support::Budget& budget) {
  return Front(sources, file, budget).parse_module();
}

Fragment parse_expression(const support::SourceMap& sources, FileId file, support::Budget& budget) {
  return Front(sources, file, budget).parse_expression();
}

}  // namespace causeway::syntax
