// SPDX-License-Identifier: MIT
// Scripts from strangers: each attack ends with an error, and nothing outside is reached.
#include <doctest/doctest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

namespace {

struct Outcome {
  int status = 0;
  std::string output;  // both streams
};

/// Runs a script in the sandbox, with these limits. `timeout` ends it, with status 124, if nothing else does.
Outcome run(const std::string& script, const std::string& limits) {
  const std::filesystem::path file =
      std::filesystem::temp_directory_path() / ("causeway-sandbox-" + std::to_string(::getpid()) + ".lua");
  std::ofstream(file) << script;
  const std::string command = std::string("timeout 60 '") + CAUSEWAY_BINARY + "' lua --sandbox " + limits +
                              " '" + file.string() + "' 2>&1";
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Outcome outcome;
  std::array<char, 4096> buffer{};
  while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe))
    outcome.output.append(buffer.data(), n);
  const int status = pclose(pipe);
  outcome.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  std::filesystem::remove(file);
  return outcome;
}

void ends(const std::string& script, const std::string& limits, const std::string& message) {
  const Outcome outcome = run(script, limits);
  CHECK_MESSAGE(outcome.status == 1, script << "\n" << outcome.output);
  CHECK_MESSAGE(outcome.output.find(message) != std::string::npos, script << "\n" << outcome.output);
}

const std::string kTime = "error[resource]: the script takes more time than its limit of 300 ms (--max-time)";
const std::string kMemory =
    "error[resource]: the script takes more memory than its limit of 20 MiB (--max-memory)";
const std::string kSteps =
    "error[resource]: the script takes more instructions than its limit of 1000000 (--max-steps)";

TEST_CASE("time") {
  const std::string limit = "--max-time 300ms";
  ends("while true do end", limit, kTime);
  ends("while true do pcall(function() while true do pcall(error) end end) end", limit, kTime);
  ends("local function f() while true do pcall(f) end end f()", limit, kTime);
  ends("while true do coroutine.wrap(function() while true do end end)() end", limit, kTime);
  ends("xpcall(function() while true do end end, function() while true do end end)", limit, kTime);
  ends("local s = setmetatable({}, {__index = function(t, k) while true do end end}) return s.x", limit,
       kTime);
  ends("local c <close> = setmetatable({}, {__close = function() while true do end end})", limit, kTime);
  ends("while true do load('x = 1')() end", limit, kTime);
}

TEST_CASE("time, inside functions of C") {
  const std::string limit = "--max-time 300ms";
  ends("string.find(('a'):rep(40), ('.-'):rep(30) .. 'b')", limit, kTime);
  ends("pcall(string.find, ('a'):rep(40), ('.-'):rep(30) .. 'b') while true do end", limit, kTime);
  ends("table.move({}, 1, math.maxinteger - 1, 2)", limit, kTime);
  ends("table.insert(setmetatable({}, {__len = function() return 1 << 60 end}), 1, 1)", limit, kTime);
}

TEST_CASE("steps") {
  ends("while true do end", "--max-steps 1M", kSteps);
  ends("local cw = require 'causeway' for i = 1, 1e9 do pcall(error) end", "--max-steps 1M", kSteps);
}

TEST_CASE("memory") {
  const std::string limit = "--max-memory 20M --max-time 20s";
  ends("local t = {} while true do t[#t + 1] = ('x'):rep(100000) .. #t end", limit, kMemory);
  ends("local s = 'x' while true do s = s .. s end", limit, kMemory);
  ends("return ('x'):rep(1 << 30)", limit, kMemory);
  ends("return ('x'):rep(1 << 62)", limit, "resulting string too large");
  ends(
      "return table.concat(setmetatable({}, {__index = function() return ('x'):rep(1000) end}), ',', 1, 1 << "
      "40)",
      limit, kMemory);
  ends("local function f() return 1 + f() end f()", limit + " --max-steps 100M", "error");
  ends("local function f(...) return f(1, ...) end f()", "--max-memory 20M --max-time 300ms", "error");
  ends("local t = {} for i = 1, 1e9 do t[i] = coroutine.create(print) end", limit, kMemory);
  ends("local s = ('('):rep(1e6) local f, why = load('return ' .. s) error(why)", limit, "error");
  ends("local cw = require 'causeway' local x = cw.rational(3) while true do x = x * x end", limit,
       "error[resource]");
}

TEST_CASE("models obey the limits of the script") {
  ends("local cw = require 'causeway' cw.parse('var x[i in 1..100000] ~ bernoulli(1/2)')", "--max-memory 20M",
       "error[resource]");
  ends(R"(local cw = require 'causeway'
          local m = cw.parse('var x[i in 1..40] ~ bernoulli(1/2) var s = sum(x[i] * i^3 for i in 1..40)')
          while true do pcall(m.P, m, 's = 1000', {steps = 1e15, memory = 1e12, time = 1e6}) end)",
       "--max-time 300ms", "--max-time");
#ifndef __SANITIZE_ADDRESS__  // which takes memory of its own
  ends(
      "local cw = require 'causeway' local t = {} "
      "for i = 1, 1e9 do t[i] = cw.parse('var x[i in 1..3000] ~ bernoulli(1/2)') end",
      "--max-memory 100M --max-time 40s", "--max-memory");
#endif
}

TEST_CASE("nothing outside is reached") {
  const Outcome outcome = run(R"lua(
    for _, name in ipairs { "io", "os", "package", "debug", "dofile", "loadfile" } do assert(_G[name] == nil, name) end
    assert(string.dump == nil)
    local cw = require "causeway"
    for _, name in ipairs { "io", "os", "string", "/tmp/x", "causeway.core" } do assert(not pcall(require, name)) end
    assert(select(2, pcall(cw.load, "/etc/passwd")).code == "io")
    assert(not pcall(cw.parse, 'import "/etc/passwd"') and not pcall(cw.parse, 'import "x.scm"'))
    assert(select(2, pcall(cw.csv, "/tmp/x", { "a" }, {})).code == "io")
    assert(select(2, pcall(cw.csv.read, "/etc/passwd")).code == "io")
    assert(select(2, pcall(function() cw.plot { bars = { categories = { "a" }, series = { { values = { 1 } } } } }:save "/tmp/x" end)).code == "io")
    assert(select(2, pcall(cw.study, { grid = { { x = 1 } }, run = print, csv = "/tmp/x" })).code == "io")
    assert(cw.host.open == nil and cw.host.rename == nil and cw.host.remove == nil)
    assert(not load("\27Lua") and not load(function() return nil end, "x", "b", {}) == false)
    assert(not pcall(setmetatable, {}, { __gc = function() end }))
    assert(getmetatable(cw.rational(1)) == false and getmetatable("").__index == string)
    assert(tostring(cw.parse [[import "effects" noise u ~ bernoulli(1/2) var x = u var y = x]]:query "ATE(x, y)") == "1")
    print("inside", ...)
  )lua",
                              "");
  CHECK_MESSAGE(outcome.status == 0, outcome.output);
  CHECK(outcome.output == "inside\n");
}

}  // namespace
