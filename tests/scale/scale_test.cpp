// SPDX-License-Identifier: MIT
// Large models whose answers have a closed form, computed here another way; and how wide their plans are. How
// long they take: build/release/tests/bench --benchmark_filter=scale.
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "causeway/causeway.hpp"
#include "common/canonical.hpp"
#include "inference/engine.hpp"

namespace {

using causeway::Answer;
using causeway::Explanation;
using causeway::Model;
using causeway::Rational;

using Distribution = std::vector<Rational>;  // by value, from 0

Rational ratio(int n, int d) {
  return Rational(n, d);
}
Rational power(const Rational& base, int exponent) {
  Rational result = 1;
  for (int i = 0; i < exponent; ++i) result *= base;
  return result;
}

/// The distribution of a sum.
Distribution convolve(const Distribution& a, const Distribution& b) {
  Distribution result(a.size() + b.size() - 1);
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) result[i + j] += a[i] * b[j];
  }
  return result;
}
Rational tail(const Distribution& a, std::size_t from) {
  Rational result;
  for (std::size_t i = from; i < a.size(); ++i) result += a[i];
  return result;
}

class Scale {
 public:
  explicit Scale(const std::string& name)
      : model_(Model::load(CAUSEWAY_SOURCE_DIR "/tests/scale/" + name + ".scm").value()) {}

  Answer answer(std::size_t question) const { return model_.answer(question).value(); }
  Rational number(std::size_t question) const { return answer(question).rational(); }
  /// No cluster of the plan has more variables, and no table more cells.
  void check_width(std::size_t question, std::size_t variables, std::uint64_t cells) const {
    const Explanation explanation = model_.explain(model_.questions()[question].text).value();
    for (const Explanation::Term& term : explanation.terms) {
      CHECK_MESSAGE(term.plan.starts_with("eliminate"), term.text);
      CHECK_MESSAGE(term.cluster.size() <= variables, term.text << ": " << term.cluster.size());
      CHECK_MESSAGE(term.largest_table <= cells, term.text << ": " << term.largest_table);
    }
  }

 private:
  Model model_;
};

TEST_CASE("a noisy-or of a hundred causes, written with any") {
  const Scale model("noisy_or_any");
  Rational others = 1;  // that no cause but the first works
  for (int i = 2; i <= 100; ++i) others *= Rational(1) - ratio(i, 2000);
  const Rational first = ratio(1, 1000);
  CHECK(model.number(0) == Rational(1) - (Rational(1) - first / Rational(2)) * others);
  CHECK(model.number(1) == ratio(1, 2) * others / (Rational(1) - ratio(1, 2) * others));
  model.check_width(0, 8, 64);
  model.check_width(1, 8, 64);
}

TEST_CASE("variances of sums of sixty weighted coins") {
  const Scale model("moments");
  const auto variance = [](int i) { return ratio(i, (i + 1) * (i + 1)); };
  Rational total;
  Rational mixed;
  Rational given;
  Rational plain;
  for (int i = 1; i <= 60; ++i) {
    total += power(4, i) * variance(i);
    mixed += (ratio(1, 3) * power(6, i) + ratio(2, 3) * power(2, i)) * variance(i);
    if (i != 3) given += power(6, i) * variance(i);
    plain += variance(i);
  }
  CHECK(model.number(0) == total);
  CHECK(model.number(1) == mixed);
  CHECK(model.number(2) == given);
  CHECK(model.number(3) == plain);
  model.check_width(0, 10, 400000);
  model.check_width(3, 6, 224);
}

TEST_CASE("marginals of a chain cost little more than one of them") {
  std::string text =
      "enum S { a, b, c }\nfn next(s) = match s { a => [1/2, 1/4, 1/4]; b => [1/8, 5/8, 1/4]; "
      "c => [1/10, 1/5, 7/10] }\nvar x0 : S ~ [1/2, 1/4, 1/4]\n";
  for (int i = 1; i <= 200; ++i)
    text += "var x" + std::to_string(i) + " : S ~ next(x" + std::to_string(i - 1) + ")\n";
  const Model model = Model::parse(text).value();
  causeway::Limits limits;
  limits.steps = 500'000;
  CHECK(model.query("marginals( | x200 = a)", limits).has_value());
  causeway::inference::chosen_engine().passes.together = false;
  const bool apart = model.query("marginals( | x200 = a)", limits).has_value();
  causeway::inference::chosen_engine() = {};
  CHECK_FALSE(apart);
}

