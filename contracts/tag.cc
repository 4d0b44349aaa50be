#include "contracts/tag.h"

#include "domains/declaration_rules.h"

namespace testfed {
namespace {

std::optional<TagName> OfDomain(std::string_view text, std::string_view prefix, Tag::Kind kind) {
  if (!text.starts_with(prefix)) return std::nullopt;
  std::string_view domain = text.substr(prefix.size());
  if (!IsDomainName(domain)) return std::nullopt;
  return TagName{kind, std::string(domain)};
}

}  // namespace

std::optional<TagName> ReadTagName(std::string_view simple_name) {
  if (simple_name == "SmokeTest" || simple_name == "MustRunAlways") return TagName{};
  if (auto tag = OfDomain(simple_name, "AffectedBy", Tag::Kind::kAffected)) return tag;
  return OfDomain(simple_name, "MustRunOnChangesIn", Tag::Kind::kChangedIn);
}

std::optional<TagName> ReadTagLabel(std::string_view label) {
  if (label == "smoke") return TagName{};
  return OfDomain(label, "affected-by:", Tag::Kind::kAffected);
}

}  // namespace testfed
