// SPDX-License-Identifier: MIT
// A term's conditions: their conjuncts, and which of them alone leave a variable-in-a-world one value
// (grammar/README.md, section 8, "consistency"): it is then that constant wherever it is read, except in the
// conjuncts that say so. What a condition fixes may show that a variable in another world is one that is
// fixed too; this goes on until no more is found.
#pragma once

#include <set>
#include <vector>

#include "lower/lowering.hpp"

namespace causeway::lower {

struct Conjunct {
  Template form;
  std::set<Pins::Key> raw;  // what it alone fixes
  std::set<Pins::Key> reduced;

  bool pins() const { return !raw.empty() || !reduced.empty(); }
};

struct Conditions {
  std::vector<Conjunct> conjuncts;  // in order, `and` taken apart
  Pins pins;
  bool one_world;  // all that the term reads is in one: no variable has two instances

  /// The pins but those of this conjunct, and others on what it fixes: lest it be taken for granted by
  /// itself.
  Pins pins_for(const Conjunct& conjunct) const;
};

/// Where nothing but one world is read no variable has two nodes, and the first round finds all.
Conditions analyse_conditions(const std::vector<Template>& conditions, bool one_world, Facts& facts,
                              ir::Store& store, Worlds& worlds, ir::LanguageDomains& domains, Lowering& raw);

/// A conjunction's parts in order; other templates are their own only part.
std::vector<Template> conjuncts_of(const Template& form, const ir::Store& store);

}  // namespace causeway::lower
