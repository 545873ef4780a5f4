// SPDX-License-Identifier: MIT
#include "fuzz/entries.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <stdexcept>

#include "causeway/causeway.hpp"
#include "fuzz/c_calls.hpp"

namespace causeway::fuzz {

namespace fs = std::filesystem;

void broken(const std::string& promise) {
  std::cerr << "broken promise: " << promise << std::endl;
  std::abort();
}

namespace {

Limits small_limits() {
  Limits limits;
  limits.steps = 200'000;
  limits.memory = std::size_t{64} << 20;
  limits.time = std::chrono::milliseconds(500);
  return limits;
}

Options small_options() {
  Options options;
  options.limits = small_limits();
  options.loader = [](const std::string&) { return std::nullopt; };
  return options;
}

/// An error says something, in a place that is there.
template <typename T>
void look_at(const Result<T>& result) {
  if (result) return;
  if (result.error().empty()) broken("a failed result has diagnostics");
  for (const Diagnostic& one : result.error()) {
    if (one.message.empty() || one.to_string().empty()) broken("a diagnostic says something");
  }
}

void look_at(const Result<Answer>& result) {
  look_at<Answer>(result);
  if (!result) return;
  const Answer& answer = result.value();
  if (answer.kind() == Answer::Kind::Number) (void)answer.rational().to_string();
  if (answer.kind() != Answer::Kind::Distribution) return;
  Rational sum;
  for (const Table::Row& row : answer.table().rows) sum += row.rational();
  if (sum != Rational(1)) broken("a distribution sums to 1");
}

/// All that can be asked of a model without knowing it.
void ask_everything(const Model& model) {
  for (std::size_t i = 0; i < model.questions().size(); ++i) {
    look_at(model.answer(i));
    (void)model.check(i);
    look_at(model.explain(model.questions()[i].text));
  }
  (void)model.info();
  (void)model.ir();
  for (const GraphFormat format : {GraphFormat::Dot, GraphFormat::Dagitty, GraphFormat::Json})
    (void)model.graph(format);
  for (const std::string& one : model.variables()) look_at(model.domain(one));
  look_at(model.query("marginals()"));
  look_at(model.sample(2, 1));
}

void run_model(std::string_view bytes) {
  const auto model = Model::parse(bytes, small_options());
  look_at(model);
  if (model) ask_everything(model.value());
}

/// A network file: what is read can be written in every format, and read again as the same.
void run_network_file(std::string_view bytes, const char* name, NetworkFormat format) {
  const auto model = Model::parse(bytes, small_options(), name);
  look_at(model);
  if (!model) return;
  ask_everything(model.value());
  const auto network = model.value().network();
  look_at(network);
  if (!network) return;
  for (const NetworkFormat one :
       {NetworkFormat::Bif, NetworkFormat::XmlBif, NetworkFormat::Uai, NetworkFormat::Scm})
    look_at(network.value().to_text(one));
  const auto text = network.value().to_text(format);
  if (!text || !text.value().warnings.empty()) return;
  const auto again = Model::parse(text.value().text, small_options(), name);
  if (!again) {
    if (again.error()[0].code != Code::Resource) broken("what was written can be read");
    return;
  }
  const auto same = again.value().network();
  if (!same) return;
  for (std::size_t i = 0; i < network.value().nodes.size(); ++i) {
    if (same.value().nodes[i].table != network.value().nodes[i].table)
      broken("what was written is read as the same");
  }
}

void run_network(std::string_view bytes) {
  run_network_file(bytes, "m.bif", NetworkFormat::Bif);
}
void run_xmlbif(std::string_view bytes) {
  run_network_file(bytes, "m.xml", NetworkFormat::XmlBif);
}
void run_uai(std::string_view bytes) {
  run_network_file(bytes, "m.uai", NetworkFormat::Uai);
}

void run_graph(std::string_view bytes) {
  const auto text = model_from_graph(bytes, "m.dot", small_limits());
  look_at(text);
  if (!text) return;
  const auto model = Model::parse(text.value(), small_options());
  if (!model && model.error()[0].code != Code::Resource) broken("a graph becomes a model");
}

void run_format(std::string_view bytes) {
  const auto once = causeway::format(bytes, "m.scm", small_limits());
  look_at(once);
  if (!once) return;
  const auto twice = causeway::format(once.value(), "m.scm", small_limits());
  if (!twice) {
    if (twice.error()[0].code != Code::Resource) broken("what was formatted can be formatted");
  } else if (twice.value() != once.value()) {
    broken("formatting twice is formatting once");
  }
}

/// Rich enough for every kind of query.
const Model& host_model() {
  static const Model model = Model::parse(R"(
    enum Grade { low, mid, high }
    extern fn twice(0..3) : 0..6
    fn worse(g) = match g { high => mid; _ => low }
    const weights = [1/2, 1/4, 1/4]
    noise u ~ bernoulli(1/3)
    noise e[i in 1..3, j in 1..2] ~ uniform(0..2)
    latent var h ~ bernoulli(1/4)
    var g : Grade ~ if h then [1/5, 2/5, _] else [1/2, 1/4, 1/4] coupling quantile
    var x[i in 1..3] = sum(e[i, j] for j in 1..2) + u
    var y = twice(min(x[1], 3)) - x[2]
    var z ~ bernoulli(if g == high then 9/10 else 1/10)
    var q = 6 / (x[3] + (if u then 0 else 1))
    query all = P(z | g = high)
    query each[t in Grade] = P(z | do(g = t))
    estimand ate(a, b) = E(a | do(b = true)) - E(a | do(b = false))
  )",
                                          [] {
                                            Options options = small_options();
                                            options.externs["twice"] = [](std::span<const Value> x) {
                                              return Value(x[0].number() * Rational(2));
                                            };
                                            return options;
                                          }())
                                 .value();
  return model;
}

void run_query(std::string_view bytes) {
  const Model& model = host_model();
  look_at(model.query(bytes));
  look_at(model.explain(bytes));
  for (const std::string& pass : Model::ir_passes()) look_at(model.ir(bytes, pass));
  const auto prepared = model.prepare(bytes);
  look_at(prepared);
  if (!prepared) return;
  PreparedQuery query = prepared.value();
  look_at(query.evaluate());
  const Value values[] = {true, 1, "high", Rational(1, 2)};
  std::size_t next = 0;
  for (const auto& one : query.placeholders()) query = query.bind(one.name, values[next++ % 4]);
  look_at(query.evaluate());
}

/// The lines of a text, and empty ones behind.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}
  std::string_view next() {
    const std::size_t end = rest_.find('\n');
    const std::string_view line = rest_.substr(0, end);
    rest_ = end == std::string_view::npos ? "" : rest_.substr(end + 1);
    return line;
  }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view rest_;
};

