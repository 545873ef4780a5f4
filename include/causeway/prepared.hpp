// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "causeway/answer.hpp"
#include "causeway/export.hpp"
#include "causeway/limits.hpp"
#include "causeway/result.hpp"
#include "causeway/value.hpp"

namespace causeway {

namespace api {
struct PreparedState;
}
class Model;

/// A query with placeholders `$v`, to be asked with many values: `P(letter = strong | grade = $g)`. Planned
/// once where the placeholders only say what was seen (`x = $v`) or done (`do(x = $v)`), which makes every
/// further answer as fast as its arithmetic; anywhere else in the query they may stand too, and each set of
/// values is then planned by itself. Answers are the same as those of the query with the values written into
/// it, true and false standing for 1 and 0 and the other way round where the query shows which is meant.
/// Plans are kept for sixteen sets of bound names, those used last; each may take what the limits allow.
///
/// Immutable and cheap to copy: bind() returns another one, so that one prepared query serves many threads.
class CAUSEWAY_EXPORT PreparedQuery {
 public:
  struct Placeholder {
    std::string name;
    bool optional = false;  ///< `$v?`: a condition `x = $v?` is left out while `$v` is unbound
  };
  /// In order of appearance.
  std::vector<Placeholder> placeholders() const;

  /// With `$name` standing for the value from now on. A text is read as what is expected there: a label, a
  /// number, `true` or `false`. A name that the query does not have, and a value of another type, are errors
  /// of evaluate().
  PreparedQuery bind(const std::string& name, Value value) const;

  /// The answer. `unbound` if a placeholder has no value. `limits` replaces the limits of the model.
  Result<Answer> evaluate(const CancelToken& cancel = {}) const;
  Result<Answer> evaluate(const Limits& limits, const CancelToken& cancel = {}) const;

 private:
  friend class Model;
  explicit PreparedQuery(std::shared_ptr<const api::PreparedState> state) : state_(std::move(state)) {}

  std::shared_ptr<const api::PreparedState> state_;
  std::map<std::string, Value> values_;
};

}  // namespace causeway
