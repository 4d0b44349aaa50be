#include <gtest/gtest.h>

#include "contracts/readers.h"
#include "tests/contracts/facts_text.h"

namespace testfed {
namespace {

std::string Tests(const std::string& text) {
  return TestsOf(Language::kGo, "package a\n" + text, "a/b_test.go");
}

TEST(GoReader, FunctionsOfTheThreeKindsAreTests) {
  EXPECT_EQ(
      Tests("import \"testing\"\nfunc TestA(t *testing.T) {}\nfunc Test(t *testing.T) {}\n"
            "func Test_b(t *testing.T) {}\nfunc Test1(_ *testing.T,) {}\n"
            "func TestC(*T) {}\nfunc FuzzD(f *testing.F) {}\nfunc Example() {}\n"
            "func ExampleE_suffix() {\n\t// Output: x\n}\nfunc Test\xc3\x84(t *testing.T) {}\n"
            "func\nTestSplit(\n\tt *testing.T, // why\n) {}\nfunc TestMain(t *testing.T) {}\n"),
      "./a#TestA 3:6\n./a#Test 4:6\n./a#Test_b 5:6\n./a#Test1 6:6\n./a#TestC 7:6\n"
      "./a#FuzzD 8:6\n./a#Example 9:6\n./a#ExampleE_suffix 10:6\n./a#Test\xc3\x84 13:6\n"
      "./a#TestSplit 15:1\n./a#TestMain 18:6\n");
}

TEST(GoReader, OtherFunctionsAreNone) {
  EXPECT_EQ(Tests("func TestMain(m *testing.M) {}\nfunc Testing(t *testing.T) {}\n"
                  "func (s *Suite) TestA() {}\nfunc (s Suite) TestB(t *testing.T) {}\n"
                  "func TestC(t testing.T) {}\nfunc TestD(t *testing.T, x int) {}\n"
                  "func TestE(t *testing.T) error { return nil }\nfunc TestF() {}\n"
                  "func ExampleG(x int) {}\nfunc ExampleH() int { return 1 }\n"
                  "func BenchmarkI(b *testing.B) {}\nfunc test(t *testing.T) {}\n"
                  "func TestJ(a []string, f func(int) [2]int) {}\nfunc FuzzK(t *testing.T) {}\n"
                  "func TestL[T any](t *testing.T) {}\nfunc TestM(a, b *testing.T) {}\n"
                  "var x = func() { func TestN(t *testing.T) {} }\n"),
            "");
}

TEST(GoReader, CommentsAndTextDoNotCount) {
  EXPECT_EQ(Tests("// func TestA(t *testing.T) {}\n/* }\nfunc TestB(t *testing.T) {} */\n"
                  "var a = `\nfunc TestC(t *testing.T) {}\n\\`\nvar b, c = \"\\\"{\", '{'\n"
                  "var d = '\\''\nvar e = 0x1p-2\nfunc TestF(t *testing.T) { f(\"}\") }\n"),
            "./a#TestF 11:6\n");
}

TEST(GoReader, ConstraintsHideNothing) {
  EXPECT_EQ(TestsOf(Language::kGo, "//go:build ignore\n\npackage a\nfunc TestA(t *testing.T) {}\n",
                    "a_test.go"),
            ".#TestA 4:6\n");
}

TEST(GoReader, OnlyFilesThatGoTestBuildsHoldTests) {
  const std::string text = "package a_test\nfunc TestA(t *testing.T) {}\n";
  EXPECT_EQ(TestsOf(Language::kGo, {{".x/a_test.go", text},
                                    {"_b/a_test.go", text},
                                    {"a.go", text},
                                    {"b/_a_test.go", text},
                                    {"b/c/a_test.go", text},
                                    {"b/testdata/a_test.go", text},
                                    {"testdata_test.go", text},
                                    {"vendor/a/a_test.go", text}}),
            "b/c/a_test.go ./b/c#TestA 2:6\ntestdata_test.go .#TestA 2:6\n");
}

TEST(GoReader, TagsStandInTheCommentAbove) {
  EXPECT_EQ(
      Tests("// TestA is a test.\n// @SmokeTest, @AffectedByJs\n//\n//go:noinline\n"
            "func TestA(t *testing.T) {}\n/* @MustRunOnChangesInJvm */\n"
            "func ExampleB() {}\n\n// @SmokeTest\n\nfunc TestC(t *testing.T) {} // @SmokeTest\n"
            "// @SmokeTest\nfunc (s *Suite) TestD() {}\n"),
      "./a#TestA 6:6 smoke@3:4 affected:Js@3:16\n./a#ExampleB 8:6 changed:Jvm@7:4\n"
      "./a#TestC 12:6\n"
      "! a/b_test.go:10:4: `@SmokeTest` applies to no test: it stands above no test "
      "[unused-tag]\n"
      "! a/b_test.go:12:32: `@SmokeTest` applies to no test: it stands above no test "
      "[unused-tag]\n"
      "! a/b_test.go:13:4: `@SmokeTest` applies to no test: it stands above no test "
      "[unused-tag]\n");
}

TEST(GoReader, UnbalancedFilesAreUndecided) {
  EXPECT_EQ(Tests("func TestA(t *testing.T) {\n"), "./a#TestA 2:6 ? a `}` is missing\n");
  EXPECT_EQ(Tests("func TestA(t *testing.T) { f( }\nfunc TestB(t *testing.T) {}\n"),
            "./a#TestA 2:6 ? a `}` has no partner\n./a#TestB 3:6 ? a `}` has no partner\n");
  EXPECT_EQ(Tests("func TestA(t *testing.T) {}\n/*\n"), "./a#TestA 2:6 ? a comment has no end\n");
  EXPECT_EQ(Tests("func TestA(t *testing.T) {}\nvar x = `\n"),
            "./a#TestA 2:6 ? a raw string has no end\n");
  EXPECT_EQ(Tests("func TestA(t *testing.T) {}\nvar x = \"\n"),
            "./a#TestA 2:6 ? a quoted text does not end on its line\n");
}

TEST(GoReader, KnowsPackageAndImports) {
  SourceFacts facts = ReadGo(
      "package a // Test\nimport \"fmt\"\nimport (\n\t. \"math\"\n\t_ \"os\"; x \"io/fs\"\n)\n");
  EXPECT_EQ(facts.package, "a");
  std::vector<Import> imports = {{"fmt", "", false, false},
                                 {"math", "", true, false},
                                 {"os", "_", false, false},
                                 {"io/fs", "x", false, false}};
  EXPECT_EQ(facts.imports, imports);
}

TEST(GoReader, FilesWithoutTheWordsAreEmpty) {
  EXPECT_TRUE(ReadGo("package a\nfunc f() { /*").empty());
  EXPECT_TRUE(ReadGo("").empty());
}

TEST(GoReader, ReferencesArePaths) {
  EXPECT_EQ(
      ReferencesOf(Language::kGo,
                   "package a\nimport \"io/fs\"\nimport (\n\t\"../b\"\n\t\"c/d\"\n)\n"
                   "var e = f(\"data/e.txt\", `data/f.txt`, \"a b/c\", \"http://x\", \"*/x\")\n"),
      "../b 4:2\ndata/e.txt 7:11\ndata/f.txt 7:25\n");
}

TEST(GoReader, SurvivesDamage) {
  ReadDamaged(
      Language::kGo,
      "package a\nimport (\n. \"testing\"\nx \"../y\"\n)\n// @SmokeTest\n//go:noinline\n"
      "func TestA(t *T) { f(`x`, '\\'', \"a\\\"/b\") }\n/* @AffectedByJs */\n"
      "func (s S) TestB() { m[1] = T{2} }\nfunc ExampleC() {\n}\nfunc FuzzD(f *testing.F) {}\n",
      "a_test.go", 1000);
}

}  // namespace
}  // namespace testfed
