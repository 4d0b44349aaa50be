#include "integration/manifest.h"

#include <algorithm>

#include "domains/sha256.h"
#include "integration/repository_name.h"

namespace testfed {
namespace {

void SetText(Json& json, std::string_view key, const std::string& text) {
  if (!text.empty()) json.Set(key, text);
}

Json ComponentJson(const Pinned& pinned, const Components* components,
                   std::string_view commit_key) {
  Json json = Json::MakeObject();
  json.Set("name", pinned.name).Set("repo", pinned.remote);
  const Component* component =
      components == nullptr ? nullptr : FindComponent(*components, pinned.name);
  if (pinned.pin.IsCommit()) {
    json.Set(commit_key, pinned.pin.text);
  } else {
    // A checkout of an empty ref takes the default branch, so a version has one too.
    json.Set("ref", TagOf(component, pinned.pin.text)).Set("version", pinned.pin.text);
  }
  if (!pinned.patches.empty()) {
    Json patches = Json::MakeArray();
    for (const std::string& patch : pinned.patches) patches.Append(patch);
    json.Set("patches", std::move(patches));
  }
  SetText(json, "group", pinned.group);
  SetText(json, "module", pinned.module);
  return json;
}

Json PullRequests(const Manifest& manifest) {
  Json list = Json::MakeArray();
  for (const UnderTest& one : manifest.under_test) {
    if (one.pull_request == 0) continue;
    Json json = Json::MakeObject();
    json.Set("commit", FindPinned(manifest.pins, one.name)->pin.text)
        .Set("component", one.name)
        .Set("number", one.pull_request);
    list.Append(std::move(json));
  }
  return list;
}

Json HoldJson(const Hold& hold) {
  Json json = Json::MakeObject();
  json.Set("reason", hold.reason);
  SetText(json, "since", hold.since);
  SetText(json, "until", hold.until);
  SetText(json, "culprit", hold.culprit);
  return json;
}

Json Names(const std::vector<std::string>& names) {
  Json json = Json::MakeArray();
  for (const std::string& name : names) json.Append(name);
  return json;
}

Json TextsByName(const std::map<std::string, std::string>& texts) {
  Json json = Json::MakeObject();
  for (const auto& [name, text] : texts) json.Set(name, text);
  return json;
}

}  // namespace

std::string_view ToString(CompositionEvent event) {
  switch (event) {
    case CompositionEvent::kPullRequest:
      return "pr";
    case CompositionEvent::kChangeset:
      return "changeset";
    case CompositionEvent::kMains:
      return "mains";
    case CompositionEvent::kProbe:
      break;
  }
  return "probe";
}

std::string CanonicalText(const Manifest& manifest) {
  Json json = Json::MakeObject();
  json.Set("schema", "manifest/1").Set("event", ToString(manifest.event));
  json.Set("line", manifest.line).Set("tuple_sha256", TupleSha256(TupleOf(manifest.pins)));
  SetText(json, "changeset", manifest.changeset);
  SetText(json, "integration_commit", manifest.integration_commit);
  SetText(json, "may_shrink", manifest.may_shrink);
  SetText(json, "subset", manifest.subset);
  Json pull_requests = PullRequests(manifest);
  if (!pull_requests.Items().empty()) json.Set("pull_requests", std::move(pull_requests));
  return CanonicalText(json);
}

std::string ManifestSha256(const Manifest& manifest) { return Sha256Hex(CanonicalText(manifest)); }

Json ToJson(const Manifest& manifest, const Components* components) {
  Json json = Json::MakeObject();
  json.Set("schema", kManifestSchema).Set("event", ToString(manifest.event));
  json.Set("line", manifest.line);
  Json under_test = Json::MakeArray(), others = Json::MakeArray();
  for (const Pinned& pinned : manifest.pins) {
    auto found = std::find_if(manifest.under_test.begin(), manifest.under_test.end(),
                              [&](const UnderTest& one) { return one.name == pinned.name; });
    if (found == manifest.under_test.end()) {
      others.Append(ComponentJson(pinned, components, "ref"));
      continue;
    }
    bool single = manifest.event == CompositionEvent::kPullRequest;
    Json one = ComponentJson(pinned, components, single ? "sha" : "ref");
    if (found->before) one.Set("before", found->before->text);
    if (found->pull_request != 0 && !single) one.Set("pr", found->pull_request);
    SetText(one, "branch", found->branch);
    SetText(one, "taken_from", found->taken_from);
    if (found->pull_request != 0 && single) json.Set("pr", found->pull_request);
    under_test.Append(std::move(one));
  }
  if (manifest.NothingUnderTest()) json.Set("nothing_under_test", true);
  SetText(json, "changeset", manifest.changeset);
  if (manifest.event == CompositionEvent::kPullRequest && !under_test.Items().empty()) {
    json.Set("component_under_test", under_test.Items()[0]);
  } else if (manifest.event != CompositionEvent::kPullRequest) {
    json.Set("components_under_test", std::move(under_test));
  }
  json.Set("others", std::move(others));
  SetText(json, "subset", manifest.subset);
  SetText(json, "may_shrink", manifest.may_shrink);
  if (!manifest.held.empty()) {
    Json held = Json::MakeObject();
    for (const auto& [name, hold] : manifest.held) held.Set(name, HoldJson(hold));
    json.Set("held", std::move(held));
  }
  if (!manifest.not_advanced.empty()) json.Set("not_advanced", TextsByName(manifest.not_advanced));
  if (!manifest.disabled.empty()) json.Set("disabled", TextsByName(manifest.disabled));
  if (!manifest.removed.empty()) json.Set("removed", Names(manifest.removed));
  if (!manifest.unchanged.empty()) json.Set("unchanged", Names(manifest.unchanged));
  SetText(json, "timestamp", manifest.timestamp);
  Json base = Json::MakeObject();
  if (manifest.base.seq != 0) {
    base.Set("seq", manifest.base.seq).Set("record_sha256", manifest.base.record_sha256);
  }
  SetText(base, "tuple_sha256", manifest.base.tuple_sha256);
  json.Set("base", std::move(base));
  SetText(json, "integration_repo", manifest.integration_repo);
  SetText(json, "integration_commit", manifest.integration_commit);
  json.Set("tuple_sha256", TupleSha256(TupleOf(manifest.pins)));
  json.Set("manifest_sha256", ManifestSha256(manifest));
  return json;
}

std::string ToText(const Manifest& manifest, const Components* components) {
  return ToText(ToJson(manifest, components), 2) + "\n";
}

}  // namespace testfed
