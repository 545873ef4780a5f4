// SPDX-License-Identifier: MIT
// The public Model: loading with its imports, and questions. Faults and limits become diagnostics here.
#include "causeway/model.hpp"

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <new>
#include <string>

#include "api/state.hpp"
#include "api/stdlib.hpp"
#include "formats/bif.hpp"
#include "formats/network_model.hpp"
#include "formats/uai.hpp"
#include "formats/xmlbif.hpp"
#include "ir/language_domain.hpp"
#include "ir/text.hpp"
#include "lower/model_builder.hpp"
#include "query/batch.hpp"
#include "query/explain.hpp"
#include "query/run.hpp"
#include "sema/declarations.hpp"
#include "support/text.hpp"
#include "syntax/parser.hpp"
#include "syntax/printer.hpp"

namespace causeway {

namespace {

using api::find_variable;
using api::no_memory;
using api::plain_error;
using lower::LoweredModel;
using lower::VarId;
using support::Fault;

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

/// Stops just behind the limit on texts, which then says so: a device may never end.
std::optional<std::string> read_file(const std::string& path, const Limits& limits) {
  std::error_code failed;
  const bool other = path.find('\0') != std::string::npos;  // the file system would read another name
  if (other || std::filesystem::is_directory(path, failed)) return std::nullopt;
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  std::string text;
  std::array<char, 1 << 16> block;
  while (text.size() <= limits.source && file) {
    file.read(block.data(), block.size());
    text.append(block.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) return std::nullopt;
  return text;
}

/// The standard library by name, files by path relative to the importing file.
sema::Importer importer_of(const Options& options) {
  return [&options](const std::string& path,
                    const std::string& importing) -> std::variant<sema::Imported, sema::NotImported> {
    if (!path.ends_with(".scm")) {
      if (const auto module = api::stdlib_module(path))
        return sema::Imported{"<" + path + ">", std::string(*module)};
      return sema::NotImported{Code::Name, "the standard library has no such module; files end in `.scm`"};
    }
    const std::string resolved =
        (std::filesystem::path(importing).parent_path() / path).lexically_normal().string();
    std::optional<std::string> text;
    try {
      text = options.loader ? options.loader(resolved) : read_file(resolved, options.limits);
    } catch (const std::exception& thrown) {
      return sema::NotImported{Code::Io, std::string("the host's loader failed: ") + thrown.what()};
    } catch (...) {
      return sema::NotImported{Code::Io, "the host's loader failed"};
    }
    if (!text) return sema::NotImported{Code::Io, "the file cannot be read"};
    return sema::Imported{resolved, std::move(*text)};
  };
}

lower::Bindings bindings_of(const Options& options) {
  lower::Bindings bindings;
  for (const auto& [name, text] : options.params) bindings.parameters.emplace_back(name, text);
  for (const auto& [name, function] : options.externs) bindings.externs.emplace(name, function);
  return bindings;
}

using NetworkReader = formats::Network (*)(const support::SourceMap&, support::FileId, support::Budget&);

/// What reads a network file, by its name's ending; null: it is none.
NetworkReader network_reader(const std::string& file) {
  if (file.ends_with(".bif")) return formats::read_bif;
  if (file.ends_with(".xmlbif") || file.ends_with(".xbif") || file.ends_with(".xml"))
    return formats::read_xmlbif;
  if (file.ends_with(".uai")) return formats::read_uai;
  return nullptr;
}

sema::CheckResult check(const std::string& file, std::string text, const Options& options,
                        support::Budget& budget) {
  const std::string name = std::filesystem::path(file).stem().string();
  const NetworkReader read = network_reader(file);
  if (read == nullptr) return sema::check_model(file, name, std::move(text), importer_of(options), budget);
  sema::CheckResult result;
  const support::FileId id = result.sources.add(file, std::move(text));
  try {
    support::require_short(result.sources, id, budget.limits());
    result.model = formats::model_of(read(result.sources, id, budget), name, result.sources);
  } catch (const Fault& fault) {
    result.errors.push_back(fault.report());
  } catch (const support::Exhausted& exhausted) {
    result.errors.push_back(support::report(exhausted, {id, 0, 0}));
  }
  return result;
}

Result<std::shared_ptr<const api::ModelState>> build(const std::string& file, std::string text,
                                                     const Options& options, double read_time) {
  auto state = std::make_shared<api::ModelState>();
  state->limits = options.limits;
  state->timings.read = read_time;
  support::Budget budget(options.limits, options.cancel);
  support::SourceMap sources;
  try {
    const auto start = Clock::now();
    std::optional<support::Part> part(std::in_place, budget, 0, 2);
    sema::CheckResult checked = check(file, std::move(text), options, budget);
    if (!checked.errors.empty()) return support::resolve(checked.errors, checked.sources);
    sources = checked.sources;
    state->timings.check = milliseconds_since(start);
    const auto lowering = Clock::now();
    part.emplace(budget, 1, 2);
    lower::LowerResult lowered = lower::lower_model(std::move(checked.model), bindings_of(options), budget);
    if (!lowered.errors.empty()) return support::resolve(lowered.errors, lowered.sources);
    state->lowered = std::move(lowered.model);
    state->by_name = api::index_of(*state->lowered);
    state->timings.lower = milliseconds_since(lowering);
    budget.report(1);
  } catch (const support::Exhausted& exhausted) {
    support::Report report = support::report(exhausted, {});
    Diagnostic diagnostic = support::resolve(report, sources);
    if (!report.span.known()) diagnostic.place.file = file;
    return diagnostic;
  } catch (const std::bad_alloc&) {
    return no_memory();
  }
  state->warnings = support::resolve(state->lowered->checked->warnings, sources);
  const Diagnostics more = support::resolve(state->lowered->warnings, sources);
  state->warnings.insert(state->warnings.end(), more.begin(), more.end());
  return std::shared_ptr<const api::ModelState>(std::move(state));
}

/// A query of the host, checked in a layer of its own, and whatever goes wrong with it.
template <typename T, typename Use>
Result<T> with_query(const api::ModelState& state, std::string_view text, const Limits& limits,
                     const CancelToken& cancel, Use use) {
  support::Budget budget(limits, cancel);
  sema::CheckedQuery checked(*state.lowered->checked);
  return api::guarded<T>(checked, [&]() -> Result<T> {
    if (const auto named = api::find_question(state, text)) {
      const query::Question question = api::question_of(state, *named);
      if (question.def.error) throw Fault(*question.def.error);
      if (!question.def.indices.indices.empty()) {
        throw Fault(
            support::error(Code::Usage, question.def.span,
                           support::quote(question.def.name) + " is an indexed query: this looks at one row")
                .with_hint("name the row: " + support::quote(question.def.name + "[…]")));
      }
      checked.sources = question.sources;
      return use(question, budget);
    }
    sema::check_query(*state.lowered->checked, "<query>", std::string(text), budget, checked);
    const query::Question question{*state.lowered, checked.cores, checked.sources, checked.query};
    return use(question, budget);
  });
}

}  // namespace

// ---- loading ----

Result<Model> Model::load(const std::string& path, const Options& options) {
  const auto start = Clock::now();
  std::optional<std::string> text;
  try {
    text = read_file(path, options.limits);
  } catch (const std::bad_alloc&) {
    return no_memory();
  }
  if (!text) return plain_error(Code::Io, "cannot read " + support::quote(path));
  auto state = build(path, std::move(*text), options, milliseconds_since(start));
  if (!state) return state.error();
  return Model(std::move(state).value());
}

Result<Model> Model::parse(std::string_view text, const Options& options, const std::string& name) {
  try {
    auto state = build(name, std::string(text), options, 0);
    if (!state) return state.error();
    return Model(std::move(state).value());
  } catch (const std::bad_alloc&) {
    return no_memory();
  }
}

Model Model::with_limits(const Limits& limits) const {
  auto state = std::make_shared<api::ModelState>(*state_);
  state->limits = limits;
  return Model(std::move(state));
}

const std::string& Model::name() const {
  return state_->lowered->checked->name;
}
const Diagnostics& Model::warnings() const {
  return state_->warnings;
}
const LoadTimings& Model::load_timings() const {
  return state_->timings;
}

// ---- questions ----

namespace {

Diagnostic no_question(std::size_t number) {
  return plain_error(Code::Usage, "the model has no question number " + std::to_string(number));
}

}  // namespace

Result<Answer> Model::query(std::string_view text, const CancelToken& cancel) const {
  return query(text, state_->limits, cancel);
}

Result<Answer> Model::query(std::string_view text, const Limits& limits, const CancelToken& cancel) const {
  if (const auto named = api::find_question(*state_, text)) {
    support::Budget budget(limits, cancel);
    return query::answer(api::question_of(*state_, *named), budget);
  }
  return with_query<Answer>(*state_, text, limits, cancel,
                            [](const query::Question& question, support::Budget& budget) {
                              return query::answer(question, budget);
                            });
}

std::vector<Question> Model::questions() const {
  std::vector<Question> result;
  const sema::CheckedModel& checked = *state_->lowered->checked;
  for (const sema::QueryDef& one : checked.queries)
    result.push_back({one.name, one.text, one.assertion, checked.sources.place(one.span)});
  return result;
}

Result<Answer> Model::answer(std::size_t question, const CancelToken& cancel) const {
  if (question >= state_->lowered->checked->queries.size()) return no_question(question);
  support::Budget budget(state_->limits, cancel);
  return query::answer(api::question_of(*state_, question), budget);
}

void Model::answer_all(const std::function<void(std::size_t, const Result<Answer>&)>& use,
                       const CancelToken& cancel) const {
  const std::size_t count = state_->lowered->checked->queries.size();
  std::vector<query::Question> questions;
  for (std::size_t i = 0; i < count; ++i) questions.push_back(api::question_of(*state_, i));
  query::Batch batch(*state_->lowered, std::move(questions), state_->limits, cancel);
  for (std::size_t i = 0; i < count; ++i) use(i, batch.answer(i));
}

Diagnostics Model::check(std::size_t question, const CancelToken& cancel) const {
  if (question >= state_->lowered->checked->queries.size()) return {no_question(question)};
  support::Budget budget(state_->limits, cancel);
  return query::check(api::question_of(*state_, question), budget);
}

Result<Explanation> Model::explain(std::string_view text, const CancelToken& cancel) const {
  return explain(text, state_->limits, cancel);
}

Result<Explanation> Model::explain(std::string_view text, const Limits& limits,
                                   const CancelToken& cancel) const {
  return with_query<Explanation>(*state_, text, limits, cancel,
                                 [](const query::Question& question, support::Budget& budget) {
                                   return query::explain(question, budget);
                                 });
}

// ---- facts ----

namespace {

Diagnostic unknown_variable(const LoweredModel& model, const std::string& name) {
  std::vector<std::string> names;
  for (const lower::Variable& one : model.variables) names.push_back(one.name);
  const std::string likely = support::closest(name, names);
  return plain_error(Code::Name, "the model has no variable " + support::quote(name),
                     likely.empty() ? "" : "did you mean " + support::quote(likely) + "?");
}

std::vector<std::string> names_of(const LoweredModel& model, const std::vector<VarId>& variables) {
  std::vector<std::string> names;
  names.reserve(variables.size());
  for (const VarId one : variables) names.push_back(model.variables[one].name);
  return names;
}

/// Domains of variables, the inferred ones included.
class DomainFinder {
 public:
  DomainFinder(const LoweredModel& model, const Limits& limits)
      : model_(model),
        limits_(limits),
        budget_(limits),
        store_(model.checked->labels, model.store.get(), budget_),
        domains_(store_) {}

