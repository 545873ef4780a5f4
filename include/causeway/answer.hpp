// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "causeway/diagnostic.hpp"
#include "causeway/export.hpp"
#include "causeway/rational.hpp"
#include "causeway/value.hpp"

namespace causeway {

/// A table of exact numbers: a distribution, or an indexed query with one row an index.
struct CAUSEWAY_EXPORT Table {
  struct Row {
    std::vector<Value> values;            ///< one a column
    std::variant<Rational, bool> result;  ///< bool only for indexed queries that ask for one

    const Rational& rational() const { return std::get<Rational>(result); }
  };
  std::vector<std::string> columns;
  std::vector<Row> rows;
};

/// Time that a query took, in milliseconds.
struct Timings {
  double plan = 0;
  double evaluate = 0;
};

/// The exact answer to a query. A plain value type.
class CAUSEWAY_EXPORT Answer {
 public:
  struct Map {  ///< the most probable joint value, with its probability
    std::vector<std::string> columns;
    std::vector<Value> values;
    Rational probability;
  };
  struct Marginal {
    std::string variable;
    Table table;
  };
  enum class Kind { Number, Boolean, Distribution, Map, Marginals, Indexed };

  // NOLINTNEXTLINE(google-explicit-constructor)
  Answer(Rational number) : kind_(Kind::Number), content_(std::move(number)) {}
  template <std::same_as<bool> Bool>
  Answer(Bool truth) : kind_(Kind::Boolean), content_(truth) {}    // NOLINT(google-explicit-constructor)
  Answer(Map map) : kind_(Kind::Map), content_(std::move(map)) {}  // NOLINT(google-explicit-constructor)
  // NOLINTNEXTLINE(google-explicit-constructor)
  Answer(std::vector<Marginal> marginals) : kind_(Kind::Marginals), content_(std::move(marginals)) {}
  /// Requires Kind::Distribution or Kind::Indexed.
  Answer(Kind kind, Table table) : kind_(kind), content_(std::move(table)) {}

  Kind kind() const { return kind_; }
  /// Each requires its kind; throws std::bad_variant_access otherwise.
  const Rational& rational() const { return std::get<Rational>(content_); }
  bool boolean() const { return std::get<bool>(content_); }
  const Table& table() const { return std::get<Table>(content_); }
  const Map& map() const { return std::get<Map>(content_); }
  const std::vector<Marginal>& marginals() const { return std::get<std::vector<Marginal>>(content_); }

  /// Both sides of the comparison that a boolean query is, where they are numbers: what a failed assertion
  /// shows.
  const std::optional<std::pair<Rational, Rational>>& sides() const { return sides_; }
  /// What is suspicious in the query, though it has an answer.
  const Diagnostics& warnings() const { return warnings_; }
  const Timings& timings() const { return timings_; }

  void set_sides(Rational left, Rational right) { sides_.emplace(std::move(left), std::move(right)); }
  void set_warnings(Diagnostics warnings) { warnings_ = std::move(warnings); }
  void set_timings(Timings timings) { timings_ = timings; }

 private:
  Kind kind_;
  std::variant<Rational, bool, Table, Map, std::vector<Marginal>> content_;
  std::optional<std::pair<Rational, Rational>> sides_;
  Diagnostics warnings_;
  Timings timings_;
};

}  // namespace causeway
