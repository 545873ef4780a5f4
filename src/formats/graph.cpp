// SPDX-License-Identifier: MIT
#include "formats/graph.hpp"

#include <algorithm>
#include <cctype>
#include <unordered_map>
#include <unordered_set>

#include "support/text.hpp"

namespace causeway::formats {

namespace {

using support::error;
using support::Fault;
using support::quote;
using support::Span;

/// What a node takes here and in the model.
constexpr std::size_t kNodeBytes = 512;

std::string lower_case(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

/// Names, marks and arrows. A quoted text is a name whatever stands in it.
class Scanner {
 public:
  Scanner(std::string_view text, support::FileId file) : text_(text), file_(file) { next(); }

  const std::string& token() const { return token_; }
  bool at_end() const { return kind_ == Kind::End; }
  bool is_name() const { return kind_ == Kind::Name; }
  bool is(std::string_view mark) const { return kind_ == Kind::Mark && token_ == mark; }
  bool is_word(std::string_view word) const {
    return kind_ == Kind::Name && !quoted_ && lower_case(token_) == word;
  }
  Span span() const {
    return {file_, static_cast<std::uint32_t>(begin_),
            static_cast<std::uint32_t>(std::max(position_, begin_ + 1))};
  }
  bool accept(std::string_view mark) {
    if (!is(mark)) return false;
    next();
    return true;
  }
  void expect(std::string_view mark) {
    if (!accept(mark)) fail(quote(mark));
  }
  std::string take_name(std::string_view what) {
    if (!is_name()) fail(what);
    std::string name = std::move(token_);
    next();
    return name;
  }
  [[noreturn]] void fail(std::string_view expected) const {
    const std::string found = at_end() ? "the file ends" : "found " + quote(token_);
    throw Fault(error(Code::Syntax, span(), "expected " + std::string(expected) + ", but " + found));
  }
  void next();

 private:
  enum class Kind { End, Name, Mark };

  static bool is_name_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.' ||
           static_cast<unsigned char>(c) >= 0x80;
  }
  bool starts(std::string_view what) const { return text_.substr(position_).starts_with(what); }
  void skip_space();
  void take_quoted();

  std::string_view text_;
  support::FileId file_;
  std::size_t position_ = 0;
  std::size_t begin_ = 0;
  Kind kind_ = Kind::End;
  std::string token_;
  bool quoted_ = false;
};

void Scanner::skip_space() {
  while (position_ < text_.size()) {
    const bool line_start = position_ == 0 || text_[position_ - 1] == '\n';
    if (std::isspace(static_cast<unsigned char>(text_[position_])) != 0) {
      ++position_;
    } else if (starts("//") || (line_start && starts("#"))) {
      position_ = std::min(text_.find('\n', position_), text_.size());
    } else if (starts("/*")) {
      const std::size_t end = text_.find("*/", position_ + 2);
      position_ = end == std::string_view::npos ? text_.size() : end + 2;
    } else {
      return;
    }
  }
}

void Scanner::take_quoted() {
  ++position_;
  for (; position_ < text_.size() && text_[position_] != '"'; ++position_) {
    const bool escaped = text_[position_] == '\\' && position_ + 1 < text_.size() &&
                         (text_[position_ + 1] == '"' || text_[position_ + 1] == '\\');
    if (escaped) ++position_;
    token_ += text_[position_];
  }
  if (position_ == text_.size())
    throw Fault(error(Code::Syntax,
                      {file_, static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(begin_ + 1)},
                      "a quoted name without its closing quote"));
  ++position_;
  kind_ = Kind::Name;
  quoted_ = true;
}

void Scanner::next() {
  skip_space();
  begin_ = position_;
  token_.clear();
  quoted_ = false;
  kind_ = Kind::End;
  if (position_ == text_.size()) return;
  if (text_[position_] == '"') return take_quoted();
  if (is_name_character(text_[position_])) {
    while (position_ < text_.size() && is_name_character(text_[position_])) token_ += text_[position_++];
    kind_ = Kind::Name;
    return;
  }
  kind_ = Kind::Mark;
  for (const std::string_view arrow : {"<->", "->", "<-", "--"}) {
    if (!starts(arrow)) continue;
    token_ = arrow;
    position_ += arrow.size();
    return;
  }
  token_ = text_[position_++];
}

class Reader {
 public:
  Reader(const support::SourceMap& sources, support::FileId file, support::Budget& budget)
      : scanner_(sources.file(file).text, file), budget_(budget) {}

