// The way from a composition that is good to one that is bad, in steps. Each step moves one
// component by one commit, or is what must not be split; any number of first steps is a composition
// that could have been, in the order of time, for compositions out of their time do not build.
#ifndef TESTFED_INTEGRATION_BISECT_PATH_H_
#define TESTFED_INTEGRATION_BISECT_PATH_H_

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "domains/status.h"
#include "integration/bisect/changeset_links.h"
#include "integration/bisect/history.h"
#include "integration/bisect/step_order.h"
#include "integration/tuple.h"

namespace testfed {

// What differs of one component between the two ends.
struct ComponentAdvance {
  std::string component;
  std::optional<TupleEntry> from;  // nullopt: it is added
  std::optional<TupleEntry> to;    // nullopt: it is removed
  std::vector<HistoryLeg> legs;    // at least one
};

struct PathMove {
  std::string component;
  std::optional<TupleEntry> to;        // nullopt: it is removed
  std::vector<HistoryCommit> commits;  // oldest first; none where it is not known what it brings
  bool operator==(const PathMove&) const = default;
};

struct PathStep {
  std::vector<PathMove> moves;          // by component, each once
  std::vector<std::string> changesets;  // whole in this step, by name
  std::vector<std::string> whole;       // why it was not split; none: it is one commit
  bool operator==(const PathStep&) const = default;
};

void ApplyStep(const PathStep& step, Tuple& tuple);

struct BisectPath {
  Tuple good;
  std::vector<PathStep> steps;

  std::vector<std::string> Components() const;  // that move, sorted: what StepOrder numbers
  StepOrder Order() const;
  Tuple At(const StepSet& steps) const;
  bool operator==(const BisectPath&) const = default;
  size_t Commits() const;
};

// The advance of a component by the commits in its clone, or as one leg where there is no clone
// (null), and for whatever is no change of a commit alone: a version, patches, another repository.
absl::StatusOr<ComponentAdvance> ReadAdvance(const std::string& component,
                                             const std::optional<TupleEntry>& from,
                                             const std::optional<TupleEntry>& to,
                                             const Repository* clone);

// A leg of an advance, by number, as a member of a changeset.
struct PathMember {
  size_t advance = 0;
  size_t leg = 0;
};

// The steps in the order of the committers' clocks, which are taken to stand still rather than to
// run backwards within a component. What is no commit comes first. Legs that belong to one
// changeset (`members`, trailers of their messages), legs between them, and changesets that cross
// each other are one step; so are the two halves of a renaming: a component that is gone and a new
// one with the same repository. `advances` are sorted by component. Deterministic; cost n log n.
BisectPath BuildPath(
    Tuple good, const std::vector<ComponentAdvance>& advances,
    const std::vector<std::pair<std::string, std::vector<PathMember>>>& changesets);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_BISECT_PATH_H_
