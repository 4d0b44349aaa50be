#include "integration/pull_requests.h"

#include <gtest/gtest.h>

#include "domains/json.h"

namespace testfed {
namespace {

const char kHead[] = "056621c28203174a796459efcf809732c82196f7";
const char kBase[] = "2831bf7000000000000000000000000000000000";

Json PullRequestJson(const std::string& repository, int number) {
  Json json = Json::MakeObject();
  json.Set("number", number)
      .Set("state", "open")
      .Set("merged_at", Json())
      .Set("head", Json::MakeObject().Set("sha", kHead).Set("ref", "timers"))
      .Set("base",
           Json::MakeObject()
               .Set("sha", kBase)
               .Set("repo", Json::MakeObject()
                                .Set("full_name", repository)
                                .Set("clone_url", "https://github.com/" + repository + ".git")))
      .Set("labels", Json(Json::Array{Json::MakeObject().Set("name", "changeset:timer-rename")}))
      .Set("body", Json());
  return json;
}

absl::StatusOr<PullRequestList> Read(const Json& json) {
  return ReadPullRequests(CanonicalText(json), "prs.json");
}

std::string Problem(const Json& item) { return MessageOf(Read(Json(Json::Array{item})).status()); }

TEST(PullRequests, AnAnswerOfThePlatformIsRead) {
  Json merged = PullRequestJson("orbit/lifecycle", 58);
  merged.Set("state", "closed").Set("merged_at", "2026-11-20T09:12:44Z");
  merged.Set("merge_commit_sha", std::string(40, 'A'));
  Json closed = PullRequestJson("orbit/baselibs", 7);
  closed.Set("state", "closed");
  absl::StatusOr<PullRequestList> list =
      Read(Json(Json::Array{merged, PullRequestJson("orbit/comm", 117), closed}));
  ASSERT_TRUE(list.ok()) << list.status();
  ASSERT_EQ(list->pull_requests.size(), 3U);
  const PullRequest& comm = list->pull_requests[1];
  EXPECT_EQ(ToString(comm.id), "orbit/comm#117");
  EXPECT_EQ(comm.id.repository, "github.com/orbit/comm");
  EXPECT_EQ(comm.head, kHead);
  EXPECT_EQ(comm.base, kBase);
  EXPECT_EQ(comm.labels, std::vector<std::string>{"changeset:timer-rename"});
  EXPECT_EQ(comm.state, PullRequest::State::kOpen);
  EXPECT_EQ(list->pull_requests[0].state, PullRequest::State::kClosed);
  EXPECT_EQ(list->pull_requests[2].state, PullRequest::State::kMerged);
  EXPECT_EQ(list->pull_requests[2].merge_commit, std::string(40, 'a'));
  EXPECT_EQ(list->incomplete, "");
}

TEST(PullRequests, ATextDeclaresOthers) {
  Json json = PullRequestJson("orbit/comm", 117);
  json.Set("body",
           "Renames the timers.\r\n\r\n"
           "Depends-On: https://github.com/orbit/persistency/pull/91\r\n"
           "depends-on: orbit/lifecycle#58\n"
           "Changeset-Members: orbit/comm#117, orbit/lifecycle#58 orbit/logging#3\n"
           "Depends-On: the weather\nsee orbit/other#9\nDepends-On: x#1\nDepends-On: ../../a#1");
  absl::StatusOr<PullRequestList> list = Read(Json(Json::Array{json}));
  ASSERT_TRUE(list.ok()) << list.status();
  std::string declared;
  for (const PullRequestId& id : list->pull_requests[0].declared) declared += ToString(id) + " ";
  EXPECT_EQ(declared, "orbit/lifecycle#58 orbit/logging#3 orbit/persistency#91 ");
}

TEST(PullRequests, IdsAreReadInBothForms) {
  auto read = [](std::string_view text) {
    std::optional<PullRequestId> id = ReadPullRequestId(text, "github.com");
    return id ? id->repository + " " + std::to_string(id->number) : "-";
  };
  EXPECT_EQ(read("orbit/comm#117"), "github.com/orbit/comm 117");
  EXPECT_EQ(read("https://git.orbit.dev/orbit/comm/pull/117/files"),
            "git.orbit.dev/orbit/comm 117");
  EXPECT_EQ(read(" https://github.com/orbit/comm/pull/117#issue-1 "), "github.com/orbit/comm 117");
  for (const char* bad :
       {"", "#117", "comm#117", "orbit/comm#", "orbit/comm#0", "orbit/comm#-1", "orbit/comm#1x",
        "orbit/$(x)#1", "orbit/comm", "a b/c#1", "orbit/comm#99999999999999999999"}) {
    EXPECT_EQ(read(bad), "-") << bad;
  }
}

// Behaviour 51: an answer that was cut short says so.
TEST(PullRequests, ASearchMayBeIncomplete) {
  Json json = Json::MakeObject();
  json.Set("items", Json(Json::Array{PullRequestJson("orbit/comm", 117)}))
      .Set("incomplete_results", true);
  EXPECT_EQ(Read(json)->incomplete, "the search was cut short (`incomplete_results`)");
  json.Set("incomplete_results", false).Set("total_count", 3);
  EXPECT_EQ(Read(json)->incomplete, "the search found 3, and 1 are here");
  json.Set("total_count", 1);
  EXPECT_EQ(Read(json)->incomplete, "");
}

TEST(PullRequests, WhatIsNoPullRequestIsAnError) {
  EXPECT_EQ(
      MessageOf(Read(Json::MakeObject()).status()),
      "prs.json: a list of pull requests, or an object with it as `pull_requests` or `items`");
  Json json = PullRequestJson("orbit/comm", 117);
  json.Set("number", "117");
  EXPECT_EQ(Problem(json), "prs.json: [0]: `number` is the number of a pull request");
  json = PullRequestJson("orbit/comm", 117);
  json.Set("head", Json::MakeObject().Set("sha", "056621c"));
  EXPECT_EQ(Problem(json), "prs.json: [0]: `head.sha` is a commit of 40 digits, got `056621c`");
  json = PullRequestJson("orbit/comm", 117);
  json.Set("base", Json::MakeObject().Set("sha", kBase));
  EXPECT_EQ(Problem(json),
            "prs.json: [0]: `base.repo.clone_url` or `base.repo.full_name` names the repository");
  json = PullRequestJson("orbit/comm", 117);
  json.Set("state", "half\n::error::x");
  EXPECT_EQ(Problem(json), "prs.json: [0]: `state` is `open` or `closed`, got `half\\n::error::x`");
  const Json twice = PullRequestJson("orbit/comm", 117);
  EXPECT_EQ(MessageOf(Read(Json(Json::Array{twice, twice})).status()),
            "prs.json: orbit/comm#117 stands twice");
}

}  // namespace
}  // namespace testfed
