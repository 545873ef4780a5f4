// SPDX-License-Identifier: MIT
#include "syntax/printer.hpp"

#include <algorithm>
#include <array>

#include "syntax/comments.hpp"
#include "syntax/layout.hpp"
#include "syntax/words.hpp"

namespace causeway::syntax {

namespace {

constexpr std::size_t kWidth = 100;
constexpr std::size_t kIndent = 2;

std::string_view spelling(ChainOp op) {
  static constexpr std::array<std::string_view, 6> kSpellings = {"+", "-", "*", "/", "div", "%"};
  return kSpellings[static_cast<std::size_t>(op)];
}
std::string_view spelling(Connective op) {
  static constexpr std::array<std::string_view, 3> kSpellings = {"and", "or", "xor"};
  return kSpellings[static_cast<std::size_t>(op)];
}
std::string_view spelling(CompareOp op) {
  static constexpr std::array<std::string_view, 8> kSpellings = {"==", "!=", "<", "<=", ">", ">=", "=", "in"};
  return kSpellings[static_cast<std::size_t>(op)];
}

/// Writes tokens in source order, so that each comment can be put out before the token behind it.
class Printer {
 public:
  Printer(const support::SourceMap& sources, const Module& module, const Substitution* substitute,
          std::size_t width)
      : sources_(sources),
        module_(module),
        substitute_(substitute),
        layout_(width),
        comments_(sources, module, layout_) {}

  std::string module();
  std::string expression(ExprId id) {
    comments_.start(module_[id].span.begin);
    comments_.leave_out();
    expr(id);
    return layout_.render();
  }

 private:
  // Declarations.
  void operator()(const ModelDecl& d) { text("model ").name(d.name); }
  void operator()(const ImportDecl& d) { text("import ").text("\"" + d.path + "\""); }
  void operator()(const TypeDecl& d) { text("type ").name(d.name).text(" = ").expr(d.domain); }
  void operator()(const EnumDecl& d);
  void operator()(const ConstantDecl& d);
  void operator()(const FunctionDecl& d) { callable("fn ", d.name, d.parameters, d.body); }
  void operator()(const EstimandDecl& d) { callable("estimand ", d.name, d.parameters, d.body); }
  void operator()(const ExternDecl& d);
  void operator()(const VariableDecl& d);
  void operator()(const QueryDecl& d);
  void operator()(const AssertDecl& d) { text("assert").whole_line(d.query); }
  void operator()(const CouplingDecl& d) { text("default coupling ").name(d.coupling); }
  void callable(std::string_view keyword, const Identifier& name, const std::vector<Parameter>& parameters,
                ExprId body);
  void indices(const std::optional<Indices>& indices);
  void domain(const std::optional<ExprId>& domain) {
    if (domain) text(" : ").expr(*domain);
  }
  void head(const Identifier& name, const std::optional<Indices>& indices,
            const std::optional<ExprId>& domain);
  void column(bool table, char key) {
    text(" ");
    if (table) layout_.column(key);
  }
  void right_side(ExprId body);
  void whole_line(ExprId body);

  // Expressions.
  Printer& expr(ExprId id);
  Printer& in_index(ExprId id);
  bool is_tight(const Chain& n) const;
  void operator()(const Number& n) { text(n.value.to_string()); }
  void operator()(const Truth& n) { text(n.value ? "true" : "false"); }
  void operator()(const BoolSet&) { text("bool"); }
  void operator()(const Wildcard&) { text("_"); }
  void operator()(const Placeholder& n) { text("$").text(spell(n.name)).text(n.optional ? "?" : ""); }
  void operator()(const Name& n);
  void operator()(const Qualified& n) { name(n.type).text(".").name(n.label); }
  void operator()(const Group& n) { text("(").expr(n.inner).text(")"); }
  void operator()(const Not& n) { text("not ").expr(n.operand); }
  void operator()(const Negate& n) { text("-").expr(n.operand); }
  void operator()(const Power& n) { expr(n.base).text("^").expr(n.exponent); }
  void operator()(const Chain& n);
  void operator()(const Connect& n);
  void operator()(const Implies& n) { expr(n.premise).text(" implies ").expr(n.conclusion); }
  void operator()(const Compare& n);
  void operator()(const Range& n);
  void operator()(const If& n);
  void operator()(const Match& n);
  void operator()(const Let& n);
  void operator()(const Call& n);
  void operator()(const Index& n);
  void operator()(const World& n);
  void operator()(const Array& n);
  void operator()(const Braces& n);

