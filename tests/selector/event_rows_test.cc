// Every row of the table of events, in a real clone at depth 1, 2 and in full; and the table itself
// against docs/events.md. It has many lines because the table has many rows, and what a row expects
// stands beside it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "selector/event_table.h"
#include "selector/git/fetch_command.h"
#include "selector/gitlab_event.h"
#include "selector/open_repository.h"
#include "selector/range.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

//   M0 --- M1 --------- M2 ------- MG (merge, refs/pull/1/merge)      main is at M2
//            \-- T1 -- T2 --------/                                   topic is at T2
//                 \                                                   F: topic before it was forced
//   M2 -- Q1 -- Q2            two groups of a merge queue, each a merge of one commit
//   M2 -- S                   T1 and T2 squashed
//   T2 -- U                   topic after main was merged into it
class EventRows : public testing::Test {
 protected:
  EventRows() {
    git.Init();
    git.Git({"config", "uploadpack.allowAnySHA1InWant", "true"});
    Commit("M0", "a");
    Commit("M1", "base");
    git.Git({"switch", "-q", "-c", "topic"});
    Commit("T1", "b");
    Commit("T2", "c");
    git.Git({"switch", "-q", "-c", "old", id["T1"]});
    Commit("F", "forced-away");
    git.Git({"switch", "-q", "main"});
    Commit("M2", "other");
    Merge("MG", "M2", "T2");
    Merge("Q1", "M2", "T2");
    git.Git({"switch", "-q", "--detach", id["M2"]});
    Commit("P", "p");
    Merge("Q2", "Q1", "P");
    git.Git({"switch", "-q", "--detach", id["M2"]});
    git.Write("b", "b");
    Commit("S", "c");
    Merge("U", "T2", "M2");
    git.Git({"switch", "-q", "--detach", id["U"]});
    Commit("U2", "u");
    git.Git({"switch", "-q", "main"});
    // The forced push left F to nobody.
    git.Git({"branch", "-q", "-D", "old"});
    for (const char* name : {"MG", "Q1", "Q2", "S", "U2"}) {
      git.Git({"update-ref", std::string("refs/keep/") + name, id[name]});
    }
  }

  void Commit(const std::string& name, const std::string& file) {
    git.Write(file, file);
    id[name] = git.Commit(name);
  }
  void Merge(const std::string& name, const std::string& first, const std::string& second) {
    git.Git({"switch", "-q", "--detach", id[first]});
    git.seconds++;
    git.Git({"merge", "-q", "--no-ff", "-m", name, id[second]});
    id[name] = git.Line({"rev-parse", "HEAD"});
  }

  // As actions/checkout and GitLab's runner do it: one commit, as deep as they are told; in full
  // with all branches.
  std::string Checkout(const std::string& commit, int depth) {
    std::string clone = git.root + "/clone";
    std::filesystem::remove_all(clone);
    git.Git({"init", "-q", clone});
    git.Git({"remote", "add", "origin", "file://" + git.root}, "", clone);
    std::vector<std::string> fetch = {"fetch", "-q", "--no-tags"};
    if (depth > 0) fetch.push_back("--depth=" + std::to_string(depth));
    fetch.insert(fetch.end(), {"origin", commit});
    if (depth == 0) fetch.push_back("+refs/heads/*:refs/remotes/origin/*");
    git.Git(fetch, "", clone);
    git.Git({"checkout", "-q", "--detach", commit}, "", clone);
    return clone;
  }

  // "HOW (confidence); A b, A c; messages M2 M1", or "no plan; git fetch ...".
  std::string Shown(const absl::StatusOr<Range>& range) const {
    if (!range.ok()) {
      if (auto fetch = FetchOf(range.status())) return "no plan; " + Named(fetch->Line());
      return Named(MessageOf(range.status()));
    }
    std::string text = range->base.how;
    if (range->base.confidence != Confidence::kExact) text += " (not exact)";
    text += "; ";
    for (const Change& change : range->changes) {
      text += std::string(1, Letter(change.status)) + " " + change.path + ", ";
    }
    text.resize(text.size() - 2);
    std::vector<std::string> messages;
    for (const testfed::Commit& commit : range->commits) {
      messages.push_back(commit.message.substr(0, commit.message.find('\n')));
    }
    std::sort(messages.begin(), messages.end());
    text += "; messages";
    for (const std::string& message : messages) text += " " + message;
    if (!range->head.messages_complete) {
      text += ", cut: " + Named(range->messages_fetch->Line());
    }
    return Named(text);
  }

