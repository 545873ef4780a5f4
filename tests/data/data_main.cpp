// SPDX-License-Identifier: MIT
#include "data/data_main.hpp"

#include <doctest/doctest.h>

#include <cstdio>

int main(int argc, char** argv) {
  constexpr int kSkipped = 77;
  if (!std::filesystem::exists(causeway::tests::data(CAUSEWAY_DATA_FOLDER))) {
    std::puts("skipped: CAUSEWAY_DATA_DIR/" CAUSEWAY_DATA_FOLDER " is not there");
    return kSkipped;
  }
  return doctest::Context(argc, argv).run();
}
