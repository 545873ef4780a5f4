// SPDX-License-Identifier: MIT
#include "number/residues.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <numeric>
#include <span>
#include <thread>

#include "number/modular.hpp"
#include "number/reconstruction.hpp"
#include "number/residue_batch.hpp"
#include "number/residue_extension.hpp"

namespace causeway::number {

namespace {

RunFunction run_function(Instructions instructions) {
  switch (instructions) {
    case Instructions::Avx512Ifma:
      return run_ifma;
    case Instructions::Avx2:
      return run_avx2;
    case Instructions::Portable:
      break;
  }
  return run_portable;
}

/// The residues of the plan's outputs: those that need as many primes stand together; of one output, one cell
/// after the other.
class Residues {
 public:
  Residues(const ResiduePlan& plan, support::Budget& budget)
      : held_(budget), starts_(plan.outputs.size()), order_(plan.outputs.size()) {
    for (const ResiduePlan::Output& one : plan.outputs) counts_.push_back(rounded(primes_for(one.bits)));
    std::iota(order_.begin(), order_.end(), std::size_t{0});
    std::stable_sort(order_.begin(), order_.end(),
                     [&](std::size_t a, std::size_t b) { return counts_[a] < counts_[b]; });
    std::size_t size = 0;
    for (const std::size_t one : order_) {
      starts_[one] = size;
      size += counts_[one] * plan.steps[plan.outputs[one].step].loop->cells;
    }
    held_.add(size * sizeof(std::uint64_t));
    words_ = support::zeros<std::uint64_t>(size, budget);
  }
  /// Primes of an output.
  std::size_t primes(std::size_t output) const { return counts_[output]; }
  std::size_t most() const { return counts_[order_.back()]; }
  std::uint64_t* of(std::size_t output, std::size_t cell) {
    return &words_[starts_[output] + cell * counts_[output]];
  }
  /// Outputs by their number of primes.
  const std::vector<std::size_t>& order() const { return order_; }

 private:
  /// Many primes are rounded up to whole batches: what reading integers needs is made for each number of
  /// them.
  static std::size_t rounded(std::size_t primes) {
    constexpr std::size_t kMany = 64;
    return primes < kMany ? primes : (primes + kLanes - 1) / kLanes * kLanes;
  }

  support::Held held_;
  std::vector<std::size_t> starts_;
  std::vector<std::size_t> counts_;
  std::vector<std::size_t> order_;
  std::vector<std::uint64_t> words_;
};

/// All batches of primes of a plan, on several threads.
class Computation {
 public:
  Computation(const ResiduePlan& plan, const Arrangement& arrangement, std::span<const Prime> primes,
              RunFunction run, Residues& residues, support::Budget& budget)
      : plan_(plan),
        arrangement_(arrangement),
        extensions_(arrangement, primes, budget),
        primes_(primes),
        run_(run),
        residues_(residues) {}

  /// The answers do not depend on the number of threads.
  void compute(std::size_t threads, support::Budget& budget) {
    if (threads < 2) return work(budget);
    std::vector<support::Budget> budgets(threads, budget);
    for (std::size_t i = 1; i < threads; ++i) budgets[i].be_silent();
    std::vector<std::exception_ptr> faults(threads);
    const auto run = [&](std::size_t number) {
      try {
        work(budgets[number]);
      } catch (...) {
        faults[number] = std::current_exception();
        next_ = batches();  // the others need not go on
        extensions_.abandon();
      }
    };
    std::vector<std::thread> others;
    others.reserve(threads - 1);
    try {
      for (std::size_t i = 1; i < threads; ++i) others.emplace_back(run, i);
    } catch (const std::exception&) {
      // The machine has no more threads, or memory for them: those that there are do it all.
    }
    run(0);
    for (std::thread& one : others) one.join();
    for (const std::exception_ptr& one : faults) {
      if (one) std::rethrow_exception(one);
    }
    const std::uint64_t before = budget.left();
    for (const support::Budget& one : budgets) budget.spend(before - one.left());
  }
  std::size_t batches() const { return (primes_.size() + kLanes - 1) / kLanes; }

 private:
  /// Batches that nobody has taken, until there are none.
  void work(support::Budget& budget) {
    Batch batch(arrangement_, extensions_, run_, budget);
    for (std::size_t number = next_++; number < batches(); number = next_++) {
      const support::Part part(budget, number, batches());
      budget.expect(arrangement_.products());
      const std::size_t from = number * kLanes;
      const Moduli moduli = moduli_of(&primes_[from], std::min(kLanes, primes_.size() - from));
      if (!batch.compute(number, moduli)) return;
      for (std::size_t i = 0; i < plan_.outputs.size(); ++i) keep(batch, i, from, budget);
    }
  }