  // Their parts.
  void list(std::string_view open, std::string_view close, std::size_t count,
            const std::function<void(std::size_t)>& item, bool row = false);
  void expr_list(std::string_view open, std::string_view close, const std::vector<ExprId>& items) {
    list(open, close, items.size(), [&](std::size_t i) { row(items[i]); });
  }
  void row(ExprId id);
  void comprehension(const Comprehension& c);
  void binders(const std::vector<Binder>& binders);
  void entry(const Braces::Entry& entry);
  void arm(const Arm& arm, std::size_t scrutinees);
  bool begins_with_minus(const Arm& arm) const {
    return sources_.text(arm.patterns[0].span).starts_with('-');
  }
  void pattern(const Pattern& pattern);
  void atom(const PatternAtom& atom);
  void number(const PatternNumber& number);
  void intervention(const Intervention& one);
  void target(const Target& target);
  void conditions(const std::vector<Condition>& conditions);
  void condition(const Condition& condition);

  Printer& text(std::string_view text) {
    comments_.write(text);
    return *this;
  }
  void comma() {
    text(",");
    layout_.line();
  }
  Printer& name(const Identifier& identifier) { return text(spell(identifier.text)); }

  const support::SourceMap& sources_;
  const Module& module_;
  const Substitution* substitute_;
  Layout layout_;
  Comments comments_;
  bool in_index_ = false;
};

// ---- declarations ----

std::string Printer::module() {
  std::uint32_t end = 0;
  for (const Declaration& one : module_.declarations) {
    comments_.between(end, one.span.begin);
    comments_.start(one.span.begin);
    std::visit([this](const auto& node) { (*this)(node); }, one.node);
    end = one.span.end;
  }
  comments_.between(end, static_cast<std::uint32_t>(-1));
  std::string out = layout_.render();
  if (!out.empty()) out += '\n';
  return out;
}

void Printer::operator()(const EnumDecl& d) {
  text("enum ").name(d.name).text(" ");
  list("{ ", " }", d.labels.size(), [&](std::size_t i) { name(d.labels[i]); });
}

/// What stands before `=` or `~`. Without indices, neighbouring declarations are a table.
void Printer::head(const Identifier& declared, const std::optional<Indices>& parts,
                   const std::optional<ExprId>& values) {
  name(declared);
  indices(parts);
  if (!values) return;
  column(!parts, ':');
  text(": ").expr(*values);
}

void Printer::operator()(const ConstantDecl& d) {
  text(d.parameter ? "param " : "const ");
  head(d.name, d.indices, d.domain);
  column(!d.indices, 'c');
  text("=");
  right_side(d.value);
}

void Printer::callable(std::string_view keyword, const Identifier& callee,
                       const std::vector<Parameter>& parameters, ExprId body) {
  text(keyword).name(callee);
  list("(", ")", parameters.size(), [&](std::size_t i) {
    name(parameters[i].name);
    domain(parameters[i].domain);
    if (parameters[i].otherwise) text(" = ").expr(*parameters[i].otherwise);
  });
  text(" =");
  right_side(body);
}

void Printer::operator()(const ExternDecl& d) {
  text("extern fn ").name(d.name);
  expr_list("(", ")", d.parameters);
  domain(d.result);
}

void Printer::operator()(const VariableDecl& d) {
  text(d.latent ? "latent " : "").text(d.noise ? "noise " : "var ");
  head(d.name, d.indices, d.domain);
  column(!d.indices, d.stochastic ? '~' : '=');
  text(d.stochastic ? "~" : "=");
  right_side(d.mechanism);
  if (d.coupling) text(" coupling ").name(*d.coupling);
}

void Printer::operator()(const QueryDecl& d) {
  text("query");
  if (!d.name) {
    whole_line(d.query);
    return;
  }
  text(" ");
  head(*d.name, d.indices, std::nullopt);
  column(!d.indices, 'q');
  text("=");
  right_side(d.query);
}

void Printer::indices(const std::optional<Indices>& indices) {
  if (!indices) return;
  text("[");
  for (std::size_t i = 0; i < indices->specs.size(); ++i) {
    const IndexSpec& spec = indices->specs[i];
    if (i > 0) text(", ");
    if (spec.binder) name(*spec.binder).text(" in ");
    expr(spec.set);
  }
  if (indices->condition) text(" if ").expr(*indices->condition);
  text("]");
}

/// What stands behind `=` or `~`: on the same line where it brings its own brackets, else perhaps on the
/// next. A call goes there if that spares breaking it.
void Printer::right_side(ExprId body) {
  const Node& node = module_[body].node;
  if (std::holds_alternative<Call>(node)) {
    layout_.open_behind(kIndent);
    expr(body);
    layout_.close();
  } else if (std::holds_alternative<Match>(node) || std::holds_alternative<Array>(node) ||
             std::holds_alternative<Braces>(node)) {
    text(" ").expr(body);
  } else {
    layout_.open(kIndent);
    layout_.line();
    expr(body);
    layout_.close();
  }
}

/// A query or an assertion: calls and comparisons indent what they break.
void Printer::whole_line(ExprId body) {
  const Node& node = module_[body].node;
  if (std::holds_alternative<Call>(node) || std::holds_alternative<Compare>(node)) {
    text(" ").expr(body);
  } else {
    right_side(body);
  }
}

// ---- expressions ----

Printer& Printer::expr(ExprId id) {
  if (const auto* number = std::get_if<Number>(&module_[id].node)) {
    const std::string_view written = sources_.text(module_[id].span);
    return text(written.empty() ? number->value.to_string() : written);
  }
  std::visit([this](const auto& node) { (*this)(node); }, module_[id].node);
  return *this;
}

Printer& Printer::in_index(ExprId id) {
  const bool outer = std::exchange(in_index_, true);
  expr(id);
  in_index_ = outer;
  return *this;
}

void Printer::operator()(const Name& n) {
  if (substitute_ != nullptr && *substitute_) {
    if (const auto replacement = (*substitute_)(n.text)) {
      comments_.before(spell(n.text));
      layout_.text(*replacement);
      return;
    }
  }
  text(spell(n.text));
}

/// Without blanks: fractions such as 3/5, and `i-1` in an index or a range.
bool Printer::is_tight(const Chain& n) const {
  const auto atom = [this](ExprId id) {
    const Node& node = module_[id].node;
    return std::holds_alternative<Number>(node) || (in_index_ && std::holds_alternative<Name>(node));
  };
  const bool fraction = n.ops.size() == 1 && n.ops[0] == ChainOp::Div;
  return (fraction || (in_index_ && n.ops[0] != ChainOp::IntDiv)) &&
         std::all_of(n.operands.begin(), n.operands.end(), atom);
}

void Printer::operator()(const Chain& n) {
  const bool tight = is_tight(n);
  layout_.open();
  expr(n.operands[0]);
  for (std::size_t i = 0; i < n.ops.size(); ++i) {
    if (tight && n.ops[i] != ChainOp::IntDiv) {
      text(spelling(n.ops[i]));
    } else {
      layout_.line();
      text(spelling(n.ops[i])).text(" ");
    }
    expr(n.operands[i + 1]);
  }
  layout_.close();
}

void Printer::operator()(const Connect& n) {
  layout_.open();
  for (std::size_t i = 0; i < n.operands.size(); ++i) {
    if (i > 0) {
      layout_.line();
      text(spelling(n.op)).text(" ");
    }
    expr(n.operands[i]);
  }
  layout_.close();
}

void Printer::operator()(const Compare& n) {
  layout_.open(kIndent);
  expr(n.left);
  layout_.line();
  text(spelling(n.op)).text(" ").expr(n.right);
  layout_.close();
}

void Printer::operator()(const Range& n) {
  in_index(n.lo).text("..").in_index(n.hi);
  if (n.step) text(" step ").in_index(*n.step);
}

void Printer::operator()(const If& n) {
  layout_.open();
  for (std::size_t i = 0; i < n.branches.size(); ++i) {
    text(i == 0 ? "if " : "else if ").expr(n.branches[i].condition).text(" then ").expr(n.branches[i].value);
    layout_.line();
  }
  text("else ").expr(n.otherwise);
  layout_.close();
}

void Printer::operator()(const Match& n) {
  text("match ");
  for (std::size_t i = 0; i < n.scrutinees.size(); ++i) {
    if (i > 0) text(", ");
    expr(n.scrutinees[i]);
  }
  text(" ");
  layout_.open_table();
  text("{");
  layout_.indent(kIndent);
  for (std::size_t i = 0; i < n.arms.size(); ++i) {
    const bool minus =
        i > 0 && begins_with_minus(n.arms[i]);  // a line's end alone would not part it from the value
    if (minus) text(";");
    layout_.line(i == 0 || minus ? " " : "; ");
    arm(n.arms[i], n.scrutinees.size());
  }
  layout_.dedent();
  layout_.line();
  text("}");
  layout_.close();
}

void Printer::operator()(const Let& n) {
  layout_.open();
  text("let ").name(n.name).text(" = ").expr(n.value).text(" in");
  layout_.line();
  expr(n.body);
  layout_.close();
}

void Printer::operator()(const Call& n) {
  text(spell(n.callee.text));
  layout_.open();
  text("(");
  layout_.indent(kIndent);
  if (!n.arguments.empty()) layout_.line("");
  for (std::size_t i = 0; i < n.arguments.size(); ++i) {
    if (i > 0) comma();
    if (n.arguments[i].name) name(*n.arguments[i].name).text(": ");
    if (n.comprehension) layout_.open();
    expr(n.arguments[i].value);
  }
  if (n.comprehension) {
    comprehension(*n.comprehension);
    layout_.close();
  }
  if (!n.conditions.empty()) n.arguments.empty() ? layout_.text(" ") : layout_.line();
  conditions(n.conditions);
  layout_.dedent();
  if (!n.arguments.empty()) layout_.line("");
  text(")");
  layout_.close();
}

void Printer::operator()(const Index& n) {
  expr(n.base);
  list("[", "]", n.indices.size(), [&](std::size_t i) { in_index(n.indices[i]); });
}

void Printer::operator()(const World& n) {
  expr(n.base);
  list("[", "]", n.interventions.size(), [&](std::size_t i) { intervention(n.interventions[i]); });
}

void Printer::operator()(const Array& n) {
  if (!n.comprehension) {
    expr_list("[", "]", n.elements);
    return;
  }
  layout_.open(kIndent);
  text("[").expr(n.elements[0]);
  comprehension(*n.comprehension);
  text("]");
  layout_.close();
}

void Printer::operator()(const Braces& n) {
  if (!n.comprehension) {
    list("{", "}", n.entries.size(), [&](std::size_t i) { entry(n.entries[i]); });
    return;
  }
  layout_.open(kIndent);
  text("{");
  entry(n.entries[0]);
  comprehension(*n.comprehension);
  text("}");
  layout_.close();
}

// ---- parts ----

/// Items between brackets: on one line, or one a line. A `row` has its items in columns.
void Printer::list(std::string_view open, std::string_view close, std::size_t count,
                   const std::function<void(std::size_t)>& item, bool row) {
  const std::string_view inner = open.ends_with(' ') ? " " : "";
  if (count == 0) {
    text(open).text(close);
    return;
  }
  row ? layout_.open() : layout_.open_table();
  text(open.substr(0, 1));
  layout_.indent(kIndent);
  layout_.line(inner);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) comma();
    if (i > 0 && row) layout_.column(',');
    item(i);
  }
  layout_.dedent();
  layout_.line(inner);
  text(close.substr(close.size() - 1));
  layout_.close();
}

