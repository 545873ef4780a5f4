// SPDX-License-Identifier: MIT
#include "formats/xmlbif.hpp"

#include <expat.h>

#include <algorithm>
#include <exception>
#include <memory>
#include <unordered_map>

#include "support/text.hpp"

namespace causeway::formats {

namespace {

using support::error;
using support::Fault;
using support::quote;
using support::Span;

struct Text {
  std::string text;
  Span span;
};

struct Definition {
  Span span;
  std::vector<Text> of;
  std::vector<Text> given;
  std::optional<Text> table;
};

/// What the file says, before names are looked up: definitions may stand before variables.
struct Document {
  std::string name;
  std::vector<NetworkVariable> variables;
  std::vector<Definition> definitions;
};

std::string trimmed(const std::string& text) {
  constexpr std::string_view kSpace = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(kSpace);
  return begin == std::string::npos ? "" : text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

/// Takes expat's events. What its handlers throw is kept, as nothing may be thrown through C.
class Parser {
 public:
  Parser(std::string_view text, support::FileId file, support::Budget& budget)
      : text_(text), file_(file), budget_(budget), expat_(XML_ParserCreate(nullptr), XML_ParserFree) {
    if (expat_ == nullptr) throw std::bad_alloc();
    XML_SetUserData(expat_.get(), this);
    XML_SetElementHandler(
        expat_.get(),
        [](void* self, const char* name, const char** attributes) {
          static_cast<Parser*>(self)->guarded([&](Parser& it) { it.begin(name, attributes); });
        },
        [](void* self, const char*) { static_cast<Parser*>(self)->guarded([](Parser& it) { it.end(); }); });
    XML_SetCharacterDataHandler(expat_.get(), [](void* self, const char* characters, int length) {
      static_cast<Parser*>(self)->guarded([&](Parser& it) { it.add(characters, length); });
    });
  }

  Document parse() {
    const XML_Status status = XML_Parse(expat_.get(), text_.data(), static_cast<int>(text_.size()), 1);
    if (thrown_) std::rethrow_exception(thrown_);
    if (status != XML_STATUS_OK)
      throw Fault(
          error(Code::Syntax, here(),
                std::string("not well-formed XML: ") + XML_ErrorString(XML_GetErrorCode(expat_.get()))));
    if (!network_seen_)
      throw Fault(error(Code::Syntax, {file_, 0, 1}, "expected an element `NETWORK`, as XMLBIF has it"));
    return std::move(document_);
  }

 private:
  template <typename Use>
  void guarded(Use use) {
    if (thrown_) return;
    try {
      use(*this);
    } catch (...) {
      thrown_ = std::current_exception();
      XML_StopParser(expat_.get(), XML_FALSE);
    }
  }

  Span here() const {
    const auto index = static_cast<std::int64_t>(XML_GetCurrentByteIndex(expat_.get()));
    const std::size_t begin =
        std::min(text_.size(), static_cast<std::size_t>(std::max<std::int64_t>(index, 0)));
    const std::size_t end = std::min(text_.size(), text_.find_first_of(">\n", begin) + 1);
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(std::max(end, begin + 1))};
  }

  void begin(const std::string& name, const char** attributes) {
    budget_.spend();
    elements_.push_back(name);
    content_ = {"", here()};
    if (name == "NETWORK") network_seen_ = true;
    if (name == "VARIABLE") begin_variable(attributes);
    if (is_definition(name)) document_.definitions.push_back({here(), {}, {}, {}});
  }

  void begin_variable(const char** attributes) {
    for (; *attributes != nullptr; attributes += 2) {
      if (std::string_view(attributes[0]) == "TYPE" && std::string_view(attributes[1]) != "nature") {
        throw Fault(
            error(Code::Syntax, here(),
                  "a variable of type " + quote(attributes[1]) + ": only those of `nature` are supported"));
      }
    }
    document_.variables.emplace_back().span = here();
  }

  void add(const char* characters, int length) {
    const auto size = static_cast<std::size_t>(length);
    budget_.hold(size);
    content_.text.append(characters, size);
  }

  void end() {
    const std::string name = std::move(elements_.back());
    elements_.pop_back();
    const std::string outer = elements_.empty() ? "" : elements_.back();
    if (outer == "NETWORK" && name == "NAME" && !trimmed(content_.text).empty())
      document_.name = word("a name");
    if (outer == "VARIABLE") end_in_variable(name);
    if (is_definition(outer)) end_in_definition(name);
    content_ = {"", here()};
  }

  /// Version 0.2 has other words for two of the elements.
  static bool is_definition(const std::string& name) { return name == "DEFINITION" || name == "PROBABILITY"; }

  void end_in_variable(const std::string& name) {
    NetworkVariable& variable = document_.variables.back();
    if (name == "NAME") variable.name = word("a name");
    if (name != "OUTCOME" && name != "VALUE") return;
    variable.states.push_back(word("a state"));
    budget_.hold(sizeof(std::string));
  }

  void end_in_definition(const std::string& name) {
    Definition& definition = document_.definitions.back();
    if (name == "FOR") definition.of.push_back({word("a name"), content_.span});
    if (name == "GIVEN") definition.given.push_back({word("a name"), content_.span});
    if (name != "TABLE") return;
    if (definition.table)
      throw Fault(error(Code::Syntax, content_.span, "a second `TABLE` in one definition"));
    definition.table = std::move(content_);
  }

  std::string word(std::string_view what) const {
    std::string text = trimmed(content_.text);
    if (text.empty()) throw Fault(error(Code::Syntax, content_.span, std::string(what) + " without text"));
    if (text.find_first_of("`\r\n") != std::string::npos)
      throw Fault(
          error(Code::Syntax, content_.span,
                std::string(what) + " with a backquote or on two lines, which cannot be written in a query"));
    return text;
  }

  std::string_view text_;
  support::FileId file_;
  support::Budget& budget_;
  std::unique_ptr<XML_ParserStruct, decltype(&XML_ParserFree)> expat_;
  std::exception_ptr thrown_;
  std::vector<std::string> elements_;  // that are open
  Text content_;                       // of the innermost
  Document document_;
  bool network_seen_ = false;
};

/// Looks names up, and reads the tables.
class Resolver {
 public:
  Resolver(Document document, support::Budget& budget) : document_(std::move(document)), budget_(budget) {
    network_.name = std::move(document_.name);
    network_.variables = std::move(document_.variables);
  }

