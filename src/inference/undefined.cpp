// SPDX-License-Identifier: MIT
#include "inference/undefined.hpp"

#include "inference/unit.hpp"

namespace causeway::inference {

using ir::kTrue;
using ir::kUndefined;
using State = Roots::Observation::State;

namespace {

class Search {
 public:
  Search(ir::Store& store, const Task& task, const Reached& reached,
         const std::function<bool(const std::vector<Roots::Observation>&)>& possible)
      : store_(store), task_(task), reached_(reached), possible_(possible), unit_(store, roots()) {}

  std::optional<std::vector<Draw>> run();

 private:
  struct Choice {
    Unit::Mark mark;
    std::vector<Unit::Branch> branches;
    std::size_t next = 0;
    std::size_t observations;
  };
  enum class Leaf : std::uint8_t { Found, DeadEnd, Missing };

  std::vector<NodeId> roots() const {
    std::vector<NodeId> result(task_.evidence.begin(),
                               task_.evidence.begin() + static_cast<std::ptrdiff_t>(reached_.conditions));
    result.push_back(reached_.node);
    return result;
  }
  Leaf evaluate();
  bool take_next();

  ir::Store& store_;
  const Task& task_;
  const Reached& reached_;
  const std::function<bool(const std::vector<Roots::Observation>&)>& possible_;
  Unit unit_;
  std::vector<Choice> choices_;
  std::vector<Roots::Observation> observations_;  // the draws so far
};

Search::Leaf Search::evaluate() {
  for (std::size_t i = 0; i < reached_.conditions; ++i) {
    const auto value = unit_.value(task_.evidence[i]);
    if (!value) return Leaf::Missing;
    if (*value != kTrue) return Leaf::DeadEnd;
  }
  const auto value = unit_.value(reached_.node);
  if (!value) return Leaf::Missing;
  return *value == kUndefined ? Leaf::Found : Leaf::DeadEnd;
}

/// Makes the next draw that leaves a unit; false where there is none. A draw of a source that is coupled by
/// quantiles may turn out to leave none after all: then the search comes back here.
bool Search::take_next() {
  while (!choices_.empty()) {
    Choice& choice = choices_.back();
    while (choice.next < choice.branches.size()) {
      const Unit::Branch& branch = choice.branches[choice.next++];
      observations_.resize(choice.observations);
      if (branch.draw.value == kUndefined) {
        observations_.push_back({branch.chance, State::Undefined});
      } else {
        const NodeId value = store_.constant(branch.draw.value);
        observations_.push_back({store_.make(ir::Op::Equal, 0, {branch.chance, value}), State::True});
      }
      if (!possible_(observations_)) continue;
      unit_.forget(choice.mark);
      unit_.take(branch);
      return true;
    }
    choices_.pop_back();
  }
  return false;
}

std::optional<std::vector<Draw>> Search::run() {
  for (;;) {
    switch (evaluate()) {
      case Leaf::Found:
        return unit_.draws();
      case Leaf::Missing:
        choices_.push_back({unit_.mark(), unit_.branches(), 0, observations_.size()});
        break;
      case Leaf::DeadEnd:
        break;
    }
    if (!take_next()) return std::nullopt;
  }
}

}  // namespace

std::optional<std::vector<Draw>> undefined_unit(
    ir::Store& store, const Task& task, const Reached& reached,
    const std::function<bool(const std::vector<Roots::Observation>&)>& possible) {
  return Search(store, task, reached, possible).run();
}

}  // namespace causeway::inference
