// SPDX-License-Identifier: MIT
// Causeway: an exact runtime for structural causal models.
//
//   auto model = causeway::Model::load("student.scm").value();
//   causeway::Answer p = model.query("P(letter = strong | do(grade = A))").value();
//   p.rational().to_string();  // "9/10"
#pragma once

#include "causeway/answer.hpp"
#include "causeway/builder.hpp"
#include "causeway/diagnostic.hpp"
#include "causeway/graph.hpp"
#include "causeway/limits.hpp"
#include "causeway/model.hpp"
#include "causeway/network.hpp"
#include "causeway/options.hpp"
#include "causeway/prepared.hpp"
#include "causeway/rational.hpp"
#include "causeway/result.hpp"
#include "causeway/sampler.hpp"
#include "causeway/value.hpp"
#include "causeway/world.hpp"
