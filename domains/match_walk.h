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

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "domains/match_trie.h"

namespace testfed {

struct Winner {
  int slot;
  int depth;  // segments of the path that matched
  int literals;
  int rule;
  bool include;
  bool operator==(const Winner&) const = default;
  template <typename H>
  friend H AbslHashValue(H h, const Winner& w) {
    return H::combine(std::move(h), w.slot, w.depth, w.literals, w.rule, w.include);
  }
};

// Whether `a` decides over `b`; both are of one slot.
bool Outranks(const Winner& a, const Winner& b);

enum class WinnersId : int {};
inline constexpr WinnersId kNoWinners{-1};  // not asked yet

class MatchWalk {
 public:
  explicit MatchWalk(const MatchTrie& trie);
  MatchWalk(const MatchWalk&) = delete;
  MatchWalk& operator=(const MatchWalk&) = delete;

  // A directory on the way; a value, cheap to copy.
  struct Directory {
    int active = 0;       // interned set of nodes that can still match below
    WinnersId winners{};  // inherited by everything below
    int depth = 0;
    // With the patterns that match any file here; the first file that asks fills it in.
    mutable WinnersId file_winners = kNoWinners;
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

  // A set of active nodes, with the set that is active below a directory whose name nothing but
  // `*` and `**` matches.
  struct ActiveSet {
    MatchTrie::NodeSet nodes;
    int below = -1;  // interned when first needed
  };

  int ActiveBelow(int active);
  int ActiveWith(int active, int node);  // `active` and one more node
  WinnersId Apply(WinnersId winners, int node, bool is_file, int depth);
  WinnersId Intern(const std::vector<Winner>& winners);
  int InternActive(std::vector<int> nodes);

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
  std::deque<std::vector<Winner>> winners_;             // a deque: references hold while it grows
  absl::flat_hash_map<std::uint64_t, int> winner_ids_;  // by hash: the last set that has it
  std::vector<int> same_hash_;  // of each set of winners, the one before with its hash, or -1
  std::deque<ActiveSet> actives_;
  absl::flat_hash_map<std::vector<int>, int> active_ids_;
  absl::flat_hash_map<std::uint64_t, int> active_with_;  // by set and node
  absl::flat_hash_map<ApplyKey, WinnersId> applied_;
  std::vector<int> reached_;   // scratch of Enter and File
  std::vector<Winner> next_;   // scratch of Apply
  std::vector<bool> matched_;  // by rule
  Directory root_;
  // Resolve's stack: names of the last path's directories, with their state.
  std::vector<std::pair<std::string, Directory>> stack_;
};

}  // namespace testfed

#endif  // TESTFED_DOMAINS_MATCH_WALK_H_