TEST_CASE("a noisy-or of a hundred causes, written as a law") {
  const Scale model("noisy_or_law");
  Rational others = 1;
  for (int i = 2; i <= 100; ++i) others *= Rational(1) - ratio(i, 1000) + ratio(i, 1000) * ratio(i, i + 1);
  const Rational first = ratio(1, 1000);
  CHECK(model.number(0) == Rational(1) - (Rational(1) - first + first * ratio(1, 2)) * others);
  CHECK(model.number(1) == ratio(1, 2) * others / (Rational(1) - ratio(1, 2) * others));
  model.check_width(0, 12, 1024);
  model.check_width(1, 12, 1024);
}

TEST_CASE("the mechanisms of the standard library, of a hundred parents") {
  const Scale model("mechanisms");
  constexpr int kParents = 100;
  Rational no_cause = 1;      // none that is there acts
  Rational no_other = 1;      // none but the fifth
  Rational none_missing = 1;  // what is missing does not matter
  Rational odd = 1;           // by how much an even number is likelier
  Rational at_most_1 = 1;     // of all effects
  Rational at_most_2 = 1;
  Rational linear = ratio(1, 4);
  Distribution count{1};
  Distribution weighted{1};
  for (int i = 1; i <= kParents; ++i) {
    const Rational there = ratio(i, kParents + 1);
    const Rational acts = ratio(1, i + 1);
    no_cause *= Rational(1) - there * acts;
    if (i != 5) no_other *= Rational(1) - there * acts;
    none_missing *= Rational(1) - (Rational(1) - there) * acts;
    odd *= Rational(1) - Rational(2) * there;
    at_most_1 *= Rational(1) - there / Rational(2);
    at_most_2 *= Rational(1) - there / Rational(4);
    linear += there / Rational(2 * kParents);
    count = convolve(count, {Rational(1) - there, there});
    Distribution weight(static_cast<std::size_t>(i % 7) + 1);
    weight.front() += Rational(1) - there;
    weight.back() += there;
    weighted = convolve(weighted, weight);
  }
  const Rational leak = ratio(99, 100);
  CHECK(model.number(0) == Rational(1) - leak * no_cause);
  CHECK(model.number(1) == leak * none_missing);
  CHECK(model.number(2) == Rational(1) - no_cause);
  CHECK(model.number(3) == none_missing);
  CHECK(model.number(4) == at_most_2 - at_most_1);
  CHECK(model.number(5) == tail(count, 60));
  CHECK(model.number(6) == count[50]);
  CHECK(model.number(7) == tail(count, 51));
  CHECK(model.number(8) == (Rational(1) - odd) / Rational(2));
  CHECK(model.number(9) == tail(weighted, 150));
  CHECK(model.number(10) == linear);
  CHECK(model.number(11) == ratio(1, 6) * no_other / (Rational(1) - ratio(5, 6) * no_other));
}

TEST_CASE("a hundred and one voters: would it have been lost without voter k?") {
  const Scale model("votes");
  const auto votes = [](int left_out) {
    Distribution sum{1};
    for (int i = 1; i <= 101; ++i) {
      const Rational p = ratio(1, 3) + ratio(i, 1000);
      if (i != left_out) sum = convolve(sum, {Rational(1) - p, p});
    }
    return sum;
  };
  CHECK(model.number(0) == tail(votes(0), 51));
  const Answer decisive = model.answer(1);
  for (const auto& row : decisive.table().rows) {
    const Distribution others = votes(static_cast<int>(*row.values[0].number().to_int64()));
    CHECK(row.rational() == others[50] / tail(others, 50));
  }
  for (const char* k : {"1", "51", "101"}) {
    const Explanation explanation = Model::load(CAUSEWAY_SOURCE_DIR "/tests/scale/votes.scm")
                                        .value()
                                        .explain("decisive[" + std::string(k) + "]")
                                        .value();
    CHECK(explanation.terms[0].largest_table <= 102 * 8);  // one chain, shared by both worlds
  }
}

