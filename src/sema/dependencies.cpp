// SPDX-License-Identifier: MIT
#include "sema/dependencies.hpp"

#include <algorithm>
#include <map>

namespace causeway::sema {

namespace {

class Graph {
 public:
  Graph(const CheckedModel& model, const Sites& sites) : model_(model) {
    add_all(Entity::Kind::Domain, sites.domains);
    add_all(Entity::Kind::Constant, sites.constants);
    add_all(Entity::Kind::Extern, sites.externs);
    add_all(Entity::Kind::Function, sites.functions);
    for (std::size_t i = 0; i < sites.families.size(); ++i) add(Entity::Kind::Family, i);
    connect_all(Entity::Kind::Domain, sites.domains);
    connect_all(Entity::Kind::Constant, sites.constants);
    connect_all(Entity::Kind::Extern, sites.externs);
    connect_all(Entity::Kind::Function, sites.functions);
    for (std::size_t i = 0; i < sites.families.size(); ++i) {
      for (const Site& site : sites.families[FamilyId(i)]) connect(node(Entity::Kind::Family, i), site);
    }
  }

  std::vector<EntityGroup> components();

 private:
  static constexpr std::size_t kKinds = 6;

  template <typename Table>
  void add_all(Entity::Kind kind, const Table& table) {
    for (std::size_t i = 0; i < table.size(); ++i) add(kind, i);
  }
  template <typename Table>
  void connect_all(Entity::Kind kind, const Table& table) {
    std::size_t i = 0;
    for (const Site& site : table) connect(node(kind, i++), site);
  }
  void add(Entity::Kind kind, std::size_t index) {
    nodes_[static_cast<std::size_t>(kind)].push_back(entities_.size());
    entities_.push_back({kind, static_cast<std::uint32_t>(index), {}});
    edges_.emplace_back();
  }
  std::size_t node(Entity::Kind kind, std::size_t index) const {
    return nodes_[static_cast<std::size_t>(kind)][index];
  }
  void connect(std::size_t from, const Site& site);
  void connect_name(std::size_t from, const Scope& scope, const std::string& name);

  const CheckedModel& model_;
  std::vector<Entity> entities_;
  std::vector<std::vector<std::size_t>> edges_;
  std::vector<std::size_t> nodes_[kKinds];
};

void Graph::connect_name(std::size_t from, const Scope& scope, const std::string& name) {
  const auto found = scope.names.find(name);
  if (found == scope.names.end() || found->second.kind == Entity::Kind::Query) return;
  edges_[from].push_back(node(found->second.kind, found->second.index));
}

void Graph::connect(std::size_t from, const Site& site) {
  if (site.declaration == nullptr) return;
  const LoadedModule& module = model_.modules[site.module];
  const auto name = [&](const std::string& text) { connect_name(from, module.scope, text); };
  for (std::size_t i = site.declaration->first_expr.index(); i < site.declaration->end_expr.index(); ++i) {
    const syntax::Node& expr = (*module.tree)[syntax::ExprId(i)].node;
    if (const auto* bare = std::get_if<syntax::Name>(&expr)) name(bare->text);
    if (const auto* full = std::get_if<syntax::Qualified>(&expr)) name(full->type.text);
    if (const auto* call = std::get_if<syntax::Call>(&expr)) name(call->callee.text);
    if (const auto* match = std::get_if<syntax::Match>(&expr)) {
      for (const syntax::Arm& arm : match->arms) {
        for (const syntax::Pattern& pattern : arm.patterns) {
          for (const syntax::PatternItem& item : pattern.alternatives) {
            for (const syntax::PatternAtom* atom : {&item.value, item.upper ? &*item.upper : &item.value}) {
              if (const auto* constant = std::get_if<syntax::PatternName>(atom)) name(constant->text);
              if (const auto* label = std::get_if<syntax::Qualified>(atom)) name(label->type.text);
            }
          }
        }
      }
    }
  }
}

/// Tarjan's strongly connected components, with a stack of its own: chains of declarations may be long.
std::vector<EntityGroup> Graph::components() {
  constexpr std::size_t kUnseen = static_cast<std::size_t>(-1);
  std::vector<std::size_t> order(entities_.size(), kUnseen);
  std::vector<std::size_t> low(entities_.size(), 0);
  std::vector<bool> open(entities_.size(), false);
  std::vector<std::size_t> stack;
  struct Visit {
    std::size_t node;
    std::size_t next_edge;
  };
  std::vector<Visit> visits;
  std::vector<EntityGroup> groups;
  std::size_t counter = 0;
  const auto enter = [&](std::size_t n) {
    order[n] = low[n] = counter++;
    open[n] = true;
    stack.push_back(n);
    visits.push_back({n, 0});
  };
  const auto leave = [&](std::size_t n) {
    if (low[n] != order[n]) return;
    EntityGroup group;
    std::size_t member = kUnseen;
    while (member != n) {
      member = stack.back();
      stack.pop_back();
      open[member] = false;
      group.members.push_back(entities_[member]);
    }
    std::reverse(group.members.begin(), group.members.end());
    const bool loop = std::find(edges_[n].begin(), edges_[n].end(), n) != edges_[n].end();
    group.recursive = group.members.size() > 1 || loop;
    groups.push_back(std::move(group));
  };
  for (std::size_t root = 0; root < entities_.size(); ++root) {
    if (order[root] == kUnseen) enter(root);
    while (!visits.empty()) {
      Visit& visit = visits.back();
      const std::size_t n = visit.node;
      if (visit.next_edge < edges_[n].size()) {
        const std::size_t to = edges_[n][visit.next_edge++];
        if (order[to] == kUnseen) {
          enter(to);
        } else if (open[to]) {
          low[n] = std::min(low[n], order[to]);
        }
        continue;
      }
      visits.pop_back();
      if (!visits.empty()) low[visits.back().node] = std::min(low[visits.back().node], low[n]);
      leave(n);
    }
  }
  return groups;
}

}  // namespace

std::vector<EntityGroup> checking_order(const CheckedModel& model, const Sites& sites) {
  return Graph(model, sites).components();
}

}  // namespace causeway::sema
