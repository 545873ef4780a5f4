// SPDX-License-Identifier: MIT
#include "cli/files.hpp"

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

namespace causeway::cli {

Diagnostic plain_error(Code code, const std::string& message, const std::string& hint) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.message = message;
  diagnostic.hint = hint;
  return diagnostic;
}

std::string read_standard_input() {
  std::ostringstream text;
  text << std::cin.rdbuf();
  return std::move(text).str();
}

std::optional<std::string> read_file(const std::string& path) {
  std::error_code failed;
  if (std::filesystem::is_directory(path, failed)) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf())) {
    if (!in || in.bad() || std::filesystem::file_size(path, failed) > 0) return std::nullopt;
  }
  return std::move(text).str();
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
