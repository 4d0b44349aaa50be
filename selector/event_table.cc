#include "selector/event_table.h"

namespace testfed {
namespace {

using Needs = EventRow::Needs;

constexpr std::string_view kRest = "no plan; `git fetch --unshallow`";

}  // namespace

const std::vector<EventRow>& GitHubEvents() {
  static const std::vector<EventRow> kRows = {
      {"pull-request-merge", "pull_request",
       "opened, synchronize, reopened, closed; GitHub's merge commit is checked out",
       "a merge whose second parent is `pull_request.head.sha`",
       "its first parent: exactly what the pull request is merged into",
       "first parent of the merge commit",
       "no plan; one fetch of both parents by their ids, as deep as the pull request has commits",
       Needs::kTwo},
      {"pull-request-head", "pull_request", "its branch is checked out", "`pull_request.head.sha`",
       "merge base with `pull_request.base.sha`", "merge base of HEAD and SHA",
       "no plan; `git fetch --unshallow origin SHA`", Needs::kAll},
      {"pull-request-merged", "pull_request", "closed; merged by squash or rebase",
       "`pull_request.merge_commit_sha`", "merge base with `pull_request.base.sha`",
       "merge base of HEAD and SHA; the pull request was merged",
       "no plan; `git fetch --unshallow origin SHA`", Needs::kAll},
      {"pull-request-target", "pull_request_target",
       "as GitHub checks it out: nothing of the pull request is there", "", "none", "",
       "no plan; select in a workflow for `pull_request`", Needs::kNothing},
      {"pull-request-target-merge", "pull_request_target",
       "the workflow checks out the merge commit or the branch itself", "as for `pull_request`",
       "as for `pull_request`", "as for `pull_request`", "as for `pull_request`", Needs::kTwo},
      {"push", "push", "to a branch", "`after`", "`before`, two ends", "`before` of the push",
       "no plan; `git fetch --depth=1 origin BEFORE`, and where origin has it no more "
       "`git fetch --unshallow`",
       Needs::kAll},
      {"push-new-branch", "push", "`before` is zeros: the branch is new", "`after`",
       "merge base with the default branch",
       "merge base of HEAD and origin/main; the push created the branch",
       "no plan; `git fetch --unshallow origin main:refs/remotes/origin/main`", Needs::kAll},
      {"push-forced", "push", "`forced`, not to the default branch", "`after`",
       "merge base with the default branch",
       "merge base of HEAD and origin/main; the push was forced",
       "no plan; `git fetch --unshallow origin main:refs/remotes/origin/main`", Needs::kAll},
      {"push-unreachable", "push", "`before` is not here, and the clone is complete", "`after`",
       "merge base with the default branch",
       "merge base of HEAD and origin/main; `before` of the push is not here", "no plan",
       Needs::kAll},
      {"push-default", "push", "to the default branch, also forced", "`after`",
       "`before`, two ends; never the merge base, which is HEAD", "`before` of the push",
       "no plan, also for a new branch", Needs::kAll},
      {"push-tag", "push", "of a tag", "", "none", "", "full run", Needs::kNothing},
      {"push-deleted", "push", "`after` is zeros: the branch or tag is gone", "", "none", "",
       "no plan: there is nothing to test", Needs::kNothing},
      {"merge-group", "merge_group", "`--queue-mode head-green`, the default",
       "`merge_group.head_sha`",
       "merge base with `merge_group.base_ref`: all that waits in the queue up to this group",
       "merge base of HEAD and origin/main; all that waits in the merge queue",
       "no plan; `git fetch --unshallow origin main:refs/remotes/origin/main`", Needs::kAll},
      {"merge-group-all-green", "merge_group", "`--queue-mode all-green`", "`merge_group.head_sha`",
       "`merge_group.base_sha`, two ends: what this group adds", "base of the merge group",
       "no plan; `git fetch --depth=1 origin SHA`", Needs::kAll},
      {"schedule", "schedule", "", "", "none", "", "full run", Needs::kNothing},
      {"workflow-dispatch", "workflow_dispatch", "", "", "none", "", "full run", Needs::kNothing},
      {"repository-dispatch", "repository_dispatch", "", "", "none", "", "full run",
       Needs::kNothing},
      {"workflow-call", "workflow_call",
       "GitHub names the caller's event; this name, given by hand, is read by what the payload "
       "holds",
       "as its caller", "as its caller", "as its caller", "as its caller", Needs::kAll},
  };
  return kRows;
}

const std::vector<EventRow>& GitLabEvents() {
  static const std::vector<EventRow> kRows = {
      {"merged-result", "merge_request_event", "merged-results pipeline", "`CI_COMMIT_SHA`",
       "its first parent, which is `CI_MERGE_REQUEST_TARGET_BRANCH_SHA`",
       "first parent of the merge commit", "no plan; `git fetch --depth=1 origin PARENT`",
       Needs::kTwo},
      {"merge-train", "merge_request_event", "merge train", "`CI_COMMIT_SHA`",
       "the same: the train up to this merge request", "first parent of the merge commit",
       "no plan; `git fetch --depth=1 origin PARENT`", Needs::kTwo},
      {"merge-train-rebased", "merge_request_event",
       "merged results or merge train of a project that rebases or squashes without a merge",
       "`CI_COMMIT_SHA`", "`CI_MERGE_REQUEST_TARGET_BRANCH_SHA`, two ends",
       "what the merge request is merged into", "no plan; `git fetch --depth=1 origin SHA`",
       Needs::kAll},
      {"merge-request", "merge_request_event", "detached; no merge since the branch began",
       "`CI_COMMIT_SHA`", "`CI_MERGE_REQUEST_DIFF_BASE_SHA`, the only merge base",
       "merge base of the merge request",
       "no plan; `git fetch --unshallow origin main:refs/remotes/origin/main`", Needs::kAll},
      {"merge-request-merges", "merge_request_event",
       "detached; with merges, so that there may be other merge bases", "`CI_COMMIT_SHA`",
       "merge base with `CI_MERGE_REQUEST_TARGET_BRANCH_NAME`",
       "merge base of HEAD and origin/main",
       "no plan; `git fetch --unshallow origin main:refs/remotes/origin/main`", Needs::kAll},
      {"branch", "push", "to a branch; `CI_COMMIT_BEFORE_SHA` is an ancestor", "`CI_COMMIT_SHA`",
       "`CI_COMMIT_BEFORE_SHA`, two ends", "`before` of the push",
       "no plan; `git fetch --depth=1 origin BEFORE`, and where origin has it no more "
       "`git fetch --unshallow`",
       Needs::kAll},
      {"branch-new", "push", "`CI_COMMIT_BEFORE_SHA` is zeros: the branch is new",
       "`CI_COMMIT_SHA`", "merge base with the default branch",
       "merge base of HEAD and origin/main; the push created the branch",
       "no plan; `git fetch --unshallow origin main:refs/remotes/origin/main`", Needs::kAll},
      {"branch-forced", "push",
       "`CI_COMMIT_BEFORE_SHA` is no ancestor; in a shallow clone that may be unknown",
       "`CI_COMMIT_SHA`", "merge base with the default branch",
       "merge base of HEAD and origin/main; the push was forced", kRest, Needs::kAll},
      {"tag", "push", "of a tag: `CI_COMMIT_BRANCH` is not set", "", "none", "", "full run",
       Needs::kNothing},
      {"gitlab-schedule", "schedule", "", "", "none", "", "full run", Needs::kNothing},
      {"gitlab-others", "api, chat, pipeline, trigger, web, webide and policies", "", "", "none",
       "", "full run", Needs::kNothing},
      {"child", "parent_pipeline", "of a merge request", "as `merge_request_event`",
       "as `merge_request_event`", "as `merge_request_event`", "as `merge_request_event`",
       Needs::kTwo},
      {"child-others", "parent_pipeline", "of another pipeline; better give it its parent's plan",
       "", "none", "", "full run", Needs::kNothing},
      {"external", "external_pull_request_event", "", "`CI_COMMIT_SHA`",
       "merge base with `CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA`", "merge base of HEAD and SHA",
       "no plan; `git fetch --unshallow origin SHA`", Needs::kAll},
  };
  return kRows;
}

std::string ToMarkdown(const std::vector<EventRow>& rows) {
  std::string text =
      "| event | when | HEAD must be | base | recorded as `base.how` | confidence | when "
      "that is missing |\n"
      "| --- | --- | --- | --- | --- | --- | --- |\n";
  for (const EventRow& row : rows) {
    std::string event;
    for (size_t begin = 0; begin < row.event.size();) {
      size_t end = row.event.find_first_of(", ", begin);
      if (end == std::string_view::npos) end = row.event.size();
      std::string_view word = row.event.substr(begin, end - begin);
      bool name = word != "and" && word != "policies";
      if (!word.empty()) {
        event += name ? "`" + std::string(word) + "`" : std::string(word);
      }
      while (end < row.event.size() && (row.event[end] == ',' || row.event[end] == ' ')) {
        event += row.event[end++];
      }
      begin = end;
    }
    text += "| " + event;
    for (std::string_view cell : {row.when, row.head, row.base}) {
      text += cell.empty() ? " |" : " | " + std::string(cell);
    }
    // A sentence with back-ticks of its own needs two around it.
    std::string quotes = row.how.find('`') == std::string_view::npos ? "`" : "``";
    std::string how(row.how);
    if (how.starts_with('`')) how = " " + how + " ";
    if (!how.empty() && !how.starts_with("as ")) how = quotes + how + quotes;
    text += how.empty() ? " |" : " | " + how;
    const bool as_another = row.how.starts_with("as ");
    text += as_another                  ? " | " + std::string(row.how)
            : !row.how.empty()          ? " | exact"
            : row.missing == "full run" ? " | unknown"
                                        : " |";
    text += " | " + std::string(row.missing) + " |\n";
  }
  return text;
}

}  // namespace testfed
