// SPDX-License-Identifier: MIT
// CLadder's questions, as examples/llm_benchmark/cladder.lua answers them: what its README shows is what it
// prints.
#include <doctest/doctest.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "data/data_main.hpp"

namespace {

std::string content_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::string output_of(const std::string& command) {
  std::string text;
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::array<char, 4096> buffer{};
  for (std::size_t n = 0; (n = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;)
    text.append(buffer.data(), n);
  CHECK(pclose(pipe) == 0);
  return text;
}

TEST_CASE("all numeric questions have the exact values, and the wrong published answers are found") {
  const std::string folder = CAUSEWAY_SOURCE_DIR "/examples/llm_benchmark/";
  const std::string out = output_of(std::string(CAUSEWAY_BINARY " lua ") + folder + "cladder.lua '" +
                                    causeway::tests::data(CAUSEWAY_DATA_FOLDER).string() + "'");
  const std::string total = "all                       336               336             99             14\n";
  CHECK(out.find(total) != std::string::npos);
  CHECK_MESSAGE(content_of(folder + "README.md").find("```text\n" + out + "```") != std::string::npos,
                "examples/llm_benchmark/README.md shows another output than\n"
                    << out);
}

}  // namespace
