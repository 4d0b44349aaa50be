#include "integration/repository_name.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace testfed {
namespace {

// Behaviour 7.
TEST(RepositoryName, Behaviour7RemotesOfOneRepositoryHaveOneName) {
  for (const char* remote : {
           "https://github.com/eclipse-score/x",
           "https://github.com/eclipse-score/x/",
           "https://github.com/eclipse-score/x.git",
           "https://github.com/eclipse-score/x.git/",
           "https://token@GitHub.com/eclipse-score/x.git",
           "http://github.com/eclipse-score/x",
           "git://github.com/eclipse-score/x.git",
           "ssh://git@github.com/eclipse-score/x.git",
           "git@github.com:eclipse-score/x.git",
           "git@GITHUB.COM:eclipse-score/x",
           "github.com:eclipse-score/x",
           "github.com/eclipse-score/x",
       }) {
    const auto name = RepositoryName(remote);
    ASSERT_TRUE(name.ok()) << remote << ": " << MessageOf(name.status());
    EXPECT_EQ(*name, "github.com/eclipse-score/x") << remote;
  }
}

TEST(RepositoryName, KeepsTheCaseOfThePathAPortAndGroups) {
  const std::pair<const char*, const char*> cases[] = {
      {"git@github.com:Org/B.git", "github.com/Org/B"},
      {"https://GitLab.example:8443/a/b/c.git", "gitlab.example:8443/a/b/c"},
      {"ssh://git@host:2222/a/b.git", "host:2222/a/b"},
      {"host:2222/a/b", "host:2222/a/b"},
      {"https://host/a.git.git", "host/a"},
      {"file:///srv/git/a.git", "/srv/git/a"},
      {"/srv/git/a/", "/srv/git/a"},
  };
  for (const auto& [remote, expected] : cases) {
    const auto name = RepositoryName(remote);
    ASSERT_TRUE(name.ok()) << remote << ": " << MessageOf(name.status());
    EXPECT_EQ(*name, expected) << remote;
    EXPECT_EQ(*RepositoryName(*name), *name) << "a name is its own name";
    EXPECT_EQ(*RepositoryName(RemoteOf(*name)), *name) << "and so is its remote";
  }
}

TEST(RepositoryName, RefusesWhatIsNoRepositoryOrCouldBeMore) {
  for (const char* remote : {"",
                             "x",
                             "../x.git",
                             "./x",
                             "https://",
                             "https://github.com",
                             "https://github.com/",

                             "https://github.com/a/../b",
                             "https:///x",
                             "file://x",
                             "git@github.com:",
                             "-oProxyCommand=x/y",
                             "https://h/$(x)",
                             "https://h/a b",
                             "https://h/a\nb",
                             "https://h/\"",
                             "https://h/a;b",
                             "ext::sh -c x",
                             "https://user:secret@h/x",
                             "/",
                             "/../x"}) {
    EXPECT_FALSE(RepositoryName(remote).ok()) << remote;
  }
  EXPECT_EQ(MessageOf(RepositoryName("../x.git").status()),
            "`../x.git` names no repository; expected a URL, `git@HOST:PATH` or `HOST/PATH`");
  EXPECT_EQ(MessageOf(RepositoryName("https://user:secret@h/x").status()),
            "`...@h/x` names no repository; a password in a URL would stand in every manifest");
}

}  // namespace
}  // namespace testfed
