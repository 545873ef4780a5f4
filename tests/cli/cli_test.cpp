// SPDX-License-Identifier: MIT
// The program from outside: output, JSON, exit statuses.
#include <doctest/doctest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

struct Ran {
  int status = -1;
  std::string out;  // with what was asked for of standard error
};

/// Runs the program through the shell; standard error is dropped unless the arguments redirect it.
Ran causeway(const std::string& arguments, const std::string& before = "") {
  const bool redirects = arguments.find("2>") != std::string::npos;
  const std::string command =
      before + std::string(CAUSEWAY_BINARY) + " " + arguments + (redirects ? "" : " 2>/dev/null");
  FILE* pipe = popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  Ran ran;
  std::array<char, 4096> buffer{};
  while (const std::size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe))
    ran.out.append(buffer.data(), n);
  const int status = pclose(pipe);
  ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  return ran;
}

std::vector<Json> json_lines(const std::string& text) {
  std::vector<Json> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(Json::parse(line));
  return lines;
}

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("causeway-cli-" + std::to_string(::getpid()))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  std::string file(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
    return (path_ / name).string();
  }

 private:
  fs::path path_;
};

void same(const Json& json, const char* text) {
  CHECK(json == Json::parse(text));
}

const char* const kModel =
    "enum G { A, B }\nvar g : G ~ [1/4, 3/4]\nvar x = g == A\nquery P(x)\nquery d = dist(g)\nquery map(g, "
    "x)\nquery t[s in {A, B}] = P(g = s)\n"
    "query marginals()\nquery P(x) < 1/2\nquery P(x | g = A, not x)\nassert P(x) == 1/4\nassert P(x) == "
    "1/2\n";

TEST_CASE("sample draws units, the same for a seed") {
  const std::string file = std::string(CAUSEWAY_SOURCE_DIR) + "/examples/student.scm";
  const Ran csv = causeway("sample " + file + " -n 3 --seed 5");
  CHECK(csv.status == 0);
  CHECK(csv.out.starts_with("difficulty,intelligence,sat,grade,letter\n"));
  CHECK(std::count(csv.out.begin(), csv.out.end(), '\n') == 4);
  CHECK(causeway("sample " + file + " -n 3 --seed 5").out == csv.out);
  const auto lines = json_lines(causeway("sample " + file + " -n 50 --do 'grade = C' --format jsonl").out);
  REQUIRE(lines.size() == 50);
  for (const Json& one : lines) CHECK(one["grade"] == "C");
  for (const Json& one : json_lines(causeway("sample " + file + " --json --given 'letter = strong'").out))
    CHECK(one["letter"] == "strong");
  CHECK(causeway("sample " + file + " --do 'grade = Z'").status == 1);
  CHECK(causeway("sample " + file + " --format xml").status == 2);
  for (const char* bad : {"-n -1", "-n 3.0", "-n 99999999999999999999", "--seed -1", "--seed ''",
                          "--seed 18446744073709551616"})
    CHECK_MESSAGE(causeway("sample " + file + " " + bad).status == 2, bad);
}

TEST_CASE("sample quotes names and labels that need it") {
  const Folder folder;
  const std::string file =
      folder.file("names.scm", "var `a,b` : {`x \"y\"`, z} ~ [1, 0] noise u ~ uniform(1..1) var h = u / 2");
  CHECK(causeway("sample " + file + " -n 1").out == "\"a,b\",h\n\"x \"\"y\"\"\",1/2\n");
  const auto line = json_lines(causeway("sample " + file + " -n 1 --noise --json").out)[0];
  CHECK(line["a,b"] == "x \"y\"");
  CHECK(line["u"] == 1);
  CHECK(line["h"] == "1/2");
}

