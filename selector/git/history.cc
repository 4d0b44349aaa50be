#include "selector/git/history.h"

#include <algorithm>
#include <deque>
#include <limits>
#include <queue>
#include <unordered_map>
#include <utility>

namespace testfed {
namespace {

struct Node {
  Commit commit;
  bool cut = false;
  unsigned flags = 0;
  bool queued = false;
  bool listed = false;
  size_t order = 0;  // of discovery: decides between equal times
};

struct OlderLast {
  bool operator()(const Node* a, const Node* b) const {
    if (a->commit.committer_time != b->commit.committer_time) {
      return a->commit.committer_time < b->commit.committer_time;
    }
    return a->order > b->order;
  }
};

// Commits painted with flags that run down to their parents, newest first. A commit whose flags
// grow after it was visited is visited again: the colours are right whatever the clocks say.
class Painting {
 public:
  // `settled`: a queued commit with this flag cannot change the answer.
  Painting(const CommitSource& source, unsigned settled) : source_(source), settled_(settled) {}

  absl::Status Add(const std::string& id, unsigned flags) {
    TESTFED_ASSIGN_OR_RETURN(Node * node, Get(id));
    Paint(node, flags);
    return absl::OkStatus();
  }

  bool HasUnsettled() const { return unsettled_ > 0; }
  const Node* Next() const { return queue_.empty() ? nullptr : queue_.top(); }

  Node* Pop() {
    Node* node = queue_.top();
    queue_.pop();
    node->queued = false;
    if ((node->flags & settled_) == 0) --unsettled_;
    return node;
  }

  absl::Status PaintParents(const Node& node, unsigned flags) {
    if (node.cut) return absl::OkStatus();
    for (const std::string& parent : node.commit.parents) {
      auto found = Get(parent);
      if (absl::IsNotFound(found.status())) {
        return Error("commit `" + parent + "`, a parent of `" + node.commit.id +
                         "`, is not here: the repository is damaged",
                     "see what else is", "git fsck");
      }
      if (!found.ok()) return found.status();
      Paint(*found, flags);
    }
    return absl::OkStatus();
  }

  const std::deque<Node>& nodes() const { return nodes_; }
  unsigned FlagsOf(const std::string& id) const {
    auto found = by_id_.find(id);
    return found == by_id_.end() ? 0 : found->second->flags;
  }

 private:
  absl::StatusOr<Node*> Get(const std::string& id) {
    if (auto found = by_id_.find(id); found != by_id_.end()) return found->second;
    TESTFED_ASSIGN_OR_RETURN(Commit commit, source_.Find(id));
    Node& node = nodes_.emplace_back();
    node.commit = std::move(commit);
    node.cut = source_.IsCut(id);
    node.order = nodes_.size();
    by_id_.emplace(id, &node);
    return &node;
  }

  void Paint(Node* node, unsigned flags) {
    if ((node->flags & flags) == flags) return;
    bool was_unsettled = node->queued && (node->flags & settled_) == 0;
    node->flags |= flags;
    if (!node->queued) {
      node->queued = true;
      queue_.push(node);
    }
    bool is_unsettled = (node->flags & settled_) == 0;
    if (is_unsettled && !was_unsettled) ++unsettled_;
    if (!is_unsettled && was_unsettled) --unsettled_;
  }

