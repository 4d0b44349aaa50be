#include "domains/graph.h"

#include <algorithm>
#include <deque>

namespace testfed {

DomainGraph::DomainGraph(const Declarations& head, const std::vector<const Declarations*>& bases)
    : head_size_(head.domains.size()) {
  std::vector<const Declarations*> ends = {&head};
  ends.insert(ends.end(), bases.begin(), bases.end());
  size_t most = 0;
  for (const Declarations* end : ends) most += end->domains.size();
  names_.reserve(most);  // so that no text moves
  ids_.reserve(most);
  for (const Declarations* end : ends) {
    for (const Domain& domain : end->domains) {
      if (ids_.contains(domain.name)) continue;
      names_.push_back(domain.name);
      ids_.emplace(names_.back(), GraphId{static_cast<int>(names_.size()) - 1});
    }
  }

  // Visiting the targets in their order, and of each the head first, leaves the edges of each
  // domain in order of where they lead, and the head's first among equal ones.
  struct Declared {
    GraphId from, to;
    bool direct;
    const Declarations* in;
    Position position;
  };
  std::vector<std::vector<std::pair<const Declarations*, const Domain*>>> declared(names_.size());
  for (const Declarations* end : ends) {
    for (const Domain& domain : end->domains) {
      declared[static_cast<size_t>(*Find(domain.name))].emplace_back(end, &domain);
    }
  }
  std::vector<Declared> found;
  std::vector<size_t> counts(names_.size() + 1, 0);
  for (size_t to = 0; to < names_.size(); ++to) {
    for (const bool direct : {false, true}) {
      for (const auto& [in, domain] : declared[to]) {
        const auto& names =
            direct ? domain->must_run_all_tests_on_changes_in : domain->fully_affected_by;
        for (const DeclaredName& name : names) {
          const GraphId from = *Find(name.name);  // the reader checked the names
          found.push_back({from, GraphId{static_cast<int>(to)}, direct, in, name.position});
          ++counts[static_cast<size_t>(from) + 1];
        }
      }
    }
  }
  for (size_t i = 1; i < counts.size(); ++i) counts[i] += counts[i - 1];
  std::vector<std::uint32_t> order(found.size());  // by `from`, a counting sort
  std::vector<size_t> next(counts.begin(), counts.end());
  for (size_t i = 0; i < found.size(); ++i) {
    order[next[static_cast<size_t>(found[i].from)]++] = static_cast<std::uint32_t>(i);
  }
  first_.reserve(names_.size() + 1);
  edges_.reserve(found.size());
  for (size_t from = 0; from < names_.size(); ++from) {
    first_.push_back(edges_.size());
    const Declared* last = nullptr;
    for (size_t i = counts[from]; i < counts[from + 1]; ++i) {
      const Declared& edge = found[order[i]];
      if (last != nullptr && last->to == edge.to && last->direct == edge.direct) continue;
      last = &edge;
      edges_.push_back(
          {edge.from, edge.to, edge.direct, edge.in->At(edge.position), edge.in != &head});
    }
  }
  first_.push_back(edges_.size());
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
