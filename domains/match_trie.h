// All patterns of a set of rules as one trie of path segments, so that a directory is matched once
// and not once a file (facts and alternatives: docs/performance.md).
//
// A node stands for the segments that led to it. Literal children of all nodes lie in one hash
// table, so do suffixes such as `*.cc`; prefixes are sorted for binary search; only `*x*` and
// expressions without a literal start are tried one by one. `**` is a node that stays active below
// the directory where it was entered.
//
// The nodes that are active in a directory are asked as one `NodeSet`, which knows beforehand where
// any name leads and has filters of 64 bits that most names do not pass.
#ifndef TESTFED_DOMAINS_MATCH_TRIE_H_
#define TESTFED_DOMAINS_MATCH_TRIE_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domains/name_table.h"
#include "domains/pattern.h"

namespace testfed {

struct MatchRule {
  const std::vector<Alternative>* alternatives;  // must outlive the trie
  int slot;      // what the rule is about: rules of one slot compete, slots do not
  bool include;  // false: an exclude, which wins ties
};

class MatchTrie {
 public:
  // What a rule says once a node is reached.
  struct Terminal {
    int slot;
    int rule;  // index into the rules
    int literals;
    Reach reach;
    bool include;
  };

  // Nodes with all that they ask of a name. Made by SetOf, read by Step.
  struct NodeSet {
    std::vector<int> nodes;      // ascending: what the set is
    std::vector<int> always;     // those that any name reaches and that have terminals
    std::vector<int> remaining;  // those that any name reaches and that have children, ascending
    std::vector<int> literals;   // nodes that have literal children
    std::vector<std::pair<std::uint32_t, int>> suffixes;  // length, node; ascending
    std::vector<int> prefixes;                            // nodes that have prefixes
    std::vector<std::pair<const Segment*, int>> others;   // tried one by one
    // A name whose bit is not set has no such child.
    std::uint64_t literal_filter = 0, suffix_filter = 0, prefix_filter = 0;
  };

  explicit MatchTrie(const std::vector<MatchRule>& rules);
  MatchTrie(const MatchTrie&) = delete;
  MatchTrie& operator=(const MatchTrie&) = delete;

  // Node 0 is the root, node 0 and its `**` child are active there.
  const std::vector<int>& RootNodes() const { return root_nodes_; }
  std::span<const Terminal> TerminalsOf(int node) const {
    const Node& at = nodes_[static_cast<size_t>(node)];
    return std::span(terminals_).subspan(at.first_terminal, at.terminals);
  }
  bool HasChildren(int node) const { return nodes_[static_cast<size_t>(node)].has_children; }

  NodeSet SetOf(std::vector<int> nodes) const;  // `nodes` ascending

  // Replaces `reached` by the nodes that `name` leads to, `**` nodes included, but for those that
  // any name reaches. A node may come twice.
  void Step(const NodeSet& set, std::string_view name, std::vector<int>& reached) const;

  size_t rules() const { return rules_; }  // how many

 private:
  struct Prefix {
    std::string_view text;
    int longest_shorter = -1;  // index of the longest other prefix that is a prefix of this one
    std::vector<std::pair<const Segment*, int>> children;  // segment (suffix, expression) -> node
  };
  // The children of a node that are neither literal nor `*` nor `**`.
  struct Wildcards {
    std::vector<Prefix> prefixes;               // sorted by text
    std::vector<std::uint64_t> prefix_keys;     // the first eight bytes of each, to search faster
    std::vector<std::uint32_t> suffix_lengths;  // distinct, ascending
    std::vector<std::pair<const Segment*, int>> others;
    std::uint64_t suffix_filter = 0, prefix_filter = 0;
  };
  struct Node {
    std::uint64_t literal_filter = 0;
    std::uint32_t first_terminal = 0, terminals = 0;
    int any = -1;
    int any_depth = -1;  // the `**` child, which is active together with this node
    int wildcards = -1;  // index, -1: none
    bool stays = false;  // this is a `**` node
    bool has_children = false;
  };

  int ChildOf(int node, const Segment& segment, NameTable& expressions);
  int NewChild(int node);
  Wildcards& WildcardsOf(int node);
  static void SortPrefixes(Wildcards& wildcards);
  void Append(int node, std::vector<int>& reached) const;
  void StepPrefixes(const Wildcards& wildcards, std::string_view name,
                    std::vector<int>& reached) const;

  std::vector<Node> nodes_;
  std::vector<Wildcards> wildcards_;
  std::vector<Terminal> terminals_;  // by node
  NameTable literals_, suffixes_;
  std::vector<int> root_nodes_;
  size_t rules_;
};

}  // namespace testfed

#endif  // TESTFED_DOMAINS_MATCH_TRIE_H_