/// `true`, numbers and fractions are what they say, all else is a label.
Value value_of(std::string_view text) {
  if (text == "true" || text == "false") return text == "true";
  const auto number = Rational::parse(text);
  return number ? Value(*number) : Value(text);
}

void run_world(std::string_view bytes) {
  Lines lines(bytes);
  World world = host_model().given(lines.next()).act(lines.next());
  const std::string query(lines.next());
  const std::string name(lines.next());
  const Value value = value_of(lines.next());
  look_at(world.predict(query));
  (void)world.check();
  look_at(world.graph());
  look_at(world.sample(2, 7, {true, true}));
  look_at(world.given({{name, value}}).predict(query));
  look_at(world.act({{name, value}}).predict(query));
}

Domain domain_of(std::string_view text) {
  std::vector<Value> values;
  while (!text.empty()) {
    const std::size_t end = text.find(',');
    values.push_back(value_of(text.substr(0, end)));
    text = end == std::string_view::npos ? "" : text.substr(end + 1);
  }
  if (values.empty()) values.emplace_back(false);
  try {
    return Domain(std::move(values));
  } catch (const std::invalid_argument&) {  // declared: values of two kinds, or one twice
    return Domain({false, true});
  }
}

void run_builder(std::string_view bytes) {
  Lines lines(bytes);
  ModelBuilder builder{std::string(lines.next())};
  for (int i = 0; i < 12 && !lines.at_end(); ++i) {
    const std::string_view what = lines.next();
    const std::string name(lines.next());
    const Domain domain = domain_of(lines.next());
    const std::string text(lines.next());
    const std::vector<Rational> even(domain.size(),
                                     Rational(1) / Rational(static_cast<std::int64_t>(domain.size())));
    if (what == "noise") builder.noise(name, domain, even);
    if (what == "law")
      builder.law(name, domain, text.empty() ? std::vector<std::string>() : std::vector{text}, {even, even});
    if (what == "function")
      builder.mechanism(name, domain, {text}, [&](std::span<const Value>) { return domain.values()[0]; });
    if (what == "expression") builder.mechanism(name, domain, text);
    if (what == "query") builder.query(name, text);
    if (what == "latent") builder.latent();
    if (what == "quantile") builder.coupled_by_quantile();
    if (what == "independent") builder.coupled_independently();
  }
  const auto model = builder.build(small_options());
  look_at(model);
  if (model) ask_everything(model.value());
}

