// SPDX-License-Identifier: MIT
// How often each form of the language was generated.
#pragma once

#include <cstddef>
#include <map>
#include <string>

namespace causeway::differential {

class Coverage {
 public:
  void note(const std::string& form) { ++counts_[form]; }
  const std::map<std::string, std::size_t>& counts() const { return counts_; }

 private:
  std::map<std::string, std::size_t> counts_;
};

}  // namespace causeway::differential
