#include "contracts/reviews.h"

#include <gtest/gtest.h>

#include <random>

#include "domains/json.h"
#include "tests/contracts/agreed.h"

namespace testfed {
namespace {

using State = Review::State;

constexpr char kHead[] = "9b1e04d0000000000000000000000000000000aa";
constexpr char kOld[] = "3e1a9c40000000000000000000000000000000bb";

Teams Acme() {
  std::vector<Finding> findings;
  Teams teams = ReadTeams("\"@acme/billing\": [Ada, \"@bob\"]\nacme/checkout: [cy]\n", "teams.yaml",
                          findings);
  EXPECT_EQ(Rendered(findings), "");
  return teams;
}

Review Said(std::string person, State state, std::string commit = kHead,
            std::string at = "2026-11-21T05:04:32Z") {
  return {std::move(person), state, std::move(commit), std::move(at)};
}

NeededApprovals Needed() {
  return {{},
          {{"Billing", {"@ACME/Billing", "@dan"}},
           {"Checkout", {"@acme/checkout"}},
           {"Search", {"@acme/search"}},
           {"Web", {}}}};
}

std::string Judged(const std::vector<Review>& reviews, const std::string& author = "") {
  std::string text;
  for (const Consent& one : JudgeApprovals(Needed(), {author, kHead}, reviews, Acme())) {
    EXPECT_EQ(one.given, !one.people.empty());
    EXPECT_EQ(one.given, one.missing.empty());
    text += one.party.domain + ":";
    for (const std::string& person : one.people) text += " " + person;
    if (!one.given) text += " " + one.missing;
    text += "\n";
  }
  return text;
}

constexpr char kOthers[] =
    "Checkout: no owner approved\n"
    "Search: nobody said who is in @acme/search\n"
    "Web: declares no owners, so nobody can consent\n";

TEST(Reviews, OfAnyOwnerAreAConsent) {
  EXPECT_EQ(Judged({}), std::string("Billing: no owner approved\n") + kOthers);
  EXPECT_EQ(Judged({Said("ADA", State::kApproved)}), std::string("Billing: ADA\n") + kOthers);
  EXPECT_EQ(Judged({Said("dan", State::kApproved), Said("Bob", State::kApproved)}),
            std::string("Billing: Bob dan\n") + kOthers);
  EXPECT_EQ(Judged({Said("eve", State::kApproved)}),
            std::string("Billing: no owner approved\n") + kOthers);
}

TEST(Reviews, AreNotNeededOfTheAuthor) {
  EXPECT_EQ(Judged({}, "Dan"), std::string("Billing: Dan\n") + kOthers);
  EXPECT_EQ(Judged({Said("dan", State::kChangesRequested)}, "Dan"),
            std::string("Billing: Dan\n") + kOthers);
}

TEST(Reviews, CountByTheLatestOfThePerson) {
  const std::string early = "2026-11-21T05:04:31Z", late = "2026-11-22T05:04:32Z";
  auto billing = [](const std::vector<Review>& reviews) {
    const std::string text = Judged(reviews);
    return text.substr(0, text.find('\n'));
  };
  EXPECT_EQ(billing({Said("ada", State::kApproved, kHead, early),
                     Said("Ada", State::kChangesRequested, kHead, late)}),
            "Billing: Ada asks for changes");
  EXPECT_EQ(billing({Said("ada", State::kChangesRequested, kHead, late),
                     Said("ada", State::kApproved, kHead, early)}),
            "Billing: ada asks for changes");
  EXPECT_EQ(billing({Said("ada", State::kChangesRequested, kHead, early),
                     Said("ada", State::kApproved, kHead, late)}),
            "Billing: ada");
  EXPECT_EQ(billing({Said("ada", State::kChangesRequested), Said("ada", State::kApproved)}),
            "Billing: ada");
  EXPECT_EQ(billing({Said("ada", State::kDismissed)}), "Billing: the review of ada was dismissed");
  EXPECT_EQ(billing({Said("ada", State::kApproved, kHead, early),
                     Said("ada", State::kCommented, kHead, late),
                     Said("ada", State::kPending, kHead, "")}),
            "Billing: ada");
  EXPECT_EQ(billing({Said("ada", State::kApproved, kOld)}),
            "Billing: ada approved 3e1a9c4, and not the head");
  EXPECT_EQ(billing({Said("ada", State::kApproved, kOld), Said("bob", State::kApproved)}),
            "Billing: bob");
  EXPECT_EQ(billing({Said("", State::kApproved)}), "Billing: no owner approved");
}

// One more approval of the head takes nobody's consent away.
TEST(Reviews, OfMorePeopleNeverMissMore) {
  const unsigned seed = std::random_device{}();
  std::mt19937 random(seed);
  const char* people[] = {"ada", "BOB", "cy", "dan", "eve", ""};
  auto any = [&](State state) {
    return Said(people[random() % 6], state, random() % 3 == 0 ? kOld : kHead,
                "2026-11-2" + std::to_string(random() % 4) + "T05:04:32Z");
  };
  for (int round = 0; round < 500; ++round) {
    std::vector<Review> reviews;
    for (size_t n = random() % 6; n > 0; --n)
      reviews.push_back(any(static_cast<State>(random() % 5)));
    const auto before = JudgeApprovals(Needed(), {"", kHead}, reviews, Acme());
    reviews.insert(reviews.begin() + static_cast<std::ptrdiff_t>(random() % (reviews.size() + 1)),
                   any(State::kApproved));
    const auto after = JudgeApprovals(Needed(), {"", kHead}, reviews, Acme());
    for (size_t i = 0; i < before.size(); ++i) {
      EXPECT_LE(before[i].given, after[i].given) << "seed " << seed;
    }
  }
}

TEST(Reviews, AreReadAsGitHubWritesThem) {
  const auto reviews = ReadReviews(
      R"([{"id": 80, "user": {"login": "ada", "id": 1}, "state": "APPROVED", "commit_id": "9b1e",
           "submitted_at": "2026-11-21T05:04:32Z", "body": ""},
          {"user": null, "state": "CHANGES_REQUESTED", "commit_id": "9b1e",
           "submitted_at": "2026-11-21T05:04:32Z"},
          {"user": {"login": "bob"}, "state": "PENDING", "commit_id": null}])",
      "reviews.json");
  ASSERT_TRUE(reviews.ok()) << reviews.status();
  ASSERT_EQ(reviews->size(), 3u);
  EXPECT_EQ(reviews->at(0).person, "ada");
  EXPECT_EQ(reviews->at(0).state, State::kApproved);
  EXPECT_EQ(reviews->at(0).commit, "9b1e");
  EXPECT_EQ(reviews->at(0).submitted_at, "2026-11-21T05:04:32Z");
  EXPECT_EQ(reviews->at(1).person, "");
  EXPECT_EQ(reviews->at(2).state, State::kPending);
}

