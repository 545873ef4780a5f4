// SPDX-License-Identifier: MIT
// Reads the Bayesian Interchange Format (.bif), as the networks of the bnlearn repository are written in:
// labels of any spelling, decimals with exponents, rows in any order, a `default` row. One pass over the
// text, no copies of it. Tests: tests/unit/formats, tests/data.
#pragma once

#include "formats/network.hpp"

namespace causeway::formats {

/// Throws Fault, Exhausted.
Network read_bif(const support::SourceMap& sources, support::FileId file, support::Budget& budget);

}  // namespace causeway::formats
