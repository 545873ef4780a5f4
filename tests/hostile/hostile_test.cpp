// SPDX-License-Identifier: MIT
// Hostile input: whatever a file says, the program ends with an answer or a located error and exit status 0,
// 1 or 2, under the default limits; in a release build within 1 GB and 8 s of processor time. The times are
// printed (`build/release/tests/hostile -s`): the aim is 2 s, the guard leaves room for a busy machine.
#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

namespace {

namespace fs = std::filesystem;

constexpr rlim_t kMemory = rlim_t{1} << 30;
constexpr rlim_t kSeconds = kSanitized ? 60 : 8;

struct Ran {
  int status = -1;  // negative: the signal that ended it
  double seconds = 0;
  long kilobytes = 0;  // at its peak
  std::string err;
};

class Victim {
 public:
  Victim() : folder_(fs::temp_directory_path() / ("causeway-hostile-" + std::to_string(::getpid()))) {
    fs::create_directories(folder_);
  }
  ~Victim() { fs::remove_all(folder_); }

  Ran run(const std::string& text, const char* command = "run", const char* extension = ".scm",
          const std::vector<const char*>& options = {}) const {
    const fs::path file = folder_ / (std::string("m") + extension);
    std::ofstream(file, std::ios::binary) << text;
    return run_file(file.string(), command, options);
  }

  Ran run_file(const std::string& file, const char* command,
               const std::vector<const char*>& options = {}) const {
    const std::string err = (folder_ / "err").string();
    std::fflush(nullptr);  // or the child would write it once more
    const pid_t child = fork();
    if (child == 0) {
      if (!kSanitized) {
        const rlimit limit{kMemory, kMemory};
        setrlimit(RLIMIT_AS, &limit);
      }
      const rlimit time{kSeconds, kSeconds};
      setrlimit(RLIMIT_CPU, &time);
      if (std::freopen("/dev/null", "w", stdout) == nullptr ||
          std::freopen(err.c_str(), "w", stderr) == nullptr)
        _exit(99);
      std::vector<char*> arguments;
      for (const char* one : {CAUSEWAY_BINARY, command, file.c_str()})
        arguments.push_back(const_cast<char*>(one));
      for (const char* one : options) arguments.push_back(const_cast<char*>(one));
      arguments.push_back(nullptr);
      execv(CAUSEWAY_BINARY, arguments.data());
      _exit(98);
    }
    int status = 0;
    rusage used{};
    wait4(child, &status, 0, &used);
    Ran ran;
    const auto seconds = [](const timeval& time) {
      return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    ran.seconds = seconds(used.ru_utime) + seconds(used.ru_stime);
    ran.kilobytes = used.ru_maxrss;
    ran.status = WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
    std::ifstream in(err);
    ran.err = {std::istreambuf_iterator<char>(in), {}};
    return ran;
  }

 private:
  fs::path folder_;
};

const Victim& victim() {
  static const Victim victim;
  return victim;
}

/// Ends as it should, with an error that has a place where there is one.
void survives(const std::string& what, const std::string& text, const char* command = "run") {
  const Ran ran = victim().run(text, command);
  CHECK_MESSAGE((ran.status >= 0 && ran.status <= 2), what << ": status " << ran.status << "\n"
                                                           << ran.err.substr(0, 400));
  if (ran.status != 0)
    CHECK_MESSAGE(ran.err.find("error[") != std::string::npos, what << ": " << ran.err.substr(0, 400));
  CHECK_MESSAGE(ran.err.find("Sanitizer") == std::string::npos, what << ": " << ran.err.substr(0, 2000));
  MESSAGE(what << ": status " << ran.status << ", " << ran.seconds << " s");
}

std::string repeated(const std::string& text, std::size_t n) {
  std::string result;
  result.reserve(text.size() * n);
  for (std::size_t i = 0; i < n; ++i) result += text;
  return result;
}

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<fs::path> corpus() {
  std::vector<fs::path> files;
  for (const char* folder : {"examples", "stdlib", "tests/golden/format", "tests/golden/ir"}) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(CAUSEWAY_SOURCE_DIR) / folder)) {
      if (entry.path().extension() == ".scm") files.push_back(entry.path());
    }
  }
  return files;
}

