// SPDX-License-Identifier: MIT
#include "bench/networks.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "formats/network.hpp"
#include "lower/model_builder.hpp"

namespace causeway::bench {

std::vector<NetworkQuestion> network_questions() {
  std::vector<NetworkQuestion> result;
  const char* directory = std::getenv("CAUSEWAY_DATA_DIR");
  if (directory == nullptr) return result;
  const auto folder = std::filesystem::path(directory) / "networks";
  std::ifstream file(folder / "questions.json");
  if (!file) return result;
  const auto questions = nlohmann::ordered_json::parse(file);
  for (const auto& [network, question] : questions.items()) {
    NetworkQuestion one{network, folder / (network + ".bif"), question["target"].get<std::string>(), {}, ""};
    for (const auto& [name, seen] : question["evidence"].items()) {
      one.seen.emplace_back(name, seen.get<std::string>());
      one.evidence +=
          (one.evidence.empty() ? " | `" : ", `") + name + "` = `" + seen.get<std::string>() + "`";
    }
    result.push_back(std::move(one));
  }
  return result;
}

Limits generous_limits() {
  Limits limits;
  limits.steps = 100'000'000'000;
  limits.memory = std::size_t{8} << 30U;
  limits.threads = 1;
  return limits;
}

Asked::Asked(const std::filesystem::path& file, const std::string& question, sema::Coupling coupling) {
  std::ifstream stream(file);
  const std::string text(std::istreambuf_iterator<char>(stream), {});
  support::SourceMap sources;
  const support::FileId id = sources.add(file.string(), text);
  support::Budget budget(generous_limits());
  const auto checked =
      formats::model_of(formats::read_bif(sources, id, budget), file.stem().string(), sources);
  for (sema::Family& family : checked->families) {
    for (sema::Clause& clause : family.clauses) clause.coupling = coupling;
  }
  model_ = lower::lower_model(checked, {}, budget).model;
  if (!model_) throw std::runtime_error(file.string() + " does not load");
  question_ = std::make_unique<sema::CheckedQuery>(*model_->checked);
  sema::check_query(*model_->checked, "<query>", question, budget, *question_);
}

Result<Answer> Asked::answer() const {
  support::Budget budget(generous_limits());
  return query::answer({*model_, question_->cores, question_->sources, question_->query}, budget);
}

}  // namespace causeway::bench
