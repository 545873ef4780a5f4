// SPDX-License-Identifier: MIT
#include "bench/interruptions.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <memory>
#include <thread>

#include "bench/figures.hpp"
#include "bench/networks.hpp"
#include "causeway/causeway.hpp"

namespace causeway::bench {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMegabyte = 1'000'000;

double milliseconds(Clock::duration time) {
  return std::chrono::duration<double, std::milli>(time).count();
}

/// Does the work under the limits; how it ended.
using Work = std::function<std::string(const Limits& limits, const CancelToken& cancel)>;

template <typename T>
std::string ending(const Result<T>& result) {
  return result ? "answered" : std::string(to_string(result.error()[0].code));
}

/// The usual limits, but for the steps.
Limits any_steps() {
  Limits limits;
  limits.steps = UINT64_MAX;
  return limits;
}

/// The worst of several tries, each cancelled after twice the time of the one before.
std::string latency(const Work& work) {
  double worst = 0;
  int worst_after = 0;
  for (int after = 3; after <= 6'000; after *= 2) {
    const CancelToken cancel;
    Clock::time_point cancelled;
    std::thread host([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(after));
      cancelled = Clock::now();
      cancel.cancel();
    });
    const std::string how = work(any_steps(), cancel);
    const Clock::time_point end = Clock::now();
    host.join();
    if (how != "cancelled") break;
    const double late = milliseconds(end - cancelled);
    if (late > worst) {
      worst = late;
      worst_after = after;
    }
  }
  return number(worst) + " | " + std::to_string(worst_after);
}

std::string overrun(const Work& work) {
  constexpr std::chrono::milliseconds kTime(200);
  Limits limits = any_steps();
  limits.time = kTime;
  const auto start = Clock::now();
  const std::string how = work(limits, {});
  const double late = milliseconds(Clock::now() - start - kTime);
  return how == "resource" ? number(late) : how;
}

std::string memory(const Work& work) {
  Limits limits = any_steps();
  limits.memory = 200 * kMegabyte;
  limits.time = std::chrono::seconds(20);
  return work(limits, {});
}

LongWork make(const std::string& name, const Work& work) {
  return {name, [work] {
            const std::string how = memory(work);  // first: the peak is the process's
            rusage usage{};
            getrusage(RUSAGE_SELF, &usage);
            return latency(work) + " | " + overrun(work) + " | " + how + " | " +
                   std::to_string(usage.ru_maxrss / 1024);
          }};
}

/// A query of a model that loads quickly.
LongWork query(const std::string& name, const std::string& model, const std::string& query) {
  return make(name, [model, query](const Limits& limits, const CancelToken& cancel) {
    const auto loaded = Model::parse(model, {});
    return loaded ? ending(loaded.value().query(query, limits, cancel)) : "does not load";
  });
}

LongWork loading(const std::string& name, const std::function<std::string()>& text,
                 const std::string& file = "m.scm") {
  const auto kept = std::make_shared<std::string>();
  return make(name, [kept, text, file](const Limits& limits, const CancelToken& cancel) {
    if (kept->empty()) *kept = text();
    Options options;
    options.limits = limits;
    options.cancel = cancel;
    return ending(Model::parse(*kept, options, file));
  });
}

std::string repeated(std::size_t n, const std::function<std::string(const std::string&)>& text) {
  std::string result;
  for (std::size_t i = 0; i < n; ++i) result += text(std::to_string(i));
  return result;
}

std::string chain(std::size_t n) {
  return "noise u ~ bernoulli(1/2)\nvar x0 = u\n" + repeated(n, [](const std::string& i) {
           return "var y" + i + " ~ bernoulli(if u then 1/3 else 1/4)\n";
         });
}

std::string network(std::size_t n) {
  return "network chain {\n}\n" + repeated(n, [](const std::string& i) {
           return "variable n" + i + " {\n  type discrete [ 3 ] { a, b, c };\n}\nprobability ( n" + i +
                  " ) {\n  table 0.2, 0.3, 0.5;\n}\n";
         });
}

/// An `n` by `n` grid, each cell depending on its neighbours before it.
std::string grid(int n, const std::string& law, const std::string& coupling = "") {
  const std::string size = std::to_string(n);
  return "noise e[i in 1.." + size + ", j in 1.." + size + "] ~ bernoulli(1/3)\nvar x[i in 1.." + size +
         ", j in 1.." + size + "] ~ " + law + coupling + "\n";
}

const char* const kIsing =
    "bernoulli(if i == 1 and j == 1 then 1/2 else if i == 1 then (if x[i, j - 1] then 2/3 else 1/7) else if "
    "j == 1 then (if x[i - 1, j] then 2/3 else 1/7) else (if x[i - 1, j] == x[i, j - 1] then 5/7 else 3/11))";

