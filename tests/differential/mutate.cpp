// SPDX-License-Identifier: MIT
// Copies a source file with all its mutants in it, each behind a switch: mutate MUTANTS SOURCES FILE OUTPUT.
#include <exception>
#include <fstream>
#include <iostream>
#include <iterator>

#include "mutants.hpp"

namespace {

std::string mutated(std::string text, const causeway::differential::Mutant& one, std::size_t number) {
  const std::size_t at = text.find(one.from);
  if (at == std::string::npos || text.find(one.from, at + 1) != std::string::npos)
    throw std::runtime_error("mutant \"" + one.name + "\": its text does not stand exactly once in " +
                             one.file);
  const std::string active = "causeway::mutant(" + std::to_string(number) + ")";
  const std::string both = one.statement ? "if (" + active + ") { " + one.to + " } else { " + one.from + " }"
                                         : "(" + active + " ? (" + one.to + ") : (" + one.from + "))";
  return text.replace(at, one.from.size(), both);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 5) {
    std::cerr << "usage: mutate MUTANTS SOURCES FILE OUTPUT\n";
    return 2;
  }
  try {
    const std::string name = argv[3];
    std::ifstream source(std::string(argv[2]) + "/" + name);
    std::string text{std::istreambuf_iterator<char>(source), {}};
    const auto mutants = causeway::differential::read_mutants(argv[1]);
    for (std::size_t i = 0; i < mutants.size(); ++i) {
      if (mutants[i].file == name) text = mutated(std::move(text), mutants[i], i);
    }
    std::ofstream(argv[4]) << "#include \"differential/active_mutant.hpp\"\n" << text;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
