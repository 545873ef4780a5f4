// SPDX-License-Identifier: MIT
// Checked model to lowered model: parameters and constants, families to variables, mechanisms to templates,
// the factual world, the graph. Errors are collected, one a declaration.
#pragma once

#include "lower/lowered_model.hpp"

namespace causeway::lower {

/// Throws Exhausted.
LowerResult lower_model(std::shared_ptr<const sema::CheckedModel> checked, const Bindings& bindings,
                        support::Budget& budget);

}  // namespace causeway::lower
