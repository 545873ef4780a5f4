// SPDX-License-Identifier: MIT
// One model, asked in many ways: the oracle, the library, the library after the model and its questions were
// printed and read again, and the library with every engine and each pass of elimination off.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "generator.hpp"
#include "inference/engine.hpp"

namespace causeway::differential {

struct Tally {
  std::size_t models = 0;
  std::size_t declaration_errors = 0;
  std::size_t telling = 0;  // answers that are not 0 or 1, nor a bool
  std::size_t plain = 0;
  std::map<std::string, std::size_t> errors;  // by code
  std::size_t too_large = 0;                  // for the oracle; nothing is compared then
  std::size_t permuted = 0;                   // questions with their conditions in another order
  std::size_t permuted_errors = 0;            // of those, an undefined operation in one order only
};

/// A sample as a file with its questions behind it, and what the oracle says.
struct Case {
  std::string file;
  std::vector<std::string> questions;
  std::vector<std::size_t> original;  // of each question, where it stands unpermuted
  std::vector<std::string> expected;  // `error code`, or the answer as a text
};
Case ask_oracle(const Sample& sample);

/// The library's answers to the questions of a file, in order; the model's error instead where it does not
/// load.
std::vector<std::string> ask_library(const std::string& file, std::size_t questions);

/// An engine, or a choice of passes, with its name.
struct Engine {
  std::string name;
  inference::EngineChoice choice;
};
/// Elimination as it is; the reference enumeration; each pass of elimination off; another order each time.
std::vector<Engine> engines(std::uint32_t seed);
/// ask_library, by this engine.
std::vector<std::string> ask_engine(const Engine& engine, const std::string& file, std::size_t questions);

/// Whether the library's answer is the oracle's, or one of the errors that different units give.
bool agree(const std::string& expected, const std::string& answer);

/// Asks all three ways. What is not equal, as a report; empty if all is.
std::string compare(const Sample& sample, Tally& tally);

}  // namespace causeway::differential
