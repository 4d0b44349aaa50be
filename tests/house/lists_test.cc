#include "tests/house/lists.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace testfed::house {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Lists, ReadCMakePackages) {
  EXPECT_THAT(CMakePackagesOf("# find_package(No)\nfind_package(absl REQUIRED)\n"
                              "find_package(\n  OpenSSL REQUIRED\n  COMPONENTS Crypto)\n"
                              "pkg_check_modules(x REQUIRED IMPORTED_TARGET libgit2>=1.5 re2)\n"),
              ElementsAre("OpenSSL", "absl", "libgit2", "re2"));
}

TEST(Lists, ReadDebianPackages) {
  EXPECT_THAT(DebianPackagesOf("a_packages=(g++ cmake\n  zlib1g-dev)\nb=(no)\n"
                               "c_packages=(clang)\nneed \"${a_packages[@]}\"\n"),
              ElementsAre("clang", "cmake", "g++", "zlib1g-dev"));
}

TEST(Lists, ReadAColumnOfATable) {
  constexpr char kText[] =
      "# A\n| `x` | `no` |\n## Dependencies\n\n| A | B |\n|---|---|\n| `x` | `y`, `z` |\n| p |\n"
      "## B\n| `x` | `no` |\n";
  EXPECT_THAT(TableWordsOf(kText, "## Dependencies", 1), ElementsAre("x"));
  EXPECT_THAT(TableWordsOf(kText, "## Dependencies", 2), ElementsAre("y", "z"));
  EXPECT_THAT(TableWordsOf(kText, "## Dependencies", 3), IsEmpty());
}

TEST(Lists, DependencyTableAgreesWithCMakeAndDev) {
  Files files = {{"CMakeLists.txt", "find_package(absl)\n"},
                 {"tests/CMakeLists.txt", "find_package(GTest)\n"},
                 {"tests/data/CMakeLists.txt", "find_package(Foreign)\n"},
                 {"dev", "x_packages=(libabsl-dev g++)\n"},
                 {"README.md",
                  "## Dependencies\n| Abseil | `absl` | `libabsl-dev` |\n"
                  "| Old | `old` | `libold-dev` |\n"}};
  EXPECT_THAT(
      CheckDependencyTable(files),
      ElementsAre(
          "README.md: the table of dependencies lacks the CMake package `GTest`",
          "README.md: the table of dependencies lists the CMake package `old`, which nothing "
          "asks for",
          "README.md: the table of dependencies lacks the Debian package `g++`",
          "README.md: the table of dependencies lists the Debian package `libold-dev`, which "
          "nothing asks for"));
}

TEST(Lists, EverySourceIsBuilt) {
  Files files = {{"cli/CMakeLists.txt", "add_executable(testfed main.cc sub/b.cc)\n# c.cc\n"},
                 {"cli/main.cc", ""},
                 {"cli/sub/b.cc", ""},
                 {"cli/c.cc", ""},
                 {"domains/main.cc", ""},
                 {"tests/data/d.cc", ""}};
  EXPECT_THAT(CheckSourcesAreBuilt(files),
              ElementsAre("cli/c.cc: no CMakeLists.txt of its folder or above names it",
                          "domains/main.cc: no CMakeLists.txt of its folder or above names it"));
}

TEST(Lists, EveryTestBinaryIsRunByASuite) {
  Files files = {
      {"tests/CMakeLists.txt", "gtest_discover_tests(top X)\n"},
      {"tests/a/CMakeLists.txt", "gtest_discover_tests(a_tests\n  Y)\n"},
      {"tests/b/CMakeLists.txt", "gtest_discover_tests(b_tests)\n"},
      {"tests/c/CMakeLists.txt", "gtest_discover_tests(c_tests)\nadd_executable(tool)\n"},
      {"domains.yaml",
       "x: {command: \"./dev suite a_tests\"}\n# ./dev suite b_tests\n"
       "y: ./dev suite c_tests {filter}\nz: {command: ./dev suite top}\n"
       "old: ./dev suite d_tests\n"}};
  EXPECT_THAT(
      CheckSuites(files),
      ElementsAre("tests/b/CMakeLists.txt: no suite in domains.yaml runs `./dev suite b_tests`",
                  "domains.yaml: `./dev suite d_tests` runs no test binary of tests/"));
}

TEST(Lists, DocumentsThatTestsReadAreDeclared) {
  const std::string read =
      "text = \"/do"
      "cs/x.md\";\n";
  Files files = {{"domains.yaml",
                  "A:\n  include: [a, tests/a]\n# docs\nB:\n  include: [tests/b, docs/x.md]\n"},
                 {"tests/a/CMakeLists.txt",
                  "X=\"${PROJECT_SOURCE_DIR}/do"
                  "cs/x.md\"\n"},
                 {"tests/a/x_test.cc", "  // " + read + read},
                 {"tests/b/x_test.cc", read},
                 {"tests/x_test.cc", read}};
  EXPECT_THAT(
      CheckReadDocuments(files),
      ElementsAre("tests/a/CMakeLists.txt:1: reads a document, and domains.yaml gives none to "
                  "the domain of tests/a",
                  "tests/a/x_test.cc:2: reads a document, and domains.yaml gives none to the "
                  "domain of tests/a"));
}

}  // namespace
}  // namespace testfed::house
