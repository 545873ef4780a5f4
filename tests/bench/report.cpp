// SPDX-License-Identifier: MIT
// The networks of CAUSEWAY_DATA_DIR, each in a process of its own: reading, one posterior, all marginals, one
// thread; beside what floating-point engines take. `tests/bench/report` builds and runs it.
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <functional>
#include <iostream>
#include <map>

#include "bench/double_run.hpp"
#include "bench/figures.hpp"
#include "bench/interruptions.hpp"
#include "bench/networks.hpp"
#include "bench/twins.hpp"
#include "causeway/causeway.hpp"
#include "inference/engine.hpp"
#include "inference/plan.hpp"

namespace {

using causeway::bench::Asked;
using causeway::bench::DoubleRun;
using causeway::bench::median_time;
using causeway::bench::NetworkQuestion;
using causeway::bench::number;
using causeway::bench::products_of;
using causeway::inference::Factor;
using causeway::inference::Kernel;
using causeway::inference::Numbers;
using causeway::inference::Plan;
using causeway::number::Instructions;

/// What there is to know of a plan beside its answer: counts, and how long each kernel takes for it.
class PlanFigures : public causeway::inference::Observer {
 public:
  std::uint64_t products = 0;
  std::uint64_t cluster = 0;  // combinations of the largest step
  std::size_t bits = 0;       // of the largest integer in the result
  double evaluate = 0;
  double doubles = 0;
  std::map<std::string, double> kernels;

  explicit PlanFigures(bool with_kernels) : with_kernels_(with_kernels) {}

  void computes(const Plan& plan, const std::vector<const Factor*>& factors) override {
    if (products > 0) return;
    for (const auto& step : plan.steps) {
      std::uint64_t cells = 1;
      for (const std::size_t size : step.loop.axes) cells *= size;
      cluster = std::max(cluster, cells);
    }
    products = products_of(plan);
    evaluate = time(plan, factors, {});
    DoubleRun run(plan, factors);
    doubles = median_time([&] { run.run(); });
    if (!with_kernels_) return;
    constexpr std::uint64_t kDirect = 20'000'000;  // products beyond which numbers as they are take too long
    if (products < kDirect) kernels["direct"] = time(plan, factors, {Numbers::Direct, std::nullopt});
    static const char* const kNames[] = {"portable", "avx2", "ifma"};
    for (const Instructions one : causeway::number::known_instructions())
      kernels[kNames[static_cast<int>(one)]] = time(plan, factors, {Numbers::Residues, one});
  }

 private:
  double time(const Plan& plan, const std::vector<const Factor*>& factors, const Kernel& kernel) {
    const causeway::Limits limits = causeway::bench::generous_limits();
    return median_time([&] {
      causeway::support::Budget budget(limits);
      for (const auto& table : execute(plan, factors, budget, causeway::number::Scale::Free, {}, kernel))
        bits = std::max(bits, table.bits());
    });
  }

