// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "causeway/export.hpp"
#include "causeway/model.hpp"
#include "causeway/options.hpp"
#include "causeway/rational.hpp"
#include "causeway/result.hpp"
#include "causeway/value.hpp"

namespace causeway {

/// Makes a model piece by piece, as a text would: the same checks, the same answers.
///
///   ModelBuilder builder("vaccine");
///   builder.noise("u", bool_domain, {Rational(3, 4), Rational(1, 4)});
///   builder.law("treated", bool_domain, {"u"}, {{half, half}, {tenth, nine_tenths}});
///   builder.mechanism("ill", bool_domain, {"u", "treated"}, [](std::span<const Value> x) { … });
///   Model model = builder.build().value();
///
/// Parents are added before their children; what is wrong is an error of build(). A plain value type. Names
/// and labels are texts of one line without a backquote; a bool domain is {false, true}, and numbers ascend.
class CAUSEWAY_EXPORT ModelBuilder {
 public:
  /// A value of a variable for one combination of its parents' values. Called once for each, by mechanism().
  using Function = std::function<Value(std::span<const Value>)>;

  explicit ModelBuilder(std::string name = "model") : name_(std::move(name)) {}

  /// An exogenous variable: a probability for each value of the domain, in its order.
  ModelBuilder& noise(const std::string& name, const Domain& domain,
                      const std::vector<Rational>& probabilities);
  /// An endogenous variable of which only the law is known: for each combination of its parents' values, the
  /// last parent's running fastest, a row of probabilities. Without parents one row.
  ModelBuilder& law(const std::string& name, const Domain& domain, const std::vector<std::string>& parents,
                    const std::vector<std::vector<Rational>>& rows);
  /// An endogenous variable that is a function of its parents, which were added before. Requires as many
  /// calls as they have combinations of values, each of which becomes an arm of a `match` (about 500 bytes a
  /// parent until the model is built), and at most 64 parents; what the function throws leaves here.
  ModelBuilder& mechanism(const std::string& name, const Domain& domain,
                          const std::vector<std::string>& parents, const Function& function);
  /// The same, as an expression of the language: `captain or nervous`.
  ModelBuilder& mechanism(const std::string& name, const Domain& domain, const std::string& expression);
  /// How the responses of the law that was added last belong together in different worlds; the last call
  /// counts.
  ModelBuilder& coupled_by_quantile();
  ModelBuilder& coupled_independently();
  /// The variable that was added last is not observed.
  ModelBuilder& latent();
  /// A question, which the model then has.
  ModelBuilder& query(const std::string& name, const std::string& query);

  /// The model as the language writes it.
  std::string text() const;
  Result<Model> build(const Options& options = {}) const;

 private:
  struct Variable {
    std::string name;
    Domain domain;
    bool noise = false;
    bool latent = false;
    std::string body;  // `~ …` or `= …`
    std::string coupling;
  };
  void add(const std::string& name, const Domain& domain, bool noise, std::string body);
  const Domain* domain_of(const std::string& name) const;
  std::string match(const std::vector<std::string>& parents,
                    const std::function<std::string(std::size_t row, std::span<const Value>)>& arm);
  void complain(const std::string& message);
  Variable* last(const std::string& what);
  void require_name(const std::string& text);
  void require_expression(const std::string& text);
  void require_row(const std::string& name, const Domain& domain, const std::vector<Rational>& row);

  std::string name_;
  std::vector<Variable> variables_;
  std::vector<std::string> queries_;
  Diagnostics errors_;
};

}  // namespace causeway
