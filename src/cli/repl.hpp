// SPDX-License-Identifier: MIT
// `causeway repl`: questions, one a line.
#pragma once

#include <string>

#include "cli/output.hpp"
#include "cli/settings.hpp"

namespace causeway::cli {

/// Asks what is typed of the model in the file; empty: of what is declared at the prompt.
int run_repl(const Settings& settings, const std::string& file, Output& output);

}  // namespace causeway::cli
