// SPDX-License-Identifier: MIT
// What the command line says for all commands.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "causeway/causeway.hpp"

namespace causeway::cli {

struct Settings {
  bool json = false;
  bool time = false;
  bool exact = false;                    // fractions of any length in full
  bool nonzero = false;                  // rows of probability 0 left out
  std::vector<std::string> definitions;  // name=value
  std::optional<std::string> max_memory;
  std::optional<std::string> max_time;
  std::optional<std::string> max_steps;
  std::optional<std::string> max_domain;
  std::optional<std::string> max_source;
  std::optional<std::string> max_depth;
  std::optional<std::string> threads;  // 0, or not given: all cores
};

/// Exit status of the program.
enum Status { kAnswered = 0, kFailed = 1, kUnusable = 2 };

/// Digits and nothing else; nothing where it is no such number, or has more than 64 bits.
std::optional<std::uint64_t> whole_number(const std::string& text);

/// The options of the library that the settings stand for; a usage error where one cannot be read.
Result<Options> options_of(const Settings& settings);

}  // namespace causeway::cli
