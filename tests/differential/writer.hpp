// SPDX-License-Identifier: MIT
// Writes the parts of a random model. What it writes is well-typed and mostly meaningful; now and then it
// lets an operation be undefined, a value leave its domain, an intervention close a cycle.
#pragma once

#include <string>
#include <vector>

#include "coverage.hpp"
#include "sketch.hpp"
#include "tape.hpp"

namespace causeway::differential {

/// Where an expression stands.
struct Scope {
  std::size_t visible = 0;  // symbols before this one may be read
  bool noise_only = false;
  bool term = false;    // inside P, E, …: `=` compares
  bool worlds = false;  // brackets may stand behind names
  int brackets = 0;     // around this place
  std::vector<Local> locals{};
  std::set<std::string>* reads = nullptr;  // where to record the variables that are read

  Scope with(const std::string& name, Kind kind) const;
};

class Writer {
 public:
  Writer(Tape& tape, Coverage& coverage, Sketch& sketch)
      : tape_(tape), coverage_(coverage), sketch_(sketch) {}

  // Expressions (expressions.cpp, sets.cpp).
  Piece expression(Kind kind, const Scope& scope, int depth);
  Piece boolean(const Scope& scope, int depth);
  Piece number(const Scope& scope, int depth);
  Piece label(std::size_t type, const Scope& scope, int depth);
  Piece constant(Kind kind);
  /// A bool, number or label that is read from a variable; a constant where there is none.
  Piece variable(Kind kind, const Scope& scope);
  Piece member(const Symbol& symbol, const Scope& scope);
  /// An event about one variable, of a probability that is seldom 0 or 1.
  Piece simple_event(const Scope& scope);
  /// An expression that mostly depends on some variable.
  Piece lively(Kind kind, const Scope& scope, int depth);

  // Laws (laws.cpp): the right side of `~`. `symbol` has the kind, and whether the domain is declared.
  std::string law(const Symbol& symbol, const Scope& scope, int depth);
  std::string domain(const Symbol& symbol);

  // Worlds (worlds.cpp).
  std::string interventions(const Scope& scope);
  /// What a `~` variable would have been under a value of a parent that is perhaps the value seen; empty
  /// where there is none.
  std::string consistency();
  /// A number, with an edge into it intervened on; empty where there is none.
  std::string through_edge(const Scope& scope);

  bool has(Kind kind, const Scope& scope) const;

 private:
  Piece comparison(const Scope& scope, int depth);
  Piece membership(const Scope& scope, int depth);
  Piece connective(const Scope& scope, int depth);
  Piece conditional(Kind kind, const Scope& scope, int depth);
  Piece matched(Kind kind, const Scope& scope, int depth);
  Piece pair_matched(Kind kind, const Scope& scope, int depth);
  Piece let(Kind kind, const Scope& scope, int depth);
  Piece call(Kind kind, const Scope& scope, int depth);
  Piece arithmetic(const Scope& scope, int depth);
  Piece division(const Scope& scope, int depth);
  Piece prelude(const Scope& scope, int depth);
  Piece fold(const Scope& scope, int depth);
  Piece quantified(const Scope& scope, int depth);
  Piece element(const Scope& scope);
  std::string binder_set(const Scope& scope, Kind& kind);
  std::string first_index(const IndexSet& set) const;
  std::string pattern(const Symbol& symbol);
  std::string label_name(std::size_t type);
  bool is_constant(const IndexSet& set, const std::string& index) const;
  std::string index_text(const IndexSet& set, const Scope& scope);
  std::string bracketed(const Symbol& symbol, std::string text, const Scope& scope);
  std::vector<const Symbol*> readable(Kind kind, const Scope& scope) const;
  const Symbol* plain_symbol(const Scope& scope, bool label_or_bool);

  std::string row(const Symbol& symbol, const Scope& scope, std::size_t size);
  std::string keyed(const Symbol& symbol, const Scope& scope);
  std::vector<std::string> fractions(std::size_t count);
  std::vector<std::string> value_names(const Symbol& symbol) const;
  Piece probability(const Scope& scope, int depth);

  std::string intervention(const Symbol& target, std::size_t at, const Scope& scope);
  std::string value_of(const Symbol& symbol);
  std::string edge(const Symbol& child, const Scope& scope);
  std::string assigned(const Symbol& target, std::size_t at, const Scope& scope);

  std::string fresh(const std::string& stem) { return stem + std::to_string(++names_); }

  Tape& tape_;
  Coverage& coverage_;
  Sketch& sketch_;
  std::size_t names_ = 0;
};

}  // namespace causeway::differential
