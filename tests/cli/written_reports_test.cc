#include "cli/written_reports.h"

#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "cli/report_collector.h"

namespace testfed {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kReport =
    "<testsuite name=\"pytest\"><testcase classname=\"t\" name=\"a\"/></testsuite>";

class ReportFolder : public testing::Test {
 protected:
  ReportFolder() {
    std::string path = testing::TempDir() + "/reports-XXXXXX";
    EXPECT_NE(mkdtemp(path.data()), nullptr);
    root = path;
  }
  ~ReportFolder() override { fs::remove_all(root); }

  void Write(const std::string& path, std::string_view text = kReport) {
    fs::create_directories(fs::path(root + "/" + path).parent_path());
    std::ofstream(root + "/" + path, std::ios::binary) << text;
  }

  ReportFiles Find(const std::vector<std::string>& globs) {
    std::vector<Pattern> patterns;
    for (const std::string& glob : globs) patterns.push_back(*Pattern::Parse(glob));
    absl::StatusOr<ReportFiles> found = FindReports(root, patterns);
    EXPECT_TRUE(found.ok()) << found.status();
    return found.ok() ? *found : ReportFiles();
  }

  std::string Paths(const std::vector<std::string>& globs) {
    std::string text;
    for (const auto& [path, identity] : Find(globs)) text += path + "\n";
    return text;
  }

  std::string root;
};

TEST_F(ReportFolder, GlobsFindXmlFiles) {
  Write("a/build/test-results/test/TEST-A.xml");
  Write("a/build/test-results/test/deep/TEST-B.xml");
  Write("a/build/test-results/binary/output.bin");
  Write("b/build/test-results/test/TEST-C.xml");
  Write(".git/build/test-results/test/TEST-D.xml");
  fs::create_symlink(root + "/a", root + "/linked");
  fs::create_symlink(root + "/b/build/test-results/test/TEST-C.xml", root + "/TEST-C.xml");
  EXPECT_EQ(Paths({"a/build/test-results"}),
            "a/build/test-results/test/TEST-A.xml\na/build/test-results/test/deep/TEST-B.xml\n");
  EXPECT_EQ(Paths({"a/build/test-results/*/*.xml"}), "a/build/test-results/test/TEST-A.xml\n");
  EXPECT_EQ(Paths({"**/TEST-*.xml"}),
            "a/build/test-results/test/TEST-A.xml\na/build/test-results/test/deep/TEST-B.xml\n"
            "b/build/test-results/test/TEST-C.xml\n");
  EXPECT_EQ(Paths({"b/build/test-results/test/TEST-C.xml"}),
            "b/build/test-results/test/TEST-C.xml\n");
  EXPECT_EQ(Paths({"no/such/folder/*.xml", "linked/**"}), "");
}

TEST_F(ReportFolder, OnlyWhatWasWrittenSinceCounts) {
  Write("r/old.xml");
  Write("r/rewritten.xml");
  Write("r/replaced.xml");
  const ReportFiles before = Find({"r/*.xml"});
  EXPECT_EQ(WrittenSince(before, Find({"r/*.xml"})), std::vector<std::string>());
  // Of the same size, so that only its times or its place on the disk tell; a writer that is faster
  // than the clock of the disk replaces it, as `rename` does.
  Write("r/new.xml");
  Write("r/replaced.tmp");
  fs::rename(root + "/r/replaced.tmp", root + "/r/replaced.xml");
  Write("r/rewritten.xml", std::string(kReport) + "\n");
  EXPECT_EQ(WrittenSince(before, Find({"r/*.xml"})),
            (std::vector<std::string>{"r/new.xml", "r/replaced.xml", "r/rewritten.xml"}));
  fs::remove(root + "/r/old.xml");
  EXPECT_EQ(WrittenSince(Find({"r/*.xml"}), Find({"r/*.xml"})), std::vector<std::string>());
}

class Collector : public ReportFolder {
 protected:
  Collector()
      : files(MakeRealFileSystem()),
        collector(
            root, root + "/.reports", [](const std::string&) { return std::nullopt; }, *files) {}

  CallEvidence End(int exit_code = 0) {
    std::string rest;
    return collector.End(0, {exit_code, ""}, rest);
  }

