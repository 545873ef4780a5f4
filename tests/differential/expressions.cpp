// SPDX-License-Identifier: MIT
#include <algorithm>

#include "writer.hpp"

namespace causeway::differential {

namespace {

Piece binary(const Piece& left, const std::string& op, const Piece& right, Level level) {
  // From the left, except for `implies` and `^`; comparisons do not chain.
  const bool from_right = level == Level::Implication || level == Level::Power;
  const Level tighter = static_cast<Level>(static_cast<int>(level) + 1);
  const Level first = from_right || level == Level::Comparison ? tighter : level;
  const Level second = from_right ? level : tighter;
  return {left.at(first) + " " + op + " " + right.at(second), level};
}

}  // namespace

Scope Scope::with(const std::string& name, Kind kind) const {
  Scope inner = *this;
  inner.locals.push_back({name, kind});
  return inner;
}

Piece Writer::expression(Kind kind, const Scope& scope, int depth) {
  switch (kind.tag) {
    case Kind::Tag::Bool:
      return boolean(scope, depth);
    case Kind::Tag::Number:
      return number(scope, depth);
    case Kind::Tag::Label:
      break;
  }
  return label(kind.type, scope, depth);
}

Piece Writer::lively(Kind kind, const Scope& scope, int depth) {
  const Piece rest = expression(kind, scope, depth);
  if (tape_.percent(15) || !has(kind, scope)) return rest;
  std::vector<const Symbol*> drawn;
  for (const Symbol* one : readable(kind, scope)) {
    if (one->law) drawn.push_back(one);
  }
  const Piece live =
      drawn.empty() || tape_.percent(30) ? variable(kind, scope) : member(*tape_.of(drawn), scope);
  switch (kind.tag) {
    case Kind::Tag::Bool:
      if (tape_.percent(40)) return binary(rest, "xor", live, Level::ExclusiveOr);
      if (tape_.percent(30)) return binary(live, "or", rest, Level::Disjunction);
      return binary(live, "and", {"not " + rest.at(Level::Negation), Level::Negation}, Level::Conjunction);
    case Kind::Tag::Number:
      return binary(rest, tape_.of<std::string>({"+", "-"}), live, Level::Sum);
    case Kind::Tag::Label:
      break;
  }
  return {"if " + boolean(scope, 0).text + " then " + live.text + " else " + rest.text, Level::Conditional};
}

Piece Writer::constant(Kind kind) {
  if (kind == kBool) return {tape_.below(2) == 0 ? "true" : "false"};
  if (kind.tag == Kind::Tag::Label) return {label_name(kind.type)};
  switch (tape_.below(8)) {
    default:
      return {std::to_string(tape_.below(3))};
    case 5:
      coverage_.note("number: fraction");
      return {"1 / " + std::to_string(tape_.between(2, 3)), Level::Product};
    case 6:
      coverage_.note("number: decimal");
      return {tape_.of<std::string>({"0.5", "1.25", "1e-1", "1_0"})};
    case 7:
      if (sketch_.numbers.empty()) return {"2"};
      coverage_.note("constant or parameter read");
      return {tape_.of(sketch_.numbers)};
  }
}

std::string Writer::label_name(std::size_t type) {
  const LabelType& labels = sketch_.types[type];
  const std::string& name = tape_.of(labels.labels);
  if (labels.name.empty() || !tape_.percent(30)) return name;
  coverage_.note("label: qualified");
  return labels.name + "." + name;
}

std::vector<const Symbol*> Writer::readable(Kind kind, const Scope& scope) const {
  std::vector<const Symbol*> found;
  for (std::size_t i = 0; i < std::min(scope.visible, sketch_.symbols.size()); ++i) {
    const Symbol& one = sketch_.symbols[i];
    if (one.kind == kind && (one.noise || !scope.noise_only)) found.push_back(&one);
  }
  return found;
}

bool Writer::has(Kind kind, const Scope& scope) const {
  return !readable(kind, scope).empty();
}

Piece Writer::variable(Kind kind, const Scope& scope) {
  std::vector<const Local*> locals;
  for (const Local& one : scope.locals) {
    if (one.kind == kind) locals.push_back(&one);
  }
  if (!locals.empty() && tape_.percent(40)) return {tape_.of(locals)->name};
  const std::vector<const Symbol*> symbols = readable(kind, scope);
  if (symbols.empty()) return locals.empty() ? constant(kind) : Piece{tape_.of(locals)->name};
  // Late ones more often, so that the graphs are deep.
  const std::size_t from = tape_.below(symbols.size());
  return member(*symbols[from + tape_.below(symbols.size() - from)], scope);
}

bool Writer::is_constant(const IndexSet& set, const std::string& index) const {
  if (set.type < 0) return index.find_first_not_of("0123456789") == std::string::npos;
  const LabelType& type = sketch_.types[static_cast<std::size_t>(set.type)];
  const std::string label = index.substr(index.find('.') + 1);
  return std::find(type.labels.begin(), type.labels.end(), label) != type.labels.end();
}

Piece Writer::member(const Symbol& symbol, const Scope& scope) {
  std::string text = symbol.name;
  bool constant = true;
  if (!symbol.indices.empty()) {
    text += '[';
    for (std::size_t i = 0; i < symbol.indices.size(); ++i) {
      const std::string index = index_text(symbol.indices[i], scope);
      constant = constant && is_constant(symbol.indices[i], index);
      text += (i == 0 ? "" : ", ") + index;
    }
    text += ']';
  }
  if (scope.reads != nullptr && constant) scope.reads->insert(text);
  return {bracketed(symbol, std::move(text), scope)};
}

std::string Writer::index_text(const IndexSet& set, const Scope& scope) {
  const bool labels = set.type >= 0;
  const Kind kind = labels ? Kind{Kind::Tag::Label, static_cast<std::size_t>(set.type)} : kNumber;
  Scope plain = scope;
  plain.worlds = false;
  plain.reads = nullptr;
  if (tape_.percent(22) && has(kind, plain)) {
    coverage_.note(labels ? "index: random label" : "index: random number");
    if (labels) return variable(kind, plain).text;
    if (tape_.percent(10)) return variable(kind, plain).text;  // perhaps outside: an undefined operation
    return "clamp(floor(" + variable(kind, plain).text + "), " + std::to_string(set.lo) + ", " +
           std::to_string(set.hi) + ")";
  }
  if (labels) return label_name(static_cast<std::size_t>(set.type));
  return std::to_string(tape_.between(set.lo, set.hi));
}

std::string Writer::bracketed(const Symbol& symbol, std::string text, const Scope& scope) {
  if (!scope.worlds || symbol.noise || scope.brackets >= 2 || !tape_.percent(scope.brackets == 0 ? 30 : 25))
    return text;
  if (scope.brackets > 0) coverage_.note("world: nested");
  if (tape_.percent(scope.brackets == 0 ? 2 : 20)) {
    coverage_.note("world: own value `x[]`");
    return text + "[]";
  }
  coverage_.note("world: bracket");
  Scope inner = scope;
  ++inner.brackets;
  return text + "[" + interventions(inner) + "]";
}

Piece Writer::boolean(const Scope& scope, int depth) {
  if (depth <= 0) {
    return has(kBool, scope) && !tape_.percent(30) ? variable(kBool, scope) : comparison(scope, 0);
  }
  switch (tape_.below(14)) {
    case 0:
      return variable(kBool, scope);
    case 1:
    case 2:
    case 3:
      return comparison(scope, depth - 1);
    case 4:
    case 5:
    case 6:
    case 7:
      return connective(scope, depth - 1);
    case 8:
      return membership(scope, depth - 1);
    case 9:
      return conditional(kBool, scope, depth - 1);
    case 10:
      return tape_.below(2) == 0 ? matched(kBool, scope, depth - 1) : pair_matched(kBool, scope, depth - 1);
    case 11:
      return let(kBool, scope, depth - 1);
    case 12:
      return quantified(scope, depth - 1);
    default:
      return call(kBool, scope, depth - 1);
  }
}

Piece Writer::connective(const Scope& scope, int depth) {
  const Piece left = boolean(scope, depth);
  const std::size_t which = tape_.below(6);
  if (which == 0) {
    coverage_.note("operator: not");
    return {"not " + left.at(Level::Negation), Level::Negation};
  }
  const Piece right = boolean(scope, depth);
  switch (which) {
    case 1:
    case 2:
      coverage_.note("operator: and");
      return binary(left, "and", right, Level::Conjunction);
    case 3:
      coverage_.note("operator: or");
      return binary(left, "or", right, Level::Disjunction);
    case 4:
      coverage_.note("operator: xor");
      return binary(left, "xor", right, Level::ExclusiveOr);
    default:
      coverage_.note("operator: implies");
      return binary(left, "implies", right, Level::Implication);
  }
}

Piece Writer::comparison(const Scope& scope, int depth) {
  const std::string equal = scope.term && tape_.below(2) == 0 ? "=" : "==";
  if (!sketch_.types.empty() && tape_.percent(35)) {
    const std::size_t type = tape_.below(sketch_.types.size());
    if (has({Kind::Tag::Label, type}, scope)) {
      const std::string op = tape_.of<std::string>({equal, equal, "!=", "<", ">="});
      coverage_.note("comparison of labels: " + op);
      const Piece left = label(type, scope, depth);
      const Piece right = tape_.percent(75) ? constant({Kind::Tag::Label, type}) : label(type, scope, 0);
      return binary(left, op, right, Level::Comparison);
    }
  }
  if (tape_.percent(12)) {
    coverage_.note("comparison of bools");
    return binary(boolean(scope, depth), tape_.below(2) == 0 ? equal : "!=", boolean(scope, 0),
                  Level::Comparison);
  }
  const std::string op = tape_.of<std::string>({equal, "<", ">", "<=", ">=", "!="});
  coverage_.note("comparison: " + op);
  const Piece left = number(scope, depth);
  const Piece right = tape_.percent(70) ? constant(kNumber) : number(scope, depth);
  return binary(left, op, right, Level::Comparison);
}

Piece Writer::membership(const Scope& scope, int depth) {
  if (!sketch_.types.empty() && tape_.percent(40)) {
    const std::size_t type = tape_.below(sketch_.types.size());
    const std::string& name = sketch_.types[type].name;
    if (!name.empty() && tape_.percent(20)) {
      coverage_.note("in: type");
      return {label(type, scope, depth).at(Level::Range) + " in " + name, Level::Comparison};
    }
    coverage_.note("in: labels");
    return {label(type, scope, depth).at(Level::Range) + " in {" + label_name(type) + ", " +
                label_name(type) + "}",
            Level::Comparison};
  }
  const std::string value = number(scope, depth).at(Level::Range);
  if (tape_.below(2) == 0) {
    coverage_.note("in: range");
    const int lo = tape_.between(0, 1);
    return {value + " in " + std::to_string(lo) + ".." + std::to_string(lo + tape_.between(0, 2)),
            Level::Comparison};
  }
  coverage_.note("in: numbers");
  return {value + " in {0, " + std::to_string(tape_.between(1, 3)) + "}", Level::Comparison};
}

Piece Writer::conditional(Kind kind, const Scope& scope, int depth) {
  coverage_.note("if");
  std::string text = "if " + boolean(scope, depth).text + " then " + expression(kind, scope, depth).text;
  if (tape_.percent(25)) {
    coverage_.note("else if");
    text += " else if " + boolean(scope, 0).text + " then " + expression(kind, scope, 0).text;
  }
  return {text + " else " + expression(kind, scope, depth).text, Level::Conditional};
}

Piece Writer::let(Kind kind, const Scope& scope, int depth) {
  coverage_.note("let");
  const Kind bound = tape_.below(2) == 0 ? kBool : kNumber;
  const std::string name = fresh("v");
  const std::string value = "(" + expression(bound, scope, depth).text + ")";  // `in` ends the value of a let
  return {"let " + name + " = " + value + " in " + expression(kind, scope.with(name, bound), depth).text,
          Level::Conditional};
}

Piece Writer::call(Kind kind, const Scope& scope, int depth) {
  std::vector<const Function*> callable;
  for (const Function& one : sketch_.functions) {
    if (one.result == kind) callable.push_back(&one);
  }
  if (callable.empty()) return expression(kind, scope, 0);
  const Function& function = *tape_.of(callable);
  coverage_.note("fn");
  const bool leave_out = function.optional && tape_.below(2) == 0;
  const std::size_t given = function.parameters.size() - (leave_out ? 1 : 0);
  if (leave_out) coverage_.note("fn: default argument");
  std::string text = function.name + "(";
  for (std::size_t i = 0; i < given; ++i) {
    text += i == 0 ? "" : ", ";
    if (i + 1 == function.parameters.size() && tape_.percent(30)) {
      coverage_.note("fn: named argument");
      text += "p" + std::to_string(i) + ": ";
    }
    text += expression(function.parameters[i], scope, depth).text;
  }
  return {text + ")"};
}

Piece Writer::label(std::size_t type, const Scope& scope, int depth) {
  const Kind kind{Kind::Tag::Label, type};
  if (depth <= 0) return tape_.percent(15) ? constant(kind) : variable(kind, scope);
  switch (tape_.below(9)) {
    case 0:
      return conditional(kind, scope, depth - 1);
    case 1:
      return matched(kind, scope, depth - 1);
    case 2:
      return let(kind, scope, depth - 1);
    case 3: {
      const std::string name = tape_.below(2) == 0 ? "max" : "min";
      if (!has(kind, scope)) return constant(kind);
      coverage_.note(name + " of labels");
      return {name + "(" + variable(kind, scope).text + ", " + label(type, scope, 0).text + ")"};
    }
    case 4: {
      Scope plain = scope;
      plain.worlds = false;
      plain.locals.clear();
      const std::vector<const Symbol*> symbols = readable(kind, plain);
      if (symbols.empty() || !symbols[0]->indices.empty()) return constant(kind);
      coverage_.note("domain(x)");
      return {tape_.of<std::string>({"first", "last"}) + "(domain(" + symbols[0]->name + "))"};
    }
    default:
      return variable(kind, scope);
  }
}

Piece Writer::number(const Scope& scope, int depth) {
  if (depth <= 0) {
    const std::size_t which = tape_.below(10);
    if (which == 9) return constant(kNumber);
    if (which == 8) return element(scope);
    if (has(kNumber, scope) || !has(kBool, scope)) return variable(kNumber, scope);
    coverage_.note("bool as a number");
    return {variable(kBool, scope).text + " + " + std::to_string(tape_.below(3)), Level::Sum};
  }
  switch (tape_.below(12)) {
    case 0:
    case 1:
    case 2:
      return arithmetic(scope, depth - 1);
    case 3:
      return division(scope, depth - 1);
    case 4:
    case 5:
      return prelude(scope, depth - 1);
    case 6:
      return conditional(kNumber, scope, depth - 1);
    case 7:
      return tape_.below(2) == 0 ? matched(kNumber, scope, depth - 1)
                                 : pair_matched(kNumber, scope, depth - 1);
    case 8:
      return let(kNumber, scope, depth - 1);
    case 9:
      return fold(scope, depth - 1);
    case 10:
      return call(kNumber, scope, depth - 1);
    default:
      return variable(kNumber, scope);
  }
}

Piece Writer::arithmetic(const Scope& scope, int depth) {
  const Piece left = number(scope, depth);
  switch (tape_.below(7)) {
    case 0:
    case 1:
      coverage_.note("operator: +");
      return binary(left, "+", number(scope, depth), Level::Sum);
    case 2:
      coverage_.note("operator: -");
      return binary(left, "-", number(scope, depth), Level::Sum);
    case 3:
      coverage_.note("operator: *");
      return binary(left, "*", number(scope, 0), Level::Product);
    case 4:
      coverage_.note("operator: unary -");
      return {"-" + left.at(Level::Minus), Level::Minus};
    case 5:
      coverage_.note("operator: ^");
      return {left.at(Level::Atom) + "^" + std::to_string(tape_.between(0, 2)), Level::Power};
    default:
      coverage_.note("bool as a number");
      return binary(left, "+", {"(" + boolean(scope, 0).text + ")"}, Level::Sum);
  }
}

Piece Writer::division(const Scope& scope, int depth) {
  const Piece left = number(scope, depth);
  switch (tape_.below(5)) {
    case 0:
      coverage_.note("operator: / by a constant");
      return binary(left, "/", {std::to_string(tape_.between(2, 3))}, Level::Product);
    case 1:
      coverage_.note("operator: div");
      return binary(left, "div", {std::to_string(tape_.between(2, 3))}, Level::Product);
    case 2:
      coverage_.note("operator: %");
      return binary(left, "%", {std::to_string(tape_.between(2, 3))}, Level::Product);
    case 3: {
      coverage_.note("operator: / guarded");
      const Piece by = number(scope, 0);
      return {"if " + by.at(Level::Range) + " != 0 then " + left.at(Level::Product) + " / " +
                  by.at(Level::Minus) + " else 0",
              Level::Conditional};
    }
    default:
      coverage_.note("operator: / perhaps by 0");
      return binary(left, tape_.of<std::string>({"/", "/", "div", "%"}), number(scope, 0), Level::Product);
  }
}

Piece Writer::prelude(const Scope& scope, int depth) {
  const std::string x = number(scope, depth).text;
  switch (tape_.below(10)) {
    case 0:
      coverage_.note("abs");
      return {"abs(" + x + ")"};
    case 1:
      coverage_.note("sign");
      return {"sign(" + x + ")"};
    case 2:
      coverage_.note("floor");
      return {"floor(" + x + ")"};
    case 3:
      coverage_.note("ceil");
      return {"ceil(" + x + ")"};
    case 4:
      coverage_.note("clamp");
      return {"clamp(" + x + ", 0, " + std::to_string(tape_.between(1, 2)) + ")"};
    case 5:
      coverage_.note("min");
      return {"min(" + x + ", " + number(scope, 0).text + ")"};
    case 6:
      coverage_.note("max");
      return {"max(" + x + ", " + number(scope, 0).text + ", " + constant(kNumber).text + ")"};
    case 7:
      coverage_.note("fact");
      return {"fact(clamp(floor(" + x + "), 0, 3))"};
    case 8:
      coverage_.note("choose");
      return {"choose(3, clamp(floor(" + x + "), 0, 3))"};
    default:
      if (sketch_.types.empty()) return {"abs(" + x + ")"};
      coverage_.note("ord");
      return {"ord(" + label(tape_.below(sketch_.types.size()), scope, 0).text + ")"};
  }
}

Piece Writer::element(const Scope& scope) {
  if (sketch_.arrays.empty()) return constant(kNumber);
  if (sketch_.table && tape_.percent(40)) {
    const bool random = has(kNumber, scope) && tape_.percent(80);
    const std::string open = random ? "clamp(floor(" + variable(kNumber, scope).text + "), 1, 2)" : "2";
    coverage_.note(random ? "array: one index random" : "array: two indices");
    return {tape_.below(2) == 0 ? "table[" + std::to_string(tape_.between(1, 2)) + ", " + open + "]"
                                : "table[" + open + "][" + std::to_string(tape_.between(1, 2)) + "]"};
  }
  const auto& [name, length] = tape_.of(sketch_.arrays);
  if (tape_.below(2) == 0 || !has(kNumber, scope)) {
    coverage_.note("array: constant index");
    return {name + "[" + std::to_string(tape_.between(1, length)) + "]"};
  }
  coverage_.note("array: random index");
  Scope plain = scope;
  plain.worlds = scope.worlds && scope.brackets == 0;
  const std::string index = variable(kNumber, plain).text;
  if (tape_.percent(10)) return {name + "[" + index + "]"};  // perhaps outside
  return {name + "[clamp(floor(" + index + "), 1, " + std::to_string(length) + ")]"};
}

}  // namespace causeway::differential
