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
  const bool text = given.kind() == Value::Kind::Label;
  if (kind == Scalar::Kind::Label) return text ? given : Value(given.to_string());
  if (kind == Scalar::Kind::Bool) {
    const std::string word = given.to_string();
    if (word == "true" || word == "1") return Value(true);
    if (word == "false" || word == "0") return Value(false);
    return std::nullopt;
  }
  if (kind == Scalar::Kind::Number) {
    if (given.kind() == Value::Kind::Number) return given;
    if (given.kind() == Value::Kind::Bool) return Value(given.boolean() ? 1 : 0);
    if (const auto number = Rational::parse(given.label())) return Value(*number);
    return std::nullopt;
  }
  if (!text) return given;
  if (const auto number = Rational::parse(given.label())) return Value(*number);
  if (given.label() == "true" || given.label() == "false") return Value(given.label() == "true");
  return std::nullopt;
}

}  // namespace

NodeId Folder::placeholder(const sema::PlaceholderValue& node, const sema::Core& core) {
  const std::string name = quote("$" + node.name);
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
  if (!value) {
    throw Fault(
        error(Code::Type, core.span,
              name + " is bound to " + quote(given.to_string()) + ", which is no value of the type here"));
  }
  if (value->kind() == Value::Kind::Bool) return store_.constant(store_.values.boolean(value->boolean()));
  if (value->kind() == Value::Kind::Number) return store_.constant(store_.values.number(value->number()));
  const auto place = checked_.labels.find(type.labels, value->label());
  if (!place) {
    throw Fault(error(Code::Domain, core.span,
                      name + " is bound to " + quote(value->label()) + ", which is no value of " +
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
