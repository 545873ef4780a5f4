// SPDX-License-Identifier: MIT
#include <limits>

#include "capi/handles.hpp"

namespace capi = causeway::capi;

using causeway::Answer;
using causeway::Rational;
using causeway::Table;
using causeway::Value;
using causeway::capi::fail;
using causeway::capi::guarded;
using causeway::capi::missing;

namespace {

cw_status keep(causeway::Result<Answer> found, cw_answer** result, cw_error** error) {
  if (!found) return fail(found.error(), error);
  auto answer = std::make_unique<cw_answer>(std::move(found).value());
  if (answer->answer.kind() == Answer::Kind::Marginals) {
    for (const Answer::Marginal& one : answer->answer.marginals()) answer->marginals.emplace_back(one.table);
  }
  *result = answer.release();
  return CW_OK;
}

/// The table that the answer is; null where it is none.
const Table* table(const cw_answer* answer) {
  if (answer == nullptr) return nullptr;
  const Answer::Kind kind = answer->answer.kind();
  return kind == Answer::Kind::Distribution || kind == Answer::Kind::Indexed ? &answer->answer.table()
                                                                             : nullptr;
}
const Answer::Map* map(const cw_answer* answer) {
  return answer != nullptr && answer->answer.kind() == Answer::Kind::Map ? &answer->answer.map() : nullptr;
}

/// The number of a row, or the one number.
const Rational* number(const cw_answer* answer, std::size_t row) {
  if (const Table* own = table(answer))
    return row < own->rows.size() ? std::get_if<Rational>(&own->rows[row].result) : nullptr;
  if (row != 0 || answer == nullptr) return nullptr;
  if (const Answer::Map* own = map(answer)) return &own->probability;
  return answer->answer.kind() == Answer::Kind::Number ? &answer->answer.rational() : nullptr;
}
/// The truth value of a row of an indexed query.
const bool* truth(const cw_answer* answer, std::size_t row) {
  const Table* own = table(answer);
  return own != nullptr && row < own->rows.size() ? std::get_if<bool>(&own->rows[row].result) : nullptr;
}

/// A text made once, whoever asks for it first.
const char* text(const cw_answer* answer, std::vector<const char*>& known, std::size_t place,
                 std::size_t size, const std::function<std::string()>& make) {
  try {
    const std::lock_guard lock(answer->mutex);
    if (known.empty()) known.resize(size, nullptr);
    if (known[place] == nullptr) known[place] = answer->texts.emplace_back(make()).c_str();
    return known[place];
  } catch (...) {
    return nullptr;  // no memory
  }
}

const std::vector<std::string>* columns(const cw_answer* answer) {
  if (const Table* own = table(answer)) return &own->columns;
  if (const Answer::Map* own = map(answer)) return &own->columns;
  return nullptr;
}
const std::vector<Value>* values(const cw_answer* answer, std::size_t row) {
  if (const Table* own = table(answer)) return row < own->rows.size() ? &own->rows[row].values : nullptr;
  if (const Answer::Map* own = map(answer)) return row == 0 ? &own->values : nullptr;
  return nullptr;
}

}  // namespace

cw_status cw_model_query(const cw_model* model, const char* query, const cw_cancel* cancel,
                         cw_answer** result, cw_error** error) {
  if (model == nullptr || query == nullptr || result == nullptr)
    return missing("the model, the query or the result", error);
  return guarded(error, [&] { return keep(model->model.query(query, capi::token(cancel)), result, error); });
}

cw_status cw_model_answer(const cw_model* model, size_t question, const cw_cancel* cancel, cw_answer** result,
                          cw_error** error) {
  if (model == nullptr || result == nullptr) return missing("the model or the result", error);
  return guarded(error,
                 [&] { return keep(model->model.answer(question, capi::token(cancel)), result, error); });
}

cw_status cw_world_predict(const cw_world* world, const char* query, const cw_cancel* cancel,
                           cw_answer** result, cw_error** error) {
  if (world == nullptr || query == nullptr || result == nullptr)
    return missing("the world, the query or the result", error);
  return guarded(error,
                 [&] { return keep(world->world.predict(query, capi::token(cancel)), result, error); });
}

void cw_answer_free(cw_answer* answer) {
  delete answer;
}

cw_answer_kind cw_answer_what(const cw_answer* answer) {
  if (answer == nullptr) return CW_ANSWER_NUMBER;
  switch (answer->answer.kind()) {
    case Answer::Kind::Number:
      return CW_ANSWER_NUMBER;
    case Answer::Kind::Boolean:
      return CW_ANSWER_BOOLEAN;
    case Answer::Kind::Distribution:
    case Answer::Kind::Indexed:
      return CW_ANSWER_TABLE;
    case Answer::Kind::Map:
      return CW_ANSWER_MAP;
    case Answer::Kind::Marginals:
      break;
  }
  return CW_ANSWER_MARGINALS;
}