  Network resolve() {
    for (std::size_t i = 0; i < network_.variables.size(); ++i) check_variable(i);
    for (const Definition& one : document_.definitions) define(one);
    for (const NetworkVariable& one : network_.variables) {
      if (!one.table) throw Fault(error(Code::Probability, one.span, quote(one.name) + " has no table"));
    }
    return std::move(network_);
  }

 private:
  void check_variable(std::size_t i) {
    const NetworkVariable& variable = network_.variables[i];
    if (variable.name.empty()) throw Fault(error(Code::Syntax, variable.span, "a variable without a `NAME`"));
    if (variable.states.empty())
      throw Fault(error(Code::Domain, variable.span, quote(variable.name) + " has no states"));
    std::vector<std::string> states = variable.states;
    std::sort(states.begin(), states.end());
    const auto twice = std::adjacent_find(states.begin(), states.end());
    if (twice != states.end()) {
      throw Fault(error(Code::Name, variable.span,
                        "the state " + quote(*twice) + " of " + quote(variable.name) + " stands here twice"));
    }
    const auto [known, fresh] = by_name_.emplace(variable.name, i);
    if (!fresh) {
      throw Fault(error(Code::Name, variable.span, quote(variable.name) + " is declared twice")
                      .with_note(network_.variables[known->second].span, "first declared here"));
    }
  }

  std::size_t find(const Text& name) const {
    const auto found = by_name_.find(name.text);
    if (found == by_name_.end()) throw_no_variable(network_, name.text, name.span);
    return found->second;
  }

  void define(const Definition& definition) {
    if (definition.of.size() != 1)
      throw Fault(error(Code::Syntax, definition.span, "a definition is `FOR` one variable"));
    NetworkVariable& variable = network_.variables[find(definition.of[0])];
    if (variable.table)
      throw Fault(error(Code::Name, definition.span, "a second table for " + quote(variable.name)));
    for (const Text& one : definition.given) variable.parents.push_back(find(one));
    if (!definition.table)
      throw Fault(error(Code::Probability, definition.span, quote(variable.name) + " has no `TABLE`"));
    read_table(*definition.table, variable);
  }

  void read_table(const Text& text, NetworkVariable& variable) {
    TableBuilder table(network_, variable, text.span, budget_);
    const std::size_t cells = table.rows() * table.row_length();
    constexpr std::string_view kSpace = " \t\r\n";
    std::size_t count = 0;
    for (std::size_t at = text.text.find_first_not_of(kSpace); at != std::string::npos; ++count) {
      const std::size_t end = std::min(text.text.find_first_of(kSpace, at), text.text.size());
      if (count < cells) {
        const std::size_t row = count / table.row_length();
        const std::size_t column = count % table.row_length();
        if (column == 0) table.begin_row(row, text.span);
        table.set(row, column, std::string_view(text.text).substr(at, end - at), text.span);
      }
      at = text.text.find_first_not_of(kSpace, end);
    }
    if (count != cells) {
      throw Fault(error(Code::Domain, text.span,
                        "the table of " + quote(variable.name) + " has " + support::grouped(cells) +
                            " entries, not " + support::grouped(count)));
    }
    budget_.spend(cells);
    variable.table = std::move(table).finish(network_, variable);
  }

  Document document_;
  support::Budget& budget_;
  Network network_;
  std::unordered_map<std::string, std::size_t> by_name_;
};

}  // namespace

Network read_xmlbif(const support::SourceMap& sources, support::FileId file, support::Budget& budget) {
  Document document = Parser(sources.file(file).text, file, budget).parse();
  return Resolver(std::move(document), budget).resolve();
}

}  // namespace causeway::formats
