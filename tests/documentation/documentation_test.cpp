// SPDX-License-Identifier: MIT
// Documentation that runs. In every README, a block fenced as ```scm is a model; comments in it hold
// expectations as in tests/common/expectations.hpp, and a block without any must load and answer. A block
// fenced as ```console shows what a reader types in the repository's root, with `build/release/causeway` on
// the path as `causeway`, behind `$ `, and what is printed. The blocks fenced as ```lua are one script for
// each README, run by `causeway lua`; behind `--> ` stands what it prints, a line for each. Studies draw the
// pictures that stand beside them.
#include <doctest/doctest.h>

#include <unistd.h>
#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "common/expectations.hpp"

namespace {

namespace fs = std::filesystem;

const fs::path kRoot = CAUSEWAY_SOURCE_DIR;

struct Block {
  std::string language;
  std::size_t line;  // of its first line
  std::string text;
};

std::vector<Block> blocks_of(const fs::path& path) {
  std::vector<Block> blocks;
  std::ifstream file(path);
  std::size_t number = 0;
  bool inside = false;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (line.starts_with("```")) {
      if (!inside) blocks.push_back({line.substr(3), number + 1, ""});
      inside = !inside;
    } else if (inside) {
      blocks.back().text += line + "\n";
    }
  }
  return blocks;
}

std::vector<fs::path> readmes() {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot)) {
    const std::string path = entry.path().string();
    if (entry.path().extension() == ".md" && path.find("/build/") == std::string::npos)
      files.push_back(entry.path());
  }
  return files;
}

void run_model(const fs::path& readme, const Block& block) {
  const fs::path file = fs::temp_directory_path() / ("causeway-doc-" + std::to_string(::getpid()) + ".scm");
  std::ofstream(file) << std::string(block.line - 1, '\n') << block.text;  // so that lines are the README's
  const bool expects =
      block.text.find("//=") != std::string::npos || block.text.find("//!") != std::string::npos;
  if (expects) {
    for (const std::string& failure : causeway::tests::check_expectations(file.string()).failures) {
      FAIL_CHECK(readme.string() << failure.substr(failure.find(':')));
    }
  } else {
    const auto model = causeway::Model::load(file.string());
    CHECK_MESSAGE(model, readme.string() << ":" << block.line << ": the block does not load");
    for (std::size_t i = 0; model && i < model.value().questions().size(); ++i) {
      CHECK_MESSAGE(model.value().answer(i),
                    readme.string() << ":" << block.line << ": " << model.value().questions()[i].text);
    }
  }
  fs::remove(file);
}

std::string output_of(const std::string& command) {
  const std::string bin = fs::path(CAUSEWAY_BINARY).parent_path().string();
  FILE* pipe = popen(
      ("cd '" + kRoot.string() + "' && PATH='" + bin + "':$PATH; export PATH; { " + command + "; } 2>&1")
          .c_str(),
      "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  std::array<char, 4096> buffer{};
  while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe))
    out.append(buffer.data(), n);
  pclose(pipe);
  return out;
}

/// Commands behind `$ `, each with the output below it.
void run_console(const fs::path& readme, const Block& block) {
  std::istringstream lines(block.text);
  std::string command;
  std::string expected;
  const auto finish = [&] {
    if (!command.starts_with("causeway") && !command.starts_with("printf"))
      return;  // installing and building are tested elsewhere
    const std::string out = output_of(command);
    CHECK_MESSAGE(out == expected, readme.string() << ":" << block.line << ": `" << command << "` prints\n"
                                                   << out << "but the text says\n"
                                                   << expected);
  };
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("$ ")) {
      finish();
      command = line.substr(2);
      expected.clear();
    } else {
      expected += line + "\n";
    }
  }
  finish();
}

