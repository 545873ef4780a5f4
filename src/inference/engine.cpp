// SPDX-License-Identifier: MIT
#include "inference/engine.hpp"

#include "inference/eliminate.hpp"
#include "inference/enumerate.hpp"

namespace causeway::inference {

EngineChoice& chosen_engine() {
  static thread_local EngineChoice choice;
  return choice;
}

std::vector<Outcome> answer(ir::Store& store, std::span<const Task> tasks) {
  const EngineChoice& choice = chosen_engine();
  return choice.enumerate ? enumerate(store, tasks) : eliminate(store, tasks, choice.passes);
}

}  // namespace causeway::inference
