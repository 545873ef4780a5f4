// SPDX-License-Identifier: MIT
// The passes over nodes, between `slice` and `materialise`. Each replaces the roots by others with the same
// values on every unit, undefined included. Tests: tests/differential, with each pass off in turn.
#pragma once

#include "inference/rewrite.hpp"

namespace causeway::inference {

/// Operations on constants are computed; branches that a constant decides disappear.
void simplify(ir::Store& store, Roots& roots);

/// Sources with several instances whose responses are independent: afterwards each is drawn once, and
/// instances with equal arguments share the draw of the first. Of sources coupled by quantiles all instances
/// stay; `materialise` gives them one uniform number.
void couple(ir::Store& store, Roots& roots);

/// What the evidence says of a draw by itself is its value wherever it is used; then evidence that surely may
/// be, and that nothing connects with what is asked any more, is left out: all masses lose a common factor.
/// Requires that no operation is undefined. (Shachter, "Bayes-Ball", UAI 1998.)
void separate(ir::Store& store, Roots& roots);

/// Operands that several sums, products, extrema, conjunctions or disjunctions have in common become one
/// node, so that a chain over them exists once, not once in every world.
void share(ir::Store& store, Roots& roots);

/// Operations with many operands become chains of operations with few. Choices between up to `few` stay.
void decompose(ir::Store& store, Roots& roots, std::size_t few);

}  // namespace causeway::inference
