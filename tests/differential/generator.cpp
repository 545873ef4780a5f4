// SPDX-License-Identifier: MIT
#include "generator.hpp"

#include <algorithm>

#include "writer.hpp"

namespace causeway::differential {

namespace {

constexpr std::size_t kUnits = 150;  // about how many units a model may have

class Generator {
 public:
  Generator(Tape& model, Tape& questions, Coverage& coverage)
      : tape_(model),
        questions_(questions),
        coverage_(coverage),
        writer_(model, coverage, sketch_),
        asking_(questions, coverage, sketch_) {}

  Sample sample() {
    types();
    constants();
    functions();
    variables();
    Sample sample;
    sample.questions = questions();
    sample.named = named_;
    // Order is free; only queries and clauses of one family keep theirs here.
    if (tape_.percent(20)) {
      coverage_.note("declared after its use");
      std::reverse(declarations_.begin(), declarations_.end());
      std::reverse(sample.named.begin(), sample.named.end());
    }
    for (const std::string& one : declarations_) sample.model += one + "\n";
    return sample;
  }

 private:
  void declare(const std::string& text) { declarations_.push_back(text); }

  void types() {
    const std::size_t count = tape_.below(3);
    for (std::size_t i = 0; i < count; ++i) {
      LabelType type;
      const std::size_t size = 2 + tape_.below(2);
      for (std::size_t k = 0; k < size; ++k)
        type.labels.push_back(std::string(1, static_cast<char>('a' + k)) + std::to_string(i));
      if (tape_.below(3) > 0) {
        type.name = "T" + std::to_string(i);
        std::string labels;
        for (const std::string& one : type.labels) labels += (labels.empty() ? "" : ", ") + one;
        const bool as_enum = tape_.below(2) == 0;
        coverage_.note(as_enum ? "enum" : "type");
        declare(as_enum ? "enum " + type.name + " { " + labels + " }"
                        : "type " + type.name + " = {" + labels + "}");
      }
      sketch_.types.push_back(type);
    }
  }

  void constants() {
    if (tape_.percent(30)) {
      coverage_.note("const");
      declare("const n = " + std::string(tape_.below(2) == 0 ? "2" : "1 / 2 + 1"));
      sketch_.numbers.emplace_back("n");
    }
    if (tape_.percent(20)) {
      coverage_.note("param");
      declare("param rate : {1/4, 1/2, 1} = 1/2");
      sketch_.numbers.emplace_back("rate");
    }
    if (tape_.percent(30)) {
      coverage_.note("const: array");
      sketch_.table = true;
      declare("const table = [[1, 0], [2, " + std::to_string(tape_.below(4)) + "]]");
      declare("const w = [" + std::to_string(tape_.below(3)) + ", 2, 1]");
      sketch_.arrays.emplace_back("w", 3);
    }
    if (tape_.percent(20)) {
      coverage_.note("const: indexed");
      declare("const c[k in 1..2] = if k == 1 then " + std::to_string(tape_.below(4)) + " else k / 2");
      sketch_.arrays.emplace_back("c", 2);
    }
  }

  void functions() {
    const std::size_t count = tape_.below(3);
    for (std::size_t i = 0; i < count; ++i) {
      Function function{"f" + std::to_string(i), tape_.below(2) == 0 ? kBool : kNumber, {}, false};
      std::string text = "fn " + function.name + "(";
      Scope scope;
      const std::size_t arity = 1 + tape_.below(2);
      for (std::size_t k = 0; k < arity; ++k) {
        const Kind kind = tape_.below(2) == 0 ? kBool : kNumber;
        const std::string name = "p" + std::to_string(k);
        function.parameters.push_back(kind);
        text += (k == 0 ? "" : ", ") + name;
        scope = scope.with(name, kind);
      }
      if (function.parameters.size() == 2 && tape_.percent(50)) {
        function.optional = true;
        text += " = " + writer_.constant(function.parameters.back()).text;
      }
      declare(text + ") = " + writer_.expression(function.result, scope, 2).text);
      sketch_.functions.push_back(function);
    }
  }

  Kind kind() {
    const std::size_t which = tape_.below(5);
    if (which <= 1) return kBool;
    if (which <= 3 || sketch_.types.empty()) return kNumber;
    return {Kind::Tag::Label, tape_.below(sketch_.types.size())};
  }

