// SPDX-License-Identifier: MIT
#include "causeway/builder.hpp"

#include <algorithm>

#include "api/state.hpp"
#include "support/text.hpp"
#include "syntax/parser.hpp"
#include "syntax/printer.hpp"

namespace causeway {

namespace {

/// As the language writes it where a value of its type is expected.
std::string spell(const Value& value) {
  return value.kind() == Value::Kind::Label ? syntax::spell(value.label()) : value.to_string();
}

std::string spell(const Domain& domain) {
  if (domain.kind() == Value::Kind::Bool) return "bool";
  std::string text;
  for (const Value& one : domain.values()) text.append(text.empty() ? "{" : ", ").append(spell(one));
  return text + "}";
}

bool is_name(const std::string& text) {
  return !text.empty() && support::find_invalid_utf8(text) == std::string_view::npos &&
         std::none_of(text.begin(), text.end(),
                      [](char c) { return c == '`' || static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

std::string row_text(const std::vector<Rational>& row) {
  std::string text;
  for (const Rational& one : row) text.append(text.empty() ? "[" : ", ").append(one.to_string());
  return text + "]";
}

}  // namespace

void ModelBuilder::complain(const std::string& message) {
  errors_.push_back(api::plain_error(Code::Usage, message));
}

void ModelBuilder::require_name(const std::string& text) {
  if (!is_name(text))
    complain(support::quote(text) +
             " is no name: names are texts of one line, not empty, without a backquote");
}

void ModelBuilder::add(const std::string& name, const Domain& domain, bool noise, std::string body) {
  require_name(name);
  for (const Value& one : domain.values()) {
    if (one.kind() == Value::Kind::Label) require_name(one.label());
  }
  if (domain.kind() == Value::Kind::Bool && domain.values() != std::vector<Value>{false, true})
    complain("the domain of " + support::quote(name) + " is bool, but not {false, true} in this order");
  variables_.push_back({name, domain, noise, false, std::move(body), ""});
}

const Domain* ModelBuilder::domain_of(const std::string& name) const {
  const auto found = std::find_if(variables_.begin(), variables_.end(),
                                  [&](const Variable& one) { return one.name == name; });
  return found == variables_.end() ? nullptr : &found->domain;
}

/// A `match` over the parents, one arm a combination of their values.
std::string ModelBuilder::match(
    const std::vector<std::string>& parents,
    const std::function<std::string(std::size_t row, std::span<const Value>)>& arm) {
  std::vector<const Domain*> domains;
  std::string text = "match ";
  for (const std::string& one : parents) {
    domains.push_back(domain_of(one));
    if (domains.back() == nullptr) {
      complain("the parent " + support::quote(one) + " was not added before");
      return "";
    }
    text.append(domains.size() == 1 ? "" : ", ").append(syntax::spell(one));
  }
  text += " {\n";
  std::vector<std::size_t> digits(parents.size(), 0);
  std::vector<Value> values(parents.size());
  for (std::size_t row = 0;; ++row) {
    for (std::size_t i = 0; i < parents.size(); ++i) {
      values[i] = domains[i]->values()[digits[i]];
      text.append(i == 0 ? "  " : ", ").append(spell(values[i]));
    }
    text.append(" => ").append(arm(row, values)).append(";\n");
    std::size_t i = parents.size();
    for (; i > 0 && ++digits[i - 1] == domains[i - 1]->size(); --i) digits[i - 1] = 0;
    if (i == 0) return text + "}";
  }
}

void ModelBuilder::require_row(const std::string& name, const Domain& domain,
                               const std::vector<Rational>& row) {
  if (row.size() == domain.size()) return;
  complain("a row of " + support::quote(name) + " has " + std::to_string(row.size()) +
           " probabilities; its domain " + domain.to_string() + " has " + std::to_string(domain.size()) +
           " values");
}

/// A text that is one expression by itself: nothing else of the model can hang on it.
void ModelBuilder::require_expression(const std::string& text) {
  support::SourceMap sources;
  const support::FileId file = sources.add("<expression>", text);
  support::Budget budget{Limits()};
  try {
    syntax::parse_expression(sources, file, budget);
  } catch (const support::Fault& fault) {
    errors_.push_back(support::resolve(fault.report(), sources));
  } catch (const support::Exhausted& exhausted) {
    errors_.push_back(support::resolve(support::report(exhausted, {file, 0, 0}), sources));
  }
}

ModelBuilder& ModelBuilder::noise(const std::string& name, const Domain& domain,
                                  const std::vector<Rational>& probabilities) {
  require_row(name, domain, probabilities);
  add(name, domain, true, "~ " + row_text(probabilities));
  return *this;
}

ModelBuilder& ModelBuilder::law(const std::string& name, const Domain& domain,
                                const std::vector<std::string>& parents,
                                const std::vector<std::vector<Rational>>& rows) {
  Rational combinations = 1;  // without end: there may be many parents
  bool known = true;
  for (const std::string& one : parents) {
    const Domain* parent = domain_of(one);
    known = known && parent != nullptr;
    if (parent != nullptr) combinations *= Rational(static_cast<std::int64_t>(parent->size()));
  }
  for (const std::vector<Rational>& row : rows) require_row(name, domain, row);
  if (known && Rational(static_cast<std::int64_t>(rows.size())) != combinations) {
    complain("the law of " + support::quote(name) + " has " + std::to_string(rows.size()) +
             " rows; its parents have " + combinations.to_string() + " combinations of values");
    add(name, domain, false, "");
    return *this;
  }
  const std::string body =
      parents.empty()
          ? row_text(rows[0])
          : match(parents, [&](std::size_t row, std::span<const Value>) { return row_text(rows[row]); });
  add(name, domain, false, "~ " + body);
  return *this;
}

ModelBuilder& ModelBuilder::mechanism(const std::string& name, const Domain& domain,
                                      const std::vector<std::string>& parents, const Function& function) {
  if (!function) {
    complain("the mechanism of " + support::quote(name) + " is an empty function");
    return *this;
  }
  const auto value = [&](std::span<const Value> values) {
    const Value result = function(values);
    if (!domain.contains(result))
      complain("the mechanism of " + support::quote(name) + " gave " + support::quote(result.to_string()) +
               ", which is not in its domain " + domain.to_string());
    return spell(result);
  };
  const std::string body =
      parents.empty()
          ? value({})
          : match(parents, [&](std::size_t, std::span<const Value> values) { return value(values); });
  add(name, domain, false, "= " + body);
  return *this;
}

ModelBuilder& ModelBuilder::mechanism(const std::string& name, const Domain& domain,
                                      const std::string& expression) {
  require_expression(expression);
  add(name, domain, false, "= " + expression);
  return *this;
}

/// The variable that was added last; null, and an error, if there is none.
ModelBuilder::Variable* ModelBuilder::last(const std::string& what) {
  if (variables_.empty()) complain(what + " is said of the variable before it, and there is none");
  return variables_.empty() ? nullptr : &variables_.back();
}

ModelBuilder& ModelBuilder::coupled_by_quantile() {
  if (Variable* one = last("coupled_by_quantile()")) one->coupling = " coupling quantile";
  return *this;
}
ModelBuilder& ModelBuilder::coupled_independently() {
  if (Variable* one = last("coupled_independently()")) one->coupling = " coupling independent";
  return *this;
}
ModelBuilder& ModelBuilder::latent() {
  if (Variable* one = last("latent()")) one->latent = true;
  return *this;
}

ModelBuilder& ModelBuilder::query(const std::string& name, const std::string& query) {
  require_name(name);
  require_expression(query);
  queries_.push_back("query " + syntax::spell(name) + " = " + query);
  return *this;
}

std::string ModelBuilder::text() const {
  std::string text = "model " + syntax::spell(name_) + "\n";
  for (const Variable& one : variables_) {
    text += one.latent ? "latent " : "";
    text += (one.noise ? "noise " : "var ") + syntax::spell(one.name) + " : " + spell(one.domain) + " " +
            one.body + one.coupling + "\n";
  }
  for (const std::string& one : queries_) text += one + "\n";
  return text;
}

Result<Model> ModelBuilder::build(const Options& options) const {
  if (!errors_.empty()) return errors_;
  if (!is_name(name_))
    return api::plain_error(Code::Usage, support::quote(name_) + " is no name for a model");
  return Model::parse(text(), options, "<builder>");
}

}  // namespace causeway
