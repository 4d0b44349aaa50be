#include <gtest/gtest.h>

#include <algorithm>

#include "contracts/readers.h"
#include "contracts/test_resolver.h"

namespace testfed {
namespace {

struct Source {
  std::string path, text;
  bool is_test_file = true;
};

Discovery Discover(std::vector<Source> sources, const ResolveOptions& options = {}) {
  std::sort(sources.begin(), sources.end(),
            [](const Source& a, const Source& b) { return a.path < b.path; });
  std::vector<SourceFile> files;
  for (const Source& source : sources) {
    SourceFile file;
    file.path = source.path;
    file.language = source.path.ends_with(".java") ? Language::kJava : Language::kKotlin;
    file.facts = std::make_shared<const SourceFacts>(ReadSource(file.language, source.text));
    file.is_test_file = source.is_test_file;
    files.push_back(file);
  }
  return ResolveTests(files, options);
}

// "id [Smoke] [Js at file:line] (undecided)" and the findings, one a line.
std::string Render(const Discovery& discovery) {
  std::string text;
  for (const Test& test : discovery.tests) {
    text += test.id;
    for (const Tag& tag : test.tags) {
      text += tag.kind == Tag::Kind::kSmoke      ? " smoke"
              : tag.kind == Tag::Kind::kAffected ? " " + tag.domain
                                                 : " changed:" + tag.domain;
      text += "@" + tag.at.file + ":" + std::to_string(tag.at.position.line);
    }
    if (!test.undecided.empty()) text += " (" + test.undecided + ")";
    text += "\n";
  }
  for (const Finding& finding : discovery.findings) {
    text += ToString(finding.place) + ": " + finding.message + " [" + finding.code + "]\n";
  }
  return text;
}

std::string Tests(std::vector<Source> sources) { return Render(Discover(std::move(sources))); }

const char kImports[] = "import org.junit.jupiter.api.*;\n";

std::string Java(const std::string& text) { return "package p; " + std::string(kImports) + text; }

TEST(JvmResolverTest, EveryKindOfTestIsOne) {
  EXPECT_EQ(Tests({{"A.java", Java("import org.junit.jupiter.params.*;\n"
                                   "class A { @Test void t() {} @ParameterizedTest void p(int i, "
                                   "String s, java.util.Map.Entry<K, V> e) {}\n"
                                   "@RepeatedTest(3) void r() {} @TestFactory Object f() { return "
                                   "null; } @TestTemplate void tt() {} void no() {}\n"
                                   "@BeforeEach void b() {} }")}}),
            "p.A#t\np.A#p(int,java.lang.String,java.util.Map$Entry)\np.A#r\np.A#f\np.A#tt\n");
}

TEST(JvmResolverTest, NamesAreResolved) {
  EXPECT_EQ(Tests({{"A.java",
                    "class A { @org.junit.jupiter.api.Test void a() {} @Test void unknown() {} "
                    "@org.junit.Test public void old() {} }"},
                   {"B.java", "import org.junit.Test; class B { @Test void b() {} }"},
                   {"C.java", "import my.Test; class C { @Test void no() {} }"},
                   {"Test.java", "package my; public @interface Test {}"}}),
            "A#a\nA#unknown\nA#old\nB#b\n");
}

TEST(JvmResolverTest, WhatJunitDoesNotRunIsNoTest) {
  EXPECT_EQ(Tests({{"A.java", Java("abstract class A { @Test void t() {} }\n"
                                   "interface I { @Test void i(); @Test default void d() {} }\n"
                                   "class B { @Test private void a() {} @Test static void b() {} "
                                   "@Test int c() { return 1; }\n"
                                   "class Inner { @Test void d() {} } private static class P { "
                                   "@Test void e() {} }\n"
                                   "void m() { class Local { @Test void f() {} } } }")}}),
            "");
}

TEST(JvmResolverTest, MetaAnnotationsMakeTests) {
  std::vector<Source> sources = {
      {"A.java", Java("class A { @Deep void deep() {} @Hidden void hidden() {} }")},
      {"Deep.java", Java("import java.lang.annotation.*;\n"
                         "@Retention(RetentionPolicy.RUNTIME) @Fast @interface Deep {}\n"
                         "@Retention(RetentionPolicy.RUNTIME) @Test @AffectedByJs @Deep @interface "
                         "Fast {}\n@Test @interface Hidden {}\n@interface AffectedByJs {}")}};
  EXPECT_EQ(Tests(sources), "p.A#deep Js@A.java:2\n");
}

TEST(JvmResolverTest, TagsReachTestsFromEverywhere) {
  std::vector<Source> sources = {
      {"a/Base.java",
       "package a; import org.junit.jupiter.api.*;\n"
       "@t.AffectedByBase public abstract class Base implements Face {\n"
       "  @Test void inherited() {}\n"
       "  @Test void overridden() {}\n"
       "  @t.SmokeTest @Test void again() {} }"},
      {"a/Face.java",
       "package a; import org.junit.jupiter.api.*;\n"
       "@t.AffectedByFace interface Face { @Test default void face() {} }"},
      {"b/Sub.java",
       "package b; import org.junit.jupiter.api.*; import t.*; import a.Base;\n"
       "@AffectedBySub class Sub extends Base {\n"
       "  @SmokeTest @Test void own() {}\n"
       "  void overridden() {}\n"
       "  @Override @Test void again() {} }"}};
  EXPECT_EQ(Tests(sources),
            "b.Sub#face Base@a/Base.java:2 Face@a/Face.java:2 Sub@b/Sub.java:2\n"
            "b.Sub#inherited Base@a/Base.java:2 Face@a/Face.java:2 Sub@b/Sub.java:2\n"
            "b.Sub#own smoke@b/Sub.java:3 Base@a/Base.java:2 Face@a/Face.java:2 Sub@b/Sub.java:2\n"
            "b.Sub#again Base@a/Base.java:2 Face@a/Face.java:2 Sub@b/Sub.java:2\n"
            "a/Base.java:5:3: `@t.SmokeTest` applies to no test [unused-tag]\n");
}

TEST(JvmResolverTest, TheOuterClassCountsForNestedOnes) {  // behaviour 31
  EXPECT_EQ(
      Tests({{"A.java", Java("@SmokeTest @Tag(\"affected-by:Js\") class A {\n"
                             "@Nested class In { @Test void a() {} @Nested class Deep { @Test "
                             "void b() {} } }\n"
                             "static class Other { @Test void c() {} } }")}}),
      "p.A$In#a smoke@A.java:2 Js@A.java:2\n"
      "p.A$In$Deep#b smoke@A.java:2 Js@A.java:2\n"
      "p.A$Other#c smoke@A.java:2\n");
}

TEST(JvmResolverTest, JunitTagsAreLabels) {
  std::vector<Source> sources = {
      {"A.java", Java("class A {\n"
                      "@Test @Tag(\"smoke\") void a() {}\n"
                      "@Test @Tags({@Tag(\"affected-by:Js\"), @Tag(\"slow\")}) void b() {}\n"
                      "@Test @Tag(K) void c() {}\n"
                      "@Test @io.Tag(\"smoke\") void d() {}\n"
                      "@Test @Composed void e() {}\n"
                      "@Test @Hidden void f() {} }")},
      {"C.java", Java("import java.lang.annotation.*;\n"
                      "@Retention(RetentionPolicy.RUNTIME) @Tag(\"smoke\") @interface Composed {}\n"
                      "@Tag(\"smoke\") @interface Hidden {}")}};
  EXPECT_EQ(Tests(sources),
            "p.A#a smoke@A.java:3\n"
            "p.A#b Js@A.java:4\n"
            "p.A#c (the argument of `@Tag` is not literal text)\n"
            "p.A#d\n"
            "p.A#e smoke@A.java:7\n"
            "p.A#f\n"
            "A.java:5:7: the argument of `@Tag` is not literal text, so its tests are selected in "
            "every plan [undecided-tag]\n");
}

TEST(JvmResolverTest, TheNearestPlaceIsKept) {
  EXPECT_EQ(Tests({{"A.java", Java("@SmokeTest @AffectedByJs\n"
                                   "class A {\n"
                                   "@AffectedByJs @MustRunOnChangesInJs\n"
                                   "@Test void a() {} }")}}),
            "p.A#a smoke@A.java:2 Js@A.java:4 changed:Js@A.java:4\n");
}

TEST(JvmResolverTest, CommentsAreTags) {
  EXPECT_EQ(Tests({{"A.java", Java("// @AffectedByA\n"
                                   "class A {\n"
                                   "// @SmokeTest\n"
                                   "@Test\n"
                                   "// @AffectedByB\n"
                                   "void a() { /* @AffectedByC */ }\n"
                                   "// @AffectedByD\n"
                                   "void b() {} int x; }")}}),
            "p.A#a smoke@A.java:4 A@A.java:2 B@A.java:6\n"
            "A.java:7:15: the comment `@AffectedByC` applies to no test [unused-tag]\n"
            "A.java:8:4: the comment `@AffectedByD` applies to no test [unused-tag]\n");
}

TEST(JvmResolverTest, TwoDeclarationsOfATagDecideNothing) {
  EXPECT_EQ(
      Tests({{"A.java", Java("class A { @SmokeTest @Test void a() {} @Test void b() {} }")},
             {"x/S.java", "package x; @interface SmokeTest {}"},
             {"y/S.java", "package y; @interface SmokeTest {}"}}),
      "p.A#a smoke@A.java:2 (`@SmokeTest` has two declarations, x/S.java:1:23 and "
      "y/S.java:1:23)\n"
      "p.A#b\n"
      "A.java:2:11: `@SmokeTest` has two declarations, x/S.java:1:23 and y/S.java:1:23, so its "
      "tests are selected in every plan [undecided-tag]\n");
}

TEST(JvmResolverTest, AnUnreadableFileRunsWhole) {
  EXPECT_EQ(
      Tests({{"A.java", Java("class A { @Test void a() {}")}, {"B.java", "class B { void b() {"}}),
      "p.A (the file cannot be read: a `}` is missing)\n"
      "p.A#a (A.java cannot be read: a `}` is missing)\n"
      "A.java:2:28: the file cannot be read: a `}` is missing, so its tests are selected in "
      "every plan [undecided-tag]\n");
}

TEST(JvmResolverTest, CyclesEnd) {
  EXPECT_EQ(Tests({{"A.java", Java("import java.lang.annotation.*;\n"
                                   "class A extends B { @X @Test void a() {} }\n"
                                   "class B extends A { @Test void b() {} }\n"
                                   "@Retention(RetentionPolicy.RUNTIME) @Y @interface X {}\n"
                                   "@Retention(RetentionPolicy.RUNTIME) @X @SmokeTest @interface Y "
                                   "{}")}}),
            "p.A#b\np.A#a smoke@A.java:3\np.B#a smoke@A.java:3\np.B#b\n");
}

TEST(JvmResolverTest, NestedClassesAreInherited) {
  EXPECT_EQ(
      Tests({{"A.java", Java("abstract class A { @SmokeTest @Nested class In { @Test void a() "
                             "{} } }\n"
                             "class B extends A { @Test void b() {} }")}}),
      "p.B\np.B#b\n");
}

TEST(JvmResolverTest, LibrariesAreListed) {
  ResolveOptions options;
  options.library_tags = {{"lib.Fast", "SmokeTest"}, {"lib.Base", "AffectedByJs"}};
  Discovery discovery = Discover(
      {{"A.java", Java("import lib.*;\nimport lib.Fast; import lib.Base; import lib.Slow; import "
                       "lib.ContractTests;\n"
                       "class A extends Base { @Fast @Test void a() {} @Slow @Test void b() {} "
                       "@DisplayName(\"x\") @Deprecated @lib.CartesianTest void c() {} }\n"
                       "class SubTest extends ContractTests {}\n"
                       "class Helper extends ContractTests {}\n")}},
      options);
  EXPECT_EQ(Render(discovery),
            "p.A#a smoke@A.java:4 Js@A.java:4\np.A#b Js@A.java:4\np.A#c Js@A.java:4\np.SubTest\n");
  std::string libraries;
  for (const LibraryType& one : discovery.libraries) {
    libraries += one.name + (one.is_annotation ? " @" : " ") + std::to_string(one.count) + " " +
                 ToString(one.first) + "\n";
  }
  EXPECT_EQ(libraries,
            "lib.CartesianTest @1 A.java:4:102\n"
            "lib.ContractTests 1 A.java:5:7\n"
            "lib.Slow @1 A.java:4:48\n");
}

TEST(JvmResolverTest, OldTestCases) {
  EXPECT_EQ(Tests({{"A.java",
                    "import junit.framework.TestCase;\n"
                    "public class A extends TestCase { public void testA() {} public void "
                    "helper() {} void testB() {} }"}}),
            "A#testA\n");
}

TEST(JvmResolverTest, OtherFilesOnlyLend) {
  EXPECT_EQ(Tests({{"Base.java",
                    Java("@AffectedByJs abstract class Base { @Test void t() {} }\n"
                         "class NoSuite extends Base {}"),
                    false},
                   {"Sub.java", Java("class Sub extends Base {}")}}),
            "p.Sub#t Js@Base.java:2\n");
}

}  // namespace
}  // namespace testfed
