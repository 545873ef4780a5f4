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
  /// What is read as a constant: a variable that comes to this tree.
  using Pin = std::pair<int, Tree>;
  /// A conjunct that holds for one value only of the one variable that it mentions.
  struct Evidence {
    Tree conjunct;
    std::set<Spot> spots;
    Value value;
    std::set<Pin> raw;      // by the tree that nothing is read as a constant in
    std::set<Pin> reduced;  // by the tree with the other pins applied
  };
  /// The pins that are applied: all but those of one evidence, all, or none.
  static constexpr int kAll = -1;
  static constexpr int kNone = -2;
  struct Known {
    std::map<std::pair<Tree, Frame>, Tree> trees;
    std::map<Spot, Tree> variables;
    Assumed assumed;
  };

  void find_evidence(Tree conjunct);
  bool pin(std::size_t evidence, bool raw);
  Tree reduced(Tree tree, Frame frame);
  Tree variable(Spot spot);
  Tree unpinned(Spot spot);
  Tree raw(Spot spot);
  Tree draw(Spot spot, const Definition& definition);
  Tree member(const Node& node, Frame frame);
  const Value* pinned_value(Spot spot);
  const Value* applied(const std::map<Pin, Value>& pins, bool raw, const Pin& pin) const;
  Known& known();
  Tree under(int applied, Tree tree);
  void compare_instances(Tree tree);

  Program& program_;
  Trees& trees_;
  std::vector<Tree> conditions_;
  std::vector<Evidence> evidence_;
  std::map<Pin, Value> raw_;
  std::map<Pin, Value> reduced_;
  int applied_ = kAll;
  std::map<int, Known> known_;
  std::map<int, Tree> instances_;
  std::set<Tree> compared_;
};

}  // namespace causeway::oracle
