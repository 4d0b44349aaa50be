// The base of each CI event: the rows of event_table.h.
#include <algorithm>
#include <utility>

#include "domains/path_name.h"
#include "selector/base.h"

namespace testfed {
namespace {

std::string Quoted(std::string_view text) {
  constexpr size_t kMost = 100;
  return "`" + QuotePath(text.substr(0, kMost)) + (text.size() > kMost ? "..." : "") + "`";
}

absl::Status WithoutBase(std::string_view message) {
  return NoPlan(message, "name one", "testfed select --base REV");
}

absl::Status OtherHead(const Event& event, const Commit& head) {
  return NoPlan("the event " + Quoted(event.name) + " names the head `" + event.head +
                    "`, but HEAD is `" + head.id + "`",
                "check out what the event names, or name a base", "testfed select --base REV");
}

// Two ends, no merge base: what the event says was there before.
absl::StatusOr<Base> Before(const Repository& repository, const std::string& id,
                            std::string_view how) {
  auto commit = repository.ReadCommit(id);
  if (absl::IsNotFound(commit.status())) {
    return NoPlan("the commit `" + id + "`, " + std::string(how) + ", is not here", "fetch it",
                  FetchCommits(repository, {id}, 1));
  }
  if (!commit.ok()) return commit.status();
  return Base{id, {*std::move(commit)}, std::string(how)};
}

// The merge base with a commit that the event names.
absl::StatusOr<Base> MergeBaseWithNamed(const Repository& repository, const Event& event,
                                        const Commit& head, std::string_view what) {
  auto base = repository.ReadCommit(event.base);
  if (absl::IsNotFound(base.status())) {
    return NoPlan("the commit `" + event.base + "`, " + std::string(what) + ", is not here",
                  "fetch it, and the history up to it", FetchHistoryOf(repository, event.base));
  }
  if (!base.ok()) return base.status();
  return MergeBaseWith(repository, {"HEAD", head}, {event.base, *std::move(base)});
}

// The branch that a merge request or a merge group goes into, as origin has it.
absl::StatusOr<NamedCommit> TargetOf(const Repository& repository, const RangeRequest& request,
                                     const Event& event) {
  if (event.target.empty()) return DefaultBase(repository, request);
  std::string name(WithoutRemote(event.target));
  if (!IsBranchName(name)) {
    return Error(Quoted(event.target) + " cannot be the name of a branch");
  }
  auto commit = repository.ReadCommit("refs/remotes/origin/" + name);
  if (absl::IsNotFound(commit.status())) {
    return NoPlan("the target branch " + Quoted("origin/" + name) + " is not here", "fetch it",
                  FetchBranch(repository, name));
  }
  if (!commit.ok()) return commit.status();
  return NamedCommit{"origin/" + name, *std::move(commit)};
}

// GitHub's merge commit, or GitLab's: what it is merged into is its first parent, exactly.
absl::StatusOr<Base> FirstParentOf(const Repository& repository, const Event& event,
                                   const Commit& merge) {
  const std::string& parent = merge.parents[0];
  const std::string& other = merge.parents[1];
  constexpr std::string_view kHow = "first parent of the merge commit";
  auto base = repository.ReadCommit(parent);
  if (absl::IsNotFound(base.status())) {
    // One fetch for the diff and for all messages.
    std::vector<std::string> ids = {parent};
    if (event.commits.has_value()) ids.push_back(other);
    return NoPlan("the commit `" + parent + "`, " + std::string(kHow) + ", is not here", "fetch it",
                  FetchCommits(repository, ids, event.commits.value_or(1)));
  }
  if (!base.ok()) return base.status();
  return Base{"HEAD^1", {*std::move(base)}, std::string(kHow), other, event.commits};
}

absl::StatusOr<Base> BaseOfPullRequest(const Repository& repository, const Event& event,
                                       const Commit& head) {
  if (head.id == event.head) {
    return MergeBaseWithNamed(repository, event, head, "the base of the pull request");
  }
  if (head.parents.size() == 2 && head.parents[1] == event.head) {
    return FirstParentOf(repository, event, head);
  }
  if (!event.merged_as.empty() && head.id == event.merged_as) {
    // Squashed or rebased, and which of them the payload does not say.
    TESTFED_ASSIGN_OR_RETURN(
        Base base, MergeBaseWithNamed(repository, event, head, "the base of the pull request"));
    base.how += "; the pull request was merged";
    return base;
  }
  if (event.kind == Event::Kind::kPullRequestTarget) {
    return NoPlan("the event `pull_request_target` checks out the base branch, and HEAD, `" +
                      head.id + "`, holds nothing of the pull request",
                  "select in a workflow that runs for", "on: pull_request");
  }
  return OtherHead(event, head);
}

// Whether `before` is no ancestor of HEAD, where the event does not say.
absl::StatusOr<bool> WasForced(const Repository& repository, const Event& event,
                               const Commit& head) {
  TESTFED_ASSIGN_OR_RETURN(MergeBases found, repository.FindMergeBases(event.base, head.id));
  // An ancestor is the best common one, whatever is cut elsewhere.
  if (found.ids == std::vector<std::string>{event.base}) return false;
  if (found.complete) return true;
  return NoPlan("history ends before it shows whether the push was forced", "fetch the rest",
                FetchTheRest());
}

absl::StatusOr<Base> BaseOfPush(const Repository& repository, const RangeRequest& request,
                                const Event& event, const Commit& head) {
  constexpr std::string_view kBefore = "`before` of the push";
  if (event.deleted) {
    std::string what = event.tag ? "a tag" : "the branch " + Quoted(event.branch);
    return NoPlan("the push deleted " + what + "; there is nothing to test");
  }
  if (event.head != head.id) return OtherHead(event, head);
  std::string_view main = request.declared_base.empty() ? std::string_view(event.default_branch)
                                                        : request.declared_base;
  bool on_default = WithoutRemote(main) == event.branch || event.default_branch == event.branch;
  std::string why = "the push created the branch";
  if (!event.base.empty()) {
    bool here = !absl::IsNotFound(repository.ReadCommit(event.base).status());
    bool forced = event.forced;
    if (event.force_unknown && here && !on_default) {
      TESTFED_ASSIGN_OR_RETURN(forced, WasForced(repository, event, head));
    }
    if (!forced || on_default) {
      if (here || repository.IsShallow()) return Before(repository, event.base, kBefore);
      why = std::string(kBefore) + " is not here";
    } else {
      why = "the push was forced";
    }
  }
  if (on_default) {
    // Its merge base with itself would be HEAD, and the answer a wrong "nothing changed".
    return WithoutBase("the push to the default branch " + Quoted(event.branch) +
                       " has no base: " + why);
  }
  TESTFED_ASSIGN_OR_RETURN(NamedCommit with, DefaultBase(repository, request));
  TESTFED_ASSIGN_OR_RETURN(Base base, MergeBaseWith(repository, {"HEAD", head}, with));
  base.how += "; " + why;
  return base;
}

// From where HEAD left the branch that it goes into.
absl::StatusOr<Base> AllThatTheTargetLacks(const Repository& repository,
                                           const RangeRequest& request, const Event& event,
                                           const Commit& head, std::string_view what) {
  TESTFED_ASSIGN_OR_RETURN(NamedCommit target, TargetOf(repository, request, event));
  TESTFED_ASSIGN_OR_RETURN(Base base, MergeBaseWith(repository, {"HEAD", head}, target));
  for (const Commit& commit : base.commits) {
    if (commit.id != head.id) continue;
    return NoPlan(QuotePath(target.name) + " holds " + std::string(what) +
                      " already, so nothing shows where it began",
                  "name a base", "testfed select --base REV");
  }
  return base;
}

absl::StatusOr<Base> BaseOfMergeGroup(const Repository& repository, const RangeRequest& request,
                                      const Event& event, const Commit& head) {
  if (event.head != head.id) return OtherHead(event, head);
  if (request.queue == QueueMode::kAllGreen) {
    return Before(repository, event.base, "base of the merge group");
  }
  TESTFED_ASSIGN_OR_RETURN(
      Base base, AllThatTheTargetLacks(repository, request, event, head, "the merge group"));
  base.how += "; all that waits in the merge queue";
  return base;
}

// The merge base that GitLab names is the only one when no merge lies between it and HEAD: every
// common ancestor is then one of its ancestors. Else there may be others, and the target branch
// has to be asked.
absl::StatusOr<Base> BaseOfMergeRequest(const Repository& repository, const RangeRequest& request,
                                        const Event& event, const Commit& head) {
  if (event.head != head.id) return OtherHead(event, head);
  auto named = repository.ReadCommit(event.base);
  if (!named.ok() && !absl::IsNotFound(named.status())) return named.status();
  if (named.ok()) {
    TESTFED_ASSIGN_OR_RETURN(CommitRange range, repository.CommitsBetween({event.base}, head.id));
    bool straight =
        range.complete && std::all_of(range.commits.begin(), range.commits.end(),
                                      [](const Commit& c) { return c.parents.size() == 1; });
    bool reached =
        head.id == event.base ||
        std::any_of(range.commits.begin(), range.commits.end(), [&](const Commit& commit) {
          return !commit.parents.empty() && commit.parents.front() == event.base;
        });
    if (straight && reached) {
      return Base{event.base, {*std::move(named)}, "merge base of the merge request"};
    }
  }
  TESTFED_ASSIGN_OR_RETURN(NamedCommit target, TargetOf(repository, request, event));
  return MergeBaseWith(repository, {"HEAD", head}, target);
}

absl::StatusOr<Base> BaseOfMergedResult(const Repository& repository, const RangeRequest& request,
                                        const Event& event, const Commit& head) {
  if (event.head != head.id) return OtherHead(event, head);
  // Without GitLab's word a merge at HEAD may as well be one of the branch itself.
  if (event.base.empty()) {
    return AllThatTheTargetLacks(repository, request, event, head, "the merge request");
  }
  if (head.parents.size() == 2 && event.base == head.parents[0]) {
    return FirstParentOf(repository, event, head);
  }
  // A merge train that rebases: GitLab says what it put the commits on.
  return Before(repository, event.base, "what the merge request is merged into");
}

}  // namespace

absl::StatusOr<Base> BaseOfEvent(const Repository& repository, const RangeRequest& request,
                                 const Event& event, const Commit& head) {
  switch (event.kind) {
    case Event::Kind::kPullRequest:
    case Event::Kind::kPullRequestTarget:
      return BaseOfPullRequest(repository, event, head);
    case Event::Kind::kPush:
      return BaseOfPush(repository, request, event, head);
    case Event::Kind::kMergeGroup:
      return BaseOfMergeGroup(repository, request, event, head);
    case Event::Kind::kMergeRequest:
      return BaseOfMergeRequest(repository, request, event, head);
    case Event::Kind::kMergedResult:
      return BaseOfMergedResult(repository, request, event, head);
    case Event::Kind::kWithoutBase:
      break;
  }
  return WithoutBase(event.tag ? "the push of a tag has no base"
                               : "the event " + Quoted(event.name) + " has no base");
}

}  // namespace testfed