void run_values(std::string_view bytes) {
  Lines lines(bytes);
  const auto a = Rational::parse(lines.next());
  const auto b = Rational::parse(lines.next());
  for (const auto& one : {a, b}) {
    if (!one) continue;
    if (Rational::parse(one->to_fraction()) != one) broken("a fraction is read as what was written");
    if (one->bits() < 4096) (void)one->to_decimal(1 + static_cast<int>(bytes.size() % 40));
    (void)one->exact_decimal(20);
    (void)one->to_double();
    (void)one->hash();
  }
  if (a && b && a->bits() + b->bits() < 20'000) {
    if (*a + *b - *b != *a || (*a < *b) != (*b > *a)) broken("rationals are a field, and ordered");
    if (!b->is_zero() && *a / *b * *b != *a) broken("rationals are a field");
  }
  const Domain domain = domain_of(lines.next());
  (void)domain.to_string();
  for (const Value& one : domain.values()) {
    if (!domain.contains(one)) broken("a domain contains its values");
  }
}

/// A host that gives what it likes: parameters, imported files, results of functions.
void run_host(std::string_view bytes) {
  Lines lines(bytes);
  Options options = small_options();
  options.params[std::string(lines.next())] = std::string(lines.next());
  options.params["p"] = std::string(lines.next());
  const Value result = value_of(lines.next());
  const bool throws = bytes.size() % 5 == 0;
  options.externs["f"] = [&](std::span<const Value>) {
    if (throws) throw std::runtime_error(std::string(bytes));
    return result;
  };
  std::string text;
  while (!lines.at_end()) text += std::string(lines.next()) + "\n";
  options.loader = [&](const std::string& path) -> std::optional<std::string> {
    if (throws && path == "b.scm") throw path.size();
    return text;
  };
  const auto model = Model::parse(
      "import \"a.scm\"\nparam p = 1/2\nparam s in 1..3 = 2\nextern fn f(0..3) : 0..6\nnoise u ~ "
      "bernoulli(p)\n"
      "var x = f(u + s)\nquery P(x = 1)\nquery E(x)\n",
      options);
  look_at(model);
  if (model) ask_everything(model.value());
}

// ---- seeds ----

std::string read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::vector<std::string> files_of(const std::vector<const char*>& folders, const std::string& ending) {
  std::vector<std::string> texts;
  for (const char* folder : folders) {
    for (const auto& entry : fs::recursive_directory_iterator(fs::path(CAUSEWAY_SOURCE_DIR) / folder)) {
      if (entry.path().extension() == ending) texts.push_back(read(entry.path()));
    }
  }
  return texts;
}

std::vector<std::string> model_seeds() {
  return files_of({"examples", "stdlib", "tests/golden", "tests/scale"}, ".scm");
}

std::vector<std::string> network_seeds() {
  return {
      "network n {\n  property a b;\n}\nvariable a {\n  type discrete [ 2 ] { yes, no };\n}\nvariable b {\n"
      "  type discrete [ 3 ] { x, y, z };\n}\nprobability ( a ) {\n  table 0.2, 0.8;\n}\nprobability ( b | a "
      ") "
      "{\n  (yes) 0.1, 0.2, 0.7;\n  (no) 1e-1, 0.33, 0.57;\n}\n",
      "variable a { type discrete [2] {t,f}; } variable c { type discrete [2] {t,f}; } probability (a) { "
      "table 0.5,0.5; } probability (c | a) { default 0.25, 0.75; (t) 0.1 0.9; }"};
}

std::vector<std::string> xmlbif_seeds() {
  return {
      "<?xml version=\"1.0\"?>\n<BIF VERSION=\"0.3\"><NETWORK><NAME>n</NAME>\n<VARIABLE "
      "TYPE=\"nature\"><NAME>a</NAME>"
      "<OUTCOME>yes</OUTCOME><OUTCOME>no</OUTCOME></VARIABLE><VARIABLE><NAME>b &amp; "
      "c</NAME><OUTCOME>1</OUTCOME>"
      "<OUTCOME>2</OUTCOME></VARIABLE><DEFINITION><FOR>a</FOR><TABLE>0.2 "
      "8e-1</TABLE></DEFINITION><DEFINITION>"
      "<FOR>b &amp; c</FOR><GIVEN>a</GIVEN><TABLE>1 0 <!-- x --> .3 .7</TABLE></DEFINITION></NETWORK></BIF>"};
}

std::vector<std::string> uai_seeds() {
  return {
      "BAYES\n3\n2 2 3\n3\n1 0\n2 0 1\n3 0 1 2\n\n2\n 0.436 0.564\n\n4\n 0.128 0.872\n 0.920 0.080\n\n12\n"
      " 0.21 0.333 0.457\n 0.811 0 0.189\n 0.2 0.3 0.5\n 1 0 0\n",
      "BAYES 1 2 1 1 0 2 1e-1 .9"};
}

