// SPDX-License-Identifier: MIT
#include "formats/network.hpp"

#include <algorithm>
#include <array>

#include "number/read.hpp"
#include "support/text.hpp"

namespace causeway::formats {

using support::error;
using support::Fault;
using support::quote;
using support::Span;

namespace {

/// Decimal places up to which entries are 64-bit integers.
constexpr unsigned kMostPlaces = 18;

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

/// Exponents: 1e-05 is 1 with 5 places.
Decimal small_decimal(const Rational& value) {
  for (unsigned places = 0; places <= kMostPlaces; ++places) {
    const auto scaled = (value * Rational(kPowersOfTen[places])).to_int64();
    if (scaled) return {*scaled, places, true};
  }
  return {};
}

void note_inexact(Network& network, const Rational& deviation, Span span) {
  if (network.inexact_rows++ == 0) network.first_inexact = span;
  network.largest_deviation =
      std::max(network.largest_deviation, deviation.sign() < 0 ? -deviation : deviation);
}

[[noreturn]] void throw_far_from_1(Span span) {
  throw Fault(error(Code::Probability, span, "the row does not sum to 1, not even nearly"));
}

/// Puts what a row lacks of 1 on its largest entry.
void settle_row(Network& network, std::int64_t* row, std::size_t length, std::int64_t whole, Span span) {
  ++network.rows;
  std::int64_t rest = whole;
  for (std::size_t i = 0; i < length; ++i) {
    if (row[i] > whole) throw Fault(error(Code::Probability, span, "a probability greater than 1"));
    rest -= row[i];
    if (rest < -whole) throw_far_from_1(span);
  }
  if (rest == 0) return;
  note_inexact(network, Rational(rest, whole), span);
  std::int64_t& largest = *std::max_element(row, row + length);
  largest += rest;
  if (largest < 0) throw_far_from_1(span);
}

void settle_row(Network& network, Rational* row, std::size_t length, Span span) {
  ++network.rows;
  Rational rest = 1;
  for (std::size_t i = 0; i < length; ++i) rest -= row[i];
  if (rest.is_zero()) return;
  note_inexact(network, rest, span);
  Rational& largest = *std::max_element(row, row + length);
  largest += rest;
  if (largest.sign() < 0) throw_far_from_1(span);
}

}  // namespace

TableBuilder::TableBuilder(const Network& network, const NetworkVariable& variable, Span place,
                           support::Budget& budget)
    : length_(variable.states.size()) {
  std::size_t rows = 1;
  for (const std::size_t parent : variable.parents) {
    rows *= network.variables[parent].states.size();
    if (rows > budget.limits().memory / (length_ * sizeof(Decimal))) {
      throw Fault(error(Code::Resource, place,
                        "the table of " + quote(variable.name) +
                            " has more rows than the memory limit allows (--max-memory)"));
    }
  }
  budget.hold(rows * (length_ * sizeof(std::int64_t) + sizeof(Span)));
  entries_.resize(rows * length_);
  spans_.resize(rows);
}

void TableBuilder::begin_row(std::size_t row, Span span) {
  if (spans_[row].known()) {
    throw Fault(
        error(Code::Probability, span, "this row is given twice").with_note(spans_[row], "first given here"));
  }
  spans_[row] = span;
}

void TableBuilder::set(std::size_t row, std::size_t column, std::string_view word, Span span) {
  const std::size_t cell = row * length_ + column;
  const Decimal decimal = read_decimal(word);
  if (decimal.fits && exact_.empty()) {
    entries_[cell] = decimal;
    return;
  }
  const std::string text = word.starts_with('.') ? "0" + std::string(word) : std::string(word);
  const number::Read read = number::read_number(text.ends_with('.') ? text + "0" : text);
  if (read.status != number::ReadStatus::Ok)
    throw Fault(error(Code::Syntax, span, quote(word) + " is no probability"));
  if (exact_.empty()) {
    const Decimal small = small_decimal(read.value);
    if (small.fits) {
      entries_[cell] = small;
      return;
    }
    for (const Decimal& one : entries_) exact_.emplace_back(one.digits, kPowersOfTen[one.places]);
  }
  exact_[cell] = read.value;
}

void TableBuilder::fill(const TableBuilder& other) {
  if (exact_.empty() && !other.exact_.empty()) {
    for (const Decimal& one : entries_) exact_.emplace_back(one.digits, kPowersOfTen[one.places]);
  }
  for (std::size_t r = 0; r < spans_.size(); ++r) {
    if (spans_[r].known()) continue;
    spans_[r] = other.spans_[0];
    for (std::size_t i = 0; i < length_; ++i) {
      const Decimal& entry = other.entries_[i];
      if (exact_.empty()) {
        entries_[r * length_ + i] = entry;
      } else {
        exact_[r * length_ + i] =
            other.exact_.empty() ? Rational(entry.digits, kPowersOfTen[entry.places]) : other.exact_[i];
      }
    }
  }
}

std::shared_ptr<const number::RowTable> TableBuilder::finish(Network& network,
                                                             const NetworkVariable& variable) && {
  for (std::size_t r = 0; r < spans_.size(); ++r) {
    if (spans_[r].known()) continue;
    throw Fault(error(Code::Probability, variable.span,
                      "the table of " + quote(variable.name) + " lacks a row (number " +
                          std::to_string(r + 1) + " of " + std::to_string(spans_.size()) + ")"));
  }
  auto result = std::make_shared<number::RowTable>();
  result->row_length = length_;
  if (!exact_.empty()) {
    result->large = std::move(exact_);
    for (std::size_t r = 0; r < spans_.size(); ++r)
      settle_row(network, &result->large[r * length_], length_, spans_[r]);
    return result;
  }
  unsigned places = 0;
  for (const Decimal& one : entries_) places = std::max(places, one.places);
  const std::int64_t denominator = kPowersOfTen[places];
  std::vector<std::int64_t> entries;
  entries.reserve(entries_.size());
  for (const Decimal& one : entries_) {
    std::int64_t scaled = 0;
    if (__builtin_mul_overflow(one.digits, kPowersOfTen[places - one.places], &scaled)) {
      throw Fault(error(Code::Probability, variable.span,
                        "a probability greater than 1 in the table of " + quote(variable.name)));
    }
    entries.push_back(scaled);
  }
  for (std::size_t r = 0; r < spans_.size(); ++r)
    settle_row(network, &entries[r * length_], length_, denominator, spans_[r]);
  result->positive.assign(length_, true);
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (entries[i] == 0) result->positive[i % length_] = false;
  }
  result->numbers = number::IntegerTable(std::move(entries), Rational(1, denominator));
  return result;
}

void throw_no_variable(const Network& network, std::string_view name, Span span) {
  std::vector<std::string> names;
  for (const NetworkVariable& one : network.variables) names.push_back(one.name);
  const std::string likely = support::closest(name, names);
  throw Fault(error(Code::Name, span, "no variable " + quote(name))
                  .with_hint(likely.empty() ? "" : "did you mean " + quote(likely) + "?"));
}

}  // namespace causeway::formats
