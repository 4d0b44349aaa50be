// Jest and Vitest, which npm installs below the build folder once, where it can.
#include <gtest/gtest.h>

#include <sstream>

#include "domains/json.h"
#include "tests/runners/node_modules.h"
#include "tests/runners/sample_repository.h"

namespace testfed {
namespace {

// `file > name` of the tests that passed, in any number of reports, one a line.
TestNames PassedOf(const SampleRepository& repository, const std::string& reports) {
  TestNames names;
  std::istringstream lines(repository.Read(reports));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("{")) continue;
    auto report = ParseJson(line, reports);
    EXPECT_TRUE(report.ok()) << report.status();
    if (!report.ok()) continue;
    for (const Json& file : (*report)["testResults"].Items()) {
      const std::string path = file["name"].String().substr(repository.Path("").size());
      for (const Json& test : file["assertionResults"].Items()) {
        if (test["status"].String() != "passed") continue;
        std::string name = path;
        for (const Json& title : test["ancestorTitles"].Items()) name += " > " + title.String();
        names.insert(name + " > " + test["title"].String());
      }
    }
  }
  return names;
}

void RunsWhatIsSelected(const std::string& runner, const std::string& version,
                        const std::string& arguments) {
  if (!HasProgram("node")) GTEST_SKIP() << "no node: apt-get install nodejs npm";
  const std::string folder = FolderWith(runner, runner + "@" + version);
  if (folder.empty()) GTEST_SKIP() << "npm is not here, or cannot install " << runner;
  const std::string modules = folder + "/node_modules";
  auto suite = [&](const std::string& name) {
    return "runner: " + runner + "\ndirectory: " + name + "\ncommand: bash ../run.sh " + name +
           " {filter}";
  };
  SampleRepository repository({suite("provider"), suite("consumer")});
  repository.Write(".gitignore", "node_modules\n");
  // Several calls of one job append to one report.
  repository.Write("run.sh", "set -e\nreport=../$1.json\nshift\n../node_modules/.bin/" + runner +
                                 " " + arguments + " \"$@\" >> $report\necho >> $report\n");
  repository.Write("provider/package.json", "{}\n");
  repository.Write("provider/prices.js", "module.exports = 1\n");
  repository.Write("provider/prices.test.js", R"js(test("adds", () => {})
test("rounds", () => {})
)js");
  repository.Write("consumer/package.json", "{}\n");
  repository.Write("consumer/checkout.test.js", R"js(describe("checkout", () => {
  // @AffectedByProvider
  test("reads prices (all)", () => {})
  test("reads prices (all) twice", () => {})
  test("plain", () => {})
})

// @AffectedByProvider
describe("refunds", () => {
  it("give $ back", () => {})
})
)js");
  // It has the names that are selected in the file above.
  repository.Write("consumer/cart.test.js", R"js(describe("checkout", () => {
  test("reads prices (all)", () => {})
})

// @SmokeTest
test("starts", () => {})

// @AffectedByProvider
test.each([1, 2])("counts %d", () => {})
)js");
  // Of a table of tests the names are not known: the file runs.
  const TestNames whole_file = {
      "consumer/cart.test.js > checkout > reads prices (all)", "consumer/cart.test.js > counts 1",
      "consumer/cart.test.js > counts 2", "consumer/cart.test.js > starts"};
  repository.Write("consumer/pay.test.js", R"js(// @SmokeTest
test("starts", () => {})
test("reads prices (all)", () => {})
)js");
  repository.Write("consumer/plain.test.js", "test(\"starts\", () => {})\n");
  if (!repository.ChangeAndBuild("provider/prices.js", "// dearer",
                                 "ln -s '" + modules + "' node_modules")) {
    return;
  }
  std::string out = repository.Run();
  EXPECT_EQ(PassedOf(repository, "provider.json"),
            (TestNames{"provider/prices.test.js > adds", "provider/prices.test.js > rounds"}))
      << out;
  TestNames expected = {"consumer/checkout.test.js > checkout > reads prices (all)",
                        "consumer/checkout.test.js > refunds > give $ back",
                        "consumer/pay.test.js > starts"};
  expected.insert(whole_file.begin(), whole_file.end());
  EXPECT_EQ(PassedOf(repository, "consumer.json"), expected) << out;
}

TEST(RunnerTest, JestRunsWhatIsSelected) { RunsWhatIsSelected("jest", "29.7.0", "--json"); }

TEST(RunnerTest, VitestRunsWhatIsSelected) {
  RunsWhatIsSelected("vitest", "3.2.7", "run --globals --reporter=json");
}

}  // namespace
}  // namespace testfed
