// SPDX-License-Identifier: MIT
#include "lower/linear.hpp"

#include <algorithm>
#include <map>
#include <queue>
#include <tuple>

namespace causeway::lower {

using ir::Node;
using ir::Op;

namespace {

/// A sum in the making. Expressions are taken apart in order of their nodes' ids, greatest first: what refers
/// to another has the greater id, so that a shared part is taken apart once, with its whole coefficient.
class Splitter {
 public:
  Splitter(Facts& facts, ir::Store& store, Worlds& worlds, ir::LanguageDomains& domains, Lowering& raw,
           Lowering& pinned)
      : facts_(facts), store_(store), worlds_(worlds), domains_(domains), raw_(raw), pinned_(pinned) {}

  LinearForm split(const Template& expression) {
    add(1, {expression, kFactual, VarId()});
    while (!waiting_.empty()) {
      const std::size_t i = waiting_.top().second;
      waiting_.pop();
      Entry& entry = entries_[i];
      if (entry.done) continue;
      entry.done = true;
      take_apart(i);
    }
    return {constant_, leaves()};
  }

 private:
  struct Piece {
    Template form;
    WorldId world;
    VarId owner;
  };
  struct Entry {
    Piece piece;
    NodeId node;
    Rational coefficient;
    std::vector<std::size_t> parts{};  // what it was taken apart into, from the left
    bool leaf = false;
    bool done = false;
  };

  std::optional<std::size_t> add(const Rational& coefficient, Piece piece);
  std::vector<LinearPart> leaves() const;
  void take_apart(std::size_t i);
  bool take_apart_variable(std::size_t i, const Piece& piece, const Node& node);
  bool fixed(VarId variable, WorldId world);
  bool may_leave(const Piece& body, const std::optional<ValueListId>& domain);