  std::string Named(std::string text) const {
    for (const auto& [name, commit] : id) {
      for (size_t at; (at = text.find(commit)) != std::string::npos;) {
        text.replace(at, commit.size(), name);
      }
    }
    return text;
  }

  std::string PullRequest(const std::string& more = "", const std::string& head = "T2") const {
    return R"({"repository": {"default_branch": "main"}, "pull_request": {"commits": 2, "base": )"
           R"({"sha": ")" +
           id.at("M2") + R"("}, "head": {"sha": ")" + id.at(head) + "\"}" + more + "}" +
           (more.empty() ? "" : R"(, "action": "closed")") + "}";
  }
  std::string Push(const std::string& before, const std::string& after, const std::string& ref,
                   bool forced = false) const {
    auto sha = [&](const std::string& name) {
      return name.empty() ? std::string(40, '0') : id.count(name) > 0 ? id.at(name) : name;
    };
    return R"({"repository": {"default_branch": "main"}, "ref": ")" + ref + R"(", "before": ")" +
           sha(before) + R"(", "after": ")" + sha(after) + R"(", "forced": )" +
           (forced ? "true" : "false") + "}";
  }
  std::string Group(const std::string& base, const std::string& head) const {
    return R"({"merge_group": {"base_ref": "refs/heads/main", "base_sha": ")" + id.at(base) +
           R"(", "head_sha": ")" + id.at(head) + R"("}})";
  }
  std::string GitLab(const std::string& source, const std::string& head,
                     std::map<std::string, std::string> more) const {
    more.insert({{"CI_PIPELINE_SOURCE", source},
                 {"CI_COMMIT_SHA", id.at(head)},
                 {"CI_DEFAULT_BRANCH", "main"},
                 {"CI_MERGE_REQUEST_TARGET_BRANCH_NAME", "main"}});
    std::string text;
    for (const auto& [name, value] : more) {
      text += name + "=" + (id.count(value) > 0 ? id.at(value) : value) + '\0';
    }
    return text;
  }

  static absl::StatusOr<Event> Read(const std::string& name, const std::string& text) {
    if (name != "gitlab") return ReadEvent(text, name, "event.json");
    TESTFED_ASSIGN_OR_RETURN(auto variables, ReadVariables(text, "variables"));
    return ReadGitLabEvent([&](const std::string& variable) -> std::optional<std::string> {
      auto found = variables.find(variable);
      return found == variables.end() ? std::nullopt : std::optional(found->second);
    });
  }

  struct Played {
    std::string row;  // its id
    std::string head;
    std::string event;
    std::string payload;
    std::string one, two, full;  // at these depths; "": as in full
    QueueMode queue = QueueMode::kHeadGreen;
    // With what `--fetch` runs, the answer is that of the full clone. Not where the full one has
    // none, or where what is compared is gone.
    bool same_after_fetch = true;
  };
  std::vector<Played> AllPlayed() const;

  void Play(const Played& played) {
    auto event = Read(played.event, played.payload);
    ASSERT_TRUE(event.ok()) << played.row << ": " << Show(event.status());
    RangeRequest request{.event = *event, .queue = played.queue};
    for (const auto& [depth, expected] :
         {std::pair(1, played.one), {2, played.two}, {0, played.full}}) {
      SCOPED_TRACE(played.row + " at depth " + std::to_string(depth));
      std::string clone = Checkout(id.at(played.head), depth);
      auto answer = [&] { return ResolveRange(**OpenRepository(clone), request); };
      absl::StatusOr<Range> range = answer();
      EXPECT_EQ(Shown(range), expected.empty() ? played.full : expected);
      // What was printed is what is run.
      for (int round = 0; round < 3 && played.same_after_fetch; ++round) {
        auto fetch = range.ok() ? range->messages_fetch : FetchOf(range.status());
        if (!fetch) break;
        absl::Status done = RunFetch(clone, *fetch);
        ASSERT_TRUE(done.ok()) << Show(done);
        range = answer();
      }
      if (!played.same_after_fetch) continue;
      EXPECT_EQ(Shown(range), played.full) << "after the fetches";
    }
  }

  GitSandbox git;
  std::map<std::string, std::string> id;
};

