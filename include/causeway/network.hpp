// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "causeway/diagnostic.hpp"
#include "causeway/export.hpp"
#include "causeway/rational.hpp"
#include "causeway/result.hpp"

namespace causeway {

enum class NetworkFormat {
  Bif,     ///< the Bayesian Interchange Format, as bnlearn, pgmpy and aGrUM read it
  XmlBif,  ///< the same in XML, version 0.3
  Uai,     ///< of the UAI inference competitions: numbers only, names are lost
  Scm,     ///< a model of this language
};

/// A text, and what the format could not say.
struct NetworkText {
  std::string text;
  Diagnostics warnings;
};

/// A discrete Bayesian network: what is left of a structural causal model where each variable's mechanism is
/// only a table of probabilities given its parents. It has the same answers to what is seen and what is done,
/// and none to what would have been (Pearl, "Causality", 2009, section 1.4.4). A plain value type; see
/// Model::network().
struct CAUSEWAY_EXPORT Network {
  struct Node {
    std::string name;
    std::vector<std::string> states;
    std::vector<std::size_t> parents;  ///< places of nodes
    /// For each combination of the parents' states, the last parent's running fastest, a probability for each
    /// state.
    std::vector<Rational> table;
  };
  std::string name;
  std::vector<Node> nodes;  ///< parents may stand behind their children
  /// Rows that the model leaves open, as the parents never have these values: they are uniform.
  std::size_t unreachable = 0;

  /// Probabilities are written as decimals, exactly where they are decimals of at most 40 places, else with
  /// 17 places and a warning that says how many rows are rounded; a row still sums to exactly 1. In `Scm` all
  /// are exact. A `usage` error for a name that the format cannot have, and for tables that do not go with
  /// states and parents. Takes time and memory in proportion to the tables.
  Result<NetworkText> to_text(NetworkFormat format) const;
};

}  // namespace causeway
