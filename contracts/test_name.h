// How a contract names tests. A name is one of
//   - the id of a test, whole (test.h);
//   - a container of tests, which names all tests in it:
//       junit         a class: its methods, and its nested classes with theirs;
//                     a method without parameters: it and its overloads
//       gtest         a suite
//       pytest        a file, or a class in it
//       jest, vitest  a file, or a group in it
//       go            a package, not those below it
//   - one of these with `*`, which is any run of characters, also of none and of separators.
// A container ends where the id has a separator: `com.acme.Log` names nothing of
// `com.acme.Login#x`, and neither does the package `com.acme` (`com.acme.*` does). Which separator
// an id has is read from the id itself: `//` or `@repository//` at its start is Bazel, `.py::`
// pytest, ` > ` a script, `#` JUnit or Go, and one dot between two plain names GoogleTest. All
// other ids have no container.
#ifndef TESTFED_CONTRACTS_TEST_NAME_H_
#define TESTFED_CONTRACTS_TEST_NAME_H_

#include <string_view>
#include <vector>

namespace testfed {

// Whether the name `pattern` names the test `id`. An empty pattern names nothing.
bool NamesTest(std::string_view pattern, std::string_view id);

// The containers of a test, from the outermost; views into `id`, each a prefix of it.
std::vector<std::string_view> ContainersOf(std::string_view id);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_TEST_NAME_H_
