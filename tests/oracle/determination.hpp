// SPDX-License-Identifier: MIT
// Whether a term needs a coupling (section 5): reduces each variable-in-a-world, and compares the instances
// of the uncoupled ones. A judgement on structure; no probability is looked at.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "program.hpp"

namespace causeway::oracle {

class Determination {
 public:
  /// `conditions`: taken apart.
  Determination(Program& program, const std::vector<Tree>& conditions);

  /// Whether the conditions leave this variable-in-a-world one value.
  bool pinned(Spot spot);
  /// Throws Failure "undetermined" if two instances of one uncoupled variable are among the ancestors.
  void require(const std::vector<Tree>& asked);

 private:
  /// A conjunct that alone leaves a variable one value.
  struct Pin {
    Tree conjunct;
    Spot spot;
    Value value;
  };
  using Pins = std::set<std::size_t>;  // those that are not to be applied
  using Memo = std::map<std::pair<Tree, Frame>, Tree>;

  void find_pins(bool several_worlds);
  std::optional<Pin> find_pin(Tree conjunct, bool several_worlds);
  Tree reduced(Tree tree, Frame frame);
  Tree variable(Spot spot);
  Tree unpinned(Spot spot);
  Tree draw(Spot spot, const Definition& definition);
  Tree member(const Node& node, Frame frame);
  Tree pin_tree(std::size_t pin);
  const Pin* pin_of(Spot spot);
  const Pin* pin_of(Spot spot, Tree tree);
  Assumed& assumed();
  Pins pins_like(Tree conjunct);
  Tree without(const Pins& pins, Tree tree);
  void compare_instances(Tree tree);

  Program& program_;
  Trees& trees_;
  std::vector<Tree> conditions_;
  std::vector<Pin> pins_;
  Pins ignored_;
  std::map<Pins, Memo> memo_;
  std::map<Pins, std::map<Spot, Tree>> variables_;
  std::map<Pins, Assumed> assumed_;
  std::map<int, Tree> instances_;
  std::set<Tree> compared_;
};

}  // namespace causeway::oracle
