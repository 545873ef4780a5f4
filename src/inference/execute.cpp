// SPDX-License-Identifier: MIT
#include "inference/plan.hpp"

namespace causeway::inference {

std::vector<number::IntegerTable> execute(const Plan& plan, const std::vector<const Factor*>& factors,
                                          support::Budget& budget, const std::vector<std::size_t>& offsets) {
  std::vector<number::IntegerTable> messages;
  const auto table = [&](std::size_t slot) {
    return slot < factors.size() ? &factors[slot]->table : &messages[slot - factors.size()];
  };
  messages.reserve(plan.steps.size());
  for (const Step& step : plan.steps) {
    number::SumProduct loop = step.loop;
    const auto offset = [&](std::size_t slot) { return slot < offsets.size() ? offsets[slot] : 0; };
    for (std::size_t i = 0; i < step.tables.size(); ++i) {
      loop.inputs[i].table = table(step.tables[i]);
      loop.inputs[i].offset = offset(step.tables[i]);
    }
    for (std::size_t i = 0; i < step.functions.size(); ++i) {
      loop.maps[i].values = &factors[step.functions[i]]->function;
      loop.maps[i].offset = offset(step.functions[i]);
    }
    messages.push_back(number::compute(loop, budget));
    for (const std::size_t slot : step.freed) {
      number::IntegerTable& used = messages[slot - factors.size()];
      budget.release(used.bytes());
      used = {};
    }
  }
  std::vector<number::IntegerTable> outputs;
  for (const std::size_t slot : plan.outputs) {
    budget.release(messages[slot - factors.size()].bytes());
    outputs.push_back(std::move(messages[slot - factors.size()]));
  }
  return outputs;
}

}  // namespace causeway::inference
