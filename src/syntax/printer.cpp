// SPDX-License-Identifier: MIT
#include "syntax/printer.hpp"

#include <algorithm>
#include <array>

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

bool begins_with_minus(const Arm& arm) {
  const auto* number = std::get_if<PatternNumber>(&arm.patterns[0].alternatives[0].value);
  return number != nullptr && number->value.sign() < 0;
}

/// Writes tokens in source order, so that each comment can be put out before the first token behind it.
class Printer {
 public:
  Printer(const support::SourceMap& sources, const Module& module, const Substitution* substitute,
          std::size_t width)
      : sources_(sources), module_(module), substitute_(substitute), layout_(width) {}

  std::string module();
  std::string expression(ExprId id) {
    next_comment_ = module_.comments.size();
    expr(id);
    return layout_.render();
  }

 private:
  // Comments.
  void flush_comments(std::uint32_t before);
  void comments_between(std::uint32_t previous_end, std::uint32_t next_begin);
  bool blank_line_between(std::uint32_t from, std::uint32_t to) const;

  // Declarations.
  void declaration(const Declaration& declaration);
  void operator()(const ModelDecl& d) { text("model ").name(d.name); }
  void operator()(const ImportDecl& d) { text("import \"").text(d.path).text("\""); }
  void operator()(const TypeDecl& d) { text("type ").name(d.name).text(" = ").expr(d.domain); }
  void operator()(const EnumDecl& d);
  void operator()(const ConstantDecl& d);
  void operator()(const FunctionDecl& d) { callable("fn ", d.name, d.parameters, d.body); }
  void operator()(const EstimandDecl& d) { callable("estimand ", d.name, d.parameters, d.body); }
  void operator()(const ExternDecl& d);
  void operator()(const VariableDecl& d);
  void operator()(const QueryDecl& d);
  void operator()(const AssertDecl& d) { text("assert ").expr(d.query); }
  void operator()(const CouplingDecl& d) { text("default coupling ").name(d.coupling); }
  void callable(std::string_view keyword, const Identifier& name, const std::vector<Parameter>& parameters,
                ExprId body);
  void indices(const std::optional<Indices>& indices);
  void domain(const std::optional<ExprId>& domain) {
    if (domain) text(" : ").expr(*domain);
  }
  void right_side(ExprId body);

  // Expressions.
  Printer& expr(ExprId id);
  Printer& in_index(ExprId id);
  bool is_tight(const Chain& n) const;
  void operator()(const Number& n);
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
  void operator()(const Compare& n) { expr(n.left).text(" ").text(spelling(n.op)).text(" ").expr(n.right); }
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
            const std::function<void(std::size_t)>& item);
  void expr_list(std::string_view open, std::string_view close, const std::vector<ExprId>& items) {
    list(open, close, items.size(), [&](std::size_t i) { expr(items[i]); });
  }
  void comprehension(const Comprehension& c);
  void binders(const std::vector<Binder>& binders);
  void entry(const Braces::Entry& entry);
  void arm(const Arm& arm);
  void pattern(const Pattern& pattern);
  void atom(const PatternAtom& atom);
  void intervention(const Intervention& one);
  void target(const Target& target);
  void condition(const Condition& condition);

  Printer& text(std::string_view text) {
    layout_.text(text);
    return *this;
  }
  Printer& name(const Identifier& identifier) {
    flush_comments(identifier.span.begin);
    return text(spell(identifier.text));
  }

  const support::SourceMap& sources_;
  const Module& module_;
  const Substitution* substitute_;
  Layout layout_;
  std::size_t next_comment_ = 0;
  bool in_index_ = false;
};

// ---- comments ----

void Printer::flush_comments(std::uint32_t before) {
  for (; next_comment_ < module_.comments.size() && module_.comments[next_comment_].span.begin < before;
       ++next_comment_) {
    const Comment& comment = module_.comments[next_comment_];
    const std::string_view written = sources_.text(comment.span);
    if (written.starts_with("//")) {
      layout_.comment_to_line_end(written);
    } else {
      layout_.comment(written);
    }
  }
}

bool Printer::blank_line_between(std::uint32_t from, std::uint32_t to) const {
  const std::string_view gap = sources_.text({module_.file, from, to});
  const std::size_t first = gap.find('\n');
  return first != std::string_view::npos && gap.substr(first + 1).find('\n') != std::string_view::npos;
}

/// The comments between two declarations, or before the first and behind the last; ends at a line's
/// beginning.
void Printer::comments_between(std::uint32_t previous_end, std::uint32_t next_begin) {
  bool first = previous_end == 0;
  for (; next_comment_ < module_.comments.size() && module_.comments[next_comment_].span.begin < next_begin;
       ++next_comment_) {
    const Comment& comment = module_.comments[next_comment_];
    if (!first && !comment.own_line) {
      text("  ");
    } else if (!first) {
      layout_.hard_line();
      if (blank_line_between(previous_end, comment.span.begin)) layout_.hard_line();
    }
    text(sources_.text(comment.span));
    previous_end = comment.span.end;
    first = false;
  }
  if (first || next_begin == static_cast<std::uint32_t>(-1)) return;
  layout_.hard_line();
  if (blank_line_between(previous_end, next_begin)) layout_.hard_line();
}

