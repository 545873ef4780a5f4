// SPDX-License-Identifier: MIT
#include "cli/settings.hpp"

#include <charconv>
#include <optional>

namespace causeway::cli {

namespace {

struct Unit {
  std::string_view suffix;
  std::uint64_t factor;
};

/// A natural number with one of the units behind it, `2G`; nothing where it is no such thing, or too large.
std::optional<std::uint64_t> parse_quantity(std::string_view text, const std::vector<Unit>& units) {
  std::uint64_t number = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failed != std::errc()) return std::nullopt;
  const std::string_view suffix(end, static_cast<std::size_t>(text.data() + text.size() - end));
  for (const Unit& unit : units) {
    if (unit.suffix != suffix) continue;
    std::uint64_t result = 0;
    if (__builtin_mul_overflow(number, unit.factor, &result)) return std::nullopt;
    return result;
  }
  return std::nullopt;
}

const std::vector<Unit> kBytes = {
    {"", 1}, {"K", 1U << 10}, {"M", 1U << 20}, {"G", 1U << 30}, {"T", std::uint64_t{1} << 40}};
const std::vector<Unit> kCounts = {{"", 1}, {"k", 1000}, {"K", 1000}, {"M", 1000000}, {"G", 1000000000}};
const std::vector<Unit> kTimes = {{"s", 1000},  {"", 1000},     {"ms", 1},
                                  {"m", 60000}, {"min", 60000}, {"h", 3600000}};

const std::vector<Unit> kNumbers = {{"", 1}};
constexpr std::uint64_t kLongest = std::uint64_t{1} << 53;  // milliseconds

/// What may stand behind a number.
std::string units_text(const std::vector<Unit>& units) {
  std::string text;
  for (const Unit& one : units) {
    if (!one.suffix.empty()) text.append(text.empty() ? "" : ", ").append(one.suffix);
  }
  return text.empty() ? "a whole number" : "a whole number, perhaps with one of " + text + " behind it";
}

Diagnostic usage(std::string message, std::string hint) {
  Diagnostic diagnostic;
  diagnostic.code = Code::Usage;
  diagnostic.message = std::move(message);
  diagnostic.hint = std::move(hint);
  return diagnostic;
}

}  // namespace

std::optional<std::uint64_t> whole_number(const std::string& text) {
  return parse_quantity(text, kNumbers);
}

Result<Options> options_of(const Settings& settings) {
  Options options;
  Limits& limits = options.limits;
  std::uint64_t milliseconds = 0;
  std::uint64_t memory = limits.memory;
  std::uint64_t domain = limits.domain;
  std::uint64_t source = limits.source;
  std::uint64_t depth = limits.depth;
  struct Limit {
    const char* flag;
    const std::optional<std::string>& text;
    const std::vector<Unit>& units;
    std::uint64_t& value;
    const char* example;
    bool zero = false;  // has it a meaning?
    std::uint64_t most = UINT64_MAX;
  };
  std::uint64_t threads = 0;
  for (const Limit& limit :
       {Limit{"--max-memory", settings.max_memory, kBytes, memory, "2G"},
        Limit{"--max-time", settings.max_time, kTimes, milliseconds, "60s", true, kLongest},
        Limit{"--max-steps", settings.max_steps, kCounts, limits.steps, "500M"},
        Limit{"--max-domain", settings.max_domain, kCounts, domain, "1M"},
        Limit{"--max-source", settings.max_source, kBytes, source, "16M"},
        Limit{"--max-depth", settings.max_depth, kNumbers, depth, "256", false, Limits::kDeepest},
        Limit{"--threads", settings.threads, kNumbers, threads, "4", true}}) {
    if (!limit.text) continue;
    const auto value = parse_quantity(*limit.text, limit.units);
    if (!value) {
      return usage(
          std::string(limit.flag) + " takes a value such as " + limit.example + ", not `" + *limit.text + "`",
          units_text(limit.units));
    }
    if (*value > limit.most)
      return usage(std::string(limit.flag) + " is at most " + std::to_string(limit.most), "");
    if (*value == 0 && !limit.zero) return usage(std::string(limit.flag) + " cannot be 0", "");
    limit.value = *value;
  }
  limits.threads = threads;
  limits.memory = memory;
  limits.domain = domain;
  limits.source = source;
  limits.depth = depth;
  limits.time = std::chrono::milliseconds(milliseconds);
  for (const std::string& one : settings.definitions) {
    const std::size_t equal = one.find('=');
    if (equal == 0 || equal == std::string::npos)
      return usage("-D takes name=value, not `" + one + "`", "write `-D p=1/4`");
    options.params[one.substr(0, equal)] = one.substr(equal + 1);
  }
  return options;
}

}  // namespace causeway::cli
