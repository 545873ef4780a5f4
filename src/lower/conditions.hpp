// SPDX-License-Identifier: MIT
// A term's conditions: their conjuncts, and which of them alone leave a variable-in-a-world one value
// (grammar/README.md, section 8, "consistency"): it is then that constant wherever it is read, except in the
// conjuncts that say so.
#pragma once

#include <optional>
#include <vector>

#include "lower/lowering.hpp"

namespace causeway::lower {

struct Conjunct {
  Template form;
  std::optional<std::size_t> pins;  // the reference that it alone fixes
};

struct Conditions {
  std::vector<Conjunct> conjuncts;  // in order, `and` taken apart
  Pins pins;
};

Conditions analyse_conditions(const std::vector<Template>& conditions, Lowering& raw, ir::Store& store,
                              ir::LanguageDomains& domains);

/// A conjunction's parts in order; other templates are their own only part.
std::vector<Template> conjuncts_of(const Template& form, const ir::Store& store);

}  // namespace causeway::lower
