// SPDX-License-Identifier: MIT
// Errors put into sema, lower and ir by hand (mutants.txt): the comparison with the oracle must notice each.
// This program holds copies of the sources with all of them, each behind a switch.
#include <doctest/doctest.h>

#include <iostream>
#include <random>

#include "compare.hpp"
#include "differential/active_mutant.hpp"
#include "mutants.hpp"

namespace {

using namespace causeway::differential;  // NOLINT(google-build-using-namespace)

constexpr std::size_t kMost = 2000;   // models to look at before giving up
constexpr std::size_t kFirst = 3000;  // from here on they are all noticed soon

Sample sample(std::size_t seed) {
  std::mt19937 random(static_cast<std::mt19937::result_type>(kFirst + seed));
  std::vector<std::uint32_t> tapes[2];
  for (auto& tape : tapes) {
    for (std::size_t i = 0; i < 400; ++i) tape.push_back(static_cast<std::uint32_t>(random() >> 8U));
  }
  Coverage coverage;
  return generate(tapes[0], tapes[1], coverage);
}

/// The cases, asked of the oracle once for all mutants.
const Case& asked(std::size_t seed) {
  static std::vector<Case> cases;
  while (cases.size() <= seed) cases.push_back(ask_oracle(sample(cases.size())));
  return cases[seed];
}

bool agrees(const Case& one) {
  try {
    // As it is, and so that small models take every path.
    Engine thorough{"", {}};
    thorough.choice.passes.tables = false;
    for (const auto& answers : {ask_library(one.file, one.questions.size()),
                                ask_engine(thorough, one.file, one.questions.size())}) {
      for (std::size_t i = 0; i < answers.size(); ++i) {
        if (one.expected[i] != "error resource" && !agree(one.expected[i], answers[i])) return false;
      }
    }
  } catch (const std::exception&) {
    return false;  // the error made the library trip over itself
  }
  return true;
}

TEST_CASE("without an error all agree") {
  causeway::active_mutant = -1;
  for (std::size_t seed = 0; seed < 300; ++seed) CHECK_MESSAGE(agrees(asked(seed)), asked(seed).file);
}

TEST_CASE("every error put in by hand is noticed") {
  const std::vector<Mutant> mutants = read_mutants(CAUSEWAY_SOURCE_DIR "/tests/differential/mutants.txt");
  REQUIRE(mutants.size() >= 20);
  for (std::size_t i = 0; i < mutants.size(); ++i) {
    causeway::active_mutant = static_cast<int>(i);
    std::size_t seed = 0;
    while (seed < kMost && agrees(asked(seed))) ++seed;
    CHECK_MESSAGE(seed < kMost, mutants[i].file << ": " << mutants[i].name);
    std::cout << "noticed by model " << seed << ": " << mutants[i].file << ": " << mutants[i].name << '\n';
  }
  causeway::active_mutant = -1;
}

}  // namespace