  std::unique_ptr<FileSystem> files;
  ReportCollector collector;
  Job job;
  JobCommand command{{"t"}, "/", {}};
};

TEST_F(Collector, AReportOfTheRunnerIsCounted) {
  job.runner = "gtest";
  ASSERT_TRUE(collector.Begin(0, job, command).ok());
  ASSERT_EQ(command.variables.size(), 1U);
  EXPECT_EQ(command.variables[0].first, "GTEST_OUTPUT");
  EXPECT_EQ(command.variables[0].second, "xml:" + root + "/.reports/1/");
  Write(".reports/1/t.xml");
  Write(".reports/1/t_1.xml");
  const CallEvidence evidence = End();
  EXPECT_TRUE(evidence.counted);
  EXPECT_EQ(evidence.reports.size(), 2U);
}

TEST_F(Collector, WithoutAReportOfTheRunnerNobodyCounts) {
  job.runner = "gtest";
  ASSERT_TRUE(collector.Begin(0, job, command).ok());
  CallEvidence evidence = End();
  EXPECT_FALSE(evidence.counted);
  EXPECT_EQ(evidence.opaque, "its runner wrote no report");
  EXPECT_EQ(evidence.problem, "");
  // One that was cut short is none, and is no other's either.
  ASSERT_TRUE(collector.Begin(0, job, command).ok());
  Write(".reports/2/t.xml", kReport.substr(0, 30));
  evidence = End();
  EXPECT_FALSE(evidence.counted);
  EXPECT_NE(evidence.opaque, "");
  EXPECT_EQ(evidence.problem, "");
}

TEST_F(Collector, DeclaredReportsMustBeWritten) {
  job.reports = {"out/*.xml"};
  Write("out/stale.xml");
  ASSERT_TRUE(collector.Begin(0, job, command).ok());
  EXPECT_TRUE(command.variables.empty());
  CallEvidence evidence = End();
  EXPECT_FALSE(evidence.counted);
  EXPECT_EQ(evidence.problem, "wrote no report, and `reports` of its suite names `out/*.xml`");
  ASSERT_TRUE(collector.Begin(0, job, command).ok());
  EXPECT_EQ(End(1).problem, "");  // the exit code says more
  ASSERT_TRUE(collector.Begin(0, job, command).ok());
  Write("out/new.xml");
  evidence = End();
  EXPECT_TRUE(evidence.counted);
  ASSERT_EQ(evidence.reports.size(), 1U);
  EXPECT_EQ(evidence.reports[0].path, "out/new.xml");
}

TEST_F(Collector, ADeclaredReportThatCannotBeReadIsAProblem) {
  job.reports = {"out"};
  ASSERT_TRUE(collector.Begin(0, job, command).ok());
  Write("out/lint.xml", "<checkstyle/>");
  const CallEvidence evidence = End();
  EXPECT_FALSE(evidence.counted);
  EXPECT_TRUE(evidence.problem.starts_with("its report cannot be read: out/lint.xml:1:1: "))
      << evidence.problem;
}

TEST_F(Collector, NobodyIsAskedWhereTheSuiteSaysSo) {
  job.runner = "gtest";
  job.reports.emplace();
  ASSERT_TRUE(collector.Begin(0, job, command).ok());
  EXPECT_TRUE(command.variables.empty());
  EXPECT_EQ(End().opaque, "its suite asks for no report");
}

TEST_F(Collector, GoIsReadAsItRuns) {
  job.runner = "go";
  command.words = {"go", "test", "./a"};
  ASSERT_TRUE(collector.Begin(0, job, command).ok());
  EXPECT_EQ(command.words, (std::vector<std::string>{"go", "test", "-json", "./a"}));
  EXPECT_EQ(collector.Output(0, "{\"Action\":\"pass\",\"Package\":\"m/a\",\"Test\":\"TestA\"}\nab"),
            "");
  std::string rest;
  const CallEvidence evidence = collector.End(0, {0, ""}, rest);
  EXPECT_EQ(rest, "ab\n");
  EXPECT_TRUE(evidence.counted);
  ASSERT_EQ(evidence.reports.size(), 1U);
  EXPECT_EQ(evidence.reports[0].passed(), 1);
}

TEST(ShareReports, WhereAGlobIsTheSame) {
  Job a, b;
  EXPECT_FALSE(ShareReports(a, b));
  a.reports = {"x/*.xml", "y/*.xml"};
  EXPECT_FALSE(ShareReports(a, b));
  b.reports = {"z/*.xml"};
  EXPECT_FALSE(ShareReports(a, b));
  b.reports = {"z/*.xml", "y/*.xml"};
  EXPECT_TRUE(ShareReports(a, b));
}

}  // namespace
}  // namespace testfed
