#include "integration/resolution.h"

#include "domains/json.h"
#include "selector/json_fields.h"

namespace testfed {
namespace {

constexpr std::string_view kResolutionSchema = "testfed.resolution/1";

Json ListOf(const std::vector<std::string>& texts) {
  Json list = Json::MakeArray();
  for (const std::string& text : texts) list.Append(text);
  return list;
}

}  // namespace

std::string ResolutionText(const Resolution& resolution) {
  Json json = Json::MakeObject();
  json.Set("schema", kResolutionSchema)
      .Set("tuple_sha256", resolution.tuple_sha256)
      .Set("resolved_sha256", resolution.sha256)
      .Set("disagreements", ListOf(resolution.disagreements))
      .Set("mutable_pins", ListOf(resolution.mutable_pins));
  return ToText(json, 2) + "\n";
}

absl::StatusOr<Resolution> ReadResolution(std::string_view text, std::string_view name) {
  TESTFED_ASSIGN_OR_RETURN(const Json json, ParseJson(text, name));
  absl::Status status;
  JsonFields fields(json, name, status);
  Resolution resolution;
  if (const std::string schema = fields.Text("schema"); schema != kResolutionSchema) {
    fields.Problem("`schema` is `" + std::string(kResolutionSchema) + "`, got `" + schema + "`");
  }
  resolution.tuple_sha256 = fields.Text("tuple_sha256");
  resolution.sha256 = fields.Text("resolved_sha256");
  resolution.disagreements = fields.Texts("disagreements");
  resolution.mutable_pins = fields.Texts("mutable_pins");
  fields.Done();
  if (!status.ok()) return status;
  return resolution;
}

}  // namespace testfed
