// SPDX-License-Identifier: MIT
#include "number/residues.hpp"

#include <algorithm>
#include <mutex>
#include <new>
#include <numeric>
#include <utility>

#include "number/access.hpp"

namespace causeway::number {

namespace {

__extension__ using Unsigned128 = unsigned __int128;

constexpr unsigned kPrimeBits = 50;
constexpr unsigned kRadixBits = 52;

// ---- arithmetic modulo one prime ----

std::uint64_t multiply(std::uint64_t a, std::uint64_t b, std::uint64_t p) {
  return static_cast<std::uint64_t>(static_cast<Unsigned128>(a) * b % p);
}
std::uint64_t power(std::uint64_t base, std::uint64_t exponent, std::uint64_t p) {
  std::uint64_t result = 1;
  for (; exponent > 0; exponent >>= 1U) {
    if ((exponent & 1U) != 0) result = multiply(result, base, p);
    base = multiply(base, base, p);
  }
  return result;
}
std::uint64_t inverse(std::uint64_t a, std::uint64_t p) {
  return power(a, p - 2, p);
}

/// Miller and Rabin's test; with these bases it is certain below 2^64. (Sinclair, 2011.)
bool is_prime(std::uint64_t n) {
  std::uint64_t odd = n - 1;
  unsigned twos = 0;
  for (; odd % 2 == 0; odd /= 2) ++twos;
  for (const std::uint64_t base : {2U, 325U, 9375U, 28178U, 450775U, 9780504U, 1795265022U}) {
    std::uint64_t x = power(base % n, odd, n);
    if (x == 1 || x == n - 1) continue;
    bool composite = true;
    for (unsigned i = 1; i < twos && composite; ++i) {
      x = multiply(x, x, n);
      composite = x != n - 1;
    }
    if (composite) return false;
  }
  return true;
}

Moduli moduli_of(const std::uint64_t* primes, std::size_t count) {
  Moduli result;
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const std::uint64_t p = primes[std::min(lane, count - 1)];
    std::uint64_t inverse = 1;  // of p modulo 2^64, by Newton's method
    for (int i = 0; i < 6; ++i) inverse *= 2 - p * inverse;
    result.prime[lane] = p;
    result.negated_inverse[lane] = (0 - inverse) & ((std::uint64_t{1} << kRadixBits) - 1);
    result.below[lane] = (std::uint64_t{1} << kPrimeBits) - p;
  }
  return result;
}

// ---- tables of eight residues a cell ----

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

/// Tables that are used again: memory touched before is faster.
class Pool {
 public:
  explicit Pool(support::Budget& budget) : held_(budget) {}

  /// The smallest one that is large enough; what stands in it is left over.
  LaneTable take(std::size_t cells) {
    const auto fits = [&](const LaneTable& one) { return one.cells() >= cells; };
    auto best = std::find_if(free_.begin(), free_.end(), fits);
    for (auto one = best; one != free_.end(); ++one) {
      if (fits(*one) && one->cells() < best->cells()) best = one;
    }
    if (best == free_.end()) {
      held_.add(cells * sizeof(Lanes));
      return LaneTable(cells);
    }
    LaneTable result = std::move(*best);
    free_.erase(best);
    return result;
  }
  void give_back(LaneTable table) { free_.push_back(std::move(table)); }

 private:
  support::Held held_;
  std::vector<LaneTable> free_;
};

/// A table whose numbers are all below 2^50, one word each, is used as it is.
bool is_plain(const IntegerTable& table) {
  return table.width() == 1 && table.bits() < kPrimeBits;
}

void write_residues(const IntegerTable& table, const Moduli& moduli, std::uint64_t* result) {
  for (std::size_t cell = 0; cell < table.size(); ++cell) {
    const std::uint64_t* words = table.words(cell);
    for (std::size_t lane = 0; lane < kLanes; ++lane) {
      Unsigned128 rest = 0;
      for (std::size_t i = table.width(); i > 0; --i)
        rest = ((rest << 64U) | words[i - 1]) % moduli.prime[lane];
      result[cell * kLanes + lane] = static_cast<std::uint64_t>(rest);
    }
  }
}

/// All steps of a plan, for eight primes at a time.
class Batch {
 public:
  Batch(const ResiduePlan& plan, RunFunction run, support::Budget& budget)
      : plan_(plan), run_(run), budget_(budget), pool_(budget), results_(plan.steps.size()) {}

