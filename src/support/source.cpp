// SPDX-License-Identifier: MIT
#include "support/source.hpp"

#include <algorithm>

namespace causeway::support {

namespace {

bool is_continuation(char c) {
  return (static_cast<unsigned char>(c) & 0xC0U) == 0x80;
}

/// The longest line that is shown whole; of a longer one, what is around the mark.
constexpr std::size_t kLongestLine = 160;

struct Excerpt {
  std::string text;
  std::size_t mark_begin;
};

Excerpt excerpt(std::string_view line, std::size_t mark) {
  if (line.size() <= kLongestLine) return {std::string(line), mark};
  std::size_t begin = mark > kLongestLine / 2 ? mark - kLongestLine / 2 : 0;
  while (begin > 0 && begin < line.size() && is_continuation(line[begin])) --begin;
  std::size_t end = std::min(line.size(), begin + kLongestLine);
  while (end < line.size() && is_continuation(line[end])) ++end;
  const std::string before = begin > 0 ? "…" : "";
  const std::string after = end < line.size() ? "…" : "";
  return {before + std::string(line.substr(begin, end - begin)) + after, mark - begin + before.size()};
}

}  // namespace

Span join(Span first, Span last) {
  return {first.file, first.begin, std::max(first.begin, last.end)};
}

FileId SourceMap::add(std::string name, std::string text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);  // a byte order mark
  std::vector<std::uint32_t> lines{0};
  for (std::size_t i = text.find('\n'); i != std::string::npos; i = text.find('\n', i + 1))
    lines.push_back(static_cast<std::uint32_t>(i + 1));
  return files_.push_back(
      std::make_shared<const File>(File{std::move(name), std::move(text), std::move(lines)}));
}

std::string_view SourceMap::text(Span span) const {
  if (!span.known()) return {};
  return std::string_view(file(span.file).text).substr(span.begin, span.end - span.begin);
}

Place SourceMap::place(Span span) const {
  if (!span.known()) return {};
  const File& source = file(span.file);
  const std::string_view text = source.text;
  const std::size_t at = std::min<std::size_t>(span.begin, text.size());
  const auto next = std::upper_bound(source.lines.begin(), source.lines.end(), at);
  const std::size_t line_begin = *(next - 1);
  const std::size_t line_end = std::min(text.find('\n', at), text.size());
  std::string_view line = text.substr(line_begin, line_end - line_begin);
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);

  Place place;
  place.file = source.name;
  place.line = static_cast<std::size_t>(next - source.lines.begin());
  place.column = 1 + static_cast<std::size_t>(std::count_if(text.begin() + static_cast<long>(line_begin),
                                                            text.begin() + static_cast<long>(at),
                                                            [](char c) { return !is_continuation(c); }));
  const std::size_t mark = std::min(at - line_begin, line.size());
  Excerpt shown = excerpt(line, mark);
  place.source_line = std::move(shown.text);
  place.mark_begin = shown.mark_begin;
  const std::size_t length =
      std::min<std::size_t>(span.end, line_begin + line.size()) - std::min(at, line_begin + line.size());
  place.mark_length =
      std::min(std::max<std::size_t>(1, length),
               std::max<std::size_t>(
                   1, place.source_line.size() - std::min(place.source_line.size(), place.mark_begin)));
  return place;
}

std::size_t find_invalid_utf8(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  std::size_t i = 0;
  while (i < text.size()) {
    const unsigned char c = byte(i);
    if (c < 0x80) {
      ++i;
      continue;
    }
    const std::size_t length = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
    if (c < 0xC2 || c > 0xF4 || i + length > text.size()) return i;
    std::uint32_t point = c & (0xFFU >> (length + 1));
    for (std::size_t k = 1; k < length; ++k) {
      if (!is_continuation(text[i + k])) return i;
      point = (point << 6) | (byte(i + k) & 0x3FU);
    }
    const bool overlong = (length == 3 && point < 0x800) || (length == 4 && point < 0x10000);
    const bool surrogate = point >= 0xD800 && point <= 0xDFFF;
    if (overlong || surrogate || point > 0x10FFFF) return i;
    i += length;
  }
  return std::string_view::npos;
}

std::string fold_white_space(std::string_view text) {
  std::string folded;
  bool space = false;
  bool line = false;  // a line ends in it: brackets that were opened to spread over lines close up again
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
      space = true;
      line = line || c == '\n';
      continue;
    }
    const bool opened = folded.ends_with('(') || folded.ends_with('[');
    if (space && !folded.empty() && !(line && (opened || c == ')' || c == ']'))) folded += ' ';
    space = line = false;
    folded += c;
  }
  return folded;
}

}  // namespace causeway::support