  std::size_t ways(const Symbol& symbol) const {
    if (symbol.kind == kBool) return 2;
    if (symbol.kind == kNumber) return static_cast<std::size_t>(symbol.most - symbol.least + 1);
    return sketch_.types[symbol.kind.type].labels.size();
  }

  std::size_t members(const Symbol& symbol) const {
    std::size_t count = 1;
    for (const IndexSet& set : symbol.indices)
      count *= set.type < 0 ? static_cast<std::size_t>(set.hi - set.lo + 1)
                            : sketch_.types[static_cast<std::size_t>(set.type)].labels.size();
    return count;
  }

  /// Whether there is room for the randomness of one more; if so, takes it.
  bool afford(const Symbol& symbol) {
    std::size_t more = 1;
    for (std::size_t i = 0; i < members(symbol); ++i) more *= ways(symbol);
    if (sketch_.units * more > kUnits) return false;
    sketch_.units *= more;
    return true;
  }

  void indices(Symbol& symbol) {
    const auto range = [&] {
      const int lo = tape_.between(0, 1);
      const int hi = lo + 1;
      return IndexSet{lo, hi, -1, std::to_string(lo) + ".." + std::to_string(hi)};
    };
    symbol.indices.push_back(range());
    if (!sketch_.types.empty() && !sketch_.types[0].name.empty() && tape_.percent(40)) {
      coverage_.note("family: indexed by labels");
      symbol.indices.back() = {0, -1, 0, sketch_.types[0].name};
    }
    if (tape_.percent(30)) {
      coverage_.note("family: two indices");
      symbol.indices.push_back(range());
    }
  }

  std::string binders(const Symbol& symbol, Scope& scope) {
    std::string text;
    for (std::size_t i = 0; i < symbol.indices.size(); ++i) {
      const IndexSet& set = symbol.indices[i];
      const std::string name = "at" + std::to_string(i + 1);
      text += (text.empty() ? "" : ", ") + name + " in " + set.text;
      scope = scope.with(name,
                         set.type < 0 ? kNumber : Kind{Kind::Tag::Label, static_cast<std::size_t>(set.type)});
    }
    if (symbol.indices.size() == 1 && symbol.indices[0].type < 0 && tape_.percent(15)) {
      coverage_.note("family: condition");
      const IndexSet& set = symbol.indices[0];
      return "at1 in " + std::to_string(set.lo) + ".." + std::to_string(set.hi + 1) +
             " if at1 <= " + std::to_string(set.hi);
    }
    return text;
  }

  void variables() {
    const std::size_t noises = 1 + tape_.below(3);
    for (std::size_t i = 0; i < noises; ++i) noise("u" + std::to_string(i));
    const std::size_t count = 2 + tape_.below(4);
    for (std::size_t i = 0; i < count; ++i) variable("x" + std::to_string(i));
    if (sketch_.symbols.empty()) noise("u");
    // A type without a name is declared where a variable has it.
    for (std::size_t i = 0; i < sketch_.types.size(); ++i) {
      const Kind kind{Kind::Tag::Label, i};
      const auto of_kind = [&](const Symbol& one) { return one.kind == kind; };
      if (!sketch_.types[i].name.empty() ||
          std::any_of(sketch_.symbols.begin(), sketch_.symbols.end(), of_kind))
        continue;
      Symbol symbol{"y" + std::to_string(i), kind, {}, true, true, true, 0, 2, {}};
      declare("noise " + symbol.name + " : " + sketch_.types[i].domain() + " ~ " +
              writer_.law(symbol, Scope{}, 0));
      sketch_.symbols.push_back(symbol);
    }
    if (tape_.percent(15)) {
      coverage_.note("default coupling");
      declare("default coupling " + tape_.of<std::string>({"quantile", "independent"}));
    }
  }

