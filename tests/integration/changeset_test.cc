#include "integration/changeset.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

Component Declared(const std::string& name) {
  Component component;
  component.name = name;
  component.module = name;
  component.remote = "https://github.com/orbit/" + name;
  component.repository = "github.com/orbit/" + name;
  return component;
}

const Components kComponents = {Declared("comm"), Declared("lifecycle"), Declared("persistency")};

PullRequest Request(const std::string& name, int number, char head) {
  PullRequest request;
  request.id = {"github.com/orbit/" + name, number};
  request.head = std::string(40, head);
  request.base = std::string(40, '0');
  request.head_branch = "timers";
  request.labels = {"bug", "changeset:timer-rename"};
  return request;
}

PullRequestList Three() {
  return {
      {Request("comm", 117, 'a'), Request("lifecycle", 58, 'b'), Request("persistency", 91, 'c')},
      ""};
}

absl::StatusOr<Changeset> Read(const PullRequestList& list, const ChangesetOptions& options = {}) {
  return ReadChangeset("timer-rename", list, "prs.json", kComponents, options);
}

std::string Problem(const PullRequestList& list, const ChangesetOptions& options = {}) {
  absl::StatusOr<Changeset> set = Read(list, options);
  return set.ok() ? "whole" : MessageOf(set.status());
}

// Behaviour 50: all heads are under test, pinned where they were found.
TEST(Changeset, EveryMembersHeadIsComposed) {
  absl::StatusOr<Changeset> set = Read(Three());
  ASSERT_TRUE(set.ok()) << set.status();
  std::string text;
  for (const Replacement& one : ReplacementsOf(*set, {})) {
    text += one.name + " " + one.pin.text.substr(0, 3) + " #" + std::to_string(one.pull_request) +
            " " + one.base_commit.substr(0, 3) + " " + one.taken_from + "\n";
  }
  EXPECT_EQ(text,
            "comm aaa #117 000 head.sha\n"
            "lifecycle bbb #58 000 head.sha\n"
            "persistency ccc #91 000 head.sha\n");
}

// Behaviour 51.
TEST(Changeset, AListThatMayLeaveSomeOutIsRefused) {
  PullRequestList list = Three();
  list.incomplete = "the search was cut short (`incomplete_results`)";
  EXPECT_EQ(Problem(list),
            "changeset `timer-rename` may be incomplete: prs.json: the search was cut short "
            "(`incomplete_results`); no manifest written");
  list = Three();
  list.pull_requests[0].declared = {{"github.com/orbit/baselibs", 3}};
  EXPECT_EQ(
      Problem(list),
      "changeset `timer-rename` may be incomplete: orbit/comm#117 names orbit/baselibs#3, and "
      "prs.json has no such pull request; no manifest written");
  list.pull_requests[0].declared = {{"github.com/orbit/lifecycle", 58}};
  EXPECT_EQ(Problem(list), "whole");
  EXPECT_EQ(Problem({}),
            "changeset `timer-rename` has no pull request in prs.json; no manifest written");
}

TEST(Changeset, EveryMemberCarriesTheLabel) {
  PullRequestList list = Three();
  list.pull_requests[1].labels = {"changeset:timer-renam"};
  EXPECT_EQ(Problem(list),
            "orbit/lifecycle#58 does not carry the label `changeset:timer-rename`; no manifest "
            "written");
}

TEST(Changeset, AClosedMemberInvalidatesTheSet) {
  PullRequestList list = Three();
  list.pull_requests[2].state = PullRequest::State::kClosed;
  EXPECT_EQ(Problem(list),
            "orbit/persistency#91 was closed without a merge, so the set is not what it was; no "
            "manifest written");
}

TEST(Changeset, AForeignRepositoryIsNoMember) {
  PullRequestList list = Three();
  list.pull_requests.push_back(Request("unknown", 1, 'd'));
  EXPECT_EQ(Problem(list),
            "orbit/unknown#1: `github.com/orbit/unknown` is the repository of no component; no "
            "manifest written");
}

