// SPDX-License-Identifier: MIT
// Arithmetic modulo primes a little below 2^50, one number at a time.
#pragma once

#include "number/residues.hpp"
#include "number/words.hpp"

namespace causeway::number {

constexpr unsigned kPrimeBits = 50;
constexpr unsigned kRadixBits = 52;

/// Modulo a p a little below 2^50: 2^50 is a small number.
inline std::uint64_t reduce(Unsigned128 a, std::uint64_t p) {
  constexpr std::uint64_t kPower = std::uint64_t{1} << kPrimeBits;
  while (a >= kPower) a = (a >> kPrimeBits) * (kPower - p) + (static_cast<std::uint64_t>(a) & (kPower - 1));
  const auto rest = static_cast<std::uint64_t>(a);
  return rest >= p ? rest - p : rest;
}
inline std::uint64_t multiply(std::uint64_t a, std::uint64_t b, std::uint64_t p) {
  return reduce(static_cast<Unsigned128>(a) * b, p);
}
inline std::uint64_t power(std::uint64_t base, std::uint64_t exponent, std::uint64_t p) {
  std::uint64_t result = 1;
  for (; exponent > 0; exponent >>= 1U) {
    if ((exponent & 1U) != 0) result = multiply(result, base, p);
    base = multiply(base, base, p);
  }
  return result;
}
inline std::uint64_t inverse(std::uint64_t a, std::uint64_t p) {
  return power(a, p - 2, p);
}

/// A table whose numbers are all below 2^49, one word each, is used as it is.
inline bool is_plain(const IntegerTable& table) {
  return table.width() == 1 && table.bits() < kPrimeBits;
}

/// Primes whose product is at least 2^bits. The first 2^20 are greater than 2^50 - 2^26: as many as are used
/// at once lose less than a bit.
inline std::size_t primes_for(std::size_t bits) {
  constexpr std::size_t kClose = std::size_t{1} << 20U;
  const std::size_t count = bits / kPrimeBits + 1;
  return count < kClose ? count : bits / (kPrimeBits - 1) + 1;
}

Moduli moduli_of(const Prime* primes, std::size_t count);

}  // namespace causeway::number
