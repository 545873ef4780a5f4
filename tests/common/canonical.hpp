// SPDX-License-Identifier: MIT
// Answers as one line of text, for expectations in comments: `n/d`, `true`, `{A: 1/2, B: 1/2}`, `(a, b):
// 1/4`.
#pragma once

#include <string>

#include "causeway/causeway.hpp"

namespace causeway::tests {

inline std::string joined(const std::vector<Value>& values) {
  std::string text;
  for (const Value& one : values) text += (text.empty() ? "" : ", ") + one.to_string();
  return values.size() == 1 ? text : "(" + text + ")";
}

inline std::string canonical(const Table& table) {
  std::string text = "{";
  for (const Table::Row& row : table.rows) {
    const auto* truth = std::get_if<bool>(&row.result);
    text += (text.size() > 1 ? ", " : "") + joined(row.values) + ": " +
            (truth == nullptr ? row.rational().to_fraction()
             : *truth         ? "true"
                              : "false");
  }
  return text + "}";
}

inline std::string canonical(const Answer& answer, bool assertion = false) {
  switch (answer.kind()) {
    case Answer::Kind::Number:
      return answer.rational().to_fraction();
    case Answer::Kind::Boolean:
      return assertion ? (answer.boolean() ? "holds" : "fails") : answer.boolean() ? "true" : "false";
    case Answer::Kind::Distribution:
    case Answer::Kind::Indexed:
      return canonical(answer.table());
    case Answer::Kind::Map:
      return joined(answer.map().values) + ": " + answer.map().probability.to_fraction();
    case Answer::Kind::Marginals:
      break;
  }
  std::string text = "{";
  for (const Answer::Marginal& one : answer.marginals())
    text += (text.size() > 1 ? ", " : "") + one.variable + ": " + canonical(one.table);
  return text + "}";
}

}  // namespace causeway::tests
