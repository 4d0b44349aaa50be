#include "selector/range.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <utility>

#include "selector/base.h"
#include "selector/git/tree.h"
#include "selector/messages.h"

namespace testfed {
namespace {

// What is judged: a list of files, and the commit that it is or lies above.
struct Judged {
  std::string rev;
  std::string name;              // of the commit, in messages: "HEAD", or as --head says
  std::optional<Commit> commit;  // nullopt: a branch without commits
  Snapshot snapshot;
};

// What is named by hand wins over the event that started the job.
bool EventDecides(const RangeRequest& request) {
  return request.event.has_value() && request.base.empty() && request.head.empty() &&
         !request.staged && !request.uncommitted && !request.listed.has_value();
}

absl::Status CheckRequest(const RangeRequest& request) {
  if (request.staged && request.uncommitted) {
    return Error("`--staged` and `--uncommitted` exclude each other");
  }
  if (!request.staged && !request.uncommitted) return absl::OkStatus();
  const char* option = request.staged ? "`--staged`" : "`--uncommitted`";
  for (const auto& [given, other] :
       {std::pair(!request.base.empty(), "`--base`"), std::pair(!request.head.empty(), "`--head`"),
        std::pair(request.listed.has_value(), "`--changed-files`")}) {
    if (given) {
      return Error(std::string(option) + " is measured against HEAD; it excludes " + other);
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<Judged> Judge(const Repository& repository, const RangeRequest& request) {
  TESTFED_RETURN_IF_ERROR(CheckRequest(request));
  Judged judged;
  if (!request.head.empty()) {
    TESTFED_ASSIGN_OR_RETURN(judged.commit, FindCommit(repository, request.head));
    judged.rev = judged.name = request.head;
    judged.snapshot = Snapshot::OfTree(judged.commit->tree);
  } else {
    TESTFED_ASSIGN_OR_RETURN(judged.commit, repository.Head());
    judged.name = "HEAD";
    if (request.staged) {
      judged.rev = "the index";
      judged.snapshot = Snapshot::Index();
    } else if (request.uncommitted || (!EventDecides(request) && !repository.Root().empty())) {
      judged.rev = "the working tree";
      judged.snapshot = Snapshot::WorkingTree();
    } else {
      if (!judged.commit.has_value()) return NoPlan("HEAD has no commit yet");
      judged.rev = "HEAD";
      judged.snapshot = Snapshot::OfTree(judged.commit->tree);
    }
  }
  if (request.listed.has_value()) judged.rev = "a list of changes";
  return judged;
}

absl::StatusOr<NamedCommit> HeadCommit(const Judged& judged) {
  if (!judged.commit.has_value()) {
    return NoPlan("HEAD has no commit yet, so there is no merge base",
                  "take everything in the working tree as changed", "testfed select --uncommitted");
  }
  return NamedCommit{judged.name, *judged.commit};
}

absl::StatusOr<Base> FindBase(const Repository& repository, const RangeRequest& request,
                              const Judged& judged) {
  if (request.staged || request.uncommitted) {
    if (!judged.commit.has_value()) return Base{"HEAD", {}, "HEAD, which has no commit yet"};
    return Base{"HEAD", {*judged.commit}, "HEAD"};
  }
  if (request.listed.has_value() && request.base.empty()) {
    return Base{"", {}, "a list of changes"};
  }
  TESTFED_ASSIGN_OR_RETURN(NamedCommit head, HeadCommit(judged));
  if (EventDecides(request)) {
    return BaseOfEvent(repository, request, *request.event, head.commit);
  }
  NamedCommit with;
  if (request.base.empty()) {
    TESTFED_ASSIGN_OR_RETURN(with, DefaultBase(repository, request));
  } else {
    with.name = request.base;
    TESTFED_ASSIGN_OR_RETURN(with.commit, FindCommit(repository, request.base));
  }
  return MergeBaseWith(repository, head, with);
}

// Both sorted, each path once. A path that two bases see with two statuses is modified.
std::vector<Change> Union(std::vector<Change> a, const std::vector<Change>& b) {
  a.insert(a.end(), b.begin(), b.end());
  SortChanges(a);
  return a;
}

bool SharePath(const std::vector<Change>& a, const std::vector<Change>& b) {
  for (auto i = a.begin(), j = b.begin(); i != a.end() && j != b.end();) {
    if (i->path == j->path) return true;
    i->path < j->path ? ++i : ++j;
  }
  return false;
}

// The diff of each base against what is judged. Reading the index and the disk costs most, so
// that they are read again only where a path changed both in commits and after them.
absl::Status FillChanges(const Repository& repository, const Judged& judged, bool listed,
                         Range& range) {
  std::vector<Change> uncommitted;
  const std::string head_tree = judged.commit.has_value() ? judged.commit->tree : "";
  if (!listed && judged.snapshot.kind != Snapshot::Kind::kTree) {
    TESTFED_ASSIGN_OR_RETURN(uncommitted, repository.Diff(head_tree, judged.snapshot));
    range.head.uncommitted = static_cast<int>(uncommitted.size());
  }
  if (listed) return absl::OkStatus();
  if (range.base_trees.empty()) range.changes = uncommitted;  // no commit yet
  for (const std::string& tree : range.base_trees) {
    TESTFED_ASSIGN_OR_RETURN(auto changes, repository.Diff(tree, Snapshot::OfTree(head_tree)));
    if (SharePath(changes, uncommitted)) {
      TESTFED_ASSIGN_OR_RETURN(changes, repository.Diff(tree, judged.snapshot));
    } else {
      changes = Union(std::move(changes), uncommitted);
    }
    range.changes = Union(std::move(range.changes), changes);
  }
  return absl::OkStatus();
}

Range RangeOf(const Judged& judged) {
  Range range;
  range.head.rev = judged.rev;
  range.head_snapshot = judged.snapshot;
  range.head_tree = judged.snapshot.tree;
  if (judged.commit.has_value()) {
    range.head.commit = judged.commit->id;
    range.head_time = judged.commit->committer_time;
  }
  return range;
}

}  // namespace

absl::StatusOr<Snapshot> HeadSnapshotOf(const Repository& repository, const RangeRequest& request) {
  TESTFED_ASSIGN_OR_RETURN(Judged judged, Judge(repository, request));
  return judged.snapshot;
}

absl::StatusOr<Range> ResolveRange(const Repository& repository, const RangeRequest& request) {
  TESTFED_ASSIGN_OR_RETURN(Judged judged, Judge(repository, request));
  TESTFED_ASSIGN_OR_RETURN(Base base, FindBase(repository, request, judged));
  Range range = RangeOf(judged);
  range.base.rev = base.rev;
  range.base.how = base.how;
  std::vector<std::string> ids;
  for (const Commit& commit : base.commits) {
    ids.push_back(commit.id);
    range.base_trees.push_back(commit.tree);
  }
  if (!ids.empty()) range.base.commit = ids.front();
  if (ids.size() > 1) range.base.commits = ids;
  bool listed = request.listed.has_value();
  if (listed) range.changes = *request.listed;
  if (listed && request.base.empty()) range.base.confidence = Confidence::kHeadOnly;
  TESTFED_RETURN_IF_ERROR(FillChanges(repository, judged, listed, range));
  if (!ids.empty()) {
    TESTFED_ASSIGN_OR_RETURN(Messages messages, MessagesOf(repository, *judged.commit, base));
    range.commits = std::move(messages.commits);
    range.head.commits = static_cast<int>(range.commits.size());
    range.head.messages_complete = messages.complete;
    range.messages_fetch = std::move(messages.fetch);
  }
  return range;
}

absl::StatusOr<Range> HeadOnlyRange(const Repository& repository, const RangeRequest& request,
                                    std::string_view why) {
  TESTFED_ASSIGN_OR_RETURN(Judged judged, Judge(repository, request));
  Range range = RangeOf(judged);
  range.base.how = why;
  range.base.confidence = Confidence::kUnknown;
  if (judged.snapshot.kind != Snapshot::Kind::kTree) {
    std::string tree = judged.commit.has_value() ? judged.commit->tree : "";
    TESTFED_ASSIGN_OR_RETURN(auto uncommitted, repository.Diff(tree, judged.snapshot));
    range.head.uncommitted = static_cast<int>(uncommitted.size());
  }
  return range;
}

}  // namespace testfed
