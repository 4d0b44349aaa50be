// All patterns of a set of rules as one trie of path segments, so that a directory is matched once
// and not once a file (facts and alternatives: docs/performance.md).
//
// A node stands for the segments that led to it. Literal children of all nodes lie in one hash
// table, so do suffixes such as `*.cc`; prefixes are sorted for binary search; only `*x*` and
// expressions without a literal start are tried one by one. `**` is a node that stays active below
// the directory where it was entered.
#ifndef TESTFED_DOMAINS_MATCH_TRIE_H_
#define TESTFED_DOMAINS_MATCH_TRIE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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

  explicit MatchTrie(const std::vector<MatchRule>& rules);
  MatchTrie(const MatchTrie&) = delete;
  MatchTrie& operator=(const MatchTrie&) = delete;

  // Node 0 is the root, node 0 and its `**` child are active there.
  const std::vector<int>& RootNodes() const { return root_nodes_; }
  const std::vector<Terminal>& TerminalsOf(int node) const {
    return nodes_[static_cast<size_t>(node)].terminals;
  }
  bool HasChildren(int node) const { return nodes_[static_cast<size_t>(node)].has_children; }

  // Appends the nodes that `name` leads to from `node`, `**` nodes included. `hash` is
  // HashOf(name). No node is appended twice for one `node`.
  void Step(int node, std::string_view name, std::uint64_t hash, std::vector<int>& reached) const;

  // The node of `*` below `node`, where any name leads; -1 if there is none.
  int AnyChild(int node) const { return nodes_[static_cast<size_t>(node)].any; }

  size_t rules() const { return rules_; }  // how many

  static std::uint64_t HashOf(std::string_view name);

 private:
  struct Prefix {
    std::string text;
    int longest_shorter = -1;  // index of the longest other prefix that is a prefix of this one
    std::vector<std::pair<const Segment*, int>> children;  // segment (suffix, expression) -> node
  };
  struct Node {
    std::vector<Terminal> terminals;
    std::vector<Prefix> prefixes;                        // sorted by text
    std::vector<std::pair<const Segment*, int>> others;  // tried one by one
    std::vector<std::uint32_t> suffix_lengths;           // distinct, ascending
    int any = -1;
    int any_depth = -1;  // the `**` child, which is active together with this node
    bool stays = false;  // this is a `**` node
    bool has_literals = false;
    bool has_children = false;
  };
  // Open addressing; `node` < 0 marks an empty place.
  struct Entry {
    std::uint64_t hash = 0;
    int node = -1;
    int child = -1;
    const std::string* text = nullptr;
  };
  class Table {
   public:
    void Reserve(size_t entries);
    void Insert(int node, std::uint64_t hash, const std::string* text, int child);
    int Find(int node, std::uint64_t hash, std::string_view text) const;

   private:
    static std::uint64_t Mix(int node, std::uint64_t hash);
    std::vector<Entry> entries_;
    std::uint64_t mask_ = 0;
  };

  void Append(int node, std::vector<int>& reached) const;
  void StepPrefixes(const Node& node, std::string_view name, std::vector<int>& reached) const;
  void SortPrefixes(Node& node);

  std::vector<Node> nodes_;
  Table literals_, suffixes_;
  std::vector<int> root_nodes_;
  size_t rules_;
};

}  // namespace testfed

#endif  // TESTFED_DOMAINS_MATCH_TRIE_H_
