// SPDX-License-Identifier: MIT
#include "query/workspace.hpp"

#include <algorithm>

#include "inference/engine.hpp"

namespace causeway::query {

namespace {

constexpr std::size_t kMostNodes = std::size_t{1} << 17U;
/// So large a part of the memory may be taken by outcomes that nobody may ask for again.
constexpr std::size_t kPart = 4;

std::size_t bytes_of(const inference::Outcome& outcome) {
  constexpr std::size_t kBitsInPlace = 128;
  std::size_t bytes = sizeof(outcome);
  for (const inference::Cell& one : outcome.cells) {
    bytes += sizeof(one) + one.values.size() * sizeof(one.values[0]);
    if (one.mass.bits() > kBitsInPlace) bytes += 2 * one.mass.bits() / 8;
  }
  return bytes;
}

}  // namespace

bool Workspace::full(const Limits& limits) const {
  return store_.size() - store_.offset() > kMostNodes || bytes_ > limits.memory / kPart;
}

void Workspace::keep(const inference::Task& task, inference::Outcome outcome) {
  bytes_ += bytes_of(outcome);
  outcomes_.emplace(task, std::move(outcome));
}

/// Those of the tasks that have not been computed, each once.
Workspace::Tasks Workspace::missing(const Tasks& tasks) const {
  Tasks result;
  std::set<inference::Task> seen;
  for (const inference::Task& one : tasks) {
    if (!outcomes_.contains(one) && seen.insert(one).second) result.push_back(one);
  }
  return result;
}

void Workspace::compute_with_later(const Tasks& asked) {
  const auto later = expected_.find(asked[0].evidence);
  if (later == expected_.end()) return;
  Tasks all = asked;
  all.insert(all.end(), later->second.begin(), later->second.end());
  expected_.erase(later);
  all = missing(all);
  std::vector<std::optional<inference::Outcome>> outcomes = inference::answer_together(store_, all);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (outcomes[i] && (i < asked.size() || !full(store_.budget().limits())))
      keep(all[i], std::move(*outcomes[i]));
  }
}

std::vector<inference::Outcome> Workspace::compute(const Tasks& tasks) {
  Tasks rest = missing(tasks);
  const bool marginals =
      std::all_of(rest.begin(), rest.end(), [](const inference::Task& one) { return one.marginal(); });
  if (marginals && !rest.empty()) {
    compute_with_later(rest);
    rest = missing(tasks);
  }
  if (!rest.empty()) {
    std::vector<inference::Outcome> outcomes = inference::answer(store_, rest);
    for (std::size_t i = 0; i < rest.size(); ++i) keep(rest[i], std::move(outcomes[i]));
  }
  std::vector<inference::Outcome> result;
  result.reserve(tasks.size());
  for (const inference::Task& one : tasks) result.push_back(outcomes_.at(one));
  return result;
}

}  // namespace causeway::query
