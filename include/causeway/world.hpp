// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <initializer_list>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "causeway/answer.hpp"
#include "causeway/export.hpp"
#include "causeway/graph.hpp"
#include "causeway/limits.hpp"
#include "causeway/result.hpp"
#include "causeway/sampler.hpp"
#include "causeway/value.hpp"

namespace causeway {

namespace api {
struct ModelState;
}
namespace support {
class Budget;
}

/// A variable, by its name (`grade`, `x[1, low]`), and a value.
using Assignment = std::pair<std::string, Value>;
using Assignments = std::vector<Assignment>;

/// From where questions are asked, in the three steps of a counterfactual: what was seen (abduction), what is
/// done (action), what would be (prediction). (Pearl, Causality, 2nd edition, theorem 7.1.7.)
///
///   model.given("rifle_a, death").act("rifle_a = false").predict("P(death)")
///
/// answers the query `P(death[rifle_a = false] | rifle_a, death)`. Immutable and cheap to copy: given() and
/// act() return another one. Safe to use from many threads. Texts are read when they are needed, so that what
/// is wrong with them is an error of predict(), of sampler() and of check().
class CAUSEWAY_EXPORT World {
 public:
  /// With these facts besides, of the world as it is: events, separated by commas; or values of variables.
  World given(std::string_view events) const;
  World given(const Assignments& values) const;
  World given(std::initializer_list<Assignment> values) const { return given(Assignments(values)); }
  /// With these interventions besides, `x = 1, y ~ bernoulli(1/2)`; or values that variables are set to. Two
  /// on one variable are an `intervention` error.
  World act(std::string_view interventions) const;
  World act(const Assignments& values) const;
  World act(std::initializer_list<Assignment> values) const { return act(Assignments(values)); }

  /// Answers a query, or a named one of the file, in the world that the actions make of the one in which the
  /// facts were seen. The query's own conditions are read in that world, and its own `do` joins the actions:
  /// one on a variable that they act on is an `intervention` error, while a bracket `y[x = 1]` replaces them.
  /// An action of act() that changes nothing that is asked is no reason for a warning.
  Result<Answer> predict(std::string_view query, const CancelToken& cancel = {}) const;
  Result<Answer> predict(std::string_view query, const Limits& limits, const CancelToken& cancel = {}) const;
  /// What is wrong with the facts and actions, as far as it is known without computing: nothing if they can
  /// be read. Whether the facts are possible, and whether actions make a circle of what is asked, predict()
  /// says.
  Diagnostics check() const;

  /// The causal graph, as the actions change it: a variable that is acted on keeps only the parents that its
  /// new mechanism reads. Facts change nothing, and a circle that the actions make is drawn.
  Result<Graph> graph() const;

  /// Draws units of this world; see Model::sampler(). Units in which the facts do not hold are drawn and
  /// dropped: the rarer they are, the longer it takes.
  Result<Sampler> sampler(std::uint64_t seed, const SampleOptions& options = {},
                          const CancelToken& cancel = {}) const;
  /// The first `n` of them. Limits of time and memory are for all together, steps for each unit.
  Result<Sample> sample(std::size_t n, std::uint64_t seed, const SampleOptions& options = {},
                        const CancelToken& cancel = {}) const;

 private:
  friend class Model;
  explicit World(std::shared_ptr<const api::ModelState> state) : state_(std::move(state)) {}
  std::string text(const Assignments& values);
  std::string spell(const std::string& name);
  Result<Answer> predict(std::string_view query, support::Budget budget) const;
  Result<Sampler> sampler(std::uint64_t seed, const SampleOptions& options, const Limits& limits,
                          const CancelToken& cancel) const;

  std::shared_ptr<const api::ModelState> state_;
  std::vector<std::string> given_;
  std::vector<std::string> actions_;
  std::map<std::string, Value> values_;           // that stand in them as placeholders
  std::map<std::string, std::uint32_t> indices_;  // the same of labels in names, by the model's numbers
};

}  // namespace causeway
