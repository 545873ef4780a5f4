// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <new>
#include <optional>
#include <string>
#include <string_view>

#include "causeway/model.hpp"
#include "lower/lowered_model.hpp"
#include "query/run.hpp"
#include "sema/declarations.hpp"

namespace causeway::api {

using VariableIndex = support::IdTable<lower::VarId>;

/// What a Model shares between its copies; never changed once it is made.
struct ModelState {
  std::shared_ptr<const lower::LoweredModel> lowered;
  Diagnostics warnings;
  Limits limits;
  LoadTimings timings;
  std::shared_ptr<const VariableIndex> by_name;
};

query::Question question_of(const ModelState& state, std::size_t i);
/// The file's query of that name.
std::optional<std::size_t> find_question(const ModelState& state, std::string_view text);
/// By its name, `x[1, low]`, in which blanks behind commas may be missing.
lower::VarId find_variable(const ModelState& state, std::string_view name);
std::shared_ptr<const VariableIndex> index_of(const lower::LoweredModel& model);

Diagnostic plain_error(Code code, std::string message, std::string hint = "");
Diagnostic no_memory();

/// Whatever `use` throws, as diagnostics with places in the query's texts.
template <typename T, typename Use>
Result<T> guarded(const sema::CheckedQuery& query, Use use) {
  try {
    return use();
  } catch (const support::Fault& fault) {
    return support::resolve(fault.report(), query.sources);
  } catch (const support::Exhausted& exhausted) {
    return support::resolve(support::report(exhausted, query.query.span), query.sources);
  } catch (const std::bad_alloc&) {
    return no_memory();
  }
}

}  // namespace causeway::api
