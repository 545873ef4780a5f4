// SPDX-License-Identifier: MIT
#include "fuzz/c_calls.hpp"

#include <map>
#include <string>
#include <vector>

#include "causeway/causeway.h"
#include "fuzz/entries.hpp"

namespace causeway::fuzz {

namespace {

/// What the calls have made so far; a new thing takes the place of the old.
class Caller {
 public:
  explicit Caller(std::string_view text) : text_(text) {
    cw_options_new(&options_);
    cw_options_limit(options_, CW_LIMIT_STEPS, 200'000);
    cw_options_limit(options_, CW_LIMIT_MEMORY, 64U << 20U);
    cw_options_limit(options_, CW_LIMIT_MILLISECONDS, 500);
    cw_options_loader(
        options_, [](void*, const char*, const char**, size_t*) { return 1; }, nullptr);
    cw_cancel_new(&cancel_);
  }
  ~Caller() {
    cw_options_free(options_);
    cw_cancel_free(cancel_);
    cw_model_free(model_);
    cw_answer_free(answer_);
    cw_query_free(query_);
    cw_world_free(world_);
    cw_sampler_free(sampler_);
    cw_list_free(list_);
    cw_error_free(error_);
  }
  Caller(const Caller&) = delete;
  Caller& operator=(const Caller&) = delete;

  void run() {
    constexpr int kMost = 40;
    for (int i = 0; i < kMost && !text_.empty(); ++i) call(line());
  }

 private:
  std::string line() {
    const std::size_t end = text_.find('\n');
    std::string result(text_.substr(0, end));
    text_ = end == std::string_view::npos ? "" : text_.substr(end + 1);
    return result;
  }
  std::size_t number() { return static_cast<std::size_t>(std::strtoull(line().c_str(), nullptr, 10)); }

  template <typename T>
  void replace(T*& kept, T* fresh, void (*free)(T*)) {
    free(kept);
    kept = fresh;
  }
  void look(cw_status status, cw_error* error) {
    if (status > CW_INTERNAL || status < CW_OK || status == CW_INTERNAL)
      broken("a status is one of those declared");
    if (cw_status_name(status) == nullptr) broken("a status has a name");
    if (status == CW_OK && error != nullptr) broken("there is no error where all is well");
    replace(error_, error, cw_error_free);
    for (std::size_t i = 0; i <= cw_error_count(error_); ++i) {
      (void)cw_error_message(error_, i);
      (void)cw_error_hint(error_, i);
      (void)cw_error_line(error_, i);
    }
    (void)cw_error_text(error_);
  }
  void look_at_answer(cw_answer* answer) {
    replace(answer_, answer, cw_answer_free);
    (void)cw_answer_what(answer_);
    (void)cw_answer_number(answer_);
    (void)cw_answer_double(answer_);
    cw_value value;
    for (std::size_t row = 0; row < std::min<std::size_t>(cw_answer_rows(answer_), 5) + 1; ++row) {
      for (std::size_t column = 0; column <= cw_answer_columns(answer_); ++column)
        (void)cw_answer_value(answer_, row, column, &value);
      (void)cw_answer_row_number(answer_, row);
    }
    (void)cw_answer_marginal(answer_, 0);
    cw_error* warnings = nullptr;
    if (cw_answer_warnings(answer_, &warnings) == CW_OK) cw_error_free(warnings);
  }
  cw_value value(const std::string& text) {
    if (text == "true" || text == "false") return {CW_BOOL, text == "true" ? 1 : 0, nullptr};
    const bool number = !text.empty() && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9'));
    return {text.size() % 7 == 6 ? static_cast<cw_kind>(text.size())
            : number             ? CW_NUMBER
                                 : CW_LABEL,
            0, text.empty() ? nullptr : text.c_str()};
  }

  void call(const std::string& what);
  void call_model(const std::string& what);
  void call_world(const std::string& what);

  std::string_view text_;
  cw_options* options_ = nullptr;
  cw_cancel* cancel_ = nullptr;
  cw_model* model_ = nullptr;
  cw_answer* answer_ = nullptr;
  cw_query* query_ = nullptr;
  cw_world* world_ = nullptr;
  cw_sampler* sampler_ = nullptr;
  cw_list* list_ = nullptr;
  cw_error* error_ = nullptr;
};

void Caller::call(const std::string& what) {
  cw_error* error = nullptr;
  if (what == "option") {
    const std::string name = line();
    look(cw_options_param(options_, name.c_str(), line().c_str()), nullptr);
  } else if (what == "limit") {
    const auto limit = static_cast<cw_limit>(number() % 10);
    const std::size_t value = number();
    const bool kept = limit == CW_LIMIT_STEPS || limit == CW_LIMIT_MEMORY || limit == CW_LIMIT_MILLISECONDS ||
                      limit == CW_LIMIT_THREADS;  // so that no input takes long
    if (!kept) look(cw_options_limit(options_, limit, value), nullptr);
  } else if (what == "parse") {
    const std::string text = line();
    cw_model* model = nullptr;
    const cw_status status = cw_model_parse(text.data(), text.size(), nullptr, options_, &model, &error);
    look(status, error);
    replace(model_, model, cw_model_free);
  } else if (what == "query") {
    cw_answer* answer = nullptr;
    const cw_status status = cw_model_query(model_, line().c_str(), cancel_, &answer, &error);
    look(status, error);
    look_at_answer(answer);
  } else if (what == "answer") {
    cw_answer* answer = nullptr;
    const cw_status status = cw_model_answer(model_, number(), cancel_, &answer, &error);
    look(status, error);
    look_at_answer(answer);
  } else if (what == "limited") {
    cw_model* model = nullptr;
    look(cw_model_with_limits(model_, options_, &model), nullptr);
    replace(model_, model, cw_model_free);
  } else if (what == "prepare") {
    cw_query* query = nullptr;
    const cw_status status = cw_model_prepare(model_, line().c_str(), &query, &error);
    look(status, error);
    replace(query_, query, cw_query_free);
  } else if (what == "evaluate") {
    const std::string name = line();
    const std::string text = line();
    const char* names[] = {name.c_str(), cw_query_placeholder(query_, 0)};
    const cw_value values[] = {value(text), value(text)};
    cw_answer* answer = nullptr;
    const cw_status status =
        cw_query_evaluate(query_, names, values, text.size() % 3, cancel_, &answer, &error);
    look(status, error);
    look_at_answer(answer);
  } else if (what == "cancel") {
    cw_cancel_now(cancel_);
    if (cw_cancel_progress(cancel_) > 1) broken("a fraction is at most 1");
  } else {
    call_model(what);
    call_world(what);
  }
}

void Caller::call_model(const std::string& what) {
  cw_error* error = nullptr;
  cw_list* list = nullptr;
  const bool lists = what == "domain" || what == "parents" || what == "children";
  cw_status status = CW_OK;
  if (what == "domain") status = cw_model_domain(model_, line().c_str(), &list, &error);
  if (what == "parents") status = cw_model_parents(model_, line().c_str(), &list, &error);
  if (what == "children") status = cw_model_children(model_, line().c_str(), &list, &error);
  if (lists) look(status, error);
  if (lists) replace(list_, list, cw_list_free);
  cw_value value;
  for (std::size_t i = 0; lists && i <= cw_list_size(list_); ++i) (void)cw_list_value(list_, i, &value);
  if (what == "graph") {
    char* text = nullptr;
    look(cw_model_graph(model_, static_cast<cw_graph_format>(text_.size() % 5), &text), nullptr);
    cw_string_free(text);
  }
  if (what == "variable") (void)cw_model_variable(model_, number());
}

void Caller::call_world(const std::string& what) {
  cw_error* error = nullptr;
  if (what == "world") {
    cw_world* world = nullptr;
    look(cw_world_new(model_, &world), nullptr);
    replace(world_, world, cw_world_free);
  }
  if (what == "given") look(cw_world_given(world_, line().c_str()), nullptr);
  if (what == "act") look(cw_world_act(world_, line().c_str()), nullptr);
  if (what == "given_value" || what == "act_value") {
    const std::string name = line();
    const std::string text = line();
    const cw_value one = value(text);
    const auto change = what == "act_value" ? cw_world_act_value : cw_world_given_value;
    look(change(world_, name.c_str(), &one), nullptr);
  }
  if (what == "predict") {
    cw_answer* answer = nullptr;
    const cw_status status = cw_world_predict(world_, line().c_str(), nullptr, &answer, &error);
    look(status, error);
    look_at_answer(answer);
  }
  if (what == "sampler") {
    cw_sampler* sampler = nullptr;
    const cw_status status =
        cw_world_sampler(world_, text_.size(), text_.size() % 2 == 0, 1, cancel_, &sampler, &error);
    look(status, error);
    replace(sampler_, sampler, cw_sampler_free);
  }
  if (what == "next") {
    const cw_status status = cw_sampler_next(sampler_, cancel_, &error);
    look(status, error);
    cw_value value;
    for (std::size_t i = 0; i <= cw_sampler_columns(sampler_); ++i)
      (void)cw_sampler_value(sampler_, i, &value);
  }
}

}  // namespace

void run_c(std::string_view bytes) {
  Caller(bytes).run();
}

}  // namespace causeway::fuzz
