#include <algorithm>

#include "domains/inline_text.h"
#include "domains/suggest.h"
#include "integration/composition.h"
#include "integration/repository_name.h"

namespace testfed {
namespace {

// A number, or text that is one: DR-002 sends a text, and its manifest shows a number.
absl::StatusOr<std::int64_t> NumberOf(const Json& json, const std::string& where) {
  if (json.IsInt() && json.Int() > 0) return json.Int();
  const std::string& text = json.String();
  bool digits = !text.empty() && text.size() <= 15 &&
                std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits && std::stoll(text) > 0) return std::int64_t{std::stoll(text)};
  return Error(where + " is the number of a pull request, 1 or more");
}

// Of repository_dispatch: the object that has `repo`, which may stand one level below.
const Json& PayloadOf(const Json& json) {
  if (json.Has("repo")) return json;
  for (const auto& [key, value] : json.Members()) {
    if (value.IsObject() && value.Has("repo")) return value;
  }
  return json;
}

// A branch is shown and stored, and never passed to a command.
std::string BranchOf(const Json& json) { return Clipped(InlineText(json.String()), 200); }

}  // namespace

absl::StatusOr<Replacement> ReadPullRequestEvent(std::string_view payload, std::string_view file,
                                                 const Components& components) {
  TESTFED_ASSIGN_OR_RETURN(const Json event, ParseJson(payload, file));
  const std::string name(file);
  std::string repository, commit, base_commit;
  Replacement replacement;
  Json number;
  std::string number_at;
  if (event["pull_request"].IsObject()) {
    const Json& request = event["pull_request"];
    replacement.taken_from = "pull_request.head.sha";
    commit = request["head"]["sha"].String();
    base_commit = request["base"]["sha"].String();
    replacement.branch = BranchOf(request["head"]["ref"]);
    // The repository that the pull request is for; its head may be a fork's.
    repository = event["repository"]["clone_url"].String();
    if (repository.empty()) repository = event["repository"]["full_name"].String();
    if (repository.empty()) repository = request["base"]["repo"]["full_name"].String();
    number = request["number"];
    number_at = "`pull_request.number`";
  } else if (event["client_payload"].IsObject() || event.Has("repo")) {
    bool dispatched = event["client_payload"].IsObject();
    const Json& inner = PayloadOf(dispatched ? event["client_payload"] : event);
    const std::string prefix = dispatched ? "client_payload." : "";
    const char* key = inner.Has("head_sha") ? "head_sha" : "sha";
    replacement.taken_from = prefix + key;
    commit = inner[key].String();
    base_commit = inner["base_sha"].String();
    replacement.branch = BranchOf(inner["branch"]);
    repository = inner["repo"].String();
    number = inner["pr"];
    number_at = "`" + prefix + "pr`";
  } else {
    return Error(name +
                 ": neither `pull_request` nor `client_payload` stands in the event; "
                 "no manifest written");
  }
  std::string known_as = RepositoryName(repository).value_or(repository);
  std::vector<const Component*> found = ComponentsOf(components, known_as);
  if (found.empty()) {
    std::vector<std::string> known;
    for (const Component& component : components) known.push_back(component.repository);
    return Error(name + ": `" + InlineText(repository) + "` is the repository of no component" +
                     DidYouMean(known_as, known) + "; no manifest written",
                 "if a component was called so, say it", "reposFormerly: [" + known_as + "]");
  }
  if (found.size() > 1) {
    return Error(name + ": `" + known_as + "` is the repository of several components, `" +
                 found[0]->name + "` and `" + found[1]->name + "`; no manifest written");
  }
  replacement.name = found[0]->name;
  absl::StatusOr<Pin> pin = CommitPin(commit);
  if (!pin.ok()) {
    return Error(name + ": `" + replacement.taken_from + "`: " + MessageOf(pin.status()) +
                 "; no manifest written");
  }
  replacement.pin = *pin;
  if (!base_commit.empty()) {
    absl::StatusOr<Pin> base = CommitPin(base_commit);
    if (!base.ok())
      return Error(name + ": the base of the pull request: " + MessageOf(base.status()));
    replacement.base_commit = base->text;
  }
  if (!number.IsNull()) {
    TESTFED_ASSIGN_OR_RETURN(replacement.pull_request, NumberOf(number, name + ": " + number_at));
  }
  return replacement;
}

}  // namespace testfed