  void compute(const Moduli& moduli) {
    moduli_ = &moduli;
    for (LaneTable& one : results_) {
      if (one.cells() > 0) pool_.give_back(std::exchange(one, {}));
    }
    for (std::size_t i = 0; i < plan_.steps.size(); ++i) {
      results_[i] = pool_.take(plan_.steps[i].loop.cells);
      compute(plan_.steps[i], results_[i].words());
      for (LaneTable& one : converted_) pool_.give_back(std::move(one));
      converted_.clear();
      for (const std::size_t freed : plan_.steps[i].freed)
        pool_.give_back(std::exchange(results_[freed], {}));
    }
  }
  const std::uint64_t* cell(std::size_t step, std::size_t cell) const {
    return results_[step].words() + cell * kLanes;
  }

 private:
  void compute(const ResiduePlan::Step& step, std::uint64_t* result);
  Run::Input input(const ResiduePlan::Step& step, std::size_t number);
  void walk(const ResiduePlan::Step& step, std::size_t axes, Run run);
  void walk_functions(const ResiduePlan::Step& step, Run run);

  const ResiduePlan& plan_;
  const Moduli* moduli_ = nullptr;
  RunFunction run_;
  support::Budget& budget_;
  Pool pool_;
  std::vector<LaneTable> results_;
  std::vector<LaneTable> converted_;
  std::vector<std::size_t> order_;  // of a step's inputs in its runs
  std::vector<Run::Input> inputs_;
  std::vector<std::size_t> words_;  // of a cell, for each input
};

/// Where an input begins.
Run::Input Batch::input(const ResiduePlan::Step& step, std::size_t number) {
  const SumProduct::Input& one = step.loop.inputs[number];
  if (one.table == nullptr) {
    words_.push_back(kLanes);
    return {results_[*step.messages[number]].words() + one.offset * kLanes, 0, 0, false};
  }
  if (is_plain(*one.table)) {
    words_.push_back(1);
    return {one.table->words(one.offset), 0, 0, true};
  }
  converted_.push_back(pool_.take(one.table->size()));
  write_residues(*one.table, *moduli_, converted_.back().words());
  words_.push_back(kLanes);
  return {converted_.back().words() + one.offset * kLanes, 0, 0, false};
}

void Batch::compute(const ResiduePlan::Step& step, std::uint64_t* result) {
  static constexpr std::uint64_t kOne = 1;
  inputs_.clear();
  words_.clear();
  const SumProduct& loop = step.loop;
  order_.resize(loop.inputs.size());
  std::iota(order_.begin(), order_.end(), 0U);
  const bool sums = loop.maps.empty() && !loop.axes.empty() && loop.output.back() == 0;
  const auto inside =
      !sums ? order_.end() : std::stable_partition(order_.begin(), order_.end(), [&](std::size_t one) {
        return loop.inputs[one].strides.back() != 0;
      });
  for (const std::size_t one : order_) inputs_.push_back(input(step, one));
  if (inputs_.empty()) {
    words_.push_back(0);
    inputs_.push_back({&kOne, 0, 0, true});
  }
  Run run{};
  run.inputs = inputs_.data();
  run.count = inputs_.size();
  run.inside = std::max<std::size_t>(static_cast<std::size_t>(inside - order_.begin()), 1);
  run.length = 1;
  run.outer = 1;
  run.result = result;
  // With one axis to sum over, or none, each place is written once.
  const auto summed = std::count(loop.output.begin(), loop.output.end(), std::size_t{0});
  run.adds = !loop.maps.empty() || summed > 1;
  if (run.adds) std::fill_n(result, loop.cells * kLanes, 0);
  if (!loop.maps.empty()) return walk_functions(step, run);
  // The two innermost axes are the run's.
  std::size_t axes = loop.axes.size();
  const auto strides = [&](std::size_t axis, std::size_t Run::Input::*apart) {
    for (std::size_t i = 0; i < loop.inputs.size(); ++i)
      inputs_[i].*apart = loop.inputs[order_[i]].strides[axis] * words_[i];
  };
  if (sums) {
    --axes;
    run.length = loop.axes[axes];
    strides(axes, &Run::Input::apart);
  }
  if (axes > 0) {
    --axes;
    run.outer = loop.axes[axes];
    run.result_apart = loop.output[axes] * kLanes;
    strides(axes, &Run::Input::outer_apart);
  }
  walk(step, axes, run);
}

void Batch::walk(const ResiduePlan::Step& step, std::size_t axes, Run run) {
  const SumProduct& loop = step.loop;
  std::vector<std::size_t> digits(axes, 0);
  for (;;) {
    budget_.spend(run.length * run.outer);
    run_(run, *moduli_);
    std::size_t axis = axes;
    for (; axis > 0; --axis) {
      const bool next = ++digits[axis - 1] < loop.axes[axis - 1];
      const std::size_t back = next ? 0 : loop.axes[axis - 1];
      if (!next) digits[axis - 1] = 0;
      for (std::size_t i = 0; i < loop.inputs.size(); ++i) {
        const std::size_t apart = loop.inputs[order_[i]].strides[axis - 1] * words_[i];
        inputs_[i].start += apart;
        inputs_[i].start -= back * apart;
      }
      run.result += loop.output[axis - 1] * kLanes;
      run.result -= back * loop.output[axis - 1] * kLanes;
      if (next) break;
    }
    if (axis == 0) return;
  }
}

/// Functions say for each cell where the others stand.
void Batch::walk_functions(const ResiduePlan::Step& step, Run run) {
  const SumProduct& loop = step.loop;
  const std::vector<Run::Input> first = inputs_;
  std::uint64_t* const result = run.result;
  for_each_place(loop, budget_, [&](const std::size_t* places, std::size_t output) {
    for (std::size_t i = 0; i < loop.inputs.size(); ++i)
      inputs_[i].start = first[i].start + (places[order_[i]] - loop.inputs[order_[i]].offset) * words_[i];
    run.result = result + output * kLanes;
    run_(run, *moduli_);
  });
}

// ---- integers from residues ----

/// By mixed radices (Garner; Knuth, The Art of Computer Programming 2, 4.3.2): a vector of digits below the
/// primes, from which the integer is read by Horner's rule.
class Reconstruction {
 public:
  explicit Reconstruction(const std::vector<std::uint64_t>& primes) : primes_(primes) {
    for (std::size_t i = 0; i < primes.size(); ++i) {
      std::uint64_t product = 1;
      for (std::size_t k = 0; k < i; ++k) product = multiply(product, primes[k] % primes[i], primes[i]);
      inverses_.push_back(inverse(product, primes[i]));
    }
  }