std::vector<EventRows::Played> EventRows::AllPlayed() const {
  const std::string merged = "first parent of the merge commit; A b, A c; messages MG T1 T2";
  const std::string none = "the event `";
  const std::string unshallow_main =
      "no plan; git fetch --unshallow origin main:refs/remotes/origin/main";
  return {
      {.row = "pull-request-merge",
       .head = "MG",
       .event = "pull_request",
       .payload = PullRequest(),
       .one = "no plan; git fetch --depth=2 origin M2 T2",
       .two = "first parent of the merge commit; A b, A c; messages MG T2, cut: git fetch "
              "--depth=2 origin T2",
       .full = merged},
      {.row = "pull-request-head",
       .head = "T2",
       .event = "pull_request",
       .payload = PullRequest(),
       .one = "no plan; git fetch --unshallow origin M2",
       .two = "no plan; git fetch --unshallow origin M2",
       .full = "merge base of HEAD and M2; A b, A c; messages T1 T2"},
      {.row = "pull-request-merged",
       .head = "S",
       .event = "pull_request",
       .payload = PullRequest(R"(, "merged": true, "merge_commit_sha": ")" + id.at("S") + "\""),
       .one = "no plan; git fetch --unshallow origin M2",
       .two = "",
       .full = "merge base of HEAD and M2; the pull request was merged; A b, A c; messages S"},
      {.row = "pull-request-target",
       .head = "M2",
       .event = "pull_request_target",
       .payload = PullRequest(),
       .one = "",
       .two = "",
       .full = "the event `pull_request_target` checks out the base branch, and HEAD, `M2`, holds "
               "nothing of the pull request; no plan"},
      {.row = "pull-request-target-merge",
       .head = "MG",
       .event = "pull_request_target",
       .payload = PullRequest(),
       .one = "no plan; git fetch --depth=2 origin M2 T2",
       .two = "first parent of the merge commit; A b, A c; messages MG T2, cut: git fetch "
              "--depth=2 origin T2",
       .full = merged},
      {.row = "push",
       .head = "T2",
       .event = "push",
       .payload = Push("T1", "T2", "refs/heads/topic"),
       .one = "no plan; git fetch --depth=1 origin T1",
       .two = "",
       .full = "`before` of the push; A c; messages T2"},
      {.row = "push-new-branch",
       .head = "T2",
       .event = "push",
       .payload = Push("", "T2", "refs/heads/topic"),
       .one = unshallow_main,
       .two = unshallow_main,
       .full = "merge base of HEAD and origin/main; the push created the branch; A b, A c; "
               "messages T1 T2"},
      {.row = "push-forced",
       .head = "T2",
       .event = "push",
       .payload = Push("F", "T2", "refs/heads/topic", true),
       .one = unshallow_main,
       .two = unshallow_main,
       .full = "merge base of HEAD and origin/main; the push was forced; A b, A c; messages T1 T2"},
      {.row = "push-unreachable",
       .head = "T2",
       .event = "push",
       .payload = Push(std::string(40, 'e'), "T2", "refs/heads/topic"),
       .one = "no plan; git fetch --depth=1 origin " + std::string(40, 'e'),
       .two = "no plan; git fetch --depth=1 origin " + std::string(40, 'e'),
       .full = "merge base of HEAD and origin/main; `before` of the push is not here; A b, A c; "
               "messages T1 T2",
       .same_after_fetch = false},
      {.row = "push-default",
       .head = "M2",
       .event = "push",
       .payload = Push("M0", "M2", "refs/heads/main", true),
       .one = "no plan; git fetch --depth=1 origin M0",
       .two = "no plan; git fetch --depth=1 origin M0",
       .full = "`before` of the push; A base, A other; messages M1 M2"},
      {.row = "push-tag",
       .head = "M2",
       .event = "push",
       .payload = Push("", "M2", "refs/tags/v1"),
       .one = "",
       .two = "",
       .full = "the push of a tag has no base; no plan"},
      {.row = "push-deleted",
       .head = "M2",
       .event = "push",
       .payload = Push("T2", "", "refs/heads/topic"),
       .one = "",
       .two = "",
       .full = "the push deleted the branch `topic`; there is nothing to test; no plan"},
      {.row = "merge-group",
       .head = "Q2",
       .event = "merge_group",
       .payload = Group("Q1", "Q2"),
       .one = unshallow_main,
       .two = unshallow_main,
       .full = "merge base of HEAD and origin/main; all that waits in the merge queue; A b, A c, A "
               "p; messages P Q1 Q2 T1 T2"},
      {.row = "merge-group-all-green",
       .head = "Q2",
       .event = "merge_group",
       .payload = Group("Q1", "Q2"),
       .one = "no plan; git fetch --depth=1 origin Q1",
       .two = "base of the merge group; A p; messages P Q2, cut: git fetch --unshallow",
       .full = "base of the merge group; A p; messages P Q2",
       .queue = QueueMode::kAllGreen},
      {.row = "schedule",
       .head = "M2",
       .event = "schedule",
       .payload = "{}",
       .one = "",
       .two = "",
       .full = none + "schedule` has no base; no plan"},
      {.row = "workflow-dispatch",
       .head = "M2",
       .event = "workflow_dispatch",
       .payload = "{}",
       .one = "",
       .two = "",
       .full = none + "workflow_dispatch` has no base; no plan"},
      {.row = "repository-dispatch",
       .head = "M2",
       .event = "repository_dispatch",
       .payload = "{}",
       .one = "",
       .two = "",
       .full = none + "repository_dispatch` has no base; no plan"},
      {.row = "workflow-call",
       .head = "MG",
       .event = "workflow_call",
       .payload = PullRequest(),
       .one = "no plan; git fetch --depth=2 origin M2 T2",
       .two = "first parent of the merge commit; A b, A c; messages MG T2, cut: git fetch "
              "--depth=2 origin T2",
       .full = merged},
      {.row = "merged-result",
       .head = "MG",
       .event = "gitlab",
       .payload = GitLab("merge_request_event", "MG",
                         {{"CI_MERGE_REQUEST_EVENT_TYPE", "merged_result"},
                          {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "M2"}}),
       .one = "no plan; git fetch --depth=1 origin M2",
       .two = "first parent of the merge commit; A b, A c; messages MG T2, cut: git fetch "
              "--unshallow",
       .full = merged},
      {.row = "merge-train",
       .head = "Q2",
       .event = "gitlab",
       .payload = GitLab("merge_request_event", "Q2",
                         {{"CI_MERGE_REQUEST_EVENT_TYPE", "merge_train"},
                          {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "Q1"},
                          {"CI_MERGE_REQUEST_SOURCE_BRANCH_SHA", std::string(40, 'e')}}),
       .one = "no plan; git fetch --depth=1 origin Q1",
       .two = "first parent of the merge commit; A p; messages P Q2, cut: git fetch --unshallow",
       .full = "first parent of the merge commit; A p; messages P Q2"},
      {.row = "merge-train-rebased",
       .head = "S",
       .event = "gitlab",
       .payload = GitLab("merge_request_event", "S",
                         {{"CI_MERGE_REQUEST_EVENT_TYPE", "merge_train"},
                          {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "M2"}}),
       .one = "no plan; git fetch --depth=1 origin M2",
       .two = "",
       .full = "what the merge request is merged into; A b, A c; messages S"},
      {.row = "merge-request",
       .head = "T2",
       .event = "gitlab",
       .payload = GitLab(
           "merge_request_event", "T2",
           {{"CI_MERGE_REQUEST_EVENT_TYPE", "detached"}, {"CI_MERGE_REQUEST_DIFF_BASE_SHA", "M1"}}),
       .one = unshallow_main,
       .two = unshallow_main,
       .full = "merge base of the merge request; A b, A c; messages T1 T2"},
      {.row = "merge-request-merges",
       .head = "U2",
       .event = "gitlab",
       .payload = GitLab(
           "merge_request_event", "U2",
           {{"CI_MERGE_REQUEST_EVENT_TYPE", "detached"}, {"CI_MERGE_REQUEST_DIFF_BASE_SHA", "M2"}}),
       .one = unshallow_main,
       .two = unshallow_main,
       .full = "merge base of HEAD and origin/main; A b, A c, A u; messages T1 T2 U U2"},
      {.row = "branch",
       .head = "T2",
       .event = "gitlab",
       .payload =
           GitLab("push", "T2", {{"CI_COMMIT_BRANCH", "topic"}, {"CI_COMMIT_BEFORE_SHA", "T1"}}),
       .one = "no plan; git fetch --depth=1 origin T1",
       .two = "",
       .full = "`before` of the push; A c; messages T2"},
      {.row = "branch-new",
       .head = "T2",
       .event = "gitlab",
       .payload =
           GitLab("push", "T2",
                  {{"CI_COMMIT_BRANCH", "topic"}, {"CI_COMMIT_BEFORE_SHA", std::string(40, '0')}}),
       .one = unshallow_main,
       .two = unshallow_main,
       .full = "merge base of HEAD and origin/main; the push created the branch; A b, A c; "
               "messages T1 T2"},
      {.row = "branch-forced",
       .head = "T2",
       .event = "gitlab",
       .payload =
           GitLab("push", "T2", {{"CI_COMMIT_BRANCH", "topic"}, {"CI_COMMIT_BEFORE_SHA", "M2"}}),
       .one = "no plan; git fetch --depth=1 origin M2",
       .two = "no plan; git fetch --depth=1 origin M2",
       .full = "merge base of HEAD and origin/main; the push was forced; A b, A c; messages T1 T2"},
      {.row = "tag",
       .head = "M2",
       .event = "gitlab",
       .payload = GitLab("push", "M2", {{"CI_COMMIT_TAG", "v1"}}),
       .one = "",
       .two = "",
       .full = "the push of a tag has no base; no plan"},
      {.row = "gitlab-schedule",
       .head = "M2",
       .event = "gitlab",
       .payload = GitLab("schedule", "M2", {{"CI_COMMIT_BRANCH", "main"}}),
       .one = "",
       .two = "",
       .full = none + "schedule` has no base; no plan"},
      {.row = "gitlab-others",
       .head = "M2",
       .event = "gitlab",
       .payload = GitLab("web", "M2", {{"CI_COMMIT_BRANCH", "main"}}),
       .one = "",
       .two = "",
       .full = none + "web` has no base; no plan"},
      {.row = "child",
       .head = "MG",
       .event = "gitlab",
       .payload = GitLab("parent_pipeline", "MG",
                         {{"CI_MERGE_REQUEST_IID", "1"},
                          {"CI_MERGE_REQUEST_EVENT_TYPE", "merged_result"},
                          {"CI_MERGE_REQUEST_TARGET_BRANCH_SHA", "M2"}}),
       .one = "no plan; git fetch --depth=1 origin M2",
       .two = "first parent of the merge commit; A b, A c; messages MG T2, cut: git fetch "
              "--unshallow",
       .full = merged},
      {.row = "child-others",
       .head = "M2",
       .event = "gitlab",
       .payload = GitLab("parent_pipeline", "M2", {{"CI_COMMIT_BRANCH", "main"}}),
       .one = "",
       .two = "",
       .full = none + "parent_pipeline` has no base; no plan"},
      {.row = "external",
       .head = "T2",
       .event = "gitlab",
       .payload = GitLab("external_pull_request_event", "T2",
                         {{"CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_SHA", "M2"}}),
       .one = "no plan; git fetch --unshallow origin M2",
       .two = "no plan; git fetch --unshallow origin M2",
       .full = "merge base of HEAD and M2; A b, A c; messages T1 T2"},
  };
}

