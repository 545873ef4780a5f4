// SPDX-License-Identifier: MIT
#include "syntax/tokens.hpp"

#include <string_view>

#include "support/text.hpp"

namespace causeway::syntax {

namespace {

using support::error;
using support::quote;
using support::Report;

char closing(char open) {
  return open == '(' ? ')' : open == '[' ? ']' : '}';
}

std::optional<Report> judge_form(const Token& token, std::string_view text) {
  switch (token.kind) {
    case TokenKind::Word:
      return error(Code::Syntax, token.span, quote(text) + " is reserved for later versions of the language")
          .with_hint("as a name it is written in backquotes, like this: " + quote(text));
    case TokenKind::OpenComment:
      return error(Code::Syntax, token.span, "this comment is not closed").with_hint("end it with `*/`");
    case TokenKind::OpenQuote:
      return error(Code::Syntax, token.span, "a name in backquotes ends with a backquote, on the same line");
    case TokenKind::OpenString:
      return error(Code::Syntax, token.span, "a path in quotes ends with a quote, on the same line");
    case TokenKind::BareFraction:
      return error(Code::Syntax, token.span, "a number begins with a digit")
          .with_hint("0" + std::string(text));
    case TokenKind::Stray: {
      Report report = error(Code::Syntax, token.span, "unexpected character " + quote(text));
      if (text == "&") report.hint = "logical and is written `and`";
      if (text == "!") report.hint = "negation is written `not`, inequality `!=`";
      return report;
    }
    default:
      return std::nullopt;
  }
}

/// How deep the parser will be inside one pair of brackets, token by token.
struct Frame {
  Token open;
  std::size_t tight = 0;    // prefix operators and powers not yet complete
  std::size_t loose = 0;    // `implies` and lets, which reach to the frame's end or the next separator
  std::size_t ranges = 0;   // `..`, which nest to the right
  std::size_t matches = 0;  // those whose arms are still to come
  std::vector<bool> ifs;    // open conditionals: has its `else` been seen?
  std::size_t lets = 0;     // lets whose `in` is still to come

  std::size_t depth() const { return 1 + tight + loose + ranges + matches + ifs.size(); }
  void separate() {
    tight = loose = ranges = matches = 0;
    ifs.clear();
  }
  void end_operand() { tight = ranges = 0; }
};

class Judge {
 public:
  Judge(std::vector<Token>& tokens, const support::SourceMap& sources, std::size_t limit)
      : tokens_(tokens), sources_(sources), limit_(limit) {
    frames_.push_back({});
  }

  std::optional<Report> run() {
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
      if (auto report = judge_form(tokens_[i], text(tokens_[i]))) return report;
      if (auto report = take(i)) return report;
      if (below_ + frames_.back().depth() > limit_ + 1) return too_deep(tokens_[i]);
    }
    if (frames_.size() == 1) return std::nullopt;
    const Token& open = frames_.back().open;
    return error(Code::Syntax, open.span, quote(text(open)) + " is not closed");
  }

 private:
  std::string_view text(const Token& token) const { return sources_.text(token.span); }

  Report too_deep(const Token& token) const {
    return error(Code::Syntax, token.span,
                 "nested too deep: the limit is " + std::to_string(limit_) + " levels")
        .with_hint("name parts of the expression by `let`, `fn` or further variables");
  }

  std::optional<Report> take(std::size_t i) {
    Token& token = tokens_[i];
    Frame& frame = frames_.back();
    switch (token.kind) {
      case TokenKind::Open:
        open(i);
        break;
      case TokenKind::Close:
        return close(token);
      case TokenKind::Separator:
        // A comma may stand between what a match looks at.
        if (frame.matches == 0 || text(token) != ",") frame.separate();
        break;
      case TokenKind::Loose:
        frame.end_operand();
        break;
      case TokenKind::Arithmetic:
        frame.tight = 0;
        break;
      case TokenKind::Range:
        frame.tight = 0;
        ++frame.ranges;
        break;
      case TokenKind::Minus:
        if (i > 0 && ends_operand(tokens_[i - 1])) {
          frame.tight = 0;
        } else {
          ++frame.tight;
        }
        break;
      case TokenKind::Tight:
        ++frame.tight;
        break;
      case TokenKind::Implies:
        frame.end_operand();
        ++frame.loose;
        break;
      case TokenKind::Match:
        ++frame.matches;
        break;
      case TokenKind::If:
        if (i == 0 || tokens_[i - 1].kind != TokenKind::Else) frame.ifs.push_back(false);
        break;
      case TokenKind::Then:
        frame.end_operand();
        break;
      case TokenKind::Else:
        token.else_if = i + 1 < tokens_.size() && tokens_[i + 1].kind == TokenKind::If;
        take_else(frame, token.else_if);
        break;
      case TokenKind::Let:
        ++frame.lets;
        ++frame.loose;
        break;
      case TokenKind::In:
        frame.end_operand();
        if (frame.lets > 0) {
          --frame.lets;
          token.let_in = true;
        }
        break;
      default:
        break;
    }
    return std::nullopt;
  }

  /// `{` behind an operand opens the arms of the innermost match, which is complete then but for them.
  void open(std::size_t i) {
    Frame& frame = frames_.back();
    const bool arms = text(tokens_[i]) == "{" && i > 0 && ends_operand(tokens_[i - 1]);
    if (arms && frame.matches > 0) --frame.matches;
    below_ += frame.depth();
    frames_.emplace_back().open = tokens_[i];
  }

  static void take_else(Frame& frame, bool another_condition) {
    frame.end_operand();
    while (!frame.ifs.empty() && frame.ifs.back())
      frame.ifs.pop_back();  // complete: this `else` is an outer one's
    if (!frame.ifs.empty()) frame.ifs.back() = !another_condition;
  }

  static bool ends_operand(const Token& token) {
    return token.kind == TokenKind::Operand || token.kind == TokenKind::Close;
  }

  std::optional<Report> close(const Token& token) {
    if (frames_.size() == 1) return error(Code::Syntax, token.span, quote(text(token)) + " closes nothing");
    const Token open = frames_.back().open;
    const char expected = closing(text(open)[0]);
    if (text(token)[0] != expected) {
      return error(Code::Syntax, token.span,
                   "expected " + quote(std::string(1, expected)) + " before " + quote(text(token)))
          .with_note(open.span, quote(text(open)) + " opened here");
    }
    frames_.pop_back();
    below_ -= frames_.back().depth();
    return std::nullopt;
  }

  std::vector<Token>& tokens_;
  const support::SourceMap& sources_;
  std::size_t limit_;
  std::vector<Frame> frames_;
  std::size_t below_ = 0;  // the depth of all frames but the last
};

}  // namespace

std::optional<Report> judge_tokens(std::vector<Token>& tokens, const support::SourceMap& sources,
                                   std::size_t depth) {
  return Judge(tokens, sources, depth).run();
}

}  // namespace causeway::syntax
