// SPDX-License-Identifier: MIT
// E distributes over sums, differences and constant factors (grammar/README.md, section 10), so that each
// part is judged and computed on its own. Split on the folded expressions, not on lowered nodes, in which
// interventions leave constants.
#pragma once

#include <vector>

#include "lower/lowering.hpp"

namespace causeway::lower {

/// coefficient * value; the value is a template whose open references are read in `world`, through edges into
/// `owner`.
struct LinearPart {
  Rational coefficient;
  Template value;
  WorldId world;
  VarId owner;
};

struct LinearForm {
  Rational constant;
  std::vector<LinearPart> parts;  // in order of first appearance, equal ones merged
};

/// `raw` lowers without pins, `pinned` with them; variables that conditions fix are not taken apart.
LinearForm linear_form(const Template& expression, Facts& facts, ir::Store& store, Worlds& worlds,
                       ir::LanguageDomains& domains, Lowering& raw, Lowering& pinned);

}  // namespace causeway::lower