TEST_CASE("graph draws the causal graph, mutilated if asked") {
  const std::string file = std::string(CAUSEWAY_SOURCE_DIR) + "/examples/student.scm";
  CHECK(causeway("graph " + file).out.find("\"difficulty\" -> \"grade\"") != std::string::npos);
  for (const char* act : {"--do grade", "--do 'grade = A'"}) {
    const Ran cut = causeway("graph " + file + " " + act);
    CHECK(cut.status == 0);
    CHECK(cut.out.find("-> \"grade\"") == std::string::npos);
    CHECK(cut.out.find("\"grade\" -> \"letter\"") != std::string::npos);
  }
  CHECK(causeway("graph " + file + " --do 'sat, grade'").out.find("\"intelligence\" ->") ==
        std::string::npos);
  CHECK(json_lines(causeway("graph " + file + " --json").out)[0]["edges"].size() == 4);
  CHECK(causeway("graph " + file + " --format dagitty").out.starts_with("dag {\n"));
  CHECK(causeway("graph " + file + " --do nobody").status == 1);
  const Folder folder;  // with a `dot` that says what it was given
  const std::string dot = folder.file("dot", "#!/bin/sh\necho \"drawn $*\"; cat\n");
  fs::permissions(dot, fs::perms::owner_all);
  const Ran drawn = causeway("graph " + file + " --format svg",
                             "PATH='" + fs::path(dot).parent_path().string() + "':\"$PATH\" ");
  CHECK(drawn.status == 0);
  CHECK(drawn.out == "drawn -Tsvg\n" + causeway("graph " + file).out);
  const Ran picture = causeway("graph " + file + " --format svg", "PATH=/nowhere ");
  CHECK(picture.status == 2);
  CHECK(picture.out.empty());
}

}  // namespace

TEST_CASE("run for people") {
  const Folder folder;
  const Ran ran = causeway("run " + folder.file("m.scm", kModel));
  CHECK(ran.status == 1);
  CHECK(ran.out ==
        "P(x) = 1/4\n\n"
        "d: dist(g)\n  A  1/4  0.25\n  B  3/4  0.75\n\n"
        "map(g, x)\n  g = B, x = false  with probability 3/4\n\n"
        "t: P(g = s)\n  A  1/4  0.25\n  B  3/4  0.75\n\n"
        "marginals()\n  g\n    A  1/4  0.25\n    B  3/4  0.75\n  x\n    false  3/4  0.75\n    true   1/4  "
        "0.25\n\n"
        "P(x) < 1/2 = true\n"
        "assert P(x) == 1/4: holds\n"
        "assert P(x) == 1/2: DOES NOT HOLD: the left side is 1/4, the right side 1/2\n");
}

TEST_CASE("the JSON contract") {
  const Folder folder;
  const Ran ran = causeway("run --json " + folder.file("m.scm", kModel));
  CHECK(ran.status == 1);
  const std::vector<Json> lines = json_lines(ran.out);
  REQUIRE(lines.size() == 9);
  same(lines[0], R"json({"kind":"query","text":"P(x)","label":null,"value":"1/4","approx":0.25})json");
  same(lines[1], R"json({"kind":"query","text":"dist(g)","label":"d","columns":["g"],"rows":[
      {"values":["A"],"value":"1/4","approx":0.25},{"values":["B"],"value":"3/4","approx":0.75}]})json");
  same(
      lines[2],
      R"json({"kind":"query","text":"map(g, x)","label":null,"columns":["g","x"],"values":["B","false"],"value":"3/4","approx":0.75})json");
  same(lines[3], R"json({"kind":"query","text":"P(g = s)","label":"t","columns":["s"],"rows":[
      {"values":["A"],"value":"1/4","approx":0.25},{"values":["B"],"value":"3/4","approx":0.75}]})json");
  same(lines[4]["variables"][1], R"json({"variable":"x","rows":[
      {"values":["false"],"value":"3/4","approx":0.75},{"values":["true"],"value":"1/4","approx":0.25}]})json");
  same(lines[5], R"json({"kind":"query","text":"P(x) < 1/2","label":null,"value":true})json");
  CHECK(lines[6]["error"]["code"] == "undefined-condition");
  CHECK(lines[6]["error"]["line"] == 10);
  CHECK(lines[6]["error"]["hint"].is_null());
  same(lines[7], R"json({"kind":"assert","text":"P(x) == 1/4","holds":true})json");
  same(lines[8],
       R"json({"kind":"assert","text":"P(x) == 1/2","holds":false,"left":"1/4","right":"1/2"})json");
}

