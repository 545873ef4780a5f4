// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "causeway/model.hpp"
#include "lower/lowered_model.hpp"

namespace causeway::api {

/// What a Model shares between its copies; never changed once it is made.
struct ModelState {
  std::shared_ptr<const lower::LoweredModel> lowered;
  Diagnostics warnings;
  Limits limits;
  LoadTimings timings;
};

}  // namespace causeway::api
