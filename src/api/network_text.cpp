// SPDX-License-Identifier: MIT
// A Bayesian network in the formats of other programs.
#include <algorithm>
#include <optional>

#include "api/state.hpp"
#include "causeway/builder.hpp"
#include "causeway/network.hpp"
#include "support/text.hpp"

namespace causeway {

namespace {

using support::quote;

/// Decimals that are written exactly, and what others are rounded to.
constexpr unsigned kMostPlaces = 40;
constexpr unsigned kRoundedPlaces = 17;

/// A number from 0 to 1 that is a decimal of at most kMostPlaces; else nothing.
std::optional<std::string> exact_decimal(const Rational& number) {
  if (number.is_zero()) return "0";
  if (number == Rational(1)) return "1";
  std::string digits;
  Rational rest = number;
  for (unsigned place = 0; place < kMostPlaces && !rest.is_zero(); ++place) {
    rest *= Rational(10);
    const Rational digit = rest.floor();
    digits += digit.to_string();
    rest -= digit;
  }
  return rest.is_zero() ? std::optional("0." + digits) : std::nullopt;
}

/// Rounds down; what is lacking goes to the largest entry.
void round_row(Rational* row, std::size_t length) {
  Rational unit = 1;
  for (unsigned place = 0; place < kRoundedPlaces; ++place) unit *= Rational(10);
  Rational rest = 1;
  for (std::size_t i = 0; i < length; ++i) {
    row[i] = (row[i] * unit).floor() / unit;
    rest -= row[i];
  }
  *std::max_element(row, row + length) += rest;
}

/// The entries of a node's table as decimals; counts the rows that had to be rounded.
std::vector<std::string> decimals(const Network::Node& node, std::size_t& rounded) {
  std::vector<Rational> table = node.table;
  std::vector<std::string> texts(table.size());
  const std::size_t length = node.states.size();
  for (std::size_t row = 0; row < table.size(); row += length) {
    const auto write = [&] {
      for (std::size_t i = row; i < row + length; ++i) {
        const auto text = exact_decimal(table[i]);
        if (!text) return false;
        texts[i] = *text;
      }
      return true;
    };
    if (write()) continue;
    ++rounded;
    round_row(&table[row], length);
    write();
  }
  return texts;
}

/// The states of the parents in one row, the last parent's running fastest.
class Combination {
 public:
  Combination(const Network& network, const Network::Node& node)
      : network_(network), node_(node), digits_(node.parents.size(), 0) {}

  const std::string& state(std::size_t i) const { return parent(i).states[digits_[i]]; }
  void advance() {
    for (std::size_t i = digits_.size(); i > 0; --i) {
      if (++digits_[i - 1] < parent(i - 1).states.size()) return;
      digits_[i - 1] = 0;
    }
  }

 private:
  const Network::Node& parent(std::size_t i) const { return network_.nodes[node_.parents[i]]; }

  const Network& network_;
  const Network::Node& node_;
  std::vector<std::size_t> digits_;
};

// ---- BIF ----

bool needs_quotes(const std::string& word) {
  return word.find_first_of(" \t\n\r\f\v{}()[],;|") != std::string::npos || word.starts_with("//") ||
         word.starts_with("/*");
}

std::string bif_word(const std::string& word) {
  return needs_quotes(word) ? "\"" + word + "\"" : word;
}

std::string bif(const Network& network, std::size_t& rounded) {
  std::string text = "network " + bif_word(network.name) + " {\n}\n";
  for (const Network::Node& node : network.nodes) {
    text += "variable " + bif_word(node.name) + " {\n  type discrete [ " +
            std::to_string(node.states.size()) + " ] { ";
    for (std::size_t i = 0; i < node.states.size(); ++i)
      text += (i == 0 ? "" : ", ") + bif_word(node.states[i]);
    text += " };\n}\n";
  }
  for (const Network::Node& node : network.nodes) {
    const std::vector<std::string> entries = decimals(node, rounded);
    text += "probability ( " + bif_word(node.name);
    for (std::size_t i = 0; i < node.parents.size(); ++i)
      text += (i == 0 ? " | " : ", ") + bif_word(network.nodes[node.parents[i]].name);
    text += " ) {\n";
    Combination combination(network, node);
    for (std::size_t cell = 0; cell < entries.size(); combination.advance()) {
      text += node.parents.empty() ? "  table " : "  (";
      for (std::size_t i = 0; i < node.parents.size(); ++i)
        text += (i == 0 ? "" : ", ") + bif_word(combination.state(i));
      text += node.parents.empty() ? "" : ") ";
      for (std::size_t i = 0; i < node.states.size(); ++i, ++cell)
        text += (i == 0 ? "" : ", ") + entries[cell];
      text += ";\n";
    }
    text += "}\n";
  }
  return text;
}

// ---- XMLBIF ----

std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      default:
        result += c;
    }
  }
  return result;
}