  CausalGraph read() {
    if (scanner_.is_word("strict")) scanner_.next();
    const bool known = scanner_.is_word("digraph") || scanner_.is_word("dag");
    if (!known) scanner_.fail("`digraph` (Graphviz) or `dag` (dagitty)");
    scanner_.next();
    const Span span = scanner_.span();
    if (scanner_.is_name()) graph_.name = scanner_.take_name("a name");
    if (!graph_.name.empty()) require_name(graph_.name, span);
    scanner_.expect("{");
    read_statements(0);
    scanner_.expect("}");
    if (!scanner_.at_end()) scanner_.fail("the end of the file");
    require_acyclic();
    return std::move(graph_);
  }

 private:
  using Nodes = std::vector<std::size_t>;
  struct Attribute {
    std::string name;
    std::string value;
  };

  Nodes read_statements(std::size_t depth) {
    if (depth > budget_.limits().depth)
      throw Fault(error(Code::Syntax, scanner_.span(), "subgraphs are nested too deeply (--max-depth)"));
    Nodes all;
    while (!scanner_.is("}") && !scanner_.at_end()) {
      budget_.spend();
      if (scanner_.accept(";") || scanner_.accept(",")) continue;
      const Nodes some = read_statement(depth);
      all.insert(all.end(), some.begin(), some.end());
    }
    return all;
  }

  Nodes read_statement(std::size_t depth) {
    for (const char* kind : {"node", "edge", "graph"}) {
      if (!scanner_.is_word(kind)) continue;
      scanner_.next();
      read_attributes();
      return {};
    }
    if (Nodes first; read_operand(depth, first)) return read_chain(depth, std::move(first));
    return {};
  }

  /// A node, or a group of them; false: it was `name = value`.
  bool read_operand(std::size_t depth, Nodes& nodes) {
    if (scanner_.is_word("subgraph")) {
      scanner_.next();
      if (scanner_.is_name()) scanner_.next();
    }
    if (scanner_.accept("{")) {
      nodes = read_statements(depth + 1);
      scanner_.expect("}");
      return true;
    }
    const Span span = scanner_.span();
    const std::string name = scanner_.take_name("a node");
    if (scanner_.accept("=")) {
      scanner_.take_name("a value");
      return false;
    }
    while (scanner_.accept(":")) scanner_.take_name("a port");
    nodes = {node_named(name, span)};
    return true;
  }

  /// `a -> b <- {c d} [attributes]`.
  Nodes read_chain(std::size_t depth, Nodes left) {
    Nodes all = left;
    while (scanner_.is("->") || scanner_.is("<-") || scanner_.is("<->") || scanner_.is("--")) {
      const std::string arrow = scanner_.token();
      const Span span = scanner_.span();
      if (arrow == "--")
        throw Fault(error(Code::Syntax, span, "an edge without direction: a causal graph has arrows"));
      scanner_.next();
      Nodes right;
      if (!read_operand(depth, right)) scanner_.fail("a node");
      for (const std::size_t a : left) {
        for (const std::size_t b : right) add_edge(a, arrow, b, span);
      }
      all.insert(all.end(), right.begin(), right.end());
      left = std::move(right);
    }
    const std::vector<Attribute> attributes = read_attributes();
    if (all.size() == 1) {
      for (const Attribute& one : attributes) apply(graph_.nodes[all[0]], one);
    }
    return all;
  }

  std::vector<Attribute> read_attributes() {
    std::vector<Attribute> attributes;
    while (scanner_.accept("[")) {
      while (!scanner_.accept("]")) {
        if (scanner_.accept(",") || scanner_.accept(";")) continue;
        Attribute one{lower_case(scanner_.take_name("an attribute")), ""};
        if (scanner_.accept("=")) one.value = read_value();
        attributes.push_back(std::move(one));
      }
    }
    return attributes;
  }

  /// Numbers may have a sign.
  std::string read_value() {
    const std::string sign = scanner_.accept("-") ? "-" : "";
    return sign + scanner_.take_name("a value");
  }

