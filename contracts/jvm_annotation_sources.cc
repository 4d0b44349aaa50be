// Annotation types for Java and Kotlin. Each is also JUnit's @Tag with the label of tag.h, so that
// runners can filter by it; @Retention is at run time because JUnit looks at run time. A declared
// domain gives a type; so does `Unknown` only when it is declared.
#include "contracts/annotation_sources.h"

namespace testfed {
namespace {

constexpr std::string_view kHeader = "// Written by `testfed annotations`; do not edit.\n";

struct Mark {
  std::string name, label, text;
};

std::vector<Mark> MarksOf(const Declarations& declarations) {
  std::vector<Mark> marks = {{"SmokeTest", "smoke", "Runs in every plan."}};
  for (const Domain& domain : declarations.domains) {
    marks.push_back({"AffectedBy" + domain.name, "affected-by:" + domain.name,
                     "Runs when the domain " + domain.name + " is affected."});
  }
  return marks;
}

std::string PackageLine(std::string_view package, std::string_view end) {
  return package.empty() ? "" : "package " + std::string(package) + std::string(end) + "\n\n";
}

}  // namespace

std::vector<AnnotationSource> JavaAnnotations(const Declarations& declarations,
                                              std::string_view package) {
  std::vector<AnnotationSource> sources;
  for (const Mark& mark : MarksOf(declarations)) {
    std::string text(kHeader);
    text += PackageLine(package, ";");
    text +=
        "import java.lang.annotation.ElementType;\n"
        "import java.lang.annotation.Retention;\n"
        "import java.lang.annotation.RetentionPolicy;\n"
        "import java.lang.annotation.Target;\n"
        "import org.junit.jupiter.api.Tag;\n\n";
    text += "/** " + mark.text + " */\n";
    text +=
        "@Target({ElementType.TYPE, ElementType.METHOD, ElementType.ANNOTATION_TYPE})\n"
        "@Retention(RetentionPolicy.RUNTIME)\n";
    text += "@Tag(\"" + mark.label + "\")\npublic @interface " + mark.name + " {}\n";
    sources.push_back({mark.name + ".java", std::move(text)});
  }
  return sources;
}

std::vector<AnnotationSource> KotlinAnnotations(const Declarations& declarations,
                                                std::string_view package) {
  std::string text(kHeader);
  text += PackageLine(package, "");
  text += "import org.junit.jupiter.api.Tag\n";
  for (const Mark& mark : MarksOf(declarations)) {
    text += "\n/** " + mark.text + " */\n";
    text +=
        "@Target(AnnotationTarget.CLASS, AnnotationTarget.FUNCTION, "
        "AnnotationTarget.ANNOTATION_CLASS)\n"
        "@Retention(AnnotationRetention.RUNTIME)\n";
    text += "@Tag(\"" + mark.label + "\")\nannotation class " + mark.name + "\n";
  }
  return {{"TestfedAnnotations.kt", std::move(text)}};
}

}  // namespace testfed
