#include "contracts/suite_tests.h"

#include <algorithm>
#include <map>
#include <set>

namespace testfed {

std::vector<DeclaredSuite> AllSuites(const Declarations& declarations) {
  std::vector<DeclaredSuite> suites;
  for (size_t i = 0; i < declarations.domains.size(); ++i) {
    DomainId id{static_cast<int>(i)};
    for (const Suite* suite : declarations.SuitesOf(id)) suites.push_back({id, suite});
  }
  return suites;
}

std::vector<MatchRule> SuiteClaims::RulesOf(const std::vector<DeclaredSuite>& suites) {
  std::vector<MatchRule> rules;
  for (size_t i = 0; i < suites.size(); ++i) {
    for (const DeclaredPattern& pattern : suites[i].suite->tests) {
      rules.push_back({&pattern.pattern.alternatives(), static_cast<int>(i), true});
    }
  }
  return rules;
}

SuiteClaims::SuiteClaims(const Declarations& declarations)
    : suites_(AllSuites(declarations)),
      ownership_(declarations),
      trie_(RulesOf(suites_)),
      walk_(trie_),
      by_default_(declarations.domains.size()),
      reads_(static_cast<size_t>(Language::kStarlark) + 1, false) {
  for (size_t i = 0; i < suites_.size(); ++i) {
    const Suite& suite = *suites_[i].suite;
    for (Language language : LanguagesOf(suite.runner)) {
      reads_[static_cast<size_t>(language)] = true;
    }
    if (suite.tests.empty()) {
      by_default_[static_cast<size_t>(suites_[i].domain)].push_back(static_cast<int>(i));
    }
  }
}

bool SuiteClaims::Reads(Language language) const { return reads_[static_cast<size_t>(language)]; }

const std::vector<int>& SuiteClaims::Of(std::string_view path) {
  claims_.clear();
  std::optional<Language> language = LanguageOf(path);
  if (!language) return claims_;
  std::set<DomainId> claimed;  // domains of which a suite takes the file by its patterns
  for (const Winner& winner : walk_.WinnersOf(walk_.Resolve(path))) {
    const DeclaredSuite& suite = suites_[static_cast<size_t>(winner.slot)];
    claimed.insert(suite.domain);
    const std::vector<Language>& languages = LanguagesOf(suite.suite->runner);
    if (std::find(languages.begin(), languages.end(), *language) != languages.end()) {
      claims_.push_back(winner.slot);
    }
  }
  for (DomainId domain : ownership_.OwnersOf(path)) {
    if (claimed.contains(domain)) continue;
    for (int suite : by_default_[static_cast<size_t>(domain)]) {
      if (IsTestFileOf(suites_[static_cast<size_t>(suite)].suite->runner, path)) {
        claims_.push_back(suite);
      }
    }
  }
  std::sort(claims_.begin(), claims_.end());
  return claims_;
}

namespace {

using TagsById = std::map<std::string, std::vector<Tag>, std::less<>>;

// Comments are tags too, and no runner lists them. `//a:all` stands for all tests of a package.
void AddSourceTags(const TagsById& of_sources, Test& test) {
  const std::string package = test.id.substr(0, test.id.rfind(':')) + ":all";
  for (const std::string& id : {test.id, package}) {
    auto found = of_sources.find(id);
    if (found == of_sources.end()) continue;
    for (const Tag& tag : found->second) {
      auto same = [&](const Tag& own) { return own.kind == tag.kind && own.domain == tag.domain; };
      if (std::none_of(test.tags.begin(), test.tags.end(), same)) test.tags.push_back(tag);
    }
  }
}

// The tests that the runner itself listed, put after those of the sources, whose tags they keep.
void AddListed(const Listing& listing, SuiteClaims& claims, SuiteTests& suite, TestMap& map) {
  suite.listed = true;
  TagsById of_sources;
  for (int number : suite.tests) {
    const Test& test = map.discovery.tests[static_cast<size_t>(number)];
    std::vector<Tag>& tags = of_sources[test.id];
    tags.insert(tags.end(), test.tags.begin(), test.tags.end());
  }
  suite.tests.clear();
  for (const ListedTest& listed : listing.tests) {
    Test test;
    test.id = listed.id;
    test.file = -1;
    test.position = listed.at.position;
    for (const std::string& label : listed.labels) {
      std::optional<TagName> name = ReadTagLabel(label);
      if (name) test.tags.push_back({name->kind, name->domain, listed.at});
    }
    AddSourceTags(of_sources, test);
    std::sort(test.tags.begin(), test.tags.end());
    std::vector<DomainId> owners;
    if (!listed.at.file.empty()) {
      auto& files = map.discovery.files;
      auto found = std::find(files.begin(), files.end(), listed.at.file);
      test.file = static_cast<int>(found - files.begin());
      if (found == files.end()) {
        files.push_back(listed.at.file);
        map.discovery.languages.push_back(LanguageOf(listed.at.file).value_or(Language::kStarlark));
      }
      owners = claims.OwnersOf(listed.at.file);
    }
    if (owners.empty()) owners = {suite.domain};
    suite.listing.push_back(test.id);
    suite.tests.push_back(static_cast<int>(map.discovery.tests.size()));
    map.discovery.tests.push_back(std::move(test));
    map.owners.push_back(std::move(owners));
  }
}

}  // namespace

TestMap MapTests(SuiteClaims& claims, Discovery discovery, const std::map<int, Listing>& listings) {
  TestMap map;
  map.discovery = std::move(discovery);
  map.suites.reserve(claims.suites().size());
  for (const DeclaredSuite& declared : claims.suites()) {
    SuiteTests suite;
    suite.domain = declared.domain;
    suite.suite = declared.suite;
    suite.listed = !LanguagesOf(declared.suite->runner).empty();
    map.suites.push_back(std::move(suite));
  }
  const std::vector<Test>& tests = map.discovery.tests;
  map.owners.reserve(tests.size());
  int file = -1;
  std::vector<DomainId> owners;
  std::vector<int> suites;
  for (size_t i = 0; i < tests.size(); ++i) {
    if (tests[i].file != file) {  // tests are sorted by file
      file = tests[i].file;
      const std::string& path = map.discovery.files[static_cast<size_t>(file)];
      owners = claims.OwnersOf(path);
      suites = claims.Of(path);
    }
    map.owners.push_back(owners);
    for (int suite : suites) {
      map.suites[static_cast<size_t>(suite)].tests.push_back(static_cast<int>(i));
    }
    if (suites.empty()) map.orphans.push_back(static_cast<int>(i));
  }
  for (const auto& [number, listing] : listings) {
    AddListed(listing, claims, map.suites[static_cast<size_t>(number)], map);
  }
  return map;
}

}  // namespace testfed
