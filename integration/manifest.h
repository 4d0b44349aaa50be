// A manifest: the tuple that is tested together, the event that asked for it, and what it was made
// from. docs/integration.md describes its JSON, which keeps the members of S-CORE's decision record
// DR-002 and adds to them.
#ifndef TESTFED_INTEGRATION_MANIFEST_H_
#define TESTFED_INTEGRATION_MANIFEST_H_

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/finding.h"
#include "integration/components.h"
#include "integration/pinned.h"

namespace testfed {

inline constexpr std::string_view kManifestSchema = "testfed.manifest/1";

enum class CompositionEvent {
  kPullRequest,  // the head of one pull request on known good
  kChangeset,    // the heads of several, as one unit
  kMains,        // what every component's track points to
  kProbe,        // a tuple that a bisect asks about
};
inline constexpr std::array kCompositionEvents = {
    CompositionEvent::kPullRequest, CompositionEvent::kChangeset, CompositionEvent::kMains,
    CompositionEvent::kProbe};
std::string_view ToString(CompositionEvent event);  // "pr", "changeset", "mains", "probe"

// A component whose pin is another than that of the base.
struct UnderTest {
  std::string name;
  std::optional<Pin> before;      // at the base; none: the base has no such component
  std::int64_t pull_request = 0;  // 0: none
  std::string branch;
  std::string taken_from;  // which field of the event the commit was: "pull_request.head.sha"
  bool operator==(const UnderTest&) const = default;
};

struct ManifestBase {
  std::int64_t seq = 0;       // of the store's record; 0: the base came from another file
  std::string record_sha256;  // "" then
  std::string tuple_sha256;
  bool operator==(const ManifestBase&) const = default;
};

struct Manifest {
  CompositionEvent event = CompositionEvent::kPullRequest;
  std::string line = std::string(kMainLine);
  Pins pins;                          // all components, sorted by name
  std::vector<UnderTest> under_test;  // sorted by name
  ManifestBase base;
  std::string changeset;
  std::string subset;                // which suite is asked for: "fast", "full"
  std::string may_shrink;            // why the plan may shrink the curated subset; "": it may not
  std::string timestamp;             // of the event; "" where nobody said it
  std::string integration_commit;    // of the integration repository; ""
  std::string integration_repo;      // its remote, for `reproduce`; ""
  std::map<std::string, Hold> held;  // kept on purpose
  std::map<std::string, std::string> not_advanced;  // kept because the head could not be read
  std::map<std::string, std::string> disabled;      // not composed -> why
  std::vector<std::string> removed;                 // of the base, no component any more
  std::vector<std::string> unchanged;               // asked for, but the base has them already

  bool operator==(const Manifest&) const = default;
  // The change that was to be tested is in the base already: no run of this tests it.
  bool NothingUnderTest() const { return under_test.empty() && event != CompositionEvent::kProbe; }
};

// `manifest/1`: what was asked, in the canonical form of tuple/1:
//   {"changeset":TEXT,"event":WORD,"integration_commit":HEX40,"line":TEXT,"may_shrink":TEXT,
//    "pull_requests":[{"commit":HEX40,"component":NAME,"number":N}...],"schema":"manifest/1",
//    "subset":TEXT,"tuple_sha256":HEX64}
// What is not said is left out. No time, duration or machine is part of it.
std::string CanonicalText(const Manifest& manifest);
std::string ManifestSha256(const Manifest& manifest);

// `components` (null: not known) names the tags of versions.
Json ToJson(const Manifest& manifest, const Components* components);
std::string ToText(const Manifest& manifest, const Components* components);  // two blanks of indent

// Reads what ToText writes, and a manifest that somebody wrote by hand by DR-002, as YAML or JSON.
// Digests that it has must be its own. Findings are appended, unsorted; with an error among them
// the manifest is not to be used.
Manifest ReadManifest(std::string_view text, const std::string& file,
                      std::vector<Finding>& findings);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_MANIFEST_H_
