// SPDX-License-Identifier: MIT
// Runs every file of tests/conformance against its comments (tests/common/expectations.hpp), and holds the
// language reference to them: each normative sentence of grammar/README.md has an id, `[lex.1]`, and at least
// one file whose first comment names it: `// rules: lex.1, lex.2`.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <sstream>

#include "common/expectations.hpp"

namespace {

namespace fs = std::filesystem;

std::vector<fs::path> conformance_files() {
  std::vector<fs::path> files;
  for (const auto& entry :
       fs::recursive_directory_iterator(fs::path(CAUSEWAY_SOURCE_DIR) / "tests/conformance")) {
    // Files that others import hold no expectations.
    if (entry.path().extension() == ".scm" && entry.path().parent_path().filename() != "imported")
      files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string read(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::set<std::string> matches(const std::string& text, const std::regex& pattern) {
  std::set<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it)
    found.insert((*it)[1]);
  return found;
}

std::set<std::string> rules_of(const fs::path& path) {
  std::istringstream lines(read(path));
  std::set<std::string> rules;
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("// rules:")) continue;
    const std::set<std::string> more = matches(line, std::regex("([a-z]+\\.[0-9]+)"));
    rules.insert(more.begin(), more.end());
  }
  return rules;
}

TEST_CASE("every conformance file gives what its comments say") {
  const std::vector<fs::path> files = conformance_files();
  REQUIRE(files.size() > 50);
  std::size_t answers = 0;
  std::size_t errors = 0;
  for (const fs::path& file : files) {
    causeway::tests::Expectations how;
    how.options.params = {};
    const causeway::tests::FileResult result = causeway::tests::check_expectations(file.string(), how);
    for (const std::string& failure : result.failures) FAIL_CHECK(failure);
    answers += result.answers;
    errors += result.errors;
  }
  MESSAGE(files.size() << " files, " << answers << " answers, " << errors << " errors as expected");
}

TEST_CASE("every normative sentence has a conformance file, and every file a sentence") {
  const std::set<std::string> ids = matches(read(fs::path(CAUSEWAY_SOURCE_DIR) / "grammar/README.md"),
                                            std::regex("\\[([a-z]+\\.[0-9]+)\\]"));
  REQUIRE(ids.size() > 100);
  std::set<std::string> covered;
  for (const fs::path& file : conformance_files()) {
    const std::set<std::string> rules = rules_of(file);
    CHECK_MESSAGE(!rules.empty(), file.string() << " names no rule: its first line should be `// rules: …`");
    for (const std::string& rule : rules)
      CHECK_MESSAGE(ids.contains(rule), file.string()
                                            << " names " << rule << ", which the reference does not have");
    covered.insert(rules.begin(), rules.end());
  }
  for (const std::string& id : ids)
    CHECK_MESSAGE(covered.contains(id), "no conformance file for [" << id << "]");
}

}  // namespace
