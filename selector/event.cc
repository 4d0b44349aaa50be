#include "selector/event.h"

#include <algorithm>
#include <array>
#include <optional>

#include "domains/json.h"
#include "domains/path_name.h"

namespace testfed {
namespace {

constexpr std::string_view kKnown =
    "merge_group, pull_request, pull_request_target, push, repository_dispatch, schedule, "
    "workflow_call, workflow_dispatch";

std::string Quoted(std::string_view text) {
  constexpr size_t kMost = 100;
  return "`" + QuotePath(text.substr(0, kMost)) + (text.size() > kMost ? "..." : "") + "`";
}

// One payload, and how errors call it.
class Payload {
 public:
  Payload(Json json, std::string_view event, std::string_view file)
      : json_(std::move(json)), event_(event), file_(file) {}

  // A member by its dotted name; null where one of the steps is not there.
  const Json& At(std::string_view name) const {
    const Json* at = &json_;
    while (true) {
      size_t dot = name.find('.');
      at = &(*at)[name.substr(0, dot)];
      if (dot == std::string_view::npos) return *at;
      name.remove_prefix(dot + 1);
    }
  }

  absl::StatusOr<std::string> CommitId(std::string_view name) const {
    const Json& value = At(name);
    if (value.IsNull()) return Missing(name);
    std::string id = value.String();
    for (char& c : id) {
      if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
    }
    bool hex = id.find_first_not_of("0123456789abcdef") == std::string::npos;
    if (!hex || (id.size() != 40 && id.size() != 64)) {
      std::string got = value.IsString() ? Quoted(value.String()) : Quoted(ToText(value));
      return Error(std::string(file_) + ": `" + std::string(name) +
                   "` is a commit id of 40 or 64 hexadecimal digits, got " + got);
    }
    return id;
  }

  absl::StatusOr<std::string> Text(std::string_view name) const {
    const Json& value = At(name);
    if (value.IsNull()) return Missing(name);
    if (!value.IsString()) {
      return Error(std::string(file_) + ": `" + std::string(name) + "` is a string, got " +
                   Quoted(ToText(value)));
    }
    return value.String();
  }

 private:
  absl::Status Missing(std::string_view name) const {
    return Error(std::string(file_) + ": a `" + std::string(event_) + "` event has `" +
                     std::string(name) + "`, this payload does not",
                 "a payload does not name its event; give its name", "--event-name NAME");
  }

  Json json_;
  std::string_view event_;
  std::string_view file_;
};

// GitHub sets GITHUB_EVENT_NAME to the caller's event in a reusable workflow; somebody who writes
// `workflow_call` all the same gets the event that the payload looks like.
std::string_view Caller(const Json& payload) {
  if (payload.Has("merge_group")) return "merge_group";
  if (payload.Has("pull_request")) return "pull_request";
  if (payload.Has("before") && payload.Has("after")) return "push";
  return "workflow_dispatch";
}

std::optional<Event::Kind> KindOf(std::string_view name) {
  if (name == "pull_request") return Event::Kind::kPullRequest;
  if (name == "pull_request_target") return Event::Kind::kPullRequestTarget;
  if (name == "push") return Event::Kind::kPush;
  if (name == "merge_group") return Event::Kind::kMergeGroup;
  constexpr std::array<std::string_view, 3> kWithoutBase = {"repository_dispatch", "schedule",
                                                            "workflow_dispatch"};
  if (std::find(kWithoutBase.begin(), kWithoutBase.end(), name) != kWithoutBase.end()) {
    return Event::Kind::kWithoutBase;
  }
  return std::nullopt;
}

bool IsZero(std::string_view id) { return id.find_first_not_of('0') == std::string_view::npos; }

absl::Status ReadPush(const Payload& payload, Event& event) {
  TESTFED_ASSIGN_OR_RETURN(event.base, payload.CommitId("before"));
  TESTFED_ASSIGN_OR_RETURN(event.head, payload.CommitId("after"));
  TESTFED_ASSIGN_OR_RETURN(std::string ref, payload.Text("ref"));
  constexpr std::string_view kHeads = "refs/heads/";
  if (ref.starts_with(kHeads)) {
    event.branch = ref.substr(kHeads.size());
  } else {
    event.tag = true;
  }
  event.created = IsZero(event.base) || payload.At("created").Bool();
  event.deleted = IsZero(event.head) || payload.At("deleted").Bool();
  event.forced = payload.At("forced").Bool();
  if (IsZero(event.base)) event.base.clear();
  if (IsZero(event.head)) event.head.clear();
  // What a tag was before says nothing of what was tested.
  if (event.tag && !event.deleted) event.kind = Event::Kind::kWithoutBase;
  return absl::OkStatus();
}

absl::Status ReadPullRequest(const Payload& payload, Event& event) {
  TESTFED_ASSIGN_OR_RETURN(event.base, payload.CommitId("pull_request.base.sha"));
  TESTFED_ASSIGN_OR_RETURN(event.head, payload.CommitId("pull_request.head.sha"));
  if (payload.At("action").String() == "closed" && payload.At("pull_request.merged").Bool() &&
      !payload.At("pull_request.merge_commit_sha").IsNull()) {
    TESTFED_ASSIGN_OR_RETURN(event.merged_as, payload.CommitId("pull_request.merge_commit_sha"));
  }
  constexpr std::int64_t kMostCommits = 1'000'000;
  std::int64_t commits = payload.At("pull_request.commits").Int();
  if (commits > 0 && commits < kMostCommits) event.commits = static_cast<int>(commits);
  for (const Json& label : payload.At("pull_request.labels").Items()) {
    if (label["name"].IsString()) event.labels.push_back(label["name"].String());
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Event> ReadEvent(std::string_view payload_text, std::string_view name,
                                std::string_view file) {
  TESTFED_ASSIGN_OR_RETURN(Json json, ParseJson(payload_text, file));
  if (!json.IsObject()) return Error(std::string(file) + ": an event payload is a JSON object");
  if (name == "workflow_call") name = Caller(json);
  auto kind = KindOf(name);
  if (!kind.has_value()) {
    return Error("the event " + Quoted(name) + " is not known; known are " + std::string(kKnown),
                 "name a base", "testfed select --base REV");
  }
  Payload payload(std::move(json), name, file);
  Event event;
  event.kind = *kind;
  event.name = name;
  event.default_branch = payload.At("repository.default_branch").String();
  switch (event.kind) {
    case Event::Kind::kPush:
      TESTFED_RETURN_IF_ERROR(ReadPush(payload, event));
      break;
    case Event::Kind::kPullRequest:
    case Event::Kind::kPullRequestTarget:
      TESTFED_RETURN_IF_ERROR(ReadPullRequest(payload, event));
      break;
    case Event::Kind::kMergeGroup: {
      TESTFED_ASSIGN_OR_RETURN(event.base, payload.CommitId("merge_group.base_sha"));
      TESTFED_ASSIGN_OR_RETURN(event.head, payload.CommitId("merge_group.head_sha"));
      event.target = payload.At("merge_group.base_ref").String();
      break;
    }
    case Event::Kind::kWithoutBase:
    case Event::Kind::kMergeRequest:
    case Event::Kind::kMergedResult:
      break;
  }
  return event;
}

}  // namespace testfed
