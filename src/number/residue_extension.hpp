// SPDX-License-Identifier: MIT
// Residues of earlier results modulo further primes, from those modulo as many as their numbers need: what is
// deep in a plan has short numbers, and is computed for few primes only. (Halevi, Polyakov and Shoup, "An
// improved RNS variant of the BFV homomorphic encryption scheme", CT-RSA 2019, 2.) Tests:
// tests/unit/number/residues_test.cpp.
#pragma once

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <span>

#include "number/residue_arrangement.hpp"

namespace causeway::number {

/// Of all steps that are extended. Safe to use from many threads.
class Extensions {
 public:
  /// `primes` are those of all batches. Both must outlive it.
  Extensions(const Arrangement& plan, std::span<const Prime> primes, support::Budget& budget);

  /// Takes in what a batch of the first primes says of a step's result, eight residues a cell. The budget is
  /// that of the thread, here and in extend().
  void keep(std::size_t step, std::size_t batch, const std::uint64_t* residues, support::Budget& budget);
  /// The result modulo the primes of a later batch. Waits until all batches of the first primes were kept;
  /// false if they never will be.
  bool extend(std::size_t step, std::size_t batch, const Moduli& moduli, RunFunction run,
              std::uint64_t* result, support::Budget& budget);
  /// Nobody needs to wait any more.
  void abandon();

 private:
  /// Every number is the sum of digit times product of the other primes, less a multiple of the product of
  /// all: how often that is in it is the last digit of a cell.
  struct Base {
    std::size_t primes = 0;
    std::size_t cells = 0;
    std::uint64_t lost = 0;
    std::vector<std::uint64_t> factors;  // of residues, to digits
    std::unique_ptr<std::uint64_t[]> digits;
    std::size_t kept = 0;  // batches
    bool complete = false;
  };
  bool wait_for(Base& base, support::Budget& budget);
  void complete(Base& base, support::Budget& budget) const;
  std::vector<std::uint64_t> weights(const Base& base, const Prime& prime) const;

  std::span<const Prime> primes_;
  support::Held held_;
  std::map<std::size_t, Base> bases_;  // by step
  std::mutex mutex_;
  std::condition_variable changed_;
  bool abandoned_ = false;
};

}  // namespace causeway::number
