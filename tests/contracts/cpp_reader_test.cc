#include <gtest/gtest.h>

#include "contracts/readers.h"
#include "tests/contracts/facts_text.h"

namespace testfed {
namespace {

std::string Tests(const std::string& text) { return TestsOf(Language::kCpp, text, "a_test.cc"); }

TEST(CppReader, EveryMacroOfGoogleTestMakesTests) {
  EXPECT_EQ(Tests("TEST(A, B) {}\n"
                  "TEST_F(A, C) {}\n"
                  "  TEST_P( A , D ) {}\n"
                  "TYPED_TEST(T, E) {}\n"
                  "TYPED_TEST_P(T, F) {}\n"
                  "GTEST_TEST(A, DISABLED_G)\n{}\n"
                  "FUZZ_TEST(Fuzz, H).WithDomains(Any());\n"),
            "A.B 1:1\nA.C 2:1\nA.D 3:3\nT.E 4:1\nT.F 5:1\nA.DISABLED_G 6:1\nFuzz.H 8:1\n");
}

TEST(CppReader, MacrosThatMakeNoTestAreNone) {
  EXPECT_EQ(Tests("class A { FRIEND_TEST(A, B); };\n"
                  "INSTANTIATE_TEST_SUITE_P(X, A, Values(1, 2));\n"
                  "INSTANTIATE_TEST_CASE_P(X, A, Values(1));\n"
                  "TYPED_TEST_SUITE(T, Types);\nTYPED_TEST_SUITE_P(T);\n"
                  "REGISTER_TYPED_TEST_SUITE_P(T, A, B);\n"
                  "GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(A);\n"
                  "TEST_SUITE(a, b) {}\nint LATEST(int, int) { return LATEST(a, b); }\n"
                  "void f() { x.TEST(a, b); y->TEST(a, b); z::TEST(a, b); g(TEST(a, b)); }\n"
                  "TEST(OneArgument) {}\nTEST(Call, OfSomething);\nTEST;\n"),
            "");
}

TEST(CppReader, CommentsAndTextDoNotCount) {
  EXPECT_EQ(Tests("// TEST(A, B) {}\n/* TEST(A, C) {} */\n// spliced \\\nTEST(A, D) {}\n"
                  "const char* a = \"TEST(A, E) {}\";\n"
                  "const char* b = R\"x(\n)\" TEST(A, F) {}\n)x\";\n"
                  "const char* c = \"\\\"\\\nTEST(A, G) {}\";\n"
                  "auto d = u8R\"(\")\" L\"//\";\nchar e = '\"'; int f = 1'000'000;\n"
                  "TEST(A, H) { char g = '\\''; }\n"),
            "A.H 13:1\n");
}

TEST(CppReader, AMacroMaySpanLines) {
  EXPECT_EQ(Tests("TEST_F(\n    LongFixture,  // why\n    LongName /* , x */)\n{\n}\n"
                  "TEST \\\n (A, \\\n B) {}\n"),
            "LongFixture.LongName 1:1\nA.B 6:1\n");
}

TEST(CppReader, TestsStandAnywhereADeclarationBegins) {
  EXPECT_EQ(Tests("namespace a { namespace b {\nTEST(A, B) {}\n}}\nBEGIN_NAMESPACE\nTEST(A, C) {}\n"
                  "SOME_MACRO(x)\nTEST(A, D) {}\n[[maybe_unused]] TEST(A, E) {}\n"
                  "class X { public: TEST(A, F) {} };\nTEST(A, G) {} TEST(A, H) {}\n"),
            "A.B 2:1\nA.C 5:1\nA.D 7:1\nA.E 8:18\nA.F 9:19\nA.G 10:1\nA.H 10:15\n");
}

TEST(CppReader, AllBranchesCountButNotThoseThatNeverLive) {
  EXPECT_EQ(Tests("#if A\nTEST(A, B) {\n#else\nTEST(A, C) {\n#endif\n}\n"
                  "#ifdef B\nTEST(A, B) {}\n#endif\n"
                  "#if 0\nTEST(A, D) {} don't { \n#if 1\nTEST(A, E)\n#else\n#endif\n#else\n"
                  "TEST(A, F) {}\n#endif\n"
                  "  #  if 0 // no\nTEST(A, G) {\n#endif\nTEST(A, H) {}\n#error don't\n"),
            "A.B 2:1\nA.C 4:1\nA.F 17:1\nA.H 22:1\n");
}

TEST(CppReader, NamesThatTheFileDefinesAreSpeltOut) {
  EXPECT_EQ(
      Tests("#if WIN\n#define MAYBE_B DISABLED_B\n#else\n#define MAYBE_B B\n#endif\n"
            "#define SUITE_OTHER Suite\n#define SUITE SUITE_OTHER\nTEST(SUITE, MAYBE_B) {}\n"),
      "Suite.B 8:1\nSuite.DISABLED_B 8:1\n");
}

TEST(CppReader, NamesThatTheFilePastesAreSpeltOut) {
  EXPECT_EQ(Tests("#define FOO(name) Foo##name\n#if X\n#define MAYBE(n) DISABLED_##n\n#else\n"
                  "#define MAYBE(n) n\n#endif\n#define MANY_TESTS(x) TEST(x, T##1) TEST(x##_2, T)\n"
                  "TEST(FOO(A), FOO(B)) {}\nTEST(C, MAYBE(D)) {}\nMANY_TESTS(E)\n"
                  "TEST(A, FOO(FOO(B))) {}\n"),
            "FooA.FooB 8:1\nC.D 9:1\nC.DISABLED_D 9:1\nE.T1 10:1\nE_2.T 10:1\n"
            "A.* 11:1 ? the arguments of `TEST` are no plain names\n");
}

TEST(CppReader, OtherArgumentsBecomePatterns) {
  EXPECT_EQ(
      Tests("TEST(A, CAT(B, __LINE__)) {}\nTEST(F(x), B) {}\nTEST(A, \n#if X\nB) {}\n#endif\n"),
      "A.* 1:1 ? the arguments of `TEST` are no plain names\n"
      "*.B 2:1 ? the arguments of `TEST` are no plain names\n");
}

TEST(CppReader, MacrosMakeTestsWhereTheyAreUsed) {
  EXPECT_EQ(
      Tests("#define MY_TEST(x) TEST(Suite, x)\n"
            "#define TWICE(suite, x) \\\n  TEST(suite, x##_A) { F(); } \\\n"
            "  TEST_F(suite, DISABLED_##x) { G(); }\n"
            "#define ALIAS TEST_P\n#define NESTED(a) MY_TEST(Nested_##a)\n"
            "#define ODD(a) TEST(Odd, CAT(a, b))\n"
            "MY_TEST(One) {}\nTWICE(S, Two)\nALIAS(S, Three) {}\nNESTED(Four) {}\nODD(x) {}\n"),
      "Suite.One 8:1\nS.DISABLED_Two 9:1\nS.Two_A 9:1\nS.Three 10:1\nSuite.Nested_Four 11:1\n"
      "Odd.* 12:1 ? the macro `ODD` makes tests whose names it does not spell out\n");
}

TEST(CppReader, MacrosOfOtherFilesAreKnown) {
  EXPECT_EQ(TestsOf(Language::kCpp, {{"a.h", "#define ACME_TEST(x) TEST(Acme, x)\n"},
                                     {"b_test.cc",
                                      "// @SmokeTest\nACME_TEST(B) {}\nOTHER_TEST(x, y) {}\n"
                                      "TEST_CASE(\"z\") {}\nBOOST_AUTO_TEST_CASE(z) {}\n"}}),
            "b_test.cc Acme.B 2:1 smoke@1:4\n"
            "b_test.cc x.y 3:1 ? the macro `OTHER_TEST` is defined outside the repository\n");
}

TEST(CppReader, AHeadersMacroWithoutTheWordStandsForAllTests) {
  EXPECT_EQ(TestsOf(Language::kCpp, "#define CHECKED(x) TEST(Acme, x)\n", "a.h"),
            "* 1:9 ? tests that the macro `CHECKED` makes in other files are not found, because "
            "its name has no TEST\n");
  EXPECT_EQ(Tests("#define CHECKED(x) TEST(Acme, x)\nCHECKED(y) {}\n"), "Acme.y 2:1\n");
}

TEST(CppReader, RegisteredTestsStandForAllTests) {
  EXPECT_EQ(
      Tests("int main() { testing::RegisterTest(\"A\", b, 0, 0, f, 1, F); }\n"),
      "* 1:23 ? `testing::RegisterTest` makes tests whose names are not written as a macro\n");
}

TEST(CppReader, TagsStandAboveATest) {
  EXPECT_EQ(Tests("/// @SmokeTest because\n// of this\nTEST(A, B) {}\n"
                  "/* @AffectedByJs, @MustRunOnChangesInJvm */\nTEST(A, C) {}\n"
                  "/* @SmokeTest */ TEST(A, D) {}\n"),
            "A.B 3:1 smoke@1:5\nA.C 5:1 affected:Js@4:4 changed:Jvm@4:19\nA.D 6:18 smoke@6:4\n");
}

TEST(CppReader, LooseTagsAreFound) {
  EXPECT_EQ(Tests("// @SmokeTest\n\nTEST(A, B) {}  // @AffectedByJs\nTEST(A, C) {}\n"
                  "// @SmokeTest\nint x;\n"),
            "A.B 3:1\nA.C 4:1\n"
            "! a_test.cc:1:4: `@SmokeTest` applies to no test: it stands above no test "
            "[unused-tag]\n"
            "! a_test.cc:3:19: `@AffectedByJs` applies to no test: it stands above no test "
            "[unused-tag]\n"
            "! a_test.cc:5:4: `@SmokeTest` applies to no test: it stands above no test "
            "[unused-tag]\n");
}

TEST(CppReader, AFixturesTagsHoldForItsTests) {
  EXPECT_EQ(Tests("// @AffectedByJs\nclass ACME_EXPORT Base : public ::testing::Test {};\n"
                  "// @SmokeTest\ntemplate <class T, typename U>\n"
                  "struct Fixture final : protected acme::Base, Other<A, B> { class Inner; };\n"
                  "// @AffectedByJvm\nusing FixtureDeathTest = Fixture;\n"
                  "// @SmokeTest\nclass Lonely {};\n// @SmokeTest\nclass Forward;\n"
                  "TEST_F(Fixture, A) {}\nTEST_P(FixtureDeathTest, B) {}\nTEST(Fixture, C) {}\n"
                  "// @AffectedByJs\nTYPED_TEST(Base, D) {}\n"),
            "Fixture.A 12:1 smoke@3:4 affected:Js@1:4\n"
            "FixtureDeathTest.B 13:1 smoke@3:4 affected:Js@1:4 affected:Jvm@6:4\n"
            "Fixture.C 14:1\n"
            "Base.D 16:1 affected:Js@15:4\n"
            "! a_test.cc:8:4: `@SmokeTest` applies to no test: no test in this file has the "
            "fixture `Lonely` [unused-tag]\n"
            "! a_test.cc:10:4: `@SmokeTest` applies to no test: it stands above no test "
            "[unused-tag]\n");
}

TEST(CppReader, UnbalancedFilesAreUndecided) {
  EXPECT_EQ(Tests("TEST(A, B) {\n"), "A.B 1:1 ? a `}` is missing\n");
  EXPECT_EQ(Tests("TEST(A, B) {}}\n"), "A.B 1:1 ? a `{` is missing\n");
  EXPECT_EQ(Tests("TEST(A, B) {}\n/* TEST(A, C) {}\n"),
            "A.B 1:1\n* 2:1 ? a comment has no end, and tests may be behind it\n");
  EXPECT_EQ(Tests("TEST(A, B) {}\nauto x = R\"(TEST(A, C) {}\n"),
            "A.B 1:1\n* 2:11 ? a raw string has no end, and tests may be behind it\n");
}

TEST(CppReader, FilesWithoutTheWordsAreEmpty) {
  EXPECT_TRUE(ReadCpp("int main() { /* }").empty());
  EXPECT_TRUE(ReadCpp("").empty());
}

TEST(CppReader, ReferencesArePaths) {
  EXPECT_EQ(ReferencesOf(Language::kCpp,
                         "#include \"a/b.h\"\n#include <c/d.h>\n# include \"e.h\" // \"f/g\"\n"
                         "const char* h = \"data/h.txt\"; auto i = R\"(data/i.txt)\";\n"
                         "F(\"a b/c\", \"http://x\", \"*.cc/x\", \"plain\", \"a\\n/b\");\n"),
            "a/b.h 1:10\ne.h 3:11\ndata/h.txt 4:17\ndata/i.txt 4:41\n");
}

TEST(CppReader, SurvivesDamage) {
  ReadDamaged(
      Language::kCpp,
      "#define MY_TEST(x) TEST(Suite, x##_A)\n#if 0\nx\n#else\nTEST(A, B) { f(\"a\\\"/b\"); }\n"
      "#endif\n// @SmokeTest\nclass Fix : public testing::Test<A> {};\n/* @AffectedByJs */\n"
      "TEST_F(Fix, C) { auto s = R\"x(})x\"; }\nMY_TEST(D) {}\nusing E = Fix;\n"
      "testing::RegisterTest(1);\n#include \"a/b.h\"\n",
      "a.h", 1000);
}

}  // namespace
}  // namespace testfed
