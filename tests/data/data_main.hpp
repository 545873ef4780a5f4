// SPDX-License-Identifier: MIT
// Where the data outside the repository are. Tests of them end as skipped where there are none
// (data_main.cpp).
#pragma once

#include <cstdlib>
#include <filesystem>

namespace causeway::tests {

inline std::filesystem::path data(const char* folder) {
  const char* directory = std::getenv("CAUSEWAY_DATA_DIR");
  return std::filesystem::path(directory == nullptr ? "" : directory) / folder;
}

}  // namespace causeway::tests
