// SPDX-License-Identifier: MIT
// The order in which declarations are checked: what a declaration names comes before it. Only names are
// looked at, so that a label or a binder may count as a dependency that is none; that is harmless.
#pragma once

#include <vector>

#include "sema/modules.hpp"

namespace causeway::sema {

/// Groups of entities, dependencies first; a group of several, or with `recursive`, refers to itself.
struct EntityGroup {
  std::vector<Entity> members;
  bool recursive = false;
};

std::vector<EntityGroup> checking_order(const CheckedModel& model, const Sites& sites);

}  // namespace causeway::sema
