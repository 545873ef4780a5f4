// SPDX-License-Identifier: MIT
#include "ir/language_domain.hpp"

#include <algorithm>

#include "ir/operations.hpp"

namespace causeway::ir {

namespace {
/// Operations on values that one node's domain may take.
constexpr std::size_t kMostWork = std::size_t{1} << 20;

const std::vector<ValueId>& both() {
  static const std::vector<ValueId> kBoth = {kFalse, kTrue};
  return kBoth;
}
}  // namespace

const std::optional<std::vector<ValueId>>& LanguageDomains::of(NodeId root) {
  std::vector<NodeId> stack{root};
  while (!stack.empty()) {
    const NodeId id = stack.back();
    if (domains_.contains(id)) {
      stack.pop_back();
      continue;
    }
    store_.budget().spend();
    const Node node = store_[id];
    // What is a whole type, or declared, needs no look at the operands.
    const bool leaf = gives_bool(node.op) || node.op == Op::Check || node.op == Op::Bernoulli ||
                      node.op == Op::Cat || node.op == Op::Table ||
                      (node.op == Op::Chance && store_.sources[SourceId(node.payload)].domain);
    bool ready = true;
    if (!leaf) {
      // Of a draw the law alone: its arguments only tell instances apart.
      for (const NodeId operand : node.operands.first(node.op == Op::Chance ? 1 : node.operands.size())) {
        if (!domains_.contains(operand)) {
          stack.push_back(operand);
          ready = false;
        }
      }
    }
    if (!ready) continue;
    Domain domain = compute_or_none(node);
    const bool number = !domain || domain->empty() || store_.values.kind(domain->front()) == Kind::Number;
    if (!number) domain = whole_type(domain->front());
    if (domain) store_.budget().hold(domain->size() * sizeof(ValueId));
    domains_.emplace(id, std::move(domain));
    stack.pop_back();
  }
  return known(root);
}

/// A number or a range that is too large makes the domain unknown; it is an error only where it is reached.
LanguageDomains::Domain LanguageDomains::compute_or_none(const Node& node) {
  using What = support::Exhausted::What;
  try {
    return compute(node);
  } catch (const support::Exhausted& exhausted) {
    if (exhausted.which() != What::Number && exhausted.which() != What::Domain) throw;
    return std::nullopt;
  }
}

LanguageDomains::Domain LanguageDomains::distinct(std::vector<ValueId> values) const {
  std::sort(values.begin(), values.end(), [&](ValueId a, ValueId b) { return store_.values.less(a, b); });
  values.erase(std::unique(values.begin(), values.end()), values.end());
  if (values.size() > store_.budget().limits().domain) return std::nullopt;
  return values;
}

LanguageDomains::Domain LanguageDomains::whole_type(ValueId member) {
  if (store_.values.kind(member) == Kind::Bool) return both();
  const LabelSetId set = store_.values.label(member).set;
  std::vector<ValueId> values;
  for (std::size_t i = 0; i < store_.values.labels().labels(set).size(); ++i)
    values.push_back(store_.values.label(set, i));
  return values;
}

LanguageDomains::Domain LanguageDomains::united(std::span<const NodeId> nodes) {
  std::vector<ValueId> values;
  for (const NodeId node : nodes) {
    const Domain& one = known(node);
    if (!one) return std::nullopt;
    values.insert(values.end(), one->begin(), one->end());
    store_.budget().spend(one->size());
  }
  return distinct(std::move(values));
}

/// The results of a strict operation on all combinations of the operands' values.
LanguageDomains::Domain LanguageDomains::image(const Node& node) {
  const bool running = node.op == Op::Add || node.op == Op::Mul || node.op == Op::Min || node.op == Op::Max;
  if (running && node.operands.size() > 2) {  // operand by operand
    Domain result = known(node.operands[0]);
    std::size_t work = 0;
    for (const NodeId operand : node.operands.subspan(1)) {
      const Domain& next = known(operand);
      if (!result || !next) return std::nullopt;
      work += result->size() * next->size();
      if (work > kMostWork) return std::nullopt;
      store_.budget().spend(result->size() * next->size());
      std::vector<ValueId> values;
      for (const ValueId a : *result) {
        for (const ValueId b : *next) {
          const ValueId pair[] = {a, b};
          values.push_back(apply(store_, node.op, node.payload, pair));
        }
      }
      result = distinct(std::move(values));
    }
    return result;
  }
  std::size_t combinations = 1;
  for (const NodeId operand : node.operands) {
    if (!known(operand)) return std::nullopt;
    if (known(operand)->empty()) return std::vector<ValueId>{};
    if (combinations > kMostWork / known(operand)->size()) return std::nullopt;
    combinations *= known(operand)->size();
  }
  store_.budget().spend(combinations);
  std::vector<ValueId> values;
  std::vector<ValueId> args(node.operands.size());
  for (std::size_t k = 0; k < combinations; ++k) {
    std::size_t rest = k;
    for (std::size_t i = 0; i < args.size(); ++i) {
      const std::vector<ValueId>& choices = *known(node.operands[i]);
      args[i] = choices[rest % choices.size()];
      rest /= choices.size();
    }
    const ValueId value = apply(store_, node.op, node.payload, args);
    if (value != kUndefined) values.push_back(value);
  }
  return distinct(std::move(values));
}

LanguageDomains::Domain LanguageDomains::binomial(const Node& node) {
  const Domain& trials = known(node.operands[0]);
  if (!trials) return std::nullopt;
  Rational most = -1;
  for (const ValueId n : *trials) {
    if (store_.values.number(n).is_integer()) most = std::max(most, store_.values.number(n));
  }
  return range_values(store_, 0, most, 1);
}

LanguageDomains::Domain LanguageDomains::hypergeometric(const Node& node) {
  const Domain& population = known(node.operands[0]);
  const Domain& successes = known(node.operands[1]);
  const Domain& draws = known(node.operands[2]);
  if (!population || !successes || !draws || population->empty() || successes->empty() || draws->empty())
    return std::nullopt;
  // From max(0, successes + draws - population) to min(successes, draws), for the arguments that make the
  // range widest.
  const auto number = [&](ValueId id) -> const Rational& { return store_.values.number(id); };
  const Rational least = number(successes->front()) + number(draws->front()) - number(population->back());
  const Rational most = std::min(number(successes->back()), number(draws->back()));
  return range_values(store_, std::max(Rational(0), least), most, 1);
}

LanguageDomains::Domain LanguageDomains::of_chance(const Node& node) {
  const Source& source = store_.sources[SourceId(node.payload)];
  if (source.domain) return distinct(store_.lists[*source.domain].items());
  const Domain& drawn = known(node.operands[0]);
  if (!drawn || !source.converts_to) return drawn;
  std::vector<ValueId> values;
  for (const ValueId value : *drawn) {
    const bool converts = store_.values.kind(value) != *source.converts_to;
    const ValueId args[] = {value};
    const ValueId converted =
        converts ? apply(store_, *source.converts_to == Kind::Bool ? Op::ToBool : Op::ToNumber, 0, args)
                 : value;
    if (converted != kUndefined) values.push_back(converted);
  }
  return distinct(std::move(values));
}

/// The value that an extremum is sure to attain or beat: the best of what the elements are at worst that are
/// there for sure; nothing if none is, or where that is not known.
std::optional<ValueId> LanguageDomains::surely_beaten(const Node& node) const {
  std::optional<ValueId> best;
  for (std::size_t i = 0; i < node.operands.size(); i += 2) {
    const Domain& values = known(node.operands[i + 1]);
    const bool sure =
        store_.is_constant(node.operands[i]) && store_.constant_value(node.operands[i]) == kTrue;
    if (!sure || !values || values->empty()) continue;
    const ValueId worst = node.op == Op::ArgMax ? values->front() : values->back();
    if (!best || better(node.op, worst, *best)) best = worst;
  }
  return best;
}

bool LanguageDomains::better(Op op, ValueId a, ValueId b) const {
  return op == Op::ArgMax ? store_.values.less(b, a) : store_.values.less(a, b);
}

/// The keys of an argmax, or argmin, at which some values of the elements attain it first.
LanguageDomains::Domain LanguageDomains::places(const Node& node) {
  const std::vector<ValueId>& keys = store_.lists[ValueListId(node.payload)].items();
  std::vector<ValueId> possible;
  std::optional<ValueId> before;  // what elements before this one, there for sure, are at worst
  const auto beaten = surely_beaten(node);
  for (std::size_t i = 0; i < node.operands.size(); i += 2) {
    const Domain& values = known(node.operands[i + 1]);
    if (values && values->empty()) continue;
    const auto at_best = [&] { return node.op == Op::ArgMax ? values->back() : values->front(); };
    const bool can_be = !values || ((!beaten || !better(node.op, *beaten, at_best())) &&
                                    (!before || better(node.op, at_best(), *before)));
    if (can_be) possible.push_back(keys[i / 2]);
    const bool sure =
        store_.is_constant(node.operands[i]) && store_.constant_value(node.operands[i]) == kTrue;
    if (!sure || !values) continue;
    const ValueId worst = node.op == Op::ArgMax ? values->front() : values->back();
    if (!before || better(node.op, worst, *before)) before = worst;
  }
  return distinct(std::move(possible));
}

/// The members; of the least or greatest of several, their values that can be that.
LanguageDomains::Domain LanguageDomains::of_pick(const Node& node) {
  const std::size_t arity = store_.keys[KeyTableId(node.payload)].arity();
  const std::span<const NodeId> members = node.operands.subspan(arity);
  const Node place = store_[node.operands[0]];
  Domain all = united(members);
  if (!all || (place.op != Op::ArgMin && place.op != Op::ArgMax) ||
      2 * members.size() != place.operands.size())
    return all;
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i] != place.operands[2 * i + 1]) return all;
  }
  if (const auto beaten = surely_beaten(place))
    std::erase_if(*all, [&](ValueId one) { return better(place.op, *beaten, one); });
  return all;
}

