// SPDX-License-Identifier: MIT
// Reading, cold starts, enumeration. `cmake --build --preset release --target bench &&
// build/release/tests/bench`.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "bench/networks.hpp"
#include "causeway/causeway.hpp"
#include "support/budget.hpp"
#include "support/source.hpp"
#include "syntax/parser.hpp"

namespace {

using causeway::Model;

/// A model of `n` variables with all kinds of text: families, conditionals, matches, rows.
std::string model_text(int n) {
  std::string text =
      "enum Level { low, mid, high }\nnoise u[t in 0.." + std::to_string(n) + "] ~ bernoulli(1/3)\n";
  for (int i = 0; i < n; ++i) {
    const std::string x = "x" + std::to_string(i);
    const std::string before = i == 0 ? "low" : "x" + std::to_string(i - 1);
    text += "/// Step " + std::to_string(i) + ".\nvar " + x + " : Level ~ match " + before +
            " { low => [1/2, 1/4, 1/4]; mid => [0.1, 0.8, 0.1]; _ => if u[" + std::to_string(i) +
            "] then [1/3, 1/3, _] else [1, 0, 0] }\n";
  }
  return text;
}

std::string network_text(int n) {
  std::string text = "network chain {\n}\n";
  for (int i = 0; i < n; ++i)
    text += "variable n" + std::to_string(i) + " {\n  type discrete [ 3 ] { a, b, c };\n}\n";
  text += "probability ( n0 ) {\n  table 0.2, 0.3, 0.5;\n}\n";
  for (int i = 1; i < n; ++i) {
    text += "probability ( n" + std::to_string(i) + " | n" + std::to_string(i - 1) +
            " ) {\n  (a) 0.25, 0.25, 0.5;\n  (b) 0.125, 0.5, 0.375;\n  (c) 0.75, 0.125, 0.125;\n}\n";
  }
  return text;
}

void count_bytes(benchmark::State& state, const std::string& text) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
  state.counters["bytes"] = static_cast<double>(text.size());
}

/// Text → tree.
void parse(benchmark::State& state) {
  causeway::support::SourceMap sources;
  const std::string text = model_text(static_cast<int>(state.range(0)));
  const auto file = sources.add("model.scm", text);
  for (auto _ : state) {
    causeway::support::Budget budget(causeway::Limits{});
    if (!causeway::syntax::parse_module(sources, file, budget).errors.empty())
      state.SkipWithError("does not parse");
  }
  count_bytes(state, text);
}
BENCHMARK(parse)->Arg(100)->Arg(4000)->Unit(benchmark::kMillisecond);

/// Text → tree → text, without checking.
void format(benchmark::State& state) {
  const std::string text = model_text(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    if (!causeway::format(text)) state.SkipWithError("does not parse");
  }
  count_bytes(state, text);
}
BENCHMARK(format)->Arg(100)->Arg(4000)->Unit(benchmark::kMillisecond);

/// Text → checked, lowered model.
void load_model(benchmark::State& state) {
  const std::string text = model_text(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    if (!Model::parse(text)) state.SkipWithError("does not load");
  }
  count_bytes(state, text);
}
BENCHMARK(load_model)->Arg(100)->Arg(4000)->Unit(benchmark::kMillisecond);

void load_network(benchmark::State& state) {
  const std::string text = network_text(static_cast<int>(state.range(0)));
  for (auto _ : state) {
    if (!Model::parse(text, {}, "chain.bif")) state.SkipWithError("does not load");
  }
  count_bytes(state, text);
}
BENCHMARK(load_network)->Arg(1000)->Arg(10000)->Unit(benchmark::kMillisecond);

/// A model with a `match` of n³ arms, loaded and asked: linear in them.
void match_table(benchmark::State& state) {
  const auto n = state.range(0);
  std::string arms;
  for (std::int64_t row = 0; row < n * n * n; ++row) {
    arms += (row == 0 ? "" : "; ") + std::to_string(row / n / n) + ", " + std::to_string(row / n % n) + ", " +
            std::to_string(row % n) + " => " + std::to_string(row % 5);
  }
  const std::string last = std::to_string(n - 1);
  const std::string text = "noise a ~ uniform(0.." + last + ")\nnoise b ~ uniform(0.." + last +
                           ")\nnoise c ~ uniform(0.." + last + ")\nvar x = match a, b, c { " + arms + " }\n";
  for (auto _ : state) {
    const auto model = Model::parse(text);
    if (!model || !model.value().query("P(a = 1 | x = 3)")) state.SkipWithError("no answer");
  }
  state.counters["arms"] =
      benchmark::Counter(static_cast<double>(n * n * n), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(match_table)->Arg(12)->Arg(24)->Unit(benchmark::kMillisecond);

/// The networks of CAUSEWAY_DATA_DIR, where they are.
void load_real_networks(benchmark::State& state) {
  const char* directory = std::getenv("CAUSEWAY_DATA_DIR");
  const std::filesystem::path folder =
      std::filesystem::path(directory == nullptr ? "" : directory) / "networks";
  if (!std::filesystem::exists(folder)) {
    state.SkipWithError("CAUSEWAY_DATA_DIR/networks is not there");
    return;
  }
  std::size_t bytes = 0;
  for (auto _ : state) {
    bytes = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() != ".bif") continue;
      bytes += entry.file_size();
      if (!Model::load(entry.path().string())) state.SkipWithError("does not load");
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes));
}
BENCHMARK(load_real_networks)->Unit(benchmark::kMillisecond);

