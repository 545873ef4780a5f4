// SPDX-License-Identifier: MIT
// A model as a Bayesian network: each variable's table, asked for row by row.
#include "causeway/network.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "api/state.hpp"
#include "causeway/model.hpp"
#include "support/text.hpp"
#include "syntax/printer.hpp"

namespace causeway {

namespace {

using lower::VarId;
using support::quote;

/// What a cell takes here and in the text.
constexpr std::size_t kCellBytes = 64;

/// What asking for a row costs, in steps, for each value that is bound.
constexpr std::uint64_t kBindingSteps = 64;

/// The variable as a query writes it: `x[1, Size.low]`. Throws Fault where an index would be read as the name
/// of something else: a label without a named type has no other spelling.
std::string spelled(const lower::LoweredModel& model, VarId id) {
  const lower::Variable& variable = model.variables[id];
  const sema::CheckedModel& checked = *model.checked;
  std::string text = syntax::spell(checked.families[variable.family].name);
  for (std::size_t i = 0; i < variable.index.size(); ++i) {
    const Value value = model.store->values.value(variable.index[i]);
    text += i == 0 ? "[" : ", ";
    if (value.kind() != Value::Kind::Label) {
      text += value.to_string();
      continue;
    }
    const std::string& type = checked.labels.name(model.store->values.label(variable.index[i]).set);
    const auto has_name = [&](const auto& one) { return one.name == value.label(); };
    if (type.empty() && (std::any_of(checked.families.begin(), checked.families.end(), has_name) ||
                         std::any_of(checked.constants.begin(), checked.constants.end(), has_name))) {
      throw support::Fault(support::error(Code::Name, variable.clause->name_span,
                                          "the index " + quote(value.label()) + " of " +
                                              quote(variable.name) + " is the name of something else too")
                               .with_hint("give the labels a named type: `enum`"));
    }
    text += (type.empty() ? "" : syntax::spell(type) + ".") + syntax::spell(value.label());
  }
  return variable.index.empty() ? text : text + "]";
}

/// How the numbers of rows go on, the last digit running fastest.
void advance(std::vector<std::size_t>& digits, const Network& network, const Network::Node& node) {
  for (std::size_t i = digits.size(); i > 0; --i) {
    if (++digits[i - 1] < network.nodes[node.parents[i - 1]].states.size()) return;
    digits[i - 1] = 0;
  }
}

class Tabulator {
 public:
  Tabulator(const Model& model, const lower::LoweredModel& lowered, const Limits& limits,
            const CancelToken& cancel)
      : model_(model),
        lowered_(lowered),
        limits_(limits),
        cancel_(cancel),
        budget_(limits, cancel),
        info_(model.info()) {}

  Result<Network> network() {
    Network result;
    result.name = model_.name();
    choose_nodes();
    for (const VarId id : variables_) {
      const VariableInfo& variable = info_.variables[id.index()];
      if (!variable.domain) {
        return api::plain_error(Code::Resource,
                                "the domain of " + quote(variable.name) + " is too large for a table",
                                "declare it");
      }
      Network::Node node{variable.name, {}, {}, {}};
      for (const Value& one : variable.domain->values()) node.states.push_back(one.to_string());
      for (const VarId parent : lowered_.parents[id.index()]) {
        const auto place = places_.find(parent);
        if (place != places_.end()) node.parents.push_back(place->second);
      }
      result.nodes.push_back(std::move(node));
    }
    for (std::size_t i = 0; i < variables_.size(); ++i) {
      if (Diagnostics error = tabulate(result, i); !error.empty()) return error;
    }
    return result;
  }

 private:
  /// All variables, and noise that cannot be summed out on its own: shared by variables, or with parents.
  void choose_nodes() {
    for (std::size_t i = 0; i < lowered_.variables.size(); ++i) {
      const VarId id(i);
      const bool own =
          lowered_.variables[id].noise && lowered_.children[i].size() == 1 && lowered_.parents[i].empty();
      if (own) continue;
      places_.emplace(id, variables_.size());
      variables_.push_back(id);
    }
  }

  std::string condition(const Network::Node& node, std::size_t parent) const {
    return spelled(lowered_, variables_[node.parents[parent]]) + " = $p" + std::to_string(parent);
  }

  /// `dist(x | u = $p0, do(y = $p1))`: noise is seen, as nothing acts on it; variables are set.
  std::string question(const Network::Node& node, VarId id) const {
    std::string seen;
    std::string done;
    for (std::size_t i = 0; i < node.parents.size(); ++i) {
      std::string& list = lowered_.variables[variables_[node.parents[i]]].noise ? seen : done;
      list += (list.empty() ? "" : ", ") + condition(node, i);
    }
    if (!done.empty()) seen += (seen.empty() ? "do(" : ", do(") + done + ")";
    return "dist(" + spelled(lowered_, id) + (seen.empty() ? "" : " | " + seen) + ")";
  }

