// SPDX-License-Identifier: MIT
// The values that the language says a node may take (grammar/README.md, section 2): inferred operator by
// operator from the operands' domains, whatever the probabilities. For bools and labels it is their whole
// type. Used where the language asks for a domain: which members a random index mentions, whether a condition
// leaves a variable one value, domain(x). (What a node can take with positive probability is inference's
// business.)
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "ir/store.hpp"

namespace causeway::ir {

class LanguageDomains {
 public:
  explicit LanguageDomains(Store& store) : store_(store) {}

  /// Ascending; nothing where finding it would take too much work, or it would be too large.
  const std::optional<std::vector<ValueId>>& of(NodeId node);

 private:
  using Domain = std::optional<std::vector<ValueId>>;

  Domain compute_or_none(const Node& node);
  Domain compute(const Node& node);
  Domain of_chance(const Node& node);
  Domain image(const Node& node);
  std::optional<ValueId> surely_beaten(const Node& node) const;
  bool better(Op op, ValueId a, ValueId b) const;
  Domain places(const Node& node);
  Domain of_pick(const Node& node);
  Domain united(std::span<const NodeId> nodes);
  Domain whole_type(ValueId member);
  Domain distinct(std::vector<ValueId> values) const;
  Domain binomial(const Node& node);
  Domain hypergeometric(const Node& node);
  const Domain& known(NodeId node) const { return domains_.at(node); }

  Store& store_;
  std::unordered_map<NodeId, Domain> domains_;
};

}  // namespace causeway::ir
