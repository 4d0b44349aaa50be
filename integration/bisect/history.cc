#include "integration/bisect/history.h"

#include <algorithm>
#include <map>
#include <set>

#include "absl/status/status.h"

namespace testfed {
namespace {

std::string Short(const std::string& id) { return id.substr(0, 7); }

std::string Commits(size_t count) {
  return std::to_string(count) + (count == 1 ? " commit" : " commits");
}

HistoryCommit Told(const Commit& commit) {
  HistoryCommit told;
  told.id = commit.id;
  told.subject = commit.message.substr(0, commit.message.find('\n'));
  told.author = commit.author;
  told.time = commit.committer_time;
  told.messages.push_back(commit.message);
  return told;
}

HistoryLeg Whole(const std::string& to, std::string why) { return {to, {}, std::move(why)}; }

absl::StatusOr<bool> IsHere(const Repository& repository, const std::string& id) {
  absl::StatusOr<Commit> commit = repository.ReadCommit(id);
  if (commit.ok()) return true;
  if (absl::IsNotFound(commit.status())) return false;
  return commit.status();
}

absl::StatusOr<bool> Contains(const Repository& repository, const std::string& commit,
                              const std::string& ancestor) {
  TESTFED_ASSIGN_OR_RETURN(MergeBases bases, repository.FindMergeBases(ancestor, commit));
  return bases.ids == std::vector<std::string>{ancestor};
}

// The first-parent commits of `to` that `from` does not reach, oldest first; nullopt where history
// is cut.
absl::StatusOr<std::optional<std::vector<HistoryCommit>>> FirstParentLine(
    const Repository& repository, const std::string& from, const std::string& to) {
  TESTFED_ASSIGN_OR_RETURN(CommitRange range, repository.CommitsBetween({from}, to));
  if (!range.complete) return std::nullopt;
  std::map<std::string, const Commit*> inside;
  for (const Commit& commit : range.commits) inside.emplace(commit.id, &commit);
  std::vector<HistoryCommit> line;
  for (std::string id = to; id != from;) {
    auto found = inside.find(id);
    if (found == inside.end()) break;
    const Commit& commit = *found->second;
    line.push_back(Told(commit));
    if (commit.parents.size() > 1) {
      TESTFED_ASSIGN_OR_RETURN(CommitRange merged,
                               repository.CommitsBetween({commit.parents[0]}, commit.id));
      for (const Commit& one : merged.commits) {
        if (one.id != commit.id) line.back().messages.push_back(one.message);
      }
    }
    if (commit.parents.empty()) break;
    id = commit.parents[0];
  }
  std::reverse(line.begin(), line.end());
  return line;
}

absl::Status AddForward(const Repository& repository, const std::string& from,
                        const std::string& to, std::vector<HistoryLeg>& legs) {
  TESTFED_ASSIGN_OR_RETURN(std::optional<std::vector<HistoryCommit>> line,
                           FirstParentLine(repository, from, to));
  if (!line) {
    legs.push_back(Whole(to, "the history of its clone is cut"));
    return absl::OkStatus();
  }
  if (line->empty()) {
    legs.push_back(Whole(to, "its first-parent line does not lead back to " + Short(from)));
    return absl::OkStatus();
  }
  // The first commit that contains `from`: usually the first of all. Once one does, all later do.
  size_t low = 0, high = line->size() - 1;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    TESTFED_ASSIGN_OR_RETURN(bool contains, Contains(repository, (*line)[middle].id, from));
    if (contains)
      high = middle;
    else
      low = middle + 1;
  }
  HistoryLeg first{
      (*line)[low].id, {line->begin(), line->begin() + static_cast<long>(low) + 1}, ""};
  if (low > 0) {
    first.whole = Short(from) + " came into its first-parent line only with " + Short(first.to) +
                  ", " + Commits(low) + " later";
  }
  legs.push_back(std::move(first));
  for (size_t i = low + 1; i < line->size(); ++i) {
    legs.push_back({(*line)[i].id, {(*line)[i]}, ""});
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::vector<HistoryLeg>> ReadHistory(const Repository& repository,
                                                    const std::string& from,
                                                    const std::string& to) {
  std::vector<HistoryLeg> legs;
  if (from == to) return legs;
  for (const std::string& id : {from, to}) {
    TESTFED_ASSIGN_OR_RETURN(bool here, IsHere(repository, id));
    if (!here) return std::vector{Whole(to, Short(id) + " is not in its clone")};
  }
  TESTFED_ASSIGN_OR_RETURN(MergeBases bases, repository.FindMergeBases(from, to));
  if (!bases.complete) return std::vector{Whole(to, "the history of its clone is cut")};
  if (bases.ids.empty()) {
    return std::vector{Whole(to, Short(from) + " and " + Short(to) + " have no common ancestor")};
  }
  if (bases.ids.size() > 1) {
    return std::vector{Whole(to, Short(from) + " and " + Short(to) + " have " +
                                     std::to_string(bases.ids.size()) + " merge bases")};
  }
  const std::string& base = bases.ids[0];
  if (base != from) {
    TESTFED_ASSIGN_OR_RETURN(std::optional<std::vector<HistoryCommit>> dropped,
                             FirstParentLine(repository, base, from));
    std::string behind = dropped ? Commits(dropped->size()) : "some commits";
    if (base == to) return std::vector{Whole(to, "a rewind by " + behind)};
    legs.push_back(
        Whole(base, "diverged: back by " + behind + " to the merge base " + Short(base)));
  }
  TESTFED_RETURN_IF_ERROR(AddForward(repository, base, to, legs));
  return legs;
}

absl::StatusOr<size_t> FirstLegWith(const Repository& repository, const std::string& from,
                                    const std::vector<HistoryLeg>& legs,
                                    const std::string& commit) {
  size_t first = legs.size();  // of the legs that go forward; they are the last ones
  for (size_t i = 0; i < legs.size(); ++i) {
    for (const HistoryCommit& one : legs[i].commits) {
      if (one.id == commit) return i;
    }
    if (!legs[i].commits.empty()) first = std::min(first, i);
  }
  if (first == legs.size()) return legs.size();
  TESTFED_ASSIGN_OR_RETURN(bool here, IsHere(repository, commit));
  if (!here) return legs.size();
  TESTFED_ASSIGN_OR_RETURN(bool before, Contains(repository, from, commit));
  if (before) return legs.size();
  // What one contains, all later ones do.
  size_t low = first, high = legs.size();
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    TESTFED_ASSIGN_OR_RETURN(bool contains, Contains(repository, legs[middle].to, commit));
    if (contains)
      high = middle;
    else
      low = middle + 1;
  }
  return low;
}

}  // namespace testfed
