// Which domain affects which: the edges of one configuration, or of several at once, since what
// widens is united over the configurations at base and head.
#ifndef TESTFED_DOMAINS_GRAPH_H_
#define TESTFED_DOMAINS_GRAPH_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "domains/declarations.h"

namespace testfed {

// Index of a domain in a graph: the head's domains in order of declaration, then those that only
// a base has, in the order of theirs.
enum class GraphId : int {};

class DomainGraph {
 public:
  struct Edge {
    GraphId from;          // when this one is affected (or, direct, changed) ...
    GraphId to;            // ... this one is affected
    bool direct = false;   // mustRunAllTestsOnChangesIn: one step, from changed domains only
    Place at;              // of the name in the list
    bool at_base = false;  // only a base declares it
  };

  explicit DomainGraph(const Declarations& head) : DomainGraph(head, {}) {}
  // Linear in domains and edges, hashing of names aside.
  DomainGraph(const Declarations& head, const std::vector<const Declarations*>& bases);
  DomainGraph(DomainGraph&&) = default;
  DomainGraph& operator=(DomainGraph&&) = default;

  size_t size() const { return names_.size(); }
  const std::string& Name(GraphId id) const { return names_[static_cast<size_t>(id)]; }
  std::optional<GraphId> Find(std::string_view name) const;
  bool IsInHead(GraphId id) const { return static_cast<size_t>(id) < head_size_; }
  // In order of the domains they lead to.
  std::span<const Edge> EdgesFrom(GraphId id) const {
    const size_t begin = first_[static_cast<size_t>(id)];
    return std::span(edges_).subspan(begin, first_[static_cast<size_t>(id) + 1] - begin);
  }

 private:
  std::vector<std::string> names_;                      // never changed once they are all there
  absl::flat_hash_map<std::string_view, GraphId> ids_;  // by the text in names_
  std::vector<Edge> edges_;                             // by `from`, side by side
  std::vector<size_t> first_;                           // of each domain and of none after it
  size_t head_size_ = 0;
};

// What a set of changed domains reaches. All vectors are by GraphId.
struct Reached {
  std::vector<bool> affected;     // changed, or reached through fullyAffectedBy
  std::vector<bool> direct_only;  // reached only through mustRunAllTestsOnChangesIn
  // The edge that reached it first: following `cause` leads to a changed domain by a shortest
  // chain. Null for changed and for untouched domains.
  std::vector<const DomainGraph::Edge*> cause;

  bool Includes(GraphId id) const {
    return affected[static_cast<size_t>(id)] || direct_only[static_cast<size_t>(id)];
  }
};

// Linear in domains and edges. `graph` must outlive the answer.
Reached ReachedFrom(const DomainGraph& graph, const std::vector<bool>& changed);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_GRAPH_H_