/// Rough tokens: words, numbers and single characters.
std::vector<std::string> tokens_of(const std::string& text) {
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (std::isalnum(static_cast<unsigned char>(text[i])) != 0) {
      while (end < text.size() && std::isalnum(static_cast<unsigned char>(text[end])) != 0) ++end;
    }
    tokens.push_back(text.substr(i, end - i));
    i = end;
  }
  return tokens;
}

}  // namespace

TEST_CASE("deep nesting") {
  survives("match x 100,000", "query " + repeated("match ", 100'000));
  survives("match behind if x 50,000", "query " + repeated("if a then match b, ", 50'000));
  survives("a match of 100,000 values", "query match 1" + repeated(", 1", 100'000) + " { _ => 1 }");
  survives("ranges x 100,000", "query 1" + repeated("..1", 100'000));
  survives("ranges with steps x 100,000", "query 1" + repeated("..1 step 1", 100'000));
  survives("a chain of 100,000 differences", "query 1" + repeated(" - 1 + 1", 50'000));
  std::string binders = "a0 in {1}";
  for (int i = 1; i < 40'000; ++i) binders += ", a" + std::to_string(i) + " in {1}";
  survives("40,000 binders", "query sum(1 for " + binders + ")");
  survives("a family of 40,000 indices", "var x[" + binders + "] = 1");
  survives("100,000 unclosed round brackets", "var x = " + std::string(100'000, '('));
  survives("100,000 unclosed braces", "var x = " + std::string(100'000, '{'));
  survives("100,000 unclosed square brackets", "var x = a" + std::string(100'000, '['));
  survives("5,000 nested brackets",
           "var x = " + std::string(5'000, '(') + "1" + std::string(5'000, ')') + "\nquery P(x = 1)");
  survives("not, 200,000 times", "var x = " + repeated("not ", 200'000) + "true\nquery P(x)");
  survives("minus, 200,000 times", "var x = " + std::string(200'000, '-') + "1");
  survives("powers, 200,000 times", "var x = 1" + repeated("^1", 200'000));
  survives("implies, 100,000 times", "var x = true" + repeated(" implies true", 100'000));
  survives("if, 50,000 times", "var x = " + repeated("if true then 1 else ", 50'000) + "0\nquery E(x)");
  survives("let, 50,000 times", "var x = " + repeated("let a = 1 in ", 50'000) + "a");
  survives("250 brackets around a bracket's limit",
           "var x = " + std::string(250, '(') + "1" + std::string(250, ')') + "\nquery E(x)");
}

TEST_CASE("garbage") {
  std::mt19937 random(7);
  std::string bytes(1 << 20, '\0');
  for (char& c : bytes) c = static_cast<char>(random());
  survives("1 MB of random bytes", bytes);
  std::string ascii(1 << 20, '\0');
  for (char& c : ascii) c = static_cast<char>(32 + random() % 95);
  survives("1 MB of random characters", ascii);
  const std::vector<std::string> tokens = {
      "var", "noise", "query", "if", "then", "else", "match", "let", "in",    "for", "(",  ")",
      "[",   "]",     "{",     "}",  ",",    ";",    "=",     "~",   "==",    "->",  "=>", "|",
      "+",   "-",     "*",     "/",  "^",    "..",   "and",   "or",  "not",   "x",   "y",  "1",
      "0.5", "_",     "do",    "P",  "E",    "$",    "enum",  "fn",  "const", "true"};
  std::string soup;
  while (soup.size() < (1 << 20)) soup += tokens[random() % tokens.size()] + " ";
  survives("1 MB of random tokens", soup);
  survives("zero bytes", std::string(1000, '\0'));
  survives("an empty file", "");
  survives("a byte order mark and nothing", "\xEF\xBB\xBF");
}

TEST_CASE("length") {
  survives("a sum of 100,000 terms",
           "noise u ~ bernoulli(1/2)\nvar x = u" + repeated(" + u", 100'000) + "\nquery E(x)");
  std::string chain = "noise u ~ bernoulli(1/2)\nvar x0 = u\n";
  for (int i = 1; i < 100'000; ++i)
    chain += "var x" + std::to_string(i) + " = x" + std::to_string(i - 1) + "\n";
  survives("a chain of 100,000 variables",
           chain + "query P(x99999)\nquery P(x99999[x50000 = 1])\nquery P(x10 | x99999)");
  std::string backwards = "noise u ~ bernoulli(1/2)\n";
  for (int i = 0; i < 100'000; ++i)
    backwards += "var x" + std::to_string(i) + " = x" + std::to_string(i + 1) + "\n";
  survives("a chain of 100,000 variables, last first", backwards + "var x100000 = u\nquery P(x0)");
  std::string constants = "const c0 = c1\n";
  for (int i = 1; i < 100'000; ++i)
    constants += "const c" + std::to_string(i) + " = c" + std::to_string(i + 1) + "\n";
  survives("a chain of 100,000 constants, last first", constants + "const c100000 = 1\nquery c0 + 0");
  survives("a family of 100,000 that counts",
           "var x[0] = 0\nvar x[i in 1..100_000] = x[i-1] + 1\nquery E(x[100000])");
  survives("a name of 1 MB",
           "var " + std::string(1 << 20, 'a') + " = 1\nquery P(" + std::string(1 << 20, 'b') + ")");
  survives("a number of 1 MB", "var x = " + std::string(1 << 20, '9'));
  survives("a string of 1 MB", "import \"" + std::string(1 << 20, 'a') + "\"");
  std::string errors;
  for (int i = 0; i < 20'000; ++i)
    errors += "var x" + std::to_string(i) + " = unknown" + std::to_string(i) + "\n";
  survives("20,000 errors", errors);
  survives("20,000 syntax errors", repeated("var = 1\n", 20'000));
}

TEST_CASE("size") {
  survives("an enormous exponent", "var x = 1e999999999\nquery E(x)");
  survives("a tower of powers", "const x = 10^10^10\nquery x + 1");
  survives("a large factorial", "const x = fact(1000000)");
  survives("squaring again and again", "var x[0] = 3\nvar x[i in 1..40] = x[i-1] * x[i-1]\nquery E(x[40])");
  survives("a family of 10^9", "var x[i in 1..1_000_000_000] = i");
  survives("a family of 1000 x 1000 x 1000", "var x[i in 1..1000, j in 1..1000, k in 1..1000] = i");
  survives("a domain of 10^30", "var x : 0..10^30 = 1\nquery P(x = 1)");
  survives("a sum over 10^9", "const s = sum(i for i in 1..1_000_000_000)");
  survives("a query over 10^9", "query sum(i for i in 1..1_000_000_000)");
  survives("uniform over 10^30", "noise u ~ uniform(0..10^30)\nquery P(u = 1)");
  survives("binomial with 10^9 trials", "noise u ~ binomial(1_000_000_000, 1/2)\nquery P(u = 1)");
  survives("60 coins",
           "noise u[i in 1..60] ~ bernoulli(1/2)\nvar s = sum(u[i] for i in 1..60)\nquery P(s = 30)");
  survives("5,000 numbers of 50,000 digits", "query 1e49999" + repeated(" + 1e49999", 5'000));
  survives("a harmonic sum", "const s = sum(1 / i for i in 1..100_000)\nquery s");
  survives("a condition on a domain of 10^6",
           "noise u ~ bernoulli(1/2)\nvar x : 0..1_000_000 = if u then 5 else 6\nquery P(u | x = 5)");
  survives("a large binomial", "noise u ~ binomial(100_000, 1/3)\nquery P(u = 1)");
  survives("a large choose", "query choose(200_000, 100_000) > 0");
  survives(
      "an action on 100,000 variables",
      "noise a[i in 1..100000] ~ bernoulli(1/2)\nvar b[i in 1..100000] = a[i]\nquery P(b[1] | do(b[_] = 0))");
  std::string labels = "enum E { a0";
  for (int i = 1; i < 100'000; ++i) labels += ", a" + std::to_string(i);
  survives("100,000 labels", labels + " }\nvar x : E ~ uniform(E)\nquery P(x = a7)");
  survives("a dist of 2^60 rows", "var u[i in 1..60] : bool ~ bernoulli(1/2)\nquery dist(u)");
}

TEST_CASE("doubling") {
  std::string functions = "fn f0(x) = x + x\n";
  for (int i = 1; i < 60; ++i)
    functions += "fn f" + std::to_string(i) + "(x) = f" + std::to_string(i - 1) + "(x) + f" +
                 std::to_string(i - 1) + "(x)\n";
  survives("functions that call each other twice",
           functions + "noise u ~ bernoulli(1/2)\nvar y = f59(u)\nquery E(y)");
  std::string queries = "noise u ~ bernoulli(1/3)\nquery q0 = P(u)\n";
  for (int i = 1; i < 60; ++i)
    queries += "query q" + std::to_string(i) + " = q" + std::to_string(i - 1) + " + q" +
               std::to_string(i - 1) + "\n";
  survives("queries that double", queries);
  std::string nested = "fn g0(x) = x\n";
  for (int i = 1; i < 5'000; ++i)
    nested += "fn g" + std::to_string(i) + "(x) = g" + std::to_string(i - 1) + "(x) + 1\n";
  survives("5,000 functions deep", nested + "var y = g4999(1)\nquery E(y)");
  std::string lets = "var y = let a0 = 1 in ";
  for (int i = 1; i < 100; ++i)
    lets += "let a" + std::to_string(i) + " = a" + std::to_string(i - 1) + " + a" + std::to_string(i - 1) +
            " in ";
  survives("lets that double", lets + "a99\nquery E(y)");
  std::string variables = "noise u ~ bernoulli(1/2)\nvar x0 = u + 1\n";
  for (int i = 1; i < 1'000; ++i)
    variables +=
        "var x" + std::to_string(i) + " = x" + std::to_string(i - 1) + " + x" + std::to_string(i - 1) + "\n";
  survives("variables that double", variables + "query E(x999)");
}

TEST_CASE("contradictions") {
  survives("an import of itself", "import \"m.scm\"\nvar x = 1");
  survives("functions in a circle", "fn f(x) = g(x)\nfn g(x) = f(x)\nvar y = f(1)");
  survives("constants in a circle", "const a = b\nconst b = a\nquery a");
  survives("variables in a circle", "var a = b\nvar b = a\nquery P(a)");
  survives("types in a circle", "type T = U\ntype U = T\nvar x : T = 1");
  survives("a family in a circle", "var x[i in 1..100000] = x[(i % 100000) + 1]\nquery P(x[1] = 1)");
  survives("conditions of probability 0", "noise u ~ bernoulli(1/2)\nquery P(u | u, not u)");
  survives("a random index in a circle",
           "noise k ~ uniform(1..3)\nvar x[i in 1..3] = if i == 1 then 0 else x[k]\nquery E(x[3])");
}

TEST_CASE("truncated and shuffled models") {
  std::mt19937 random(11);
  for (const fs::path& file : corpus()) {
    const std::string text = read(file);
    for (std::size_t tenth = 1; tenth < 10; ++tenth) {
      const Ran ran = victim().run(text.substr(0, text.size() * tenth / 10), "check");
      CHECK_MESSAGE((ran.status >= 0 && ran.status <= 2), file.string()
                                                              << " cut at " << tenth << "/10: status "
                                                              << ran.status << ran.err.substr(0, 300));
    }
    for (int round = 0; round < 5; ++round) {
      std::vector<std::string> tokens = tokens_of(text);
      if (tokens.size() < 2) continue;
      for (int swap = 0; swap < 4; ++swap)
        std::swap(tokens[random() % tokens.size()], tokens[random() % tokens.size()]);
      std::string swapped;
      for (const std::string& token : tokens) swapped += token;
      const Ran ran = victim().run(swapped, "run");
      CHECK_MESSAGE((ran.status >= 0 && ran.status <= 2), file.string()
                                                              << " with tokens swapped: status " << ran.status
                                                              << ran.err.substr(0, 300) << "\n"
                                                              << swapped);
    }
  }
}

TEST_CASE("a memory limit of 200 MB holds for the process, twice over at most") {
  const auto refused = [](const std::string& what, const std::string& text) {
    const Ran ran = victim().run(text, "run", ".scm", {"--max-memory", "200M", "--max-steps", "4000000000"});
    CHECK_MESSAGE((ran.status == 1 || ran.status == 2), what << ": status " << ran.status << "\n"
                                                             << ran.err.substr(0, 400));
    CHECK_MESSAGE(ran.err.find("error[resource]") != std::string::npos,
                  what << ": " << ran.err.substr(0, 400));
    if (!kSanitized) CHECK_MESSAGE(ran.kilobytes < 400'000, what << ": " << ran.kilobytes << " kB");
    MESSAGE(what << ": " << ran.kilobytes / 1024 << " MiB, " << ran.seconds << " s");
  };
  const std::string grid =
      "var x[i in 1..40, j in 1..40] ~ bernoulli(if i == 1 or j == 1 then 1/3 else if x[i - 1, j] == x[i, j "
      "- 1] "
      "then 5/7 else 3/11)\n";
  refused("a large plan", grid + "query P(x[40, 40] | x[20, 20])");
  refused("a sum of many constants", "query sum((i * j) % 7 for i in 1..100000, j in 1..100000)");
  refused("weights",
          "noise d[i in 1..60] ~ uniform(0..30)\nnoise c[i in 1..60] ~ bernoulli(1/3)\n"
          "query Var(sum(d[i] * c[i] * i for i in 1..60) | sum(c[i] for i in 1..60) == 20)");
  refused("a large family", "noise u[i in 1..1000, j in 1..1000] ~ bernoulli(1/2)");
  std::string many = "noise u ~ bernoulli(1/2)\n";
  for (int i = 0; i < 150'000; ++i)
    many += "var y" + std::to_string(i) + " ~ bernoulli(if u then 1/3 else 1/4)\n";
  refused("a long text", many);
}

TEST_CASE("formatting hostile text") {
  survives("fmt of 100,000 brackets", "var x = " + std::string(100'000, '('), "fmt");
  survives("fmt of a long sum", "var x = u" + repeated(" + u", 100'000), "fmt");
  survives("fmt of deep nesting", "var x = " + std::string(250, '[') + "1" + std::string(250, ']'), "fmt");
}

TEST_CASE("hostile networks") {
  const auto network = [](const std::string& what, const std::string& text) {
    const Ran ran = victim().run(text, "info", ".bif");
    CHECK_MESSAGE((ran.status == 2 || ran.status == 0),
                  what << ": status " << ran.status << ran.err.substr(0, 300));
  };
  network("brackets", std::string(100'000, '{'));
  network("an open comment", "/* variable");
  std::string wide;
  for (int i = 0; i < 40; ++i)
    wide += "variable v" + std::to_string(i) + " { type discrete [ 2 ] { a, b }; }\n";
  wide += "probability ( v0 | ";
  for (int i = 1; i < 40; ++i) wide += (i > 1 ? ", v" : "v") + std::to_string(i);
  network("a table of 2^40 entries", wide + " ) { default 0.5, 0.5; }");
  network(
      "a circle",
      "variable a { type discrete [ 2 ] { x, y }; }\nprobability ( a | a ) { (x) 0.5, 0.5; (y) 0.5, 0.5; }");
}
