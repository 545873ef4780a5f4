// SPDX-License-Identifier: MIT
// What names mean, families and their members, constants, and indexing.
#include <algorithm>

#include "expander.hpp"

namespace causeway::oracle {

// ---- names ----

Closure Expander::close(syntax::ExprId id, const Context& c) const {
  return {c.module, id, c.env, c.calls, c.equality, -1};
}

Tree Expander::tree_of(const Item& item, const Context& c) {
  if (item.kind != Item::Kind::Scalar) throw Failure("type", "a single value is needed here");
  return item.tree >= 0 ? item.tree : read(item.id, c);
}

Tree Expander::read(int id, const Context& c) {
  if (c.place == Context::Place::Query) throw Failure("type", "a variable outside a term");
  const Variable& variable = program_.variable(id);
  if (c.noise && !variable.noise) throw Failure("type", "noise depends on noise only");
  Node leaf{c.world ? Op::At : Op::Plain, program_.type(id), {}, {}};
  leaf.refers.variable = id;
  leaf.refers.world = c.world.value_or(-1);
  leaf.refers.domain = variable.domain;
  return trees_.make(std::move(leaf));
}

Item Expander::bound(const Binding& binding, const Context& c, Expected e) {
  if (const Value* value = std::get_if<Value>(&binding)) return known(*value);
  if (const VariableRef* variable = std::get_if<VariableRef>(&binding)) {
    Item item;
    item.id = variable->id;
    return item;
  }
  const Closure& closure = std::get<Closure>(binding);
  Context inner = c;
  inner.module = closure.module;
  inner.env = closure.env;
  inner.calls = closure.calls;
  inner.equality = closure.equality;
  if (closure.domain < 0) return item(closure.expr, inner, e);
  return coerced(item(closure.expr, inner, trees_.domain(closure.domain).type), inner, closure.domain);
}

bool Expander::is_known(const std::string& text, const Context& c) const {
  for (Env scope = c.env; scope; scope = scope->outer) {
    if (scope->name == text) return true;
  }
  const auto found = program_.names.find(text);
  if (found == program_.names.end()) return false;
  const Entity::Kind kind = found->second.kind;
  if (kind == Entity::Kind::Query) return c.place == Context::Place::Query;
  return kind == Entity::Kind::Family || kind == Entity::Kind::Constant;
}

// The order of section 2: bound names, labels of the expected type, declared names, labels of exactly one
// type.
Item Expander::named(const std::string& text, const Context& c, Expected e) {
  for (Env scope = c.env; scope; scope = scope->outer) {
    if (scope->name == text) return bound(scope->binding, c, e);
  }
  if (e && e->kind == Type::Kind::Label) {
    if (const auto label = program_.labels.find(e->labels, text)) return known(*label);
  }
  if (auto item = declared(text, c, e)) return *item;
  const std::vector<Value> labels = program_.labels.find(text);
  if (labels.size() == 1) return known(labels[0]);
  throw Failure("name",
                "`" + text + "` is " + (labels.empty() ? "not declared" : "a label of several types"));
}

std::optional<Item> Expander::declared(const std::string& text, const Context& c, Expected e) {
  const auto found = program_.names.find(text);
  if (found == program_.names.end()) return std::nullopt;
  const int id = found->second.id;
  Item item;
  item.id = id;
  switch (found->second.kind) {
    case Entity::Kind::Family:
      if (family(id).arity == 0) {
        item.id = family(id).members.begin()->second;
      } else {
        item.kind = Item::Kind::Family;
      }
      return item;
    case Entity::Kind::Constant:
      if (!constant(id).decl->indices) return constant(id).item;
      item.kind = Item::Kind::Table;
      item.table = &constant(id).table;
      return item;
    case Entity::Kind::Query: {
      if (c.place == Context::Place::Declaration) return std::nullopt;
      if (c.place == Context::Place::Term) throw Failure("syntax", "a query inside a term");
      const syntax::QueryDecl& query = *program_.queries[static_cast<std::size_t>(id)];
      if (!query.indices) return this->item(query.query, in_query(query, c), e);
      item.kind = Item::Kind::Queries;
      return item;
    }
    case Entity::Kind::Type:
    case Entity::Kind::Function:
    case Entity::Kind::Estimand:
      return std::nullopt;
  }
  return std::nullopt;
}

// ---- declarations, when they are first needed ----

Item Expander::frozen(Item item, const Context& c) {
  for (Item& element : item.elements) element = frozen(std::move(element), c);
  if (item.kind == Item::Kind::Array) return item;
  const Tree tree = tree_of(item, c);
  if (trees_.value(tree) == nullptr) {
    const bool closed = trees_[tree].closed;
    throw Failure(closed ? "undefined-operation" : "type", "a constant that is not constant");
  }
  return of(tree);
}

const Constant& Expander::constant(int id) {
  Constant& constant = program_.constants[static_cast<std::size_t>(id)];
  if (constant.progress == Progress::Busy) throw Failure("cycle", "a constant that needs itself");
  if (constant.progress == Progress::Done) return constant;
  Working working(constant.progress);
  const auto value = [&](const Context& c) {
    const auto& declared = constant.decl->domain;
    if (!declared) return frozen(item(constant.decl->value, c, std::nullopt), c);
    const int domain = trees_.domain(this->domain(*declared, c));
    return frozen(coerced(item(constant.decl->value, c, trees_.domain(domain).type), c, domain), c);
  };
  if (constant.decl->indices) {
    unroll_indices(*constant.decl->indices, declaration(), {}, [&](const Index& index, const Context& c) {
      if (!constant.table.emplace(index, value(c)).second) throw Failure("name", "an index twice");
    });
  } else {
    constant.item = value(declaration());
  }
  working.done();
  return constant;
}

Family& Expander::family(int id) {
  Family& family = program_.families[static_cast<std::size_t>(id)];
  if (family.progress == Progress::Busy) throw Failure("cycle", "a family whose indices need it");
  if (family.progress == Progress::Fresh) instantiate(id);
  return family;
}

void Expander::instantiate(int id) {
  Family& family = program_.families[static_cast<std::size_t>(id)];
  Working working(family.progress);
  const auto& first = family.clauses[0]->indices;
  family.arity = first ? first->specs.size() : 0;
  for (const syntax::VariableDecl* clause : family.clauses) {
    const std::size_t arity = clause->indices ? clause->indices->specs.size() : 0;
    if (arity != family.arity) throw Failure("type", "clauses with different numbers of indices");
  }
  if (family.arity == 0 && family.clauses.size() > 1) {
    throw Failure("name", "`" + family.name + "` is declared twice");
  }
  find_index_types(family);
  for (const syntax::VariableDecl* clause : family.clauses) {
    if (!clause->indices) {
      add_member(id, *clause, {}, declaration());
      continue;
    }
    unroll_indices(*clause->indices, declaration(), family.index_types,
                   [&](const Index& index, const Context& c) { add_member(id, *clause, index, c); });
  }
  working.done();
}

// A position holds labels if the set of some clause does. A set that depends on earlier indices says nothing
// here.
void Expander::find_index_types(Family& family) {
  family.index_types.assign(family.arity, std::nullopt);
  for (const syntax::VariableDecl* clause : family.clauses) {
    for (std::size_t at = 0; at < family.arity; ++at) {
      const syntax::IndexSpec& spec = clause->indices->specs[at];
      if (!spec.binder) continue;
      try {
        const std::vector<Value> all = values(spec.set, declaration(), std::nullopt);
        if (!all.empty() && type_of(all[0]) != kNumber) family.index_types[at] = type_of(all[0]);
      } catch (const Failure&) {
        continue;
      }
    }
  }
}

static Coupling coupling_of(const syntax::VariableDecl& clause, Coupling otherwise) {
  if (clause.noise && !clause.stochastic) throw Failure("syntax", "noise needs `~`");
  if (clause.coupling && (clause.noise || !clause.stochastic)) {
    throw Failure("syntax", "a coupling belongs to `var … ~`");
  }
  if (clause.noise || !clause.stochastic) return Coupling::None;
  if (!clause.coupling) return otherwise;
  if (clause.coupling->text == "quantile") return Coupling::Quantile;
  if (clause.coupling->text == "independent") return Coupling::Independent;
  throw Failure("name", "no coupling `" + clause.coupling->text + "`");
}

void Expander::add_member(int id, const syntax::VariableDecl& clause, const Index& index, const Context& c) {
  Family& family = program_.families[static_cast<std::size_t>(id)];
  const int declared = clause.domain ? trees_.domain(domain(*clause.domain, c)) : -1;
  const int member = static_cast<int>(program_.variables.size());
  if (!family.members.emplace(index, member).second) throw Failure("name", "overlapping clauses");
  program_.variables.push_back({id, index, clause.noise, clause.stochastic,
                                coupling_of(clause, program_.default_coupling), declared,
                                close(clause.mechanism, c)});
}

// ---- indexing ----

Tree Expander::index(syntax::ExprId id, const Context& c, Expected e) {
  const Tree tree = scalar(id, c, e);
  if (trees_[tree].type == kBool) throw Failure("type", "a bool index");
  return tree;
}

Item Expander::indexed(const Item& base, const std::vector<syntax::ExprId>& indices, const Context& c) {
  switch (base.kind) {
    case Item::Kind::Family:
      return member(base.id, indices, c);
    case Item::Kind::Table:
      return entry(*base.table, indices, c);
    case Item::Kind::Array: {
      Item part = base;
      for (const syntax::ExprId id : indices) part = element(part, index(id, c, std::nullopt), c);
      return part;
    }
    case Item::Kind::Queries: {
      const syntax::QueryDecl& query = *program_.queries[static_cast<std::size_t>(base.id)];
      Index wanted;
      for (const syntax::ExprId id : indices) {
        const Value* value = trees_.value(index(id, c, std::nullopt));
        if (value == nullptr) throw Failure("type", "the index of a query must be constant");
        wanted.push_back(*value);
      }
      std::optional<Item> found;
      unroll_indices(*query.indices, in_query(query, c), {}, [&](const Index& at, const Context& inner) {
        if (at == wanted) found = of(scalar(query.query, inner, std::nullopt));
      });
      if (!found) throw Failure("domain", "an index outside the query");
      return *found;
    }
    case Item::Kind::Scalar:
    case Item::Kind::Variables:
      break;
  }
  throw Failure("type", "this cannot be indexed");
}

Item Expander::member(int id, const std::vector<syntax::ExprId>& indices, const Context& c) {
  const Family& family = this->family(id);
  if (indices.size() != family.arity) throw Failure("type", "`" + family.name + "`: number of indices");
  for (const syntax::ExprId at : indices) {
    if (std::holds_alternative<syntax::Wildcard>((*c.module)[at].node)) return members(family, indices, c);
  }
  Index known;
  std::vector<Tree> kids;
  for (std::size_t at = 0; at < indices.size(); ++at) {
    kids.push_back(index(indices[at], c, family.index_types[at]));
    if (trees_[kids.back()].type != family.index_types[at].value_or(kNumber)) {
      throw Failure("type", "`" + family.name + "`: an index of another type");
    }
    if (const Value* value = trees_.value(kids.back())) known.push_back(*value);
  }
  if (known.size() == kids.size()) {
    const auto found = family.members.find(known);
    if (found == family.members.end()) throw Failure("domain", "an index outside `" + family.name + "`");
    Item item;
    item.id = found->second;
    return item;
  }
  if (c.place == Context::Place::Query) throw Failure("type", "a variable outside a term");
  for (const auto& [index, variable] : family.members) {
    if (c.noise && !program_.variable(variable).noise) throw Failure("type", "noise depends on noise only");
  }
  Node node{Op::Member, program_.family_type(id), kids, {}};
  node.refers = {id, c.world.value_or(-1), -1, program_.family_domain(id), -1};
  return of(trees_.make(std::move(node)));
}

// `h[1, _]`: the members whose other indices are as given.
Item Expander::members(const Family& family, const std::vector<syntax::ExprId>& indices, const Context& c) {
  std::vector<std::optional<Value>> wanted;
  for (std::size_t at = 0; at < indices.size(); ++at) {
    wanted.emplace_back();
    if (std::holds_alternative<syntax::Wildcard>((*c.module)[indices[at]].node)) continue;
    const Value* value = trees_.value(index(indices[at], c, family.index_types[at]));
    if (value == nullptr) throw Failure("type", "a list of variables needs constant indices");
    wanted.back() = *value;
  }
  Item list;
  list.kind = Item::Kind::Variables;
  for (const auto& [index, variable] : family.members) {
    bool fits = true;
    for (std::size_t at = 0; at < wanted.size(); ++at)
      fits = fits && (!wanted[at] || *wanted[at] == index[at]);
    if (fits) list.variables.push_back(variable);
  }
  return list;
}

Item Expander::entry(const std::map<Index, Item>& table, const std::vector<syntax::ExprId>& indices,
                     const Context& c) {
  if (table.empty() || table.begin()->first.size() != indices.size()) {
    throw Failure("type", "number of indices");
  }
  std::vector<Tree> kids;
  Index known;
  for (std::size_t at = 0; at < indices.size(); ++at) {
    const Type type = type_of(table.begin()->first[at]);
    kids.push_back(index(indices[at], c, type));
    if (trees_[kids.back()].type != type) throw Failure("type", "an index of another type");
    if (const Value* value = trees_.value(kids.back())) known.push_back(*value);
  }
  if (known.size() == kids.size()) {
    const auto found = table.find(known);
    if (found == table.end()) throw Failure("domain", "an index outside a constant");
    return found->second;
  }
  Node node{Op::Lookup, kBool, kids, {}};
  node.count = static_cast<int>(kids.size());
  std::vector<Tree> elements;
  for (const auto& [index, item] : table) {
    node.keys.push_back(index);
    elements.push_back(tree_of(item, c));
  }
  unify(elements, std::nullopt);
  node.type = trees_[elements[0]].type;
  node.kids.insert(node.kids.end(), elements.begin(), elements.end());
  return of(trees_.make(std::move(node)));
}

// Arrays are indexed from 1; a label stands for its ord.
Item Expander::element(const Item& array, Tree index, const Context& c) {
  if (array.kind != Item::Kind::Array) throw Failure("type", "too many indices");
  if (trees_[index].type != kNumber) index = make(Op::Ord, kNumber, {index});
  const Value* value = trees_.value(index);
  if (value == nullptr) return picked(array.elements, index, c);
  const auto at = std::get<Rational>(*value).to_int64();
  if (!at || *at < 1 || *at > static_cast<std::int64_t>(array.elements.size())) {
    throw Failure("domain", "an index outside an array");
  }
  return array.elements[static_cast<std::size_t>(*at - 1)];
}

Item Expander::picked(const std::vector<Item>& options, Tree index, const Context& c) {
  if (options.empty()) throw Failure("domain", "an index into an empty array");
  if (options[0].kind == Item::Kind::Array) {
    Item row;
    row.kind = Item::Kind::Array;
    for (std::size_t i = 0; i < options[0].elements.size(); ++i) {
      std::vector<Item> column;
      for (const Item& option : options) column.push_back(option.elements[i]);
      row.elements.push_back(picked(column, index, c));
    }
    return row;
  }
  std::vector<Tree> elements;
  Node node{Op::Lookup, kBool, {index}, {}};
  node.count = 1;
  for (const Item& option : options) {
    elements.push_back(tree_of(option, c));
    node.keys.push_back({Value(Rational(static_cast<std::int64_t>(elements.size())))});
  }
  unify(elements, std::nullopt);
  node.type = trees_[elements[0]].type;
  node.kids.insert(node.kids.end(), elements.begin(), elements.end());
  return of(trees_.make(std::move(node)));
}

}  // namespace causeway::oracle
