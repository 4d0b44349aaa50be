#include "domains/declaration_checks.h"

#include <map>

#include "domains/declaration_rules.h"
#include "domains/job_id.h"
#include "domains/suggest.h"

namespace testfed {
namespace {

void Add(const Declarations& declarations, Position position, std::string code, std::string message,
         std::vector<Finding>& findings) {
  findings.push_back(
      {Severity::kError, declarations.At(position), std::move(code), std::move(message), {}});
}

void CheckJobIdsOf(std::string_view domain, const Suite& suite, const Declarations& declarations,
                   std::map<std::string, Position>& first, std::vector<Finding>& findings) {
  for (const JobAxes& axes : ProductOf(suite.matrix)) {
    std::string id = JobIdOf(domain, suite.name, axes);
    auto [entry, fresh] = first.emplace(id, suite.position);
    if (fresh) continue;
    Add(declarations, suite.position, "duplicate",
        "two jobs would have the id `" + id + "`; the other is of the suite at " +
            ToString(declarations.At(entry->second)),
        findings);
    return;
  }
}

}  // namespace

std::string DidYouMeanDomain(const Declarations& declarations, std::string_view name) {
  std::vector<std::string> names;
  for (const Domain& domain : declarations.domains) names.push_back(domain.name);
  return DidYouMean(name, names);
}

void CheckNames(const Declarations& declarations, std::vector<Finding>& findings) {
  for (const Domain& domain : declarations.domains) {
    for (const auto* edges :
         {&domain.fully_affected_by, &domain.must_run_all_tests_on_changes_in}) {
      for (const DeclaredName& edge : *edges) {
        if (declarations.Find(edge.name)) continue;
        Add(declarations, edge.position, "unknown-domain",
            "unknown domain `" + edge.name + "`" + DidYouMeanDomain(declarations, edge.name),
            findings);
      }
    }
  }
}

void CheckUnknown(const Declarations& declarations, Position unowned,
                  std::vector<Finding>& findings) {
  std::optional<DomainId> unknown = declarations.Unknown();
  if (!unknown) {
    if (declarations.settings.unowned == UnownedPolicy::kUnknown) {
      Add(declarations, unowned, "unknown-domain",
          "`unowned: unknown` needs the domain `Unknown`, which is not declared", findings);
      findings.back().hints.push_back({"declare it", "Unknown:\n  include: []"});
    }
    return;
  }
  const Domain& domain = declarations[*unknown];
  for (const DeclaredPattern& include : domain.include) {
    const std::string& text = include.pattern.text();
    if (text == "**" || text == "**/*" || text.empty()) continue;
    Add(declarations, include.position, "unknown-include",
        "`Unknown` is what no other domain owns: its `include` is empty, `**` or `**/*`, not `" +
            text + "`",
        findings);
  }
  if (!domain.exclude.empty()) {
    Add(declarations, domain.exclude.front().position, "unknown-include",
        "`Unknown` is what no other domain owns: it has no `exclude`", findings);
  }
}

// Ids of two domains differ, as their names hold no `-`.
void CheckJobIds(const Declarations& declarations, std::vector<Finding>& findings) {
  for (const Domain& domain : declarations.domains) {
    std::map<std::string, Position> first;
    for (const Suite& suite : domain.suites) {
      CheckJobIdsOf(domain.name, suite, declarations, first, findings);
    }
  }
  if (declarations.settings.default_suite) {
    std::map<std::string, Position> first;
    CheckJobIdsOf("{domain}", *declarations.settings.default_suite, declarations, first, findings);
  }
}

void CheckLibraryTags(const Declarations& declarations, const std::vector<DeclaredName>& tags,
                      std::vector<Finding>& findings) {
  for (const DeclaredName& tag : tags) {
    std::string_view name = tag.name;
    if (name == "SmokeTest" || name == "MustRunAlways") continue;
    std::string_view domain;
    for (std::string_view prefix : {"AffectedBy", "MustRunOnChangesIn"}) {
      if (name.starts_with(prefix)) domain = name.substr(prefix.size());
    }
    if (!IsDomainName(domain)) {
      Add(declarations, tag.position, "type",
          "`" + tag.name +
              "` is no tag; `SmokeTest`, or `AffectedBy` or `MustRunOnChangesIn` with the name of "
              "a domain",
          findings);
    } else if (!declarations.Find(domain)) {
      Add(declarations, tag.position, "unknown-domain",
          "unknown domain `" + std::string(domain) + "` in `" + tag.name + "`" +
              DidYouMeanDomain(declarations, domain),
          findings);
    }
  }
}

}  // namespace testfed
