// SPDX-License-Identifier: MIT
#include "causeway/world.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <random>
#include <unordered_set>

#include "api/state.hpp"
#include "query/actions.hpp"
#include "query/sampling.hpp"
#include "syntax/printer.hpp"

namespace causeway {

namespace {

// The files that texts of the host are, in messages.
constexpr const char* kQuery = "<query>";
constexpr const char* kActions = "<act>";

/// A query, and from where it is asked.
struct Asked {
  Asked(const lower::LoweredModel& of, lower::Placeholders given)
      : model(of), checked(*of.checked), placeholders(std::move(given)) {}

  /// Reads what was seen and what is done. Throws Fault, whose spans refer to `checked`; Exhausted.
  void stand(const std::vector<std::string>& given, const std::vector<std::string>& actions,
             support::Budget& budget) {
    for (const std::string& one : given)
      sema::check_given(*model.checked, "<given>", one, budget, checked, standpoint);
    for (const std::string& one : actions)
      sema::check_actions(*model.checked, kActions, one, budget, checked, standpoint);
  }
  void ask(const std::string& text, support::Budget& budget) {
    sema::check_query(*model.checked, kQuery, text, budget, checked);
  }
  query::Question question() const { return question(checked.query); }
  query::Question question(const sema::QueryDef& def) const {
    return {model, checked.cores, checked.sources, def, &placeholders, &standpoint};
  }

