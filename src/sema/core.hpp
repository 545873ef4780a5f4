// SPDX-License-Identifier: MIT
// Checked expressions. The checker turns a syntax tree into this one: every name is resolved, every
// conversion between bool and number is written out, calls of `fn` and estimands carry their checked bodies,
// and every node has a type and a place. The syntax tree stays as parsed; folding, which needs the constants'
// values, comes with lowering.
//
// Nodes live in a CoreStore and refer to each other by id. Names bound by `let`, `for`, `fn` and `estimand`
// are slots; what a slot holds is evaluated where it is read (call by name), so that a world put on a call
// also reaches its arguments.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "causeway/rational.hpp"
#include "sema/type.hpp"
#include "support/overlay.hpp"
#include "support/source.hpp"

namespace causeway::sema {

using support::Span;
using CoreId = support::Id<struct CoreTag>;
using SlotId = support::Id<struct SlotTag>;
using ConstantId = support::Id<struct ConstantTag>;
using FamilyId = support::Id<struct FamilyTag>;
using ExternId = support::Id<struct ExternTag>;
using DomainDeclId = support::Id<struct DomainDeclTag>;
using QueryId = support::Id<struct QueryTag>;

// ---- values ----

struct BoolValue {
  bool value;
};
struct NumberValue {
  Rational value;
};
struct LabelValue {
  LabelSetId set;
  std::size_t index;
};
struct NameValue {
};  // a bare name of type Name: resolved where a type is expected, an error where none ever is
struct SlotValue {
  SlotId slot;
};
struct ConstantValue {  // a const or param: a value, or an array of `rank` indices
  ConstantId constant;
};

/// An index of a family or array: an expression, or `_` for every index.
struct IndexValue {
  std::optional<CoreId> expr;
};
struct VariableValue {  // x, x[i], x[i, _]: a variable, or a list of variables where indices are missing or
                        // `_`
  FamilyId family;
  std::vector<IndexValue> indices;
};
struct ElementValue {  // an index into an array, or into a list of variables held by a slot
  CoreId base;
  std::vector<IndexValue> indices;
};
struct PlaceholderValue {  // $name
  std::string name;
  bool optional;
};

// ---- operations ----

enum class Operator {
  // strict
  Add,
  Sub,
  Mul,
  Div,
  FloorDiv,
  Mod,
  Pow,
  Neg,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  Xor,
  Not,
  Min,
  Max,
  Abs,
  Floor,
  Ceil,
  Sign,
  Clamp,
  Fact,
  Choose,
  Ord,
  ToNumber,
  ToBool,
  // lazy
  And,
  Or,
  Implies,
  If,  // condition, value, condition, value …, otherwise
};

struct Apply {
  Operator op;
  std::vector<CoreId> args;
};

/// `x in S`; S is a set, or a list of elements that may be random.
struct Membership {
  CoreId value;
  CoreId set;
};

struct CorePattern {
  struct Item {  // one constant, or the integers from it to `upper`
    CoreId value;
    std::optional<CoreId> upper;
  };
  std::vector<Item> items;  // empty: `_`
};
struct CoreArm {
  std::vector<CorePattern> patterns;  // one a scrutinee; none: a lone `_`
  CoreId value;
  Span span;
};
struct MatchValue {  // over values or laws
  std::vector<CoreId> scrutinees;
  std::vector<CoreArm> arms;
};

/// let, or the call of a fn or estimand: slots are bound one after the other; defaults refer to earlier
/// parameters.
struct Bind {
  std::vector<std::pair<SlotId, CoreId>> slots;
  CoreId body;
};

struct CoreBinder {
  SlotId slot;
  CoreId set;  // of shape Set or Variables
  std::string name;
};
struct Iteration {
  std::vector<CoreBinder> binders;
  std::optional<CoreId> condition;
};
enum class Reducer { Sum, Product, Count, Any, All, Min, Max, ArgMin, ArgMax };
struct Comprehend {
  Reducer reducer;
  Iteration iteration;
  CoreId body;
};

struct ArrayValue {
  std::vector<CoreId> elements;
};
struct ArrayOver {  // [e for v in S]
  CoreId element;
  Iteration iteration;
};
/// A value that must lie in a domain: an argument of a parameter with one.
struct Ascribed {
  CoreId value;
  CoreId domain;
};
struct ExternCall {
  ExternId callee;
  std::vector<CoreId> args;
};

enum class Measure { Len, First, Last };
struct Measured {  // len(S), first(S), last(S)
  Measure measure;
  CoreId set;
};

// ---- sets ----

struct RangeSet {
  CoreId lo;
  CoreId hi;
  std::optional<CoreId> step;
};
struct ListSet {  // {a, b}: values, or variables (then of shape Variables)
  std::vector<CoreId> elements;
};
struct DomainSet {  // an enum's or type's name, or `bool`
  DomainDeclId domain;
};
struct LabelsSet {  // a domain of labels, `{easy, hard}`
  LabelSetId labels;
};
struct DomainOf {  // domain(x)
  CoreId variable;
};

// ---- laws ----

struct Bernoulli {
  CoreId p;
};
struct RowLaw {  // probabilities over the declared domain in order; `rest`: the last takes what is left
  std::vector<CoreId> probabilities;
  bool rest;
};
struct ArrayLaw {  // an array expression as a row
  CoreId row;
};
struct KeyedLaw {
  std::vector<std::pair<CoreId, CoreId>> entries;
};
struct KeyedOver {  // {e: p for v in S}
  CoreId key;
  CoreId probability;
  Iteration iteration;
};
struct UniformLaw {
  CoreId set;
};
struct UniformOver {  // uniform({e for v in S if cond})
  CoreId element;
  Iteration iteration;
};
struct BinomialLaw {
  CoreId n;
  CoreId p;
};
struct HypergeometricLaw {
  CoreId population;
  CoreId successes;
  CoreId draws;
};
struct NormalizeLaw {
  CoreId law;
};
struct TableLaw {  // of a network file; rows by the parents' values, the last fastest
  std::vector<CoreId> parents;
  std::size_t table;
};

// ---- worlds and terms ----

struct CoreIntervention {
  CoreId target;  // VariableValue, ElementValue or SlotValue
  std::optional<CoreId> child;
  bool stochastic;
  CoreId value;  // a law if stochastic
  std::vector<CoreBinder> binders;
  Span span;
};
/// From where a host asks its questions: what was seen in the factual world, and what is done.
struct Standpoint {
  std::vector<CoreId> given;
  std::vector<CoreIntervention> actions;
};
struct WorldOf {  // e[I]
  CoreId base;
  std::vector<CoreIntervention> interventions;
};

enum class TermKind { Probability, Expectation, Variance, Covariance, Distribution, Map, Marginals };
struct Term {
  TermKind kind;
  std::vector<CoreId> subjects;                        // events, or expressions
  std::optional<Iteration> iteration;                  // dist(e for i in S)
  std::vector<CoreId> conditions;                      // in order
  std::vector<std::vector<CoreIntervention>> actions;  // each do(…)
};
struct QueryValue {  // an earlier named query
  QueryId query;
  std::vector<CoreId> indices;
};

using CoreNode =
    std::variant<BoolValue, NumberValue, LabelValue, NameValue, SlotValue, ConstantValue, VariableValue,
                 ElementValue, PlaceholderValue, Apply, Membership, MatchValue, Bind, Comprehend, ArrayValue,
                 ArrayOver, Ascribed, ExternCall, Measured, RangeSet, ListSet, DomainSet, LabelsSet, DomainOf,
                 Bernoulli, RowLaw, ArrayLaw, KeyedLaw, KeyedOver, UniformLaw, UniformOver, BinomialLaw,
                 HypergeometricLaw, NormalizeLaw, TableLaw, WorldOf, Term, QueryValue>;

struct Core {
  Span span;
  Type type;
  CoreNode node;
};

using CoreStore = support::OverlayVector<CoreId, Core>;

}  // namespace causeway::sema
