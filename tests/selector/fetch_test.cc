// The one child that may reach another machine: what it runs, and what it does not.
#include "selector/fetch.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "selector/git/fetch_command.h"
#include "selector/memory_repository.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

const std::string kA(40, 'a');
const std::string kB(40, 'b');

TEST(Fetch, IsALineToCopy) {
  MemoryRepository complete, shallow;
  shallow.cut = {kB};
  EXPECT_EQ(FetchCommits(shallow, {kA, kB}, 3).Line(),
            "git fetch --depth=3 origin " + kA + " " + kB);
  EXPECT_EQ(FetchHistoryOf(shallow, kA).Line(), "git fetch --unshallow origin " + kA);
  EXPECT_EQ(FetchBranch(shallow, "origin/a b").Line(),
            "git fetch --unshallow origin 'a b:refs/remotes/origin/a b'");
  EXPECT_EQ(FetchBranch(shallow, "origin/--exec=x").Line(),
            "git fetch --unshallow origin refs/heads/--exec=x:refs/remotes/origin/--exec=x");
  EXPECT_EQ(FetchTheRest().Line(), "git fetch --unshallow");
}

// A depth would cut the history of a complete clone.
TEST(Fetch, NeverCutsACompleteClone) {
  MemoryRepository complete;
  EXPECT_EQ(FetchCommits(complete, {kA}, 1).Line(), "git fetch origin " + kA);
  EXPECT_EQ(FetchBranch(complete, "main").Line(), "git fetch origin main:refs/remotes/origin/main");
}

TEST(Fetch, TravelsWithTheStatus) {
  MemoryRepository complete;
  Fetch fetch = FetchCommits(complete, {kA}, 1);
  absl::Status status = WithFetch(Error("gone"), "fetch it", fetch);
  EXPECT_EQ(FetchOf(status), fetch);
  EXPECT_EQ(Show(status), "gone\nhint: fetch it\n  git fetch origin " + kA);
  EXPECT_EQ(FetchOf(Error("gone")), std::nullopt);
}

TEST(FetchCommand, KnowsTheProtocolOfAUrl) {
  for (const auto& [url, protocol] : std::vector<std::pair<std::string, std::string>>{
           {"https://github.com/acme/shop", "https"},
           {"http://localhost/shop", "http"},
           {"ssh://git@github.com/acme/shop", "ssh"},
           {"git+ssh://github.com/acme/shop", "ssh"},
           {"git@github.com:acme/shop", "ssh"},
           {"host:shop", "ssh"},
           {"git://github.com/acme/shop", "git"},
           {"file:///srv/shop", "file"},
           {"/srv/shop", "file"},
           {"../shop", "file"},
           {"./with:colon", "file"},
           {"ext::sh -c 'touch x'", ""},
           {"fd::17", ""},
           {"codecommit::us-east-1://shop", ""},
           {"https::/x", ""},
           {"ftp://host/x", ""},
           {"HTTPS://host/x", ""},
           {"", "file"},
       }) {
    EXPECT_EQ(ProtocolOf(url), protocol) << url;
  }
}

class FetchCommandTest : public testing::Test {
 protected:
  FetchCommandTest() {
    git.Init();
    git.Git({"config", "uploadpack.allowAnySHA1InWant", "true"});
    git.Write("a", "1");
    first = git.Commit("first");
    git.Write("a", "2");
    git.Commit("second");
    clone = git.root + "/clone";
    git.Git({"clone", "-q", "--depth=1", "file://" + git.root, clone});
  }
  absl::Status Run() { return RunFetch(clone, Fetch{{"fetch", "--depth=1", "origin", first}}); }
  bool IsHere(const std::string& id) {
    return git.Git({"rev-list", "--all", "--no-walk", "--ignore-missing", id}, "", clone)
               .find(id) != std::string::npos;
  }
  bool Exists(const std::string& name) { return std::filesystem::exists(git.root + "/" + name); }

  GitSandbox git;
  std::string first, clone;
};

TEST_F(FetchCommandTest, BringsWhatIsMissing) {
  EXPECT_FALSE(IsHere(first));
  absl::Status status = Run();
  EXPECT_TRUE(status.ok()) << Show(status);
  EXPECT_TRUE(IsHere(first));
}

TEST_F(FetchCommandTest, RunsNothingThatTheRepositoryBrings) {
  for (const char* hook :
       {"reference-transaction", "post-checkout", "pre-auto-gc", "post-rewrite"}) {
    git.Write(std::string("clone/.git/hooks/") + hook, "#!/bin/sh\ntouch " + git.root + "/ran\n");
    git.MakeExecutable(std::string("clone/.git/hooks/") + hook);
  }
  git.Write("evil", "#!/bin/sh\ntouch " + git.root + "/ran\nexec git-upload-pack \"$@\"\n");
  git.MakeExecutable("evil");
  git.Git({"config", "remote.origin.uploadpack", git.root + "/evil"}, "", clone);
  git.Git({"config", "core.fsmonitor", git.root + "/evil"}, "", clone);
  absl::Status status = Run();
  EXPECT_TRUE(status.ok()) << Show(status);
  EXPECT_FALSE(Exists("ran"));
}

TEST_F(FetchCommandTest, RefusesAHelperThatIsACommand) {
  git.Git({"config", "remote.origin.url", "ext::touch " + git.root + "/ran"}, "", clone);
  git.Git({"config", "protocol.ext.allow", "always"}, "", clone);
  EXPECT_EQ(Show(Run()),
            "`origin` is reached by a protocol that `--fetch` does not use; it uses https, http, "
            "ssh, git and files\nhint: fetch by hand\n  git fetch --depth=1 origin " +
                first);
  // Nor by another name.
  git.Git({"config", "remote.origin.url", "nice:shop"}, "", clone);
  git.Git({"config", "url.ext::touch " + git.root + "/ran;.insteadOf", "nice:"}, "", clone);
  EXPECT_FALSE(Run().ok());
  git.Git({"config", "remote.origin.url", "file://" + git.root}, "", clone);
  git.Git({"config", "remote.origin.vcs", "ext"}, "", clone);
  EXPECT_FALSE(Run().ok());
  EXPECT_FALSE(Exists("ran"));
}

TEST_F(FetchCommandTest, SaysWhatGitSays) {
  git.Git({"config", "uploadpack.allowAnySHA1InWant", "false"});
  absl::Status status = RunFetch(clone, Fetch{{"fetch", "--depth=1", "origin", kA}});
  EXPECT_TRUE(MessageOf(status).starts_with("`git fetch --depth=1 origin " + kA + "`: "))
      << Show(status);
  git.Git({"remote", "remove", "origin"}, "", clone);
  EXPECT_EQ(Show(Run()), "there is no remote `origin` to fetch from");
}

}  // namespace
}  // namespace testfed
