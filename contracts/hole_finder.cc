#include "contracts/hole_finder.h"

#include "domains/amount.h"

namespace testfed {

std::vector<Finding> FindHoles(const HoleSearch& search) {
  std::vector<Finding> findings;
  FindSuiteHoles(search, findings);
  FindTagHoles(search, findings);
  FindContractHoles(search, findings);
  FindDependencyHoles(search, findings);
  return findings;
}

std::string AmountOf(size_t count, std::string_view noun) {
  return WithThousands(static_cast<std::int64_t>(count)) + " " + std::string(noun) +
         (count == 1 ? "" : "s");
}

}  // namespace testfed
