// SPDX-License-Identifier: MIT
#include "number/residue_loop.hpp"
#include "number/words.hpp"

namespace causeway::number {

namespace {

struct Ops {
  using V = Lanes;
  static constexpr bool kSigned = false;

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
  static void multiply_add(V& low, V& high, const V& a, const V& b) {
    for (std::size_t i = 0; i < kLanes; ++i) {
      const Unsigned128 product = static_cast<Unsigned128>(a[i]) * b[i];
      low[i] += static_cast<std::uint64_t>(product) & kLow;
      high[i] += static_cast<std::uint64_t>(product >> 52U);
    }
  }
  static V low_product(const V& a, const V& b) {
    return each([&](std::size_t i) { return (a[i] * b[i]) & kLow; });
  }
  static V divide(V low, V high, const V& a, const V& b) {
    multiply_add(low, high, a, b);
    return add(high, shift<52>(low));
  }

 private:
  static constexpr std::uint64_t kLow = (std::uint64_t{1} << 52U) - 1;
};

}  // namespace

void run_portable(const Run& run, const Moduli& moduli) {
  ResidueLoop<Ops>(moduli).run(run);
}

}  // namespace causeway::number
