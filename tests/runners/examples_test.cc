// The examples for CIs as repositories of their own: their declarations are complete, and each
// domain's job has its own database on both platforms.
#include <gtest/gtest.h>

#include <filesystem>

#include "domains/json.h"
#include "tests/cli/shell.h"
#include "tests/selector/git_sandbox.h"

namespace testfed {
namespace {

class ExamplesTest : public testing::TestWithParam<const char*> {
 protected:
  void SetUp() override {
    std::filesystem::copy(std::string(TESTFED_SOURCE_DIR "/examples/") + GetParam(), git_.root,
                          std::filesystem::copy_options::recursive);
    git_.Init();
    // What it is that `init` writes is no part of the example.
    git_.Remove("init.yml");
    git_.Commit("first");
  }

  ShellResult Testfed(const std::string& arguments) {
    return RunShell("bash", "cd '" + git_.root + "' && exec '" TESTFED_BINARY "' " + arguments +
                                " --no-cache 2> /dev/null\n");
  }

  GitSandbox git_;
};

TEST_P(ExamplesTest, CheckHasNothingToSay) {
  const ShellResult update = Testfed("dump --update");
  EXPECT_EQ(update.code, 0) << update.out;
  git_.Commit("dump");
  const ShellResult check = Testfed("check --strict");
  EXPECT_EQ(check.code, 0);
  EXPECT_EQ(check.out, "");
}

TEST_P(ExamplesTest, EachJobHasItsOwnDatabase) {
  const bool is_gitlab = std::string_view(GetParam()) == "gitlab";
  const ShellResult selected = Testfed("select --full example --format json");
  ASSERT_EQ(selected.code, 0) << selected.out;
  absl::StatusOr<Json> plan = ParseJson(selected.out, "plan");
  ASSERT_TRUE(plan.ok()) << plan.status();
  std::string databases;
  for (const Json& job : (*plan)["jobs"].Items()) {
    const Json& services = job["ci"]["services"];
    const Json& image =
        is_gitlab ? (services.Items().empty() ? services["none"] : services.Items().front()["name"])
                  : services["postgres"]["image"];
    databases += job["id"].String() + " " + image.String() + "\n";
  }
  EXPECT_EQ(databases, "Billing-unit postgres:16\nCatalog-unit postgres:13\nWeb-unit \n");
  EXPECT_EQ(Testfed(std::string("select --full example --format ") + GetParam()).code, 0);
}

INSTANTIATE_TEST_SUITE_P(Ci, ExamplesTest, testing::Values("github", "gitlab"),
                         [](const auto& platform) { return std::string(platform.param); });

}  // namespace
}  // namespace testfed
