// SPDX-License-Identifier: MIT
#include "ir/node.hpp"

#include <array>

namespace causeway::ir {

namespace {

struct Traits {
  std::string_view name;
  bool strict;
  bool boolean;
  bool law;
};

constexpr std::array<Traits, kOps> kTraits = {{
    {"const", true, false, false},
    {"arg", true, false, false},
    {"arg_pick", true, false, false},
    {"param", true, false, false},
    {"term", true, false, false},
    {"chance", false, false, false},
    {"add", true, false, false},
    {"sub", true, false, false},
    {"mul", true, false, false},
    {"div", true, false, false},
    {"floor_div", true, false, false},
    {"mod", true, false, false},
    {"pow", true, false, false},
    {"neg", true, false, false},
    {"eq", true, true, false},
    {"ne", true, true, false},
    {"lt", true, true, false},
    {"le", true, true, false},
    {"gt", true, true, false},
    {"ge", true, true, false},
    {"xor", true, true, false},
    {"not", true, true, false},
    {"min", true, false, false},
    {"max", true, false, false},
    {"abs", true, false, false},
    {"floor", true, false, false},
    {"ceil", true, false, false},
    {"sign", true, false, false},
    {"clamp", true, false, false},
    {"fact", true, false, false},
    {"choose", true, false, false},
    {"ord", true, false, false},
    {"to_number", true, false, false},
    {"to_bool", true, true, false},
    {"in", true, true, false},
    {"in_range", true, true, false},
    {"check", true, false, false},
    {"lookup", true, false, false},
    {"call", true, false, false},
    {"and", false, true, false},
    {"or", false, true, false},
    {"implies", false, true, false},
    {"if", false, false, false},
    {"match", false, false, false},
    {"pick", false, false, false},
    {"argmin", false, false, false},
    {"argmax", false, false, false},
    {"undefined", true, false, false},
    {"same", false, true, false},
    {"bernoulli", true, false, true},
    {"cat", true, false, true},
    {"keyed", true, false, true},
    {"uniform", true, false, true},
    {"binomial", true, false, true},
    {"hypergeometric", true, false, true},
    {"normalize", true, false, true},
    {"table", true, false, true},
}};

const Traits& traits(Op op) {
  return kTraits[static_cast<std::size_t>(op)];
}

}  // namespace

std::string_view name_of(Op op) {
  return traits(op).name;
}
bool is_law(Op op) {
  return traits(op).law;
}
bool is_strict(Op op) {
  return traits(op).strict;
}
bool gives_bool(Op op) {
  return traits(op).boolean;
}

}  // namespace causeway::ir
