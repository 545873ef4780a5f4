// SPDX-License-Identifier: MIT
#include "support/labels.hpp"

namespace causeway::support {

namespace {

constexpr std::size_t kMostShown = 8;

std::string joined(const std::vector<std::string>& labels) {
  std::string text;
  for (const std::string& label : labels) text += std::to_string(label.size()) + ':' + label;
  return text;
}

}  // namespace

LabelSetId LabelSets::intern(const std::vector<std::string>& labels, const std::string& name) {
  const auto [found, added] = ids_.emplace(joined(labels), LabelSetId(sets_.size()));
  if (!added) {
    Set& set = sets_[found->second];
    if (set.name.empty()) set.name = name;
    return found->second;
  }
  Set set{name, labels, {}};
  for (std::size_t i = 0; i < labels.size(); ++i) set.places.emplace(labels[i], i);
  return sets_.push_back(std::move(set));
}

LabelSetId LabelSets::find_set(const std::vector<std::string>& labels) const {
  return ids_.at(joined(labels));
}

std::optional<std::size_t> LabelSets::find(LabelSetId id, const std::string& label) const {
  const auto found = sets_[id].places.find(label);
  if (found == sets_[id].places.end()) return std::nullopt;
  return found->second;
}

std::string LabelSets::describe(LabelSetId id) const {
  const Set& set = sets_[id];
  if (!set.name.empty()) return set.name;
  std::string text = "{";
  for (std::size_t i = 0; i < set.labels.size(); ++i) {
    if (i == kMostShown) return text + ", …}";
    text += (i > 0 ? ", " : "") + set.labels[i];
  }
  return text + "}";
}

}  // namespace causeway::support
