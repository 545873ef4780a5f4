// SPDX-License-Identifier: MIT
#include "graph.hpp"

#include <algorithm>
#include <functional>
#include <optional>

namespace causeway::oracle {
namespace {

constexpr std::size_t kMostResults = 1 << 18;

using Results = std::vector<Value>;

void tidy(Results& results) {
  std::sort(results.begin(), results.end());
  results.erase(std::unique(results.begin(), results.end()), results.end());
  if (results.size() > kMostResults) throw Failure("resource", "an inferred domain with too many values");
}

void unite(Results& results, const Results& more) {
  results.insert(results.end(), more.begin(), more.end());
  tidy(results);
}

class Inference {
 public:
  Inference(Program& program, Frame frame, Assumed& assumed)
      : program_(program), trees_(program.trees), frame_(frame), assumed_(assumed) {}

  Results of(Tree tree) {
    const Node& node = trees_[tree];
    if (node.op == Op::Constant && node.type == kNumber) return {node.value};
    if (node.type != kNumber && node.type != kLaw) return program_.labels.domain(node.type).values;
    switch (node.op) {
      case Op::Plain:
      case Op::At:
        return inferred(program_, program_.spot(node, frame_), assumed_);
      case Op::Member:
        return member(node);
      case Op::Lookup:
        return lookup(node);
      case Op::If:
        return united({node.kids[1], node.kids[2]});
      case Op::Match:
        return united({node.kids.begin() + node.count, node.kids.end()});
      case Op::Min:
      case Op::Max:
        return extremes(node);
      case Op::ArgMin:
      case Op::ArgMax:
        return places(node);
      case Op::Check:
        return within(of(node.kids[0]), trees_.domain(node.refers.domain));
      case Op::Add:
      case Op::Mul:
        return chained(node.op, node.kids);
      default:
        return node.type == kLaw ? outcomes(node) : combined(node);
    }
  }

 private:
  Results united(const std::vector<Tree>& trees) {
    Results all;
    for (const Tree tree : trees) unite(all, of(tree));
    return all;
  }

  Results member(const Node& node) {
    Results all;
    for (const auto& [index, spot] : mentioned_members(program_, node, frame_, assumed_)) {
      unite(all, inferred(program_, spot, assumed_));
    }
    return all;
  }

  Results lookup(const Node& node) {
    std::vector<Results> indices;
    for (int i = 0; i < node.count; ++i) indices.push_back(of(node.kids[static_cast<std::size_t>(i)]));
    Results all;
    for (std::size_t element = 0; element < node.keys.size(); ++element) {
      bool possible = true;
      for (std::size_t i = 0; i < indices.size(); ++i) {
        const Results& known = indices[i];
        possible = possible && std::binary_search(known.begin(), known.end(), node.keys[element][i]);
      }
      if (possible) unite(all, of(node.kids[element + indices.size()]));
    }
    return all;
  }

  static Results within(const Results& results, const Domain& domain) {
    Results all;
    for (const Value& value : results) {
      if (domain.contains(value)) all.push_back(value);
    }
    return all;
  }

  // Of one more operand at a time: + * min max take any number.
  Results chained(Op op, const std::vector<Tree>& kids) {
    Results all = of(kids[0]);
    for (std::size_t i = 1; i < kids.size(); ++i) all = pairwise(all, of(kids[i]), op);
    return all;
  }

  static Results pairwise(const Results& left, const Results& right, Op op) {
    if (left.size() * right.size() > 64 * kMostResults) throw Failure("resource", "an inferred domain");
    Results all;
    for (const Value& a : left) {
      for (const Value& b : right) {
        if (op == Op::Min || op == Op::Max) {
          all.push_back(op == Op::Min ? std::min(a, b) : std::max(a, b));
        } else {
          all.push_back(operate(op, {a, b}));
        }
      }
    }
    tidy(all);
    return all;
  }