  /// `P(u = $p0, y = $p1)`.
  std::string question_of_parents(const Network::Node& node) const {
    std::string list;
    for (std::size_t i = 0; i < node.parents.size(); ++i) list += (i == 0 ? "" : ", ") + condition(node, i);
    return "P(" + list + ")";
  }

  PreparedQuery bound(PreparedQuery query, const Network::Node& node,
                      const std::vector<std::size_t>& digits) const {
    for (std::size_t i = 0; i < digits.size(); ++i) {
      const VarId parent = variables_[node.parents[i]];
      query =
          query.bind("p" + std::to_string(i), info_.variables[parent.index()].domain->values()[digits[i]]);
    }
    return query;
  }

  Diagnostics tabulate(Network& network, std::size_t place) {
    Network::Node& node = network.nodes[place];
    std::size_t rows = 1;
    for (const std::size_t parent : node.parents) {
      rows *= network.nodes[parent].states.size();
      if (rows > limits_.memory / (node.states.size() * kCellBytes)) {
        return {api::plain_error(Code::Resource,
                                 "the table of " + quote(node.name) + " given its " +
                                     support::count_of(node.parents.size(), "parent") +
                                     " has more rows than the memory limit allows (--max-memory)")};
      }
    }
    const Result<PreparedQuery> prepared = model_.prepare(question(node, variables_[place]));
    if (!prepared) return prepared.error();
    budget_.hold(rows * node.states.size() * sizeof(Rational));
    node.table.reserve(rows * node.states.size());
    std::vector<std::size_t> digits(node.parents.size(), 0);
    for (std::size_t row = 0; row < rows; ++row) {
      budget_.spend(kBindingSteps * (1 + digits.size()));
      const Result<Answer> answer = bound(prepared.value(), node, digits).evaluate(limits_, cancel_);
      if (!answer) {
        if (Diagnostics error = unless_never(node, digits, answer.error()); !error.empty()) return error;
      }
      append_row(network, node, *info_.variables[variables_[place].index()].domain, answer);
      advance(digits, network, node);
    }
    return {};
  }

  /// The error that a row gave; nothing where the parents never have these values, so that it says nothing.
  Diagnostics unless_never(const Network::Node& node, const std::vector<std::size_t>& digits,
                           const Diagnostics& error) const {
    const bool open =
        error.front().code == Code::UndefinedCondition || error.front().code == Code::UndefinedOperation;
    if (!open || node.parents.empty()) return error;
    const Result<PreparedQuery> prepared = model_.prepare(question_of_parents(node));
    if (!prepared) return prepared.error();
    const Result<Answer> often = bound(prepared.value(), node, digits).evaluate(limits_, cancel_);
    if (!often) return often.error();
    return often.value().rational().is_zero() ? Diagnostics() : error;
  }

  static void append_row(Network& network, Network::Node& node, const Domain& domain,
                         const Result<Answer>& answer) {
    const std::size_t begin = node.table.size();
    node.table.resize(begin + domain.size());
    if (!answer) {
      ++network.unreachable;
      const Rational share(1, static_cast<std::int64_t>(domain.size()));
      std::fill(node.table.begin() + static_cast<std::ptrdiff_t>(begin), node.table.end(), share);
      return;
    }
    std::size_t next = 0;  // rows come in the domain's order
    for (const Table::Row& row : answer.value().table().rows) {
      while (next < domain.size() && domain.values()[next] != row.values[0]) ++next;
      const std::size_t state = next < domain.size() ? next : domain.index_of(row.values[0]).value();
      node.table[begin + state] = row.rational();
    }
  }

  const Model& model_;
  const lower::LoweredModel& lowered_;
  const Limits& limits_;
  CancelToken cancel_;
  support::Budget budget_;  // of all rows
  ModelInfo info_;
  std::vector<VarId> variables_;         // the nodes
  std::map<VarId, std::size_t> places_;  // of the nodes
};

}  // namespace

Result<Network> Model::network(const CancelToken& cancel) const {
  try {
    return Tabulator(*this, *state_->lowered, state_->limits, cancel).network();
  } catch (const support::Fault& fault) {
    return support::resolve(fault.report(), state_->lowered->checked->sources);
  } catch (const support::Exhausted& exhausted) {
    return support::resolve(support::report(exhausted, {}), state_->lowered->checked->sources);
  } catch (const std::bad_alloc&) {
    return api::no_memory();
  }
}

}  // namespace causeway
