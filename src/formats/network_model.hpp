// SPDX-License-Identifier: MIT
// A Bayesian network as a checked model: a `~` variable a node, its states as labels, its table as its law.
#pragma once

#include <memory>
#include <string>

#include "formats/network.hpp"
#include "sema/model.hpp"

namespace causeway::formats {

std::shared_ptr<sema::CheckedModel> model_of(Network network, const std::string& name,
                                             const support::SourceMap& sources);

}  // namespace causeway::formats
