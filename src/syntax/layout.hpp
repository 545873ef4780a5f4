// SPDX-License-Identifier: MIT
// Line breaking for the printer, after Oppen, "Pretty Printing" (TOPLAS 1980): a text with nested groups,
// each laid out on one line if it fits and with all its own breaks taken if it does not. Linear in the text;
// no recursion.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace causeway::syntax {

class Layout {
 public:
  explicit Layout(std::size_t width) : width_(width) {}

  void text(std::string_view text);
  /// A place to break: `flat` stands there if the group stays on one line.
  void line(std::string_view flat = " ");
  /// A break that is always taken, and with it those of all groups around it.
  void hard_line();
  /// A comment within a line, apart from what stands before it.
  void comment(std::string_view text);
  /// A comment to the line's end: it does not count for the width and forces a break at the next line().
  void comment_to_line_end(std::string_view text);
  void open(std::size_t indent = 0);
  void close();
  /// Indentation within a group, whose breaks it shares.
  void indent(std::size_t indent);
  void dedent() { close(); }

  std::string render() const;

 private:
  enum class Kind { Text, Line, HardLine, Comment, LineComment, Open, Indent, Close };
  struct Token {
    Kind kind;
    std::string text;
    std::size_t indent = 0;
  };
  static constexpr std::size_t kEndless = 1U << 30;

  std::vector<std::size_t> flat_widths() const;

  std::size_t width_;
  std::vector<Token> tokens_;
};

}  // namespace causeway::syntax
