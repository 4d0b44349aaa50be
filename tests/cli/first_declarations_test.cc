#include "cli/first_declarations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "domains/checker.h"
#include "domains/declarations_reader.h"
#include "domains/path_name.h"
#include "domains/pattern.h"
#include "domains/yaml.h"
#include "domains/yaml_text.h"
#include "selector/memory_repository.h"

namespace testfed {
namespace {

using ::testing::ElementsAre;

// The text of a first domains.yaml, after check has looked at it.
std::string YamlFor(const std::vector<std::string>& paths, const std::string& codeowners = "") {
  MemoryRepository repository;
  for (const std::string& path : paths) repository.index[path] = "";
  FileWalk walk = [&](TreeVisitor& visitor) { return repository.Walk(Snapshot::Index(), visitor); };
  RootCensus census;
  EXPECT_TRUE(walk(census).ok());
  std::string yaml = YamlOf(
      FirstDeclarationsOf(census, Codeowners(codeowners), {"domain.dump.txt", "domains.yaml"}));
  DeclarationsResult read = ReadDeclarations(yaml, "domains.yaml");
  for (const Finding& finding : read.findings) ADD_FAILURE() << Render(finding) << yaml;
  auto checked = CheckDeclarations(read.declarations, walk);
  EXPECT_TRUE(checked.ok());
  for (const Finding& finding : checked->findings) ADD_FAILURE() << Render(finding) << yaml;
  return yaml;
}

TEST(FirstDeclarations, CheckAcceptsTheirText) {
  EXPECT_EQ(
      YamlFor({".github/CODEOWNERS", ".github/workflows/ci.yml", ".gitignore", "README.md",
               "build-logic/a.kt", "docs/a.md", "docs/b/c.png", "go.mod", "strange", "web/a.ts",
               "web/.github/workflows/x"},
              "* @acme/all\n/web/ @acme/web @acme/design\n/.github/\n"),
      R"(# Which domain owns which file; a first one by `testfed init`, from here on written by hand.
# After an edit: `testfed check`, then `testfed dump --update`.

$settings:
  # Files that can affect no test. Where a test reads one of them, take it out.
  ignore:
    - docs/**
    - .gitignore
    - README.md
  # What runs everything, and why. Give a file to a domain where only that needs it.
  full:
    - paths:
        - go.mod
      reason: the build definition
    - paths:
        - .github/workflows/**
      reason: how tests are run
    - paths:
        - strange
      reason: a file at the root that testfed does not know

Github:
  home: .github
  include: [.github/**]

BuildLogic:
  home: build-logic
  owners: ["@acme/all"]
  include: [build-logic/**]

Web:
  home: web
  owners: ["@acme/web", "@acme/design"]
  include: [web/**]

# Next: `fullyAffectedBy: [OtherDomain]` where a domain uses another, and `suites` with
# the commands that test it. Until some domain has suites, each affected domain is one job.
)");
}

TEST(FirstDeclarations, CheckAcceptsOddRepositories) {
  const std::vector<std::string> repositories[] = {
      {"a"},
      {"README.md"},
      {"domains.yaml", "domain.dump.txt"},
      {"domains.yaml"},
      {"docs/a.md"},
      {"docs/a.md", "docs/conf.py"},
      {".circleci/config.yml"},
      {".github/workflows/ci.yml"},
      {".github/workflows/ci.yml", "main.py"},
      {".gitlab/ci/a.yml", ".gitlab/x"},
      {"a/domains.yaml"},
      {"a b/x",
       "a*/x",
       "a/x",
       "{a}/x",
       "[a]/x",
       "!a/x",
       "#a/x",
       "a\\/x",
       "\"/x",
       "'/x",
       "-/x",
       "&a/x",
       ",/x",
       "a: b/x",
       "@x/x",
       "`/x",
       "%/x",
       "~/x",
       "$settings/x",
       "a\nb/x",
       "\t/x",
       " /x",
       "x /x",
       "**/x",
       "?/x",
       "null/x",
       "true/x",
       "1/x",
       "0x1/x",
       "1e3/x",
       "\x7f/x",
       "\xc2\x85/x",
       "\xe2\x80\xa8/x",
       "\xef\xbb\xbf/x",
       "\xc3\xa9/x",
       "e\xcc\x81/x",
       "Unknown/x"},
      {"a b", "*",    "a",    "{a}", "[a]", "!a", "#a", "a\\",  "\"",   "'", "-",    "&a",
       ",",   "a: b", "a\nb", "\t",  " ",   "**", "?",  "null", "true", "1", "\x7f", "\xc2\x85"},
      {"inv\xff.md", "inva.md", "inv\xfe.md", "x/y"},
      {"inv\xff/a", "inva/a", "inv\xfe/a", "inv\xff\xff/b"},
      {"doc\xff", "docs/a.md"},
      {"doc\xff", "doca/a.md", "z/a"},
      {"\xff", "\xff\xfe/a"},
      {"*.md", "a.md", "b/c"},
      {std::string(255, 'a') + "/b", std::string(255, '*') + "/b"},
  };
  for (const auto& paths : repositories) {
    SCOPED_TRACE(QuotePath(paths.front()));
    YamlFor(paths);
  }
}

TEST(FirstDeclarations, CheckAcceptsRandomNames) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  constexpr std::string_view kBytes = "ab*?[]{}\\!,.-_ '\"#:&\n\xc3\xa9\xff@$~";
  for (int round = 0; round < 300; ++round) {
    std::vector<std::string> paths;
    for (auto count = 1 + random() % 6; count > 0; --count) {
      std::string name;
      for (auto length = 1 + random() % 4; length > 0; --length) {
        name += kBytes[random() % kBytes.size()];
      }
      if (name == "." || name == "..") continue;
      // A folder and a file of one name cannot be.
      name += random() % 2 == 0 ? "f/x" : ".md";
      paths.push_back(name);
    }
    if (!paths.empty()) YamlFor(paths);
    if (HasFailure()) return;
  }
}

