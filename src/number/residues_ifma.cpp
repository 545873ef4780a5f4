// SPDX-License-Identifier: MIT
// Compiled for machines with AVX-512 IFMA, and called on those only.
#include "number/residue_loop.hpp"

#if defined(__AVX512IFMA__)
#include <immintrin.h>
#endif

namespace causeway::number {

#if defined(__AVX512IFMA__)
namespace {

struct Ops {
  using V = __m512i;
  static constexpr bool kSigned = false;
  /// The forms without a mask make GCC 12 warn of their own insides.
  static constexpr __mmask8 kAll = 0xFF;

  static V zero() { return _mm512_setzero_si512(); }
  static V broadcast(std::uint64_t a) { return _mm512_set1_epi64(static_cast<long long>(a)); }
  /// Once: GCC reads memory anew for each of two instructions.
  static V load(const std::uint64_t* from) {
    V result = _mm512_load_si512(from);
    __asm__("" : "+v"(result));
    return result;
  }
  static void store(std::uint64_t* to, V a) { _mm512_store_si512(to, a); }
  static V add(V a, V b) { return _mm512_add_epi64(a, b); }
  static V sub(V a, V b) { return _mm512_sub_epi64(a, b); }
  static V min(V a, V b) { return _mm512_maskz_min_epu64(kAll, a, b); }
  template <unsigned kBits>
  static V low(V a) {
    return _mm512_and_si512(a, _mm512_set1_epi64((1LL << kBits) - 1));
  }
  template <unsigned kBits>
  static V shift(V a) {
    return _mm512_maskz_srli_epi64(kAll, a, kBits);
  }
  static void multiply_add(V& low, V& high, V a, V b) {
    low = _mm512_madd52lo_epu64(low, a, b);
    high = _mm512_madd52hi_epu64(high, a, b);
  }
  static V low_product(V a, V b) { return _mm512_madd52lo_epu64(zero(), a, b); }
  /// What the low part of a b adds up to with a low that is not 0 is 2^52.
  static V divide(V low, V high, V a, V b) {
    const V sum = _mm512_madd52hi_epu64(high, a, b);
    return _mm512_mask_add_epi64(sum, _mm512_test_epi64_mask(low, low), sum, _mm512_set1_epi64(1));
  }
};

}  // namespace

void run_ifma(const Run& run, const Moduli& moduli) {
  ResidueLoop<Ops>(moduli).run(run);
}
#else
void run_ifma(const Run& run, const Moduli& moduli) {
  run_portable(run, moduli);
}
#endif

}  // namespace causeway::number
