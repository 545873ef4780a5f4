// SPDX-License-Identifier: MIT
// A discrete Bayesian network as files give it, and the tables of its nodes while they are read: decimals,
// exactly, in rows that are to sum to 1.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "number/row_table.hpp"
#include "support/budget.hpp"
#include "support/fault.hpp"
#include "support/source.hpp"

namespace causeway::formats {

struct NetworkVariable {
  std::string name;
  support::Span span;
  std::vector<std::string> states;
  std::vector<std::size_t> parents;
  std::shared_ptr<const number::RowTable>
      table;  // a row a combination of the parents' states, the last parent fastest
};

struct Network {
  std::string name;
  std::vector<NetworkVariable> variables;
  /// Rows that did not sum to exactly 1: how many of all, the largest deviation, and the first of them. The
  /// difference has been put on each row's largest entry, the first of equals.
  std::size_t rows = 0;
  std::size_t inexact_rows = 0;
  Rational largest_deviation;
  support::Span first_inexact;
};

/// A decimal as an integer and its places; `fits` is false where it needs more than 64 bits or 18 places.
struct Decimal {
  std::int64_t digits = 0;
  unsigned places = 0;
  bool fits = false;
};

/// The table of a node, row by row in any order.
class TableBuilder {
 public:
  /// Throws Fault where the rows are beyond the limit on memory; `place` is the node's.
  TableBuilder(const Network& network, const NetworkVariable& variable, support::Span place,
               support::Budget& budget);

  std::size_t rows() const { return spans_.size(); }
  std::size_t row_length() const { return length_; }
  /// Begins a row; throws Fault where it is given already.
  void begin_row(std::size_t row, support::Span span);
  /// Throws Fault for a word that is no number.
  void set(std::size_t row, std::size_t column, std::string_view word, support::Span span);
  /// Rows that are not given become the only row of `other`.
  void fill(const TableBuilder& other);
  /// Throws Fault where a row is missing or far from 1; counts the rows that were not exactly 1.
  std::shared_ptr<const number::RowTable> finish(Network& network, const NetworkVariable& variable) &&;

  /// For a row of a node by itself.
  explicit TableBuilder(std::size_t length) : length_(length), entries_(length), spans_(1) {}

 private:
  std::size_t length_;
  std::vector<Decimal> entries_;
  std::vector<Rational> exact_;       // instead, once one entry did not fit
  std::vector<support::Span> spans_;  // of the rows given; unknown where a row is missing
};

/// The variable of that name; throws Fault with the likely one if there is none.
[[noreturn]] void throw_no_variable(const Network& network, std::string_view name, support::Span span);

}  // namespace causeway::formats
