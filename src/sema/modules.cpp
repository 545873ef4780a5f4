// SPDX-License-Identifier: MIT
#include "sema/modules.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "support/text.hpp"
#include "syntax/parser.hpp"

namespace causeway::sema {

using support::error;
using support::Fault;
using support::quote;
using support::Report;

namespace {

/// Imports within imports.
constexpr std::size_t kDeepestImport = 64;

class Loader {
 public:
  Loader(CheckedModel& model, const Importer& importer, support::Budget& budget, Sites& sites,
         std::vector<Report>& errors)
      : model_(model), importer_(importer), budget_(budget), sites_(sites), errors_(errors) {}

  ModuleId load(const std::string& key, const std::string& file, std::string text);
  bool complete() const { return complete_; }

 private:
  void report(Report one) {
    if (errors_.size() < support::kMostErrors) errors_.push_back(std::move(one));
  }
  void import(ModuleId module, const syntax::ImportDecl& import, Span span);
  ModuleId imported(std::variant<Imported, NotImported>& found, const syntax::ImportDecl& import, Span span);
  void declare(ModuleId module);
  void declare_one(ModuleId module, const syntax::Declaration& declaration);
  void declare_variable(ModuleId module, const syntax::Declaration& declaration,
                        const syntax::VariableDecl& node);
  void report_twins(const std::vector<syntax::Parameter>& parameters);
  void declare_query(ModuleId module, const syntax::Declaration& declaration,
                     const std::optional<syntax::Identifier>& name, syntax::ExprId body, bool assertion);
  void add_name(ModuleId module, const syntax::Identifier& name, Entity::Kind kind, std::size_t index);
  void import_names(ModuleId module);
  void label_set(ModuleId module, std::vector<std::string> labels, const std::string& name);
  void label_set_of_domain(ModuleId module, const std::optional<syntax::ExprId>& domain,
                           const std::string& name);
  void label_sets(ModuleId module);
  Span span_of(const Entity& entity) const;