LanguageDomains::Domain LanguageDomains::compute(const Node& node) {
  if (gives_bool(node.op)) return both();
  switch (node.op) {
    case Op::Const:
      return std::vector<ValueId>{ValueId(node.payload)};
    case Op::Arg:
    case Op::ArgPick:
    case Op::Param:
    case Op::Term:
      return std::nullopt;
    case Op::Chance:
      return of_chance(node);
    case Op::Check:
      return distinct(store_.lists[ValueListId(node.payload)].items());
    case Op::Call:
      return distinct(store_.externs[node.payload]->results());
    case Op::If: {
      std::vector<NodeId> branches;
      for (std::size_t i = 1; i < node.operands.size(); i += 2) branches.push_back(node.operands[i]);
      branches.push_back(node.operands.back());
      return united(branches);
    }
    case Op::Match:
      return united(node.operands.subspan(store_.matches[MatchId(node.payload)].scrutinees()));
    case Op::Pick:
      return of_pick(node);
    case Op::ArgMin:
    case Op::ArgMax:
      return places(node);
    case Op::Cat:
    case Op::Uniform:
      return distinct(store_.lists[ValueListId(node.payload)].items());
    case Op::Undefined:
      return std::vector<ValueId>{};
    case Op::Bernoulli:
      return both();
    case Op::Keyed: {
      std::vector<NodeId> keys;
      for (std::size_t i = 0; i < node.operands.size(); i += 2) keys.push_back(node.operands[i]);
      return united(keys);
    }
    case Op::Binomial:
      return binomial(node);
    case Op::Hypergeometric:
      return hypergeometric(node);
    case Op::Normalize:
      return known(node.operands[0]);
    case Op::Table:
      return distinct(store_.lists[store_.tables[TableId(node.payload)].values].items());
    default:
      return image(node);
  }
}

}  // namespace causeway::ir
