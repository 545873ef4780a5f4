// SPDX-License-Identifier: MIT
// Connectives, conditionals and `match`: what the evaluation order can never reach is not even folded. `and`
// and `or` go from the left until one operand is sure to decide; of `if`, the branches that its conditions
// leave are folded; of `match`, the arms that constants leave. Tests: tests/conformance/folding, match.
#include <algorithm>

#include "lower/folder.hpp"
#include "support/text.hpp"

namespace causeway::lower {

using ir::kFalse;
using ir::kTrue;
using ir::Op;
using sema::Operator;
using support::error;
using support::Fault;
using support::quote;

Folder::Outcomes Folder::outcomes(NodeId node) const {
  if (store_.is_constant(node)) return {!is(node, kFalse), !is(node, kTrue)};
  const auto found = outcomes_.find(node);
  return found == outcomes_.end() ? Outcomes() : found->second;
}

/// `a and false` never holds, whatever a is; it may be undefined.
Folder::Outcomes Folder::outcomes(Op op, const std::vector<NodeId>& operands) const {
  const auto may_hold = [&](NodeId one) { return outcomes(one).may_hold; };
  const auto may_fail = [&](NodeId one) { return outcomes(one).may_fail; };
  switch (op) {
    case Op::And:
      return {std::all_of(operands.begin(), operands.end(), may_hold),
              std::any_of(operands.begin(), operands.end(), may_fail)};
    case Op::Or:
      return {std::any_of(operands.begin(), operands.end(), may_hold),
              std::all_of(operands.begin(), operands.end(), may_fail)};
    case Op::Implies:
      return {may_fail(operands[0]) || may_hold(operands[1]), may_hold(operands[0]) && may_fail(operands[1])};
    case Op::Not:
      return {may_fail(operands[0]), may_hold(operands[0])};
    case Op::If: {
      Outcomes result{false, false};
      for (std::size_t i = 0; i < operands.size(); i += 2) {
        const bool last = i + 1 == operands.size();
        if (!last && !may_hold(operands[i])) continue;
        const Outcomes branch = outcomes(operands[last ? i : i + 1]);
        result.may_hold = result.may_hold || branch.may_hold;
        result.may_fail = result.may_fail || branch.may_fail;
        if (!last && !may_fail(operands[i])) break;
      }
      return result;
    }
    default:
      return {};
  }
}

/// and, or, implies: operands up to the first that is sure to decide, if it has a value at all.
NodeId Folder::logic(const sema::Apply& node, Environment env, const Context& context) {
  const bool implies = node.op == Operator::Implies;
  const ValueId deciding = node.op == Operator::Or ? kTrue : kFalse;
  std::vector<NodeId> operands;
  bool all_constant = true;
  for (std::size_t i = 0; i < node.args.size(); ++i) {
    operands.push_back(value(node.args[i], env, context));
    all_constant = all_constant && store_.is_constant(operands.back());
    const bool last = i + 1 == node.args.size();
    if (all_constant && (is(operands.back(), deciding) || last)) {
      const bool vacuous = implies && !last;
      return vacuous ? store_.constant(kTrue) : operands.back();
    }
    const Outcomes left = outcomes(operands.back());
    if (deciding == kTrue ? left.may_fail : left.may_hold) continue;
    if (implies && !last) operands.push_back(store_.constant(kTrue));  // never reached
    break;
  }
  return make(implies ? Op::Implies : node.op == Operator::Or ? Op::Or : Op::And, 0, operands);
}

/// Over values or laws; `branch` folds one. In the place of a branch that is never reached stands the last
/// one.
NodeId Folder::conditional(const sema::Apply& node, Environment env, const Context& context,
                           const std::function<NodeId(CoreId)>& branch) {
  std::vector<NodeId> operands;
  NodeId last;
  for (std::size_t i = 0; i + 1 < node.args.size() && !last.valid(); i += 2) {
    const NodeId condition = value(node.args[i], env, context);
    if (is(condition, kFalse)) continue;
    const Outcomes left = outcomes(condition);
    const NodeId chosen = left.may_hold ? branch(node.args[i + 1]) : NodeId();
    if (!left.may_fail) last = chosen;
    if (is(condition, kTrue)) break;
    operands.push_back(condition);
    operands.push_back(chosen);
  }
  if (!last.valid()) last = branch(node.args.back());
  if (operands.empty()) return last;
  operands.push_back(last);
  std::replace(operands.begin(), operands.end(), NodeId(), last);
  return make(Op::If, 0, operands);
}

// ---- match ----

std::vector<std::vector<ir::Pattern>> Folder::patterns(const sema::MatchValue& node, Environment env) {
  std::vector<std::vector<ir::Pattern>> arms;
  for (const sema::CoreArm& arm : node.arms) {
    std::vector<ir::Pattern>& row = arms.emplace_back();
    for (const sema::CorePattern& pattern : arm.patterns) {
      ir::Pattern& one = row.emplace_back();
      one.any = pattern.items.empty();
      for (const sema::CorePattern::Item& item : pattern.items) {
        const ValueId lo = constant_value(item.value, env, "a pattern");
        if (item.upper) {
          one.ranges.emplace_back(lo, constant_value(*item.upper, env, "a pattern"));
        } else {
          one.values.push_back(lo);
        }
      }
    }
  }
  return arms;
}

NodeId Folder::match(const sema::MatchValue& node, const sema::Core& core, Environment env,
                     const Context& context, const std::function<NodeId(CoreId)>& arm_value) {
  std::vector<NodeId> scrutinees;
  for (const CoreId one : node.scrutinees) scrutinees.push_back(value(one, env, context));
  const std::vector<std::vector<ir::Pattern>> all = patterns(node, env);
  check_coverage(node, scrutinees, all, core.span, context);
  // An arm can be reached unless a constant scrutinee does not match it; behind one that takes everything
  // else, none can.
  std::vector<ir::MatchTable::Arm> arms;
  std::vector<NodeId> operands = scrutinees;
  const bool constant =
      std::all_of(scrutinees.begin(), scrutinees.end(), [&](NodeId one) { return store_.is_constant(one); });
  for (std::size_t arm = 0; arm < all.size(); ++arm) {
    bool possible = true;
    bool certain = true;
    for (std::size_t i = 0; i < scrutinees.size(); ++i) {
      if (store_.is_constant(scrutinees[i])) {
        const ValueId given = store_.constant_value(scrutinees[i]);
        possible = possible && ir::takes(store_, all[arm][i], given);
      } else {
        certain = certain && all[arm][i].any;
      }
    }
    if (!possible) continue;
    if (constant) return arm_value(node.arms[arm].value);
    arms.push_back(all[arm]);
    operands.push_back(arm_value(node.arms[arm].value));
    if (certain) break;
  }
  if (arms.empty()) return make(Op::Undefined, static_cast<std::uint32_t>(ir::Reason::NoArm), {});
  return make(Op::Match, store_.matches.intern({scrutinees.size(), std::move(arms)}).value, operands);
}

/// The values that a scrutinee's arms must cover: a constant, a whole type, a declared domain; nothing where
/// none is known.
std::optional<std::vector<ValueId>> Folder::coverage_domain(CoreId scrutinee, NodeId folded,
                                                            const Context& context) {
  if (store_.is_constant(folded)) return std::vector<ValueId>{store_.constant_value(folded)};
  const sema::Scalar& scalar = core(scrutinee).type.scalar;
  if (scalar.kind == sema::Scalar::Kind::Bool) return std::vector<ValueId>{kFalse, kTrue};
  if (scalar.kind == sema::Scalar::Kind::Label) {
    std::vector<ValueId> values;
    for (std::size_t i = 0; i < checked_.labels.labels(scalar.labels).size(); ++i)
      values.push_back(store_.values.label(scalar.labels, i));
    return values;
  }
  const ir::Node node = store_[folded];
  if (node.op == Op::Arg && !context.constant) {
    if (const auto* id = std::get_if<VarId>(&builder_->refs[node.payload].target)) {
      const auto& declared = facts_.variable(*id).domain;
      if (declared) return store_.lists[*declared].items();
      return std::nullopt;
    }
  }
  return std::nullopt;
}

namespace {

/// Finds a combination of values that no arm takes, scrutinee by scrutinee.
class Coverage {
 public:
  Coverage(const ir::Store& store, const std::vector<std::vector<ir::Pattern>>& arms,
           const std::vector<std::vector<ValueId>>& domains)
      : store_(store), arms_(arms), domains_(domains) {}

