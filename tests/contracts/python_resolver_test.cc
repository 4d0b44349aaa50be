#include <gtest/gtest.h>

#include "tests/contracts/resolved_tests.h"

namespace testfed {
namespace {

std::string Lines(const std::map<std::string, std::string>& files) {
  return TestLines(Resolved(files));
}

TEST(PythonResolver, FollowsTheConventions) {
  EXPECT_EQ(Lines({{"test_a.py",
                    "def test_x(): pass\ndef helper(): pass\nasync def test_y(): pass\n"
                    "class TestA:\n  def test_m(self): pass\n  def other(self): pass\n"
                    "  class TestIn:\n    def test_i(self): pass\n"
                    "class TestB:\n  def __init__(self): pass\n  def test_m(self): pass\n"
                    "class Other:\n  def test_m(self): pass\n"
                    "class Old(unittest.TestCase):\n  def test_o(self): pass\n"}}),
            "test_a.py::test_x\ntest_a.py::test_y\ntest_a.py::TestA::test_m\n"
            "test_a.py::TestA::TestIn::test_i\ntest_a.py::Old::test_o\n");
}

TEST(PythonResolver, TagsComeFromEveryLevel) {
  EXPECT_EQ(Lines({{"test_a.py",
                    "import pytest as pt\nfrom pytest import mark\n"
                    "pytestmark = pt.mark.affected_by('File')\n"
                    "@mark.smoke\ndef test_x(): pass\n"
                    "# @AffectedByC\nclass TestA:\n  pytestmark = [mark.affected_by('A', 'B')]\n"
                    "  @mark.skipif(x)\n  @functools.wraps(y)\n  def test_m(self): pass\n"
                    "@mark.smoke\ndef check_it(): pass\n"}}),
            "test_a.py::test_x [smoke by:File]\n"
            "test_a.py::TestA::test_m [by:A by:B by:C by:File]\n"
            "test_a.py [smoke by:File]\n");
}

TEST(PythonResolver, AliasesAreFollowed) {
  EXPECT_EQ(
      Lines({{"lib/marks.py",
              "import pytest\nmark = pytest.mark\nsmoke = mark.smoke\n"
              "core = pytest.mark.affected_by('Core')\nboth = [smoke, core]\n"
              "affected = mark.affected_by\ndef deco(f): return pytest.mark.smoke(f)\n"},
             {"test_a.py",
              "from lib.marks import smoke as s, both, affected, deco\nimport lib.marks\n"
              "web = affected('Web')\n"
              "@s\ndef test_a(): pass\n@lib.marks.core\ndef test_b(): pass\n"
              "@web\ndef test_c(): pass\n@deco\ndef test_d(): pass\n"
              "class TestE:\n  pytestmark = both\n  def test_e(self): pass\n"},
             {"test_b.py", "from lib.marks import *\npytestmark = smoke\ndef test_f(): pass\n"}}),
      "test_a.py::test_a [smoke]\ntest_a.py::test_b [by:Core]\ntest_a.py::test_c [by:Web]\n"
      "test_a.py::test_d !`deco` is made at run time\n"
      "test_a.py::TestE::test_e [smoke by:Core]\ntest_b.py::test_f [smoke]\n");
}

TEST(PythonResolver, AHookThatNamesMarksMayGiveThemToAnyTestBelow) {
  EXPECT_EQ(
      Lines(
          {{"a/conftest.py",
            "import pytest\n"
            "def pytest_collection_modifyitems(items):\n"
            "  for item in items:\n"
            "    if 'login' in item.name: item.add_marker(pytest.mark.smoke)\n"},
           {"a/b/test_x.py", "def test_x(): pass\n"},
           {"ab/conftest.py",
            "def pytest_collection_modifyitems(items):\n  for i in items: i.add_marker('slow')\n"},
           {"ab/test_y.py", "def test_y(): pass\n"},
           {"c/conftest.py",
            "import pytest\ndef other(item):\n  item.add_marker(pytest.mark.smoke)\n"},
           {"c/test_z.py", "def test_z(): pass\n"}}),
      "a/b/test_x.py::test_x !`pytest_collection_modifyitems` of a/conftest.py names marks\n"
      "ab/test_y.py::test_y\n"
      "c/test_z.py::test_z\n");
}

TEST(PythonResolver, WhatCannotBeReadIsSelected) {
  const Discovery found = Resolved(
      {{"test_a.py",
        "import pytest\n@pytest.mark.affected_by(NAME)\ndef test_a(): pass\n"
        "@pytest.mark.parametrize('x', [pytest.param(1, marks=M[0])])\ndef test_b(x): pass\n"
        "def test_c(): pass\n"},
       {"test_b.py", "pytestmark = compute()\ndef test_d(): pass\n"},
       {"test_c.py", "def test_e(): pass\nx = (\n"}});
  EXPECT_EQ(TestLines(found),
            "test_a.py::test_a !`affected_by` has an argument that is no literal text\n"
            "test_a.py::test_b !a mark cannot be read\ntest_a.py::test_c\n"
            "test_b.py !`compute` is bound to nothing here\n"
            "test_b.py::test_d !`compute` is bound to nothing here\n"
            "test_c.py !a `(` is not closed\ntest_c.py::test_e !a `(` is not closed\n");
  EXPECT_EQ(FindingLines(found),
            "test_a.py:2:2: warning: `affected_by` has an argument that is no literal text; the "
            "tests that it may mark are selected [undecided-tag]\n"
            "test_a.py:4:54: warning: a mark cannot be read; the tests that it may mark are "
            "selected [undecided-tag]\n"
            "test_b.py:1:14: warning: `compute` is bound to nothing here; the tests that it may "
            "mark are selected [undecided-tag]\n"
            "test_c.py:3:1: warning: a `(` is not closed; the file's tests are selected "
            "[undecided-tag]\n");
}

TEST(PythonResolver, ParametersLendTheirMarks) {
  EXPECT_EQ(Lines({{"test_a.py",
                    "import pytest\nCASES = [1, pytest.param(2, marks=pytest.mark.smoke)]\n"
                    "@pytest.mark.parametrize('x', CASES)\ndef test_a(x): pass\n"}}),
            "test_a.py::test_a [smoke]\n");
}

TEST(PythonResolver, TestsAreInherited) {
  EXPECT_EQ(
      Lines({{"lib/base.py",
              "import unittest, pytest\n@pytest.mark.smoke\nclass Base(unittest.TestCase):\n"
              "  def test_in(self): pass\n  def test_over(self): pass\n"},
             {"a/test_a.py",
              "from lib import base\nfrom ..lib.base import Base as B\n"
              "class FirstCase(base.Base):\n  def test_over(self): pass\n  def test_x(self): pass\n"
              "class Second(B):\n  test_over = None\n"}}),
      "a/test_a.py::FirstCase::test_in [smoke]\na/test_a.py::B::test_in [smoke]\n"
      "a/test_a.py::FirstCase::test_over [smoke]\na/test_a.py::B::test_over [smoke]\n"
      "a/test_a.py::FirstCase::test_x [smoke]\n"
      "a/test_a.py::Second::test_in [smoke]\n");
}

TEST(PythonResolver, SeveralModulesOfOneNameAreUndecided) {
  EXPECT_EQ(
      Lines({{"lib/a/util.py", "class Base: pass\n"},
             {"lib/b/util.py", "class Base: pass\n"},
             {"test_a.py", "import util\nclass TestA(util.Base):\n  def test_x(self): pass\n"}}),
      "test_a.py::TestA !`util.Base` may be of several modules\n"
      "test_a.py::TestA::test_x !`util.Base` may be of several modules\n");
}

TEST(PythonResolver, UnsureIdsBecomeTheFile) {
  EXPECT_EQ(
      Lines(
          {{"test_a.py",
            "import pytest, lib\npytestmark = pytest.mark.smoke\nif x:\n  def test_a(): pass\n"}}),
      "test_a.py [smoke]\n");
  EXPECT_EQ(Lines({{"test_a.py",
                    "import parameterized as p\nclass TestA:\n  @p.expand([1])\n"
                    "  def test_a(self): pass\n"}}),
            "test_a.py::TestA\n");
  EXPECT_EQ(
      Lines({{"test_a.py",
              "import pytest, library\n@pytest.mark.smoke\nclass TestA(library.Tests): pass\n"}}),
      "test_a.py::TestA [smoke]\n");
}

TEST(PythonResolver, UntestedClassesAreLeftOut) {
  EXPECT_EQ(Lines({{"test_a.py",
                    "class TestBase:\n  __test__ = False\n  def test_x(self): pass\n"
                    "class TestA(TestBase):\n  __test__ = True\n"
                    "class TestB(TestBase): pass\n"}}),
            "test_a.py::TestA::test_x\n");
}

TEST(PythonResolver, LibrariesAreMappedAndCounted) {
  ResolveOptions options;
  options.library_tags = {{"acme.quick", "SmokeTest"}};
  const Discovery found = Resolved(
      {{"test_a.py", "import acme\n@acme.quick\n@acme.other\ndef test_x(): pass\n"}}, options);
  EXPECT_EQ(TestLines(found), "test_a.py::test_x [smoke]\n");
  ASSERT_EQ(found.libraries.size(), 1u);
  EXPECT_EQ(found.libraries[0].name, "acme.other");
}

TEST(PythonResolver, UnusedTagsAreFound) {
  EXPECT_EQ(FindingLines(Resolved({{"test_a.py",
                                    "# @SmokeTest\n\nx = 1\n# @AffectedByX\ndef f(): pass\n"
                                    "# @SmokeTest\nclass Foo: pass\n"}})),
            "test_a.py:1:3: warning: `@SmokeTest` stands above no test [unused-tag]\n"
            "test_a.py:6:3: warning: `@SmokeTest` stands above no test [unused-tag]\n");
}

}  // namespace
}  // namespace testfed
