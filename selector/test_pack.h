// The tests of one tree under one configuration, resolved, as bytes for the cache that are read
// where they lie: a selection touches the tests that have tags, those of affected domains and those
// that it looks for, and no others.
//
// Beside the tests it keeps what is needed to see which sources a change can reach
// (contracts/source_names.h), so that the tests of a near tree follow from these (test_overlay.h).
#ifndef TESTFED_SELECTOR_TEST_PACK_H_
#define TESTFED_SELECTOR_TEST_PACK_H_

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/source_names.h"
#include "contracts/test_view.h"
#include "domains/cache.h"

namespace testfed {

struct PackedSource {
  std::string raw_id;  // of its bytes
  bool is_test_file = false;
  SourceNames names;
};

// `sources` are the files of the map, in their order; no suite of it was listed by its runner.
std::string EncodeTests(const TestMap& map, const std::vector<PackedSource>& sources);

class PackedTests : public TestView {
 public:
  // Null for bytes that EncodeTests did not write for so many domains and suites. Cost: one
  // checksum over all.
  static std::shared_ptr<const PackedTests> Decode(MappedValue value, size_t domains,
                                                   size_t suites);

  SuiteState Suite(int suite) const override;
  void Visit(const std::vector<bool>& wanted, const VisitTest& visit) const override;
  void VisitSuite(int suite, const std::function<void(std::string_view)>& visit) const override;
  bool Has(int suite, std::string_view id) const override { return Has(suite, id, {}); }

  // Sources by number, sorted by path.
  size_t sources() const { return column(kLanguages).size(); }
  std::string_view path(size_t source) const { return TextAt(kPathEnds, kPaths, source); }
  std::string_view raw_id(size_t source) const { return TextAt(kRawIdEnds, kRawIds, source); }
  Language language(size_t source) const;
  bool is_test_file(size_t source) const;
  std::optional<size_t> Find(std::string_view path) const;

  // The sources that declare a name, and those that name it; ascending.
  enum class By { kDeclared, kDeep, kShallow };
  void VisitNamed(By by, NameHash name, const std::function<void(size_t source)>& visit) const;

  // Of one source: its tests; how many of them a suite runs; whether Visit would visit them.
  void VisitSource(size_t source, const VisitTest& visit) const;
  bool IsVisited(size_t source, const std::vector<bool>& wanted) const;
  void VisitIds(size_t source, int suite,
                const std::function<void(std::string_view id)>& visit) const;
  // As Has, without the sources that `without` (by number, or empty) names.
  bool Has(int suite, std::string_view id, const std::vector<bool>& without) const;

 private:
  friend std::string EncodeTests(const TestMap& map, const std::vector<PackedSource>& sources);
  enum Column {  // of numbers with 32 bits
    kPathEnds,
    kRawIdEnds,
    kLanguages,   // and flags
    kClasses,     // of each source: which domains own it and which suites run it
    kFirstTests,  // of each source, and one behind the last
    kIdEnds,
    kSpecials,  // numbers of tests with tags or undecided
    kSpecialEnds,
    kOwnerEnds,  // of each class
    kOwners,
    kRunEnds,
    kRuns,
    kTotals,  // of each suite
    kListed,
    kBuckets,  // test numbers from 1, by hash of id; a power of two of them
    kDeclaredNames,
    kDeclaredBy,
    kDeepNames,
    kDeepBy,
    kShallowNames,
    kShallowBy,
    kColumns,
  };
  enum Blob { kPaths, kRawIds, kIds, kSpecialBytes, kBlobs };
  using Numbers = std::span<const std::uint32_t>;

  PackedTests() = default;
  bool Check(size_t domains, size_t suites);
  const Numbers& column(Column one) const { return columns_[one]; }
  std::string_view TextAt(Column ends, Blob blob, size_t index) const;
  size_t SourceOf(std::uint32_t test) const;
  bool Runs(size_t source, int suite) const;

  MappedValue value_;
  std::array<Numbers, kColumns> columns_;
  std::array<std::string_view, kBlobs> blobs_;
  std::vector<std::vector<DomainId>> owners_;  // by class
  std::vector<std::vector<int>> runs_;         // by class
};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_TEST_PACK_H_
