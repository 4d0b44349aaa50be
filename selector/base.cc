#include "selector/base.h"

#include <algorithm>
#include <utility>

#include "domains/path_name.h"
#include "selector/git/object_store.h"
#include "selector/git/refusal.h"

namespace testfed {
namespace {

std::string Quoted(std::string_view text) {
  constexpr size_t kMost = 100;
  return "`" + QuotePath(text.substr(0, kMost)) + (text.size() > kMost ? "..." : "") + "`";
}

// git-check-ref-format(1), so that a branch's name is nothing else to a revision parser.
bool IsBranchName(std::string_view name) {
  if (name.empty() || name.front() == '-' || name.front() == '/' || name.back() == '/' ||
      name.back() == '.' || name.find("..") != std::string_view::npos ||
      name.find("//") != std::string_view::npos || name.find("@{") != std::string_view::npos) {
    return false;
  }
  return std::none_of(name.begin(), name.end(), [](char c) {
    auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte == 0x7f ||
           std::string_view("~^:?*[\\").find(c) != std::string_view::npos;
  });
}

std::string_view WithoutRemote(std::string_view branch) {
  for (std::string_view prefix : {"refs/heads/", "refs/remotes/origin/", "origin/"}) {
    if (branch.starts_with(prefix)) return branch.substr(prefix.size());
  }
  return branch;
}

// A clone of one branch does not update origin/BRANCH unless it is told to.
std::string FetchBranch(const Repository& repository, std::string_view branch) {
  std::string name(WithoutRemote(branch));
  return std::string("git fetch ") + (repository.IsShallow() ? "--unshallow " : "") + "origin " +
         ShellWord(name + ":refs/remotes/origin/" + name);
}

std::string FetchCommit(std::string_view id) {
  return "git fetch --depth=1 origin " + std::string(id);
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
absl::StatusOr<Base> Before(const Repository& repository, const Event& event,
                            std::string_view how) {
  auto commit = repository.ReadCommit(event.base);
  if (absl::IsNotFound(commit.status())) {
    return NoPlan("the commit `" + event.base + "`, " + std::string(how) + ", is not here",
                  "fetch it", FetchCommit(event.base));
  }
  if (!commit.ok()) return commit.status();
  return Base{event.base, {*std::move(commit)}, std::string(how)};
}

absl::StatusOr<Base> BaseOfPullRequest(const Repository& repository, const Event& event,
                                       const Commit& head) {
  if (head.id == event.head) {
    auto base = repository.ReadCommit(event.base);
    if (absl::IsNotFound(base.status())) {
      return NoPlan("the commit `" + event.base + "`, the base of the pull request, is not here",
                    "fetch it, and the history up to it",
                    std::string("git fetch ") + (repository.IsShallow() ? "--unshallow " : "") +
                        "origin " + event.base);
    }
    if (!base.ok()) return base.status();
    return MergeBaseWith(repository, {"HEAD", head}, {event.base, *std::move(base)});
  }
  if (head.parents.size() != 2 || head.parents[1] != event.head) return OtherHead(event, head);
  const std::string& parent = head.parents[0];
  auto base = repository.ReadCommit(parent);
  if (absl::IsNotFound(base.status())) {
    return NoPlan("the commit `" + parent + "`, first parent of the merge commit, is not here",
                  "fetch it", FetchCommit(parent));
  }
  if (!base.ok()) return base.status();
  return Base{"HEAD^1", {*std::move(base)}, "first parent of the merge commit"};
}

absl::StatusOr<Base> BaseOfPush(const Repository& repository, const RangeRequest& request,
                                const Event& event, const Commit& head) {
  constexpr std::string_view kBefore = "`before` of the push";
  if (event.deleted) {
    std::string what = event.branch.empty() ? "a tag" : "the branch " + Quoted(event.branch);
    return NoPlan("the push deleted " + what + "; there is nothing to test");
  }
  if (event.branch.empty()) return WithoutBase("the push of a tag has no base");
  if (event.head != head.id) return OtherHead(event, head);
  std::string_view main = request.declared_base.empty() ? std::string_view(event.default_branch)
                                                        : request.declared_base;
  bool on_default = WithoutRemote(main) == event.branch || event.default_branch == event.branch;
  std::string why = "the push created the branch";
  if (!event.base.empty()) {
    why = "the push was forced";
    if (!event.forced || on_default) {
      auto base = Before(repository, event, kBefore);
      if (base.ok() || repository.IsShallow() ||
          !absl::IsNotFound(repository.ReadCommit(event.base).status())) {
        return base;
      }
      why = std::string(kBefore) + " is not here";
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

}  // namespace

absl::Status NoPlan(std::string_view message) {
  return WithHint(Error(std::string(message) + "; no plan"), "or run everything",
                  "testfed select --no-base full");
}

absl::Status NoPlan(std::string_view message, std::string_view hint, std::string_view copy) {
  return WithHint(Error(std::string(message) + "; no plan", hint, copy), "or run everything",
                  "testfed select --no-base full");
}

absl::StatusOr<Commit> FindCommit(const Repository& repository, const std::string& rev) {
  if (IsHostileRevision(rev)) {
    return Error(Quoted(rev) + " is no revision; one does not begin with `-`");
  }
  auto commit = repository.ReadCommit(rev);
  if (!absl::IsNotFound(commit.status())) return commit;
  std::string message = Quoted(rev) + " names no commit here";
  if (IsObjectId(rev)) return NoPlan(message, "fetch it", FetchCommit(rev));
  if (rev.starts_with("origin/") && IsBranchName(rev)) {
    return NoPlan(message, "fetch it", FetchBranch(repository, rev));
  }
  if (repository.IsShallow()) return NoPlan(message, "fetch the rest", "git fetch --unshallow");
  return NoPlan(message);
}

absl::StatusOr<Base> MergeBaseWith(const Repository& repository, const NamedCommit& head,
                                   const NamedCommit& with) {
  TESTFED_ASSIGN_OR_RETURN(MergeBases found,
                           repository.FindMergeBases(head.commit.id, with.commit.id));
  if (!found.complete) {
    return NoPlan(
        "history ends before the merge base of " + Quoted(head.name) + " and " + Quoted(with.name),
        "fetch the rest", "git fetch --unshallow");
  }
  if (found.ids.empty()) {
    return NoPlan(Quoted(head.name) + " and " + Quoted(with.name) + " share no history",
                  "name another base", "testfed select --base REV");
  }
  Base base;
  base.rev = with.name;
  base.how = "merge base of " + QuotePath(head.name) + " and " + QuotePath(with.name);
  for (const std::string& id : found.ids) {
    TESTFED_ASSIGN_OR_RETURN(Commit commit, FindCommit(repository, id));
    base.commits.push_back(std::move(commit));
  }
  return base;
}

absl::StatusOr<NamedCommit> DefaultBase(const Repository& repository, const RangeRequest& request) {
  std::string name = request.declared_base;
  if (name.empty() && request.event.has_value()) name = request.event->default_branch;
  if (name.empty()) {
    TESTFED_ASSIGN_OR_RETURN(auto branch, repository.DefaultBranch());
    if (!branch.has_value()) {
      return NoPlan("no default branch is known: there is no `origin/HEAD`, `main` or `master`",
                    "name a base", "testfed select --base REV");
    }
    TESTFED_ASSIGN_OR_RETURN(Commit commit, FindCommit(repository, *branch));
    return NamedCommit{*branch, std::move(commit)};
  }
  if (!IsBranchName(name)) return Error(Quoted(name) + " cannot be the name of a branch");
  for (const auto& [rev, shown] :
       {std::pair("refs/remotes/origin/" + name, "origin/" + name), std::pair(name, name)}) {
    auto commit = repository.ReadCommit(rev);
    if (commit.ok()) return NamedCommit{shown, *std::move(commit)};
    if (!absl::IsNotFound(commit.status())) return commit.status();
  }
  return NoPlan("the base " + Quoted(name) + " is not here, nor is " + Quoted("origin/" + name),
                "fetch it", FetchBranch(repository, name));
}

absl::StatusOr<Base> BaseOfEvent(const Repository& repository, const RangeRequest& request,
                                 const Event& event, const Commit& head) {
  switch (event.kind) {
    case Event::Kind::kPullRequest:
    case Event::Kind::kPullRequestTarget:
      return BaseOfPullRequest(repository, event, head);
    case Event::Kind::kPush:
      return BaseOfPush(repository, request, event, head);
    case Event::Kind::kMergeGroup:
      if (event.head != head.id) return OtherHead(event, head);
      return Before(repository, event, "base of the merge group");
    case Event::Kind::kWithoutBase:
      break;
  }
  return WithoutBase("the event " + Quoted(event.name) + " has no base");
}

}  // namespace testfed
