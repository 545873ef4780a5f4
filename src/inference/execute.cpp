// SPDX-License-Identifier: MIT
// Pass `execute`: the steps of a plan on numbers, as they are or by their residues. Tests:
// tests/differential.
#include <algorithm>
#include <utility>

#include "inference/plan.hpp"
#include "number/residues.hpp"

namespace causeway::inference {

namespace {

/// Tables between the steps, paid for by the budget as long as they are here.
class Messages {
 public:
  Messages(std::size_t size, support::Budget& budget) : budget_(budget) { tables_.reserve(size); }
  ~Messages() {
    for (const number::IntegerTable& one : tables_) budget_.release(one.bytes());
  }
  Messages(const Messages&) = delete;
  Messages& operator=(const Messages&) = delete;

  const number::IntegerTable& operator[](std::size_t i) const { return tables_[i]; }
  void add(number::IntegerTable table) {
    tables_.push_back(std::move(table));
    budget_.hold(tables_.back().bytes());
  }
  number::IntegerTable take(std::size_t i) {
    budget_.release(tables_[i].bytes());
    return std::exchange(tables_[i], {});
  }

 private:
  support::Budget& budget_;
  std::vector<number::IntegerTable> tables_;
};

/// What the step multiplies; null where that is an earlier step's result.
number::Operands operands_of(const Step& step, const std::vector<const Factor*>& factors,
                             const std::vector<std::size_t>& offsets) {
  number::Operands result;
  result.tables.reserve(step.tables.size());
  for (const std::size_t slot : step.tables)
    result.tables.push_back(slot < factors.size() ? factors[slot]->table.get() : nullptr);
  for (const std::size_t slot : step.functions) result.functions.push_back(&factors[slot]->function);
  if (offsets.empty()) return result;
  result.offsets.reserve(step.tables.size() + step.functions.size());
  for (const auto* slots : {&step.tables, &step.functions}) {
    for (const std::size_t slot : *slots) result.offsets.push_back(slot < offsets.size() ? offsets[slot] : 0);
  }
  return result;
}

// ---- with numbers as long as they are ----

std::vector<number::IntegerTable> execute_directly(const Plan& plan,
                                                   const std::vector<const Factor*>& factors,
                                                   support::Budget& budget, Scale scale,
                                                   const std::vector<std::size_t>& offsets) {
  Messages messages(plan.steps.size(), budget);
  budget.expect(plan.cost);
  for (const Step& step : plan.steps) {
    number::Operands operands = operands_of(step, factors, offsets);
    for (std::size_t i = 0; i < step.tables.size(); ++i) {
      if (operands.tables[i] == nullptr) operands.tables[i] = &messages[step.tables[i] - factors.size()];
    }
    messages.add(number::compute(step.loop, operands, budget, scale));
    for (const std::size_t slot : step.freed) messages.take(slot - factors.size());
  }
  std::vector<number::IntegerTable> outputs;
  for (const std::size_t slot : plan.outputs) outputs.push_back(messages.take(slot - factors.size()));
  return outputs;
}

// ---- by residues ----

/// Bits that suffice for every integer in each output: probabilities, summed over their variables, are at
/// most 1. Nothing where the factors are other numbers. Doubles, each rounded up by more than they err, only
/// say how many primes there will be: no number of an answer comes from them.
std::optional<std::vector<std::size_t>> bits_of_outputs(const Plan& plan,
                                                        const std::vector<const Factor*>& factors) {
  std::vector<double> bits;
  bits.reserve(factors.size() + plan.steps.size());
  for (const Factor* one : factors) {
    if (one->weighs) return std::nullopt;
    bits.push_back(one->output ? 0 : one->table->inverse_scale_bits());
  }
  for (const Step& step : plan.steps) {
    if (step.loop.maximum) return std::nullopt;
    double own = 0;
    for (const std::size_t slot : step.tables) own += bits[slot];
    bits.push_back(own);
  }
  std::vector<std::size_t> result;
  for (const std::size_t slot : plan.outputs)
    result.push_back(static_cast<std::size_t>(std::max(bits[slot], 0.0)) + 1);
  return result;
}

/// Numbers of up to two words are faster as they are; and setting residues up takes as long as some products.
bool worth_residues(const Plan& plan, const std::vector<std::size_t>& bits) {
  constexpr std::size_t kFewBits = 128;
  constexpr std::uint64_t kFewProducts = 300;
  return *std::max_element(bits.begin(), bits.end()) > kFewBits && plan.cost > kFewProducts;
}

std::vector<number::IntegerTable> execute_by_residues(
    const Plan& plan, const std::vector<const Factor*>& factors, const std::vector<std::size_t>& bits,
    support::Budget& budget, const std::vector<std::size_t>& offsets, const Kernel& kernel) {
  number::ResiduePlan residues;
  for (const Step& step : plan.steps) {
    auto& made = residues.steps.emplace_back();
    made.loop = &step.loop;
    made.operands = operands_of(step, factors, offsets);
    for (const std::size_t slot : step.tables) {
      const bool message = slot >= factors.size();
      made.messages.push_back(message ? std::optional(slot - factors.size()) : std::nullopt);
    }
    for (const std::size_t slot : step.freed) made.freed.push_back(slot - factors.size());
  }
  for (std::size_t i = 0; i < plan.outputs.size(); ++i)
    residues.outputs.push_back({plan.outputs[i] - factors.size(), bits[i]});
  return number::compute_by_residues(residues, budget,
                                     kernel.instructions.value_or(number::known_instructions().back()));
}

}  // namespace

std::vector<number::IntegerTable> execute(const Plan& plan, const std::vector<const Factor*>& factors,
                                          support::Budget& budget, Scale scale,
                                          const std::vector<std::size_t>& offsets, const Kernel& kernel) {
  const bool possible = scale == Scale::Free && kernel.numbers != Numbers::Direct;
  const auto bits = possible ? bits_of_outputs(plan, factors) : std::nullopt;
  if (bits && (kernel.numbers == Numbers::Residues || worth_residues(plan, *bits)))
    return execute_by_residues(plan, factors, *bits, budget, offsets, kernel);
  return execute_directly(plan, factors, budget, scale, offsets);
}

}  // namespace causeway::inference
