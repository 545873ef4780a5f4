// SPDX-License-Identifier: MIT
// Folded expressions as trees: names resolved, functions inlined, comprehensions unrolled, closed parts
// evaluated. Equal trees have equal numbers, so that structural identity is equality of ints.
#pragma once

#include <deque>
#include <map>
#include <tuple>
#include <vector>

#include "operations.hpp"
#include "value.hpp"

namespace causeway::oracle {

using Tree = int;

/// What an arm of a match accepts of one scrutinee.
struct Pattern {
  struct Range {
    Value lo;
    Value hi;
    bool integers;  // `lo..hi` of numbers: only the integers between
    friend auto operator<=>(const Range&, const Range&) = default;
  };
  bool any = false;
  std::vector<Range> ranges;
  friend auto operator<=>(const Pattern&, const Pattern&) = default;

  bool accepts(const Value& value) const;
};

/// What a leaf, or a conversion, refers to beside its operands; which fields count depends on the operation.
struct Reference {
  int variable = -1;  // Plain, At, Draw: the variable; Member: the family; Term: the term
  int world = -1;     // At, Member: the world; none: the one being evaluated
  int reader = -1;    // At, Member: the variable whose incoming edges apply; Draw: the child of an edge
  int domain = -1;    // the declared domain that the value surely lies in; of Check: the one that is checked
  Tree law = -1;      // Draw of an intervention: its distribution
  friend auto operator<=>(const Reference&, const Reference&) = default;
};

struct Node {
  Op op;
  Type type;
  std::vector<Tree> kids{};
  Reference refers{};
  int count = 0;  // Match, Lookup: how many kids are scrutinees or indices
  /// Lookup: of the elements; ArgMin, ArgMax: what each element stands for.
  std::vector<std::vector<Value>> keys{};
  /// Match: of each arm, its patterns.
  std::vector<std::vector<Pattern>> arms{};
  bool rest = false;    // Row: the last element is `_`
  Value value = false;  // Constant
  bool closed = false;  // no variable, draw or term below

  auto identity() const { return std::tie(op, type, kids, refers, count, keys, arms, rest, value); }
  friend bool operator<(const Node& a, const Node& b) { return a.identity() < b.identity(); }
};

class Trees {
 public:
  Tree constant(const Value& value);
  Tree make(Op op, Type type, std::vector<Tree> kids);
  /// The tree of a node whose operands are in place, folded: closed strict operations are evaluated unless
  /// undefined, and what cannot be reached after a constant has decided is dropped.
  Tree make(Node node);
  /// Operands other than those of `like`, otherwise the same operation, folded.
  Tree rebuilt(const Node& like, std::vector<Tree> kids);
  /// What reduction makes: it puts constants in the place of variables, and folds no further.
  Tree reduced(Node node);

  const Node& operator[](Tree tree) const { return nodes_[static_cast<std::size_t>(tree)]; }
  /// Null unless the tree is a constant.
  const Value* value(Tree tree) const;
  bool is(Tree tree, bool truth) const;
  /// Whether the constants in a condition keep it from this value, whatever its variables are.
  bool never(Tree tree, bool truth) const;

  int domain(const Domain& domain);
  const Domain& domain(int id) const { return domains_[static_cast<std::size_t>(id)]; }

 private:
  Tree intern(Node node);
  Tree folded_strict(Node node);
  Tree folded_check(Node node);
  Tree folded_connective(Node node);
  Tree folded_implication(Node node);
  Tree folded_if(Node node);
  Tree folded_match(Node node);
  Tree folded_lookup(Node node);
  Tree folded_membership(Node node);
  Tree folded_extreme(Node node);
  Tree folded_guards(Node node, std::size_t width);
  bool all_constant(const std::vector<Tree>& kids) const;
  std::vector<Value> values(const std::vector<Tree>& kids) const;

  std::deque<Node> nodes_;
  std::map<Node, Tree> ids_;
  std::deque<Domain> domains_;
};

/// Which of the elements is the first least (or greatest).
std::size_t extreme(const std::vector<Value>& elements, bool greatest);

}  // namespace causeway::oracle
