// SPDX-License-Identifier: MIT
#include "library/model.hpp"

#include <algorithm>

namespace causeway::tests {

namespace {

const std::vector<std::string> kHidden = {"0", "1", "2"};

std::string list(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& one : items) text += (text.empty() ? "" : ", ") + one;
  return text;
}

}  // namespace

RandomModel::RandomModel(std::mt19937& random) : random_(random) {
  text_ = "import \"effects\"\nnoise hidden : 0..2 ~ [1/2, 1/3, 1/6]\n";
  constexpr std::size_t kVariables = 5;
  for (std::size_t i = 0; i < kVariables; ++i) add_variable();
}

std::vector<std::size_t> RandomModel::children(std::size_t variable) const {
  std::vector<std::size_t> result;
  for (std::size_t i = 0; i < variables_.size(); ++i) {
    const std::vector<std::size_t>& parents = variables_[i].parents;
    if (std::find(parents.begin(), parents.end(), variable) != parents.end()) result.push_back(i);
  }
  return result;
}

bool RandomModel::reaches(std::size_t from, std::size_t to) const {
  if (from == to) return true;
  const std::vector<std::size_t> next = children(from);
  return std::any_of(next.begin(), next.end(), [&](std::size_t one) { return reaches(one, to); });
}

void RandomModel::add_variable() {
  Variable variable;
  const std::size_t number = variables_.size();
  variable.name = "v" + std::to_string(number + 1);
  std::string domain = "bool";
  variable.values = {"false", "true"};
  switch (below(4)) {
    case 1:
      domain = "0..2";
      variable.values = {"0", "1", "2"};
      break;
    case 3:
      variable.values = {"low" + std::to_string(number), "high" + std::to_string(number)};
      domain = "{" + list(variable.values) + "}";
      variable.numeric = false;
      break;
    default:
      break;
  }
  for (std::size_t i = 0; i < number; ++i) {
    if (below(2) == 0) variable.parents.push_back(i);
  }
  constexpr std::size_t kMostParents = 3;
  while (variable.parents.size() > kMostParents)
    variable.parents.erase(variable.parents.begin() +
                           static_cast<std::ptrdiff_t>(below(variable.parents.size())));
  variable.confounded = below(2) == 0;
  text_ += below(2) == 0 ? "var " + variable.name + " : " + domain + " ~ " + law(variable) + " coupling " +
                               (below(2) == 0 ? "quantile" : "independent") + "\n"
                         : "noise u" + std::to_string(number + 1) + " ~ uniform(1..4)\nvar " + variable.name +
                               " : " + domain + " = " + mechanism(variable) + "\n";
  variables_.push_back(std::move(variable));
}

std::string RandomModel::row(std::size_t values) {
  std::vector<std::size_t> weights;
  std::size_t sum = 0;
  for (std::size_t i = 0; i < values; ++i) {
    weights.push_back(1 + below(6));
    sum += weights.back();
  }
  std::vector<std::string> parts;
  parts.reserve(values);
  for (const std::size_t one : weights) parts.push_back(std::to_string(one) + "/" + std::to_string(sum));
  return "[" + list(parts) + "]";
}

template <typename Arm>
std::string RandomModel::match(const Variable& variable, const std::string& first,
                               const std::vector<std::string>& first_values, const Arm& arm) const {
  std::vector<std::string> names;
  std::vector<const std::vector<std::string>*> values;
  if (!first.empty()) {
    names.push_back(first);
    values.push_back(&first_values);
  }
  for (const std::size_t one : variable.parents) {
    names.push_back(variables_[one].name);
    values.push_back(&variables_[one].values);
  }
  if (variable.confounded) {
    names.emplace_back("hidden");
    values.push_back(&kHidden);
  }
  if (names.empty()) return arm();
  std::string text = "match " + list(names) + " {";
  std::vector<std::size_t> at(names.size(), 0);
  for (bool more = true; more;) {
    std::vector<std::string> pattern;
    for (std::size_t i = 0; i < at.size(); ++i) pattern.push_back((*values[i])[at[i]]);
    text += (text.back() == '{' ? " " : "; ") + list(pattern) + " => " + arm();
    std::size_t i = 0;
    while (i < at.size() && ++at[i] == values[i]->size()) at[i++] = 0;
    more = i < at.size();
  }
  return text + " }";
}

std::string RandomModel::law(const Variable& variable) {
  return match(variable, "", {}, [&] { return row(variable.values.size()); });
}

/// By a noise of four values: each value of the variable has one of them, whatever the parents are.
std::string RandomModel::mechanism(const Variable& variable) {
  static const std::vector<std::string> kNoise = {"1", "2", "3", "4"};
  std::vector<std::size_t> order;
  return match(variable, "u" + variable.name.substr(1), kNoise, [&] {
    if (order.empty()) {
      for (std::size_t i = 0; i < kNoise.size(); ++i)
        order.push_back(i < variable.values.size() ? i : below(variable.values.size()));
    }
    const std::size_t at = below(order.size());
    std::string value = variable.values[order[at]];
    order.erase(order.begin() + static_cast<std::ptrdiff_t>(at));
    return value;
  });
}

}  // namespace causeway::tests
