// SPDX-License-Identifier: MIT
#include "ir/text.hpp"

#include <algorithm>
#include <unordered_map>

namespace causeway::ir {

namespace {

constexpr std::size_t kDeepest = 5;
constexpr std::size_t kLongest = 100;

std::string_view spelling(Coupling coupling) {
  switch (coupling) {
    case Coupling::None:
      return "";
    case Coupling::Quantile:
      return " quantile";
    case Coupling::Independent:
      break;
  }
  return " independent";
}

std::string_view spelling(Source::Kind kind) {
  switch (kind) {
    case Source::Kind::Noise:
      return "noise";
    case Source::Kind::Variable:
      return "var";
    case Source::Kind::Intervention:
      break;
  }
  return "intervention";
}

std::string pattern_text(const Store& store, const Pattern& pattern) {
  if (pattern.any) return "_";
  std::string text;
  const auto append = [&](const std::string& one) { text += (text.empty() ? "" : " | ") + one; };
  for (const ValueId value : pattern.values) append(store.values.text(value));
  for (const auto& [lo, hi] : pattern.ranges) append(store.values.text(lo) + ".." + store.values.text(hi));
  return text;
}

std::string key_text(const Store& store, const Key& key) {
  std::string text;
  for (const ValueId one : key) text += (text.empty() ? "" : ", ") + store.values.text(one);
  return "[" + text + "]";
}

/// How the language writes an operation between its operands; empty: as a call.
std::string_view infix(Op op) {
  switch (op) {
    case Op::Add:
      return " + ";
    case Op::Sub:
      return " - ";
    case Op::Mul:
      return " * ";
    case Op::Div:
      return " / ";
    case Op::FloorDiv:
      return " div ";
    case Op::Mod:
      return " % ";
    case Op::Pow:
      return "^";
    case Op::Equal:
      return " == ";
    case Op::NotEqual:
      return " != ";
    case Op::Less:
      return " < ";
    case Op::LessEqual:
      return " <= ";
    case Op::Greater:
      return " > ";
    case Op::GreaterEqual:
      return " >= ";
    case Op::Xor:
      return " xor ";
    case Op::And:
      return " and ";
    case Op::Or:
      return " or ";
    case Op::Implies:
      return " implies ";
    default:
      return "";
  }
}

class ExpressionText {
 public:
  ExpressionText(const Store& store, bool arguments) : store_(store), arguments_(arguments) {}

  std::string of(NodeId id) {
    append(id, 0);
    return std::move(text_);
  }

 private:
  void append(NodeId id, std::size_t depth);
  void append_operands(std::span<const NodeId> operands, std::size_t depth, std::string_view between);
  void append_draw(const Node& node, std::size_t depth);

