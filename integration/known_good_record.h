// One record of the known-good store, and the line it is: canonical JSON (keys sorted by bytes, no
// white space, whole numbers only) and a line end. docs/known-good.md describes every member and
// shows a chain of two records.
#ifndef TESTFED_INTEGRATION_KNOWN_GOOD_RECORD_H_
#define TESTFED_INTEGRATION_KNOWN_GOOD_RECORD_H_

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/json.h"
#include "integration/tuple.h"
#include "integration/verdict.h"

namespace testfed {

enum class RecordKind {
  kPromote,  // a tuple passed
  kRevoke,   // an earlier one did not deserve it
  kAnchor,   // the head of this moment was published elsewhere
  kRename,   // a component has another name from here on
};
inline constexpr std::array kRecordKinds = {RecordKind::kPromote, RecordKind::kRevoke,
                                            RecordKind::kAnchor, RecordKind::kRename};
std::string_view ToString(RecordKind kind);  // "promote", ...

// The record that a candidate was built from.
struct RecordBase {
  std::int64_t seq = 0;  // 0: from none
  std::string sha256;
  bool operator==(const RecordBase&) const = default;
};

struct Record {
  RecordKind kind = RecordKind::kPromote;
  std::int64_t seq = 0;  // from 1, without gaps
  std::string prev;      // SHA-256 of the line before, without its line end; 64 zeros for the first
  std::string timestamp;  // 2026-11-20T09:12:44Z
  std::string line;       // "main", "release/0.9"

  // Of a promotion
  std::string suite;
  Tuple tuple;  // whole
  std::string tuple_sha256;
  std::string manifest_sha256;
  std::string resolved_sha256;  // empty: nobody looked
  std::string integration_commit;
  std::int64_t duration_s = 0;
  TestTally tests;
  std::vector<std::string> configs;              // sorted
  std::map<std::string, std::string> toolchain;  // {"bazel": "8.6.0"}
  RunId run;
  RecordBase base;
  Json held_back = Json::MakeObject();   // component -> reason, or {reason, since, culprit}
  Json changesets = Json::MakeObject();  // changeset -> its components; what a bisect may not split
  std::map<std::string, std::string> allowed;  // what the guard would have refused -> why not

  // Of the others
  std::int64_t target_seq = 0;  // revoke
  std::string reason;           // revoke, rename, anchor
  std::string where;            // anchor: the place of publication
  std::string from, to;         // rename
};

// Without its line end.
std::string RecordLine(const Record& record);

// An error says what is wrong with the line by itself: it is not canonical, has been altered
// (`check`), lacks a member or has one too many, or its tuple has another digest. What comes before
// it is the chain's matter. `name` is what errors call it.
absl::StatusOr<Record> ReadRecord(std::string_view line, std::string_view name);

bool IsSha256(std::string_view text);  // 64 lower-case hexadecimal digits

inline constexpr std::string_view kNoRecord =
    "0000000000000000000000000000000000000000000000000000000000000000";

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_KNOWN_GOOD_RECORD_H_
