// SPDX-License-Identifier: MIT
#include "writer.hpp"

namespace causeway::differential {

std::vector<std::string> Writer::value_names(const Symbol& symbol) const {
  if (symbol.kind == kBool) return {"false", "true"};
  if (symbol.kind.tag == Kind::Tag::Label) return sketch_.types[symbol.kind.type].labels;
  std::vector<std::string> names;
  for (int value = symbol.least; value <= symbol.most; ++value) names.push_back(std::to_string(value));
  return names;
}

std::string Writer::domain(const Symbol& symbol) {
  if (symbol.kind == kBool) return "bool";
  if (symbol.kind.tag == Kind::Tag::Label) return sketch_.types[symbol.kind.type].domain();
  const std::string lo = std::to_string(symbol.least);
  const std::string hi = std::to_string(symbol.most);
  switch (tape_.below(5)) {
    default:
      coverage_.note("domain: range");
      return lo + ".." + hi;
    case 3:
      coverage_.note("domain: step");
      return lo + ".." + hi + " step 1/2";
    case 4: {
      coverage_.note("domain: numbers");
      std::string text = "{";
      for (const std::string& one : value_names(symbol)) text += (text.size() > 1 ? ", " : "") + one;
      return text + "}";
    }
  }
}

/// Fractions that sum to 1; seldom 0.
std::vector<std::string> Writer::fractions(std::size_t count) {
  std::vector<int> parts;
  int sum = 0;
  for (std::size_t i = 0; i < count; ++i) {
    parts.push_back(i == 0 || !tape_.percent(12) ? tape_.between(1, 3) : 0);
    sum += parts.back();
  }
  std::vector<std::string> texts;
  for (const int part : parts) texts.push_back(std::to_string(part) + "/" + std::to_string(sum));
  return texts;
}

/// A probability that may depend on variables.
Piece Writer::probability(const Scope& scope, int depth) {
  const auto plain = [&] { return std::to_string(tape_.between(1, 3)) + "/4"; };
  switch (depth <= 0 ? 0 : tape_.below(5)) {
    case 0:
      return {plain(), Level::Product};
    case 1:
    case 2:
      coverage_.note("probability: if");
      return {"if " + boolean(scope, depth - 1).text + " then " + plain() + " else " + plain(),
              Level::Conditional};
    case 3:
      coverage_.note("probability: computed");
      return {"clamp(" + number(scope, depth - 1).at(Level::Product) + " / 3, 0, 1)"};
    default: {
      if (!tape_.percent(25)) return {"1 / (2 + abs(" + number(scope, 0).text + "))", Level::Product};
      coverage_.note("probability: perhaps outside [0, 1]");
      return {number(scope, 0).at(Level::Product) + " / 2", Level::Product};
    }
  }
}

std::string Writer::row(const Symbol& symbol, const Scope& scope, std::size_t size) {
  if (tape_.percent(20) && size > 1) {
    coverage_.note("law: row with the rest");
    std::string text = "[";
    for (std::size_t i = 0; i + 1 < size; ++i)
      text += "1/" + std::to_string(size + 1 + tape_.below(2)) + ", ";
    return text + "_]";
  }
  if (size == 2 && tape_.percent(30)) {
    coverage_.note("law: row of expressions");
    const Piece p = probability(scope, 1);
    return "[" + p.text + ", 1 - " + p.at(Level::Product) + "]";
  }
  if (tape_.percent(8)) {
    coverage_.note("law: row by a comprehension");
    const std::string k = fresh("k");
    return "[1/" + std::to_string(size) + " for " + k + " in 1.." + std::to_string(size) + "]";
  }
  coverage_.note(symbol.kind == kBool ? "law: row of a bool" : "law: row");
  std::string text = "[";
  for (const std::string& one : fractions(size)) text += (text.size() > 1 ? ", " : "") + one;
  return text + "]";
}

std::string Writer::keyed(const Symbol& symbol, const Scope& scope) {
  const std::vector<std::string> names = value_names(symbol);
  if (symbol.kind == kNumber && tape_.percent(35)) {
    coverage_.note("law: keyed comprehension");
    const std::string k = fresh("k");
    const bool random = has(kNumber, scope) && tape_.percent(symbol.declared ? 20 : 50);
    if (random) coverage_.note(symbol.declared ? "law: keys perhaps outside the domain" : "law: random keys");
    const std::string key = random ? k + " + " + number(scope, 0).at(Level::Product)
                                   : tape_.of<std::string>({k, "abs(" + k + " - 1)", k + " div 2"});
    if (!random && key != k) coverage_.note("law: equal computed keys");
    return "{" + key + ": 1/3 for " + k + " in 0..2}";
  }
  coverage_.note("law: keyed");
  const std::vector<std::string> shares = fractions(names.size());
  std::string text = "{";
  for (std::size_t i = 0; i < names.size(); ++i) text += (i == 0 ? "" : ", ") + names[i] + ": " + shares[i];
  return text + "}";
}

std::string Writer::law(const Symbol& symbol, const Scope& scope, int depth) {
  const bool parents = scope.visible > 0 && depth > 0;
  if (parents && tape_.percent(45)) {
    if (tape_.below(3) > 0) {
      coverage_.note("law: if");
      return "if " + boolean(scope, depth - 1).text + " then " + law(symbol, scope, 0) + " else " +
             law(symbol, scope, depth - 1);
    }
    const Symbol* scrutinee = plain_symbol(scope, true);
    if (scrutinee != nullptr) {
      coverage_.note("law: match");
      return "match " + member(*scrutinee, scope).text + " { " + pattern(*scrutinee) + " => " +
             law(symbol, scope, 0) + "; _ => " + law(symbol, scope, 0) + " }";
    }
  }
  if (parents && tape_.percent(5)) {
    coverage_.note("law: let");
    const std::string name = fresh("v");
    return "let " + name + " = (" + boolean(scope, 0).text + ") in " +
           law(symbol, scope.with(name, kBool), depth - 1);
  }
  if (parents && symbol.kind == kBool && tape_.percent(12)) {
    for (const Symbol* family : readable(kBool, scope)) {
      if (family->indices.size() != 1 || family->indices[0].type >= 0 || !has(kNumber, scope)) continue;
      coverage_.note("law: of a member chosen at random");
      const IndexSet& set = family->indices[0];
      return "bernoulli(if " + family->name + "[clamp(floor(" + variable(kNumber, scope).text + "), " +
             std::to_string(set.lo) + ", " + std::to_string(set.hi) + ")] then 1/4 else 3/4)";
    }
  }
  const std::vector<std::string> names = value_names(symbol);
  // A `step` has values in between.
  const bool whole = symbol.kind != kNumber;
  switch (tape_.below(8)) {
    default:
      if (symbol.kind == kBool) {
        coverage_.note("law: bernoulli");
        return "bernoulli(" + probability(scope, depth).text + ")";
      }
      if (whole) return row(symbol, scope, names.size());
      return keyed(symbol, scope);
    case 3:
      if (whole && (symbol.declared || symbol.kind == kBool) && symbol.kind != kBool)
        return row(symbol, scope, names.size());
      if (symbol.kind == kBool && symbol.declared) return row(symbol, scope, 2);
      return keyed(symbol, scope);
    case 4: {
      coverage_.note("law: uniform");
      if (symbol.kind == kNumber) {
        if (tape_.percent(25)) {
          coverage_.note("law: uniform comprehension");
          const std::string k = fresh("k");
          return "uniform({" + k + " for " + k + " in 0..2 if " +
                 (parents ? k + " != 1 or " + boolean(scope, 0).at(Level::ExclusiveOr) : k + " != 1") + "})";
        }
        return "uniform(" + names.front() + ".." + names.back() + ")";
      }
      return "uniform({" + names.front() + ", " + names.back() + "})";
    }
    case 5:
      if (symbol.kind != kNumber || symbol.most < 2) return keyed(symbol, scope);
      if (tape_.below(2) == 0) {
        coverage_.note("law: binomial");
        return "binomial(" + std::to_string(symbol.declared ? symbol.most : 2) + ", " +
               probability(scope, depth).text + ")";
      }
      coverage_.note("law: hypergeometric");
      return "hypergeometric(4, 2, " +
             (parents && tape_.percent(40) && has(kBool, scope)
                  ? "if " + variable(kBool, scope).text + " then 1 else 2"
                  : std::string("2")) +
             ")";
    case 6: {
      coverage_.note("law: normalize");
      std::string text = "normalize({";
      bool first = true;
      for (const std::string& one : names) {
        text +=
            first ? one + ": 1" : ", " + one + ": " + (parents ? "abs(" + number(scope, 0).text + ")" : "2");
        first = false;
      }
      return text + "})";
    }
  }
}

}  // namespace causeway::differential
