// SPDX-License-Identifier: MIT
// Questions on Bayesian networks, which need no passes over nodes: draws from tables, of which some were
// seen. Other engines see them as what they are, a special case. Tests: tests/differential/networks_test.cpp.
#pragma once

#include "inference/materialise.hpp"

namespace causeway::inference {

/// What the passes from `couple` to `relevance` would make of the roots: the draws that the targets and fixed
/// nodes depend on, given what was seen (d-separation: Pearl, Probabilistic Reasoning in Intelligent Systems,
/// 1988, 3.3), with every table cut to it. Nothing unless all draws are from tables, one from each source,
/// all conditions say which value some draw has, and all targets are draws or comparisons of one with a
/// constant.
std::optional<Materialised> bayesian_network(const ir::Store& store, const Roots& roots);

}  // namespace causeway::inference
