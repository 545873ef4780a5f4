// SPDX-License-Identifier: MIT
// Integers from their residues modulo the first primes: with M their product, x is the sum over k of digit k
// times M / p_k, less a multiple of M, where digit k is x (M / p_k)^-1 modulo p_k (Chinese remainder theorem;
// Knuth, The Art of Computer Programming 2, 4.3.2). Tests: tests/unit/number/residues_test.cpp.
#pragma once

#include <span>
#include <vector>

#include "number/residues.hpp"

namespace causeway::number {

/// What turns residues into digits, one factor a prime, where the residues were divided by 2^52 `lost` times.
std::vector<std::uint64_t> digit_factors(std::span<const Prime> primes, std::uint64_t lost,
                                         support::Budget& budget);

/// How often M is in the sum that an x's digits make: the sum of digits by primes, without its fraction,
/// which is x / M. A quarter is added, since doubles round.
class Multiples {
 public:
  explicit Multiples(std::span<const Prime> primes);
  /// Once too often, perhaps, where x is more than M / 2; otherwise exactly.
  std::uint64_t count(const std::uint64_t* digits) const;

 private:
  std::vector<double> inverses_;
};

/// Integers below the product of the first primes, all of which are given, from as many residues each, one
/// integer after the other; the residues are overwritten. Each integer has `width` words, the lowest first;
/// `width` is a result. Throws Exhausted.
std::vector<std::uint64_t> reconstruct(std::span<const Prime> primes, std::span<std::uint64_t> residues,
                                       std::size_t& width, support::Budget& budget);

}  // namespace causeway::number
