#include "selector/base.h"

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

}  // namespace

absl::Status NoPlan(std::string_view message) {
  return WithHint(Error(std::string(message) + "; no plan"), "or run everything",
                  "testfed select --no-base full");
}

absl::Status NoPlan(std::string_view message, std::string_view hint, std::string_view copy) {
  return WithHint(Error(std::string(message) + "; no plan", hint, copy), "or run everything",
                  "testfed select --no-base full");
}

absl::Status NoPlan(std::string_view message, std::string_view hint, const Fetch& fetch) {
  return WithHint(WithFetch(Error(std::string(message) + "; no plan"), hint, fetch),
                  "or run everything", "testfed select --no-base full");
}

absl::StatusOr<Commit> FindCommit(const Repository& repository, const std::string& rev) {
  if (IsHostileRevision(rev)) {
    return Error(Quoted(rev) + " is no revision; one does not begin with `-`");
  }
  auto commit = repository.ReadCommit(rev);
  if (!absl::IsNotFound(commit.status())) return commit;
  std::string message = Quoted(rev) + " names no commit here";
  if (IsObjectId(rev)) return NoPlan(message, "fetch it", FetchCommits(repository, {rev}, 1));
  if (rev.starts_with("origin/") && IsBranchName(rev)) {
    return NoPlan(message, "fetch it", FetchBranch(repository, rev));
  }
  if (repository.IsShallow()) return NoPlan(message, "fetch the rest", FetchTheRest());
  return NoPlan(message);
}

absl::StatusOr<Base> MergeBaseWith(const Repository& repository, const NamedCommit& head,
                                   const NamedCommit& with) {
  TESTFED_ASSIGN_OR_RETURN(MergeBases found,
                           repository.FindMergeBases(head.commit.id, with.commit.id));
  if (!found.complete) {
    return NoPlan(
        "history ends before the merge base of " + Quoted(head.name) + " and " + Quoted(with.name),
        "fetch the rest", FetchTheRest());
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

}  // namespace testfed
