// SPDX-License-Identifier: MIT
#include "support/text.hpp"

#include <algorithm>
#include <cstdint>

namespace causeway::support {

std::string join_choices(const std::vector<std::string>& names, std::string_view last) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? last : ", ";
    text += names[i];
  }
  return text;
}

std::string count_of(std::size_t n, std::string_view noun) {
  const std::string one = std::to_string(n) + " " + std::string(noun);
  if (n == 1) return one;
  if (noun == "index") return std::to_string(n) + " indices";
  if (noun.ends_with('y')) return one.substr(0, one.size() - 1) + "ies";
  return one + "s";
}

std::string grouped(std::uint64_t n) {
  std::string digits = std::to_string(n);
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

namespace {

/// Edits (insertions, deletions, substitutions, swaps of neighbours) from a to b, Damerau's distance.
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

}  // namespace

std::string closest(std::string_view name, const std::vector<std::string>& candidates) {
  if (name.size() > 64) return "";
  std::string best;
  std::size_t least = name.size() / 3 + 1;  // exclusive for names of up to two letters
  if (name.size() <= 2) least = 1;
  for (const std::string& candidate : candidates) {
    if (candidate.size() > 64 || candidate == name) continue;
    const std::size_t edits = distance(name, candidate);
    if (edits >= std::max(name.size(), candidate.size())) continue;  // nothing in common
    if (edits < least || (edits == least && best.empty())) {
      best = candidate;
      least = edits;
    }
  }
  return best;
}

}  // namespace causeway::support
