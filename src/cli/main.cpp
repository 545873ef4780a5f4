// SPDX-License-Identifier: MIT
// The command-line program: a client of the public interface.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <csignal>
#include <iostream>
#include <optional>

#include "cli/convert.hpp"
#include "cli/files.hpp"
#include "cli/lua.hpp"
#include "cli/output.hpp"
#include "cli/repl.hpp"
#include "cli/suggest.hpp"
#include "cli/units.hpp"

namespace causeway::cli {

namespace {

struct Arguments {
  std::vector<std::string> files;
  std::string file;
  std::vector<std::string> queries;
  std::string only;
  std::string pass;
  bool check_format = false;
  std::string units = "10";
  std::string seed = "1";
  std::string act;
  std::string given;
  std::string format;
  SampleOptions shown;
  LuaArguments lua;
  ConvertArguments convert;
};

/// One run of the program.
class Program {
 public:
  Program(const Settings& settings, const Arguments& arguments)
      : settings_(settings),
        arguments_(arguments),
        output_(settings.json ? json_output(settings) : human_output(settings)) {}

  int run();
  int query();
  int check();
  int ir();
  int explain();
  int info();
  int sample();
  int graph();
  int format();
  int convert_from() { return run_import(settings_, arguments_.convert, *output_); }
  int convert_to();
  int start() { return run_new(arguments_.file, *output_); }
  int lua() { return run_lua(settings_, arguments_.lua, *output_); }
  int repl() { return run_repl(settings_, arguments_.file, *output_); }

 private:
  int unusable(const Diagnostics& error) {
    output_->diagnostics(error);
    return kUnusable;
  }
  std::optional<Model> load(const std::string& file);
  int run_file(const std::string& file);
  int check_file(const std::string& file);
  int format_file(const std::string& file);
  int put(const Question& question, const Result<Answer>& answer);
  World world(const Model& model) const;
  std::vector<std::string> queries();