std::string element(const char* name, const std::string& content) {
  return std::string("<") + name + ">" + escaped(content) + "</" + name + ">\n";
}

std::string xmlbif(const Network& network, std::size_t& rounded) {
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<BIF VERSION=\"0.3\">\n<NETWORK>\n" +
                     element("NAME", network.name);
  for (const Network::Node& node : network.nodes) {
    text += "<VARIABLE TYPE=\"nature\">\n  " + element("NAME", node.name);
    for (const std::string& state : node.states) text += "  " + element("OUTCOME", state);
    text += "</VARIABLE>\n";
  }
  for (const Network::Node& node : network.nodes) {
    const std::vector<std::string> entries = decimals(node, rounded);
    text += "<DEFINITION>\n  " + element("FOR", node.name);
    for (const std::size_t parent : node.parents) text += "  " + element("GIVEN", network.nodes[parent].name);
    text += "  <TABLE>\n";
    for (std::size_t cell = 0; cell < entries.size(); ++cell) {
      const bool first = cell % node.states.size() == 0;
      const bool last = (cell + 1) % node.states.size() == 0;
      text += (first ? "    " : " ") + entries[cell] + (last ? "\n" : "");
    }
    text += "  </TABLE>\n</DEFINITION>\n";
  }
  return text + "</NETWORK>\n</BIF>\n";
}

// ---- UAI ----

std::string uai(const Network& network, std::size_t& rounded) {
  std::string text = "BAYES\n" + std::to_string(network.nodes.size()) + "\n";
  for (std::size_t i = 0; i < network.nodes.size(); ++i)
    text += (i == 0 ? "" : " ") + std::to_string(network.nodes[i].states.size());
  text += "\n" + std::to_string(network.nodes.size()) + "\n";
  for (std::size_t i = 0; i < network.nodes.size(); ++i) {
    text += std::to_string(network.nodes[i].parents.size() + 1);
    for (const std::size_t parent : network.nodes[i].parents) text += " " + std::to_string(parent);
    text += " " + std::to_string(i) + "\n";
  }
  for (const Network::Node& node : network.nodes) {
    const std::vector<std::string> entries = decimals(node, rounded);
    text += "\n" + std::to_string(entries.size()) + "\n";
    for (std::size_t cell = 0; cell < entries.size(); ++cell) {
      const bool last = (cell + 1) % node.states.size() == 0;
      text += " " + entries[cell] + (last ? "\n" : "");
    }
  }
  return text;
}

// ---- a model ----

/// Parents before children.
std::vector<std::size_t> order_of(const Network& network) {
  std::vector<std::size_t> waiting(network.nodes.size());
  std::vector<std::vector<std::size_t>> children(network.nodes.size());
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < network.nodes.size(); ++i) {
    waiting[i] = network.nodes[i].parents.size();
    if (waiting[i] == 0) order.push_back(i);
    for (const std::size_t parent : network.nodes[i].parents) children[parent].push_back(i);
  }
  for (std::size_t next = 0; next < order.size(); ++next) {
    for (const std::size_t child : children[order[next]]) {
      if (--waiting[child] == 0) order.push_back(child);
    }
  }
  return order;
}

