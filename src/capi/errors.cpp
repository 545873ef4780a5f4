// SPDX-License-Identifier: MIT
#include <array>
#include <cstdlib>
#include <cstring>

#include "capi/handles.hpp"

namespace causeway::capi {

namespace {

struct Named {
  Code code;
  cw_status status;
};
constexpr std::array<Named, 15> kStatuses{{{Code::Syntax, CW_SYNTAX},
                                           {Code::Name, CW_NAME},
                                           {Code::Type, CW_TYPE},
                                           {Code::Domain, CW_DOMAIN},
                                           {Code::Cycle, CW_CYCLE},
                                           {Code::Probability, CW_PROBABILITY},
                                           {Code::Intervention, CW_INTERVENTION},
                                           {Code::UndefinedCondition, CW_UNDEFINED_CONDITION},
                                           {Code::UndefinedOperation, CW_UNDEFINED_OPERATION},
                                           {Code::Undetermined, CW_UNDETERMINED},
                                           {Code::Unbound, CW_UNBOUND},
                                           {Code::Resource, CW_RESOURCE},
                                           {Code::Cancelled, CW_CANCELLED},
                                           {Code::Io, CW_IO},
                                           {Code::Usage, CW_USAGE}}};

}  // namespace

cw_status status_of(Code code) {
  for (const Named& one : kStatuses) {
    if (one.code == code) return one.status;
  }
  return CW_OK;  // a warning
}

std::unique_ptr<cw_error> error_of(Diagnostics diagnostics) {
  auto error = std::make_unique<cw_error>();
  error->diagnostics = std::move(diagnostics);
  for (const Diagnostic& one : error->diagnostics) error->text += one.to_string();
  return error;
}

cw_status fail(const Diagnostics& diagnostics, cw_error** error) {
  if (error != nullptr) *error = error_of(diagnostics).release();
  return status_of(diagnostics.front().code);
}

cw_status fail(cw_status status, Code code, const std::string& message, cw_error** error) {
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.message = message;
  if (error != nullptr) *error = error_of({diagnostic}).release();
  return status;
}

char* copy(const std::string& text) {
  auto* result = static_cast<char*>(std::malloc(text.size() + 1));
  if (result == nullptr) throw std::bad_alloc();
  std::memcpy(result, text.c_str(), text.size() + 1);
  return result;
}

cw_value view(const Value& value, const std::string& text) {
  switch (value.kind()) {
    case Value::Kind::Bool:
      return {CW_BOOL, value.boolean() ? 1 : 0, text.c_str()};
    case Value::Kind::Number:
      return {CW_NUMBER, 0, text.c_str()};
    case Value::Kind::Label:
      break;
  }
  return {CW_LABEL, 0, text.c_str()};
}

std::optional<Value> value_of(const cw_value& value) {
  std::optional<Value> result;
  if (value.kind == CW_BOOL) {
    result.emplace(value.boolean != 0);
  } else if (value.text != nullptr && value.kind == CW_LABEL) {
    result.emplace(value.text);
  } else if (value.text != nullptr && value.kind == CW_NUMBER) {
    if (auto number = Rational::parse(value.text)) result.emplace(std::move(*number));
  }
  return result;
}

namespace {

const Diagnostic* diagnostic(const cw_error* error, std::size_t i) {
  return error == nullptr || i >= error->diagnostics.size() ? nullptr : &error->diagnostics[i];
}

}  // namespace

}  // namespace causeway::capi

using causeway::capi::diagnostic;

const char* cw_status_name(cw_status status) {
  if (status == CW_OK) return "ok";
  if (status == CW_ARGUMENT) return "argument";
  if (status == CW_MEMORY) return "memory";
  for (const auto& one : causeway::capi::kStatuses) {
    if (one.status == status) return causeway::to_string(one.code).data();
  }
  return "internal";
}

void cw_error_free(cw_error* error) {
  delete error;
}
size_t cw_error_count(const cw_error* error) {
  return error == nullptr ? 0 : error->diagnostics.size();
}
cw_status cw_error_status(const cw_error* error, size_t i) {
  const auto* one = diagnostic(error, i);
  return one == nullptr ? CW_OK : causeway::capi::status_of(one->code);
}
const char* cw_error_code(const cw_error* error, size_t i) {
  const auto* one = diagnostic(error, i);
  return one == nullptr ? nullptr : causeway::to_string(one->code).data();
}
const char* cw_error_message(const cw_error* error, size_t i) {
  const auto* one = diagnostic(error, i);
  return one == nullptr ? nullptr : one->message.c_str();
}
const char* cw_error_hint(const cw_error* error, size_t i) {
  const auto* one = diagnostic(error, i);
  return one == nullptr ? nullptr : one->hint.c_str();
}
const char* cw_error_file(const cw_error* error, size_t i) {
  const auto* one = diagnostic(error, i);
  return one == nullptr ? nullptr : one->place.file.c_str();
}
size_t cw_error_line(const cw_error* error, size_t i) {
  const auto* one = diagnostic(error, i);
  return one == nullptr ? 0 : one->place.line;
}
size_t cw_error_column(const cw_error* error, size_t i) {
  const auto* one = diagnostic(error, i);
  return one == nullptr ? 0 : one->place.column;
}
const char* cw_error_text(const cw_error* error) {
  return error == nullptr ? "" : error->text.c_str();
}

void cw_string_free(char* string) {
  std::free(string);
}

cw_status cw_cancel_new(cw_cancel** result) {
  if (result == nullptr) return CW_ARGUMENT;
  return causeway::capi::guarded(nullptr, [&] {
    *result = new cw_cancel;
    return CW_OK;
  });
}
void cw_cancel_free(cw_cancel* cancel) {
  delete cancel;
}
void cw_cancel_now(cw_cancel* cancel) {
  if (cancel != nullptr) cancel->token.cancel();
}
double cw_cancel_progress(const cw_cancel* cancel) {
  return cancel == nullptr ? 0 : causeway::Progress(cancel->token).fraction();
}