  // An element with a random guard may be absent.
  Results extremes(const Node& node) {
    Results all;
    bool some = false;
    for (std::size_t i = 0; i < node.kids.size(); i += 2) {
      const Results element = of(node.kids[i + 1]);
      Results next = some ? pairwise(all, element, node.op) : element;
      if (!trees_.is(node.kids[i], true)) unite(next, all);
      if (some && !sure(node, i)) unite(next, element);
      all = std::move(next);
      some = true;
    }
    return all;
  }

  // Whether some element before this one is there for sure.
  bool sure(const Node& node, std::size_t before) const {
    for (std::size_t i = 0; i < before; i += 2) {
      if (trees_.is(node.kids[i], true)) return true;
    }
    return false;
  }

  // An element can be the first greatest if its greatest value beats the least values of those that are
  // there.
  Results places(const Node& node) {
    const bool greatest = node.op == Op::ArgMax;
    std::vector<Results> elements;
    for (std::size_t i = 1; i < node.kids.size(); i += 2) elements.push_back(of(node.kids[i]));
    Results all;
    for (std::size_t i = 0; i < elements.size(); ++i) {
      if (elements[i].empty()) continue;
      const Value best = greatest ? elements[i].back() : elements[i].front();
      bool possible = true;
      for (std::size_t j = 0; j < elements.size(); ++j) {
        if (j == i || elements[j].empty() || !trees_.is(node.kids[2 * j], true)) continue;
        const Value weakest = greatest ? elements[j].front() : elements[j].back();
        const bool ties = best == weakest && i < j;
        possible = possible && (ties || (greatest ? weakest < best : best < weakest));
      }
      if (possible) unite(all, {node.keys[i][0]});
    }
    return all;
  }

  // Any other operation: on every combination of its operands' results.
  Results combined(const Node& node) {
    std::vector<Results> operands;
    for (const Tree kid : node.kids) operands.push_back(of(kid));
    Results all;
    std::vector<Value> values;
    std::function<void()> loop = [&] {
      if (values.size() == operands.size()) {
        try {
          all.push_back(operate(node.op, values));
        } catch (const Undefined&) {
        }
        if (all.size() > 8 * kMostResults) tidy(all);
        return;
      }
      for (const Value& value : operands[values.size()]) {
        values.push_back(value);
        loop();
        values.pop_back();
      }
    };
    loop();
    tidy(all);
    return all;
  }

  // The outcomes that a distribution names; probabilities play no part.
  Results outcomes(const Node& node) {
    switch (node.op) {
      case Op::Bernoulli:
        return program_.labels.domain(kBool).values;
      case Op::Row:
        return trees_.domain(node.refers.domain).values;
      case Op::Keys:
      case Op::Uniform: {
        Results all;
        for (std::size_t i = 1; i < node.kids.size(); i += node.op == Op::Keys ? 3 : 2) {
          unite(all, of(node.kids[i]));
        }
        return all;
      }
      case Op::Normalize:
        return of(node.kids[0]);
      case Op::Binomial:
        return counts(of(node.kids[0]));
      case Op::Hypergeometric:
        return hypergeometric(of(node.kids[0]), of(node.kids[1]), of(node.kids[2]));
      default:
        throw std::logic_error("not a distribution");
    }
  }

  static void count_up(Results& all, std::int64_t lo, std::int64_t hi) {
    if (hi - lo > static_cast<std::int64_t>(kMostResults)) throw Failure("resource", "an inferred domain");
    for (std::int64_t k = lo; k <= hi; ++k) all.emplace_back(Rational(k));
  }

  static std::optional<std::int64_t> natural(const Value& value) {
    const auto n = std::get<Rational>(value).to_int64();
    return n && *n >= 0 ? n : std::nullopt;
  }

  static Results counts(const Results& numbers) {
    Results all;
    for (const Value& value : numbers) {
      if (const auto n = natural(value)) count_up(all, 0, *n);
      tidy(all);
    }
    return all;
  }