  /// Two's complement words, zeros in front.
  void write(const std::vector<std::uint64_t>& residues, std::uint64_t* words, std::size_t width) {
    digits_.assign(primes_.size(), 0);
    for (std::size_t i = 0; i < primes_.size(); ++i) {
      const std::uint64_t p = primes_[i];
      std::uint64_t value = 0;  // of the digits so far, modulo p
      for (std::size_t k = i; k > 0; --k)
        value = static_cast<std::uint64_t>(
            (static_cast<Unsigned128>(value) * primes_[k - 1] + digits_[k - 1]) % p);
      const std::uint64_t rest = residues[i] >= value ? residues[i] - value : residues[i] + p - value;
      digits_[i] = multiply(rest, inverses_[i], p);
    }
    std::fill_n(words, width, 0);
    std::size_t used = 0;
    for (std::size_t i = primes_.size(); i > 0; --i) {
      std::uint64_t carry = digits_[i - 1];
      for (std::size_t w = 0; w < used; ++w) {
        const Unsigned128 next = static_cast<Unsigned128>(words[w]) * primes_[i - 1] + carry;
        words[w] = static_cast<std::uint64_t>(next);
        carry = static_cast<std::uint64_t>(next >> 64U);
      }
      if (carry != 0 && used < width) words[used++] = carry;
    }
  }

