// SPDX-License-Identifier: MIT
#include "ir/store.hpp"

#include <algorithm>
#include <chrono>

#include "support/text.hpp"

namespace causeway::ir {

Store::Store(const support::LabelSets& labels, const Store* base, support::Budget& budget)
    : values(labels, base == nullptr ? nullptr : &base->values),
      lists(base == nullptr ? nullptr : &base->lists),
      keys(base == nullptr ? nullptr : &base->keys),
      lookups(base == nullptr ? nullptr : &base->lookups),
      matches(base == nullptr ? nullptr : &base->matches),
      sources(base == nullptr ? nullptr : &base->sources),
      tables(base == nullptr ? nullptr : &base->tables),
      base_(base),
      offset_(base == nullptr ? 0 : base->size()),
      budget_(&budget) {
  if (base != nullptr) externs = base->externs;
  slots_.resize(64);
}

Node Store::operator[](NodeId id) const {
  if (id.index() < offset_) return (*base_)[id];
  const std::size_t i = id.index() - offset_;
  const std::size_t end = i + 1 < first_.size() ? first_[i + 1] : operands_.size();
  return {ops_[i], payloads_[i], std::span<const NodeId>(operands_).subspan(first_[i], end - first_[i])};
}

bool Store::has_arg(NodeId id) const {
  return id.index() < offset_ ? base_->has_arg(id) : has_arg_[id.index() - offset_] != 0;
}

namespace {

std::size_t hash_of(Op op, std::uint32_t payload, std::span<const NodeId> operands) {
  std::size_t seed = support::combine(static_cast<std::size_t>(op), payload);
  for (const NodeId operand : operands) seed = support::combine(seed, operand.value);
  return seed ^ (seed >> 29);
}

}  // namespace

bool Store::same(NodeId id, Op op, std::uint32_t payload, std::span<const NodeId> operands) const {
  const Node node = (*this)[id];
  return node.op == op && node.payload == payload &&
         std::equal(node.operands.begin(), node.operands.end(), operands.begin(), operands.end());
}

NodeId Store::find(std::size_t hash, Op op, std::uint32_t payload, std::span<const NodeId> operands) const {
  if (base_ != nullptr) {
    if (const NodeId known = base_->find(hash, op, payload, operands); known.valid()) return known;
  }
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t slot = hash & mask; slots_[slot].valid(); slot = (slot + 1) & mask) {
    const NodeId id = slots_[slot];
    if (hashes_[id.index() - offset_] == static_cast<std::uint32_t>(hash) && same(id, op, payload, operands))
      return id;
  }
  return {};
}

void Store::grow() {
  std::vector<NodeId> old(slots_.size() * 2);
  old.swap(slots_);
  const std::size_t mask = slots_.size() - 1;
  for (const NodeId id : old) {
    if (!id.valid()) continue;
    const Node node = (*this)[id];
    std::size_t slot = hash_of(node.op, node.payload, node.operands) & mask;
    while (slots_[slot].valid()) slot = (slot + 1) & mask;
    slots_[slot] = id;
  }
}

NodeId Store::make(Op op, std::uint32_t payload, std::span<const NodeId> operands) {
  const std::size_t hash = hash_of(op, payload, operands);
  budget_->spend();
  if (sharing_) {
    if (const NodeId known = find(hash, op, payload, operands); known.valid()) return known;
  }
  constexpr std::size_t kNodeBytes = 32;
  budget_->hold(kNodeBytes + operands.size() * sizeof(NodeId));
  const NodeId id(size());
  const bool arg = op == Op::Arg || op == Op::ArgPick ||
                   std::any_of(operands.begin(), operands.end(), [&](NodeId one) { return has_arg(one); });
  ops_.push_back(op);
  has_arg_.push_back(arg ? 1 : 0);
  payloads_.push_back(payload);
  first_.push_back(static_cast<std::uint32_t>(operands_.size()));
  hashes_.push_back(static_cast<std::uint32_t>(hash));
  // The operands may be a view of operands_ itself.
  const std::vector<NodeId> copy(operands.begin(), operands.end());
  operands_.insert(operands_.end(), copy.begin(), copy.end());
  if (2 * ops_.size() > slots_.size()) grow();
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = hash & mask;
  while (slots_[slot].valid()) slot = (slot + 1) & mask;
  slots_[slot] = id;
  return id;
}

NodeId Store::check(ValueListId domain, NodeId operand) {
  const Node node = (*this)[operand];
  const bool checked = node.op == Op::Check && ValueListId(node.payload) == domain;
  const bool drawn = node.op == Op::Chance && sources[SourceId(node.payload)].domain == domain;
  const bool constant = node.op == Op::Const && lists[domain].contains(ValueId(node.payload));
  if (checked || drawn || constant) return operand;
  return make(Op::Check, domain.value, {operand});
}

