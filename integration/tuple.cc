#include "integration/tuple.h"

#include <algorithm>

#include "domains/inline_text.h"
#include "domains/sha256.h"
#include "domains/suggest.h"
#include "integration/component_name.h"
#include "integration/repository_name.h"

namespace testfed {
namespace {

constexpr std::string_view kSchema = "tuple/1";

absl::Status CheckKeys(const Json& json, const std::vector<std::string>& known,
                       const std::string& where) {
  if (!json.IsObject()) return Error(where + " is an object, got something else");
  for (const auto& [key, value] : json.Members()) {
    if (std::find(known.begin(), known.end(), key) != known.end()) continue;
    return Error(where + ": unknown key `" + InlineText(key) + "`" + DidYouMean(key, known));
  }
  return absl::OkStatus();
}

absl::StatusOr<std::string> ReadText(const Json& json, std::string_view key,
                                     const std::string& where) {
  if (!json[key].IsString()) return Error(where + ": `" + std::string(key) + "` is a text");
  return json[key].String();
}

absl::StatusOr<Pin> ReadPin(const Json& json, const std::string& where) {
  if (json.Has("commit") == json.Has("version")) {
    return Error(where + " has one of `commit` and `version`, got " +
                 (json.Has("commit") ? "both" : "neither"));
  }
  std::string_view key = json.Has("commit") ? "commit" : "version";
  TESTFED_ASSIGN_OR_RETURN(const std::string text, ReadText(json, key, where));
  absl::StatusOr<Pin> pin = key == "commit" ? CommitPin(text) : VersionPin(text);
  if (!pin.ok()) return Error(where + ": " + MessageOf(pin.status()));
  if (pin->text != text) {
    return Error(where + ": commit `" + text + "` is not in lower case");
  }
  return *pin;
}

absl::StatusOr<TupleEntry> ReadEntry(const Json& json, const std::string& where) {
  TESTFED_RETURN_IF_ERROR(CheckKeys(json, {"commit", "patches", "repo", "version"}, where));
  TupleEntry entry;
  TESTFED_ASSIGN_OR_RETURN(entry.pin, ReadPin(json, where));
  TESTFED_ASSIGN_OR_RETURN(entry.repository, ReadText(json, "repo", where));
  absl::StatusOr<std::string> name = RepositoryName(entry.repository);
  if (!name.ok()) return Error(where + ": " + MessageOf(name.status()));
  if (*name != entry.repository) {
    return Error(where + ": `repo` is normalised, `" + *name + "`, got `" + entry.repository + "`");
  }
  if (!json.Has("patches")) return entry;
  if (!json["patches"].IsArray() || json["patches"].Items().empty()) {
    return Error(where + ": `patches` is a list with at least one label");
  }
  for (const Json& patch : json["patches"].Items()) {
    if (!patch.IsString() || patch.String().empty()) {
      return Error(where + ": a patch is a label, got something else");
    }
    entry.patches.push_back(patch.String());
  }
  return entry;
}

}  // namespace

Json ToJson(const Tuple& tuple) {
  Json components = Json::MakeObject();
  for (const auto& [name, entry] : tuple) {
    Json component = Json::MakeObject();
    component.Set(entry.pin.IsCommit() ? "commit" : "version", entry.pin.text);
    if (!entry.patches.empty()) {
      Json patches = Json::MakeArray();
      for (const std::string& patch : entry.patches) patches.Append(patch);
      component.Set("patches", std::move(patches));
    }
    component.Set("repo", entry.repository);
    components.Set(name, std::move(component));
  }
  Json json = Json::MakeObject();
  json.Set("components", std::move(components));
  json.Set("schema", kSchema);
  return json;
}

std::string CanonicalText(const Tuple& tuple) { return CanonicalText(ToJson(tuple)); }

std::string TupleSha256(const Tuple& tuple) { return Sha256Hex(CanonicalText(tuple)); }

absl::StatusOr<Tuple> ReadTuple(const Json& json, std::string_view name) {
  const std::string where(name);
  TESTFED_RETURN_IF_ERROR(CheckKeys(json, {"components", "schema"}, where));
  if (!json["schema"].IsString() || json["schema"].String() != kSchema) {
    return Error(where + ": `schema` is `" + std::string(kSchema) + "`, got `" +
                 InlineText(json["schema"].String()) + "`");
  }
  if (!json["components"].IsObject()) return Error(where + ": `components` is an object");
  Tuple tuple;
  for (const auto& [component, value] : json["components"].Members()) {
    std::string there = where + ": component `" + InlineText(component) + "`";
    if (!IsComponentName(component)) return Error(there + "; " + std::string(kComponentNameRule));
    TESTFED_ASSIGN_OR_RETURN(TupleEntry entry, ReadEntry(value, there));
    tuple.emplace(component, std::move(entry));
  }
  return tuple;
}

}  // namespace testfed
