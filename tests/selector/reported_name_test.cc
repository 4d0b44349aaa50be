#include "selector/reported_name.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

struct Case {
  const char* name;
  Runner runner;
  const char* directory;
  ReportedTest test;
  const char* path;  // of the report
  std::vector<std::string> ids;
  const char* reported;  // " inside" at its end where it is
  const char* found;
};

ReportedTest Reported(const char* classname, const char* name, const char* file = "") {
  return {.classname = classname, .name = name, .suites = "", .file = file};
}

TEST(ReportedName, FindsTheTestOfEachRunner) {
  const std::vector<std::string> gtest = {"A.b", "P.q", "T.typed", "N.r", "Any.*"};
  const std::vector<std::string> junit = {"com.acme.ATest#a",
                                          "com.acme.ATest#p(int,java.lang.String)",
                                          "com.acme.ATest#q(*)",
                                          "com.acme.ATest$In#n",
                                          "com.acme.KTest#half up",
                                          "com.acme.KTest#adds (twice)",
                                          "com.acme.KTest#in$*",
                                          "com.acme.Whole",
                                          "com.acme.ATest#e(java.util.Map$Entry[])"};
  const std::vector<std::string> pytest = {"t/core/test_a.py::TestK::test_p",
                                           "t/core/test_a.py::test_f", "t/test_b.py",
                                           "t/test_c.py::TestWhole"};
  const std::vector<std::string> go = {"./catalog#TestA", "./x/catalog#TestA", ".#TestRoot",
                                       "./svc#TestS"};
  const std::vector<std::string> script = {"web/src/cart.test.ts > core > adds > twice",
                                           "web/src/cart.test.ts > same",
                                           "web/src/b.test.ts > same", "web/src/each.test.ts"};
  const std::vector<std::string> bazel = {"//a/b:c_test", "//:root_test", "//d:e/f_test"};
  const Case cases[] = {
      {"a test", Runner::kGtest, "", Reported("A", "b"), "", gtest, "A.b", "A.b"},
      {"an instance", Runner::kGtest, "", Reported("Pre/P", "q/0"), "", gtest, "P.q", "P.q"},
      {"one without a prefix", Runner::kGtest, "", Reported("P", "q/x"), "", gtest, "P.q", "P.q"},
      {"a typed one", Runner::kGtest, "", Reported("T/0", "typed"), "", gtest, "T.typed",
       "T.typed"},
      {"a typed one with a prefix", Runner::kGtest, "", Reported("Pre/T/int", "typed"), "", gtest,
       "T.typed", "T.typed"},
      {"of a macro", Runner::kGtest, "", Reported("Any", "made"), "", gtest, "Any.made", "Any.*"},
      {"no test", Runner::kGtest, "", Reported("A", "z"), "", gtest, "A.z", ""},

      {"a method", Runner::kJunit, "", Reported("com.acme.ATest", "a()"), "", junit,
       "com.acme.ATest#a", "com.acme.ATest#a"},
      {"Surefire's", Runner::kJunit, "", Reported("com.acme.ATest", "a"), "", junit,
       "com.acme.ATest#a", "com.acme.ATest#a"},
      {"repeated", Runner::kJunit, "", Reported("com.acme.ATest", "a()[2]"), "", junit,
       "com.acme.ATest#a", "com.acme.ATest#a"},
      {"parameters", Runner::kJunit, "", Reported("com.acme.ATest", "p(int, String)[1]"), "", junit,
       "com.acme.ATest#p(int,String)", "com.acme.ATest#p(int,java.lang.String)"},
      {"Surefire's parameters", Runner::kJunit, "", Reported("com.acme.ATest", "p{int, String}[1]"),
       "", junit, "com.acme.ATest#p(int,String)", "com.acme.ATest#p(int,java.lang.String)"},
      {"another overload", Runner::kJunit, "", Reported("com.acme.ATest", "p(int)"), "", junit,
       "com.acme.ATest#p(int)", ""},
      {"nested types", Runner::kJunit, "", Reported("com.acme.ATest", "e(Entry[])"), "", junit,
       "com.acme.ATest#e(Entry[])", "com.acme.ATest#e(java.util.Map$Entry[])"},
      {"types that no source tells", Runner::kJunit, "", Reported("com.acme.ATest", "q(X)"), "",
       junit, "com.acme.ATest#q(X)", "com.acme.ATest#q(*)"},
      {"nested", Runner::kJunit, "", Reported("com.acme.ATest$In", "n()"), "", junit,
       "com.acme.ATest$In#n", "com.acme.ATest$In#n"},
      {"back-ticks", Runner::kJunit, "", Reported("com.acme.KTest", "half up()"), "", junit,
       "com.acme.KTest#half up", "com.acme.KTest#half up"},
      {"back-ticks with parentheses", Runner::kJunit, "",
       Reported("com.acme.KTest", "adds (twice)"), "", junit, "com.acme.KTest#adds (twice)",
       "com.acme.KTest#adds (twice)"},
      {"internal", Runner::kJunit, "", Reported("com.acme.KTest", "in$main()"), "", junit,
       "com.acme.KTest#in$main", "com.acme.KTest#in$*"},
      {"of a whole class", Runner::kJunit, "", Reported("com.acme.Whole$In", "x()"), "", junit,
       "com.acme.Whole$In#x", "com.acme.Whole"},
      {"Gradle's invocation", Runner::kJunit, "", Reported("com.acme.ATest", "[1] 3, EUR"), "",
       junit, "", ""},

      {"a method of pytest", Runner::kPytest, "", Reported("t.core.test_a.TestK", "test_p[x[y]]"),
       "", pytest, "t.core.test_a.TestK::test_p", "t/core/test_a.py::TestK::test_p"},
      {"a function", Runner::kPytest, "", Reported("t.core.test_a", "test_f"), "", pytest,
       "t.core.test_a::test_f", "t/core/test_a.py::test_f"},
      {"below the suite's folder", Runner::kPytest, "t/core", Reported("test_a", "test_f"), "",
       pytest, "test_a::test_f", "t/core/test_a.py::test_f"},
      {"a whole file", Runner::kPytest, "", Reported("t.test_b.TestX", "test_y"), "", pytest,
       "t.test_b.TestX::test_y", "t/test_b.py"},
      {"a whole class", Runner::kPytest, "", Reported("t.test_c.TestWhole", "test_y"), "", pytest,
       "t.test_c.TestWhole::test_y", "t/test_c.py::TestWhole"},
      {"another file", Runner::kPytest, "", Reported("t.test_z", "test_f"), "", pytest,
       "t.test_z::test_f", ""},

      {"a test of Go", Runner::kGo, "", Reported("corp.com/shop/x/catalog", "TestA"), "", go,
       "corp.com/shop/x/catalog#TestA", "./x/catalog#TestA"},
      {"the shorter path", Runner::kGo, "", Reported("corp.com/shop/catalog", "TestA"), "", go,
       "corp.com/shop/catalog#TestA", "./catalog#TestA"},
      {"a sub-test", Runner::kGo, "", Reported("corp.com/shop/catalog", "TestA/b/c"), "", go,
       "corp.com/shop/catalog#TestA inside", "./catalog#TestA"},
      {"the root's package", Runner::kGo, "", Reported("corp.com/shop", "TestRoot"), "", go,
       "corp.com/shop#TestRoot", ".#TestRoot"},
      {"the root of a module", Runner::kGo, "svc", Reported("corp.com/other", "TestS"), "", go,
       "corp.com/other#TestS", "./svc#TestS"},

      {"Vitest's", Runner::kVitest, "web", Reported("src/cart.test.ts", "core > adds > twice"), "",
       script, "src/cart.test.ts > core adds twice", "web/src/cart.test.ts > core > adds > twice"},
      {"jest-junit's", Runner::kJest, "web", Reported("core adds twice", "core adds twice"), "",
       script, "core adds twice", "web/src/cart.test.ts > core > adds > twice"},
      {"jest-junit's with a title", Runner::kJest, "web", Reported("core adds", "twice"), "",
       script, "core adds twice", "web/src/cart.test.ts > core > adds > twice"},
      {"with its file", Runner::kJest, "web", Reported(" same", " same", "src/b.test.ts"), "",
       script, "src/b.test.ts > same", "web/src/b.test.ts > same"},
      {"in two files", Runner::kJest, "web", Reported(" same", " same"), "", script, "same", ""},
      {"a computed title", Runner::kVitest, "web", Reported("src/each.test.ts", "adds 1"), "",
       script, "src/each.test.ts > adds 1", "web/src/each.test.ts"},

      {"a target", Runner::kBazel, "", Reported("x", "y"), "o/bazel-testlogs/a/b/c_test/test.xml",
       bazel, "a/b/c_test", "//a/b:c_test"},
      {"a shard", Runner::kBazel, "", Reported("x", "y"),
       "o/testlogs/a/b/c_test/shard_1_of_2/test.xml", bazel, "a/b/c_test", "//a/b:c_test"},
      {"an attempt", Runner::kBazel, "", Reported("x", "y"),
       "testlogs/root_test/test_attempts/attempt_1.xml", bazel, "root_test", "//:root_test"},
      {"a name with a slash", Runner::kBazel, "", Reported("x", "y"),
       "testlogs/d/e/f_test/test.xml", bazel, "d/e/f_test", "//d:e/f_test"},
      {"elsewhere", Runner::kBazel, "", Reported("x", "y"), "a/test.xml", bazel, "", ""},

      {"CTest's", Runner::kCtest, "", Reported("a.b c", "a.b c"), "", {"a.b c"}, "a.b c", "a.b c"},
      {"of a command", Runner::kCommand, "", Reported("core", "a"), "", {}, "core.a", ""},
  };
  for (const Case& one : cases) {
    SCOPED_TRACE(one.name);
    ReportedName name = ReportedNameOf(one.runner, one.test, one.path);
    EXPECT_EQ(name.name + (name.inside ? " inside" : ""), one.reported);
    EXPECT_EQ(ReportedNames(one.runner, one.directory, one.ids).Find(name.name), one.found);
  }
}

TEST(ReportedName, EarlierAttemptsOfBazelAreToldByTheirPath) {
  EXPECT_TRUE(IsEarlierAttempt("testlogs/a/test_attempts/attempt_1.xml"));
  EXPECT_FALSE(IsEarlierAttempt("testlogs/a/test.xml"));
}

}  // namespace
}  // namespace testfed