TEST_CASE("a weighted sum of forty coins") {
  const Scale model("weighted_sum");
  const auto sum_of = [](int coins) {
    Distribution sum{1};
    for (int i = 1; i <= coins; ++i) {
      Distribution one(static_cast<std::size_t>(i) + 1);
      one[0] = one.back() = ratio(1, 2);
      sum = convolve(sum, one);
    }
    return sum;
  };
  const Rational large = tail(sum_of(40), 501);
  CHECK(model.number(0) == large);
  CHECK(model.number(1) == tail(sum_of(39), 461) * ratio(1, 2) / large);
  Rational variance;
  for (int i = 1; i <= 40; ++i) variance += Rational(i * i, 4);
  CHECK(model.number(2) == variance);
  model.check_width(0, 4, 2000);
}

TEST_CASE("a noisy-max of thirty") {
  const Scale model("noisy_max");
  const auto at_most = [](int m, bool first) {
    Rational p = 1;
    for (int i = first ? 2 : 1; i <= 30; ++i)
      p *= Rational(1) - ratio(i, 40) + ratio(i, 40) * ratio(m + 1, 5);
    return first ? p * ratio(1, 40) * ratio(m + 1, 5) : p;
  };
  const Answer dist = model.answer(0);
  for (int m = 0; m <= 4; ++m) {
    const Rational below = m == 0 ? Rational(0) : at_most(m - 1, false);
    CHECK(dist.table().rows[static_cast<std::size_t>(m)].rational() == at_most(m, false) - below);
  }
  CHECK(model.number(1) == (at_most(3, true) - at_most(2, true)) / (at_most(3, false) - at_most(2, false)));
  model.check_width(0, 5, 64);
}

TEST_CASE("three of five, as nested conditionals") {
  const Scale model("nested_vote");
  const auto carried = [](int k, int voters, std::size_t needed) {
    const Rational p = ratio(1, 2) + ratio(k, 100);
    Distribution sum{1};
    for (int i = 0; i < voters; ++i) sum = convolve(sum, {Rational(1) - p, p});
    return tail(sum, needed);
  };
  Rational others = 1;
  for (int k = 2; k <= 20; ++k) others *= carried(k, 5, 3);
  CHECK(model.number(0) == carried(1, 5, 3) * others);
  // g[1] holds with the first voter's vote or without it; without it three of the other four are needed.
  CHECK(model.number(1) == carried(1, 4, 3) * others / carried(1, 5, 3));
  model.check_width(0, 8, 64);
  model.check_width(1, 8, 64);
}

TEST_CASE("a fold over two hundred steps") {
  const Scale model("fold");
  const auto walk = [](std::size_t from, int steps) {
    Distribution at(51);
    at[from] = 1;
    for (int t = 0; t < steps; ++t) {
      Distribution next(51);
      for (int s = 0; s <= 50; ++s) {
        for (const int d : {-1, 0, 2})
          next[static_cast<std::size_t>(std::clamp(s + d, 0, 50))] +=
              at[static_cast<std::size_t>(s)] / Rational(3);
      }
      at = next;
    }
    return at;
  };
  const Distribution end = walk(10, 200);
  CHECK(model.number(0) == end[50]);
  Rational mean;
  for (int s = 0; s <= 50; ++s) mean += Rational(s) * end[static_cast<std::size_t>(s)];
  CHECK(model.number(1) == mean);
  CHECK(model.number(2) == walk(0, 100)[50]);
  model.check_width(0, 3, 200);
}

TEST_CASE("four hundred rare observations") {
  const Scale model("observations");
  Rational all;
  Rational weighted;
  for (int theta = 1; theta <= 9; ++theta) {
    all += power(theta, 400);
    weighted += power(theta, 401);
  }
  CHECK(model.number(0) == power(9, 400) / all);
  CHECK(model.number(1) == weighted / all);
  CHECK(model.number(2) == power(9, 400) / all);
  model.check_width(0, 3, 20);
}

TEST_CASE("a chain of two hundred with a counterfactual in its middle") {
  const Scale model("chain");
  const Rational even = (Rational(1) + power(ratio(4, 5), 100)) / Rational(2);
  const Rational odd = Rational(1) - even;
  CHECK(model.number(0) == even * even / (even * even + odd * odd));
  model.check_width(0, 8, 128);
}