TEST(Reviews, TellTheirMistakes) {
  auto mistake = [](const std::string& json) {
    return MessageOf(ReadReviews(json, "reviews.json").status());
  };
  EXPECT_EQ(mistake(R"({"message": "Not Found"})"), "reviews.json: reviews are a list");
  EXPECT_EQ(mistake("[1]"), "reviews.json: [0] is a review, so an object");
  EXPECT_EQ(mistake("[{}]"), "reviews.json: [0].user is an object, or null for a deleted account");
  EXPECT_EQ(mistake(R"([{"user": {}}])"), "reviews.json: [0].user.login is a text");
  EXPECT_EQ(mistake(R"([{"user": null, "state": "approved"}])"),
            "reviews.json: [0].state is one of `APPROVED`, `CHANGES_REQUESTED`, `DISMISSED`, "
            "`COMMENTED` and `PENDING`, got `approved`");
  EXPECT_EQ(mistake(R"([{"user": null, "state": "APPROVED"}])"),
            "reviews.json: [0].commit_id is missing");
  EXPECT_EQ(mistake(R"([{"user": null, "state": "COMMENTED", "commit_id": 1}])"),
            "reviews.json: [0].commit_id is a text");
  EXPECT_EQ(mistake(R"([{"user": null, "state": "APPROVED", "commit_id": "a"}])"),
            "reviews.json: [0].submitted_at is a time as in `2026-11-21T05:04:32Z`");
  EXPECT_EQ(mistake(R"([{"user": null, "state": "APPROVED", "commit_id": "a",
                         "submitted_at": "2026-11-21 05:04"}])"),
            "reviews.json: [0].submitted_at is a time as in `2026-11-21T05:04:32Z`, got "
            "`2026-11-21 05:04`");
}

TEST(Teams, TellTheirMistakes) {
  std::vector<Finding> findings;
  const Teams teams = ReadTeams(
      "billing: [a]\n\"@acme/a\": ada\n\"@acme/b\": [{}, \"@\", \"@acme/c\", ok]\nAcme/B: [eve]\n",
      "teams.yaml", findings);
  EXPECT_EQ(
      Rendered(findings),
      "teams.yaml:1:1: error: `billing` is no name of a team; write it as in `@acme/billing` "
      "[name]\n"
      "teams.yaml:2:12: error: team `@acme/a` is a list of people, got the text `ada` [type]\n"
      "teams.yaml:3:13: error: team `@acme/b` is a list of people, got a map [type]\n"
      "teams.yaml:3:17: error: team `@acme/b` is a list of people, got the text `@` [type]\n"
      "teams.yaml:3:22: error: `@acme/c` in team `@acme/b` is a team; name its people "
      "[type]\n"
      "teams.yaml:4:1: error: team `Acme/B` stands twice; first at teams.yaml:3:1 "
      "[duplicate]\n");
  EXPECT_TRUE(teams.Speaks("OK", "@acme/b"));
  EXPECT_FALSE(teams.Speaks("eve", "@acme/b"));
  EXPECT_TRUE(teams.Speaks("eve", "@Eve"));
  EXPECT_FALSE(teams.Speaks("", "@"));
  findings.clear();
  ReadTeams("- a\n", "teams.yaml", findings);
  EXPECT_EQ(Rendered(findings),
            "teams.yaml:1:1: error: teams are a map of names to lists of people, got a list "
            "[type]\n");
}

TEST(Reviews, SurviveDamage) {
  Damage(R"([{"user": {"login": "ada"}, "state": "APPROVED", "commit_id": "9b1e",
              "submitted_at": "2026-11-21T05:04:32Z"}, {"user": null, "state": "PENDING"}])",
         [](const std::string& text) {
           const auto reviews = ReadReviews(text, "reviews.json");
           if (reviews.ok()) JudgeApprovals(Needed(), {"x", "9b1e"}, *reviews, Acme());
         });
  Damage("\"@acme/billing\": [ada, \"@bob\"]\n\"@acme/web\": [cy]\n", [](const std::string& text) {
    std::vector<Finding> findings;
    EXPECT_FALSE(ReadTeams(text, "teams.yaml", findings).Speaks("", "@acme/billing")) << text;
  });
}

}  // namespace
}  // namespace testfed
