// SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>

#include "writer.hpp"

namespace causeway::differential {

/// What a target is set to: mostly a constant, or a policy that reads what comes before the target.
std::string Writer::assigned(const Symbol& target, std::size_t at, const Scope& scope) {
  Scope before = scope;
  before.term = false;
  before.reads = nullptr;
  before.visible = tape_.percent(3) ? scope.visible : at;  // what comes later may close a cycle
  if (tape_.percent(20) && scope.worlds && scope.brackets < 2 && target.indices.empty()) {
    coverage_.note("intervention: natural value");
    Scope inner = before;
    ++inner.brackets;
    inner.visible = scope.visible;
    return target.name + "[" + (tape_.percent(20) ? "" : interventions(inner)) + "]";
  }
  if (tape_.percent(30)) {
    coverage_.note("intervention: policy");
    if (target.kind == kNumber && target.declared && !tape_.percent(15))
      return "clamp(floor(" + number(before, 1).text + "), 0, " + std::to_string(target.most) + ")";
    return expression(target.kind, before, 1).text;
  }
  coverage_.note("intervention: constant");
  if (target.kind == kNumber) return std::to_string(tape_.between(target.least, target.most));
  return constant(target.kind).text;
}

std::string Writer::edge(const Symbol& child, const Scope& scope) {
  std::vector<std::string> parents;
  for (const std::string& one : child.reads) {
    const auto symbol = std::find_if(sketch_.symbols.begin(), sketch_.symbols.end(),
                                     [&](const Symbol& s) { return s.name == one.substr(0, one.find('[')); });
    if (symbol != sketch_.symbols.end() && (!symbol->noise || tape_.percent(2))) parents.push_back(one);
  }
  if (parents.empty()) return "";
  const std::string parent = tape_.of(parents);
  const auto symbol = std::find_if(sketch_.symbols.begin(), sketch_.symbols.end(), [&](const Symbol& s) {
    return s.name == parent.substr(0, parent.find('['));
  });
  const auto at = static_cast<std::size_t>(symbol - sketch_.symbols.begin());
  Scope before = scope;
  before.reads = nullptr;
  if (tape_.percent(25)) {
    coverage_.note("edge intervention: stochastic");
    before.visible = at;
    before.term = false;
    return parent + " -> " + child.name + " ~ " + law(*symbol, before, 1);
  }
  if (tape_.percent(30) && symbol->kind != kNumber) {
    coverage_.note("edge intervention: of the value itself");
    const std::string value =
        symbol->kind == kBool ? "not " + parent : "max(" + parent + ", " + constant(symbol->kind).text + ")";
    return parent + " -> " + child.name + " = " + value;
  }
  coverage_.note("edge intervention");
  return parent + " -> " + child.name + " = " + assigned(*symbol, at, before);
}

std::string Writer::value_of(const Symbol& symbol) {
  return symbol.kind == kNumber ? std::to_string(tape_.between(symbol.least, symbol.most))
                                : constant(symbol.kind).text;
}

std::string Writer::consistency() {
  std::vector<std::pair<const Symbol*, const Symbol*>> pairs;
  for (const Symbol& child : sketch_.symbols) {
    if (!child.law || child.noise || !child.indices.empty()) continue;
    for (const Symbol& parent : sketch_.symbols) {
      if (!parent.noise && parent.indices.empty() && child.reads.contains(parent.name))
        pairs.emplace_back(&child, &parent);
    }
  }
  if (pairs.empty()) return "";
  const auto& [child, parent] = tape_.of(pairs);
  const std::string acted = value_of(*parent);
  const std::string seen = tape_.percent(65) ? acted : value_of(*parent);
  const std::string evidence =
      parent->name + " = " + seen + (tape_.percent(50) ? ", " + child->name + " = " + value_of(*child) : "");
  return "P(" + child->name + "[" + parent->name + " = " + acted + "] = " + value_of(*child) + " | " +
         evidence + ")";
}

std::string Writer::through_edge(const Scope& scope) {
  std::vector<const Symbol*> children;
  for (const Symbol* one : readable(kNumber, scope)) {
    if (one->indices.empty() && !one->noise && !one->reads.empty()) children.push_back(one);
  }
  if (children.empty()) return "";
  const Symbol& child = *tape_.of(children);
  Scope inner = scope;
  ++inner.brackets;
  const std::string one = edge(child, inner);
  return one.empty() ? "" : child.name + "[" + one + "]";
}

std::string Writer::intervention(const Symbol& target, std::size_t at, const Scope& scope) {
  if (target.noise) {
    coverage_.note("intervention: noise");
    return member(target, Scope{}).text + " = " +
           (target.kind == kNumber ? std::to_string(target.least) : constant(target.kind).text);
  }
  if (tape_.percent(20)) {
    const std::string one = target.indices.empty() ? edge(target, scope) : "";
    if (!one.empty()) return one;
  }
  Scope before = scope;
  before.term = false;
  before.reads = nullptr;
  before.visible = at;
  if (tape_.percent(18)) {
    coverage_.note("intervention: stochastic");
    return member(target, Scope{}).text + " ~ " + law(target, before, tape_.below(2) == 0 ? 0 : 1);
  }
  if (!target.indices.empty() && tape_.percent(60)) {
    if (tape_.percent(40)) {
      coverage_.note("intervention: slice");
      std::string text = target.name + "[_";
      if (target.indices.size() == 2) text += ", " + index_text(target.indices[1], Scope{});
      return text + "] = " + assigned(target, at, before);
    }
    if (target.indices.size() == 1) {
      coverage_.note("intervention: comprehension");
      const std::string i = fresh("t");
      const IndexSet& set = target.indices[0];
      const Scope inner = set.type < 0 && target.kind == kNumber ? before.with(i, kNumber) : before;
      return target.name + "[" + i + "] = " + assigned(target, at, inner) + " for " + i + " in " + set.text;
    }
  }
  return member(target, Scope{}).text + " = " + assigned(target, at, scope);
}

std::string Writer::interventions(const Scope& scope) {
  const std::size_t count = std::min(scope.visible, sketch_.symbols.size());
  std::vector<std::size_t> targets;
  for (std::size_t i = 0; i < count; ++i) {
    if (!sketch_.symbols[i].noise || tape_.percent(3)) targets.push_back(i);
  }
  if (targets.empty()) return "";
  // All variables of a set keep the value they would have had: a mediator's formula.
  if (targets.size() > 2 && scope.worlds && scope.brackets < 2 && tape_.percent(8)) {
    std::vector<std::string> plain;
    for (const std::size_t one : targets) {
      const Symbol& symbol = sketch_.symbols[one];
      if (symbol.indices.empty() && !symbol.noise) plain.push_back(symbol.name);
    }
    if (plain.size() > 2) {
      coverage_.note("intervention: for each variable of a set");
      const std::string v = fresh("m");
      Scope inner = scope;
      ++inner.brackets;
      inner.term = false;
      inner.reads = nullptr;
      return v + " = " + v + "[" + interventions(inner) + "] for " + v + " in {" + plain[plain.size() - 1] +
             ", " + plain[plain.size() - 2] + "}";
    }
  }
  std::string text;
  std::set<std::size_t> used;
  for (std::size_t n = tape_.percent(30) ? 2 : 1; n > 0; --n) {
    const std::size_t at = tape_.of(targets);
    if (!used.insert(at).second && !tape_.percent(5)) continue;
    const std::string one = intervention(sketch_.symbols[at], at, scope);
    if (!one.empty()) text += (text.empty() ? "" : ", ") + one;
  }
  return text;
}

Piece Writer::simple_event(const Scope& scope) {
  const std::string equal = scope.term && tape_.below(2) == 0 ? " = " : " == ";
  // One that is drawn as often as another.
  const bool drawn = tape_.percent(50);
  std::vector<const Symbol*> all;
  for (std::size_t i = 0; i < std::min(scope.visible, sketch_.symbols.size()); ++i) {
    if (!drawn || sketch_.symbols[i].law) all.push_back(&sketch_.symbols[i]);
  }
  if (all.empty()) return {"true"};
  const std::size_t from = tape_.below(all.size());
  const Symbol& symbol = *all[from + tape_.below(all.size() - from)];
  const std::string text = member(symbol, scope).text;
  switch (symbol.kind.tag) {
    case Kind::Tag::Bool:
      if (tape_.below(2) == 0) return {text};
      if (tape_.percent(30)) return {text + equal + (tape_.below(2) == 0 ? "1" : "0"), Level::Comparison};
      return {"not " + text, Level::Negation};
    case Kind::Tag::Label:
      return {text + (tape_.percent(70) ? equal : " <= ") + label_name(symbol.kind.type), Level::Comparison};
    case Kind::Tag::Number:
      break;
  }
  if (tape_.percent(25))
    return {text + equal + std::to_string(tape_.between(symbol.least, symbol.most)), Level::Comparison};
  return {text + tape_.of<std::string>({" >= ", " > ", " <= ", " < "}) +
              std::to_string(tape_.between(symbol.least + 1, symbol.most)),
          Level::Comparison};
}

}  // namespace causeway::differential
