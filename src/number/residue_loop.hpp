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
    if (run.inside_plain == 0 && vectors == 1) return each<0, 1>(run);
    if (run.inside_plain == 0 && vectors == 2) return each<0, 2>(run);
    if (run.inside_plain == 1 && vectors == 0) return each<1, 0>(run);
    if (run.inside_plain == 1 && vectors == 1) return each<1, 1>(run);
    if (run.inside_plain == 1 && vectors == 2) return each<1, 2>(run);
    each<kAny, kAny>(run);
  }

 private:
  static constexpr std::size_t kAny = 100;

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

  /// Pointers into the inputs of a sum, for each where the sum begins and where it is.
  template <std::size_t kCount, bool kFixed = kCount != kAny>
  struct Rows {
    explicit Rows(const Run&) {}
    const std::uint64_t* row[kCount];
    const std::uint64_t* at[kCount];
  };
  template <std::size_t kCount>
  struct Rows<kCount, false> {
    explicit Rows(const Run& run) : row(run.scratch), at(run.scratch + run.inside) {}
    const std::uint64_t** row;
    const std::uint64_t** at;
  };

  /// Sums whose first inputs are kPlain numbers and kVectors of eight.
  template <std::size_t kPlain, std::size_t kVectors>
  void each(const Run& run) const {
    const std::size_t count = kPlain == kAny ? run.inside : kPlain + kVectors;
    Rows<kPlain == kAny ? kAny : kPlain + kVectors> rows(run);
    for (std::size_t p = 0; p < run.planes; ++p) {
      for (std::size_t i = 0; i < count; ++i)
        rows.row[i] = run.inputs[i].start + p * run.inputs[i].plane_apart;
      std::size_t o = 0;
      if constexpr (kPlain != kAny && kPlain + kVectors == 2) {
        if (run.result_apart == 0 && run.count == run.inside && run.length * run.outer <= kUnreduced) {
          finish(run, p, 0, sum_of_sums<kPlain>(run, rows.row));
          continue;
        }
      }
      if constexpr (kPlain != kAny && kPlain + kVectors > 1) {
        if (run.result_apart != 0 && run.length <= kUnreduced) o = tiles<kPlain, kVectors>(run, p, rows.row);
      }
      for (; o < run.outer; ++o) {
        for (std::size_t i = 0; i < count; ++i) {
          rows.at[i] = rows.row[i];
          rows.row[i] += run.inputs[i].outer_apart;
        }
        finish(run, p, o, sum<kPlain, kVectors>(run, rows.at));
      }
    }
  }

  // ---- four sums at a time ----

  static constexpr std::size_t kTile = 4;

  /// Returns how many sums of the plane are done, and moves the rows behind them.
  template <std::size_t kPlain, std::size_t kVectors>
  std::size_t tiles(const Run& run, std::size_t plane, const std::uint64_t** row) const {
    constexpr std::size_t kCount = kPlain + kVectors;
    const std::size_t count = run.outer / kTile * kTile;
    if (count == 0) return 0;
    const bool first_shared = run.inputs[0].outer_apart == 0;
    if constexpr (kPlain == 1 && kVectors == 1) {
      if (first_shared) {
        const std::size_t terms = list_terms(run, row[0]);
        for (std::size_t o = 0; o < count; o += kTile) {
          Tile sums;
          add_listed(run, terms, row[1], sums);
          finish(run, plane, o, sums);
          row[1] += kTile * run.inputs[1].outer_apart;
        }
        return count;
      }
    }
    for (std::size_t o = 0; o < count; o += kTile) {
      Tile sums;
      if (first_shared) {
        add_terms<kPlain, kVectors, true>(run, row, sums);
      } else {
        add_terms<kPlain, kVectors, false>(run, row, sums);
      }
      finish(run, plane, o, sums);
      for (std::size_t i = 0; i < kCount; ++i) row[i] += kTile * run.inputs[i].outer_apart;
    }
    return count;
  }

  struct Tile {
    V low[kTile];
    V high[kTile];
    Tile() {
      for (std::size_t t = 0; t < kTile; ++t) low[t] = high[t] = Ops::zero();
    }
  };

  template <std::size_t kPlain, std::size_t kVectors, bool kFirstShared>
  void add_terms(const Run& run, const std::uint64_t* const* row, Tile& sums) const {
    constexpr std::size_t kCount = kPlain + kVectors;
    const auto read = [](const std::uint64_t* at) {
      return kPlain == 1 ? Ops::broadcast(*at) : Ops::load(at);
    };
    const std::uint64_t* at[kCount];
    std::size_t outer[kCount];
    for (std::size_t i = 0; i < kCount; ++i) {
      at[i] = row[i];
      outer[i] = run.inputs[i].outer_apart;
    }
    for (std::size_t k = 0; k < run.length; ++k) {
      V first = read(at[0]);
      for (std::size_t t = 0; t < kTile; ++t) {
        if (!kFirstShared && t > 0) first = read(at[0] + t * outer[0]);
        V factor = first;
        if constexpr (kCount == 3) factor = product(first, Ops::load(at[1] + t * outer[1]));
        Ops::multiply_add(sums.low[t], sums.high[t], factor,
                          Ops::load(at[kCount - 1] + t * outer[kCount - 1]));
      }
      for (std::size_t i = 0; i < kCount; ++i) at[i] += run.inputs[i].apart;
    }
  }

  /// Of a row of plain numbers those that are not 0, and where the other input stands for them.
  std::size_t list_terms(const Run& run, const std::uint64_t* row) const {
    std::size_t terms = 0;
    for (std::size_t k = 0; k < run.length; ++k, row += run.inputs[0].apart) {
      run.terms[terms] = {*row, k * run.inputs[1].apart};
      terms += *row != 0 ? 1 : 0;
    }
    return terms;
  }
  void add_listed(const Run& run, std::size_t terms, const std::uint64_t* row, Tile& sums) const {
    const std::size_t outer = run.inputs[1].outer_apart;
    for (const Run::Term* one = run.terms; one != run.terms + terms; ++one) {
      const V first = Ops::broadcast(one->number);
      const std::uint64_t* at = row + one->place;
      for (std::size_t t = 0; t < kTile; ++t)
        Ops::multiply_add(sums.low[t], sums.high[t], first, Ops::load(at + t * outer));
    }
  }

  void finish(const Run& run, std::size_t plane, std::size_t outer, const Tile& sums) const {
    V total[kTile];
    for (std::size_t t = 0; t < kTile; ++t) total[t] = divided(sums.low[t], sums.high[t], run.length);
    for (std::size_t t = 0; t < kTile; ++t) finish(run, plane, outer + t, total[t]);
  }

  // ---- one sum ----

  /// Where the outer axis is summed over, too: of two factors.
  template <std::size_t kPlain>
  V sum_of_sums(const Run& run, const std::uint64_t** row) const {
    V low = Ops::zero();
    V high = Ops::zero();
    const std::uint64_t* outer[2] = {row[0], row[1]};
    for (std::size_t o = 0; o < run.outer; ++o) {
      const std::uint64_t* at[2] = {outer[0], outer[1]};
      for (std::size_t i = 0; i < run.length; ++i) {
        const V first = kPlain == 1 ? Ops::broadcast(*at[0]) : Ops::load(at[0]);
        Ops::multiply_add(low, high, first, Ops::load(at[1]));
        for (std::size_t k = 0; k < 2; ++k) at[k] += run.inputs[k].apart;
      }
      for (std::size_t k = 0; k < 2; ++k) outer[k] += run.inputs[k].outer_apart;
    }
    return divided(low, high, run.length * run.outer);
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

  template <std::size_t kPlain, std::size_t kVectors, typename At>
  V sum(const Run& run, At& at) const {
    const std::size_t plain = kPlain == kAny ? run.inside_plain : kPlain;
    const std::size_t count = kPlain == kAny ? run.inside : kPlain + kVectors;
    const std::size_t factors = count - plain + (plain > 0 ? 1 : 0);
    V total = Ops::zero();
    for (std::size_t left = run.length; left > 0;) {
      const std::size_t now = left < kUnreduced ? left : kUnreduced;
      V low = Ops::zero();
      V high = Ops::zero();
      for (std::size_t i = 0; i < now; ++i) {
        V first;
        std::size_t next = plain;
        if (plain > 0) {
          std::uint64_t number = *at[0];
          for (std::size_t k = 1; k < plain; ++k) number *= *at[k];
          first = Ops::broadcast(number);
        } else {
          first = Ops::load(at[next++]);
        }
        for (; next + 1 < count; ++next) first = product(first, Ops::load(at[next]));
        if (factors == 1) {
          low = Ops::add(low, first);
        } else {
          Ops::multiply_add(low, high, first, Ops::load(at[next]));
        }
        for (std::size_t k = 0; k < count; ++k) at[k] += run.inputs[k].apart;
      }
      const V part = factors == 1 ? reduce(low) : divided(low, high, now);
      if (now == run.length) return part;
      left -= now;
      total = subtract_once(Ops::add(total, part));
    }
    return total;
  }
};

}  // namespace causeway::number