  void noise(const std::string& name) {
    Symbol symbol{name, kind(), {}, true, true, false, 0, 2, {}};
    if (symbol.kind == kNumber && tape_.percent(30)) symbol.least = -1, symbol.most = 1;
    if (tape_.percent(20)) indices(symbol);
    if (!afford(symbol)) return;
    symbol.declared = symbol.kind.tag == Kind::Tag::Label || tape_.percent(30);
    Scope scope;
    scope.visible = sketch_.symbols.size();
    scope.noise_only = true;
    std::string text = "noise " + name;
    if (!symbol.indices.empty()) {
      coverage_.note("noise: family");
      text += "[" + binders(symbol, scope) + "]";
    }
    const bool dependent = tape_.percent(20) && scope.visible > 0;
    if (dependent) coverage_.note("noise: of other noise");
    text += (symbol.declared ? " : " + whole_domain(symbol) : "") + " ~ " +
            writer_.law(symbol, scope, dependent ? 2 : 0);
    declare(text);
    sketch_.symbols.push_back(symbol);
  }

  /// For laws over a row: as many values as the row has.
  std::string whole_domain(const Symbol& symbol) {
    if (symbol.kind != kNumber) return writer_.domain(symbol);
    return std::to_string(symbol.least) + ".." + std::to_string(symbol.most);
  }

  void variable(const std::string& name) {
    Symbol symbol{name, kind(), {}, false, false, false, 0, 2, {}};
    if (tape_.percent(25)) indices(symbol);
    symbol.law = tape_.percent(35) && afford(symbol);
    symbol.declared = symbol.kind.tag == Kind::Tag::Label || tape_.percent(40);
    Scope scope;
    scope.visible = sketch_.symbols.size();
    std::string head = tape_.percent(8) ? "latent var " : "var ";
    if (head != "var ") coverage_.note("latent");
    if (symbol.law) {
      std::string text = head + name;
      if (!symbol.indices.empty()) {
        coverage_.note("law: family");
        text += "[" + binders(symbol, scope) + "]";
      }
      if (symbol.indices.empty()) scope.reads = &symbol.reads;
      text += (symbol.declared ? " : " + whole_domain(symbol) : "") + " ~ " + writer_.law(symbol, scope, 2);
      declare(text + coupling());
    } else if (symbol.indices.empty()) {
      scope.reads = &symbol.reads;
      declare(head + name + mechanism(symbol, scope));
    } else {
      family(head, symbol, scope);
    }
    sketch_.symbols.push_back(symbol);
  }

  std::string coupling() {
    switch (tape_.below(5)) {
      case 0:
      case 1:
        coverage_.note("coupling: quantile");
        return " coupling quantile";
      case 2:
      case 3:
        coverage_.note("coupling: independent");
        return " coupling independent";
      default:
        coverage_.note("coupling: none");
        return "";
    }
  }

  /// `: T = e`.
  std::string mechanism(Symbol& symbol, const Scope& scope) {
    std::string text = writer_.lively(symbol.kind, scope, 1 + static_cast<int>(tape_.below(3))).text;
    if (!symbol.declared) {
      coverage_.note("domain: inferred");
      return " = " + text;
    }
    const std::string domain = writer_.domain(symbol);
    if (symbol.kind == kNumber && !tape_.percent(8))
      text = (domain.find("step") == std::string::npos ? "clamp(floor(" + text + ")"
                                                       : "clamp(floor(2 * (" + text + ")) / 2") +
             ", " + std::to_string(symbol.least) + ", " + std::to_string(symbol.most) + ")";
    else if (symbol.kind == kNumber)
      coverage_.note("value perhaps outside its domain");
    return " : " + domain + " = " + text;
  }

  void family(const std::string& head, Symbol& symbol, const Scope& outer) {
    coverage_.note("family");
    const IndexSet first = symbol.indices[0];
    const bool chain = symbol.indices.size() == 1 && first.type < 0;
    if (chain && tape_.percent(35)) {
      coverage_.note("family: clauses");
      const Scope inner = outer.with("t", kNumber);
      const std::string base = mechanism(symbol, outer);
      std::string step = " = " + earlier(symbol, "t", inner);
      // One domain for all clauses.
      const std::size_t colon = base.find(" : ");
      if (symbol.declared) step = base.substr(0, base.find(" = ", colon)) + guarded(symbol, step.substr(3));
      declare(head + symbol.name + "[" + std::to_string(first.lo) + "]" + base + "\n" + head + symbol.name +
              "[t in " + std::to_string(first.lo + 1) + ".." + std::to_string(first.hi) + "]" + step);
      return;
    }
    Scope scope = outer;
    const std::string indices = binders(symbol, scope);
    std::string text = mechanism(symbol, scope);
    if (chain && tape_.percent(40)) {
      coverage_.note("family: earlier member behind a guard");
      const std::size_t at = text.find(" = ");
      const std::string base = text.substr(at + 3);
      text = text.substr(0, at) + " = if at1 > " + std::to_string(first.lo) + " then " +
             (symbol.declared ? guarded(symbol, earlier(symbol, "at1", scope)).substr(3)
                              : earlier(symbol, "at1", scope)) +
             " else " + base;
    }
    declare(head + symbol.name + "[" + indices + "]" + text);
  }

