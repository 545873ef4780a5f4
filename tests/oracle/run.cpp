// SPDX-License-Identifier: MIT
#include "run.hpp"

#include <algorithm>
#include <set>

#include "graph.hpp"

namespace causeway::oracle {

// ---- expressions ----

Value Run::value(Tree tree, Frame frame) {
  const Node& node = program_.trees[tree];
  if (node.op == Op::Check)
    return checked(value(node.kids[0], frame), program_.trees.domain(node.refers.domain));
  if (is_strict(node.op)) return operate(node.op, values(node.kids, frame));
  switch (node.op) {
    case Op::Constant:
      return node.value;
    case Op::Plain:
    case Op::At:
      return read(program_.spot(node, frame));
    case Op::Member:
      return member(node, frame);
    case Op::Term:
      return term(node.refers.variable);
    case Op::And:
    case Op::Or:
      return connective(node, frame);
    case Op::Implies:
      return truth(node.kids[0], frame) ? value(node.kids[1], frame) : Value(true);
    case Op::If:
      return value(node.kids[truth(node.kids[0], frame) ? 1 : 2], frame);
    case Op::Match:
      return value(node.kids[arm(node, frame)], frame);
    case Op::Lookup:
      return looked_up(node, frame);
    case Op::In:
      return contained(node, frame);
    case Op::Min:
    case Op::Max:
    case Op::ArgMin:
    case Op::ArgMax:
      return extreme(node, frame);
    default:
      throw std::logic_error("a distribution has no value");
  }
}

std::vector<Value> Run::values(const std::vector<Tree>& trees, Frame frame) {
  std::vector<Value> all;
  all.reserve(trees.size());
  for (const Tree tree : trees) all.push_back(value(tree, frame));
  return all;
}

Value Run::connective(const Node& node, Frame frame) {
  const bool decisive = node.op == Op::Or;
  for (const Tree kid : node.kids) {
    if (truth(kid, frame) == decisive) return decisive;
  }
  return !decisive;
}

// All scrutinees first, then the first arm that accepts them.
std::size_t Run::arm(const Node& node, Frame frame) {
  const auto count = static_cast<std::size_t>(node.count);
  const std::vector<Value> scrutinees = values({node.kids.begin(), node.kids.begin() + node.count}, frame);
  for (std::size_t arm = 0; arm < node.arms.size(); ++arm) {
    bool accepted = true;
    for (std::size_t i = 0; i < count; ++i) accepted = accepted && node.arms[arm][i].accepts(scrutinees[i]);
    if (accepted) return count + arm;
  }
  throw Undefined{"no arm of a match fits"};
}

Value Run::looked_up(const Node& node, Frame frame) {
  const auto count = static_cast<std::size_t>(node.count);
  const std::vector<Value> index = values({node.kids.begin(), node.kids.begin() + node.count}, frame);
  for (std::size_t element = 0; element < node.keys.size(); ++element) {
    if (node.keys[element] == index) return value(node.kids[count + element], frame);
  }
  throw Undefined{"an index out of range"};
}

Value Run::member(const Node& node, Frame frame) {
  const Index index = values(node.kids, frame);
  const Family& family = program_.families[static_cast<std::size_t>(node.refers.variable)];
  const auto found = family.members.find(index);
  if (found == family.members.end()) throw Undefined{"an index outside its family"};
  if (node.refers.world >= 0) frame = {node.refers.world, node.refers.reader};
  return read(program_.spot(found->second, frame));
}

Value Run::contained(const Node& node, Frame frame) {
  const Value wanted = value(node.kids[0], frame);
  for (std::size_t i = 1; i < node.kids.size(); i += 2) {
    if (truth(node.kids[i], frame) && value(node.kids[i + 1], frame) == wanted) return true;
  }
  return false;
}

Value Run::extreme(const Node& node, Frame frame) {
  std::vector<Value> elements;
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < node.kids.size(); i += 2) {
    if (!truth(node.kids[i], frame)) continue;
    elements.push_back(value(node.kids[i + 1], frame));
    places.push_back(i / 2);
  }
  if (elements.empty()) throw Undefined{"the greatest or least of nothing"};
  const std::size_t best = oracle::extreme(elements, node.op == Op::Max || node.op == Op::ArgMax);
  return node.keys.empty() ? elements[best] : node.keys[places[best]][0];
}

// ---- variables ----

