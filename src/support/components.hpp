// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <vector>

namespace causeway::support {

/// Numbers joined into components (a disjoint-set forest with path halving).
class Components {
 public:
  explicit Components(std::size_t size) : parents_(size) { std::iota(parents_.begin(), parents_.end(), 0U); }

  /// The number that stands for the component.
  std::uint32_t find(std::uint32_t number) {
    while (parents_[number] != number) number = parents_[number] = parents_[parents_[number]];
    return number;
  }
  void join(std::uint32_t a, std::uint32_t b) { parents_[find(a)] = find(b); }

 private:
  std::vector<std::uint32_t> parents_;
};

}  // namespace causeway::support
