// SPDX-License-Identifier: MIT
// The parse tree of one declaration, or expression, into nodes of the syntax tree: one short function a rule.
// Recursion is as deep as the text is nested, which tokens.hpp bounds; chains are taken apart by loops.
// Tests: tests/unit/syntax/parser_test.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "CausewayParser.h"
#include "antlr4-runtime.h"
#include "support/budget.hpp"
#include "syntax/ast.hpp"

namespace causeway::syntax {

using generated::CausewayParser;

/// Turns the parse tree of one declaration into nodes of the module. One short function a rule.
class Transform {
 public:
  Transform(Module& module, support::Budget& budget, std::size_t depth)
      : module_(module), budget_(budget), depth_(depth) {}

  Declaration declaration(CausewayParser::DeclarationContext* ctx);
  ExprId expr(CausewayParser::ExprContext* ctx);
  std::vector<Intervention> interventions(CausewayParser::InterventionsContext* ctx);

  Span span(const antlr4::ParserRuleContext* ctx) const { return span(ctx->start, ctx->stop); }
  Span span(const antlr4::Token* first, const antlr4::Token* last) const {
    return {module_.file, static_cast<std::uint32_t>(first->getStartIndex()),
            static_cast<std::uint32_t>(last->getStopIndex() + 1)};
  }

 private:
  template <typename T>
  ExprId add(Span at, T node) {
    budget_.hold(2 * sizeof(Expr));  // and what its parts and its declaration hold
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

  void require_few(const antlr4::ParserRuleContext* ctx, std::size_t count, const std::string& what) const;

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
  support::Budget& budget_;
  std::size_t depth_;
};

}  // namespace causeway::syntax
