// SPDX-License-Identifier: MIT
#include "formats/bif.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <unordered_map>

#include "number/read.hpp"
#include "support/overlay.hpp"
#include "support/text.hpp"

namespace causeway::formats {

namespace {

using support::error;
using support::Fault;
using support::quote;
using support::Span;

/// Decimal places up to which entries are 64-bit integers.
constexpr unsigned kMostPlaces = 18;

/// What a variable and its table take beside its numbers, here and in the model.
constexpr std::size_t kVariableBytes = 1024;

using VariableId = support::Id<struct NetworkVariableTag>;

constexpr std::array<std::int64_t, kMostPlaces + 1> powers_of_ten() {
  std::array<std::int64_t, kMostPlaces + 1> powers{};
  std::int64_t power = 1;
  for (std::int64_t& one : powers) {
    one = power;
    power *= one == 1000000000000000000 ? 1 : 10;
  }
  return powers;
}
constexpr auto kPowersOfTen = powers_of_ten();

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

/// A decimal as an integer and its places; `fits` is false where it needs more than 64 bits or 18 places.
struct Decimal {
  std::int64_t digits = 0;
  unsigned places = 0;
  bool fits = false;
};

Decimal read_decimal(std::string_view text) {
  Decimal result;
  std::size_t i = 0;
  unsigned length = 0;
  bool point = false;
  bool any = false;
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (c < '0' || c > '9') break;
    any = true;
    if (result.digits != 0 || c != '0') ++length;
    if (length > kMostPlaces) return result;
    result.digits = result.digits * 10 + (c - '0');
    if (point && ++result.places > kMostPlaces) return result;
  }
  result.fits = any && i == text.size();
  return result;
}

class Reader {
 public:
  Reader(const support::SourceMap& sources, support::FileId file, support::Budget& budget)
      : text_(sources.file(file).text), scanner_(text_, file), budget_(budget) {}

  Network read();

 private:
  struct Probability {  // what a `probability` block says, still by row
    std::vector<Decimal> entries;
    std::vector<Rational> exact;  // instead, once one entry did not fit
    std::vector<Span> spans;      // of the rows given; unknown where a row is missing
  };