TEST_CASE("JSON diagnostics and times stand on standard output") {
  const Folder folder;
  const std::vector<Json> lines = json_lines(
      causeway("run --json --time " +
               folder.file("m.scm", "noise u ~ bernoulli(1/2)\nvar x = u\nvar y = u\nquery P(y | do(x = 1))"))
          .out);
  REQUIRE(lines.size() == 5);
  CHECK(lines[0]["phase"] == "read");
  CHECK(lines[2]["phase"] == "lower");
  CHECK(lines[3]["kind"] == "diagnostic");
  CHECK(lines[3]["severity"] == "warning");
  CHECK(lines[3]["code"] == "no-effect");
  CHECK(lines[4]["time_ms"].contains("evaluate"));
  const std::vector<Json> broken =
      json_lines(causeway("check --json " + folder.file("b.scm", "var x = y")).out);
  REQUIRE(broken.size() == 1);
  CHECK(broken[0]["kind"] == "check");
  CHECK(broken[0]["diagnostics"][0]["code"] == "name");
  CHECK(broken[0]["diagnostics"][0]["column"] == 9);
}

TEST_CASE("numbers beyond doubles are strings in JSON") {
  const Folder folder;
  const Json line =
      json_lines(causeway("query --json " + folder.file("m.scm", "") + " '10^-1200' '10^400'").out)[0];
  CHECK(line["approx"] == "1.00000e-1200");
}

TEST_CASE("exit statuses") {
  const Folder folder;
  const std::string good = folder.file("good.scm", "var x ~ bernoulli(1/2)\nquery P(x)");
  const std::string bad = folder.file("bad.scm", "var x = ");
  const std::string fails = folder.file("fails.scm", "var x ~ bernoulli(1/2)\nquery q = P(x | x, not x)");
  CHECK(causeway("run " + good).status == 0);
  CHECK(causeway("run " + fails).status == 1);
  CHECK(causeway("run " + bad).status == 2);
  CHECK(causeway("run " + good + " " + fails + " " + bad).status == 2);
  CHECK(causeway("run " + good + " " + fails).status == 1);
  CHECK(causeway("check " + good).status == 0);
  CHECK(causeway("check " + bad).status == 2);
  CHECK(causeway("check " + folder.file("q.scm", "query P(z)")).status == 1);
  CHECK(causeway("run no-such-file.scm").status == 2);
  CHECK(causeway("run").status == 2);
  CHECK(causeway("dance").status == 2);
  CHECK(causeway("run " + good + " --max-memory lots").status == 2);
  CHECK(causeway("run " + good + " -D p=1").status == 2);
  CHECK(causeway("run " + good + " --only nothing").status == 2);
  CHECK(causeway("query " + good + " 'P(y)'").status == 1);
  CHECK(causeway("--help").status == 0);
  CHECK(causeway("run --help").status == 0);
  CHECK(causeway("--version").out == "causeway 0.1.0\n");
}

TEST_CASE("import and export, by ending or by name") {
  const Folder folder;
  const std::string model = folder.file("m.scm", "var `a b` : {x, `1`} ~ [1/4, 3/4]\nvar y = `a b` == x\n");
  const std::string bif = folder.file("m.bif", "");
  CHECK(causeway("export " + model + " -o " + bif).status == 0);
  CHECK(causeway("query " + bif + " 'P(y = `true`)' 'P(`a b` = `1`)'").out ==
        "P(y = `true`) = 1/4\nP(`a b` = `1`) = 3/4\n");
  const Ran imported = causeway("import " + bif);
  CHECK(imported.status == 0);
  CHECK(imported.out.starts_with("// Imported from m.bif.\n"));
  const std::string again = folder.file("again.scm", imported.out);
  CHECK(causeway("fmt --check " + again).status == 0);
  CHECK(causeway("query " + again + " 'P(y = `true`)'").out == "P(y = `true`) = 1/4\n");
  CHECK(causeway("export " + model + " --format uai").out ==
        causeway("export - --format uai < " + model).out);
  const std::string graph = folder.file("g.dagitty", "dag { a -> b }");
  CHECK(causeway("import " + graph + " | " + CAUSEWAY_BINARY + " query - 'P(b | do(a = true))'").out ==
        "P(b | do(a = true)) = 2/3 ≈ 0.666667\n");
  CHECK(causeway("import - --format dot < " + graph).status == 0);
  const auto json = json_lines(causeway("export " + model + " --format dagitty --json").out);
  REQUIRE(json.size() == 1);
  CHECK(json[0]["kind"] == "export");
  CHECK(json[0]["text"].get<std::string>().starts_with("dag {\n"));
}

