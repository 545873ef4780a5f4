// SPDX-License-Identifier: MIT
// The oracle against the cases with known answers outside the repository: CAUSEWAY_DATA_DIR/cases. It is
// compared with the library on random models (tests/differential); here with what others computed.
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "data/data_main.hpp"
#include "oracle/oracle.hpp"

namespace {

namespace fs = std::filesystem;
using causeway::oracle::Answer;
using causeway::oracle::Model;
using causeway::tests::data;

constexpr std::uint64_t kRuns = 5000;  // enough for every case that can be enumerated

std::string shown(const Answer& answer) {
  if (answer.number) return answer.number->to_fraction();
  if (answer.truth) return *answer.truth ? "true" : "false";
  return answer.error.empty() ? "rows" : answer.error;
}

std::string trimmed(const std::string& text) {
  const auto begin = text.find_first_not_of(" \t\r");
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(" \t\r") - begin + 1);
}

struct Tally {
  std::size_t agree = 0;
  std::size_t too_large = 0;
};

void check(const Model& model, const std::string& query, const std::string& expected, Tally& tally) {
  const Answer answer = model.ask(query);
  if (answer.error == "resource") {
    ++tally.too_large;
    return;
  }
  CHECK_MESSAGE(shown(answer) == expected, query << " " << model.why(query));
  ++tally.agree;
}

TEST_CASE("the oracle gives each case its value or its error code") {
  Tally tally;
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(data("cases"))) {
    if (entry.path().extension() == ".scm") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() >= 13);
  for (const fs::path& path : files) {
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    const Model model(text.str(), kRuns);
    for (std::string line; std::getline(text, line);) {
      const auto mark = std::max(line.find("//=") + 1, line.find("//!") + 1);
      if (line.starts_with("query ") && mark > 0)
        check(model, trimmed(line.substr(6, mark - 7)), trimmed(line.substr(mark + 2)), tally);
    }
  }
  CHECK(tally.agree > 100);
  CHECK(tally.too_large == 12);  // dice_50, hmm_100 and percolation_8
}

TEST_CASE("the oracle gives the random models' answers") {
  Tally tally;
  std::ifstream lines(data("cases") / "random.jsonl");
  for (std::string line; std::getline(lines, line);) {
    const auto one = nlohmann::json::parse(line);
    const Model model(one["model"].get<std::string>(), kRuns);
    for (const auto& query : one["queries"])
      check(model, query["q"].get<std::string>(), query.value("value", query.value("error", "")), tally);
  }
  CHECK(tally.agree > 100);
  CHECK(tally.too_large == 0);
}

}  // namespace
