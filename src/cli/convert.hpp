// SPDX-License-Identifier: MIT
// Models from other programs' files and to them, and new ones.
#pragma once

#include <string>

#include "cli/output.hpp"
#include "cli/settings.hpp"

namespace causeway::cli {

struct ConvertArguments {
  std::string file;
  std::string output;  // empty: standard output
  std::string format;  // empty: by the name's ending
};

/// Each gives the exit status.
int run_import(const Settings& settings, const ConvertArguments& arguments, Output& output);
int run_export(const Model& model, const ConvertArguments& arguments, Output& output);
int run_new(const std::string& name, Output& output);

}  // namespace causeway::cli
