// SPDX-License-Identifier: MIT
// What is judged on the token stream before parsing: tokens that are none, brackets, nesting, and which `in`
// ends a let.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "support/fault.hpp"
#include "support/source.hpp"

namespace causeway::syntax {

enum class TokenKind {
  Other,
  Open,        // ( [ {
  Close,       // ) ] }
  Separator,   // , ; => and `|`
  Loose,       // and, or, comparisons: they end a run of tight prefix operators, and a range
  Arithmetic,  // binary operators of numbers: they end a run of tight prefix operators
  Range,       // ..
  Minus,       // binary or prefix, by what stands before it
  Tight,       // not, ^
  Implies,
  If,
  Match,
  Then,
  Else,
  Let,
  In,
  Operand,  // what may end an operand: names, numbers, true, false …
  Word,     // reserved for later
  OpenComment,
  OpenQuote,
  OpenString,
  BareFraction,
  Stray,
};

struct Token {
  TokenKind kind;
  support::Span span;
  bool let_in = false;   // set for an `in` that ends a let's value
  bool else_if = false;  // set for an `else` before an `if`
};

/// Judges one declaration's tokens and marks its let-ins and else-ifs; the first error, if there is one.
/// `depth` bounds the nesting of brackets, prefix operators and conditionals, so that no later recursion on
/// the tree can be deeper.
std::optional<support::Report> judge_tokens(std::vector<Token>& tokens, const support::SourceMap& sources,
                                            std::size_t depth);

}  // namespace causeway::syntax
