// What is being built: each part replaces its lines by a file of its own.
#include "contracts/annotation_sources.h"
#include "contracts/listing.h"
#include "contracts/readers.h"
#include "contracts/test_filter.h"
#include "contracts/test_resolver.h"

namespace testfed {

SourceFacts ReadGo(std::string_view) { return {}; }
std::vector<Reference> ReadGoReferences(std::string_view) { return {}; }
void ResolveGo(const std::vector<SourceFile>&, const ResolveOptions&, Discovery&) {}
std::vector<RunnerCall> GoCalls(const FilterRequest&) { return {}; }

}  // namespace testfed
