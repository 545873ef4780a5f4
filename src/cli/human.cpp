// SPDX-License-Identifier: MIT
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "cli/output.hpp"

namespace causeway::cli {

void print(const std::string& text) {
  if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0) return;
  if (errno == EPIPE) std::_Exit(kAnswered);  // the reader has seen enough
  std::fputs("causeway: error[io]: the output cannot be written\n", stderr);
  std::_Exit(kUnusable);
}

namespace {

constexpr int kDigits = 6;
constexpr std::size_t kLongest = 60;  // digits of a fraction that is shown in full

std::size_t columns(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width > columns(text) ? width - columns(text) : 0, ' ');
}

std::string milliseconds(double ms) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.2f ms", ms);
  return buffer;
}

/// Each line two blanks further in.
std::string indented(const std::string& lines) {
  std::string text;
  for (std::size_t begin = 0; begin < lines.size();) {
    const std::size_t end = lines.find('\n', begin) + 1;
    text += "  " + lines.substr(begin, end - begin);
    begin = end;
  }
  return text;
}

class Human : public Output {
 public:
  explicit Human(const Settings& settings)
      : settings_(settings), colour_(isatty(STDERR_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr) {}

  void diagnostics(const Diagnostics& diagnostics) override {
    for (const Diagnostic& one : diagnostics) note(one.to_string(colour_));
  }
  void load_times(const LoadTimings& t) override {
    if (settings_.time)
      note("read " + milliseconds(t.read) + ", check " + milliseconds(t.check) + ", lower " +
           milliseconds(t.lower) + "\n");
  }
  void answer(const Question& question, const Answer& answer) override;
  void failure(const Question& question, const Diagnostics& error) override {
    if (question.assertion) show("assert " + question.text + ": not decided\n");
    diagnostics(error);
  }
  void checked(const std::string& file, const Diagnostics& found) override;
  void not_canonical(const std::string& file) override;
  void info(const ModelInfo& info) override;
  void explanation(const Explanation& explanation) override;
  void converted(const std::string&, const std::string& text) override { print(text); }
  void created(const std::string& file) override {
    print(file + ": a model to begin with; `causeway run " + file + "` answers its questions\n");
  }
  void ir(const std::string&, const std::string&, const std::string& text) override { print(text); }

 private:
  void note(const std::string& text) const {
    std::fflush(stdout);
    std::fputs(text.c_str(), stderr);
  }
  /// Prints a block; an empty line parts tables from what stands before and behind them.
  void show(const std::string& text, bool table = false) {
    if (anything_shown_ && (table || table_shown_)) print("\n");
    print(text);
    anything_shown_ = true;
    table_shown_ = table;
  }
  std::string assignments(const Explanation::Term& term) const;
  std::string plan(const Explanation::Term& term) const;
  bool is_long(const Rational& r) const { return !settings_.exact && r.to_string().size() > kLongest; }
  std::string fraction(const Rational& r) const;
  std::string decimal(const Rational& r) const;
  std::string number(const Rational& r) const;
  std::string table(const Table& table, bool hide_zeros) const;

  const Settings& settings_;
  bool colour_;
  bool anything_shown_ = false;
  bool table_shown_ = false;
};

/// `3/73`, or what a fraction too long to read is like.
std::string Human::fraction(const Rational& r) const {
  if (!is_long(r)) return r.to_string();
  return "(" + std::to_string(r.numerator().size()) + "-digit" +
         (r.is_integer() ? "" : "/" + std::to_string(r.denominator().size()) + "-digit") + ")";
}

std::string Human::decimal(const Rational& r) const {
  if (const auto exact = r.exact_decimal(kDigits)) return *exact;
  return "≈ " + r.to_decimal(kDigits);
}

/// `9/10`, `3/73 ≈ 0.0410959`.
std::string Human::number(const Rational& r) const {
  if (is_long(r)) return "≈ " + r.to_decimal(kDigits) + " " + fraction(r) + ", in full with --exact";
  return r.is_integer() || r.exact_decimal(kDigits) ? r.to_string()
                                                    : r.to_string() + " ≈ " + r.to_decimal(kDigits);
}

std::string Human::table(const Table& table, bool hide_zeros) const {
  std::vector<std::vector<std::string>> cells;
  if (table.columns.size() > 1) cells.push_back(table.columns);
  for (const Table::Row& row : table.rows) {
    const auto* value = std::get_if<Rational>(&row.result);
    if (hide_zeros && value != nullptr && value->is_zero()) continue;
    std::vector<std::string>& line = cells.emplace_back();
    for (const Value& one : row.values) line.push_back(one.to_string());
    if (value == nullptr) {
      line.emplace_back(std::get<bool>(row.result) ? "true" : "false");
    } else {
      line.push_back(fraction(*value));
      line.push_back(value->is_integer() && !is_long(*value) ? "" : decimal(*value));
    }
  }
  std::vector<std::size_t> widths;
  for (const auto& line : cells) {
    widths.resize(std::max(widths.size(), line.size()), 0);
    for (std::size_t i = 0; i < line.size(); ++i) widths[i] = std::max(widths[i], columns(line[i]));
  }
  std::string text;
  for (const auto& line : cells) {
    std::string shown;
    for (std::size_t i = 0; i < line.size(); ++i) shown += "  " + padded(line[i], widths[i]);
    while (!shown.empty() && shown.back() == ' ') shown.pop_back();
    text += shown + "\n";
  }
  return text.empty() ? "  (no rows)\n" : text;
}

void Human::answer(const Question& question, const Answer& answer) {
  diagnostics(answer.warnings());
  const std::string label = question.name.empty() ? "" : question.name + ": ";
  const std::string head = label + question.text;
  switch (answer.kind()) {
    case Answer::Kind::Number:
      show(head + " = " + number(answer.rational()) + "\n");
      break;
    case Answer::Kind::Boolean: {
      std::string sides;
      if (answer.sides() && question.assertion && !answer.boolean()) {
        sides = ": the left side is " + number(answer.sides()->first) + ", the right side " +
                number(answer.sides()->second);
      }
      if (question.assertion) {
        show("assert " + head + (answer.boolean() ? ": holds\n" : ": DOES NOT HOLD" + sides + "\n"));
      } else {
        show(head + " = " + (answer.boolean() ? "true" : "false") + "\n");
      }
      break;
    }
    case Answer::Kind::Distribution:
    case Answer::Kind::Indexed:
      show(head + "\n" + table(answer.table(), settings_.nonzero), true);
      break;
    case Answer::Kind::Map: {
      std::string values;
      for (std::size_t i = 0; i < answer.map().values.size(); ++i) {
        values += (i > 0 ? ", " : "") + answer.map().columns[i] + " = " + answer.map().values[i].to_string();
      }
      show(head + "\n  " + values + "  with probability " + number(answer.map().probability) + "\n", true);
      break;
    }
    case Answer::Kind::Marginals: {
      std::string text = head + "\n";
      for (const Answer::Marginal& one : answer.marginals()) {
        text += "  " + one.variable + "\n" + indented(table(one.table, settings_.nonzero));
      }
      show(text, true);
      break;
    }
  }
  if (settings_.time)
    note("  plan " + milliseconds(answer.timings().plan) + ", evaluate " +
         milliseconds(answer.timings().evaluate) + "\n");
}

void Human::checked(const std::string& file, const Diagnostics& found) {
  diagnostics(found);
  const auto errors = std::count_if(found.begin(), found.end(),
                                    [](const Diagnostic& one) { return one.severity == Severity::Error; });
  const auto warnings = static_cast<long>(found.size()) - errors;
  const auto count = [](long n, const std::string& noun) {
    return (n == 0 ? "no" : std::to_string(n)) + " " + noun + (n == 1 ? "" : "s");
  };
  show(file + ": " + count(errors, "error") + ", " + count(warnings, "warning") + "\n");
}

void Human::not_canonical(const std::string& file) {
  show(file + ": not in canonical layout\n");
}

void Human::info(const ModelInfo& info) {
  std::string text = "model " + info.name + "\n";
  std::size_t name_width = 0;
  std::size_t domain_width = 0;
  const auto domain_text = [](const VariableInfo& one) {
    if (!one.domain) return std::string("(too large to infer)");
    const std::string values = one.domain->to_string();
    return one.domain->name().empty() ? values : one.domain->name() + " " + values;
  };
  for (const VariableInfo& one : info.variables) {
    name_width = std::max(name_width, columns(one.name));
    domain_width = std::max(domain_width, std::min<std::size_t>(40, columns(domain_text(one))));
  }
  const auto joined = [](const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& one : names) list += (list.empty() ? "" : ", ") + one;
    return list;
  };
  for (const VariableInfo& one : info.variables) {
    const std::string kind = one.noise ? "noise" : one.latent ? "latent" : "var";
    std::string line = "  " + padded(kind, 6) + " " + padded(one.name, name_width) + " : " +
                       padded(domain_text(one), domain_width);
    if (!one.parents.empty()) line += "  <- " + joined(one.parents);
    if (!one.children.empty()) line += "  -> " + joined(one.children);
    while (line.back() == ' ') line.pop_back();
    text += line + "\n";
    if (!one.documentation.empty()) {
      std::string documentation = one.documentation;
      for (std::size_t at = 0; (at = documentation.find('\n', at)) != std::string::npos; at += 1)
        documentation.replace(at, 1, "\n         ");
      text += "         " + documentation + "\n";
    }
  }
  if (!info.parameters.empty()) text += "parameters: " + joined(info.parameters) + "\n";
  if (info.joint_states && info.parameter_count) {
    text += info.joint_states->to_string() + " joint states; " + info.parameter_count->to_string() +
            " table entries given the parents\n";
  }
  show(text, true);
}

