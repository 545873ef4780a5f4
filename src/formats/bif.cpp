// SPDX-License-Identifier: MIT
#include "formats/bif.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>

#include "support/overlay.hpp"
#include "support/text.hpp"

namespace causeway::formats {

namespace {

using support::error;
using support::Fault;
using support::quote;
using support::Span;

/// What a variable and its table take beside its numbers, here and in the model.
constexpr std::size_t kVariableBytes = 1024;

using VariableId = support::Id<struct NetworkVariableTag>;

enum Class : std::uint8_t { kWord, kSpace, kMark };

constexpr std::array<Class, 256> character_classes() {
  std::array<Class, 256> classes{};
  for (const char c : {' ', '\t', '\n', '\r', '\f', '\v'}) classes[static_cast<unsigned char>(c)] = kSpace;
  for (const char c : {'{', '}', '(', ')', '[', ']', ',', ';', '|'})
    classes[static_cast<unsigned char>(c)] = kMark;
  return classes;
}
constexpr auto kClasses = character_classes();

/// Words and single marks; words may be quoted.
class Scanner {
 public:
  Scanner(std::string_view text, support::FileId file) : text_(text), file_(file) { next(); }

  std::string_view token() const { return token_; }
  bool at_end() const { return token_.empty(); }
  bool is(char mark) const { return token_.size() == 1 && token_[0] == mark && !quoted_; }
  bool is(std::string_view word) const { return token_ == word; }
  Span span() const {
    return {file_, static_cast<std::uint32_t>(begin_),
            static_cast<std::uint32_t>(std::max(position_, begin_ + 1))};
  }
  void next();

  std::string_view take_word(std::string_view what) {
    if (at_end() || (!quoted_ && kClasses[static_cast<unsigned char>(token_[0])] == kMark)) fail(what);
    const std::string_view word = token_;
    next();
    return word;
  }
  void expect(char mark) {
    if (!is(mark)) fail(quote(std::string(1, mark)));
    next();
  }
  bool accept(char mark) {
    const bool here = is(mark);
    if (here) next();
    return here;
  }
  [[noreturn]] void fail(std::string_view expected) const {
    const std::string found = at_end() ? "the file ends" : "found " + quote(token_);
    throw Fault(error(Code::Syntax, span(), "expected " + std::string(expected) + ", but " + found));
  }

 private:
  void skip_space();

  std::string_view text_;
  support::FileId file_;
  std::size_t position_ = 0;
  std::size_t begin_ = 0;
  std::string_view token_;
  bool quoted_ = false;
};

void Scanner::skip_space() {
  for (;;) {
    while (position_ < text_.size() && kClasses[static_cast<unsigned char>(text_[position_])] == kSpace)
      ++position_;
    if (text_.substr(position_, 2) == "//") {
      position_ = std::min(text_.find('\n', position_), text_.size());
    } else if (text_.substr(position_, 2) == "/*") {
      const std::size_t end = text_.find("*/", position_ + 2);
      position_ = end == std::string_view::npos ? text_.size() : end + 2;
    } else {
      return;
    }
  }
}

void Scanner::next() {
  skip_space();
  begin_ = position_;
  quoted_ = false;
  if (position_ == text_.size()) {
    token_ = {};
    return;
  }
  if (text_[position_] == '"') {
    const std::size_t end = text_.find('"', position_ + 1);
    if (end == std::string_view::npos)
      throw Fault(error(Code::Syntax, span(), "a quoted word without its closing quote"));
    token_ = text_.substr(position_ + 1, end - position_ - 1);
    quoted_ = true;
    position_ = end + 1;
    if (token_.empty()) throw Fault(error(Code::Syntax, span(), "an empty word"));
    if (token_.find_first_of("\r\n") != std::string_view::npos)
      throw Fault(error(Code::Syntax, span(), "a quoted word ends on its own line"));
    if (token_.find('`') != std::string_view::npos)
      throw Fault(error(Code::Syntax, span(), "a name with a backquote, which cannot be written in a query"));
    return;
  }
  if (kClasses[static_cast<unsigned char>(text_[position_])] == kMark) {
    ++position_;
  } else {
    while (position_ < text_.size() && kClasses[static_cast<unsigned char>(text_[position_])] == kWord)
      ++position_;
  }
  token_ = text_.substr(begin_, position_ - begin_);
}

class Reader {
 public:
  Reader(const support::SourceMap& sources, support::FileId file, support::Budget& budget)
      : text_(sources.file(file).text), scanner_(text_, file), budget_(budget) {}

