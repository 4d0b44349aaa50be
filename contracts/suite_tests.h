// Which suite runs which test, and to which domains a test belongs.
//
// A suite takes the tests of the files that its `tests` patterns match; without patterns those of
// the domain's own files that the runner's conventions call tests and that no sibling suite takes
// by patterns. A test belongs to the domains that own its file.
#ifndef TESTFED_CONTRACTS_SUITE_TESTS_H_
#define TESTFED_CONTRACTS_SUITE_TESTS_H_

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "contracts/listing.h"
#include "contracts/test.h"
#include "domains/declarations.h"
#include "domains/match_walk.h"
#include "domains/ownership.h"

namespace testfed {

// All suites of a configuration, in order of declaration: domains, then their suites. A number into
// this list names a suite.
struct DeclaredSuite {
  DomainId domain{};
  const Suite* suite = nullptr;
};
std::vector<DeclaredSuite> AllSuites(const Declarations& declarations);

// The suites that take a file's tests. Not thread-safe; the declarations must outlive it.
class SuiteClaims {
 public:
  explicit SuiteClaims(const Declarations& declarations);

  // Numbers of suites whose runner reads the file's language, ascending. The reference holds until
  // the next call.
  const std::vector<int>& Of(std::string_view path);
  std::vector<DomainId> OwnersOf(std::string_view path) { return ownership_.OwnersOf(path); }
  const std::vector<DeclaredSuite>& suites() const { return suites_; }

  // Whether any suite reads the language at all.
  bool Reads(Language language) const;

 private:
  static std::vector<MatchRule> RulesOf(const std::vector<DeclaredSuite>& suites);

  std::vector<DeclaredSuite> suites_;
  Ownership ownership_;
  MatchTrie trie_;  // slots are suites
  MatchWalk walk_;
  std::vector<std::vector<int>> by_default_;  // by DomainId: its suites without patterns
  std::vector<bool> reads_;                   // by Language
  std::vector<int> claims_;
};

struct SuiteTests {
  DomainId domain{};
  const Suite* suite = nullptr;
  // False: testfed cannot list its tests, and it is one opaque test.
  bool listed = false;
  std::vector<int> tests;  // into Discovery::tests, ascending
  // Of a suite whose runner listed it: the ids in the runner's own order.
  std::vector<std::string> listing;
};

struct TestMap {
  Discovery discovery;
  std::vector<std::vector<DomainId>> owners;  // by Test
  std::vector<SuiteTests> suites;             // as AllSuites
  std::vector<int> orphans;                   // tests that no suite takes

  std::string FileOf(const Test& test) const {  // "" for a listed test without a place
    return test.file < 0 ? "" : discovery.files[static_cast<size_t>(test.file)];
  }
};

// `listings` by number of suite. A listing replaces the tests that the sources show of its suite,
// and keeps their tags.
TestMap MapTests(SuiteClaims& claims, Discovery discovery, const std::map<int, Listing>& listings);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_SUITE_TESTS_H_
