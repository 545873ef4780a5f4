// SPDX-License-Identifier: MIT
#include "syntax/layout.hpp"

#include <algorithm>

namespace causeway::syntax {

namespace {

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; }));
}

}  // namespace

void Layout::text(std::string_view text) {
  tokens_.push_back({Kind::Text, std::string(text)});
}
void Layout::line(std::string_view flat) {
  tokens_.push_back({Kind::Line, std::string(flat)});
}
void Layout::hard_line() {
  tokens_.push_back({Kind::HardLine, ""});
}
void Layout::comment(std::string_view text) {
  tokens_.push_back({Kind::Comment, std::string(text) + " "});
}
void Layout::comment_to_line_end(std::string_view text) {
  tokens_.push_back({Kind::LineComment, std::string(text)});
}
void Layout::open(std::size_t indent) {
  tokens_.push_back({Kind::Open, "", indent});
}
void Layout::indent(std::size_t indent) {
  tokens_.push_back({Kind::Indent, "", indent});
}
void Layout::close() {
  tokens_.push_back({Kind::Close, ""});
}

/// For each Open: the columns from there to the first place to break behind its group, if nothing is broken
/// in between.
std::vector<std::size_t> Layout::flat_widths() const {
  std::vector<std::size_t> widths(tokens_.size(), 0);  // first the columns before each token
  std::vector<std::size_t> open;
  std::vector<std::size_t> closed;  // their groups have ended; a place to break is still to come
  std::size_t total = 0;
  const auto settle = [&] {
    for (const std::size_t i : closed) widths[i] = std::min(kEndless, total - widths[i]);
    closed.clear();
  };
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const Token& token = tokens_[i];
    widths[i] = total;
    switch (token.kind) {
      case Kind::Text:
      case Kind::Comment:
        total += columns(token.text);
        break;
      case Kind::Line:
        settle();
        total += columns(token.text);
        break;
      case Kind::LineComment:
      case Kind::HardLine:
        settle();
        total += kEndless;
        break;
      case Kind::Open:
      case Kind::Indent:
        open.push_back(i);
        break;
      case Kind::Close:
        closed.push_back(open.back());
        open.pop_back();
        break;
    }
  }
  settle();
  return widths;
}

std::string Layout::render() const {
  const std::vector<std::size_t> widths = flat_widths();
  struct Group {
    std::size_t indent;
    bool flat;
  };
  std::vector<Group> groups{{0, false}};
  std::string out;
  std::size_t column = 0;
  bool pending_break = false;  // behind a comment to the line's end
  const auto new_line = [&] {
    while (!out.empty() && out.back() == ' ') out.pop_back();
    out += '\n';
    out.append(groups.back().indent, ' ');
    column = groups.back().indent;
    pending_break = false;
  };
  for (std::size_t i = 0; i < tokens_.size(); ++i) {
    const Token& token = tokens_[i];
    switch (token.kind) {
      case Kind::Text:
        if (pending_break) new_line();
        out += token.text;
        column += columns(token.text);
        break;
      case Kind::Comment:
      case Kind::LineComment:
        if (pending_break) new_line();
        // `/` and a comment would be another comment.
        if (!out.empty() && std::string_view(" \n([{").find(out.back()) == std::string_view::npos) {
          out += ' ';
          ++column;
        }
        out += token.text;
        column += columns(token.text);
        pending_break = token.kind == Kind::LineComment;
        break;
      case Kind::HardLine:
        new_line();
        break;
      case Kind::Line:
        if (groups.back().flat && !pending_break) {
          out += token.text;
          column += columns(token.text);
        } else {
          new_line();
        }
        break;
      case Kind::Open:
        groups.push_back(
            {groups.back().indent + token.indent, groups.back().flat || column + widths[i] <= width_});
        break;
      case Kind::Indent:
        groups.push_back({groups.back().indent + token.indent, groups.back().flat});
        break;
      case Kind::Close:
        groups.pop_back();
        break;
    }
  }
  return out;
}

}  // namespace causeway::syntax
