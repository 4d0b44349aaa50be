// What is being built: each part replaces its lines by a file of its own.
#include "contracts/annotation_sources.h"
#include "contracts/listing.h"
#include "contracts/readers.h"
#include "contracts/test_filter.h"
#include "contracts/test_resolver.h"

namespace testfed {

SourceFacts ReadScript(std::string_view) { return {}; }
std::vector<Reference> ReadScriptReferences(std::string_view) { return {}; }
void ResolveScripts(const std::vector<SourceFile>&, const ResolveOptions&, Discovery&) {}
std::vector<RunnerCall> JestCalls(const FilterRequest&) { return {}; }
std::vector<RunnerCall> VitestCalls(const FilterRequest&) { return {}; }

}  // namespace testfed
