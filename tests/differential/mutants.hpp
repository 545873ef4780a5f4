// SPDX-License-Identifier: MIT
// The list of errors put in by hand. Each stanza of mutants.txt names one:
//   mutant: a swapped world
//   file: lower/fold_terms.cpp
//   expression: what stands in the source        (or `statement:`)
//   becomes: what stands there instead
// The text must stand in the file exactly once; white space counts.
#pragma once

#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

namespace causeway::differential {

struct Mutant {
  std::string name;
  std::string file;
  bool statement = false;
  std::string from;
  std::string to;
};

inline std::vector<Mutant> read_mutants(const std::string& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  std::vector<Mutant> mutants;
  for (std::string line; std::getline(file, line);) {
    const std::size_t colon = line.find(": ");
    if (line.empty() || line[0] == '#') continue;
    if (colon == std::string::npos) throw std::runtime_error(path + ": " + line);
    const std::string key = line.substr(0, colon);
    const std::string text = line.substr(colon + 2);
    if (key == "mutant") {
      mutants.push_back({text, "", false, "", ""});
    } else if (key == "file") {
      mutants.back().file = text;
    } else if (key == "becomes") {
      mutants.back().to = text;
    } else {
      mutants.back().statement = key == "statement";
      mutants.back().from = text;
    }
  }
  return mutants;
}

}  // namespace causeway::differential
