// SPDX-License-Identifier: MIT
// The loop of residues.hpp, for one kind of instructions. `Ops` has eight lanes of 64 bits: `V`, and on them
// zero, broadcast, load, store, add, sub, min, low(52), shift, low_product and high_product (of 52 bits,
// added to the first argument), and one_unless_zero. Included by one file for each kind.
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
    switch (run.inside) {
      case 1:
        return each<1>(run);
      case 2:
        return each<2>(run);
      case 3:
        return each<3>(run);
      default:
        return each<0>(run);
    }
  }

 private:
  /// So many products may be added up before they are reduced.
  static constexpr std::size_t kUnreduced = 4095;

  V prime_;
  V negated_inverse_;
  V below_;

  static V read(const Run::Input& input, const std::uint64_t* at) {
    return input.plain ? Ops::broadcast(*at) : Ops::load(at);
  }
  V subtract_once(V a) const { return Ops::min(a, Ops::sub(a, prime_)); }

  /// Of a number below 2^63.
  V reduce(V a) const {
    const V high = Ops::template shift<50>(a);
    return subtract_once(Ops::low_product(Ops::template low<50>(a), high, below_));
  }
  /// a · b / 2^52.
  V product(V a, V b) const {
    const V low = Ops::low_product(Ops::zero(), a, b);
    const V high = Ops::high_product(Ops::zero(), a, b);
    return subtract_once(divided(low, high));
  }
  /// (high 2^52 + low) / 2^52 modulo p, low below 2^52; at most p more than high.
  V divided(V low, V high) const {
    const V factor = Ops::low_product(Ops::zero(), low, negated_inverse_);
    return Ops::add(Ops::high_product(high, factor, prime_), Ops::one_unless_zero(low));
  }

  template <std::size_t kInside>
  void each(const Run& run) const {
    for (std::size_t o = 0; o < run.outer; ++o) {
      V total = Ops::zero();
      for (std::size_t from = 0; from < run.length; from += kUnreduced) {
        const std::size_t to = run.length - from < kUnreduced ? run.length : from + kUnreduced;
        total = subtract_once(Ops::add(total, sum<kInside>(run, o, from, to)));
      }
      for (std::size_t input = run.inside; input < run.count; ++input) {
        const Run::Input& one = run.inputs[input];
        total = product(total, read(one, one.start + o * one.outer_apart));
      }
      std::uint64_t* result = run.result + o * run.result_apart;
      if (run.adds) total = subtract_once(Ops::add(total, Ops::load(result)));
      Ops::store(result, total);
    }
  }

  template <std::size_t kInside>
  V sum(const Run& run, std::size_t outer, std::size_t from, std::size_t to) const {
    const std::size_t inside = kInside == 0 ? run.inside : kInside;
    const auto at = [&](std::size_t input, std::size_t i) {
      const Run::Input& one = run.inputs[input];
      return read(one, one.start + outer * one.outer_apart + i * one.apart);
    };
    V low = Ops::zero();
    V high = Ops::zero();
    for (std::size_t i = from; i < to; ++i) {
      V first = at(0, i);
      if (kInside == 1) {
        low = Ops::add(low, first);
        continue;
      }
      for (std::size_t input = 1; input + 1 < inside; ++input) first = product(first, at(input, i));
      const V last = at(inside - 1, i);
      low = Ops::low_product(low, first, last);
      high = Ops::high_product(high, first, last);
    }
    if (kInside == 1) return reduce(low);
    high = Ops::add(high, Ops::template shift<52>(low));
    // high is below 2^61; what is added to it below p.
    return subtract_once(
        Ops::add(reduce(high), subtract_once(divided(Ops::template low<52>(low), Ops::zero()))));
  }
};

}  // namespace causeway::number
