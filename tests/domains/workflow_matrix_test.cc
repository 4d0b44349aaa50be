// Static matrices of workflows, and folders that shall be domains.
#include "domains/workflow_matrix.h"

#include <gtest/gtest.h>

#include "domains/declarations_reader.h"
#include "domains/folder_domains.h"
#include "tests/domains/declared_rules.h"

namespace testfed {
namespace {

constexpr char kDomains[] =
    "Api: {include: [api]}\nBilling: {include: [billing]}\nWeb: {include: [web]}\n";

std::string Check(const std::string& workflow, const std::string& domains = kDomains) {
  DeclarationsResult read = ReadDeclarations(domains, "domains.yaml");
  EXPECT_TRUE(read.findings.empty());
  std::string text;
  std::vector<Finding> findings = CheckWorkflowMatrix(workflow, "ci.yml", read.declarations);
  SortFindings(findings);
  for (const Finding& finding : findings) text += Render(finding);
  return text;
}

std::string Job(const std::string& matrix) {
  return "on: push\njobs:\n  test:\n    strategy:\n      matrix:\n" + matrix + "    steps: []\n";
}

TEST(WorkflowMatrix, NamesEveryDomain) {
  EXPECT_EQ(Check(Job("        domain: [Api, Billing, Web]\n")), "");
  EXPECT_EQ(
      Check(Job("        domain: [Api, Bilings]\n")),
      "ci.yml:6:9: error: domain `Billing` has jobs, and the axis `domain` of job `test` does "
      "not name it [matrix-missing]\n"
      "hint: add it to the list\n"
      "  Billing\n"
      "ci.yml:6:9: error: domain `Web` has jobs, and the axis `domain` of job `test` does not "
      "name it [matrix-missing]\n"
      "hint: add it to the list\n"
      "  Web\n"
      "ci.yml:6:23: error: `Bilings` of the axis `domain` of job `test` is no domain; did you "
      "mean `Billing`? [matrix-unknown]\n");
}

TEST(WorkflowMatrix, IsFoundByWhatItNames) {
  EXPECT_EQ(Check(Job("        os: [linux, mac]\n        part: [Api, Billing, Web]\n")), "");
  EXPECT_EQ(Check(Job("        include:\n          - {part: Api, os: linux}\n"
                      "          - {part: Billing}\n          - {part: Web}\n")),
            "");
  // A job each, as for domains with services of their own.
  EXPECT_EQ(Check("jobs:\n  a: {strategy: {matrix: {domain: [Api]}}}\n"
                  "  b: {strategy: {matrix: {domain: [Billing, Web]}}}\n"),
            "");
}

TEST(WorkflowMatrix, LosesWhatIsExcluded) {
  EXPECT_EQ(
      Check(Job("        domain: [Api, Billing, Web]\n        os: [linux, mac]\n"
                "        exclude:\n          - {domain: Web}\n"
                "          - {domain: Api, os: mac}\n")),
      "ci.yml:6:9: error: domain `Web` has jobs, and the axis `domain` of job `test` does not "
      "name it [matrix-missing]\nhint: add it to the list\n  Web\n");
}

TEST(WorkflowMatrix, AsksOnlyForDomainsWithJobs) {
  EXPECT_EQ(Check(Job("        domain: [Api]\n"),
                  "Api: {include: [api], suites: {u: {command: x}}}\nWeb: {include: [web]}\n"),
            "");
}

TEST(WorkflowMatrix, SaysWhenThereIsNothingToCompare) {
  EXPECT_EQ(Check("jobs: {test: {steps: []}}\n"),
            "ci.yml: error: no matrix of a job here names a domain [matrix]\n");
  EXPECT_EQ(
      Check("jobs:\n  test:\n    strategy:\n      matrix: ${{ fromJSON(x) }}\n"),
      "ci.yml:4:15: error: the matrix comes from an expression, so there is no list of domains "
      "to compare [matrix]\n");
  EXPECT_EQ(Check("jobs: [\n").substr(0, 7), "ci.yml:");
}

std::string CheckFolders(const std::string& domains, const std::string& pattern,
                         const std::vector<std::string>& paths) {
  DeclarationsResult read = ReadDeclarations(domains, "domains.yaml");
  EXPECT_TRUE(read.findings.empty());
  absl::StatusOr<Pattern> folders = Pattern::Parse(pattern);
  EXPECT_TRUE(folders.ok());
  auto found = CheckFolderDomains(read.declarations, *folders, [&](TreeVisitor& visitor) {
    WalkPaths(paths, visitor);
    return absl::OkStatus();
  });
  if (!found.ok()) return std::string(found.status().message());
  std::string text;
  for (const Finding& finding : *found) text += Render(finding);
  return text;
}

TEST(FolderDomains, AreOneEach) {
  const std::vector<std::string> paths = {"s/a/x", "s/a/t/y", "s/b/x", "s/c/x", "s/file", "t/x"};
  EXPECT_EQ(CheckFolders("A: {include: [s/a]}\nB: {include: [s/b]}\nC: {include: [s/c, t]}\n",
                         "s/*", paths),
            "");
  EXPECT_EQ(
      CheckFolders("A: {include: [s/a]}\nRest: {include: [s/b, s/c]}\n", "s/*", paths),
      "s/b/: error: no domain has this folder for itself: Rest owns files of others that match "
      "`s/*`, too [folder-domain]\n"
      "s/c/: error: no domain has this folder for itself: Rest owns files of others that match "
      "`s/*`, too [folder-domain]\n");
  EXPECT_EQ(CheckFolders("A: {include: [s/a]}\nB: {include: [s/b]}\n", "s/*/", paths),
            "s/c/: error: no domain has this folder for itself [folder-domain]\n");
  EXPECT_EQ(CheckFolders("A: {include: [s/a]}\n", "services/*/", paths),
            "no folder matches `services/*/`");
}

}  // namespace
}  // namespace testfed
