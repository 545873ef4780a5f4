// SPDX-License-Identifier: MIT
// All questions of a file in one go: each answer is the one that the question has alone.
#include <doctest/doctest.h>

#include <thread>

#include "causeway/causeway.hpp"
#include "common/canonical.hpp"

namespace {

using causeway::Answer;
using causeway::Code;
using causeway::Model;
using causeway::Options;
using causeway::Result;
using causeway::tests::canonical;

std::string text(const Result<Answer>& answer) {
  return answer ? canonical(answer.value())
                : "error " + std::string(to_string(answer.error().front().code)) + ": " +
                      answer.error().front().message;
}

/// The number of questions.
std::size_t check(const std::string& source, const Options& options = {}) {
  const Model model = Model::parse(source, options).value();
  std::size_t next = 0;
  model.answer_all([&](std::size_t question, const Result<Answer>& answer) {
    CHECK(question == next++);
    CHECK_MESSAGE(text(answer) == text(model.answer(question)), model.questions()[question].text);
  });
  CHECK(next == model.questions().size());
  return next;
}

const std::string kChain = R"(
enum S { a, b, c }
noise u : 0..2 ~ uniform(0..2)
var x0 : S ~ [1/2, 1/4, 1/4]
var x1 : S ~ match x0 { a => [1/2, 1/4, 1/4]; b => [1/8, 5/8, 1/4]; c => [1/10, 1/5, 7/10] }
var x2 : S ~ match x1 { a => [1/2, 1/4, 1/4]; b => [1/8, 5/8, 1/4]; c => [1/10, 1/5, 7/10] }
var y = 6 / u
var n = u + 1
)";

TEST_CASE("what has evidence in common, and what has not") {
  CHECK(check(kChain + R"(
query dist(x0 | x2 = c)
query P(x1 = a | x2 = c)
query P(x1 = a, x0 = b | x2 = c)
query E(n | x2 = c)
query E(u | x2 = c)
query dist(x0, x1 | x2 = c)
query map(x0, x1 | x2 = c)
query marginals( | x2 = b, u = 1)
query dist(x0)
query dist(x0 | do(x1 = a), x2 = c)
query dist(x2 | do(x1 = a))
query dist(x1 | do(x1 ~ [1/3, 1/3, 1/3]), x2 = c)
query p[v in S] = P(x0 = v | x2 = c)
query Var(n | x2 = c)
query if P(x2 = a) > 1/2 then P(x0 = a | x2 = a) else P(x0 = b | x2 = b)
)") == 15);
}

TEST_CASE("a question with an error leaves the others alone") {
  check(kChain + R"(
query dist(y | x2 = c)
query dist(n | x2 = c)
query dist(x0 | x2 = c)
query P(y > 2 | x2 = c)
query P(y > 2 | x2 = c, u > 0)
query dist(n | x2 = c, u > 0)
query dist(x0 | u = 1, n = 1)
query dist(x1 | u = 1, n = 1)
query P(2^(2^(2^(n + 3))) > 1 | x2 = c)
)");
  Options few;
  few.limits.steps = 100'000;
  few.limits.memory = std::size_t{8} << 20U;
  check(
      "noise c[i in 1..40] ~ bernoulli(1/2)\nvar s = sum(2^i * c[i] for i in 1..40)\n"
      "query P(c[1] | c[2])\nquery dist(s | c[2])\nquery P(c[3] | c[2])\n"
      "query P(sum(v for v in c) > 20 | c[2])\nquery P(c[4] | c[2])\n",
      few);
}

TEST_CASE("cancelled, and left by an exception") {
  const Model model = Model::parse(kChain + "query dist(x0)\nquery dist(x1)\nquery dist(x2)\n").value();
  causeway::CancelToken cancel;
  std::vector<std::string> answers;
  model.answer_all(
      [&](std::size_t, const Result<Answer>& answer) {
        answers.push_back(answer ? "answer" : std::string(to_string(answer.error().front().code)));
        cancel.cancel();
      },
      cancel);
  CHECK(answers.size() == 3);
  CHECK(answers.front() == "answer");
  CHECK(answers.back() == "cancelled");
  CHECK_THROWS_AS(model.answer_all([](std::size_t, const Result<Answer>&) { throw 1; }), int);
}

}  // namespace
