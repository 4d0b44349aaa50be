#include "selector/messages.h"

#include <map>
#include <set>
#include <string>
#include <utility>

namespace testfed {
namespace {

// Whether every commit at most `steps` parents away from `newest` is in `found`, or the base's.
absl::StatusOr<bool> AllWithin(const Repository& repository, const std::string& newest, int steps,
                               const std::vector<Commit>& found, const std::vector<Commit>& bases) {
  std::map<std::string, const Commit*> known;
  for (const Commit& commit : found) known[commit.id] = &commit;
  auto is_of_base = [&](const std::string& id) -> absl::StatusOr<bool> {
    if (absl::IsNotFound(repository.ReadCommit(id).status())) return false;
    for (const Commit& base : bases) {
      TESTFED_ASSIGN_OR_RETURN(MergeBases common, repository.FindMergeBases(id, base.id));
      // An ancestor is the best common one, whatever is cut elsewhere.
      if (common.ids == std::vector<std::string>{id}) return true;
    }
    return false;
  };
  std::set<std::string> seen = {newest}, level = {newest};
  for (int step = 0; !level.empty(); ++step) {
    std::set<std::string> next;
    for (const std::string& id : level) {
      auto commit = known.find(id);
      if (commit == known.end()) {
        TESTFED_ASSIGN_OR_RETURN(bool of_base, is_of_base(id));
        if (!of_base) return false;
      } else if (step < steps) {
        for (const std::string& parent : commit->second->parents) {
          if (seen.insert(parent).second) next.insert(parent);
        }
      }
    }
    level = std::move(next);
  }
  return true;
}

}  // namespace

absl::StatusOr<Messages> MessagesOf(const Repository& repository, const Commit& head,
                                    const Base& base) {
  std::vector<std::string> ids;
  for (const Commit& commit : base.commits) ids.push_back(commit.id);
  TESTFED_ASSIGN_OR_RETURN(CommitRange range, repository.CommitsBetween(ids, head.id));
  Messages messages{std::move(range.commits), range.complete};
  if (messages.complete) return messages;
  messages.fetch = FetchTheRest();
  const std::string& newest = base.messages_from;
  if (newest.empty()) return messages;
  if (base.stated_commits)
    messages.fetch = FetchCommits(repository, {newest}, *base.stated_commits);
  if (absl::IsNotFound(repository.ReadCommit(newest).status())) return messages;
  // A shallow clone cuts the merge commit off from its parents, also where they are here.
  TESTFED_ASSIGN_OR_RETURN(CommitRange behind, repository.CommitsBetween(ids, newest));
  messages.commits = {head};
  messages.complete = behind.complete;
  if (!behind.complete && base.stated_commits) {
    TESTFED_ASSIGN_OR_RETURN(
        messages.complete,
        AllWithin(repository, newest, *base.stated_commits - 1, behind.commits, base.commits));
  }
  for (Commit& commit : behind.commits) messages.commits.push_back(std::move(commit));
  if (messages.complete) messages.fetch.reset();
  return messages;
}

}  // namespace testfed
