// SPDX-License-Identifier: MIT
// The networks of CAUSEWAY_DATA_DIR with a question each, read once and answered again and again.
#pragma once

#include <algorithm>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lower/lowered_model.hpp"
#include "query/run.hpp"
#include "sema/declarations.hpp"

namespace causeway::bench {

struct NetworkQuestion {
  std::string network;
  std::filesystem::path file;
  std::string target;
  std::vector<std::pair<std::string, std::string>> seen;
  std::string evidence;  // ` | x = a, y = b`, or nothing

  bool sees(const std::string& variable) const {
    return std::any_of(seen.begin(), seen.end(), [&](const auto& one) { return one.first == variable; });
  }
  std::string posterior() const { return "dist(`" + target + "`" + evidence + ")"; }
  std::string marginals() const { return "marginals(" + evidence + ")"; }
};

/// Those of questions.json; none if the data is not there.
std::vector<NetworkQuestion> network_questions();

/// The limits of every measurement.
Limits generous_limits();

/// A question of a network, both read: what remains is planning and computing.
class Asked {
 public:
  /// All variables have the coupling. Throws std::runtime_error.
  Asked(const std::filesystem::path& file, const std::string& question,
        sema::Coupling coupling = sema::Coupling::None);
  Result<Answer> answer() const;

 private:
  std::shared_ptr<const lower::LoweredModel> model_;
  std::unique_ptr<sema::CheckedQuery> question_;
};

}  // namespace causeway::bench
