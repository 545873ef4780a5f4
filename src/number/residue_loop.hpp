// SPDX-License-Identifier: MIT
// The loop of residues.hpp, for one kind of instructions. `Ops` has eight lanes of 64 bits, `V`, and on them
// zero, broadcast, load, store, add, sub, min (unsigned), low<bits> and shift<bits>; and
// - multiply_add(low, high, a, b), of numbers below 2^52: adds two parts of a b, such that a b is 2^52 times
//   what high gains, and what low gains, which is below 2^52 or, if kSigned, at most 2^51 either way;
// - low_product(a, b): a b modulo 2^52; divide(low, high, a, b): (2^52 high + low + a b) / 2^52, for a low
//   below 2^52 that makes this an integer.
// Included by one file for each kind.
#pragma once

#include "number/residues.hpp"

namespace causeway::number {

template <typename Ops>
class ResidueLoop {
 public:
  using V = typename Ops::V;

  explicit ResidueLoop(const Moduli& moduli)
      : prime_(Ops::load(moduli.prime.data())),
        negated_inverse_(Ops::load(moduli.negated_inverse.data())),
        below_(Ops::load(moduli.below.data())) {}

  void run(const Run& run) const {
    const std::size_t vectors = run.inside - run.inside_plain;
    switch (run.inside_plain) {
      case 0:
        return vectors == 1 ? each<0, 1>(run) : vectors == 2 ? each<0, 2>(run) : each_of_many(run);
      case 1:
        return vectors == 0   ? each<1, 0>(run)
               : vectors == 1 ? each<1, 1>(run)
               : vectors == 2 ? each<1, 2>(run)
                              : each_of_many(run);
      default:
        return each_of_many(run);
    }
  }

 private:
  /// So many products may be added up before they are reduced.
  static constexpr std::size_t kUnreduced = 4095;

  V prime_;
  V negated_inverse_;
  V below_;

  V subtract_once(V a) const { return Ops::min(a, Ops::sub(a, prime_)); }

  /// Of a number below 2^63.
  V reduce(V a) const {
    const V high = Ops::template shift<50>(a);
    return subtract_once(Ops::add(Ops::template low<50>(a), Ops::low_product(high, below_)));
  }
  /// (2^52 high + low) / 2^52, low below 2^52 and high below p.
  V divided(V low, V high) const {
    return subtract_once(Ops::divide(low, high, Ops::low_product(low, negated_inverse_), prime_));
  }
  /// The same of a sum of so many products. The sum of four, divided by 2^52, is less than p: (p - 1)^2 /
  /// 2^50.
  V divided(V low, V high, std::size_t products) const {
    high = Ops::add(high, Ops::template shift<52>(low));
    if (products > 8) {
      high = reduce(high);
    } else if (products > 4) {
      high = subtract_once(high);
    }
    return divided(Ops::template low<52>(low), high);
  }
  /// a b / 2^52.
  V product(V a, V b) const {
    V low = Ops::zero();
    V high = Ops::zero();
    Ops::multiply_add(low, high, a, b);
    return Ops::kSigned ? divided(low, high, 1) : divided(low, high);
  }

  /// Sums whose first inputs are kPlain numbers and kVectors of eight.
  template <std::size_t kPlain, std::size_t kVectors>
  void each(const Run& run) const {
    constexpr std::size_t kCount = kPlain + kVectors;
    const std::uint64_t* row[kCount];
    for (std::size_t p = 0; p < run.planes; ++p) {
      for (std::size_t i = 0; i < kCount; ++i) row[i] = run.inputs[i].start + p * run.inputs[i].plane_apart;
      for (std::size_t o = 0; o < run.outer; ++o) {
        finish(run, p, o, sum<kPlain, kVectors>(run, row));
        for (std::size_t i = 0; i < kCount; ++i) row[i] += run.inputs[i].outer_apart;
      }
    }
  }

  /// Multiplies by what is the same along a sum, and puts the result into its place.
  void finish(const Run& run, std::size_t plane, std::size_t outer, V total) const {
    if (run.count > run.inside) {
      const auto start = [&](std::size_t input) {
        const Run::Input& one = run.inputs[input];
        return one.start + plane * one.plane_apart + outer * one.outer_apart;
      };
      if (run.outside_plain > run.inside) {
        std::uint64_t plain = *start(run.inside);
        for (std::size_t i = run.inside + 1; i < run.outside_plain; ++i) plain *= *start(i);
        total = product(total, Ops::broadcast(plain));
      }
      for (std::size_t i = run.outside_plain; i < run.count; ++i) total = product(total, Ops::load(start(i)));
    }
    std::uint64_t* result = run.result + plane * run.result_plane_apart + outer * run.result_apart;
    if (run.adds) total = subtract_once(Ops::add(total, Ops::load(result)));
    Ops::store(result, total);
  }

  template <std::size_t kPlain, std::size_t kVectors>
  V sum(const Run& run, const std::uint64_t* const* row) const {
    constexpr std::size_t kCount = kPlain + kVectors;
    const std::uint64_t* at[kCount];
    for (std::size_t i = 0; i < kCount; ++i) at[i] = row[i];
    V total = Ops::zero();
    for (std::size_t left = run.length;;) {
      const std::size_t now = left < kUnreduced ? left : kUnreduced;
      V low = Ops::zero();
      V high = Ops::zero();
      for (std::size_t i = 0; i < now; ++i) {
        V first = kPlain > 0 ? Ops::broadcast(*at[0]) : Ops::load(at[0]);
        if constexpr (kCount == 3) first = product(first, Ops::load(at[1]));
        if constexpr (kCount == 1) {
          low = Ops::add(low, first);
        } else {
          Ops::multiply_add(low, high, first, Ops::load(at[kCount - 1]));
        }
        for (std::size_t k = 0; k < kCount; ++k) at[k] += run.inputs[k].apart;
      }
      const V part = kCount == 1 ? reduce(low) : divided(low, high, now);
      left -= now;
      if (left == 0 && now == run.length) return part;
      total = subtract_once(Ops::add(total, part));
      if (left == 0) return total;
    }
  }

  void each_of_many(const Run& run) const {
    for (std::size_t p = 0; p < run.planes; ++p) {
      for (std::size_t o = 0; o < run.outer; ++o) {
        V total = Ops::zero();
        for (std::size_t i = 0; i < run.length; ++i) {
          const auto at = [&](std::size_t input) {
            const Run::Input& one = run.inputs[input];
            return one.start + p * one.plane_apart + o * one.outer_apart + i * one.apart;
          };
          std::size_t next = run.inside_plain > 0 ? run.inside_plain : 1;
          V term;
          if (run.inside_plain > 0) {
            std::uint64_t plain = *at(0);
            for (std::size_t k = 1; k < run.inside_plain; ++k) plain *= *at(k);
            term = reduce(Ops::broadcast(plain));
          } else {
            term = Ops::load(at(0));
          }
          for (; next < run.inside; ++next) term = product(term, Ops::load(at(next)));
          total = subtract_once(Ops::add(total, term));
        }
        finish(run, p, o, total);
      }
    }
  }
};

}  // namespace causeway::number
