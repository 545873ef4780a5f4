// SPDX-License-Identifier: MIT
// Natural numbers as words: what lowest terms need. Everything is quadratic in the words. Tests:
// tests/unit/number/natural_test.cpp.
#pragma once

#include "number/big_rational.hpp"
#include "number/words.hpp"

namespace causeway::number {

/// Drops leading zeros.
void trim(Words& a);
inline bool is_one(const Words& a) {
  return a.size() == 1 && a[0] == 1;
}
/// The magnitude.
Words words_of(const Integer& n);
Integer integer_of(const Words& words);
bool less(const Words& a, const Words& b);

/// Divides by the greatest power of two that it can; returns its exponent. Requires a != 0.
std::size_t strip_twos(Words& a);
void shift_left(Words& a, std::size_t bits);
/// Requires bits to be no more than there are.
void shift_right(Words& a, std::size_t bits);

Words product(const Words& a, const Words& b);
/// a / 2^(64 k) modulo `odd`, for some k that depends on the lengths: what divides `odd` divides both, or
/// neither. It has no more words than `odd`, but may not be less. (Montgomery, "Modular multiplication
/// without trial division", Mathematics of Computation 44, 1985.) Requires an odd number.
void montgomery_reduce(Words& a, const Words& odd);
/// a / b. Requires b != 0, and no remainder. (Jebelean, "An algorithm for exact division", JSC 15, 1993.)
Words exact_quotient(Words a, Words b);

/// The greatest common divisor; 0 only of two zeros. (Lehmer's method: Knuth, The Art of Computer Programming
/// 2, 4.5.2, algorithm L; when the leading words suffice: Collins' condition in Jebelean, "A double-digit
/// Lehmer-Euclid algorithm", JSC 19, 1995.)
Words gcd(Words a, Words b);
/// Of the magnitudes.
Integer gcd(const Integer& a, const Integer& b);

}  // namespace causeway::number
