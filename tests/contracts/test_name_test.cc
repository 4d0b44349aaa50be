#include "contracts/test_name.h"

#include <gtest/gtest.h>

#include <random>
#include <regex>
#include <string>

namespace testfed {
namespace {

struct Case {
  const char* id;
  std::vector<const char*> named_by;
  std::vector<const char*> not_by;
};

TEST(TestName, NamesTestsAndTheirContainers) {
  for (const Case& c : std::vector<Case>{
           {"com.acme.Login$Inner#logsIn",
            {"com.acme.Login$Inner#logsIn", "com.acme.Login", "com.acme.Login$Inner", "com.acme.*",
             "*Login", "*#logsIn", "com.*$Inner", "com.acme.Log*", "*"},
            {"", "com.acme", "com", "com.acme.Log", "com.acme.Login$", "com.acme.Login$Inner#",
             "com.acme.Login$Inner#logs", "acme.Login", "com.acme.Login#*",
             "com.acme.Login$Inner#logsIn#", "com.acme.login"}},
           {"X#p(int,java.lang.String)",
            {"X", "X#p", "X#p(int,java.lang.String)", "X#p(*)", "X#*"},
            {"X#p(", "X#p(int", "p"}},
           {"X#p(*)", {"X#p(*)", "X#p", "X"}, {"X#p(int)"}},
           {"X#a$b", {"X", "X#a$b"}, {"X#a"}},
           {"a.$Odd#b", {"a.$Odd"}, {"a.", "a"}},
           {"X#rounds (up)", {"X", "X#rounds (up)"}, {"X#rounds"}},
           {"Suite.Name", {"Suite", "Suite.Name", "Suite.*", "*.Name", "S*e"}, {"Suit", "Suite."}},
           {"a.b.c", {"a.b.c", "a.*"}, {"a", "a.b"}},
           {"a/test_x.py::TestClass::test_y",
            {"a/test_x.py", "a/test_x.py::TestClass", "a/*", "*::test_y", "a/test_*.py"},
            {"a", "a/", "a/test_x", "a/test_x.py::", "a/test_x.py::Test", "test_x.py"}},
           {"./a/b#TestName", {"./a/b", "./a/b#TestName", "./a/*"}, {"./a", "a/b", "."}},
           {".#TestName", {".", "*#TestName"}, {"./"}},
           {"a/x.test.ts > group > title",
            {"a/x.test.ts", "a/x.test.ts > group", "a/x.test.ts > * > title"},
            {"a/x.test", "a/x.test.ts > gro", "a/x.test.ts > title", "a/x.test.ts >"}},
           {"a/x.test.ts > reads b.py::c > #1",
            {"a/x.test.ts > reads b.py::c"},
            {"a/x.test.ts > reads b.py"}},
           {"a/x.test.ts", {"a/x.test.ts", "*.ts"}, {"a/x", "a", "a/x.test.ts > group"}},
           {"//a:name", {"//a:name", "//a:*", "//*"}, {"//a", "//a:"}},
           {"@r//a:name.Case", {"@r//a:*"}, {"@r//a", "@r//a:name"}},
       }) {
    for (const char* name : c.named_by)
      EXPECT_TRUE(NamesTest(name, c.id)) << name << " of " << c.id;
    for (const char* name : c.not_by) EXPECT_FALSE(NamesTest(name, c.id)) << name << " of " << c.id;
  }
}

// A pattern names a test exactly when it matches it or one of its containers as a regex would.
TEST(TestName, StarsAgreeWithARegex) {
  std::mt19937 random(std::random_device{}());
  auto text = [&](std::string_view letters, size_t most) {
    std::string made;
    for (size_t n = random() % (most + 1); n > 0; --n) made += letters[random() % letters.size()];
    return made;
  };
  for (int round = 0; round < 2000; ++round) {
    const std::string pattern = text("ab*#.", 7), id = text("ab#.", 9);
    if (pattern.empty()) continue;
    std::string regex;
    for (char c : pattern) regex += c == '*' ? ".*" : c == '.' ? "\\." : std::string(1, c);
    bool wanted = std::regex_match(id, std::regex(regex));
    for (std::string_view container : ContainersOf(id)) {
      EXPECT_TRUE(id.starts_with(container));
      wanted = wanted || std::regex_match(std::string(container), std::regex(regex));
    }
    EXPECT_EQ(NamesTest(pattern, id), wanted) << pattern << " of " << id;
  }
}

TEST(TestName, ManyStarsTakeNoTime) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  EXPECT_FALSE(NamesTest(pattern + "b", std::string(5000, 'a')));
}

}  // namespace
}  // namespace testfed
