// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace causeway::fuzz {

/// Calls of the C interface as the lines name them, with what earlier ones made, and with nothing.
void run_c(std::string_view bytes);

}  // namespace causeway::fuzz
