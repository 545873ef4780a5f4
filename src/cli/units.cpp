// SPDX-License-Identifier: MIT
#include "cli/units.hpp"

#include <array>
#include <cstdio>
#include <memory>
#include <nlohmann/json.hpp>

namespace causeway::cli {

namespace {

std::string field(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

std::string csv_header(const std::vector<std::string>& columns) {
  std::string line;
  for (const std::string& one : columns) line.append(line.empty() ? "" : ",").append(field(one));
  return line + "\n";
}

std::string csv_line(const std::vector<Value>& unit) {
  std::string line;
  for (std::size_t i = 0; i < unit.size(); ++i) {
    const bool label = unit[i].kind() == Value::Kind::Label;
    line.append(i == 0 ? "" : ",").append(field(label ? unit[i].label() : unit[i].to_string()));
  }
  return line + "\n";
}

std::string json_line(const std::vector<std::string>& columns, const std::vector<Value>& unit) {
  nlohmann::ordered_json line;
  for (std::size_t i = 0; i < unit.size(); ++i) {
    nlohmann::ordered_json& value = line[columns[i]];
    switch (unit[i].kind()) {
      case Value::Kind::Bool:
        value = unit[i].boolean();
        break;
      case Value::Kind::Number:
        if (const auto integer = unit[i].number().to_int64()) {
          value = *integer;
        } else {
          value = unit[i].number().to_string();
        }
        break;
      case Value::Kind::Label:
        value = unit[i].label();
    }
  }
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::optional<std::string> svg_of(const std::string& dot) {
  // A file without a name: nothing to quote, and nothing is left behind.
  const std::unique_ptr<FILE, int (*)(FILE*)> file(std::tmpfile(), std::fclose);
  if (!file || std::fwrite(dot.data(), 1, dot.size(), file.get()) != dot.size() ||
      std::fflush(file.get()) != 0)
    return std::nullopt;
  const std::string command = "dot -Tsvg < /dev/fd/" + std::to_string(fileno(file.get())) + " 2>/dev/null";
  FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return std::nullopt;
  std::string picture;
  std::array<char, 1 << 14> block{};
  while (const std::size_t n = std::fread(block.data(), 1, block.size(), pipe))
    picture.append(block.data(), n);
  if (pclose(pipe) != 0) return std::nullopt;
  return picture;
}

}  // namespace causeway::cli
