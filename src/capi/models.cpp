// SPDX-License-Identifier: MIT
#include <stdexcept>

#include "capi/handles.hpp"

namespace capi = causeway::capi;

using causeway::Model;
using causeway::Value;
using causeway::capi::fail;
using causeway::capi::guarded;
using causeway::capi::missing;

// ---- options ----

cw_status cw_options_new(cw_options** result) {
  if (result == nullptr) return CW_ARGUMENT;
  return guarded(nullptr, [&] {
    *result = new cw_options;
    return CW_OK;
  });
}
void cw_options_free(cw_options* options) {
  delete options;
}

cw_status cw_options_param(cw_options* options, const char* name, const char* value) {
  if (options == nullptr || name == nullptr || value == nullptr) return CW_ARGUMENT;
  return guarded(nullptr, [&] {
    options->options.params[name] = value;
    return CW_OK;
  });
}

cw_status cw_options_limit(cw_options* options, cw_limit limit, uint64_t value) {
  if (options == nullptr) return CW_ARGUMENT;
  causeway::Limits& limits = options->options.limits;
  switch (limit) {
    case CW_LIMIT_SOURCE:
      limits.source = value;
      return CW_OK;
    case CW_LIMIT_DEPTH:
      limits.depth = value;
      return CW_OK;
    case CW_LIMIT_DOMAIN:
      limits.domain = value;
      return CW_OK;
    case CW_LIMIT_STEPS:
      limits.steps = value;
      return CW_OK;
    case CW_LIMIT_MEMORY:
      limits.memory = value;
      return CW_OK;
    case CW_LIMIT_MILLISECONDS:
      limits.time = std::chrono::milliseconds(
          static_cast<std::int64_t>(std::min(value, static_cast<uint64_t>(INT64_MAX / 1'000'000'000))));
      return CW_OK;
    case CW_LIMIT_THREADS:
      limits.threads = value;
      return CW_OK;
    case CW_LIMIT_FACTOR:
      limits.factor = value;
      return CW_OK;
  }
  return CW_ARGUMENT;
}

cw_status cw_options_extern(cw_options* options, const char* name, cw_extern function, void* user) {
  if (options == nullptr || name == nullptr || function == nullptr) return CW_ARGUMENT;
  return guarded(nullptr, [&] {
    options->options.externs[name] = [function, user](std::span<const Value> arguments) {
      std::vector<std::string> texts;
      texts.reserve(arguments.size());
      std::vector<cw_value> views;
      for (const Value& one : arguments) {
        texts.push_back(capi::text_of(one));
        views.push_back(capi::view(one, texts.back()));
      }
      cw_value result{CW_BOOL, 0, nullptr};
      if (function(user, views.data(), views.size(), &result) != 0) {
        const bool says = result.kind == CW_LABEL && result.text != nullptr;
        throw std::runtime_error(says ? result.text : "the host's function failed");
      }
      const auto value = capi::value_of(result);
      if (!value) throw std::runtime_error("the host's function gave no value");
      return *value;
    };
    return CW_OK;
  });
}

cw_status cw_options_loader(cw_options* options, cw_loader loader, void* user) {
  if (options == nullptr || loader == nullptr) return CW_ARGUMENT;
  return guarded(nullptr, [&] {
    options->options.loader = [loader, user](const std::string& path) -> std::optional<std::string> {
      const char* text = nullptr;
      std::size_t length = 0;
      if (loader(user, path.c_str(), &text, &length) != 0 || text == nullptr) return std::nullopt;
      return std::string(text, length);
    };
    return CW_OK;
  });
}

cw_status cw_options_cancel(cw_options* options, const cw_cancel* cancel) {
  if (options == nullptr || cancel == nullptr) return CW_ARGUMENT;
  options->options.cancel = cancel->token;
  return CW_OK;
}

// ---- models ----

namespace {

cw_status keep(causeway::Result<Model> loaded, cw_model** result, cw_error** error) {
  if (!loaded) return fail(loaded.error(), error);
  Model model = std::move(loaded).value();
  std::vector<std::string> variables = model.variables();
  std::vector<causeway::Question> questions = model.questions();
  *result = new cw_model{std::move(model), std::move(variables), std::move(questions)};
  return CW_OK;
}

causeway::Options options_of(const cw_options* options) {
  return options == nullptr ? causeway::Options() : options->options;
}

std::unique_ptr<cw_list> list_of(std::vector<Value> values) {
  auto list = std::make_unique<cw_list>();
  for (const Value& one : values) list->texts.push_back(capi::text_of(one));
  list->values = std::move(values);
  return list;
}

template <typename Ask>
cw_status names(const cw_model* model, const char* variable, cw_list** result, cw_error** error, Ask ask) {
  if (model == nullptr || variable == nullptr || result == nullptr)
    return missing("the model, the variable or the result", error);
  return guarded(error, [&] {
    const causeway::Result<std::vector<std::string>> found = ask(model->model, variable);
    if (!found) return fail(found.error(), error);
    *result = list_of({found.value().begin(), found.value().end()}).release();
    return CW_OK;
  });
}

}  // namespace

cw_status cw_model_load(const char* path, const cw_options* options, cw_model** result, cw_error** error) {
  if (path == nullptr || result == nullptr) return missing("the path or the result", error);
  return guarded(error, [&] { return keep(Model::load(path, options_of(options)), result, error); });
}

cw_status cw_model_parse(const char* text, size_t length, const char* name, const cw_options* options,
                         cw_model** result, cw_error** error) {
  if (text == nullptr || result == nullptr) return missing("the text or the result", error);
  return guarded(error, [&] {
    return keep(Model::parse({text, length}, options_of(options), name == nullptr ? "<model>" : name), result,
                error);
  });
}

void cw_model_free(cw_model* model) {
  delete model;
}
cw_status cw_model_with_limits(const cw_model* model, const cw_options* options, cw_model** result) {
  if (model == nullptr || options == nullptr || result == nullptr) return CW_ARGUMENT;
  return guarded(nullptr, [&] {
    *result =
        new cw_model{model->model.with_limits(options->options.limits), model->variables, model->questions};
    return CW_OK;
  });
}
const char* cw_model_name(const cw_model* model) {
  return model == nullptr ? nullptr : model->model.name().c_str();
}
cw_status cw_model_warnings(const cw_model* model, cw_error** result) {
  if (model == nullptr || result == nullptr) return CW_ARGUMENT;
  return guarded(nullptr, [&] {
    *result = capi::error_of(model->model.warnings()).release();
    return CW_OK;
  });
}

size_t cw_model_questions(const cw_model* model) {
  return model == nullptr ? 0 : model->questions.size();
}
const char* cw_model_question(const cw_model* model, size_t i) {
  return i < cw_model_questions(model) ? model->questions[i].text.c_str() : nullptr;
}
const char* cw_model_question_name(const cw_model* model, size_t i) {
  return i < cw_model_questions(model) ? model->questions[i].name.c_str() : nullptr;
}
int cw_model_question_asserts(const cw_model* model, size_t i) {
  return i < cw_model_questions(model) && model->questions[i].assertion ? 1 : 0;
}

size_t cw_model_variables(const cw_model* model) {
  return model == nullptr ? 0 : model->variables.size();
}
const char* cw_model_variable(const cw_model* model, size_t i) {
  return i < cw_model_variables(model) ? model->variables[i].c_str() : nullptr;
}

void cw_list_free(cw_list* list) {
  delete list;
}
size_t cw_list_size(const cw_list* list) {
  return list == nullptr ? 0 : list->values.size();
}
cw_status cw_list_value(const cw_list* list, size_t i, cw_value* result) {
  if (list == nullptr || result == nullptr) return CW_ARGUMENT;
  if (i >= list->values.size()) return CW_USAGE;
  *result = capi::view(list->values[i], list->texts[i]);
  return CW_OK;
}

cw_status cw_model_domain(const cw_model* model, const char* variable, cw_list** result, cw_error** error) {
  if (model == nullptr || variable == nullptr || result == nullptr)
    return missing("the model, the variable or the result", error);
  return guarded(error, [&] {
    const causeway::Result<causeway::Domain> found = model->model.domain(variable);
    if (!found) return fail(found.error(), error);
    *result = list_of(found.value().values()).release();
    return CW_OK;
  });
}
cw_status cw_model_parents(const cw_model* model, const char* variable, cw_list** result, cw_error** error) {
  return names(model, variable, result, error,
               [](const Model& of, const char* name) { return of.parents(name); });
}
cw_status cw_model_children(const cw_model* model, const char* variable, cw_list** result, cw_error** error) {
  return names(model, variable, result, error,
               [](const Model& of, const char* name) { return of.children(name); });
}

namespace {

std::optional<causeway::GraphFormat> format_of(cw_graph_format format) {
  switch (format) {
    case CW_DOT:
      return causeway::GraphFormat::Dot;
    case CW_DAGITTY:
      return causeway::GraphFormat::Dagitty;
    case CW_JSON:
      return causeway::GraphFormat::Json;
  }
  return std::nullopt;
}

cw_status graph_text(const causeway::World& world, cw_graph_format format, char** result, cw_error** error) {
  return guarded(error, [&] {
    const auto known = format_of(format);
    if (!known) return fail(CW_ARGUMENT, causeway::Code::Usage, "there is no such format", error);
    const causeway::Result<causeway::Graph> graph = world.graph();
    if (!graph) return fail(graph.error(), error);
    *result = capi::copy(graph.value().to_string(*known));
    return CW_OK;
  });
}

}  // namespace

cw_status cw_model_graph(const cw_model* model, cw_graph_format format, char** result) {
  if (model == nullptr || result == nullptr) return CW_ARGUMENT;
  return guarded(nullptr, [&] {
    return graph_text(model->model.given(causeway::Assignments()), format, result, nullptr);
  });
}

// ---- worlds and units ----

cw_status cw_world_new(const cw_model* model, cw_world** result) {
  if (model == nullptr || result == nullptr) return CW_ARGUMENT;
  return guarded(nullptr, [&] {
    *result = new cw_world{model->model.given(causeway::Assignments())};
    return CW_OK;
  });
}
void cw_world_free(cw_world* world) {
  delete world;
}
cw_status cw_world_given(cw_world* world, const char* events) {
  if (world == nullptr || events == nullptr) return CW_ARGUMENT;
  return guarded(nullptr, [&] {
    world->world = world->world.given(events);
    return CW_OK;
  });
}
cw_status cw_world_act(cw_world* world, const char* interventions) {
  if (world == nullptr || interventions == nullptr) return CW_ARGUMENT;
  return guarded(nullptr, [&] {
    world->world = world->world.act(interventions);
    return CW_OK;
  });
}

namespace {

template <typename Change>
cw_status with_value(cw_world* world, const char* variable, const cw_value* value, Change change) {
  if (world == nullptr || variable == nullptr || value == nullptr) return CW_ARGUMENT;
  return guarded(nullptr, [&] {
    auto known = capi::value_of(*value);
    if (!known) return CW_ARGUMENT;
    world->world = change(world->world, causeway::Assignments{{variable, std::move(*known)}});
    return CW_OK;
  });
}

}  // namespace

cw_status cw_world_given_value(cw_world* world, const char* variable, const cw_value* value) {
  return with_value(world, variable, value, [](const causeway::World& of, const causeway::Assignments& one) {
    return of.given(one);
  });
}
cw_status cw_world_act_value(cw_world* world, const char* variable, const cw_value* value) {
  return with_value(world, variable, value,
                    [](const causeway::World& of, const causeway::Assignments& one) { return of.act(one); });
}
cw_status cw_world_graph(const cw_world* world, cw_graph_format format, char** result, cw_error** error) {
  if (world == nullptr || result == nullptr) return missing("the world or the result", error);
  return graph_text(world->world, format, result, error);
}

cw_status cw_world_sampler(const cw_world* world, uint64_t seed, int latent, int noise,
                           const cw_cancel* cancel, cw_sampler** result, cw_error** error) {
  if (world == nullptr || result == nullptr) return missing("the world or the result", error);
  return guarded(error, [&] {
    auto sampler = world->world.sampler(seed, {latent != 0, noise != 0}, capi::token(cancel));
    if (!sampler) return fail(sampler.error(), error);
    *result = new cw_sampler{std::move(sampler).value(), {}, {}};
    return CW_OK;
  });
}
void cw_sampler_free(cw_sampler* sampler) {
  delete sampler;
}
size_t cw_sampler_columns(const cw_sampler* sampler) {
  return sampler == nullptr ? 0 : sampler->sampler.columns().size();
}
const char* cw_sampler_column(const cw_sampler* sampler, size_t column) {
  return column < cw_sampler_columns(sampler) ? sampler->sampler.columns()[column].c_str() : nullptr;
}
cw_status cw_sampler_next(cw_sampler* sampler, const cw_cancel* cancel, cw_error** error) {
  if (sampler == nullptr) return missing("the sampler", error);
  return guarded(error, [&] {
    auto unit = sampler->sampler.next(capi::token(cancel));
    if (!unit) return fail(unit.error(), error);
    std::vector<std::string> texts;
    for (const Value& one : unit.value()) texts.push_back(capi::text_of(one));
    sampler->texts = std::move(texts);
    sampler->unit = std::move(unit).value();
    return CW_OK;
  });
}
cw_status cw_sampler_value(const cw_sampler* sampler, size_t column, cw_value* result) {
  if (sampler == nullptr || result == nullptr) return CW_ARGUMENT;
  if (column >= sampler->unit.size()) return CW_USAGE;
  *result = capi::view(sampler->unit[column], sampler->texts[column]);
  return CW_OK;
}

const char* cw_version(void) {
  return CAUSEWAY_VERSION;
}
