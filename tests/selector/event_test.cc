#include "selector/event.h"

#include <gtest/gtest.h>

#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

const std::string kA(40, 'a');
const std::string kB(40, 'b');
const std::string kZero(40, '0');

std::string Show(const absl::StatusOr<Event>& event) {
  if (!event.ok()) return "error: " + testfed::Show(event.status());
  std::string text = event->name + " " + std::to_string(static_cast<int>(event->kind));
  text += " base=" + event->base.substr(0, 2) + " head=" + event->head.substr(0, 2);
  if (!event->branch.empty()) text += " branch=" + event->branch;
  if (!event->default_branch.empty()) text += " default=" + event->default_branch;
  if (event->created) text += " created";
  if (event->deleted) text += " deleted";
  if (event->forced) text += " forced";
  if (event->tag) text += " tag";
  if (!event->target.empty()) text += " target=" + event->target;
  if (!event->merged_as.empty()) text += " merged=" + event->merged_as.substr(0, 2);
  if (event->commits) text += " commits=" + std::to_string(*event->commits);
  for (const std::string& label : event->labels) text += " label=" + label;
  return text;
}

struct Case {
  const char* name;
  const char* event;
  std::string payload;
  std::string expected;
};

TEST(Event, IsReadFromItsPayload) {
  const std::string repository = R"("repository": {"default_branch": "trunk"})";
  const std::string pull = R"("pull_request": {"base": {"sha": ")" + kA +
                           R"("}, "head": {"sha": ")" + kB +
                           R"("}, "labels": [{"name": "ci:full"}, {"id": 3}]})";
  auto push = [&](std::string ref, std::string before, std::string after, std::string rest = "") {
    return R"({"ref": ")" + ref + R"(", "before": ")" + before + R"(", "after": ")" + after + "\"" +
           rest + "}";
  };
  for (const Case& test : std::vector<Case>{
           {"pull request", "pull_request", "{" + pull + ", " + repository + "}",
            "pull_request 0 base=aa head=bb default=trunk label=ci:full"},
           {"target", "pull_request_target", "{" + pull + "}",
            "pull_request_target 1 base=aa head=bb label=ci:full"},
           {"merged", "pull_request",
            R"({"action": "closed", "pull_request": {"merged": true, "merge_commit_sha": ")" +
                std::string(40, 'c') + R"(", "commits": 3, "base": {"sha": ")" + kA +
                R"("}, "head": {"sha": ")" + kB + R"("}}})",
            "pull_request 0 base=aa head=bb merged=cc commits=3"},
           {"closed without a merge", "pull_request",
            R"({"action": "closed", "pull_request": {"merged": false, "merge_commit_sha": ")" +
                std::string(40, 'c') + R"(", "commits": -3, "base": {"sha": ")" + kA +
                R"("}, "head": {"sha": ")" + kB + R"("}}})",
            "pull_request 0 base=aa head=bb"},
           {"a deleted tag", "push", push("refs/tags/v1", kA, kZero),
            "push 2 base=aa head= deleted tag"},
           {"push", "push", push("refs/heads/topic/x", kA, kB, ", " + repository),
            "push 2 base=aa head=bb branch=topic/x default=trunk"},
           {"forced push", "push", push("refs/heads/x", kA, kB, R"(, "forced": true)"),
            "push 2 base=aa head=bb branch=x forced"},
           {"new branch", "push", push("refs/heads/x", kZero, kB),
            "push 2 base= head=bb branch=x created"},
           {"new branch, SHA-256", "push",
            push("refs/heads/x", std::string(64, '0'), std::string(64, 'b')),
            "push 2 base= head=bb branch=x created"},
           {"deleted branch", "push", push("refs/heads/x", kA, kZero),
            "push 2 base=aa head= branch=x deleted"},
           {"tag", "push", push("refs/tags/v1", kZero, kB), "push 4 base= head=bb created tag"},
           {"upper case", "push", push("refs/heads/x", std::string(40, 'A'), kB),
            "push 2 base=aa head=bb branch=x"},
           {"merge group", "merge_group",
            R"({"merge_group": {"base_sha": ")" + kA + R"(", "head_sha": ")" + kB +
                R"(", "base_ref": "refs/heads/main"}})",
            "merge_group 3 base=aa head=bb target=refs/heads/main"},
           {"schedule", "schedule", R"({"schedule": "0 0 * * *"})", "schedule 4 base= head="},
           {"by hand", "workflow_dispatch", R"({"inputs": null, )" + repository + "}",
            "workflow_dispatch 4 base= head= default=trunk"},
           {"from outside", "repository_dispatch", R"({"client_payload": {"base": "-x"}})",
            "repository_dispatch 4 base= head="},
           {"called by a pull request", "workflow_call", "{" + pull + "}",
            "pull_request 0 base=aa head=bb label=ci:full"},
           {"called by a push", "workflow_call", push("refs/heads/x", kA, kB),
            "push 2 base=aa head=bb branch=x"},
           {"called by a schedule", "workflow_call", "{}", "workflow_dispatch 4 base= head="},
       }) {
    EXPECT_EQ(Show(ReadEvent(test.payload, test.event, "event.json")), test.expected) << test.name;
  }
}