Result<std::string> scm(const Network& network) {
  ModelBuilder builder(network.name);
  for (const std::size_t place : order_of(network)) {
    const Network::Node& node = network.nodes[place];
    std::vector<std::string> parents;
    for (const std::size_t parent : node.parents) parents.push_back(network.nodes[parent].name);
    std::vector<std::vector<Rational>> rows;
    const auto length = static_cast<std::ptrdiff_t>(node.states.size());
    for (auto cell = node.table.begin(); cell != node.table.end(); cell += length)
      rows.emplace_back(cell, cell + length);
    builder.law(node.name, Domain({node.states.begin(), node.states.end()}), parents, rows);
  }
  return builder.text();
}

/// What is wrong with a network that a host made; empty: nothing.
std::string malformed(const Network& network) {
  for (const Network::Node& node : network.nodes) {
    std::size_t cells = node.states.size();
    for (const std::size_t parent : node.parents) {
      if (parent >= network.nodes.size()) return "a parent of " + quote(node.name) + " is no node";
      if (__builtin_mul_overflow(cells, network.nodes[parent].states.size(), &cells)) cells = 0;
    }
    if (cells == 0 || node.table.size() != cells)
      return "the table of " + quote(node.name) + " does not go with its states and parents";
  }
  return order_of(network).size() == network.nodes.size() ? "" : "the network has a cycle";
}

/// A name that the format has no way to write.
std::optional<std::string> unwritable(const Network& network, NetworkFormat format) {
  const auto bad = [&](const std::string& name) {
    const bool odd =
        std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    // Readers of XML leave blanks at the ends out.
    const bool blank = format == NetworkFormat::XmlBif && (name.starts_with(' ') || name.ends_with(' '));
    const char mark = format == NetworkFormat::Bif ? '"' : '`';
    return odd || blank || name.empty() || name.find(mark) != std::string::npos;
  };
  if (format == NetworkFormat::Uai) return std::nullopt;
  if (bad(network.name)) return network.name;
  for (const Network::Node& node : network.nodes) {
    if (bad(node.name)) return node.name;
    const auto state = std::find_if(node.states.begin(), node.states.end(), bad);
    if (state != node.states.end()) return *state;
  }
  return std::nullopt;
}

Diagnostic inexact(const std::string& message) {
  Diagnostic diagnostic = api::plain_error(Code::InexactRows, message);
  diagnostic.severity = Severity::Warning;
  return diagnostic;
}

}  // namespace

Result<NetworkText> Network::to_text(NetworkFormat format) const {
  if (const std::string wrong = malformed(*this); !wrong.empty()) return api::plain_error(Code::Usage, wrong);
  if (const auto word = unwritable(*this, format))
    return api::plain_error(Code::Usage, "the name " + quote(*word) + " cannot be written in this format");
  NetworkText result;
  std::size_t rounded = 0;
  switch (format) {
    case NetworkFormat::Bif:
      result.text = bif(*this, rounded);
      break;
    case NetworkFormat::XmlBif:
      result.text = xmlbif(*this, rounded);
      break;
    case NetworkFormat::Uai:
      result.text = uai(*this, rounded);
      break;
    case NetworkFormat::Scm: {
      Result<std::string> text = scm(*this);
      if (!text) return text.error();
      result.text = std::move(text).value();
    }
  }
  if (rounded > 0) {
    result.warnings.push_back(
        inexact(support::count_of(rounded, "row") + " of probabilities that are no decimals of " +
                std::to_string(kMostPlaces) + " places, rounded to " + std::to_string(kRoundedPlaces)));
  }
  if (unreachable > 0) {
    result.warnings.push_back(inexact(support::count_of(unreachable, "row") +
                                      " for values that the parents never have, written as uniform"));
  }
  return result;
}

}  // namespace causeway
