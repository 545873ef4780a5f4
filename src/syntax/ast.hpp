// SPDX-License-Identifier: MIT
// The syntax tree of a model file, as parsed: nothing is resolved, folded or desugared here, and no later
// pass changes it. Expressions live in one vector per module and refer to each other by id, so that long
// chains and deep nests cost no recursion to build, copy or destroy.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "causeway/rational.hpp"
#include "support/id.hpp"
#include "support/source.hpp"

namespace causeway::syntax {

using support::Span;
using ExprId = support::Id<struct ExprTag>;

/// A name with its place; backquotes are gone.
struct Identifier {
  std::string text;
  Span span;
};

enum class ChainOp { Add, Sub, Mul, Div, IntDiv, Mod };
enum class Connective { And, Or, Xor };
enum class CompareOp { Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, SingleEqual, In };

// ---- expressions ----

struct Number {
  Rational value;
};
struct Truth {
  bool value;
};
struct BoolSet {};    // `bool` as a domain or set
struct Wildcard {};   // `_`: the rest of a row, or every index
struct Placeholder {  // `$name`, `$name?`
  std::string name;
  bool optional;
};
struct Name {
  std::string text;
};
struct Qualified {  // `Grade.A`
  Identifier type;
  Identifier label;
};
struct Group {  // parentheses, kept: a warning and the formatter want to know
  ExprId inner;
};
struct Not {
  ExprId operand;
};
struct Negate {
  ExprId operand;
};
struct Power {
  ExprId base;
  ExprId exponent;
};
struct Chain {  // a + b - c or a * b / c, from the left; one operator fewer than operands
  std::vector<ChainOp> ops;
  std::vector<ExprId> operands;
};
struct Connect {  // a and b and c; likewise or, xor
  Connective op;
  std::vector<ExprId> operands;
};
struct Implies {
  ExprId premise;
  ExprId conclusion;
};
struct Compare {
  CompareOp op;
  ExprId left;
  ExprId right;
};
struct Range {
  ExprId lo;
  ExprId hi;
  std::optional<ExprId> step;
};
struct If {
  struct Branch {
    ExprId condition;
    ExprId value;
  };
  std::vector<Branch> branches;  // if, else if, else if …
  ExprId otherwise;
};

struct PatternNumber {
  Rational value;
};
struct PatternName {  // a label or a numeric constant
  std::string text;
};
/// One end of a pattern's range, or the whole of it.
using PatternAtom = std::variant<PatternNumber, Truth, PatternName, Qualified, Wildcard>;
struct PatternItem {
  PatternAtom value;
  std::optional<PatternAtom> upper;  // `lo..hi`
  Span span;
};
struct Pattern {
  std::vector<PatternItem> alternatives;
  Span span;
};
struct Arm {
  std::vector<Pattern> patterns;
  ExprId value;
};
struct Match {
  std::vector<ExprId> scrutinees;
  std::vector<Arm> arms;
};
struct Let {
  Identifier name;
  ExprId value;
  ExprId body;
};

struct Binder {
  Identifier name;
  ExprId set;
};
struct Comprehension {
  std::vector<Binder> binders;
  std::optional<ExprId> condition;
};

struct Target {
  Identifier name;
  std::vector<ExprId> indices;
  Span span;
};
/// `x = e`, `x ~ D`, `x -> m = e`, each perhaps `for i in S`.
struct Intervention {
  Target target;
  std::optional<Target> child;  // of an edge intervention
  bool stochastic;
  ExprId value;
  std::vector<Binder> binders;
  Span span;
};

struct Argument {
  std::optional<Identifier> name;
  ExprId value;
};
/// An event, or `do(…)`.
struct Condition {
  std::optional<ExprId> event;
  std::vector<Intervention> interventions;
  Span span;
};
/// `f(a, to: b)`, `sum(e for i in S)`, `P(a | b, do(c = 1))`.
struct Call {
  Identifier callee;
  std::vector<Argument> arguments;
  std::optional<Comprehension> comprehension;  // of its only argument
  bool has_bar;
  std::vector<Condition> conditions;
};
struct Index {
  ExprId base;
  std::vector<ExprId> indices;
};
struct World {  // e[x = 1, y ~ D]
  ExprId base;
  std::vector<Intervention> interventions;
};
struct Array {  // [a, b], [e for v in S]
  std::vector<ExprId> elements;
  std::optional<Comprehension> comprehension;
};
struct Braces {  // {a, b}, {a: 1/2, b: 1/2}, {e: p for v in S}
  struct Entry {
    ExprId key;
    std::optional<ExprId> value;
  };
  std::vector<Entry> entries;
  std::optional<Comprehension> comprehension;
};

using Node =
    std::variant<Number, Truth, BoolSet, Wildcard, Placeholder, Name, Qualified, Group, Not, Negate, Power,
                 Chain, Connect, Implies, Compare, Range, If, Match, Let, Call, Index, World, Array, Braces>;

struct Expr {
  Span span;
  Node node;
};

// ---- declarations ----

struct IndexSpec {  // `i in 1..n`, or the constant index of one clause
  std::optional<Identifier> binder;
  ExprId set;  // or the index itself
};
struct Indices {
  std::vector<IndexSpec> specs;
  std::optional<ExprId> condition;
};
struct Parameter {
  Identifier name;
  std::optional<ExprId> domain;
  std::optional<ExprId> otherwise;  // its default
};

struct ModelDecl {
  Identifier name;
};
struct ImportDecl {
  std::string path;
};
struct TypeDecl {
  Identifier name;
  ExprId domain;
};
struct EnumDecl {
  Identifier name;
  std::vector<Identifier> labels;
};
struct ConstantDecl {
  bool parameter;
  Identifier name;
  std::optional<Indices> indices;
  std::optional<ExprId> domain;
  ExprId value;
};
struct FunctionDecl {
  Identifier name;
  std::vector<Parameter> parameters;
  ExprId body;
};
struct ExternDecl {
  Identifier name;
  std::vector<ExprId> parameters;
  ExprId result;
};
struct VariableDecl {
  bool latent;
  bool noise;
  Identifier name;
  std::optional<Indices> indices;
  std::optional<ExprId> domain;
  bool stochastic;  // `~` rather than `=`
  ExprId mechanism;
  std::optional<Identifier> coupling;
};
struct QueryDecl {
  std::optional<Identifier> name;
  std::optional<Indices> indices;
  ExprId query;
};
struct AssertDecl {
  ExprId query;
};
struct EstimandDecl {
  Identifier name;
  std::vector<Parameter> parameters;
  ExprId body;
};
struct CouplingDecl {
  Identifier coupling;
};

using DeclarationNode =
    std::variant<ModelDecl, ImportDecl, TypeDecl, EnumDecl, ConstantDecl, FunctionDecl, ExternDecl,
                 VariableDecl, QueryDecl, AssertDecl, EstimandDecl, CouplingDecl>;

struct Declaration {
  Span span;
  std::string documentation;  // the text of `///` comments before it
  DeclarationNode node;
  ExprId first_expr;  // its expressions are those from here to (excluding) `end_expr`
  ExprId end_expr;
};

/// `// …` or `/* … */`, delimiters included.
struct Comment {
  Span span;
  bool own_line;  // nothing but white space before it on its line
};

struct Module {
  support::FileId file;
  support::IdVector<ExprId, Expr> exprs;
  std::vector<Declaration> declarations;
  std::vector<Comment> comments;

  const Expr& operator[](ExprId id) const { return exprs[id]; }
};

/// One query, or one constant, on its own.
struct Fragment {
  Module module;
  ExprId root;
};

/// What a host says was seen, and what is done.
struct Events {
  Module module;
  std::vector<ExprId> list;
};
struct Interventions {
  Module module;
  std::vector<Intervention> list;
};

}  // namespace causeway::syntax
