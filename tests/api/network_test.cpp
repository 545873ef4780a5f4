// SPDX-License-Identifier: MIT
// A model as a Bayesian network, and networks as texts.
#include "causeway/network.hpp"

#include <doctest/doctest.h>

#include "causeway/causeway.hpp"
#include "common/canonical.hpp"

using namespace causeway;  // NOLINT(google-build-using-namespace)

namespace {

Network network_of(const std::string& text) {
  const auto model = Model::parse(text);
  REQUIRE_MESSAGE(model, (model ? "" : model.error()[0].message));
  const auto network = model.value().network();
  REQUIRE_MESSAGE(network, (network ? "" : network.error()[0].message));
  return network.value();
}

std::string text_of(const Network& network, NetworkFormat format) {
  const auto text = network.to_text(format);
  REQUIRE(text);
  return text.value().text;
}

std::vector<std::string> names(const Network& network) {
  std::vector<std::string> result;
  for (const Network::Node& one : network.nodes) result.push_back(one.name);
  return result;
}

}  // namespace

TEST_CASE("noise of one variable is summed out, noise of several is a node") {
  const Network network = network_of(
      "noise u ~ bernoulli(1/4)\n"
      "noise own ~ {0: 1/2, 1: 1/3, 2: 1/6}\n"
      "var x : 0..2 = if u then 2 else own\n"
      "var y = u and x > 0\n");
  CHECK(names(network) == std::vector<std::string>{"u", "x", "y"});
  CHECK(network.nodes[0].states == std::vector<std::string>{"false", "true"});
  CHECK(network.nodes[1].parents == std::vector<std::size_t>{0});
  CHECK(network.nodes[1].states == std::vector<std::string>{"0", "1", "2"});
  CHECK(network.nodes[1].table ==
        std::vector<Rational>{Rational(1, 2), Rational(1, 3), Rational(1, 6), 0, 0, 1});
  CHECK(network.nodes[2].parents == std::vector<std::size_t>{0, 1});
  CHECK(network.nodes[2].table == std::vector<Rational>{1, 0, 1, 0, 1, 0, 1, 0, 0, 1, 0, 1});
  CHECK(network.unreachable == 0);
}

TEST_CASE("families, labels of any spelling, noise with noise for a parent") {
  const Network network = network_of(
      "enum Size { small, `very large` }\n"
      "noise rate ~ {1/4: 1/2, 3/4: 1/2}\n"
      "noise hit ~ bernoulli(rate)\n"
      "var `a b`[s in Size, i in 1..2] = if hit then i == 1 else s == Size.small and rate < 1\n");
  CHECK(names(network) == std::vector<std::string>{"rate", "hit", "a b[small, 1]", "a b[small, 2]",
                                                   "a b[very large, 1]", "a b[very large, 2]"});
  CHECK(network.nodes[1].table ==
        std::vector<Rational>{Rational(3, 4), Rational(1, 4), Rational(1, 4), Rational(3, 4)});
  for (const NetworkFormat format : {NetworkFormat::Bif, NetworkFormat::XmlBif, NetworkFormat::Scm}) {
    const char* const name = format == NetworkFormat::Bif      ? "n.bif"
                             : format == NetworkFormat::XmlBif ? "n.xml"
                                                               : "n.scm";
    const auto model = Model::parse(text_of(network, format), {}, name);
    REQUIRE_MESSAGE(model, (model ? "" : model.error()[0].to_string()));
    const auto answer = model.value().query("P(`a b[very large, 1]` = `true`)");
    REQUIRE(answer);
    CHECK(answer.value().rational() == Rational(1, 2));
  }
}

TEST_CASE("rows that no unit ever has are uniform, and counted") {
  const Network network = network_of(
      "var x ~ uniform(0..2)\n"
      "var y : 0..2 = if x == 0 then 0 else 2\n"
      "var z = match y { 0 => false; 2 => true; _ => y / (y - 1) > 0 }\n");
  CHECK(network.unreachable == 1);
  CHECK(network.nodes[2].table == std::vector<Rational>{1, 0, Rational(1, 2), Rational(1, 2), 0, 1});
  const auto text = network.to_text(NetworkFormat::Scm);
  REQUIRE(text);
  REQUIRE(text.value().warnings.size() == 1);
  CHECK(text.value().warnings[0].message.starts_with("1 row for values"));
}