TEST_CASE("import and export that cannot be") {
  const Folder folder;
  const std::string model = folder.file("m.scm", "var x ~ bernoulli(1/4)\n");
  CHECK(causeway("import " + model).status == 2);
  CHECK(causeway("import " + folder.file("m.txt", "")).status == 2);
  CHECK(causeway("import missing.bif").status == 2);
  CHECK(causeway("export " + model).status == 2);
  CHECK(causeway("export " + model + " --format pdf").status == 2);
  CHECK(causeway("export " + model + " -o /nowhere/m.bif").status == 2);
  CHECK(causeway("import " + folder.file("bad.uai", "BAYES 1") + " 2>&1")
            .out.find("bad.uai:1:8: error[syntax]: ") != std::string::npos);
  const std::string wide =
      folder.file("wide.scm", "var x[i in 1..40] ~ bernoulli(1/2)\nvar y = any(x[i] for i in 1..40)\n");
  const Ran endless = causeway("import /dev/zero --format uai --max-source 1M 2>&1");
  CHECK(endless.status == 2);
  CHECK(endless.out.find("error[resource]") != std::string::npos);
  const Ran big = causeway("export " + wide + " --format bif 2>&1");
  CHECK(big.status == 1);
  CHECK(big.out.starts_with("error[resource]: the table of `y` given its 40 parents has more rows"));
}

TEST_CASE("new starts a model that runs; nothing is overwritten") {
  const Folder folder;
  const std::string name = folder.file("x", "") + "_course";
  CHECK(causeway("new " + name).out ==
        name + ".scm: a model to begin with; `causeway run " + name + ".scm` answers its questions\n");
  CHECK(causeway("run " + name + ".scm")
            .out.find("without: P(passed[course = false] | course, passed) = 35/134") != std::string::npos);
  CHECK(causeway("fmt --check " + name + ".scm").status == 0);
  CHECK(causeway("new " + name).status == 2);
  CHECK(causeway("new " + std::string(300, 'a') + " 2>&1").out.starts_with("error[io]: cannot write"));
  for (const char* bad : {"9x", "if", "''", "'a b'", "/nowhere/at_all"})
    CHECK_MESSAGE(causeway(std::string("new ") + bad).status == 2, bad);
}

TEST_CASE("a model that asks nothing is told what it could ask") {
  const Folder folder;
  const auto hint = [&](const std::string& text) {
    return causeway("run " + folder.file("m.scm", text) + " 2>&1").out;
  };
  const std::string full =
      hint("noise u ~ bernoulli(1/2)\nvar x = u\nvar y : {low, high} = if x then high else low\n");
  CHECK(full.find("warning[usage]") != std::string::npos);
  CHECK(full.ends_with(
      "'dist(y)' 'P(y = high | x)' 'P(y = high | do(x = true))' 'P(y[x = false] = high | x, y = high)'\n"));
  CHECK(hint("var x ~ bernoulli(1/2)\nvar y ~ bernoulli(if x then 1/3 else 1/4)\n")
            .ends_with("'P(y | do(x = true))'\n"));
  CHECK(hint("noise coin ~ bernoulli(1/2)\n").ends_with("has no queries\n"));
  CHECK(hint("var `odd name` ~ bernoulli(1/2)\n").ends_with("'dist(`odd name`)'\n"));
}

