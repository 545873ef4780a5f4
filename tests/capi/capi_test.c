/* SPDX-License-Identifier: MIT */
/* The C interface from C99: every function, on what it is for and on what it is not. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "causeway/causeway.h"

static int checks = 0;
static int faults = 0;

static void check(int holds, const char* what, int line) {
  ++checks;
  if (holds) return;
  ++faults;
  printf("capi_test.c:%d: %s\n", line, what);
}
#define CHECK(holds) check((holds) != 0, #holds, __LINE__)
#define CHECK_TEXT(text, expected) check((text) != NULL && strcmp(text, expected) == 0, #text, __LINE__)

static const char* const kSquad =
    "model squad\n"
    "noise u ~ bernoulli(7/10)\n"
    "noise w ~ bernoulli(1/10)\n"
    "var captain = u\n"
    "var rifle_a = captain or w\n"
    "var rifle_b = captain\n"
    "var death = rifle_a or rifle_b\n"
    "query chance = P(death)\n"
    "query by[s in {1, 2}] = P(death | rifle_a = (s == 1)) > 1/2\n";

static cw_model* parse(const char* text, const cw_options* options) {
  cw_model* model = NULL;
  cw_error* error = NULL;
  CHECK(cw_model_parse(text, strlen(text), "test.scm", options, &model, &error) == CW_OK);
  if (error != NULL) printf("%s", cw_error_text(error));
  cw_error_free(error);
  return model;
}

static void answers(const cw_model* model) {
  cw_answer* answer = NULL;
  cw_value value;
  CHECK(cw_model_query(model, "P(death)", NULL, &answer, NULL) == CW_OK);
  CHECK(cw_answer_what(answer) == CW_ANSWER_NUMBER);
  CHECK_TEXT(cw_answer_number(answer), "73/100");
  CHECK(cw_answer_number(answer) == cw_answer_number(answer));
  CHECK(cw_answer_double(answer) == 0.73);
  CHECK(cw_answer_boolean(answer) == -1);
  CHECK(cw_answer_rows(answer) == 0);
  CHECK(cw_answer_columns(answer) == 0);
  CHECK(cw_answer_column(answer, 0) == NULL);
  CHECK(cw_answer_row_number(answer, 1) == NULL);
  CHECK(cw_answer_value(answer, 0, 0, &value) == CW_USAGE);
  CHECK(cw_answer_marginal(answer, 0) == NULL);
  cw_answer_free(answer);

  CHECK(cw_model_query(model, "chance", NULL, &answer, NULL) == CW_OK);
  CHECK_TEXT(cw_answer_number(answer), "73/100");
  cw_answer_free(answer);

  CHECK(cw_model_query(model, "P(death) > 1/2", NULL, &answer, NULL) == CW_OK);
  CHECK(cw_answer_what(answer) == CW_ANSWER_BOOLEAN);
  CHECK(cw_answer_boolean(answer) == 1);
  CHECK(cw_answer_number(answer) == NULL);
  CHECK(isnan(cw_answer_double(answer)));
  cw_answer_free(answer);

  CHECK(cw_model_query(model, "dist(rifle_a, death)", NULL, &answer, NULL) == CW_OK);
  CHECK(cw_answer_what(answer) == CW_ANSWER_TABLE);
  CHECK(cw_answer_columns(answer) == 2);
  CHECK_TEXT(cw_answer_column(answer, 1), "death");
  CHECK(cw_answer_rows(answer) == 4);
  CHECK(cw_answer_value(answer, 3, 1, &value) == CW_OK);
  CHECK(value.kind == CW_BOOL && value.boolean == 1);
  CHECK_TEXT(value.text, "true");
  CHECK_TEXT(cw_answer_row_number(answer, 3), "73/100");
  CHECK(cw_answer_row_double(answer, 1) == 0);
  CHECK(cw_answer_value(answer, 4, 0, &value) == CW_USAGE);
  CHECK(cw_answer_value(answer, 0, 2, &value) == CW_USAGE);
  cw_answer_free(answer);

  CHECK(cw_model_query(model, "map(death)", NULL, &answer, NULL) == CW_OK);
  CHECK(cw_answer_what(answer) == CW_ANSWER_MAP);
  CHECK(cw_answer_rows(answer) == 1);
  CHECK(cw_answer_value(answer, 0, 0, &value) == CW_OK);
  CHECK_TEXT(value.text, "true");
  CHECK_TEXT(cw_answer_row_number(answer, 0), "73/100");
  cw_answer_free(answer);

  CHECK(cw_model_query(model, "marginals()", NULL, &answer, NULL) == CW_OK);
  CHECK(cw_answer_what(answer) == CW_ANSWER_MARGINALS);
  CHECK(cw_answer_marginals(answer) == 4);
  CHECK_TEXT(cw_answer_column(cw_answer_marginal(answer, 3), 0), "death");
  CHECK_TEXT(cw_answer_row_number(cw_answer_marginal(answer, 3), 1), "73/100");
  cw_answer_free(answer);

  CHECK(cw_model_query(model, "by", NULL, &answer, NULL) == CW_OK);
  CHECK(cw_answer_rows(answer) == 2);
  CHECK_TEXT(cw_answer_row_number(answer, 0), "true");
  CHECK(cw_answer_row_double(answer, 1) == 0);
  cw_answer_free(answer);
}

static void errors(const cw_model* model) {
  cw_answer* answer = NULL;
  cw_error* error = NULL;
  cw_model* none = NULL;
  CHECK(cw_model_query(model, "P(deaht)", NULL, &answer, &error) == CW_NAME);
  CHECK(answer == NULL);
  CHECK(cw_error_count(error) == 1);
  CHECK(cw_error_status(error, 0) == CW_NAME);
  CHECK_TEXT(cw_error_code(error, 0), "name");
  CHECK_TEXT(cw_error_file(error, 0), "<query>");
  CHECK(cw_error_line(error, 0) == 1);
  CHECK(cw_error_column(error, 0) == 3);
  CHECK(strstr(cw_error_message(error, 0), "deaht") != NULL);
  CHECK(strstr(cw_error_hint(error, 0), "death") != NULL);
  CHECK(strstr(cw_error_text(error), "^~~~~") != NULL);
  CHECK(cw_error_message(error, 1) == NULL);
  cw_error_free(error);
  CHECK(cw_model_query(model, "P(death | captain, not death)", NULL, &answer, NULL) ==
        CW_UNDEFINED_CONDITION);
  CHECK_TEXT(cw_status_name(CW_UNDEFINED_CONDITION), "undefined-condition");
  CHECK_TEXT(cw_status_name(CW_OK), "ok");
  CHECK_TEXT(cw_status_name((cw_status)99), "internal");
  error = NULL;
  CHECK(cw_model_load("/nowhere.scm", NULL, &none, &error) == CW_IO);
  CHECK_TEXT(cw_error_code(error, 0), "io");
  cw_error_free(error);
  error = NULL;
  CHECK(cw_model_parse("var x = y", 9, NULL, NULL, &none, &error) == CW_NAME);
  CHECK_TEXT(cw_error_file(error, 0), "<model>");
  cw_error_free(error);
  CHECK(none == NULL);

  /* NULL where it may not be, and where it may. */
  error = NULL;
  CHECK(cw_model_query(NULL, "P(death)", NULL, &answer, &error) == CW_ARGUMENT);
  CHECK_TEXT(cw_error_code(error, 0), "argument");
  CHECK(cw_error_status(error, 0) == CW_ARGUMENT);
  cw_error_free(error);
  CHECK(cw_model_query(model, "P(death)", NULL, &answer, &error) == CW_OK);
  CHECK(error == NULL);
  cw_answer_free(answer);
  answer = NULL;
  CHECK(cw_model_query(model, NULL, NULL, &answer, NULL) == CW_ARGUMENT);
  CHECK(cw_model_query(model, "P(death)", NULL, NULL, NULL) == CW_ARGUMENT);
  CHECK(cw_model_load(NULL, NULL, &none, NULL) == CW_ARGUMENT);
  CHECK(cw_model_parse(NULL, 0, NULL, NULL, &none, NULL) == CW_ARGUMENT);
  CHECK(cw_options_new(NULL) == CW_ARGUMENT);
  CHECK(cw_error_count(NULL) == 0);
  CHECK(cw_error_text(NULL) != NULL);
  CHECK(cw_answer_number(NULL) == NULL);
  CHECK(cw_model_variables(NULL) == 0);
  CHECK(cw_sampler_columns(NULL) == 0);
  cw_model_free(NULL);
  cw_answer_free(NULL);
  cw_error_free(NULL);
  cw_options_free(NULL);
  cw_query_free(NULL);
  cw_world_free(NULL);
  cw_sampler_free(NULL);
  cw_list_free(NULL);
  cw_cancel_free(NULL);
  cw_cancel_now(NULL);
  cw_string_free(NULL);
}

