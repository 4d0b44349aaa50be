// All types that Java and Kotlin files of the repository declare, and what a name means in a file.
//
// Names are resolved as both languages do it (JLS 6.4.1, 6.5; Kotlin's specification, "Linked
// scopes"): nested types of the enclosing types and of their supertypes, then single imports and
// import aliases, the same package, wildcards, and at last the name as a full one. A type alias of
// Kotlin means its target. Several types of one full name (modules of one repository) all count.
#ifndef TESTFED_CONTRACTS_JVM_TYPES_H_
#define TESTFED_CONTRACTS_JVM_TYPES_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "contracts/test_resolver.h"

namespace testfed {

// Index of a type; -1 is none.
using JvmTypeId = int;

struct JvmType {
  int file = 0;  // index into the files
  const SourceDeclaration* declaration = nullptr;
  JvmTypeId outer = -1;
  JvmTypeId next_same = -1;  // another type of this full name
  std::string full_name;     // dotted: com.acme.Outer.Inner
  std::string binary_name;   // com.acme.Outer$Inner
  std::vector<const SourceDeclaration*> functions;
  std::vector<JvmTypeId> nested;
};

bool HasModifier(const SourceDeclaration& declaration, std::string_view modifier);
std::string_view LastSegment(std::string_view dotted);

class JvmTypes {
 public:
  // The files must outlive this. Files of other languages are left out.
  explicit JvmTypes(const std::vector<SourceFile>& files);

  struct Meaning {
    JvmTypeId type = -1;     // the first of its full name; `next_same` leads to the others
    std::string full_name;   // of a type outside of the repository; "" where it is not known
    bool qualified = false;  // the full name is what an import or the source says
  };
  // `scope` is the type in which, or on which, the name stands; -1: none.
  Meaning Resolve(int file, JvmTypeId scope, std::string_view name) const;

  // The types of the repository that the type extends or implements, as it names them.
  const std::vector<JvmTypeId>& Supertypes(JvmTypeId type) const {
    return supertypes_[static_cast<size_t>(type)];
  }
  // Full names, or names as written, of those outside of the repository.
  const std::vector<std::string>& LibrarySupertypes(JvmTypeId type) const {
    return library_supertypes_[static_cast<size_t>(type)];
  }
  // The type and all its supertypes in the repository, nearest first, each once.
  std::vector<JvmTypeId> Ancestry(JvmTypeId type) const;

  // A function's parameters as JUnit writes them: "" without any, "(int,java.lang.String)", or
  // "(*)" where a full name is not known.
  std::string Parameters(JvmTypeId scope, const SourceDeclaration& function) const;

  const std::vector<JvmType>& types() const { return types_; }
  const JvmType& operator[](JvmTypeId type) const { return types_[static_cast<size_t>(type)]; }
  const SourceFile& file(int file) const { return files_[static_cast<size_t>(file)]; }
  const std::string& file_package(int file) const { return this->file(file).facts->package; }

 private:
  struct Names {  // what the imports of a file say
    absl::flat_hash_map<std::string_view, std::string_view> single;
    std::vector<std::string_view> wildcards;
  };
  JvmTypeId Find(std::string_view full_name) const;
  JvmTypeId FindIn(std::string_view prefix, std::string_view name) const;
  JvmTypeId Nested(JvmTypeId type, std::string_view name, int depth) const;
  Meaning Known(JvmTypeId type, int depth) const;
  Meaning Resolve(int file, JvmTypeId scope, std::string_view name, int depth) const;
  std::string ParameterType(JvmTypeId scope, std::string_view type) const;

  const std::vector<SourceFile>& files_;
  std::vector<JvmType> types_;
  std::vector<Names> names_;
  absl::flat_hash_map<std::string_view, JvmTypeId> by_full_name_;
  absl::flat_hash_set<std::string_view> nested_names_;
  std::vector<std::vector<JvmTypeId>> supertypes_;
  std::vector<std::vector<std::string>> library_supertypes_;
};

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_JVM_TYPES_H_
