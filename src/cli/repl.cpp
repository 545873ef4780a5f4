// SPDX-License-Identifier: MIT
#include "cli/repl.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <optional>
#include <set>

#include "causeway/causeway.hpp"
#include "cli/interrupt.hpp"
#include "cli/line_editor.hpp"

namespace causeway::cli {

namespace {

constexpr const char* kHelp =
    R"(A line is a query (`P(x | do(y = 1))`, or the name of one of the model's), or one of

  :given EVENTS      what was seen, for all that is asked from now on
  :do INTERVENTIONS  what is done, likewise
  :clear             forgets what was seen and done
  :questions         the model's own questions, answered
  :explain QUERY     its worlds, its plan and the abducted noise, as if nothing had been seen or done before
  :info              the variables
  :graph             the causal graph, for Graphviz
  :load FILE         another model
  :help              this
  :quit              ends, as Ctrl-D does

or a declaration (`noise u ~ bernoulli(1/2)`, `var x = not u`), which joins the model. Tab completes.
)";

constexpr std::array<const char*, 10> kCommands = {":given", ":do",    ":clear", ":questions", ":explain",
                                                   ":info",  ":graph", ":load",  ":help",      ":quit"};
constexpr std::array<const char*, 14> kDeclarations = {"noise", "var",      "latent", "param",  "const",
                                                       "enum",  "type",     "fn",     "extern", "import",
                                                       "query", "estimand", "assert", "model"};
constexpr std::array<const char*, 13> kWords = {"P(",  "E(",   "Var(",  "Cov(", "dist(", "map(", "marginals(",
                                                "do(", "true", "false", "and",  "or",    "not"};

std::string first_word(const std::string& text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  return text.substr(begin, text.find_first_of(" \t", begin) - begin);
}

/// What follows the first word.
std::string rest_of(const std::string& text) {
  const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
  const std::size_t end = std::min(text.find_first_of(" \t", begin), text.size());
  return text.substr(std::min(text.find_first_not_of(" \t", end), text.size()));
}

class Repl {
 public:
  Repl(const Settings& settings, Output& output) : settings_(settings), output_(output) {}

  /// Takes the model of the file; false: it cannot be loaded.
  bool load(const std::string& file);
  int run();

 private:
  Options options() { return options_of(settings_).value(); }
  bool take(const Result<Model>& model);
  bool one(const std::string& line);
  void command(const std::string& line);
  void declare(const std::string& line);
  void ask(const std::string& text);
  void change(const std::string& text, bool fact);
  void show(const Question& question, const Result<Answer>& answer);
  void complain(const std::string& message, const std::string& hint);
  World world() const;
  Completion complete(const std::string& before) const;

