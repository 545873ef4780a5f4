// SPDX-License-Identifier: MIT
// The kernel for long numbers: whole plans of sums of products modulo primes just below 2^50, eight at a
// time, and the integers from their residues (Chinese remainder theorem). Which instructions are used is
// decided when the program runs; all give the same bits. Tests: tests/unit/number/residues_test.cpp.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <vector>

#include "number/sum_product.hpp"

namespace causeway::number {

/// Steps one after the other; the inputs of each are tables, or results of earlier steps. No table holds a
/// negative number, and no step takes a maximum.
struct ResiduePlan {
  struct Step {
    const SumProduct* loop;
    Operands operands;                                 // an input without a table is an earlier result
    std::vector<std::optional<std::size_t>> messages;  // one an input: the step whose result it is
    std::vector<std::size_t> freed;                    // steps whose results nobody reads any more
  };
  struct Output {
    std::size_t step;
    std::size_t bits;  // no integer in it is longer
  };
  std::vector<Step> steps;
  std::vector<Output> outputs;
};

enum class Instructions : std::uint8_t { Portable, Avx2, Avx512Ifma };
/// Those that this machine has, the best last.
const std::vector<Instructions>& known_instructions();

/// The outputs as integers, with scale 1. Throws Exhausted.
std::vector<IntegerTable> compute_by_residues(const ResiduePlan& plan, support::Budget& budget,
                                              Instructions instructions = known_instructions().back());

/// One of the primes below 2^50, of which the greatest comes first.
struct Prime {
  std::uint64_t value;
  std::uint64_t negated_inverse;  // -1/p modulo 2^52
  std::uint64_t radix;            // 2^52 modulo p
};
/// At least so many. They are kept; safe to call from many threads. Throws Exhausted.
std::shared_ptr<const std::vector<Prime>> residue_primes(std::size_t count, support::Budget& budget);

// ---- the loops, for each kind of instructions ----

constexpr std::size_t kLanes = 8;
/// So many products may be added up before they are reduced.
constexpr std::size_t kUnreduced = 4095;
using Lanes = std::array<std::uint64_t, kLanes>;

/// Eight primes and what is needed to compute modulo them, with Montgomery's radix 2^52.
struct Moduli {
  alignas(64) Lanes prime;
  alignas(64) Lanes negated_inverse;  // -1/p modulo 2^52
  alignas(64) Lanes below;            // 2^50 - p
};

/// The three innermost axes of a step: sums along one of them for each place of the others. A plain input has
/// one number for all lanes, the others eight.
struct Run {
  struct Input {
    const std::uint64_t* start;
    std::size_t apart;  // in words, along a sum
    std::size_t outer_apart;
    std::size_t plane_apart;
  };
  /// Those that differ along a sum, the plain ones first; then the others, again the plain ones first. What
  /// is plain on one side multiplies to less than 2^50.
  const Input* inputs;
  std::size_t inside_plain;  // ends of these parts
  std::size_t inside;        // at least one
  std::size_t outside_plain;
  std::size_t count;
  std::size_t length;  // of each sum
  std::size_t outer;   // sums
  std::size_t planes;  // of so many sums
  std::uint64_t* result;
  std::size_t result_apart;
  std::size_t result_plane_apart;
  bool adds;                      // to what stands there
  const std::uint64_t** scratch;  // room for two pointers an input
  struct Term {
    std::uint64_t number;
    std::size_t place;
  };
  Term* terms;  // room for a sum

  bool is_plain(std::size_t input) const {
    return input < inside_plain || (input >= inside && input < outside_plain);
  }
  /// Numbers of eight residues that are multiplied: each product of two loses 2^52.
  std::size_t factors() const {
    return (inside_plain > 0 ? 1 : 0) + (inside - inside_plain) + (outside_plain > inside ? 1 : 0) +
           (count - outside_plain);
  }
};

/// Puts each sum of products, times 2^(-52 (factors() - 1)), into its place of the result, or adds it.
using RunFunction = void (*)(const Run& run, const Moduli& moduli);
void run_portable(const Run& run, const Moduli& moduli);
void run_avx2(const Run& run, const Moduli& moduli);
void run_ifma(const Run& run, const Moduli& moduli);

}  // namespace causeway::number
