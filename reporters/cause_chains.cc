#include "reporters/cause_chains.h"

#include <algorithm>

namespace testfed {
namespace {

bool IsOwnCause(const Reason& reason) {
  return reason.kind == Reason::Kind::kChanges || reason.kind == Reason::Kind::kDeclaration ||
         reason.kind == Reason::Kind::kTrailer;
}

}  // namespace

CauseChains::CauseChains(const Plan& plan) {
  for (const AffectedDomain& domain : plan.affected) {
    Node& node = nodes_[IndexOf(domain.name)];
    node.reasons = &domain.reasons;
    node.changed = domain.changed;
  }
  for (const Removed& removed : plan.removed) {
    if (!removed.suite.empty()) continue;
    Node& node = nodes_[IndexOf(removed.domain)];
    if (node.reasons != nullptr) continue;
    node.reasons = &removed.reasons;
    node.changed = std::any_of(removed.reasons.begin(), removed.reasons.end(), IsOwnCause);
  }
  Search();
  FindDirectSteps();
}

size_t CauseChains::IndexOf(std::string_view name) {
  auto [at, is_new] = index_.emplace(name, nodes_.size());
  if (is_new) {
    nodes_.emplace_back();
    nodes_.back().name = name;
  }
  return at->second;
}

const CauseChains::Node* CauseChains::Find(std::string_view name) const {
  auto at = index_.find(name);
  return at == index_.end() ? nullptr : &nodes_[at->second];
}

// Breadth first from all changed domains at once.
void CauseChains::Search() {
  struct Edge {
    size_t to;
    const Reason* reason;
  };
  std::vector<std::vector<Edge>> edges_from;
  const size_t described = nodes_.size();
  for (size_t to = 0; to < described; ++to) {
    if (nodes_[to].reasons == nullptr) continue;
    for (const Reason& reason : *nodes_[to].reasons) {
      if (reason.kind != Reason::Kind::kEdge) continue;
      const size_t from = IndexOf(reason.domain);
      edges_from.resize(std::max(edges_from.size(), from + 1));
      edges_from[from].push_back({to, &reason});
    }
  }
  edges_from.resize(nodes_.size());

  std::vector<size_t> level;
  for (size_t i = 0; i < nodes_.size(); ++i) {
    // A name that only an edge knows has no cause that could be shown: the chain begins there.
    if (!nodes_[i].changed && nodes_[i].reasons != nullptr) continue;
    nodes_[i].distance = 0;
    nodes_[i].first = i;
    level.push_back(i);
  }
  for (size_t distance = 1; !level.empty(); ++distance) {
    std::vector<size_t> next;
    // In order of declaration, so that the first to reach a domain is the one declared first.
    std::sort(level.begin(), level.end());
    for (size_t from : level) {
      for (const Edge& edge : edges_from[from]) {
        Node& to = nodes_[edge.to];
        if (to.distance != SIZE_MAX) continue;
        to.distance = distance;
        to.step = edge.reason;
        to.from = from;
        to.first = nodes_[from].first;
        to.second = distance == 1 ? edge.to : nodes_[from].second;
        next.push_back(edge.to);
      }
    }
    level = std::move(next);
  }
}

void CauseChains::FindDirectSteps() {
  const size_t described = nodes_.size();
  for (size_t i = 0; i < described; ++i) {
    if (nodes_[i].reasons == nullptr || nodes_[i].distance <= 1) continue;
    size_t best = SIZE_MAX;
    for (const Reason& reason : *nodes_[i].reasons) {
      if (reason.kind != Reason::Kind::kDirectEdge) continue;
      const size_t from = IndexOf(reason.domain);
      if (from < best) {
        best = from;
        nodes_[i].direct = &reason;
      }
    }
  }
}

const Reason* CauseChains::LastStepOf(std::string_view domain) const {
  const Node* node = Find(domain);
  if (node == nullptr) return nullptr;
  return node->direct != nullptr ? node->direct : node->step;
}

std::vector<std::string_view> CauseChains::ChainOf(std::string_view domain) const {
  std::vector<std::string_view> chain;
  const Node* node = Find(domain);
  if (node == nullptr) return chain;
  chain.push_back(node->name);
  if (node->direct != nullptr) {
    chain.emplace_back(node->direct->domain);
  } else {
    // Each step lowers the distance by one, so that this ends.
    while (node->step != nullptr) {
      node = &nodes_[node->from];
      chain.push_back(node->name);
    }
  }
  std::reverse(chain.begin(), chain.end());
  return chain;
}

CauseChains::Shown CauseChains::ShownChainOf(std::string_view domain) const {
  const Node* node = Find(domain);
  const bool is_long = node != nullptr && node->direct == nullptr && node->step != nullptr &&
                       node->distance >= kShown;
  if (!is_long) return {ChainOf(domain), 0};
  // Two at the cause, two at the effect; between them, what was left out.
  return {{nodes_[node->first].name, nodes_[node->second].name, "", nodes_[node->from].name,
           node->name},
          node->distance + 1 - 4};
}

}  // namespace testfed
