#include <set>

#include "contracts/hole_finder.h"
#include "contracts/kept_tests.h"

namespace testfed {
namespace {

// The tests of one file, out of a list that is sorted by file.
template <typename Each>
void ByFile(const TestMap& map, const std::vector<int>& tests, Each each) {
  for (size_t begin = 0; begin < tests.size();) {
    const Test& first = map.discovery.tests[static_cast<size_t>(tests[begin])];
    size_t end = begin;
    while (end < tests.size() &&
           map.discovery.tests[static_cast<size_t>(tests[end])].file == first.file) {
      ++end;
    }
    if (first.file >= 0) each(first, map.owners[static_cast<size_t>(tests[begin])], end - begin);
    begin = end;
  }
}

void AddOrphans(const HoleSearch& search, std::vector<Finding>& findings) {
  const Declarations& declarations = search.declarations;
  ByFile(search.tests, search.tests.orphans,
         [&](const Test& first, const std::vector<DomainId>& owners, size_t count) {
           std::string message = AmountOf(count, "test") + " that no suite runs";
           if (owners.empty()) {
             message += "; no domain owns the file";
           } else if (declarations.SuitesOf(owners[0]).empty()) {
             message += "; " + declarations[owners[0]].name + " declares no suite";
           }
           findings.push_back({Severity::kWarning,
                               {search.tests.FileOf(first), {}},
                               "orphan-tests",
                               std::move(message),
                               {}});
         });
}

void AddEmptySuites(const HoleSearch& search, std::vector<Finding>& findings) {
  for (const SuiteTests& suite : search.tests.suites) {
    if (!suite.listed || !suite.tests.empty()) continue;
    // The default suite stands for all domains that declare none, with tests or without.
    if (search.declarations[suite.domain].suites.empty()) continue;
    findings.push_back({Severity::kWarning,
                        search.declarations.At(suite.suite->position),
                        "empty-suite",
                        "suite `" + suite.suite->name + "` of " +
                            search.declarations[suite.domain].name + " has no test of " +
                            std::string(ToString(suite.suite->runner)),
                        {}});
  }
}

void AddDeadPatterns(const HoleSearch& search, std::vector<Finding>& findings) {
  std::vector<const DeclaredPattern*> patterns;
  std::set<const Suite*> known;  // the default suite comes once a domain
  std::vector<MatchRule> rules;
  for (const SuiteTests& suite : search.tests.suites) {
    if (!known.insert(suite.suite).second) continue;
    for (const DeclaredPattern& pattern : suite.suite->tests) {
      rules.push_back({&pattern.pattern.alternatives(), static_cast<int>(patterns.size()), true});
      patterns.push_back(&pattern);
    }
  }
  if (patterns.empty()) return;
  MatchTrie trie(rules);
  MatchWalk walk(trie);
  for (const std::string& file : search.files.all()) walk.Resolve(file);
  for (size_t i = 0; i < patterns.size(); ++i) {
    if (walk.HasMatched(static_cast<int>(i))) continue;
    findings.push_back({Severity::kWarning,
                        search.declarations.At(patterns[i]->position),
                        "dead-pattern",
                        "`" + patterns[i]->pattern.text() + "` matches no file, so no test",
                        {}});
  }
}

void AddIgnoredSmoke(const HoleSearch& search, std::vector<Finding>& findings) {
  if (search.declarations.settings.ignore.empty()) return;
  const std::vector<bool> smoke = SmokeTests(search.tests);
  Ownership ownership(search.declarations);
  std::vector<int> tests;
  for (size_t i = 0; i < smoke.size(); ++i) {
    if (smoke[i]) tests.push_back(static_cast<int>(i));
  }
  ByFile(search.tests, tests, [&](const Test& first, const std::vector<DomainId>&, size_t count) {
    const std::string file = search.tests.FileOf(first);
    if (ownership.Of(file).state != OwnershipState::kIgnored) return;
    findings.push_back({Severity::kWarning,
                        {file, first.position},
                        "ignored-smoke",
                        AmountOf(count, "smoke test") +
                            " in a path that is ignored, so a change of the file runs nothing",
                        {}});
  });
}

void CheckSmokeBudget(const HoleSearch& search, std::vector<Finding>& findings) {
  const SmokeBudget& budget = search.declarations.settings.smoke_budget;
  if (!budget.tests) return;
  size_t count = 0;
  for (bool smoke : SmokeTests(search.tests)) count += smoke ? 1 : 0;
  for (const SuiteTests& suite : search.tests.suites) {
    if (suite.suite->smoke && !suite.listed) ++count;  // one opaque test
  }
  if (count <= static_cast<size_t>(*budget.tests)) return;
  findings.push_back({Severity::kError,
                      search.declarations.At(budget.position),
                      "smoke-budget",
                      AmountOf(count, "smoke test") + ", and the budget is " +
                          AmountOf(static_cast<size_t>(*budget.tests), "test") +
                          "; a contract runs its tests only when it has to",
                      {}});
}

}  // namespace

void FindSuiteHoles(const HoleSearch& search, std::vector<Finding>& findings) {
  AddOrphans(search, findings);
  AddEmptySuites(search, findings);
  AddDeadPatterns(search, findings);
  AddIgnoredSmoke(search, findings);
  CheckSmokeBudget(search, findings);
}

}  // namespace testfed
