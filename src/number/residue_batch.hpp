// SPDX-License-Identifier: MIT
// The steps of a plan, for eight primes at a time. Each thread has its own. Tests:
// tests/unit/number/residues_test.cpp.
#pragma once

#include <new>
#include <span>

#include "number/residue_arrangement.hpp"

namespace causeway::number {

/// Eight residues a cell.
class LaneTable {
 public:
  LaneTable() = default;
  explicit LaneTable(std::size_t cells)
      : words_(static_cast<std::uint64_t*>(
            ::operator new (cells * sizeof(Lanes), std::align_val_t{sizeof(Lanes)}))),
        cells_(cells) {}
  std::uint64_t* words() const { return words_.get(); }
  std::size_t cells() const { return cells_; }

 private:
  struct Free {
    void operator()(std::uint64_t* words) const {
      ::operator delete (words, std::align_val_t{sizeof(Lanes)});
    }
  };
  std::unique_ptr<std::uint64_t, Free> words_;
  std::size_t cells_ = 0;
};

/// Runs the function on a part after the other; between them the budget looks at the clock and the host's
/// wish. The inputs are the run's.
void run_in_parts(RunFunction function, Run run, std::span<Run::Input> inputs, const Moduli& moduli,
                  support::Budget& budget);

class Extensions;

class Batch {
 public:
  /// The plan must outlive it; so must the budget, which pays for the buffers. Up to 32 MiB of them stay with
  /// the thread, for its next computation.
  Batch(const Arrangement& plan, Extensions& extensions, RunFunction run, support::Budget& budget);
  ~Batch();
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  /// All steps that the batch of primes with this number needs; false if the computation was given up.
  bool compute(std::size_t number, const Moduli& moduli);
  /// The eight residues in a cell of a step's result.
  const std::uint64_t* cell(std::size_t step, std::size_t cell) const { return result(step) + cell * kLanes; }

 private:
  std::uint64_t* buffer(std::size_t number) const { return memory_.words() + starts_[number] * kLanes; }
  const std::uint64_t* result(std::size_t step) const { return buffer(plan_.steps()[step].buffer); }
  void compute(const Arrangement::Step& step);
  Run::Input input(const Arrangement::Step& step, std::size_t place);
  void walk(const Arrangement::Step& step, std::size_t axes, Run run);
  void walk_functions(const Arrangement::Step& step, Run run);

  const Arrangement& plan_;
  Extensions& extensions_;
  const Moduli* moduli_ = nullptr;
  RunFunction run_;
  support::Budget& budget_;
  support::Held held_;
  LaneTable memory_;
  std::vector<std::size_t> starts_;  // of the buffers in it
  std::vector<Run::Input> inputs_;
  std::vector<std::size_t> words_;  // of a cell, for each input
  std::size_t converted_ = 0;       // inputs of the step so far
  std::vector<std::size_t> digits_;
  std::vector<const std::uint64_t*> scratch_;
  std::vector<Run::Term> terms_;
};

}  // namespace causeway::number
