// SPDX-License-Identifier: MIT
#include "syntax/comments.hpp"

#include <algorithm>

namespace causeway::syntax {

namespace {

constexpr std::string_view kBlanks = " \t\r\n\f\v";

/// The columns of the source that the token takes, which may stand in backquotes without need.
std::size_t length_of(std::string_view token, std::string_view source) {
  if (source.starts_with(token)) return token.size();
  return source.starts_with('`') ? source.find('`', 1) + 1 : 0;
}

/// The number that the source begins with; empty if there is none.
std::string_view number_at(std::string_view source) {
  std::size_t end = 0;
  const auto digit = [&](std::size_t i) { return i < source.size() && source[i] >= '0' && source[i] <= '9'; };
  const auto pass_digits = [&] {
    while (digit(end) || (end < source.size() && source[end] == '_')) ++end;
  };
  if (digit(0)) pass_digits();
  if (end > 0 && source.substr(end).starts_with('.') && digit(end + 1)) {
    ++end;
    pass_digits();
  }
  if (end > 0 && end < source.size() && (source[end] == 'e' || source[end] == 'E')) {
    const std::size_t sign = std::string_view("+-").find(source.substr(end + 1, 1)) == 0 ? 1 : 0;
    if (digit(end + 1 + sign)) {
      end += 1 + sign;
      pass_digits();
    }
  }
  return source.substr(0, end);
}

}  // namespace

std::string_view Comments::written(std::size_t comment) const {
  const Span span = module_.comments[comment].span;
  return source_.substr(span.begin, span.end - span.begin);
}

bool Comments::stands_before(std::uint32_t at) const {
  return next_ < module_.comments.size() && module_.comments[next_].span.begin < at;
}

void Comments::start(std::uint32_t at) {
  at_ = at;
  const auto first = std::lower_bound(
      module_.comments.begin(), module_.comments.end(), at,
      [](const Comment& comment, std::uint32_t place) { return comment.span.begin < place; });
  next_ = static_cast<std::size_t>(first - module_.comments.begin());
}

/// Behind white space and comments; also behind `,` and `;`, which the printer may leave out.
std::size_t Comments::next_token(bool skip_separators) const {
  std::size_t at = at_;
  std::size_t comment = next_;
  while (at < source_.size()) {
    if (comment < module_.comments.size() && module_.comments[comment].span.begin == at) {
      at = module_.comments[comment++].span.end;
    } else if (kBlanks.find(source_[at]) != std::string_view::npos ||
               (skip_separators && (source_[at] == ',' || source_[at] == ';'))) {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

char Comments::next() const {
  const std::size_t at = next_token(true);
  return at < source_.size() ? source_[at] : '\0';
}

std::string_view Comments::number() const {
  return number_at(source_.substr(next_token(true)));
}

/// For each comment from the next one to `end`: does it end its line? A `;` ends one too, because the printer
/// puts a line's end in its place. Of comments side by side, all do if the last does.
std::vector<bool> Comments::line_ends(std::size_t end) const {
  std::vector<bool> ends;
  for (std::size_t i = next_; i < module_.comments.size() && module_.comments[i].span.begin < end; ++i) {
    const std::size_t from = module_.comments[i].span.end;
    const std::size_t to = i + 1 < module_.comments.size()
                               ? std::min<std::size_t>(end, module_.comments[i + 1].span.begin)
                               : end;
    ends.push_back(source_.substr(from, to - from).find_first_of("\n;") != std::string_view::npos);
  }
  for (std::size_t i = ends.size(); i-- > 1;) ends[i - 1] = ends[i - 1] || ends[i];
  return ends;
}

/// Behind a comment that ends its line, what followed a separator stands on a line of its own.
bool Comments::on_own_line(std::size_t comment, bool behind_comment) const {
  const std::uint32_t begin = module_.comments[comment].span.begin;
  if (!behind_comment) return module_.comments[comment].own_line;
  const std::uint32_t end = module_.comments[comment - 1].span.end;
  return source_.substr(end, begin - end).find('\n') != std::string_view::npos;
}

void Comments::put_out(const std::vector<bool>& ends, bool closing) {
  for (std::size_t i = 0; i < ends.size(); ++i, ++next_) {
    const CommentPlace place = !ends[i]                    ? CommentPlace::Inner
                               : on_own_line(next_, i > 0) ? CommentPlace::OwnLine
                                                           : CommentPlace::LineEnd;
    if (!left_out_) layout_.comment(written(next_), place, closing);
  }
}

void Comments::before(std::string_view token) {
  const bool separator = token == "," || token == ";";
  const std::size_t begin = next_token(!separator);
  const std::vector<bool> ends = line_ends(begin + (separator ? 1 : 0));
  // A comment to the line's end before a separator comes out behind it, before the next token.
  if (separator && std::find(ends.begin(), ends.end(), true) != ends.end()) return;
  put_out(ends, token == ")" || token == "]" || token == "}");
  at_ = begin + length_of(token, source_.substr(begin));
}

void Comments::write(std::string_view text) {
  while (!text.empty()) {
    const std::size_t begin = text.find_first_not_of(' ');
    std::size_t end = text.size();
    if (begin != std::string_view::npos) {
      if (text[begin] != '`' && text[begin] != '"') end = std::min(text.find(' ', begin), end);
      before(text.substr(begin, end - begin));
    }
    layout_.text(text.substr(0, end));
    text.remove_prefix(end);
  }
}

bool Comments::blank_line_between(std::uint32_t from, std::uint32_t to) const {
  const std::string_view gap = source_.substr(from, to - from);
  const std::size_t first = gap.find('\n');
  return first != std::string_view::npos && gap.substr(first + 1).find('\n') != std::string_view::npos;
}

void Comments::between(std::uint32_t previous_end, std::uint32_t next_begin) {
  bool first = previous_end == 0;
  for (bool behind_comment = false; stands_before(next_begin); ++next_, behind_comment = true) {
    const Span span = module_.comments[next_].span;
    if (!first && !on_own_line(next_, behind_comment)) {
      layout_.comment(written(next_), CommentPlace::LineEnd);
    } else {
      if (!first) layout_.hard_line();
      if (!first && blank_line_between(previous_end, span.begin)) layout_.hard_line();
      layout_.text(written(next_));
    }
    previous_end = span.end;
    first = false;
  }
  if (first || next_begin == static_cast<std::uint32_t>(-1)) return;
  layout_.hard_line();
  if (blank_line_between(previous_end, next_begin)) layout_.hard_line();
}

}  // namespace causeway::syntax
