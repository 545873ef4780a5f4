// SPDX-License-Identifier: MIT
// Which of the errors in mutants.txt is switched on, in the copies of the sources that
// tests/differential/mutate.cpp makes.
#pragma once

namespace causeway {

inline int active_mutant = -1;
inline bool mutant(int number) {
  return active_mutant == number;
}

}  // namespace causeway
