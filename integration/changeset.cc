#include "integration/changeset.h"

#include <algorithm>

#include "domains/inline_text.h"

namespace testfed {
namespace {

std::string Quoted(std::string_view text) { return "`" + InlineText(text) + "`"; }

const PullRequest* Find(const PullRequestList& list, const PullRequestId& id) {
  for (const PullRequest& one : list.pull_requests) {
    if (one.id == id) return &one;
  }
  return nullptr;
}

std::string Incomplete(std::string_view name) {
  return "changeset " + Quoted(name) + " may be incomplete: ";
}

absl::Status CheckWhole(std::string_view name, const PullRequestList& list, std::string_view file) {
  const std::string none = "; no manifest written";
  if (!list.incomplete.empty()) {
    return Error(Incomplete(name) + std::string(file) + ": " + list.incomplete + none,
                 "list the pull requests of each component instead of searching");
  }
  if (list.pull_requests.empty()) {
    return Error("changeset " + Quoted(name) + " has no pull request in " + std::string(file) +
                 none);
  }
  for (const PullRequest& one : list.pull_requests) {
    for (const PullRequestId& other : one.declared) {
      if (Find(list, other) != nullptr) continue;
      return Error(Incomplete(name) + ToString(one.id) + " names " + ToString(other) + ", and " +
                       std::string(file) + " has no such pull request" + none,
                   "the token may not see that repository; add it to the list, or take the line "
                   "out of " +
                       ToString(one.id));
    }
    const std::string label = ChangesetLabel(name);
    if (std::find(one.labels.begin(), one.labels.end(), label) == one.labels.end()) {
      return Error(ToString(one.id) + " does not carry the label " + Quoted(label) + none);
    }
    if (one.state == PullRequest::State::kClosed) {
      return Error(
          ToString(one.id) + " was closed without a merge, so the set is not what it was" + none,
          "take it out of the set, or open it again");
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ComponentOf(const PullRequestId& id, const Components& components) {
  const std::vector<const Component*> found = ComponentsOf(components, id.repository);
  if (found.size() == 1) return found[0]->name;
  if (found.empty()) {
    return Error(ToString(id) + ": " + Quoted(id.repository) +
                 " is the repository of no component; no manifest written");
  }
  std::string names;
  for (const Component* one : found) names += (names.empty() ? "" : ", ") + one->name;
  return Error(ToString(id) + ": " + Quoted(id.repository) + " is the repository of " + names +
               "; no manifest written");
}

// Those of one component, the one that stands on all others last.
absl::Status Stack(std::vector<const PullRequest*>& requests,
                   const std::vector<PullRequestId>& order) {
  if (requests.size() < 2) return absl::OkStatus();
  auto place = [&](const PullRequest* one) {
    return std::find(order.begin(), order.end(), one->id);
  };
  for (const PullRequest* one : requests) {
    if (place(one) != order.end()) continue;
    return Error(ToString(requests[0]->id) + " and " + ToString(requests[1]->id) +
                     " are of one repository, which needs an order; no manifest written",
                 "which stands on which, the lowest first",
                 "--order " + ToString(requests[0]->id) + " --order " + ToString(requests[1]->id));
  }
  std::sort(requests.begin(), requests.end(),
            [&](const PullRequest* a, const PullRequest* b) { return place(a) < place(b); });
  return absl::OkStatus();
}

absl::StatusOr<std::string> ComposedCommit(const PullRequest& top, const std::string& component,
                                           const ChangesetOptions& options) {
  if (top.state != PullRequest::State::kMerged) return top.head;
  if (auto head = options.heads.find(component); head != options.heads.end()) return head->second;
  if (!top.merge_commit.empty()) return top.merge_commit;
  return Error(ToString(top.id) + " is merged, and nothing says as which commit",
               "the heads of mains, component by component", "--heads FILE");
}

}  // namespace

std::string ChangesetLabel(std::string_view name) { return "changeset:" + std::string(name); }

absl::StatusOr<Changeset> ReadChangeset(std::string_view name, const PullRequestList& list,
                                        std::string_view file, const Components& components,
                                        const ChangesetOptions& options) {
  TESTFED_RETURN_IF_ERROR(CheckWhole(name, list, file));
  std::map<std::string, std::vector<const PullRequest*>> by_component;
  for (const PullRequest& one : list.pull_requests) {
    TESTFED_ASSIGN_OR_RETURN(const std::string component, ComponentOf(one.id, components));
    by_component[component].push_back(&one);
  }
  Changeset set{std::string(name), {}};
  bool open = false;
  for (auto& [component, requests] : by_component) {
    TESTFED_RETURN_IF_ERROR(Stack(requests, options.order));
    ChangesetMember member;
    member.component = component;
    // What is merged is part of main; the top of what is still open is composed.
    for (const PullRequest* one : requests) {
      const bool is_open = one->state == PullRequest::State::kOpen;
      open = open || is_open;
      if (!member.request.head.empty() && !is_open) {
        member.below.push_back(one->id);
        continue;
      }
      if (!member.request.head.empty()) member.below.push_back(member.request.id);
      member.request = *one;
    }
    TESTFED_ASSIGN_OR_RETURN(member.commit, ComposedCommit(member.request, component, options));
    set.members.push_back(std::move(member));
  }
  if (!open) {
    return Error("changeset " + Quoted(name) +
                 ": every member is merged, so there is nothing to hold back; no manifest written");
  }
  return set;
}

std::vector<Replacement> ReplacementsOf(const Changeset& set, const ChangesetOptions& options) {
  std::vector<Replacement> replacements;
  for (const ChangesetMember& member : set.members) {
    Replacement replacement;
    replacement.name = member.component;
    replacement.pin = {Pin::Kind::kCommit, member.commit};
    replacement.pull_request = member.request.id.number;
    replacement.branch = member.request.head_branch;
    if (member.request.state == PullRequest::State::kOpen) {
      replacement.base_commit = member.request.base;
      replacement.taken_from = kTakenFromHead;
    } else {
      replacement.taken_from =
          options.heads.contains(member.component) ? kTakenFromMain : kTakenFromMerge;
    }
    replacements.push_back(std::move(replacement));
  }
  return replacements;
}

std::vector<MovedMember> MovedSince(const std::vector<TestedMember>& tested,
                                    const PullRequestList& now) {
  std::vector<MovedMember> moved;
  for (const TestedMember& one : tested) {
    if (one.merged) continue;
    const PullRequest* request = Find(now, one.id);
    MovedMember change{one.id, one.component, one.commit, "", ToString(one.id)};
    if (request == nullptr) {
      change.text += " is not in the list any more";
    } else if (request->state == PullRequest::State::kClosed) {
      change.text += " was closed without a merge";
    } else if (request->state == PullRequest::State::kMerged) {
      if (request->head == one.commit || request->merge_commit == one.commit) continue;
      change.text += " was merged with another head, " + request->head.substr(0, 7);
    } else if (request->head != one.commit) {
      change.head = request->head;
      change.text += " moved from " + one.commit.substr(0, 7) + " to " + request->head.substr(0, 7);
    } else {
      continue;
    }
    moved.push_back(std::move(change));
  }
  for (const PullRequest& one : now.pull_requests) {
    const bool known = std::any_of(tested.begin(), tested.end(),
                                   [&](const TestedMember& member) { return member.id == one.id; });
    if (known || tested.size() < 2) continue;
    moved.push_back({one.id, "", "", one.head, ToString(one.id) + " joined the set"});
  }
  return moved;
}

}  // namespace testfed
