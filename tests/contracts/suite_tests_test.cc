#include "contracts/suite_tests.h"

#include <gtest/gtest.h>

#include "domains/declarations_reader.h"
#include "tests/contracts/resolved_tests.h"

namespace testfed {
namespace {

constexpr const char* kDeclarations =
    "A:\n"
    "  include: [a]\n"
    "  suites: {unit: {runner: bazel, command: \"bazel test {filter}\"}}\n"
    "B: {include: [b]}\n";

// Each test of the first suite with its owners, as `id [tags] owners`.
std::string SuiteLines(const std::map<std::string, std::string>& files,
                       const std::map<int, Listing>& listings) {
  auto declarations = ReadDeclarationsOrFirstError(kDeclarations, "domains.yaml");
  if (!declarations.ok()) return declarations.status().ToString();
  SuiteClaims claims(*declarations);
  TestMap map = MapTests(claims, Resolved(files), listings);
  std::string lines;
  for (int number : map.suites[0].tests) {
    const Test& test = map.discovery.tests[static_cast<size_t>(number)];
    lines += test.id + " [";
    for (const Tag& tag : test.tags) {
      lines += (lines.back() == '[' ? "" : " ") + (tag.domain.empty() ? "smoke" : tag.domain);
    }
    lines += "]";
    for (DomainId owner : map.owners[static_cast<size_t>(number)]) {
      lines += " " + (*declarations)[owner].name;
    }
    lines += "\n";
  }
  return lines;
}

const std::map<std::string, std::string> kSources = {
    {"a/BUILD", "# @AffectedByB\nsh_test(name = \"one\")\nsh_test(name = \"two\")\n"},
    {"a/deep/BUILD", "# @SmokeTest\nmy_tests(name = \"x\")\n"},
};

TEST(SuiteTests, AreThoseOfTheSources) {
  EXPECT_EQ(SuiteLines(kSources, {}), "//a:one [B] A\n//a:two [] A\n//a/deep:all [smoke] A\n");
}

TEST(SuiteTests, OfAListingKeepTheTagsOfComments) {
  Listing listing;
  listing.tests = {{"//a:two", {"smoke"}, {"b/BUILD", {1, 1}}},
                   {"//a:one", {"affected-by:B", "affected-by:A"}, {}},
                   {"//a/deep:x_1", {}, {"a/deep/BUILD", {2, 1}}},
                   {"//b:new", {}, {"a/BUILD", {4, 1}}}};
  EXPECT_EQ(SuiteLines(kSources, {{0, listing}}),
            "//a:two [smoke] B\n//a:one [A B] A\n//a/deep:x_1 [smoke] A\n//b:new [] A\n");
}

}  // namespace
}  // namespace testfed
