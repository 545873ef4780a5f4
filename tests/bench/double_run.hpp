// SPDX-License-Identifier: MIT
// A plan computed in double precision: what exactness costs is what the same plan costs more.
#pragma once

#include "inference/plan.hpp"

namespace causeway::bench {

class DoubleRun {
 public:
  /// Both must outlive it. The factors' numbers are converted here.
  DoubleRun(const inference::Plan& plan, const std::vector<const inference::Factor*>& factors);
  /// The plan's outputs.
  std::vector<std::vector<double>> run();

 private:
  void run(std::size_t number);
  void run_lines(const number::SumProduct& loop, const std::vector<const double*>& tables, double* result);
  void run_functions(std::size_t number, const std::vector<const double*>& tables, double* result);

  const inference::Plan& plan_;
  const std::vector<const inference::Factor*>& factors_;
  support::Budget budget_;
  std::vector<std::vector<double>> tables_;   // of the factors
  std::vector<std::vector<double>> results_;  // of the steps
  std::vector<std::size_t> digits_;
};

}  // namespace causeway::bench
