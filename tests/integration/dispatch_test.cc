#include "integration/dispatch.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

const std::string kHead(40, 'a'), kBase(40, 'b');

Json Event() {
  Json json = Json::MakeObject();
  json.Set("repository", Json::MakeObject()
                             .Set("full_name", "orbit/comm")
                             .Set("clone_url", "https://github.com/orbit/comm.git"))
      .Set("pull_request",
           Json::MakeObject()
               .Set("number", 117)
               .Set("title", "`$(rm -rf /)`\n::error::")
               .Set("head", Json::MakeObject().Set("sha", kHead).Set("ref", "a\"; $(x)\n"))
               .Set("base", Json::MakeObject().Set("sha", kBase).Set("ref", "main"))
               .Set("labels",
                    Json(Json::Array{Json::MakeObject().Set("name", "changeset:timers")})));
  return json;
}

absl::StatusOr<Json> Dispatch(const Json& event, std::string_view extra = "") {
  return DispatchBody(CanonicalText(event), "event.json", "testfed", extra, "extra.json");
}

TEST(Dispatch, OneMemberHoldsAll) {
  absl::StatusOr<Json> body = Dispatch(Event());
  ASSERT_TRUE(body.ok()) << body.status();
  EXPECT_EQ(CanonicalText(*body),
            R"({"client_payload":{"pull_request":{"base_sha":")" + kBase +
                R"(","branch":"a\"; $(x)\n","labels":["changeset:timers"],"pr":117,)" +
                R"("repo":"https://github.com/orbit/comm.git","sha":")" + kHead +
                R"("}},"event_type":"testfed"})");
}

TEST(Dispatch, APushIsToldToo) {
  Json event = Json::MakeObject();
  event.Set("repository", Json::MakeObject().Set("full_name", "orbit/comm"))
      .Set("after", kHead)
      .Set("ref", "refs/heads/main");
  EXPECT_EQ(CanonicalText((*Dispatch(event))["client_payload"]),
            R"({"push":{"ref":"refs/heads/main","repo":"https://github.com/orbit/comm","sha":")" +
                kHead + R"("}})");
}

// Behaviour 21: more than ten members are nested, more than 65,535 bytes are refused.
TEST(Dispatch, GitHubsLimitsAreKeptHere) {
  Json extra = Json::MakeObject();
  for (int i = 0; i < 14; ++i) extra.Set("key" + std::to_string(i), i);
  absl::StatusOr<Json> body = Dispatch(Event(), CanonicalText(extra));
  ASSERT_TRUE(body.ok()) << body.status();
  EXPECT_EQ((*body)["client_payload"].Members().size(), 2U);
  EXPECT_EQ(CanonicalText((*body)["client_payload"]["extra"]), CanonicalText(extra));
  const size_t rest = CanonicalText((*Dispatch(Event(), "{\"x\":\"\"}"))["client_payload"]).size();
  const std::string fits(kMaxDispatchPayload - rest, 'x');
  EXPECT_TRUE(Dispatch(Event(), "{\"x\":\"" + fits + "\"}").ok());
  EXPECT_EQ(MessageOf(Dispatch(Event(), "{\"x\":\"" + fits + "y\"}").status()),
            "the payload has 65,536 bytes, and GitHub takes 65,535");
  EXPECT_EQ(
      MessageOf(DispatchBody(CanonicalText(Event()), "e", std::string(101, 'x'), "", "").status()),
      "an event type has 1 to 100 characters, this one has 101");
}

TEST(Dispatch, WhatIsNoEventIsAnError) {
  auto problem = [](const Json& event, std::string_view extra = "") {
    return MessageOf(Dispatch(event, extra).status());
  };
  EXPECT_EQ(problem(Json::MakeObject()),
            "event.json: neither the event of a pull request nor of a push");
  EXPECT_EQ(problem(Event(), "[]"), "extra.json: an object goes along");
  Json event = Event();
  event.Set("repository", Json::MakeObject());
  EXPECT_EQ(problem(event), "event.json: `repository.clone_url` names the component's repository");
  event = Event();
  event.Set("pull_request", Json::MakeObject().Set("number", 1));
  EXPECT_EQ(problem(event), "event.json: `pull_request.head.sha` is a commit of 40 digits, got ``");
}

}  // namespace
}  // namespace testfed
