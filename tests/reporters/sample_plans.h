// Plans that the tests of reporters share: each is complete and consistent, and has its digest
// where nothing else is said.
#ifndef TESTFED_TESTS_REPORTERS_SAMPLE_PLANS_H_
#define TESTFED_TESTS_REPORTERS_SAMPLE_PLANS_H_

#include <string>
#include <utility>
#include <vector>

#include "selector/plan.h"

namespace testfed {

Plan SmallPlan();      // a file of Billing and a page of documentation: 4 of 12 jobs
Plan FullPlan();       // a build file
Plan NonePlan();       // documentation only
Plan UnchangedPlan();  // nothing differs
Plan UnownedPlan();    // a new folder that nobody owns
Plan RemovedPlan();    // a suite and a domain that only the base has; a direct edge; cut history
Plan ExclusivePlan();  // one winner a path, and a base whose rule differs

// Everything that a plan can hold: every kind of reason, odd paths, axes and `ci` of all types.
Plan RichPlan();

// Every string that comes from a repository is `text`; ids of jobs are what they must be.
Plan HostilePlan(const std::string& text);
std::vector<std::string> HostileTexts();

// A plan of `count` jobs of one domain, with `kinds` kinds of machine in turn. Its digest
// is made up: that of 10,000 jobs takes a while.
Plan ManyJobsPlan(size_t count, size_t kinds);

// Sets totals and digest as the selector does.
Plan Finished(Plan plan);

std::vector<std::pair<std::string, Plan>> SamplePlans();  // all above, with their names

}  // namespace testfed

#endif  // TESTFED_TESTS_REPORTERS_SAMPLE_PLANS_H_
