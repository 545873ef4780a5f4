// SPDX-License-Identifier: MIT
// Random choices from a recorded sequence of numbers. rapidcheck makes the sequence and shrinks it; behind
// its end every choice is the first, simplest one, so that a shorter tape means a smaller model.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace causeway::differential {

class Tape {
 public:
  explicit Tape(const std::vector<std::uint32_t>& numbers) : numbers_(numbers) {}

  /// One of 0, …, n - 1; n > 0.
  std::size_t below(std::size_t n) { return next_ < numbers_.size() ? numbers_[next_++] % n : 0; }
  /// One of lo, …, hi.
  int between(int lo, int hi) { return lo + static_cast<int>(below(static_cast<std::size_t>(hi - lo + 1))); }
  bool percent(std::size_t p) { return below(100) >= 100 - p; }
  template <class T>
  const T& of(const std::vector<T>& choices) {
    return choices[below(choices.size())];
  }

 private:
  const std::vector<std::uint32_t>& numbers_;
  std::size_t next_ = 0;
};

}  // namespace causeway::differential
