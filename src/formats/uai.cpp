// SPDX-License-Identifier: MIT
#include "formats/uai.hpp"

#include <algorithm>
#include <charconv>

#include "support/text.hpp"

namespace causeway::formats {

namespace {

using support::error;
using support::Fault;
using support::quote;
using support::Span;

/// Words between white space.
class Words {
 public:
  Words(std::string_view text, support::FileId file) : text_(text), file_(file) { skip(); }

  bool at_end() const { return position_ == text_.size(); }
  Span span() const {
    return {file_, static_cast<std::uint32_t>(position_),
            static_cast<std::uint32_t>(std::max(end_of_word(), position_ + 1))};
  }
  std::string_view take(std::string_view what) {
    if (at_end())
      throw Fault(error(Code::Syntax, span(), "expected " + std::string(what) + ", but the file ends"));
    const std::size_t end = end_of_word();
    const std::string_view word = text_.substr(position_, end - position_);
    position_ = end;
    skip();
    return word;
  }
  /// A whole number, at least `least` and below `most`.
  std::size_t take_number(std::string_view what, std::size_t least, std::size_t most) {
    const Span place = span();
    const std::string_view word = take(what);
    std::size_t number = 0;
    const auto [end, status] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (status != std::errc() || end != word.data() + word.size() || number < least || number >= most)
      throw Fault(error(Code::Syntax, place, "expected " + std::string(what) + ", but found " + quote(word)));
    return number;
  }

 private:
  static bool is_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }
  std::size_t end_of_word() const {
    std::size_t end = position_;
    while (end < text_.size() && !is_space(text_[end])) ++end;
    return end;
  }
  void skip() {
    while (position_ < text_.size() && is_space(text_[position_])) ++position_;
  }

  std::string_view text_;
  support::FileId file_;
  std::size_t position_ = 0;
};

/// Beyond any network that fits the limit on texts.
constexpr std::size_t kMostVariables = std::size_t{1} << 30U;

class Reader {
 public:
  Reader(const support::SourceMap& sources, support::FileId file, support::Budget& budget)
      : words_(sources.file(file).text, file), budget_(budget) {}

  Network read() {
    read_kind();
    read_variables();
    const std::vector<std::size_t> children = read_scopes();
    for (const std::size_t child : children) read_table(network_.variables[child]);
    if (!words_.at_end())
      throw Fault(error(Code::Syntax, words_.span(),
                        "text behind the last table (evidence stands in a file of its own)"));
    return std::move(network_);
  }

 private:
  void read_kind() {
    const Span span = words_.span();
    const std::string_view kind = words_.take("`BAYES`");
    if (kind == "BAYES") return;
    const std::string why = kind == "MARKOV" ? ": a Markov network has no causes" : "";
    throw Fault(error(Code::Syntax, span, "expected `BAYES`, but found " + quote(kind) + why));
  }

  void read_variables() {
    const Span span = words_.span();
    const std::size_t count = words_.take_number("the number of variables", 1, kMostVariables);
    for (std::size_t i = 0; i < count; ++i) {
      NetworkVariable variable;
      variable.name = "x" + std::to_string(i);
      variable.span = words_.span();
      const std::size_t states = words_.take_number("the number of states of " + quote(variable.name), 1,
                                                    budget_.limits().domain + 1);
      budget_.hold(sizeof(NetworkVariable) + states * sizeof(std::string));
      for (std::size_t s = 0; s < states; ++s) variable.states.push_back(std::to_string(s));
      network_.variables.push_back(std::move(variable));
    }
    const Span tables = words_.span();
    if (words_.take_number("the number of tables", 1, kMostVariables) != count)
      throw Fault(error(Code::Syntax, tables, "a Bayesian network has a table for each variable")
                      .with_note(span, "so many variables"));
  }

  /// Parents, then the variable that the table is of.
  std::vector<std::size_t> read_scopes() {
    const std::size_t count = network_.variables.size();
    std::vector<std::size_t> children;
    std::vector<Span> scopes(count);
    for (std::size_t i = 0; i < count; ++i) {
      const Span span = words_.span();
      const std::size_t length = words_.take_number("the number of variables of a table", 1, count + 1);
      std::vector<std::size_t> scope;
      for (std::size_t k = 0; k < length; ++k) {
        const Span place = words_.span();
        scope.push_back(words_.take_number("the number of a variable", 0, count));
        if (std::find(scope.begin(), scope.end() - 1, scope.back()) != scope.end() - 1)
          throw Fault(error(Code::Name, place, "a variable stands twice in one table"));
      }
      const std::size_t child = scope.back();
      scope.pop_back();
      if (scopes[child].known()) {
        throw Fault(error(Code::Name, span, "a second table for " + quote(network_.variables[child].name))
                        .with_note(scopes[child], "the first"));
      }
      scopes[child] = span;
      network_.variables[child].parents = std::move(scope);
      children.push_back(child);
    }
    return children;
  }

  void read_table(NetworkVariable& variable) {
    const Span span = words_.span();
    TableBuilder table(network_, variable, span, budget_);
    const std::size_t cells = table.rows() * table.row_length();
    const std::size_t said = words_.take_number("the number of entries", 1, kMostVariables);
    if (said != cells) {
      throw Fault(error(Code::Domain, span,
                        "the table of " + quote(variable.name) + " has " + support::grouped(cells) +
                            " entries, not " + support::grouped(said)));
    }
    for (std::size_t row = 0; row < table.rows(); ++row) {
      table.begin_row(row, words_.span());
      for (std::size_t i = 0; i < table.row_length(); ++i) {
        const Span place = words_.span();
        table.set(row, i, words_.take("a probability"), place);
      }
      budget_.spend(table.row_length());
    }
    variable.table = std::move(table).finish(network_, variable);
  }

  Words words_;
  support::Budget& budget_;
  Network network_;
};

}  // namespace

Network read_uai(const support::SourceMap& sources, support::FileId file, support::Budget& budget) {
  return Reader(sources, file, budget).read();
}

}  // namespace causeway::formats