  std::optional<std::vector<ValueId>> missing() {
    std::vector<std::size_t> all(arms_.size());
    for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
    std::vector<ValueId> chosen;
    if (covered(0, all, chosen)) return std::nullopt;
    return chosen;
  }

 private:
  bool covered(std::size_t position, const std::vector<std::size_t>& arms, std::vector<ValueId>& chosen) {
    if (position == domains_.size()) return !arms.empty();
    const auto takes_all = [&](std::size_t arm) {
      return std::all_of(arms_[arm].begin() + static_cast<long>(position), arms_[arm].end(),
                         [](const ir::Pattern& p) { return p.any; });
    };
    if (std::any_of(arms.begin(), arms.end(), takes_all)) return true;
    for (const ValueId value : domains_[position]) {
      store_.budget().spend(arms.size() + 1);
      std::vector<std::size_t> left;
      for (const std::size_t arm : arms) {
        if (ir::takes(store_, arms_[arm][position], value)) left.push_back(arm);
      }
      chosen.push_back(value);
      if (!covered(position + 1, left, chosen)) {
        while (chosen.size() < domains_.size()) chosen.push_back(domains_[chosen.size()].front());
        return false;
      }
      chosen.pop_back();
    }
    return true;
  }

  const ir::Store& store_;
  const std::vector<std::vector<ir::Pattern>>& arms_;
  const std::vector<std::vector<ValueId>>& domains_;
};

}  // namespace

void Folder::check_coverage(const sema::MatchValue& node, const std::vector<NodeId>& scrutinees,
                            const std::vector<std::vector<ir::Pattern>>& patterns, Span span,
                            const Context& context) {
  std::vector<std::vector<ValueId>> domains;
  for (std::size_t i = 0; i < scrutinees.size(); ++i) {
    auto domain = coverage_domain(node.scrutinees[i], scrutinees[i], context);
    if (!domain) return;
    domains.push_back(std::move(*domain));
  }
  const bool constant =
      std::all_of(scrutinees.begin(), scrutinees.end(), [&](NodeId one) { return store_.is_constant(one); });
  const bool numbers = std::any_of(node.scrutinees.begin(), node.scrutinees.end(), [&](CoreId one) {
    return core(one).type.scalar.kind == sema::Scalar::Kind::Number;
  });
  if (constant && numbers) return;  // a missing arm is then an undefined operation
  const auto missing = Coverage(store_, patterns, domains).missing();
  if (!missing) return;
  std::string text;
  for (const ValueId one : *missing) text += (text.empty() ? "" : ", ") + store_.values.text(one);
  throw Fault(error(Code::Type, {span.file, span.begin, std::min(span.end, span.begin + 5)},
                    "this match has no arm for " + quote(text))
                  .with_hint("add an arm, or `_ => …` for all that is left"));
}

}  // namespace causeway::lower
