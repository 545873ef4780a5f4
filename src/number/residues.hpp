// SPDX-License-Identifier: MIT
// The kernel for long numbers: whole plans of sums of products modulo primes just below 2^50, eight at a
// time, and the integers from their residues (Chinese remainder theorem). Which instructions are used is
// decided when the program runs; all give the same bits. Tests: tests/unit/number/residues_test.cpp.
#pragma once

#include <array>
#include <optional>
#include <vector>

#include "number/sum_product.hpp"

namespace causeway::number {

/// Steps one after the other; the inputs of each are tables, or results of earlier steps. No table holds a
/// negative number, and no step takes a maximum.
struct ResiduePlan {
  struct Step {
    SumProduct loop;                                   // an input without a table is an earlier result
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

enum class Instructions : std::uint8_t { Portable, Avx512Ifma };
/// The best that this machine has.
Instructions best_instructions();

/// The outputs as integers, with scale 1. Throws Exhausted.
std::vector<IntegerTable> compute_by_residues(const ResiduePlan& plan, support::Budget& budget,
                                              Instructions instructions = best_instructions());

/// Primes below 2^50, the greatest first.
std::vector<std::uint64_t> residue_primes(std::size_t count);

// ---- the loops, for each kind of instructions ----

constexpr std::size_t kLanes = 8;
using Lanes = std::array<std::uint64_t, kLanes>;

/// Eight primes and what is needed to compute modulo them, with Montgomery's radix 2^52.
struct Moduli {
  alignas(64) Lanes prime;
  alignas(64) Lanes negated_inverse;  // -1/p modulo 2^52
  alignas(64) Lanes below;            // 2^50 - p
};

/// The two innermost axes of a step: sums along one of them for each place of the other. Of each input where
/// it starts, and how far apart its values are, in words. A plain input has one number for all lanes, less
/// than 2^50.
struct Run {
  struct Input {
    const std::uint64_t* start;
    std::size_t apart;        // along the sum
    std::size_t outer_apart;  // from sum to sum
    bool plain;
  };
  const Input* inputs;
  std::size_t count;   // of inputs; at least one
  std::size_t inside;  // the first of them; those behind are the same along a sum; at least one
  std::size_t length;  // of each sum
  std::size_t outer;   // sums
  std::uint64_t* result;
  std::size_t result_apart;
  bool adds;  // to what stands there
};

/// Puts each sum of products, times 2^(-52 (count - 1)), into its place of the result, or adds it.
using RunFunction = void (*)(const Run& run, const Moduli& moduli);
void run_portable(const Run& run, const Moduli& moduli);
void run_ifma(const Run& run, const Moduli& moduli);

}  // namespace causeway::number
