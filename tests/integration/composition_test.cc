#include "integration/composition.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace testfed {
namespace {

std::string Commit(char digit) { return std::string(40, digit); }

Components Orbit() {
  std::vector<Finding> findings;
  Components components = ReadComponents(R"(
baselibs: {repo: https://github.com/orbit/baselibs, tracks: {main: {branch: main}, release/0.9: {tag: latest}}}
comm: {repo: https://github.com/orbit/comm, reposFormerly: [github.com/old/comm], tracks: {main: {branch: main}, release/0.9: {branch: release/0.9}}}
logging: {repo: https://github.com/orbit/logging, tracks: {main: {version: 1.4.0}, release/0.9: {version: 1.3.0}}}
)",
                                         "components.yaml", findings);
  EXPECT_TRUE(findings.empty());
  return components;
}

CompositionBase KnownGood() {
  CompositionBase base;
  base.seq = 42;
  base.record_sha256 = std::string(64, 'e');
  base.name = "known good 42";
  base.pins = {
      {"logging", *VersionPin("1.4.0"), "https://github.com/orbit/logging", {}, ""},
      {"comm", *CommitPin(Commit('1')), "https://github.com/orbit/comm", {"//p:1.patch"}, ""},
      {"baselibs", *CommitPin(Commit('2')), "https://github.com/orbit/baselibs", {}, ""}};
  return base;
}

std::string PullRequest(const std::string& repo, const std::string& sha,
                        const std::string& base = Commit('1')) {
  return R"({"pull_request": {"number": 117, "head": {"sha": ")" + sha +
         R"(", "ref": "feature"}, "base": {"sha": ")" + base +
         R"("}}, "repository": {"full_name": ")" + repo + R"("}})";
}

absl::StatusOr<Manifest> ComposeEvent(const std::string& payload) {
  TESTFED_ASSIGN_OR_RETURN(Replacement replacement,
                           ReadPullRequestEvent(payload, "event.json", Orbit()));
  CompositionRequest request;
  request.replacements = {replacement};
  return Compose(KnownGood(), Orbit(), request);
}

// Behaviour 12.
TEST(Composition, Behaviour12ExactlyTheComponentOfThePullRequestDiffers) {
  const auto manifest = ComposeEvent(PullRequest("orbit/comm", Commit('a')));
  ASSERT_TRUE(manifest.ok()) << MessageOf(manifest.status());
  Tuple expected = TupleOf(KnownGood().pins);
  expected["comm"].pin = *CommitPin(Commit('a'));
  EXPECT_EQ(TupleOf(manifest->pins), expected);
  EXPECT_EQ(manifest->base.seq, 42);
  EXPECT_EQ(manifest->base.record_sha256, std::string(64, 'e'));
  ASSERT_EQ(manifest->under_test.size(), 1u);
  EXPECT_EQ(manifest->under_test[0].before, *CommitPin(Commit('1')));
  EXPECT_EQ(manifest->under_test[0].pull_request, 117);
  EXPECT_EQ(manifest->under_test[0].taken_from, "pull_request.head.sha");
}

// Behaviour 13: an override that is a no-op must never be green.
TEST(Composition, Behaviour13UnknownRepositoryIsNoManifest) {
  EXPECT_EQ(MessageOf(ComposeEvent(PullRequest("orbit/com", Commit('a'))).status()),
            "event.json: `orbit/com` is the repository of no component; no manifest written");
  EXPECT_TRUE(ComposeEvent(PullRequest("https://github.com/old/comm.git", Commit('a'))).ok())
      << "a declared former repository is known";
}

// Behaviour 14.
TEST(Composition, Behaviour14CommitThatKnownGoodHasLeavesNothingUnderTest) {
  const auto manifest = ComposeEvent(PullRequest("orbit/comm", Commit('1'), Commit('9')));
  ASSERT_TRUE(manifest.ok()) << MessageOf(manifest.status());
  EXPECT_TRUE(manifest->NothingUnderTest());
  EXPECT_EQ(manifest->unchanged, std::vector<std::string>{"comm"});
  EXPECT_TRUE(ToJson(*manifest, nullptr)["nothing_under_test"].Bool());
}

