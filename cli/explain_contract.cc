#include <algorithm>

#include "cli/explanation.h"
#include "contracts/test_name.h"
#include "domains/amount.h"
#include "domains/inline_text.h"
#include "reporters/columns.h"

namespace testfed {
namespace {

std::string Tests(size_t count) {
  return WithThousands(static_cast<std::int64_t>(count)) + (count == 1 ? " test" : " tests");
}

const StandingAgreement* Find(const std::vector<StandingAgreement>& all, std::string_view name) {
  auto found = std::find_if(all.begin(), all.end(), [&](const StandingAgreement& one) {
    return one.agreement.name == name;
  });
  return found == all.end() ? nullptr : &*found;
}

// "Checkout (@acme/checkout) relies on Billing (@acme/billing)"
std::string Sides(const Declarations& declarations, const Agreement& agreement) {
  auto named = [&](const std::string& name) {
    std::optional<DomainId> id = declarations.Find(name);
    return id ? NameWithOwners(declarations[*id]) : name;
  };
  std::string providers;
  for (const std::string& provider : agreement.providers) {
    providers += (providers.empty() ? "" : ", ") + named(provider);
  }
  return named(agreement.consumer) + " relies on " + providers + "\n";
}

// A row for each name that the contract gives, with the first of its tests.
std::string Keepers(const Subject& subject, const StandingAgreement& standing) {
  const TestMap& tests = *subject.tests;
  if (standing.opaque) {
    return "\nKept by the suite " + standing.agreement.kept_by.front().suite +
           ", whose tests testfed cannot list\n";
  }
  Columns columns({2, 3, 3});
  size_t shown = 0;
  for (const KeptBy& kept : standing.agreement.kept_by) {
    const Test* first = nullptr;
    size_t count = 0;
    for (int number : standing.tests) {
      const Test& test = tests.discovery.tests[static_cast<size_t>(number)];
      if (!kept.test.empty() && !NamesTest(kept.test, test.id)) continue;
      if (++count == 1) first = &test;
    }
    if (++shown > kShownTests) continue;
    columns.Row({kept.suite.empty() ? "(no suite)" : kept.suite,
                 kept.test.empty() ? "(all tests)" : InlineText(kept.test),
                 count == 0 ? "no test has that name, so the suite runs whole" : Tests(count),
                 first == nullptr ? "" : ToString(Place{tests.FileOf(*first), first->position})});
  }
  std::string text = "\nKept by " + Tests(standing.tests.size()) + "\n" + columns.Text();
  if (shown > kShownTests) text += "  ... and " + std::to_string(shown - kShownTests) + " more\n";
  return text;
}

std::string Wakes(const Subject& subject, const Agreement& agreement) {
  bool changed_only = LooksAtChanges(subject, agreement);
  std::string text;
  for (const std::string& provider : agreement.providers) {
    text += "Wakes when " + provider + (changed_only ? " is changed" : " is affected") +
            ": by a change of " + AnyOf(WakersOf(subject, provider, changed_only)) + "\n";
  }
  return "\n" + text;
}

// What the current change does to it, and it to the current change.
std::string InYourChange(const Subject& subject, const StandingAgreement& standing) {
  if (!subject.plan) {
    return subject.no_plan.empty() ? "" : "In your change: not known, " + subject.no_plan + "\n";
  }
  const std::string& name = standing.agreement.name;
  std::string text;
  for (const Job& job : subject.plan->jobs) {
    for (const Reason& reason : job.reasons) {
      bool woken = reason.kind == Reason::Kind::kContract && reason.name == name;
      if (woken || (reason.kind == Reason::Kind::kContractText && reason.name == name)) {
        text += "In your change: " +
                (woken ? "woken by " + reason.domain : std::string("its text differs")) +
                ", so it runs " +
                (reason.count == 0 ? "all" : Tests(static_cast<size_t>(reason.count))) + " of " +
                job.id + "\n";
      }
    }
  }
  if (text.empty()) {
    bool whole = std::any_of(
        subject.plan->jobs.begin(), subject.plan->jobs.end(),
        [&](const Job& job) { return job.all && job.domain == standing.agreement.consumer; });
    text = whole ? "In your change: its tests run anyway, with all of " +
                       standing.agreement.consumer + "\n"
                 : "In your change: not woken, " + AnyOf(standing.agreement.providers) +
                       (LooksAtChanges(subject, standing.agreement) ? " did not change\n"
                                                                    : " is not affected\n");
  }
  if (!subject.selection || subject.selection->bases.empty()) return text;
  const SelectionRequest& selection = *subject.selection;
  std::vector<StandingAgreement> before =
      StandingAgreements(selection.bases.front()->declarations, selection.bases.front()->contracts,
                         *selection.base_tests.front());
  const StandingAgreement* old = Find(before, name);
  if (old == nullptr) return text + "Since the base: new\n";
  return old->agreement == standing.agreement ? text : text + "Since the base: different\n";
}

}  // namespace

bool LooksAtChanges(const Subject& subject, const Agreement& agreement) {
  return agreement.kind == Agreement::Kind::kChangedIn ||
         subject.declarations.settings.contracts_wake_on == ContractsWakeOn::kChanged;
}

std::vector<std::string> WakersOf(const Subject& subject, std::string_view provider,
                                  bool changed_only) {
  std::vector<std::string> names = {std::string(provider)};
  std::optional<GraphId> self = subject.graph.Find(provider);
  if (changed_only || !self) return names;
  for (size_t i = 0; i < subject.graph.size(); ++i) {
    if (GraphId{static_cast<int>(i)} == *self) continue;
    std::vector<bool> changed(subject.graph.size(), false);
    changed[i] = true;
    if (ReachedFrom(subject.graph, changed).affected[static_cast<size_t>(*self)]) {
      names.push_back(subject.graph.Name(GraphId{static_cast<int>(i)}));
    }
  }
  return names;
}

std::string AnyOf(const std::vector<std::string>& names) {
  std::string text;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " or " : ", ";
    text += names[i];
  }
  return text;
}

std::string ExplainContract(const Subject& subject, const std::string& name) {
  if (const StandingAgreement* standing = Find(subject.standing, name)) {
    const Agreement& agreement = standing->agreement;
    std::string text = InlineText(name) + "   " + ToString(standing->at) + "\n" +
                       Sides(subject.declarations, agreement);
    if (!agreement.reason.empty()) text += "  " + InlineText(agreement.reason) + "\n";
    return text + Keepers(subject, *standing) + Wakes(subject, agreement) +
           InYourChange(subject, *standing);
  }
  if (!subject.selection || subject.selection->bases.empty()) return "";
  const SelectionRequest& selection = *subject.selection;
  const Configuration& base = *selection.bases.front();
  std::vector<StandingAgreement> before =
      StandingAgreements(base.declarations, base.contracts, *selection.base_tests.front());
  const StandingAgreement* old = Find(before, name);
  if (old == nullptr) return "";
  return InlineText(name) + "   " + ToString(old->at) + " at the base\n" +
         Sides(base.declarations, old->agreement) +
         "\nIn your change: removed\nhint: who must approve\n  testfed approvals\n";
}

}  // namespace testfed
