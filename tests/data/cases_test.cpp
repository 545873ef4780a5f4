// SPDX-License-Identifier: MIT
// The cases with known answers outside the repository: CAUSEWAY_DATA_DIR/cases. Skipped where they are not.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "common/canonical.hpp"
#include "common/expectations.hpp"
#include "data/data_main.hpp"

namespace {

namespace fs = std::filesystem;
using causeway::tests::data;

TEST_CASE("each case gives its value or its error code") {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(data("cases"))) {
    if (entry.path().extension() == ".scm") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() >= 13);
  for (const fs::path& file : files) {
    causeway::tests::Expectations how;
    how.warnings = false;
    const causeway::tests::FileResult result = causeway::tests::check_expectations(file.string(), how);
    for (const std::string& failure : result.failures) FAIL_CHECK(failure);
    MESSAGE(file.filename().string() << ": " << result.answers << " answers");
  }
}

TEST_CASE("the transformer of the examples is that of the case") {
  const auto model = causeway::Model::load(CAUSEWAY_SOURCE_DIR "/examples/transformer/induction_head.scm");
  REQUIRE(model);
  std::ifstream lines(data("cases") / "induction_head.scm");
  std::size_t queries = 0;
  for (std::string line; std::getline(lines, line);) {
    const std::size_t expected = line.find("  //= ");
    if (!line.starts_with("query ") || expected == std::string::npos) continue;
    const std::string text = line.substr(6, expected - 6);
    const auto answer = model.value().query(text);
    REQUIRE_MESSAGE(answer, text);
    CHECK_MESSAGE(causeway::tests::canonical(answer.value()) == line.substr(expected + 6), text);
    ++queries;
  }
  CHECK(queries == 41);
}

TEST_CASE("the random models' queries") {
  std::ifstream lines(data("cases") / "random.jsonl");
  std::size_t models = 0;
  std::size_t queries = 0;
  for (std::string line; std::getline(lines, line);) {
    const nlohmann::json one = nlohmann::json::parse(line);
    const auto model = causeway::Model::parse(one["model"].get<std::string>());
    REQUIRE_MESSAGE(model, one["seed"].dump());
    ++models;
    for (const nlohmann::json& question : one["queries"]) {
      const auto answer = model.value().query(question["q"].get<std::string>());
      const std::string text = answer ? causeway::tests::canonical(answer.value())
                                      : std::string(to_string(answer.error().front().code));
      CHECK_MESSAGE(text == question.value("value", question.value("error", "")),
                    "seed " << one["seed"].dump() << ": " << question["q"].dump());
      ++queries;
    }
  }
  CHECK(models == 30);
  MESSAGE(models << " models, " << queries << " queries");
}

}  // namespace
