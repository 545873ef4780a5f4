// SPDX-License-Identifier: MIT
#include "syntax/complaint.hpp"

#include <algorithm>
#include <array>

#include "support/text.hpp"

namespace causeway::syntax {

namespace {

using support::quote;

bool is_comparison(std::string_view text) {
  static constexpr std::array<std::string_view, 8> kOperators = {"==", "!=", "<", "<=", ">", ">=", "=", "in"};
  return std::find(kOperators.begin(), kOperators.end(), text) != kOperators.end();
}

/// Tokens worth naming. Behind an operand any operator could stand, which helps nobody.
bool is_telling(std::string_view literal, bool after_operand) {
  static constexpr std::array<std::string_view, 14> kTelling = {
      ")", "]", "}", ",", ":", "~", "=>", "then", "else", "let in", "coupling", "fn", "noise", "var"};
  static constexpr std::array<std::string_view, 4> kOpening = {"(", "[", "{", "="};
  if (std::find(kTelling.begin(), kTelling.end(), literal) != kTelling.end()) return true;
  return !after_operand && std::find(kOpening.begin(), kOpening.end(), literal) != kOpening.end();
}

std::string expected_text(const Complaint& complaint) {
  if (complaint.expression_expected) return "an expression";
  if (complaint.name_expected && !complaint.operator_expected) return "a name";
  std::vector<std::string> names;
  for (const std::string& literal : complaint.expected) {
    if (!is_telling(literal, complaint.operator_expected)) continue;
    const std::string name = quote(literal == "let in" ? "in" : literal);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  if (std::find(complaint.expected.begin(), complaint.expected.end(), "import path") !=
      complaint.expected.end()) {
    names.emplace_back("a path in quotes");
  }
  return support::join_choices(names);
}

std::string hint(const Complaint& complaint) {
  const std::string& token = complaint.token;
  if (token == "do") return "an action stands behind the bar: `P(y | do(x = 1))`";
  if (complaint.keyword && complaint.name_expected && !complaint.expression_expected) {
    return "it is a keyword; as a name it is written in backquotes, like this: " + quote(token);
  }
  const bool assignment =
      std::find(complaint.expected.begin(), complaint.expected.end(), "=") != complaint.expected.end();
  if (token == "==" && assignment) return "a mechanism, or a constant's value, is given by `=`";
  if (is_comparison(token) && !complaint.expression_expected && !assignment) {
    return "comparisons do not chain: write `a < b and b < c`";
  }
  if (token == "if" || token == "match" || token == "let" || token == "not") return "put it in parentheses";
  return "";
}

}  // namespace

support::Report describe(const Complaint& complaint) {
  const std::string expected = expected_text(complaint);
  const std::string wanted = expected.empty() ? "" : "; expected " + expected;
  if (complaint.token.empty())
    return support::error(Code::Syntax, complaint.span, "this ends too early" + wanted);
  if (complaint.first && !complaint.expression_expected) {
    return support::error(
        Code::Syntax, complaint.span,
        "expected a declaration (`var`, `noise`, `query` …), not " + quote(complaint.token));
  }
  return support::error(Code::Syntax, complaint.span, "unexpected " + quote(complaint.token) + wanted)
      .with_hint(hint(complaint));
}

}  // namespace causeway::syntax