TEST(Event, RefusesWhatItCannotTrust) {
  const std::string hint =
      "\nhint: a payload does not name its event; give its name\n  --event-name NAME";
  for (const Case& test : std::vector<Case>{
           {"another event", "issue_comment", "{}",
            "error: the event `issue_comment` is not known; known are merge_group, pull_request, "
            "pull_request_target, push, repository_dispatch, schedule, workflow_call, "
            "workflow_dispatch\nhint: name a base\n  testfed select --base REV"},
           {"a name that is a command", "x\n::error::", "{}",
            "error: the event `\"x\\n::error::\"` is not known; known are merge_group, "
            "pull_request, pull_request_target, push, repository_dispatch, schedule, "
            "workflow_call, workflow_dispatch\nhint: name a base\n  testfed select --base REV"},
           {"no object", "push", "[]", "error: event.json: an event payload is a JSON object"},
           {"another payload", "push", "{}",
            "error: event.json: a `push` event has `before`, this payload does not" + hint},
           {"no head", "pull_request", R"({"pull_request": {"base": {"sha": ")" + kA + R"("}}})",
            "error: event.json: a `pull_request` event has `pull_request.head.sha`, this payload "
            "does not" +
                hint},
           {"an option", "merge_group",
            R"({"merge_group": {"base_sha": "--upload-pack=x", "head_sha": "x"}})",
            "error: event.json: `merge_group.base_sha` is a commit id of 40 or 64 hexadecimal "
            "digits, got `--upload-pack=x`"},
           {"a branch", "merge_group",
            R"({"merge_group": {"base_sha": ")" + kA + R"(", "head_sha": "ma\nin"}})",
            "error: event.json: `merge_group.head_sha` is a commit id of 40 or 64 hexadecimal "
            "digits, got `\"ma\\nin\"`"},
           {"a number", "merge_group", R"({"merge_group": {"base_sha": 7}})",
            "error: event.json: `merge_group.base_sha` is a commit id of 40 or 64 hexadecimal "
            "digits, got `7`"},
           {"an abbreviation", "merge_group", R"({"merge_group": {"base_sha": "aaaaaaa"}})",
            "error: event.json: `merge_group.base_sha` is a commit id of 40 or 64 hexadecimal "
            "digits, got `aaaaaaa`"},
           {"a ref that is a number", "push",
            R"({"before": ")" + kA + R"(", "after": ")" + kB + R"(", "ref": 7})",
            "error: event.json: `ref` is a string, got `7`"},
       }) {
    EXPECT_EQ(Show(ReadEvent(test.payload, test.event, "event.json")), test.expected) << test.name;
  }
}

}  // namespace
}  // namespace testfed
