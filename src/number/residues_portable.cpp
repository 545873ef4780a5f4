// SPDX-License-Identifier: MIT
#include "number/residue_loop.hpp"

namespace causeway::number {

namespace {

__extension__ using Unsigned128 = unsigned __int128;

struct Ops {
  using V = Lanes;

  template <typename Use>
  static V each(Use use) {
    V result;
    for (std::size_t i = 0; i < kLanes; ++i) result[i] = use(i);
    return result;
  }
  static V zero() { return V{}; }
  static V broadcast(std::uint64_t a) {
    return each([&](std::size_t) { return a; });
  }
  static V load(const std::uint64_t* from) {
    return each([&](std::size_t i) { return from[i]; });
  }
  static void store(std::uint64_t* to, const V& a) {
    for (std::size_t i = 0; i < kLanes; ++i) to[i] = a[i];
  }
  static V add(const V& a, const V& b) {
    return each([&](std::size_t i) { return a[i] + b[i]; });
  }
  static V sub(const V& a, const V& b) {
    return each([&](std::size_t i) { return a[i] - b[i]; });
  }
  static V min(const V& a, const V& b) {
    return each([&](std::size_t i) { return a[i] < b[i] ? a[i] : b[i]; });
  }
  template <unsigned kBits>
  static V low(const V& a) {
    return each([&](std::size_t i) { return a[i] & ((std::uint64_t{1} << kBits) - 1); });
  }
  template <unsigned kBits>
  static V shift(const V& a) {
    return each([&](std::size_t i) { return a[i] >> kBits; });
  }
  static V low_product(const V& sum, const V& a, const V& b) {
    return each([&](std::size_t i) { return sum[i] + ((a[i] * b[i]) & ((std::uint64_t{1} << 52U) - 1)); });
  }
  static V high_product(const V& sum, const V& a, const V& b) {
    return each([&](std::size_t i) {
      return sum[i] + static_cast<std::uint64_t>((static_cast<Unsigned128>(a[i]) * b[i]) >> 52U);
    });
  }
  static V one_unless_zero(const V& a) {
    return each([&](std::size_t i) { return std::uint64_t{a[i] != 0}; });
  }
};

}  // namespace

void run_portable(const Run& run, const Moduli& moduli) {
  ResidueLoop<Ops>(moduli).run(run);
}

}  // namespace causeway::number
