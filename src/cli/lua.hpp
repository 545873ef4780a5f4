// SPDX-License-Identifier: MIT
// `causeway lua`: a Lua with the library in it, for scripts and at the prompt.
#pragma once

#include <string>
#include <vector>

#include "cli/output.hpp"
#include "cli/settings.hpp"

namespace causeway::cli {

struct LuaArguments {
  bool sandbox = false;
  std::vector<std::string> script;  // its file and its arguments; nothing: at the prompt
};

/// Runs the script, or what is typed. `output`: where an error goes that the script does not catch.
int run_lua(const Settings& settings, const LuaArguments& arguments, Output& output);

}  // namespace causeway::cli
