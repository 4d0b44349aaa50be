#include "integration/pin.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

TEST(Pin, CommitIsFortyDigitsInLowerCase) {
  const auto pin = CommitPin("056621C28203174A796459EFCF809732C82196F7");
  ASSERT_TRUE(pin.ok());
  EXPECT_EQ(pin->text, "056621c28203174a796459efcf809732c82196f7");
  EXPECT_TRUE(pin->IsCommit());
  EXPECT_EQ(ShortText(*pin), "056621c");
}

// Behaviour 8: `34985hf8` is what the decision record shows as a commit.
TEST(Pin, Behaviour8CommitThatIsNoCommitIsAnError) {
  EXPECT_EQ(MessageOf(CommitPin("34985hf8").status()),
            "`34985hf8` is no commit; 40 hexadecimal digits are");
  EXPECT_EQ(MessageOf(CommitPin("056621c").status()),
            "`056621c` is no commit in full; 40 hexadecimal digits are, got 7");
  EXPECT_EQ(MessageOf(CommitPin("").status()), "`` is no commit; 40 hexadecimal digits are");
  EXPECT_FALSE(CommitPin("refs/heads/main").ok());
  EXPECT_FALSE(CommitPin("056621c28203174a796459efcf809732c82196f7 ").ok());
}

TEST(Pin, VersionIsOneWord) {
  for (const char* version : {"1.2.0", "0.0.3-alpha.1", "20250814.0", "1.2.0+build.7", "v1"}) {
    const auto pin = VersionPin(version);
    ASSERT_TRUE(pin.ok()) << version;
    EXPECT_EQ(ShortText(*pin), version);
    EXPECT_TRUE(pin->IsVersion());
  }
  for (const char* version : {"", "-1", "1 2", "1\"", "1\n", "$(x)", "refs/tags/v1", "1_0"}) {
    EXPECT_FALSE(VersionPin(version).ok()) << version;
  }
  EXPECT_EQ(MessageOf(VersionPin("1;2\n").status()),
            "`1;2\\n` is no version; letters, digits, `.`, `-` and `+` are, first a letter or "
            "digit");
}

}  // namespace
}  // namespace testfed
