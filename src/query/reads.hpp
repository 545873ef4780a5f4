// SPDX-License-Identifier: MIT
// What a term reads, and in which worlds: the variables that its expressions mention, and those that the
// interventions mention on which these depend. Tests: tests/golden/explain, tests/conformance.
#pragma once

#include <set>
#include <utility>
#include <vector>

#include "lower/worlds.hpp"

namespace causeway::query {

using Read = std::pair<lower::VarId, lower::WorldId>;

class Reads {
 public:
  Reads(const lower::LoweredModel& model, lower::Worlds& worlds) : model_(model), worlds_(worlds) {}

  /// References without a world of their own are read in `world`, through its edges into `owner` if that is
  /// valid.
  void add(const lower::Template& form, lower::WorldId world, lower::VarId owner = lower::VarId());
  void add(lower::VarId variable, lower::WorldId world);

  const std::set<Read>& all() const { return reads_; }
  /// The interventions of a world on which something depends that is read.
  std::vector<lower::Setting> relevant(lower::WorldId world) const;

 private:
  /// `mentioned` in an expression, or in a mechanism only?
  void visit(const lower::Template& form, lower::WorldId world, lower::VarId owner, bool mentioned);
  void visit(lower::VarId variable, lower::WorldId world, lower::VarId owner, bool mentioned);
  void follow();

  const lower::LoweredModel& model_;
  lower::Worlds& worlds_;
  std::set<Read> reads_;
  std::set<Read> seen_;
  std::vector<Read> waiting_;
  std::set<const lower::Setting*> met_;
};

}  // namespace causeway::query
