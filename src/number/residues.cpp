// SPDX-License-Identifier: MIT
#include "number/residues.hpp"

#include <algorithm>
#include <bit>
#include <deque>
#include <mutex>
#include <new>
#include <numeric>
#include <span>
#include <utility>

#include "number/access.hpp"

namespace causeway::number {

namespace {

__extension__ using Unsigned128 = unsigned __int128;

constexpr unsigned kPrimeBits = 50;
constexpr unsigned kRadixBits = 52;

// ---- arithmetic modulo one prime ----

/// Modulo a p a little below 2^50: 2^50 is a small number.
std::uint64_t reduce(Unsigned128 a, std::uint64_t p) {
  constexpr std::uint64_t kPower = std::uint64_t{1} << kPrimeBits;
  while (a >= kPower) a = (a >> kPrimeBits) * (kPower - p) + (static_cast<std::uint64_t>(a) & (kPower - 1));
  const auto rest = static_cast<std::uint64_t>(a);
  return rest >= p ? rest - p : rest;
}
std::uint64_t multiply(std::uint64_t a, std::uint64_t b, std::uint64_t p) {
  return reduce(static_cast<Unsigned128>(a) * b, p);
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

std::uint64_t negated_inverse(std::uint64_t p) {
  std::uint64_t inverse = 1;  // of p modulo 2^64, by Newton's method
  for (int i = 0; i < 6; ++i) inverse *= 2 - p * inverse;
  return (0 - inverse) & ((std::uint64_t{1} << kRadixBits) - 1);
}

Moduli moduli_of(const Prime* primes, std::size_t count) {
  Moduli result;
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const Prime& one = primes[std::min(lane, count - 1)];
    result.prime[lane] = one.value;
    result.negated_inverse[lane] = one.negated_inverse;
    result.below[lane] = (std::uint64_t{1} << kPrimeBits) - one.value;
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
        rest = reduce((rest << 64U) | words[i - 1], moduli.prime[lane]);
      result[cell * kLanes + lane] = static_cast<std::uint64_t>(rest);
    }
  }
}

/// The loop of a step with equal axes merged, and its inputs in the order of a Run.
struct Arranged {
  struct Axis {
    std::size_t size;
    std::vector<std::size_t> strides;  // of the inputs in order, and of the output
  };
  std::vector<std::size_t> order;
  std::vector<Axis> axes;
  Run run{};  // without pointers and distances
};

/// Every prime is greater than 2^49.
std::size_t primes_for(std::size_t bits) {
  return bits / (kPrimeBits - 1) + 1;
}

/// How many batches of primes each step is needed for.
std::vector<std::size_t> batches_of(const ResiduePlan& plan) {
  std::vector<std::size_t> batches(plan.steps.size(), 0);
  for (const ResiduePlan::Output& one : plan.outputs)
    batches[one.step] = std::max(batches[one.step], (primes_for(one.bits) + kLanes - 1) / kLanes);
  for (std::size_t i = plan.steps.size(); i > 0; --i) {
    for (const auto& message : plan.steps[i - 1].messages) {
      if (message) batches[*message] = std::max(batches[*message], batches[i - 1]);
    }
  }
  return batches;
}

/// Steps of a plan, for eight primes at a time.
class Batch {
 public:
  Batch(const ResiduePlan& plan, RunFunction run, support::Budget& budget)
      : run_(run),
        budget_(budget),
        held_(budget),
        pool_(budget),
        small_(plan.steps.size()),
        arranged_(plan.steps.size()),
        lost_(plan.steps.size(), 0),
        batches_(batches_of(plan)),
        results_(plan.steps.size()) {
    for (std::size_t i = 0; i < plan.steps.size(); ++i) {
      steps_.push_back(&plan.steps[i]);
      if (compute_small(i)) continue;
      combine_plain(i);
      arrange(i);
    }
  }

  /// For the primes of the batch with this number.
  void compute(std::size_t batch, const Moduli& moduli) {
    moduli_ = &moduli;
    for (LaneTable& one : results_) {
      if (one.cells() > 0) pool_.give_back(std::exchange(one, {}));
    }
    for (std::size_t i = 0; i < steps_.size(); ++i) {
      if (small(i) == nullptr && batches_[i] > batch) {
        results_[i] = pool_.take(steps_[i]->loop->cells);
        compute(i, results_[i].words());
        for (LaneTable& one : converted_) pool_.give_back(std::move(one));
        converted_.clear();
      }
      for (const std::size_t freed : steps_[i]->freed) {
        if (results_[freed].cells() > 0) pool_.give_back(std::exchange(results_[freed], {}));
      }
    }
  }
  const std::uint64_t* cell(std::size_t step, std::size_t cell) const {
    return results_[step].words() + cell * kLanes;
  }
  /// The result of a step whose numbers are so small that no primes are needed; otherwise null.
  const IntegerTable* small(std::size_t step) const { return small_[step] ? &*small_[step] : nullptr; }
  /// How often 2^52 was lost in the step's result.
  std::uint64_t lost(std::size_t step) const { return lost_[step]; }

