// SPDX-License-Identifier: MIT
// Reads the Bayesian Interchange Format (.bif), as the networks of the bnlearn repository are written in:
// labels of any spelling, decimals with exponents, rows in any order, a `default` row. One pass over the
// text, no copies of it. Tests: tests/unit/formats, tests/data.
#pragma once

#include <memory>
#include <string>
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

/// A discrete Bayesian network.
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

/// Throws Fault, Exhausted.
Network read_bif(const support::SourceMap& sources, support::FileId file, support::Budget& budget);

}  // namespace causeway::formats