std::string content_of(const fs::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The blocks in Lua of a README as one script, each line where it is in the README; and what is printed.
struct Script {
  std::string text;
  std::vector<std::pair<std::size_t, std::string>> expected;  // line, text

  void add(const Block& block) {
    text.append(block.line - 1 - static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')), '\n');
    std::istringstream lines(block.text);
    std::size_t number = block.line;
    for (std::string line; std::getline(lines, line); ++number) {
      text += line + "\n";
      const std::size_t mark = line.find("-->");
      if (mark != std::string::npos)
        expected.emplace_back(number, line.substr(std::min(mark + 4, line.size())));
    }
  }

  void run(const fs::path& readme) const {
    const fs::path file = fs::temp_directory_path() / ("causeway-doc-" + std::to_string(::getpid()) + ".lua");
    std::ofstream(file) << text;
    std::istringstream out(output_of("causeway lua '" + file.string() + "'"));
    fs::remove(file);
    for (const auto& one : expected) {
      std::string line;
      std::getline(out, line);
      line.erase(line.find_last_not_of(' ') + 1);
      REQUIRE_MESSAGE(line == one.second, readme.string() << ":" << one.first << ": prints `" << line
                                                          << "`, but the text says `" << one.second << "`");
    }
    std::string rest;
    CHECK_MESSAGE(!std::getline(out, rest),
                  readme.string() << ": prints `" << rest << "`, of which the text says nothing");
  }
};

TEST_CASE("the blocks of every README do what they show") {
  std::size_t models = 0;
  std::size_t scripts = 0;
  std::size_t consoles = 0;
  for (const fs::path& readme : readmes()) {
    Script script;
    for (const Block& block : blocks_of(readme)) {
      if (block.language == "scm") {
        run_model(readme, block);
        ++models;
      } else if (block.language == "console") {
        run_console(readme, block);
        ++consoles;
      } else if (block.language == "lua") {
        script.add(block);
      }
    }
    if (script.text.empty()) continue;
    script.run(readme);
    ++scripts;
  }
  CHECK(models > 20);
  CHECK(scripts > 1);
  MESSAGE(models << " models, " << consoles << " console blocks, " << scripts << " scripts");
}

TEST_CASE("every study draws its picture") {
  const fs::path drawn = fs::temp_directory_path() / ("causeway-doc-" + std::to_string(::getpid()) + ".svg");
  std::size_t studies = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "examples" / "studies")) {
    if (entry.path().extension() != ".lua") continue;
    fs::path picture = entry.path();
    picture.replace_extension(".svg");
    output_of("causeway lua '" + entry.path().string() + "' '" + drawn.string() + "'");
    if (std::getenv("CAUSEWAY_UPDATE_GOLDEN") != nullptr)
      fs::copy_file(drawn, picture, fs::copy_options::overwrite_existing);
    CHECK_MESSAGE(content_of(drawn) == content_of(picture), picture.string()
                                                                << " is not what the study draws");
    CHECK(!content_of(picture).empty());
    fs::remove(drawn);
    ++studies;
  }
  CHECK(studies >= 4);
}

TEST_CASE("the reference of the standard library has all that its modules declare") {
  const std::string reference = content_of(kRoot / "stdlib/README.md");
  const std::regex declared("(estimand|fn|enum) (\\w+)");
  std::size_t names = 0;
  for (const auto& entry : fs::directory_iterator(kRoot / "stdlib")) {
    if (entry.path().extension() != ".scm") continue;
    std::ifstream lines(entry.path());
    for (std::string line; std::getline(lines, line);) {
      std::smatch found;
      if (!std::regex_search(line, found, declared, std::regex_constants::match_continuous)) continue;
      const std::string name = found[2];
      const bool there = reference.find("`" + name + "`") != std::string::npos ||
                         reference.find("`" + name + "(") != std::string::npos;
      CHECK_MESSAGE(there, entry.path().string() << ": `" << name << "` is not in stdlib/README.md");
      ++names;
    }
  }
  CHECK(names > 60);
}

TEST_CASE("every example runs, and its assertions hold") {
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(kRoot / "examples")) {
    if (entry.path().extension() != ".scm") continue;
    const auto model = causeway::Model::load(entry.path().string());
    REQUIRE_MESSAGE(model, entry.path().string());
    const auto questions = model.value().questions();
    CHECK_MESSAGE(!questions.empty(), entry.path().string() << " asks nothing");
    for (std::size_t i = 0; i < questions.size(); ++i) {
      const auto answer = model.value().answer(i);
      const bool shown_to_fail = questions[i].text.empty();
      CHECK_MESSAGE((answer || shown_to_fail), entry.path().string() << ": " << questions[i].text);
      if (answer && questions[i].assertion)
        CHECK_MESSAGE(answer.value().boolean(), entry.path().string() << ": " << questions[i].text);
    }
    ++files;
  }
  CHECK(files >= 1);
}

}  // namespace
