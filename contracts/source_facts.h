// What one source file says about tests, by itself: no path, no other file and no configuration
// plays a part, so that the facts can be kept by the object id of the file's bytes. Readers (one a
// language) make facts, resolvers (test_resolver.h) make tests of the facts of all files.
//
// The model is one for all languages; a reader fills what its language has.
#ifndef TESTFED_CONTRACTS_SOURCE_FACTS_H_
#define TESTFED_CONTRACTS_SOURCE_FACTS_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/language.h"
#include "domains/place.h"

namespace testfed {

// `@a.B("x")`, `@pytest.mark.affected_by("X")`, an entry of `pytestmark`, a Bazel tag, or a comment
// `// @SmokeTest`.
struct Annotation {
  std::string name;  // as written, dotted, without `@`, type arguments and use-site target
  std::vector<std::string> arguments;  // the values of literal text arguments, unescaped, in order
  bool literal = true;  // false: an argument that could name a tag is not literal text
  bool comment = false;
  Position position;
  bool operator==(const Annotation&) const = default;
};

struct SourceDeclaration {
  enum class Kind {
    kType,            // class, interface, record, enum, object
    kAnnotationType,  // @interface, annotation class
    kFunction,        // method, function, TEST(), it()
    kGroup,           // describe()
    kRule,            // a call of a rule in a BUILD file
  };
  Kind kind = Kind::kFunction;
  int parent = -1;      // index of the enclosing declaration, which comes first; -1: the file
  std::string name;     // own name; titles unescaped
  bool literal = true;  // false: the name is computed (a title that is no literal text)
  std::vector<std::string> supertypes;  // as written, dotted, without type arguments
  std::vector<std::string> parameters;  // of functions: their types as written, without arguments
  std::vector<std::string> modifiers;   // what the resolver of the language asks for: "abstract",
                                        // "inner", "TEST_P", "each", "cc_test", ...
  std::vector<Annotation> annotations;
  Position position;  // of the name
  bool operator==(const SourceDeclaration&) const = default;
};

struct Import {
  std::string name;   // dotted; of a wildcard without the `.*`; of scripts the module as written
  std::string alias;  // the name it has in this file; "" for a wildcard
  bool wildcard = false;
  bool is_static = false;
  bool operator==(const Import&) const = default;
};

// What a reader could not decide: the tests below the declaration (-1: all of the file) are
// selected, with this sentence.
struct Undecided {
  int declaration = -1;
  Position position;
  std::string text;  // "a `}` is missing", lower case, no full stop
  bool operator==(const Undecided&) const = default;
};

struct SourceFacts {
  std::string package;
  std::vector<Import> imports;
  std::vector<Annotation> annotations;          // of the whole file: `@file:`, `pytestmark`
  std::vector<SourceDeclaration> declarations;  // in source order
  std::vector<Annotation> loose_tags;  // comments that are tags and stand above no declaration
  std::vector<Undecided> undecided;
  bool operator==(const SourceFacts&) const = default;

  bool empty() const {
    return declarations.empty() && annotations.empty() && loose_tags.empty() && undecided.empty();
  }
};

// Reads any bytes; never fails: what cannot be read is `undecided`. Linear in the text.
SourceFacts ReadSource(Language language, std::string_view text);

// A place where a file names another file of the repository.
struct Reference {
  enum class Kind {
    kInclude,   // #include "a/b.h"
    kImport,    // a relative import: "../x", or a dotted one with leading dots, as a path
    kMetadata,  // an annotation such as @TestMetadata("compiler/testData/x.kt")
    kText,      // literal text that looks like a path: it has a `/` and no blank, wildcard or `:`
  };
  Kind kind = Kind::kText;
  std::string text;
  Position position;
  bool operator==(const Reference&) const = default;
};
std::vector<Reference> ReadReferences(Language language, std::string_view text);

// Bytes for the cache. Decoding checks every bound: nullopt for anything that Encode did not write.
std::string EncodeFacts(const SourceFacts& facts);
std::optional<SourceFacts> DecodeFacts(std::string_view bytes);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_SOURCE_FACTS_H_
