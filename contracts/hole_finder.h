// Holes: what the declarations, the contracts and the tags of a repository leave open, so that a
// change could break a test that no plan runs. A pure function; docs/findings.md describes each
// code.
//
// Groups of findings stand in files of their own: suite_holes.cc, tag_holes.cc, contract_holes.cc
// and dependency_holes.cc.
#ifndef TESTFED_CONTRACTS_HOLE_FINDER_H_
#define TESTFED_CONTRACTS_HOLE_FINDER_H_

#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/file_list.h"
#include "contracts/quarantine_file.h"
#include "contracts/reference_target.h"
#include "contracts/suite_tests.h"

namespace testfed {

struct StrayTag {  // in a file whose tests testfed does not read
  std::string name;
  Place at;
};

struct HoleSearch {
  const Declarations& declarations;
  const std::vector<Contract>& contracts;
  const TestMap& tests;
  const FileList& files;
  const std::vector<SourceReferences>& sources;  // sorted by path
  const std::vector<StrayTag>& stray_tags;
  const std::vector<QuarantineEntry>& quarantine;
};

// Unsorted. Linear in tests, references and files, but for look-ups of paths.
std::vector<Finding> FindHoles(const HoleSearch& search);

// orphan-tests, empty-suite, dead-pattern (of `tests`), ignored-smoke, smoke-budget
void FindSuiteHoles(const HoleSearch& search, std::vector<Finding>& findings);
// unknown-tag, own-contract-tag, unread-tag, library-type, and what discovery found: undecided-tag,
// unused-tag
void FindTagHoles(const HoleSearch& search, std::vector<Finding>& findings);
// contract-without-tests, quarantine-unknown, quarantine-smoke, quarantine-contract
void FindContractHoles(const HoleSearch& search, std::vector<Finding>& findings);
// undeclared-dependency, wide-edge
void FindDependencyHoles(const HoleSearch& search, std::vector<Finding>& findings);

// Whether a type of a library has a name by which somebody could mean a tag.
bool SuggestsTag(const LibraryType& type);
// "1 test", "7,731 tests"
std::string AmountOf(size_t count, std::string_view noun);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_HOLE_FINDER_H_