  CheckedModel& model_;
  const Importer& importer_;
  support::Budget& budget_;
  Sites& sites_;
  std::vector<Report>& errors_;
  std::map<std::string, ModuleId> loaded_;
  std::set<std::pair<ModuleId, LabelSetId>> known_sets_;  // what is in the scopes' lists
  bool complete_ = true;
  std::vector<std::string> loading_;  // keys of the modules whose imports are being loaded
};

ModuleId Loader::load(const std::string& key, const std::string& file, std::string text) {
  const support::FileId id = model_.sources.add(file, std::move(text));
  syntax::Parsed parsed = syntax::parse_module(model_.sources, id, budget_);
  complete_ = complete_ && parsed.errors.empty();
  for (Report& one : parsed.errors) report(std::move(one));
  const ModuleId module = model_.modules.push_back(
      {std::make_shared<const syntax::Module>(std::move(parsed.module)), key, {}, Scope()});
  loaded_[key] = module;
  loading_.push_back(key);
  const std::shared_ptr<const syntax::Module> tree = model_.modules[module].tree;
  for (const syntax::Declaration& one : tree->declarations) {
    if (const auto* node = std::get_if<syntax::ImportDecl>(&one.node)) import(module, *node, one.span);
  }
  loading_.pop_back();
  declare(module);
  return module;
}

void Loader::import(ModuleId module, const syntax::ImportDecl& import, Span span) {
  auto found = importer_(import.path, model_.modules[module].key);
  const std::size_t before = errors_.size();
  const ModuleId other = imported(found, import, span);
  complete_ = complete_ && errors_.size() == before;
  if (!other.valid()) return;
  std::vector<ModuleId>& imports = model_.modules[module].imports;
  if (std::find(imports.begin(), imports.end(), other) == imports.end()) imports.push_back(other);
}

/// The module that an import found, loaded if it was not; invalid where there is none.
ModuleId Loader::imported(std::variant<Imported, NotImported>& found, const syntax::ImportDecl& import,
                          Span span) {
  if (const auto* failure = std::get_if<NotImported>(&found)) {
    report(error(failure->code, span, "cannot import " + quote(import.path) + ": " + failure->reason));
    return {};
  }
  Imported& imported = std::get<Imported>(found);
  if (std::find(loading_.begin(), loading_.end(), imported.key) != loading_.end()) {
    report(
        error(Code::Name, span, "the imports run in a circle: " + quote(import.path) + " imports this file"));
    return {};
  }
  if (loading_.size() > kDeepestImport) {
    report(error(Code::Resource, span,
                 "imports are nested more than " + std::to_string(kDeepestImport) + " deep"));
    return {};
  }
  const auto known = loaded_.find(imported.key);
  return known != loaded_.end() ? known->second : load(imported.key, imported.key, std::move(imported.text));
}

// ---- names ----

Span Loader::span_of(const Entity& entity) const {
  switch (entity.kind) {
    case Entity::Kind::Domain:
      return model_.domains[DomainDeclId(entity.index)].span;
    case Entity::Kind::Constant:
      return model_.constants[ConstantId(entity.index)].span;
    case Entity::Kind::Family:
      return model_.families[FamilyId(entity.index)].span;
    case Entity::Kind::Extern:
      return model_.externs[ExternId(entity.index)].span;
    case Entity::Kind::Function:
      return model_.functions[FunctionId(entity.index)].span;
    case Entity::Kind::Query:
      break;
  }
  return model_.queries[QueryId(entity.index)].span;
}

void Loader::add_name(ModuleId module, const syntax::Identifier& name, Entity::Kind kind, std::size_t index) {
  const Entity entity{kind, static_cast<std::uint32_t>(index), module};
  const auto [found, added] = model_.modules[module].scope.names.emplace(name.text, entity);
  if (added) return;
  report(error(Code::Name, name.span, quote(name.text) + " is declared twice")
             .with_note(span_of(found->second), "first declared here"));
}

/// Brings the names of the imported modules into scope; a module's own fn or estimand hides an imported one.
void Loader::import_names(ModuleId module) {
  Scope& scope = model_.modules[module].scope;
  const std::vector<ModuleId> imports = model_.modules[module].imports;
  for (const ModuleId other : imports) {
    std::vector<std::pair<std::string, Entity>> names(model_.modules[other].scope.names.begin(),
                                                      model_.modules[other].scope.names.end());
    std::sort(names.begin(), names.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    for (const auto& [name, entity] : names) {
      if (entity.kind == Entity::Kind::Query) continue;
      const auto [found, added] = scope.names.emplace(name, entity);
      if (added || found->second == entity) continue;
      const bool hides = found->second.owner == module && found->second.kind == Entity::Kind::Function;
      if (hides && entity.kind == Entity::Kind::Function) continue;
      report(error(Code::Name, span_of(found->second),
                   quote(name) + " is declared twice, here and in an imported file")
                 .with_note(span_of(entity), "imported from here"));
    }
    for (const LabelSetId id : model_.modules[other].scope.label_sets) {
      if (known_sets_.emplace(module, id).second) scope.label_sets.push_back(id);
    }
  }
}

// ---- labels ----

void Loader::label_set(ModuleId module, std::vector<std::string> labels, const std::string& name) {
  std::vector<std::string> sorted = labels;
  std::sort(sorted.begin(), sorted.end());
  if (std::adjacent_find(sorted.begin(), sorted.end()) != sorted.end())
    return;  // reported where it is checked
  const LabelSetId id = model_.labels.intern(labels, name);
  if (known_sets_.emplace(module, id).second) model_.modules[module].scope.label_sets.push_back(id);
}

void Loader::label_set_of_domain(ModuleId module, const std::optional<syntax::ExprId>& domain,
                                 const std::string& name) {
  if (!domain) return;
  const syntax::Module& tree = *model_.modules[module].tree;
  syntax::ExprId expr = *domain;
  while (const auto* group = std::get_if<syntax::Group>(&tree[expr].node)) expr = group->inner;
  const auto* braces = std::get_if<syntax::Braces>(&tree[expr].node);
  if (braces == nullptr) return;
  std::vector<std::string> labels;
  for (const syntax::Braces::Entry& entry : braces->entries) {
    const auto* bare = std::get_if<syntax::Name>(&tree[entry.key].node);
    if (bare == nullptr || entry.value) return;
    labels.push_back(bare->text);
  }
  if (!labels.empty()) label_set(module, std::move(labels), name);
}

/// Collects the label types that a module's declarations make, before any expression is checked.
void Loader::label_sets(ModuleId module) {
  const std::shared_ptr<const syntax::Module> tree = model_.modules[module].tree;
  for (const syntax::Declaration& one : tree->declarations) {
    if (const auto* node = std::get_if<syntax::EnumDecl>(&one.node)) {
      std::vector<std::string> labels;
      for (const syntax::Identifier& name : node->labels) labels.push_back(name.text);
      label_set(module, std::move(labels), node->name.text);
    } else if (const auto* type = std::get_if<syntax::TypeDecl>(&one.node)) {
      label_set_of_domain(module, type->domain, type->name.text);
    } else if (const auto* variable = std::get_if<syntax::VariableDecl>(&one.node)) {
      label_set_of_domain(module, variable->domain, "");
    } else if (const auto* constant = std::get_if<syntax::ConstantDecl>(&one.node)) {
      label_set_of_domain(module, constant->domain, "");
    } else if (const auto* callee = std::get_if<syntax::ExternDecl>(&one.node)) {
      for (const syntax::ExprId domain : callee->parameters) label_set_of_domain(module, domain, "");
      label_set_of_domain(module, callee->result, "");
    } else if (const auto* function = std::get_if<syntax::FunctionDecl>(&one.node)) {
      for (const syntax::Parameter& parameter : function->parameters)
        label_set_of_domain(module, parameter.domain, "");
    } else if (const auto* estimand = std::get_if<syntax::EstimandDecl>(&one.node)) {
      for (const syntax::Parameter& parameter : estimand->parameters)
        label_set_of_domain(module, parameter.domain, "");
    }
  }
}

// ---- declarations ----

void Loader::declare(ModuleId module) {
  const std::shared_ptr<const syntax::Module> tree = model_.modules[module].tree;
  label_sets(module);
  for (const syntax::Declaration& one : tree->declarations) declare_one(module, one);
  import_names(module);
}

void Loader::declare_variable(ModuleId module, const syntax::Declaration& declaration,
                              const syntax::VariableDecl& node) {
  const auto& names = model_.modules[module].scope.names;
  const auto found = names.find(node.name.text);
  const std::size_t rank = node.indices ? node.indices->specs.size() : 0;
  if (found == names.end() || found->second.kind != Entity::Kind::Family || rank == 0) {
    sites_.families.push_back({{module, &declaration}});
    const FamilyId id =
        model_.families.push_back({node.name.text, node.name.span, node.noise, node.latent, rank, {}, {}});
    add_name(module, node.name, Entity::Kind::Family, id.index());
    return;
  }
  const FamilyId id(found->second.index);
  const Family& family = model_.families[id];
  if (family.rank != rank || family.noise != node.noise || family.latent != node.latent) {
    report(error(Code::Name, node.name.span,
                 quote(node.name.text) + " is declared twice, and not as clauses of one family: " +
                     (family.rank != rank ? "the number of indices differs"
                                          : "`noise`, `var` and `latent var` differ"))
               .with_note(family.span, "first declared here"));
    return;
  }
  sites_.families[id].push_back({module, &declaration});
}

void Loader::report_twins(const std::vector<syntax::Parameter>& parameters) {
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    for (std::size_t k = 0; k < i; ++k) {
      if (parameters[i].name.text != parameters[k].name.text) continue;
      report(error(Code::Name, parameters[i].name.span,
                   quote(parameters[i].name.text) + " is a parameter already")
                 .with_note(parameters[k].name.span, "the other one"));
      return;
    }
  }
}

void Loader::declare_query(ModuleId module, const syntax::Declaration& declaration,
                           const std::optional<syntax::Identifier>& name, syntax::ExprId body,
                           bool assertion) {
  if (module != ModuleId(0)) return;  // an import brings no questions
  sites_.queries.push_back({module, &declaration});
  const Span span = (*model_.modules[module].tree)[body].span;
  const QueryId id = model_.queries.push_back({name ? name->text : "",
                                               support::fold_white_space(model_.sources.text(span)),
                                               span,
                                               assertion,
                                               {},
                                               {},
                                               std::nullopt,
                                               {}});
  if (name) add_name(module, *name, Entity::Kind::Query, id.index());
}

void Loader::declare_one(ModuleId module, const syntax::Declaration& declaration) {
  const Site site{module, &declaration};
  const auto visit = [&](const auto& node) {
    using Node = std::decay_t<decltype(node)>;
    if constexpr (std::is_same_v<Node, syntax::EnumDecl> || std::is_same_v<Node, syntax::TypeDecl>) {
      sites_.domains.push_back(site);
      const DomainDeclId id = model_.domains.push_back({node.name.text, node.name.span, {}, {}});
      add_name(module, node.name, Entity::Kind::Domain, id.index());
    } else if constexpr (std::is_same_v<Node, syntax::ConstantDecl>) {
      sites_.constants.push_back(site);
      const ConstantId id =
          model_.constants.push_back({node.name.text, node.name.span, node.parameter, {}, {}, {}, {}});
      add_name(module, node.name, Entity::Kind::Constant, id.index());
    } else if constexpr (std::is_same_v<Node, syntax::FunctionDecl> ||
                         std::is_same_v<Node, syntax::EstimandDecl>) {
      report_twins(node.parameters);
      sites_.functions.push_back(site);
      const bool estimand = std::is_same_v<Node, syntax::EstimandDecl>;
      const FunctionId id = model_.functions.push_back(
          {node.name.text, node.name.span, module, &node.parameters, node.body, estimand});
      add_name(module, node.name, Entity::Kind::Function, id.index());
    } else if constexpr (std::is_same_v<Node, syntax::ExternDecl>) {
      sites_.externs.push_back(site);
      const ExternId id = model_.externs.push_back({node.name.text, node.name.span, {}, {}, {}, {}});
      add_name(module, node.name, Entity::Kind::Extern, id.index());
    } else if constexpr (std::is_same_v<Node, syntax::VariableDecl>) {
      declare_variable(module, declaration, node);
    } else if constexpr (std::is_same_v<Node, syntax::QueryDecl>) {
      declare_query(module, declaration, node.name, node.query, false);
    } else if constexpr (std::is_same_v<Node, syntax::AssertDecl>) {
      declare_query(module, declaration, std::nullopt, node.query, true);
    }
  };
  std::visit(visit, declaration.node);
}

}  // namespace

bool load_modules(CheckedModel& model, const std::string& file, std::string text, const Importer& importer,
                  support::Budget& budget, Sites& sites, std::vector<Report>& errors) {
  model.domains.push_back({"bool", {}, {}, boolean()});
  sites.domains.push_back({});
  Loader loader(model, importer, budget, sites, errors);
  loader.load(file, file, std::move(text));
  return loader.complete();
}

}  // namespace causeway::sema
