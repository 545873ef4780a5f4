// SPDX-License-Identifier: MIT
// What runs over values or variables: match, comprehensions.
#include "writer.hpp"

namespace causeway::differential {

namespace {

std::string join(const std::vector<std::string>& parts) {
  std::string text;
  for (const std::string& one : parts) text += (text.empty() ? "" : ", ") + one;
  return text;
}

}  // namespace

std::string LabelType::domain() const {
  return name.empty() ? "{" + join(labels) + "}" : name;
}

/// A variable without indices that a match can look at.
const Symbol* Writer::plain_symbol(const Scope& scope, bool label_or_bool) {
  std::vector<const Symbol*> found;
  for (std::size_t i = 0; i < scope.visible && i < sketch_.symbols.size(); ++i) {
    const Symbol& one = sketch_.symbols[i];
    if (!one.indices.empty() || (scope.noise_only && !one.noise)) continue;
    if ((one.kind.tag != Kind::Tag::Number) == label_or_bool) found.push_back(&one);
  }
  return found.empty() ? nullptr : tape_.of(found);
}

std::string Writer::pattern(const Symbol& symbol) {
  switch (symbol.kind.tag) {
    case Kind::Tag::Bool:
      return tape_.below(2) == 0 ? "true" : "false";
    case Kind::Tag::Label: {
      const std::string first = label_name(symbol.kind.type);
      if (!tape_.percent(25)) return first;
      coverage_.note("pattern: alternatives");
      return first + " | " + label_name(symbol.kind.type);
    }
    case Kind::Tag::Number:
      break;
  }
  switch (tape_.below(5)) {
    default:
      return std::to_string(tape_.between(0, 2));
    case 2:
      coverage_.note("pattern: range");
      return tape_.below(2) == 0 ? "0..1" : "1..3";
    case 3:
      coverage_.note("pattern: alternatives");
      return "1 | 2";
    case 4:
      coverage_.note("pattern: negative or fraction");
      return tape_.below(2) == 0 ? "-1" : "1/2";
  }
}

Piece Writer::matched(Kind kind, const Scope& scope, int depth) {
  const bool numbers = tape_.percent(35);
  const Symbol* symbol = plain_symbol(scope, !numbers);
  if (symbol == nullptr) return conditional(kind, scope, depth);
  coverage_.note("match");
  std::string text = "match " + member(*symbol, scope).text;
  if (symbol->kind.tag == Kind::Tag::Label && tape_.percent(40)) {
    text += " { ";
    for (const std::string& one : sketch_.types[symbol->kind.type].labels)
      text += one + " => " + expression(kind, scope, depth).text + "; ";
    return {text + "}", Level::Conditional};
  }
  const bool open = symbol->kind.tag == Kind::Tag::Number && tape_.percent(20);
  if (open) {
    coverage_.note("match: perhaps without an arm");
    text += " + 0";
  } else if (symbol->kind.tag == Kind::Tag::Number && tape_.percent(30)) {
    coverage_.note("match: of fractions");
    text += " / 2";
  }
  text += " { " + pattern(*symbol) + " => " + expression(kind, scope, depth).text + "; ";
  if (tape_.below(2) == 0) text += pattern(*symbol) + " => " + expression(kind, scope, 0).text + "; ";
  if (!open) text += "_ => " + expression(kind, scope, 0).text;
  return {text + " }", Level::Conditional};
}

Piece Writer::pair_matched(Kind kind, const Scope& scope, int depth) {
  const Symbol* first = plain_symbol(scope, true);
  const Symbol* second = plain_symbol(scope, tape_.percent(70));
  if (first == nullptr || second == nullptr) return conditional(kind, scope, depth);
  coverage_.note("match: several values");
  return {"match " + member(*first, scope).text + ", " + member(*second, scope).text + " { " +
              pattern(*first) + ", " + pattern(*second) + " => " + expression(kind, scope, depth).text +
              "; " + "_, " + pattern(*second) + " => " + expression(kind, scope, 0).text + "; " + "_ => " +
              expression(kind, scope, 0).text + " }",
          Level::Conditional};
}

std::string Writer::first_index(const IndexSet& set) const {
  return set.type < 0 ? std::to_string(set.lo) : sketch_.types[static_cast<std::size_t>(set.type)].labels[0];
}

/// A set for a binder, and the kind of its elements.
std::string Writer::binder_set(const Scope& scope, Kind& kind) {
  kind = kNumber;
  switch (tape_.below(8)) {
    default:
      coverage_.note("binder over a range");
      return "0.." + std::to_string(tape_.between(1, 2));
    case 2:
      coverage_.note("binder over numbers");
      return "{0, 1/2, 2}";
    case 3:
      coverage_.note("binder over bool");
      kind = kBool;
      return "bool";
    case 4: {
      if (sketch_.types.empty()) return "1..2";
      const std::size_t type = tape_.below(sketch_.types.size());
      if (sketch_.types[type].name.empty()) return "1..2";
      coverage_.note("binder over a type");
      kind = {Kind::Tag::Label, type};
      return sketch_.types[type].name;
    }
    case 5:
    case 6: {
      const Symbol* symbol = plain_symbol(scope, true);
      if (symbol == nullptr || scope.noise_only) return "1..2";
      coverage_.note("binder over domain(x)");
      kind = symbol->kind;
      return "domain(" + symbol->name + ")";
    }
    case 7: {
      std::vector<const Symbol*> families;
      for (const Symbol* one : readable(kNumber, scope)) {
        if (one->indices.size() == 1) families.push_back(one);
      }
      if (families.empty()) return "1..2";
      coverage_.note("binder over a family");
      const Symbol* family = tape_.of(families);
      if (scope.reads != nullptr)
        scope.reads->insert(family->name + "[" + first_index(family->indices[0]) + "]");
      return family->name;
    }
  }
}

namespace {

/// `f[i]`, or `f[i, j]` with the other index fixed.
std::string at(const Symbol& family, std::size_t position, const std::string& index,
               const std::string& other) {
  if (family.indices.size() == 1) return family.name + "[" + index + "]";
  return family.name + (position == 0 ? "[" + index + ", " + other + "]" : "[" + other + ", " + index + "]");
}

}  // namespace

Piece Writer::fold(const Scope& scope, int depth) {
  const std::string name =
      tape_.of<std::string>({"sum", "count", "product", "max", "min", "argmax", "argmin"});
  coverage_.note(name);
  const std::string variable = fresh("i");
  std::string body;
  std::string over;
  Scope inner = scope;
  std::vector<const Symbol*> families;
  for (const Symbol* one : readable(name == "count" ? kBool : kNumber, scope)) {
    if (!one->indices.empty()) families.push_back(one);
  }
  if (!families.empty() && tape_.percent(60)) {
    const Symbol& family = *tape_.of(families);
    const std::size_t position = tape_.below(family.indices.size());
    const IndexSet& set = family.indices[position];
    const std::string other =
        family.indices.size() == 1 ? "" : index_text(family.indices[1 - position], Scope{});
    const bool argument = name.starts_with("arg");
    if (!argument && tape_.percent(60)) {
      coverage_.note(family.indices.size() == 1 ? "family as a list" : "slice");
      over = family.indices.size() == 1 ? family.name : at(family, position, "_", other);
      body = variable;
    } else {
      over = set.text;
      body = bracketed(family, at(family, position, variable, other), scope);
      if (set.type < 0) inner = scope.with(variable, kNumber);
      if (argument && set.type >= 0) return number(scope, 0);  // its value would be a label
    }
    if (scope.reads != nullptr) scope.reads->insert(at(family, position, first_index(set), other));
  } else {
    Kind kind = kNumber;
    over = name.starts_with("arg") ? "0..2" : binder_set(scope, kind);
    inner = scope.with(variable, kind);
    body = name == "count" ? boolean(inner, depth).text : number(inner, depth).text;
    if (!name.starts_with("arg") && tape_.percent(15)) {
      coverage_.note("two binders");
      const std::string second = fresh("j");
      over += ", " + second + " in 0..1";
    }
  }
  std::string text = name + "(" + body + " for " + variable + " in " + over;
  const bool empty_is_undefined = name.starts_with("m") || name.starts_with("arg");
  if (tape_.percent(empty_is_undefined ? 10 : 35)) {
    coverage_.note(empty_is_undefined ? "comprehension: perhaps over nothing" : "comprehension: condition");
    text += " if " + boolean(inner, 0).text;
  }
  return {text + ")"};
}

Piece Writer::quantified(const Scope& scope, int depth) {
  const std::string name = tape_.of<std::string>({"any", "all"});
  coverage_.note(name);
  const std::string variable = fresh("q");
  Kind kind;
  const std::string over = binder_set(scope, kind);
  const Scope inner = scope.with(variable, kind);
  std::string text = name + "(" + boolean(inner, depth).text + " for " + variable + " in " + over;
  if (tape_.percent(25)) {
    coverage_.note("comprehension: condition");
    text += " if " + boolean(inner, 0).text;
  }
  return {text + ")"};
}

}  // namespace causeway::differential
