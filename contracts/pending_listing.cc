// What is being built: each part replaces its lines by a file of its own.
#include "contracts/annotation_sources.h"
#include "contracts/listing.h"
#include "contracts/readers.h"
#include "contracts/test_filter.h"
#include "contracts/test_resolver.h"

namespace testfed {

SourceFacts ReadStarlark(std::string_view) { return {}; }
void ResolveStarlark(const std::vector<SourceFile>&, const ResolveOptions&, Discovery&) {}
absl::StatusOr<Listing> ReadListing(Runner, std::string_view, const std::string&,
                                    const std::string&) {
  return Listing{};
}
absl::StatusOr<std::vector<RunnerCall>> CtestCalls(const FilterRequest&) {
  return std::vector<RunnerCall>{};
}
std::vector<RunnerCall> BazelCalls(const FilterRequest&) { return {}; }

}  // namespace testfed
