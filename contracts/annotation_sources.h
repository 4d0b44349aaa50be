// The annotations and markers that users need to tag their tests, written for the declared domains:
// so `@AffectedByX` does not compile until somebody declares X.
#ifndef TESTFED_CONTRACTS_ANNOTATION_SOURCES_H_
#define TESTFED_CONTRACTS_ANNOTATION_SOURCES_H_

#include <string>
#include <string_view>
#include <vector>

#include "domains/declarations.h"
#include "domains/status.h"

namespace testfed {

struct AnnotationSource {
  std::string name;  // of the file, below the folder that the user names
  std::string text;
};

// The languages that `testfed annotations` knows: java, kotlin, python.
const std::vector<std::string_view>& AnnotationLanguages();

// `package` is the package of Java and Kotlin sources; ignored for Python.
absl::StatusOr<std::vector<AnnotationSource>> AnnotationSourcesFor(std::string_view language,
                                                                   const Declarations& declarations,
                                                                   std::string_view package);

std::vector<AnnotationSource> JavaAnnotations(const Declarations& declarations,
                                              std::string_view package);
std::vector<AnnotationSource> KotlinAnnotations(const Declarations& declarations,
                                                std::string_view package);
std::vector<AnnotationSource> PythonMarkers(const Declarations& declarations);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_ANNOTATION_SOURCES_H_
