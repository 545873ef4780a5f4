// SPDX-License-Identifier: MIT
// What the generator knows of the model it is writing.
#pragma once

#include <set>
#include <string>
#include <vector>

namespace causeway::differential {

struct Kind {
  enum class Tag { Bool, Number, Label };
  Tag tag = Tag::Bool;
  std::size_t type = 0;  // Label: which of the sketch's types
  friend bool operator==(const Kind&, const Kind&) = default;
};
inline constexpr Kind kBool{Kind::Tag::Bool, 0};
inline constexpr Kind kNumber{Kind::Tag::Number, 0};

/// A piece of text, and how tightly its outermost operator binds.
enum class Level {
  Conditional,
  Implication,
  Disjunction,
  ExclusiveOr,
  Conjunction,
  Negation,
  Comparison,
  Range,
  Sum,
  Product,
  Minus,
  Power,
  Atom
};
struct Piece {
  std::string text;
  Level level = Level::Atom;

  /// In parentheses unless it binds at least as tightly.
  std::string at(Level least) const { return level >= least ? text : "(" + text + ")"; }
};

struct LabelType {
  std::string name;  // empty: anonymous
  std::vector<std::string> labels;

  std::string domain() const;
};

/// What an index of a family runs over.
struct IndexSet {
  int lo = 0;
  int hi = -1;
  int type = -1;  // ≥ 0: the labels of that type instead

  std::string text;  // as written in a binder
};

struct Symbol {
  std::string name;
  Kind kind;
  std::vector<IndexSet> indices;
  bool noise = false;
  bool law = false;       // declared with ~
  bool declared = false;  // with a domain
  int least = 0;          // Number: a bound of its values, where one is known, for patterns and constants
  int most = 2;
  std::set<std::string> reads;  // a plain variable's parents, as text
};

struct Local {
  std::string name;
  Kind kind;
};

struct Function {
  std::string name;
  Kind result;
  std::vector<Kind> parameters;
  bool optional = false;  // the last parameter has a default
};

struct Sketch {
  std::vector<LabelType> types;
  std::vector<Symbol> symbols;
  std::vector<Function> functions;
  std::vector<std::string> numbers;                 // constants and parameters
  std::vector<std::pair<std::string, int>> arrays;  // constant arrays of numbers, with their lengths
  bool table = false;                               // is there a constant array of two rows?
  std::size_t units = 1;                            // about how many ways the noise can come out
};

}  // namespace causeway::differential