 private:
  const std::vector<std::uint64_t>& primes_;
  std::vector<std::uint64_t> inverses_;  // of the product of the primes before
  std::vector<std::uint64_t> digits_;
};

/// How often 2^52 was lost in each step's result.
std::vector<std::uint64_t> lost_radices(const ResiduePlan& plan) {
  std::vector<std::uint64_t> lost;
  for (const ResiduePlan::Step& step : plan.steps) {
    std::uint64_t own = step.messages.empty() ? 0 : step.messages.size() - 1;
    for (const auto& message : step.messages) own += message ? lost[*message] : 0;
    lost.push_back(own);
  }
  return lost;
}

}  // namespace

Instructions best_instructions() {
#if defined(__x86_64__)
  static const bool kIfma =
      __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512ifma") != 0;
  if (kIfma) return Instructions::Avx512Ifma;
#endif
  return Instructions::Portable;
}

std::vector<std::uint64_t> residue_primes(std::size_t count) {
  static std::mutex mutex;
  static std::vector<std::uint64_t> known;
  const std::lock_guard lock(mutex);
  std::uint64_t next = known.empty() ? (std::uint64_t{1} << kPrimeBits) - 1 : known.back() - 2;
  for (; known.size() < count; next -= 2) {
    if (is_prime(next)) known.push_back(next);
  }
  return {known.begin(), known.begin() + static_cast<std::ptrdiff_t>(count)};
}

std::vector<IntegerTable> compute_by_residues(const ResiduePlan& plan, support::Budget& budget,
                                              Instructions instructions) {
  std::size_t bits = 1;
  std::size_t cells = 0;
  for (const ResiduePlan::Output& one : plan.outputs) {
    bits = std::max(bits, one.bits);
    cells += plan.steps[one.step].loop.cells;
  }
  // Every prime is greater than 2^49.
  const std::vector<std::uint64_t> primes = residue_primes(bits / (kPrimeBits - 1) + 1);
  support::Held held(budget);
  held.add(cells * primes.size() * sizeof(std::uint64_t));
  std::vector<std::vector<std::uint64_t>> residues(cells, std::vector<std::uint64_t>(primes.size()));
  const std::vector<std::uint64_t> lost = lost_radices(plan);
  Batch batch(plan, instructions == Instructions::Avx512Ifma ? run_ifma : run_portable, budget);
  for (std::size_t from = 0; from < primes.size(); from += kLanes) {
    const std::size_t count = std::min(kLanes, primes.size() - from);
    const Moduli moduli = moduli_of(&primes[from], count);
    batch.compute(moduli);
    auto residue = residues.begin();
    for (const ResiduePlan::Output& one : plan.outputs) {
      Lanes back{};
      for (std::size_t lane = 0; lane < count; ++lane)
        back[lane] = power(power(2, kRadixBits, moduli.prime[lane]), lost[one.step], moduli.prime[lane]);
      for (std::size_t cell = 0; cell < plan.steps[one.step].loop.cells; ++cell, ++residue) {
        for (std::size_t lane = 0; lane < count; ++lane)
          (*residue)[from + lane] =
              multiply(batch.cell(one.step, cell)[lane], back[lane], moduli.prime[lane]);
      }
    }
  }
  Reconstruction integers(primes);
  std::vector<IntegerTable> result;
  auto residue = residues.begin();
  for (const ResiduePlan::Output& one : plan.outputs) {
    const std::size_t width = bits / 64 + 1;
    IntegerTable& table = result.emplace_back(plan.steps[one.step].loop.cells, width, Rational(1));
    for (std::size_t cell = 0; cell < table.size(); ++cell, ++residue) {
      budget.spend(primes.size());
      integers.write(*residue, table.words(cell), width);
    }
    table.settle();
  }
  return result;
}

}  // namespace causeway::number
