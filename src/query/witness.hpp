// SPDX-License-Identifier: MIT
// Explains an undefined operation: lowers the query once more, with nothing shared, so that each node knows
// its place in the text, replays the draws that reached it, and looks for the first operation that has no
// value.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "inference/task.hpp"
#include "lower/folder.hpp"

namespace causeway::query {

/// A unit on which a term reaches an undefined operation.
struct UndefinedUnit {
  std::size_t term;
  std::vector<inference::Draw> draws;
};
/// The arithmetic around the terms has no value for their values.
struct UndefinedArithmetic {
  std::map<std::size_t, ir::ValueId> terms;
};

/// What folding a query needs, for a second time.
struct QueryText {
  const lower::LoweredModel& model;
  const sema::CoreStore& cores;
  const support::SourceMap& sources;
  sema::CoreId body;
  const sema::IndicesDef& indices;  // of an indexed query, and the values of one answer
  const ir::Key& key;
  const ir::Store& store;  // in which the draws' values and sources are numbered
  const std::vector<ir::SourceId>& intervention_sources;
  const lower::Placeholders* placeholders;
  const sema::Standpoint* standpoint;
};

support::Report explain_undefined(const QueryText& query, const UndefinedUnit& unit, support::Budget& budget);
support::Report explain_undefined(const QueryText& query, const UndefinedArithmetic& arithmetic,
                                  support::Budget& budget);

}  // namespace causeway::query