// Behaviour 52.
TEST(Changeset, TwoOfOneRepositoryNeedAnOrder) {
  PullRequestList list = Three();
  list.pull_requests.insert(list.pull_requests.begin(), Request("comm", 90, 'd'));
  EXPECT_EQ(Problem(list),
            "orbit/comm#90 and orbit/comm#117 are of one repository, which needs an order; no "
            "manifest written");
  const PullRequestId low = {"github.com/orbit/comm", 90}, high = {"github.com/orbit/comm", 117};
  EXPECT_EQ(Problem(list, {.order = {low}, .heads = {}}),
            "orbit/comm#90 and orbit/comm#117 are of one repository, which needs an order; no "
            "manifest written");
  absl::StatusOr<Changeset> set = Read(list, {.order = {low, high}, .heads = {}});
  ASSERT_TRUE(set.ok()) << set.status();
  EXPECT_EQ(set->members[0].commit, std::string(40, 'a'));
  EXPECT_EQ(set->members[0].below, std::vector<PullRequestId>{low});
  set = Read(list, {.order = {high, low}, .heads = {}});
  EXPECT_EQ(set->members[0].commit, std::string(40, 'd'));
}

// Behaviour 54.
TEST(Changeset, AMergedMemberCountsAtItsNewMain) {
  PullRequestList list = Three();
  list.pull_requests[0].state = PullRequest::State::kMerged;
  EXPECT_EQ(Problem(list), "orbit/comm#117 is merged, and nothing says as which commit");
  list.pull_requests[0].merge_commit = std::string(40, 'e');
  absl::StatusOr<Changeset> set = Read(list);
  ASSERT_TRUE(set.ok()) << set.status();
  EXPECT_EQ(set->members[0].commit, std::string(40, 'e'));
  EXPECT_EQ(ReplacementsOf(*set, {})[0].taken_from, kTakenFromMerge);
  const ChangesetOptions options{.order = {}, .heads = {{"comm", std::string(40, 'f')}}};
  set = Read(list, options);
  EXPECT_EQ(set->members[0].commit, std::string(40, 'f'));
  EXPECT_EQ(ReplacementsOf(*set, options)[0].taken_from, kTakenFromMain);
  EXPECT_EQ(set->members[1].commit, std::string(40, 'b'));
  for (PullRequest& one : list.pull_requests) {
    one.state = PullRequest::State::kMerged;
    one.merge_commit = std::string(40, 'e');
  }
  EXPECT_EQ(
      Problem(list),
      "changeset `timer-rename`: every member is merged, so there is nothing to hold back; no "
      "manifest written");
}

// Behaviour 53.
TEST(Changeset, WhatMovedSinceTheRunIsTold) {
  const std::vector<TestedMember> tested = {
      {{"github.com/orbit/comm", 117}, "comm", std::string(40, 'a')},
      {{"github.com/orbit/lifecycle", 58}, "lifecycle", std::string(40, 'b')},
      {{"github.com/orbit/persistency", 91}, "persistency", std::string(40, 'c')}};
  EXPECT_TRUE(MovedSince(tested, Three()).empty());
  PullRequestList now = Three();
  now.pull_requests[0].head = std::string(40, 'd');
  now.pull_requests[1].state = PullRequest::State::kClosed;
  now.pull_requests.pop_back();
  now.pull_requests.push_back(Request("timers", 4, 'e'));
  std::string text;
  for (const MovedMember& one : MovedSince(tested, now)) {
    text += one.component + "|" + one.head.substr(0, 3) + "|" + one.text + "\n";
  }
  EXPECT_EQ(text,
            "comm|ddd|orbit/comm#117 moved from aaaaaaa to ddddddd\n"
            "lifecycle||orbit/lifecycle#58 was closed without a merge\n"
            "persistency||orbit/persistency#91 is not in the list any more\n"
            "|eee|orbit/timers#4 joined the set\n");
  now = Three();
  now.pull_requests[0].state = PullRequest::State::kMerged;  // as it was tested
  EXPECT_TRUE(MovedSince(tested, now).empty());
  now.pull_requests[0].head = std::string(40, 'd');
  EXPECT_EQ(MovedSince(tested, now)[0].text,
            "orbit/comm#117 was merged with another head, ddddddd");
}

}  // namespace
}  // namespace testfed
