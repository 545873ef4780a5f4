// SPDX-License-Identifier: MIT
// The public diagnostics' texts. Tests: tests/golden/diagnostics.
#include "causeway/diagnostic.hpp"

#include <algorithm>
#include <array>

namespace causeway {

std::string_view to_string(Code code) {
  static constexpr std::array<std::string_view, 21> kNames = {"syntax",
                                                              "name",
                                                              "type",
                                                              "domain",
                                                              "cycle",
                                                              "probability",
                                                              "intervention",
                                                              "undefined-condition",
                                                              "undefined-operation",
                                                              "undetermined",
                                                              "unbound",
                                                              "resource",
                                                              "cancelled",
                                                              "io",
                                                              "usage",
                                                              "precedence",
                                                              "shadowed-label",
                                                              "no-effect",
                                                              "acted-evidence",
                                                              "label-order",
                                                              "inexact-rows"};
  return kNames[static_cast<std::size_t>(code)];
}

namespace {

struct Style {
  bool colour;
  std::string operator()(const char* code, const std::string& text) const {
    return colour ? std::string("\033[") + code + "m" + text + "\033[0m" : text;
  }
};

/// What a terminal would take for a command is shown as U+FFFD.
std::string printable(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
    const bool c1 = c == 0xC2 && next >= 0x80 && next <= 0x9F;
    if ((c < 0x20 && c != '\t' && c != '\n') || c == 0x7F || c1) {
      result += "\uFFFD";
      i += c1 ? 1 : 0;
    } else {
      result += text[i];
    }
  }
  return result;
}

std::string where(const Place& place) {
  if (place.line == 0) return place.file.empty() ? "" : place.file + ": ";
  return place.file + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) + ": ";
}

/// Columns that a part of a line takes; a tab counts as in the line itself, which is printed with it.
std::string underline(const Place& place) {
  std::string blank;
  std::string mark;
  const auto starts_character = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80; };
  const std::string& line = place.source_line;
  for (std::size_t i = 0; i < std::min(place.mark_begin, line.size()); ++i) {
    if (starts_character(line[i])) blank += line[i] == '\t' ? '\t' : ' ';
  }
  const std::size_t end = std::min(line.size(), place.mark_begin + place.mark_length);
  for (std::size_t i = place.mark_begin; i < end; ++i) {
    if (starts_character(line[i])) mark += mark.empty() ? '^' : '~';
  }
  return blank + (mark.empty() ? "^" : mark);
}

std::string marked_line(const Place& place, const char* colour, Style style) {
  if (place.line == 0) return "";
  std::string number = std::to_string(place.line);
  const std::string margin(std::max<std::size_t>(4, number.size()), ' ');
  number.insert(0, margin.size() - number.size(), ' ');
  return number + " | " + printable(place.source_line) + "\n" + margin + " | " +
         style(colour, underline(place)) + "\n";
}

}  // namespace

std::string Diagnostic::to_string(bool colour) const {
  const Style style{colour};
  const bool error = severity == Severity::Error;
  const char* hue = error ? "1;31" : "1;35";
  const std::string kind =
      std::string(error ? "error" : "warning") + "[" + std::string(causeway::to_string(code)) + "]";
  std::string text =
      where(place) + style(hue, kind) + ": " + printable(message) + "\n" + marked_line(place, hue, style);
  for (const Note& note : notes) {
    text += where(note.place) + style("1;36", "note") + ": " + printable(note.message) + "\n";
    text += marked_line(note.place, "1;36", style);
  }
  if (!hint.empty()) text += style("1;32", "hint") + ": " + printable(hint) + "\n";
  return text;
}

namespace {

std::string summary(const Diagnostics& diagnostics) {
  if (diagnostics.empty()) return "causeway: unknown error";
  std::string text = diagnostics.front().to_string();
  while (!text.empty() && text.back() == '\n') text.pop_back();
  return text;
}

}  // namespace

Error::Error(Diagnostics diagnostics)
    : std::runtime_error(summary(diagnostics)), diagnostics_(std::move(diagnostics)) {}

}  // namespace causeway
