// SPDX-License-Identifier: MIT
#include <cstdlib>
#include <cstring>

#include "capi/handles.hpp"

namespace causeway::capi {

cw_status status_of(Code code) {
  switch (code) {
    case Code::Syntax:
      return CW_SYNTAX;
    case Code::Name:
      return CW_NAME;
    case Code::Type:
      return CW_TYPE;
    case Code::Domain:
      return CW_DOMAIN;
    case Code::Cycle:
      return CW_CYCLE;
    case Code::Probability:
      return CW_PROBABILITY;
    case Code::Intervention:
      return CW_INTERVENTION;
    case Code::UndefinedCondition:
      return CW_UNDEFINED_CONDITION;
    case Code::UndefinedOperation:
      return CW_UNDEFINED_OPERATION;
    case Code::Undetermined:
      return CW_UNDETERMINED;
    case Code::Unbound:
      return CW_UNBOUND;
    case Code::Resource:
      return CW_RESOURCE;
    case Code::Cancelled:
      return CW_CANCELLED;
    case Code::Io:
      return CW_IO;
    case Code::Usage:
      return CW_USAGE;
    case Code::Precedence:
    case Code::ShadowedLabel:
    case Code::NoEffect:
    case Code::ActedEvidence:
    case Code::LabelOrder:
    case Code::InexactRows:
      break;
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
  if (error == nullptr) return status;
  Diagnostic diagnostic;
  diagnostic.code = code;
  diagnostic.message = message;
  std::unique_ptr<cw_error> made = error_of({diagnostic});
  made->status = status;
  *error = made.release();
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

using causeway::Code;
using causeway::capi::diagnostic;

const char* cw_status_name(cw_status status) {
  const auto name = [](Code code) { return causeway::to_string(code).data(); };
  switch (status) {
    case CW_OK:
      return "ok";
    case CW_SYNTAX:
      return name(Code::Syntax);
    case CW_NAME:
      return name(Code::Name);
    case CW_TYPE:
      return name(Code::Type);
    case CW_DOMAIN:
      return name(Code::Domain);
    case CW_CYCLE:
      return name(Code::Cycle);
    case CW_PROBABILITY:
      return name(Code::Probability);
    case CW_INTERVENTION:
      return name(Code::Intervention);
    case CW_UNDEFINED_CONDITION:
      return name(Code::UndefinedCondition);
    case CW_UNDEFINED_OPERATION:
      return name(Code::UndefinedOperation);
    case CW_UNDETERMINED:
      return name(Code::Undetermined);
    case CW_UNBOUND:
      return name(Code::Unbound);
    case CW_RESOURCE:
      return name(Code::Resource);
    case CW_CANCELLED:
      return name(Code::Cancelled);
    case CW_IO:
      return name(Code::Io);
    case CW_USAGE:
      return name(Code::Usage);
    case CW_ARGUMENT:
      return "argument";
    case CW_MEMORY:
      return "memory";
    case CW_INTERNAL:
      break;
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
  if (one == nullptr) return CW_OK;
  return i == 0 && error->status != CW_OK ? error->status : causeway::capi::status_of(one->code);
}
const char* cw_error_code(const cw_error* error, size_t i) {
  const auto* one = diagnostic(error, i);
  if (one == nullptr) return nullptr;
  return i == 0 && error->status != CW_OK ? cw_status_name(error->status)
                                          : causeway::to_string(one->code).data();
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
