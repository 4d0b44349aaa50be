#include "integration/promotion.h"

#include <algorithm>
#include <set>

#include "domains/inline_text.h"

namespace testfed {
namespace {

std::string Quoted(std::string_view text) { return "`" + InlineText(text) + "`"; }

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

std::string Short(std::string_view digest) { return std::string(digest.substr(0, 7)); }

class Guard {
 public:
  explicit Guard(const PromotionEvidence& evidence) : evidence_(evidence) {}

  void Refuse(std::string text, std::string hint = "") {
    refusals_.push_back({std::move(text), std::move(hint)});
  }
  void Refuse(Allowance allowance, std::string text, std::string hint) {
    if (evidence_.allowed.contains(allowance)) return;
    refusals_.push_back({std::move(text), std::move(hint), true, allowance});
  }
  std::vector<Refusal> Take() { return std::move(refusals_); }

 private:
  const PromotionEvidence& evidence_;
  std::vector<Refusal> refusals_;
};

void CheckVerdicts(const Record& candidate, const PromotionEvidence& evidence, Guard& guard) {
  if (evidence.verdicts.empty()) guard.Refuse("there is no verdict");
  std::set<std::string> seen, missing;
  for (const Verdict& verdict : evidence.verdicts) {
    const std::string config = "configuration " + Quoted(verdict.config);
    if (!seen.insert(verdict.config).second) guard.Refuse(config + " has two verdicts");
    if (verdict.manifest_sha256 != candidate.manifest_sha256) {
      guard.Refuse(config + " judged manifest " + Short(verdict.manifest_sha256) + ", not " +
                   Short(candidate.manifest_sha256));
    }
    if (verdict.result != VerdictClass::kGood) {
      guard.Refuse(config + " is not good: " + InlineText(verdict.reason));
    } else if (verdict.tests.executed == 0) {
      guard.Refuse(config + " executed no test");
    }
  }
  for (const std::string& config : evidence.required_configs) {
    if (!seen.contains(config)) missing.insert(Quoted(config));
  }
  if (!missing.empty()) {
    guard.Refuse("no verdict of the required " +
                 std::string(missing.size() == 1 ? "configuration " : "configurations ") +
                 Joined({missing.begin(), missing.end()}));
  }
}

void CheckResolved(const PromotionEvidence& evidence, Guard& guard) {
  for (const Verdict& verdict : evidence.verdicts) {
    const Resolved& resolved = verdict.resolved;
    for (const std::string& text : resolved.disagreements) {
      guard.Refuse("configuration " + Quoted(verdict.config) +
                   " was not the composition: " + InlineText(text));
    }
    if (resolved.sha256.empty()) {
      guard.Refuse(Allowance::kUnproved,
                   "configuration " + Quoted(verdict.config) + " does not say what was resolved",
                   "give `testfed verdict` the graph");
    }
    for (const std::string& pin : resolved.mutable_pins) {
      guard.Refuse(Allowance::kMutablePins, "not reproducible: " + InlineText(pin), "");
    }
  }
}

void CheckMovements(const PromotionEvidence& evidence, Guard& guard) {
  for (const TupleChange& change : evidence.changes) {
    const std::string text = change.name + " " + PinText(change.from) + " -> " + PinText(change.to);
    if (change.movement.course == Movement::Course::kRewind) {
      guard.Refuse(Allowance::kRewind, text + " goes back", "");
    } else if (change.movement.course == Movement::Course::kDiverged) {
      guard.Refuse(Allowance::kRewind, text + " leaves the line of its history", "");
    }
  }
  for (const YankedVersion& yanked : evidence.yanked) {
    guard.Refuse(
        Allowance::kYanked,
        yanked.component + " " + yanked.version + " was yanked: " + InlineText(yanked.reason), "");
  }
}

}  // namespace

std::string_view ToString(Allowance allowance) {
  switch (allowance) {
    case Allowance::kStaleBase:
      return "stale_base";
    case Allowance::kRewind:
      return "rewind";
    case Allowance::kMutablePins:
      return "mutable_pins";
    case Allowance::kYanked:
      return "yanked";
    case Allowance::kUnproved:
      return "unproved";
  }
  return "?";
}

std::string OptionOf(Allowance allowance) {
  std::string option = "--allow-" + std::string(ToString(allowance));
  std::replace(option.begin(), option.end(), '_', '-');
  return option;
}

std::string StaleBase(const KnownGoodChain& chain, const Record& candidate) {
  const StoredRecord* base = chain.Find(candidate.base.seq);
  const std::string built = "this run was built on " + std::to_string(candidate.base.seq);
  const std::string line = "line " + Quoted(candidate.line);
  if (candidate.base.seq != 0) {
    if (base == nullptr) {
      return built + ", and the store has only " + std::to_string(chain.size());
    }
    if (base->sha256 != candidate.base.sha256) {
      return built + ", but record " + std::to_string(candidate.base.seq) +
             " of this store is another one";
    }
    if (const StoredRecord* by = chain.RevokedBy(candidate.base.seq)) {
      return built + ", which record " + std::to_string(by->record.seq) +
             " revoked: " + InlineText(by->record.reason);
    }
  }
  const bool own = base != nullptr && base->record.line == candidate.line;
  const StoredRecord* head = chain.Latest(candidate.line, own ? base->record.suite : "");
  // A line's first record may be built on another line's.
  if (head == nullptr || (own && head->record.seq == candidate.base.seq)) return "";
  return "known good of " + line + " is " + std::to_string(head->record.seq) + ", " +
         (candidate.base.seq == 0 ? "this run was built on none" : built);
}

std::vector<Refusal> GuardPromotion(const KnownGoodChain& chain, const Record& candidate,
                                    const PromotionEvidence& evidence) {
  Guard guard(evidence);
  CheckVerdicts(candidate, evidence, guard);
  CheckResolved(evidence, guard);
  if (const std::string stale = StaleBase(chain, candidate); !stale.empty()) {
    guard.Refuse(Allowance::kStaleBase, stale,
                 "compose and run again, or, if the order does not matter here");
  }
  CheckMovements(evidence, guard);
  return guard.Take();
}

}  // namespace testfed
