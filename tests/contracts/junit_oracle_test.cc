// ResolveJvm, the written annotations and the filters against JUnit's own console launcher, on
// data/junit. Skips where no JDK or no launcher is installed.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "contracts/annotation_sources.h"
#include "contracts/readers.h"
#include "contracts/test_filter.h"
#include "contracts/test_resolver.h"
#include "tests/contracts/jvm_tools.h"

namespace testfed {
namespace {

namespace fs = std::filesystem;

constexpr char kLauncher[] = "/usr/share/java/junit-platform-console-standalone.jar";

// [engine:junit-jupiter]/[class:p.A]/[nested-class:In]/[test-template:p(int, x.Y)]/... as an id.
std::string IdOf(std::string_view unique) {
  std::string id;
  while (!unique.empty()) {
    size_t end = unique.find(']');
    std::string_view part = unique.substr(1, end - 1);
    unique.remove_prefix(std::min(unique.size(), end + 2));
    size_t colon = part.find(':');
    std::string_view kind = part.substr(0, colon);
    std::string_view value = part.substr(colon + 1);
    if (kind == "class") id += value;
    if (kind == "nested-class") id += "$" + std::string(value);
    if (kind == "method" || kind == "test-template" || kind == "test-factory") {
      std::string method(value);
      // Only parameters are written with a blank that ids have not.
      for (size_t at = method.rfind('('); (at = method.find(", ", at)) != std::string::npos;) {
        method.erase(at + 1, 1);
      }
      if (method.ends_with("()")) method.resize(method.size() - 2);
      return id + "#" + method;
    }
  }
  return id;
}

class JunitOracleTest : public testing::Test {
 protected:
  void SetUp() override {
    if (!HasCommand("javac")) GTEST_SKIP() << "no javac: apt-get install default-jdk-headless";
    if (!fs::exists(kLauncher)) GTEST_SKIP() << "no launcher: apt-get install junit5";
    folder_ = fs::path(testing::TempDir()) / ("testfed-junit-" + std::to_string(getpid()));
    fs::create_directories(folder_ / "src");
    Declarations declarations;
    declarations.domains.resize(1);
    declarations.domains[0].name = "Js";
    for (const AnnotationSource& source : JavaAnnotations(declarations, "tags")) {
      Add(source.name, source.text);
    }
    Add("Shapes.java", TextOf(TESTFED_CONTRACTS_DATA "/junit/Shapes.java"));
    discovery_ = ResolveTests(files_);
    CommandResult compiled = RunCommand("javac -nowarn -d " + Path("out") + " -cp " + kLauncher +
                                        " " + Path("src") + "/*.java");
    ASSERT_EQ(compiled.code, 0) << compiled.out;
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Path(const std::string& name) const { return (folder_ / name).string(); }

  void Add(const std::string& name, const std::string& text) {
    std::ofstream(Path("src/" + name)) << text;
    SourceFile file;
    file.path = name;
    file.facts = std::make_shared<const SourceFacts>(ReadJava(text));
    files_.push_back(file);
  }

  // What the launcher runs.
  std::set<std::string> Run(const std::string& arguments) {
    fs::remove_all(folder_ / "reports");
    CommandResult ran =
        RunCommand("cd " + folder_.string() + " && java -jar " + kLauncher +
                   " -cp out --disable-banner --details=none --reports-dir=reports " + arguments);
    EXPECT_EQ(ran.code, 0) << ran.out;
    std::set<std::string> ids;
    std::string report = TextOf(Path("reports/TEST-junit-jupiter.xml"));
    for (size_t at = report.find("unique-id: "); at != std::string::npos;
         at = report.find("unique-id: ", at + 1)) {
      size_t begin = at + 11;
      std::string_view rest = std::string_view(report).substr(begin);
      std::string id = IdOf(rest.substr(0, rest.find('\n')));
      if (!id.empty()) ids.insert(id);  // the engine has one too
    }
    return ids;
  }

  std::set<std::string> Expected(std::string_view label) const {
    std::set<std::string> ids;
    for (const testfed::Test& test : discovery_.tests) {
      bool has = label.empty();
      for (const Tag& tag : test.tags) {
        has = has || (tag.kind == Tag::Kind::kSmoke ? label == "smoke"
                                                    : label == "affected-by:" + tag.domain);
      }
      if (has) ids.insert(test.id);
    }
    return ids;
  }

  fs::path folder_;
  std::vector<SourceFile> files_;
  Discovery discovery_;
};

TEST_F(JunitOracleTest, TheSameTestsWithTheSameTags) {
  const std::string scan = "--scan-classpath -n '.*'";
  EXPECT_EQ(Run(scan), Expected(""));
  EXPECT_EQ(Run(scan + " -t smoke"), Expected("smoke"));
  EXPECT_EQ(Run(scan + " -t affected-by:Js"), Expected("affected-by:Js"));
  EXPECT_GT(Expected("smoke").size(), 10u);
}

TEST_F(JunitOracleTest, TheFilterRunsExactlyTheNamedTests) {
  FilterRequest request;
  request.runner = Runner::kJunit;
  request.command = {"java"};
  request.file = "filter.txt";
  std::set<std::string> smoke = Expected("smoke");
  request.tests.assign(smoke.begin(), smoke.end());
  std::vector<RunnerCall> calls = JunitCalls(request);
  ASSERT_EQ(calls.size(), 1u);
  std::ofstream(Path("filter.txt")) << calls[0].content;
  EXPECT_EQ(Run(calls[0].words[0]), smoke);
}

TEST_F(JunitOracleTest, TheSameTestsInKotlin) {
  if (!HasCommand("kotlinc")) GTEST_SKIP() << "no kotlinc: apt-get install kotlin";
  Declarations declarations;
  declarations.domains.resize(1);
  declarations.domains[0].name = "Js";
  files_.clear();
  fs::remove_all(folder_ / "out");
  std::string marks = KotlinAnnotations(declarations, "ktags")[0].text;
  std::string shapes = TextOf(TESTFED_CONTRACTS_DATA "/junit/KotlinShapes.kt");
  for (const auto& [name, text] : {std::pair{"A.kt", shapes}, std::pair{"B.kt", marks}}) {
    std::ofstream(Path(name)) << text;
    SourceFile file;
    file.path = name;
    file.language = Language::kKotlin;
    file.facts = std::make_shared<const SourceFacts>(ReadKotlin(text));
    files_.push_back(file);
  }
  discovery_ = ResolveTests(files_);
  CommandResult compiled =
      RunCommand("kotlinc -nowarn -jvm-target 1.8 -include-runtime -d " + Path("out.jar") +
                 " -cp " + kLauncher + " " + Path("A.kt") + " " + Path("B.kt"));
  ASSERT_EQ(compiled.code, 0) << compiled.out;
  fs::create_directories(folder_ / "out");  // the launcher scans folders
  CommandResult unpacked = RunCommand("cd " + Path("out") + " && jar xf " + Path("out.jar"));
  ASSERT_EQ(unpacked.code, 0) << unpacked.out;
  const std::string scan = "--scan-classpath -n '^shapes[.].*'";
  EXPECT_EQ(Run(scan), Expected(""));
  EXPECT_EQ(Run(scan + " -t smoke"), Expected("smoke"));
  EXPECT_EQ(Run(scan + " -t affected-by:Js"), Expected("affected-by:Js"));
}

}  // namespace
}  // namespace testfed
