// Tags: the names that make a test a smoke test or a contract test, in every form in which a
// language can write them.
#ifndef TESTFED_CONTRACTS_TAG_H_
#define TESTFED_CONTRACTS_TAG_H_

#include <compare>
#include <optional>
#include <string>
#include <string_view>

#include "domains/place.h"

namespace testfed {

struct Tag {
  enum class Kind {
    kSmoke,      // as @SmokeTest, @MustRunAlways, pytest.mark.smoke, label `smoke`
    kAffected,   // as @AffectedByX, pytest.mark.affected_by("X"), label `affected-by:X`
    kChangedIn,  // as @MustRunOnChangesInX: looks at changed domains, not at affected ones
  };
  Kind kind = Kind::kSmoke;
  std::string domain;  // "" for kSmoke; need not be declared
  Place at;            // where the annotation, marker, label or comment stands
  auto operator<=>(const Tag&) const = default;
};

// What a simple name such as `AffectedByJs` says; nullopt for all names that are no tag. The bare
// `AffectedBy` is none.
struct TagName {
  Tag::Kind kind = Tag::Kind::kSmoke;
  std::string domain;
  bool operator==(const TagName&) const = default;
};
std::optional<TagName> ReadTagName(std::string_view simple_name);
// The same of a label of a runner: `smoke`, `affected-by:X`.
std::optional<TagName> ReadTagLabel(std::string_view label);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_TAG_H_