  const Settings& settings_;
  const Arguments& arguments_;
  std::unique_ptr<Output> output_;
};

std::optional<Model> Program::load(const std::string& file) {
  const Result<Options> options = options_of(settings_);
  if (!options) {
    output_->diagnostics(options.error());
    return std::nullopt;
  }
  Result<Model> model = file == "-" ? Model::parse(read_standard_input(options.value().limits.source),
                                                   options.value(), "<stdin>")
                                    : Model::load(file, options.value());
  if (!model) {
    output_->diagnostics(model.error());
    return std::nullopt;
  }
  output_->diagnostics(model.value().warnings());
  output_->load_times(model.value().load_timings());
  return std::move(model).value();
}

int Program::put(const Question& question, const Result<Answer>& answer) {
  if (!answer) {
    output_->failure(question, answer.error());
    return kFailed;
  }
  output_->answer(question, answer.value());
  const bool broken = question.assertion && !answer.value().boolean();
  return broken ? kFailed : kAnswered;
}

int Program::run_file(const std::string& file) {
  const std::optional<Model> model = load(file);
  if (!model) return kUnusable;
  const std::vector<Question> questions = model->questions();
  int status = kAnswered;
  const auto show = [&](std::size_t i, const Result<Answer>& answer) {
    status = std::max(status, put(questions[i], answer));
  };
  if (arguments_.only.empty()) {
    if (questions.empty()) output_->diagnostics({nothing_asked(*model, file)});
    model->answer_all(show);
    return status;
  }
  bool found = false;
  for (std::size_t i = 0; i < questions.size(); ++i) {
    if (questions[i].name != arguments_.only) continue;
    found = true;
    show(i, model->answer(i));
  }
  if (!found)
    return unusable({plain_error(Code::Name, file + " has no query named `" + arguments_.only + "`")});
  return status;
}

int Program::run() {
  int status = kAnswered;
  for (const std::string& file : arguments_.files) status = std::max(status, run_file(file));
  return status;
}

/// The queries of the command line; `-` stands for the lines of standard input.
std::vector<std::string> Program::queries() {
  std::vector<std::string> result;
  for (const std::string& one : arguments_.queries) {
    if (one != "-") {
      result.push_back(one);
      continue;
    }
    for (std::string line; std::getline(std::cin, line);) {
      if (line.find_first_not_of(" \t\r") != std::string::npos) result.push_back(line);
    }
  }
  return result;
}

int Program::query() {
  const std::optional<Model> model = load(arguments_.file);
  if (!model) return kUnusable;
  const std::vector<Question> known = model->questions();
  int status = kAnswered;
  for (const std::string& text : queries()) {
    // A name stands for the file's question of that name.
    const auto named = std::find_if(known.begin(), known.end(), [&](const Question& one) {
      return !one.name.empty() && one.name == text;
    });
    const Question question = named != known.end() ? *named : Question{"", text, false, {}};
    status = std::max(status, put(question, model->query(text)));
  }
  return status;
}

int Program::check_file(const std::string& file) {
  const Result<Options> options = options_of(settings_);
  if (!options) return unusable(options.error());
  const Result<Model> model = file == "-" ? Model::parse(read_standard_input(options.value().limits.source),
                                                         options.value(), "<stdin>")
                                          : Model::load(file, options.value());
  if (!model) {
    output_->checked(file, model.error());
    return kUnusable;
  }
  Diagnostics found = model.value().warnings();
  const std::size_t questions = model.value().questions().size();
  for (std::size_t i = 0; i < questions; ++i) {
    const Diagnostics more = model.value().check(i);
    found.insert(found.end(), more.begin(), more.end());
  }
  output_->checked(file, found);
  const bool errors = std::any_of(found.begin(), found.end(),
                                  [](const Diagnostic& one) { return one.severity == Severity::Error; });
  return errors ? kFailed : kAnswered;
}

int Program::check() {
  int status = kAnswered;
  for (const std::string& file : arguments_.files) status = std::max(status, check_file(file));
  return status;
}

int Program::ir() {
  const std::optional<Model> model = load(arguments_.file);
  if (!model) return kUnusable;
  if (arguments_.queries.empty()) {
    output_->ir("", "", model->ir());
    return kAnswered;
  }
  const std::string pass = arguments_.pass.empty() ? "raw" : arguments_.pass;
  const Result<std::string> text = model->ir(arguments_.queries[0], pass);
  if (!text) {
    output_->diagnostics(text.error());
    return text.error().front().code == Code::Usage ? kUnusable : kFailed;
  }
  output_->ir(arguments_.queries[0], pass, text.value());
  return kAnswered;
}

int Program::explain() {
  const std::optional<Model> model = load(arguments_.file);
  if (!model) return kUnusable;
  const Result<Explanation> explanation = model->explain(arguments_.queries[0]);
  if (!explanation) {
    output_->diagnostics(explanation.error());
    return explanation.error().front().code == Code::Usage ? kUnusable : kFailed;
  }
  output_->explanation(explanation.value());
  return kAnswered;
}

int Program::info() {
  const std::optional<Model> model = load(arguments_.file);
  if (!model) return kUnusable;
  output_->info(model->info());
  return kAnswered;
}

// ---- units and graphs ----

/// The model with what `--given` and `--do` say.
World Program::world(const Model& model) const {
  World world = model.given(Assignments());
  if (!arguments_.given.empty()) world = world.given(arguments_.given);
  if (!arguments_.act.empty()) world = world.act(arguments_.act);
  return world;
}

int Program::sample() {
  const std::optional<Model> model = load(arguments_.file);
  if (!model) return kUnusable;
  const auto units = whole_number(arguments_.units);
  const auto seed = whole_number(arguments_.seed);
  if (!units || !seed) {
    return unusable({plain_error(Code::Usage, std::string(units ? "--seed" : "-n") +
                                                  " takes a whole number below 2^64, not `" +
                                                  (units ? arguments_.seed : arguments_.units) + "`")});
  }
  Result<Sampler> made = world(*model).sampler(*seed, arguments_.shown);
  if (!made) {
    output_->diagnostics(made.error());
    return made.error().front().code == Code::Usage ? kUnusable : kFailed;
  }
  Sampler sampler = std::move(made).value();
  const bool json = settings_.json || arguments_.format == "jsonl";
  if (!json) print(csv_header(sampler.columns()));
  for (std::size_t i = 0; i < *units; ++i) {
    const auto unit = sampler.next();
    if (!unit) {
      output_->diagnostics(unit.error());
      return kFailed;
    }
    print(json ? json_line(sampler.columns(), unit.value()) : csv_line(unit.value()));
  }
  return kAnswered;
}

namespace {

/// `--do x, y` as well as `--do 'x = 1'`: for the graph it does not matter what a variable is set to.
World acted(const Model& model, const std::string& text) {
  if (text.find_first_of("=~") != std::string::npos) return model.act(text);
  Assignments values;
  const std::vector<std::string> names = model.variables();
  std::string rest = text;
  while (!rest.empty()) {
    // Indices have commas too: the longest name that fits.
    rest.erase(0, rest.find_first_not_of(" ,"));
    const auto fits = [&](const std::string& name) {
      return rest.starts_with(name) &&
             (rest.size() == name.size() || rest[name.size()] == ',' || rest[name.size()] == ' ');
    };
    const auto found = std::find_if(names.begin(), names.end(), fits);
    const auto domain = found == names.end() ? std::nullopt : [&]() -> std::optional<Domain> {
      const Result<Domain> known = model.domain(*found);
      return known ? std::optional(known.value()) : std::nullopt;
    }();
    if (!domain) return model.act(rest + " = 0");
    values.emplace_back(*found, domain->values().front());
    rest.erase(0, found->size());
  }
  return model.act(values);
}

}  // namespace

int Program::graph() {
  const std::optional<Model> model = load(arguments_.file);
  if (!model) return kUnusable;
  const Result<Graph> graph =
      arguments_.act.empty() ? Result<Graph>(model->graph()) : acted(*model, arguments_.act).graph();
  if (!graph) {
    output_->diagnostics(graph.error());
    return kFailed;
  }
  const std::string& format = arguments_.format;
  const GraphFormat kind = settings_.json || format == "json" ? GraphFormat::Json
                           : format == "dagitty"              ? GraphFormat::Dagitty
                                                              : GraphFormat::Dot;
  const std::string text = graph.value().to_string(kind);
  if (settings_.json || format != "svg") {
    print(text);
    return kAnswered;
  }
  const std::optional<std::string> picture = svg_of(text);
  if (!picture) {
    return unusable(
        {plain_error(Code::Io, "Graphviz's `dot` cannot be run",
                     "install it (apt-get install graphviz), or draw the text of `--format dot`")});
  }
  print(*picture);
  return kAnswered;
}

int Program::convert_to() {
  const std::optional<Model> model = load(arguments_.convert.file);
  return model ? run_export(*model, arguments_.convert, *output_) : static_cast<int>(kUnusable);
}

int Program::format_file(const std::string& file) {
  const bool input = file == "-";
  const Result<Options> options = options_of(settings_);
  if (!options) return unusable(options.error());
  const std::size_t most = options.value().limits.source;
  const std::optional<std::string> text = input ? read_standard_input(most) : read_file(file, most);
  if (!text) return unusable({plain_error(Code::Io, "cannot read `" + file + "`")});
  const Result<std::string> formatted =
      causeway::format(*text, input ? "<stdin>" : file, options.value().limits);
  if (!formatted) return unusable(formatted.error());
  const bool same = formatted.value() == *text;
  if (arguments_.check_format) {
    if (!same) output_->not_canonical(file);
    return same ? kAnswered : kFailed;
  }
  if (input) {
    print(formatted.value());
  } else if (!same && !write_file(file, formatted.value())) {
    return unusable({plain_error(Code::Io, "cannot write `" + file + "`")});
  }
  return kAnswered;
}

int Program::format() {
  int status = kAnswered;
  for (const std::string& file : arguments_.files) status = std::max(status, format_file(file));
  return status;
}

// ---- arguments ----

void add_settings(CLI::App& app, Settings& s) {
  app.add_flag("--json", s.json, "Answers and diagnostics as JSON, one object a line");
  app.add_flag("--time", s.time, "Shows the time that each phase takes");
  app.add_option("-D,--define", s.definitions, "Sets a parameter: -D p=1/4")
      ->type_name("NAME=VALUE")
      ->allow_extra_args(false);
  app.add_flag("--exact", s.exact, "Shows long fractions in full");
  app.add_flag("--nonzero", s.nonzero, "Leaves out rows of probability 0");
  app.add_option("--threads", s.threads,
                 "Threads that a query may use, all cores unless said; answers do not depend on it")
      ->type_name("N");
  app.add_option("--max-memory", s.max_memory,
                 "Limit of memory, 1G unless said, for a model and for each query")
      ->type_name("SIZE");
  app.add_option("--max-time", s.max_time, "Limit of time a query, 60s for instance; 0, or not said: none")
      ->type_name("TIME");
  app.add_option("--max-steps", s.max_steps, "Limit of elementary steps, 100M unless said")->type_name("N");
  app.add_option("--max-domain", s.max_domain, "Limit of the values of a domain, 1M (2^20) unless said")
      ->type_name("N");
  app.add_option("--max-source", s.max_source, "Limit of the size of a text, 16M unless said")
      ->type_name("SIZE");
  app.add_option("--max-depth", s.max_depth, "Limit of nesting in a text, 256 unless said, at most 512")
      ->type_name("N");
}

struct Command {
  const char* name;
  const char* help;
  int (Program::*run)();
  void (*add)(CLI::App& app, Arguments& arguments);
};

void add_files(CLI::App& app, Arguments& a) {
  app.add_option("FILE", a.files, "Model files; - is standard input")->required();
}
void add_file(CLI::App& app, Arguments& a) {
  app.add_option("FILE", a.file, "Model file; - is standard input")->required();
}

const std::vector<Command>& commands() {
  static const std::vector<Command> kCommands = {
      {"run", "Answers every query of the files and checks every assertion", &Program::run,
       [](CLI::App& app, Arguments& a) {
         add_files(app, a);
         app.add_option("--only", a.only, "Answers this query only")->type_name("NAME");
       }},
      {"query", "Answers queries given here; - reads them from standard input, one a line", &Program::query,
       [](CLI::App& app, Arguments& a) {
         add_file(app, a);
         app.add_option("QUERY", a.queries, "Queries, or names of queries and estimands of the file")
             ->required();
       }},
      {"check", "Parses and checks everything, queries included, and prints what is wrong or suspicious",
       &Program::check, add_files},
      {"ir", "Shows the IR of the model, or of one query", &Program::ir,
       [](CLI::App& app, Arguments& a) {
         add_file(app, a);
         app.add_option("QUERY", a.queries, "A query")->expected(0, 1);
         std::string passes;
         for (const std::string& one : Model::ir_passes()) passes += (passes.empty() ? "" : ", ") + one;
         app.add_option("--pass", a.pass, "After this pass: " + passes)->type_name("NAME");
       }},
      {"explain",
       "Explains a query: its rung, its worlds, the plan and, for a counterfactual, the abducted noise",
       &Program::explain,
       [](CLI::App& app, Arguments& a) {
         add_file(app, a);
         app.add_option("QUERY", a.queries, "A query")->required()->expected(1);
       }},
      {"info", "Lists the variables with their domains, parents and children", &Program::info, add_file},
      {"sample", "Draws units from the model, exactly; a seed gives the same units on every machine",
       &Program::sample,
       [](CLI::App& app, Arguments& a) {
         add_file(app, a);
         app.add_option("-n,--units", a.units, "How many, 10 unless said")->type_name("N");
         app.add_option("-s,--seed", a.seed, "Which ones, 1 unless said")->type_name("S");
         app.add_option("--do", a.act, "Interventions: 'x = 1, y ~ bernoulli(1/2)'")->type_name("LIST");
         app.add_option("--given", a.given, "Facts of the world before: 'z = 2, w'")->type_name("EVENTS");
         app.add_option("--format", a.format, "csv, unless said, or jsonl")
             ->check(CLI::IsMember({"csv", "jsonl"}));
         app.add_flag("--latent", a.shown.latent, "Shows latent variables too");
         app.add_flag("--noise", a.shown.noise, "Shows noise too");
       }},
      {"graph", "Draws the causal graph, noise included", &Program::graph,
       [](CLI::App& app, Arguments& a) {
         add_file(app, a);
         app.add_option("--do", a.act, "As interventions change it: x, or 'x = if z then 1 else 0'")
             ->type_name("LIST");
         app.add_option("--format", a.format, "dot, unless said; svg (by Graphviz), dagitty or json")
             ->check(CLI::IsMember({"dot", "svg", "dagitty", "json"}));
       }},
      {"import", "Makes a model of a Bayesian network (BIF, XMLBIF, UAI) or of a causal graph (DOT, dagitty)",
       &Program::convert_from,
       [](CLI::App& app, Arguments& a) {
         app.add_option("FILE", a.convert.file, "Network or graph; - is standard input")->required();
         app.add_option("-o,--output", a.convert.output, "The model file; standard output unless said")
             ->type_name("FILE");
         app.add_option("--format", a.convert.format,
                        "Of FILE: bif, xmlbif, uai, dot or dagitty; by its ending unless said")
             ->check(CLI::IsMember({"bif", "xmlbif", "uai", "dot", "dagitty"}));
       }},
      {"export", "Writes the model as a Bayesian network (BIF, XMLBIF, UAI) or its graph (DOT, dagitty)",
       &Program::convert_to,
       [](CLI::App& app, Arguments& a) {
         app.add_option("FILE", a.convert.file, "Model file; - is standard input")->required();
         app.add_option("-o,--output", a.convert.output, "Standard output unless said")->type_name("FILE");
         app.add_option("--format", a.convert.format,
                        "bif, xmlbif, uai, scm, dot or dagitty; by the ending of -o unless said")
             ->check(CLI::IsMember({"bif", "xmlbif", "uai", "scm", "dot", "dagitty"}));
       }},
      {"new", "Starts a model from a template: NAME.scm", &Program::start,
       [](CLI::App& app, Arguments& a) {
         app.add_option("NAME", a.file, "Its name; folders may stand before it")->required();
       }},
      {"fmt", "Rewrites files in canonical layout; - formats standard input", &Program::format,
       [](CLI::App& app, Arguments& a) {
         add_files(app, a);
         app.add_flag("--check", a.check_format, "Changes nothing; exit status 1 if a file would change");
       }},
      {"lua",
       "Runs a script in Lua, with the library in it: SCRIPT ARG…; without a script an interactive Lua. "
       "Options of "
       "causeway may stand anywhere; behind `--` all is the script's",
       &Program::lua,
       [](CLI::App& app, Arguments& a) {
         app.add_flag("--sandbox", a.lua.sandbox,
                      "For scripts from strangers: no files, no processes, no other modules, limits");
         app.allow_extras();  // the script and what it is given
         app.fallthrough(false);
       }},
      {"repl", "Asks questions interactively, with history and completion", &Program::repl,
       [](CLI::App& app, Arguments& a) { app.add_option("FILE", a.file, "Model file"); }}};
  return kCommands;
}

/// What is wrong with the command line; the library's own words where the command itself is right.
Diagnostic usage_error(const std::string& first, const std::string& complaint) {
  std::string names;
  for (const Command& one : commands()) {
    if (first == one.name) return plain_error(Code::Usage, complaint, "see `causeway " + first + " --help`");
    names += (names.empty() ? "" : ", ") + std::string(one.name);
  }
  if (first.empty() || first.starts_with("-"))
    return plain_error(Code::Usage, complaint, "the commands are " + names + "; see `causeway --help`");
  const bool file = first.find('.') != std::string::npos;
  return plain_error(Code::Usage, "there is no command `" + first + "`",
                     file ? "did you mean `causeway run " + first + "`?" : "the commands are " + names);
}

/// How many of the arguments are causeway's: behind `causeway lua … --` all belong to the script.
int own_arguments(int argc, char** argv) {
  const auto is_command = [](std::string_view word) {
    return std::any_of(commands().begin(), commands().end(),
                       [&](const Command& one) { return word == one.name; });
  };
  char** const end = argv + argc;
  char** const command = std::find_if(argv + 1, end, is_command);
  if (command == end || std::string_view(*command) != "lua") return argc;
  return static_cast<int>(std::find(command, end, std::string_view("--")) - argv);
}

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);
  Settings settings;
  Arguments arguments;
  CLI::App app("Causeway: exact answers to causal questions", "causeway");
  app.set_version_flag("--version", "causeway " CAUSEWAY_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  add_settings(app, settings);
  const int own = own_arguments(argc, argv);
  std::vector<std::pair<CLI::App*, int (Program::*)()>> parsed;
  for (const Command& command : commands()) {
    CLI::App* sub = app.add_subcommand(command.name, command.help);
    command.add(*sub, arguments);
    if (!sub->get_fallthrough()) add_settings(*sub, settings);
    parsed.emplace_back(sub, command.run);
  }
  try {
    app.parse(own, argv);
    std::vector<std::string>& script = arguments.lua.script;
    script = app.get_subcommand("lua")->remaining();
    if (!script.empty() && script.front().size() > 1 && script.front().front() == '-')
      throw CLI::ExtrasError("lua", {script.front()});
    script.insert(script.end(), argv + std::min(own + 1, argc), argv + argc);
  } catch (const CLI::Success& e) {
    return app.exit(e) == 0 ? kAnswered : kUnusable;
  } catch (const CLI::ParseError& e) {
    const Diagnostics error = {usage_error(argc > 1 ? argv[1] : "", e.what())};
    const bool json =
        std::any_of(argv, argv + argc, [](const char* one) { return std::string_view(one) == "--json"; });
    settings.json = json;
    (json ? json_output(settings) : human_output(settings))->diagnostics(error);
    return kUnusable;
  }
  Program program(settings, arguments);
  for (const auto& [sub, run] : parsed) {
    if (!sub->parsed()) continue;
    return (program.*run)();
  }
  return kUnusable;
}

}  // namespace

}  // namespace causeway::cli

int main(int argc, char** argv) {
  try {
    return causeway::cli::main(argc, argv);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "causeway: %s\n", e.what());
    return causeway::cli::kUnusable;
  }
}
