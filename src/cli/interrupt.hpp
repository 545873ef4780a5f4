// SPDX-License-Identifier: MIT
// Ctrl-C while something is computed: ends that, not the program.
#pragma once

#include "causeway/limits.hpp"

struct lua_State;

namespace causeway::cli {

/// While it lives, the first interrupt cancels the token and stops the script, if there is one; a second one,
/// if nothing heeds the first, ends the program.
class Interruptible {
 public:
  explicit Interruptible(const CancelToken& cancel, lua_State* script = nullptr);
  ~Interruptible();
  Interruptible(const Interruptible&) = delete;
  Interruptible& operator=(const Interruptible&) = delete;

 private:
  CancelToken cancel_;
};

}  // namespace causeway::cli
