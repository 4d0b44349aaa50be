#include <algorithm>
#include <set>
#include <tuple>

#include "contracts/hole_finder.h"
#include "domains/suggest.h"

namespace testfed {
namespace {

std::string NameOf(const Tag& tag) {
  return (tag.kind == Tag::Kind::kAffected ? "AffectedBy" : "MustRunOnChangesIn") + tag.domain;
}

// A tag of a class stands once and holds for all tests in it: once a place.
class TagCheck {
 public:
  TagCheck(const HoleSearch& search, std::vector<Finding>& findings)
      : search_(search), findings_(findings) {
    for (const Domain& domain : search.declarations.domains) names_.push_back(domain.name);
  }

  void Run() {
    const std::vector<Test>& tests = search_.tests.discovery.tests;
    for (size_t i = 0; i < tests.size(); ++i) {
      for (const Tag& tag : tests[i].tags) {
        if (tag.kind != Tag::Kind::kSmoke) Check(tests[i], search_.tests.owners[i], tag);
      }
    }
    // The place of a tag may be that of tests with other owners, to whom it says something.
    for (auto& [at, finding] : own_) {
      if (!meaningful_.contains(at)) findings_.push_back(std::move(finding));
    }
  }

 private:
  using Key = std::pair<Place, std::string>;

  void Check(const Test& test, const std::vector<DomainId>& owners, const Tag& tag) {
    Place place = tag.at.file.empty() ? Place{search_.tests.FileOf(test), test.position} : tag.at;
    const Key key{place, tag.domain};
    std::optional<DomainId> domain = search_.declarations.Find(tag.domain);
    if (!domain) {
      if (!unknown_.insert(key).second) return;
      findings_.push_back(
          {Severity::kError,
           std::move(place),
           "unknown-tag",
           "the tag `" + NameOf(tag) + "` names no domain" + DidYouMean(tag.domain, names_),
           {}});
      return;
    }
    if (owners != std::vector<DomainId>{*domain}) {
      meaningful_.insert(key);
      return;
    }
    own_.emplace(key, Finding{Severity::kWarning,
                              std::move(place),
                              "own-contract-tag",
                              "the tag `" + NameOf(tag) + "` on a test of " + tag.domain +
                                  ", which runs anyway when " + tag.domain + " is affected",
                              {}});
  }

  const HoleSearch& search_;
  std::vector<Finding>& findings_;
  std::vector<std::string> names_;
  std::set<Key> unknown_, meaningful_;
  std::map<Key, Finding> own_;
};

}  // namespace

bool SuggestsTag(const LibraryType& type) {
  const size_t dot = type.name.rfind('.');
  const std::string_view name =
      std::string_view(type.name).substr(dot == std::string::npos ? 0 : dot + 1);
  for (std::string_view word : {"Smoke", "AffectedBy", "MustRun"}) {
    if (name.find(word) != std::string_view::npos) return true;
  }
  return false;
}

void FindTagHoles(const HoleSearch& search, std::vector<Finding>& findings) {
  const Discovery& discovery = search.tests.discovery;
  findings.insert(findings.end(), discovery.findings.begin(), discovery.findings.end());
  TagCheck(search, findings).Run();
  for (const StrayTag& tag : search.stray_tags) {
    findings.push_back({Severity::kWarning,
                        tag.at,
                        "unread-tag",
                        "`@" + tag.name +
                            "` says nothing here: no suite has a runner whose tests testfed reads "
                            "in this file",
                        {}});
  }
  for (const LibraryType& type : discovery.libraries) {
    if (!SuggestsTag(type)) continue;
    findings.push_back({Severity::kWarning,
                        type.first,
                        "library-type",
                        "`" + type.name +
                            "` is declared outside the repository, so it is no tag; "
                            "used " +
                            AmountOf(static_cast<size_t>(type.count), "time"),
                        {{"if it is meant as one, in `$settings`",
                          "libraryTags: {" + type.name + ": SmokeTest}"}}});
  }
}

}  // namespace testfed
