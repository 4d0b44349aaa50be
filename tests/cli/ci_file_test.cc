#include "cli/ci_file.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace testfed {
namespace {

std::string ReadFile(const std::string& path) {
  std::ifstream file(std::string(TESTFED_SOURCE_DIR "/") + path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(CiFile, TheExamplesAreWhatInitWrites) {
  EXPECT_EQ(CiFileFor("github", "", "main")->text, ReadFile("examples/github/init.yml"));
  EXPECT_EQ(CiFileFor("gitlab", "", "main")->text, ReadFile("examples/gitlab/.gitlab-ci.yml"));
}

TEST(CiFile, NamesTheBranchThatIsTestedWhole) {
  EXPECT_NE(CiFileFor("github", "", "release/1.x")
                ->text.find("  push:\n    branches: [release/1.x]\n  schedule:\n"),
            std::string::npos);
}

// Such a name would be another one in YAML, or a pattern of GitHub's.
TEST(CiFile, ABranchThatNeedsQuotesIsLeftOut) {
  for (const char* branch : {"", "a]b", "a: b", "[x]", "*", "a\nb", "-a", "$(id)", "é"}) {
    const std::string text = CiFileFor("github", "", branch)->text;
    EXPECT_EQ(text.find("push:"), std::string::npos) << branch;
    EXPECT_NE(text.find("  merge_group: # without it a merge queue waits for ever\n  schedule:\n"),
              std::string::npos);
  }
}

TEST(CiFile, NamesTheSource) {
  EXPECT_NE(CiFileFor("github", "acme/tools.testfed@0123abc", "main")
                ->text.find("      - uses: acme/tools.testfed@0123abc\n"),
            std::string::npos);
  const std::string text =
      CiFileFor("gitlab", "https://git.acme.example:8443/~tools/testfed.git@0123abc", "main")->text;
  EXPECT_NE(text.find("  TESTFED_SOURCE: https://git.acme.example:8443/~tools/testfed.git\n"
                      "  TESTFED_REF: 0123abc\n"),
            std::string::npos);
}

TEST(CiFile, ASourceOfAnotherFormIsAnError) {
  for (const char* source : {"acme", "acme@1", "acme/x", "acme/x@", "/x@1", "acme/x/y@1",
                             "acme/x@1 # y", "acme/x@1\n", "acme/$(id)@1", "./x@1", "@"}) {
    EXPECT_FALSE(CiFileFor("github", source, "main").ok()) << source;
  }
  for (const char* source : {"https://x/y", "x/y@1", "git@x:y@1", "https://x/y@1;id", "file:///x@1",
                             "https://x/y z@1", "https://@1", "https://x/y@$(id)"}) {
    EXPECT_FALSE(CiFileFor("gitlab", source, "main").ok()) << source;
  }
}

}  // namespace
}  // namespace testfed
