// SPDX-License-Identifier: MIT
#include "syntax/printer.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "causeway/model.hpp"
#include "syntax/parser.hpp"

namespace {

namespace fs = std::filesystem;
using namespace causeway;  // NOLINT(google-build-using-namespace)

std::string formatted(const std::string& text) {
  return causeway::format(text).value();
}

/// What formatting must keep of a text.
struct Content {
  std::string tree;                   // each declaration's kind and documentation, each expression
  std::string tokens;                 // without white space, separators and backquotes
  std::vector<std::string> comments;  // each with the number of characters in `tokens` before it
  std::vector<bool> own_line;         // for each that begins with //
};

std::string without_blanks(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view(" \n,;`").find(c) == std::string_view::npos) out += c;
  }
  return out;
}

std::string tree(const support::SourceMap& sources, const syntax::Module& module) {
  std::string text;
  for (const auto& one : module.declarations)
    text += std::to_string(one.node.index()) + " " + one.documentation + "\n";
  for (std::size_t i = 0; i < module.exprs.size(); ++i) {
    const syntax::ExprId id(i);
    text += std::to_string(module[id].node.index()) + " " + syntax::print(sources, module, id) + "\n";
  }
  return text;
}

std::optional<Content> read(const std::string& text) {
  support::SourceMap sources;
  support::Budget budget{Limits()};
  const syntax::Parsed parsed = syntax::parse_module(sources, sources.add("<test>", text), budget);
  if (!parsed.errors.empty()) return std::nullopt;
  Content content{tree(sources, parsed.module), "", {}, {}};
  std::size_t from = 0;
  for (const syntax::Comment& comment : parsed.module.comments) {
    content.tokens += without_blanks(std::string_view(text).substr(from, comment.span.begin - from));
    std::string written(sources.text(comment.span));
    written.erase(written.find_last_not_of(' ') + 1);
    content.comments.push_back(std::to_string(content.tokens.size()) + " " + written);
    if (written.starts_with("//")) content.own_line.push_back(comment.own_line);
    from = comment.span.end;
  }
  content.tokens += without_blanks(std::string_view(text).substr(from));
  return content;
}

/// What formatting does to the text that it must not; empty if nothing, or if the text is not valid. Where
/// comments stand on both sides of a comma, only one can stay at the line's end.
std::string damage(const std::string& text, bool lines_are_kept) {
  const auto before = read(text);
  if (!before) return "";
  const std::string once = formatted(text);
  const auto after = read(once);
  std::string what;
  if (!after) {
    what = "what is printed does not parse";
  } else if (before->comments != after->comments) {
    what = "comments are moved or lost";
  } else if (lines_are_kept && before->own_line != after->own_line) {
    what = "a comment is moved to another line";
  } else if (before->tokens != after->tokens || before->tree != after->tree) {
    what = "the tree is another";
  } else if (formatted(once) != once) {
    what = "printing again gives\n" + formatted(once);
  }
  return what.empty() ? "" : what + "\n---- from\n" + text + "\n---- to\n" + once;
}

/// Examples and golden texts, file by file.
std::vector<std::string> samples() {
  std::vector<std::string> texts;
  for (const char* folder : {"examples", "stdlib", "tests/golden/format"}) {
    for (const auto& entry : fs::directory_iterator(fs::path(CAUSEWAY_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".scm") continue;
      std::ostringstream text;
      text << std::ifstream(entry.path()).rdbuf();
      texts.push_back(text.str());
    }
  }
  return texts;
}

/// The declarations of all samples.
std::set<std::string> declarations() {
  std::set<std::string> texts;
  for (const std::string& sample : samples()) {
    support::SourceMap sources;
    support::Budget budget{Limits()};
    const syntax::Parsed parsed = syntax::parse_module(sources, sources.add("<test>", sample), budget);
    for (const auto& one : parsed.module.declarations) texts.emplace(sources.text(one.span));
  }
  return texts;
}

const std::vector<std::string> kInsertions = {" // c\n",           "/* c */",    "\n// c\n",
                                              "\n/* c\n   d */\n", " /* c */\n", " /* c */ // d\n"};

/// Not inside a word: such texts are mostly invalid.
bool is_gap(const std::string& text, std::size_t at) {
  const auto word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; };
  return at == 0 || at == text.size() || !word(text[at - 1]) || !word(text[at]);
}

}  // namespace

TEST_CASE("canonical layout") {
  CHECK(formatted("var   x=1;var y   ~bernoulli( 1/2 )") == "var x = 1\nvar y ~ bernoulli(1/2)\n");
  CHECK(formatted("var x[ i in 1 .. n - 1 , j in S if i<j ] : 0 .. n = y[i-1 , j]+1") ==
        "var x[i in 1..n-1, j in S if i < j] : 0..n = y[i-1, j] + 1\n");
  CHECK(formatted("enum G{A,B,}") == "enum G { A, B }\n");
  CHECK(formatted("").empty());
}

TEST_CASE("comments are kept") {
  const std::string text =
      "// first\n\n/* block */\nvar x = 1  // behind\n\n// before y\nvar y = x + /* inner */ 1\n// last\n";
  CHECK(formatted(text) == text);
  CHECK(formatted("var x = // why\n 1").find("// why") != std::string::npos);
  CHECK(formatted("query P(a // one\n | b) // two").find("// one") != std::string::npos);
}

TEST_CASE("blank lines: at most one is kept") {
  CHECK(formatted("var x = 1\n\n\n\nvar y = 2\nvar z = 3") == "var x = 1\n\nvar y = 2\nvar z = 3\n");
}

