// What is being built: each part replaces its lines by a file of its own.
#include "contracts/annotation_sources.h"
#include "contracts/listing.h"
#include "contracts/readers.h"
#include "contracts/test_filter.h"
#include "contracts/test_resolver.h"

namespace testfed {

std::vector<Reference> ReadPythonReferences(std::string_view) { return {}; }
void ResolvePython(const std::vector<SourceFile>&, const ResolveOptions&, Discovery&) {}
std::vector<RunnerCall> PytestCalls(const FilterRequest&) { return {}; }
std::vector<AnnotationSource> PythonMarkers(const Declarations&) { return {}; }

}  // namespace testfed
