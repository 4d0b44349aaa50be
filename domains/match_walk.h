// A walk over directories and files that says, for each, which rule of each slot decides.
//
// The order of DESIGN (docs/patterns.md): of all rules of a slot that match the file or one of its
// ancestors, the deepest match wins, then the one with more literal bytes, then the exclude; a full
// tie goes to the rule declared first. What wins on a directory is inherited by everything below,
// so a file is asked only for the nodes that are still active there.
//
// Sets of winners are interned: one small id a path, equal exactly when slots, ranks and rules are.
// One walk for one thread; the trie is shared.
#ifndef TESTFED_DOMAINS_MATCH_WALK_H_
#define TESTFED_DOMAINS_MATCH_WALK_H_

#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "domains/match_trie.h"

namespace testfed {

struct Winner {
  int slot;
  int depth;     // segments of the path that matched
  int literals;
  int rule;
  bool include;
  bool operator==(const Winner&) const = default;
  template <typename H>
  friend H AbslHashValue(H h, const Winner& w) {
    return H::combine(std::move(h), w.slot, w.depth, w.literals, w.rule, w.include);
  }
};

enum class WinnersId : int {};

class MatchWalk {
 public:
  explicit MatchWalk(const MatchTrie& trie);

  // A directory on the way; a value, cheap to copy.
  struct Directory {
    int active = 0;         // interned set of nodes that can still match below
    WinnersId winners{};    // inherited by everything below
    int depth = 0;
  };

  Directory Root() const { return root_; }
  Directory Enter(const Directory& directory, std::string_view name);
  WinnersId File(const Directory& directory, std::string_view name);
  // A file directly in `directory` whose name nothing but `*` matches: what a new file would get.
  WinnersId NewFile(const Directory& directory);
  // Nothing below matches any more: every path there has `directory.winners`.
  bool IsSettled(const Directory& directory) const { return directory.active == kNone; }

  // A whole path; directories of the path before are reused, so sorted input is fastest.
  WinnersId Resolve(std::string_view path);

  // At most one winner a slot, sorted by slot. The reference holds as long as the walk.
  const std::vector<Winner>& WinnersOf(WinnersId id) const {
    return winners_[static_cast<size_t>(id)];
  }
  size_t winners_count() const { return winners_.size(); }

  // Whether the rule matched anything so far, deciding or not.
  bool HasMatched(int rule) const { return matched_[static_cast<size_t>(rule)]; }

 private:
  static constexpr int kNone = 0;  // the empty set of active nodes

  WinnersId Apply(WinnersId winners, int node, bool is_file, int depth);
  WinnersId Intern(std::vector<Winner> winners);
  int InternActive(const std::vector<int>& nodes);

  struct ApplyKey {
    WinnersId winners;
    int node;  // shifted left by one, plus one for a file
    int depth;
    bool operator==(const ApplyKey&) const = default;
    template <typename H>
    friend H AbslHashValue(H h, const ApplyKey& k) {
      return H::combine(std::move(h), k.winners, k.node, k.depth);
    }
  };

  const MatchTrie& trie_;
  std::deque<std::vector<Winner>> winners_;  // a deque: references hold while it grows
  absl::flat_hash_map<std::vector<Winner>, int> winner_ids_;
  std::deque<std::vector<int>> actives_;
  absl::flat_hash_map<std::vector<int>, int> active_ids_;
  absl::flat_hash_map<ApplyKey, WinnersId> applied_;
  std::vector<int> reached_;  // scratch
  std::vector<bool> matched_;  // by rule
  Directory root_;
  // Resolve's stack: names of the last path's directories, with their state.
  std::vector<std::pair<std::string, Directory>> stack_;
};

}  // namespace testfed

#endif  // TESTFED_DOMAINS_MATCH_WALK_H_