  static Results hypergeometric(const Results& populations, const Results& successes, const Results& draws) {
    Results all;
    for (const Value& a : populations) {
      for (const Value& b : successes) {
        for (const Value& c : draws) {
          const auto n = natural(a);
          const auto k = natural(b);
          const auto d = natural(c);
          if (!n || !k || !d || *k > *n || *d > *n) continue;
          count_up(all, std::max<std::int64_t>(0, *d + *k - *n), std::min(*d, *k));
        }
      }
      tidy(all);
    }
    return all;
  }

  Program& program_;
  const Trees& trees_;
  Frame frame_;
  Assumed& assumed_;
};

}  // namespace

std::vector<Value> inferred(Program& program, Tree tree, Frame frame, Assumed& assumed) {
  return Inference(program, frame, assumed).of(tree);
}

std::vector<Value> inferred(Program& program, Tree tree, Frame frame) {
  return inferred(program, tree, frame, program.nothing);
}

// The value that a variable is set to, itself or through others: no others are then in its domain.
static std::optional<Value> set_to(Program& program, Spot spot, const Assumed& assumed) {
  std::set<Spot> passed;
  while (passed.insert(spot).second) {
    if (const Value* value = assumed.value_of(spot)) return *value;
    const Definition definition = program.definition(spot);
    if (definition.law) return std::nullopt;
    Tree tree = definition.tree;
    while (program.trees[tree].op == Op::Check) tree = program.trees[tree].kids[0];
    if (const Value* value = program.trees.value(tree)) return *value;
    const Node& node = program.trees[tree];
    if (node.op != Op::Plain && node.op != Op::At) return std::nullopt;
    spot = program.spot(node, definition.frame);
  }
  return std::nullopt;
}

std::vector<Value> inferred(Program& program, Spot spot, Assumed& assumed) {
  const int declared = program.variable(spot.variable).domain;
  const Type type = program.type(spot.variable);
  if (type != kNumber)
    return declared >= 0 ? program.trees.domain(declared).values : program.labels.domain(type).values;
  if (declared >= 0) {
    const Domain& domain = program.trees.domain(declared);
    const std::optional<Value> value = set_to(program, spot, assumed);
    return value && domain.contains(*value) ? std::vector<Value>{*value} : domain.values;
  }
  if (const Value* value = assumed.value_of(spot)) return {*value};
  const auto known = assumed.domains.find(spot);
  if (known != assumed.domains.end()) return known->second;
  if (!assumed.inferring.insert(spot).second) {
    throw Failure("cycle", "the domain of `" + program.name(spot.variable) + "` needs itself");
  }
  struct Leaving {
    Assumed& assumed;
    Spot spot;
    ~Leaving() { assumed.inferring.erase(spot); }
  } leaving{assumed, spot};
  const Definition definition = program.definition(spot);
  auto results = inferred(program, definition.tree, definition.frame, assumed);
  return assumed.domains[spot] = std::move(results);
}

std::vector<Value> inferred(Program& program, Spot spot) {
  return inferred(program, spot, program.nothing);
}

// ---- mentions ----

std::map<Index, Spot> mentioned_members(Program& program, const Node& member, Frame frame, Assumed& assumed) {
  Frame inside = frame;
  if (member.refers.world >= 0) inside = {member.refers.world, member.refers.reader};
  std::map<Index, Spot> all;
  std::vector<Results> indices;
  for (const Tree kid : member.kids) {
    const Value* known = program.trees.value(kid);
    indices.push_back(known != nullptr ? Results{*known} : inferred(program, kid, frame, assumed));
  }
  const Family& family = program.families[static_cast<std::size_t>(member.refers.variable)];
  for (const auto& [index, variable] : family.members) {
    bool meant = true;
    for (std::size_t i = 0; i < indices.size(); ++i) {
      meant = meant && std::binary_search(indices[i].begin(), indices[i].end(), index[i]);
    }
    if (meant) all.emplace(index, program.spot(variable, inside));
  }
  return all;
}

std::map<Index, Spot> mentioned_members(Program& program, const Node& member, Frame frame) {
  return mentioned_members(program, member, frame, program.nothing);
}

static void collect(Program& program, Tree tree, Frame frame, std::set<Tree>& seen, std::set<Spot>& all) {
  if (!seen.insert(tree).second) return;
  const Node& node = program.trees[tree];
  if (node.op == Op::Plain || node.op == Op::At) all.insert(program.spot(node, frame));
  if (node.op == Op::Member) {
    for (const auto& [index, spot] : mentioned_members(program, node, frame)) all.insert(spot);
  }
  for (const Tree kid : node.kids) collect(program, kid, frame, seen, all);
}

const std::set<Spot>& mentioned(Program& program, Tree tree, Frame frame) {
  const auto known = program.mentions.find({tree, frame});
  if (known != program.mentions.end()) return known->second;
  std::set<Tree> seen;
  std::set<Spot> all;
  collect(program, tree, frame, seen, all);
  return program.mentions[{tree, frame}] = std::move(all);
}

std::set<Spot> law_parents(Program& program, Tree law, Frame frame) {
  std::set<Spot> all;
  std::set<Tree> seen;
  std::vector<Tree> left{law};
  while (!left.empty()) {
    const Tree tree = left.back();
    left.pop_back();
    if (!seen.insert(tree).second) continue;
    const Node& node = program.trees[tree];
    if (node.op == Op::Plain || node.op == Op::At) all.insert(program.spot(node, frame));
    if (node.op == Op::Member) {
      for (const auto& [index, spot] : mentioned_members(program, node, {kFactual, frame.reader})) {
        const bool plain = node.refers.world < 0;
        all.insert(plain ? program.spot(spot.variable, frame) : spot);
      }
    }
    left.insert(left.end(), node.kids.begin(), node.kids.end());
  }
  return all;
}

std::vector<Tree> random_indices(const Program& program, Tree tree) {
  std::vector<Tree> found;
  std::set<Tree> seen;
  std::vector<Tree> left{tree};
  while (!left.empty()) {
    const Tree one = left.back();
    left.pop_back();
    if (!seen.insert(one).second) continue;
    const Node& node = program.trees[one];
    if (node.op == Op::Member) found.push_back(one);
    left.insert(left.end(), node.kids.begin(), node.kids.end());
  }
  return found;
}

// ---- cycles ----

namespace {

class CycleCheck {
 public:
  explicit CycleCheck(Program& program) : program_(program) {}

  void world(int world) {
    if (!worlds_.insert(world).second) return;
    for (const Family& family : program_.families) {
      for (const auto& [index, variable] : family.members) visit({variable, world, -1});
    }
  }

  void visit(Spot spot) {
    world(spot.world);
    const auto [entry, fresh] = states_.emplace(spot, true);
    if (!fresh) {
      if (entry->second) {
        throw Failure("cycle", "`" + program_.name(spot.variable) + "` depends on itself");
      }
      return;
    }
    const Definition definition = program_.definition(spot);
    for (const Spot& parent : mentioned(program_, definition.tree, definition.frame)) visit(parent);
    states_[spot] = false;
  }

 private:
  Program& program_;
  std::set<int> worlds_;
  std::map<Spot, bool> states_;  // true: its ancestors are being visited
};

}  // namespace

void check_cycles(Program& program, int world) {
  CycleCheck(program).world(world);
}

void check_cycles(Program& program, const std::vector<Tree>& trees) {
  CycleCheck check(program);
  for (const Tree tree : trees) {
    for (const Spot& spot : mentioned(program, tree, {kFactual, -1})) check.visit(spot);
  }
}

}  // namespace causeway::oracle
