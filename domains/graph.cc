#include "domains/graph.h"

#include <algorithm>
#include <deque>

namespace testfed {

DomainGraph::DomainGraph(const Declarations& head, const std::vector<const Declarations*>& bases)
    : head_size_(head.domains.size()) {
  auto add = [&](const Declarations& declarations) {
    for (const Domain& domain : declarations.domains) {
      if (ids_.emplace(domain.name, GraphId{static_cast<int>(names_.size())}).second) {
        names_.push_back(domain.name);
      }
    }
  };
  add(head);
  for (const Declarations* base : bases) add(*base);
  edges_.resize(names_.size());
  AddEdges(head, false);
  for (const Declarations* base : bases) AddEdges(*base, true);
  for (std::vector<Edge>& edges : edges_) {
    // The head's edges came first, so of equal ones the head's is kept.
    auto key = [](const Edge& e) { return std::make_pair(e.to, e.direct); };
    std::stable_sort(edges.begin(), edges.end(),
                     [&](const Edge& a, const Edge& b) { return key(a) < key(b); });
    edges.erase(std::unique(edges.begin(), edges.end(),
                            [&](const Edge& a, const Edge& b) { return key(a) == key(b); }),
                edges.end());
  }
}

void DomainGraph::AddEdges(const Declarations& declarations, bool at_base) {
  for (const Domain& domain : declarations.domains) {
    GraphId to = *Find(domain.name);
    auto add = [&](const std::vector<DeclaredName>& names, bool direct) {
      for (const DeclaredName& name : names) {
        GraphId from = *Find(name.name);  // the reader checked the names
        edges_[static_cast<size_t>(from)].push_back(
            {from, to, direct, declarations.At(name.position), at_base});
      }
    };
    add(domain.fully_affected_by, false);
    add(domain.must_run_all_tests_on_changes_in, true);
  }
}

std::optional<GraphId> DomainGraph::Find(std::string_view name) const {
  auto found = ids_.find(name);
  return found == ids_.end() ? std::nullopt : std::optional(found->second);
}

Reached ReachedFrom(const DomainGraph& graph, const std::vector<bool>& changed) {
  Reached reached{changed, std::vector<bool>(graph.size(), false),
                  std::vector<const DomainGraph::Edge*>(graph.size(), nullptr)};
  std::deque<GraphId> queue;
  for (size_t i = 0; i < graph.size(); ++i) {
    if (changed[i]) queue.push_back(GraphId{static_cast<int>(i)});
  }
  while (!queue.empty()) {
    GraphId from = queue.front();
    queue.pop_front();
    for (const DomainGraph::Edge& edge : graph.EdgesFrom(from)) {
      auto to = static_cast<size_t>(edge.to);
      if (edge.direct || reached.affected[to]) continue;
      reached.affected[to] = true;
      reached.cause[to] = &edge;
      queue.push_back(edge.to);
    }
  }
  for (size_t i = 0; i < graph.size(); ++i) {
    if (!changed[i]) continue;
    for (const DomainGraph::Edge& edge : graph.EdgesFrom(GraphId{static_cast<int>(i)})) {
      auto to = static_cast<size_t>(edge.to);
      if (!edge.direct || reached.affected[to] || reached.direct_only[to]) continue;
      reached.direct_only[to] = true;
      reached.cause[to] = &edge;
    }
  }
  return reached;
}

}  // namespace testfed
