// SPDX-License-Identifier: MIT
// Compiled for machines with AVX2 and FMA, and called on those only. Both parts of a product come from
// floating-point operations without an error. (Emmart, Zheng, Weems, "Faster modular exponentiation using
// double precision floating point arithmetic on the GPU", ARITH 2018; here rounded to nearest.)
#include "number/residue_loop.hpp"

#if defined(__AVX2__) && defined(__FMA__)
#include <immintrin.h>
#endif

namespace causeway::number {

#if defined(__AVX2__) && defined(__FMA__)
namespace {

struct Ops {
  struct V {
    __m256i half[2];
  };
  static constexpr bool kSigned = true;

  template <typename Use>
  static V each(Use use) {
    return {{use(0), use(1)}};
  }
  static __m256i wide(std::uint64_t a) { return _mm256_set1_epi64x(static_cast<long long>(a)); }
  static V zero() {
    return each([](int) { return _mm256_setzero_si256(); });
  }
  static V broadcast(std::uint64_t a) {
    return each([&](int) { return wide(a); });
  }
  static V load(const std::uint64_t* from) {
    return each([&](int i) { return _mm256_load_si256(reinterpret_cast<const __m256i*>(from) + i); });
  }
  static void store(std::uint64_t* to, const V& a) {
    for (int i = 0; i < 2; ++i) _mm256_store_si256(reinterpret_cast<__m256i*>(to) + i, a.half[i]);
  }
  static V add(const V& a, const V& b) {
    return each([&](int i) { return _mm256_add_epi64(a.half[i], b.half[i]); });
  }
  static V sub(const V& a, const V& b) {
    return each([&](int i) { return _mm256_sub_epi64(a.half[i], b.half[i]); });
  }
  /// Of a number below 2^63 and another.
  static V min(const V& a, const V& b) {
    return each([&](int i) {
      const __m256i wrapped = _mm256_castpd_si256(_mm256_blendv_pd(
          _mm256_castsi256_pd(b.half[i]), _mm256_castsi256_pd(a.half[i]), _mm256_castsi256_pd(b.half[i])));
      return wrapped;
    });
  }
  template <unsigned kBits>
  static V low(const V& a) {
    return each([&](int i) { return _mm256_and_si256(a.half[i], wide((std::uint64_t{1} << kBits) - 1)); });
  }
  /// Of a signed number: the sign stays.
  template <unsigned kBits>
  static V shift(const V& a) {
    return each([&](int i) {
      const __m256i moved = _mm256_srli_epi64(_mm256_add_epi64(a.half[i], wide(kBias)), kBits);
      return _mm256_sub_epi64(moved, wide(kBias >> kBits));
    });
  }
  static void multiply_add(V& low, V& high, const V& a, const V& b) {
    for (int i = 0; i < 2; ++i) {
      const Parts parts = product(a.half[i], b.half[i]);
      low.half[i] = _mm256_add_epi64(low.half[i], parts.low);
      high.half[i] = _mm256_add_epi64(high.half[i], parts.high);
    }
  }
  static V low_product(const V& a, const V& b) {
    return low<52>(each([&](int i) { return product(a.half[i], b.half[i]).low; }));
  }
  static V divide(V low, V high, const V& a, const V& b) {
    multiply_add(low, high, a, b);
    return add(high, shift<52>(low));
  }

 private:
  static constexpr std::uint64_t kBias = std::uint64_t{1} << 63U;
  struct Parts {
    __m256i low;
    __m256i high;
  };

  /// Of an integer below 2^52.
  static __m256d to_double(__m256i a) {
    const __m256d two52 = _mm256_set1_pd(0x1p52);
    return _mm256_sub_pd(_mm256_castsi256_pd(_mm256_or_si256(a, _mm256_castpd_si256(two52))), two52);
  }
  /// Added to 2^104 a product is rounded to a multiple of 2^52; what is left fits a double, too.
  static Parts product(__m256i a, __m256i b) {
    const __m256d x = to_double(a);
    const __m256d y = to_double(b);
    const __m256d two104 = _mm256_set1_pd(0x1p104);
    const __m256d rounded = _mm256_fmadd_pd(x, y, two104);
    const __m256d rest = _mm256_fmadd_pd(x, y, _mm256_sub_pd(two104, rounded));
    const __m256d shifter = _mm256_set1_pd(0x1.8p52);
    return {_mm256_sub_epi64(_mm256_castpd_si256(_mm256_add_pd(rest, shifter)), _mm256_castpd_si256(shifter)),
            _mm256_sub_epi64(_mm256_castpd_si256(rounded), _mm256_castpd_si256(two104))};
  }
};

}  // namespace

void run_avx2(const Run& run, const Moduli& moduli) {
  // Hosts may round otherwise.
  if (_MM_GET_ROUNDING_MODE() != _MM_ROUND_NEAREST) return run_portable(run, moduli);
  ResidueLoop<Ops>(moduli).run(run);
}
#else
void run_avx2(const Run& run, const Moduli& moduli) {
  run_portable(run, moduli);
}
#endif

}  // namespace causeway::number