  /// An expression that reads the member before.
  std::string earlier(const Symbol& symbol, const std::string& index, const Scope& scope) {
    const std::string before = symbol.name + "[" + index + " - 1]";
    switch (symbol.kind.tag) {
      case Kind::Tag::Bool:
        return before + " xor " + writer_.boolean(scope, 1).at(Level::Conjunction);
      case Kind::Tag::Number:
        return before + " + " + writer_.number(scope, 1).at(Level::Product);
      case Kind::Tag::Label:
        break;
    }
    return "if " + writer_.boolean(scope, 1).text + " then " + before + " else " +
           writer_.label(symbol.kind.type, scope, 0).text;
  }

  std::string guarded(const Symbol& symbol, const std::string& text) const {
    if (symbol.kind != kNumber) return " = " + text;
    return " = clamp(floor(" + text + "), " + std::to_string(symbol.least) + ", " +
           std::to_string(symbol.most) + ")";
  }

  // Questions, on the second tape.

  Scope inside() const {
    Scope scope;
    scope.visible = sketch_.symbols.size();
    scope.term = true;
    scope.worlds = true;
    return scope;
  }

  std::string event() {
    if (questions_.percent(40)) return asking_.lively(kBool, inside(), 2).text;
    return asking_.simple_event(inside()).text;
  }

  /// What stands behind the bar, one by one.
  std::vector<std::string> conditions(std::size_t most) {
    std::vector<std::string> all;
    Scope plain = inside();
    if (questions_.percent(60)) plain.worlds = false;
    for (std::size_t n = questions_.percent(60) ? questions_.below(most + 1) : 0; n > 0; --n) {
      if (questions_.percent(6) && asking_.has(kNumber, plain)) {
        coverage_.note("condition: guards another");
        const std::string value = asking_.variable(kNumber, plain).text;
        all.push_back(value + " != 0");
        all.push_back("1 / " + value + (questions_.below(2) == 0 ? " >= 1" : " > 0"));
        continue;
      }
      all.push_back(questions_.percent(20) ? asking_.lively(kBool, plain, 1).text
                                           : asking_.simple_event(plain).text);
    }
    if (questions_.percent(30)) {
      coverage_.note("do");
      all.push_back("do(" + asking_.interventions(inside()) + ")");
    }
    return all;
  }

  static std::string behind(const std::vector<std::string>& conditions) {
    std::string text;
    for (const std::string& one : conditions) text += (text.empty() ? " | " : ", ") + one;
    return text;
  }

  static std::string term(const std::string& name, const std::string& asked,
                          const std::vector<std::string>& given) {
    return name + "(" + asked + behind(given) + ")";
  }

  std::string asked(const std::string& name) {
    if (name == "P") return event() + (questions_.percent(12) ? ", " + event() : "");
    const Scope scope = inside();
    const bool truth = asking_.has(kBool, scope) && questions_.percent(25);
    const auto moment = [&] {
      return asking_.lively(truth ? kBool : kNumber, scope, questions_.percent(50) ? 0 : 2).text;
    };
    if (name == "E" && questions_.percent(20)) {
      if (const std::string edge = asking_.through_edge(scope); !edge.empty()) return edge;
    }
    if (name == "E" && questions_.percent(30)) {
      coverage_.note("E of a difference");
      return asking_.number(scope, 1).at(Level::Sum) + " - " + asking_.number(scope, 1).at(Level::Product);
    }
    if (name == "E" || name == "Var") return moment();
    if (name == "Cov") {
      const std::string first = moment();
      return first + ", " + moment();
    }
    // dist, map: columns.
    std::string text = column();
    if (questions_.percent(30)) {
      coverage_.note(name + ": two columns");
      text += ", " + column();
    }
    return text;
  }

