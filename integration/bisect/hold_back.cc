#include "integration/bisect/hold_back.h"

#include <algorithm>

#include "integration/bisect/report.h"

namespace testfed {

absl::StatusOr<HeldBack> HoldBack(const BisectSession& session, const Conclusion& conclusion) {
  if (conclusion.kind != Conclusion::Kind::kFound &&
      conclusion.kind != Conclusion::Kind::kInterval) {
    return Error("no step is to blame, so there is nothing to hold back");
  }
  const BisectPath& path = session.path();
  StepSet kept = session.order().First(path.steps.size());
  std::map<std::string, std::string> culprits;  // of the components of the steps to blame
  std::map<std::string, size_t> commits;
  for (size_t step = conclusion.good; step < conclusion.bad; ++step) {
    StepSet without = session.order().Without(step);
    for (size_t i = 0; i < kept.size(); ++i) kept[i] = kept[i] && without[i];
    for (const PathMove& move : path.steps[step].moves) {
      commits[move.component] += std::max<size_t>(move.commits.size(), 1);
      std::string state = move.to ? move.to->pin.text : "removed";
      culprits[move.component] = move.component + "@" + state;
    }
  }
  HeldBack held;
  held.tuple = path.At(kept);
  if (Tally tally = session.TallyOf(TupleSha256(held.tuple)); tally.Runs() > 0) {
    held.known = Settled(tally, session.repeats);
  }
  std::string fails = "fails";
  if (!session.signature().empty()) {
    fails = "breaks " + session.signature()[0];
    size_t more = session.signature().size() - 1;
    if (more > 0) fails += " and " + std::to_string(more) + " more";
  }
  bool one = conclusion.kind == Conclusion::Kind::kFound;
  std::string blamed = one ? StepName(session, conclusion.good)
                           : "one of " + std::to_string(conclusion.bad - conclusion.good) +
                                 " steps, the last of them " +
                                 StepName(session, conclusion.bad - 1) + ",";
  for (size_t step = 0; step < kept.size(); ++step) {
    if (kept[step]) continue;
    for (const PathMove& move : path.steps[step].moves) {
      auto [found, is_new] = held.holds.emplace(move.component, BisectHold{});
      if (!is_new) continue;
      BisectHold& hold = found->second;
      if (auto at = held.tuple.find(move.component); at != held.tuple.end()) hold.at = at->second;
      if (auto culprit = culprits.find(move.component); culprit != culprits.end()) {
        hold.reason = blamed + " " + fails;
        hold.culprit = culprit->second;
        if (!one) {
          hold.culprit = "one of " + std::to_string(commits[move.component]) + " commits up to " +
                         culprit->second;
        }
      } else {
        hold.reason = "its next step must not be apart from what is held back for " + blamed;
        hold.culprit = culprits.begin()->second;
      }
    }
  }
  return held;
}

}  // namespace testfed
