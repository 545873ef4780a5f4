// SPDX-License-Identifier: MIT
// Label types: two label sets with the same labels in the same order are one.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "support/id.hpp"

namespace causeway::support {

using LabelSetId = Id<struct LabelSetTag>;

class LabelSets {
 public:
  /// The set with these labels, each of which stands there once; it takes the name if it has none yet.
  LabelSetId intern(const std::vector<std::string>& labels, const std::string& name);

  /// The set with these labels. Requires that it was interned.
  LabelSetId find_set(const std::vector<std::string>& labels) const;

  const std::vector<std::string>& labels(LabelSetId id) const { return sets_[id].labels; }
  std::size_t size() const { return sets_.size(); }
  /// The place of a label in its set, from 0.
  std::optional<std::size_t> find(LabelSetId id, const std::string& label) const;
  /// `Grade`, or `{easy, hard}`.
  std::string describe(LabelSetId id) const;
  /// The name of the first enum or type that declared it; empty if none did.
  const std::string& name(LabelSetId id) const { return sets_[id].name; }

 private:
  struct Set {
    std::string name;
    std::vector<std::string> labels;
    std::unordered_map<std::string, std::size_t> places;
  };
  IdVector<LabelSetId, Set> sets_;
  std::unordered_map<std::string, LabelSetId> ids_;  // by all labels, joined
};

}  // namespace causeway::support
