// SPDX-License-Identifier: MIT
// Texts held to the letter: diagnostics (at least one of each code), canonical layout, IR, explanations. For
// NAME.scm in a folder here, NAME.txt is what must come of it. With CAUSEWAY_UPDATE_GOLDEN=1 in the
// environment the files are rewritten; look at the difference before you commit it.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <sstream>

#include "causeway/causeway.hpp"

namespace {

namespace fs = std::filesystem;
using namespace causeway;  // NOLINT(google-build-using-namespace)

const fs::path kFolder = fs::path(CAUSEWAY_SOURCE_DIR) / "tests/golden";

std::string read(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

void compare(const fs::path& golden, const std::string& text) {
  if (std::getenv("CAUSEWAY_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(golden) << text;
    return;
  }
  CHECK_MESSAGE(read(golden) == text, golden.string() << " differs. Now:\n" << text);
}

void for_each(const char* folder, const std::function<std::string(const fs::path&)>& text_of) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(kFolder / folder)) {
    if (entry.path().extension() != ".txt") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  REQUIRE(!files.empty());
  for (const fs::path& file : files) compare(fs::path(file).replace_extension(".txt"), text_of(file));
}

/// Messages without this machine's path.
std::string shown(Diagnostic diagnostic) {
  const auto strip = [](Place& place) { place.file = fs::path(place.file).filename().string(); };
  strip(diagnostic.place);
  for (Diagnostic::Note& note : diagnostic.notes) strip(note.place);
  return diagnostic.to_string();
}

std::string shown(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& one : diagnostics) text += shown(one);
  return text;
}

/// Lines `// key: value` at a file's top.
std::string setting(const fs::path& path, const std::string& key) {
  std::istringstream lines(read(path));
  for (std::string line; std::getline(lines, line) && line.starts_with("//");) {
    if (line.starts_with("// " + key + ": ")) return line.substr(key.size() + 5);
  }
  return "";
}

std::string diagnostics_of(const fs::path& path) {
  Options options;
  if (!setting(path, "max-steps").empty()) options.limits.steps = std::stoull(setting(path, "max-steps"));
  if (!setting(path, "param").empty()) {
    const std::string one = setting(path, "param");
    options.params[one.substr(0, one.find('='))] = one.substr(one.find('=') + 1);
  }
  const Result<Model> model = Model::load(path.string(), options);
  if (!model) return shown(model.error());
  std::string text = shown(model.value().warnings());
  for (std::size_t i = 0; i < model.value().questions().size(); ++i) {
    const Result<Answer> answer = model.value().answer(i);
    text += answer ? shown(answer.value().warnings()) : shown(answer.error());
  }
  return text;
}

TEST_CASE("diagnostics") {
  for_each("diagnostics", diagnostics_of);
}

TEST_CASE("diagnostics that do not come from a file") {
  CancelToken cancelled;
  cancelled.cancel();
  const Model model =
      Model::parse("noise u[i in 1..30] ~ bernoulli(1/2)\nvar s = sum(u[i] for i in 1..30)").value();
  std::string text = shown(Model::load("no/such/file.scm").error());
  text += shown(model.query("P(s = 15)", cancelled).error());
  text += shown(model.ir("P(s = 15)", "sideways").error());
  text += shown(model.domain("v").error());
  compare(kFolder / "diagnostics/host.txt", text);
}

TEST_CASE("every code has a golden text") {
  std::string all;
  for (const auto& entry : fs::directory_iterator(kFolder / "diagnostics")) {
    if (entry.path().extension() == ".txt") all += read(entry.path());
  }
  for (int i = 0; i <= static_cast<int>(Code::InexactRows); ++i) {
    const std::string code(to_string(static_cast<Code>(i)));
    CHECK_MESSAGE(all.find("[" + code + "]") != std::string::npos, "no golden diagnostic of code " << code);
  }
}

TEST_CASE("canonical layout") {
  for_each("format", [](const fs::path& path) {
    const std::string once = format(read(path)).value();
    CHECK_MESSAGE(format(once).value() == once, path.string() << ": formatting twice changes it again");
    return once;
  });
}

TEST_CASE("IR") {
  for_each("ir", [](const fs::path& path) {
    const Model model = Model::load(path.string()).value();
    const std::string query = setting(path, "query");
    if (query.empty()) return model.ir();
    std::string text;
    for (const std::string& pass : Model::ir_passes())
      text += "== " + pass + "\n" + model.ir(query, pass).value();
    return text;
  });
}

TEST_CASE("explanations") {
  for_each("explain", [](const fs::path& path) {
    const Explanation explanation =
        Model::load(path.string()).value().explain(setting(path, "query")).value();
    std::ostringstream text;
    text << explanation.text << "\nrung " << explanation.rung << "\n";
    for (const Explanation::Term& term : explanation.terms) {
      text << term.text << "\n  rung " << term.rung << ", " << term.plan << ", at most "
           << term.assignments->to_string() << "\n  cost " << term.cost << ", largest table "
           << term.largest_table << ", cluster";
      for (const std::string& one : term.cluster) text << " " << one;
      text << "\n";
      for (const Explanation::World& world : term.worlds) {
        text << "  " << world.name << ":";
        for (const std::string& one : world.interventions) text << " " << one << ";";
        text << "\n";
      }
      if (!term.abduction) continue;
      for (const std::string& column : term.abduction->columns) text << "  " << column;
      text << "\n";
      for (const Table::Row& row : term.abduction->rows) {
        for (const Value& value : row.values) text << "  " << value.to_string();
        text << "  " << row.rational().to_string() << "\n";
      }
    }
    return text.str();
  });
}

}  // namespace
