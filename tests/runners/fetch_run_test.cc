// `testfed select` in clones as CI makes them: what it answers, what it says to fetch, and what it
// answers once `--fetch` has run just that.
#include <gtest/gtest.h>

#include "tests/cli/shell.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

class FetchRun : public testing::Test {
 protected:
  FetchRun() {
    git.Init();
    git.Git({"config", "uploadpack.allowAnySHA1InWant", "true"});
    git.Write("domains.yaml",
              "$settings: {base: main, ignore: [\"*.json\"]}\nApi: {include: [api]}\n"
              "Web: {include: [web]}\nDocs: {include: [docs]}\n");
    git.Write("api/a", "1");
    git.Write("web/w", "1");
    git.Write("docs/d", "1");
    git.Commit("all");
    git.Git({"switch", "-q", "-c", "topic"});
    git.Write("api/a", "2");
    first = git.Commit("first\n\nAffects: Docs");
    git.Write("api/a", "3");
    head = git.Commit("second");
    git.Git({"switch", "-q", "main"});
    git.Write("web/w", "2");
    main = git.Commit("others");
    git.Git({"switch", "-q", "--detach"});
    git.Git({"merge", "-q", "--no-ff", "-m", "merge", "topic"});
    merge = git.Line({"rev-parse", "HEAD"});
    git.Git({"update-ref", "refs/pull/1/merge", merge});
    git.Git({"switch", "-q", "main"});
    git.Write("pr.json", R"({"pull_request": {"commits": 2, "base": {"sha": ")" + main +
                             R"("}, "head": {"sha": ")" + head + R"("}}})");
  }

  void Checkout(int depth) {
    clone = git.root + "/clone";
    git.Git({"init", "-q", clone});
    git.Git({"remote", "add", "origin", "file://" + git.root}, "", clone);
    git.Git({"fetch", "-q", "--no-tags", "--depth=" + std::to_string(depth), "origin", merge}, "",
            clone);
    git.Git({"checkout", "-q", merge}, "", clone);
  }

  // In the clone; an id is shown by its name.
  ShellResult Run(const std::string& arguments, const std::string& environment = "CI=true") {
    ShellResult result = RunShell("bash", "cd '" + clone + "' && env " + environment + " '" +
                                              TESTFED_BINARY "' " + arguments);
    for (const auto& [id, name] :
         {std::pair(main, "MAIN"), {head, "HEAD"}, {first, "FIRST"}, {merge, "MERGE"}}) {
      for (size_t at; (at = result.out.find(id)) != std::string::npos;) {
        result.out.replace(at, id.size(), name);
      }
      for (size_t at; (at = result.out.find(id.substr(0, 7))) != std::string::npos;) {
        result.out.replace(at, 7, name);
      }
    }
    return result;
  }
  ShellResult Select(const std::string& options) {
    return Run("select --event ../pr.json --event-name pull_request " + options);
  }

  const std::string answer =
      "Since     MAIN, first parent of the merge commit: 3 commits\n"
      "Changed   1 path: 1 owned\n\n"
      "  M  api/a   Api\n\n"
      "Affected  2 of 3 domains\n\n"
      "  Api   changed\n"
      "  Docs  commit FIRST names it: `Affects: Docs`\n\n"
      "Run       2 of 3 jobs\n\n"
      "  JOB    BECAUSE\n"
      "  Api    Api changed\n"
      "  Docs   Docs changed\n";

  GitSandbox git;
  std::string first, head, main, merge, clone;
};

TEST_F(FetchRun, OnePullRequestNeedsOneFetch) {
  Checkout(1);
  ShellResult without = Select("");
  EXPECT_EQ(without.code, 2);
  EXPECT_EQ(without.out,
            "testfed: the commit `MAIN`, first parent of the merge commit, is not here; no plan\n"
            "hint: fetch it\n  git fetch --depth=2 origin MAIN HEAD\n"
            "hint: or run everything\n  testfed select --no-base full\n");
  ShellResult with = Select("--fetch");
  EXPECT_EQ(with.code, 0);
  EXPECT_EQ(with.out, "testfed: runs `git fetch --depth=2 origin MAIN HEAD`\n" + answer);
  EXPECT_EQ(Select("--fetch").out, answer) << "nothing is left to fetch";
}

