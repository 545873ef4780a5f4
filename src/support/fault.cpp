// SPDX-License-Identifier: MIT
#include "support/fault.hpp"

namespace causeway::support {

Report error(Code code, Span span, std::string message) {
  return {Severity::Error, code, span, std::move(message), {}, {}};
}

Report warning(Code code, Span span, std::string message) {
  return {Severity::Warning, code, span, std::move(message), {}, {}};
}

Diagnostic resolve(const Report& report, const SourceMap& sources) {
  Diagnostic diagnostic;
  diagnostic.severity = report.severity;
  diagnostic.code = report.code;
  diagnostic.message = report.message;
  diagnostic.hint = report.hint;
  diagnostic.place = sources.place(report.span);
  for (const Report::Note& note : report.notes)
    diagnostic.notes.push_back({note.message, sources.place(note.span)});
  return diagnostic;
}

Diagnostics resolve(const std::vector<Report>& reports, const SourceMap& sources) {
  Diagnostics diagnostics;
  for (const Report& report : reports) diagnostics.push_back(resolve(report, sources));
  return diagnostics;
}

}  // namespace causeway::support
