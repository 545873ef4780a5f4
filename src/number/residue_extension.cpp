// SPDX-License-Identifier: MIT
#include "number/residue_extension.hpp"

#include <algorithm>

#include "number/modular.hpp"
#include "number/reconstruction.hpp"
#include "number/residue_batch.hpp"

namespace causeway::number {

Extensions::Extensions(const Arrangement& plan, std::span<const Prime> primes, support::Budget& budget)
    : primes_(primes), held_(budget) {
  for (std::size_t i = 0; i < plan.steps().size(); ++i) {
    const Arrangement::Step& step = plan.steps()[i];
    if (step.small || !step.extended()) continue;
    Base& base = bases_[i];
    base.primes = step.batches * kLanes;
    base.cells = step.loop->cells;
    base.lost = step.lost;
    held_.add(base.cells * (base.primes + 1) * sizeof(std::uint64_t));
    base.digits = std::make_unique_for_overwrite<std::uint64_t[]>(base.cells * (base.primes + 1));
    base.factors = digit_factors(primes.first(base.primes), base.lost, budget);
  }
}

void Extensions::keep(std::size_t step, std::size_t batch, const std::uint64_t* residues,
                      support::Budget& budget) {
  Base& base = bases_.at(step);
  const std::size_t from = batch * kLanes;
  for (std::size_t cell = 0; cell < base.cells; ++cell) {
    budget.spend();
    std::uint64_t* const digits = &base.digits[cell * (base.primes + 1) + from];
    for (std::size_t lane = 0; lane < kLanes; ++lane)
      digits[lane] =
          multiply(residues[cell * kLanes + lane], base.factors[from + lane], primes_[from + lane].value);
  }
  const std::lock_guard lock(mutex_);
  ++base.kept;
  changed_.notify_all();
}

void Extensions::abandon() {
  const std::lock_guard lock(mutex_);
  abandoned_ = true;
  changed_.notify_all();
}

bool Extensions::wait_for(Base& base, support::Budget& budget) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return abandoned_ || base.kept * kLanes == base.primes; });
  if (abandoned_) return false;
  if (!base.complete) complete(base, budget);
  base.complete = true;
  return true;
}

/// The last digits.
void Extensions::complete(Base& base, support::Budget& budget) const {
  const Multiples multiples(primes_.first(base.primes));
  for (std::size_t cell = 0; cell < base.cells; ++cell) {
    budget.spend(base.primes / kLanes);
    std::uint64_t* const digits = &base.digits[cell * (base.primes + 1)];
    digits[base.primes] = multiples.count(digits);
  }
}

/// What each digit of a cell counts modulo the prime, such that a run over them loses 2^52 as often as the
/// step itself does.
std::vector<std::uint64_t> Extensions::weights(const Base& base, const Prime& prime) const {
  const std::uint64_t p = prime.value;
  const std::uint64_t radix_inverse = inverse(prime.radix, p);
  const std::uint64_t scale = multiply(prime.radix, power(radix_inverse, base.lost, p), p);
  std::vector<std::uint64_t> result(base.primes + 1);
  std::uint64_t before = scale;
  for (std::size_t k = 0; k < base.primes; ++k) {
    result[k] = before;
    before = multiply(before, primes_[k].value % p, p);
  }
  result[base.primes] = before == 0 ? 0 : p - before;
  std::uint64_t behind = 1;
  for (std::size_t k = base.primes; k > 0; --k) {
    result[k - 1] = multiply(result[k - 1], behind, p);
    behind = multiply(behind, primes_[k - 1].value % p, p);
  }
  return result;
}

bool Extensions::extend(std::size_t step, std::size_t batch, const Moduli& moduli, RunFunction run,
                        std::uint64_t* result, support::Budget& budget) {
  Base& base = bases_.at(step);
  if (!wait_for(base, budget)) return false;
  const std::size_t length = base.primes + 1;
  const LaneTable table(length);
  for (std::size_t lane = 0; lane < kLanes; ++lane) {
    const std::size_t prime = std::min(batch * kLanes + lane, primes_.size() - 1);
    const std::vector<std::uint64_t> own = weights(base, primes_[prime]);
    for (std::size_t k = 0; k < length; ++k) table.words()[k * kLanes + lane] = own[k];
  }
  Run::Input inputs[] = {{base.digits.get(), 1, length, 0}, {table.words(), kLanes, 0, 0}};
  Run all{};
  all.inputs = inputs;
  all.inside_plain = 1;
  all.inside = all.outside_plain = all.count = 2;
  all.length = length;
  all.outer = base.cells;
  all.planes = 1;
  all.result = result;
  all.result_apart = kLanes;
  run_in_parts(run, all, inputs, moduli, budget);
  return true;
}

}  // namespace causeway::number
