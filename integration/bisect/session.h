// A bisect in progress: the two ends, the path between them and what the runs said. All of it is
// in one file, from which every decision is made anew, so that it may be stopped anywhere.
#ifndef TESTFED_INTEGRATION_BISECT_SESSION_H_
#define TESTFED_INTEGRATION_BISECT_SESSION_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domains/json.h"
#include "domains/status.h"
#include "integration/bisect/path.h"
#include "integration/bisect/search.h"

namespace testfed {

// One run of one composition, as it was recorded.
struct Trial {
  std::string tuple_sha256;
  BisectVerdict verdict = BisectVerdict::kUnresolved;
  std::vector<std::string> failing;  // targets
  std::string note;                  // why it could not be judged, or what the user said
  bool operator==(const Trial&) const = default;
};

class BisectSession {
 public:
  BisectSession() = default;
  // `bad` is the manifest that failed, whole: probes and the rest of the composition follow it.
  BisectSession(BisectPath path, std::string good_name, std::string bad_name, Json bad);

  const BisectPath& path() const { return path_; }
  const StepOrder& order() const { return order_; }
  const std::vector<std::string>& components() const { return components_; }
  const std::string& good_name() const { return good_name_; }  // "known good 43"
  const std::string& bad_name() const { return bad_name_; }
  const Json& bad() const { return bad_; }
  const std::vector<Trial>& trials() const { return trials_; }
  // What must fail; empty: anything. The first failure of the bad end sets it.
  const std::vector<std::string>& signature() const { return signature_; }

  int repeats = 1;  // how often a failure must be seen again
  void SetSignature(std::vector<std::string> targets) { signature_ = std::move(targets); }

  Decision Decide(size_t jobs) const;
  void Record(Trial trial);
  // Of the composition with these steps.
  std::string DigestOf(const StepSet& steps) const;
  Tally TallyOf(const std::string& digest) const;

  // Canonical but indented; a reader gets an equal session.
  std::string Text() const;
  // `name` is what errors call the file. Whatever is not as written is an error: of a half-read
  // file, a search would go on from verdicts that are not there.
  static absl::StatusOr<BisectSession> Read(std::string_view text, std::string_view name);

 private:
  void Prepare();

  BisectPath path_;
  std::string good_name_, bad_name_;
  Json bad_;
  std::vector<std::string> signature_;
  std::vector<Trial> trials_;

  StepOrder order_;
  std::vector<std::string> components_;
  std::vector<std::string> path_digests_;
  std::vector<Tally> path_tallies_;
  std::multimap<std::string, size_t> positions_;  // on the path, by digest
  std::map<std::string, Tally> tallies_;
};

// The steps of a path as JSON, and back.
Json ToJson(const PathStep& step);
absl::StatusOr<PathStep> ReadPathStep(const Json& json, const std::string& where);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_BISECT_SESSION_H_