std::string text_of(const ValueList& list, const ValueTable& values) {
  constexpr std::size_t kShown = 8;
  const std::vector<ValueId>& items = list.items();
  if (items.size() == 2 && items[0] == kFalse && items[1] == kTrue) return "bool";
  const auto integer = [&](ValueId id) {
    return values.kind(id) == Kind::Number && values.number(id).is_integer();
  };
  const bool interval = items.size() > 2 && std::all_of(items.begin(), items.end(), integer) &&
                        values.number(items.back()) - values.number(items.front()) ==
                            Rational(static_cast<std::int64_t>(items.size()) - 1);
  if (interval) return values.text(items.front()) + ".." + values.text(items.back());
  std::string text = "{";
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i == kShown) return text + ", …}";
    text += (i > 0 ? ", " : "") + values.text(items[i]);
  }
  return text + "}";
}

// ---- extern functions ----

namespace {

/// The host's text as messages show it: short, on one line, and valid UTF-8.
std::string shown(std::string text) {
  constexpr std::size_t kLongest = 200;
  std::size_t end = std::min(text.size(), kLongest);
  while (end < text.size() && end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
  const bool cut = end < text.size();
  text.resize(end);
  for (std::size_t bad = 0; (bad = support::find_invalid_utf8(text)) != std::string::npos;) text[bad] = '?';
  for (char& c : text) {
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  }
  return cut ? text + "…" : text;
}

}  // namespace

ExternFunction::Outcome ExternFunction::compute(std::span<const ValueId> args,
                                                const ValueTable& values) const {
  std::vector<Value> given;
  for (const ValueId one : args) given.push_back(values.value(one));
  try {
    const Value result = callable_(given);
    for (const ValueId candidate : results_) {
      if (values.value(candidate) == result) return {candidate, ""};
    }
    const std::string kind = result.kind() == Value::Kind::Label ? "the label " : "";
    return {std::nullopt, "it returned " + kind + support::quote(shown(result.to_string())) +
                              ", which is not in its declared domain"};
  } catch (const std::exception& e) {
    return {std::nullopt, *e.what() == '\0' ? "it does not say why" : shown(e.what())};
  } catch (...) {
    return {std::nullopt, "it does not say why"};
  }
}

std::optional<ValueId> ExternFunction::call(std::span<const ValueId> args, const ValueTable& values,
                                            support::Budget& budget, std::string* complaint) const {
  constexpr std::chrono::milliseconds kBetweenPolls(10);
  if (running_ == std::this_thread::get_id()) {
    if (complaint != nullptr) *complaint = "it asks its own model";
    return std::nullopt;
  }
  std::string key;
  for (const ValueId one : args) key += values.text(one) + '\n';
  std::unique_lock lock(mutex_, std::defer_lock);
  while (!lock.try_lock_for(kBetweenPolls)) budget.poll();
  auto found = known_.find(key);
  if (found == known_.end()) {
    budget.poll();
    running_ = std::this_thread::get_id();
    Outcome outcome = compute(args, values);
    running_ = std::thread::id();
    found = known_.emplace(key, std::move(outcome)).first;
  }
  if (complaint != nullptr) *complaint = found->second.complaint;
  return found->second.value;
}

namespace {

template <typename Follow>
std::vector<NodeId> dependencies_where(const Store& store, std::span<const NodeId> roots, Follow follow) {
  std::vector<bool> seen(store.size(), false);
  std::vector<NodeId> found;
  const auto visit = [&](NodeId id) {
    if (seen[id.index()]) return;
    seen[id.index()] = true;
    found.push_back(id);
  };
  for (const NodeId root : roots) visit(root);
  for (std::size_t i = 0; i < found.size(); ++i) {
    store.budget().spend();
    for (const NodeId operand : store[found[i]].operands) {
      if (follow(operand)) visit(operand);
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

std::vector<NodeId> dependencies(const Store& store, std::span<const NodeId> roots) {
  return dependencies_where(store, roots, [](NodeId) { return true; });
}

std::vector<NodeId> dependencies(const Store& store, std::span<const NodeId> roots,
                                 const std::function<bool(NodeId)>& follow) {
  return dependencies_where(store, roots, follow);
}

bool gives_law(const Store& store, NodeId id) {
  for (;;) {
    const Node node = store[id];
    if (node.op != Op::If && node.op != Op::Match) return is_law(node.op);
    id = node.operands.back();
  }
}

}  // namespace causeway::ir
