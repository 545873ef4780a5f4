// SPDX-License-Identifier: MIT
// The state of pass `materialise` (materialise.hpp); its parts are in materialise.cpp, tabulate.cpp and
// weigh.cpp.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <unordered_map>
#include <unordered_set>

#include "inference/materialise.hpp"
#include "ir/evaluator.hpp"

namespace causeway::inference {

using Cut = std::vector<VariableId>;  // ascending

class Materialiser {
 public:
  Materialiser(ir::Store& store, Roots& roots, const Passes& passes, const Fusion& fusion);
  Materialised run();

 private:
  struct State {
    enum class Kind : std::uint8_t { Constant, Variable, Inline } kind = Kind::Inline;
    VariableId variable;      // Variable
    Cut cut;                  // Inline: the variables below
    std::uint64_t cells = 1;  // the product of their sizes
    bool undefined = false;   // Constant, Variable: is undefined among its values?
  };
  /// One instance of a source that is coupled by quantiles.
  struct QuantileInstance {
    NodeId chance;
    std::optional<VariableId> variable;  // none: it has one value
    Cut cut;
    std::vector<ir::Row> rows;    // one a cell of the cut; none: the law spans too many variables for rows
    std::vector<ValueId> values;  // that the evidence leaves
  };
  struct Stop {};  // impossible, or stuck: the rest need not be looked at

  // materialise.cpp: the nodes in order.
  void prepare();
  void observe(const Roots::Observation& one);
  void process(NodeId id);
  void process_operation(NodeId id);
  void process_parameter(NodeId id);
  std::vector<NodeId> live_operands(NodeId id) const;
  State joined(const std::vector<NodeId>& operands) const;
  void force(NodeId id);
  bool is_constant(NodeId id) const { return states_.at(id).kind == State::Kind::Constant; }
  std::optional<ValueId> constant(NodeId id) const;
  VariableId add_variable(NodeId id, std::vector<ValueId> values, std::uint32_t place);
  VariableId add_choice(std::size_t size, std::uint32_t place);
  std::uint32_t place_of(NodeId chance) const;
  std::uint32_t place_of(const Cut& cut) const;
  void set_constant(NodeId id, ValueId value);
  void set_variable(NodeId id, VariableId variable);
  std::variant<ValueId, VariableId> target(NodeId id);
  std::variant<ValueId, VariableId> variable_or_constant(NodeId id);
  [[noreturn]] void stop_impossible();
  [[noreturn]] void stop_stuck(const Cut& cut, std::uint64_t cells);

  // tabulate.cpp: tables of operations and draws.
  void tabulate(const Cut& cut, const std::function<void(std::size_t)>& use);
  void count_cells(const Cut& cut, std::uint64_t cells);
  using Form = std::vector<std::uint32_t>;
  std::optional<Form> form(NodeId id, const Cut& cut);
  std::shared_ptr<const std::vector<ValueId>> images(NodeId id, const Cut& cut);
  std::shared_ptr<const std::vector<ir::Row>> rows(NodeId chance, const Cut& cut);
  void make_variable(NodeId id);
  void draw(NodeId id);
  bool draw_from_table(NodeId id);
  number::SharedTable part_of(const number::RowTable& table,
                              const std::vector<std::vector<std::size_t>>& offsets,
                              const std::vector<std::size_t>& columns);
  void add_distribution(NodeId id, const Cut& cut, const std::vector<ir::Row>& rows);
  std::vector<ValueId> allowed_values(NodeId id, std::vector<ValueId> values);
  bool allowed(NodeId id, ValueId value);
  void finish_quantiles();
  void finish_quantiles(const std::vector<QuantileInstance>& instances);
  std::uint64_t cells_of(const Cut& cut) const;

  // weigh.cpp: products and sums that are never values.
  struct Term {
    Rational coefficient = 1;
    std::vector<NodeId> factors;
  };
  struct Range {
    Rational lo;
    Rational hi;
  };
  void find_deferred();
  std::optional<std::vector<Term>> expand(NodeId id);
  std::optional<std::vector<Term>> expand_anew(NodeId id);
  std::optional<Range> range(NodeId id);
  std::optional<Range> range_anew(NodeId id);
  std::vector<Rational> numbers(NodeId id, const Cut& cut, bool* undefined);
  bool weigh_bernoulli(NodeId chance);
  void become_values(NodeId before);
  bool surely_at_most(const std::vector<Term>& a, const std::vector<Term>& b);
  std::optional<Range> difference_range(const Rational& coefficient, const std::vector<NodeId>& product,
                                        const Rational& other, const std::vector<NodeId>& minus);
  void finish_ordered(const std::vector<QuantileInstance>& instances);
  void weigh(NodeId weight);
  void add_terms(const std::vector<Term>& terms, std::optional<VariableId> selector, std::vector<Factor>& to);

  ir::Store& store_;
  Roots& roots_;
  const Passes& passes_;
  const Fusion& fusion_;
  ir::Evaluator evaluator_;
  Materialised result_;
  std::vector<NodeId> nodes_;
  std::unordered_map<NodeId, State> states_;
  std::unordered_map<NodeId, std::uint32_t> uses_;
  std::unordered_map<NodeId, std::vector<Roots::Observation>> observations_;  // by the node that decides them
  std::unordered_set<NodeId> deferred_;
  std::unordered_map<SourceId, std::uint32_t> quantile_instances_;
  std::map<SourceId, std::vector<QuantileInstance>> quantiles_;
  std::unordered_map<NodeId, std::optional<std::vector<Term>>> terms_;
  std::unordered_map<NodeId, std::optional<Range>> ranges_;
  std::map<std::vector<ValueId>, std::uint32_t> domains_;  // numbered
  std::map<Form, std::shared_ptr<const std::vector<ValueId>>> images_;
  std::map<Form, std::shared_ptr<const std::vector<ir::Row>>> rows_;
};

}  // namespace causeway::inference
