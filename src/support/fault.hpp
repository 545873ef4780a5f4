// SPDX-License-Identifier: MIT
// How errors travel inside the library: thrown as a Fault, caught where a declaration, a query or an API call
// ends.
#pragma once

#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "causeway/diagnostic.hpp"
#include "support/budget.hpp"
#include "support/source.hpp"

namespace causeway::support {

/// A diagnostic whose places are still spans.
struct Report {
  struct Note {
    Span span;
    std::string message;
  };

  Severity severity = Severity::Error;
  Code code = Code::Syntax;
  Span span;
  std::string message;
  std::string hint;
  std::vector<Note> notes;

  Report& with_hint(std::string text) {
    hint = std::move(text);
    return *this;
  }
  Report& with_note(Span at, std::string text) {
    notes.push_back({at, std::move(text)});
    return *this;
  }
};

/// The most errors that are reported for one model.
inline constexpr std::size_t kMostErrors = 20;

Report error(Code code, Span span, std::string message);
Report warning(Code code, Span span, std::string message);

/// A limit that was reached, at the declaration that was being worked on or, in a query, at `span`.
Report report(const Exhausted& exhausted, Span span);

Diagnostic resolve(const Report& report, const SourceMap& sources);
Diagnostics resolve(const std::vector<Report>& reports, const SourceMap& sources);

/// Ends the work on one declaration or query.
class Fault : public std::exception {
 public:
  explicit Fault(Report report) : report_(std::move(report)) {}
  const Report& report() const { return report_; }
  const char* what() const noexcept override { return report_.message.c_str(); }

 private:
  Report report_;
};

/// Something that failed before is needed here; it has been reported already.
class Poisoned : public std::exception {};

/// Throws Fault for a text beyond the limit.
void require_short(const SourceMap& sources, FileId file, const Limits& limits);

}  // namespace causeway::support
