// SPDX-License-Identifier: MIT
// Numbers as integers of one width over one denominator: what factors are made of, so that products and sums
// need no gcd. Tests: tests/unit/number/sum_product_test.cpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "causeway/rational.hpp"
#include "support/budget.hpp"

namespace causeway::number {

class IntegerTable {
 public:
  IntegerTable() = default;
  /// The numbers over their common denominator, their common divisor taken out. The budget is asked first:
  /// many different denominators make long numbers.
  IntegerTable(std::span<const Rational> numbers, support::Budget& budget);
  /// The numbers times `scale`, their common divisor taken out.
  IntegerTable(std::vector<std::int64_t> numbers, const Rational& scale);
  /// Zeros of so many 64-bit words each, in two's complement, times `scale`.
  IntegerTable(std::size_t cells, std::size_t width, Rational scale, support::Budget& budget);

  std::size_t size() const { return width_ == 0 ? 0 : words_.size() / width_; }
  std::size_t width() const { return width_; }
  /// The most bits that the magnitude of an integer here has.
  std::size_t bits() const { return bits_; }
  bool negative() const { return negative_; }
  bool any_zero() const { return any_zero_; }
  const Rational& scale() const { return scale_; }
  /// 1 / scale is at most 2 to this power, and not much less. Requires a positive scale.
  double inverse_scale_bits() const;
  std::size_t bytes() const { return words_.size() * sizeof(std::uint64_t); }

  const std::uint64_t* words(std::size_t cell) const { return &words_[cell * width_]; }
  std::uint64_t* words(std::size_t cell) { return &words_[cell * width_]; }
  bool is_zero(std::size_t cell) const;
  Rational at(std::size_t cell) const;

  /// The numbers divided by what they have in common: integers without a common divisor.
  std::vector<Rational> coprime(support::Budget& budget) const;

  /// To be called when the words have been written: notes their bits, signs and zeros, and drops words that
  /// no integer needs.
  void settle();

 private:
  std::vector<std::uint64_t> words_;
  std::size_t width_ = 0;
  std::size_t bits_ = 0;
  bool negative_ = false;
  bool any_zero_ = false;
  Rational scale_ = 1;
};

/// As factors use it: the tables of a model's file are converted once.
using SharedTable = std::shared_ptr<const IntegerTable>;

}  // namespace causeway::number