TEST_CASE("long lines are broken where there are brackets") {
  std::string law = "var x : {a, b} ~ match y { ";
  for (int i = 0; i < 12; ++i) law += std::to_string(i) + " => [1/2, 1/2] ";
  const std::string text = formatted(law + "}");
  CHECK(text.find("\n  0  => [1/2, 1/2]\n") != std::string::npos);
  CHECK(formatted(text) == text);
}

TEST_CASE("an arm behind which a pattern begins with a minus keeps its semicolon") {
  std::string text = "var x = match y { 1 => a; -1 => b; ";
  for (int i = 2; i < 30; ++i) text += std::to_string(i) + " => cccc; ";
  const std::string once = formatted(text + "_ => d }");
  CHECK(once.find("1  => a;\n  -1 => b\n") != std::string::npos);
  CHECK(formatted(once) == once);
}

TEST_CASE("a comment stays where it was written") {
  CHECK(formatted("enum G { A, // top\n B, // mid\n C // low\n }") ==
        "enum G {\n  A,  // top\n  B,  // mid\n  C  // low\n}\n");
  CHECK(formatted("enum G { A // top\n , B }") == "enum G {\n  A,  // top\n  B\n}\n");
  CHECK(formatted("const w = [[1,2], // one\n [3,4] // two\n]") ==
        "const w = [\n  [1, 2],  // one\n  [3, 4]  // two\n]\n");
  CHECK(formatted("var x = match y { 0 => a // no\n 1 => b; // yes\n _ => c // else\n }") ==
        "var x = match y {\n  0 => a  // no\n  1 => b  // yes\n  _ => c  // else\n}\n");
  CHECK(formatted("fn f(a, // one\n b // two\n) = a") == "fn f(\n  a,  // one\n  b  // two\n) = a\n");
  CHECK(formatted("var x ~ bernoulli(1/2 // d\n)") == "var x ~ bernoulli(\n  1/2  // d\n)\n");
  CHECK(formatted("query P(a // one\n | b, // two\n c)") ==
        "query P(\n  a  // one\n  | b,  // two\n    c\n)\n");
  CHECK(formatted("const w = [1 /* one */, 2 /* two */]") == "const w = [1 /* one */, 2 /* two */]\n");
  CHECK(formatted("enum G { A,\n // before B\n B\n // last\n }") ==
        "enum G {\n  A,\n  // before B\n  B\n  // last\n}\n");
  CHECK(formatted("var x = // why\n f(1)") == "var x =  // why\n  f(1)\n");
}

TEST_CASE("a comment at any place is kept, and so is the tree") {
  for (const std::string& one : declarations()) {
    const bool has_comments = one.find("//") != std::string::npos;
    for (std::size_t at = 0; at <= one.size(); ++at) {
      if (!is_gap(one, at)) continue;
      for (const std::string& comment : kInsertions) {
        const std::string report = damage(one.substr(0, at) + comment + one.substr(at), !has_comments);
        REQUIRE_MESSAGE(report.empty(), report);
      }
    }
  }
}

TEST_CASE("many comments at any places are kept, and so is the tree") {
  std::minstd_rand random(7);
  const auto below = [&](std::size_t n) { return random() % n; };
  for (const std::string& sample : samples()) {
    REQUIRE(damage(sample, true) == "");
    for (int round = 0; round < 20; ++round) {
      std::string text = sample;
      for (std::size_t i = 1 + below(30); i > 0; --i) {
        const std::size_t at = below(text.size() + 1);
        const std::string changed =
            text.substr(0, at) + kInsertions[below(kInsertions.size())] + text.substr(at);
        if (is_gap(text, at) && read(changed)) text = changed;
      }
      const std::string report = damage(text, false);
      REQUIRE_MESSAGE(report.empty(), report);
    }
  }
}

TEST_CASE("numbers are kept as written") {
  const std::string text = "var x = match y { 0.50 | 1_000 => 1_0; -1e3..2.5E+1 => 0.10; 2/4 => 1 }\n";
  CHECK(formatted(text) == text);
  CHECK(formatted("var x = match y { - 1 / 2 => 1; -0 => 2 }") == "var x = match y { -1/2 => 1; -0 => 2 }\n");
}

TEST_CASE("what stands in neighbouring lines is aligned") {
  const std::string text =
      "var a         = 1\n"
      "var long_name = match a, b {  // table\n"
      "  low,  true => [0.25, 1/2]\n"
      "  high, _    => [1,    0]\n"
      "  _          => f(1)\n"
      "}\n"
      "var indexed[i in 1..3] = 1\n"
      "var a : bool      ~ d\n"
      "var b : {on, off} ~ d\n";
  CHECK(formatted(text) == text);
  const std::string far_apart = "var a = 1\nvar a_very_long_name_indeed = 2\n";
  CHECK(formatted(far_apart) == far_apart);
}

TEST_CASE("a call that fits on the next line is not broken") {
  const std::string long_name(80, 'x');
  CHECK(formatted("query a_name = E(" + long_name + " | b = 1)") ==
        "query a_name =\n  E(" + long_name + " | b = 1)\n");
  CHECK(formatted("query E(" + long_name + " | b = 1, c = 2)") ==
        "query E(\n  " + long_name + "\n  | b = 1, c = 2\n)\n");
}

TEST_CASE("the files of this project are in canonical layout") {
  for (const char* folder : {"examples", "stdlib"}) {
    for (const auto& entry : fs::directory_iterator(fs::path(CAUSEWAY_SOURCE_DIR) / folder)) {
      if (entry.path().extension() != ".scm") continue;
      std::ostringstream text;
      text << std::ifstream(entry.path()).rdbuf();
      CHECK_MESSAGE(formatted(text.str()) == text.str(), entry.path().string());
    }
  }
}