/// Values for the evidence of a question that are possible together, other ones than were asked for among
/// them.
std::vector<std::vector<std::string>> possible_evidence(const Model& model,
                                                        const causeway::bench::NetworkQuestion& question) {
  constexpr std::size_t kWanted = 8;
  constexpr std::size_t kTried = 64;
  std::vector<std::vector<std::string>> result;
  for (std::size_t i = 0; i < kTried && result.size() < kWanted; ++i) {
    std::vector<std::string> values;
    std::string evidence;
    for (std::size_t k = 0; k < question.seen.size(); ++k) {
      const auto& [name, seen] = question.seen[k];
      const std::vector<causeway::Value> domain = model.domain(name).value().values();
      values.push_back(i == 0 ? seen : domain[(i + k * (i / 2)) % domain.size()].to_string());
      evidence += (k == 0 ? " | `" : ", `") + name + "` = `" + values.back() + "`";
    }
    if (model.query("dist(`" + question.target + "`" + evidence + ")")) result.push_back(std::move(values));
  }
  return result;
}

/// A posterior, prepared once, for other evidence each time.
void prepared(benchmark::State& state, const causeway::bench::NetworkQuestion& question) {
  causeway::Options options;
  options.limits = causeway::bench::generous_limits();
  const auto model = Model::load(question.file.string(), options);
  const auto values = possible_evidence(model.value(), question);
  std::string evidence;
  for (std::size_t k = 0; k < question.seen.size(); ++k)
    evidence += (k == 0 ? " | `" : ", `") + question.seen[k].first + "` = $v" + std::to_string(k);
  const auto query = model.value().prepare("dist(`" + question.target + "`" + evidence + ")");
  std::vector<causeway::PreparedQuery> bound;
  for (const auto& one : values) {
    bound.push_back(query.value());
    for (std::size_t k = 0; k < one.size(); ++k)
      bound.back() = bound.back().bind("v" + std::to_string(k), one[k]);
  }
  if (bound.empty()) return state.SkipWithError("no evidence is possible");
  std::size_t i = 0;
  for (auto _ : state) {
    if (!bound[i++ % bound.size()].evaluate()) state.SkipWithError("no answer");
  }
  state.counters["evidence"] = static_cast<double>(values.size());
}