  const lower::LoweredModel& model;
  sema::CheckedQuery checked;
  sema::Standpoint standpoint;
  lower::Placeholders placeholders;  // what facts and actions were given as values
};

/// A name that no variable has, as a name and nothing else.
std::string spell_unknown(std::string name) {
  for (char& c : name) {
    if (c == '`' || static_cast<unsigned char>(c) < 0x20) c = '?';
  }
  return syntax::spell(name.empty() ? "?" : name);
}

lower::Placeholders placeholders_of(const std::map<std::string, Value>& values,
                                    const std::map<std::string, std::uint32_t>& indices) {
  lower::Placeholders result{values, nullptr};
  for (const auto& [name, value] : indices) result.exact.emplace(name, ir::ValueId(value));
  return result;
}

/// For a query that the library made: what is wrong is shown in the host's texts, or nowhere.
Diagnostics without_query(Diagnostics found) {
  for (Diagnostic& one : found) {
    std::erase_if(one.notes, [](const Diagnostic::Note& note) { return note.place.file == kQuery; });
    if (one.place.file != kQuery) continue;
    one.place = {};
    if (one.notes.empty()) continue;
    one.place = one.notes.front().place;
    one.notes.erase(one.notes.begin());
  }
  return found;
}

/// What is done in a world is done for whatever is asked of it: that one question does not depend on it is no
/// slip.
Result<Answer> without_idle_actions(Result<Answer> result) {
  if (!result || result.value().warnings().empty()) return result;
  Answer answer = std::move(result).value();
  Diagnostics warnings = answer.warnings();
  std::erase_if(warnings, [](const Diagnostic& one) {
    const bool acted = std::any_of(one.notes.begin(), one.notes.end(),
                                   [](const Diagnostic::Note& note) { return note.place.file == kActions; });
    return one.code == Code::NoEffect && (acted || one.place.file == kActions);
  });
  answer.set_warnings(std::move(warnings));
  return answer;
}

template <typename T>
Result<T> without_query(Result<T> result) {
  if (result) return result;
  return without_query(result.error());
}

std::size_t bytes_of(const Value& value) {
  if (value.kind() == Value::Kind::Label) return sizeof(Value) + value.label().capacity();
  return sizeof(Value) + (value.kind() == Value::Kind::Number ? value.number().bits() / 8 : 0);
}

/// `dist(a, b, …)` of all variables that a sample shows.
std::string sample_query(const sema::CheckedModel& model, const SampleOptions& options) {
  std::string text;
  for (const sema::Family& one : model.families) {
    if ((one.noise && !options.noise) || (one.latent && !options.latent)) continue;
    text += (text.empty() ? "dist(" : ", ") + syntax::spell(one.name);
  }
  return text.empty() ? text : text + ")";
}

}  // namespace

/// The variable as the language writes it, its indices as placeholders where a label might be read as another
/// name.
std::string World::spell(const std::string& name) {
  const lower::LoweredModel& model = *state_->lowered;
  const lower::VarId id = api::find_variable(*state_, name);
  if (!id.valid()) return spell_unknown(name);
  const lower::Variable& variable = model.variables[id];
  std::string text = syntax::spell(model.checked->families[variable.family].name);
  for (std::size_t i = 0; i < variable.index.size(); ++i) {
    text += i == 0 ? "[" : ", ";
    if (model.store->values.kind(variable.index[i]) == ir::Kind::Label) {
      const std::string placeholder = "index " + std::to_string(indices_.size() + 1);
      indices_.emplace(placeholder, variable.index[i].value);
      text += "$" + syntax::spell(placeholder);
    } else {
      text += model.store->values.text(variable.index[i]);
    }
  }
  return text + (variable.index.empty() ? "" : "]");
}

/// `x = $`value 1 of x`, y = $`value 2 of y``: a label is never taken for a name.
std::string World::text(const Assignments& values) {
  std::string text;
  for (const auto& [name, value] : values) {
    const bool known = api::find_variable(*state_, name).valid();
    const std::string placeholder = lower::placeholder_for(known ? name : "?", values_.size() + 1);
    text.append(text.empty() ? "" : ", ").append(spell(name));
    text.append(" = $").append(syntax::spell(placeholder));
    values_.insert_or_assign(placeholder, value);
  }
  return text;
}

World World::given(std::string_view events) const {
  World result = *this;
  result.given_.emplace_back(events);
  return result;
}

World World::given(const Assignments& values) const {
  World result = *this;
  if (!values.empty()) result.given_.push_back(result.text(values));
  return result;
}

World World::act(std::string_view interventions) const {
  World result = *this;
  result.actions_.emplace_back(interventions);
  return result;
}

World World::act(const Assignments& values) const {
  World result = *this;
  if (!values.empty()) result.actions_.push_back(result.text(values));
  return result;
}

Result<Answer> World::predict(std::string_view query, const CancelToken& cancel) const {
  return predict(query, state_->limits, cancel);
}

Result<Answer> World::predict(std::string_view query, const Limits& limits, const CancelToken& cancel) const {
  return predict(query, support::Budget(limits, cancel));
}

Result<Answer> World::predict(std::string_view query, support::Budget budget) const {
  Asked asked(*state_->lowered, placeholders_of(values_, indices_));
  return without_idle_actions(api::guarded<Answer>(asked.checked, [&]() -> Result<Answer> {
    asked.stand(given_, actions_, budget);
    if (const auto named = api::find_question(*state_, query)) {
      const sema::QueryDef& def = state_->lowered->checked->queries[sema::QueryId(*named)];
      return query::answer(asked.question(def), budget);
    }
    asked.ask(std::string(query), budget);
    return query::answer(asked.question(), budget);
  }));
}

Diagnostics World::check() const {
  support::Budget budget(state_->limits);
  Asked asked(*state_->lowered, placeholders_of(values_, indices_));
  Diagnostics found;
  const auto read = api::guarded<bool>(asked.checked, [&]() -> Result<bool> {
    asked.stand(given_, actions_, budget);
    asked.ask("P(true)", budget);
    found = query::check(asked.question(), budget);
    return true;
  });
  if (!read) return without_query(read.error());
  std::erase_if(found, [](const Diagnostic& one) { return one.severity != Severity::Error; });
  return without_query(std::move(found));
}

// ---- graphs ----

Result<Graph> World::graph() const {
  const lower::LoweredModel& model = *state_->lowered;
  support::Budget budget(state_->limits);
  Asked asked(model, placeholders_of(values_, indices_));
  const auto found =
      api::guarded<std::vector<query::Action>>(asked.checked, [&]() -> Result<std::vector<query::Action>> {
        if (actions_.empty()) return std::vector<query::Action>();
        asked.stand({}, actions_, budget);
        asked.ask("P(true)", budget);
        return query::actions(asked.question(), budget);
      });
  if (!found) return without_query(found.error());
  Graph graph;
  graph.name = model.checked->name;
  std::vector<std::vector<lower::VarId>> parents = model.parents;
  for (const lower::Variable& one : model.variables)
    graph.nodes.push_back({one.name, one.noise, model.checked->families[one.family].latent, false});
  for (const query::Action& action : found.value()) {
    std::vector<lower::VarId>& own = parents[action.variable.index()];
    if (action.parent) {
      std::erase(own, *action.parent);
    } else {
      own.clear();
      graph.nodes[action.variable.index()].acted = true;
    }
    std::unordered_set<lower::VarId> known(own.begin(), own.end());
    for (const lower::VarId one : action.reads) {
      if (known.insert(one).second) own.push_back(one);
    }
  }
  for (std::size_t to = 0; to < parents.size(); ++to) {
    for (const lower::VarId from : parents[to]) graph.edges.push_back({from.index(), to});
  }
  return graph;
}

// ---- samples ----

namespace api {

/// What a Sampler keeps; not copied, since its parts refer to one another.
class SamplerState {
 public:
  SamplerState(std::shared_ptr<const ModelState> model, lower::Placeholders placeholders,
               support::Budget budget)
      : model_(std::move(model)),
        budget_(std::move(budget)),
        asked_(*model_->lowered, std::move(placeholders)) {}