TEST_F(EventRows, EachIsPlayedAtEveryDepth) {
  for (const Played& played : AllPlayed()) Play(played);
}

TEST_F(EventRows, NoneIsLeftOut) {
  std::set<std::string> rows, played;
  for (const auto* table : {&GitHubEvents(), &GitLabEvents()}) {
    for (const EventRow& row : *table) rows.emplace(row.id);
  }
  for (const Played& one : AllPlayed()) played.insert(one.row);
  EXPECT_EQ(rows, played);
}

// What a row promises to record is what the range of a full clone records.
TEST_F(EventRows, EachRecordsWhatTheTableSays) {
  std::map<std::string, std::string> how;
  for (const auto* table : {&GitHubEvents(), &GitLabEvents()}) {
    for (const EventRow& row : *table) how[std::string(row.id)] = row.how;
  }
  for (const Played& played : AllPlayed()) {
    std::string promised = how[played.row];
    if (promised.starts_with("as ") || !played.same_after_fetch) continue;
    if (size_t sha = promised.find("SHA"); sha != std::string::npos) promised.replace(sha, 3, "M2");
    bool found = promised.empty() ? played.full.ends_with("; no plan")
                                  : played.full.starts_with(promised + "; ");
    EXPECT_TRUE(found) << played.row << ": " << promised << "\n" << played.full;
  }
}

std::string ReadDocument() {
  std::ifstream file(TESTFED_SOURCE_DIR "/docs/events.md");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(EventTable, StandsInTheDocument) {
  std::string document = ReadDocument();
  for (const auto* table : {&GitHubEvents(), &GitLabEvents()}) {
    EXPECT_NE(document.find(ToMarkdown(*table)), std::string::npos)
        << "docs/events.md lacks these rows:\n"
        << ToMarkdown(*table);
  }
}

}  // namespace
}  // namespace testfed
