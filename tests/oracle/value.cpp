// SPDX-License-Identifier: MIT
#include "value.hpp"

#include <algorithm>

namespace causeway::oracle {

Type type_of(const Value& value) {
  if (std::holds_alternative<bool>(value)) return kBool;
  if (std::holds_alternative<Rational>(value)) return kNumber;
  return {Type::Kind::Label, std::get<Label>(value).type};
}

bool Domain::contains(const Value& value) const {
  return std::binary_search(values.begin(), values.end(), value);
}

int LabelTypes::intern(const std::vector<std::string>& labels) {
  const auto found = std::find(types_.begin(), types_.end(), labels);
  if (found != types_.end()) return static_cast<int>(found - types_.begin());
  types_.push_back(labels);
  return static_cast<int>(types_.size()) - 1;
}

std::optional<Value> LabelTypes::find(int type, const std::string& label) const {
  const auto& all = labels(type);
  const auto found = std::find(all.begin(), all.end(), label);
  if (found == all.end()) return std::nullopt;
  return Label{type, static_cast<int>(found - all.begin())};
}

std::vector<Value> LabelTypes::find(const std::string& label) const {
  std::vector<Value> all;
  for (int type = 0; type < static_cast<int>(types_.size()); ++type) {
    if (auto value = find(type, label)) all.push_back(*value);
  }
  return all;
}

Domain LabelTypes::domain(Type type) const {
  if (type == kBool) return {type, {Value(false), Value(true)}};
  Domain whole{type, {}};
  const int count = static_cast<int>(labels(type.labels).size());
  for (int place = 0; place < count; ++place) whole.values.emplace_back(Label{type.labels, place});
  return whole;
}

std::string text(const Value& value, const LabelTypes& labels) {
  if (const bool* truth = std::get_if<bool>(&value)) return *truth ? "true" : "false";
  if (const Rational* number = std::get_if<Rational>(&value)) return number->to_string();
  const Label label = std::get<Label>(value);
  return labels.labels(label.type)[static_cast<std::size_t>(label.place)];
}

}  // namespace causeway::oracle
