#include "integration/known_good_record.h"

#include <algorithm>

#include "domains/sha256.h"
#include "integration/timestamp.h"
#include "selector/json_fields.h"

namespace testfed {
namespace {

constexpr int kVersion = 1;
constexpr std::string_view kCheck = "check";
constexpr size_t kCheckDigits = 16;

Json Object(const std::map<std::string, std::string>& texts) {
  Json object = Json::MakeObject();
  for (const auto& [key, value] : texts) object.Set(key, value);
  return object;
}

std::map<std::string, std::string> Texts(JsonFields& parent, std::string_view key) {
  std::map<std::string, std::string> texts;
  const Json& object = parent.Object(key);
  JsonFields fields(object, parent, key);
  for (const auto& [name, value] : object.Members()) texts[name] = fields.Text(name);
  return texts;
}

// The digest of a record without its own: an edit of the last line, which no later line could
// betray, is seen too.
std::string CheckOf(const Json& record) {
  return Sha256Hex(CanonicalText(record)).substr(0, kCheckDigits);
}

Json PromotionJson(const Record& record) {
  Json configs = Json::MakeArray();
  for (const std::string& config : record.configs) configs.Append(config);
  Json json = Json::MakeObject();
  json.Set("suite", record.suite)
      .Set("tuple", ToJson(record.tuple))
      .Set("tuple_sha256", record.tuple_sha256)
      .Set("manifest_sha256", record.manifest_sha256)
      .Set("resolved_sha256", record.resolved_sha256)
      .Set("integration_commit", record.integration_commit)
      .Set("duration_s", record.duration_s)
      .Set("tests", Json::MakeObject()
                        .Set("executed", record.tests.executed)
                        .Set("passed", record.tests.passed)
                        .Set("failed", record.tests.failed)
                        .Set("skipped", record.tests.skipped))
      .Set("configs", configs)
      .Set("toolchain", Object(record.toolchain))
      .Set("run", Json::MakeObject()
                      .Set("id", record.run.id)
                      .Set("attempt", record.run.attempt)
                      .Set("url", record.run.url))
      .Set("base", Json::MakeObject().Set("seq", record.base.seq).Set("sha256", record.base.sha256))
      .Set("held_back", record.held_back)
      .Set("changesets", record.changesets)
      .Set("allowed", Object(record.allowed));
  return json;
}

void ReadDigest(std::string& digest, std::string_view key, bool optional, JsonFields& fields) {
  digest = fields.Text(key);
  if (IsSha256(digest) || (optional && digest.empty())) return;
  fields.Problem("`" + std::string(key) + "` is a SHA-256 in hexadecimal, got `" + digest + "`");
}

void ReadPromotion(Record& record, JsonFields& fields) {
  record.suite = fields.Text("suite");
  absl::StatusOr<Tuple> tuple = ReadTuple(fields.Object("tuple"), "tuple");
  if (tuple.ok())
    record.tuple = *std::move(tuple);
  else
    fields.Problem(MessageOf(tuple.status()));
  ReadDigest(record.tuple_sha256, "tuple_sha256", false, fields);
  ReadDigest(record.manifest_sha256, "manifest_sha256", true, fields);
  ReadDigest(record.resolved_sha256, "resolved_sha256", true, fields);
  record.integration_commit = fields.Text("integration_commit");
  record.duration_s = fields.Count("duration_s");
  JsonFields tests(fields.Object("tests"), fields, "tests");
  record.tests = {tests.Count("executed"), tests.Count("passed"), tests.Count("failed"),
                  tests.Count("skipped")};
  tests.Done();
  record.configs = fields.Texts("configs");
  record.toolchain = Texts(fields, "toolchain");
  JsonFields run(fields.Object("run"), fields, "run");
  record.run = {run.Text("id"), run.Count("attempt"), run.Text("url")};
  run.Done();
  JsonFields base(fields.Object("base"), fields, "base");
  record.base = {base.Count("seq"), base.Text("sha256")};
  base.Done();
  record.held_back = fields.Object("held_back");
  record.changesets = fields.Object("changesets");
  record.allowed = Texts(fields, "allowed");
  if (const std::string own = TupleSha256(record.tuple); own != record.tuple_sha256) {
    fields.Problem("`tuple_sha256` is " + record.tuple_sha256.substr(0, 12) +
                   "..., but its tuple has " + own.substr(0, 12) + "...");
  }
}

}  // namespace

bool IsSha256(std::string_view text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

std::string_view ToString(RecordKind kind) {
  switch (kind) {
    case RecordKind::kPromote:
      return "promote";
    case RecordKind::kRevoke:
      return "revoke";
    case RecordKind::kAnchor:
      return "anchor";
    case RecordKind::kRename:
      return "rename";
  }
  return "?";
}

std::string RecordLine(const Record& record) {
  Json json = record.kind == RecordKind::kPromote ? PromotionJson(record) : Json::MakeObject();
  json.Set("v", kVersion)
      .Set("kind", ToString(record.kind))
      .Set("seq", record.seq)
      .Set("prev", record.prev)
      .Set("timestamp", record.timestamp)
      .Set("line", record.line);
  if (record.kind == RecordKind::kRevoke) json.Set("target_seq", record.target_seq);
  if (record.kind == RecordKind::kAnchor) json.Set("where", record.where);
  if (record.kind == RecordKind::kRename) json.Set("from", record.from).Set("to", record.to);
  if (record.kind != RecordKind::kPromote) json.Set("reason", record.reason);
  json.Set(kCheck, CheckOf(json));
  return CanonicalText(json);
}

absl::StatusOr<Record> ReadRecord(std::string_view line, std::string_view name) {
  TESTFED_ASSIGN_OR_RETURN(const Json json, ParseJson(line, name));
  if (CanonicalText(json) != line) {
    return Error(std::string(name) + ": not in canonical form; it was not written by testfed");
  }
  absl::Status status;
  JsonFields fields(json, name, status);
  const int version = fields.Count("v");
  if (status.ok() && version != kVersion) {
    return Error(std::string(name) + ": version " + std::to_string(version) +
                 "; this testfed reads version " + std::to_string(kVersion));
  }
  Json unchecked = Json::MakeObject();
  for (const auto& [key, value] : json.Members()) {
    if (key != kCheck) unchecked.Set(key, value);
  }
  const std::string check = fields.Text(kCheck);
  if (const std::string own = CheckOf(unchecked); status.ok() && check != own) {
    return Error(std::string(name) + ": altered: `check` is `" + check +
                 "`, but the rest of the line has `" + own + "`");
  }
  Record record;
  record.kind = fields.OneOf<RecordKind>("kind", kRecordKinds);
  record.seq = fields.Count("seq");
  ReadDigest(record.prev, "prev", false, fields);
  record.timestamp = fields.Text("timestamp");
  record.line = fields.Text("line");
  if (!ReadTimestamp(record.timestamp)) {
    fields.Problem("`timestamp` is a time such as 2026-11-20T09:12:44Z, got `" + record.timestamp +
                   "`");
  }
  if (record.kind == RecordKind::kPromote) ReadPromotion(record, fields);
  if (record.kind == RecordKind::kRevoke) record.target_seq = fields.Count("target_seq");
  if (record.kind == RecordKind::kAnchor) record.where = fields.Text("where");
  if (record.kind == RecordKind::kRename) {
    record.from = fields.Text("from");
    record.to = fields.Text("to");
  }
  if (record.kind != RecordKind::kPromote) record.reason = fields.Text("reason");
  fields.Done();
  if (!status.ok()) return status;
  return record;
}

}  // namespace testfed
