// SPDX-License-Identifier: MIT
#include "oracle.hpp"

#include <stdexcept>

#include "answers.hpp"
#include "causeway/diagnostic.hpp"
#include "expander.hpp"
#include "program.hpp"
#include "run.hpp"
#include "support/fault.hpp"
#include "syntax/parser.hpp"

namespace causeway::oracle {
namespace {

// One question.
class Question {
 public:
  Question(Program& program, std::uint64_t runs) : program_(program), expander_(program), runs_(runs) {}

  Answer operator()(const std::string& text) {
    support::Budget budget{Limits{}};
    const auto file = program_.sources.add("<query>", text);
    syntax::Fragment fragment = syntax::parse_expression(program_.sources, file, budget);
    program_.modules.push_back(std::move(fragment.module));
    Context c;
    c.module = &program_.modules.back();
    c.place = Context::Place::Query;
    return whole(fragment.root, c);
  }

 private:
  // `dist`, `map` and indexed queries are answers as a whole; looks through what may stand around them.
  Answer whole(syntax::ExprId id, const Context& c) {
    const syntax::Node& node = (*c.module)[id].node;
    if (const auto* n = std::get_if<syntax::Group>(&node)) return whole(n->inner, c);
    if (const auto* n = std::get_if<syntax::Let>(&node)) {
      return whole(n->body, Expander::with(c, n->name.text, expander_.close(n->value, c)));
    }
    if (const auto* n = std::get_if<syntax::Name>(&node)) {
      const Entity* query = program_.find(n->text, Entity::Kind::Query);
      if (query != nullptr && !c.env) return named(query->id, c);
    }
    if (const auto* n = std::get_if<syntax::Call>(&node)) {
      if (const Entity* estimand = program_.find(n->callee.text, Entity::Kind::Estimand)) {
        const syntax::EstimandDecl& f = *program_.estimands[static_cast<std::size_t>(estimand->id)];
        return whole(f.body, expander_.in_estimand(f, *n, c));
      }
      const auto kind = term_kind(n->callee.text);
      const bool tabular = kind == Term::Kind::Dist || kind == Term::Kind::Map;
      if (tabular && !is_function(program_, n->callee.text)) return tabulated(*kind, *n, c);
    }
    return single(value(expander_.scalar(id, c, std::nullopt)));
  }

  Answer named(int id, const Context& c) {
    const syntax::QueryDecl& query = *program_.queries[static_cast<std::size_t>(id)];
    if (!query.indices) return whole(query.query, expander_.in_query(query, c));
    std::vector<std::pair<Index, Tree>> trees;
    expander_.unroll_indices(*query.indices, expander_.in_query(query, c), {},
                             [&](const Index& index, const Context& inner) {
                               trees.emplace_back(index, expander_.scalar(query.query, inner, std::nullopt));
                             });
    Answer answer;
    answer.rows.emplace();
    for (const auto& [index, tree] : trees) {
      Row row{{}, number(value(tree))};
      for (const Value& at : index) row.values.push_back(text(at, program_.labels));
      answer.rows->push_back(std::move(row));
    }
    return answer;
  }

  Answer tabulated(Term::Kind kind, const syntax::Call& call, const Context& c) {
    const Term term = expander_.term(kind, call, c);
    std::vector<Row> rows = rows_of(program_, term, runs_);
    Answer answer;
    if (kind == Term::Kind::Map) {
      answer.most_probable = rows.at(0);
    } else {
      answer.rows = std::move(rows);
    }
    return answer;
  }

  Value value(Tree tree) {
    Run run(program_);
    run.term = [&](int term) {
      return number_of(program_, program_.terms[static_cast<std::size_t>(term)], runs_);
    };
    try {
      return run.value(tree, {kFactual, -1});
    } catch (const Undefined& undefined) {
      throw Failure(undefined.code, undefined.message);
    }
  }

  static Rational number(const Value& value) {
    if (const bool* truth = std::get_if<bool>(&value)) return Rational(*truth ? 1 : 0);
    if (const Rational* number = std::get_if<Rational>(&value)) return *number;
    throw Failure("unsupported", "the answer is a label");
  }

  static Answer single(const Value& value) {
    Answer answer;
    if (const bool* truth = std::get_if<bool>(&value)) {
      answer.truth = *truth;
    } else {
      answer.number = number(value);
    }
    return answer;
  }

  Program& program_;
  Expander expander_;
  std::uint64_t runs_;
};

}  // namespace

struct Model::State {
  Program program;
  std::uint64_t max_runs;

  Answer ask(const std::string& query) {
    try {
      return Question(program, max_runs)(query);
    } catch (const support::Fault& fault) {
      throw Failure(std::string(to_string(fault.report().code)), fault.report().message);
    }
  }
};

Model::Model(const std::string& text, std::uint64_t max_runs) : state_(std::make_unique<State>()) {
  state_->max_runs = max_runs;
  Program& program = state_->program;
  support::Budget budget{Limits{}};
  const auto file = program.sources.add("model", text);
  syntax::Parsed parsed = syntax::parse_module(program.sources, file, budget);
  if (!parsed.errors.empty()) {
    const support::Report& first = parsed.errors.front();
    throw std::runtime_error(std::string(to_string(first.code)) + ": " + first.message);
  }
  program.modules.push_back(std::move(parsed.module));
  try {
    load(program);
  } catch (const Failure& failure) {
    throw std::runtime_error(failure.code() + ": " + failure.what());
  }
}

Model::~Model() = default;
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;

Answer Model::ask(const std::string& query) const {
  try {
    return state_->ask(query);
  } catch (const Failure& failure) {
    Answer answer;
    answer.error = failure.code();
    return answer;
  }
}

std::string Model::why(const std::string& query) const {
  try {
    state_->ask(query);
  } catch (const Failure& failure) {
    return failure.what();
  }
  return {};
}

std::vector<std::string> Model::queries() const {
  const Program& program = state_->program;
  std::vector<std::string> texts;
  for (const syntax::Declaration& declaration : program.model().declarations) {
    const auto* query = std::get_if<syntax::QueryDecl>(&declaration.node);
    if (query == nullptr) continue;
    const support::Span span = program.model()[query->query].span;
    texts.emplace_back(query->indices ? query->name->text : std::string(program.sources.text(span)));
  }
  return texts;
}

}  // namespace causeway::oracle
