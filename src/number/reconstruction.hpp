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
std::vector<std::uint64_t> digit_factors(std::span<const Prime> primes, std::uint64_t lost);

/// How often M is in the sum that the digits make for an x below M, rounded: the sum of digits by primes and
/// the margin, without its fraction. The doubles are wrong by less than 2^-24, whichever way the host rounds.
class Wholes {
 public:
  explicit Wholes(std::span<const Prime> primes);
  std::uint64_t count(const std::uint64_t* digits, double margin) const;

 private:
  std::vector<double> inverses_;
};

/// Integers below the product of the primes, from as many residues each, one integer after the other; the
/// residues are overwritten. Each integer has `width` words, the lowest first; `width` is a result.
std::vector<std::uint64_t> reconstruct(std::span<const Prime> primes, std::span<std::uint64_t> residues,
                                       std::size_t& width, support::Budget& budget);

}  // namespace causeway::number
