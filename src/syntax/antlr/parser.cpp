// SPDX-License-Identifier: MIT
// Cuts the text into declarations at the reserved words that begin one, and lexes and parses those one at a
// time: first by SLL prediction, which bails out at an error, then once more by full LL to say what is wrong.
// Tokens and parse tree of a declaration are turned into the syntax tree and dropped before the next.
#include "syntax/parser.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>

#include "CausewayLexer.h"
#include "CausewayParser.h"
#include "ListTokenSource.h"
#include "antlr4-runtime.h"
#include "support/text.hpp"
#include "syntax/antlr/text_stream.hpp"
#include "syntax/antlr/transform.hpp"
#include "syntax/complaint.hpp"
#include "syntax/tokens.hpp"
#include "syntax/words.hpp"

namespace causeway::syntax {

namespace {

using generated::CausewayLexer;
using support::error;
using support::Fault;
using support::FileId;
using support::kMostErrors;
using support::Report;

using TokenPtr = std::unique_ptr<antlr4::Token>;

// ---- tokens ----

TokenKind kind_of_literal(std::string_view literal) {
  static const std::vector<std::pair<std::string_view, TokenKind>> kKinds = {
      {"(", TokenKind::Open},          {"[", TokenKind::Open},       {"{", TokenKind::Open},
      {")", TokenKind::Close},         {"]", TokenKind::Close},      {"}", TokenKind::Close},
      {",", TokenKind::Separator},     {";", TokenKind::Separator},  {"=>", TokenKind::Separator},
      {"|", TokenKind::Separator},     {"and", TokenKind::Loose},    {"or", TokenKind::Loose},
      {"xor", TokenKind::Loose},       {"==", TokenKind::Loose},     {"!=", TokenKind::Loose},
      {"<", TokenKind::Loose},         {"<=", TokenKind::Loose},     {">", TokenKind::Loose},
      {">=", TokenKind::Loose},        {"=", TokenKind::Loose},      {"+", TokenKind::Arithmetic},
      {"*", TokenKind::Arithmetic},    {"/", TokenKind::Arithmetic}, {"div", TokenKind::Arithmetic},
      {"%", TokenKind::Arithmetic},    {"..", TokenKind::Range},     {"~", TokenKind::Loose},
      {"-", TokenKind::Minus},         {"not", TokenKind::Tight},    {"^", TokenKind::Tight},
      {"implies", TokenKind::Implies}, {"if", TokenKind::If},        {"match", TokenKind::Match},
      {"then", TokenKind::Then},       {"else", TokenKind::Else},    {"let", TokenKind::Let},
      {"in", TokenKind::In},           {"true", TokenKind::Operand}, {"false", TokenKind::Operand},
      {"bool", TokenKind::Operand},    {"_", TokenKind::Operand}};
  for (const auto& [text, kind] : kKinds) {
    if (text == literal) return kind;
  }
  return TokenKind::Other;
}

TokenKind kind_of_type(std::size_t type) {
  switch (type) {
    case CausewayLexer::ID:
    case CausewayLexer::QUOTED:
    case CausewayLexer::STEP:
    case CausewayLexer::NUMBER:
      return TokenKind::Operand;
    case CausewayLexer::RESERVED:
      return TokenKind::Word;
    case CausewayLexer::OPEN_COMMENT:
      return TokenKind::OpenComment;
    case CausewayLexer::OPEN_QUOTE:
      return TokenKind::OpenQuote;
    case CausewayLexer::OPEN_STRING:
      return TokenKind::OpenString;
    case CausewayLexer::BARE_FRACTION:
      return TokenKind::BareFraction;
    case CausewayLexer::STRAY:
      return TokenKind::Stray;
    default:
      return TokenKind::Other;
  }
}

/// What the parser needs to know of each token type, by type.
struct TokenTypes {
  std::vector<TokenKind> kinds;
  std::vector<std::string> literals;  // without quotes; empty for names, numbers and the like
  std::vector<bool> begins_declaration;
  std::vector<bool> prefix;  // `latent` and `extern`: the word behind belongs to the same declaration