Value Run::read(Spot spot) {
  if (const auto found = known_.find(spot); found != known_.end()) return found->second;
  const Definition definition = program_.definition(spot);
  const Value result = definition.law ? drawn(spot, definition) : value(definition.tree, definition.frame);
  known_.emplace(spot, result);
  return result;
}

Value Run::drawn(Spot spot, const Definition& definition) {
  const Variable& variable = program_.variable(spot.variable);
  const bool quantile = definition.own && variable.coupling == Coupling::Quantile;
  const Value outcome = quantile ? by_quantile(spot.variable, law(definition.tree, definition.frame))
                                 : by_response(spot, definition);
  if (variable.domain < 0) return converted(outcome, program_.type(spot.variable));
  const Domain& domain = program_.trees.domain(variable.domain);
  return checked(converted(outcome, domain.type), domain);
}

// One draw for each combination of the values that the law mentions. Without a coupling this is one of the
// couplings that all give the same answer.
Value Run::by_response(Spot, const Definition& definition) {
  const Source source{definition.target, definition.own ? -1 : definition.tree};
  const std::pair<Source, Response> key{source, response(definition)};
  if (const auto found = responses_.find(key); found != responses_.end()) return found->second;
  const Law outcomes = law(definition.tree, definition.frame);
  std::vector<Rational> probabilities;
  for (const auto& [value, probability] : outcomes) probabilities.push_back(probability);
  const Value outcome = outcomes[decide(probabilities)].first;
  responses_.emplace(key, outcome);
  return outcome;
}

// A spot is named by the variable alone where it is read in the world being evaluated, so that equal values
// in different worlds are equal combinations.
Run::Response Run::response(const Definition& definition) {
  const auto or_none = [](const auto& evaluate) -> std::optional<Value> {
    try {
      return evaluate();
    } catch (const Undefined&) {
      return std::nullopt;
    }
  };
  std::map<Spot, std::optional<Value>> named;
  for (const Spot& spot : law_parents(program_, definition.tree, definition.frame)) {
    Spot name = spot;
    if (spot.world == definition.frame.world) name = {spot.variable, -1, -1};
    named[name] = or_none([&] { return read(spot); });
  }
  Response all(named.begin(), named.end());
  for (const Tree index : random_indices(program_, definition.tree))
    all.emplace_back(Spot{-1, -1, index}, or_none([&] { return value(index, definition.frame); }));
  return all;
}

// What is left of the uniform number's range is cut by the cumulative distribution, in domain order.
Value Run::by_quantile(int variable, const Law& law) {
  const Interval left = intervals_[variable];
  std::vector<Value> outcomes;
  std::vector<Interval> parts;
  std::vector<Rational> probabilities;
  Rational below(0);
  for (const auto& [value, probability] : law) {
    const Rational above = below + probability;
    const Interval part{std::max(below, left.lo), std::min(above, left.hi)};
    below = above;
    if (part.lo >= part.hi) continue;
    outcomes.push_back(value);
    parts.push_back(part);
    probabilities.push_back((part.hi - part.lo) / (left.hi - left.lo));
  }
  const std::size_t chosen = decide(probabilities);
  intervals_[variable] = parts[chosen];
  return outcomes[chosen];
}

std::size_t Run::decide(const std::vector<Rational>& probabilities) {
  if (probabilities.size() == 1) return 0;
  if (next_ == decisions_->size()) decisions_->push_back({0, probabilities.size()});
  const std::size_t chosen = (*decisions_)[next_++].chosen;
  probability_ *= probabilities[chosen];
  return chosen;
}

// ---- all units ----

static bool advance(std::vector<Decision>& decisions) {
  while (!decisions.empty()) {
    Decision& last = decisions.back();
    if (++last.chosen < last.ways) return true;
    decisions.pop_back();
  }
  return false;
}

void explore(Program& program, std::uint64_t& runs_left, const std::function<void(Run&)>& body) {
  std::vector<Decision> decisions;
  std::set<std::string> codes;
  std::string message;
  do {
    if (runs_left == 0) throw Failure("resource", "too many units");
    --runs_left;
    Run run(program, decisions);
    try {
      body(run);
    } catch (const Undefined& undefined) {
      if (codes.insert(undefined.code).second) message += undefined.message + "; ";
    }
  } while (advance(decisions));
  if (codes.empty()) return;
  std::string all;
  for (const std::string& code : codes) all += (all.empty() ? "" : "|") + code;
  throw Failure(all, message);
}

}  // namespace causeway::oracle
