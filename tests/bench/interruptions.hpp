// SPDX-License-Identifier: MIT
// How soon work of every kind stops when the host cancels it, how far it goes beyond a time limit, and how
// much memory its process takes under a memory limit.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace causeway::bench {

constexpr const char* kInterruptionsHeader =
    "| work | cancelled, ms late | after ms | 200 ms limit, ms late | 200 MB limit | process, MiB |\n"
    "|---|---|---|---|---|---|\n";

/// Work that would take long, or much memory.
struct LongWork {
  std::string name;
  /// The row's remaining cells; runs for about half a minute.
  std::function<std::string()> row;
};
std::vector<LongWork> long_works();

}  // namespace causeway::bench