TEST(FirstDeclarations, NameDomains) {
  EXPECT_THAT(DomainNamesOf({"build-logic", ".github", "3rdparty", "third_party", "iOS", "日本",
                             "ß", "unknown", "a.b", "a-b", "AB", "a-b2"}),
              ElementsAre("BuildLogic", "Github", "D3rdparty", "ThirdParty", "IOS", "Folder",
                          "Folder2", "Unknown2", "AB", "AB3", "AB4", "AB2"));
}

TEST(FirstDeclarations, WritePatternsForNames) {
  EXPECT_EQ(PatternFor("a b.c"), "a b.c");
  EXPECT_EQ(PatternFor("!a!{b}[c]*?\\"), "\\!a!\\{b\\}\\[c\\]\\*\\?\\\\");
  EXPECT_EQ(PatternFor("inv\xff\xc3\xa9.txt"), "inv?\xc3\xa9.txt");
}

TEST(YamlText, IsReadBackAsText) {
  const std::string texts[] = {"a",
                               "a b",
                               "a ",
                               "",
                               " ",
                               "1",
                               ".5",
                               ".a",
                               ".inf",
                               "No",
                               "*a",
                               "-",
                               "- a",
                               "a: b",
                               "a #b",
                               "'",
                               "\"",
                               "\\",
                               "\\'\"",
                               "a\nb",
                               "\t",
                               "\x01",
                               "\x7f",
                               "é",
                               "\xc2\x85",
                               "\xe2\x80\xae",
                               "\xf0\x9f\x98\x80",
                               "[a]",
                               "{a}",
                               "a,b",
                               "@a/b",
                               "`a`",
                               "%a",
                               "&a",
                               "!a",
                               "|",
                               ">",
                               "?",
                               "? a",
                               "~",
                               "=",
                               "<<",
                               "---",
                               "...",
                               "2026-01-01",
                               "0o7",
                               "1_000"};
  for (const std::string& text : texts) {
    YamlResult read = ReadYaml("- " + YamlList({text, text}) + "\n", "x");
    ASSERT_TRUE(read.root.has_value()) << text;
    const YamlNode& list = read.root->items.at(0);
    ASSERT_EQ(list.items.size(), 2u) << text;
    EXPECT_EQ(list.items[1].text, text);
    EXPECT_TRUE(ToJson(list.items[1]).IsString()) << text;
  }
  EXPECT_EQ(YamlText("web/**"), "web/**");
  EXPECT_EQ(YamlText("\\*/**"), "'\\*/**'");
}

TEST(RootFile, IsKnownByItsName) {
  for (const char* name :
       {"settings.gradle.kts", "gradlew.bat", "pom.xml", "package.json", "pnpm-lock.yaml",
        "Cargo.lock", "go.work.sum", "CMakeLists.txt", "Makefile", "BUILD", "BUILD.bazel",
        "WORKSPACE.bzlmod", "MODULE.bazel.lock", "requirements-dev.txt", "tsconfig.base.json",
        "Dockerfile.dev", "poetry.lock", "gradle.lockfile", ".bazelrc"}) {
    EXPECT_EQ(RootFileOf(name), RootFile::kBuild) << name;
  }
  for (const char* name :
       {"README.md", "README", "LICENSE-MIT", "CODEOWNERS", ".gitignore", "x.rst"}) {
    EXPECT_EQ(RootFileOf(name), RootFile::kDocument) << name;
  }
  for (const char* name : {"README.py", "clock.c", "main.py", "notes.txt", ".env"}) {
    EXPECT_EQ(RootFileOf(name), RootFile::kOther) << name;
  }
  EXPECT_EQ(RootFileOf(".gitlab-ci.yml"), RootFile::kPipeline);
}

}  // namespace
}  // namespace testfed
