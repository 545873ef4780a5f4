// SPDX-License-Identifier: MIT
#include "answers.hpp"

#include <algorithm>
#include <functional>

#include "determination.hpp"
#include "graph.hpp"
#include "run.hpp"

namespace causeway::oracle {
namespace {

constexpr Frame kOutside{kFactual, -1};  // of what is asked: every name says its world itself

// The joint law of some expressions given the conditions, not divided by their probability.
struct Joint {
  Rational conditions{0};
  std::map<std::vector<Value>, Rational> weights;
};

Joint joint(Program& program, const std::vector<Tree>& asked, const std::vector<Tree>& conditions,
            std::uint64_t& runs_left) {
  Joint joint;
  explore(program, runs_left, [&](Run& run) {
    for (const Tree condition : conditions) {
      if (!run.truth(condition, kOutside)) return;
    }
    std::vector<Value> values;
    for (const Tree tree : asked) values.push_back(run.value(tree, kOutside));
    joint.conditions += run.probability();
    joint.weights[values] += run.probability();
  });
  if (joint.conditions.is_zero()) throw Failure("undefined-condition", "conditions of probability 0");
  return joint;
}

Rational mean(const Joint& joint, const std::function<Rational(const std::vector<Value>&)>& of) {
  Rational all(0);
  for (const auto& [values, weight] : joint.weights) all += weight * of(values);
  return all / joint.conditions;
}

const Rational& number(const std::vector<Value>& values, std::size_t at) {
  return std::get<Rational>(values[at]);
}

// ---- expectations, taken apart ----

struct Part {
  Rational factor;
  Tree tree;
};

class Splitting {
 public:
  Splitting(Program& program, const Term& term)
      : program_(program), trees_(program.trees), determination_(program, term.conditions) {}

  std::vector<Part> parts(Tree tree) {
    split(tree, Rational(1));
    return std::move(parts_);
  }

 private:
  void split(Tree tree, const Rational& factor) {
    const Node node = trees_[tree];
    switch (node.op) {
      case Op::Add:
        for (const Tree kid : node.kids) split(kid, factor);
        return;
      case Op::Sub:
        split(node.kids[0], factor);
        split(node.kids[1], -factor);
        return;
      case Op::Neg:
        split(node.kids[0], -factor);
        return;
      case Op::Mul:
      case Op::Div:
        if (const auto scaled = scaling(node)) {
          split(scaled->tree, factor * scaled->factor);
          return;
        }
        break;
      case Op::At:
        if (const auto sum = sum_of(node)) {
          split(*sum, factor);
          return;
        }
        break;
      default:
        break;
    }
    parts_.push_back({factor, tree});
  }

  // Multiplication or division of one operand by constants.
  std::optional<Part> scaling(const Node& node) const {
    Part part{Rational(1), -1};
    for (std::size_t i = 0; i < node.kids.size(); ++i) {
      const Value* value = trees_.value(node.kids[i]);
      if (value == nullptr && (part.tree >= 0 || (node.op == Op::Div && i > 0))) return std::nullopt;
      if (value == nullptr) {
        part.tree = node.kids[i];
      } else if (node.op == Op::Mul) {
        part.factor *= std::get<Rational>(*value);
      } else if (i == 0 || std::get<Rational>(*value).is_zero()) {
        return std::nullopt;
      } else {
        part.factor /= std::get<Rational>(*value);
      }
    }
    if (part.tree < 0) return std::nullopt;
    return part;
  }

  // What an `=` variable is made of, if that is a sum: seen from outside, in the variable's world.
  std::optional<Tree> sum_of(const Node& leaf) {
    const Spot spot = program_.spot(leaf, kOutside);
    const Definition definition = program_.definition(spot);
    if (definition.law || trees_[definition.tree].type != kNumber || determination_.pinned(spot)) {
      return std::nullopt;
    }
    const Node& whole = trees_[definition.tree];
    Tree inner = definition.tree;
    if (whole.op == Op::Check) {
      inner = whole.kids[0];
      const Domain& declared = trees_.domain(whole.refers.domain);
      for (const Value& value : inferred(program_, inner, definition.frame)) {
        if (!declared.contains(value)) return std::nullopt;
      }
    }
    const Tree seen = outside(inner, definition.frame);
    return is_sum(seen) ? std::optional(seen) : std::nullopt;
  }

  bool is_sum(Tree tree) {
    const Node& node = trees_[tree];
    switch (node.op) {
      case Op::Add:
      case Op::Sub:
      case Op::Neg:
        return true;
      case Op::Mul:
      case Op::Div:
        return scaling(node).has_value();
      case Op::At:
        return sum_of(node).has_value();
      default:
        return false;
    }
  }

