// SPDX-License-Identifier: MIT
// A C++17 program, by the C interface: handles in unique_ptr.
#include <causeway/causeway.h>

#include <cstdio>
#include <memory>
#include <string>

namespace {

template <typename Handle, void (*kFree)(Handle*)>
struct Free {
  void operator()(Handle* handle) const { kFree(handle); }
};
template <typename Handle, void (*kFree)(Handle*)>
using Owned = std::unique_ptr<Handle, Free<Handle, kFree>>;

int fail(cw_error* error) {
  const Owned<cw_error, cw_error_free> owned(error);
  std::fputs(cw_error_text(error), stderr);
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  static_assert(__cplusplus < 202002L, "this program is C++17");
  if (argc != 2) return 2;
  cw_error* error = nullptr;
  cw_model* loaded = nullptr;
  if (cw_model_load(argv[1], nullptr, &loaded, &error) != CW_OK) return fail(error);
  const Owned<cw_model, cw_model_free> model(loaded);
  cw_answer* found = nullptr;
  if (cw_model_query(model.get(), "dist(grade | letter = strong)", nullptr, &found, &error) != CW_OK)
    return fail(error);
  const Owned<cw_answer, cw_answer_free> answer(found);
  for (std::size_t row = 0; row < cw_answer_rows(answer.get()); ++row) {
    cw_value grade{};
    if (cw_answer_value(answer.get(), row, 0, &grade) != CW_OK) return 1;
    std::printf("%s %s\n", grade.text, cw_answer_row_number(answer.get(), row));
  }
}