TEST_CASE("lua runs scripts") {
  const Folder folder;
  const std::string words = folder.file("words.lua", "print(#arg, arg[1], select(2, ...), arg[0] ~= nil)");
  CHECK(causeway("lua " + words + " a --else").out == "2\ta\t--else\ttrue\n");
  CHECK(causeway("lua - x", "printf 'print(...)' | ").out == "x\n");
  // Options of causeway stand anywhere before `--`.
  const std::string files = folder.file("files.lua", "print(#arg, io == nil)");
  CHECK(causeway("lua " + files + " a --sandbox").out == "1\ttrue\n");
  CHECK(causeway("lua --sandbox " + files + " -- a --sandbox").out == "2\ttrue\n");
  CHECK(causeway("lua " + files + " -- --sandbox").out == "1\tfalse\n");
  CHECK(causeway("lua -- " + files + " --sandbox").out == "1\tfalse\n");
  CHECK(causeway("lua", "printf 'print(require \"causeway\".version)' | ").out == "0.1.0\n");
  const std::string wrong = folder.file("wrong.lua", "local cw = require 'causeway'\ncw.parse 'var x = yy'");
  CHECK(causeway("lua " + wrong).status == 1);
  CHECK(causeway("lua " + wrong + " 2>&1").out.find("wrong.lua:2: in main chunk") != std::string::npos);
  const Json error = json_lines(causeway("lua --json " + wrong).out).at(0);
  CHECK(error["code"] == "name");
  CHECK(error["file"] == "<model>");
  CHECK(error["column"] == 9);
  CHECK(causeway("lua --max-steps 100 " +
                 folder.file("steps.lua", "require 'causeway'.parse 'var x[i in 1..1000] ~ bernoulli(1/2)'"))
            .status == 1);
  CHECK(causeway("lua " + folder.file("syntax.lua", "x = = 1")).status == 2);
  CHECK(causeway("lua no-such-file.lua").status == 2);
  CHECK(causeway("lua -D p=1 " + words).status == 2);
  CHECK(causeway("lua --nonsense " + words).status == 2);
  CHECK(causeway("lua " + folder.file("exit.lua", "os.exit(7)")).status == 7);
}

TEST_CASE("repl reads lines from a pipe") {
  CHECK(
      causeway("repl", "printf 'noise u ~ bernoulli(1/4)\nvar x = not u\n:given x\nP(u)\n:clear\nP(u)\n' | ")
          .out == "P(u) = 0\nP(u) = 1/4\n");
  CHECK(causeway("repl", "printf 'P(u)\n:do\n:nothing\n:quit\nP(v)\n' | ").status == 0);
  CHECK(causeway("repl no-such-file.scm").status == 2);
}

TEST_CASE("queries from arguments, names and standard input; models from standard input") {
  const Folder folder;
  const std::string model =
      folder.file("m.scm", "var x ~ bernoulli(1/4)\nquery named = P(x)\nestimand odds() = P(x) / P(not x)");
  CHECK(causeway("query " + model + " 'P(x)' named odds").out ==
        "P(x) = 1/4\nnamed: P(x) = 1/4\nodds = 1/3 ≈ 0.333333\n");
  CHECK(causeway("query " + model + " -", "printf 'P(x)\\n\\nE(x)\\n' | ").out == "P(x) = 1/4\nE(x) = 1/4\n");
  CHECK(causeway("run -", "printf 'query 1/3 + 1/6' | ").out == "1/3 + 1/6 = 1/2\n");
  CHECK(causeway("query " + model + " 'P(q)' 2>&1").out.find("<query>:1:3: error[name]") !=
        std::string::npos);
  CHECK(causeway("run " + model + " --only named").out == "named: P(x) = 1/4\n");
}

TEST_CASE("parameters and long fractions") {
  const Folder folder;
  const std::string model =
      folder.file("m.scm", "param p = 1/2\nvar x ~ bernoulli(p)\nquery P(x)\nquery P(x)^100 / 3");
  CHECK(causeway("run " + model + " -D p=1/4").out.starts_with("P(x) = 1/4\n"));
  const std::string three = folder.file("n.scm", "query (1/3)^200");
  CHECK(causeway("run " + three).out ==
        "(1/3)^200 = ≈ 3.76486e-96 (1-digit/96-digit), in full with --exact\n");
  CHECK(causeway("run --exact " + three).out.size() > 100);
}

TEST_CASE("info, ir, explain, fmt") {
  const Folder folder;
  const std::string model = folder.file("m.scm", "var   x ~ bernoulli(1/4)  // comment\nvar y=x");
  CHECK(causeway("info " + model).out.find("4 joint states; 6 table entries") != std::string::npos);
  CHECK(json_lines(causeway("info --json " + model).out)[0]["kind"] == "info");
  CHECK(causeway("ir " + model).out.find("chance x (var)") != std::string::npos);
  CHECK(causeway("ir " + model + " 'P(y)' --pass worlds").out == "factual:\n");
  CHECK(causeway("ir " + model + " 'P(y)' --pass sideways").status == 2);
  CHECK(json_lines(causeway("ir --json " + model).out)[0]["kind"] == "ir");
  CHECK(causeway("explain " + model + " 'P(y[x = 1] | x = 0)'").out.find("rung 3 (imagining)") !=
        std::string::npos);
  CHECK(json_lines(causeway("explain --json " + model + " 'P(y | do(x = 1))'").out)[0]["rung"] == 2);
  CHECK(causeway("fmt --check " + model).status == 1);
  CHECK(causeway("fmt " + model).status == 0);
  CHECK(causeway("fmt --check " + model).status == 0);
  CHECK(causeway("fmt -", "printf 'var x=1' | ").out == "var x = 1\n");
  CHECK(causeway("fmt " + folder.file("bad.scm", "var x = (")).status == 2);
  CHECK(causeway("fmt " + fs::temp_directory_path().string()).status == 2);
  CHECK(json_lines(
            causeway("fmt --check --json " + folder.file("wide.scm", "var  x = 1")).out)[0]["canonical"] ==
        false);
}

