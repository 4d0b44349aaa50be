// Bisects that are played: a path of a given shape, an oracle instead of a test suite, and what the
// search made of it.
#ifndef TESTFED_TESTS_INTEGRATION_BISECT_SIMULATION_H_
#define TESTFED_TESTS_INTEGRATION_BISECT_SIMULATION_H_

#include <functional>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "integration/bisect/path.h"
#include "integration/bisect/search.h"

namespace testfed {

// What the simulation calls a set of steps: "first 12", else one digit a step.
std::string NameOf(const StepSet& steps);

// The shape of a real step of S-CORE (2026-05-12): 15 components, 768 first-parent commits, 284 of
// one component and 3 of another; committers' clocks over eight weeks. `changesets` times two or
// three commits of neighbouring times in different components are a changeset.
std::vector<ComponentAdvance> RealShape(unsigned seed, int changesets);

// Advances of random lengths.
std::vector<ComponentAdvance> RandomAdvances(std::mt19937& random, int components, int most);

// The commits of a set of steps, as "component@id".
std::set<std::string> CommitsOf(const BisectPath& path, const StepSet& steps);
// "component@id" of a step's commits.
std::vector<std::string> CommitsOf(const PathStep& step);

using Oracle = std::function<BisectVerdict(const StepSet&)>;

struct Played {
  Conclusion conclusion;
  std::set<std::string> compositions;  // distinct, by digest
  std::map<ProbeKind, std::set<std::string>> by_kind;
  int runs = 0;
  int rounds = 0;  // runs that happened at once count as one
  std::map<std::string, Tally> tallies;
  std::vector<Probe> probes;
};

struct PlayOptions {
  int repeats = 1;
  size_t jobs = 1;
  int most_runs = 3000;  // a search that does not end fails the test
};

Played Play(const StepOrder& order, const Oracle& oracle, PlayOptions options = {});

// Bad as soon as one of `culprits` is in, with false failures by `noise`.
Oracle FailsWith(std::vector<size_t> culprits);
// Bad when all of `steps` are in.
Oracle FailsWithAll(std::vector<size_t> steps);
Oracle WithFalseFailures(Oracle oracle, double probability, std::mt19937& random);

}  // namespace testfed

#endif  // TESTFED_TESTS_INTEGRATION_BISECT_SIMULATION_H_