  static void apply(GraphNode& node, const Attribute& attribute) {
    const std::string& name = attribute.name;
    if (name == "latent" || name == "unobserved" || name == "l" || name == "u")
      node.role = GraphNode::Role::Latent;
    if (name == "style" && attribute.value == "dashed") node.role = GraphNode::Role::Latent;
    if (name == "style" && attribute.value == "dotted") node.role = GraphNode::Role::Noise;
    if (name == "exposure" || name == "e") node.exposure = true;
    if (name == "outcome" || name == "o") node.outcome = true;
  }

  static void require_name(const std::string& name, Span span) {
    const bool odd =
        name.empty() || name.find('`') != std::string::npos ||
        std::any_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
    if (!odd) return;
    throw Fault(error(
        Code::Syntax, span,
        "a name that is empty, has a backquote or is on two lines, which cannot be written in a model"));
  }

  std::size_t node_named(const std::string& name, Span span) {
    const auto [known, fresh] = by_name_.emplace(name, graph_.nodes.size());
    if (!fresh) return known->second;
    require_name(name, span);
    budget_.hold(kNodeBytes + name.size());
    graph_.nodes.push_back({name, span, GraphNode::Role::Observed, false, false, {}});
    return known->second;
  }

  void add_edge(std::size_t a, const std::string& arrow, std::size_t b, Span span) {
    budget_.spend();
    budget_.hold(sizeof(std::size_t) * 2);
    if (a == b) throw Fault(error(Code::Cycle, span, quote(graph_.nodes[a].name) + " is its own cause"));
    if (arrow == "<->") {
      graph_.confounded.emplace_back(a, b);
      return;
    }
    if (arrow == "<-") std::swap(a, b);
    if (!edges_.insert((static_cast<std::uint64_t>(a) << 32U) | b).second) return;
    graph_.nodes[b].parents.push_back(a);
  }

  void require_acyclic() const {
    std::vector<std::size_t> waiting;
    std::vector<Nodes> children(graph_.nodes.size());
    Nodes ready;
    for (std::size_t i = 0; i < graph_.nodes.size(); ++i) {
      waiting.push_back(graph_.nodes[i].parents.size());
      if (waiting[i] == 0) ready.push_back(i);
      for (const std::size_t parent : graph_.nodes[i].parents) children[parent].push_back(i);
    }
    std::size_t done = 0;
    for (; !ready.empty(); ++done) {
      const std::size_t one = ready.back();
      ready.pop_back();
      for (const std::size_t child : children[one]) {
        if (--waiting[child] == 0) ready.push_back(child);
      }
    }
    if (done == graph_.nodes.size()) return;
    throw_cycle(waiting);
  }

  /// Every node that still waits has a parent that waits: going up ends in a cycle.
  [[noreturn]] void throw_cycle(const std::vector<std::size_t>& waiting) const {
    const auto first = std::find_if(waiting.begin(), waiting.end(), [](std::size_t n) { return n > 0; });
    Nodes path{static_cast<std::size_t>(first - waiting.begin())};
    for (;;) {
      const Nodes& parents = graph_.nodes[path.back()].parents;
      const std::size_t next =
          *std::find_if(parents.begin(), parents.end(), [&](std::size_t p) { return waiting[p] > 0; });
      const auto seen = std::find(path.begin(), path.end(), next);
      const bool closed = seen != path.end();
      if (closed) path.erase(path.begin(), seen);
      path.push_back(next);
      if (closed) break;
    }
    std::string text;
    for (auto one = path.rbegin(); one != path.rend(); ++one)
      text += (text.empty() ? "" : " -> ") + graph_.nodes[*one].name;
    throw Fault(error(Code::Cycle, graph_.nodes[path.front()].span, "the graph has a cycle: " + text));
  }

  Scanner scanner_;
  support::Budget& budget_;
  CausalGraph graph_;
  std::unordered_map<std::string, std::size_t> by_name_;
  std::unordered_set<std::uint64_t> edges_;
};

}  // namespace

CausalGraph read_graph(const support::SourceMap& sources, support::FileId file, support::Budget& budget) {
  return Reader(sources, file, budget).read();
}

}  // namespace causeway::formats
