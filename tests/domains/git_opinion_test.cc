// A second opinion on the oracle: git's own matcher, `git ls-files ':(glob)P'`, in a repository of
// hostile names. The two differ by design in braces, in what a matched directory owns, in
// characters beyond ASCII for `?` and brackets, and because git takes a pathspec for a literal path
// too; so a pattern that owns trees is asked as `P` and `P/**`, and the others are left out.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "tests/domains/child_process.h"
#include "tests/domains/random_patterns.h"
#include "tests/domains/slow_matcher.h"

namespace testfed {
namespace {

std::set<std::string> SplitNul(const std::string& text) {
  std::set<std::string> parts;
  for (size_t start = 0, end; (end = text.find('\0', start)) != std::string::npos;
       start = end + 1) {
    parts.insert(text.substr(start, end - start));
  }
  return parts;
}

bool IsAscii(std::string_view text) {
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Whether git takes one of `specs`, read as a path, for `path` or a directory above it.
bool IsRawPath(const std::vector<std::string>& specs, const std::string& path) {
  return std::any_of(specs.begin(), specs.end(), [&](const std::string& spec) {
    return path == spec || path.compare(0, spec.size() + 1, spec + "/") == 0;
  });
}

// Paths of which none is a directory of another.
std::set<std::string> RandomTree(Random& random, size_t count) {
  std::set<std::string> files, directories;
  while (files.size() < count) {
    const std::string path = RandomPath(random);
    std::set<std::string> above;
    bool clash = directories.count(path) > 0;
    for (size_t slash = 0; (slash = path.find('/', slash + 1)) != std::string::npos;) {
      above.insert(path.substr(0, slash));
      clash = clash || files.count(path.substr(0, slash)) > 0;
    }
    if (clash) continue;
    files.insert(path);
    directories.merge(above);
  }
  return files;
}

class GitOpinion : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* name : {"GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_LITERAL_PATHSPECS",
                             "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"}) {
      unsetenv(name);  // as set inside a hook of another repository
    }
    folder_ = testing::TempDir() + "testfed_git_opinion_" + std::to_string(std::random_device()());
    if (!OutputOf({"git", "init", "-q", folder_})) GTEST_SKIP() << "there is no git here";
  }
  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }

  std::optional<std::string> Git(std::vector<std::string> words, const std::string& input = "") {
    words.insert(words.begin(), {"git", "-C", folder_, "-c", "core.protectNTFS=false", "-c",
                                 "core.ignoreCase=false"});
    return OutputOf(words, input);
  }

  std::string folder_;
};

TEST_F(GitOpinion, AgreesWithTheSlowMatcher) {
  const std::uint64_t seed = SeedOfThisRun();
  Random random(seed);
  const std::set<std::string> files = RandomTree(random, 300);
  std::string entries;
  for (const std::string& file : files) {
    entries += "100644 e69de29bb2d1d6434b8b29ae775ad8c2e48c5391\t" + file + '\0';
  }
  ASSERT_TRUE(Git({"update-index", "-z", "--index-info"}, entries));
  const auto listed = Git({"ls-files", "-z"});
  ASSERT_TRUE(listed);
  ASSERT_EQ(SplitNul(*listed), files);
  const std::vector<std::string> all(files.begin(), files.end());

  int compared = 0, matched = 0;
  while (compared < 2000) {
    const std::string pattern = RandomValidPattern(random, random.Of(all), random.OneIn(3));
    if (pattern.find('{') != std::string::npos) continue;
    const slow::Glob glob = slow::ReadPattern(pattern).front();
    const std::string text = pattern[0] == '/' ? pattern.substr(1) : pattern;
    std::vector<std::string> specs = {text.back() == '/' ? text + "**" : text};
    if (!glob.below_only && !glob.files_only) specs.push_back(text + "/**");
    std::vector<std::string> words = {"ls-files", "-z", "--"};
    for (const std::string& spec : specs) words.push_back(":(glob)" + spec);
    const auto answer = Git(words);
    ASSERT_TRUE(answer) << "pattern `" << pattern << "`";
    const std::set<std::string> git = SplitNul(*answer);
    const bool bytes = pattern.find_first_of("?[") != std::string::npos;
    for (const std::string& path : all) {
      if (bytes && !IsAscii(path)) continue;
      if (text.find_first_of("*?[\\") != std::string::npos && IsRawPath(specs, path)) continue;
      const bool slow = slow::Matches(pattern, path);
      matched += slow;
      ASSERT_EQ(slow, git.count(path) > 0)
          << "seed " << seed << ", pattern `" << pattern << "`, path `" << path << "`";
    }
    ++compared;
  }
  EXPECT_GT(matched, compared);
}

}  // namespace
}  // namespace testfed