const char* cw_answer_number(const cw_answer* answer) {
  const bool one = answer != nullptr && answer->answer.kind() == Answer::Kind::Number;
  return one ? cw_answer_row_number(answer, 0) : nullptr;
}
double cw_answer_double(const cw_answer* answer) {
  const bool one = answer != nullptr && answer->answer.kind() == Answer::Kind::Number;
  return one ? cw_answer_row_double(answer, 0) : std::numeric_limits<double>::quiet_NaN();
}
int cw_answer_boolean(const cw_answer* answer) {
  if (answer == nullptr || answer->answer.kind() != Answer::Kind::Boolean) return -1;
  return answer->answer.boolean() ? 1 : 0;
}

size_t cw_answer_columns(const cw_answer* answer) {
  const auto* own = columns(answer);
  return own == nullptr ? 0 : own->size();
}
const char* cw_answer_column(const cw_answer* answer, size_t column) {
  return column < cw_answer_columns(answer) ? (*columns(answer))[column].c_str() : nullptr;
}
size_t cw_answer_rows(const cw_answer* answer) {
  if (const Table* own = table(answer)) return own->rows.size();
  return map(answer) != nullptr ? 1 : 0;
}

cw_status cw_answer_value(const cw_answer* answer, size_t row, size_t column, cw_value* result) {
  if (answer == nullptr || result == nullptr) return CW_ARGUMENT;
  const std::vector<Value>* own = values(answer, row);
  if (own == nullptr || column >= own->size()) return CW_USAGE;
  const Value& value = (*own)[column];
  const std::size_t width = own->size();
  const char* shown = text(answer, answer->values, row * width + column, cw_answer_rows(answer) * width,
                           [&] { return capi::text_of(value); });
  if (shown == nullptr) return CW_MEMORY;
  *result = capi::view(value, "");
  result->text = shown;
  return CW_OK;
}

const char* cw_answer_row_number(const cw_answer* answer, size_t row) {
  if (const bool* holds = truth(answer, row)) return *holds ? "true" : "false";
  const Rational* own = number(answer, row);
  if (own == nullptr) return nullptr;
  const std::size_t size = std::max<std::size_t>(cw_answer_rows(answer), 1);
  return text(answer, answer->numbers, row, size, [&] { return own->to_string(); });
}
double cw_answer_row_double(const cw_answer* answer, size_t row) {
  if (const bool* holds = truth(answer, row)) return *holds ? 1 : 0;
  const Rational* own = number(answer, row);
  return own == nullptr ? std::numeric_limits<double>::quiet_NaN() : own->to_double();
}

size_t cw_answer_marginals(const cw_answer* answer) {
  return answer == nullptr ? 0 : answer->marginals.size();
}
const cw_answer* cw_answer_marginal(const cw_answer* answer, size_t i) {
  return i < cw_answer_marginals(answer) ? &answer->marginals[i] : nullptr;
}
cw_status cw_answer_warnings(const cw_answer* answer, cw_error** result) {
  if (answer == nullptr || result == nullptr) return CW_ARGUMENT;
  return guarded(nullptr, [&] {
    *result = capi::error_of(answer->answer.warnings()).release();
    return CW_OK;
  });
}

// ---- prepared queries ----

cw_status cw_model_prepare(const cw_model* model, const char* query, cw_query** result, cw_error** error) {
  if (model == nullptr || query == nullptr || result == nullptr)
    return missing("the model, the query or the result", error);
  return guarded(error, [&] {
    auto prepared = model->model.prepare(query);
    if (!prepared) return fail(prepared.error(), error);
    auto placeholders = prepared.value().placeholders();
    *result = new cw_query{std::move(prepared).value(), std::move(placeholders)};
    return CW_OK;
  });
}
void cw_query_free(cw_query* query) {
  delete query;
}
size_t cw_query_placeholders(const cw_query* query) {
  return query == nullptr ? 0 : query->placeholders.size();
}
const char* cw_query_placeholder(const cw_query* query, size_t i) {
  return i < cw_query_placeholders(query) ? query->placeholders[i].name.c_str() : nullptr;
}
int cw_query_optional(const cw_query* query, size_t i) {
  return i < cw_query_placeholders(query) && query->placeholders[i].optional ? 1 : 0;
}

cw_status cw_query_evaluate(const cw_query* query, const char* const* names, const cw_value* values,
                            size_t count, const cw_cancel* cancel, cw_answer** result, cw_error** error) {
  if (query == nullptr || result == nullptr) return missing("the query or the result", error);
  if (count > 0 && (names == nullptr || values == nullptr)) return missing("the names or the values", error);
  return guarded(error, [&] {
    causeway::PreparedQuery bound = query->query;
    for (std::size_t i = 0; i < count; ++i) {
      if (names[i] == nullptr) return missing("a name", error);
      const auto value = capi::value_of(values[i]);
      if (!value) {
        return fail(CW_ARGUMENT, causeway::Code::Usage,
                    std::string("the value of `") + names[i] + "` cannot be read", error);
      }
      bound = bound.bind(names[i], *value);
    }
    return keep(bound.evaluate(capi::token(cancel)), result, error);
  });
}
