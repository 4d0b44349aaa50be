#include "integration/bisect/tally.h"

namespace testfed {

std::string_view NameOf(BisectVerdict verdict) {
  switch (verdict) {
    case BisectVerdict::kGood:
      return "good";
    case BisectVerdict::kBad:
      return "bad";
    case BisectVerdict::kUnresolved:
      return "skip";
    case BisectVerdict::kBroken:
      return "retry";
  }
  return "";
}

std::optional<BisectVerdict> BisectVerdictNamed(std::string_view name) {
  if (name == "good" || name == "old") return BisectVerdict::kGood;
  if (name == "bad" || name == "new") return BisectVerdict::kBad;
  if (name == "skip") return BisectVerdict::kUnresolved;
  if (name == "retry") return BisectVerdict::kBroken;
  return std::nullopt;
}

void Tally::Add(BisectVerdict verdict) {
  switch (verdict) {
    case BisectVerdict::kGood:
      ++good;
      break;
    case BisectVerdict::kBad:
      ++bad;
      break;
    case BisectVerdict::kUnresolved:
      ++unresolved;
      break;
    case BisectVerdict::kBroken:
      ++broken;
      break;
  }
}

std::optional<BisectVerdict> Settled(const Tally& tally, int repeats) {
  bool exhausted = tally.Runs() >= kMostRuns;
  if (tally.bad > tally.good) {
    if (tally.bad > repeats || (exhausted && tally.bad > tally.unresolved))
      return BisectVerdict::kBad;
    // A failure that could not be seen again proves nothing.
    if (tally.unresolved > 1 || exhausted) return BisectVerdict::kUnresolved;
    return std::nullopt;
  }
  if (tally.good > 0) return BisectVerdict::kGood;
  if (tally.unresolved > 0 || tally.broken > 1) return BisectVerdict::kUnresolved;
  return std::nullopt;
}

bool IsFirm(const Tally& tally, int repeats) {
  std::optional<BisectVerdict> settled = Settled(tally, repeats);
  if (repeats == 0 || tally.Runs() >= kMostRuns) return settled.has_value();
  // It could be judged once and then no more: more runs say no more.
  if (settled.has_value() && tally.unresolved + tally.broken > 1) return true;
  if (settled == BisectVerdict::kGood) return tally.good > 1 && tally.good > tally.bad;
  if (settled == BisectVerdict::kBad) return tally.bad > repeats + 1;
  return false;
}

}  // namespace testfed
