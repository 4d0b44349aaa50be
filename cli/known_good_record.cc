// `known-good revoke`, `anchor` and `rename`: records that no run stands behind.
#include "cli/known_good.h"
#include "cli/known_good_store.h"
#include "domains/append_file.h"
#include "domains/inline_text.h"
#include "integration/component_name.h"
#include "integration/known_good_store.h"

namespace testfed {
namespace {

absl::StatusOr<std::string> Reason(const Invocation& invocation, std::string_view action) {
  std::string reason = invocation.Text("--reason");
  if (!reason.empty()) return reason;
  return Error("`known-good " + std::string(action) + "` needs `--reason`, which the record keeps");
}

// Appends to a store that is there: none of these is a first record.
absl::StatusOr<Appended> Append(Invocation& invocation, const RecordMaker& make) {
  const std::string store = invocation.Text("--known-good");
  const std::string path = invocation.PathOf(store);
  if (!invocation.files().Exists(path)) return Error("no file `" + InlineText(store) + "`");
  const std::unique_ptr<AppendFile> file = MakeAppendFile(path);
  return AppendRecord(*file, store, make);
}

int Print(Invocation& invocation, const Appended& appended, const std::string& what) {
  invocation.out() << appended.seq << "   " << what << "   (head " << appended.sha256.substr(0, 7)
                   << ")\n";
  return 0;
}

}  // namespace

absl::StatusOr<int> RevokeKnownGood(Invocation& invocation, const Words& words) {
  Record record;
  record.kind = RecordKind::kRevoke;
  TESTFED_ASSIGN_OR_RETURN(record.reason, Reason(invocation, "revoke"));
  TESTFED_ASSIGN_OR_RETURN(record.timestamp, RecordedTime(invocation, ""));
  TESTFED_ASSIGN_OR_RETURN(
      const Appended appended,
      Append(invocation, [&](const KnownGoodChain& chain) -> absl::StatusOr<Record> {
        TESTFED_ASSIGN_OR_RETURN(const StoredRecord* target, chain.Named(words[0]));
        const std::string seq = std::to_string(target->record.seq);
        if (target->record.kind != RecordKind::kPromote) {
          return Error("record " + seq + " is of the kind `" +
                       std::string(ToString(target->record.kind)) +
                       "`; only promotions are revoked");
        }
        if (const StoredRecord* by = chain.RevokedBy(target->record.seq)) {
          return Error("record " + seq + " was revoked by record " +
                       std::to_string(by->record.seq) + ": " + InlineText(by->record.reason));
        }
        record.target_seq = target->record.seq;
        record.line = target->record.line;
        return record;
      }));
  return Print(invocation, appended,
               "revokes " + std::to_string(record.target_seq) + ": " + InlineText(record.reason));
}

absl::StatusOr<int> AnchorKnownGood(Invocation& invocation, const Words& words) {
  Record record;
  record.kind = RecordKind::kAnchor;
  record.where = words[0];
  record.line = invocation.Text("--line");
  record.reason = invocation.Text("--reason");
  TESTFED_ASSIGN_OR_RETURN(record.timestamp, RecordedTime(invocation, ""));
  TESTFED_ASSIGN_OR_RETURN(const Appended appended,
                           Append(invocation, [&](const KnownGoodChain& chain) {
                             absl::StatusOr<Record> made = record;
                             if (chain.size() == 0) made = Error("there is no record to anchor");
                             return made;
                           }));
  return Print(invocation, appended,
               "anchors " + std::to_string(appended.seq - 1) + " at " + InlineText(record.where));
}

absl::StatusOr<int> RenameKnownGood(Invocation& invocation, const Words& words) {
  Record record;
  record.kind = RecordKind::kRename;
  record.from = words[0];
  record.to = words[1];
  record.line = invocation.Text("--line");
  record.reason = invocation.Text("--reason");
  for (const std::string& name : words) {
    if (!IsComponentName(name)) {
      return Error("`" + InlineText(name) + "`: " + std::string(kComponentNameRule));
    }
  }
  TESTFED_ASSIGN_OR_RETURN(record.timestamp, RecordedTime(invocation, ""));
  TESTFED_ASSIGN_OR_RETURN(
      const Appended appended,
      Append(invocation, [&](const KnownGoodChain& chain) -> absl::StatusOr<Record> {
        const StoredRecord* latest = chain.Latest(record.line, "");
        if (latest == nullptr || !latest->record.tuple.contains(record.from)) {
          return Error("line `" + InlineText(record.line) + "` has no component `" + record.from +
                       "` in its known good");
        }
        return record;
      }));
  return Print(invocation, appended, "renames " + record.from + " to " + record.to);
}

}  // namespace testfed