TEST_CASE("a row that is undefined where it does happen is an error") {
  const auto model = Model::parse(
      "noise n ~ uniform(0..2)\nvar x ~ bernoulli(1/2)\nvar y : {0, 1} = if x and 1 / n > 0 then 1 else 0\n");
  REQUIRE(model);
  const auto network = model.value().network();
  REQUIRE(!network);
  CHECK(network.error()[0].code == Code::UndefinedOperation);
}

TEST_CASE("an index is a label, whatever else has its name") {
  const std::string rest =
      "var a ~ bernoulli(1/3)\nnoise u ~ bernoulli(1/5)\nvar t[g in G] = u or a and g == G.a\nvar y = "
      "t[G.a]\n";
  const Network network = network_of("enum G { a, b }\n" + rest);
  CHECK(network.nodes[2].name == "t[a]");
  CHECK(network.nodes[2].table == std::vector<Rational>{1, 0, 0, 1, 0, 1, 0, 1});
  const auto unnamed = Model::parse(
      "var v : {a, b} ~ [1/2, 1/2]\nvar a ~ bernoulli(1/2)\nvar t[g in domain(v)] ~ bernoulli(1/3)\n");
  REQUIRE(unnamed);
  const auto error = unnamed.value().network();
  REQUIRE(!error);
  CHECK(error.error()[0].code == Code::Name);
  CHECK(error.error()[0].message == "the index `a` of `t[a]` is the name of something else too");
}

TEST_CASE("decimals are exact where they can be; rounded rows sum to 1 and are said") {
  const Network network =
      network_of("var x : {a, b, c} ~ [1/3, 1/3, 1/3]\nvar y : {a, b} ~ [1/1024, 1023/1024]\n");
  const auto text = network.to_text(NetworkFormat::Bif);
  REQUIRE(text);
  CHECK(text.value().text.find("table 0.33333333333333334, 0.33333333333333333, 0.33333333333333333;") !=
        std::string::npos);
  CHECK(text.value().text.find("table 0.0009765625, 0.9990234375;") != std::string::npos);
  REQUIRE(text.value().warnings.size() == 1);
  CHECK(text.value().warnings[0].message.starts_with("1 row of probabilities"));
  const auto again = Model::parse(text.value().text, {}, "x.bif");
  REQUIRE(again);
  CHECK(again.value().warnings().empty());
  const auto exact = network.to_text(NetworkFormat::Scm);
  REQUIRE(exact);
  CHECK(exact.value().warnings.empty());
}

TEST_CASE("UAI has numbers only, in the order of the nodes") {
  const Network network =
      network_of("var b : {no, yes} ~ if a then [1/4, 3/4] else [1, 0]\nvar a ~ bernoulli(1/2)\n");
  CHECK(text_of(network, NetworkFormat::Uai) ==
        "BAYES\n2\n2 2\n2\n2 1 0\n1 1\n\n4\n 1 0\n 0.25 0.75\n\n2\n 0.5 0.5\n");
}

TEST_CASE("what cannot be a table is an error") {
  Options small;
  small.limits.memory = 1 << 20U;
  const auto model =
      Model::parse("var x[i in 1..20] ~ bernoulli(1/2)\nvar y = count(x[i] for i in 1..20) > 3\n", small);
  REQUIRE(model);
  const auto network = model.value().network();
  REQUIRE(!network);
  CHECK(network.error()[0].code == Code::Resource);
  const auto quoted = network_of("var `say \"x\"` ~ bernoulli(1/2)\n").to_text(NetworkFormat::Bif);
  REQUIRE(!quoted);
  CHECK(quoted.error()[0].code == Code::Usage);
  CHECK(network_of("var `say \"x\"` ~ bernoulli(1/2)\n").to_text(NetworkFormat::XmlBif));
}

