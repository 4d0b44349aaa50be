#include <gtest/gtest.h>

#include "tests/contracts/resolved_tests.h"

namespace testfed {
namespace {

std::string Lines(const std::string& text) { return TestLines(Resolved({{"a.test.ts", text}})); }

TEST(ScriptResolver, NamesGroupsAndTests) {
  EXPECT_EQ(Lines("describe('g', () => { describe('h', () => { it('a') }); it('b') })\nit('c')"),
            "a.test.ts > g > h > a\na.test.ts > g > b\na.test.ts > c\n");
}

TEST(ScriptResolver, TagsComeFromEveryLevel) {
  EXPECT_EQ(Lines("// @AffectedByFile\nimport 'x'\n// @AffectedByG\ndescribe('g', () => {\n"
                  "  // @SmokeTest\n  it('a')\n  it('b')\n})\n"),
            "a.test.ts > g > a [smoke by:File by:G]\na.test.ts > g > b [by:File by:G]\n");
}

TEST(ScriptResolver, ComputedNamesAreTheFile) {
  EXPECT_EQ(Lines("// @SmokeTest\nit(name)\n// @AffectedByA\ntest.each([1])('x')\nit('b')\n"
                  "describe.each([1])('g', () => { it('c') })\n"),
            "a.test.ts [smoke by:A]\na.test.ts > b\n");
}

TEST(ScriptResolver, AFileWithoutTestsIsOne) {
  EXPECT_EQ(Lines("// @SmokeTest\nimport { run } from './run'\nrun()\n"), "a.test.ts [smoke]\n");
  EXPECT_EQ(Lines(""), "a.test.ts\n");
}

TEST(ScriptResolver, TaggedGroupsWithUnseenTestsAreTheFile) {
  EXPECT_EQ(Lines("// @SmokeTest\ndescribe('g', () => {\n  shared()\n  it('a')\n})\n"
                  "describe('h', () => { shared(); it('b') })\n"),
            "a.test.ts [smoke]\na.test.ts > g > a [smoke]\na.test.ts > h > b\n");
}

TEST(ScriptResolver, BrokenFilesAreSelected) {
  const Discovery found = Resolved({{"a.test.ts", "it('a', () => {\n"}});
  EXPECT_EQ(TestLines(found),
            "a.test.ts !a `{` is not closed\na.test.ts > a !a `{` is not closed\n");
  EXPECT_EQ(FindingLines(found),
            "a.test.ts:2:1: warning: a `{` is not closed; the file's tests are selected "
            "[undecided-tag]\n");
}

}  // namespace
}  // namespace testfed
