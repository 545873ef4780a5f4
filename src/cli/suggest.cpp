// SPDX-License-Identifier: MIT
#include "cli/suggest.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

#include "cli/files.hpp"

namespace causeway::cli {

namespace {

/// Values that make a good example.
constexpr std::size_t kFewValues = 20;

/// In backquotes where it is no name or member of a family.
std::string spelled(const std::string& name) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  };
  const std::size_t end =
      static_cast<std::size_t>(std::find_if_not(name.begin(), name.end(), plain) - name.begin());
  return end == name.size() || (end > 0 && name[end] == '[') ? name : "`" + name + "`";
}

struct Choice {
  const VariableInfo* variable;

  std::string name() const { return spelled(variable->name); }
  const std::vector<Value>& values() const { return variable->domain->values(); }
  static std::string text(const Value& value) {
    return value.kind() == Value::Kind::Label ? spelled(value.label()) : value.to_string();
  }
  std::string first() const { return text(values().front()); }
  std::string last() const { return text(values().back()); }
  bool boolean() const { return variable->domain->kind() == Value::Kind::Bool; }
  /// `x`, `x = high`.
  std::string event() const { return boolean() ? name() : name() + " = " + last(); }
};

class Suggestions {
 public:
  explicit Suggestions(const Model& model) : model_(model), info_(model.info()) { choose(); }

  /// Those that have an answer, which takes little.
  std::vector<std::string> texts() const {
    if (!outcome_) return {};
    std::vector<std::string> texts{"dist(" + outcome_->name() + ")"};
    if (cause_) {
      const std::string y = outcome_->event();
      const std::string x = cause_->event();
      const std::string otherwise = outcome_->name() + "[" + cause_->name() + " = " + cause_->first() + "]" +
                                    (outcome_->boolean() ? "" : " = " + outcome_->last());
      texts.push_back("P(" + y + " | " + x + ")");
      texts.push_back("P(" + y + " | do(" + cause_->name() + " = " + cause_->last() + "))");
      texts.push_back("P(" + otherwise + " | " + x + ", " + y + ")");
    }
    Limits limits;
    limits.steps = 1'000'000;
    limits.time = std::chrono::seconds(2);
    std::erase_if(texts, [&](const std::string& one) { return !model_.query(one, limits); });
    return texts;
  }

 private:
  static bool fits(const VariableInfo& one) {
    return !one.noise && !one.latent && one.domain && one.domain->size() >= 2 &&
           one.domain->size() <= kFewValues;
  }

  /// The last variable that has a cause, with the nearest; if none has, the last.
  void choose() {
    for (const VariableInfo& one : info_.variables) by_name_.emplace(one.name, &one);
    for (auto one = info_.variables.rbegin(); one != info_.variables.rend() && !cause_; ++one) {
      if (!fits(*one)) continue;
      cause_ = cause_of(*one);
      if (cause_ || !outcome_) outcome_ = Choice{&*one};
    }
  }

  std::optional<Choice> cause_of(const VariableInfo& variable) const {
    std::vector<std::string> near = variable.parents;
    std::set<std::string> seen(near.begin(), near.end());
    for (std::size_t i = 0; i < near.size(); ++i) {
      const VariableInfo& one = *by_name_.at(near[i]);
      if (fits(one)) return Choice{&one};
      for (const std::string& parent : one.parents) {
        if (seen.insert(parent).second) near.push_back(parent);
      }
    }
    return std::nullopt;
  }

  const Model& model_;
  ModelInfo info_;
  std::unordered_map<std::string, const VariableInfo*> by_name_;
  std::optional<Choice> outcome_;
  std::optional<Choice> cause_;
};

}  // namespace

Diagnostic nothing_asked(const Model& model, const std::string& file) {
  std::string queries;
  for (const std::string& one : Suggestions(model).texts()) queries += " '" + one + "'";
  const std::string hint = queries.empty() ? "" : "ask here, for instance: causeway query " + file + queries;
  Diagnostic diagnostic = plain_error(Code::Usage, "`" + file + "` has no queries", hint);
  diagnostic.severity = Severity::Warning;
  return diagnostic;
}

}  // namespace causeway::cli