 private:
  const IntegerTable* table(const ResiduePlan::Step& step, std::size_t input) const;
  bool compute_small(std::size_t number);
  void combine_plain(std::size_t number);
  std::vector<std::size_t> plain_group(const ResiduePlan::Step& step, bool inside) const;
  void combine(std::size_t number, const std::vector<std::size_t>& group);
  void arrange(std::size_t number);
  void arrange_inputs(std::size_t number, bool sums);
  static void choose_outer(Arranged& arranged, bool sums);
  void compute(std::size_t number, std::uint64_t* result);
  Run::Input input(const ResiduePlan::Step& step, const Run& run, std::size_t number);
  void walk(const Arranged& arranged, std::size_t axes, Run run);
  void walk_functions(const ResiduePlan::Step& step, const Arranged& arranged, Run run);

  std::vector<const ResiduePlan::Step*> steps_;
  std::deque<ResiduePlan::Step> rewritten_;
  std::deque<SumProduct> loops_;       // of those
  std::deque<IntegerTable> combined_;  // and what they read
  const Moduli* moduli_ = nullptr;
  RunFunction run_;
  support::Budget& budget_;
  support::Held held_;
  Pool pool_;
  std::vector<std::optional<IntegerTable>> small_;
  std::vector<Arranged> arranged_;
  std::vector<std::uint64_t> lost_;
  std::vector<std::size_t> batches_;
  std::vector<LaneTable> results_;
  std::vector<LaneTable> converted_;
  std::vector<Run::Input> inputs_;
  std::vector<std::size_t> words_;  // of a cell, for each input
  std::vector<std::size_t> digits_;
  std::vector<const std::uint64_t*> scratch_;
  std::vector<Run::Term> terms_;
};

/// What an input reads; null if that is an earlier result by residues.
const IntegerTable* Batch::table(const ResiduePlan::Step& step, std::size_t input) const {
  const IntegerTable* own = step.operands.tables[input];
  return own != nullptr ? own : small(*step.messages[input]);
}

/// Once for all primes, where no number of the result, nor of the inputs, is as long as a prime.
bool Batch::compute_small(std::size_t number) {
  const ResiduePlan::Step& step = *steps_[number];
  Operands operands = step.operands;
  std::size_t bits = static_cast<std::size_t>(std::bit_width(step.loop->terms));
  for (std::size_t i = 0; i < step.loop->inputs; ++i) {
    operands.tables[i] = table(step, i);
    if (operands.tables[i] == nullptr || !is_plain(*operands.tables[i])) return false;
    bits += operands.tables[i]->bits();
  }
  if (bits >= kPrimeBits) return false;
  small_[number] = number::compute(*step.loop, operands, budget_, Scale::Free);
  held_.add(small_[number]->bytes());
  return true;
}

/// Inputs of the step that have one word, on one side of the sum, whose product is short.
std::vector<std::size_t> Batch::plain_group(const ResiduePlan::Step& step, bool inside) const {
  const SumProduct& loop = *step.loop;
  std::vector<std::size_t> group;
  std::size_t bits = 0;
  for (std::size_t i = 0; i < loop.inputs; ++i) {
    const IntegerTable* own = table(step, i);
    if (own == nullptr || !is_plain(*own) || bits + own->bits() >= kPrimeBits) continue;
    if ((loop.stride(loop.axes.size() - 1, i) != 0) != inside) continue;
    bits += own->bits();
    group.push_back(i);
  }
  return group;
}

/// Several plain inputs are multiplied once for all primes.
void Batch::combine_plain(std::size_t number) {
  if (!steps_[number]->loop->maps.empty() || steps_[number]->loop->axes.empty()) return;
  for (const bool inside : {true, false}) {
    const std::vector<std::size_t> group = plain_group(*steps_[number], inside);
    if (group.size() > 1) combine(number, group);
  }
}

void Batch::combine(std::size_t number, const std::vector<std::size_t>& group) {
  const ResiduePlan::Step& step = *steps_[number];
  const SumProduct& loop = *step.loop;
  const auto in_group = [&](std::size_t i) {
    return std::find(group.begin(), group.end(), i) != group.end();
  };
  // Their product over the axes that they have.
  SumProduct product;
  product.inputs = group.size();
  Operands operands;
  for (const std::size_t i : group) {
    operands.tables.push_back(table(step, i));
    operands.offsets.push_back(step.operands.offset(i));
  }
  std::vector<std::size_t> strides(loop.axes.size(), 0);
  for (std::size_t axis = loop.axes.size(); axis > 0; --axis) {
    if (std::none_of(group.begin(), group.end(),
                     [&](std::size_t i) { return loop.stride(axis - 1, i) != 0; }))
      continue;
    strides[axis - 1] = product.cells;
    product.cells *= loop.axes[axis - 1];
  }
  for (std::size_t axis = 0; axis < loop.axes.size(); ++axis) {
    if (strides[axis] == 0) continue;
    product.axes.push_back(loop.axes[axis]);
    for (const std::size_t i : group) product.strides.push_back(loop.stride(axis, i));
    product.strides.push_back(strides[axis]);
  }
  combined_.push_back(number::compute(product, operands, budget_, Scale::Free));
  held_.add(combined_.back().bytes());
  // The step with it instead of them.
  ResiduePlan::Step rest{nullptr, {}, {}, step.freed};
  SumProduct with{loop.axes, {}, 1, {}, loop.cells, loop.terms, false};
  rest.operands.tables.push_back(&combined_.back());
  rest.operands.offsets.push_back(0);
  rest.messages.emplace_back(std::nullopt);
  for (std::size_t i = 0; i < loop.inputs; ++i) {
    if (in_group(i)) continue;
    ++with.inputs;
    rest.operands.tables.push_back(step.operands.tables[i]);
    rest.operands.offsets.push_back(step.operands.offset(i));
    rest.messages.push_back(step.messages[i]);
  }
  for (std::size_t axis = 0; axis < loop.axes.size(); ++axis) {
    with.strides.push_back(strides[axis]);
    for (std::size_t i = 0; i < loop.inputs; ++i) {
      if (!in_group(i)) with.strides.push_back(loop.stride(axis, i));
    }
    with.strides.push_back(loop.output_stride(axis));
  }
  loops_.push_back(std::move(with));
  rest.loop = &loops_.back();
  rewritten_.push_back(std::move(rest));
  steps_[number] = &rewritten_.back();
}

void Batch::arrange_inputs(std::size_t number, bool sums) {
  const ResiduePlan::Step& step = *steps_[number];
  const SumProduct& loop = *step.loop;
  Arranged& result = arranged_[number];
  std::vector<std::size_t>& order = result.order;
  order.resize(loop.inputs);
  std::iota(order.begin(), order.end(), 0U);
  const auto inside =
      !sums ? order.end() : std::stable_partition(order.begin(), order.end(), [&](std::size_t one) {
        return loop.stride(loop.axes.size() - 1, one) != 0;
      });
  // Plain ones first, as long as their product is short.
  const auto plain = [&](auto from, auto to) {
    std::size_t bits = 0;
    return std::stable_partition(from, to, [&](std::size_t one) {
      const IntegerTable* own = table(step, one);
      if (own == nullptr || !is_plain(*own) || bits + own->bits() >= kPrimeBits) return false;
      bits += own->bits();
      return true;
    });
  };
  const auto place = [&](auto one) { return static_cast<std::size_t>(one - order.begin()); };
  Run& run = result.run;
  run.inside_plain = place(plain(order.begin(), inside));
  run.inside = place(inside);
  run.outside_plain = place(plain(inside, order.end()));
  run.count = order.size();
  if (run.inside > 0 || run.count == 0) return;
  run.inside = 1;
  run.inside_plain = std::min<std::size_t>(run.outside_plain, 1);
  run.outside_plain = std::max<std::size_t>(run.outside_plain, 1);
}

void Batch::arrange(std::size_t number) {
  const ResiduePlan::Step& step = *steps_[number];
  const SumProduct& loop = *step.loop;
  Arranged& result = arranged_[number];
  const bool sums = loop.maps.empty() && !loop.axes.empty() && loop.output_stride(loop.axes.size() - 1) == 0;
  arrange_inputs(number, sums);
  Run& run = result.run;
  std::size_t summed = 0;
  for (std::size_t i = 0; i < loop.axes.size(); ++i) {
    Arranged::Axis axis{loop.axes[i], {}};
    for (const std::size_t one : result.order) axis.strides.push_back(loop.stride(i, one));
    axis.strides.push_back(loop.output_stride(i));
    summed += axis.strides.back() == 0 ? 1 : 0;
    bool merged = !result.axes.empty() && loop.maps.empty();
    for (std::size_t k = 0; k < axis.strides.size() && merged; ++k)
      merged = result.axes.back().strides[k] == axis.size * axis.strides[k];
    if (merged) {
      summed -= axis.strides.back() == 0 ? 1 : 0;
      axis.size *= result.axes.back().size;
      result.axes.back() = std::move(axis);
    } else {
      result.axes.push_back(std::move(axis));
    }
  }
  if (loop.maps.empty()) choose_outer(result, sums);
  run.length = 1;
  run.outer = 1;
  run.planes = 1;
  // With one axis to sum over, or none, each place is written once.
  run.adds = !loop.maps.empty() || summed > (sums ? 1 : 0);
  lost_[number] = std::max<std::size_t>(run.factors(), 1) - 1;
  for (std::size_t i = 0; i < loop.inputs; ++i) {
    if (table(step, i) == nullptr) lost_[number] += lost_[*step.messages[i]];
  }
}

/// Sums are computed several at a time: best along an axis that one of the inputs does not have.
void Batch::choose_outer(Arranged& arranged, bool sums) {
  const std::size_t axes = arranged.axes.size() - (sums ? 1 : 0);
  constexpr std::size_t kAtOnce = 4;
  const auto worth = [&](const Arranged::Axis& axis) -> std::size_t {
    if (axis.strides.back() == 0 || axis.size < kAtOnce) return 0;
    const auto inside = axis.strides.begin() + static_cast<std::ptrdiff_t>(arranged.run.inside);
    const bool shared = std::find(axis.strides.begin(), inside, std::size_t{0}) != inside;
    return axis.size * (shared ? 100 : 1);
  };
  std::size_t best = axes;
  for (std::size_t i = axes; i > 0; --i) {
    if (best == axes || worth(arranged.axes[i - 1]) > worth(arranged.axes[best])) best = i - 1;
  }
  if (best + 1 >= axes) return;
  const auto place = arranged.axes.begin() + static_cast<std::ptrdiff_t>(best);
  std::rotate(place, place + 1, arranged.axes.begin() + static_cast<std::ptrdiff_t>(axes));
}

/// Where an input begins.
Run::Input Batch::input(const ResiduePlan::Step& step, const Run& run, std::size_t number) {
  const IntegerTable* own = table(step, number);
  const std::size_t offset = step.operands.offset(number);
  if (own == nullptr) {
    words_.push_back(kLanes);
    return {results_[*step.messages[number]].words() + offset * kLanes, 0, 0, 0};
  }
  const std::size_t place = inputs_.size();
  if (place < run.inside_plain || (place >= run.inside && place < run.outside_plain)) {
    words_.push_back(1);
    return {own->words(offset), 0, 0, 0};
  }
  converted_.push_back(pool_.take(own->size()));
  write_residues(*own, *moduli_, converted_.back().words());
  words_.push_back(kLanes);
  return {converted_.back().words() + offset * kLanes, 0, 0, 0};
}

void Batch::compute(std::size_t number, std::uint64_t* result) {
  static constexpr std::uint64_t kOne = 1;
  const ResiduePlan::Step& step = *steps_[number];
  const Arranged& arranged = arranged_[number];
  const SumProduct& loop = *step.loop;
  inputs_.clear();
  words_.clear();
  for (const std::size_t one : arranged.order) inputs_.push_back(input(step, arranged.run, one));
  Run run = arranged.run;
  if (inputs_.empty()) {
    inputs_.push_back({&kOne, 0, 0, 0});
    run.count = run.inside_plain = run.inside = run.outside_plain = 1;
  }
  run.inputs = inputs_.data();
  scratch_.resize(2 * inputs_.size());
  run.scratch = scratch_.data();
  run.result = result;
  if (run.adds) std::fill_n(result, loop.cells * kLanes, 0);
  if (!loop.maps.empty()) return walk_functions(step, arranged, run);
  // The innermost axes are the run's.
  std::size_t axes = arranged.axes.size();
  const auto take = [&](std::size_t Run::Input::*apart) -> const Arranged::Axis& {
    const Arranged::Axis& axis = arranged.axes[--axes];
    for (std::size_t i = 0; i < words_.size(); ++i) inputs_[i].*apart = axis.strides[i] * words_[i];
    return axis;
  };
  if (axes > 0 && arranged.axes.back().strides.back() == 0) run.length = take(&Run::Input::apart).size;
  if (axes > 0) {
    const Arranged::Axis& axis = take(&Run::Input::outer_apart);
    run.outer = axis.size;
    run.result_apart = axis.strides.back() * kLanes;
  }
  if (axes > 0) {
    const Arranged::Axis& axis = take(&Run::Input::plane_apart);
    run.planes = axis.size;
    run.result_plane_apart = axis.strides.back() * kLanes;
  }
  if (terms_.size() < run.length) terms_.resize(run.length);
  run.terms = terms_.data();
  walk(arranged, axes, run);
}

void Batch::walk(const Arranged& arranged, std::size_t axes, Run run) {
  digits_.assign(axes, 0);
  for (;;) {
    budget_.spend(run.length * run.outer * run.planes);
    run_(run, *moduli_);
    std::size_t axis = axes;
    for (; axis > 0; --axis) {
      const auto& [size, strides] = arranged.axes[axis - 1];
      const bool next = ++digits_[axis - 1] < size;
      const std::size_t back = next ? 0 : size;
      if (!next) digits_[axis - 1] = 0;
      for (std::size_t i = 0; i < words_.size(); ++i) {
        const std::size_t apart = strides[i] * words_[i];
        inputs_[i].start += apart;
        inputs_[i].start -= back * apart;
      }
      run.result += strides.back() * kLanes;
      run.result -= back * strides.back() * kLanes;
      if (next) break;
    }
    if (axis == 0) return;
  }
}

/// Functions say for each cell where the others stand.
void Batch::walk_functions(const ResiduePlan::Step& step, const Arranged& arranged, Run run) {
  const SumProduct& loop = *step.loop;
  const std::vector<Run::Input> first = inputs_;
  std::uint64_t* const result = run.result;
  for_each_place(loop, step.operands, budget_, [&](const std::size_t* places) {
    for (std::size_t i = 0; i < words_.size(); ++i) {
      const std::size_t one = arranged.order[i];
      inputs_[i].start = first[i].start + (places[one] - step.operands.offset(one)) * words_[i];
    }
    run.result = result + places[loop.places() - 1] * kLanes;
    run_(run, *moduli_);
  });
}

// ---- integers from residues ----

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

std::shared_ptr<const std::vector<Prime>> residue_primes(std::size_t count) {
  static std::mutex mutex;
  static auto known = std::make_shared<const std::vector<Prime>>();
  const std::lock_guard lock(mutex);
  if (known->size() >= count) return known;
  auto primes = std::make_shared<std::vector<Prime>>(*known);
  std::uint64_t next = known->empty() ? (std::uint64_t{1} << kPrimeBits) - 1 : known->back().value - 2;
  for (; primes->size() < std::max(count, 2 * known->size()); next -= 2) {
    if (!is_prime(next)) continue;
    std::uint64_t before = 1;
    for (const Prime& one : *primes) before = multiply(before, one.value % next, next);
    primes->push_back(
        {next, negated_inverse(next), (std::uint64_t{1} << kRadixBits) % next, inverse(before, next)});
  }
  known = primes;
  return known;
}

namespace {

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

}  // namespace

std::vector<IntegerTable> compute_by_residues(const ResiduePlan& plan, support::Budget& budget,
                                              Instructions instructions) {
  Residues residues(plan, budget);
  const auto known = residue_primes(residues.most());
  const std::span<const Prime> primes(known->data(), residues.most());
  Batch batch(plan, run_function(instructions), budget);
  for (std::size_t from = 0; from < primes.size(); from += kLanes) {
    batch.compute(from / kLanes, moduli_of(&primes[from], std::min(kLanes, primes.size() - from)));
    for (std::size_t i = 0; i < plan.outputs.size(); ++i) {
      const std::size_t step = plan.outputs[i].step;
      if (batch.small(step) != nullptr || from >= residues.count(i)) continue;
      const std::size_t lanes = std::min(kLanes, residues.count(i) - from);
      Lanes back{};
      for (std::size_t lane = 0; lane < lanes; ++lane)
        back[lane] = power(primes[from + lane].radix, batch.lost(step), primes[from + lane].value);
      for (std::size_t cell = 0; cell < plan.steps[step].loop->cells; ++cell) {
        std::uint64_t* to = residues.of(i, cell) + from;
        for (std::size_t lane = 0; lane < lanes; ++lane)
          to[lane] = multiply(batch.cell(step, cell)[lane], back[lane], primes[from + lane].value);
      }
    }
  }
  std::vector<IntegerTable> result;
  for (std::size_t i = 0; i < plan.outputs.size(); ++i) {
    const std::size_t step = plan.outputs[i].step;
    if (const IntegerTable* small = batch.small(step)) {
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
