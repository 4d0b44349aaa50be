#include "integration/bisect/session.h"

#include <utility>

namespace testfed {

BisectSession::BisectSession(BisectPath path, std::string good_name, std::string bad_name, Json bad)
    : path_(std::move(path)),
      good_name_(std::move(good_name)),
      bad_name_(std::move(bad_name)),
      bad_(std::move(bad)) {
  Prepare();
}

void BisectSession::Prepare() {
  order_ = path_.Order();
  components_ = path_.Components();
  path_digests_.clear();
  Tuple tuple = path_.good;
  path_digests_.push_back(TupleSha256(tuple));
  for (const PathStep& step : path_.steps) {
    ApplyStep(step, tuple);
    path_digests_.push_back(TupleSha256(tuple));
  }
  path_tallies_.assign(path_digests_.size(), Tally{});
  for (size_t i = 0; i < path_digests_.size(); ++i) positions_.emplace(path_digests_[i], i);
}

std::string BisectSession::DigestOf(const StepSet& steps) const {
  size_t count = 0;
  while (count < steps.size() && steps[count]) ++count;
  size_t last = steps.size();
  while (last > count && !steps[last - 1]) --last;
  return last == count ? path_digests_[count] : TupleSha256(path_.At(steps));
}

Tally BisectSession::TallyOf(const std::string& digest) const {
  auto found = tallies_.find(digest);
  return found == tallies_.end() ? Tally{} : found->second;
}

Decision BisectSession::Decide(size_t jobs) const {
  return testfed::Decide({order_, path_digests_, path_tallies_,
                          [this](const StepSet& steps) { return DigestOf(steps); },
                          [this](const std::string& digest) { return TallyOf(digest); }, repeats,
                          jobs});
}

void BisectSession::Record(Trial trial) {
  bool of_bad_end = trial.tuple_sha256 == path_digests_.back();
  if (of_bad_end && trial.verdict == BisectVerdict::kBad && signature_.empty()) {
    signature_ = trial.failing;
  }
  tallies_[trial.tuple_sha256].Add(trial.verdict);
  auto [from, to] = positions_.equal_range(trial.tuple_sha256);
  for (auto at = from; at != to; ++at) path_tallies_[at->second].Add(trial.verdict);
  trials_.push_back(std::move(trial));
}

}  // namespace testfed