  bool with_kernels_;
};

PlanFigures figures_of(const Asked& asked, bool with_kernels) {
  PlanFigures figures(with_kernels);
  causeway::inference::chosen_engine().passes.observer = &figures;
  if (!asked.answer()) throw std::runtime_error("no answer");
  causeway::inference::chosen_engine() = {};
  return figures;
}

double total_time(const Asked& asked) {
  return median_time([&] {
    if (!asked.answer()) throw std::runtime_error("no answer");
  });
}

/// Milliseconds on a machine like this one, one thread, from the literature of this project's issues: aGrUM's
/// variable elimination for the same posterior, libDAI's junction tree for all marginals; both in doubles.
struct Reference {
  double posterior;
  double marginals;
};
const std::map<std::string, Reference> kReferences = {
    {"asia", {0.14, 0.034}},      {"sachs", {0.16, 0.046}},    {"child", {0.36, 0.205}},
    {"alarm", {0.11, 0.50}},      {"insurance", {1.02, 1.48}}, {"hailfinder", {1.20, 1.21}},
    {"hepar2", {0.77, 3.3}},      {"win95pts", {1.44, 2.6}},   {"andes", {4.5, 39}},
    {"pathfinder", {0.44, 13.6}}, {"pigs", {1.6, 84}},         {"water", {14.6, 174}},
    {"mildew", {68, 127}},        {"munin2", {3.3, 336}},      {"munin3", {7.6, 357}},
    {"diabetes", {55, 364}},      {"barley", {34, 1198}},      {"link", {707, 2341}},
    {"munin4", {5.2, 1101}},      {"munin", {4.6, 1099}},      {"munin1", {3.1, 18'444}}};

std::string ratio(double own, double other) {
  char text[32];
  std::snprintf(text, sizeof(text), "%.2f", own / other);
  return other > 0 ? text : "";
}

std::string row(const NetworkQuestion& question, bool kernels) {
  causeway::Options options;
  options.limits = causeway::bench::generous_limits();
  const double read = median_time([&] {
    if (!causeway::Model::load(question.file.string(), options)) throw std::runtime_error("does not load");
  });
  const Asked asked(question.file, question.posterior());
  const PlanFigures figures = figures_of(asked, kernels);
  const auto known = kReferences.find(question.network);
  const Reference reference = known == kReferences.end() ? Reference{0, 0} : known->second;
  std::string text = "| " + question.network;
  const auto add = [&](const std::string& cell) { text += " | " + cell; };
  if (kernels) {
    add(std::to_string(figures.bits));
    add(std::to_string(figures.products));
    add(number(figures.doubles));
    for (const char* kernel : {"direct", "ifma", "avx2", "portable"}) {
      const auto time = figures.kernels.find(kernel);
      add(time == figures.kernels.end() ? "" : number(time->second));
    }
    return text + " |\n";
  }
  const double total = total_time(asked);
  add(std::to_string(figures.bits));
  add(std::to_string(figures.products));
  add(std::to_string(figures.cluster));
  add(number(read));
  add(number(std::max(total - figures.evaluate, 0.0)));
  add(number(figures.evaluate));
  add(number(total));
  add(reference.posterior > 0 ? number(reference.posterior) : "");
  add(ratio(total, reference.posterior));
  add(number(figures.doubles));
  const double marginals = total_time(Asked(question.file, question.marginals()));
  add(number(marginals));
  add(reference.marginals > 0 ? number(reference.marginals) : "");
  add(ratio(marginals, reference.marginals));
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  add(std::to_string(usage.ru_maxrss / 1024));
  return text + " |\n";
}

using Print = std::function<std::string()>;

/// In a process of its own, so that peaks of memory are its own.
void print_alone(const std::string& name, const Print& text) {
  std::cout << std::flush;
  const pid_t child = fork();
  if (child == 0) {
    try {
      std::cout << text() << std::flush;
    } catch (const std::exception& fault) {
      std::cout << "| " << name << " | " << fault.what() << " |\n" << std::flush;
    }
    _exit(0);
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
    std::cout << "| " << name << " | ended before its time |\n" << std::flush;
}

bool is_wanted(const std::string& name, const std::vector<std::string>& wanted) {
  return wanted.empty() || std::find(wanted.begin(), wanted.end(), name) != wanted.end();
}

void print_interruptions(const std::vector<std::string>& wanted) {
  std::cout << causeway::bench::kInterruptionsHeader;
  for (const causeway::bench::LongWork& one : causeway::bench::long_works()) {
    if (!is_wanted(one.name, wanted)) continue;
    print_alone(one.name, [&] { return "| " + one.name + " | " + one.row() + " |\n"; });
  }
}

}  // namespace

/// report [--kernels | --twins] [network …], report --interruptions [work …]
int main(int argc, char** argv) {
  std::vector<std::string> wanted(argv + 1, argv + argc);
  if (std::erase(wanted, "--interruptions") > 0) {
    print_interruptions(wanted);
    return 0;
  }
  const std::vector<NetworkQuestion> questions = causeway::bench::network_questions();
  if (questions.empty()) {
    std::cout << "skipped: CAUSEWAY_DATA_DIR/networks is not there\n";
    return 0;
  }
  const bool kernels = std::erase(wanted, "--kernels") > 0;
  const bool twins = std::erase(wanted, "--twins") > 0;
  if (twins) {
    std::cout << causeway::bench::kTwinsHeader;
  } else if (kernels) {
    std::cout << "| net | bits | products | double | direct | IFMA | AVX2 | portable |\n"
                 "|---|---|---|---|---|---|---|---|\n";
  } else {
    std::cout << "| net | bits | products | largest step | read | plan | evaluate | posterior | aGrUM | "
                 "ratio | double | marginals | libDAI | ratio | MiB |\n"
                 "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n";
  }
  for (const NetworkQuestion& one : questions) {
    if (!is_wanted(one.network, wanted)) continue;
    print_alone(one.network, [&] { return twins ? causeway::bench::twin_rows(one) : row(one, kernels); });
  }
}
