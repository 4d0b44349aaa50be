#include <gtest/gtest.h>

#include "contracts/readers.h"
#include "contracts/script_lexer.h"
#include "tests/contracts/source_damage.h"

namespace testfed {
namespace {

std::string Outline(std::string_view text) {
  const SourceFacts facts = ReadScript(text);
  std::string lines;
  for (const SourceDeclaration& one : facts.declarations) {
    int depth = 0;
    for (int at = one.parent; at >= 0; at = facts.declarations[static_cast<size_t>(at)].parent) {
      ++depth;
    }
    lines += std::string(static_cast<size_t>(depth), ' ') + std::to_string(one.position.line) +
             " " + (one.kind == SourceDeclaration::Kind::kGroup ? "group " : "") + one.name;
    if (!one.literal) lines += "?";
    for (const std::string& modifier : one.modifiers) lines += " " + modifier;
    for (const Annotation& mark : one.annotations) lines += " @" + mark.name;
    lines += "\n";
  }
  for (const Annotation& mark : facts.annotations) lines += "file @" + mark.name + "\n";
  for (const Annotation& mark : facts.loose_tags) lines += "loose @" + mark.name + "\n";
  for (const Undecided& one : facts.undecided) {
    lines += "! " + std::to_string(one.position.line) + " " + one.text + "\n";
  }
  return lines;
}

TEST(ScriptSource, FindsCalls) {
  EXPECT_EQ(
      Outline("describe('a', () => {\n  it('b', () => {})\n  test(`c`, async function () {});\n"
              "  describe.skip(\"d\\x21\", function () { it.only('e' + 'f', x) })\n})\n"
              "test.concurrent.skip('g', () => {}); fit('h'); it.todo('i'); suite('j', () => {})"),
      "1 group a\n 2 b\n 3 c\n 4 group d!\n  4 ef\n6 g\n6 h\n6 i\n6 group j\n");
}

TEST(ScriptSource, ComputedTitlesAreNoNames) {
  EXPECT_EQ(
      Outline("it(`a${b}`, f); it(name, f); it('a' + b, f); test.each([1])('x %i', f)\n"
              "test.each`a|b\n${1}|${'}'}`('y', f); it.for<[A<B>, C]>([])('z', f)\n"
              "describe.each([1])('g', () => { it('k', f) }); describe(Foo, () => {})\n"
              "it.runIf(x)('l', f)"),
      "1 ?\n1 ?\n1 ?\n1 x %i? each\n2 y? each\n3 z? each\n4 group g? each\n 4 k\n4 group ?\n5 l\n");
}

TEST(ScriptSource, OtherNamesAreNone) {
  EXPECT_EQ(Outline("x.test('a'); /it('b')/.test('c'); const o = { test: 1, it() {}, test(x) {} }\n"
                    "function test(a) {} class A { it(x) { } }\n// it('c')\n/* it('d') */\n"
                    "const s = \"it('e')\" + `it('f')`\n"),
            "");
}

TEST(ScriptSource, AliasesAreFollowed) {
  EXPECT_EQ(Outline("import { test as t, it } from 'vitest'\nimport * as v from 'vitest'\n"
                    "t('a', f); v.it('b', f); const my = t.extend({ x: 1 })\nmy('c', f)\n"
                    "const maybe = win ? it.skip : it\nmaybe('d', f)\n"
                    "const { describe: group } = require('x')\ngroup('e', f)\nwrap(it)\n"),
            "3 a\n3 b\n4 c\n6 d\n8 group e\n9 ? call\n9 ? passed\n");
}

TEST(ScriptSource, TestsOfFunctionsHaveUnknownNames) {
  EXPECT_EQ(
      Outline("function shared() { it('a', f) }\nconst g = () => { it('b', f) }\n"
              "const h = () => it('c', f)\nwrap(() => { it('d', f) })\n"
              "describe('x', () => { function s() { it('e', f) } })\n"),
      "1 a? nested\n2 b? nested\n3 c? nested\n4 ? call\n4 d? nested\n5 group x\n 5 e? nested\n");
  EXPECT_EQ(Outline("if (x) { it('a', f) } else { it('b', f) }\nfor (const y of z) it('c', f)\n"
                    "describe('x', () => { for (;;) { try { it('d', f) } catch (e) { } } })\n"
                    "xs.forEach(x => { it('e', f) }); xs.map(x => it('g', f))\n"
                    "describe('y', () => it('h', f))\n"),
            "1 a\n1 b\n2 c\n3 group x\n 3 d\n4 ? call\n4 e\n4 g\n5 group y\n 5 h\n");
}

TEST(ScriptSource, RegularExpressionsAndDivisions) {
  EXPECT_EQ(
      Outline("a = b / c / d; x = /[/'\"]\\/`/g; if (y) /'/.test(z); f(/`/, (a) / 2 / `${'}'}`)\n"
              "i++ / 2; j = k! / 3 / `a`; return /\"/; const o = {} / 1; {} /'/.x\n"
              "x.return / 2 / 1; 1 / 2; `a${b}` / 2; a[0] / 2; y = !/'/.test(z)\nit('a')\n"),
      "1 ? call\n4 a\n");
}

TEST(ScriptSource, ElementsHoldText) {
  EXPECT_EQ(
      Outline("const a = <div title=\"it's\" {...p} on={() => `}`}>don't {x ? <b/> : 'y'} \"\n"
              "  <A.B<C> c='>' /> <>it's</> { /* ' */ }</div>;\nit('a', () => <p>'</p>)\n"),
      "3 a\n");
}

TEST(ScriptSource, TypesAreNoElements) {
  EXPECT_EQ(Outline("const a = <T,>(x: T) => x; const b = <T extends 'a'>(x: T) => x\n"
                    "const c = <any>d; const e = <Foo<'x'>>f; if (a < b && c > d) {}\n"
                    "class X<T> { @D('x') m<T>(a: Array<Array<T>>): void {} }\n"
                    "const s = x as unknown satisfies Y; let z = f<string>('x')\nit<T>('a', f)\n"),
            "5 a\n");
}

TEST(ScriptSource, CommentsAreTags) {
  EXPECT_EQ(
      Outline("#!/usr/bin/env node\n// @SmokeTest\nimport 'x'\n// @AffectedByA, @AffectedByB\n"
              "describe('a', () => {\n  /**\n   * @SmokeTest\n   */\n  it('b')\n"
              "  // @SmokeTest\n\n  it('c') // @AffectedByC\n  it('d')\n})\n"),
      "5 group a @AffectedByA @AffectedByB\n 9 b @SmokeTest\n 12 c\n 13 d\n"
      "file @SmokeTest\nloose @SmokeTest\nloose @AffectedByC\n");
}

TEST(ScriptSource, WhatIsBrokenIsUndecided) {
  EXPECT_EQ(Outline("it('a', () => {"), "1 a\n! 1 a `{` is not closed\n");
  EXPECT_EQ(Outline("x)"), "! 1 a `)` closes nothing\n");
  EXPECT_EQ(Outline("'a\n'"), "! 1 a string is not closed\n");
  EXPECT_EQ(Outline("`a${b"), "! 1 a template is not closed\n");
  EXPECT_EQ(Outline("x = /a\n/"), "! 1 a regular expression is not closed\n");
  EXPECT_EQ(Outline("/* a"), "! 1 a comment is not closed\n");
  EXPECT_EQ(Outline("x = <a b>"), "! 1 an element is not closed\n");
}

TEST(ScriptSource, ReferencesAreFound) {
  std::string lines;
  for (const Reference& one :
       ReadScriptReferences("import a from './a'\nimport '../b.css'\nexport * from "
                            "'./c'\nrequire('./d'); import('./e')\n"
                            "jest.mock('../f', () => {}); import g from "
                            "'lib/g'\nread('data/h.txt', 'no path', 'https://x/y')\n")) {
    lines += (one.kind == Reference::Kind::kImport ? "import " : "text ") + one.text + "\n";
  }
  EXPECT_EQ(lines,
            "import ./a\nimport ../b.css\nimport ./c\nimport ./d\nimport ./e\nimport ../f\n"
            "text data/h.txt\n");
}

TEST(ScriptSource, SurvivesDamage) {
  ExpectSurvivesDamage(
      ReadScript,
      "// @SmokeTest\nimport {it as t} from 'x'\ndescribe.each`a${1}`('g', () => {\n"
      "  /* @AffectedByA */ t(`x`, () => <a b={c}>'{d}</a>)\n  x = /[/]/ / 2\n"
      "  test.each<A<B>>([1])('y' + \"z\\u{41}\", f)\n  const { it: u } = r; v = "
      "t.extend({})\n})\n",
      5000);
}

}  // namespace
}  // namespace testfed
