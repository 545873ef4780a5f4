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
        return vectors == 1 ? each<0, 1>(run) : vectors == 2 ? each<0, 2>(run) : each<0, kMany>(run);
      case 1:
        return vectors == 0   ? each<1, 0>(run)
               : vectors == 1 ? each<1, 1>(run)
               : vectors == 2 ? each<1, 2>(run)
                              : each<1, kMany>(run);
      default:
        return vectors == 0   ? each<kMany, 0>(run)
               : vectors == 1 ? each<kMany, 1>(run)
                              : each<kMany, kMany>(run);
    }
  }

 private:
  static constexpr std::size_t kMany = 3;
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

  template <std::size_t kPlain, std::size_t kVectors>
  void each(const Run& run) const {
    for (std::size_t p = 0; p < run.planes; ++p) {
      for (std::size_t o = 0; o < run.outer; ++o) {
        const auto start = [&](std::size_t input) {
          const Run::Input& one = run.inputs[input];
          return one.start + p * one.plane_apart + o * one.outer_apart;
        };
        V total = sum<kPlain, kVectors>(run, start, 0, run.length < kUnreduced ? run.length : kUnreduced);
        for (std::size_t from = kUnreduced; from < run.length; from += kUnreduced) {
          const std::size_t to = run.length - from < kUnreduced ? run.length : from + kUnreduced;
          total = subtract_once(Ops::add(total, sum<kPlain, kVectors>(run, start, from, to)));
        }
        if (run.outside_plain > run.inside) {
          std::uint64_t plain = 1;
          for (std::size_t i = run.inside; i < run.outside_plain; ++i) plain *= *start(i);
          total = product(total, Ops::broadcast(plain));
        }
        for (std::size_t i = run.outside_plain; i < run.count; ++i)
          total = product(total, Ops::load(start(i)));
        std::uint64_t* result = run.result + p * run.result_plane_apart + o * run.result_apart;
        if (run.adds) total = subtract_once(Ops::add(total, Ops::load(result)));
        Ops::store(result, total);
      }
    }
  }

  template <std::size_t kPlain, std::size_t kVectors, typename Start>
  V sum(const Run& run, Start start, std::size_t from, std::size_t to) const {
    V low = Ops::zero();
    V high = Ops::zero();
    if constexpr (kPlain < kMany && kVectors < kMany) {
      constexpr std::size_t kCount = kPlain + kVectors;
      const std::uint64_t* at[kCount];
      std::size_t apart[kCount];
      for (std::size_t i = 0; i < kCount; ++i) {
        apart[i] = run.inputs[i].apart;
        at[i] = start(i) + from * apart[i];
      }
      for (std::size_t i = from; i < to; ++i) {
        V first = kPlain > 0 ? Ops::broadcast(*at[0]) : Ops::load(at[0]);
        if constexpr (kCount == 3) first = product(first, Ops::load(at[1]));
        if constexpr (kCount == 1) low = Ops::add(low, first);
        if constexpr (kCount > 1) Ops::multiply_add(low, high, first, Ops::load(at[kCount - 1]));
        for (std::size_t k = 0; k < kCount; ++k) at[k] += apart[k];
      }
      return kCount == 1 ? reduce(low) : divided(low, high, to - from);
    }
    const std::size_t plain_inputs = run.inside_plain;
    for (std::size_t i = from; i < to; ++i) {
      const auto at = [&](std::size_t input) { return start(input) + i * run.inputs[input].apart; };
      std::size_t next = plain_inputs;
      V first;
      if (plain_inputs > 0) {
        std::uint64_t plain = *at(0);
        for (std::size_t k = 1; k < plain_inputs; ++k) plain *= *at(k);
        first = Ops::broadcast(plain);
      } else {
        first = Ops::load(at(next++));
      }
      if (next == run.inside) {
        low = Ops::add(low, first);
        continue;
      }
      for (; next + 1 < run.inside; ++next) first = product(first, Ops::load(at(next)));
      Ops::multiply_add(low, high, first, Ops::load(at(next)));
    }
    return kVectors == 0 ? reduce(low) : divided(low, high, to - from);
  }
};

}  // namespace causeway::number
