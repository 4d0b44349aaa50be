#include "integration/component_name.h"

#include <gtest/gtest.h>

#include <string>

namespace testfed {
namespace {

TEST(ComponentName, IsWhatABazelModuleIsCalled) {
  for (const char* name : {"a", "a1", "score_baselibs", "docs-as-code", "a.b", "x__y"}) {
    EXPECT_TRUE(IsComponentName(name)) << name;
  }
  for (const char* name : {"", "A", "1a", "a_", "a-", "a.", "_a", "a b", "a/b", "a\n", "ä", "$(a)",
                           "aB", "a:b", "-a", ".a"}) {
    EXPECT_FALSE(IsComponentName(name)) << name;
  }
}

TEST(ComponentName, HasABound) {
  EXPECT_TRUE(IsComponentName(std::string(kMaxComponentNameBytes, 'a')));
  EXPECT_FALSE(IsComponentName(std::string(kMaxComponentNameBytes + 1, 'a')));
}

}  // namespace
}  // namespace testfed
