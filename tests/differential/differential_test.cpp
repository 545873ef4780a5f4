// SPDX-License-Identifier: MIT
// Random models: the oracle, the library with every engine, and the library after printing and reading again
// must agree on every answer and every error. 2,000 fresh models a run; RC_PARAMS (rapidcheck) chooses
// another number, or the seed of a failure: `RC_PARAMS="max_success=20000" build/release/tests/differential`.
#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <iostream>

#include "compare.hpp"
#include "differential/models.hpp"

namespace {

using causeway::differential::Coverage;
using causeway::differential::Tally;

using causeway::differential::kModels;

/// A tape: long enough for the largest model. Shorter ones, from shrinking, end in the simplest choices.
rc::Gen<std::vector<std::uint32_t>> tape(std::size_t length) {
  return rc::gen::withSize([length](int size) {
    return rc::gen::resize(rc::kNominalSize, rc::gen::container<std::vector<std::uint32_t>>(
                                                 length * (60 + static_cast<std::size_t>(size)) / 160,
                                                 rc::gen::inRange<std::uint32_t>(0, 1U << 24)));
  });
}

/// The forms that every run must have seen; rarer ones are only counted.
const char* const kForms[] = {
    "law: equal computed keys",
    "law: keys perhaps outside the domain",

    "match: of fractions",
    "query: consistency",
    "array: one index random",
    "array: two indices",
    "E of a difference",
    "abs",
    "all",
    "any",
    "argmax",
    "argmin",
    "array: constant index",
    "array: random index",
    "binder over a family",
    "binder over a range",
    "binder over a type",
    "binder over bool",
    "binder over domain(x)",
    "binder over numbers",
    "bool as a number",
    "ceil",
    "choose",
    "clamp",
    "comparison of bools",
    "comparison of labels: !=",
    "comparison of labels: <",
    "comparison of labels: =",
    "comparison of labels: ==",
    "comparison of labels: >=",
    "comparison: !=",
    "comparison: <",
    "comparison: <=",
    "comparison: =",
    "comparison: ==",
    "comparison: >",
    "comparison: >=",
    "comprehension: condition",
    "comprehension: perhaps over nothing",
    "condition: guards another",
    "const",
    "const: array",
    "const: indexed",
    "constant or parameter read",
    "count",
    "coupling: independent",
    "coupling: none",
    "coupling: quantile",
    "declared after its use",
    "default coupling",
    "dist: two columns",
    "do",
    "domain(x)",
    "domain: inferred",
    "domain: numbers",
    "domain: range",
    "domain: step",
    "edge intervention",
    "edge intervention: of the value itself",
    "edge intervention: stochastic",
    "else if",
    "enum",
    "estimand",
    "fact",
    "family",
    "family as a list",
    "family: clauses",
    "family: condition",
    "family: earlier member behind a guard",
    "family: indexed by labels",
    "family: two indices",
    "floor",
    "fn",
    "fn: default argument",
    "fn: named argument",
    "if",
    "in: labels",
    "in: numbers",
    "in: range",
    "in: type",
    "index: random label",
    "index: random number",
    "intervention: comprehension",
    "intervention: constant",
    "intervention: for each variable of a set",
    "intervention: natural value",
    "intervention: noise",
    "intervention: policy",
    "intervention: slice",
    "intervention: stochastic",
    "label: qualified",
    "latent",
    "law: bernoulli",
    "law: binomial",
    "law: family",
    "law: hypergeometric",
    "law: if",
    "law: keyed",
    "law: keyed comprehension",
    "law: let",
    "law: match",
    "law: normalize",
    "law: random keys",
    "law: row",
    "law: row by a comprehension",
    "law: row of a bool",
    "law: row of expressions",
    "law: row with the rest",
    "law: uniform",
    "law: uniform comprehension",
    "let",
    "map: two columns",
    "match",
    "match: perhaps without an arm",
    "match: several values",
    "max",
    "max of labels",
    "min",
    "min of labels",
    "noise: family",
    "noise: of other noise",
    "number: decimal",
    "number: fraction",
    "operator: %",
    "operator: *",
    "operator: +",
    "operator: -",
    "operator: / by a constant",
    "operator: / guarded",
    "operator: / perhaps by 0",
    "operator: ^",
    "operator: and",
    "operator: div",
    "operator: implies",
    "operator: not",
    "operator: or",
    "operator: unary -",
    "operator: xor",
    "ord",
    "param",
    "pattern: alternatives",
    "pattern: negative or fraction",
    "pattern: range",
    "probability: computed",
    "probability: if",
    "probability: perhaps outside [0, 1]",
    "product",
    "query: +",
    "query: Cov",
    "query: E",
    "query: P",
    "query: Var",
    "query: compare",
    "query: dist",
    "query: if",
    "query: indexed",
    "query: map",
    "query: named",
    "query: sum",
    "sign",
    "slice",
    "sum",
    "two binders",
    "type",
    "value perhaps outside its domain",
    "world: bracket",
    "world: nested",
    "world: own value `x[]`",
};

TEST_CASE("random models have one meaning") {
  Coverage coverage;
  Tally tally;
  bool failed = false;
  const bool equal = rc::check([&] {
    const std::vector<std::uint32_t> model = *tape(600);
    const std::vector<std::uint32_t> questions = *tape(600);
    const std::string report = compare(causeway::differential::generate(model, questions, coverage), tally);
    if (report.empty()) return;
    if (!failed) std::cerr << "before shrinking, which may take minutes:\n" << report << std::endl;
    failed = true;
    RC_FAIL(report);
  });
  REQUIRE(equal);

  std::cout << "how often each form occurred in " << tally.models << " models:\n";
  for (const auto& [form, count] : coverage.counts()) std::cout << "  " << count << "  " << form << '\n';
  std::size_t errors = 0;
  std::cout << tally.telling << " answers neither 0 nor 1, " << tally.plain << " others; errors:";
  for (const auto& [code, count] : tally.errors) {
    std::cout << ' ' << code << ' ' << count;
    errors += count;
  }
  std::cout << "\n"
            << tally.declaration_errors << " models with errors in their declarations, " << tally.too_large
            << " questions too large for the oracle or the library\n"
            << tally.permuted << " questions with permuted conditions; in " << tally.permuted_errors
            << " one order reaches an undefined operation and another does not\n";
  if (tally.models < kModels) return;  // asked for less
  for (const char* form : kForms) CHECK_MESSAGE(coverage.counts().contains(form), form);
  CHECK(tally.telling * 2 >= tally.telling + tally.plain + errors);
  CHECK(tally.declaration_errors * 10 < tally.models);
  CHECK(tally.too_large * 100 < tally.models);
  CHECK(tally.permuted_errors > 0);
  for (const char* code :
       {"undefined-condition", "undefined-operation", "undetermined", "cycle", "intervention"})
    CHECK_MESSAGE(tally.errors.contains(code), code);
}

}  // namespace
