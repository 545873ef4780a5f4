// SPDX-License-Identifier: MIT
// The JSON form: one object a line; a contract with other programs.
#include <cmath>
#include <nlohmann/json.hpp>

#include "cli/output.hpp"

namespace causeway::cli {

namespace {

using Json = nlohmann::ordered_json;

Json optional_text(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

/// A double, or a string where a double would be zero or infinite.
Json approximate(const Rational& r) {
  const double value = r.to_double();
  if (std::isinf(value) || (value == 0 && !r.is_zero())) return r.to_decimal(6);
  return value;
}

Json place_fields(const Place& place) {
  Json json;
  json["file"] = optional_text(place.file);
  json["line"] = place.line == 0 ? Json(nullptr) : Json(place.line);
  json["column"] = place.line == 0 ? Json(nullptr) : Json(place.column);
  return json;
}

Json error_json(const Diagnostic& d) {
  Json json;
  json["code"] = std::string(to_string(d.code));
  json["message"] = d.message;
  json["hint"] = optional_text(d.hint);
  json.update(place_fields(d.place));
  for (const Diagnostic::Note& note : d.notes) {
    Json one = {{"message", note.message}};
    one.update(place_fields(note.place));
    json["notes"].push_back(std::move(one));
  }
  return json;
}

Json diagnostic_json(const Diagnostic& d) {
  Json json;
  json["kind"] = "diagnostic";
  json["severity"] = d.severity == Severity::Error ? "error" : "warning";
  json.update(error_json(d));
  return json;
}

class JsonLines : public Output {
 public:
  explicit JsonLines(const Settings& settings) : settings_(settings) {}

  void diagnostics(const Diagnostics& diagnostics) override {
    for (const Diagnostic& one : diagnostics) put(diagnostic_json(one));
  }
  void load_times(const LoadTimings& t) override {
    if (!settings_.time) return;
    put({{"kind", "time"}, {"phase", "read"}, {"ms", t.read}});
    put({{"kind", "time"}, {"phase", "check"}, {"ms", t.check}});
    put({{"kind", "time"}, {"phase", "lower"}, {"ms", t.lower}});
  }
  void answer(const Question& question, const Answer& answer) override;
  void failure(const Question& question, const Diagnostics& error) override {
    Json json = head(question);
    json["error"] = error_json(error.front());
    put(json);
  }
  void checked(const std::string& file, const Diagnostics& found) override {
    Json json = {{"kind", "check"}, {"file", file}, {"diagnostics", Json::array()}};
    for (const Diagnostic& one : found) json["diagnostics"].push_back(diagnostic_json(one));
    put(json);
  }
  void not_canonical(const std::string& file) override {
    put({{"kind", "fmt"}, {"file", file}, {"canonical", false}});
  }
  void info(const ModelInfo& info) override;
  void explanation(const Explanation& explanation) override;
  void converted(const std::string& command, const std::string& text) override {
    put({{"kind", command}, {"text", text}});
  }
  void created(const std::string& file) override { put({{"kind", "new"}, {"file", file}}); }
  void ir(const std::string& query, const std::string& pass, const std::string& text) override {
    put({{"kind", "ir"}, {"query", optional_text(query)}, {"pass", optional_text(pass)}, {"text", text}});
  }

 private:
  static void put(const Json& json) {
    print(json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n");
  }
  static Json head(const Question& question) {
    Json json = {{"kind", question.assertion ? "assert" : "query"}, {"text", question.text}};
    if (!question.assertion) json["label"] = optional_text(question.name);
    return json;
  }
  static Json values_json(const std::vector<Value>& values) {
    Json json = Json::array();
    for (const Value& one : values) json.push_back(one.to_string());
    return json;
  }
  static void put_number(Json& json, const Rational& r) {
    json["value"] = r.to_fraction();
    json["approx"] = approximate(r);
  }
  Json rows_json(const Table& table) const;

  const Settings& settings_;
};

Json JsonLines::rows_json(const Table& table) const {
  Json rows = Json::array();
  for (const Table::Row& row : table.rows) {
    Json json;
    json["values"] = values_json(row.values);
    if (const auto* truth = std::get_if<bool>(&row.result)) {
      json["value"] = *truth;
    } else {
      if (settings_.nonzero && row.rational().is_zero()) continue;
      put_number(json, row.rational());
    }
    rows.push_back(std::move(json));
  }
  return rows;
}

void JsonLines::answer(const Question& question, const Answer& answer) {
  diagnostics(answer.warnings());
  Json json = head(question);
  switch (answer.kind()) {
    case Answer::Kind::Number:
      put_number(json, answer.rational());
      break;
    case Answer::Kind::Boolean:
      if (!question.assertion) {
        json["value"] = answer.boolean();
        break;
      }
      json["holds"] = answer.boolean();
      if (!answer.boolean() && answer.sides()) {
        json["left"] = answer.sides()->first.to_fraction();
        json["right"] = answer.sides()->second.to_fraction();
      }
      break;
    case Answer::Kind::Distribution:
    case Answer::Kind::Indexed:
      json["columns"] = answer.table().columns;
      json["rows"] = rows_json(answer.table());
      break;
    case Answer::Kind::Map:
      json["columns"] = answer.map().columns;
      json["values"] = values_json(answer.map().values);
      put_number(json, answer.map().probability);
      break;
    case Answer::Kind::Marginals:
      json["variables"] = Json::array();
      for (const Answer::Marginal& one : answer.marginals()) {
        json["variables"].push_back({{"variable", one.variable}, {"rows", rows_json(one.table)}});
      }
      break;
  }
  if (settings_.time)
    json["time_ms"] = {{"plan", answer.timings().plan}, {"evaluate", answer.timings().evaluate}};
  put(json);
}

void JsonLines::info(const ModelInfo& info) {
  Json json = {
      {"kind", "info"}, {"model", info.name}, {"variables", Json::array()}, {"parameters", info.parameters}};
  for (const VariableInfo& one : info.variables) {
    Json variable = {
        {"name", one.name}, {"noise", one.noise}, {"latent", one.latent}, {"stochastic", one.stochastic}};
    variable["domain"] = one.domain ? values_json(one.domain->values()) : Json(nullptr);
    variable["type"] = one.domain ? optional_text(one.domain->name()) : Json(nullptr);
    variable["declared"] = one.declared;
    variable["parents"] = one.parents;
    variable["children"] = one.children;
    variable["documentation"] = optional_text(one.documentation);
    json["variables"].push_back(std::move(variable));
  }
  json["joint_states"] = info.joint_states ? Json(info.joint_states->to_string()) : Json(nullptr);
  json["table_entries"] = info.parameter_count ? Json(info.parameter_count->to_string()) : Json(nullptr);
  put(json);
}

void JsonLines::explanation(const Explanation& explanation) {
  Json json = {
      {"kind", "explain"}, {"text", explanation.text}, {"rung", explanation.rung}, {"terms", Json::array()}};
  for (const Explanation::Term& term : explanation.terms) {
    Json one = {{"text", term.text},
                {"rung", term.rung},
                {"worlds", Json::array()},
                {"plan", term.plan},
                {"cost", term.cost},
                {"largest_table", term.largest_table},
                {"cluster", term.cluster},
                {"plan_error", term.plan_error.empty() ? Json() : Json(term.plan_error)},
                {"assignments", term.assignments ? Json(term.assignments->to_string()) : Json()},
                {"noise", term.noise}};
    for (const Explanation::World& world : term.worlds) {
      one["worlds"].push_back({{"name", world.name}, {"interventions", world.interventions}});
    }
    if (term.abduction) {
      one["abduction"] = {{"columns", term.abduction->columns},
                          {"rows", rows_json(*term.abduction)},
                          {"rows_in_all", term.abduction_rows}};
    } else if (!term.abduction_error.empty()) {
      one["abduction"] = {{"error", term.abduction_error}};
    } else {
      one["abduction"] = nullptr;
    }
    json["terms"].push_back(std::move(one));
  }
  put(json);
}

}  // namespace

std::unique_ptr<Output> json_output(const Settings& settings) {
  return std::make_unique<JsonLines>(settings);
}

}  // namespace causeway::cli