std::vector<std::string> graph_seeds() {
  return {
      "digraph \"g h\" {\n  node [shape=ellipse];\n  a -> {b c} -> d [style=dotted];\n  subgraph x { e; f } "
      "-> a\n"
      "  u [style=dashed, label=\"\\\"\"];\n}\n",
      "dag {\n x [exposure,pos=\"-1,2\"]\n y [outcome]\n u [latent]\n x -> y <- u -> x\n x <-> z\n}\n"};
}

std::vector<std::string> query_seeds() {
  return {"P(z | g = high)",
          "each",
          "all",
          "dist(g, z | x[1] == 2)",
          "E(x[1] + x[2] | u)",
          "P(z[g = high] and not z[g = low] | z, g = mid)",
          "ate(x[1], u)",
          "map(g, z | x[2] > 1)",
          "marginals( | z)",
          "Var(y) - Cov(y, x[1])",
          "P(q == 6 | do(u = true))",
          "P(z | g = $g, x[1] = $x?)",
          "P(x[i] = 2 for i in 1..3)",
          "sum(P(x[i] = i) for i in 1..3) / 3",
          "P(worse(g) = low | do(g ~ [1/2, 1/4, 1/4]))",
          "P(y[x[1] = 0][u = true] > 1)",
          "if P(z) > 1/2 then E(y) else max(P(u), P(h))"};
}

std::vector<std::string> world_seeds() {
  return {"z, x[1] == 2\ng = high\nP(z)\nx[2]\n3", "\nu ~ bernoulli(1/2)\ndist(g, z)\ng\nmid",
          "h\nx[1] = x[2], g = low\nE(y | z)\nz\ntrue", "g = high\ne[1, 1] = 2\nP(x[1] > 2)\ne[2, 1]\n1"};
}

std::vector<std::string> builder_seeds() {
  return {
      "m\nnoise\nu\nfalse,true\n\nlaw\nx\nlow,mid,high\nu\nquantile\n\n\n\nexpression\ny\n0,1,2\nif u then 1 "
      "else 2\n"
      "query\nq\n\nP(y = 1 | x = low)",
      "a b\nlaw\n1\n1/2,3/4\n\nlatent\n\n\n\nfunction\nz\nfalse,true\n1\nquery\n\n\nP(z)"};
}

std::vector<std::string> value_seeds() {
  return {"1/3\n-22/7\n1,2,3", "0.1e-5\n123456789012345678901234567890\nlow,high", "1e300\n0\ntrue,false"};
}

std::vector<std::string> host_seeds() {
  return {"s\n3\n1/4\n2\nvar y = 1\nfn g(a) = a + 1", "p\n[1, 2]\n2\nlow\nimport \"b.scm\"\n",
          "q\ntrue\n1e3\n-1\nenum E { a, b }"};
}

std::vector<std::string> c_seeds() {
  return {
      "parse\nnoise u ~ bernoulli(1/3) var x = u\nquery\nP(x)\nrow\n1\nprepare\nP(x | u = "
      "$v)\nevaluate\nv\ntrue",
      "parse\nvar g ~ [1/2, 1/2]\nworld\nact\nu = "
      "true\ngiven\nx\npredict\ndist(x)\nsampler\nnext\nnext\nmarginals\n",
      "option\np\n1/3\nlimit\n2\n1000\nparse\nparam p = 1/2 var x ~ bernoulli(p) query "
      "P(x)\nanswer\n0\nlimited\ndomain\nx"
      "\nparents\nx\ngraph\nworld\ngiven_value\nx\ntrue\nact_value\nx\nfalse\npredict\nP(x)"};
}

}  // namespace

const std::vector<Entry>& entries() {
  static const std::vector<Entry> kEntries = {
      {"model", "a model's text, and all that can be asked of it", run_model, model_seeds},
      {"network", "a network file", run_network, network_seeds},
      {"xmlbif", "a network file in XML", run_xmlbif, xmlbif_seeds},
      {"uai", "a network file of numbers", run_uai, uai_seeds},
      {"graph", "a causal graph", run_graph, graph_seeds},
      {"format", "a text to be formatted", run_format, model_seeds},
      {"query", "queries of all kinds, explained, planned, prepared", run_query, query_seeds},
      {"world", "facts, actions and predictions; values; units", run_world, world_seeds},
      {"builder", "a model made by calls", run_builder, builder_seeds},
      {"values", "numbers, values and domains", run_values, value_seeds},
      {"host", "parameters, imported files and functions of the host", run_host, host_seeds},
      {"c", "calls of the C interface, in any order and with any argument", run_c, c_seeds},
  };
  return kEntries;
}

}  // namespace causeway::fuzz