  // Plain names become variables of the frame's world.
  Tree outside(Tree tree, Frame frame) {
    Node node = trees_[tree];
    if (node.op == Op::Plain) {
      const Spot spot = program_.spot(node, frame);
      node.op = Op::At;
      node.refers.world = spot.world;
      node.refers.reader = spot.reader;
      return trees_.make(std::move(node));
    }
    for (Tree& kid : node.kids) kid = outside(kid, frame);
    if (node.op == Op::Member && node.refers.world < 0) {
      node.refers.world = frame.world;
      node.refers.reader = frame.reader;
    }
    return node.kids.empty() ? tree : trees_.make(std::move(node));
  }

  Program& program_;
  Trees& trees_;
  Determination determination_;
  std::vector<Part> parts_;
};

void judge(Program& program, const std::vector<Tree>& asked, const Term& term) {
  Determination(program, term.conditions).require(asked);
}

Rational expectation(Program& program, const Term& term, std::uint64_t& runs_left) {
  const std::vector<Part> parts = Splitting(program, term).parts(term.asked[0]);
  for (const Part& part : parts) judge(program, {part.tree}, term);
  Rational all(0);
  std::set<std::string> codes;  // which part an engine computes first is its own affair
  for (const Part& part : parts) {
    try {
      const Joint law = joint(program, {part.tree}, term.conditions, runs_left);
      all += part.factor * mean(law, [](const auto& values) { return number(values, 0); });
    } catch (const Failure& failure) {
      codes.insert(failure.code());
    }
  }
  if (codes.empty()) return all;
  std::string either;
  for (const std::string& code : codes) either += (either.empty() ? "" : "|") + code;
  throw Failure(either, "a part of the expectation");
}

Rational covariance(const Joint& joint, std::size_t a, std::size_t b) {
  const auto product = [&](const auto& values) { return number(values, a) * number(values, b); };
  const auto first = [&](const auto& values) { return number(values, a); };
  const auto second = [&](const auto& values) { return number(values, b); };
  return mean(joint, product) - mean(joint, first) * mean(joint, second);
}

// ---- rows ----

// A declared domain in full; otherwise the values of positive probability.
std::vector<Value> column(const Program& program, const Joint& joint, const Term& term, std::size_t at) {
  const Node& node = program.trees[term.asked[at]];
  if (node.op == Op::At && node.refers.domain >= 0) return program.trees.domain(node.refers.domain).values;
  std::set<Value> support;
  for (const auto& [values, weight] : joint.weights) support.insert(values[at]);
  return {support.begin(), support.end()};
}

Row row(const Program& program, const std::vector<Value>& values, const Rational& p) {
  Row row{{}, p};
  for (const Value& value : values) row.values.push_back(text(value, program.labels));
  return row;
}

std::vector<Row> table(const Program& program, const Joint& joint, const Term& term) {
  std::vector<std::vector<Value>> columns;
  for (std::size_t at = 0; at < term.asked.size(); ++at) columns.push_back(column(program, joint, term, at));
  std::vector<Row> rows;
  std::vector<Value> values;
  std::function<void()> loop = [&] {
    if (values.size() == columns.size()) {
      const auto found = joint.weights.find(values);
      const Rational weight = found == joint.weights.end() ? Rational(0) : found->second;
      rows.push_back(row(program, values, weight / joint.conditions));
      return;
    }
    for (const Value& value : columns[values.size()]) {
      values.push_back(value);
      loop();
      values.pop_back();
    }
  };
  loop();
  return rows;
}

// Ties go to the first in domain order, which is the order of the map.
Row most_probable(const Program& program, const Joint& joint) {
  auto best = joint.weights.begin();
  for (auto it = best; it != joint.weights.end(); ++it) {
    if (it->second > best->second) best = it;
  }
  return row(program, best->first, best->second / joint.conditions);
}

}  // namespace

Rational number_of(Program& program, const Term& term, std::uint64_t& runs_left) {
  if (term.kind == Term::Kind::E) return expectation(program, term, runs_left);
  judge(program, term.asked, term);
  const Joint law = joint(program, term.asked, term.conditions, runs_left);
  if (term.kind == Term::Kind::P) {
    return mean(law, [](const auto& values) { return Rational(std::get<bool>(values[0]) ? 1 : 0); });
  }
  return covariance(law, 0, term.kind == Term::Kind::Cov ? 1 : 0);
}

std::vector<Row> rows_of(Program& program, const Term& term, std::uint64_t& runs_left) {
  judge(program, term.asked, term);
  const Joint law = joint(program, term.asked, term.conditions, runs_left);
  if (term.kind == Term::Kind::Map) return {most_probable(program, law)};
  return table(program, law, term);
}

}  // namespace causeway::oracle