// ---- declarations ----

std::string Printer::module() {
  std::uint32_t end = 0;
  for (const Declaration& one : module_.declarations) {
    comments_between(end, one.span.begin);
    declaration(one);
    end = one.span.end;
  }
  comments_between(end, static_cast<std::uint32_t>(-1));
  std::string out = layout_.render();
  if (!out.empty()) out += '\n';
  return out;
}

void Printer::declaration(const Declaration& declaration) {
  layout_.open();
  std::visit([this](const auto& node) { (*this)(node); }, declaration.node);
  flush_comments(declaration.span.end);
  layout_.close();
}

void Printer::operator()(const EnumDecl& d) {
  text("enum ").name(d.name).text(" ");
  list("{ ", " }", d.labels.size(), [&](std::size_t i) { name(d.labels[i]); });
}

void Printer::operator()(const ConstantDecl& d) {
  text(d.parameter ? "param " : "const ").name(d.name);
  indices(d.indices);
  domain(d.domain);
  text(" =");
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
  text(d.latent ? "latent " : "").text(d.noise ? "noise " : "var ").name(d.name);
  indices(d.indices);
  domain(d.domain);
  text(d.stochastic ? " ~" : " =");
  right_side(d.mechanism);
  if (d.coupling) text(" coupling ").name(*d.coupling);
}

void Printer::operator()(const QueryDecl& d) {
  text("query");
  if (d.name) {
    text(" ").name(*d.name);
    indices(d.indices);
    text(" =");
  }
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
/// next.
void Printer::right_side(ExprId body) {
  const Node& node = module_[body].node;
  const bool brackets = std::holds_alternative<Match>(node) || std::holds_alternative<Array>(node) ||
                        std::holds_alternative<Braces>(node) || std::holds_alternative<Call>(node);
  if (brackets) {
    text(" ").expr(body);
    return;
  }
  layout_.open(2 * kIndent);
  layout_.line();
  expr(body);
  layout_.close();
}

// ---- expressions ----

Printer& Printer::expr(ExprId id) {
  flush_comments(module_[id].span.begin);
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

void Printer::operator()(const Number& n) {
  text(n.value.to_string());
}

void Printer::operator()(const Name& n) {
  if (substitute_ != nullptr && *substitute_) {
    if (const auto replacement = (*substitute_)(n.text)) {
      text(*replacement);
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
  layout_.open();
  text("{");
  layout_.indent(kIndent);
  for (std::size_t i = 0; i < n.arms.size(); ++i) {
    const bool minus =
        i > 0 && begins_with_minus(n.arms[i]);  // a line's end alone would not part it from the value
    if (minus) text(";");
    layout_.line(i == 0 || minus ? " " : "; ");
    arm(n.arms[i]);
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
    if (i > 0) {
      text(",");
      layout_.line();
    }
    if (n.arguments[i].name) name(*n.arguments[i].name).text(": ");
    expr(n.arguments[i].value);
  }
  if (n.comprehension) comprehension(*n.comprehension);
  for (std::size_t i = 0; i < n.conditions.size(); ++i) {
    if (i == 0 && n.arguments.empty()) {
      text(" | ");
    } else if (i == 0) {
      layout_.line();
      text("| ");
    } else {
      text(",");
      layout_.line();
    }
    condition(n.conditions[i]);
  }
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

/// Items between brackets: on one line, or one a line.
void Printer::list(std::string_view open, std::string_view close, std::size_t count,
                   const std::function<void(std::size_t)>& item) {
  const std::string_view inner = open.ends_with(' ') ? " " : "";
  if (count == 0) {
    text(open).text(close);
    return;
  }
  layout_.open();
  text(open.substr(0, 1));
  layout_.indent(kIndent);
  layout_.line(inner);
  for (std::size_t i = 0; i < count; ++i) {
    if (i > 0) {
      text(",");
      layout_.line();
    }
    item(i);
  }
  layout_.dedent();
  layout_.line(inner);
  text(close.substr(close.size() - 1));
  layout_.close();
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

void Printer::arm(const Arm& arm) {
  for (std::size_t i = 0; i < arm.patterns.size(); ++i) {
    if (i > 0) text(", ");
    pattern(arm.patterns[i]);
  }
  text(" => ").expr(arm.value);
}

void Printer::pattern(const Pattern& pattern) {
  flush_comments(pattern.span.begin);
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
  if (const auto* number = std::get_if<PatternNumber>(&atom)) text(number->value.to_string());
  if (const auto* truth = std::get_if<Truth>(&atom)) (*this)(*truth);
  if (const auto* label = std::get_if<PatternName>(&atom)) text(spell(label->text));
  if (const auto* label = std::get_if<Qualified>(&atom)) (*this)(*label);
  if (std::holds_alternative<Wildcard>(atom)) text("_");
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

void Printer::condition(const Condition& condition) {
  flush_comments(condition.span.begin);
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
