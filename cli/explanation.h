// What `testfed explain` says about one thing; one file a kind of thing.
#ifndef TESTFED_CLI_EXPLANATION_H_
#define TESTFED_CLI_EXPLANATION_H_

#include <optional>
#include <string>
#include <string_view>

#include "cli/workspace.h"
#include "domains/declarations.h"
#include "domains/graph.h"
#include "selector/plan.h"

namespace testfed {

struct Subject {
  const Workspace& workspace;
  const Declarations& declarations;
  const DomainGraph& graph;
  std::optional<Plan> plan;  // of the current change
  std::string no_plan;       // why there is none; "" when nobody asked for one
};

// A file: every pattern that matches it in deciding order, and what a change of it runs.
std::string ExplainFile(const Subject& subject, std::string_view path);
// A folder, with a slash at the end: what a new file in it would get, and what lies below.
absl::StatusOr<std::string> ExplainFolder(const Subject& subject, std::string_view path);
// A domain: what it owns, what it runs, what affects it, and why it is affected now, or why not.
std::string ExplainDomain(const Subject& subject, DomainId id);
// A job of the plan.
std::string ExplainJob(const Subject& subject, const Job& job);

// "Billing (@acme/billing)"
std::string NameWithOwners(const Domain& domain);
// The chain of edges that leads to a domain, cause first: "Api -> Billing -> Checkout".
std::string ChainText(const DomainGraph& graph, const Reached& reached, GraphId to);

}  // namespace testfed

#endif  // TESTFED_CLI_EXPLANATION_H_
