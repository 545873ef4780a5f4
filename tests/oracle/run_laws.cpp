// SPDX-License-Identifier: MIT
// The probabilities of a distribution for one unit.
#include <algorithm>

#include "number/functions.hpp"
#include "run.hpp"

namespace causeway::oracle {
namespace {

const Rational kZero(0);
const Rational kOne(1);

void check_probability(const Rational& p, bool weights) {
  if (p < kZero || (p > kOne && !weights)) throw Undefined{"a probability outside [0, 1]", "probability"};
}

Rational sum(const Law& law) {
  Rational all(0);
  for (const auto& [value, p] : law) all += p;
  return all;
}

// Equal values added up, impossible ones left out.
Law tidied(const std::map<Value, Rational>& by_value, bool weights) {
  Law law;
  for (const auto& [value, p] : by_value) {
    if (!p.is_zero()) law.emplace_back(value, p);
  }
  if (!weights && sum(law) != kOne) throw Undefined{"probabilities that do not sum to 1", "probability"};
  return law;
}

Rational power(const Rational& base, std::int64_t exponent) {
  return number::pow(base, exponent).value;
}

Rational choose(std::int64_t n, std::int64_t k) {
  return number::choose(n, k).value;
}

std::int64_t natural(const Rational& value) {
  const auto n = value.to_int64();
  if (!n || *n < 0) throw Undefined{"a count that is no natural number"};
  return *n;
}

}  // namespace

Law Run::law(Tree tree, Frame frame, bool weights) {
  const Node& node = program_.trees[tree];
  if (node.closed) {
    const auto known = program_.laws.find({tree, weights});
    if (known != program_.laws.end()) return known->second;
  }
  const auto found = [&]() -> Law {
    switch (node.op) {
      case Op::If:
        return law(node.kids[truth(node.kids[0], frame) ? 1 : 2], frame, weights);
      case Op::Match:
        return law(node.kids[arm(node, frame)], frame, weights);
      case Op::Bernoulli: {
        const Rational p = number(node.kids[0], frame);
        check_probability(p, false);
        return tidied({{Value(false), kOne - p}, {Value(true), p}}, false);
      }
      case Op::Row:
        return row(node, frame, weights);
      case Op::Keys:
        return keys(node, frame, weights);
      case Op::Uniform:
        return uniform(node, frame);
      case Op::Binomial:
        return binomial(node, frame);
      case Op::Hypergeometric:
        return hypergeometric(node, frame);
      case Op::Normalize: {
        Law inner = law(node.kids[0], frame, true);
        const Rational all = sum(inner);
        if (all.is_zero()) throw Undefined{"weights that sum to 0", "probability"};
        for (auto& [value, p] : inner) p /= all;
        return inner;
      }
      default:
        throw std::logic_error("not a distribution");
    }
  };
  Law result = found();
  if (node.closed) program_.laws.emplace(std::pair(tree, weights), result);
  return result;
}

Law Run::row(const Node& node, Frame frame, bool weights) {
  const Domain& domain = program_.trees.domain(node.refers.domain);
  std::map<Value, Rational> by_value;
  Rational rest(1);
  for (std::size_t i = 0; i < node.kids.size(); ++i) {
    const Rational p = number(node.kids[i], frame);
    check_probability(p, weights);
    by_value[domain.values[i]] = p;
    rest -= p;
  }
  if (node.rest) {
    check_probability(rest, false);
    by_value[domain.values.back()] = rest;
  }
  return tidied(by_value, weights);
}

Law Run::keys(const Node& node, Frame frame, bool weights) {
  std::map<Value, Rational> by_value;
  for (std::size_t i = 0; i < node.kids.size(); i += 3) {
    if (!truth(node.kids[i], frame)) continue;
    const Value key = value(node.kids[i + 1], frame);
    const Rational p = number(node.kids[i + 2], frame);
    check_probability(p, weights);
    by_value[key] += p;
  }
  return tidied(by_value, weights);
}

Law Run::uniform(const Node& node, Frame frame) {
  std::set<Value> members;
  for (std::size_t i = 0; i < node.kids.size(); i += 2) {
    if (truth(node.kids[i], frame)) members.insert(value(node.kids[i + 1], frame));
  }
  if (members.empty()) throw Undefined{"uniform over nothing", "probability"};
  Law law;
  for (const Value& member : members) {
    law.emplace_back(member, Rational(1, static_cast<std::int64_t>(members.size())));
  }
  return law;
}

Law Run::binomial(const Node& node, Frame frame) {
  const std::int64_t n = natural(number(node.kids[0], frame));
  const Rational p = number(node.kids[1], frame);
  check_probability(p, false);
  std::map<Value, Rational> by_value;
  for (std::int64_t k = 0; k <= n; ++k) {
    by_value[Value(Rational(k))] = choose(n, k) * power(p, k) * power(kOne - p, n - k);
  }
  return tidied(by_value, false);
}

Law Run::hypergeometric(const Node& node, Frame frame) {
  const std::int64_t population = natural(number(node.kids[0], frame));
  const std::int64_t successes = natural(number(node.kids[1], frame));
  const std::int64_t draws = natural(number(node.kids[2], frame));
  if (successes > population || draws > population) throw Undefined{"more than the population"};
  const Rational all = choose(population, draws);
  std::map<Value, Rational> by_value;
  for (std::int64_t k = 0; k <= std::min(successes, draws); ++k) {
    if (draws - k > population - successes) continue;
    by_value[Value(Rational(k))] = choose(successes, k) * choose(population - successes, draws - k) / all;
  }
  return tidied(by_value, false);
}

}  // namespace causeway::oracle
