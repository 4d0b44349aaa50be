// What `testfed explain` says about one thing; one file a kind of thing.
#ifndef TESTFED_CLI_EXPLANATION_H_
#define TESTFED_CLI_EXPLANATION_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "cli/workspace.h"
#include "contracts/standing.h"
#include "domains/declarations.h"
#include "domains/graph.h"
#include "selector/plan.h"
#include "selector/selection.h"

namespace testfed {

struct Subject {
  Workspace& workspace;
  const Declarations& declarations;
  const DomainGraph& graph;
  std::optional<Plan> plan;  // of the current change
  std::string no_plan;       // why there is none; "" when nobody asked for one
  // What the plan was made from; nullopt of a saved plan.
  std::optional<SelectionRequest> selection = {};
  // Of the declarations above; null outside of a repository.
  std::shared_ptr<const TestMap> tests = nullptr;
  std::vector<StandingAgreement> standing = {};
};

// A file: every pattern that matches it in deciding order, and what a change of it runs.
std::string ExplainFile(const Subject& subject, std::string_view path);
// A folder, with a slash at the end: what a new file in it would get, and what lies below.
absl::StatusOr<std::string> ExplainFolder(const Subject& subject, std::string_view path);
// A domain: what it owns, what it runs, what affects it, and why it is affected now, or why not.
std::string ExplainDomain(const Subject& subject, DomainId id);
// A job of the plan, with its tests.
std::string ExplainJob(const Subject& subject, const Job& job);
// A test, or all tests of a container (contracts/test_name.h): where it stands, its tags, and
// whether it runs in the current change and why, or why not. "" where nothing has that name.
std::string ExplainTest(const Subject& subject, const std::string& name);
// An agreement of the working tree or, where the change removes it, of the base. "" where nothing
// has that name.
std::string ExplainContract(const Subject& subject, const std::string& name);

// What is printed of a long list of tests.
inline constexpr size_t kShownTests = 20;

// Why a domain is affected: "fullyAffectedBy Billing   domains.yaml:27:21".
std::string DomainReasonText(const Reason& reason);
// Why a test runs, or a job that runs tests: "smoke   a_test.py:3:1".
std::string TestReasonText(const Reason& reason);
// The domains whose change alone wakes what names `provider`, it first.
std::vector<std::string> WakersOf(const Subject& subject, std::string_view provider,
                                  bool changed_only);
// Whether the agreement looks at changed providers alone.
bool LooksAtChanges(const Subject& subject, const Agreement& agreement);
// "a, b or c"
std::string AnyOf(const std::vector<std::string>& names);

// "Billing (@acme/billing)"
std::string NameWithOwners(const Domain& domain);
// The chain of edges that leads to a domain, cause first: "Api -> Billing -> Checkout".
std::string ChainText(const DomainGraph& graph, const Reached& reached, GraphId to);

}  // namespace testfed

#endif  // TESTFED_CLI_EXPLANATION_H_
