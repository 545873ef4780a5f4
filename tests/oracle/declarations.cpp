// SPDX-License-Identifier: MIT
// Reads the declarations of a file: who is called what, then everything that is wrong without any question
// being asked.
#include "expander.hpp"
#include "graph.hpp"
#include "program.hpp"

namespace causeway::oracle {
namespace {

class Loader {
 public:
  explicit Loader(Program& program) : program_(program) {}

  void operator()() {
    for (const syntax::Declaration& declaration : program_.model().declarations) {
      std::visit([&](const auto& decl) { declare(decl); }, declaration.node);
    }
    check();
  }

 private:
  void name(const std::string& name, Entity::Kind kind, std::size_t id) {
    if (!program_.names.emplace(name, Entity{kind, static_cast<int>(id)}).second) {
      throw Failure("name", "`" + name + "` is declared twice");
    }
  }

  // A set of bare names where a domain stands is a label type.
  void labels_of(const std::optional<syntax::ExprId>& domain) {
    if (!domain) return;
    const syntax::Module& module = program_.model();
    const auto* braces = std::get_if<syntax::Braces>(&module[*domain].node);
    if (braces == nullptr || braces->comprehension || braces->entries.empty()) return;
    std::vector<std::string> labels;
    for (const auto& entry : braces->entries) {
      const auto* label = std::get_if<syntax::Name>(&module[entry.key].node);
      if (label == nullptr || entry.value) return;
      labels.push_back(label->text);
    }
    program_.labels.intern(labels);
  }

  void labels_of(const std::vector<syntax::Parameter>& parameters) {
    for (const syntax::Parameter& parameter : parameters) labels_of(parameter.domain);
  }

  void declare(const syntax::ModelDecl&) {}
  void declare(const syntax::AssertDecl&) {}
  void declare(const syntax::ImportDecl&) { throw Failure("unsupported", "the oracle imports nothing"); }
  void declare(const syntax::ExternDecl&) {
    throw Failure("unsupported", "the oracle has no extern functions");
  }

  void declare(const syntax::TypeDecl& decl) {
    name(decl.name.text, Entity::Kind::Type, program_.types.size());
    labels_of(decl.domain);
    program_.types.push_back({{}, decl.domain});
  }

  void declare(const syntax::EnumDecl& decl) {
    name(decl.name.text, Entity::Kind::Type, program_.types.size());
    std::vector<std::string> labels;
    for (const syntax::Identifier& label : decl.labels) {
      for (const std::string& other : labels) {
        if (other == label.text) throw Failure("name", "a label twice");
      }
      labels.push_back(label.text);
    }
    program_.labels.intern(labels);
    program_.types.push_back({labels, std::nullopt});
  }

  void declare(const syntax::ConstantDecl& decl) {
    name(decl.name.text, Entity::Kind::Constant, program_.constants.size());
    labels_of(decl.domain);
    program_.constants.push_back({&decl});
  }

  void declare(const syntax::FunctionDecl& decl) {
    name(decl.name.text, Entity::Kind::Function, program_.functions.size());
    labels_of(decl.parameters);
    program_.functions.push_back(&decl);
  }

  void declare(const syntax::EstimandDecl& decl) {
    name(decl.name.text, Entity::Kind::Estimand, program_.estimands.size());
    labels_of(decl.parameters);
    program_.estimands.push_back(&decl);
  }

  void declare(const syntax::QueryDecl& decl) {
    if (!decl.name) return;
    name(decl.name->text, Entity::Kind::Query, program_.queries.size());
    program_.queries.push_back(&decl);
  }

  void declare(const syntax::CouplingDecl& decl) {
    if (program_.default_coupling != Coupling::None) throw Failure("syntax", "two default couplings");
    if (decl.coupling.text == "quantile") {
      program_.default_coupling = Coupling::Quantile;
    } else if (decl.coupling.text == "independent") {
      program_.default_coupling = Coupling::Independent;
    } else {
      throw Failure("name", "no coupling `" + decl.coupling.text + "`");
    }
  }

  void declare(const syntax::VariableDecl& decl) {
    labels_of(decl.domain);
    const Entity* known = program_.find(decl.name.text, Entity::Kind::Family);
    if (known == nullptr) {
      name(decl.name.text, Entity::Kind::Family, program_.families.size());
      program_.families.emplace_back();
      program_.families.back().name = decl.name.text;
      program_.families.back().clauses.push_back(&decl);
      return;
    }
    Family& family = program_.families[static_cast<std::size_t>(known->id)];
    if (!decl.indices || !family.clauses[0]->indices || family.clauses[0]->noise != decl.noise) {
      throw Failure("name", "`" + decl.name.text + "` is declared twice");
    }
    family.clauses.push_back(&decl);
  }

  void check() {
    Expander expander(program_);
    for (int id = 0; id < static_cast<int>(program_.types.size()); ++id) expander.named_domain(id);
    for (int id = 0; id < static_cast<int>(program_.constants.size()); ++id) expander.constant(id);
    for (int id = 0; id < static_cast<int>(program_.families.size()); ++id) expander.family(id);
    for (int id = 0; id < static_cast<int>(program_.variables.size()); ++id) program_.mechanism(id);
    check_cycles(program_, kFactual);
  }

  Program& program_;
};

}  // namespace

void load(Program& program) {
  Loader{program}();
}

}  // namespace causeway::oracle