TEST_CASE("explain and ir take a named query, and one row of an indexed one") {
  const Folder folder;
  const std::string model = folder.file(
      "m.scm",
      "noise u[i in 1..3] ~ bernoulli(1/4)\nquery all = P(u[1], u[2])\nquery each[i in 1..3] = P(u[i])");
  CHECK(causeway("explain " + model + " all").out.find("2 sources") != std::string::npos);
  CHECK(causeway("explain " + model + " 'each[2]'").out.find("1 source") != std::string::npos);
  CHECK(causeway("explain " + model + " each 2>&1").out.find("name the row") != std::string::npos);
  CHECK(causeway("explain " + model + " each").status == 2);
  CHECK(causeway("ir " + model + " all").status == 0);
}

TEST_CASE("explain counts the worlds of each term, and writes interventions its own way") {
  const Folder folder;
  const std::string model =
      folder.file("m.scm", "var z : 0..2 ~ uniform(0..2)\nvar x = z > 0\nvar y = not x");
  const std::string out = causeway("explain " + model + " 'P(y | do(x = 1)) + P(y | do(x=z>1))'").out;
  CHECK(out.find("P((y)[x = z>1])\n    rung 2 (doing)\n    worlds:\n      w1: x = z>1\n") !=
        std::string::npos);
}

TEST_CASE("explain says why the abduction is left out") {
  const Folder folder;
  const std::string command = "explain " +
                              folder.file("m.scm",
                                          "noise u[i in 1..24] ~ bernoulli(1/2)\nvar x = u[1]\n"
                                          "var s = sum(u[i] for i in 2..24)\nvar y = x and s > 9") +
                              " 'P(y[x = 1] | x = 0, s = 9) + P(y)' --max-steps 1000000";
  const Ran shown = causeway(command);
  CHECK(shown.status == 0);
  CHECK(shown.out.find("abduction: not computed, ") != std::string::npos);
  CHECK(shown.out.find("rung 1 (seeing)") != std::string::npos);
  const auto terms = json_lines(causeway(command + " --json").out)[0]["terms"];
  CHECK(terms[0]["abduction"]["error"].get<std::string>().find("the largest table would have") !=
        std::string::npos);
  CHECK(terms[1]["abduction"].is_null());
}

TEST_CASE("numbers that no double holds; output that cannot be written") {
  const Folder folder;
  const std::string model = folder.file("m.scm", "query 10^-325");
  CHECK(json_lines(causeway("run --json " + model).out)[0]["approx"] == "1.00000e-325");
  CHECK(causeway("run " + model + " >/dev/full").status == 2);
}

TEST_CASE("a file of many queries") {
  const Folder folder;
  std::string text = "var x ~ bernoulli(1/2)\n";
  for (int i = 0; i < 5000; ++i) text += "query P(x)\n";
  CHECK(causeway("check " + folder.file("m.scm", text)).out.find("no errors") != std::string::npos);
}

TEST_CASE("a closed pipe ends the program quietly; no colour outside a terminal") {
  const Folder folder;
  std::string text = "var x ~ bernoulli(1/2)\n";
  for (int i = 0; i < 3000; ++i) text += "query P(x)\n";
  const std::string model = folder.file("m.scm", text);
  CHECK(causeway("run " + model + " 2>&1 | head -1").out == "P(x) = 1/2\n");
  CHECK(causeway("run " + folder.file("bad.scm", "var x = y") + " 2>&1").out.find('\033') ==
        std::string::npos);
}
