#include "integration/dispatch.h"

#include "domains/amount.h"
#include "domains/inline_text.h"
#include "integration/pin.h"
#include "integration/repository_name.h"

namespace testfed {
namespace {

absl::StatusOr<std::string> Repository(const Json& event, const std::string& file) {
  const Json& repository = event["repository"];
  const std::string& url = repository["clone_url"].String();
  const std::string& name = repository["full_name"].String();
  const std::string remote = url.empty() ? "https://github.com/" + name : url;
  if ((url.empty() && name.empty()) || !RepositoryName(remote).ok()) {
    return Error(file + ": `repository.clone_url` names the component's repository");
  }
  return remote;
}

absl::StatusOr<std::string> Commit(const Json& json, const std::string& file,
                                   const std::string& name) {
  if (IsFullCommit(json.String())) return json.String();
  return Error(file + ": `" + name + "` is a commit of 40 digits, got `" +
               InlineText(Clipped(json.String(), 100)) + "`");
}

absl::StatusOr<Json> PullRequestPayload(const Json& event, const std::string& file) {
  const Json& request = event["pull_request"];
  Json payload = Json::MakeObject();
  TESTFED_ASSIGN_OR_RETURN(const std::string repository, Repository(event, file));
  TESTFED_ASSIGN_OR_RETURN(const std::string head,
                           Commit(request["head"]["sha"], file, "pull_request.head.sha"));
  TESTFED_ASSIGN_OR_RETURN(const std::string base,
                           Commit(request["base"]["sha"], file, "pull_request.base.sha"));
  if (!request["number"].IsInt() || request["number"].Int() <= 0) {
    return Error(file + ": `pull_request.number` is the number of a pull request");
  }
  payload.Set("repo", repository)
      .Set("sha", head)
      .Set("base_sha", base)
      .Set("pr", request["number"].Int())
      .Set("branch", request["head"]["ref"].String());
  Json labels = Json::MakeArray();
  for (const Json& label : request["labels"].Items()) labels.Append(label["name"].String());
  payload.Set("labels", std::move(labels));
  return payload;
}

absl::StatusOr<Json> PushPayload(const Json& event, const std::string& file) {
  Json payload = Json::MakeObject();
  TESTFED_ASSIGN_OR_RETURN(const std::string repository, Repository(event, file));
  TESTFED_ASSIGN_OR_RETURN(const std::string after, Commit(event["after"], file, "after"));
  payload.Set("repo", repository).Set("sha", after).Set("ref", event["ref"].String());
  return payload;
}

}  // namespace

absl::StatusOr<Json> DispatchBody(std::string_view payload, std::string_view file,
                                  std::string_view event_type, std::string_view extra,
                                  std::string_view extra_file) {
  const std::string name(file);
  TESTFED_ASSIGN_OR_RETURN(const Json event, ParseJson(payload, file));
  Json client = Json::MakeObject();
  if (event["pull_request"].IsObject()) {
    TESTFED_ASSIGN_OR_RETURN(Json request, PullRequestPayload(event, name));
    client.Set("pull_request", std::move(request));
  } else if (event.Has("after")) {
    TESTFED_ASSIGN_OR_RETURN(Json push, PushPayload(event, name));
    client.Set("push", std::move(push));
  } else {
    return Error(name + ": neither the event of a pull request nor of a push");
  }
  if (!extra.empty()) {
    TESTFED_ASSIGN_OR_RETURN(Json more, ParseJson(extra, extra_file));
    if (!more.IsObject()) return Error(std::string(extra_file) + ": an object goes along");
    client.Set("extra", std::move(more));
  }
  if (event_type.empty() || WidthOf(event_type) > kMaxEventType) {
    return Error("an event type has 1 to " + std::to_string(kMaxEventType) +
                 " characters, this one has " + std::to_string(WidthOf(event_type)));
  }
  if (const size_t size = CanonicalText(client).size(); size > kMaxDispatchPayload) {
    return Error("the payload has " + WithThousands(static_cast<std::int64_t>(size)) +
                 " bytes, and GitHub takes " +
                 WithThousands(static_cast<std::int64_t>(kMaxDispatchPayload)));
  }
  return Json::MakeObject().Set("event_type", event_type).Set("client_payload", std::move(client));
}

}  // namespace testfed