  const Settings& settings_;
  Output& output_;
  std::optional<Model> model_;
  std::string text_;        // of what was declared here
  bool from_file_ = false;  // then nothing can be declared
  std::vector<std::string> facts_;
  std::vector<std::string> actions_;
  std::set<std::string> words_;  // of the model, for completion
  CancelToken cancel_;
};

bool Repl::take(const Result<Model>& model) {
  if (!model) {
    output_.diagnostics(model.error());
    return false;
  }
  model_ = model.value();
  output_.diagnostics(model_->warnings());
  words_.clear();
  for (const VariableInfo& variable : model_->info().variables) {
    words_.insert(variable.name);
    if (!variable.domain || variable.domain->kind() != Value::Kind::Label) continue;
    for (const Value& label : variable.domain->values()) words_.insert(label.to_string());
  }
  for (const Question& question : model_->questions()) {
    if (!question.name.empty()) words_.insert(question.name);
  }
  return true;
}

bool Repl::load(const std::string& file) {
  if (!take(Model::load(file, options()))) return false;
  from_file_ = true;
  facts_.clear();
  actions_.clear();
  return true;
}

void Repl::complain(const std::string& message, const std::string& hint) {
  Diagnostic diagnostic;
  diagnostic.code = Code::Usage;
  diagnostic.message = message;
  diagnostic.hint = hint;
  output_.diagnostics({diagnostic});
}

void Repl::declare(const std::string& line) {
  if (from_file_) {
    complain("the model comes from a file, and nothing is added to it",
             "edit the file, and say `:load FILE`");
    return;
  }
  if (take(Model::parse(text_ + line + "\n", options(), "<typed>"))) text_ += line + "\n";
}

World Repl::world() const {
  World world = model_->given(Assignments());
  for (const std::string& fact : facts_) world = world.given(fact);
  for (const std::string& action : actions_) world = world.act(action);
  return world;
}

void Repl::show(const Question& question, const Result<Answer>& answer) {
  if (answer) {
    output_.answer(question, answer.value());
  } else {
    output_.failure(question, answer.error());
  }
}

/// Asks the model, or the world that facts and actions make of it.
void Repl::ask(const std::string& text) {
  const std::vector<Question> known = model_->questions();
  const auto named = std::find_if(known.begin(), known.end(),
                                  [&](const Question& q) { return !q.name.empty() && q.name == text; });
  const Question question = named != known.end() ? *named : Question{"", text, false, {}};
  const bool plain = facts_.empty() && actions_.empty();
  show(question, plain ? model_->query(text, cancel_) : world().predict(text, cancel_));
}

/// Adds a fact or an action, if it can be read.
void Repl::change(const std::string& text, bool fact) {
  std::vector<std::string>& list = fact ? facts_ : actions_;
  list.push_back(text);
  const Diagnostics wrong = world().check();
  if (wrong.empty()) return;
  output_.diagnostics(wrong);
  list.pop_back();
}

void Repl::command(const std::string& line) {
  const std::string name = first_word(line);
  const std::string rest = rest_of(line);
  const bool wants_text = name == ":given" || name == ":do" || name == ":explain" || name == ":load";
  if (std::find(kCommands.begin(), kCommands.end(), name) == kCommands.end()) {
    complain("there is no command `" + name + "`", "`:help` lists them");
  } else if (name == ":help") {
    print(kHelp);
  } else if (wants_text && rest.empty()) {
    complain("`" + name + "` wants something behind it", "see `:help`");
  } else if (name == ":load") {
    load(rest);
  } else if (!model_) {
    complain("there is no model yet", "say `:load FILE`, or declare something: `noise u ~ bernoulli(1/2)`");
  } else if (name == ":given" || name == ":do") {
    change(rest, name == ":given");
  } else if (name == ":clear") {
    facts_.clear();
    actions_.clear();
  } else if (name == ":explain") {
    const Result<Explanation> explanation = model_->explain(rest, cancel_);
    explanation ? output_.explanation(explanation.value()) : output_.diagnostics(explanation.error());
  } else if (name == ":info") {
    output_.info(model_->info());
  } else if (name == ":graph") {
    const Result<Graph> graph = world().graph();
    graph ? print(graph.value().to_string(GraphFormat::Dot)) : output_.diagnostics(graph.error());
  } else {  // :questions
    const std::vector<Question> questions = model_->questions();
    model_->answer_all([&](std::size_t i, const Result<Answer>& answer) { show(questions[i], answer); },
                       cancel_);
  }
}

/// Does what the line says; false: it is the last.
bool Repl::one(const std::string& line) {
  const std::string word = first_word(line);
  if (word.empty() || word.starts_with("//")) return true;
  if (word == ":quit") return false;
  cancel_ = CancelToken();
  const Interruptible interruptible(cancel_);
  if (word.starts_with(":")) {
    command(line);
  } else if (std::find(kDeclarations.begin(), kDeclarations.end(), word) != kDeclarations.end()) {
    declare(line);
  } else if (!model_) {
    complain("there is no model yet", "say `:load FILE`, or declare something: `noise u ~ bernoulli(1/2)`");
  } else {
    ask(line);
  }
  return true;
}

Completion Repl::complete(const std::string& before) const {
  Completion result;
  if (before.starts_with(":") && before.find(' ') == std::string::npos) {
    result.words.assign(kCommands.begin(), kCommands.end());
    return result;
  }
  const auto in_name = [](char c) {
    return c == '_' || (static_cast<unsigned char>(c) & 0x80U) != 0 ||
           std::isalnum(static_cast<unsigned char>(c)) != 0;
  };
  result.start = before.size();
  while (result.start > 0 && in_name(before[result.start - 1])) --result.start;
  result.words.assign(words_.begin(), words_.end());
  result.words.insert(result.words.end(), kWords.begin(), kWords.end());
  if (result.start == 0 && !from_file_)
    result.words.insert(result.words.end(), kDeclarations.begin(), kDeclarations.end());
  return result;
}

int Repl::run() {
  LineEditor editor("history", [this](const std::string& before) { return complete(before); });
  if (editor.interactive()) {
    const std::string subject = model_ ? "the model `" + model_->name() + "`" : "no model yet";
    print("Causeway " CAUSEWAY_VERSION ": " + subject + "; `:help` says what can be typed.\n");
  }
  while (const auto line = editor.read("? ")) {
    editor.remember(*line);
    if (!one(*line)) break;
  }
  return kAnswered;
}

}  // namespace

int run_repl(const Settings& settings, const std::string& file, Output& output) {
  const Result<Options> options = options_of(settings);
  if (!options) {
    output.diagnostics(options.error());
    return kUnusable;
  }
  Repl repl(settings, output);
  if (!file.empty() && !repl.load(file)) return kUnusable;
  return repl.run();
}

}  // namespace causeway::cli