// At depth 2 the diff is exact, and the trailer in the first commit is not here.
TEST_F(FetchRun, WhereATrailerCouldBeLostEverythingRuns) {
  Checkout(2);
  ShellResult cut = Select("");
  EXPECT_EQ(cut.code, 0);
  EXPECT_NE(cut.out.find("Run everything: 3 jobs\n  the history is cut inside this range, and a "
                         "trailer in an older message would be lost\n"),
            std::string::npos)
      << cut.out;
  EXPECT_NE(cut.out.find("testfed: history is cut inside the range, so messages of older commits "
                         "were not read\nhint: fetch them, or let testfed do it with `--fetch`\n"
                         "  git fetch --depth=2 origin HEAD\n"),
            std::string::npos)
      << cut.out;
  ShellResult allowed = Select("--allow-cut-messages 'nobody writes them'");
  EXPECT_NE(allowed.out.find("Run       1 of 3 jobs"), std::string::npos) << allowed.out;
  EXPECT_NE(allowed.out.find("trailers of older commits are missing, which is allowed: nobody "
                             "writes them\n"),
            std::string::npos)
      << allowed.out;
  EXPECT_EQ(Select("--fetch").out, "testfed: runs `git fetch --depth=2 origin HEAD`\n" + answer);
}

TEST_F(FetchRun, AFetchThatFailsIsANote) {
  Checkout(1);
  git.Git({"remote", "set-url", "origin", "file://" + git.root + "/gone"}, "", clone);
  ShellResult result = Select("--fetch");
  EXPECT_EQ(result.code, 2);
  EXPECT_NE(result.out.find("testfed: runs `git fetch --depth=2 origin MAIN HEAD`\n"),
            std::string::npos)
      << result.out;
  EXPECT_NE(result.out.find("is not here; no plan\nhint: fetch it\n"), std::string::npos)
      << result.out;
}

TEST_F(FetchRun, GitLabIsKnownByItsVariables) {
  Checkout(1);
  ShellResult result = Run(
      "select --fetch",
      "CI=true GITLAB_CI=true CI_PIPELINE_SOURCE=merge_request_event CI_COMMIT_SHA=" + merge +
          " CI_MERGE_REQUEST_EVENT_TYPE=merged_result CI_MERGE_REQUEST_TARGET_BRANCH_SHA=" + main);
  EXPECT_EQ(result.code, 0);
  EXPECT_EQ(result.out,
            "testfed: runs `git fetch --depth=1 origin MAIN`\n"
            "testfed: runs `git fetch --unshallow`\n" +
                answer);
}

TEST_F(FetchRun, DoctorSaysTheSame) {
  Checkout(1);
  ShellResult result = Run("doctor --event ../pr.json --event-name pull_request");
  EXPECT_EQ(result.code, 1);
  EXPECT_EQ(result.out,
            "  ok       checkout      merge commit MERGE, depth 1\n"
            "  ok       event         pull_request\n"
            "  missing  base          the commit `MAIN`, first parent of the merge commit, is not "
            "here\n"
            "  ok       declarations  domains.yaml\n"
            "  note     cache         none: in CI only `--cache DIR` is used\n"
            "hint: fetch it\n  git fetch --depth=2 origin MAIN HEAD\n");
  git.Git({"config", "remote.origin.promisor", "true"}, "", clone);
  result = Run("doctor --event ../pr.json --event-name pull_request");
  EXPECT_NE(
      result.out.find("  note     checkout      merge commit MERGE, depth 1, a partial clone: "
                      "what it lacks is not fetched\n"),
      std::string::npos)
      << result.out;
}

}  // namespace
}  // namespace testfed
