#include "contracts/reviews.h"

#include <algorithm>
#include <optional>
#include <set>

#include "contracts/yaml_entries.h"
#include "domains/json.h"
#include "domains/yaml.h"

namespace testfed {
namespace {

std::string Key(std::string_view name) {
  if (name.starts_with('@')) name.remove_prefix(1);
  std::string key(name);
  for (char& c : key) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return key;
}

bool IsTeam(std::string_view owner) { return owner.find('/') != std::string_view::npos; }

std::optional<Review::State> StateOf(const std::string& text) {
  if (text == "APPROVED") return Review::State::kApproved;
  if (text == "CHANGES_REQUESTED") return Review::State::kChangesRequested;
  if (text == "DISMISSED") return Review::State::kDismissed;
  if (text == "COMMENTED") return Review::State::kCommented;
  if (text == "PENDING") return Review::State::kPending;
  return std::nullopt;
}

// Only in this form can times be compared as text.
bool IsTime(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00T00:00:00Z";
  if (text.size() != kForm.size()) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '0' ? !digit : text[i] != kForm[i]) return false;
  }
  return true;
}

bool Decides(Review::State state) {
  return state == Review::State::kApproved || state == Review::State::kChangesRequested ||
         state == Review::State::kDismissed;
}

absl::StatusOr<Review> ReadReview(const Json& json, const std::string& where) {
  if (!json.IsObject()) return Error(where + " is a review, so an object");
  Review review;
  const Json& user = json["user"];
  if (!json.Has("user") || (!user.IsNull() && !user.IsObject())) {
    return Error(where + ".user is an object, or null for a deleted account");
  }
  if (user.IsObject()) {
    review.person = user["login"].String();
    if (review.person.empty()) return Error(where + ".user.login is a text");
  }
  std::optional<Review::State> state = StateOf(json["state"].String());
  if (!state) {
    return Error(where +
                 ".state is one of `APPROVED`, `CHANGES_REQUESTED`, `DISMISSED`, `COMMENTED` and "
                 "`PENDING`" +
                 (json["state"].IsString() ? ", got `" + json["state"].String() + "`" : ""));
  }
  review.state = *state;
  for (const char* key : {"commit_id", "submitted_at"}) {
    if (!json[key].IsString() && !json[key].IsNull()) {
      return Error(where + "." + key + " is a text");
    }
  }
  review.commit = json["commit_id"].String();
  review.submitted_at = json["submitted_at"].String();
  if (Decides(review.state) && review.commit.empty()) {
    return Error(where + ".commit_id is missing");
  }
  const bool timed = !review.submitted_at.empty() || Decides(review.state);
  if (timed && !IsTime(review.submitted_at)) {
    return Error(where + ".submitted_at is a time as in `2026-11-21T05:04:32Z`" +
                 (review.submitted_at.empty() ? "" : ", got `" + review.submitted_at + "`"));
  }
  return review;
}

// By person: the review that counts.
using Latest = std::map<std::string, const Review*>;

Latest LatestOf(const std::vector<Review>& reviews, const std::string& head, bool of_head) {
  Latest latest;
  for (const Review& review : reviews) {
    if (review.person.empty() || !Decides(review.state)) continue;
    if ((review.commit == head) != of_head) continue;
    const Review*& known = latest[Key(review.person)];
    if (!known || known->submitted_at <= review.submitted_at) known = &review;
  }
  return latest;
}

bool SpeaksForAny(const Party& party, std::string_view person, const Teams& teams) {
  return std::any_of(party.owners.begin(), party.owners.end(),
                     [&](const std::string& owner) { return teams.Speaks(person, owner); });
}

// What the owners said instead of a consent.
std::string WhyMissing(const Party& party, const Latest& at_head, const Latest& before,
                       const Teams& teams) {
  if (party.owners.empty()) return "declares no owners, so nobody can consent";
  std::string text;
  auto add = [&](const std::string& sentence) { text += (text.empty() ? "" : "; ") + sentence; };
  for (const auto& [key, review] : at_head) {
    if (!SpeaksForAny(party, review->person, teams)) continue;
    if (review->state == Review::State::kChangesRequested) {
      add(review->person + " asks for changes");
    } else if (review->state == Review::State::kDismissed) {
      add("the review of " + review->person + " was dismissed");
    }
  }
  for (const auto& [key, review] : before) {
    if (review->state != Review::State::kApproved || at_head.contains(key)) continue;
    if (!SpeaksForAny(party, review->person, teams)) continue;
    add(review->person + " approved " + review->commit.substr(0, 7) + ", and not the head");
  }
  for (const std::string& owner : party.owners) {
    if (IsTeam(owner) && !teams.Knows(owner)) add("nobody said who is in " + owner);
  }
  return text.empty() ? "no owner approved" : text;
}

}  // namespace