// Behaviour 15.
TEST(Composition, Behaviour15BaseOfThePullRequestIsNotThePullRequest) {
  EXPECT_EQ(MessageOf(ComposeEvent(PullRequest("orbit/comm", Commit('3'), Commit('3'))).status()),
            "composition does not contain the pull request: commit 3333333 of `comm`, pull request "
            "117 is its base, not its head; no manifest written");
}

// Behaviour 16.
TEST(Composition, Behaviour16OrderOfTheInputsDoesNotMatter) {
  CompositionBase base = KnownGood();
  std::reverse(base.pins.begin(), base.pins.end());
  CompositionRequest request;
  request.replacements = {{"comm", *CommitPin(Commit('a')), 117, "", "", ""}};
  const auto one = Compose(KnownGood(), Orbit(), request);
  const auto other = Compose(base, Orbit(), request);
  ASSERT_TRUE(one.ok() && other.ok());
  EXPECT_EQ(ToText(*one, nullptr), ToText(*other, nullptr));
}

// Behaviour 17.
TEST(Composition, Behaviour17VersionHasARefThatCanBeCheckedOut) {
  const auto manifest = ComposeEvent(PullRequest("orbit/comm", Commit('a')));
  ASSERT_TRUE(manifest.ok());
  const Components components = Orbit();
  const Json json = ToJson(*manifest, &components);
  for (const Json& other : json["others"].Items()) {
    EXPECT_FALSE(other["ref"].String().empty());
    const bool is_logging = other["name"].String() == "logging";
    EXPECT_EQ(other["ref"].String() == "v1.4.0", is_logging);
  }
}

Heads AllHeads() {
  return {{"baselibs", {Commit('b'), "", ""}}, {"comm", {Commit('c'), "refs/heads/main", ""}}};
}

// Behaviour 18.
TEST(Composition, Behaviour18HeadThatCannotBeReadIsNoManifestUnlessAsked) {
  Heads heads = AllHeads();
  heads["comm"] = {"", "", "fatal: repository not found"};
  CompositionRequest request;
  request.event = CompositionEvent::kMains;
  EXPECT_EQ(MessageOf(TakeMains(KnownGood(), Orbit(), heads, false, request)),
            "the head of `comm` (branch main) could not be taken: fatal: repository not found; no "
            "manifest written");
  request = {};
  request.event = CompositionEvent::kMains;
  ASSERT_TRUE(TakeMains(KnownGood(), Orbit(), heads, true, request).ok());
  const auto manifest = Compose(KnownGood(), Orbit(), request);
  ASSERT_TRUE(manifest.ok());
  EXPECT_EQ(manifest->not_advanced.at("comm"), "fatal: repository not found");
  EXPECT_EQ(TupleOf(manifest->pins)["comm"].pin.text, Commit('1'));
  EXPECT_EQ(TupleOf(manifest->pins)["baselibs"].pin.text, Commit('b'));
}

TEST(Composition, MissingHeadIsNoManifestEither) {
  Heads heads = AllHeads();
  heads.erase("baselibs");
  CompositionRequest request;
  EXPECT_EQ(
      MessageOf(TakeMains(KnownGood(), Orbit(), heads, false, request)),
      "the head of `baselibs` (branch main) could not be taken: no head is known; no manifest "
      "written");
  heads = AllHeads();
  heads["bselibs"] = {Commit('d'), "", ""};
  EXPECT_EQ(
      MessageOf(TakeMains(KnownGood(), Orbit(), heads, false, request)),
      "the heads name `bselibs`, which is no component; did you mean `baselibs`?; no manifest "
      "written");
}