  /// Also of those that only the parser tells apart, as `in` of a `let`.
  bool keyword(std::size_t type) const {
    if (type >= literals.size()) return true;
    return !literals[type].empty() && literals[type][0] >= 'a' && literals[type][0] <= 'z';
  }
};

TokenTypes make_token_types() {
  static constexpr std::array<std::string_view, 15> kStarts = {
      "model", "import", "type",  "enum",   "const",    "param",  "fn",     "extern",
      "noise", "var",    "query", "assert", "estimand", "latent", "default"};
  TextStream empty("");
  CausewayLexer lexer(&empty);
  const antlr4::dfa::Vocabulary& vocabulary = lexer.getVocabulary();
  TokenTypes types;
  for (std::size_t type = 0; type <= vocabulary.getMaxTokenType(); ++type) {
    const std::string quoted_literal = vocabulary.getLiteralName(type);
    const std::string literal =
        quoted_literal.size() < 2 ? "" : quoted_literal.substr(1, quoted_literal.size() - 2);
    const TokenKind named = kind_of_type(type);
    types.kinds.push_back(named != TokenKind::Other ? named : kind_of_literal(literal));
    types.literals.push_back(literal);
    types.begins_declaration.push_back(std::find(kStarts.begin(), kStarts.end(), literal) != kStarts.end());
    types.prefix.push_back(literal == "latent" || literal == "extern");
  }
  return types;
}

const TokenTypes& token_types() {
  static const TokenTypes types = make_token_types();
  return types;
}

/// The declaration, or expression, that is parsed on its own.
struct Chunk {
  explicit Chunk(support::Budget& budget) : held(budget) {}

  support::Held held;
  std::vector<TokenPtr> tokens;
  std::vector<Token> judged;  // the same tokens, as judge_tokens sees them
};

// ---- what is wrong ----

/// Where a parse stopped, as ANTLR knows it.
struct Stop {
  antlr4::Token* token = nullptr;
  antlr4::misc::IntervalSet expected;  // empty: not known

  bool expects(std::size_t type) const { return expected.contains(static_cast<ssize_t>(type)); }
};

/// Keeps the first error and ends the parse there.
class FirstError : public antlr4::BaseErrorListener {
 public:
  void syntaxError(antlr4::Recognizer* recognizer, antlr4::Token* token, std::size_t, std::size_t,
                   const std::string&, std::exception_ptr cause) override {
    stop.token = token;
    if (!looked_ahead(cause)) stop.expected = dynamic_cast<antlr4::Parser*>(recognizer)->getExpectedTokens();
    throw antlr4::ParseCancellationException();
  }
  Stop stop;

 private:
  /// What the parser expected is known only where it stands, not where a long lookahead failed.
  static bool looked_ahead(const std::exception_ptr& cause) {
    try {
      if (cause) std::rethrow_exception(cause);
    } catch (const antlr4::NoViableAltException& e) {
      return e.getStartToken() != e.getOffendingToken();
    } catch (const std::exception&) {
      return false;
    }
    return false;
  }
};

// ---- parsing ----

/// A long declaration can be cancelled while it is parsed.
class Tokens : public antlr4::CommonTokenStream {
 public:
  Tokens(antlr4::TokenSource* source, support::Budget& budget)
      : antlr4::CommonTokenStream(source), budget_(budget) {}
  void consume() override {
    constexpr std::size_t kBetweenPolls = 1024;
    if (++consumed_ % kBetweenPolls == 0) budget_.poll();
    CommonTokenStream::consume();
  }

 private:
  support::Budget& budget_;
  std::size_t consumed_ = 0;
};

class Front {
 public:
  Front(const support::SourceMap& sources, FileId file, support::Budget& budget)
      : sources_(sources),
        text_(sources.file(file).text),
        budget_(budget),
        depth_(std::min(budget.limits().depth, Limits::kDeepest)),
        transform_(module_, budget, depth_),
        input_(text_),
        lexer_(&input_),
        fast_parser_(nullptr) {
    module_.file = file;
    lexer_.removeErrorListeners();
    fast_parser_.removeErrorListeners();
    fast_parser_.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
    fast_parser_.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
        antlr4::atn::PredictionMode::SLL);
  }

  Parsed parse_module();
  Fragment parse_expression();
  Events parse_events();
  Interventions parse_interventions();

 private:
  void check_text() const;
  TokenPtr next_token();
  std::optional<Chunk> next_chunk(bool cut);
  Chunk lex_all(const char* what);
  void add_comment(const antlr4::Token& token);
  /// Lets `use` take the parse tree of a chunk; throws Fault where the text is no such thing.
  template <typename Use>
  void parse(Chunk& chunk, Use use);
  template <typename Use>
  void explain(antlr4::CommonTokenStream& stream, const Chunk& chunk, Use use);
  Complaint complaint(const Stop& stop, const Chunk& chunk) const;
  std::string documentation(std::size_t& comment, Span declaration) const;

  const support::SourceMap& sources_;
  std::string_view text_;
  support::Budget& budget_;
  Module module_;
  std::size_t depth_;
  Transform transform_;
  TextStream input_;  // the tokens refer to both as long as they live
  CausewayLexer lexer_;
  TokenPtr ahead_;  // begins the next chunk
  CausewayParser fast_parser_;
};

void Front::check_text() const {
  const auto at = [&](std::size_t i) {
    return Span{module_.file, static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + 1)};
  };
  support::require_short(sources_, module_.file, budget_.limits());
  const std::size_t invalid = support::find_invalid_utf8(text_);
  if (invalid != std::string_view::npos) {
    throw Fault(error(Code::Syntax, at(invalid), "this byte is not valid UTF-8"));
  }
}

