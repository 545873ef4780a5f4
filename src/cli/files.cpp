// SPDX-License-Identifier: MIT
#include "cli/files.hpp"

#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace causeway::cli {

Diagnostic plain_error(Code code, const std::string& message, const std::string& hint) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.message = message;
  diagnostic.hint = hint;
  return diagnostic;
}

namespace {

/// Stops just behind the limit, which the library then names: a device may never end. Nothing if reading
/// fails.
std::optional<std::string> read_all(std::istream& in, std::size_t most) {
  std::string text;
  std::array<char, 1 << 16> block;
  while (text.size() <= most && in) {
    in.read(block.data(), block.size());
    text.append(block.data(), static_cast<std::size_t>(in.gcount()));
  }
  return in.bad() ? std::nullopt : std::optional(std::move(text));
}

}  // namespace

std::string read_standard_input(std::size_t most) {
  return read_all(std::cin, most).value_or("");
}

std::optional<std::string> read_file(const std::string& path, std::size_t most) {
  std::error_code failed;
  if (std::filesystem::is_directory(path, failed)) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  return in ? read_all(in, most) : std::nullopt;
}

bool write_file(const std::string& given, const std::string& text) {
  std::error_code failed;
  const bool exists = std::filesystem::exists(given, failed);
  if (exists && !std::filesystem::is_regular_file(given, failed)) {  // /dev/stdout, a pipe
    std::ofstream out(given, std::ios::binary);
    out << text;
    out.close();
    return static_cast<bool>(out);
  }
  const std::string path = exists ? std::filesystem::canonical(given, failed).string() : given;
  if (failed) return false;
  const std::string fresh = path + "." + std::to_string(::getpid()) + ".new";
  std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (out) {
    if (exists)
      std::filesystem::permissions(fresh, std::filesystem::status(path, failed).permissions(), failed);
    std::filesystem::rename(fresh, path, failed);
  }
  if (out && !failed) return true;
  std::filesystem::remove(fresh, failed);
  return false;
}

}  // namespace causeway::cli