  Facts& facts_;
  ir::Store& store_;
  Worlds& worlds_;
  ir::LanguageDomains& domains_;
  Lowering& raw_;
  Lowering& pinned_;
  Rational constant_;
  std::vector<Entry> entries_;
  std::multimap<std::tuple<NodeId, NodeId, VarId, WorldId>, std::size_t>
      known_;  // by node, root, owner and world
  std::priority_queue<std::pair<NodeId, std::size_t>> waiting_;
};

/// The leaves in the order in which they are evaluated, from the left. A part that cancels stays: it may be
/// undefined, or undetermined.
std::vector<LinearPart> Splitter::leaves() const {
  std::vector<LinearPart> result;
  std::vector<bool> seen(entries_.size(), false);
  std::vector<std::size_t> stack;
  if (!entries_.empty()) stack.push_back(0);
  while (!stack.empty()) {
    const std::size_t i = stack.back();
    stack.pop_back();
    if (seen[i]) continue;
    seen[i] = true;
    const Entry& entry = entries_[i];
    if (entry.leaf)
      result.push_back({entry.coefficient, entry.piece.form, entry.piece.world, entry.piece.owner});
    stack.insert(stack.end(), entry.parts.rbegin(), entry.parts.rend());
  }
  return result;
}

/// Nothing for a constant, else the entry.
std::optional<std::size_t> Splitter::add(const Rational& coefficient, Piece piece) {
  store_.budget().spend();
  if (store_.is_constant(piece.form.root)) {
    constant_ += coefficient * store_.values.number(store_.constant_value(piece.form.root));
    return std::nullopt;
  }
  const NodeId node = raw_.instantiate(piece.form, piece.world, piece.owner);
  const std::tuple key(node, piece.form.root, piece.owner, piece.world);
  const auto [begin, end] = known_.equal_range(key);
  for (auto known = begin; known != end; ++known) {
    Entry& entry = entries_[known->second];
    if (entry.piece.form.refs != piece.form.refs || (entry.done && !entry.leaf)) continue;
    entry.coefficient += coefficient;
    return known->second;
  }
  known_.emplace(key, entries_.size());
  waiting_.emplace(node, entries_.size());
  Entry& entry = entries_.emplace_back();
  entry.piece = std::move(piece);
  entry.node = node;
  entry.coefficient = coefficient;
  return entries_.size() - 1;
}

/// Does nothing but mark a leaf where the expression is no sum.
void Splitter::take_apart(std::size_t i) {
  const Rational coefficient = entries_[i].coefficient;
  const Piece piece = entries_[i].piece;
  const Node node = store_[piece.form.root];
  const std::vector<NodeId> operands(node.operands.begin(), node.operands.end());
  const auto part = [&](std::size_t k, const Rational& factor) {
    const auto added = add(coefficient * factor, {{operands[k], piece.form.refs}, piece.world, piece.owner});
    if (added) entries_[i].parts.push_back(*added);
  };
  const auto constant = [&](std::size_t k) -> const Rational& {
    return store_.values.number(store_.constant_value(operands[k]));
  };
  switch (node.op) {
    case Op::Add:
      for (std::size_t k = 0; k < operands.size(); ++k) part(k, 1);
      return;
    case Op::Sub:
      part(0, 1);
      part(1, -1);
      return;
    case Op::Neg:
      part(0, -1);
      return;
    case Op::Mul: {
      const auto random = [&](NodeId one) { return !store_.is_constant(one); };
      if (std::count_if(operands.begin(), operands.end(), random) != 1) break;
      Rational factor = 1;
      std::size_t varying = 0;
      for (std::size_t k = 0; k < operands.size(); ++k) {
        if (random(operands[k])) {
          varying = k;
        } else {
          factor *= constant(k);
        }
      }
      part(varying, factor);
      return;
    }
    case Op::Div:
      if (!store_.is_constant(operands[1]) || constant(1).is_zero()) break;
      part(0, Rational(1) / constant(1));
      return;
    case Op::Arg:
      if (take_apart_variable(i, piece, node)) return;
      break;
    default:
      break;
  }
  entries_[i].leaf = true;
}

/// A value that could leave the declared domain on the way stays whole, so that it is seen to leave it.
bool Splitter::may_leave(const Piece& body, const std::optional<ValueListId>& domain) {
  if (!domain) return false;
  const auto& values = domains_.of(raw_.instantiate(body.form, body.world, body.owner));
  if (!values) return true;
  const ir::ValueList& declared = store_.lists[*domain];
  return !std::all_of(values->begin(), values->end(), [&](ValueId one) { return declared.contains(one); });
}

bool Splitter::fixed(VarId variable, WorldId world) {
  return store_.is_constant(pinned_.node(variable, world)) && !store_.is_constant(raw_.node(variable, world));
}

bool Splitter::take_apart_variable(std::size_t i, const Piece& piece, const Node& node) {
  const Ref& ref = piece.form.refs[node.payload];
  const auto* variable = std::get_if<VarId>(&ref.target);
  if (variable == nullptr) return false;
  const WorldId world = ref.world.value_or(piece.world);
  const bool through_edge =
      !ref.world && piece.owner.valid() && worlds_.on_edge(world, *variable, piece.owner) != nullptr;
  if (through_edge || fixed(*variable, world)) return false;
  const Variable& facts = facts_.variable(*variable);
  Piece body;
  if (const Setting* setting = worlds_.on_variable(world, *variable)) {
    if (setting->stochastic) return false;
    body = {setting->value, world, VarId()};
  } else {
    if (facts.stochastic) return false;
    body = {facts_.mechanism(*variable), world, *variable};
  }
  const Op op = store_[body.form.root].op;
  const bool sum = op == Op::Add || op == Op::Sub || op == Op::Neg || op == Op::Mul || op == Op::Div ||
                   op == Op::Arg || op == Op::Const;
  const bool number = !store_.is_constant(body.form.root) ||
                      store_.values.kind(store_.constant_value(body.form.root)) == ir::Kind::Number;
  if (!sum || !number || may_leave(body, facts.domain)) return false;
  const Rational coefficient = entries_[i].coefficient;
  const auto added = add(coefficient, std::move(body));
  if (added) entries_[i].parts.push_back(*added);
  return true;
}

}  // namespace

LinearForm linear_form(const Template& expression, Facts& facts, ir::Store& store, Worlds& worlds,
                       ir::LanguageDomains& domains, Lowering& raw, Lowering& pinned) {
  return Splitter(facts, store, worlds, domains, raw, pinned).split(expression);
}

}  // namespace causeway::lower