std::string Human::assignments(const Explanation::Term& term) const {
  const std::string most = !term.assignments            ? "an unknown number of"
                           : is_long(*term.assignments) ? "at most " + term.assignments->to_decimal(kDigits)
                                                        : "at most " + term.assignments->to_string();
  return most + " assignments of " + std::to_string(term.noise.size()) +
         (term.noise.size() == 1 ? " source" : " sources");
}

std::string Human::plan(const Explanation::Term& term) const {
  if (!term.plan_error.empty()) return "none, " + term.plan_error;
  std::string text = term.plan + ", ";
  if (term.largest_table > 0) {
    text += std::to_string(term.cost) + " products and sums, largest table " +
            std::to_string(term.largest_table) + (term.largest_table == 1 ? " cell" : " cells");
    constexpr std::size_t kShown = 8;
    for (std::size_t i = 0; i < term.cluster.size() && i < kShown; ++i)
      text += (i == 0 ? ", largest cluster " : ", ") + term.cluster[i];
    if (term.cluster.size() > kShown)
      text += " and " + std::to_string(term.cluster.size() - kShown) + " more";
    text += "; ";
  }
  return text + assignments(term);
}

void Human::explanation(const Explanation& explanation) {
  static const char* const kRungs[] = {"", "seeing", "doing", "imagining"};
  std::string text = explanation.text + "\n";
  for (const Explanation::Term& term : explanation.terms) {
    text += "  " + term.text + "\n";
    text += "    rung " + std::to_string(term.rung) + " (" + kRungs[term.rung] + ")\n    worlds:\n";
    for (const Explanation::World& world : term.worlds) {
      text += "      " + world.name;
      for (std::size_t i = 0; i < world.interventions.size(); ++i)
        text += (i == 0 ? ": " : ", ") + world.interventions[i];
      text += "\n";
    }
    text += "    plan: " + plan(term) + "\n";
    if (!term.abduction_error.empty()) text += "    abduction: not computed, " + term.abduction_error + "\n";
    if (!term.abduction) continue;
    text += "    abduction: the noise given the evidence\n";
    if (term.abduction->columns.size() == 1) text += "      " + term.abduction->columns[0] + "\n";
    text += indented(indented(table(*term.abduction, false)));
    if (term.abduction_rows > term.abduction->rows.size()) {
      text += "      … the " + std::to_string(term.abduction->rows.size()) + " most probable of " +
              std::to_string(term.abduction_rows) + "\n";
    }
  }
  show(text, true);
}

}  // namespace

std::unique_ptr<Output> human_output(const Settings& settings) {
  return std::make_unique<Human>(settings);
}

}  // namespace causeway::cli