void Front::add_comment(const antlr4::Token& token) {
  const Span at = transform_.span(&token, &token);
  std::uint32_t line = at.begin;
  while (line > 0 && (text_[line - 1] == ' ' || text_[line - 1] == '\t')) --line;
  module_.comments.push_back({at, line == 0 || text_[line - 1] == '\n'});
}

/// Comments go into the module; null at the end. All behind an open comment is that comment.
TokenPtr Front::next_token() {
  if (ahead_) return std::move(ahead_);
  for (;;) {
    TokenPtr token = lexer_.nextToken();
    const std::size_t type = token->getType();
    if (type == antlr4::Token::EOF) return nullptr;
    budget_.spend();
    if (type == CausewayLexer::COMMENT || type == CausewayLexer::BLOCK_COMMENT) add_comment(*token);
    if (type == CausewayLexer::OPEN_COMMENT) input_.seek(input_.size());
    if (token->getChannel() == antlr4::Token::DEFAULT_CHANNEL) return token;
  }
}

/// Of a token, and its part of the parse tree.
constexpr std::size_t kTokenBytes = 500;

/// The next declaration if `cut`, or all the rest; nothing at the end.
std::optional<Chunk> Front::next_chunk(bool cut) {
  const TokenTypes& types = token_types();
  Chunk chunk(budget_);
  bool prefix = false;
  while (TokenPtr token = next_token()) {
    const std::size_t type = token->getType();
    if (cut && types.begins_declaration[type] && !prefix && !chunk.tokens.empty()) {
      ahead_ = std::move(token);
      break;
    }
    prefix = types.prefix[type];
    chunk.held.add(kTokenBytes);
    chunk.judged.push_back({types.kinds[type], transform_.span(token.get(), token.get()), false});
    chunk.tokens.push_back(std::move(token));
  }
  if (chunk.tokens.empty()) return std::nullopt;
  return chunk;
}

template <typename Use>
void Front::parse(Chunk& chunk, Use use) {
  if (const auto report = judge_tokens(chunk.judged, sources_, depth_)) throw Fault(*report);
  for (std::size_t i = 0; i < chunk.tokens.size(); ++i) {
    auto& token = dynamic_cast<antlr4::CommonToken&>(*chunk.tokens[i]);
    if (chunk.judged[i].let_in) token.setType(CausewayParser::LET_IN);
    if (chunk.judged[i].else_if) token.setType(CausewayParser::ELSE_IF);
  }
  antlr4::ListTokenSource source(std::move(chunk.tokens));
  Tokens stream(&source, budget_);
  fast_parser_.setTokenStream(&stream);
  try {
    use(fast_parser_);
    return;
  } catch (const antlr4::ParseCancellationException&) {
    stream.seek(0);
  }
  explain(stream, chunk, use);
}

/// The second parse, by full LL prediction: it succeeds where SLL was too weak, and otherwise says what is
/// wrong. It needs a parser of its own: a reset one keeps the state in which the first bailed out.
template <typename Use>
void Front::explain(antlr4::CommonTokenStream& stream, const Chunk& chunk, Use use) {
  CausewayParser parser(&stream);
  FirstError listener;
  parser.removeErrorListeners();
  parser.addErrorListener(&listener);
  try {
    use(parser);
  } catch (const antlr4::ParseCancellationException&) {
    throw Fault(describe(complaint(listener.stop, chunk)));
  }
}

Complaint Front::complaint(const Stop& stop, const Chunk& chunk) const {
  Complaint result;
  const Span last = chunk.judged.back().span;
  if (stop.token->getType() == antlr4::Token::EOF) {
    result.span = {last.file, last.end, last.end + 1};
  } else {
    result.span = transform_.span(stop.token, stop.token);
    result.token = stop.token->getText();
    result.keyword = token_types().keyword(stop.token->getType());
    result.first = result.span == chunk.judged.front().span;
  }
  result.expression_expected = stop.expects(CausewayLexer::NUMBER);
  result.name_expected = stop.expects(CausewayLexer::ID);
  for (std::size_t type = 1; type < token_types().literals.size(); ++type) {
    const std::string& literal = token_types().literals[type];
    if (stop.expects(type) && !literal.empty()) result.expected.push_back(literal);
    if (stop.expects(type) && literal == "*") result.operator_expected = true;
  }
  if (stop.expects(CausewayParser::LET_IN)) result.expected.emplace_back("let in");
  if (stop.expects(CausewayParser::ELSE_IF)) result.expected.emplace_back("else");
  if (stop.expects(CausewayLexer::STRING)) result.expected.emplace_back("import path");
  return result;
}

