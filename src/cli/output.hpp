// SPDX-License-Identifier: MIT
// What the program prints: for people, or as JSON lines for programs.
#pragma once

#include <string>

#include "causeway/causeway.hpp"
#include "cli/settings.hpp"

namespace causeway::cli {

/// Where answers and diagnostics go. One for each form of output.
class Output {
 public:
  virtual ~Output() = default;
  virtual void diagnostics(const Diagnostics& diagnostics) = 0;
  virtual void load_times(const LoadTimings& timings) = 0;
  virtual void answer(const Question& question, const Answer& answer) = 0;
  /// A question that has no answer.
  virtual void failure(const Question& question, const Diagnostics& error) = 0;
  virtual void checked(const std::string& file, const Diagnostics& found) = 0;
  virtual void not_canonical(const std::string& file) = 0;
  virtual void info(const ModelInfo& info) = 0;
  virtual void explanation(const Explanation& explanation) = 0;
  /// A text that `import` or `export` made and no file takes.
  virtual void converted(const std::string& command, const std::string& text) = 0;
  /// A model that `new` started.
  virtual void created(const std::string& file) = 0;
  virtual void ir(const std::string& query, const std::string& pass, const std::string& text) = 0;
};

std::unique_ptr<Output> human_output(const Settings& settings);
std::unique_ptr<Output> json_output(const Settings& settings);

/// Writes to standard output; ends the program where nobody reads it any more.
void print(const std::string& text);

}  // namespace causeway::cli
