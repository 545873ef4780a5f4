// SPDX-License-Identifier: MIT
#include "query/run.hpp"

#include <algorithm>
#include <chrono>
#include <new>

#include "query/answers.hpp"
#include "query/session.hpp"
#include "query/witness.hpp"
#include "support/text.hpp"

namespace causeway::query {

using support::Fault;
using support::Report;

namespace {

/// What is wrong or suspicious in an imported file, in the body of an estimand for instance, is reported
/// where the query stands.
Report located(Report report, const sema::QueryDef& query) {
  if (report.span.known() && query.span.known() && report.span.file != query.span.file) {
    report.notes.insert(report.notes.begin(), {report.span, "in this expression"});
    report.span = query.span;
  }
  return report;
}

/// Sessions are cheap; each index of a query gets one.
class Runner {
 public:
  Runner(const Question& question, support::Budget& budget, Workspace& workspace)
      : question_(question), budget_(budget), workspace_(workspace) {}

  Answer run();
  void expect();
  void check();
  const std::vector<Report>& warnings() const { return warnings_; }
  double plan_milliseconds() const { return plan_milliseconds_; }

 private:
  struct Index {
    ir::Key key;
    std::vector<Value> values;
  };

  template <typename Use>
  void with_session(const ir::Key& key, Use use);
  template <typename Use>
  void at_index(const Index& index, Use use);
  std::vector<Index> indices();
  Answer indexed();

