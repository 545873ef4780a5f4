// SPDX-License-Identifier: MIT
#pragma once

#include <optional>
#include <string_view>

namespace causeway::api {

/// The text of a module of the standard library, `effects` for instance.
std::optional<std::string_view> stdlib_module(std::string_view name);

}  // namespace causeway::api
