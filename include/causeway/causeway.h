/* SPDX-License-Identifier: MIT */
/* Causeway for C, and for every language that can call C. C99.
 *
 *   cw_model *model = NULL; cw_answer *answer = NULL; cw_error *error = NULL;
 *   if (cw_model_load("student.scm", NULL, &model, &error) != CW_OK ||
 *       cw_model_query(model, "P(letter = strong | do(grade = A))", NULL, &answer, &error) != CW_OK) {
 *     fputs(cw_error_text(error), stderr);
 *   } else {
 *     puts(cw_answer_number(answer));
 *   }
 *   cw_answer_free(answer); cw_model_free(model); cw_error_free(error);
 *
 * Every handle is freed by its own function, which takes NULL too; handles may be freed in any order. Every
 * call that can fail returns a status, gives its result through a pointer, which is left alone on failure,
 * and, where `error` is not NULL, says through it what went wrong: an object to be freed, or NULL where all
 * is well, or where there is no memory for it (CW_MEMORY). What stood there before is lost. Strings are UTF-8
 * and end in 0; a `const char *` that is returned belongs to the handle it came from, and lives as long as
 * that does unless its function says otherwise. A required pointer that is NULL is CW_ARGUMENT.
 *
 * Models, prepared queries, answers, and cancel handles may be used by many threads at once; options, worlds
 * and samplers by one at a time. The library never prints, exits or aborts, and no C++ exception leaves it.
 */
#ifndef CAUSEWAY_CAUSEWAY_H
#define CAUSEWAY_CAUSEWAY_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define CW_API
#else
#define CW_API __attribute__((visibility("default")))
#endif

