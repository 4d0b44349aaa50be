// Jobs: what the suites of the head's configuration become once it is known which domains are
// affected. What runs is the head's; no other code makes jobs.
#ifndef TESTFED_SELECTOR_JOBS_H_
#define TESTFED_SELECTOR_JOBS_H_

#include <vector>

#include "domains/declarations.h"
#include "selector/plan.h"

namespace testfed {

struct JobRequest {
  bool full = false;           // everything runs
  bool smoke = true;           // smoke suites run
  std::vector<bool> affected;  // by DomainId
};

// Sorted by id.
std::vector<Job> JobsFor(const Declarations& head, const JobRequest& request);

// How many jobs a full run has.
int DeclaredJobs(const Declarations& head);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_JOBS_H_
