// SPDX-License-Identifier: MIT
// From what an engine says to what a term says.
#pragma once

#include <span>
#include <vector>

#include "causeway/answer.hpp"
#include "inference/task.hpp"
#include "lower/folder.hpp"
#include "query/session.hpp"
#include "support/fault.hpp"

namespace causeway::query {

/// The error for evidence of probability 0.
support::Fault impossible_evidence(const TermSpec& spec);
[[noreturn]] void table_too_large(const Limits& limits);
/// Throws Exhausted if the declared domains of the columns alone make too many rows.
void require_small(const std::vector<TermSpec::Column>& columns, const ir::Store& store,
                   const Limits& limits);

/// A probability, expectation, variance or covariance, from one outcome a task (Session::tasks).
Rational value(const PreparedTerm& term, sema::TermKind kind, std::span<const inference::Outcome> outcomes,
               const ir::Store& store);
/// A row for each combination of values: of the declared domains, otherwise of what is possible.
Table distribution(const inference::Outcome& outcome, const std::vector<TermSpec::Column>& columns,
                   const ir::Store& store, support::Budget& budget);
/// The most probable joint value; of equals the first in domain order.
Answer::Map most_probable(const inference::Outcome& outcome, const std::vector<TermSpec::Column>& columns,
                          const ir::Store& store);

}  // namespace causeway::query
