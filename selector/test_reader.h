// Reads the tests of a repository at any state: which files hold them, what those say, and which
// suite runs which test. What sources say comes from the cache where that is possible
// (source_scan.h).
#ifndef TESTFED_SELECTOR_TEST_READER_H_
#define TESTFED_SELECTOR_TEST_READER_H_

#include <map>
#include <memory>
#include <string>

#include "contracts/source_facts.h"
#include "contracts/suite_tests.h"
#include "domains/cache.h"
#include "selector/configuration.h"
#include "selector/repository.h"
#include "selector/source_scan.h"

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

  const SourceScan& scan() const { return scan_; }

 private:
  std::shared_ptr<const SourceFacts> FactsOf(const ScannedSource& source);

  const Repository& repository_;
  SourceScan scan_;
  std::map<std::string, std::shared_ptr<const SourceFacts>> decoded_;  // by key of the pack
};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_TEST_READER_H_
