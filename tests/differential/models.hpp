// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

namespace causeway::differential {

inline constexpr std::size_t kModels = 2000;  // random models a run, unless RC_PARAMS says otherwise

}  // namespace causeway::differential