/* Any number may come from C. */
#ifdef __cplusplus
#define CW_ENUM : int
extern "C" {
#else
#define CW_ENUM
#endif

/* ---- status and errors ---- */

typedef enum cw_status CW_ENUM {
  CW_OK = 0,
  CW_SYNTAX,              /* text that does not parse */
  CW_NAME,                /* an unknown, ambiguous or doubly declared name */
  CW_TYPE,                /* bool, number and label mixed; wrong arguments of a function */
  CW_DOMAIN,              /* a constant outside its domain; a malformed domain */
  CW_CYCLE,               /* mechanisms that depend on one another in a circle */
  CW_PROBABILITY,         /* a row that does not sum to 1 */
  CW_INTERVENTION,        /* on noise, twice on one target, on an edge that does not exist */
  CW_UNDEFINED_CONDITION, /* conditions of probability 0 */
  CW_UNDEFINED_OPERATION, /* a division by zero, say, that is reached with positive probability */
  CW_UNDETERMINED,        /* a counterfactual that the model does not fix */
  CW_UNBOUND,             /* a `$v` without a value, an extern function without its host */
  CW_RESOURCE,            /* a limit was reached, or the end of the machine's memory */
  CW_CANCELLED,           /* by cw_cancel_now() */
  CW_IO,                  /* a file cannot be read */
  CW_USAGE,               /* a call that makes no sense: a row that there is not */
  CW_ARGUMENT,            /* NULL, or another value that no argument may have */
  CW_MEMORY,              /* the machine has no more memory */
  CW_INTERNAL             /* a fault of the library */
} cw_status;

/* `undefined-condition` …: as the command line and its JSON spell it. Never NULL; static. */
CW_API const char* cw_status_name(cw_status status);

typedef struct cw_error cw_error;
CW_API void cw_error_free(cw_error* error);
/* How many diagnostics there are; the first is the most important. Those of a model's warnings may be none.
 */
CW_API size_t cw_error_count(const cw_error* error);
/* Of one diagnostic; NULL or 0 where there is no such, an empty text where nothing is said. Line and column
 * count from 1, columns in characters; 0: no place is known. */
CW_API cw_status cw_error_status(const cw_error* error, size_t i);
CW_API const char* cw_error_code(const cw_error* error, size_t i);
CW_API const char* cw_error_message(const cw_error* error, size_t i);
CW_API const char* cw_error_hint(const cw_error* error, size_t i);
CW_API const char* cw_error_file(const cw_error* error, size_t i);
CW_API size_t cw_error_line(const cw_error* error, size_t i);
CW_API size_t cw_error_column(const cw_error* error, size_t i);
/* All of them as the command line prints them, with the source line underlined, notes and hints. */
CW_API const char* cw_error_text(const cw_error* error);

/* ---- values ---- */

typedef enum cw_kind CW_ENUM { CW_BOOL, CW_NUMBER, CW_LABEL } cw_kind;

/* A value of a variable. `text` is `true` or `false`, an exact number (`3`, `-1/2`; decimals may be given,
 * and are not returned) or a label; `boolean` counts for CW_BOOL only. */
typedef struct cw_value { /* NOLINT(readability-identifier-naming): C */
  cw_kind kind;
  int boolean;
  const char* text;
} cw_value;

/* ---- cancelling ---- */

typedef struct cw_cancel cw_cancel;
CW_API cw_status cw_cancel_new(cw_cancel** result);
CW_API void cw_cancel_free(cw_cancel* cancel);
/* Whatever runs with the handle ends with CW_CANCELLED, within 100 ms, or when a function of the host that it
 * has called returns. May be called from any thread. */
CW_API void cw_cancel_now(cw_cancel* cancel);
/* How far the call is that runs with the handle, from 0 to 1; 1 when it has succeeded. From any thread. */
CW_API double cw_cancel_progress(const cw_cancel* cancel);

/* ---- options: what a model is loaded with ---- */

typedef enum cw_limit CW_ENUM {
  CW_LIMIT_SOURCE,       /* bytes of one source text; 16 MiB unless set */
  CW_LIMIT_DEPTH,        /* nesting in a text; 256, at most 512 */
  CW_LIMIT_DOMAIN,       /* values of one domain; 2^20 */
  CW_LIMIT_STEPS,        /* elementary steps of a query; 100 million */
  CW_LIMIT_MEMORY,       /* bytes held by a model, or by a query; 1 GiB */
  CW_LIMIT_MILLISECONDS, /* wall time of a query; 0, none */
  CW_LIMIT_THREADS,      /* that one query may use; 0, all cores */
  CW_LIMIT_FACTOR        /* entries of one table that a plan computes with; what memory holds */
} cw_limit;

/* A pure function of the host, bound to an `extern fn`. Gives 0 and the result, whose text is copied at once;
 * anything else is an error, of which the result's text, if it is a CW_LABEL, is the message. Called from one
 * thread at a time for one model; must not ask that model. */
typedef int (*cw_extern)(void* user, const cw_value* arguments, size_t count, cw_value* result);
/* The text of an imported file: gives 0 and the text, which is copied at once; anything else: there is none.
 */
typedef int (*cw_loader)(void* user, const char* path, const char** text, size_t* length);

typedef struct cw_options cw_options;
CW_API cw_status cw_options_new(cw_options** result);
CW_API void cw_options_free(cw_options* options);
/* A parameter, as a text of the language: `1/4`, `high`, `[1, 2]`. */
CW_API cw_status cw_options_param(cw_options* options, const char* name, const char* value);
CW_API cw_status cw_options_limit(cw_options* options, cw_limit limit, uint64_t value);
/* `user` is handed to the function at each call, as long as a model lives that was loaded with it. */
CW_API cw_status cw_options_extern(cw_options* options, const char* name, cw_extern function, void* user);
CW_API cw_status cw_options_loader(cw_options* options, cw_loader loader, void* user);
/* Stops loading. */
CW_API cw_status cw_options_cancel(cw_options* options, const cw_cancel* cancel);

/* ---- models ---- */

typedef struct cw_model cw_model;
/* A `.scm` file, or a Bayesian network (`.bif`, `.xmlbif`, `.xml`, `.uai`). `options` may be NULL. */
CW_API cw_status cw_model_load(const char* path, const cw_options* options, cw_model** result,
                               cw_error** error);
/* A model from `length` bytes of text; `name`, which may be NULL, stands for the file in messages. */
CW_API cw_status cw_model_parse(const char* text, size_t length, const char* name, const cw_options* options,
                                cw_model** result, cw_error** error);
CW_API void cw_model_free(cw_model* model);
/* The same model with the limits of the options for what is asked of it: for one query, for instance. */
CW_API cw_status cw_model_with_limits(const cw_model* model, const cw_options* options, cw_model** result);
CW_API const char* cw_model_name(const cw_model* model);
/* What is suspicious in the model, perhaps nothing; to be freed. */
CW_API cw_status cw_model_warnings(const cw_model* model, cw_error** result);

/* Variables in order of declaration, noise included. NULL where there is no such. */
CW_API size_t cw_model_variables(const cw_model* model);
CW_API const char* cw_model_variable(const cw_model* model, size_t i);

/* A list of values or of names (each a CW_LABEL): a domain, parents, children. */
typedef struct cw_list cw_list;
CW_API void cw_list_free(cw_list* list);
CW_API size_t cw_list_size(const cw_list* list);
CW_API cw_status cw_list_value(const cw_list* list, size_t i, cw_value* result);
CW_API cw_status cw_model_domain(const cw_model* model, const char* variable, cw_list** result,
                                 cw_error** error);
CW_API cw_status cw_model_parents(const cw_model* model, const char* variable, cw_list** result,
                                  cw_error** error);
CW_API cw_status cw_model_children(const cw_model* model, const char* variable, cw_list** result,
                                   cw_error** error);

typedef enum cw_graph_format CW_ENUM { CW_DOT, CW_DAGITTY, CW_JSON } cw_graph_format;
/* The causal graph as text, to be freed by cw_string_free(). */
CW_API cw_status cw_model_graph(const cw_model* model, cw_graph_format format, char** result);
CW_API void cw_string_free(char* string);

/* The questions of the file, in its order: their texts, their names, which may be empty, and whether they
 * are assertions. NULL or 0 where there is no such. */
CW_API size_t cw_model_questions(const cw_model* model);
CW_API const char* cw_model_question(const cw_model* model, size_t i);
CW_API const char* cw_model_question_name(const cw_model* model, size_t i);
CW_API int cw_model_question_asserts(const cw_model* model, size_t i);

/* ---- answers ---- */

typedef struct cw_answer cw_answer;
typedef enum cw_answer_kind CW_ENUM {
  CW_ANSWER_NUMBER,   /* a number */
  CW_ANSWER_BOOLEAN,  /* a truth value */
  CW_ANSWER_TABLE,    /* a distribution, or an indexed query: rows of values with a number each */
  CW_ANSWER_MAP,      /* the most probable values: one row */
  CW_ANSWER_MARGINALS /* a table of one column for each variable */
} cw_answer_kind;

/* Answers a query, or a named one of the file. `cancel` may be NULL. */
CW_API cw_status cw_model_query(const cw_model* model, const char* query, const cw_cancel* cancel,
                                cw_answer** result, cw_error** error);
/* Answers a question of the file. */
CW_API cw_status cw_model_answer(const cw_model* model, size_t question, const cw_cancel* cancel,
                                 cw_answer** result, cw_error** error);
CW_API void cw_answer_free(cw_answer* answer);
CW_API cw_answer_kind cw_answer_what(const cw_answer* answer);
/* The number as `n/d` in lowest terms, `3` for an integer; NULL for another kind of answer. */
CW_API const char* cw_answer_number(const cw_answer* answer);
/* The double nearest to it; NaN for another kind of answer. */
CW_API double cw_answer_double(const cw_answer* answer);
/* 1 or 0; -1 for another kind of answer. */
CW_API int cw_answer_boolean(const cw_answer* answer);
/* Tables and maps: columns, rows, and for each row its values and its number. An indexed query that asks for
 * truth values has `true` and `false` for numbers, 1 and 0 as doubles. */
CW_API size_t cw_answer_columns(const cw_answer* answer);
CW_API const char* cw_answer_column(const cw_answer* answer, size_t column);
CW_API size_t cw_answer_rows(const cw_answer* answer);
CW_API cw_status cw_answer_value(const cw_answer* answer, size_t row, size_t column, cw_value* result);
CW_API const char* cw_answer_row_number(const cw_answer* answer, size_t row);
CW_API double cw_answer_row_double(const cw_answer* answer, size_t row);
/* Marginals: each is a table, which belongs to this answer and is not to be freed. */
CW_API size_t cw_answer_marginals(const cw_answer* answer);
CW_API const cw_answer* cw_answer_marginal(const cw_answer* answer, size_t i);
/* What is suspicious in the query, perhaps nothing; to be freed. */
CW_API cw_status cw_answer_warnings(const cw_answer* answer, cw_error** result);

/* ---- prepared queries: planned once, with `$name` for values that come later ---- */

typedef struct cw_query cw_query;
CW_API cw_status cw_model_prepare(const cw_model* model, const char* query, cw_query** result,
                                  cw_error** error);
CW_API void cw_query_free(cw_query* query);
/* Its placeholders, in order of appearance; is one optional (`$name?`)? */
CW_API size_t cw_query_placeholders(const cw_query* query);
CW_API const char* cw_query_placeholder(const cw_query* query, size_t i);
CW_API int cw_query_optional(const cw_query* query, size_t i);
/* The answer where the names have these values. `count` may be 0, and `cancel` NULL. */
CW_API cw_status cw_query_evaluate(const cw_query* query, const char* const* names, const cw_value* values,
                                   size_t count, const cw_cancel* cancel, cw_answer** result,
                                   cw_error** error);

/* ---- worlds: what was seen, what is done, what would be ---- */

typedef struct cw_world cw_world;
CW_API cw_status cw_world_new(const cw_model* model, cw_world** result);
CW_API void cw_world_free(cw_world* world);
/* Adds facts, `a, b = 1`, or interventions, `x = 1`. What is wrong with them is said by those that ask. */
CW_API cw_status cw_world_given(cw_world* world, const char* events);
CW_API cw_status cw_world_act(cw_world* world, const char* interventions);
/* The same of one variable, as a value: a label is then never read as a name. */
CW_API cw_status cw_world_given_value(cw_world* world, const char* variable, const cw_value* value);
CW_API cw_status cw_world_act_value(cw_world* world, const char* variable, const cw_value* value);
CW_API cw_status cw_world_predict(const cw_world* world, const char* query, const cw_cancel* cancel,
                                  cw_answer** result, cw_error** error);
/* The graph that the actions make, as text, to be freed by cw_string_free(). */
CW_API cw_status cw_world_graph(const cw_world* world, cw_graph_format format, char** result,
                                cw_error** error);

/* ---- units ---- */

typedef struct cw_sampler cw_sampler;
/* Draws units of the world; latent variables and noise are shown if the flags are not 0. */
CW_API cw_status cw_world_sampler(const cw_world* world, uint64_t seed, int latent, int noise,
                                  const cw_cancel* cancel, cw_sampler** result, cw_error** error);
CW_API void cw_sampler_free(cw_sampler* sampler);
CW_API size_t cw_sampler_columns(const cw_sampler* sampler);
CW_API const char* cw_sampler_column(const cw_sampler* sampler, size_t column);
/* Draws the next unit. Its values live until the next one is drawn. */
CW_API cw_status cw_sampler_next(cw_sampler* sampler, const cw_cancel* cancel, cw_error** error);
CW_API cw_status cw_sampler_value(const cw_sampler* sampler, size_t column, cw_value* result);

/* `0.1.0`. Static. */
CW_API const char* cw_version(void);

#ifdef __cplusplus
}
#endif

#endif