void add_queries(std::vector<LongWork>& works) {
  works.push_back(query("planning a 40 x 40 grid", grid(40, kIsing), "P(x[40, 40] | not x[20, 20])"));
  works.push_back(query("a 21 x 21 grid, long numbers", grid(21, kIsing), "P(x[21, 21] | not x[10, 10])"));
  works.push_back(query("marginals of a 17 x 17 grid", grid(17, kIsing), "marginals( | x[17, 17])"));
  works.push_back(query("map of a 19 x 19 grid", grid(19, kIsing),
                        "map(x[1, 1], x[7, 3], x[19, 1], x[19, 5] | x[19, 19])"));
  works.push_back(
      query("a table of 2^24 rows", "noise u[i in 1..24] ~ bernoulli(1/3)\n",
            "dist(u[1], u[2], u[3], u[4], u[5], u[6], u[7], u[8], u[9], u[10], u[11], u[12], "
            "u[13], u[14], u[15], u[16], u[17], u[18], u[19], u[20], u[21], u[22], u[23], u[24])"));
  const std::string hash =
      "noise u[i in 1..40] ~ uniform(0..9)\nvar h[i in 0..40] = if i == 0 then 7 else (h[i - 1] * h[i - 1] + "
      "u[i] * 31) % 1000003\n";
  works.push_back(query("a hash that no table holds", hash, "P(h[40] % 2 = 1)"));
  works.push_back(query("sums of weights",
                        "noise d[i in 1..60] ~ uniform(0..30)\nnoise c[i in 1..60] ~ "
                        "bernoulli(1/3)\n",
                        "Var(sum(d[i] * c[i] * i for i in 1..60) | sum(c[i] for i in 1..60) == 20)"));
  works.push_back(query("products of sums", "noise d[i in 1..30] ~ uniform(1..30)\n",
                        "P(product(d[i] for i in 1..30) % 1000003 = 5)"));
  works.push_back(query("arithmetic of long numbers", "noise u ~ bernoulli(1/2)\n",
                        "sum(choose(4000 + i, 2000) ^ 3 / choose(3000 + i, 1500) ^ 2 for i in 1..4000)"));
  works.push_back(query("a long recursion", "noise u ~ bernoulli(1/2)\n",
                        "sum(sum((i * j * k) % 7 for j in 1..3000, k in 1..3000) for i in 1..3000)"));
  works.push_back(query("sums of two laws of 400 rows",
                        "noise n ~ binomial(400, 1/3)\nnoise m ~ binomial(400, 1/7)\n", "dist(n * m + m)"));
  works.push_back(query("three worlds of an 8 x 8 grid", grid(8, kIsing, " coupling quantile"),
                        "P(e[8, 8], x[8, 8][x[1, 1] = true] and x[8, 7][x[2, 2] = false] and x[7, 8][x[3, 3] "
                        "= true] | x[8, 8], x[4, 4])"));
}

/// What is not a query of a model in memory.
void add_others(std::vector<LongWork>& works) {
  works.push_back(loading("loading 16 MB of a model", [] { return chain(330'000); }));
  works.push_back(loading("loading a match of 100,000 arms", [] {
    return "noise u ~ uniform(0..99999)\nvar x = match u { " +
           repeated(100'000, [](const std::string& i) { return i + " => " + i + "; "; }) + "_ => 0 }\n";
  }));
  works.push_back(loading(
      "loading a network of 16 MB", [] { return network(150'000); }, "m.bif"));
  works.push_back(loading("loading a family of 10^6", [] {
    return std::string("noise u[i in 1..1000, j in 1..1000] ~ bernoulli(1/2)\n");
  }));
  works.push_back(loading("constants of a model", [] {
    return std::string("const a = sum((i * j) % 7 for i in 1..100000, j in 1..100000)\nvar x = a\n");
  }));
  works.push_back(make("all questions of a file", [](const Limits& limits, const CancelToken& cancel) {
    Options options;
    options.limits = limits;
    static const std::string text =
        "noise u[i in 1..2000] ~ bernoulli(1/3)\n" + repeated(20'000, [](const std::string& i) {
          return "query P(u[" + std::to_string(std::stoi(i) % 2000 + 1) + "] | u[" +
                 std::to_string(std::stoi(i) % 1999 + 2) + "] == true)\n";
        });
    options.limits.time = {};
    static const Model model = Model::parse(text, options).value();
    std::string last = "answered";
    model.answer_all([&](std::size_t, const Result<Answer>& one) { last = ending(one); }, cancel);
    return last;
  }));
  works.push_back(make("sampling", [](const Limits& limits, const CancelToken& cancel) {
    Options options;
    options.limits = limits;
    const Model model = Model::parse(grid(60, kIsing), options).value();
    return ending(model.sample(1'000'000, 1, {}, cancel));
  }));
  for (const NetworkQuestion& one : network_questions()) {
    if (one.network != "link" && one.network != "munin1" && one.network != "diabetes") continue;
    works.push_back(
        make("marginals of " + one.network, [one](const Limits& limits, const CancelToken& cancel) {
          Options options;
          options.limits = limits;
          options.limits.time = {};
          static const Model model = Model::load(one.file.string(), options).value();
          Limits own = limits;
          if (own.memory == Limits().memory) own.memory *= 3;
          return ending(model.query(one.marginals(), own, cancel));
        }));
  }
}

}  // namespace

std::vector<LongWork> long_works() {
  std::vector<LongWork> works;
  add_queries(works);
  add_others(works);
  return works;
}

}  // namespace causeway::bench