/// An array on a line of its own, or behind a match's arrow, is a row of a table.
void Printer::row(ExprId id) {
  const auto* array = std::get_if<Array>(&module_[id].node);
  if (array == nullptr || array->comprehension) {
    expr(id);
    return;
  }
  list(
      "[", "]", array->elements.size(), [&](std::size_t i) { expr(array->elements[i]); }, true);
}

void Printer::comprehension(const Comprehension& c) {
  layout_.line();
  text("for ");
  binders(c.binders);
  if (c.condition) text(" if ").expr(*c.condition);
}

void Printer::binders(const std::vector<Binder>& binders) {
  for (std::size_t i = 0; i < binders.size(); ++i) {
    if (i > 0) text(", ");
    name(binders[i].name).text(" in ").expr(binders[i].set);
  }
}

void Printer::entry(const Braces::Entry& entry) {
  expr(entry.key);
  if (entry.value) text(": ").expr(*entry.value);
}

void Printer::arm(const Arm& arm, std::size_t scrutinees) {
  pattern(arm.patterns[0]);
  for (std::size_t i = 1; i < std::max(scrutinees, arm.patterns.size()); ++i) {
    if (i < arm.patterns.size()) text(", ");
    layout_.column(',');
    if (i < arm.patterns.size()) pattern(arm.patterns[i]);
  }
  column(true, '=');
  text("=> ").row(arm.value);
}

