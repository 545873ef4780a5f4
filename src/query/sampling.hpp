// SPDX-License-Identifier: MIT
// Units of a model, drawn in the order of evaluation. Tests: tests/api/world_test.cpp.
#pragma once

#include <random>
#include <string>
#include <vector>

#include "causeway/value.hpp"
#include "inference/unit.hpp"
#include "query/run.hpp"
#include "query/session.hpp"

namespace causeway::query {

/// Units in which a question's conditions hold, with the values of what it asks for. The question is a
/// `dist(…)`; it must outlive the stream.
class UnitStream {
 public:
  /// The budget pays for what the stream keeps, and must outlive it. Throws Fault, Exhausted.
  UnitStream(const Question& question, const std::mt19937_64& random, support::Budget& budget);

  std::vector<std::string> columns() const;
  /// Throws Fault, Exhausted.
  std::vector<Value> next(support::Budget& budget);
  /// Are so many values known from earlier units that another stream should go on?
  bool full() const;
  const std::mt19937_64& random() const { return random_; }

 private:
  std::optional<ValueId> value(NodeId node);
  [[noreturn]] void undefined(support::Budget& budget);

  const Question& question_;
  support::Budget& budget_;
  Workspace workspace_;
  Session session_;
  const TermSpec& spec_;
  PreparedTerm term_;
  inference::Unit unit_;
  inference::Unit::Mark nothing_;
  std::mt19937_64 random_;
  std::size_t values_;  // that were known at the beginning
};

}  // namespace causeway::query