  const CommitSource& source_;
  const unsigned settled_;
  size_t unsettled_ = 0;    // queued commits without the flag
  std::deque<Node> nodes_;  // addresses stay
  std::unordered_map<std::string, Node*> by_id_;
  std::priority_queue<Node*, std::vector<Node*>, OlderLast> queue_;
};

constexpr unsigned kOne = 1;
constexpr unsigned kTwo = 2;
constexpr unsigned kBelowCommon = 4;  // an ancestor of a common ancestor: never a best one

// The algorithm of git's paint_down_to_common (commit-reach.c).
absl::Status PaintDownToCommon(Painting& painting) {
  while (painting.HasUnsettled()) {
    Node* node = painting.Pop();
    unsigned flags = node->flags;
    if ((flags & (kOne | kTwo)) == (kOne | kTwo)) flags |= kBelowCommon;
    TESTFED_RETURN_IF_ERROR(painting.PaintParents(*node, flags));
  }
  return absl::OkStatus();
}

// Where clocks run backwards, a common ancestor can be found before the walk knows that another
// one descends from it. Painting the candidates against each other tells.
absl::StatusOr<std::vector<std::string>> WithoutAncestorsOfOthers(const CommitSource& source,
                                                                  std::vector<std::string> ids) {
  std::vector<std::string> best;
  for (size_t i = 0; i < ids.size(); ++i) {
    Painting painting(source, kBelowCommon);
    TESTFED_RETURN_IF_ERROR(painting.Add(ids[i], kOne));
    for (size_t j = 0; j < ids.size(); ++j) {
      if (j != i) TESTFED_RETURN_IF_ERROR(painting.Add(ids[j], kTwo));
    }
    TESTFED_RETURN_IF_ERROR(PaintDownToCommon(painting));
    if ((painting.FlagsOf(ids[i]) & kTwo) == 0) best.push_back(ids[i]);
  }
  return best;
}

}  // namespace

absl::StatusOr<MergeBases> FindMergeBases(const CommitSource& source, const std::string& a,
                                          const std::string& b) {
  Painting painting(source, kBelowCommon);
  TESTFED_RETURN_IF_ERROR(painting.Add(a, kOne));
  if (a == b) return MergeBases{{a}, true};  // whatever lies behind it
  TESTFED_RETURN_IF_ERROR(painting.Add(b, kTwo));
  TESTFED_RETURN_IF_ERROR(PaintDownToCommon(painting));
  MergeBases bases;
  for (const Node& node : painting.nodes()) {
    if ((node.flags & kBelowCommon) != 0) continue;
    if ((node.flags & (kOne | kTwo)) == (kOne | kTwo)) {
      bases.ids.push_back(node.commit.id);
    } else if (node.cut) {
      bases.complete = false;
    }
  }
  if (bases.ids.size() > 1) {
    TESTFED_ASSIGN_OR_RETURN(bases.ids, WithoutAncestorsOfOthers(source, std::move(bases.ids)));
  }
  std::sort(bases.ids.begin(), bases.ids.end());
  return bases;
}

absl::StatusOr<CommitRange> CommitsBetween(const CommitSource& source,
                                           const std::vector<std::string>& bases,
                                           const std::string& head) {
  constexpr unsigned kWanted = kOne;
  constexpr unsigned kHidden = kTwo;
  Painting painting(source, kHidden);
  TESTFED_RETURN_IF_ERROR(painting.Add(head, kWanted));
  for (const std::string& base : bases) TESTFED_RETURN_IF_ERROR(painting.Add(base, kHidden));
  std::vector<Node*> listed;
  std::int64_t oldest = std::numeric_limits<std::int64_t>::max();
  while (const Node* next = painting.Next()) {
    // A hidden commit that is younger than a wanted one may still turn out to descend from it.
    if (!painting.HasUnsettled() && next->commit.committer_time < oldest) break;
    Node* node = painting.Pop();
    if ((node->flags & kHidden) == 0) {
      oldest = std::min(oldest, node->commit.committer_time);
      if (!std::exchange(node->listed, true)) listed.push_back(node);
    }
    TESTFED_RETURN_IF_ERROR(painting.PaintParents(*node, node->flags));
  }
  CommitRange range;
  for (Node* node : listed) {
    if ((node->flags & kHidden) != 0) continue;
    if (node->cut) {
      // Nothing is behind the cut when all parents that the object names are outside the range.
      for (const std::string& parent : node->commit.parents) {
        if ((painting.FlagsOf(parent) & kHidden) == 0) range.complete = false;
      }
    }
    range.commits.push_back(std::move(node->commit));
  }
  return range;
}

absl::StatusOr<std::vector<Commit>> FirstParents(const CommitSource& source, const std::string& id,
                                                 int count) {
  std::vector<Commit> commits;
  std::string next = id;
  while (static_cast<int>(commits.size()) < count) {
    TESTFED_ASSIGN_OR_RETURN(Commit commit, source.Find(next));
    bool last = commit.parents.empty() || source.IsCut(next);
    if (!last) next = commit.parents.front();
    commits.push_back(std::move(commit));
    if (last) break;
  }
  return commits;
}

}  // namespace testfed