void Printer::pattern(const Pattern& pattern) {
  for (std::size_t i = 0; i < pattern.alternatives.size(); ++i) {
    if (i > 0) text(" | ");
    atom(pattern.alternatives[i].value);
    if (pattern.alternatives[i].upper) {
      text("..");
      atom(*pattern.alternatives[i].upper);
    }
  }
}

void Printer::atom(const PatternAtom& atom) {
  if (const auto* constant = std::get_if<PatternNumber>(&atom)) number(*constant);
  if (const auto* truth = std::get_if<Truth>(&atom)) (*this)(*truth);
  if (const auto* label = std::get_if<PatternName>(&atom)) text(spell(label->text));
  if (const auto* label = std::get_if<Qualified>(&atom)) (*this)(*label);
  if (std::holds_alternative<Wildcard>(atom)) text("_");
}

/// As written: `-1`, `0.50`, `1_000`, `1/2`.
void Printer::number(const PatternNumber& number) {
  if (comments_.next() == '-') text("-");
  const std::string_view written = comments_.number();
  text(written.empty() ? number.value.to_string() : written);
  if (comments_.next() == '/') text("/").text(comments_.number());
}

void Printer::target(const Target& target) {
  name(target.name);
  if (target.indices.empty()) return;
  list("[", "]", target.indices.size(), [&](std::size_t i) { in_index(target.indices[i]); });
}

