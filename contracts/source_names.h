// Through which names the files of a repository see each other when their tests are resolved, so
// that after a change only the files are resolved again that can see it.
//
// Everything here is wide: names are simple ones, without packages, and hashed to 32 bits. Two
// files that see each other always share a name; two that share one need not. That this holds for
// each resolver is what tests/selector/followed_tests_test.cc tries to disprove, on random
// histories.
//
// - Java, Kotlin: a type is found by its own simple name and no other way; it is named by
//   annotations, supertypes and imports that rename it (deep: what is found there is read with all
//   that it names), and by types of parameters (shallow: only what types there are counts).
// - Python: everything is found through a module, and a module by the last part of its path; the
//   hooks in a conftest.py by the folders above a file (shallow).
// - C++: macros, by name. Go and scripts: nothing. Bazel: BUILD.bazel hides BUILD beside it.
#ifndef TESTFED_CONTRACTS_SOURCE_NAMES_H_
#define TESTFED_CONTRACTS_SOURCE_NAMES_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "contracts/source_facts.h"

namespace testfed {

using NameHash = std::uint32_t;

struct SourceNames {  // each list sorted, each name once
  std::vector<NameHash> declared;
  std::vector<NameHash> deep;
  std::vector<NameHash> shallow;  // without those that are deep
};
SourceNames NamesOf(std::string_view path, Language language, const SourceFacts& facts);

// What other files can see of one, as bytes to compare. `with_types`: also where types stand, which
// counts as a tag's place where $settings.libraryTags gives tags to supertypes.
std::string VisibleFacts(Language language, const SourceFacts& facts, bool with_types);
// Of that the part that counts for shallow names.
std::string VisibleTypes(Language language, const SourceFacts& facts);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_SOURCE_NAMES_H_
