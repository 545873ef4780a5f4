// SPDX-License-Identifier: MIT
// Distributions. A row without variables is checked here; any other when a query reaches it.
#include <algorithm>

#include "lower/folder.hpp"
#include "support/text.hpp"

namespace causeway::lower {

using ir::Op;
using support::error;
using support::Fault;
using support::quote;

Template Folder::law(CoreId id, Environment env, const std::optional<ValueListId>& domain) {
  Building building(*this);
  const NodeId root = law_node(id, env, {}, domain, false);
  return {root, RefList(std::move(building.refs()))};
}

/// The probabilities of a row of constants, as they stand.
std::string Folder::row_text(const ir::Node& node) const {
  constexpr std::size_t kShown = 8;
  const bool keyed = node.op == Op::Keyed;
  const std::size_t step = keyed ? 2 : 1;
  std::string text = keyed ? "{" : "[";
  for (std::size_t i = 0; i < node.operands.size(); i += step) {
    if (i / step == kShown) {
      text += ", …";
      break;
    }
    text += i > 0 ? ", " : "";
    if (keyed) text += store_.values.text(store_.constant_value(node.operands[i])) + ": ";
    text += store_.values.text(store_.constant_value(node.operands[i + step - 1]));
  }
  return text + (keyed ? "}" : "]");
}

/// Checks a law without variables. `normalized`: its weights need not sum to 1.
NodeId Folder::checked_law(NodeId law, Span span, bool normalized) {
  const ir::Node node = store_[law];
  std::vector<ValueId> values;
  for (const NodeId operand : node.operands) {
    if (!store_.is_constant(operand)) return law;
    values.push_back(store_.constant_value(operand));
  }
  const auto row = ir::weights(store_, node.op, node.payload, values);
  if (!row) {
    const auto number = [&](std::size_t i) { return store_.values.number(values[i]).to_string(); };
    if (node.op == Op::Bernoulli)
      throw Fault(error(Code::Probability, span, "a probability lies in [0, 1]; this is " + number(0)));
    if (node.op == Op::Binomial) {
      const bool probability =
          store_.values.number(values[0]).is_integer() && store_.values.number(values[0]).sign() >= 0;
      throw Fault(error(probability ? Code::Probability : Code::Domain, span,
                        probability ? "a probability lies in [0, 1]; this is " + number(1)
                                    : "the number of trials is a natural number, not " + number(0)));
    }
    throw Fault(
        error(Code::Domain, span,
              "no such hypergeometric distribution: population " + number(0) + ", successes " + number(1) +
                  ", draws " + number(2))
            .with_hint(
                "all are natural numbers, and neither the successes nor the draws exceed the population"));
  }
  const Rational sum = ir::total(*row);
  if (row->negative) {
    throw Fault(error(Code::Probability, span, "a probability lies in [0, 1]; the row is " + row_text(node)));
  }
  if (normalized && sum.is_zero())
    throw Fault(error(Code::Probability, span, "weights that are all 0 cannot be normalized"));
  if (!normalized && sum != Rational(1)) {
    const Rational rest = Rational(1) - sum;
    throw Fault(error(Code::Probability, span,
                      "the row " + row_text(node) + " sums to " + sum.to_string() + ", not to 1")
                    .with_hint(rest.sign() > 0
                                   ? rest.to_string() + " is missing; `normalize(…)` divides by the sum"
                                   : (-rest).to_string() + " too much; `normalize(…)` divides by the sum"));
  }
  return law;
}

/// A constant key outside the declared domain; bools and numbers convert as in an assignment.
void Folder::check_key(NodeId key, const std::optional<ValueListId>& domain, Span span) {
  if (!domain || !store_.is_constant(key)) return;
  const ir::ValueList& values = store_.lists[*domain];
  const auto in = [&](NodeId one) {
    return store_.is_constant(one) && values.contains(store_.constant_value(one));
  };
  const ir::Kind given = store_.values.kind(store_.constant_value(key));
  const ir::Kind wanted = values.size() == 0 ? given : store_.values.kind(values.items().front());
  const bool converts = given != wanted && given != ir::Kind::Label && wanted != ir::Kind::Label;
  if (in(converts ? fold(wanted == ir::Kind::Bool ? Op::ToBool : Op::ToNumber, 0, {key}) : key)) return;
  throw Fault(error(Code::Domain, span,
                    store_.values.text(store_.constant_value(key)) + " is not in the declared domain " +
                        ir::text_of(store_.lists[*domain], store_.values)));
}

/// [p1, …, pk] over the declared domain in order.
NodeId Folder::row(std::vector<NodeId> probabilities, Span span, const std::optional<ValueListId>& domain,
                   bool normalized) {
  const std::size_t expected = store_.lists[*domain].size();
  if (probabilities.size() != expected) {
    throw Fault(error(Code::Type, span,
                      "the row has " + support::count_of(probabilities.size(), "entry") + ", the domain " +
                          ir::text_of(store_.lists[*domain], store_.values) + " has " +
                          support::count_of(expected, "value")));
  }
  return checked_law(make(Op::Cat, domain->value, probabilities), span, normalized);
}

/// {v1: p1, …}; of a comprehension equal keys add, in a list a constant stands once.
NodeId Folder::keyed(const std::vector<NodeId>& operands, Span span, const std::optional<ValueListId>& domain,
                     bool normalized, bool listed) {
  std::vector<ValueId> constants;
  for (std::size_t i = 0; i < operands.size(); i += 2) {
    check_key(operands[i], domain, span);
    if (listed && store_.is_constant(operands[i])) constants.push_back(store_.constant_value(operands[i]));
  }
  std::sort(constants.begin(), constants.end());
  const auto twice = std::adjacent_find(constants.begin(), constants.end());
  if (twice != constants.end()) {
    throw Fault(
        error(Code::Probability, span, store_.values.text(*twice) + " stands in this distribution twice"));
  }
  return checked_law(make(Op::Keyed, 0, operands), span, normalized);
}

/// Equal weights for the elements that there are, each value once however often it is listed.
NodeId Folder::uniform(std::vector<NodeId> keys, std::vector<Guard> guards, Span span) {
  if (keys.empty()) throw Fault(error(Code::Probability, span, "a uniform distribution over nothing"));
  const bool constant =
      std::all_of(keys.begin(), keys.end(), [&](NodeId one) { return store_.is_constant(one); });
  const bool guarded =
      std::any_of(guards.begin(), guards.end(), [](const Guard& one) { return one.has_value(); });
  if (constant && !guarded) {
    std::vector<ValueId> values;
    for (const NodeId one : keys) values.push_back(store_.constant_value(one));
    std::sort(values.begin(), values.end(), [&](ValueId a, ValueId b) { return store_.values.less(a, b); });
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return make(Op::Uniform, store_.lists.intern(ir::ValueList(values)).value, {});
  }
  std::vector<NodeId> operands;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    std::vector<NodeId> counts;  // it counts if it is there, and no equal element before it is
    if (guards[i]) counts.push_back(*guards[i]);
    for (std::size_t k = 0; k < i; ++k) {
      const NodeId same = fold(Op::Equal, 0, {keys[k], keys[i]});
      if (is(same, ir::kFalse)) continue;
      const NodeId before = guards[k] ? make(Op::And, 0, {*guards[k], same}) : same;
      counts.push_back(fold(Op::Not, 0, {before}));
    }
    operands.push_back(keys[i]);
    operands.push_back(counts.empty() ? number(1)
                                      : make(Op::If, 0, {make(Op::And, 0, counts), number(1), number(0)}));
  }
  return make(Op::Normalize, 0, {make(Op::Keyed, 0, operands)});
}

