// SPDX-License-Identifier: MIT
// Random Bayesian networks from .bif texts: what is read off the network directly is what all passes, and the
// reference enumeration, say.
#include <doctest/doctest.h>

#include <algorithm>
#include <random>

#include "causeway/causeway.hpp"
#include "common/canonical.hpp"
#include "compare.hpp"

namespace {

using causeway::Model;
using causeway::Result;
using causeway::differential::Engine;

constexpr std::size_t kNetworks = 1000;

struct RandomNetwork {
  std::vector<std::size_t> sizes;
  std::string text;
};

std::string name(std::size_t variable) {
  return "x" + std::to_string(variable);
}
std::string label(std::size_t value) {
  return "v" + std::to_string(value);
}

/// Probabilities with zeros among them, and few or many digits.
std::string random_row(std::size_t size, std::mt19937& random) {
  const std::size_t places = random() % 4 == 0 ? 7 : 1 + random() % 2;
  std::size_t left = 1;
  for (std::size_t i = 0; i < places; ++i) left *= 10;
  std::string row;
  for (std::size_t i = 0; i < size; ++i) {
    const std::size_t part = i + 1 == size ? left : random() % 4 == 0 ? 0 : random() % (left + 1);
    left -= part;
    std::string digits = std::to_string(part);
    digits.insert(0, digits.size() > places ? 0 : places + 1 - digits.size(), '0');
    row += (i > 0 ? ", " : "") + digits.insert(digits.size() - places, ".");
  }
  return row;
}

RandomNetwork random_network(std::mt19937& random) {
  RandomNetwork result;
  result.text = "network random {\n}\n";
  std::string tables;
  const std::size_t variables = 2 + random() % 6;
  for (std::size_t v = 0; v < variables; ++v) {
    const std::size_t size = random() % 8 == 0 ? 1 : 2 + random() % 2;
    result.text += "variable " + name(v) + " {\n  type discrete [ " + std::to_string(size) + " ] { ";
    for (std::size_t k = 0; k < size; ++k) result.text += (k > 0 ? ", " : "") + label(k);
    result.text += " };\n}\n";
    std::vector<std::size_t> parents;
    for (std::size_t p = 0; p < v && parents.size() < 3; ++p) {
      if (random() % 2 == 0) parents.push_back(p);
    }
    std::shuffle(parents.begin(), parents.end(), random);
    result.sizes.push_back(size);
    tables += "probability ( " + name(v);
    for (std::size_t i = 0; i < parents.size(); ++i) tables += (i == 0 ? " | " : ", ") + name(parents[i]);
    tables += " ) {\n";
    if (parents.empty()) tables += "  table " + random_row(size, random) + ";\n";
    std::vector<std::size_t> digits(parents.size(), 0);
    for (bool more = !parents.empty(); more;) {
      tables += "  (";
      for (std::size_t i = 0; i < parents.size(); ++i) tables += (i > 0 ? ", " : "") + label(digits[i]);
      tables += ") " + random_row(size, random) + ";\n";
      std::size_t axis = parents.size();
      while (axis > 0 && ++digits[axis - 1] == result.sizes[parents[axis - 1]]) digits[--axis] = 0;
      more = axis > 0;
    }
    tables += "}\n";
  }
  result.text += tables;
  return result;
}

class Questions {
 public:
  Questions(const RandomNetwork& network, std::mt19937& random) : network_(network), random_(random) {}

  std::vector<std::string> all() {
    const std::string seen = evidence();
    const std::string given = seen.empty() ? "" : " | " + seen;
    return {"dist(" + variable() + given + ")",
            "dist(" + variable() + ", " + name(0) + given + ")",
            "P(" + event() + given + ")",
            "P(" + event() + ", " + event() + given + ")",
            "map(" + variable() + given + ")",
            "marginals(" + given + ")",
            "P(" + event() + " | do(" + event() + ")" + (seen.empty() ? "" : ", " + seen) + ")",
            "P(" + variable() + "[" + event() + "] = v0" + given + ")"};
  }

 private:
  std::size_t pick() { return random_() % network_.sizes.size(); }
  std::string variable() { return name(pick()); }
  std::string event() {
    const std::size_t one = pick();
    return name(one) + " = " + label(random_() % network_.sizes[one]);
  }
  std::string evidence() {
    std::string result;
    for (std::size_t i = random_() % 4; i > 0; --i) result += (result.empty() ? "" : ", ") + event();
    return result;
  }

  const RandomNetwork& network_;
  std::mt19937& random_;
};

std::vector<std::string> answers(const Model& model, const std::vector<std::string>& questions) {
  std::vector<std::string> result;
  for (const std::string& one : questions) {
    const auto answer = model.query(one);
    result.push_back(answer ? causeway::tests::canonical(answer.value())
                            : "error " + std::string(to_string(answer.error().front().code)));
  }
  return result;
}

TEST_CASE("networks are answered as all models are") {
  std::mt19937 random(5);
  std::size_t errors = 0;
  for (std::size_t i = 0; i < kNetworks; ++i) {
    const RandomNetwork network = random_network(random);
    const Result<Model> model = Model::parse(network.text, {}, "random.bif");
    REQUIRE_MESSAGE(model, network.text);
    const std::vector<std::string> questions = Questions(network, random).all();
    const std::vector<std::string> direct = answers(model.value(), questions);
    for (const Engine& one : causeway::differential::engines(static_cast<std::uint32_t>(i))) {
      causeway::inference::chosen_engine() = one.choice;
      const std::vector<std::string> others = answers(model.value(), questions);
      causeway::inference::chosen_engine() = {};
      for (std::size_t k = 0; k < questions.size(); ++k)
        CHECK_MESSAGE(direct[k] == others[k], one.name << ": " << questions[k] << " of\n" << network.text);
    }
    errors += static_cast<std::size_t>(std::count_if(
        direct.begin(), direct.end(), [](const auto& one) { return one.starts_with("error"); }));
  }
  CHECK(errors < kNetworks * 4);  // of 8 questions each
}

}  // namespace