TEST_CASE("a network that a host made is looked at before it is written") {
  const Network::Node coin{"coin", {"no", "yes"}, {}, {Rational(1, 2), Rational(1, 2)}};
  const auto message = [](const std::vector<Network::Node>& nodes) {
    Network network;
    network.name = "n";
    network.nodes = nodes;
    const auto text = network.to_text(NetworkFormat::Scm);
    return text ? "" : text.error()[0].message;
  };
  CHECK(message({coin}).empty());
  CHECK(message({{"x", {"a"}, {7}, {1}}}) == "a parent of `x` is no node");
  CHECK(message({coin, {"x", {"a"}, {0}, {1}}}) ==
        "the table of `x` does not go with its states and parents");
  CHECK(message({{"x", {}, {}, {}}}) == "the table of `x` does not go with its states and parents");
  CHECK(message({{"x", {"a"}, {1}, {1}}, {"y", {"a"}, {0}, {1}}}) == "the network has a cycle");
  Network unnamed;
  unnamed.nodes = {coin};
  CHECK(!unnamed.to_text(NetworkFormat::Bif));
  CHECK(unnamed.to_text(NetworkFormat::Uai));
  CHECK(message({{"x`", {"a"}, {}, {1}}}) == "the name `x`` cannot be written in this format");
}

TEST_CASE("a graph becomes a model with that graph") {
  const auto text = model_from_graph(
      "dag { x [exposure,pos=\"-1.0,2\"] y [outcome] u [latent] z x -> {y m} y <- u -> x m <-> y }", "g.dag");
  REQUIRE_MESSAGE(text, (text ? "" : text.error()[0].to_string()));
  const auto model = Model::parse(text.value());
  REQUIRE_MESSAGE(model, (model ? "" : model.error()[0].to_string()));
  CHECK(model.value().parents("y").value() == std::vector<std::string>{"x", "u", "u_m_y"});
  CHECK(model.value().parents("m").value() == std::vector<std::string>{"x", "u_m_y"});
  CHECK(model.value().parents("z").value().empty());
  REQUIRE(model.value().questions().size() == 1);
  CHECK(model.value().questions()[0].text == "ATE(x, y)");
  CHECK(model.value().info().variables[2].latent);
  CHECK(model.value().answer(0));
}

TEST_CASE("graphs written are graphs read") {
  const auto model = Model::parse(
      "noise e ~ bernoulli(1/2)\nlatent var u = e\nvar `a b` = u\nvar c[i in 1..2] = `a b` or i == 1 and "
      "u\n");
  REQUIRE(model);
  const auto again = model_from_graph(model.value().graph(GraphFormat::Dot), "g.dot");
  REQUIRE_MESSAGE(again, (again ? "" : again.error()[0].to_string()));
  const auto read = Model::parse(again.value());
  REQUIRE_MESSAGE(read, (read ? "" : read.error()[0].to_string()));
  CHECK(read.value().graph().edges == model.value().graph().edges);
  for (std::size_t i = 0; i < 5; ++i) {
    CHECK(read.value().graph().nodes[i].name == model.value().graph().nodes[i].name);
    CHECK(read.value().graph().nodes[i].latent == model.value().graph().nodes[i].latent);
    CHECK(read.value().graph().nodes[i].noise == model.value().graph().nodes[i].noise);
  }
}

TEST_CASE("what is no causal graph is an error with its place") {
  struct Wrong {
    const char* text;
    Code code;
    const char* message;
  };
  const std::vector<Wrong> all = {
      {"graph { a -- b }", Code::Syntax, "expected `digraph` (Graphviz) or `dag` (dagitty)"},
      {"digraph { a -- b }", Code::Syntax, "an edge without direction"},
      {"digraph { d -> a -> b -> c -> a }", Code::Cycle, "the graph has a cycle: "},
      {"digraph { a -> a }", Code::Cycle, "`a` is its own cause"},
      {"digraph { a -> }", Code::Syntax, "expected a node, but found `}`"},
      {"digraph { a [", Code::Syntax, "expected an attribute, but the file ends"},
      {"digraph { \"a", Code::Syntax, "a quoted name without its closing quote"},
      {"digraph { \"a`b\" }", Code::Syntax, "a name that is empty, has a backquote"},
      {"digraph \"a`b\" { x }", Code::Syntax, "a name that is empty, has a backquote"},
      {"", Code::Syntax, "expected `digraph`"},
      {"digraph { a } b", Code::Syntax, "expected the end of the file"}};
  for (const Wrong& one : all) {
    const auto text = model_from_graph(one.text, "g.dot");
    REQUIRE_MESSAGE(!text, one.text);
    CHECK(text.error()[0].code == one.code);
    CHECK_MESSAGE(text.error()[0].message.starts_with(one.message), text.error()[0].message);
    CHECK(text.error()[0].place.line == 1);
  }
  CHECK(!model_from_graph("digraph " + std::string(100'000, '{')));
}
