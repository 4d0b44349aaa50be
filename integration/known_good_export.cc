#include "integration/known_good_export.h"

#include "integration/timestamp.h"

namespace testfed {
namespace {

constexpr int kIndent = 2;

std::string DayText(const Record& record) { return record.timestamp.substr(0, 10); }

}  // namespace

std::string ExportDr002(const KnownGoodChain& chain, std::string_view line) {
  Json array = Json::MakeArray();
  for (const StoredRecord& stored : chain.records()) {
    const Record& record = stored.record;
    if (record.kind != RecordKind::kPromote || record.line != line) continue;
    if (chain.RevokedBy(record.seq) != nullptr) continue;
    Json tuple = Json::MakeObject();
    for (const auto& [name, entry] : record.tuple) tuple.Set(name, entry.pin.text);
    array.Append(Json::MakeObject()
                     .Set("timestamp", record.timestamp)
                     .Set("tuple", std::move(tuple))
                     .Set("manifest_sha256", record.manifest_sha256)
                     .Set("suite", record.suite)
                     .Set("duration_s", record.duration_s));
  }
  return ToText(array, kIndent) + "\n";
}

Json RecordJson(const KnownGoodChain& chain, const StoredRecord& stored) {
  // The line was verified when it was read.
  Json json = *ParseJson(RecordLine(stored.record), "record");
  json.Set("sha256", stored.sha256);
  if (const StoredRecord* by = chain.RevokedBy(stored.record.seq)) {
    json.Set("revoked_by", by->record.seq);
  }
  return json;
}

std::string ExportJson(const KnownGoodChain& chain, std::string_view line) {
  Json array = Json::MakeArray();
  for (const StoredRecord& stored : chain.records()) {
    if (line.empty() || stored.record.line == line) array.Append(RecordJson(chain, stored));
  }
  return ToText(array, kIndent) + "\n";
}

std::string BadgeText(const KnownGoodChain& chain, std::string_view line, std::string_view suite,
                      std::string_view label, std::int64_t now, std::int64_t max_age_s) {
  const StoredRecord* latest = chain.Latest(line, suite);
  std::string message = "none", color = "red";
  if (latest != nullptr) {
    const Record& record = latest->record;
    message = "#" + std::to_string(record.seq) + " " + DayText(record);
    const std::int64_t age = now - ReadTimestamp(record.timestamp).value_or(0);
    color = age > max_age_s ? "orange" : "brightgreen";
  }
  for (auto one = chain.records().rbegin(); one != chain.records().rend(); ++one) {
    const Record& record = one->record;
    if (record.kind != RecordKind::kPromote || record.line != line) continue;
    if (!suite.empty() && record.suite != suite) continue;
    if (chain.RevokedBy(record.seq) == nullptr) break;
    color = "red";
    message = "#" + std::to_string(record.seq) + " revoked" +
              (latest == nullptr ? "" : ", now " + message);
    break;
  }
  return ToText(Json::MakeObject()
                    .Set("schemaVersion", 1)
                    .Set("label", label.empty() ? "known good" : label)
                    .Set("message", message)
                    .Set("color", color)) +
         "\n";
}

}  // namespace testfed
