#include <gtest/gtest.h>

#include "contracts/test_filter.h"

namespace testfed {
namespace {

std::string Calls(std::vector<std::string> command, std::vector<std::string> tests) {
  FilterRequest request;
  request.runner = Runner::kJunit;
  request.command = std::move(command);
  request.all = tests.empty();
  request.tests = std::move(tests);
  request.file = "build/f.txt";
  std::string text;
  for (const RunnerCall& call : JunitCalls(request)) {
    for (const std::string& word : call.words) text += "[" + word + "]";
    text += "\n" + call.content;
  }
  return text;
}

const std::vector<std::string> kTests = {"c.A#a", "c.A#b(int)", "c.B$In#x(*)", "c.B$In#y",
                                         "c.C",   "c.D#in$*",   "c.E#a + b, c"};

TEST(JunitFilterTest, Gradle) {
  EXPECT_EQ(Calls({"./gradlew", ":x:test"}, kTests),
            "[--tests][c.A.a][--tests][c.A.b][--tests][c.B$In.x][--tests][c.B$In.y][--tests][c.C]"
            "[--tests][c.C$*][--tests][c.D.in$*][--tests][c.E.a + b, c]\n");
  EXPECT_EQ(Calls({"gradle"}, {}), "\n");
}

TEST(JunitFilterTest, Maven) {
  EXPECT_EQ(Calls({"env", "X=1", "/opt/bin/mvn", "test"}, kTests),
            "[-Dtest=c.A#a+b,c.B$In#x+y,c.C,c.C$*,c.D#in$*,c.E]\n");
}

TEST(JunitFilterTest, Console) {
  EXPECT_EQ(Calls({"java", "-jar", "junit.jar"}, kTests),
            "[@build/f.txt]\n"
            "-c\nc.B$In\n-c\nc.C\n-c\nc.D\n-m\nc.A#a\n-m\nc.A#b(int)\n-m\n\"c.E#a + b, c\"\n");
  // The file ends words at blanks, and quotes begin quoted ones.
  EXPECT_EQ(Calls({"java"}, {"c.A#it's", "c.A#say \"a\\b\""}),
            "[@build/f.txt]\n-m\n\"c.A#it's\"\n-m\n\"c.A#say \\\"a\\\\b\\\"\"\n");
  // Java 17 reads the file in the encoding of the locale.
  EXPECT_EQ(Calls({"java"}, {"c.A#\u00fcber", "c.B#a"}), "[@build/f.txt]\n-c\nc.A\n-m\nc.B#a\n");
  // A scan alone leaves out classes called other than Test*, *Test or *Tests.
  EXPECT_EQ(Calls({"java"}, {}), "[--scan-classpath][--include-classname=.*]\n");
  EXPECT_EQ(Calls({"java", "-n", ".*IT"}, {}), "[--scan-classpath]\n");
  EXPECT_EQ(Calls({"java", "--include-classname=.*IT"}, {}), "[--scan-classpath]\n");
}

TEST(JunitFilterTest, LongListsRespectTheLimits) {
  std::vector<std::string> tests;
  for (int i = 10000; i < 40000; ++i) tests.push_back("com.acme.Test" + std::to_string(i) + "#a");
  FilterRequest request;
  request.command = {"gradle"};
  request.tests = tests;
  request.file = "f";
  std::vector<RunnerCall> calls = JunitCalls(request);
  EXPECT_EQ(calls.size(), 4u);
  size_t words = 0;
  for (const RunnerCall& call : calls) words += call.words.size();
  EXPECT_EQ(words, 2 * tests.size());
  request.command = {"mvn"};
  calls = JunitCalls(request);
  ASSERT_EQ(calls.size(), 1u);
  EXPECT_EQ(calls[0].words[0], "-Dsurefire.includesFile=f");
  EXPECT_TRUE(calls[0].content.starts_with("com/acme/Test10000.java\n"));
  request.file = "";
  for (const RunnerCall& call : JunitCalls(request)) EXPECT_LE(call.words[0].size(), 131'071u);
}

}  // namespace
}  // namespace testfed
