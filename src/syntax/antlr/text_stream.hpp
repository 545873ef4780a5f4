// SPDX-License-Identifier: MIT
// The text as ANTLR reads it: code points, which it finds by their place in bytes. Nothing is copied.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "antlr4-runtime.h"

namespace causeway::syntax {

/// Of valid UTF-8, which must outlive it.
class TextStream : public antlr4::CharStream {
 public:
  explicit TextStream(std::string_view text) : text_(text) {}

  void consume() override { place_ += length(place_); }
  std::size_t LA(ssize_t i) override;
  ssize_t mark() override { return -1; }
  void release(ssize_t) override {}
  std::size_t index() override { return place_; }
  void seek(std::size_t place) override { place_ = std::min(place, text_.size()); }
  std::size_t size() override { return text_.size(); }
  std::string getSourceName() const override { return "<text>"; }
  std::string getText(const antlr4::misc::Interval& bytes) override;
  std::string toString() const override { return std::string(text_); }

 private:
  static bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; }
  /// Of the code point at a place, in bytes; 0 at the end.
  std::size_t length(std::size_t place) const;
  std::size_t code_point(std::size_t place) const;

  std::string_view text_;
  std::size_t place_ = 0;
};

inline std::size_t TextStream::length(std::size_t place) const {
  if (place == text_.size()) return 0;
  std::size_t length = 1;
  while (place + length < text_.size() && continues(text_[place + length])) ++length;
  return length;
}

inline std::size_t TextStream::code_point(std::size_t place) const {
  const auto first = static_cast<unsigned char>(text_[place]);
  if (first < 0x80) return first;
  const std::size_t bytes = length(place);
  std::size_t result = first & (0xFFU >> (bytes + 1));
  for (std::size_t i = 1; i < bytes; ++i)
    result = result << 6U | (static_cast<unsigned char>(text_[place + i]) & 0x3FU);
  return result;
}

/// The code point `i` places ahead, the next being 1, or behind, the last being -1; EOF beyond the ends.
inline std::size_t TextStream::LA(ssize_t i) {
  std::size_t place = place_;
  for (; i > 1 && place < text_.size(); --i) place += length(place);
  for (; i < 0; ++i) {
    if (place == 0) return IntStream::EOF;
    --place;
    while (place > 0 && continues(text_[place])) --place;
  }
  return place == text_.size() ? IntStream::EOF : code_point(place);
}

inline std::string TextStream::getText(const antlr4::misc::Interval& bytes) {
  if (bytes.a < 0 || static_cast<std::size_t>(bytes.a) >= text_.size() || bytes.b < bytes.a) return {};
  return std::string(
      text_.substr(static_cast<std::size_t>(bytes.a), static_cast<std::size_t>(bytes.b - bytes.a + 1)));
}

}  // namespace causeway::syntax
