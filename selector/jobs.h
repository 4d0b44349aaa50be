// Jobs: what the suites of the head's configuration become once it is known which domains are
// affected. What runs is the head's; no other code makes jobs.
#ifndef TESTFED_SELECTOR_JOBS_H_
#define TESTFED_SELECTOR_JOBS_H_

#include <set>
#include <string>
#include <vector>

#include "domains/declarations.h"
#include "selector/plan.h"
#include "selector/test_selection.h"
#include "selector/timings.h"

namespace testfed {

struct JobRequest {
  bool full = false;           // everything runs
  bool smoke = true;           // smoke suites run
  std::vector<bool> affected;  // by DomainId
  // By number of suite, as AllSuites: what runs of those that do not run whole by the above. Empty:
  // nothing.
  std::vector<SuiteSelection> suites;
  const TestView* tests = nullptr;         // the head's; null: no suite is listed
  const Timings* timings = nullptr;        // null: none; they change no more than times and shards
  std::set<std::string> quarantined = {};  // ids of tests whose failures do not count
};

// Sorted by id. A suite whose command has no place for a filter runs whole, with the reasons of the
// tests that it should have run.
std::vector<Job> JobsFor(const Declarations& head, const JobRequest& request);

// How many jobs a full run has: their shards, too, where the head declares some.
int DeclaredJobs(const Declarations& head, const TestView* tests = nullptr,
                 const Timings* timings = nullptr);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_JOBS_H_