  void keep(const Batch& batch, std::size_t output, std::size_t from, support::Budget& budget) {
    const std::size_t step = plan_.outputs[output].step;
    if (arrangement_.steps()[step].small || from >= residues_.primes(output)) return;
    const std::size_t lanes = std::min(kLanes, residues_.primes(output) - from);
    Lanes back{};
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const Prime& one = primes_[from + lane];
      back[lane] = power(one.radix, arrangement_.steps()[step].lost, one.value);
    }
    for (std::size_t cell = 0; cell < plan_.steps[step].loop->cells; ++cell) {
      budget.spend();
      std::uint64_t* to = residues_.of(output, cell) + from;
      for (std::size_t lane = 0; lane < lanes; ++lane)
        to[lane] = multiply(batch.cell(step, cell)[lane], back[lane], primes_[from + lane].value);
    }
  }

  const ResiduePlan& plan_;
  const Arrangement& arrangement_;
  Extensions extensions_;
  std::span<const Prime> primes_;
  RunFunction run_;
  Residues& residues_;
  std::atomic<std::size_t> next_{0};
};

/// As many as there are batches, where starting them pays, and memory for their buffers.
std::size_t threads_for(const Arrangement& plan, std::size_t batches, const support::Budget& budget) {
  constexpr std::uint64_t kProducts = 200'000;  // of a batch, about half a millisecond
  if (batches < 2 || plan.products() < kProducts) return 1;
  std::size_t threads = budget.limits().threads;
  if (threads == 0) threads = std::max(std::thread::hardware_concurrency(), 1U);
  const std::size_t room = budget.memory_left() / std::max<std::size_t>(plan.bytes(), 1);
  return std::max<std::size_t>(std::min({threads, batches, room}), 1);
}

/// Outputs that need as many primes are read together.
std::vector<IntegerTable> integers(const ResiduePlan& plan, const Arrangement& arrangement,
                                   std::span<const Prime> primes, Residues& residues,
                                   support::Budget& budget) {
  std::vector<IntegerTable> result(plan.outputs.size());
  const std::vector<std::size_t>& order = residues.order();
  for (std::size_t from = 0, to = 0; from < order.size(); from = to) {
    const std::size_t count = residues.primes(order[from]);
    std::size_t cells = 0;
    for (; to < order.size() && residues.primes(order[to]) == count; ++to)
      cells += plan.steps[plan.outputs[order[to]].step].loop->cells;
    std::size_t width = 0;
    const std::vector<std::uint64_t> words =
        reconstruct(primes.first(count), {residues.of(order[from], 0), cells * count}, width, budget);
    support::Held held(budget);  // what was read, and the tables' copy of it
    held.add(2 * words.size() * sizeof(std::uint64_t));
    const std::uint64_t* next = words.data();
    for (std::size_t i = from; i < to; ++i) {
      const std::size_t step = plan.outputs[order[i]].step;
      const std::size_t size = plan.steps[step].loop->cells;
      IntegerTable& table = result[order[i]];
      if (const auto& small = arrangement.steps()[step].small) {
        table = *small;
      } else {
        table = IntegerTable(size, width, Rational(1), budget);
        std::copy_n(next, size * width, table.words(0));
        table.settle();
      }
      next += size * width;
    }
  }
  return result;
}

}  // namespace

const std::vector<Instructions>& known_instructions() {
  static const std::vector<Instructions> kKnown = [] {
    std::vector<Instructions> known{Instructions::Portable};
#if defined(__x86_64__)
    if (__builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0)
      known.push_back(Instructions::Avx2);
    if (__builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512ifma") != 0)
      known.push_back(Instructions::Avx512Ifma);
#endif
    return known;
  }();
  return kKnown;
}

std::vector<IntegerTable> compute_by_residues(const ResiduePlan& plan, support::Budget& budget,
                                              Instructions instructions) {
  Residues residues(plan, budget);
  const auto known = residue_primes(residues.most(), budget);
  const std::span<const Prime> primes(known->data(), residues.most());
  const Arrangement arrangement(plan, budget);
  Computation computation(plan, arrangement, primes, run_function(instructions), residues, budget);
  computation.compute(threads_for(arrangement, computation.batches(), budget), budget);
  return integers(plan, arrangement, primes, residues, budget);
}

}  // namespace causeway::number
