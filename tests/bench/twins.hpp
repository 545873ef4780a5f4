// SPDX-License-Identifier: MIT
// What counterfactuals cost: a network's posterior beside the same under an intervention in a second world,
// every variable's responses coupled by quantiles.
#pragma once

#include <string>

#include "bench/networks.hpp"

namespace causeway::bench {

constexpr const char* kTwinsHeader =
    "| net | intervention | reaches | products | twin's | ratio | ms | twin's | ratio |\n"
    "|---|---|---|---|---|---|---|---|---|\n";

/// A row for each unobserved variable that an unobserved one depends on: the probability of three values that
/// its first value changes (of fewer, if it reaches fewer), given the question's evidence.
std::string twin_rows(const NetworkQuestion& question);

}  // namespace causeway::bench
