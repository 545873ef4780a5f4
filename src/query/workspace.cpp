// SPDX-License-Identifier: MIT
#include "query/workspace.hpp"

#include <algorithm>

#include "inference/engine.hpp"

namespace causeway::query {

namespace {

constexpr std::size_t kMostNodes = std::size_t{1} << 20U;
constexpr std::size_t kMostCells = std::size_t{1} << 18U;

}  // namespace

bool Workspace::full() const {
  return store.size() - store.offset() > kMostNodes || cells_ > kMostCells;
}

void Workspace::keep(const std::vector<inference::Task>& tasks, std::vector<inference::Outcome> outcomes) {
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    cells_ += 1 + outcomes[i].cells.size();
    outcomes_.emplace(tasks[i], std::move(outcomes[i]));
  }
}

/// Those of the tasks that have not been computed, each once.
std::vector<inference::Task> Workspace::missing(const std::vector<inference::Task>& tasks) const {
  std::vector<inference::Task> result;
  for (const inference::Task& one : tasks) {
    if (!outcomes_.contains(one) && std::find(result.begin(), result.end(), one) == result.end())
      result.push_back(one);
  }
  return result;
}

std::vector<inference::Outcome> Workspace::compute(const std::vector<inference::Task>& tasks) {
  const bool marginals =
      std::all_of(tasks.begin(), tasks.end(), [](const inference::Task& one) { return one.marginal(); });
  if (marginals && !missing(tasks).empty()) {
    if (const auto later = expected_.find(tasks[0].evidence); later != expected_.end()) {
      std::vector<inference::Task> all = tasks;
      all.insert(all.end(), later->second.begin(), later->second.end());
      expected_.erase(later);
      all = missing(all);
      if (auto outcomes = inference::answer_together(store, all)) keep(all, std::move(*outcomes));
    }
  }
  if (const auto rest = missing(tasks); !rest.empty()) keep(rest, inference::answer(store, rest));
  std::vector<inference::Outcome> result;
  result.reserve(tasks.size());
  for (const inference::Task& one : tasks) result.push_back(outcomes_.at(one));
  return result;
}

}  // namespace causeway::query