/// The `///` comments directly before a declaration, from comment number `comment` on, which moves past it.
std::string Front::documentation(std::size_t& comment, Span declaration) const {
  std::string text;
  for (; comment < module_.comments.size() && module_.comments[comment].span.begin < declaration.end;
       ++comment) {
    const std::string_view one = sources_.text(module_.comments[comment].span);
    if (module_.comments[comment].span.begin > declaration.begin) continue;
    if (!one.starts_with("///") || !module_.comments[comment].own_line) {
      text.clear();
      continue;
    }
    const std::string_view body = one.substr(one.size() > 3 && one[3] == ' ' ? 4 : 3);
    text += (text.empty() ? "" : "\n") + std::string(body);
  }
  return text;
}

Parsed Front::parse_module() {
  Parsed parsed;
  try {
    check_text();
    std::size_t comment = 0;
    while (std::optional<Chunk> chunk = next_chunk(true)) {
      if (parsed.errors.size() == kMostErrors) break;
      budget_.report(static_cast<double>(input_.index()) / static_cast<double>(text_.size()));
      const Span first = chunk->judged.front().span;
      try {
        parse(*chunk, [&](CausewayParser& parser) {
          Declaration one = transform_.declaration(parser.declarationOnly()->declaration());
          one.documentation = documentation(comment, one.span);
          module_.declarations.push_back(std::move(one));
        });
      } catch (const Fault& fault) {
        parsed.errors.push_back(fault.report());
      } catch (support::Exhausted& exhausted) {
        exhausted.locate(first);
        throw;
      }
    }
  } catch (const Fault& fault) {
    parsed.errors.push_back(fault.report());
  }
  parsed.module = std::move(module_);
  return parsed;
}

/// The text as one chunk; `what` it should be.
Chunk Front::lex_all(const char* what) {
  check_text();
  std::optional<Chunk> chunk = next_chunk(false);
  if (!chunk)
    throw Fault(
        error(Code::Syntax, {module_.file, 0, 0}, std::string("expected ") + what + ", not an empty text"));
  return std::move(*chunk);
}

Fragment Front::parse_expression() {
  Chunk chunk = lex_all("an expression");
  ExprId root;
  parse(chunk, [&](CausewayParser& parser) { root = transform_.expr(parser.queryOnly()->expr()); });
  return {std::move(module_), root};
}

Events Front::parse_events() {
  Chunk chunk = lex_all("events");
  std::vector<ExprId> list;
  parse(chunk, [&](CausewayParser& parser) {
    for (auto* one : parser.eventsOnly()->expr()) list.push_back(transform_.expr(one));
  });
  return {std::move(module_), std::move(list)};
}

Interventions Front::parse_interventions() {
  Chunk chunk = lex_all("interventions");
  std::vector<Intervention> list;
  parse(chunk, [&](CausewayParser& parser) {
    list = transform_.interventions(parser.interventionsOnly()->interventions());
  });
  return {std::move(module_), std::move(list)};
}

}  // namespace

bool is_keyword(std::string_view word) {
  const TokenTypes& types = token_types();
  for (std::size_t type = 0; type < types.literals.size(); ++type) {
    if (types.literals[type] == word && types.keyword(type)) return word != "step";
  }
  return word == "observe" || word == "given";
}

bool is_identifier(std::string_view text) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  const bool digit = !text.empty() && text[0] >= '0' && text[0] <= '9';
  if (std::all_of(text.begin(), text.end(), plain))
    return !text.empty() && !digit && text != "_" && !is_keyword(text);
  if (support::find_invalid_utf8(text) != std::string_view::npos) return false;
  TextStream input(text);
  CausewayLexer lexer(&input);
  lexer.removeErrorListeners();
  const TokenPtr token = lexer.nextToken();
  return token->getType() == CausewayLexer::ID && token->getStopIndex() + 1 == input.size();
}

Parsed parse_module(const support::SourceMap& sources, FileId file, support::Budget& budget) {
  return Front(sources, file, budget).parse_module();
}

Fragment parse_expression(const support::SourceMap& sources, FileId file, support::Budget& budget) {
  return Front(sources, file, budget).parse_expression();
}

Events parse_events(const support::SourceMap& sources, FileId file, support::Budget& budget) {
  return Front(sources, file, budget).parse_events();
}

Interventions parse_interventions(const support::SourceMap& sources, FileId file, support::Budget& budget) {
  return Front(sources, file, budget).parse_interventions();
}

}  // namespace causeway::syntax
