// SPDX-License-Identifier: MIT
// What one could ask a model that asks nothing itself.
#pragma once

#include <string>

#include "causeway/causeway.hpp"

namespace causeway::cli {

/// Says so, with questions of all three rungs that the model has an answer to.
Diagnostic nothing_asked(const Model& model, const std::string& file);

}  // namespace causeway::cli
