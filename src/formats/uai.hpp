// SPDX-License-Identifier: MIT
// Reads a Bayesian network in the format of the UAI inference competitions: numbers and nothing else, so that
// variables are named x0, x1 … and their states 0, 1 …
#pragma once

#include "formats/network.hpp"

namespace causeway::formats {

/// Throws Fault, Exhausted.
Network read_uai(const support::SourceMap& sources, support::FileId file, support::Budget& budget);

}  // namespace causeway::formats