  void read_variable();
  void read_probability();
  void skip_properties();
  std::optional<std::size_t> find(std::string_view name) const;
  std::size_t variable_named(std::string_view name, Span span) const;
  std::size_t state_named(const NetworkVariable& variable, std::string_view state) const;
  std::size_t read_row_index(const NetworkVariable& variable);
  void read_entries(Probability& table, std::size_t row, std::size_t length, Span span);
  void take_entry(Probability& table, std::size_t cell);
  void fill_default(Probability& table, const Probability& row) const;
  std::shared_ptr<const number::RowTable> finish(const Probability& table, std::size_t length,
                                                 const NetworkVariable& variable);
  void settle_row(std::int64_t* row, std::size_t length, std::int64_t whole, Span span);
  void settle_row(Rational* row, std::size_t length, Span span);
  void note_inexact(const Rational& deviation, Span span);

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
  std::vector<std::string> names;
  for (const NetworkVariable& one : network_.variables) names.push_back(one.name);
  const std::string likely = support::closest(name, names);
  throw Fault(error(Code::Name, span, "no variable " + quote(name))
                  .with_hint(likely.empty() ? "" : "did you mean " + quote(likely) + "?"));
}

std::size_t Reader::state_named(const NetworkVariable& variable, std::string_view state) const {
  const auto found = std::find(variable.states.begin(), variable.states.end(), state);
  if (found != variable.states.end()) return static_cast<std::size_t>(found - variable.states.begin());
  throw Fault(error(Code::Name, scanner_.span(), quote(variable.name) + " has no state " + quote(state)));
}

// ---- probabilities ----

void Reader::take_entry(Probability& table, std::size_t cell) {
  const Span span = scanner_.span();
  const std::string_view word = scanner_.take_word("a probability");
  Decimal decimal = read_decimal(word);
  if (decimal.fits && table.exact.empty()) {
    table.entries[cell] = decimal;
    return;
  }
  const std::string text = word.starts_with('.') ? "0" + std::string(word) : std::string(word);
  const number::Read read = number::read_number(text.ends_with('.') ? text + "0" : text);
  if (read.status != number::ReadStatus::Ok)
    throw Fault(error(Code::Syntax, span, quote(word) + " is no probability"));
  // Exponents: 1e-05 is 1 with 5 places.
  const auto places = [&]() -> std::optional<Decimal> {
    for (unsigned p = 0; p <= kMostPlaces; ++p) {
      const auto scaled = (read.value * Rational(kPowersOfTen[p])).to_int64();
      if (scaled) return Decimal{*scaled, p, true};
    }
    return std::nullopt;
  };
  if (table.exact.empty()) {
    if (const auto small = places()) {
      table.entries[cell] = *small;
      return;
    }
    for (const Decimal& one : table.entries) table.exact.emplace_back(one.digits, kPowersOfTen[one.places]);
  }
  table.exact[cell] = read.value;
}

void Reader::read_entries(Probability& table, std::size_t row, std::size_t length, Span span) {
  if (table.spans[row].known()) {
    throw Fault(error(Code::Probability, span, "this row is given twice")
                    .with_note(table.spans[row], "first given here"));
  }
  table.spans[row] = span;
  for (std::size_t i = 0; i < length; ++i) {
    if (i > 0) scanner_.accept(',');
    take_entry(table, row * length + i);
  }
  budget_.spend(length);
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

void Reader::fill_default(Probability& table, const Probability& row) const {
  const std::size_t length = row.entries.size();
  for (std::size_t r = 0; r < table.spans.size(); ++r) {
    if (table.spans[r].known()) continue;
    table.spans[r] = row.spans[0];
    for (std::size_t i = 0; i < length; ++i) {
      if (table.exact.empty()) {
        table.entries[r * length + i] = row.entries[i];
      } else {
        table.exact[r * length + i] =
            row.exact.empty() ? Rational(row.entries[i].digits, kPowersOfTen[row.entries[i].places])
                              : row.exact[i];
      }
    }
  }
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
  const std::size_t length = variable.states.size();
  std::size_t rows = 1;
  for (const std::size_t parent : variable.parents) {
    rows *= network_.variables[parent].states.size();
    if (rows > budget_.limits().memory / (length * sizeof(Decimal))) {
      throw Fault(error(Code::Resource, name_span,
                        "the table of " + quote(variable.name) +
                            " has more rows than the memory limit allows (--max-memory)"));
    }
  }
  budget_.hold(rows * (length * sizeof(std::int64_t) + sizeof(Span)));
  Probability table{std::vector<Decimal>(rows * length), {}, std::vector<Span>(rows)};
  std::optional<Probability> otherwise;
  scanner_.expect('{');
  for (skip_properties(); !scanner_.is('}'); skip_properties()) {
    const Span span = scanner_.span();
    if (scanner_.is('(')) {
      const std::size_t row = read_row_index(variable);
      read_entries(table, row, length, span);
    } else if (scanner_.is("table")) {
      scanner_.next();
      if (!variable.parents.empty()) {
        throw Fault(
            error(Code::Syntax, span,
                  "`table` for a variable with parents: programs disagree about the order of its entries")
                .with_hint("give each row by its parents' states: `(yes, no) 0.1, 0.9;`"));
      }
      read_entries(table, 0, length, span);
    } else if (scanner_.is("default")) {
      scanner_.next();
      otherwise = Probability{std::vector<Decimal>(length), {}, std::vector<Span>(1)};
      read_entries(*otherwise, 0, length, span);
    } else {
      scanner_.fail("a row of probabilities");
    }
  }
  scanner_.expect('}');
  if (otherwise) fill_default(table, *otherwise);
  variable.table = finish(table, length, variable);
}

void Reader::note_inexact(const Rational& deviation, Span span) {
  if (network_.inexact_rows++ == 0) network_.first_inexact = span;
  network_.largest_deviation =
      std::max(network_.largest_deviation, deviation.sign() < 0 ? -deviation : deviation);
}

/// Puts what a row lacks of 1 on its largest entry.
void Reader::settle_row(std::int64_t* row, std::size_t length, std::int64_t whole, Span span) {
  ++network_.rows;
  std::int64_t rest = whole;
  for (std::size_t i = 0; i < length; ++i) {
    if (row[i] > whole) throw Fault(error(Code::Probability, span, "a probability greater than 1"));
    rest -= row[i];
    if (rest < -whole)
      throw Fault(error(Code::Probability, span, "the row does not sum to 1, not even nearly"));
  }
  if (rest == 0) return;
  note_inexact(Rational(rest, whole), span);
  std::int64_t& largest = *std::max_element(row, row + length);
  largest += rest;
  if (largest < 0) throw Fault(error(Code::Probability, span, "the row does not sum to 1, not even nearly"));
}

void Reader::settle_row(Rational* row, std::size_t length, Span span) {
  ++network_.rows;
  Rational rest = 1;
  for (std::size_t i = 0; i < length; ++i) rest -= row[i];
  if (rest.is_zero()) return;
  note_inexact(rest, span);
  Rational& largest = *std::max_element(row, row + length);
  largest += rest;
  if (largest.sign() < 0)
    throw Fault(error(Code::Probability, span, "the row does not sum to 1, not even nearly"));
}

std::shared_ptr<const number::RowTable> Reader::finish(const Probability& table, std::size_t length,
                                                       const NetworkVariable& variable) {
  for (std::size_t r = 0; r < table.spans.size(); ++r) {
    if (table.spans[r].known()) continue;
    throw Fault(error(Code::Probability, variable.span,
                      "the table of " + quote(variable.name) + " lacks a row (number " +
                          std::to_string(r + 1) + " of " + std::to_string(table.spans.size()) + ")"));
  }
  auto result = std::make_shared<number::RowTable>();
  result->row_length = length;
  if (!table.exact.empty()) {
    result->large = table.exact;
    for (std::size_t r = 0; r < table.spans.size(); ++r)
      settle_row(&result->large[r * length], length, table.spans[r]);
    return result;
  }
  unsigned places = 0;
  for (const Decimal& one : table.entries) places = std::max(places, one.places);
  const std::int64_t denominator = kPowersOfTen[places];
  std::vector<std::int64_t> entries;
  entries.reserve(table.entries.size());
  for (const Decimal& one : table.entries) {
    std::int64_t scaled = 0;
    if (__builtin_mul_overflow(one.digits, kPowersOfTen[places - one.places], &scaled)) {
      throw Fault(error(Code::Probability, variable.span,
                        "a probability greater than 1 in the table of " + quote(variable.name)));
    }
    entries.push_back(scaled);
  }
  for (std::size_t r = 0; r < table.spans.size(); ++r)
    settle_row(&entries[r * length], length, denominator, table.spans[r]);
  result->positive.assign(length, true);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i] == 0) result->positive[i % length] = false;
  }
  result->numbers = number::IntegerTable(std::move(entries), Rational(1, denominator));
  return result;
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
