// Plays each tests/scenarios/NAME.txt as the test Scenarios.NAME. With --rewrite, or with
// TESTFED_REWRITE_SCENARIOS=1 in the environment, the files are rewritten with what testfed prints.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "tests/scenario.h"

namespace testfed {
namespace {

class ScenarioTest : public testing::Test {
 public:
  ScenarioTest(std::string file, bool rewrite) : file_(std::move(file)), rewrite_(rewrite) {}

  void TestBody() override {
    std::ostringstream text;
    text << std::ifstream(file_, std::ios::binary).rdbuf();
    absl::StatusOr<std::string> played = PlayScenario(text.str());
    ASSERT_TRUE(played.ok()) << file_ << ": " << MessageOf(played.status());
    if (rewrite_) {
      if (*played != text.str()) std::ofstream(file_, std::ios::binary) << *played;
      return;
    }
    EXPECT_EQ(text.str(), *played) << file_ << ": to accept what changed, run with --rewrite";
  }

 private:
  const std::string file_;
  const bool rewrite_;
};

void RegisterScenarios(bool rewrite) {
  std::set<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(TESTFED_SCENARIOS)) {
    if (entry.path().extension() == ".txt") files.insert(entry.path());
  }
  for (const std::filesystem::path& path : files) {
    const std::string file = path.string();
    testing::RegisterTest(
        "Scenarios", path.stem().c_str(), nullptr, nullptr, file.c_str(), 1,
        [file, rewrite]() -> testing::Test* { return new ScenarioTest(file, rewrite); });
  }
}

}  // namespace
}  // namespace testfed

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  bool rewrite = std::getenv("TESTFED_REWRITE_SCENARIOS") != nullptr;
  for (int i = 1; i < argc; ++i) rewrite = rewrite || std::string(argv[i]) == "--rewrite";
  testfed::RegisterScenarios(rewrite);
  // A command that opens a path as it was typed, instead of relative to its Invocation, shows here.
  std::filesystem::current_path("/");
  return RUN_ALL_TESTS();
}
