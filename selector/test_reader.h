// Reads the tests of a repository at any state: which files hold them, what those say, and which
// suite runs which test. What sources say comes from the cache where that is possible
// (source_scan.h), and so does what was resolved of a whole tree (test_pack.h).
#ifndef TESTFED_SELECTOR_TEST_READER_H_
#define TESTFED_SELECTOR_TEST_READER_H_

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "contracts/source_facts.h"
#include "contracts/suite_tests.h"
#include "domains/cache.h"
#include "selector/configuration.h"
#include "selector/repository.h"
#include "selector/source_scan.h"
#include "selector/test_overlay.h"

namespace testfed {

class TestReader {
 public:
  // As of SourceScan.
  TestReader(const Repository& repository, Cache* cache, int threads);

  // The declarations must outlive the map. `listings` by "Domain/suite"; a name that is no suite is
  // an error. Cost: a walk over all files, and a look at each source that is not in the cache.
  // Without a suite whose runner testfed reads nothing is walked.
  absl::StatusOr<std::shared_ptr<const TestMap>> Read(
      const Snapshot& at, const Declarations& declarations,
      const std::map<std::string, Listing>& listings = {});

  // The same for a selection. A tree that was seen before is not read again.
  absl::StatusOr<std::shared_ptr<const TestView>> View(const Snapshot& at,
                                                       const Configuration& configuration);
  // Of a state that differs from `near`, a view of the same configuration, in no other paths than
  // `changes` names: only what these can reach is resolved again where that pays.
  absl::StatusOr<std::shared_ptr<const TestView>> ViewNear(
      const std::shared_ptr<const TestView>& near, const std::vector<Change>& changes,
      const Snapshot& at, const Configuration& configuration);

  const SourceScan& scan() const { return scan_; }

 private:
  struct Sources {  // those that play a part, sorted by path
    std::vector<SourceFile> files;
    std::vector<std::string> raw_ids;  // of each; "" where it is not known
    bool all_read = true;
  };
  absl::StatusOr<Sources> Find(const Snapshot& at, SuiteClaims& claims);
  std::optional<std::vector<ChangedSource>> ReadChanged(const std::vector<Change>& changes,
                                                        const Snapshot& at, SuiteClaims& claims);
  std::shared_ptr<const SourceFacts> FactsOf(const ScannedSource& source);

  const Repository& repository_;
  Cache* cache_;
  SourceScan scan_;
  std::map<std::string, std::shared_ptr<const SourceFacts>> decoded_;  // by key of the pack
};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_TEST_READER_H_
