// SPDX-License-Identifier: MIT
// Reads XMLBIF, the interchange format in XML (Cozman, "The Interchange Format for Bayesian Networks",
// version 0.3, 1998): a TABLE has the states of its variable fastest, then those of the last GIVEN.
#pragma once

#include "formats/network.hpp"

namespace causeway::formats {

/// Throws Fault, Exhausted.
Network read_xmlbif(const support::SourceMap& sources, support::FileId file, support::Budget& budget);

}  // namespace causeway::formats
