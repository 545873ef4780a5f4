// SPDX-License-Identifier: MIT
// One query, or one index of an indexed query, put to a model: folds it, lowers its worlds, and answers its
// terms when the arithmetic around them needs them. What it builds and computes stays in its workspace.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "causeway/answer.hpp"
#include "inference/task.hpp"
#include "lower/conditions.hpp"
#include "lower/folder.hpp"
#include "lower/linear.hpp"
#include "lower/lowered_model.hpp"
#include "query/workspace.hpp"
#include "support/budget.hpp"

namespace causeway::query {

using lower::NodeId;
using lower::TermSpec;
using lower::ValueId;

/// A term ready to be computed: its conditions and what is asked, on raw nodes.
struct PreparedTerm {
  std::vector<NodeId> evidence;
  std::vector<NodeId> targets;
  struct Part {  // of an expectation
    Rational coefficient;
    NodeId node;
  };
  std::vector<Part> parts;
  Rational constant;  // of an expectation
};

class Session {
 public:
  /// `cores` and `sources` are the query's own layer, or the model's. The workspace is charged to the budget,
  /// and must outlive the session.
  Session(const lower::LoweredModel& model, Workspace& workspace, const sema::CoreStore& cores,
          const support::SourceMap& sources, support::Budget& budget);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// The environment of an indexed query.
  void set_environment(lower::Environment env) { env_ = env; }
  lower::Folder& folder() { return folder_; }
  ir::Store& store() { return store_; }
  const ir::Store& store() const { return store_; }
  lower::Worlds& worlds() { return worlds_; }
  const lower::Worlds& worlds() const { return worlds_; }
  const std::vector<TermSpec>& terms() const { return folder_.terms(); }

  /// A number or a bool. Throws Fault, Exhausted.
  Answer scalar(sema::CoreId body);
  /// dist, map or marginals that is the whole query.
  Answer report(sema::CoreId body);
  /// Folds the query; its terms are then known.
  void fold(sema::CoreId body);
  /// Tells the workspace what the query's terms will need, as far as it can be known beforehand.
  void expect(sema::CoreId body);
  /// Folds the query and judges its terms, without computing any; the warnings are then known.
  void check(sema::CoreId body);

  /// Lowers a term and judges it. Throws Fault.
  PreparedTerm prepare(const TermSpec& spec);
  lower::Conditions conditions(const TermSpec& spec);
  NodeId instantiate(const lower::Template& form) { return raw_.instantiate(form, lower::kFactual); }
  /// A conjunct, or what is asked, as it is judged: with the variables that the conditions fix read as
  /// constants.
  NodeId pinned(const lower::Conditions& conditions, const lower::Conjunct& one);
  /// What an engine is asked for the term, one task after the other.
  std::vector<inference::Task> tasks(const PreparedTerm& term, const TermSpec& spec);
  std::vector<support::Report> warnings();
  double plan_milliseconds() const { return plan_milliseconds_; }

 private:
  Rational value(const TermSpec& spec);
  std::vector<inference::Task> moments(const PreparedTerm& term);
  /// Throws UndefinedUnit, and Fault where the evidence has probability 0.
  std::vector<inference::Outcome> compute(const std::vector<inference::Task>& tasks, const TermSpec& spec);
  std::string name_of(NodeId node);
  lower::Lowering lowering(const lower::Pins& pins);
  /// Judges each group of subjects with the conditions, apart from the other groups.
  void judge(const TermSpec& spec, const lower::Conditions& conditions,
             const std::vector<std::vector<lower::LinearPart>>& groups);
  void require_bound(const std::vector<NodeId>& roots, support::Span place) const;
  ValueId evaluate(NodeId node);
  std::optional<std::pair<NodeId, NodeId>> compared(NodeId node, sema::CoreId body);

  const lower::LoweredModel& model_;
  const sema::CoreStore& cores_;
  const support::SourceMap& sources_;
  support::Budget& budget_;
  Workspace& workspace_;
  ir::Store& store_;
  lower::Worlds worlds_;
  ir::LanguageDomains domains_;
  lower::FinishedFacts facts_;
  lower::Lowering raw_;
  lower::Folder folder_;
  lower::Environment env_ = nullptr;
  std::map<std::size_t, ValueId> known_terms_;
  double plan_milliseconds_ = 0;
};

}  // namespace causeway::query
