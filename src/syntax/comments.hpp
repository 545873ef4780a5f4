// SPDX-License-Identifier: MIT
// Where comments go: walks the source beside what the printer writes, so that each comment comes out between
// the tokens where it stood, behind its item on the same line or on a line of its own as it was written.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "support/source.hpp"
#include "syntax/ast.hpp"
#include "syntax/layout.hpp"

namespace causeway::syntax {

class Comments {
 public:
  Comments(const support::SourceMap& sources, const Module& module, Layout& layout)
      : module_(module), source_(sources.file(module.file).text), layout_(layout) {}

  /// What is printed next begins at this place of the source.
  void start(std::uint32_t at);
  /// From now on no comment comes out.
  void leave_out() { left_out_ = true; }
  /// Prints text word by word, because comments may stand in between; what is quoted is one word.
  void write(std::string_view text);
  /// Puts out the comments that stand before a token, and passes the token.
  void before(std::string_view token);
  /// The next token's first character.
  char next() const;
  /// The next token as the number that it is; empty if it is none.
  std::string_view number() const;
  /// The comments between two declarations, or before the first and behind the last; ends at a line's
  /// beginning.
  void between(std::uint32_t previous_end, std::uint32_t next_begin);

 private:
  std::string_view written(std::size_t comment) const;
  bool stands_before(std::uint32_t at) const;
  std::size_t next_token(bool skip_separators) const;
  bool blank_line_between(std::uint32_t from, std::uint32_t to) const;
  bool on_own_line(std::size_t comment, bool behind_comment) const;
  std::vector<bool> line_ends(std::size_t end) const;
  void put_out(const std::vector<bool>& ends, bool closing);

  const Module& module_;
  std::string_view source_;
  Layout& layout_;
  std::size_t at_ = 0;    // behind the token printed last
  std::size_t next_ = 0;  // the first comment behind that place
  bool left_out_ = false;
};

}  // namespace causeway::syntax
