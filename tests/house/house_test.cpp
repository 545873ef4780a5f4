// SPDX-License-Identifier: MIT
// The house rules: who may include whom, what stands at the top level, how files begin.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = CAUSEWAY_SOURCE_DIR;

/// Which folders of src a folder may include, itself apart. Public headers: see below.
const std::map<std::string, std::set<std::string>> kMayInclude = {
    {"support", {}},
    {"number", {"support"}},
    {"syntax", {"support", "number"}},
    {"sema", {"syntax", "support", "number"}},
    {"ir", {"support", "number"}},
    {"lower", {"sema", "ir", "syntax", "support", "number"}},
    {"inference", {"ir", "support", "number"}},
    {"query", {"lower", "inference", "sema", "ir", "support", "number"}},
    {"formats", {"sema", "ir", "syntax", "support", "number"}},
    {"api", {"support", "number", "syntax", "sema", "ir", "lower", "inference", "query", "formats"}},
    {"capi", {}},
    {"lua", {}},
    {"cli", {}}};

/// Public headers that every layer uses; the others are the API's.
const std::set<std::string> kVocabulary = {"rational", "value",  "diagnostic", "result",
                                           "limits",   "answer", "export"};

std::vector<fs::path> sources(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    if (extension == ".cpp" || extension == ".hpp" || extension == ".h") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string read(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> includes(const fs::path& path) {
  const std::string text = read(path);
  const std::regex pattern("#include \"([^\"]+)\"");
  std::vector<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), pattern), end; it != end; ++it)
    found.push_back((*it)[1]);
  return found;
}

TEST_CASE("dependencies point one way") {
  for (const fs::path& file : sources(kRoot / "src")) {
    const std::string folder = fs::relative(file, kRoot / "src").begin()->string();
    REQUIRE_MESSAGE(kMayInclude.contains(folder), folder);
    for (const std::string& header : includes(file)) {
      const std::string other = fs::path(header).begin()->string();
      if (other == "causeway") {
        const bool any = folder == "api" || folder == "capi" || folder == "cli" || folder == "lua" ||
                         (folder == "query" && header == "causeway/model.hpp");
        CHECK_MESSAGE((any || kVocabulary.contains(fs::path(header).stem().string())),
                      file.string() << " includes " << header);
      } else if (kMayInclude.contains(other) && other != folder) {
        CHECK_MESSAGE(kMayInclude.at(folder).contains(other), file.string() << " includes " << header);
      }
    }
  }
}

TEST_CASE("the oracle shares the parser, the texts and the numbers with the library, nothing else") {
  for (const fs::path& file : sources(kRoot / "tests" / "oracle")) {
    for (const std::string& header : includes(file)) {
      const std::string folder = fs::path(header).begin()->string();
      for (const char* library : {"sema", "ir", "lower", "inference", "query", "formats", "api"})
        CHECK_MESSAGE(folder != library, file.string() << " includes " << header);
    }
  }
}

TEST_CASE("public headers include public headers and the standard library only") {
  for (const fs::path& file : sources(kRoot / "include")) {
    for (const std::string& header : includes(file))
      CHECK_MESSAGE(header.starts_with("causeway/"), file.string() << " includes " << header);
    if (file.filename() != "boost.hpp")  // opt-in
      CHECK_MESSAGE(read(file).find("#include <boost") == std::string::npos, file.string());
  }
}

TEST_CASE("one folder sees ANTLR, and Boost stays in src/number") {
  for (const fs::path& file : sources(kRoot / "src")) {
    const std::string text = read(file);
    if (text.find("antlr4") != std::string::npos) CHECK(file.parent_path().filename() == "antlr");
    if (text.find("#include <boost") != std::string::npos) CHECK(file.parent_path().filename() == "number");
  }
}

TEST_CASE("the top level is what it is meant to be") {
  const std::set<std::string> allowed = {
      "grammar",   "src",     "include",           "stdlib", "examples", "tests", "CMakeLists.txt",
      "README.md", "LICENSE", "CMakePresets.json", "build"};
  for (const auto& entry : fs::directory_iterator(kRoot)) {
    const std::string name = entry.path().filename().string();
    CHECK_MESSAGE((name.starts_with(".") || allowed.contains(name)), name);
  }
}

TEST_CASE("every source begins with its licence, and none grows beyond reading") {
  for (const char* folder : {"src", "include", "tests"}) {
    for (const fs::path& file : sources(kRoot / folder)) {
      const std::string text = read(file);
      const bool c = file.extension() == ".h" || file.extension() == ".c";
      CHECK_MESSAGE(
          text.starts_with(c ? "/* SPDX-License-Identifier: MIT */\n" : "// SPDX-License-Identifier: MIT\n"),
          file.string());
      const auto lines = std::count(text.begin(), text.end(), '\n');
      CHECK_MESSAGE(lines <= 600, file.string() << " has " << lines << " lines");
    }
  }
}

}  // namespace
