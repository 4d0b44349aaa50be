#include "tests/runners/ci_repository.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <vector>

#include "tests/cli/shell.h"

namespace testfed {

namespace fs = std::filesystem;

CiRepository::CiRepository() {
  git.Init();
  ran_ = Beside("ran");
  fs::create_directories(ran_);
}

CiRepository::~CiRepository() {
  std::error_code ignored;
  fs::remove_all(ran_, ignored);
}

void CiRepository::Declare(const std::string& billing) {
  auto suite = [&](std::string command) {
    command.replace(command.find("RAN"), 3, ran_);
    return "    unit: {command: \"" + command + "\"";
  };
  git.Write("domains.yaml",
            "$settings:\n"
            "  ignore: [\"*.md\"]\n"
            "Billing:\n"
            "  include: [billing]\n"
            "  suites:\n" +
                suite(billing) +
                ", ci: {env: {A: \"$(b)\"}, timeout-minutes: 7, gitlab: {timeout: 7 minutes, "
                "variables: {A: \"$$(b)\"}}}}\n"
                "Web:\n"
                "  include: [web, .github, .gitlab-ci.yml]\n"
                "  suites:\n" +
                suite("touch RAN/Web") + "}\n");
  git.Write("billing/a", "1\n");
  git.Write("web/a", "1\n");
}

void CiRepository::WriteCi(const std::string& ci) {
  ShellResult result =
      RunShell("bash", "cd '" + git.root + "' && '" TESTFED_BINARY "' init --ci " + ci + "\n");
  ASSERT_EQ(result.code, 0) << result.out;
  git.Commit("first");
}

void CiRepository::MergeChange(const std::string& path) {
  git.Git({"switch", "-q", "-c", "topic"});
  git.Write(path, "2\n");
  git.Commit("change");
  git.Git({"switch", "-q", "main"});
  git.Git({"merge", "-q", "--no-ff", "-m", "merge", "topic"});
}

std::string CiRepository::Ran() const {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(ran_)) names.push_back(entry.path().filename());
  std::sort(names.begin(), names.end());
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "" : " ") + name;
  return text;
}

}  // namespace testfed
