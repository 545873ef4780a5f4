// SPDX-License-Identifier: MIT
// The `$v` of prepared queries.
#include <algorithm>

#include "lower/folder.hpp"
#include "support/text.hpp"

namespace causeway::lower {

using sema::Scalar;
using support::error;
using support::Fault;
using support::quote;

namespace {

/// The host's value as one of the type that is expected here: texts are read, as the command line reads them.
std::optional<Value> converted(const Value& given, Scalar::Kind kind) {
  std::optional<Value> result;
  const std::string word = given.to_string();
  const bool text = given.kind() == Value::Kind::Label;
  const auto number =
      given.kind() == Value::Kind::Number ? std::optional(given.number()) : Rational::parse(word);
  const bool truth = word == "true" || word == "false";
  if (kind == Scalar::Kind::Label) {
    result.emplace(word);
  } else if (kind == Scalar::Kind::Bool) {
    if (truth || word == "0" || word == "1") result.emplace(word == "true" || word == "1");
  } else if (kind == Scalar::Kind::Number && truth) {
    if (!text) result.emplace(Rational(word == "true" ? 1 : 0));
  } else if (number) {
    result.emplace(*number);
  } else if (truth && kind != Scalar::Kind::Number) {
    result.emplace(word == "true");
  }
  return result;
}

}  // namespace

NodeId Folder::placeholder(const sema::PlaceholderValue& node, const sema::Core& core) {
  const auto variable = lower::variable_of(node.name);
  const std::string name = quote(variable ? *variable : "$" + node.name);
  if (placeholders_ != nullptr) {
    const auto exact = placeholders_->exact.find(node.name);
    if (exact != placeholders_->exact.end()) return store_.constant(exact->second);
  }
  if (placeholders_ == nullptr || !placeholders_->values.contains(node.name)) {
    throw Fault(error(Code::Unbound, core.span, name + " has no value")
                    .with_hint("a host binds it in a prepared query"));
  }
  if (placeholders_->parameters != nullptr) {
    const std::vector<std::string>& names = *placeholders_->parameters;
    const auto place = std::find(names.begin(), names.end(), node.name);
    return store_.make(ir::Op::Param, static_cast<std::uint32_t>(place - names.begin()), {});
  }
  const Value& given = placeholders_->values.at(node.name);
  const Scalar& type = core.type.scalar;
  const auto value = converted(given, type.kind);
  const char* const bound = variable ? " is given as " : " is bound to ";
  if (!value) {
    throw Fault(error(Code::Type, core.span,
                      name + bound + quote(given.to_string()) + ", which is no value of the type here"));
  }
  if (value->kind() == Value::Kind::Bool) return store_.constant(store_.values.boolean(value->boolean()));
  if (value->kind() == Value::Kind::Number) return store_.constant(store_.values.number(value->number()));
  const auto place = checked_.labels.find(type.labels, value->label());
  if (!place) {
    throw Fault(error(Code::Domain, core.span,
                      name + bound + quote(value->label()) + ", which is no value of " +
                          checked_.labels.describe(type.labels)));
  }
  return store_.constant(store_.values.label(type.labels, *place));
}

/// `x = $v?` while `$v` is unbound.
bool Folder::is_dropped(CoreId condition) const {
  const auto* comparison = std::get_if<sema::Apply>(&core(condition).node);
  if (comparison == nullptr || comparison->op != sema::Operator::Equal) return false;
  return std::any_of(comparison->args.begin(), comparison->args.end(), [&](CoreId arg) {
    const auto* side = std::get_if<sema::PlaceholderValue>(&core(arg).node);
    return side != nullptr && side->optional &&
           (placeholders_ == nullptr || !placeholders_->values.contains(side->name));
  });
}

}  // namespace causeway::lower