TEST_CASE("a chain in six worlds at once") {
  const Scale model("six_worlds");
  const auto sum_is = [](int steps, std::size_t residue) {
    Distribution at{1, 0, 0};
    for (int t = 0; t < steps; ++t) {
      Distribution next(3);
      for (std::size_t r = 0; r < 3; ++r) {
        for (std::size_t d = 0; d <= 3; ++d) next[(r + d) % 3] += at[r] / Rational(4);
      }
      at = next;
    }
    return at[residue];
  };
  CHECK(model.number(0) ==
        sum_is(10, 0) * sum_is(40, 2) * sum_is(50, 0) * sum_is(50, 1) * sum_is(40, 0) * sum_is(10, 0));
  model.check_width(0, 9, 12'000);  // 3^6 states of six worlds, and two steps
}

/// The most probable path of a hidden chain, by dynamic programming over Rationals; of equals the first.
std::vector<bool> viterbi(std::size_t length, const std::vector<std::pair<std::size_t, bool>>& seen) {
  const auto emission = [&](std::size_t t, bool state) {
    for (const auto& [at, value] : seen) {
      if (at == t) return value == state ? ratio(4, 5) : ratio(1, 5);
    }
    return Rational(1);
  };
  // best[t][s]: the greatest probability of what comes after t, given state s at t.
  std::vector<std::array<Rational, 2>> best(length + 1);
  best[length] = {1, 1};
  const auto step = [&](std::size_t t, bool from, bool to) {
    return (from == to ? ratio(9, 10) : ratio(1, 10)) * emission(t, to) * best[t][to ? 1 : 0];
  };
  for (std::size_t t = length; t > 1; --t) {
    for (const bool from : {false, true})
      best[t - 1][from ? 1 : 0] = std::max(step(t, from, false), step(t, from, true));
  }
  std::vector<bool> path{emission(1, true) * best[1][1] > emission(1, false) * best[1][0]};
  for (std::size_t t = 2; t <= length; ++t)
    path.push_back(step(t, path.back(), true) > step(t, path.back(), false));
  return path;
}

TEST_CASE("the most probable path of a hidden chain of sixty") {
  const Model model = Model::parse(R"(
const T = 60
noise flip[t in 1..T] ~ bernoulli(if t == 1 then 1/2 else 1/10)
noise err[t in 1..T] ~ bernoulli(1/5)
var state[t in 1..T] = if t == 1 then flip[1] else state[t-1] xor flip[t]
var seen[t in 1..T] = state[t] xor err[t]
)")
                          .value();
  const std::vector<std::vector<std::pair<std::size_t, bool>>> all = {
      {{10, true}, {20, true}, {21, true}, {30, false}, {31, false}, {32, false}, {60, true}},
      {{5, true}, {9, false}},
      {{60, true}},
      {{1, true},
       {2, false},
       {3, true},
       {4, false},
       {5, true},
       {40, false},
       {41, true},
       {42, true},
       {43, true}}};
  for (const auto& seen : all) {
    std::string conditions;
    for (const auto& [t, value] : seen)
      conditions += std::string(conditions.empty() ? "" : ", ") + "seen[" + std::to_string(t) +
                    "] = " + (value ? "true" : "false");
    const Answer::Map map = model.query("map(state | " + conditions + ")").value().map();
    const std::vector<bool> path = viterbi(60, seen);
    REQUIRE(map.values.size() == 60);
    for (std::size_t t = 0; t < 60; ++t) CHECK(map.values[t].boolean() == path[t]);
  }
}

TEST_CASE("an undefined operation among 2^100 units") {
  const Model model = Model::parse(R"(
noise u[i in 1..100] ~ bernoulli(1/2)
var n = count(u[i] for i in 1..100)
var share = 1 / (n - 97)
)")
                          .value();
  const auto answer = model.query("E(share | u[1], n > 96)");
  REQUIRE(!answer);
  CHECK(answer.error().front().code == causeway::Code::UndefinedOperation);
  CHECK(model.query("P(share > 0 | n > 97)").value().rational() == Rational(1));
  CHECK(model.query("P(u[1], share > 0)").error().front().code == causeway::Code::UndefinedOperation);
  CHECK(model.query("P(u[1] | n > 98, share > 0)").value().rational() == ratio(100, 101));
}

// ---- the same structures, small enough for every engine ----

/// Each engine's answers, as texts.
std::vector<std::string> answers(const std::string& text, const causeway::inference::EngineChoice& choice) {
  causeway::inference::chosen_engine() = choice;
  const Model model = Model::parse(text).value();
  std::vector<std::string> result;
  for (std::size_t i = 0; i < model.questions().size(); ++i) {
    const auto answer = model.answer(i);
    result.push_back(answer ? causeway::tests::canonical(answer.value())
                            : std::string(to_string(answer.error().front().code)));
  }
  causeway::inference::chosen_engine() = {};
  return result;
}

void all_agree(const std::string& text) {
  causeway::inference::EngineChoice small;
  small.passes.tables = false;
  causeway::inference::EngineChoice shuffled = small;
  shuffled.passes.shuffle = 7;
  const std::vector<std::string> expected = answers(text, {true, {}});
  CHECK(answers(text, {}) == expected);
  CHECK(answers(text, small) == expected);
  CHECK(answers(text, shuffled) == expected);
}

TEST_CASE("laws that are sums of products, in several worlds") {
  all_agree(R"(
noise c[i in 1..5] ~ bernoulli(i/7)
var y ~ bernoulli(1 - product(if c[i] then i/(i+1) else 1 for i in 1..5)) coupling quantile
query P(y)
query P(c[1] | y)
query P(y | c[2], not c[3])
query P(not y[c[1] = false] | c[1], y)
query P(not y[c[1] = false], y[c[2] = false], y[c[1] = true] | y)
query P(y[c[1] = false] = y[c[5] = false])
query P(y[c[1] = false, c[2] = false], not y[c[2] = true] | c[3])
)");
  all_agree(R"(
noise c[i in 1..4] ~ bernoulli(i/7)
var y ~ bernoulli((1 + product(if c[i] then 1/i else 1/2 for i in 1..4)) / 2)
var z ~ bernoulli(if c[1] then 1 - product(if c[i] then 1/3 else 1 for i in 2..4) else 1/9)
var w ~ bernoulli(product(if c[i] then 1/3 else 1 for i in 1..4) * 1/2 + product(if c[i] then 1 else 1/5 for i in 1..4) / 2)
query P(y | z)
query P(z, w)
query P(c[1], c[4] | w, not z)
query E(product(if c[i] then i else 1/2 for i in 1..4) - product(1 - (if c[i] then 1/i else 0) for i in 1..4))
query E(product(if c[i] then i else 1/2 for i in 1..4) | w)
)");
  all_agree(R"(
noise c[i in 1..3] ~ bernoulli(i/7)
var y ~ bernoulli(2 * product(if c[i] then i/2 else 1/3 for i in 1..3))
query P(y)
query P(y | c[1], not c[2])
)");
}

TEST_CASE("operands in common, in several worlds") {
  all_agree(R"(
noise v[i in 1..6] ~ bernoulli(i/8)
var n = count(v[i] for i in 1..6)
var some = any(v[i] and (i != 3 or v[1]) for i in 1..6)
var most = max(if v[i] then i else 0 for i in 1..6)
query P(n < 3, n[v[1] = false] >= 2)
query P(n[v[1] = true] - n[v[2] = false] = 1 | n[v[6] = true] > 2, n >= 2)
query P(some[v[1] = false], not some[v[2] = false, v[6] = false])
query P(most[v[6] = false] = 4 | most[v[5] = false] = 6)
query dist(n[v[1] = false], n[v[2] = true], n)
)");
}

TEST_CASE("random indices, argmax, and choices between many laws") {
  all_agree(R"(
noise u[i in 0..4] ~ uniform(0..2)
noise k ~ uniform(0..4)
var a = u[k]
var best = argmax(u[i] for i in 0..4)
var odd = argmin(u[i] for i in 0..4 if u[i] > 0)
var law ~ if k == 0 then bernoulli(1/2) else if k == 1 then bernoulli(1/3) else if k == 2 then bernoulli(1/4) else bernoulli(u[k] / 3)
query dist(a)
query P(a = 2 | best = k)
query P(best = 1 | u[0] = 0, u[1] >= 1)
query P(odd = 2 | u[0] > 0)
query P(odd = 2)
query P(law | a = 1)
query P(a[k = 1] > a | best = 3)
)");
}

TEST_CASE("extrema with conditions") {
  const Model model = Model::parse("noise x[t in 1..60] : 0..3 ~ uniform(0..3)").value();
  const Rational some_one = Rational(1) - power(ratio(3, 4), 60);
  const Rational some = Rational(1) - power(ratio(1, 4), 60);
  CHECK(
      model.query("P(min(x[t] for t in 1..60 if x[t] > 0) = 1 | any(v > 0 for v in x))").value().rational() ==
      some_one / some);
  CHECK(model.query("P(max(x[t] for t in 1..60 if x[t] < 3) = 1)").error().front().code ==
        causeway::Code::UndefinedOperation);
  all_agree(R"(
noise x[t in 1..5] : 0..3 ~ uniform(0..3)
var low = min(x[t] for t in 1..5 if x[t] > 0)
query P(low = 1 | x[1] > 0)
query P(low = 1)
query P(low = 2 | any(v > 0 for v in x))
query P(max(6 / x[t] for t in 1..4 if x[t + 1] > 1) > 2 | x[2] = 2, all(x[t] > 0 for t in 1..5))
query P(max(6 / x[t] for t in 1..4 if x[t + 1] > 1) > 2 | x[2] = 2)
)");
}

TEST_CASE("what a review of the plans found") {
  // Responses of which one is no plain `bernoulli`, or may be undefined.
  all_agree(R"(
noise c[i in 1..4] ~ bernoulli(1/2)
noise z ~ uniform(0..1)
var s : 0..1 ~ uniform(0..1)
var k : 0..1 = 1
var y ~ match s {
  0 => bernoulli(1/2 * product(if c[i] then 1/2 else 1 for i in 1..2) + 1/2 * product(if c[i] then 1/2 else 1 for i in 3..4))
  1 => bernoulli(1/3)
} coupling quantile
var x ~ bernoulli(product(if c[i] then 1 else 1/2 for i in 1..4) * (if k == 0 then 1/z else 1)) coupling quantile
query P(y[s = 0], y | s = 1)
query P(y, not y[s = 0] | s = 1)
query P(x[k = 0], x)
query P(x[k = 0], x | z = 1)
)");
  // Values that no unit has, and a number beyond the limits that none needs.
  all_agree(R"(
noise u[i in 0..9] ~ bernoulli(1/2)
noise x ~ uniform(0..9)
noise k ~ uniform(0..9)
var n = sum(if u[i] then 2^i else 0 for i in 0..9)
var e = if x > 1 then 1 else 300000 + k
query P(6 / (n + 1) > 4)
query E(6 / (n + 1) | u[3])
query P(x ^ e > 3)
)");
  // A product of products, and a law behind a choice.
  all_agree(R"(
noise c[i in 1..5] ~ bernoulli(1/2)
fn h(x) = x * (1/2) + x * (1/2)
var p0 = product(if c[i] then 1 else 1/3 for i in 1..5)
var p[k in 0..9] = if k == 0 then p0 else p[k-1] * p[k-1]
var y ~ bernoulli(h(h(h(h(h(h(h(h(h(p0))))))))))
var w ~ if c[1] then bernoulli(1 - product(if c[i] then 1/2 else 1 for i in 2..5)) else bernoulli(1/3)
query E(p[5])
query P(y)
query P(w | c[3])
)");
  // A query of many tasks: the memory of one is free for the next.
  const Model many = Model::parse(R"(
noise a[i in 1..60] ~ uniform(0..19)
noise b[i in 1..60] ~ uniform(0..19)
var x[i in 1..60] : 0..19 ~ {(a[i] + b[i]) % 20 : 1/2, (a[i] * b[i]) % 20 : 1/2}
)")
                         .value();
  causeway::Limits limits;
  limits.memory = std::size_t{24} << 20U;
  CHECK(many.query("E(sum(x[i] for i in 1..60))", limits).has_value());
}

}  // namespace
