// A matrix that somebody wrote by hand into a workflow of GitHub Actions, held against the domains:
// a domain that it does not name is tested by nobody, and nothing turns red.
//
// Source: GitHub Docs, "Running variations of jobs in a workflow": `jobs.ID.strategy.matrix` has
// one list for each axis, and `include` with maps that hold values of axes.
#ifndef TESTFED_DOMAINS_WORKFLOW_MATRIX_H_
#define TESTFED_DOMAINS_WORKFLOW_MATRIX_H_

#include <string>
#include <string_view>
#include <vector>

#include "domains/declarations.h"
#include "domains/finding.h"

namespace testfed {

// Of all axes of all jobs, those are compared that are called `domain`; where none is, the one that
// names most domains (of equals the first). What an `exclude` takes out is not named.
//
// Codes: matrix-missing, a domain with jobs that no compared axis of the file names;
// matrix-unknown, a value of one that is no domain; matrix, when there is no static matrix or it
// comes from an expression; and what ReadYaml finds.
std::vector<Finding> CheckWorkflowMatrix(std::string_view text, const std::string& file,
                                         const Declarations& declarations);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_WORKFLOW_MATRIX_H_
