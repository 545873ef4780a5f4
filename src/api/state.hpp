// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "causeway/model.hpp"
#include "lower/lowered_model.hpp"
#include "query/run.hpp"

namespace causeway::api {

/// What a Model shares between its copies; never changed once it is made.
struct ModelState {
  std::shared_ptr<const lower::LoweredModel> lowered;
  Diagnostics warnings;
  Limits limits;
  LoadTimings timings;
};

query::Question question_of(const ModelState& state, std::size_t i);
/// The file's query of that name.
std::optional<std::size_t> find_question(const ModelState& state, std::string_view text);

}  // namespace causeway::api
