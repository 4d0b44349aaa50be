#include <gtest/gtest.h>

#include "contracts/python_strings.h"
#include "contracts/readers.h"
#include "tests/contracts/source_damage.h"

namespace testfed {
namespace {

// `line name(annotations)` a declaration; indented below its parent.
std::string Outline(std::string_view text) {
  const SourceFacts facts = ReadPython(text);
  std::string lines;
  for (const SourceDeclaration& one : facts.declarations) {
    int depth = 0;
    for (int at = one.parent; at >= 0; at = facts.declarations[static_cast<size_t>(at)].parent)
      ++depth;
    lines += std::string(static_cast<size_t>(depth), ' ') + std::to_string(one.position.line) +
             " " + one.name;
    for (const Annotation& mark : one.annotations) {
      lines += " @" + mark.name;
      for (const std::string& argument : mark.arguments) lines += "'" + argument + "'";
      if (!mark.literal) lines += "?";
    }
    for (const std::string& modifier : one.modifiers) lines += " " + modifier;
    lines += "\n";
  }
  for (const Annotation& mark : facts.annotations) lines += "pytestmark @" + mark.name + "\n";
  for (const Undecided& one : facts.undecided) {
    lines += "! " + std::to_string(one.position.line) + " " + one.text + "\n";
  }
  return lines;
}

TEST(PythonSource, FindsNestedDeclarations) {
  EXPECT_EQ(Outline("class A(B, c.D[int], metaclass=M):\n"
                    "    def f(self,\n  x='''\ndef no(): pass\n'''): pass\n"
                    "    async  def g(self):\n    \tdef h(): pass\n"
                    "class E[T]: pass\n"
                    "def k[T: int](x) -> {'a': [1]}: return 1\n"),
            "1 A\n 2 f\n 6 g\n  7 h\n8 E\n9 k\n");
}

TEST(PythonSource, KnowsConditions) {
  EXPECT_EQ(Outline("if x:\n  def a(): pass\nelse:\n  try:\n    class B:\n      def c(self): pass\n"
                    "  finally: pass\ndef d(): pass\n"),
            "2 a conditional\n5 B conditional\n 6 c\n8 d\n");
}

TEST(PythonSource, StringsHideWhatTheyHold) {
  EXPECT_EQ(Outline("x = 'def a(): pass' \"\\\"\" r'\\'' rb\"\"\"\ndef b():\n\"\"\"\n"
                    "y = f'{x[\"(\"]!r:{w}>{\"}\"}} {{ ' f\"{f\"{f'{1}'}\"}\" F'''\n{\n1:\n}\n'''\n"
                    "z = rf'\\{x}' f'\\N{LATIN SMALL LETTER A}' 'a\\\n(' u'' bR''\n"
                    "def d(): pass\n"),
            "11 d\n");
}

TEST(PythonSource, LinesJoin) {
  EXPECT_EQ(Outline("\xef\xbb\xbf@a. \\\n  b(\n  # ) comment\n)\ndef \\\n  c(): pass\r\nx = 1; y = "
                    "\\\r\n 2\r\n"
                    "def d(): pass\rdef e(): pass\n\f\ndef g(): pass"),
            "6 c @a.b\n9 d\n10 e\n12 g\n");
}

TEST(PythonSource, MarksAreRead) {
  EXPECT_EQ(Outline("@pytest.mark.smoke\n@mark.affected_by('A', \"B\" 'C', reason='x', )\n"
                    "@fixture(scope='module')\n@m(X)\n@f'x'\n"
                    "@pytest.mark.parametrize('x', [pytest.param(1, marks=[pytest.mark.smoke])])\n"
                    "def a(): pass\n"),
            "7 a @pytest.mark.smoke @mark.affected_by'A''BC' @fixture? @m? @? "
            "@pytest.mark.parametrize'x'? @pytest.param @pytest.mark.smoke\n");
  EXPECT_EQ(Outline("pytestmark = [a.b, c('X'), *D] + (e,)\nclass T:\n  pytestmark: list = x\n"),
            "2 T @x\npytestmark @a.b\npytestmark @c\npytestmark @D\npytestmark @e\n");
  EXPECT_EQ(Outline("pytestmark += [a]\nif x: pytestmark = b\npytestmark = [m for m in x]\n"),
            "pytestmark @\npytestmark @b\npytestmark @\n");
}

TEST(PythonSource, AliasesAreKept) {
  EXPECT_EQ(Outline("core = pytest.mark.affected_by('Core')\nALL = [core, pytest.mark.smoke]\n"
                    "N = 5\nX = {1: 2}\ntest_x = make()\ntest_y = None\n__test__ = False\n"),
            "1 core @pytest.mark.affected_by'Core'\n2 ALL @core @pytest.mark.smoke\n"
            "5 test_x assigned\n5 test_x @make\n6 test_y none\n7 __test__ untested\n");
  const SourceFacts facts =
      ReadPython("import a.b, c as d\nfrom ..m import (x, y as z,)\nfrom . import *\nk = d.e\n");
  const std::vector<Import> expected = {{"a.b", "a.b", false, false}, {"c", "d", false, false},
                                        {"..m.x", "x", false, false}, {"..m.y", "z", false, false},
                                        {".", "", true, false},       {"d.e", "k", false, true}};
  EXPECT_EQ(facts.imports, expected);
}

TEST(PythonSource, CommentsAreTags) {
  EXPECT_EQ(Outline("# @SmokeTest\n@a\n# @AffectedByX\ndef f(): # @AffectedByY\n  pass\n"
                    "x = 1  # @SmokeTest\ndef g(): pass\n"),
            "4 f @a @SmokeTest @AffectedByX @AffectedByY\n7 g\n");
}

TEST(PythonSource, WhatIsBrokenIsUndecided) {
  EXPECT_EQ(Outline("x = (1\ndef a(): pass\n"), "! 3 a `(` is not closed\n");
  EXPECT_EQ(Outline("x = 1)\n"), "! 1 a `)` closes nothing\n");
  EXPECT_EQ(Outline("x = 'a\n"), "! 1 a string is not closed\n");
  EXPECT_EQ(Outline("\n'''\n"), "! 2 a string is not closed\n");
  EXPECT_EQ(Outline("x = f'{a\n"), "! 1 a string is not closed\n");
  EXPECT_EQ(Outline("def a():\nx = 1\n"), "1 a\n! 2 a block has no body\n");
  EXPECT_EQ(Outline("def a():\n"), "1 a\n! 1 the file ends before the body of a block\n");
  EXPECT_EQ(Outline("x = 1\n  y = 2\n"), "! 2 the indentation fits no block\n");
  EXPECT_EQ(Outline("if x:\n    y\n  z\n"), "! 3 the indentation fits no block\n");
  EXPECT_EQ(Outline("if x:\n        y\n\tz\n"),
            "! 3 tabs and blanks are mixed in the indentation\n");
  EXPECT_EQ(Outline("@a\nx = 1\n"), "! 2 a decorator stands above no declaration\n");
  EXPECT_EQ(Outline("x = 1 \\ y\n"), "! 1 a `\\` stands in the code\n");
}

TEST(PythonSource, StringsHaveValues) {
  EXPECT_EQ(PythonStringValue("'a\\x41\\u00e9\\101\\n\\q'"),
            "aA\xc3\xa9"
            "A\n\\q");
  EXPECT_EQ(PythonStringValue("r'\\n'"), "\\n");
  EXPECT_EQ(PythonStringValue("\"\"\"a\\\nb\"\"\""), "ab");
  EXPECT_EQ(PythonStringValue("''"), "");
  EXPECT_EQ(PythonStringValue("f'a'"), "a");
  for (const char* none : {"f'{a}'", "b'a'", "'\\N{DASH}'", "'\\xg1'"}) {
    EXPECT_EQ(PythonStringValue(none), std::nullopt) << none;
  }
}

TEST(PythonSource, ReferencesAreFound) {
  std::string lines;
  for (const Reference& one :
       ReadPythonReferences("from ..x.y import z\nfrom . import (a as b, c)\nfrom ...q import r\n"
                            "import os\nP = open('a/b.txt', f'{x}/y', 'a b/c')  # 'd/e'\n")) {
    lines += std::to_string(one.position.line) + " " + one.text + "\n";
  }
  EXPECT_EQ(lines, "1 ../x/y\n2 ./a\n2 ./c\n3 ../../q\n5 a/b.txt\n");
}

TEST(PythonSource, SurvivesDamage) {
  ExpectSurvivesDamage(
      ReadPython,
      "# @SmokeTest\n@pytest.mark.affected_by('A', *B)\nclass T(x.Y[1], z()):\n"
      "  pytestmark = [a, b('c')]\n  def test_a(self): f'{x!r:{y}}' \\\n  '''\n'''\n"
      "core = mark.x(param(marks=[a]))\nfrom .. import (a as b)\nif x: y; z = q.r\n",
      5000);
}

}  // namespace
}  // namespace testfed
