// What annotations of Java and Kotlin say about tests: tags of ours, JUnit's own @Tag, and whether
// something is a test at all, directly or through annotations on annotations at any depth.
//
// Ours count by their simple name, wherever it is declared and whatever it is kept for. JUnit's
// count where JUnit sees them (its user guide, "Meta-Annotations and Composed Annotations"): only
// through annotation types that are kept at run time. Of @Tag the labels of tag.h are read.
//
// On a class count its own annotations, those of the file (`@file:`), of the enclosing classes and
// of all supertypes. JUnit's @Tag of an enclosing class reaches @Nested classes only.
#ifndef TESTFED_CONTRACTS_JVM_TAGS_H_
#define TESTFED_CONTRACTS_JVM_TAGS_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "contracts/jvm_types.h"

namespace testfed {

// What one or more annotations say.
struct JvmMarks {
  struct One {
    TagName tag;
    bool label = false;  // JUnit's @Tag
    Place at;            // where the annotation stands that brings it
  };
  std::vector<One> tags;
  bool test = false;
  bool factory = false;  // a test also when it returns a value
  bool nested = false;   // JUnit's @Nested
  std::string undecided;

  void Add(const JvmMarks& other);
};

class JvmTags {
 public:
  JvmTags(const JvmTypes& types, const ResolveOptions& options, Discovery& into);

  // Of annotations that stand in a file, on or in `scope`. Counts library types, and reports what
  // is undecided, once for each place.
  JvmMarks OfAnnotations(int file, JvmTypeId scope, const std::vector<Annotation>& annotations);

  struct ClassMarks {
    JvmMarks marks;                  // nearest first
    std::vector<JvmTypeId> sources;  // the types whose annotations count
    bool nested = false;             // the class itself is annotated with @Nested
  };
  const ClassMarks& OfClass(JvmTypeId type);

  // The class extends something outside of the repository, maybe through others.
  std::vector<std::string> LibraryAncestors(JvmTypeId type) const;

 private:
  // What one annotation says by itself, but for the place.
  struct Meaning {
    JvmMarks marks;
    std::string library;  // the name of a type that testfed cannot see; "" for none
    bool is_junit_tag = false;
  };
  Meaning OfAnnotation(int file, JvmTypeId scope, const Annotation& annotation);
  const Meaning& OfName(int file, JvmTypeId scope, const std::string& name);
  const JvmMarks& OfAnnotationType(JvmTypeId type);
  const JvmMarks& OfOwn(JvmTypeId type);
  const JvmMarks& OfFile(int file);
  std::string TwoDeclarations(std::string_view simple_name) const;
  void CountLibrary(const std::string& name, bool is_annotation, const Place& at);
  void ReportUndecided(const Place& at, const std::string& text);

  const JvmTypes& types_;
  const ResolveOptions& options_;
  Discovery& into_;
  std::map<std::string, std::vector<Place>, std::less<>>
      declared_;  // annotation types of tag names
  absl::flat_hash_map<std::string_view, int> nested_annotations_;
  std::vector<absl::flat_hash_map<std::string_view, Meaning>> by_name_;  // of each file
  Meaning scoped_;                                                       // of OfName
  std::vector<std::optional<JvmMarks>> by_annotation_type_, by_own_, by_file_;
  std::vector<std::optional<ClassMarks>> by_class_;
  std::map<std::string, size_t> libraries_;  // index into Discovery::libraries
  std::map<Place, std::string> reported_;
};

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_JVM_TAGS_H_