  Network read();

 private:
  void read_variable();
  void read_probability();
  void skip_properties();
  std::optional<std::size_t> find(std::string_view name) const;
  std::size_t variable_named(std::string_view name, Span span) const;
  std::size_t state_named(const NetworkVariable& variable, std::string_view state) const;
  std::size_t read_row_index(const NetworkVariable& variable);
  void read_entries(TableBuilder& table, std::size_t row, Span span);

  std::string_view text_;
  Scanner scanner_;
  support::Budget& budget_;
  Network network_;
  support::IdTable<VariableId> by_name_;
};

/// `property …;` lines, which say nothing that matters here.
void Reader::skip_properties() {
  while (scanner_.is("property")) {
    while (!scanner_.at_end() && !scanner_.is(';')) scanner_.next();
    scanner_.expect(';');
  }
}

// ---- variables ----

void Reader::read_variable() {
  NetworkVariable variable;
  variable.span = scanner_.span();
  variable.name = std::string(scanner_.take_word("the name of a variable"));
  scanner_.expect('{');
  skip_properties();
  if (!scanner_.is("type")) scanner_.fail("`type discrete [ … ] { … };`");
  scanner_.next();
  if (!scanner_.is("discrete")) scanner_.fail("`discrete`: other types are not supported");
  scanner_.next();
  scanner_.expect('[');
  const Span count_span = scanner_.span();
  const std::string count(scanner_.take_word("the number of states"));
  scanner_.expect(']');
  scanner_.expect('{');
  std::unordered_map<std::string_view, bool> seen;
  while (!scanner_.is('}')) {
    const Span span = scanner_.span();
    const std::string_view state = scanner_.take_word("a state");
    if (!seen.emplace(state, true).second) {
      throw Fault(error(Code::Name, span,
                        "the state " + quote(state) + " of " + quote(variable.name) + " stands here twice"));
    }
    variable.states.emplace_back(state);
    scanner_.accept(',');
  }
  scanner_.expect('}');
  scanner_.accept(';');
  skip_properties();
  scanner_.expect('}');
  if (count != std::to_string(variable.states.size())) {
    throw Fault(error(Code::Domain, count_span,
                      quote(variable.name) + " is said to have " + count + " states, and lists " +
                          std::to_string(variable.states.size())));
  }
  if (variable.states.empty())
    throw Fault(error(Code::Domain, variable.span, quote(variable.name) + " has no states"));
  if (const auto known = find(variable.name)) {
    throw Fault(error(Code::Name, variable.span, quote(variable.name) + " is declared twice")
                    .with_note(network_.variables[*known].span, "first declared here"));
  }
  by_name_.add(std::hash<std::string_view>()(variable.name), VariableId(network_.variables.size()));
  budget_.hold(kVariableBytes + variable.states.size() * sizeof(std::string));
  network_.variables.push_back(std::move(variable));
}

std::optional<std::size_t> Reader::find(std::string_view name) const {
  const VariableId known = by_name_.find(std::hash<std::string_view>()(name), [&](VariableId one) {
    return network_.variables[one.index()].name == name;
  });
  return known.valid() ? std::optional(known.index()) : std::nullopt;
}

std::size_t Reader::variable_named(std::string_view name, Span span) const {
  if (const auto known = find(name)) return *known;
  throw_no_variable(network_, name, span);
}

std::size_t Reader::state_named(const NetworkVariable& variable, std::string_view state) const {
  const auto found = std::find(variable.states.begin(), variable.states.end(), state);
  if (found != variable.states.end()) return static_cast<std::size_t>(found - variable.states.begin());
  throw Fault(error(Code::Name, scanner_.span(), quote(variable.name) + " has no state " + quote(state)));
}

// ---- probabilities ----

void Reader::read_entries(TableBuilder& table, std::size_t row, Span span) {
  table.begin_row(row, span);
  for (std::size_t i = 0; i < table.row_length(); ++i) {
    if (i > 0) scanner_.accept(',');
    const Span place = scanner_.span();
    table.set(row, i, scanner_.take_word("a probability"), place);
  }
  budget_.spend(table.row_length());
  scanner_.expect(';');
}

std::size_t Reader::read_row_index(const NetworkVariable& variable) {
  std::size_t row = 0;
  scanner_.expect('(');
  for (std::size_t i = 0; i < variable.parents.size(); ++i) {
    if (i > 0) scanner_.accept(',');
    const NetworkVariable& parent = network_.variables[variable.parents[i]];
    const std::size_t state = state_named(parent, scanner_.token());
    scanner_.next();
    row = row * parent.states.size() + state;
  }
  scanner_.expect(')');
  return row;
}

void Reader::read_probability() {
  scanner_.expect('(');
  const Span name_span = scanner_.span();
  NetworkVariable& variable = network_.variables[variable_named(scanner_.take_word("a variable"), name_span)];
  if (variable.table) throw Fault(error(Code::Name, name_span, "a second table for " + quote(variable.name)));
  if (scanner_.accept('|')) {
    while (!scanner_.is(')')) {
      const Span span = scanner_.span();
      variable.parents.push_back(variable_named(scanner_.take_word("a parent"), span));
      scanner_.accept(',');
    }
  }
  scanner_.expect(')');
  TableBuilder table(network_, variable, name_span, budget_);
  std::optional<TableBuilder> otherwise;
  scanner_.expect('{');
  for (skip_properties(); !scanner_.is('}'); skip_properties()) {
    const Span span = scanner_.span();
    if (scanner_.is('(')) {
      const std::size_t row = read_row_index(variable);
      read_entries(table, row, span);
    } else if (scanner_.is("table")) {
      scanner_.next();
      if (!variable.parents.empty()) {
        throw Fault(
            error(Code::Syntax, span,
                  "`table` for a variable with parents: programs disagree about the order of its entries")
                .with_hint("give each row by its parents' states: `(yes, no) 0.1, 0.9;`"));
      }
      read_entries(table, 0, span);
    } else if (scanner_.is("default")) {
      scanner_.next();
      otherwise.emplace(variable.states.size());
      read_entries(*otherwise, 0, span);
    } else {
      scanner_.fail("a row of probabilities");
    }
  }
  scanner_.expect('}');
  if (otherwise) table.fill(*otherwise);
  variable.table = std::move(table).finish(network_, variable);
}

Network Reader::read() {
  if (scanner_.is("network")) {
    scanner_.next();
    network_.name = std::string(scanner_.take_word("the network's name"));
    scanner_.expect('{');
    skip_properties();
    scanner_.expect('}');
  }
  while (!scanner_.at_end()) {
    budget_.report(static_cast<double>(scanner_.span().begin) / static_cast<double>(text_.size()));
    if (scanner_.is("variable")) {
      scanner_.next();
      read_variable();
    } else if (scanner_.is("probability")) {
      scanner_.next();
      read_probability();
    } else {
      scanner_.fail("`variable` or `probability`");
    }
  }
  for (const NetworkVariable& one : network_.variables) {
    if (!one.table) throw Fault(error(Code::Probability, one.span, quote(one.name) + " has no table"));
  }
  return std::move(network_);
}

}  // namespace

Network read_bif(const support::SourceMap& sources, support::FileId file, support::Budget& budget) {
  return Reader(sources, file, budget).read();
}

}  // namespace causeway::formats