/// A chain of states of which only noisy readings were seen, and a query for each state.
std::string smoothing_text(int n) {
  std::string text =
      "enum S { a, b, c }\nfn next(s) = match s { a => [1/2, 1/4, 1/4]; b => [1/8, 5/8, 1/4]; c => [1/10, "
      "1/5, 7/10] }\n"
      "var x0 : S ~ [1/2, 1/4, 1/4]\n";
  std::string seen;
  for (int i = 1; i <= n; ++i) {
    const std::string k = std::to_string(i);
    text +=
        "var x" + k + " : S ~ next(x" + std::to_string(i - 1) + ")\nvar y" + k + " : S ~ next(x" + k + ")\n";
    seen += (i == 1 ? " | y" : ", y") + k + " = " + "abc"[i * 7 % 3];
  }
  for (int i = 0; i <= n; ++i) text += "query dist(x" + std::to_string(i) + seen + ")\n";
  return text;
}
/// All questions of a file: one by one, and with what they have in common computed once.
void questions(benchmark::State& state, bool together) {
  const auto model = Model::parse(smoothing_text(60));
  for (auto _ : state) {
    if (together) {
      model.value().answer_all([&](std::size_t, const auto& answer) {
        if (!answer) state.SkipWithError("no answer");
      });
      continue;
    }
    for (std::size_t i = 0; i < model.value().questions().size(); ++i) {
      if (!model.value().answer(i)) state.SkipWithError("no answer");
    }
  }
}
BENCHMARK_CAPTURE(questions, one_by_one, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(questions, together, true)->Unit(benchmark::kMillisecond);

/// Processes from their start: the large models of tests/scale.
void scale(benchmark::State& state, const std::string& file) {
  const std::string command = std::string(CAUSEWAY_BINARY) + " run " + file + " > /dev/null 2>&1";
  for (auto _ : state) benchmark::DoNotOptimize(std::system(command.c_str()));
}
void register_scale() {
  for (const auto& entry : std::filesystem::directory_iterator(CAUSEWAY_SOURCE_DIR "/tests/scale")) {
    if (entry.path().extension() != ".scm") continue;
    benchmark::RegisterBenchmark(("scale/" + entry.path().stem().string()).c_str(), scale,
                                 entry.path().string())
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
  }
}

/// The posterior of a loaded network: reading the question, planning, computing.
void posterior(benchmark::State& state, const causeway::bench::NetworkQuestion& question) {
  causeway::Options options;
  options.limits = causeway::bench::generous_limits();
  const auto model = Model::load(question.file.string(), options);
  for (auto _ : state) {
    if (!model || !model.value().query(question.posterior())) state.SkipWithError("no answer");
  }
}

/// The same, but for reading the question.
void answer(benchmark::State& state, const std::filesystem::path& file, const std::string& question) {
  const causeway::bench::Asked asked(file, question);
  for (auto _ : state) {
    if (!asked.answer()) state.SkipWithError("no answer");
  }
}

/// The questions of the real networks: of a loaded network, and of processes from their start.
void register_networks() {
  for (const causeway::bench::NetworkQuestion& one : causeway::bench::network_questions()) {
    const auto add = [&](const std::string& kind, const auto& run, benchmark::TimeUnit unit) {
      benchmark::RegisterBenchmark((kind + "/" + one.network).c_str(), run)->Unit(unit)->UseRealTime();
    };
    add(
        "posterior", [one](benchmark::State& state) { posterior(state, one); }, benchmark::kMicrosecond);
    add(
        "answer", [one](benchmark::State& state) { answer(state, one.file, one.posterior()); },
        benchmark::kMicrosecond);
    add(
        "prepared", [one](benchmark::State& state) { prepared(state, one); }, benchmark::kMicrosecond);
    add(
        "marginals", [one](benchmark::State& state) { answer(state, one.file, one.marginals()); },
        benchmark::kMillisecond);
    const std::string command = std::string(CAUSEWAY_BINARY) + " query " + one.file.string() + " '" +
                                one.posterior() + "' --max-steps 100000000000 > /dev/null 2>&1";
    const auto process = [command](benchmark::State& state) {
      for (auto _ : state) benchmark::DoNotOptimize(std::system(command.c_str()));
    };
    add("networks", process, benchmark::kMillisecond);
  }
}

/// Distinct prepared queries on one model, one a thread: the items of two threads against those of one.
void threads(benchmark::State& state) {
  static const Model model = Model::load(CAUSEWAY_SOURCE_DIR "/examples/student.scm").value();
  static const causeway::PreparedQuery queries[] = {
      model.prepare("dist(intelligence | letter = $l, sat = $s)").value(),
      model.prepare("dist(difficulty | letter = $l, sat = $s)").value()};
  static const char* const kLetters[] = {"weak", "strong"};
  static const char* const kScores[] = {"poor", "good"};
  const causeway::PreparedQuery& query = queries[static_cast<std::size_t>(state.thread_index()) % 2];
  std::size_t i = 0;
  for (auto _ : state) {
    const auto bound = query.bind("l", kLetters[i % 2]).bind("s", kScores[i / 2 % 2]);
    if (!bound.evaluate()) state.SkipWithError("no answer");
    ++i;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(threads)->Threads(1)->Threads(2)->UseRealTime();

/// A process from its start: `causeway run examples/student.scm`.
void cold_run(benchmark::State& state) {
  const std::string command =
      std::string(CAUSEWAY_BINARY) + " run " CAUSEWAY_SOURCE_DIR "/examples/student.scm > /dev/null 2>&1";
  for (auto _ : state) benchmark::DoNotOptimize(std::system(command.c_str()));
}
BENCHMARK(cold_run)->Unit(benchmark::kMillisecond)->UseRealTime();

/// Reference enumeration of 2^n units; the counter is units per second.
void enumerate(benchmark::State& state) {
  const auto n = state.range(0);
  const auto model = Model::parse("noise u[i in 1.." + std::to_string(n) +
                                  "] ~ bernoulli(1/3)\nvar s = sum(v for v in u)\n");
  for (auto _ : state) {
    if (!model.value().query("P(s = 3)")) state.SkipWithError("no answer");
  }
  state.counters["units"] = benchmark::Counter(static_cast<double>(std::int64_t{1} << n),
                                               benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(enumerate)->Arg(8)->Arg(14)->Unit(benchmark::kMillisecond);

}  // namespace

int main(int argc, char** argv) {
  register_scale();
  register_networks();
  benchmark::Initialize(&argc, argv);
  benchmark::RunSpecifiedBenchmarks();
}
