#include "selector/receipt.h"

#include <algorithm>

#include "domains/inline_text.h"
#include "domains/path_name.h"
#include "selector/json_fields.h"

namespace testfed {
namespace {

Json Texts(const std::vector<std::string>& texts) {
  Json array = Json::MakeArray();
  for (const std::string& text : texts) array.Append(ReplaceInvalidUtf8(text));
  return array;
}

Json ToJson(const NamedTests& tests) {
  Json object = Json::MakeObject();
  object.Set("count", tests.count);
  object.Set("names", Texts(tests.names));
  return object;
}

Json ToJson(const TestCounts& tests) {
  Json object = Json::MakeObject();
  object.Set("executed", tests.Executed());
  object.Set("passed", tests.passed);
  object.Set("skipped", tests.skipped);
  object.Set("failed", ToJson(tests.failed));
  object.Set("quarantined", Texts(tests.quarantined));
  object.Set("missing", ToJson(tests.missing));
  return object;
}

NamedTests ReadNamed(JsonFields& parent, std::string_view key) {
  JsonFields fields(parent.Object(key), parent, key);
  NamedTests tests;
  tests.count = fields.Count("count");
  tests.names = fields.Texts("names");
  const size_t shown = std::min(static_cast<size_t>(tests.count), kMaxReceiptNames);
  if (fields.Ok() && tests.names.size() != shown) {
    fields.Problem("`count` is " + std::to_string(tests.count) + ", and there are " +
                   std::to_string(tests.names.size()) + " names");
  }
  fields.Done();
  return tests;
}

TestCounts ReadCounts(const Json& json, JsonFields& parent) {
  JsonFields fields(json, parent, "tests");
  TestCounts tests;
  const int executed = fields.Count("executed");
  tests.passed = fields.Count("passed");
  tests.skipped = fields.Count("skipped");
  tests.failed = ReadNamed(fields, "failed");
  tests.quarantined = fields.Texts("quarantined");
  tests.missing = ReadNamed(fields, "missing");
  const auto sum = static_cast<std::int64_t>(tests.passed) + tests.failed.count +
                   static_cast<std::int64_t>(tests.quarantined.size());
  if (fields.Ok() && sum != executed) {
    fields.Problem("`executed` is " + std::to_string(executed) + ", and its parts are " +
                   std::to_string(sum));
  }
  fields.Done();
  return tests;
}

}  // namespace

void NamedTests::Add(std::string_view name) {
  ++count;
  if (names.size() < kMaxReceiptNames) names.push_back(Clipped(name, kMaxReceiptNameBytes - 3));
}

std::string ToJsonText(const Receipt& receipt) {
  Json object = Json::MakeObject();
  object.Set("schema", kReceiptSchema);
  object.Set("version", receipt.version);
  object.Set("plan_digest", receipt.plan_digest);
  object.Set("job", receipt.job);
  object.Set("leg", receipt.leg);
  object.Set("calls", receipt.calls);
  object.Set("exit_code", receipt.exit_code);
  object.Set("forgiven", receipt.forgiven);
  object.Set("problem", ReplaceInvalidUtf8(receipt.problem));
  object.Set("tests", receipt.tests ? ToJson(*receipt.tests) : Json());
  object.Set("opaque", ReplaceInvalidUtf8(receipt.opaque));
  return ToText(object, 2) + "\n";
}

absl::StatusOr<Receipt> ReadReceipt(std::string_view text, std::string_view name) {
  TESTFED_ASSIGN_OR_RETURN(Json json, ParseJson(text, name));
  absl::Status status;
  JsonFields fields(json, name, status);
  Receipt receipt;
  if (std::string schema = fields.Text("schema"); status.ok() && schema != kReceiptSchema) {
    fields.Problem("`schema` is `" + InlineText(schema) + "`, expected `" +
                   std::string(kReceiptSchema) + "`");
  }
  receipt.version = fields.Text("version");
  receipt.plan_digest = fields.Text("plan_digest");
  receipt.job = fields.Text("job");
  receipt.leg = fields.Text("leg");
  receipt.calls = fields.Count("calls");
  receipt.exit_code = fields.Count("exit_code");
  receipt.forgiven = fields.Flag("forgiven");
  receipt.problem = fields.Text("problem");
  if (const Json& tests = fields.ObjectOrNull("tests"); !tests.IsNull()) {
    receipt.tests = ReadCounts(tests, fields);
  }
  receipt.opaque = fields.Text("opaque");
  if (receipt.tests.has_value() != receipt.opaque.empty()) {
    fields.Problem("either `tests` were counted, or `opaque` says why not");
  }
  if (receipt.calls == 0 && receipt.problem.empty()) {
    fields.Problem("`calls` is 0, and `problem` does not say why");
  }
  fields.Done();
  if (!status.ok()) return status;
  return receipt;
}

}  // namespace testfed