  std::optional<Domain> find(VarId id) {
    const lower::Variable& variable = model_.variables[id];
    std::vector<ir::ValueId> values;
    budget_ = support::Budget(limits_);
    try {
      if (variable.domain) {
        values = store_.lists[*variable.domain].items();
      } else if (const auto& inferred = domains_.of(model_.factual[id.index()])) {
        values = *inferred;
      }
    } catch (const support::Exhausted&) {
      return std::nullopt;
    }
    if (values.empty()) return std::nullopt;
    std::vector<Value> shown;
    shown.reserve(values.size());
    for (const ir::ValueId one : values) shown.push_back(store_.values.value(one));
    const bool labels = store_.values.kind(values[0]) == ir::Kind::Label;
    return Domain(std::move(shown),
                  labels ? model_.checked->labels.name(store_.values.label(values[0]).set) : "");
  }

 private:
  const LoweredModel& model_;
  const Limits& limits_;
  support::Budget budget_;  // of one domain
  ir::Store store_;
  ir::LanguageDomains domains_;
};

}  // namespace

std::vector<std::string> Model::variables() const {
  std::vector<std::string> names;
  for (const lower::Variable& one : state_->lowered->variables) names.push_back(one.name);
  return names;
}

Result<Domain> Model::domain(const std::string& variable) const {
  const VarId id = find_variable(*state_, variable);
  if (!id.valid()) return unknown_variable(*state_->lowered, variable);
  auto domain = DomainFinder(*state_->lowered, state_->limits).find(id);
  if (domain) return *domain;
  return plain_error(Code::Resource,
                     "the domain of " + support::quote(variable) + " is too large to be inferred",
                     "declare it");
}

Result<std::vector<std::string>> Model::parents(const std::string& variable) const {
  const VarId id = find_variable(*state_, variable);
  if (!id.valid()) return unknown_variable(*state_->lowered, variable);
  return names_of(*state_->lowered, state_->lowered->parents[id.index()]);
}

Result<std::vector<std::string>> Model::children(const std::string& variable) const {
  const VarId id = find_variable(*state_, variable);
  if (!id.valid()) return unknown_variable(*state_->lowered, variable);
  return names_of(*state_->lowered, state_->lowered->children[id.index()]);
}

ModelInfo Model::info() const {
  const LoweredModel& model = *state_->lowered;
  DomainFinder finder(model, state_->limits);
  ModelInfo info;
  info.name = name();
  for (const sema::ConstantDef& one : model.checked->constants) {
    if (one.parameter) info.parameters.push_back(one.name);
  }
  std::vector<std::optional<Rational>> sizes;
  for (std::size_t i = 0; i < model.variables.size(); ++i) {
    const lower::Variable& variable = model.variables[VarId(i)];
    VariableInfo one;
    one.name = variable.name;
    one.noise = variable.noise;
    one.latent = model.checked->families[variable.family].latent;
    one.stochastic = variable.stochastic;
    one.domain = finder.find(VarId(i));
    one.declared = variable.domain.has_value();
    one.parents = names_of(model, model.parents[i]);
    one.children = names_of(model, model.children[i]);
    one.documentation = variable.clause->documentation;
    sizes.push_back(one.domain ? std::optional(Rational(static_cast<std::int64_t>(one.domain->size())))
                               : std::nullopt);
    info.variables.push_back(std::move(one));
  }
  info.joint_states = 1;
  info.parameter_count = 0;
  for (std::size_t i = 0; i < model.variables.size(); ++i) {
    if (model.variables[VarId(i)].noise) continue;
    std::optional<Rational> entries = sizes[i];
    for (const VarId parent : model.parents[i]) {
      if (!entries || !sizes[parent.index()] || entries->bits() > 4096) {
        entries.reset();
        break;
      }
      *entries *= *sizes[parent.index()];
    }
    if (!sizes[i] || !info.joint_states || info.joint_states->bits() > 4096) {
      info.joint_states.reset();
    } else {
      *info.joint_states *= *sizes[i];
    }
    if (!entries || !info.parameter_count || entries->bits() > 4096) {
      info.parameter_count.reset();
    } else {
      *info.parameter_count += *entries;
    }
  }
  return info;
}

// ---- IR ----

std::vector<std::string> Model::ir_passes() {
  return query::passes();
}

std::string Model::ir() const {
  std::vector<std::pair<std::string, ir::NodeId>> roots;
  for (std::size_t i = 0; i < state_->lowered->variables.size(); ++i) {
    roots.emplace_back(state_->lowered->variables[VarId(i)].name, state_->lowered->factual[i]);
  }
  return ir::listing(*state_->lowered->store, roots);
}

Result<std::string> Model::ir(std::string_view text, const std::string& pass,
                              const CancelToken& cancel) const {
  const std::vector<std::string> known = ir_passes();
  if (std::find(known.begin(), known.end(), pass) == known.end()) {
    return plain_error(Code::Usage, "there is no pass " + support::quote(pass),
                       "the passes are " + support::join_choices(known, " and "));
  }
  return with_query<std::string>(*state_, text, state_->limits, cancel,
                                 [&](const query::Question& question, support::Budget& budget) {
                                   return query::ir(question, pass, budget);
                                 });
}

// ---- format ----

Result<std::string> format(std::string_view text, const std::string& name, const Limits& limits) {
  support::Budget budget(limits);
  support::SourceMap sources;
  const support::FileId file = sources.add(name, std::string(text));
  try {
    const syntax::Parsed parsed = syntax::parse_module(sources, file, budget);
    if (!parsed.errors.empty()) return support::resolve(parsed.errors, sources);
    return syntax::format(sources, parsed.module);
  } catch (const support::Exhausted& exhausted) {
    return support::resolve(support::report(exhausted, {file, 0, 0}), sources);
  } catch (const std::bad_alloc&) {
    return no_memory();
  }
}

}  // namespace causeway
