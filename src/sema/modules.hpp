// SPDX-License-Identifier: MIT
// Reads a model's text and all it imports into modules with their scopes and declared entities; nothing is
// checked yet but the names themselves: declared twice, missing and circular imports.
#pragma once

#include <string>
#include <vector>

#include "sema/declarations.hpp"

namespace causeway::sema {

/// Where a declaration of the model stands.
struct Site {
  ModuleId module;
  const syntax::Declaration* declaration;
};

/// For each entity, the declarations that make it up: one, but for the clauses of a family.
struct Sites {
  support::IdVector<DomainDeclId, Site> domains;
  support::IdVector<ConstantId, Site> constants;
  support::IdVector<ExternId, Site> externs;
  support::IdVector<FunctionId, Site> functions;
  support::IdVector<FamilyId, std::vector<Site>> families;
  support::IdVector<QueryId, Site> queries;
};

/// Fills the model's modules and declares its entities. Errors are appended, at most support::kMostErrors.
/// Returns whether everything was parsed and found, so that checking can go on although a name may be
/// declared twice.
bool load_modules(CheckedModel& model, const std::string& file, std::string text, const Importer& importer,
                  support::Budget& budget, Sites& sites, std::vector<support::Report>& errors);

}  // namespace causeway::sema
