// SPDX-License-Identifier: MIT
#include "cli/convert.hpp"

#include <filesystem>
#include <optional>

#include "cli/files.hpp"

namespace causeway::cli {

namespace {

int unusable(Output& output, Diagnostic error) {
  output.diagnostics({std::move(error)});
  return kUnusable;
}

/// `bif` for `net.bif`; empty: the ending says nothing.
std::string format_of(const std::string& file) {
  const std::string ending = std::filesystem::path(file).extension().string();
  if (ending == ".bif" || ending == ".xmlbif" || ending == ".uai" || ending == ".dot" ||
      ending == ".dagitty" || ending == ".scm")
    return ending.substr(1);
  if (ending == ".xml" || ending == ".xbif") return "xmlbif";
  if (ending == ".gv") return "dot";
  if (ending == ".dag") return "dagitty";
  return "";
}

int put(const std::string& command, const std::string& text, const ConvertArguments& arguments,
        Output& output) {
  if (arguments.output.empty()) {
    output.converted(command, text);
    return kAnswered;
  }
  if (write_file(arguments.output, text)) return kAnswered;
  return unusable(output, plain_error(Code::Io, "cannot write `" + arguments.output + "`"));
}

// ---- import ----

/// A network as a model's text, with what the reader of it should know.
Result<std::string> model_of_network(const std::string& text, const std::string& name,
                                     const std::string& shown, const Options& options, Output& output) {
  const Result<Model> model = Model::parse(text, options, name);
  if (!model) return model.error();
  output.diagnostics(model.value().warnings());
  const Result<Network> network = model.value().network();
  if (!network) return network.error();
  const Result<NetworkText> made = network.value().to_text(NetworkFormat::Scm);
  if (!made) return made.error();
  const std::string header =
      "// Imported from " + std::filesystem::path(shown).filename().string() +
      ".\n"
      "// Its tables do not say how a variable would have come out under other values of its parents.\n"
      "// For counterfactuals choose a coupling: `default coupling quantile`, for instance.\n";
  return format(header + made.value().text, name, options.limits);
}

}  // namespace

int run_import(const Settings& settings, const ConvertArguments& arguments, Output& output) {
  const Result<Options> options = options_of(settings);
  if (!options) {
    output.diagnostics(options.error());
    return kUnusable;
  }
  const bool input = arguments.file == "-";
  const std::string shown = input ? "<stdin>" : arguments.file;
  const std::string known = format_of(arguments.file);
  const std::string kind = arguments.format.empty() ? known : arguments.format;
  if (kind.empty() || kind == "scm") {
    const std::string what =
        kind == "scm" ? " is a model already" : " has an ending that says nothing of its format";
    return unusable(output, plain_error(Code::Usage, "`" + shown + "`" + what,
                                        "say `--format bif`, `xmlbif`, `uai`, `dot` or `dagitty`"));
  }
  const std::size_t most = options.value().limits.source;
  const std::optional<std::string> text = input ? read_standard_input(most) : read_file(arguments.file, most);
  if (!text) return unusable(output, plain_error(Code::Io, "cannot read `" + arguments.file + "`"));
  const bool graph = kind == "dot" || kind == "dagitty";
  const std::string name = known == kind ? arguments.file : shown + "." + kind;
  const Result<std::string> made = graph ? model_from_graph(*text, shown, options.value().limits)
                                         : model_of_network(*text, name, shown, options.value(), output);
  if (!made) {
    output.diagnostics(made.error());
    return kUnusable;
  }
  return put("import", made.value(), arguments, output);
}

// ---- export ----

int run_export(const Model& model, const ConvertArguments& arguments, Output& output) {
  const std::string kind = arguments.format.empty() ? format_of(arguments.output) : arguments.format;
  if (kind == "dot") return put("export", model.graph(GraphFormat::Dot), arguments, output);
  if (kind == "dagitty") return put("export", model.graph(GraphFormat::Dagitty), arguments, output);
  if (kind.empty()) {
    return unusable(output, plain_error(Code::Usage, "the format is not said",
                                        "say `--format bif`, `xmlbif`, `uai`, `scm`, `dot` or `dagitty`"));
  }
  const NetworkFormat format = kind == "bif"      ? NetworkFormat::Bif
                               : kind == "xmlbif" ? NetworkFormat::XmlBif
                               : kind == "uai"    ? NetworkFormat::Uai
                                                  : NetworkFormat::Scm;
  const Result<Network> network = model.network();
  const Result<NetworkText> text =
      network ? network.value().to_text(format) : Result<NetworkText>(network.error());
  if (!text) {
    output.diagnostics(text.error());
    return kFailed;
  }
  output.diagnostics(text.value().warnings);
  return put("export", text.value().text, arguments, output);
}

// ---- new ----

namespace {

/// A model that says, by example, what a model is.
std::string template_text(const std::string& name) {
  return "// What is observed, what it depends on, and what you want to know. `causeway run " + name +
         ".scm` answers.\n"
         "model " +
         name +
         "\n"
         "import \"effects\"\n"
         "\n"
         "// A cause of both that nobody has measured.\n"
         "latent var motivated ~ bernoulli(2/5)\n"
         "// `~` gives a law: the motivated take the course more often.\n"
         "var course ~ bernoulli(if motivated then 7/10 else 1/5)\n"
         "// `=` gives a mechanism: what happens to each person, with chance as noise.\n"
         "noise luck ~ bernoulli(1/4)\n"
         "noise taught ~ bernoulli(3/5)\n"
         "var passed = motivated and luck or course and taught\n"
         "\n"
         "// What is seen: those who took the course passed more often, for more than one reason.\n"
         "query seen = P(passed | course) - P(passed | not course)\n"
         "// What happens if we act: everybody takes the course, or nobody.\n"
         "query effect = ATE(course, passed)\n"
         "// What would have been: somebody took the course and passed. Would they have passed without it?\n"
         "query without = P(passed[course = false] | course, passed)\n";
}

bool is_identifier(const std::string& text) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
  if (text.empty() || !letter(text.front())) return false;
  return text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
         std::string::npos;
}

}  // namespace

int run_new(const std::string& given, Output& output) {
  std::filesystem::path path = given;
  if (path.extension() == ".scm") path.replace_extension();
  const std::string name = path.filename().string();
  const std::string file = path.string() + ".scm";
  const Result<std::string> text = format(template_text(name));
  if (!is_identifier(name) || !text) {
    return unusable(
        output,
        plain_error(Code::Usage, "`" + name + "` is no name for a model",
                    "a name has letters, digits and `_`, and is no keyword: `causeway new my_model`"));
  }
  std::error_code failed;
  if (std::filesystem::exists(file, failed)) {
    return unusable(
        output, plain_error(Code::Io, "`" + file + "` exists already", "choose another name, or remove it"));
  }
  if (!write_file(file, text.value()))
    return unusable(output, plain_error(Code::Io, "cannot write `" + file + "`"));
  output.created(file);
  return kAnswered;
}

}  // namespace causeway::cli
