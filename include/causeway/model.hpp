// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "causeway/answer.hpp"
#include "causeway/diagnostic.hpp"
#include "causeway/network.hpp"
#include "causeway/options.hpp"
#include "causeway/prepared.hpp"
#include "causeway/result.hpp"
#include "causeway/sampler.hpp"
#include "causeway/value.hpp"
#include "causeway/world.hpp"

namespace causeway {

namespace api {
struct ModelState;
}

/// Time that loading took, in milliseconds.
struct LoadTimings {
  double read = 0;   ///< the text
  double check = 0;  ///< parsing and checking
  double lower = 0;  ///< folding, and the factual world
};

/// A question that a model file asks: a `query` or an `assert`.
struct CAUSEWAY_EXPORT Question {
  std::string name;  ///< empty: none
  std::string text;  ///< as written, white space folded
  bool assertion = false;
  Place place;  ///< where it stands
};

/// Facts of one variable.
struct CAUSEWAY_EXPORT VariableInfo {
  std::string name;
  bool noise = false;
  bool latent = false;
  bool stochastic = false;       ///< given by a law (`~`) rather than a mechanism (`=`)
  std::optional<Domain> domain;  ///< declared or inferred; nothing where it is too large to be inferred
  bool declared = false;         ///< is the domain a declared one?
  std::vector<std::string> parents;
  std::vector<std::string> children;
  std::string documentation;  ///< its `///` comment
};

/// Facts of a model: its variables in order of declaration, and its size.
struct CAUSEWAY_EXPORT ModelInfo {
  std::string name;
  std::vector<VariableInfo> variables;
  std::vector<std::string> parameters;
  /// Joint states of the endogenous variables, and entries of their tables given their parents (48 and 26 for
  /// the student network); nothing where a domain is not known or the number is beyond 4,096 bits.
  std::optional<Rational> joint_states;
  std::optional<Rational> parameter_count;
};

/// What one query means and costs.
struct CAUSEWAY_EXPORT Explanation {
  struct World {
    std::string name;                        ///< `factual`, `w1`, …
    std::vector<std::string> interventions;  ///< `x = 1`
  };
  struct Term {
    std::string text;  ///< in bracket form
    int rung = 1;      ///< 1 seeing, 2 doing, 3 imagining
    std::vector<World> worlds;
    std::string plan;        ///< `eliminate`, or `enumerate` where going through all units costs less
    std::uint64_t cost = 0;  ///< products and sums of all its steps
    std::uint64_t largest_table = 0;   ///< its cells
    std::vector<std::string> cluster;  ///< the variables of the most expensive step
    std::string plan_error;            ///< why there is no plan within the limits; else empty
    /// At most so many assignments of the noise; none: a domain is too large to be known.
    std::optional<Rational> assignments;
    std::vector<std::string> noise;  ///< the sources it depends on
    std::optional<Table> abduction;  ///< for counterfactuals: their joint distribution given the evidence
    std::size_t abduction_rows = 0;  ///< rows of it in all; the table holds the most probable
    std::string abduction_error;     ///< why it is left out, where a limit was reached; else empty
  };
  std::string text;
  int rung = 1;
  std::vector<Term> terms;
};

/// A structural causal model, ready to be asked. Immutable and cheap to copy; const calls are safe from many
/// threads at once. No call prints, exits or touches the file system but load() and its imports.
class CAUSEWAY_EXPORT Model {
 public:
  /// Reads a `.scm` file, or a Bayesian network (`.bif`, `.xmlbif`, `.xml`, `.uai`).
  static Result<Model> load(const std::string& path, const Options& options = {});
  /// A model from its text; `name` stands for the file in messages, and decides the format by its ending.
  static Result<Model> parse(std::string_view text, const Options& options = {},
                             const std::string& name = "<model>");

  /// The same model with other limits for what is asked of it. Cheap.
  Model with_limits(const Limits& limits) const;

  const std::string& name() const;
  const Diagnostics& warnings() const;
  const LoadTimings& load_timings() const;

