/* SPDX-License-Identifier: MIT */
/* The student network from C. */
#include <causeway/causeway.h>
#include <stdio.h>

int main(int argc, char** argv) {
  cw_model* model = NULL;
  cw_query* query = NULL;
  cw_answer* answer = NULL;
  cw_error* error = NULL;
  const char* const names[] = {"grade"};
  const char* const grades[] = {"A", "B", "C"};
  int i;
  if (argc != 2) {
    fputs("student_c student.scm\n", stderr);
    return 2;
  }
  if (cw_model_load(argv[1], NULL, &model, &error) != CW_OK ||
      cw_model_prepare(model, "P(letter = strong | grade = $grade)", &query, &error) != CW_OK)
    goto failed;
  for (i = 0; i < 3; ++i) {
    cw_value grade = {CW_LABEL, 0, NULL};
    grade.text = grades[i];
    if (cw_query_evaluate(query, names, &grade, 1, NULL, &answer, &error) != CW_OK) goto failed;
    printf("P(letter = strong | grade = %s) = %s = %g\n", grades[i], cw_answer_number(answer),
           cw_answer_double(answer));
    cw_answer_free(answer);
    answer = NULL;
  }
failed:
  if (error != NULL) fputs(cw_error_text(error), stderr);
  cw_answer_free(answer);
  cw_query_free(query);
  cw_model_free(model);
  i = error == NULL ? 0 : 1;
  cw_error_free(error);
  return i;
}