static void facts(const cw_model* model) {
  cw_list* list = NULL;
  cw_error* error = NULL;
  cw_value value;
  char* text = NULL;
  CHECK_TEXT(cw_model_name(model), "squad");
  CHECK(cw_model_variables(model) == 6);
  CHECK_TEXT(cw_model_variable(model, 5), "death");
  CHECK(cw_model_variable(model, 6) == NULL);
  CHECK(cw_model_domain(model, "death", &list, NULL) == CW_OK);
  CHECK(cw_list_size(list) == 2);
  CHECK(cw_list_value(list, 0, &value) == CW_OK);
  CHECK(value.kind == CW_BOOL && value.boolean == 0);
  CHECK(cw_list_value(list, 2, &value) == CW_USAGE);
  cw_list_free(list);
  CHECK(cw_model_parents(model, "death", &list, NULL) == CW_OK);
  CHECK(cw_list_size(list) == 2);
  CHECK(cw_list_value(list, 1, &value) == CW_OK);
  CHECK(value.kind == CW_LABEL);
  CHECK_TEXT(value.text, "rifle_b");
  cw_list_free(list);
  CHECK(cw_model_children(model, "u", &list, NULL) == CW_OK);
  CHECK(cw_list_size(list) == 1);
  cw_list_free(list);
  CHECK(cw_model_parents(model, "nobody", &list, &error) == CW_NAME);
  cw_error_free(error);
  CHECK(cw_model_graph(model, CW_DAGITTY, &text) == CW_OK);
  CHECK(strstr(text, "\"rifle_a\" -> \"death\"") != NULL);
  cw_string_free(text);
  CHECK(cw_model_graph(model, (cw_graph_format)7, &text) == CW_ARGUMENT);
  error = NULL;
  CHECK(cw_model_warnings(model, &error) == CW_OK);
  CHECK(cw_error_count(error) == 0);
  cw_error_free(error);
}

