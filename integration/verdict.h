// What became of one run of a manifest's tests in one configuration: verdict.json. `testfed
// verdict` writes it; the known-good store, the feedback and the bisect read nothing else of a run.
//
// It holds the whole manifest, so that it needs no other file, and a verdict cannot be put beside a
// manifest that it does not belong to.
#ifndef TESTFED_INTEGRATION_VERDICT_H_
#define TESTFED_INTEGRATION_VERDICT_H_

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domains/json.h"

namespace testfed {

enum class VerdictClass {
  kGood,                 // every planned test ran and passed
  kIntegrationFinding,   // tests failed, or the composition does not build
  kIntegrationConflict,  // the composition does not resolve, or is not the one that was asked for
  kHarnessDefect,        // nothing ran, or the reports contradict the exit code
  kInfrastructure,       // a machine, a network or a time limit
};
inline constexpr std::array kVerdictClasses = {
    VerdictClass::kGood, VerdictClass::kIntegrationFinding, VerdictClass::kIntegrationConflict,
    VerdictClass::kHarnessDefect, VerdictClass::kInfrastructure};
std::string_view ToString(VerdictClass result);  // "good", "integration_finding", ...

struct TestTally {
  int executed = 0;
  int passed = 0;
  int failed = 0;
  int skipped = 0;
  bool operator==(const TestTally&) const = default;
};

// The run of a CI that judged, for retries and links. Empty texts where there was none.
struct RunId {
  std::string id;
  int attempt = 0;
  std::string url;
  bool operator==(const RunId&) const = default;
};

// What was really resolved, where somebody looked (`testfed overrides check`).
struct Resolved {
  std::string sha256;                      // resolved_sha256; empty: nobody looked
  std::vector<std::string> disagreements;  // with the manifest, one sentence each
  std::vector<std::string> mutable_pins;   // pins that may be another thing tomorrow
  bool operator==(const Resolved&) const = default;
};

struct Verdict {
  Json manifest;                // as it was judged
  std::string manifest_sha256;  // of the manifest, as it says itself
  std::string tuple_sha256;
  std::string config;  // "default" where there is only one
  int exit_code = 0;
  VerdictClass result = VerdictClass::kHarnessDefect;
  std::string reason;  // a sentence: "1 of 47 targets failed"
  TestTally tests;
  std::vector<std::string> failing;  // targets, sorted, each once
  Resolved resolved;
  std::int64_t duration_s = 0;
  std::string timestamp;                         // RFC 3339 in UTC; empty: not known
  std::map<std::string, std::string> toolchain;  // {"bazel": "8.6.0"}
  RunId run;
};

// One line, canonical, with a line end. Reading it gives the same verdict.
std::string VerdictText(const Verdict& verdict);

// An error names `name`, the key and what is expected there. A verdict whose digests are not those
// of its manifest is an error.
absl::StatusOr<Verdict> ReadVerdict(std::string_view text, std::string_view name);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_VERDICT_H_
