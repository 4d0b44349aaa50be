#include "contracts/annotation_sources.h"

namespace testfed {

const std::vector<std::string_view>& AnnotationLanguages() {
  static const std::vector<std::string_view> kLanguages = {"java", "kotlin", "python"};
  return kLanguages;
}

absl::StatusOr<std::vector<AnnotationSource>> AnnotationSourcesFor(std::string_view language,
                                                                   const Declarations& declarations,
                                                                   std::string_view package) {
  if (language == "java") return JavaAnnotations(declarations, package);
  if (language == "kotlin") return KotlinAnnotations(declarations, package);
  if (language == "python") return PythonMarkers(declarations);
  return Error("no annotations are known for `" + std::string(language) +
                   "`; it is one of java, kotlin and python",
               "in every other language that testfed reads, a tag is a comment above the test",
               "// @SmokeTest");
}

}  // namespace testfed
