// SPDX-License-Identifier: MIT
// Model files that say in comments what must come of them. Behind a query,
//   query P(a)  //= 1/2
// is its answer, as tests/common/canonical.hpp writes it (an assertion `holds` or `fails`); a remark may
// stand behind it, after two blanks. `//! name` is the code of the error that must come, `//! name: text`
// also a part of its message; behind a declaration it means that loading the model fails there. `//~
// no-effect` is the code of a warning on its line. Anything unexpected is a failure, and so is a file that
// expects nothing.
#pragma once

#include <string>
#include <vector>

#include "causeway/causeway.hpp"

namespace causeway::tests {

struct Expectations {
  bool warnings = true;  // are warnings looked at?
  Options options;
};

struct FileResult {
  std::vector<std::string> failures;  // empty: all as expected
  std::size_t answers = 0;
  std::size_t errors = 0;  // expected ones that came
};

/// Runs a file against its comments.
FileResult check_expectations(const std::string& path, const Expectations& expectations = {});

}  // namespace causeway::tests