// Behaviour 49: what a bisect held back stays until its head was taken on purpose.
TEST(Composition, Behaviour49HeldBackComponentStaysUntilItIsReleased) {
  CompositionBase base = KnownGood();
  base.name = "known good 44";
  base.held_back = {{"comm", {"comm 4d9a2df fails", "2026-11-20", "", "comm@4d9a2df"}}};
  CompositionRequest request;
  request.event = CompositionEvent::kMains;
  ASSERT_TRUE(TakeMains(base, Orbit(), AllHeads(), false, request).ok());
  auto manifest = Compose(base, Orbit(), request);
  ASSERT_TRUE(manifest.ok());
  EXPECT_EQ(manifest->held, base.held_back);
  EXPECT_EQ(TupleOf(manifest->pins)["comm"].pin.text, Commit('1'));
  EXPECT_EQ(TupleOf(manifest->pins)["baselibs"].pin.text, Commit('b'));

  request = {};
  request.event = CompositionEvent::kMains;
  request.released = {"comm"};
  ASSERT_TRUE(TakeMains(base, Orbit(), AllHeads(), false, request).ok());
  manifest = Compose(base, Orbit(), request);
  ASSERT_TRUE(manifest.ok());
  EXPECT_TRUE(manifest->held.empty());
  EXPECT_EQ(TupleOf(manifest->pins)["comm"].pin.text, Commit('c'));

  request.released = {"com"};
  EXPECT_EQ(MessageOf(TakeMains(base, Orbit(), AllHeads(), false, request)),
            "`com` is not held back by known good 44; did you mean `comm`?; no manifest written");
}

// Behaviour 19.
TEST(Composition, Behaviour19HeldComponentStaysAndTheManifestSaysWhy) {
  Components components = Orbit();
  components[1].hold = Hold{"waits for the new flash layout", "2026-11-12", ""};
  CompositionRequest request;
  request.event = CompositionEvent::kMains;
  CompositionBase base = KnownGood();
  base.pins[2].keeps_version = true;  // baselibs, by pin_version
  ASSERT_TRUE(TakeMains(base, components, {}, false, request).ok());
  const auto manifest = Compose(base, components, request);
  ASSERT_TRUE(manifest.ok());
  EXPECT_TRUE(manifest->under_test.empty());
  EXPECT_EQ(manifest->held.at("comm"), (Hold{"waits for the new flash layout", "2026-11-12", ""}));
  EXPECT_EQ(manifest->held.at("baselibs").reason, "`pin_version` in known good 42");
}

// Behaviour 20.
TEST(Composition, Behaviour20ReleaseLineTakesItsOwnRefs) {
  CompositionRequest request;
  request.event = CompositionEvent::kMains;
  request.line = "release/0.9";
  Heads heads = {{"baselibs", {Commit('b'), "v0.9.3", ""}},
                 {"comm", {Commit('c'), "refs/heads/release/0.9", ""}}};
  ASSERT_TRUE(TakeMains(KnownGood(), Orbit(), heads, false, request).ok());
  const auto manifest = Compose(KnownGood(), Orbit(), request);
  ASSERT_TRUE(manifest.ok());
  const Tuple tuple = TupleOf(manifest->pins);
  EXPECT_EQ(tuple.at("baselibs").pin.text, Commit('b'));
  EXPECT_EQ(tuple.at("comm").pin.text, Commit('c'));
  EXPECT_EQ(tuple.at("logging").pin.text, "1.3.0");
  heads["comm"].ref = "refs/heads/main";
  CompositionRequest wrong = {};
  wrong.line = "release/0.9";
  EXPECT_EQ(MessageOf(TakeMains(KnownGood(), Orbit(), heads, false, wrong)),
            "the head of `comm` (branch release/0.9) could not be taken: the head is that of "
            "`refs/heads/main`, but the line takes branch release/0.9; no manifest written");
  CompositionRequest none = {};
  none.line = "release/1.0";
  EXPECT_EQ(MessageOf(TakeMains(KnownGood(), Orbit(), heads, false, none)),
            "components.yaml:2:1: component `baselibs` has no track for line `release/1.0`; no "
            "manifest written");
}

