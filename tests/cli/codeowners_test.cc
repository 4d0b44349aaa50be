#include "cli/codeowners.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace testfed {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

struct Case {
  const char* name;
  const char* text;
  const char* folder;
  std::vector<std::string> owners;
};

TEST(Codeowners, OwnsWholeFoldersAtTheRoot) {
  const Case cases[] = {
      {"everything", "* @a/all", "web", {"@a/all"}},
      {"two stars", "** @a/all", "web", {"@a/all"}},
      {"a name at any depth", "web @a/web", "web", {"@a/web"}},
      {"a folder at any depth", "web/ @a/web", "web", {"@a/web"}},
      {"anchored", "/web @a/web", "web", {"@a/web"}},
      {"an anchored folder", "/web/ @a/web", "web", {"@a/web"}},
      {"all below", "/web/** @a/web", "web", {"@a/web"}},
      {"all below, without a slash", "web/** @a/web", "web", {"@a/web"}},
      {"every file below", "/web/**/* @a/web", "web", {"@a/web"}},
      {"any depth", "**/web @a/web", "web", {"@a/web"}},
      {"any depth, anchored", "/**/web/ @a/web", "web", {"@a/web"}},
      {"wildcards in a name", "/w?b* @a/web", "webapp", {"@a/web"}},
      {"every folder", "*/ @a/all", "web", {"@a/all"}},
      {"a blank in the name", "/my\\ web/ @a/web", "my web", {"@a/web"}},
      {"several owners",
       "/web/ @a/web me@example.com @b",
       "web",
       {"@a/web", "me@example.com", "@b"}},
      {"an owner twice", "/web/ @a @a", "web", {"@a"}},
      {"the last line decides", "/web/ @a\n* @b", "web", {"@b"}},
      {"no owners take them away", "* @a\n/web/", "web", {}},
      {"a comment behind", "/web/ @a # @b", "web", {"@a"}},
      {"a line of comment", "# /web/ @a", "web", {}},
      {"line ends of Windows", "/web/ @a\r\n", "web", {"@a"}},
      {"another case", "/Web/ @a", "web", {}},
      {"files by their names", "*.js @a", "web.js", {}},
      {"files at the root", "/* @a", "web", {}},
      {"files directly in it", "/web/* @a", "web", {}},
      {"a part", "/web/src/ @a", "web", {}},
      {"a negation is skipped", "!/web/ @a", "web", {}},
      {"brackets are skipped", "/[w]eb/ @a", "web", {}},
      {"no owner", "/web/ someone", "web", {}},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(Codeowners(c.text).OwnersOf(c.folder), c.owners) << c.name;
  }
}

TEST(Codeowners, SaysWhichLinesWereNotUsed) {
  Codeowners owners(
      "# x\n/web/ @a\n/web/src @b\n\n*.js @c\n!/web @d\n[Section] @e\n/web/ nobody\n");
  EXPECT_THAT(owners.narrow_lines(), ElementsAre(3, 5));
  EXPECT_THAT(owners.unread_lines(), ElementsAre(6, 7, 8));
  EXPECT_THAT(owners.OwnersOf("web"), ElementsAre("@a"));
  EXPECT_THAT(Codeowners("").OwnersOf("web"), IsEmpty());
}

TEST(Codeowners, OwnsFiles) {
  const Case cases[] = {
      {"everything", "* @a", "web/x/y", {"@a"}},
      {"by its name, in any folder", "*.txt @a", "web/x/y.txt", {"@a"}},
      {"a folder anywhere", "x/ @a", "web/x/y", {"@a"}},
      {"an anchored folder elsewhere", "/x/ @a", "web/x/y", {}},
      {"a path is anchored", "x/y @a", "web/x/y", {}},
      {"any depth", "**/x/y @a", "web/x/y", {"@a"}},
      {"files directly in a folder", "web/* @a", "web/y", {"@a"}},
      {"but not below", "web/* @a", "web/x/y", {}},
      {"the last line decides", "/web/ @a\n/web/x/y @b", "web/x/y", {"@b"}},
      {"no owners take them away", "* @a\n/web/x", "web/x/y", {}},
      {"braces are themselves", "/{a,b}/ @a", "{a,b}/y", {"@a"}},
      {"braces are no alternatives", "/{a,b}/ @a", "a/y", {}},
      {"a blank in the name", "/my\\ web/ @a", "my web/y", {"@a"}},
      {"what GitHub skips", "/w[e]b/ @a", "web/y", {}},
  };
  for (const Case& one : cases) {
    EXPECT_EQ(Codeowners(one.text).OwnersOfFile(one.folder).owners, one.owners) << one.name;
  }
  EXPECT_EQ(Codeowners("# no\n* @a\n\n/web @b\n").OwnersOfFile("web/y").line, 4);
}

}  // namespace
}  // namespace testfed
