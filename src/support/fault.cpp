// SPDX-License-Identifier: MIT
#include "support/fault.hpp"

#include "support/text.hpp"

namespace causeway::support {

Report error(Code code, Span span, std::string message) {
  return {Severity::Error, code, span, std::move(message), {}, {}};
}

Report warning(Code code, Span span, std::string message) {
  return {Severity::Warning, code, span, std::move(message), {}, {}};
}

Report report(const Exhausted& exhausted, Span span) {
  using What = Exhausted::What;
  const bool declaration = exhausted.place().known();
  Report result = error(exhausted.which() == What::Cancelled ? Code::Cancelled : Code::Resource,
                        declaration ? exhausted.place() : span, exhausted.what());
  switch (exhausted.which()) {
    case What::Steps:
    case What::Time:
      result.hint = "ask for less at once, or raise the limit";
      if (!declaration) result.hint += "; fixing more variables by conditions or `do` makes a query smaller";
      break;
    case What::Memory:
    case What::Domain:
    case What::Number:
    case What::Cancelled:
      break;
  }
  return result;
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

void require_short(const SourceMap& sources, FileId file, const Limits& limits) {
  const std::size_t size = sources.file(file).text.size();
  if (size <= limits.source) return;
  throw Fault(error(Code::Resource, {file, 0, 1},
                    "the text has " + grouped(size) + " bytes; the limit is " + grouped(limits.source) +
                        " (--max-source)"));
}

}  // namespace causeway::support
