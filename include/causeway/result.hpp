// SPDX-License-Identifier: MIT
#pragma once

#include <utility>
#include <variant>

#include "causeway/diagnostic.hpp"

namespace causeway {

/// A value, or the diagnostics that say why there is none.
template <typename T>
class [[nodiscard]] Result {
 public:
  // NOLINTNEXTLINE(google-explicit-constructor)
  Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
  Result(Diagnostics error) : content_(std::in_place_index<1>, std::move(error)) {}  // NOLINT
  Result(Diagnostic error) : Result(Diagnostics{std::move(error)}) {}  // NOLINT(google-explicit-constructor)

  bool has_value() const { return content_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  /// The value; throws Error where there is none.
  const T& value() const& {
    check();
    return *std::get_if<0>(&content_);
  }
  T value() && {
    check();
    return std::move(*std::get_if<0>(&content_));
  }
  /// The diagnostics. Requires !has_value(); throws std::bad_variant_access otherwise.
  const Diagnostics& error() const { return std::get<1>(content_); }

 private:
  void check() const {
    if (!has_value()) throw Error(error());
  }

  std::variant<T, Diagnostics> content_;
};

}  // namespace causeway
