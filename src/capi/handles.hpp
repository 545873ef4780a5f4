// SPDX-License-Identifier: MIT
// What the handles of the C interface hold, and how exceptions become statuses. A client of the C++
// interface. Tests: tests/capi.
#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <vector>

#include "causeway/causeway.h"
#include "causeway/causeway.hpp"

struct cw_error {
  causeway::Diagnostics diagnostics;
  std::string text;          // of all
  cw_status status = CW_OK;  // of the first, if it is a fault of the call itself
};
struct cw_cancel {
  causeway::CancelToken token;
};
struct cw_options {
  causeway::Options options;
};
struct cw_model {
  causeway::Model model;
  std::vector<std::string> variables;
  std::vector<causeway::Question> questions;
};
struct cw_list {
  std::vector<causeway::Value> values;
  std::vector<std::string> texts;
};
struct cw_query {
  causeway::PreparedQuery query;
  std::vector<causeway::PreparedQuery::Placeholder> placeholders;
};
struct cw_world {
  causeway::World world;
};
struct cw_sampler {
  causeway::Sampler sampler;
  std::vector<causeway::Value> unit;
  std::vector<std::string> texts;  // of its values
};

/// Texts of numbers are made when they are first asked for, and stay where they are.
struct cw_answer {
  explicit cw_answer(causeway::Answer of) : answer(std::move(of)) {}
  explicit cw_answer(causeway::Table of) : answer(causeway::Answer::Kind::Distribution, std::move(of)) {}

  causeway::Answer answer;
  std::deque<cw_answer> marginals;
  mutable std::mutex mutex;
  mutable std::deque<std::string> texts;
  mutable std::vector<const char*> numbers;  // of rows, or of the one number
  mutable std::vector<const char*> values;   // of the rows' values, one row after the other
};

namespace causeway::capi {

cw_status status_of(Code code);
cw_value view(const Value& value, const std::string& text);
inline std::string text_of(const Value& value) {
  return value.kind() == Value::Kind::Label ? value.label() : value.to_string();
}
/// Nothing where it is no value: NULL, or a number that cannot be read.
std::optional<Value> value_of(const cw_value& value);
/// Hands over the diagnostics, and gives the status of the first.
cw_status fail(const Diagnostics& diagnostics, cw_error** error);
/// The same for a fault of the call itself.
cw_status fail(cw_status status, Code code, const std::string& message, cw_error** error);
char* copy(const std::string& text);
std::unique_ptr<cw_error> error_of(Diagnostics diagnostics);
inline CancelToken token(const cw_cancel* cancel) {
  return cancel == nullptr ? CancelToken() : cancel->token;
}

/// Runs what may throw; no exception leaves it. Afterwards there is an error object only where `use` made
/// one.
template <typename Use>
cw_status guarded(cw_error** error, Use use) noexcept {
  if (error != nullptr) *error = nullptr;
  try {
    return use();
  } catch (const std::bad_alloc&) {
    return CW_MEMORY;
  } catch (const std::exception& fault) {
    try {
      return fail(CW_INTERNAL, Code::Usage, fault.what(), error);
    } catch (...) {
      return CW_INTERNAL;
    }
  } catch (...) {
    return CW_INTERNAL;
  }
}

/// A required pointer is NULL.
inline cw_status missing(const char* what, cw_error** error) noexcept {
  return guarded(error,
                 [&] { return fail(CW_ARGUMENT, Code::Usage, std::string(what) + " is NULL", error); });
}

}  // namespace causeway::capi
