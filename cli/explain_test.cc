#include <algorithm>
#include <set>

#include "cli/explanation.h"
#include "contracts/test_name.h"
#include "domains/amount.h"
#include "domains/inline_text.h"
#include "domains/ownership.h"
#include "reporters/columns.h"

namespace testfed {
namespace {

constexpr size_t kSuggested = 3;  // domains whose tag is proposed

const Test& At(const Subject& subject, int number) {
  return subject.tests->discovery.tests[static_cast<size_t>(number)];
}

std::vector<std::string> OwnersOf(const Subject& subject, int number) {
  std::vector<std::string> names;
  for (DomainId id : subject.tests->owners[static_cast<size_t>(number)]) {
    names.push_back(subject.declarations[id].name);
  }
  return names;
}

std::vector<const SuiteTests*> SuitesOf(const Subject& subject, int number) {
  std::vector<const SuiteTests*> suites;
  for (const SuiteTests& suite : subject.tests->suites) {
    if (std::binary_search(suite.tests.begin(), suite.tests.end(), number)) {
      suites.push_back(&suite);
    }
  }
  return suites;
}

std::string TagName(const Tag& tag) {
  if (tag.kind == Tag::Kind::kSmoke) return "smoke";
  return (tag.kind == Tag::Kind::kAffected ? "affected by " : "changes in ") +
         InlineText(tag.domain);
}

// How a tag is written where the test stands.
std::string TagToWrite(const Subject& subject, const Test& test, const std::string& domain) {
  if (test.file < 0) return "the label `affected-by:" + domain + "`";
  switch (subject.tests->discovery.languages[static_cast<size_t>(test.file)]) {
    case Language::kJava:
    case Language::kKotlin:
      return "`@AffectedBy" + domain + "` on it";
    case Language::kPython:
      return "`@pytest.mark.affected_by(\"" + domain + "\")` on it";
    case Language::kStarlark:
      return "the tag `affected-by:" + domain + "`";
    case Language::kCpp:
    case Language::kGo:
    case Language::kScript:
      break;
  }
  return "`// @AffectedBy" + domain + "` above it";
}

// Where it belongs: its suites, owners and tags, and the contracts that it keeps.
std::string Stands(const Subject& subject, int number) {
  const Test& test = At(subject, number);
  std::string file = subject.tests->FileOf(test);
  std::string text = InlineText(test.id) +
                     (file.empty() ? "" : "   " + ToString(Place{file, test.position})) + "\n";
  for (const SuiteTests* suite : SuitesOf(subject, number)) {
    const Domain& domain = subject.declarations[suite->domain];
    auto total = static_cast<std::int64_t>(suite->tests.size());
    text += "In " + domain.name + " / " + suite->suite->name + ", 1 of " + WithThousands(total) +
            (total == 1 ? " test\n" : " tests\n");
  }
  if (SuitesOf(subject, number).empty()) text += "In no suite, so no plan can run it\n";
  std::string owners;
  for (DomainId id : subject.tests->owners[static_cast<size_t>(number)]) {
    owners += (owners.empty() ? "" : ", ") + NameWithOwners(subject.declarations[id]);
  }
  text += owners.empty() ? "Its file belongs to no domain\n" : "Owned by " + owners + "\n";
  Columns columns({3, 3});
  for (const Tag& tag : test.tags) {
    bool elsewhere = tag.at.file != file;
    columns.Row({TagName(tag), ToString(tag.at), elsewhere ? "through another declaration" : ""});
  }
  if (!test.tags.empty()) text += "\nTagged\n" + columns.Text();
  if (!test.undecided.empty()) {
    text += "\nIts tags cannot be decided, so it runs in every plan\n  " +
            InlineText(test.undecided) + "\n";
  }
  return text;
}

// The agreements that it keeps.
std::vector<const StandingAgreement*> Kept(const Subject& subject, int number) {
  std::vector<const StandingAgreement*> kept;
  for (const StandingAgreement& one : subject.standing) {
    if (std::binary_search(one.tests.begin(), one.tests.end(), number)) {
      kept.push_back(&one);
    }
  }
  return kept;
}

// Jobs of the plan that run it, a line each with the reasons; "" when none does.
std::string Selected(const Subject& subject, int number) {
  const Test& test = At(subject, number);
  std::string text;
  for (const SuiteTests* suite : SuitesOf(subject, number)) {
    for (const Job& job : subject.plan->jobs) {
      bool whole = job.suite.empty();
      if (job.domain != subject.declarations[suite->domain].name ||
          (!whole && job.suite != suite->suite->name)) {
        continue;
      }
      if (!MayRun(job, test.id)) continue;
      const std::vector<Reason>* reasons = job.all ? &job.reasons : nullptr;
      auto planned = std::lower_bound(
          job.tests.begin(), job.tests.end(), test.id,
          [](const PlannedTest& one, const std::string& id) { return one.id < id; });
      if (planned != job.tests.end() && planned->id == test.id) reasons = &planned->reasons;
      if (reasons == nullptr) continue;
      text += "  " + job.id +
              (!job.all         ? "\n"
               : job.shards > 1 ? ", with its part of the suite\n"
                                : ", with all of its suite\n");
      for (const Reason& reason : *reasons) text += "    " + TestReasonText(reason) + "\n";
    }
  }
  return text;
}

bool IsSmoke(const Subject& subject, int number) {
  const Test& test = At(subject, number);
  std::vector<const SuiteTests*> suites = SuitesOf(subject, number);
  return std::any_of(test.tags.begin(), test.tags.end(),
                     [](const Tag& tag) { return tag.kind == Tag::Kind::kSmoke; }) ||
         std::any_of(suites.begin(), suites.end(),
                     [](const SuiteTests* suite) { return suite->suite->smoke; });
}

std::string NotSelected(const Subject& subject, int number) {
  const Test& test = At(subject, number);
  std::vector<std::string> owners = OwnersOf(subject, number);
  std::set<std::string> domains(owners.begin(), owners.end());
  for (const SuiteTests* suite : SuitesOf(subject, number)) {
    domains.insert(subject.declarations[suite->domain].name);
  }
  Columns conditions({3});
  std::string title = "its domain is affected";
  for (const std::string& domain : domains) {
    conditions.Row({title, domain + " did not change, and nothing that did reaches it"});
    title.clear();
    GraphId self = *subject.graph.Find(domain);
    for (size_t i = 0; i < subject.graph.size(); ++i) {
      for (const DomainGraph::Edge& edge : subject.graph.EdgesFrom(GraphId{static_cast<int>(i)})) {
        if (edge.to != self) continue;
        conditions.Row({"", domain + " is " +
                                (edge.direct ? "to run on changes in " : "fullyAffectedBy ") +
                                subject.graph.Name(edge.from) + "   " + ToString(edge.at)});
      }
    }
  }
  conditions.Row({"it is a smoke test", IsSmoke(subject, number)
                                            ? "it is, but every changed path is ignored"
                                            : "it has no such tag, and its suite is none"});
  title = "it keeps a woken contract";
  for (const StandingAgreement* one : Kept(subject, number)) {
    conditions.Row(
        {title,
         InlineText(one->agreement.name) + ", and " + AnyOf(one->agreement.providers) +
             (LooksAtChanges(subject, one->agreement) ? " did not change" : " is not affected") +
             "   " + ToString(one->at)});
    title.clear();
  }
  if (!title.empty()) conditions.Row({title, "it keeps none"});
  conditions.Row({"the plan is full", "no"});

  Columns would({3});
  std::vector<std::string> wakers;
  for (const std::string& domain : domains) {
    for (std::string& one : WakersOf(subject, domain, false)) {
      if (std::find(wakers.begin(), wakers.end(), one) == wakers.end()) wakers.push_back(one);
    }
  }
  would.Row({"when one of these changes", AnyOf(wakers)});
  for (const StandingAgreement* one : Kept(subject, number)) {
    for (const std::string& provider : one->agreement.providers) {
      would.Row({"for " + InlineText(one->agreement.name),
                 "when " +
                     AnyOf(WakersOf(subject, provider, LooksAtChanges(subject, one->agreement))) +
                     " changes"});
    }
  }
  would.Row({"this once", "`Affects: " + (owners.empty() ? *domains.begin() : owners.front()) +
                              "` as a trailer of a commit message"});
  size_t proposed = 0;
  for (const AffectedDomain& affected : subject.plan->affected) {
    if (!affected.changed || domains.contains(affected.name) || owners.empty()) continue;
    if (++proposed > kSuggested) break;
    const Domain& consumer = subject.declarations[*subject.declarations.Find(owners.front())];
    std::string file = ContractFileOf(consumer);
    would.Row({"always with " + affected.name,
               TagToWrite(subject, test, affected.name) +
                   (file.empty() ? "" : ", or a contract in " + file) + ", if it depends on " +
                   affected.name + ": both teams approve"});
  }
  return "\nNot selected, for none of these holds\n" + conditions.Text() + "\nIt would run\n" +
         would.Text();
}

std::string InYourChange(const Subject& subject, int number) {
  if (!subject.plan) {
    return subject.no_plan.empty() ? "" : "\nIn your change: not known, " + subject.no_plan + "\n";
  }
  if (SuitesOf(subject, number).empty()) {
    return "hint: name its file in the `tests` of a suite; what no suite has is listed by\n"
           "  testfed check\n";
  }
  std::string jobs = Selected(subject, number);
  return jobs.empty() ? NotSelected(subject, number) : "\nSelected\n" + jobs;
}

// All tests of a class, file or group, a line each.
std::string Container(const Subject& subject, const std::string& name,
                      const std::vector<int>& numbers) {
  size_t selected = 0;
  Columns columns({3});
  for (size_t i = 0; i < numbers.size(); ++i) {
    bool runs = subject.plan && !Selected(subject, numbers[i]).empty();
    selected += runs ? 1 : 0;
    if (i < kShownTests) {
      columns.Row({InlineText(At(subject, numbers[i]).id), runs ? "selected" : ""});
    }
  }
  std::string text = InlineText(name) + ", " +
                     WithThousands(static_cast<std::int64_t>(numbers.size())) +
                     (numbers.size() == 1 ? " test" : " tests");
  if (subject.plan) text += ", " + std::to_string(selected) + " of them in your change";
  text += "\n\n" + columns.Text();
  if (numbers.size() > kShownTests) {
    text += "  ... and " + std::to_string(numbers.size() - kShownTests) + " more\n";
  }
  return text;
}

}  // namespace

std::string ExplainTest(const Subject& subject, const std::string& name) {
  if (subject.tests == nullptr) return "";
  std::vector<int> same, inside;
  for (size_t i = 0; i < subject.tests->discovery.tests.size(); ++i) {
    int number = static_cast<int>(i);
    const std::string& id = At(subject, number).id;
    if (id == name)
      same.push_back(number);
    else if (NamesTest(name, id))
      inside.push_back(number);
  }
  std::string text;
  for (int number : same) {
    text += (text.empty() ? "" : "\n") + Stands(subject, number) + InYourChange(subject, number);
  }
  if (same.empty() && !inside.empty()) text = Container(subject, name, inside);
  return text;
}

}  // namespace testfed
