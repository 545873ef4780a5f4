// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "causeway/export.hpp"
#include "causeway/limits.hpp"
#include "causeway/result.hpp"
#include "causeway/value.hpp"

namespace causeway {

namespace api {
class SamplerState;
}

/// Which variables a unit shows: the observed ones, and these. Variables are drawn in the order in which they
/// are needed, so that with other columns a seed gives other units.
struct SampleOptions {
  bool latent = false;
  bool noise = false;
};

/// Units: for each a value of every column.
struct Sample {
  std::vector<std::string> columns;
  std::vector<std::vector<Value>> units;
};

/// Draws units from a model, one after the other. Exact: each joint value comes up with its probability, by
/// as many random bits as it takes to tell (from std::mt19937_64), so that a seed gives the same units on
/// every machine. Movable; not to be used by two threads at once.
class CAUSEWAY_EXPORT Sampler {
 public:
  explicit Sampler(std::unique_ptr<api::SamplerState> state);
  Sampler(Sampler&& other) noexcept;
  Sampler& operator=(Sampler&& other) noexcept;
  ~Sampler();

  /// Names of variables, in order of declaration.
  const std::vector<std::string>& columns() const;
  /// The next unit's values. Each unit may cost what the model's limits allow one query; a mechanism without
  /// a value is an `undefined-operation` error.
  Result<std::vector<Value>> next(const CancelToken& cancel = {});

 private:
  friend class World;
  std::unique_ptr<api::SamplerState> state_;
};

}  // namespace causeway