  const Store& store_;
  bool arguments_;
  std::string text_;
};

void ExpressionText::append(NodeId id, std::size_t depth) {
  if (text_.size() > kLongest || depth > kDeepest) {
    text_ += "…";
    return;
  }
  const Node node = store_[id];
  switch (node.op) {
    case Op::Const:
      text_ += store_.values.text(ValueId(node.payload));
      return;
    case Op::Chance:
      return append_draw(node, depth);
    case Op::Check:
    case Op::ToNumber:
    case Op::ToBool:
      return append(node.operands[0], depth);
    default:
      break;
  }
  const std::string_view between = infix(node.op);
  const bool brackets = between.empty() || depth > 0;
  if (between.empty()) text_ += name_of(node.op);
  if (brackets) text_ += "(";
  append_operands(node.operands, depth + 1, between.empty() ? ", " : between);
  if (brackets) text_ += ")";
}

void ExpressionText::append_operands(std::span<const NodeId> operands, std::size_t depth,
                                     std::string_view between) {
  for (std::size_t i = 0; i < operands.size() && text_.size() <= kLongest; ++i) {
    if (i > 0) text_ += between;
    append(operands[i], depth);
  }
}

void ExpressionText::append_draw(const Node& node, std::size_t depth) {
  const Source& source = store_.sources[SourceId(node.payload)];
  text_ += source.name;
  if (source.kind == Source::Kind::Intervention) text_ += " drawn anew";
  if (!arguments_ || node.operands.size() < 2) return;
  text_ += " given (";
  append_operands(node.operands.subspan(1), depth + 1, ", ");
  text_ += ")";
}

/// What a payload says, behind the operation's name.
std::string payload_text(const Store& store, const Node& node) {
  switch (node.op) {
    case Op::Const: {
      const ValueId value(node.payload);
      return " " + store.values.text(value);
    }
    case Op::Arg:
    case Op::ArgPick:
    case Op::Param:
    case Op::Term:
      return " " + std::to_string(node.payload);
    case Op::Chance: {
      const Source& source = store.sources[SourceId(node.payload)];
      const std::string domain =
          source.domain ? " : " + text_of(store.lists[*source.domain], store.values) : "";
      return " " + source.name + domain + " (" + std::string(spelling(source.kind)) +
             std::string(spelling(source.coupling)) + ")";
    }
    case Op::In:
    case Op::Check:
    case Op::Cat:
    case Op::Uniform:
    case Op::ArgMin:
    case Op::ArgMax:
      return " " + text_of(store.lists[ValueListId(node.payload)], store.values);
    case Op::Call:
      return " " + store.externs[node.payload]->name();
    case Op::Match: {
      std::string text = " {";
      const MatchTable& table = store.matches[MatchId(node.payload)];
      for (const std::vector<Pattern>& arm : table.arms()) {
        text += text.size() > 2 ? "; " : "";
        for (std::size_t i = 0; i < arm.size(); ++i)
          text += (i > 0 ? ", " : "") + pattern_text(store, arm[i]);
      }
      return text + "}";
    }
    case Op::Pick: {
      std::string text;
      for (const Key& key : store.keys[KeyTableId(node.payload)].keys()) text += " " + key_text(store, key);
      return text;
    }
    case Op::Lookup: {
      std::string text;
      const LookupTable& table = store.lookups[LookupId(node.payload)];
      for (std::size_t i = 0; i < table.values.size(); ++i) {
        text += " " + key_text(store, table.keys.keys()[i]) + "=" + store.values.text(table.values[i]);
      }
      return text;
    }
    case Op::Table: {
      const ProbabilityTable& table = store.tables[TableId(node.payload)];
      return " " + text_of(store.lists[table.values], store.values);
    }
    case Op::Undefined:
      return Reason(node.payload) == Reason::NoArm ? " no arm" : " extremum of nothing";
    default:
      return "";
  }
}

}  // namespace

std::string expression_text(const Store& store, NodeId node, Arguments arguments) {
  return ExpressionText(store, arguments == Arguments::Shown).of(node);
}

std::string listing(const Store& store, const std::vector<std::pair<std::string, NodeId>>& roots) {
  std::vector<NodeId> nodes;
  std::vector<bool> seen(store.size(), false);
  for (const auto& [name, root] : roots) {
    // Operands first, each node once.
    std::vector<std::pair<NodeId, bool>> stack{{root, false}};
    while (!stack.empty()) {
      const auto [id, done] = stack.back();
      stack.pop_back();
      if (done) {
        nodes.push_back(id);
        continue;
      }
      if (seen[id.index()]) continue;
      seen[id.index()] = true;
      stack.emplace_back(id, true);
      const std::span<const NodeId> operands = store[id].operands;
      for (auto operand = operands.rbegin(); operand != operands.rend(); ++operand) {
        if (!seen[operand->index()]) stack.emplace_back(*operand, false);
      }
    }
  }
  std::unordered_map<NodeId, std::size_t> numbers;
  for (std::size_t i = 0; i < nodes.size(); ++i) numbers[nodes[i]] = i;
  std::unordered_map<NodeId, std::string> names;
  for (const auto& [name, root] : roots) {
    std::string& all = names[root];
    all += (all.empty() ? "" : ", ") + name;
  }
  std::string text;
  const std::size_t width = std::to_string(nodes.size()).size();
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const Node node = store[nodes[i]];
    const std::string payload = payload_text(store, node);
    std::string line = "%" + std::to_string(i);
    line.resize(std::max(line.size(), width + 1), ' ');
    line += " = " + std::string(name_of(node.op)) + payload;
    for (std::size_t k = 0; k < node.operands.size(); ++k) {
      line += (k == 0 ? (payload.empty() ? " " : " <- ") : ", ") +
              ("%" + std::to_string(numbers.at(node.operands[k])));
    }
    if (const auto name = names.find(nodes[i]); name != names.end()) line += "   ; " + name->second;
    text += line + "\n";
  }
  return text;
}

}  // namespace causeway::ir
