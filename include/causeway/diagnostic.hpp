// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "causeway/export.hpp"

namespace causeway {

/// What is wrong, or only suspicious. The texts of `to_string` are a contract with other programs.
enum class Code {
  Syntax,
  Name,
  Type,
  Domain,
  Cycle,
  Probability,
  Intervention,
  UndefinedCondition,
  UndefinedOperation,
  Undetermined,
  Unbound,
  Resource,
  Cancelled,
  Io,
  Usage,
  // warnings
  Precedence,     ///< `=` beside `or`, `xor` or `implies` in an event, without parentheses
  ShadowedLabel,  ///< a binder that equals a label of the type it is compared with
  NoEffect,       ///< an intervention from which no path leads to what is asked
  ActedEvidence,  ///< evidence on a descendant of a `do` target: read after the intervention
  LabelOrder,     ///< a quantile coupling on labels, whose declared order then decides the answer
  InexactRows,    ///< rows of a network file that do not sum to 1
};

enum class Severity { Error, Warning };

/// `undefined-condition`, `label-order` …
CAUSEWAY_EXPORT std::string_view to_string(Code code);

/// A place in a text: a file, a line and a column (both from 1, columns in characters), and the line itself
/// with the part of it that is meant (offset and length in bytes).
struct CAUSEWAY_EXPORT Place {
  std::string file;
  std::size_t line = 0;  ///< 0: no place is known
  std::size_t column = 0;
  std::string source_line;
  std::size_t mark_begin = 0;
  std::size_t mark_length = 0;
};

/// One message about a model or a query, with its place, further notes and, where a likely fix exists, a
/// hint.
struct CAUSEWAY_EXPORT Diagnostic {
  struct Note {
    std::string message;
    Place place;  ///< may be unknown
  };

  Severity severity = Severity::Error;
  Code code = Code::Syntax;
  std::string message;
  std::string hint;  ///< empty: none
  Place place;
  std::vector<Note> notes;

  /// `file:line:column: error[code]: message`, the source line underlined, the notes and the hint; lines end
  /// in '\n'. With `colour` it carries ANSI escape sequences.
  std::string to_string(bool colour = false) const;
};

/// What went wrong, most important first; never empty in a failed Result.
using Diagnostics = std::vector<Diagnostic>;

/// Thrown by Result::value() where there is no value; carries the diagnostics.
class CAUSEWAY_EXPORT Error : public std::runtime_error {
 public:
  explicit Error(Diagnostics diagnostics);
  const Diagnostics& diagnostics() const { return diagnostics_; }

 private:
  Diagnostics diagnostics_;
};

}  // namespace causeway