static void prepared(const cw_model* model) {
  cw_query* query = NULL;
  cw_answer* answer = NULL;
  cw_error* error = NULL;
  const char* names[2] = {"a", "b"};
  cw_value values[2] = {{CW_BOOL, 1, NULL}, {CW_BOOL, 0, NULL}};
  CHECK(cw_model_prepare(model, "P(death | rifle_a = $a, captain = $b?)", &query, NULL) == CW_OK);
  CHECK(cw_query_placeholders(query) == 2);
  CHECK_TEXT(cw_query_placeholder(query, 1), "b");
  CHECK(cw_query_optional(query, 0) == 0);
  CHECK(cw_query_optional(query, 1) == 1);
  CHECK(cw_query_placeholder(query, 2) == NULL);
  CHECK(cw_query_evaluate(query, names, values, 1, NULL, &answer, NULL) == CW_OK);
  CHECK_TEXT(cw_answer_number(answer), "1");
  cw_answer_free(answer);
  CHECK(cw_query_evaluate(query, names, values, 2, NULL, &answer, NULL) == CW_OK);
  cw_answer_free(answer);
  CHECK(cw_query_evaluate(query, NULL, NULL, 0, NULL, &answer, &error) == CW_UNBOUND);
  cw_error_free(error);
  error = NULL;
  names[1] = "c";
  CHECK(cw_query_evaluate(query, names, values, 2, NULL, &answer, &error) == CW_NAME);
  cw_error_free(error);
  error = NULL;
  values[0].kind = CW_NUMBER;
  values[0].text = "one";
  CHECK(cw_query_evaluate(query, names, values, 1, NULL, &answer, &error) == CW_ARGUMENT);
  cw_error_free(error);
  CHECK(cw_query_evaluate(query, NULL, values, 1, NULL, &answer, NULL) == CW_ARGUMENT);
  cw_query_free(query);
  CHECK(cw_model_prepare(model, "P(", &query, NULL) == CW_SYNTAX);
}

