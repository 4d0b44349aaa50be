// What the runs of one composition said, and what that makes of it.
//
// The model of noise: a healthy composition fails now and then, a broken one hardly ever passes. So
// one pass counts, a failure counts once it was seen again, and of contradicting runs the majority
// decides, a tie being good. A composition at one of the two places where the answer is read off
// is held to more: it is run once more than it took to settle it, until one side leads.
#ifndef TESTFED_INTEGRATION_BISECT_TALLY_H_
#define TESTFED_INTEGRATION_BISECT_TALLY_H_

#include <optional>
#include <string_view>

namespace testfed {

// kUnresolved: cannot be judged (does not resolve or build, no test ran, fails in another way).
// kBroken: the machinery failed, so the run says nothing; a second one makes it unresolved.
enum class BisectVerdict { kGood, kBad, kUnresolved, kBroken };

std::string_view NameOf(BisectVerdict verdict);  // "good", "bad", "skip", "retry"
std::optional<BisectVerdict> BisectVerdictNamed(
    std::string_view name);  // also git's "old" and "new"

struct Tally {
  int good = 0;
  int bad = 0;
  int unresolved = 0;
  int broken = 0;

  void Add(BisectVerdict verdict);
  int Runs() const { return good + bad + unresolved + broken; }
  bool Contradicts() const { return good > 0 && bad > 0; }
};

// After so many runs of one composition, what they say by majority is taken as it is.
inline constexpr int kMostRuns = 7;

// kGood, kBad or kUnresolved; nullopt: it has to be run (again). `repeats` is how often a failure
// must be seen again.
std::optional<BisectVerdict> Settled(const Tally& tally, int repeats);

// Whether a settled composition needs no further run as a side of the final pair. Always with
// `repeats` 0.
bool IsFirm(const Tally& tally, int repeats);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_BISECT_TALLY_H_