NodeId Folder::law_node(CoreId id, Environment env, const Context& context,
                        const std::optional<ValueListId>& domain, bool normalized) {
  const sema::Core& node = core(id);
  const Deeper deeper(*this, node.span);
  store_.budget().spend();
  const auto inner = [&](CoreId part) { return law_node(part, env, context, domain, normalized); };
  const auto visit = [&](const auto& law) -> NodeId {
    using Law = std::decay_t<decltype(law)>;
    if constexpr (std::is_same_v<Law, sema::Bernoulli>) {
      return checked_law(make(Op::Bernoulli, 0, {value(law.p, env, context)}), node.span, normalized);
    } else if constexpr (std::is_same_v<Law, sema::RowLaw>) {
      std::vector<NodeId> probabilities;
      for (const CoreId one : law.probabilities) probabilities.push_back(value(one, env, context));
      if (law.rest) {
        const NodeId sum = probabilities.empty() ? number(0) : fold(Op::Add, 0, probabilities);
        probabilities.push_back(fold(Op::Sub, 0, {number(1), sum}));
      }
      return row(std::move(probabilities), node.span, domain, normalized);
    } else if constexpr (std::is_same_v<Law, sema::ArrayLaw>) {
      return row(array(law.row, env, context)->elements, node.span, domain, normalized);
    } else if constexpr (std::is_same_v<Law, sema::KeyedLaw>) {
      std::vector<NodeId> operands;
      for (const auto& [key, probability] : law.entries) {
        operands.push_back(value(key, env, context));
        operands.push_back(value(probability, env, context));
      }
      return keyed(operands, node.span, domain, normalized, true);
    } else if constexpr (std::is_same_v<Law, sema::KeyedOver>) {
      std::vector<NodeId> operands;
      for (const Case& one : cases(law.iteration, env, context)) {
        operands.push_back(value(law.key, one.env, context));
        const NodeId probability = value(law.probability, one.env, context);
        operands.push_back(one.guard ? make(Op::If, 0, {*one.guard, probability, number(0)}) : probability);
      }
      return keyed(operands, node.span, domain, normalized, false);
    } else if constexpr (std::is_same_v<Law, sema::UniformLaw>) {
      const std::vector<NodeId> keys = elements(law.set, env, context);
      for (const NodeId key : keys) check_key(key, domain, node.span);
      return uniform(keys, std::vector<Guard>(keys.size()), node.span);
    } else if constexpr (std::is_same_v<Law, sema::UniformOver>) {
      std::vector<NodeId> keys;
      std::vector<Guard> guards;
      for (const Case& one : cases(law.iteration, env, context)) {
        keys.push_back(value(law.element, one.env, context));
        guards.push_back(one.guard);
        check_key(keys.back(), domain, node.span);
      }
      return uniform(keys, guards, node.span);
    } else if constexpr (std::is_same_v<Law, sema::BinomialLaw>) {
      const NodeId n = value(law.n, env, context);
      return checked_law(make(Op::Binomial, 0, {n, value(law.p, env, context)}), node.span, normalized);
    } else if constexpr (std::is_same_v<Law, sema::HypergeometricLaw>) {
      const NodeId population = value(law.population, env, context);
      const NodeId successes = value(law.successes, env, context);
      return checked_law(make(Op::Hypergeometric, 0, {population, successes, value(law.draws, env, context)}),
                         node.span, normalized);
    } else if constexpr (std::is_same_v<Law, sema::NormalizeLaw>) {
      return make(Op::Normalize, 0, {law_node(law.law, env, context, domain, true)});
    } else if constexpr (std::is_same_v<Law, sema::TableLaw>) {
      std::vector<NodeId> parents;
      for (const CoreId parent : law.parents) parents.push_back(value(parent, env, context));
      return make(Op::Table, static_cast<std::uint32_t>(law.table), parents);
    } else if constexpr (std::is_same_v<Law, sema::Apply>) {
      return conditional(law, env, context, inner);
    } else if constexpr (std::is_same_v<Law, sema::MatchValue>) {
      return match(law, node, env, context, inner);
    } else if constexpr (std::is_same_v<Law, sema::Bind>) {
      return law_node(law.body, bind(law, env), context, domain, normalized);
    } else {
      throw Fault(
          error(Code::Type, node.span,
                "a distribution is expected here, not " + sema::describe(node.type, checked_.labels)));
    }
  };
  const NodeId result = std::visit(visit, node.node);
  note(result, node.span, env);
  return result;
}

}  // namespace causeway::lower