  /// Answers a query: a text of the query language, or the name of a query or estimand of the file. Its cost
  /// depends on the query; `limits` replaces the limits the model was loaded with.
  Result<Answer> query(std::string_view text, const CancelToken& cancel = {}) const;
  Result<Answer> query(std::string_view text, const Limits& limits, const CancelToken& cancel = {}) const;

  /// A query with placeholders `$v` for values that come later; or a named query of the file.
  Result<PreparedQuery> prepare(std::string_view text) const;

  /// The world as it was seen, or as actions make it: the first step towards World::predict().
  World given(std::string_view events) const { return World(state_).given(events); }
  World given(const Assignments& values) const { return World(state_).given(values); }
  World given(std::initializer_list<Assignment> values) const { return World(state_).given(values); }
  World act(std::string_view interventions) const { return World(state_).act(interventions); }
  World act(const Assignments& values) const { return World(state_).act(values); }
  World act(std::initializer_list<Assignment> values) const { return World(state_).act(values); }

  /// Draws units; `seed` decides which. Limits are those that the model was loaded with.
  Result<Sampler> sampler(std::uint64_t seed, const SampleOptions& options = {},
                          const CancelToken& cancel = {}) const {
    return World(state_).sampler(seed, options, cancel);
  }
  /// The first `n` of them.
  Result<Sample> sample(std::size_t n, std::uint64_t seed, const SampleOptions& options = {},
                        const CancelToken& cancel = {}) const {
    return World(state_).sample(n, seed, options, cancel);
  }

  /// The questions of the file, in file order, and the answer to one; a number that it does not have is a
  /// `usage` error.
  std::vector<Question> questions() const;
  Result<Answer> answer(std::size_t question, const CancelToken& cancel = {}) const;
  /// Answers all questions in file order, each as answer() would; each answer is handed over as soon as it is
  /// known. Probabilities, distributions and marginals under the same evidence in the same worlds are
  /// computed together, for which the questions are looked through before the first is answered. The limits
  /// are each question's; after cancelling, the rest are `cancelled`. What `use` throws ends it.
  void answer_all(const std::function<void(std::size_t question, const Result<Answer>&)>& use,
                  const CancelToken& cancel = {}) const;
  /// Everything that can be said of a question without computing its answer.
  Diagnostics check(std::size_t question, const CancelToken& cancel = {}) const;

  ModelInfo info() const;
  /// Names of variables, noise included: `grade`, `x[1, low]`.
  std::vector<std::string> variables() const;
  /// Of one variable; each is a `name` error for a variable that there is not.
  Result<Domain> domain(const std::string& variable) const;
  Result<std::vector<std::string>> parents(const std::string& variable) const;
  Result<std::vector<std::string>> children(const std::string& variable) const;

  /// The causal graph, noise included; that of an intervened model is World::graph().
  Graph graph() const { return World(state_).graph().value(); }
  std::string graph(GraphFormat format) const { return graph().to_string(format); }

  /// The model as a Bayesian network: its variables, and the noise that several of them share; noise of one
  /// variable is summed into that one's table. A `resource` error for a table beyond the limit on memory.
  /// Asks one question for each row of each table.
  Result<Network> network(const CancelToken& cancel = {}) const;

  /// What a query means: its worlds, its rung, what answering would cost, and for counterfactuals the noise
  /// given the evidence, which it enumerates. One row of an indexed query is named by its index: `t[1]`.
  Result<Explanation> explain(std::string_view query, const CancelToken& cancel = {}) const;
  Result<Explanation> explain(std::string_view query, const Limits& limits,
                              const CancelToken& cancel = {}) const;
  /// The IR as text: of the model, or of one query after a pass; see ir_passes().
  std::string ir() const;
  Result<std::string> ir(std::string_view query, const std::string& pass = "raw",
                         const CancelToken& cancel = {}) const;
  static std::vector<std::string> ir_passes();

 private:
  explicit Model(std::shared_ptr<const api::ModelState> state) : state_(std::move(state)) {}
  std::shared_ptr<const api::ModelState> state_;
};

/// A model's text in canonical layout, comments kept; the errors if it does not parse.
CAUSEWAY_EXPORT Result<std::string> format(std::string_view text, const std::string& name = "<model>",
                                           const Limits& limits = {});

}  // namespace causeway