absl::StatusOr<std::vector<Review>> ReadReviews(std::string_view json, std::string_view name) {
  TESTFED_ASSIGN_OR_RETURN(Json list, ParseJson(json, name));
  if (!list.IsArray()) return Error(std::string(name) + ": reviews are a list");
  std::vector<Review> reviews;
  for (size_t i = 0; i < list.Items().size(); ++i) {
    TESTFED_ASSIGN_OR_RETURN(
        Review review,
        ReadReview(list.Items()[i], std::string(name) + ": [" + std::to_string(i) + "]"));
    reviews.push_back(std::move(review));
  }
  return reviews;
}

void Teams::Add(std::string_view team, std::string_view person) {
  std::vector<std::string>& people = people_[Key(team)];
  if (!person.empty()) people.push_back(Key(person));
}

bool Teams::Knows(std::string_view team) const { return people_.contains(Key(team)); }

bool Teams::Speaks(std::string_view person, std::string_view owner) const {
  const std::string name = Key(person);
  if (name.empty()) return false;
  if (!IsTeam(owner)) return Key(owner) == name;
  auto team = people_.find(Key(owner));
  return team != people_.end() &&
         std::find(team->second.begin(), team->second.end(), name) != team->second.end();
}

Teams ReadTeams(std::string_view text, const std::string& file, std::vector<Finding>& findings) {
  Teams teams;
  YamlResult yaml = ReadYaml(text, file);
  findings.insert(findings.end(), yaml.findings.begin(), yaml.findings.end());
  if (!yaml.root || yaml.root->kind == YamlNode::Kind::kNull) return teams;
  if (yaml.root->kind != YamlNode::Kind::kMap) {
    AddError({file, yaml.root->position}, "type",
             "teams are a map of names to lists of people, got " + Describe(*yaml.root), findings);
    return teams;
  }
  std::map<std::string, Position> first;
  for (const auto& [key, value] : yaml.root->members) {
    const std::string name = "team `" + key.text + "`";
    if (!IsTeam(key.text)) {
      AddError({file, key.position}, "name",
               "`" + key.text + "` is no name of a team; write it as in `@acme/billing`", findings);
      continue;
    }
    auto [entry, fresh] = first.emplace(Key(key.text), key.position);
    if (!fresh) {
      AddError({file, key.position}, "duplicate",
               name + " stands twice; first at " + ToString(Place{file, entry->second}), findings);
      continue;
    }
    if (value.kind != YamlNode::Kind::kList) {
      AddError({file, value.position}, "type",
               name + " is a list of people, got " + Describe(value), findings);
      continue;
    }
    teams.Add(key.text, "");
    for (const YamlNode& item : value.items) {
      if (item.kind != YamlNode::Kind::kScalar || Key(item.text).empty()) {
        AddError({file, item.position}, "type",
                 name + " is a list of people, got " + Describe(item), findings);
      } else if (IsTeam(item.text)) {
        AddError({file, item.position}, "type",
                 "`" + item.text + "` in " + name + " is a team; name its people", findings);
      } else {
        teams.Add(key.text, item.text);
      }
    }
  }
  return teams;
}

std::vector<Consent> JudgeApprovals(const NeededApprovals& needed, const ReviewRequest& request,
                                    const std::vector<Review>& reviews, const Teams& teams) {
  const Latest at_head = LatestOf(reviews, request.head, true);
  const Latest before = LatestOf(reviews, request.head, false);
  std::vector<Consent> consents;
  for (const Party& party : needed.parties) {
    Consent consent;
    consent.party = party;
    std::map<std::string, std::string> people;
    if (SpeaksForAny(party, request.author, teams)) people[Key(request.author)] = request.author;
    for (const auto& [key, review] : at_head) {
      if (review->state != Review::State::kApproved) continue;
      if (SpeaksForAny(party, review->person, teams)) people.emplace(key, review->person);
    }
    for (const auto& [key, person] : people) consent.people.push_back(person);
    consent.given = !people.empty();
    if (!consent.given) consent.missing = WhyMissing(party, at_head, before, teams);
    consents.push_back(std::move(consent));
  }
  return consents;
}

}  // namespace testfed