void Printer::intervention(const Intervention& one) {
  target(one.target);
  if (one.child) {
    text(" -> ");
    target(*one.child);
  }
  text(one.stochastic ? " ~ " : " = ").expr(one.value);
  if (one.binders.empty()) return;
  text(" for ");
  binders(one.binders);
}

/// Behind the bar, if there are any: on one line, or one a line.
void Printer::conditions(const std::vector<Condition>& conditions) {
  if (conditions.empty()) return;
  layout_.open(kIndent);
  text("| ");
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    if (i > 0) comma();
    condition(conditions[i]);
  }
  layout_.close();
}

void Printer::condition(const Condition& condition) {
  if (condition.event) {
    expr(*condition.event);
    return;
  }
  text("do");
  list("(", ")", condition.interventions.size(),
       [&](std::size_t i) { intervention(condition.interventions[i]); });
}

}  // namespace

std::string format(const support::SourceMap& sources, const Module& module) {
  return Printer(sources, module, nullptr, kWidth).module();
}

std::string print(const support::SourceMap& sources, const Module& module, ExprId expr,
                  const Substitution& substitute) {
  return Printer(sources, module, &substitute, static_cast<std::size_t>(-1) / 4).expression(expr);
}

std::string spell(std::string_view name) {
  return is_identifier(name) ? std::string(name) : "`" + std::string(name) + "`";
}

}  // namespace causeway::syntax