// Behaviour 22: a payload is only ever data.
TEST(Composition, Behaviour22HostilePayloadsGiveNothingButWhatIsKnown) {
  const std::string hostile = R"($(touch x)`\"';\n::error::)";
  auto dispatch = [](const std::string& members) {
    return R"({"client_payload": {"testfed": {)" + members + "}}}";
  };
  const std::string good = R"("repo": "orbit/comm", "sha": ")" + Commit('a') + "\"";
  const auto manifest =
      ComposeEvent(dispatch(good + R"(, "pr": "117", "branch": ")" + hostile + "\""));
  ASSERT_TRUE(manifest.ok()) << MessageOf(manifest.status());
  EXPECT_EQ(manifest->under_test[0].pull_request, 117) << "the decision record sends a text";
  EXPECT_EQ(manifest->under_test[0].taken_from, "client_payload.sha");
  EXPECT_EQ(manifest->under_test[0].branch.find('\n'), std::string::npos);
  for (const std::string& members :
       {R"("repo": ")" + hostile + R"(", "sha": ")" + Commit('a') + "\"",
        R"("repo": "orbit/comm", "sha": ")" + hostile + "\"",
        R"("repo": ["orbit/comm"], "sha": ")" + Commit('a') + "\"",
        good + R"(, "pr": ")" + hostile + "\"", good + R"(, "pr": -1)", good + R"(, "pr": 1.5)",
        good + R"(, "pr": "99999999999999999999")", good + R"(, "base_sha": "main")"}) {
    const auto refused = ComposeEvent(dispatch(members));
    EXPECT_FALSE(refused.ok()) << members;
    EXPECT_EQ(MessageOf(refused.status()).find('\n'), std::string::npos);
  }
  for (const char* text :
       {"", "[]", "null", "{}", R"({"client_payload": 1})", "{\"a\": \"\\ud800\"}"}) {
    EXPECT_FALSE(ComposeEvent(text).ok()) << text;
  }
}

TEST(Composition, TwoChangesOfOneComponentAreRefused) {
  CompositionRequest request;
  request.event = CompositionEvent::kChangeset;
  request.replacements = {{"comm", *CommitPin(Commit('a')), 1, "", "", ""},
                          {"comm", *CommitPin(Commit('b')), 2, "", "", ""}};
  EXPECT_EQ(MessageOf(Compose(KnownGood(), Orbit(), request).status()),
            "two changes of component `comm` cannot be composed without an order; no manifest "
            "written");
}

TEST(Composition, DisabledComponentCannotBeUnderTest) {
  CompositionBase base = KnownGood();
  base.pins.erase(base.pins.begin() + 1);
  base.disabled["comm"] = "broken";
  CompositionRequest request;
  request.replacements = {{"comm", *CommitPin(Commit('a')), 1, "", "", ""}};
  EXPECT_EQ(MessageOf(Compose(base, Orbit(), request).status()),
            "component `comm` is disabled (broken); no manifest written");
}

TEST(Composition, RemovedComponentLeavesTheTuple) {
  Components components = Orbit();
  components.pop_back();
  CompositionRequest request;
  request.event = CompositionEvent::kMains;
  ASSERT_TRUE(TakeMains(KnownGood(), components, AllHeads(), false, request).ok());
  const auto manifest = Compose(KnownGood(), components, request);
  ASSERT_TRUE(manifest.ok());
  EXPECT_EQ(manifest->removed, std::vector<std::string>{"logging"});
  EXPECT_FALSE(TupleOf(manifest->pins).contains("logging"));
}

}  // namespace
}  // namespace testfed
