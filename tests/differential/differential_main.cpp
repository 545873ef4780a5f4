// SPDX-License-Identifier: MIT
#include <doctest/doctest.h>

#include <cstdlib>
#include <string>

#include "differential/models.hpp"

int main(int argc, char** argv) {
  const std::string params = "max_success=" + std::to_string(causeway::differential::kModels);
  setenv("RC_PARAMS", params.c_str(), 0);
  return doctest::Context(argc, argv).run();
}
