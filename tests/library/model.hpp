// SPDX-License-Identifier: MIT
// Random models whose variables have every value with positive probability whatever their parents, so that
// every identity of the effects has a meaning in them.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace causeway::tests {

struct Variable {
  std::string name;
  std::vector<std::string> values;   // as the language writes them, in order
  std::vector<std::size_t> parents;  // among the variables before it
  bool numeric = true;               // or bool
  bool confounded = false;           // it reads the hidden noise
};

/// Five variables, some of which have a hidden cause in common.
class RandomModel {
 public:
  explicit RandomModel(std::mt19937& random);

  const std::vector<Variable>& variables() const { return variables_; }
  /// In the language, with `import "effects"`.
  const std::string& text() const { return text_; }

  std::vector<std::size_t> children(std::size_t variable) const;
  /// Whether a path leads from one to the other.
  bool reaches(std::size_t from, std::size_t to) const;

 private:
  std::size_t below(std::size_t n) { return random_() % n; }
  void add_variable();
  std::string row(std::size_t values);
  std::string law(const Variable& variable);
  std::string mechanism(const Variable& variable);
  /// An expression over the parents and, changing fastest, `first`: one arm for each combination of their
  /// values.
  template <typename Arm>
  std::string match(const Variable& variable, const std::string& first,
                    const std::vector<std::string>& first_values, const Arm& arm) const;

  std::mt19937& random_;
  std::vector<Variable> variables_;
  std::string text_;
};

}  // namespace causeway::tests