static void worlds(const cw_model* model) {
  static const cw_value yes = {CW_BOOL, 1, NULL};
  static const cw_value no = {CW_BOOL, 0, NULL};
  static const cw_value broken = {CW_NUMBER, 0, "1/"};
  cw_world* world = NULL;
  cw_world* valued = NULL;
  cw_answer* answer = NULL;
  cw_sampler* sampler = NULL;
  cw_error* error = NULL;
  cw_value value;
  char* text = NULL;
  int i;
  CHECK(cw_world_new(model, &world) == CW_OK);
  CHECK(cw_world_given(world, "death") == CW_OK);
  CHECK(cw_world_act(world, "rifle_a = false") == CW_OK);
  CHECK(cw_world_predict(world, "P(not death)", NULL, &answer, NULL) == CW_OK);
  CHECK_TEXT(cw_answer_number(answer), "3/73");
  cw_answer_free(answer);
  CHECK(cw_world_graph(world, CW_DOT, &text, NULL) == CW_OK);
  CHECK(strstr(text, "-> \"rifle_a\"") == NULL);
  cw_string_free(text);
  CHECK(cw_world_sampler(world, 3, 0, 1, NULL, &sampler, NULL) == CW_OK);
  CHECK(cw_sampler_columns(sampler) == 6);
  CHECK_TEXT(cw_sampler_column(sampler, 0), "u");
  CHECK(cw_sampler_column(sampler, 6) == NULL);
  CHECK(cw_sampler_value(sampler, 0, &value) == CW_USAGE);
  for (i = 0; i < 20; ++i) {
    CHECK(cw_sampler_next(sampler, NULL, NULL) == CW_OK);
    CHECK(cw_sampler_value(sampler, 3, &value) == CW_OK);
    CHECK_TEXT(value.text, "false");
  }
  cw_sampler_free(sampler);
  CHECK(cw_world_new(model, &valued) == CW_OK);
  CHECK(cw_world_given_value(valued, "death", &yes) == CW_OK);
  CHECK(cw_world_act_value(valued, "rifle_a", &no) == CW_OK);
  CHECK(cw_world_act_value(valued, "rifle_a", &broken) == CW_ARGUMENT);
  CHECK(cw_world_given_value(valued, NULL, &yes) == CW_ARGUMENT);
  CHECK(cw_world_predict(valued, "P(not death)", NULL, &answer, NULL) == CW_OK);
  CHECK_TEXT(cw_answer_number(answer), "3/73");
  cw_answer_free(answer);
  cw_world_free(valued);
  CHECK(cw_world_act(world, "rifle_a = true") == CW_OK);
  CHECK(cw_world_predict(world, "P(death)", NULL, &answer, &error) == CW_INTERVENTION);
  cw_error_free(error);
  cw_world_free(world);
}

struct Calls {
  int count;
};
static int middle(void* user, const cw_value* arguments, size_t count, cw_value* result) {
  static char text[32];
  ((struct Calls*)user)->count++;
  if (count != 2 || arguments[0].kind != CW_NUMBER) return 1;
  if (strcmp(arguments[0].text, "2") == 0 && arguments[1].boolean) {
    result->kind = CW_LABEL;
    result->text = "two is too much";
    return 1;
  }
  sprintf(text, "%d/2", atoi(arguments[0].text) + (arguments[1].boolean ? 1 : 0));
  result->kind = CW_NUMBER;
  result->text = text;
  return 0;
}
static int load(void* user, const char* path, const char** text, size_t* length) {
  (void)user;
  if (strcmp(path, "shared.scm") != 0) return 1;
  *text = "const n = 2";
  *length = strlen(*text);
  return 0;
}

