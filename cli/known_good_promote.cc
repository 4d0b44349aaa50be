// `known-good promote` and `import`: records of tuples.
#include <chrono>

#include "cli/job_run.h"
#include "cli/known_good.h"
#include "cli/known_good_store.h"
#include "cli/known_tuples.h"
#include "domains/amount.h"
#include "domains/append_file.h"
#include "domains/inline_text.h"
#include "domains/words.h"
#include "integration/candidate.h"
#include "integration/known_good_store.h"
#include "integration/pins_file.h"
#include "integration/promotion.h"

namespace testfed {
namespace {

constexpr size_t kMaxVerdictBytes = size_t{64} << 20;

std::map<Allowance, std::string> AllowedIn(const Invocation& invocation) {
  std::map<Allowance, std::string> allowed;
  for (Allowance allowance : kAllowances) {
    if (invocation.Has(OptionOf(allowance))) {
      allowed[allowance] = invocation.Text(OptionOf(allowance));
    }
  }
  return allowed;
}

absl::StatusOr<PromotionEvidence> ReadEvidence(Invocation& invocation, const Words& words) {
  PromotionEvidence evidence;
  for (const std::string& word : words) {
    TESTFED_ASSIGN_OR_RETURN(const std::string text, invocation.ReadInput(word, kMaxVerdictBytes));
    TESTFED_ASSIGN_OR_RETURN(Verdict verdict, ReadVerdict(text, word));
    evidence.verdicts.push_back(std::move(verdict));
  }
  evidence.allowed = AllowedIn(invocation);
  for (const auto& [allowance, reason] : evidence.allowed) {
    if (reason.empty()) return Error("`" + OptionOf(allowance) + "` needs a reason");
  }
  return evidence;
}

// Components whose commit moved, and nobody knows how.
std::string UnknownCourses(const std::vector<TupleChange>& changes) {
  std::string names;
  for (const TupleChange& change : changes) {
    if (!change.IsRepinned() || !change.from->pin.IsCommit() || !change.to->pin.IsCommit())
      continue;
    if (change.movement.course != Movement::Course::kUnknown) continue;
    names += (names.empty() ? "" : ", ") + change.name;
  }
  return names;
}

absl::Status ToStatus(const Refusal& refusal, const Words& words) {
  const absl::Status status = Error(refusal.text + "; nothing recorded");
  if (!refusal.allowable) return refusal.hint.empty() ? status : WithHint(status, refusal.hint);
  std::string command = "testfed known-good promote";
  for (const std::string& word : words) command += " " + QuoteWord(word);
  return WithHint(status, refusal.hint.empty() ? "where that is as it should be" : refusal.hint,
                  command + " " + OptionOf(refusal.allowance) + " \"REASON\"");
}

}  // namespace

absl::StatusOr<int> PromoteKnownGood(Invocation& invocation, const Words& words) {
  const std::string store = invocation.Text("--known-good");
  TESTFED_ASSIGN_OR_RETURN(PromotionEvidence evidence, ReadEvidence(invocation, words));
  TESTFED_ASSIGN_OR_RETURN(const Manifest manifest,
                           ManifestOf(evidence.verdicts.front(), words.front()));
  TESTFED_ASSIGN_OR_RETURN(const Components components, LoadComponents(invocation));
  evidence.required_configs = RequiredConfigs(manifest, components);
  for (const std::string& config : invocation.Texts("--require")) {
    evidence.required_configs.push_back(config);
  }
  Record record = CandidateOf(manifest, evidence.verdicts);
  if (record.suite.empty()) {
    return Error(InlineText(words.front()) + ": its manifest names no suite (`subset`)");
  }
  TESTFED_ASSIGN_OR_RETURN(record.timestamp,
                           RecordedTime(invocation, evidence.verdicts.front().timestamp));
  if (invocation.Has("--registry")) {
    TESTFED_ASSIGN_OR_RETURN(evidence.yanked,
                             YankedIn(record.tuple, invocation.files(),
                                      invocation.PathOf(invocation.Text("--registry"))));
  }
  const CloneFinder clones = ClonesOf(invocation);
  std::string unknown, revoked;
  std::vector<Refusal> refusals;
  auto make = [&](const KnownGoodChain& chain) -> absl::StatusOr<Record> {
    const std::int64_t twin = chain.Twin(record).value_or(0);
    if (const StoredRecord* by = chain.RevokedBy(twin)) {
      revoked = "this run is record " + std::to_string(twin) + ", which record " +
                std::to_string(by->record.seq) + " revoked: " + InlineText(by->record.reason);
    }
    if (const StoredRecord* latest = chain.Latest(record.line, record.suite)) {
      TESTFED_ASSIGN_OR_RETURN(evidence.changes,
                               DiffTuples(latest->record.tuple, record.tuple, {}, clones));
    }
    // Only what was really set aside is recorded.
    PromotionEvidence strict = evidence;
    strict.allowed.clear();
    for (const Refusal& refusal : GuardPromotion(chain, record, strict)) {
      auto allowed = evidence.allowed.find(refusal.allowance);
      if (refusal.allowable && allowed != evidence.allowed.end()) {
        record.allowed[std::string(ToString(refusal.allowance))] = allowed->second;
      }
    }
    unknown = UnknownCourses(evidence.changes);
    if (!unknown.empty()) record.allowed["unknown_history"] = unknown;
    return record;
  };
  auto guard = [&](const KnownGoodChain& chain, const Record& candidate) {
    refusals = GuardPromotion(chain, candidate, evidence);
    return refusals.empty() ? absl::OkStatus() : Error("refused");
  };
  const std::unique_ptr<AppendFile> file = MakeAppendFile(invocation.PathOf(store));
  absl::StatusOr<Appended> appended = AppendRecord(*file, store, make, guard);
  if (!refusals.empty()) {
    std::vector<absl::Status> statuses;
    for (const Refusal& refusal : refusals) statuses.push_back(ToStatus(refusal, words));
    PrintRefusals(invocation, statuses);
    return 1;
  }
  if (!appended.ok()) return appended.status();
  if (!revoked.empty() && appended->already) {
    PrintRefusals(invocation, {Error(revoked + "; nothing recorded")});
    return 1;
  }
  if (!unknown.empty() && !appended->already) {
    invocation.Note("no history tells how these moved: " + unknown);
  }
  invocation.out() << appended->seq << "   " << PromotionText(record) << ", "
                   << WithThousands(record.tests.executed)
                   << (record.tests.executed == 1 ? " test, " : " tests, ")
                   << DurationText(std::chrono::seconds(record.duration_s)) << "   (head "
                   << appended->sha256.substr(0, 7)
                   << (appended->already ? "; already recorded)\n" : ")\n");
  return 0;
}

absl::StatusOr<int> ImportKnownGood(Invocation& invocation, const Words& words) {
  const std::string store = invocation.Text("--known-good");
  const std::string suite =
      invocation.Text("--suite").empty() ? "full" : invocation.Text("--suite");
  TESTFED_ASSIGN_OR_RETURN(const Components components, LoadComponents(invocation));
  // All are read before the first is recorded.
  std::vector<Record> records;
  for (const std::string& word : words) {
    TESTFED_ASSIGN_OR_RETURN(const KnownTuple known,
                             ReadKnown(invocation, word, components, invocation.Text("--line")));
    Record record;
    record.kind = RecordKind::kPromote;
    record.line = invocation.Text("--line");
    record.suite = suite;
    record.tuple = TupleOf(known.base.pins);
    record.tuple_sha256 = TupleSha256(record.tuple);
    record.allowed = {{"unproved", "imported from " + word}};
    // The file's own time is that of the promotion which it records.
    record.timestamp = invocation.Has("--timestamp") ? "" : known.timestamp;
    if (record.timestamp.empty()) {
      TESTFED_ASSIGN_OR_RETURN(record.timestamp, RecordedTime(invocation, ""));
    }
    records.push_back(std::move(record));
  }
  for (size_t i = 0; i < records.size(); ++i) {
    Record& record = records[i];
    bool same = false;
    auto make = [&](const KnownGoodChain& chain) -> absl::StatusOr<Record> {
      const StoredRecord* latest = chain.Latest(record.line, "");
      if (latest == nullptr) return record;
      same = latest->record.tuple_sha256 == record.tuple_sha256;
      if (same) return Error("recorded");
      record.base = {latest->record.seq, latest->sha256};
      return record;
    };
    const std::unique_ptr<AppendFile> file = MakeAppendFile(invocation.PathOf(store));
    absl::StatusOr<Appended> appended = AppendRecord(*file, store, make);
    if (!same && !appended.ok()) return appended.status();
    invocation.out() << (same ? "-" : std::to_string(appended->seq)) << "   "
                     << PromotionText(record) << ", " << record.timestamp.substr(0, 10) << "   "
                     << InlineText(words[i]) << (same ? ": as the known good before it" : "")
                     << "\n";
  }
  return 0;
}

}  // namespace testfed
