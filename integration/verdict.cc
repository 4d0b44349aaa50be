#include "integration/verdict.h"

#include <algorithm>

#include "selector/json_fields.h"

namespace testfed {
namespace {

constexpr std::string_view kSchema = "testfed.verdict/1";

Json Texts(const std::vector<std::string>& texts) {
  Json list = Json::MakeArray();
  for (const std::string& text : texts) list.Append(text);
  return list;
}

std::map<std::string, std::string> ReadTexts(const Json& object, JsonFields& parent,
                                             std::string_view key) {
  std::map<std::string, std::string> texts;
  JsonFields fields(object, parent, key);
  for (const auto& [name, value] : object.Members()) texts[name] = fields.Text(name);
  return texts;
}

}  // namespace

std::string_view ToString(VerdictClass result) {
  switch (result) {
    case VerdictClass::kGood:
      return "good";
    case VerdictClass::kIntegrationFinding:
      return "integration_finding";
    case VerdictClass::kIntegrationConflict:
      return "integration_conflict";
    case VerdictClass::kHarnessDefect:
      return "harness_defect";
    case VerdictClass::kInfrastructure:
      return "infrastructure";
  }
  return "?";
}

std::string VerdictText(const Verdict& verdict) {
  Json json = Json::MakeObject();
  json.Set("schema", kSchema)
      .Set("manifest", verdict.manifest)
      .Set("manifest_sha256", verdict.manifest_sha256)
      .Set("tuple_sha256", verdict.tuple_sha256)
      .Set("config", verdict.config)
      .Set("exit_code", verdict.exit_code)
      .Set("class", ToString(verdict.result))
      .Set("reason", verdict.reason)
      .Set("tests", Json::MakeObject()
                        .Set("executed", verdict.tests.executed)
                        .Set("passed", verdict.tests.passed)
                        .Set("failed", verdict.tests.failed)
                        .Set("skipped", verdict.tests.skipped))
      .Set("failing", Texts(verdict.failing))
      .Set("resolved", Json::MakeObject()
                           .Set("sha256", verdict.resolved.sha256)
                           .Set("disagreements", Texts(verdict.resolved.disagreements))
                           .Set("mutable_pins", Texts(verdict.resolved.mutable_pins)))
      .Set("duration_s", verdict.duration_s)
      .Set("timestamp", verdict.timestamp)
      .Set("run", Json::MakeObject()
                      .Set("id", verdict.run.id)
                      .Set("attempt", verdict.run.attempt)
                      .Set("url", verdict.run.url));
  Json toolchain = Json::MakeObject();
  for (const auto& [tool, version] : verdict.toolchain) toolchain.Set(tool, version);
  json.Set("toolchain", toolchain);
  return CanonicalText(json) + "\n";
}

absl::StatusOr<Verdict> ReadVerdict(std::string_view text, std::string_view name) {
  TESTFED_ASSIGN_OR_RETURN(const Json json, ParseJson(text, name));
  absl::Status status;
  JsonFields fields(json, name, status);
  if (const std::string schema = fields.Text("schema"); schema != kSchema) {
    fields.Problem("`schema` is `" + std::string(kSchema) + "`, got `" + schema + "`");
  }
  Verdict verdict;
  verdict.manifest = fields.Object("manifest");
  verdict.manifest_sha256 = fields.Text("manifest_sha256");
  verdict.tuple_sha256 = fields.Text("tuple_sha256");
  verdict.config = fields.Text("config");
  verdict.exit_code = fields.Count("exit_code");
  verdict.result = fields.OneOf<VerdictClass>("class", kVerdictClasses);
  verdict.reason = fields.Text("reason");
  JsonFields tests(fields.Object("tests"), fields, "tests");
  verdict.tests = {tests.Count("executed"), tests.Count("passed"), tests.Count("failed"),
                   tests.Count("skipped")};
  tests.Done();
  verdict.failing = fields.Texts("failing");
  std::sort(verdict.failing.begin(), verdict.failing.end());
  verdict.failing.erase(std::unique(verdict.failing.begin(), verdict.failing.end()),
                        verdict.failing.end());
  JsonFields resolved(fields.Object("resolved"), fields, "resolved");
  verdict.resolved = {resolved.Text("sha256"), resolved.Texts("disagreements"),
                      resolved.Texts("mutable_pins")};
  resolved.Done();
  verdict.duration_s = fields.Count("duration_s");
  verdict.timestamp = fields.Text("timestamp");
  JsonFields run(fields.Object("run"), fields, "run");
  verdict.run = {run.Text("id"), run.Count("attempt"), run.Text("url")};
  run.Done();
  verdict.toolchain = ReadTexts(fields.Object("toolchain"), fields, "toolchain");
  fields.Done();
  for (const auto& [key, digest] : {std::pair("manifest_sha256", &verdict.manifest_sha256),
                                    std::pair("tuple_sha256", &verdict.tuple_sha256)}) {
    const std::string& own = verdict.manifest[key].String();
    if (own != *digest) {
      fields.Problem("`" + std::string(key) + "` is `" + *digest +
                     "`, but that of its manifest is `" + own + "`");
    }
  }
  if (verdict.result == VerdictClass::kGood && verdict.tests.executed == 0) {
    fields.Problem("`class` is `good`, but no test was executed");
  }
  if (!status.ok()) return status;
  return verdict;
}

}  // namespace testfed
