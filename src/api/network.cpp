// SPDX-License-Identifier: MIT
// A model as a Bayesian network: each variable's table, asked for row by row.
#include "causeway/network.hpp"

#include <algorithm>
#include <map>
#include <optional>

#include "api/state.hpp"
#include "causeway/model.hpp"
#include "ir/language_domain.hpp"
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

/// The variable as a query writes it: `x[1, low]`, with backquotes where names need them.
std::string spelled(const lower::LoweredModel& model, VarId id) {
  const lower::Variable& variable = model.variables[id];
  std::string text = syntax::spell(model.checked->families[variable.family].name);
  for (std::size_t i = 0; i < variable.index.size(); ++i) {
    const Value value = model.store->values.value(variable.index[i]);
    text += i == 0 ? "[" : ", ";
    text += value.kind() == Value::Kind::Label ? syntax::spell(value.label()) : value.to_string();
  }
  return variable.index.empty() ? text : text + "]";
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

  /// `dist(x | u = $p0, do(y = $p1))`: noise is seen, as nothing acts on it; variables are set.
  std::string question(const Network::Node& node, VarId id) const {
    std::string seen;
    std::string done;
    for (std::size_t i = 0; i < node.parents.size(); ++i) {
      const VarId parent = variables_[node.parents[i]];
      std::string& list = lowered_.variables[parent].noise ? seen : done;
      list += (list.empty() ? "" : ", ") + spelled(lowered_, parent) + " = $p" + std::to_string(i);
    }
    if (!done.empty()) seen += (seen.empty() ? "do(" : ", do(") + done + ")";
    return "dist(" + spelled(lowered_, id) + (seen.empty() ? "" : " | " + seen) + ")";
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
      PreparedQuery bound = prepared.value();
      for (std::size_t i = 0; i < digits.size(); ++i) {
        const VarId parent = variables_[node.parents[i]];
        bound =
            bound.bind("p" + std::to_string(i), info_.variables[parent.index()].domain->values()[digits[i]]);
      }
      const Result<Answer> answer = bound.evaluate(limits_, cancel_);
      if (!answer && !never(answer.error())) return answer.error();
      append_row(network, node, *info_.variables[variables_[place].index()].domain, answer);
      for (std::size_t i = digits.size(); i > 0; --i) {
        if (++digits[i - 1] < network.nodes[node.parents[i - 1]].states.size()) break;
        digits[i - 1] = 0;
      }
    }
    return {};
  }

  /// Does the row say nothing, as its parents never have these values?
  static bool never(const Diagnostics& error) {
    return error.front().code == Code::UndefinedCondition || error.front().code == Code::UndefinedOperation;
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
  } catch (const support::Exhausted& exhausted) {
    return support::resolve(support::report(exhausted, {}), state_->lowered->checked->sources);
  } catch (const std::bad_alloc&) {
    return api::no_memory();
  }
}

}  // namespace causeway
