// SPDX-License-Identifier: MIT
// How far a call is, seen from another thread.
#include <doctest/doctest.h>

#include <atomic>
#include <functional>
#include <string>
#include <thread>

#include "causeway/causeway.hpp"

using causeway::CancelToken;
using causeway::Model;
using causeway::Progress;

namespace {

struct Seen {
  bool grew = true;      // never less than before
  bool between = false;  // neither 0 nor 1
  double last = 0;       // after the call
};

/// What another thread sees while the call runs.
Seen watch(const std::function<bool(const CancelToken&)>& call) {
  const CancelToken token;
  std::atomic<bool> done = false;
  Seen seen;
  std::thread other([&] {
    const Progress progress(token);
    double before = 0;
    while (!done) {
      const double now = progress.fraction();
      seen.grew = seen.grew && now >= before;
      seen.between = seen.between || (now > 0 && now < 1);
      before = now;
      std::this_thread::yield();
    }
  });
  const bool answered = call(token);
  seen.last = Progress(token).fraction();
  done = true;
  other.join();
  CHECK(answered);
  return seen;
}

void check_query(const std::string& model, const std::string& query) {
  CAPTURE(query);
  const Model loaded = Model::parse(model).value();
  const Seen seen = watch([&](const CancelToken& token) { return loaded.query(query, token).has_value(); });
  CHECK(seen.grew);
  CHECK(seen.between);
  CHECK(seen.last == 1);
}

/// A square grid, each cell depending on its neighbours before it.
std::string grid(int size, const std::string& high, const std::string& low) {
  const std::string n = std::to_string(size);
  return "var x[i in 1.." + n + ", j in 1.." + n +
         "] ~ bernoulli(if i == 1 and j == 1 then 1/2 else if i == 1 then (if x[i, j - 1] then " + high +
         " else " + low + ") else if j == 1 then (if x[i - 1, j] then " + high + " else " + low +
         ") else (if x[i - 1, j] == x[i, j - 1] then " + high + " else " + low + "))\n";
}

}  // namespace

TEST_CASE("a call shows how far it is") {
  SUBCASE("sums of short numbers") {
    check_query("noise u[i in 1..18] ~ bernoulli(1/2)\nvar y = 1\n",
                "P(sum(u[i] * 2 ^ i for i in 1..18) % 1009 == 5 or y = 2)");
  }
  SUBCASE("sums of long numbers") {
    check_query(grid(12, "5/7", "3/11"), "P(x[12, 12] | not x[6, 6])");
  }
  SUBCASE("all marginals") {
    check_query(grid(10, "5/7", "3/11"), "marginals( | x[10, 10])");
  }
  SUBCASE("the rows of an indexed query") {
    const Model model =
        Model::parse(grid(8, "5/7", "3/11") + "query p[i in 1..8, j in 1..8] = P(x[i, j])\n").value();
    const Seen seen = watch([&](const CancelToken& token) { return model.query("p", token).has_value(); });
    CHECK((seen.grew && seen.between && seen.last == 1));
  }
  SUBCASE("units") {
    const Model model = Model::parse(grid(8, "5/7", "3/11")).value();
    const Seen seen =
        watch([&](const CancelToken& token) { return model.sample(300, 1, {}, token).has_value(); });
    CHECK((seen.grew && seen.between && seen.last == 1));
  }
  SUBCASE("units under facts") {
    const Model model = Model::parse(grid(8, "5/7", "3/11")).value();
    const Seen seen = watch([&](const CancelToken& token) {
      return model.given("x[8, 8], x[1, 1]").sample(100, 1, {}, token).has_value();
    });
    CHECK((seen.grew && seen.between && seen.last == 1));
  }
  SUBCASE("loading") {
    std::string text = "noise u ~ bernoulli(1/2)\n";
    for (int i = 0; i < 4000; ++i) text += "var x" + std::to_string(i) + " = u\n";
    const Seen seen = watch([&](const CancelToken& token) {
      causeway::Options options;
      options.cancel = token;
      return Model::parse(text, options).has_value();
    });
    CHECK((seen.grew && seen.between && seen.last == 1));
  }
}

TEST_CASE("a call that fails, and the next one with its token") {
  const Model model = Model::parse("noise u[i in 1..10] ~ bernoulli(1/2)\n").value();
  const CancelToken token;
  CHECK(Progress(token).fraction() == 0);
  CHECK(model.query("P(u[1])", token).has_value());
  CHECK(Progress(token).fraction() == 1);
  const auto prepared = model.prepare("P(u[1] | u[2] = $v)").value().bind("v", true);
  for (int i = 0; i < 2; ++i) {
    CHECK(prepared.evaluate(token).has_value());
    CHECK(Progress(token).fraction() == 1);
  }
  CHECK_FALSE(model.query("P(u[11])", token).has_value());
  CHECK(Progress(token).fraction() < 1);
  token.cancel();
  CHECK_FALSE(model.query("P(u[1] | sum(u[i] for i in 1..10) == 4)", token).has_value());
  CHECK(Progress(token).fraction() < 1);
}