  const Question& question_;
  support::Budget& budget_;
  Workspace& workspace_;
  std::vector<Report> warnings_;
  double plan_milliseconds_ = 0;
};

/// Runs `use` with a session in which the indices have the key's values; explains what is undefined.
template <typename Use>
void Runner::with_session(const ir::Key& key, Use use) {
  Session session(question_.model, workspace_, question_.cores, question_.sources, budget_);
  lower::Environment env = nullptr;
  for (std::size_t i = 0; i < key.size(); ++i) {
    const sema::IndexDef& index = question_.def.indices.indices[i];
    if (index.slot) env = session.folder().bind(*index.slot, key[i], index.name, env);
  }
  session.set_environment(env);
  session.folder().set_placeholders(question_.placeholders);
  session.folder().set_standpoint(question_.standpoint);
  const auto text = [&] {
    return QueryText{question_.model,        question_.cores,
                     question_.sources,      question_.def.body,
                     question_.def.indices,  key,
                     session.store(),        session.folder().sources_used(),
                     question_.placeholders, question_.standpoint};
  };
  try {
    use(session);
  } catch (const UndefinedUnit& unit) {
    throw Fault(explain_undefined(text(), unit, budget_));
  } catch (const UndefinedArithmetic& arithmetic) {
    throw Fault(explain_undefined(text(), arithmetic, budget_));
  }
  plan_milliseconds_ += session.plan_milliseconds();
  // One of each kind for a call of an estimand, however many terms it has.
  for (Report& found : session.warnings()) {
    const auto file = found.span.file;
    Report one = located(std::move(found), question_.def);
    const auto same = [&](const Report& other) {
      const auto from = other.notes.empty() ? other.span.file : other.notes.front().span.file;
      return other.code == one.code && other.span == one.span && from == file;
    };
    if (std::none_of(warnings_.begin(), warnings_.end(), same)) warnings_.push_back(std::move(one));
  }
}

/// The index tuples of an indexed query.
std::vector<Runner::Index> Runner::indices() {
  std::vector<Index> result;
  Session session(question_.model, workspace_, question_.cores, question_.sources, budget_);
  session.folder().for_each_index(question_.def.indices, [&](const ir::Key& key, lower::Environment) {
    if (result.size() == budget_.limits().domain) table_too_large(budget_.limits());
    Index& index = result.emplace_back();
    index.key = key;
    for (const ir::ValueId one : key) index.values.push_back(workspace_.store().values.value(one));
  });
  return result;
}

/// The same for a query's answer at one index.
template <typename Use>
void Runner::at_index(const Index& index, Use use) {
  try {
    with_session(index.key, use);
  } catch (const Fault& fault) {
    std::string text;
    for (const Value& one : index.values) text += (text.empty() ? "" : ", ") + one.to_string();
    Report report = fault.report();
    throw Fault(
        report.with_note({}, "in the answer for " + support::quote(question_.def.name + "[" + text + "]")));
  }
}

Answer Runner::indexed() {
  Table table;
  for (const sema::IndexDef& index : question_.def.indices.indices)
    table.columns.push_back(index.slot ? index.name : "");
  const std::vector<Index> all = indices();
  for (std::size_t i = 0; i < all.size(); ++i) {
    const support::Part part(budget_, i, all.size());
    try {
      at_index(all[i], [&](Session& session) {
        const Answer one = session.scalar(question_.def.body);
        Table::Row row{all[i].values, {}};
        if (one.kind() == Answer::Kind::Boolean) {
          row.result = one.boolean();
        } else {
          row.result = one.rational();
        }
        table.rows.push_back(std::move(row));
      });
    } catch (const Fault&) {
      // What is wrong with the question itself, at any index, comes before what only computing it shows.
      for (std::size_t k = i + 1; k < all.size(); ++k)
        at_index(all[k], [&](Session& session) { session.fold(question_.def.body); });
      throw;
    }
  }
  return {Answer::Kind::Indexed, std::move(table)};
}

Answer Runner::run() {
  if (!question_.def.indices.indices.empty()) return indexed();
  std::optional<Answer> answer;
  with_session({}, [&](Session& session) {
    const bool scalar = question_.cores[question_.def.body].type.is_value();
    answer = scalar ? session.scalar(question_.def.body) : session.report(question_.def.body);
  });
  return *answer;
}

void Runner::expect() {
  const auto look = [&](Session& session) { session.expect(question_.def.body); };
  if (question_.def.indices.indices.empty()) return with_session({}, look);
  for (const Index& one : indices()) with_session(one.key, look);
}

void Runner::check() {
  const auto check = [&](Session& session) { session.check(question_.def.body); };
  if (question_.def.indices.indices.empty()) return with_session({}, check);
  for (const Index& one : indices()) with_session(one.key, check);
}

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

Result<Answer> answer(const Question& question, support::Budget& budget) {
  Workspace workspace(question.model, budget);
  return answer(question, budget, workspace);
}

bool expect(const Question& question, support::Budget& budget, Workspace& workspace) {
  if (question.def.error) return true;
  try {
    Runner(question, budget, workspace).expect();
  } catch (const Fault&) {
    return true;  // the question will say
  } catch (const support::Exhausted&) {
    return false;
  } catch (const std::bad_alloc&) {
    return false;
  }
  return true;
}

Result<Answer> answer(const Question& question, support::Budget& budget, Workspace& workspace) {
  if (question.def.error)
    return support::resolve(located(*question.def.error, question.def), question.sources);
  const auto start = std::chrono::steady_clock::now();
  try {
    Runner runner(question, budget, workspace);
    Answer result = runner.run();
    budget.report(1);
    std::vector<Report> warnings = question.def.warnings;
    warnings.insert(warnings.end(), runner.warnings().begin(), runner.warnings().end());
    result.set_warnings(support::resolve(warnings, question.sources));
    result.set_timings({runner.plan_milliseconds(), milliseconds_since(start) - runner.plan_milliseconds()});
    return result;
  } catch (const Fault& fault) {
    return support::resolve(located(fault.report(), question.def), question.sources);
  } catch (const support::Exhausted& exhausted) {
    return support::resolve(support::report(exhausted, question.def.span), question.sources);
  } catch (const std::bad_alloc&) {
    return support::resolve(
        support::error(Code::Resource, question.def.span, "the machine has no more memory"),
        question.sources);
  }
}

Diagnostics check(const Question& question, support::Budget& budget) {
  if (question.def.error)
    return {support::resolve(located(*question.def.error, question.def), question.sources)};
  std::vector<Report> reports = question.def.warnings;
  try {
    Workspace workspace(question.model, budget);
    Runner runner(question, budget, workspace);
    runner.check();
    reports.insert(reports.end(), runner.warnings().begin(), runner.warnings().end());
  } catch (const Fault& fault) {
    reports.push_back(located(fault.report(), question.def));
  } catch (const support::Exhausted& exhausted) {
    reports.push_back(support::report(exhausted, question.def.span));
  } catch (const std::bad_alloc&) {
    reports.push_back(error(Code::Resource, question.def.span, "the machine has no more memory"));
  }
  return support::resolve(reports, question.sources);
}

}  // namespace causeway::query
