#include "contracts/path_text.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

TEST(PathText, HasASlashAndNothingSpecial) {
  for (const char* yes : {"a/b", "../x", "a/b.txt", "/etc/x", "a/"}) {
    EXPECT_TRUE(LooksLikePath(yes)) << yes;
  }
  for (const char* no : {"", "/", "ab", "a b/c", "a/*.py", "http://x/y", "//x", "a\n/b", "{a}/b"}) {
    EXPECT_FALSE(LooksLikePath(no)) << no;
  }
}

TEST(PathText, IsCalledFromADirectory) {
  EXPECT_EQ(PathFrom("", "a/b"), "a/b");
  EXPECT_EQ(PathFrom(".", "a/b"), "a/b");
  EXPECT_EQ(PathFrom("a", "a/b"), "b");
  EXPECT_EQ(PathFrom("a/", "a/b/c"), "b/c");
  EXPECT_EQ(PathFrom("a/b", "a/c"), "../c");
  EXPECT_EQ(PathFrom("a", "ab/c"), "../ab/c");
  EXPECT_EQ(PathFrom("x/y", "a"), "../../a");
  EXPECT_EQ(PathFrom("a", "a/-x"), "./-x");
}

}  // namespace
}  // namespace testfed
