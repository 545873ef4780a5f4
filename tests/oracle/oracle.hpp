// SPDX-License-Identifier: MIT
// An independent oracle for tests: answers queries by running through all units, straight from the language
// definition, slowly. It shares only the parser and the number type with the implementation it checks; on
// purpose it reads and includes nothing else of it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "causeway/rational.hpp"

namespace causeway::oracle {

struct Row {
  std::vector<std::string> values;  // as text: "A", "true", "1/2"
  Rational p;
};

/// Exactly one of the five is set.
struct Answer {
  std::optional<Rational> number;
  std::optional<bool> truth;
  std::optional<std::vector<Row>> rows;  // dist, or an indexed query
  std::optional<Row> most_probable;      // map
  std::string error;  // "undefined-condition", "undetermined", … as in the list of error codes; `a|b`: either
};

class Model {
 public:
  /// Reads a model; throws std::runtime_error("code: message") if its declarations are wrong. `max_runs`
  /// bounds the evaluations of units that one question may take.
  explicit Model(const std::string& text, std::uint64_t max_runs = 2'000'000);
  ~Model();
  Model(Model&&) noexcept;
  Model& operator=(Model&&) noexcept;

  /// Answers a query of the query language. Never throws for an error in the query; the error is "resource"
  /// when it would need more than max_runs evaluations.
  Answer ask(const std::string& query) const;

  /// The message behind an error in the answer, for the reader of a failed test; empty if there is none.
  std::string why(const std::string& query) const;

  /// The file's own `query` declarations, each as a text for ask(): the query's name if it is indexed,
  /// otherwise its expression.
  std::vector<std::string> queries() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace causeway::oracle
