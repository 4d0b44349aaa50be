// What check finds, on lists of files.
#include "domains/checker.h"

#include <gtest/gtest.h>

#include "domains/declarations_reader.h"
#include "tests/domains/declared_rules.h"

namespace testfed {
namespace {

std::string Check(const std::string& yaml, const std::vector<std::string>& paths) {
  DeclarationsResult read = ReadDeclarations(yaml, "domains.yaml");
  EXPECT_TRUE(read.findings.empty()) << Render(read.findings.front());
  absl::StatusOr<CheckResult> result =
      CheckDeclarations(read.declarations, [&](TreeVisitor& visitor) {
        WalkPaths(paths, visitor);
        return absl::OkStatus();
      });
  EXPECT_TRUE(result.ok());
  std::string text;
  for (const Finding& finding : result->findings) text += Render(finding);
  return text;
}

struct Case {
  std::string name;
  std::string yaml;
  std::vector<std::string> paths;
  std::string findings;
};

TEST(Checker, FindsHoles) {
  const std::vector<Case> kCases = {
      {"nothing is wrong", "A: {include: [a]}", {"a/x", "a/y/z"}, ""},
      {"a dead pattern, and what was meant",
       "A: {include: [\"serch/**\", a]}",
       {"search/x", "a/b"},
       "domains.yaml:1:15: error: `serch/**` matches no file; did you mean `search/**`? "
       "[dead-pattern]\n"
       "search/: warning: 1 file belongs to no domain, so a change of one runs everything "
       "[unowned]\n"},
      {"a dead pattern deeper down",
       "A: {include: [a, a/bb/c]}",
       {"a/bc/c"},
       "domains.yaml:1:18: error: `a/bb/c` matches no file; did you mean `a/bc/c`? "
       "[dead-pattern]\n"},
      {"a dead ignore is a warning",
       "$settings: {ignore: [\"*.rst\"]}\nA: {include: [\"**\"]}",
       {"a"},
       "domains.yaml:1:22: warning: `*.rst` matches no file [dead-pattern]\n"},
      {"an ignore of files that takes a folder along",
       "$settings: {ignore: [\".git*\"]}\nB: {include: [\".github/x*\"]}\nA: {include: [\"**\"]}",
       {".gitignore", ".github/a", ".github/d/b", ".github/xy", "c"},
       "domains.yaml:1:22: warning: `.git*` also matches the folder `.github/`, so 2 files in it "
       "can "
       "affect no test, 2 of them of A [wide-pattern]\n"
       "hint: for the files alone\n"
       "  \".gitignore\"\n"},
      {"an ignore of folders alone",
       "$settings: {ignore: [\"*-docs\"]}\nA: {include: [\"**\"]}",
       {"a-docs/x", "b-docs/y", "c"},
       ""},
      {"an ignore of many files with one folder",
       "$settings: {ignore: [\"**/*.md\"]}\nA: {include: [a]}",
       {"1.md", "2.md", "3.md", "4.md", "5.md", "6.md", "a/x", "a/y.md/z", "a/y.md/zz"},
       "domains.yaml:1:22: warning: `**/*.md` also matches the folder `a/y.md/`, so 2 files in it "
       "can affect no test, 2 of them of A [wide-pattern]\n"},
      {"an ignored folder that says so",
       "$settings: {ignore: [\"*/\", \"*.md\"]}\nA: {include: [b]}",
       {"1.md", "a/x", "b"},
       ""},
      {"a repeated include",
       "A: {include: [a, a]}",
       {"a/x"},
       "domains.yaml:1:18: warning: `a` stands twice in A [idle-pattern]\n"},
      {"an exclude above what an include matches",
       "A: {include: [\"src/**/*.ts\"], exclude: [src/generated]}",
       {"src/a.ts", "src/generated/b.ts"},
       "domains.yaml:1:41: warning: `src/generated` excludes no file: `src/**/*.ts` matches "
       "deeper, "
       "at the files themselves; write `src/generated/**/*.ts` [idle-pattern]\n"},
      {"an exclude that leaves files to nobody",
       "A: {include: [a], exclude: [a/b]}",
       {"a/x", "a/b/y", "a/b/z"},
       "domains.yaml:1:29: warning: A excludes `a/b`, so 2 files belong to no domain, and a change "
       "of one runs everything [unowned]\n"
       "hint: if no test reads them, add to `ignore`\n"
       "  \"a/b\"\n"},
      {"unowned files and folders",
       "A: {include: [a/b]}",
       {"a/b/x", "a/c/x", "a/c/d/y", "top"},
       "a/c/: warning: 2 files belong to no domain, so a change of one runs everything [unowned]\n"
       "top: warning: belongs to no domain, so a change of it runs everything [unowned]\n"},
      {"unowned files that Unknown answers for",
       "A: {include: [a]}\nUnknown: {include: []}",
       {"a/x", "top"},
       ""},
      {"a domain without a suite",
       "A: {include: [a], suites: {u: {}}}\nB: {include: [b]}",
       {"a/x", "b/x"},
       "domains.yaml:2:1: warning: domain `B` declares no suite, so it has no job of its own "
       "[no-suite]\n"},
      {"a home of two domains",
       "A: {include: [a], home: x/}\nB: {include: [b], home: y}\nC: {home: x}",
       {"a/x", "b/x"},
       "domains.yaml:3:11: error: `x` is the home of `A` too, at domains.yaml:1:25; a home holds "
       "the contracts of one domain [home-shared]\n"},
      {"a tie",
       "$settings: {ownership: exclusive}\nA: {include: [a/b]}\nB: {include: [\"a/b/\"]}",
       {"a/b/c"},
       "domains.yaml:3:15: warning: `a/b/` ties with `a/b` at domains.yaml:2:15 for 1 file; the "
       "domain declared first owns them [tie]\n"},
  };
  for (const Case& one : kCases) {
    EXPECT_EQ(Check(one.yaml, one.paths), one.findings) << one.name;
  }
}

}  // namespace
}  // namespace testfed
