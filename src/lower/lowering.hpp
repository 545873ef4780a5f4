// SPDX-License-Identifier: MIT
// A variable in a world is a node: mechanisms instantiated with the world's interventions. What no
// intervention reaches is the factual node itself. Iterative, since chains of variables may be long; finds
// cycles. Tests: tests/golden/ir.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "ir/language_domain.hpp"
#include "lower/facts.hpp"
#include "lower/trace.hpp"
#include "lower/worlds.hpp"

namespace causeway::lower {

/// Variables-in-a-world that a term's conditions fix: by variable and by the node that it is in its world, as
/// equal nodes of two variables are pinned apart.
struct Pins {
  using Key = std::pair<VarId, NodeId>;
  std::map<Key, ValueId> raw;      // by the node lowered without pins
  std::map<Key, ValueId> reduced;  // by the node whose operands are lowered with pins
};

/// Mechanisms, or policies, that depend on each other in a circle.
class Circle : public support::Fault {
 public:
  Circle(Report report, std::vector<VarId> members)
      : Fault(std::move(report)), members_(std::move(members)) {}
  const std::vector<VarId>& members() const { return members_; }

 private:
  std::vector<VarId> members_;
};

class Lowering {
 public:
  /// `trace`, if not null, learns where in the text each node comes from.
  Lowering(Facts& facts, ir::Store& store, Worlds& worlds, ir::LanguageDomains& domains,
           Trace* trace = nullptr)
      : facts_(facts), store_(store), worlds_(worlds), domains_(domains), trace_(trace) {}

  /// Reads pinned variables as constants from now on; `raw` lowers without pins.
  void pin(const Pins* pins, Lowering* raw) {
    pins_ = pins;
    raw_ = raw;
  }

  /// The variable in the world, pinned if it is. Throws Fault (cycle, resource).
  NodeId node(VarId variable, WorldId world);
  /// A variable that was lowered to this node, in whichever world; for messages.
  std::optional<VarId> variable_of(NodeId node) const;
  /// A template's value: its references without a world of their own are read in `world`, through the edges
  /// into `owner` if that is valid.
  NodeId instantiate(const Template& form, WorldId world, VarId owner = VarId());

  /// Throws Circle if some variable depends on itself in a world that the template reads, or in one that such
  /// a world reads, whether or not the template's own value depends on it.
  void require_acyclic(const Template& form);

  /// Is all that these templates depend on read in one world?
  bool in_one_world(const std::vector<const Template*>& forms);

  /// The variables that the mechanism of a variable mentions in the factual world, random indices resolved.
  std::vector<VarId> parents(VarId variable);

 private:
  /// What is lowered: a variable in a world, or the value that an edge carries there.
  struct Item {
    VarId variable;
    VarId edge_child;  // invalid: no edge
    WorldId world;
    friend bool operator==(const Item&, const Item&) = default;
  };
  struct ItemHash {
    std::size_t operator()(const Item& item) const {
      return support::combine(support::combine(item.variable.value, item.edge_child.value), item.world.value);
    }
  };
  /// A variable as a template mentions it.
  struct Mention {
    VarId variable;
    std::optional<WorldId> world;  // none: the one being evaluated
  };
  /// One try at an instance: what is missing, the members that random indices may choose, and what they
  /// choose.
  struct Attempt {
    std::vector<Item> missing;
    std::vector<Mention> members;
    std::vector<NodeId> picks;
    std::vector<VarId>* mentioned = nullptr;
  };

  using Known = std::unordered_map<Item, NodeId, ItemHash>;

  Item item(VarId variable, WorldId world);
  NodeId reduced(const Item& item, NodeId built);
  NodeId lookup(const Item& item, Attempt& attempt);
  void complete(std::vector<Item> wanted);
  std::optional<NodeId> build(const Item& item, Attempt& attempt);
  std::optional<NodeId> build_setting(const Setting& setting, WorldId world, Attempt& attempt);
  std::optional<NodeId> build_mechanism(VarId variable, WorldId world, Attempt& attempt);
  std::optional<NodeId> chance(SourceId source, const Template& law, WorldId world, VarId owner,
                               Attempt& attempt);
  const std::vector<Mention>* parents_of_law(SourceId source, const Template& law, VarId owner,
                                             Attempt& attempt);
  std::optional<NodeId> try_instantiate(const Template& form, WorldId world, VarId owner, Attempt& attempt);
  NodeId resolve(VarId variable, const std::optional<WorldId>& fixed, WorldId world, VarId owner,
                 Attempt& attempt);
  std::optional<NodeId> pick(const Ref& ref, const std::vector<NodeId>& indices, WorldId world, VarId owner,
                             Attempt& attempt);
  const std::vector<NodeId>& order_of(NodeId root);
  void append_worlds(const Template& form, std::vector<WorldId>& worlds);
  [[noreturn]] void cycle(const std::vector<Item>& chain, const Item& again);

  Facts& facts_;
  ir::Store& store_;
  Worlds& worlds_;
  ir::LanguageDomains& domains_;
  Trace* trace_;
  const Pins* pins_ = nullptr;
  Lowering* raw_ = nullptr;
  Known known_;
  std::unordered_map<SourceId, std::vector<Mention>> law_parents_;
  std::set<WorldId> acyclic_;                               // known to be
  std::unordered_map<NodeId, std::vector<NodeId>> orders_;  // of a template's nodes that depend on references
};

}  // namespace causeway::lower
