// SPDX-License-Identifier: MIT
// Modules to a checked model: scopes, imports, the order in which declarations are checked, and queries.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "sema/checker.hpp"
#include "sema/model.hpp"

namespace causeway::sema {

/// Finds the text of an import: a path as written, and the key of the module that imports it. Gives the
/// imported module's own key (for the standard library its name, otherwise a path) and text, or why there is
/// none.
struct Imported {
  std::string key;
  std::string text;
};
struct NotImported {
  Code code;
  std::string reason;
};
using Importer =
    std::function<std::variant<Imported, NotImported>(const std::string& path, const std::string& importing)>;

struct CheckResult {
  std::shared_ptr<CheckedModel> model;  // null where there are errors
  std::vector<support::Report> errors;
  support::SourceMap sources;  // to resolve the errors with
};

/// Checks the text of a model and all it imports. Errors in declarations stop it, at most
/// support::kMostErrors; an error in a query is that query's. A model that does not name itself is called
/// `name`. Throws Exhausted.
CheckResult check_model(const std::string& file, const std::string& name, std::string text,
                        const Importer& importer, support::Budget& budget);

/// Checks the host's value for a parameter, a text of the language; what it adds goes to `sources` and
/// `cores`. Throws Fault, whose spans refer to those sources.
CoreId check_parameter(const CheckedModel& model, ConstantId parameter, const std::string& text,
                       support::Budget& budget, support::SourceMap& sources, CoreStore& cores);

/// The facts of a query that is put to a finished model.
struct CheckedQuery {
  explicit CheckedQuery(const CheckedModel& base)
      : sources(base.sources), cores(&base.cores), slots(base.slots) {}

  support::SourceMap sources;
  CoreStore cores;
  std::uint32_t slots;
  Specialisations specialisations;
  std::shared_ptr<const syntax::Module> tree;
  QueryDef query;
};

/// Checks a query of the command line or the host; `file` names it in messages. Throws Fault, whose spans
/// refer to the query's sources.
void check_query(const CheckedModel& model, const std::string& file, std::string text,
                 support::Budget& budget, CheckedQuery& result);

/// What a host says was seen, and what it does, as texts: each is added to the standpoint. What checking adds
/// goes to the query that is asked from there; `file` names the text in messages. Throws Fault, whose spans
/// refer to the query's sources.
void check_given(const CheckedModel& model, const std::string& file, const std::string& text,
                 support::Budget& budget, CheckedQuery& query, Standpoint& standpoint);
void check_actions(const CheckedModel& model, const std::string& file, const std::string& text,
                   support::Budget& budget, CheckedQuery& query, Standpoint& standpoint);

}  // namespace causeway::sema
