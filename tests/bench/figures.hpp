// SPDX-License-Identifier: MIT
// What the tables of the report are made of.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <string>
#include <vector>

#include "inference/plan.hpp"

namespace causeway::bench {

/// Milliseconds of one run: the median of as many as take a quarter of a second, at least three.
template <typename Run>
double median_time(Run run) {
  using Clock = std::chrono::steady_clock;
  std::vector<double> times;
  const auto start = Clock::now();
  do {
    const auto before = Clock::now();
    run();
    times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - before).count());
  } while (times.size() < 3 ||
           (Clock::now() - start < std::chrono::milliseconds(250) && times.size() < 2000));
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
  return times[times.size() / 2];
}

inline std::string number(double value) {
  char text[32];
  std::snprintf(text, sizeof(text), value < 0.1 ? "%.4f" : value < 10 ? "%.3f" : "%.1f", value);
  return text;
}

/// Multiplications of all steps.
inline std::uint64_t products_of(const inference::Plan& plan) {
  std::uint64_t products = 0;
  for (const inference::Step& step : plan.steps) {
    std::uint64_t cells = 1;
    for (const std::size_t size : step.loop.axes) cells *= size;
    products += cells * std::max<std::size_t>(step.tables.size(), 1);
  }
  return products;
}

}  // namespace causeway::bench
