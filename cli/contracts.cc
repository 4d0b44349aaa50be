#include <algorithm>
#include <set>

#include "cli/commands.h"
#include "cli/selection_options.h"
#include "cli/workspace.h"
#include "contracts/standing.h"
#include "domains/amount.h"
#include "domains/inline_text.h"
#include "domains/json.h"
#include "domains/suggest.h"
#include "reporters/columns.h"
#include "selector/test_reader.h"

namespace testfed {
namespace {

std::string KindOf(const Agreement& agreement) {
  switch (agreement.kind) {
    case Agreement::Kind::kContract:
      return "contract";
    case Agreement::Kind::kAffected:
      return "affected_by";
    case Agreement::Kind::kChangedIn:
      return "changed_in";
  }
  return "";
}

absl::Status CheckNames(const std::vector<std::string>& asked, const Declarations& declarations) {
  std::vector<std::string> names;
  for (const Domain& domain : declarations.domains) names.push_back(domain.name);
  for (const std::string& name : asked) {
    if (declarations.Find(name)) continue;
    return Error("no domain is called `" + name + "`" + DidYouMean(name, names), "list them",
                 "testfed domains");
  }
  return absl::OkStatus();
}

Json ToJson(const StandingAgreement& standing, const TestMap& tests) {
  const Agreement& agreement = standing.agreement;
  Json providers = Json::MakeArray(), kept_by = Json::MakeArray(), ids = Json::MakeArray();
  for (const std::string& provider : agreement.providers) providers.Append(provider);
  for (const KeptBy& kept : agreement.kept_by) {
    Json one = Json::MakeObject();
    one.Set("suite", kept.suite).Set("test", kept.test);
    kept_by.Append(std::move(one));
  }
  std::set<std::string> sorted;
  for (int number : standing.tests) {
    sorted.insert(tests.discovery.tests[static_cast<size_t>(number)].id);
  }
  for (const std::string& id : sorted) ids.Append(id);
  Json json = Json::MakeObject();
  json.Set("name", agreement.name).Set("kind", KindOf(agreement));
  json.Set("consumer", agreement.consumer).Set("providers", std::move(providers));
  json.Set("reason", agreement.reason).Set("at", ToString(standing.at));
  json.Set("kept_by", std::move(kept_by)).Set("listed", !standing.opaque);
  json.Set("tests", std::move(ids));
  return json;
}

std::string Joined(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
  return text;
}

std::string Table(const std::vector<StandingAgreement>& all) {
  if (all.empty()) return "No contracts\n";
  Columns columns({3, 3, 3, 3, 3}, {3});
  columns.Row({"CONTRACT", "CONSUMER", "PROVIDERS", "TESTS", "PLACE", "REASON"});
  for (const StandingAgreement& standing : all) {
    const Agreement& agreement = standing.agreement;
    columns.Row({InlineText(agreement.name), agreement.consumer, Joined(agreement.providers),
                 standing.opaque ? "?" : WithThousands(static_cast<int>(standing.tests.size())),
                 ToString(standing.at), InlineText(agreement.reason)});
  }
  std::string count = WithThousands(static_cast<int>(all.size()));
  return count + (all.size() == 1 ? " contract\n\n" : " contracts\n\n") + columns.Text();
}

absl::StatusOr<int> RunContracts(Invocation& invocation) {
  TESTFED_ASSIGN_OR_RETURN(Workspace workspace, Workspace::Open(invocation));
  TESTFED_ASSIGN_OR_RETURN(Snapshot current, workspace.Current());
  TESTFED_ASSIGN_OR_RETURN(auto configuration, workspace.Load(current));
  const Declarations& declarations = configuration->declarations;
  const std::vector<std::string>& asked = invocation.Positionals();
  TESTFED_RETURN_IF_ERROR(CheckNames(asked, declarations));
  std::shared_ptr<const TestMap> tests;
  {
    Phase phase(invocation.phases(), "find tests");
    TestReader reader(*workspace.repository(), invocation.cache(), WorkerThreads());
    TESTFED_ASSIGN_OR_RETURN(tests, reader.Read(current, declarations));
  }
  std::vector<StandingAgreement> all =
      StandingAgreements(declarations, configuration->contracts, *tests);
  std::erase_if(all, [&](const StandingAgreement& standing) {
    std::vector<std::string> parties = standing.agreement.Parties();
    return !asked.empty() && std::find_first_of(asked.begin(), asked.end(), parties.begin(),
                                                parties.end()) == asked.end();
  });
  if (invocation.Text("--format") == "json") {
    Json list = Json::MakeArray();
    for (const StandingAgreement& standing : all) list.Append(ToJson(standing, *tests));
    invocation.out() << ToText(list, 2) << "\n";
  } else {
    invocation.out() << Table(all);
  }
  return 0;
}

}  // namespace

Command ContractsCommand() {
  return {
      .name = "contracts",
      .section = "Agree",
      .summary = "list the contracts between domains",
      .description =
          "Lists what domains have agreed on in the working tree, by contract files and by tags, "
          "with the number of tests that keep each: all of them, or those in which one of the "
          "given domains takes part. `?` stands where testfed cannot list the tests of a suite. "
          "`testfed explain CONTRACT` says more about one.",
      .options = {{.name = "--format",
                   .value = "FORMAT",
                   .choices = {"text", "json"},
                   .default_text = "text"}},
      .positionals = {{.name = "DOMAIN",
                       .help = "a party of the contract, as consumer or as provider",
                       .repeatable = true,
                       .optional = true}},
      .examples = {{"testfed contracts", "what have we all agreed on?"},
                   {"testfed contracts Billing", "who relies on Billing, and on whom does it?"}},
      .run = RunContracts,
  };
}

}  // namespace testfed
