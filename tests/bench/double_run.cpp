// SPDX-License-Identifier: MIT
#include "bench/double_run.hpp"

#include <algorithm>

#include "bench/networks.hpp"

namespace causeway::bench {

using inference::Step;
using number::SumProduct;

DoubleRun::DoubleRun(const inference::Plan& plan, const std::vector<const inference::Factor*>& factors)
    : plan_(plan), factors_(factors), budget_(generous_limits()), results_(plan.steps.size()) {
  for (const inference::Factor* one : factors) {
    auto& table = tables_.emplace_back();
    for (std::size_t cell = 0; !one->output && cell < one->table->size(); ++cell)
      table.push_back(one->table->at(cell).to_double());
  }
  for (std::size_t i = 0; i < plan.steps.size(); ++i) results_[i].resize(plan.steps[i].loop.cells);
}

std::vector<std::vector<double>> DoubleRun::run() {
  for (std::size_t i = 0; i < plan_.steps.size(); ++i) run(i);
  std::vector<std::vector<double>> outputs;
  for (const std::size_t slot : plan_.outputs) outputs.push_back(results_[slot - factors_.size()]);
  return outputs;
}

void DoubleRun::run(std::size_t number) {
  const Step& step = plan_.steps[number];
  std::vector<const double*> tables;
  for (const std::size_t slot : step.tables)
    tables.push_back(slot < factors_.size() ? tables_[slot].data() : results_[slot - factors_.size()].data());
  std::fill(results_[number].begin(), results_[number].end(), 0.0);
  double* const result = results_[number].data();
  if (step.loop.axes.empty() || tables.empty() || !step.loop.maps.empty()) {
    run_functions(number, tables, result);
  } else {
    run_lines(step.loop, tables, result);
  }
}

void DoubleRun::run_functions(std::size_t number, const std::vector<const double*>& tables, double* result) {
  const Step& step = plan_.steps[number];
  number::Operands operands;
  for (const std::size_t slot : step.functions) operands.functions.push_back(&factors_[slot]->function);
  number::for_each_place(step.loop, operands, budget_, [&](const std::size_t* places) {
    double product = 1;
    for (std::size_t i = 0; i < tables.size(); ++i) product *= tables[i][places[i]];
    result[places[step.loop.places() - 1]] += product;
  });
}

void DoubleRun::run_lines(const SumProduct& loop, const std::vector<const double*>& tables, double* result) {
  const std::size_t last = loop.axes.size() - 1;
  const std::size_t length = loop.axes[last];
  const std::size_t count = tables.size();
  std::vector<const double*> at = tables;
  const std::size_t apart = loop.output_stride(last);
  digits_.assign(last, 0);
  for (;;) {
    const auto line = [&](auto product) {
      if (apart == 0) {
        double sum = 0;
        for (std::size_t k = 0; k < length; ++k) sum += product(k);
        *result += sum;
      } else {
        for (std::size_t k = 0; k < length; ++k) result[k * apart] += product(k);
      }
    };
    const double* first = at[0];
    const std::size_t first_apart = loop.stride(last, 0);
    if (count == 1) {
      line([&](std::size_t k) { return first[k * first_apart]; });
    } else if (count == 2) {
      const double* second = at[1];
      const std::size_t second_apart = loop.stride(last, 1);
      line([&](std::size_t k) { return first[k * first_apart] * second[k * second_apart]; });
    } else {
      line([&](std::size_t k) {
        double product = first[k * first_apart];
        for (std::size_t i = 1; i < count; ++i) product *= at[i][k * loop.stride(last, i)];
        return product;
      });
    }
    std::size_t axis = last;
    for (; axis > 0; --axis) {
      const std::size_t* strides = loop.strides_of(axis - 1);
      const bool next = ++digits_[axis - 1] < loop.axes[axis - 1];
      const std::size_t back = next ? 0 : loop.axes[axis - 1];
      if (!next) digits_[axis - 1] = 0;
      for (std::size_t i = 0; i < count; ++i) {
        at[i] += strides[i];
        at[i] -= back * strides[i];
      }
      result += strides[loop.places() - 1];
      result -= back * strides[loop.places() - 1];
      if (next) break;
    }
    if (axis == 0) return;
  }
}

}  // namespace causeway::bench
