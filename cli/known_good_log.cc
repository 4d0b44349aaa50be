// `known-good log` and `diff`: what changed.
#include "cli/known_good.h"
#include "cli/known_good_store.h"
#include "cli/known_tuples.h"
#include "domains/inline_text.h"
#include "integration/known_good_export.h"
#include "integration/tuple_diff.h"
#include "reporters/columns.h"

namespace testfed {
namespace {

constexpr int kIndent = 2;
constexpr size_t kMostChanges = 6;

// Names of components that were changed by records, old -> new.
std::map<std::string, std::string> RenamesIn(const KnownGoodChain& chain) {
  std::map<std::string, std::string> renames;
  for (const StoredRecord& one : chain.records()) {
    if (one.record.kind == RecordKind::kRename) renames[one.record.from] = one.record.to;
  }
  return renames;
}

// What a promotion is compared with: its base where that is of the same line, else the promotion
// before it; null: it is the first.
const StoredRecord* Before(const KnownGoodChain& chain, const Record& record) {
  const StoredRecord* base = chain.Find(record.base.seq);
  if (base != nullptr && base->record.line == record.line) return base;
  for (std::int64_t seq = record.seq - 1; seq > 0; --seq) {
    const StoredRecord* one = chain.Find(seq);
    if (one->record.kind != RecordKind::kPromote || one->record.line != record.line) continue;
    if (chain.RevokedBy(seq) == nullptr) return one;
  }
  return nullptr;
}

absl::StatusOr<std::string> WhatChanged(const KnownGoodChain& chain, const Record& record,
                                        const CloneFinder& clones) {
  const StoredRecord* before = Before(chain, record);
  if (before == nullptr) return std::string("the first of its line");
  TESTFED_ASSIGN_OR_RETURN(
      const std::vector<TupleChange> changes,
      DiffTuples(before->record.tuple, record.tuple, RenamesIn(chain), clones));
  if (changes.empty()) return "as " + std::to_string(before->record.seq);
  std::string text;
  for (size_t i = 0; i < changes.size() && i < kMostChanges; ++i) {
    text += (i == 0 ? "" : ", ") + ShortText(changes[i]);
  }
  if (changes.size() > kMostChanges) {
    text += " and " + std::to_string(changes.size() - kMostChanges) + " more";
  }
  return text;
}

absl::StatusOr<std::string> WhatText(const KnownGoodChain& chain, const Record& record,
                                     const CloneFinder& clones) {
  switch (record.kind) {
    case RecordKind::kRevoke:
      return "revokes " + std::to_string(record.target_seq) + ": " + InlineText(record.reason);
    case RecordKind::kAnchor:
      return "anchors " + std::to_string(record.seq - 1) + " at " + InlineText(record.where);
    case RecordKind::kRename:
      return "renames " + record.from + " to " + record.to;
    case RecordKind::kPromote:
      break;
  }
  if (const StoredRecord* by = chain.RevokedBy(record.seq)) {
    return "revoked " + by->record.timestamp.substr(0, 10) + ": " + InlineText(by->record.reason);
  }
  TESTFED_ASSIGN_OR_RETURN(std::string text, WhatChanged(chain, record, clones));
  for (const auto& [what, why] : record.allowed) {
    text += " (" + what + ": " + InlineText(why) + ")";
  }
  return text;
}

// Everything is of one line, or all lines are asked for.
bool IsAsked(const Invocation& invocation, const Record& record) {
  if (invocation.Has("--line") && record.line != invocation.Text("--line")) return false;
  const std::string suite = invocation.Text("--suite");
  return suite.empty() || record.kind != RecordKind::kPromote || record.suite == suite;
}

}  // namespace

absl::StatusOr<int> LogKnownGood(Invocation& invocation, const Words&) {
  TESTFED_ASSIGN_OR_RETURN(const KnownGoodChain chain,
                           ReadKnownGood(invocation, invocation.Text("--known-good")));
  TESTFED_ASSIGN_OR_RETURN(const std::int64_t most,
                           invocation.Number("-n", chain.size(), 1, 1000000));
  const CloneFinder clones = ClonesOf(invocation);
  Columns columns({2, 2, 2, 2, 2}, {0});
  columns.Row({"SEQ", "WHEN", "LINE", "SUITE", "TUPLE", "WHAT"});
  Json list = Json::MakeArray();
  std::int64_t shown = 0;
  for (auto one = chain.records().rbegin(); one != chain.records().rend() && shown < most; ++one) {
    const Record& record = one->record;
    if (!IsAsked(invocation, record)) continue;
    ++shown;
    list.Append(RecordJson(chain, *one));
    TESTFED_ASSIGN_OR_RETURN(std::string what, WhatText(chain, record, clones));
    const bool promotion = record.kind == RecordKind::kPromote;
    columns.Row({std::to_string(record.seq), record.timestamp.substr(0, 10),
                 InlineText(record.line), promotion ? InlineText(record.suite) : "-",
                 promotion ? record.tuple_sha256.substr(0, 7) : "-", std::move(what)});
  }
  invocation.out() << (invocation.Text("--format") == "json" ? ToText(list, kIndent) + "\n"
                                                             : columns.Text());
  return 0;
}

absl::StatusOr<int> DiffKnownGood(Invocation& invocation, const Words& words) {
  TESTFED_ASSIGN_OR_RETURN(const Components components, LoadComponents(invocation));
  const std::string line = invocation.Text("--line");
  TESTFED_ASSIGN_OR_RETURN(const KnownTuple from,
                           ReadKnown(invocation, words[0], components, line));
  TESTFED_ASSIGN_OR_RETURN(const KnownTuple to, ReadKnown(invocation, words[1], components, line));
  std::map<std::string, std::string> renames;
  for (const Component& component : components) {
    for (const std::string& former : component.formerly) renames[former] = component.name;
  }
  if (words[0].starts_with('@') || words[1].starts_with('@')) {
    TESTFED_ASSIGN_OR_RETURN(const KnownGoodChain chain,
                             ReadKnownGood(invocation, invocation.Text("--known-good")));
    renames.merge(RenamesIn(chain));
  }
  const CloneFinder clones = ClonesOf(invocation);
  TESTFED_ASSIGN_OR_RETURN(
      const std::vector<TupleChange> changes,
      DiffTuples(TupleOf(from.base.pins), TupleOf(to.base.pins), renames, clones));
  if (invocation.Text("--format") == "json") {
    invocation.out() << ToText(ToJson(changes), kIndent) << "\n";
    return 0;
  }
  Columns columns({3, 3, 3});
  for (const TupleChange& change : changes) {
    std::string what = testfed::WhatText(change);
    columns.Row({change.name, PinText(change.from) + " -> " + PinText(change.to), what,
                 CompareUrl(change)});
  }
  invocation.out() << InlineText(from.base.name) << " -> " << InlineText(to.base.name) << ": "
                   << (changes.empty() ? "no difference"
                                       : std::to_string(changes.size()) +
                                             (changes.size() == 1 ? " component" : " components"))
                   << "\n"
                   << columns.Text();
  return 0;
}

}  // namespace testfed
