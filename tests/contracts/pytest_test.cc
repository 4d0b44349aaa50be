// pytest itself: that it knows the ids we make, and what it says of the markers we write. Skipped
// where python3 has no pytest.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "contracts/annotation_sources.h"
#include "tests/contracts/resolved_tests.h"
#include "tests/domains/child_process.h"

namespace testfed {
namespace {

class Pytest : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* python : {"python3", "/usr/bin/python3"}) {
      if (OutputOf({python, "-c",
                    "import importlib.util as u, sys\n"
                    "sys.exit(u.find_spec('pytest') is None)"})) {
        python_ = python;
        break;
      }
    }
    if (python_.empty()) GTEST_SKIP() << "there is no pytest here";
    folder_ = testing::TempDir() + "testfed_pytest_" + std::to_string(std::random_device()());
  }
  void TearDown() override {
    std::error_code ignored;
    if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
  }
  void Write(const std::string& path, const std::string& text) const {
    const std::filesystem::path file = folder_ + "/" + path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }
  // What pytest prints, and its exit code on a last line.
  std::string Run(std::vector<std::string> words) const {
    std::vector<std::string> all = {python_,
                                    "-c",
                                    "import os, sys, pytest\nos.chdir(sys.argv[1])\n"
                                    "sys.path.insert(0, '.')\nsys.dont_write_bytecode = True\n"
                                    "print('exit', int(pytest.main(sys.argv[2:])))",
                                    folder_,
                                    "-q",
                                    "-p",
                                    "no:cacheprovider"};
    all.insert(all.end(), words.begin(), words.end());
    return OutputOf(all).value_or("");
  }

  std::string python_, folder_;
};

TEST_F(Pytest, CollectsTheSameTests) {
  const std::map<std::string, std::string> files = {
      {"lib_base.py",
       "import unittest\nclass Base(unittest.TestCase):\n  def test_in(self): pass\n"
       "  def test_off(self): pass\nclass Mixin:\n  def test_mixed(self): pass\n"},
      {"pkg/__init__.py", ""},
      {"pkg/base.py", "class Tests:\n  def test_deep(self): pass\n"},
      {"pkg/test_rel.py", "from .base import Tests as T\nclass TestRel(T): pass\n"},
      {"test_a.py",
       "import pytest, lib_base\nfrom lib_base import Mixin, Base as B\nfrom unittest import "
       "TestCase as TC\n"
       "def test_f(): pass\nasync def test_async(): pass\ndef tester(): pass\ndef helper(): pass\n"
       "@pytest.fixture\ndef test_fixture(): pass\n"
       "@pytest.mark.parametrize('x', [1, 2])\ndef test_p(x): pass\n"
       "class TestA(Mixin):\n  def test_m(self): pass\n  class TestIn:\n    def test_i(self): "
       "pass\n"
       "  def helper(self): pass\n  @staticmethod\n  def test_s(): pass\n"
       "class TestInit:\n  def __init__(self): pass\n  def test_no(self): pass\n"
       "class Old(lib_base.Base):\n  test_off = None\n  def test_own(self): pass\n"
       "class Plain:\n  def test_no(self): pass\nclass Direct(TC):\n  def test_d(self): pass\n"
       "class TestOff:\n  __test__ = False\n  def test_no(self): pass\n"},
      {"test_b.py", "from test_a import test_f, TestA as TestRenamed\ndef test_last(): pass\n"}};
  for (const auto& [path, text] : files) Write(path, text);
  std::set<std::string> theirs, ours;
  std::istringstream lines(Run({"--collect-only"}));
  for (std::string line; std::getline(lines, line);) {
    if (line.find("::") != std::string::npos) theirs.insert(line.substr(0, line.find('[')));
  }
  const Discovery found = Resolved(files);
  for (const testfed::Test& test : found.tests) {
    if (test.id.find("lib_base.py") == std::string::npos &&
        test.id.find("pkg/base.py") == std::string::npos) {
      ours.insert(test.id);
    }
  }
  EXPECT_EQ(ours, theirs);
}

TEST_F(Pytest, TakesTheMarkers) {
  Declarations declarations;
  declarations.domains.resize(2);
  declarations.domains[0].name = "Pricing";
  declarations.domains[1].name = "Core";
  const std::vector<AnnotationSource> sources = PythonMarkers(declarations);
  ASSERT_EQ(sources.size(), 1u);
  EXPECT_EQ(sources[0].name, "testfed_markers.py");
  EXPECT_TRUE(sources[0].text.starts_with("# Written by `testfed annotations`; do not edit.\n"));
  Write(sources[0].name, sources[0].text);
  Write("conftest.py", "pytest_plugins = ['testfed_markers']\n");
  Write("test_a.py",
        "import pytest\n@pytest.mark.smoke\n@pytest.mark.affected_by('Core', 'Pricing')\n"
        "def test_x(): pass\n");
  EXPECT_NE(Run({"--strict-markers"}).find("exit 0"), std::string::npos);
  Write("test_a.py", "import pytest\n@pytest.mark.affected_by('Cor')\ndef test_x(): pass\n");
  EXPECT_NE(Run({"--strict-markers"}).find("exit 4"), std::string::npos);
}

}  // namespace
}  // namespace testfed
