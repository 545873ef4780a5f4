// SPDX-License-Identifier: MIT
// A query with `$v` in it, asked again and again. Where the placeholders only say what was seen (`x = $v`) or
// what is done (`do(x = $v)`), and settle nothing else, the query is planned once for all values; otherwise
// each set of values is a query of its own. Tests: tests/api/prepared_test.cpp, tests/differential.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "query/run.hpp"

namespace causeway::query {

class FastQuery;

class Prepared {
 public:
  /// The question's parts must outlive this. Throws Fault for a placeholder that is nowhere to be read.
  explicit Prepared(const Question& question);
  ~Prepared();
  Prepared(const Prepared&) = delete;
  Prepared& operator=(const Prepared&) = delete;

  struct Placeholder {
    std::string name;
    bool optional;
  };
  const std::vector<Placeholder>& placeholders() const { return placeholders_; }

  /// Safe to call from many threads at once. `limits` bounds what one plan may cost.
  Result<Answer> evaluate(const std::map<std::string, Value>& values, const Limits& limits,
                          const CancelToken& cancel) const;

 private:
  struct Planned {
    std::vector<std::string> names;         // that are bound
    std::shared_ptr<const FastQuery> plan;  // null: there is none for all values
  };
  /// The plan for these names, made if it is not there yet: outside the lock, as it may take long.
  std::shared_ptr<const FastQuery> fast(const std::map<std::string, Value>& values, const Limits& limits,
                                        const CancelToken& cancel) const;

  const Question question_;
  std::vector<Placeholder> placeholders_;
  mutable std::mutex mutex_;
  mutable std::vector<Planned> planned_;  // those used last come first
};

}  // namespace causeway::query