  std::string column() {
    const Scope scope = inside();
    switch (questions_.below(4)) {
      case 0:
        return asking_.simple_event(scope).text;
      case 1:
        if (!sketch_.types.empty()) {
          const std::size_t type = questions_.below(sketch_.types.size());
          if (asking_.has({Kind::Tag::Label, type}, scope))
            return asking_.variable({Kind::Tag::Label, type}, scope).text;
        }
        [[fallthrough]];
      default:
        return asking_.lively(kNumber, scope, static_cast<int>(questions_.below(2))).text;
    }
  }

  Asked question() {
    if (questions_.percent(8)) {
      if (const std::string text = asking_.consistency(); !text.empty()) {
        coverage_.note("query: consistency");
        return {text, {}};
      }
    }
    std::string name = questions_.of<std::string>(
        {"P",    "P",    "P",    "P",   "P",   "P", "P",       "E",   "E",   "E",
         "E",    "Var",  "P",    "P",   "P",   "P", "E",       "Cov", "Cov", "Var",
         "dist", "dist", "dist", "map", "map", "+", "compare", "if",  "sum", "sum"});
    coverage_.note("query: " + name);
    if (name == "+")
      return {term("P", asked("P"), conditions(1)) + " * 2 - " + term("E", asked("E"), conditions(1)), {}};
    if (name == "compare")
      return {term("P", asked("P"), conditions(1)) + " <= " + term("P", asked("P"), conditions(1)), {}};
    if (name == "if")
      return {"if " + term("P", asked("P"), {}) + " > 1/3 then " + term("P", asked("P"), conditions(1)) +
                  " else " + term("E", asked("E"), {}),
              {}};
    if (name == "sum")
      return {"sum(P(" + asking_.lively(kNumber, inside().with("s", kNumber), 1).at(Level::Range) +
                  " >= s) / 2 for s in 0..1)",
              {}};
    const std::string what = asked(name);
    std::vector<std::string> given = conditions(2);
    Asked one{term(name, what, given), {}};
    if (given.size() < 2) return one;
    std::reverse(given.begin(), given.end());
    one.permuted.push_back(term(name, what, given));
    if (given.size() > 2) {
      std::rotate(given.begin(), given.begin() + 1, given.end());
      one.permuted.push_back(term(name, what, given));
    }
    return one;
  }

  std::vector<Asked> questions() {
    std::vector<Asked> all;
    for (std::size_t n = 0; n < 5; ++n) all.push_back(question());
    if (questions_.percent(25)) {
      coverage_.note("query: named");
      declare("query named = " + term("P", asked("P"), conditions(1)));
      named_.emplace_back("named");
      all.push_back({"1 - named", {}});
    }
    if (questions_.percent(20)) {
      coverage_.note("query: indexed");
      declare("query rows[s in 0..1] = P(" +
              asking_.lively(kNumber, inside().with("s", kNumber), 1).at(Level::Range) + " > s" +
              behind(conditions(1)) + ")");
      named_.emplace_back("rows");
      all.push_back({"rows[1]", {}});
    }
    if (questions_.percent(20)) {
      coverage_.note("estimand");
      declare("estimand lift(e, c = true) = P(e | c) - P(e)");
      const std::string e = event();
      all.push_back(
          {"lift(" + e + (questions_.below(2) == 0 ? ", c: " + event() : "") + behind(conditions(1)) + ")",
           {}});
    }
    return all;
  }

  Tape& tape_;
  Tape& questions_;
  Coverage& coverage_;
  Sketch sketch_;
  Writer writer_;
  Writer asking_;
  std::vector<std::string> declarations_;
  std::vector<std::string> named_;
};

}  // namespace

Sample generate(const std::vector<std::uint32_t>& model, const std::vector<std::uint32_t>& questions,
                Coverage& coverage) {
  Tape first(model);
  Tape second(questions);
  return Generator(first, second, coverage).sample();
}

}  // namespace causeway::differential
