// SPDX-License-Identifier: MIT
#include "compare.hpp"

#include <stdexcept>

#include "causeway/causeway.hpp"
#include "common/canonical.hpp"
#include "oracle/oracle.hpp"

namespace causeway::differential {

namespace {

constexpr std::uint64_t kOracleRuns = 30'000;

std::string error(const Diagnostics& diagnostics) {
  return "error " + std::string(to_string(diagnostics.front().code));
}

std::string canonical(const Result<Answer>& answer) {
  return answer ? tests::canonical(answer.value()) : error(answer.error());
}

std::string joined(const std::vector<std::string>& values) {
  std::string text;
  for (const std::string& one : values) text += (text.empty() ? "" : ", ") + one;
  return values.size() == 1 ? text : "(" + text + ")";
}

std::string canonical(const oracle::Answer& answer) {
  if (!answer.error.empty()) return "error " + answer.error;
  if (answer.number) return answer.number->to_fraction();
  if (answer.truth) return *answer.truth ? "true" : "false";
  if (answer.most_probable)
    return joined(answer.most_probable->values) + ": " + answer.most_probable->p.to_fraction();
  std::string text = "{";
  for (const oracle::Row& row : *answer.rows)
    text += (text.size() > 1 ? ", " : "") + joined(row.values) + ": " + row.p.to_fraction();
  return text + "}";
}

std::vector<std::string> oracle_answers(const std::string& text, const std::vector<std::string>& questions) {
  try {
    const oracle::Model model(text, kOracleRuns);
    std::vector<std::string> answers;
    for (const std::string& one : questions) answers.push_back(canonical(model.ask(one)));
    return answers;
  } catch (const std::runtime_error& failure) {
    const std::string message = failure.what();
    return std::vector<std::string>(questions.size(),
                                    "the model: error " + message.substr(0, message.find(':')));
  }
}

void count(const std::string& answer, Tally& tally) {
  if (answer.starts_with("error ")) {
    ++tally.errors[answer.substr(6)];
  } else if (answer == "0/1" || answer == "1/1" || answer == "true" || answer == "false") {
    ++tally.plain;
  } else {
    ++tally.telling;
  }
}

bool is_of_model(const std::string& answer) {
  return answer.starts_with("the model: ");
}

/// The order of conditions decides which operations are reached, never a value.
std::string check_order(const Case& asked, std::size_t i, Tally& tally) {
  ++tally.permuted;
  const std::string& first = asked.expected[asked.original[i]];
  const std::string& second = asked.expected[i];
  if (first == second) return "";
  if (first.starts_with("error ") || second.starts_with("error ")) {
    ++tally.permuted_errors;
    return "";
  }
  return "query " + asked.questions[i] + "\n  is " + second + ", in another order " + first + "\n";
}

}  // namespace

Case ask_oracle(const Sample& sample) {
  Case asked{sample.model, sample.named, {}, {}};
  for (std::size_t i = 0; i < sample.named.size(); ++i) asked.original.push_back(i);
  for (const Asked& one : sample.questions) {
    const std::size_t first = asked.questions.size();
    asked.questions.push_back(one.text);
    asked.questions.insert(asked.questions.end(), one.permuted.begin(), one.permuted.end());
    asked.original.resize(asked.questions.size(), first);
  }
  for (std::size_t i = sample.named.size(); i < asked.questions.size(); ++i)
    asked.file += "query " + asked.questions[i] + "\n";
  asked.expected = oracle_answers(sample.model, asked.questions);
  return asked;
}

std::vector<std::string> ask_library(const std::string& file, std::size_t questions) {
  const Result<Model> model = Model::parse(file);
  if (!model) return std::vector<std::string>(questions, "the model: " + error(model.error()));
  std::vector<std::string> answers;
  model.value().answer_all(
      [&](std::size_t, const Result<Answer>& one) { answers.push_back(canonical(one)); });
  return answers;
}

/// The same, each question by itself.
std::vector<std::string> ask_apart(const std::string& file, std::size_t questions) {
  const Result<Model> model = Model::parse(file);
  if (!model) return std::vector<std::string>(questions, "the model: " + error(model.error()));
  std::vector<std::string> answers;
  for (std::size_t i = 0; i < questions; ++i) answers.push_back(canonical(model.value().answer(i)));
  return answers;
}

std::vector<Engine> engines(std::uint32_t seed) {
  const auto without = [](bool inference::Passes::*pass) {
    inference::EngineChoice choice;
    choice.passes.*pass = false;
    return choice;
  };
  inference::EngineChoice shuffled;
  shuffled.passes.shuffle = seed;
  const auto residues = [](number::Instructions instructions) {
    inference::EngineChoice choice;
    choice.passes.kernel = {inference::Numbers::Residues, instructions};
    return choice;
  };
  using inference::Passes;
  std::vector<Engine> result = {{"enumerate", {true, {}}},
                                {"networks as other models", without(&Passes::networks)},
                                {"without slice", without(&Passes::slice)},
                                {"without couple", without(&Passes::couple)},
                                {"without separate", without(&Passes::separate)},
                                {"without simplify", without(&Passes::simplify)},
                                {"without share", without(&Passes::share)},
                                {"without decompose", without(&Passes::decompose)},
                                {"without fusing", without(&Passes::fuse)},
                                {"without tables", without(&Passes::tables)},
                                {"without relevance", without(&Passes::relevance)},
                                {"without computing together", without(&Passes::together)},
                                {"in another order", shuffled}};
  for (const number::Instructions one : number::known_instructions())
    result.push_back({"by residues " + std::to_string(static_cast<int>(one)), residues(one)});
  return result;
}

std::vector<std::string> ask_engine(const Engine& engine, const std::string& file, std::size_t questions) {
  inference::chosen_engine() = engine.choice;
  std::vector<std::string> answers = ask_library(file, questions);
  inference::chosen_engine() = {};
  return answers;
}

bool agree(const std::string& expected, const std::string& answer) {
  if (expected == answer) return true;
  if (!expected.starts_with("error ") || !answer.starts_with("error ")) return false;
  return ("|" + expected.substr(6) + "|").find("|" + answer.substr(6) + "|") != std::string::npos;
}

std::string compare(const Sample& sample, Tally& tally) {
  const Case asked = ask_oracle(sample);
  const Result<std::string> printed = format(asked.file);
  if (!printed) return "does not parse: " + printed.error().front().to_string() + "\n" + asked.file;
  const std::vector<std::string> direct = ask_library(asked.file, asked.questions.size());
  const std::vector<std::string> reread = ask_apart(printed.value(), asked.questions.size());

  std::vector<std::pair<std::string, std::vector<std::string>>> others;
  for (const Engine& one : engines(static_cast<std::uint32_t>(tally.models)))
    others.emplace_back(one.name, ask_engine(one, asked.file, asked.questions.size()));

  ++tally.models;
  if (is_of_model(asked.expected[0])) ++tally.declaration_errors;
  std::string report;
  for (std::size_t i = 0; i < asked.questions.size(); ++i) {
    const std::string& expected = asked.expected[i];
    // A limit of one side says nothing of the other; the test bounds how many there are.
    if (expected == "error resource" || direct[i] == "error resource") {
      ++tally.too_large;
      if (others[0].second[i] != "error resource" && direct[i] == "error resource")
        report += "query " + asked.questions[i] + "\n  is too large for elimination, not for enumeration\n";
      continue;
    }
    if (asked.original[i] == i && !is_of_model(expected)) count(expected, tally);
    if (!agree(expected, direct[i]) || !agree(expected, reread[i])) {
      report += "query " + asked.questions[i] + "\n  oracle  " + expected + "\n  library " + direct[i] +
                "\n  printed " + reread[i] + "\n";
    }
    for (const auto& [name, answers] : others) {
      if (!agree(expected, answers[i]))
        report += "query " + asked.questions[i] + "\n  oracle  " + expected + "\n  " + name + " " +
                  answers[i] + "\n";
    }
    if (asked.original[i] != i) report += check_order(asked, i, tally);
  }
  return report.empty() ? "" : report + "of\n" + asked.file;
}

}  // namespace causeway::differential
