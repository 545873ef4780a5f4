// SPDX-License-Identifier: MIT
// What is suspicious in a term though it has an answer: an intervention that can change nothing that is
// asked, and evidence on what an action changes, which is read after the action.
#pragma once

#include "lower/folder.hpp"

namespace causeway::query {

void append_warnings(const lower::TermSpec& spec, const lower::LoweredModel& model, lower::Worlds& worlds,
                     std::vector<support::Report>& warnings);

}  // namespace causeway::query
