// SPDX-License-Identifier: MIT
#include "bench/twins.hpp"

#include <fstream>
#include <iterator>
#include <set>

#include "bench/figures.hpp"
#include "formats/network.hpp"
#include "inference/engine.hpp"
#include "inference/plan.hpp"

namespace causeway::bench {

namespace {

formats::Network read(const std::filesystem::path& file) {
  std::ifstream stream(file);
  support::SourceMap sources;
  const support::FileId id =
      sources.add(file.string(), std::string(std::istreambuf_iterator<char>(stream), {}));
  support::Budget budget(generous_limits());
  return formats::read_bif(sources, id, budget);
}

/// The variables that depend on one, the nearest first.
std::vector<std::size_t> reached_from(const formats::Network& network, std::size_t start) {
  std::vector<std::size_t> result{start};
  std::set<std::size_t> known{start};
  for (std::size_t next = 0; next < result.size(); ++next) {
    for (std::size_t other = 0; other < network.variables.size(); ++other) {
      const std::vector<std::size_t>& parents = network.variables[other].parents;
      if (std::find(parents.begin(), parents.end(), result[next]) == parents.end()) continue;
      if (known.insert(other).second) result.push_back(other);
    }
  }
  result.erase(result.begin());
  return result;
}

/// Products of the plans that answer the question.
class Products : public inference::Observer {
 public:
  std::uint64_t count = 0;
  void computes(const inference::Plan& plan, const std::vector<const inference::Factor*>&) override {
    count += products_of(plan);
  }
};

struct Cost {
  std::uint64_t products = 0;
  double time = 0;
};

/// Nothing where it is not answered.
std::optional<Cost> cost_of(const NetworkQuestion& question, const std::string& text) {
  const Asked asked(question.file, text, sema::Coupling::Quantile);
  Products products;
  inference::chosen_engine().passes.observer = &products;
  const bool answered = asked.answer().has_value();
  inference::chosen_engine() = {};
  if (!answered) return std::nullopt;
  return Cost{products.count, median_time([&] { (void)asked.answer(); })};
}

/// The probability of three values, or of fewer, as texts: as they are, and under the intervention.
struct Pair {
  std::string plain;
  std::string twin;
};

std::string named(const std::string& name) {
  return "`" + name + "`";
}

/// Nothing where the intervention reaches no unobserved variable.
std::optional<Pair> pair_of(const formats::Network& network, const NetworkQuestion& question,
                            std::size_t cause, const std::vector<std::size_t>& reached) {
  constexpr std::size_t kTargets = 3;
  const std::string act =
      "[" + named(network.variables[cause].name) + " = " + named(network.variables[cause].states[0]) + "]";
  Pair pair;
  std::size_t targets = 0;
  for (const std::size_t one : reached) {
    const formats::NetworkVariable& variable = network.variables[one];
    if (question.sees(variable.name) || targets == kTargets) continue;
    const std::string value = " = " + named(variable.states[0]);
    const std::string name = (targets++ == 0 ? "P(" : ", ") + named(variable.name);
    pair.plain.append(name).append(value);
    pair.twin.append(name).append(act).append(value);
  }
  if (targets == 0) return std::nullopt;
  pair.plain += question.evidence + ")";
  pair.twin += question.evidence + ")";
  return pair;
}

std::string ratio(double a, double b) {
  return number(a / b);
}

}  // namespace

std::string twin_rows(const NetworkQuestion& question) {
  const formats::Network network = read(question.file);
  std::string rows;
  for (std::size_t cause = 0; cause < network.variables.size(); ++cause) {
    if (question.sees(network.variables[cause].name)) continue;
    const std::vector<std::size_t> reached = reached_from(network, cause);
    const auto pair = pair_of(network, question, cause, reached);
    if (!pair) continue;
    const auto before = cost_of(question, pair->plain);
    const auto after = cost_of(question, pair->twin);
    rows += "| " + question.network + " | " + network.variables[cause].name + " | " +
            std::to_string(reached.size());
    if (!before || !after) {
      rows += " | not answered | | | | | |\n";
      continue;
    }
    rows += " | " + std::to_string(before->products) + " | " + std::to_string(after->products) + " | " +
            ratio(static_cast<double>(after->products), static_cast<double>(before->products)) + " | " +
            number(before->time) + " | " + number(after->time) + " | " + ratio(after->time, before->time) +
            " |\n";
  }
  return rows;
}

}  // namespace causeway::bench
