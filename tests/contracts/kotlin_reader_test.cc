#include <gtest/gtest.h>

#include "contracts/readers.h"

namespace testfed {
namespace {

// One line a declaration: "Outer.name(types) [modifiers] : supertypes @Annotation(text)?".
std::string Read(std::string_view text) {
  SourceFacts facts = ReadKotlin(text);
  std::string lines;
  std::vector<std::string> paths;
  for (const SourceDeclaration& one : facts.declarations) {
    std::string path =
        one.parent < 0 ? one.name : paths[static_cast<size_t>(one.parent)] + "." + one.name;
    paths.push_back(path);
    lines += path;
    auto list = [&](const std::vector<std::string>& words, std::string before, std::string after) {
      if (words.empty()) return;
      for (size_t i = 0; i < words.size(); ++i) lines += (i == 0 ? before : ",") + words[i];
      lines += after;
    };
    if (one.kind == SourceDeclaration::Kind::kFunction) lines += "()";
    if (one.kind == SourceDeclaration::Kind::kFunction) list(one.parameters, " of ", "");
    list(one.modifiers, " [", "]");
    list(one.supertypes, " : ", "");
    for (const Annotation& annotation : one.annotations) {
      lines += (annotation.comment ? " //@" : " @") + annotation.name;
      list(annotation.arguments, "(", ")");
      if (!annotation.literal) lines += "?";
    }
    lines += "\n";
  }
  for (const Annotation& annotation : facts.annotations) lines += "file @" + annotation.name + "\n";
  for (const Annotation& tag : facts.loose_tags) lines += "loose @" + tag.name + "\n";
  for (const Undecided& one : facts.undecided) {
    lines += std::to_string(one.position.line) + ": " + one.text + "\n";
  }
  return lines;
}

TEST(KotlinReaderTest, CommentsNestAndTextHoldsTemplates) {
  EXPECT_EQ(Read("/* /* class A */ class B */ class C {\n"
                 "  val x = \"${if (a) \"}${\"{\"}\" else \"\\\"\"}\" + '\"' + '\\''\n"
                 "  val y = \"\"\"a \" \"\" } ${\"\"\"}\"\"\"} \\\"\"\"\"\n"
                 "  @T fun f() = \"$x {\"\n"
                 "  @T fun `a {name} \"of\" words`() {}\n"
                 "}"),
            "C\nC.f() [public] @T\nC.a {name} \"of\" words() [public] @T\n");
}

TEST(KotlinReaderTest, TypesOfAllKinds) {
  EXPECT_EQ(
      Read("private class A<T : Any>(val x: Int = f({ 1 })) : B<T>(x), c.D by d, E where T : F\n"
           "sealed interface I\nfun interface Fun { fun one() }\n"
           "data class P(val a: Int)\nenum class Q { A { @T fun no() {} }, B; @T fun q() {} }\n"
           "annotation class R\n@Retention(AnnotationRetention.SOURCE) annotation class S\n"
           "object O { class N; inner class M; companion object { @T fun c() {} } }\n"
           "class Z { companion object Named : B() }\n"
           "abstract class W @Inject internal constructor() : V()\n"
           "typealias T = org.junit.Test\n"),
      "A : B,c.D,E\nI [abstract,interface]\nFun [interface]\nP\nQ\nQ.q() [public] @T\n"
      "R [runtime]\nS @Retention?\nO\nO.N [static]\nO.M\nO.Companion [companion,static]\n"
      "O.Companion.c() [public] @T\nZ\nZ.Named [companion,static] : B\nW [abstract] : V\n"
      "T [typealias] : org.junit.Test\n");
}

TEST(KotlinReaderTest, ExpressionsAreNoDeclarations) {
  EXPECT_EQ(
      Read("class A {\n"
           "  val a = object : B() { @T fun no() {} }\n"
           "  val b = fun(x: Int): Int { return x }\n"
           "  val c = String::class\n"
           "  val d get() = when (x) { 1 -> object { }\n else -> 2 }\n"
           "  @T fun f() = run outer@{ return@outer 1 }\n"
           "  @T fun g() =\n    if (a < b) this@A.x else c > d\n"
           "  @get:T val e by lazy { 1 }\n"
           "  init { class Local { @T fun no() {} } }\n"
           "  @T constructor(x: Int) : this() { }\n"
           "  @T fun <X> X?.ext(a: Int?, vararg b: List<X>, c: X, d: () -> Unit = {}): Map<A, B>? "
           "where X : Y = 1\n"
           "  @T fun last() {}\n"
           "}\n@T internal fun top() {}"),
      "A\nA.f() [public] @T\nA.g() [public] @T\nA.ext() of *,Int?,List[],*,* [public] @T\n"
      "A.last() [public] @T\ntop() [internal] @T\n");
}

TEST(KotlinReaderTest, AnnotationsOfAllForms) {
  EXPECT_EQ(
      Read("@file:F @file:[G H(\"x\")]\npackage a.b\nimport c.D as E\n"
           "@[A B(\"x\")] @c.D<Int>(value = [\"a\", \"b\" + \"c\"]) @Tags(Tag(\"p\"), Tag(K))\n"
           "@Tag(\"$x\") @Tag(\"\"\"raw\"\"\") @Tag(name = K, value = \"\\u0041\\$\") class X\n"
           "annotation class Y\n@Z internal class W\n"),
      "X @A @B(x) @c.D(a,bc) @Tags @Tag(p) @Tag? @Tag? @Tag(raw) @Tag(A$)\nY [runtime]\nW @Z\n"
      "file @F\nfile @G\nfile @H\n");
}

TEST(KotlinReaderTest, CommentsAreTags) {
  EXPECT_EQ(
      Read("/** @SmokeTest */\nclass A {\n// @AffectedByA\nval x = 1\n// @AffectedByB\n@T\n"
           "// @AffectedByC\nfun f() {}\n}"),
      "A //@SmokeTest\nA.f() [public] //@AffectedByB @T //@AffectedByC\nloose @AffectedByA\n");
}

TEST(KotlinReaderTest, WhatDoesNotEndIsUndecided) {
  EXPECT_EQ(Read("class A { @T fun f() {} \n"), "A\nA.f() [public] @T\n2: a `}` is missing\n");
  EXPECT_EQ(Read("class A {}\n}"), "A\n2: this `}` closes nothing\n");
  EXPECT_EQ(Read("val x = \"a\n"), "1: a text does not end\n");
  EXPECT_EQ(Read("/* /* */"), "1: a comment does not end\n");
}

}  // namespace
}  // namespace testfed
