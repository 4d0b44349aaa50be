// What is said of an undeclared dependency, with the three repairs: a contract, an edge, a smoke
// test.
#ifndef TESTFED_CONTRACTS_DEPENDENCY_FINDINGS_H_
#define TESTFED_CONTRACTS_DEPENDENCY_FINDINGS_H_

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/hole_finder.h"

namespace testfed {

struct DependencyHole {  // the first reference, and how many there are
  const SourceReferences* source = nullptr;
  const Reference* reference = nullptr;
  std::string target;
  size_t references = 0;
  std::set<std::string_view> files;
};

// Of one file with tests, `tests`, of domain `owner`: an error.
Finding TestFileFinding(const HoleSearch& search, DomainId owner, DomainId target,
                        const DependencyHole& hole, const std::vector<int>& tests);
// Of all files of `owner` that need the same edge.
Finding DomainFinding(const HoleSearch& search, Severity severity, DomainId owner, DomainId target,
                      const DependencyHole& hole);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_DEPENDENCY_FINDINGS_H_
