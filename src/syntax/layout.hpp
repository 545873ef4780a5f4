// SPDX-License-Identifier: MIT
// Line breaking for the printer, after Oppen, "Pretty Printing" (TOPLAS 1980): a text with nested groups,
// each laid out on one line if it fits and with all its own breaks taken if it does not. Linear in the text;
// no recursion. Then neighbouring lines that are rows of a table get their columns aligned.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace causeway::syntax {

enum class CommentPlace {
  Inner,    // before the next token, on its line
  LineEnd,  // behind the last token, and the line ends
  OwnLine,
};

class Layout {
 public:
  explicit Layout(std::size_t width) : width_(width) {}

  void text(std::string_view text);
  /// A place to break: `flat` stands there if the group stays on one line.
  void line(std::string_view flat = " ");
  /// A break that is always taken, and with it those of all groups around it.
  void hard_line();
  /// A comment between the tokens before and behind. Before a bracket closes, it stands with the items
  /// inside.
  void comment(std::string_view text, CommentPlace place, bool closing = false);
  void open(std::size_t indent = 0);
  /// A group behind a blank, or on the next line and indented, where that keeps it on one line.
  void open_behind(std::size_t indent);
  /// A group whose lines may be rows of a table, if it is broken; so may those of the whole text.
  void open_table();
  /// In a row: the next column begins here. Rows are aligned as far as their keys are the same.
  void column(char key);
  void close();
  /// Indentation within a group, whose breaks it shares.
  void indent(std::size_t indent);
  void dedent() { close(); }

  std::string render() const;

 private:
  enum class Kind {
    Text,
    Line,
    HardLine,
    Comment,
    LineComment,
    OwnLine,
    Open,
    OpenBehind,
    OpenTable,
    Indent,
    Column,
    Close
  };
  static bool opens(Kind kind) { return kind == Kind::Open || kind == Kind::OpenTable; }
  static bool is_comment(Kind kind) {
    return kind == Kind::Comment || kind == Kind::LineComment || kind == Kind::OwnLine;
  }
  struct Token {
    Kind kind;
    std::string text;
    std::size_t indent = 0;
  };
  static constexpr std::size_t kEndless = 1U << 30;

  std::size_t comment_position(bool at_line_end, bool closing) const;
  std::vector<std::size_t> flat_widths() const;

  std::size_t width_;
  std::vector<Token> tokens_;
};

}  // namespace causeway::syntax
