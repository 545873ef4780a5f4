// SPDX-License-Identifier: MIT
#include "number/residues.hpp"

#include <algorithm>
#include <atomic>
#include <exception>
#include <span>
#include <system_error>
#include <thread>

#include "number/modular.hpp"
#include "number/residue_batch.hpp"
#include "number/residue_extension.hpp"

namespace causeway::number {

namespace {

/// By mixed radices (Garner; Knuth, The Art of Computer Programming 2, 4.3.2): a vector of digits below the
/// primes, from which the integer is read by Horner's rule.
class Reconstruction {
 public:
  explicit Reconstruction(std::span<const Prime> primes) : primes_(primes), digits_(primes.size()) {}

  /// Two's complement words, zeros in front.
  void write(const std::uint64_t* residues, std::uint64_t* words, std::size_t width) {
    for (std::size_t i = 0; i < primes_.size(); ++i) {
      const std::uint64_t p = primes_[i].value;
      std::uint64_t value = 0;  // of the digits so far, modulo p
      for (std::size_t k = i; k > 0; --k)
        value = reduce(static_cast<Unsigned128>(value) * primes_[k - 1].value + digits_[k - 1], p);
      const std::uint64_t rest = residues[i] >= value ? residues[i] - value : residues[i] + p - value;
      digits_[i] = multiply(rest, primes_[i].before, p);
    }
    std::fill_n(words, width, 0);
    std::size_t used = 0;
    for (std::size_t i = primes_.size(); i > 0; --i) {
      std::uint64_t carry = digits_[i - 1];
      for (std::size_t w = 0; w < used; ++w) {
        const Unsigned128 next = static_cast<Unsigned128>(words[w]) * primes_[i - 1].value + carry;
        words[w] = static_cast<std::uint64_t>(next);
        carry = static_cast<std::uint64_t>(next >> 64U);
      }
      if (carry != 0 && used < width) words[used++] = carry;
    }
  }

 private:
  std::span<const Prime> primes_;
  std::vector<std::uint64_t> digits_;
};

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

/// The residues of the plan's outputs, one output after the other, and of it one cell after the other.
class Residues {
 public:
  Residues(const ResiduePlan& plan, support::Budget& budget) : held_(budget) {
    for (const ResiduePlan::Output& one : plan.outputs) {
      starts_.push_back(words_.size());
      counts_.push_back(primes_for(one.bits));
      const std::size_t size = counts_.back() * plan.steps[one.step].loop->cells;
      held_.add(size * sizeof(std::uint64_t));
      words_.resize(words_.size() + size);
    }
  }
  std::size_t count(std::size_t output) const { return counts_[output]; }
  std::size_t most() const { return *std::max_element(counts_.begin(), counts_.end()); }
  std::uint64_t* of(std::size_t output, std::size_t cell) {
    return &words_[starts_[output] + cell * counts_[output]];
  }

 private:
  support::Held held_;
  std::vector<std::size_t> starts_;
  std::vector<std::size_t> counts_;
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
    } catch (const std::system_error&) {
      // The machine has no more threads: those that there are do it all.
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
      const std::size_t from = number * kLanes;
      const Moduli moduli = moduli_of(&primes_[from], std::min(kLanes, primes_.size() - from));
      if (!batch.compute(number, moduli)) return;
      for (std::size_t i = 0; i < plan_.outputs.size(); ++i) keep(batch, i, from);
    }
  }

  void keep(const Batch& batch, std::size_t output, std::size_t from) {
    const std::size_t step = plan_.outputs[output].step;
    if (arrangement_.steps()[step].small || from >= residues_.count(output)) return;
    const std::size_t lanes = std::min(kLanes, residues_.count(output) - from);
    Lanes back{};
    for (std::size_t lane = 0; lane < lanes; ++lane) {
      const Prime& one = primes_[from + lane];
      back[lane] = power(one.radix, arrangement_.steps()[step].lost, one.value);
    }
    for (std::size_t cell = 0; cell < plan_.steps[step].loop->cells; ++cell) {
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
  const auto known = residue_primes(residues.most());
  const std::span<const Prime> primes(known->data(), residues.most());
  const Arrangement arrangement(plan, budget);
  Computation computation(plan, arrangement, primes, run_function(instructions), residues, budget);
  computation.compute(threads_for(arrangement, computation.batches(), budget), budget);
  std::vector<IntegerTable> result;
  for (std::size_t i = 0; i < plan.outputs.size(); ++i) {
    const std::size_t step = plan.outputs[i].step;
    if (const auto& small = arrangement.steps()[step].small) {
      result.push_back(*small);
      continue;
    }
    const std::size_t width = plan.outputs[i].bits / 64 + 1;
    Reconstruction integers(primes.subspan(0, residues.count(i)));
    IntegerTable& table = result.emplace_back(plan.steps[step].loop->cells, width, Rational(1));
    for (std::size_t cell = 0; cell < table.size(); ++cell) {
      budget.spend(residues.count(i));
      integers.write(residues.of(i, cell), table.words(cell), width);
    }
    table.settle();
  }
  return result;
}

}  // namespace causeway::number
