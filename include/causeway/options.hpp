// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "causeway/export.hpp"
#include "causeway/limits.hpp"
#include "causeway/value.hpp"

namespace causeway {

/// A pure function of the host, for an `extern fn`. Called at most once for each tuple of arguments, from one
/// thread at a time under a lock of the model, so that it must not ask the same model. What it throws, and a
/// result that is not in its declared domain (nothing is converted), becomes an `undefined-operation`
/// diagnostic where the query needs the value.
using ExternFunction = std::function<Value(std::span<const Value>)>;

/// Finds an imported file by its path; nothing where there is none. Replaces the file system for imports;
/// what it throws becomes an `io` diagnostic.
using Loader = std::function<std::optional<std::string>(const std::string& path)>;

/// How a model is loaded. All of it is optional.
struct CAUSEWAY_EXPORT Options {
  std::map<std::string, std::string>
      params;  ///< parameters by name, as texts of the language: `1/4`, `high`, `[1, 2]`
  std::map<std::string, ExternFunction> externs;  ///< extern functions by name; others are left alone
  Loader loader;
  Limits limits;       ///< for loading, and the default for queries
  CancelToken cancel;  ///< stops loading
};

}  // namespace causeway