  Asked& asked() { return asked_; }
  support::Budget& budget() { return budget_; }
  const Limits& limits() const { return model_->limits; }
  const std::vector<std::string>& columns() const { return columns_; }

  /// Throws Fault, Exhausted.
  void start(const std::string& query, std::uint64_t seed) {
    asked_.ask(query, budget_);
    question_.emplace(asked_.question());
    random_.seed(seed);
    stream_.emplace(*question_, random_, budget_);
    columns_ = stream_->columns();
  }
  Result<std::vector<Value>> next(support::Budget budget) {
    return without_query(guarded<std::vector<Value>>(asked_.checked, [&]() -> Result<std::vector<Value>> {
      if (!stream_ || stream_->full()) go_on();
      return stream_->next(budget);
    }));
  }

 private:
  /// With another stream, which knows nothing of earlier units but where their random numbers ended.
  void go_on() {
    if (stream_) random_ = stream_->random();
    stream_.reset();
    budget_ = support::Budget(limits());
    stream_.emplace(*question_, random_, budget_);
  }

  std::shared_ptr<const ModelState> model_;
  support::Budget budget_;
  Asked asked_;
  std::optional<query::Question> question_;
  std::mt19937_64 random_;
  std::optional<query::UnitStream> stream_;
  std::vector<std::string> columns_;
};

}  // namespace api

Sampler::Sampler(std::unique_ptr<api::SamplerState> state) : state_(std::move(state)) {}
Sampler::Sampler(Sampler&& other) noexcept = default;
Sampler& Sampler::operator=(Sampler&& other) noexcept = default;
Sampler::~Sampler() = default;

const std::vector<std::string>& Sampler::columns() const {
  return state_->columns();
}

Result<std::vector<Value>> Sampler::next(const CancelToken& cancel) {
  return state_->next(support::Budget(state_->limits(), cancel));
}

Result<Sampler> World::sampler(std::uint64_t seed, const SampleOptions& options,
                               const CancelToken& cancel) const {
  return sampler(seed, options, state_->limits, cancel);
}

Result<Sampler> World::sampler(std::uint64_t seed, const SampleOptions& options, const Limits& limits,
                               const CancelToken& cancel) const {
  constexpr support::Share kNothing{0, 0};  // of what Progress shows: units come later
  const std::string query = sample_query(*state_->lowered->checked, options);
  if (query.empty()) {
    return api::plain_error(Code::Usage, "the model has no variable that a sample shows",
                            "latent variables and noise are shown where they are asked for");
  }
  if (!given_.empty()) {  // no unit would ever be found if the facts were impossible
    const Result<Answer> possible = predict("P(true)", support::Budget(limits, cancel, kNothing));
    if (!possible && possible.error()[0].code != Code::Resource) return without_query(possible.error());
  }
  auto state = std::make_unique<api::SamplerState>(state_, placeholders_of(values_, indices_),
                                                   support::Budget(limits, cancel, kNothing));
  return without_query(api::guarded<Sampler>(state->asked().checked, [&]() -> Result<Sampler> {
    state->asked().stand(given_, actions_, state->budget());
    state->start(query, seed);
    return Sampler(std::move(state));
  }));
}

Result<Sample> World::sample(std::size_t n, std::uint64_t seed, const SampleOptions& options,
                             const CancelToken& cancel) const {
  support::Budget budget(state_->limits, cancel);
  Limits left = state_->limits;
  const auto start = std::chrono::steady_clock::now();
  const auto take_time = [&] {
    budget.poll();
    if (state_->limits.time.count() == 0) return;
    const auto spent = std::chrono::steady_clock::now() - start;
    left.time = std::max(state_->limits.time - std::chrono::floor<std::chrono::milliseconds>(spent),
                         std::chrono::milliseconds(1));
  };
  Result<Sampler> made = sampler(seed, options, left, cancel);
  if (!made) return made.error();
  Sampler drawn = std::move(made).value();
  Sample sample{drawn.columns(), {}};
  try {
    for (std::size_t i = 0; i < n; ++i) {
      take_time();
      auto unit = drawn.state_->next(support::Budget(left, cancel, support::Share().part(i, n)));
      if (!unit) return unit.error();
      for (const Value& one : unit.value()) budget.hold(bytes_of(one));
      sample.units.push_back(std::move(unit).value());
    }
    budget.report(1);
  } catch (const support::Exhausted& exhausted) {
    return support::resolve(support::report(exhausted, {}), support::SourceMap());
  } catch (const std::bad_alloc&) {
    return api::no_memory();
  }
  return sample;
}

}  // namespace causeway