static void hosts(void) {
  static const char* const kModel =
      "import \"shared.scm\"\nparam p = 1/2\nextern fn middle(0..2, bool) : {0, 1/2, 1, 3/2}\n"
      "noise k ~ uniform(0..2) noise b ~ bernoulli(p)\nvar m = middle(min(k, n), b)\n"
      "query mean = E(m | k < 2)\nassert E(k) == 1\n";
  struct Calls calls = {0};
  cw_options* options = NULL;
  cw_model* model = NULL;
  cw_model* limited = NULL;
  cw_answer* answer = NULL;
  cw_error* error = NULL;
  cw_cancel* cancel = NULL;
  CHECK(cw_options_new(&options) == CW_OK);
  CHECK(cw_options_param(options, "p", "1/4") == CW_OK);
  CHECK(cw_options_extern(options, "middle", middle, &calls) == CW_OK);
  CHECK(cw_options_loader(options, load, NULL) == CW_OK);
  CHECK(cw_options_limit(options, CW_LIMIT_THREADS, 1) == CW_OK);
  CHECK(cw_options_limit(options, (cw_limit)42, 1) == CW_ARGUMENT);
  CHECK(cw_options_limit(options, CW_LIMIT_MILLISECONDS, UINT64_MAX) == CW_OK);
  model = parse(kModel, options);
  CHECK(cw_cancel_new(&cancel) == CW_OK);
  CHECK(cw_cancel_progress(cancel) == 0);
  CHECK(cw_model_query(model, "E(m | k < 2)", cancel, &answer, NULL) == CW_OK);
  CHECK(cw_cancel_progress(cancel) == 1);
  CHECK_TEXT(cw_answer_number(answer), "3/8");
  CHECK(cw_answer_warnings(answer, &error) == CW_OK);
  CHECK(cw_error_count(error) == 0);
  cw_error_free(error);
  cw_answer_free(answer);
  CHECK(calls.count <= 6);
  CHECK(cw_model_query(model, "E(m)", NULL, &answer, &error) == CW_UNDEFINED_OPERATION);
  CHECK(strstr(cw_error_text(error), "two is too much") != NULL);
  cw_error_free(error);

  CHECK(cw_options_limit(options, CW_LIMIT_STEPS, 1) == CW_OK);
  CHECK(cw_model_with_limits(model, options, &limited) == CW_OK);
  CHECK(cw_model_query(limited, "E(m | k < 2)", NULL, &answer, NULL) == CW_RESOURCE);
  CHECK(cw_model_questions(limited) == 2);
  CHECK_TEXT(cw_model_question_name(limited, 0), "mean");
  CHECK_TEXT(cw_model_question(limited, 0), "E(m | k < 2)");
  CHECK(cw_model_question_asserts(limited, 1));
  CHECK(cw_model_question(limited, 2) == NULL);
  cw_model_free(limited);
  CHECK(cw_model_answer(model, 0, NULL, &answer, NULL) == CW_OK);
  CHECK_TEXT(cw_answer_number(answer), "3/8");
  cw_answer_free(answer);
  CHECK(cw_model_answer(model, 2, NULL, &answer, NULL) == CW_USAGE);

  CHECK(cw_options_limit(options, CW_LIMIT_STEPS, 100000000) == CW_OK);
  CHECK(cw_options_cancel(options, cancel) == CW_OK);
  cw_cancel_now(cancel);
  CHECK(cw_model_parse(kModel, strlen(kModel), NULL, options, &limited, NULL) == CW_CANCELLED);
  error = NULL;
  CHECK(cw_model_query(model, "E(m | k < 2)", cancel, &answer, &error) == CW_CANCELLED);
  cw_error_free(error);
  cw_cancel_free(cancel);
  cw_options_free(options);
  cw_model_free(model);
}

int main(void) {
  cw_model* model = parse(kSquad, NULL);
  answers(model);
  errors(model);
  facts(model);
  prepared(model);
  worlds(model);
  hosts();
  cw_model_free(model);
  CHECK(strchr(cw_version(), '.') != NULL);
  printf("%d checks, %d failed\n", checks, faults);
  return faults == 0 ? 0 : 1;
}
