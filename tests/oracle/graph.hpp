// SPDX-License-Identifier: MIT
// What depends on what: the variables that a folded expression mentions, inferred domains, cycles.
#pragma once

#include <set>
#include <vector>

#include "program.hpp"

namespace causeway::oracle {

/// The variables that a folded expression mentions; a random index mentions every member in its index's
/// domain that exists.
const std::set<Spot>& mentioned(Program& program, Tree tree, Frame frame);

/// What a distribution depends on: all that it mentions in the factual world, as read in this frame. Where an
/// intervention changes the domain of a random index other members may be chosen there: they are
/// what random_indices() come to.
std::set<Spot> law_parents(Program& program, Tree law, Frame frame);
/// The random indices in an expression.
std::vector<Tree> random_indices(const Program& program, Tree tree);

/// The members that a random index mentions, with their indices.
std::map<Index, Spot> mentioned_members(Program& program, const Node& member, Frame frame);
std::map<Index, Spot> mentioned_members(Program& program, const Node& member, Frame frame, Assumed& assumed);

/// The declared domain, or the one inferred from the definition in the spot's world. Throws Failure "cycle".
std::vector<Value> inferred(Program& program, Spot spot);
std::vector<Value> inferred(Program& program, Spot spot, Assumed& assumed);
/// All results that an expression may have, operator by operator; ascending.
std::vector<Value> inferred(Program& program, Tree tree, Frame frame);
std::vector<Value> inferred(Program& program, Tree tree, Frame frame, Assumed& assumed);

/// Throws Failure "cycle" if some variable depends on itself in a world that these expressions read, or in
/// one that such a world reads.
void check_cycles(Program& program, const std::vector<Tree>& trees);
/// The same for one world.
void check_cycles(Program& program, int world);

}  // namespace causeway::oracle
