// SPDX-License-Identifier: MIT
#include <utility>

#include "inference/plan.hpp"

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

}  // namespace

std::vector<number::IntegerTable> execute(const Plan& plan, const std::vector<const Factor*>& factors,
                                          support::Budget& budget, const std::vector<std::size_t>& offsets) {
  Messages messages(plan.steps.size(), budget);
  const auto table = [&](std::size_t slot) {
    return slot < factors.size() ? &factors[slot]->table : &messages[slot - factors.size()];
  };
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
    messages.add(number::compute(loop, budget));
    for (const std::size_t slot : step.freed) messages.take(slot - factors.size());
  }
  std::vector<number::IntegerTable> outputs;
  for (const std::size_t slot : plan.outputs) outputs.push_back(messages.take(slot - factors.size()));
  return outputs;
}

}  // namespace causeway::inference
