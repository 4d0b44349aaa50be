// The dump, read back by the rule that its header states, says of every file what ownership says.
#include "domains/dump.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "domains/declarations_reader.h"
#include "domains/dump_sections.h"
#include "domains/path_name.h"
#include "tests/domains/declared_rules.h"
#include "tests/domains/real_ownership.h"

namespace testfed {
namespace {

std::string DumpOf(const Declarations& declarations, const std::vector<std::string>& paths) {
  Ownership ownership(declarations);
  DumpWriter writer(ownership);
  WalkPaths(paths, writer);
  return writer.Finish();
}

struct DumpLines {
  std::vector<std::string> order;             // paths as written
  std::map<std::string, std::string> labels;  // by path as written
};

DumpLines ReadDump(const std::string& text) {
  DumpLines lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    if (line.empty() || line[0] == '#') continue;
    const size_t blank = line.find(' ');
    const std::string path = line.substr(line.find_first_not_of(' ', blank));
    lines.order.push_back(path);
    EXPECT_TRUE(lines.labels.emplace(path, line.substr(0, blank)).second) << "twice: " << path;
  }
  return lines;
}

// The folders above a path, the deepest first, as the dump writes them.
std::vector<std::string> FoldersAbove(std::string path) {
  std::vector<std::string> folders;
  for (size_t slash; (slash = path.rfind('/')) != std::string::npos;) {
    path.resize(slash);
    folders.push_back(path + "/");
  }
  folders.push_back("./");
  return folders;
}

// The label of the nearest line above `path`; "" when there is none.
std::string Inherited(const DumpLines& lines, const std::string& path) {
  for (const std::string& folder : FoldersAbove(path)) {
    if (const auto line = lines.labels.find(QuotePath(folder)); line != lines.labels.end()) {
      return line->second;
    }
  }
  return "";
}

// Files that are no directory of another, with testfed's own.
std::vector<std::string> FilesOf(std::vector<std::string> paths, const OwnFiles& own) {
  for (const std::string& path : own.Expected()) paths.push_back(path);
  std::sort(paths.begin(), paths.end());
  paths.erase(std::unique(paths.begin(), paths.end()), paths.end());
  std::erase_if(paths, [all = paths](const std::string& path) {
    return std::any_of(all.begin(), all.end(),
                       [&](const std::string& other) { return other.starts_with(path + "/"); });
  });
  return paths;
}

void Check(const Declarations& declarations, const std::vector<std::string>& paths,
           const std::string& context) {
  const std::string text = DumpOf(declarations, paths);
  SCOPED_TRACE(text);
  const DumpLines lines = ReadDump(text);
  const std::vector<std::string> files = FilesOf(paths, OwnFilesOf(declarations.file));
  Ownership ownership(declarations);
  std::map<std::string, std::string> written;  // as the dump writes a path -> the path
  for (const std::string& file : files) {
    written[QuotePath(file)] = file;
    for (const std::string& folder : FoldersAbove(file)) written[QuotePath(folder)] = folder;

    const std::string label = ownership.LabelOf(ownership.Of(file));
    const auto own = lines.labels.find(QuotePath(file));
    const bool has_own = own != lines.labels.end();
    ASSERT_EQ(has_own ? own->second : Inherited(lines, file), label) << file << "\n" << context;
    if (label == "(unowned)") {
      ASSERT_TRUE(has_own) << file << "\n" << context;
    } else if (has_own) {
      // A line says what those above do not.
      ASSERT_NE(Inherited(lines, file), label) << file << "\n" << context;
    }
  }
  std::vector<std::string> order;
  for (const std::string& path : lines.order) {
    ASSERT_TRUE(written.contains(path)) << "neither file nor folder: " << path << "\n" << context;
    order.push_back(path == "./" ? "" : written[path]);
    const std::string& label = lines.labels.at(path);
    if (path.ends_with('/')) {
      ASSERT_NE(label, "(unowned)") << path << "\n" << context;
    }
  }
  ASSERT_TRUE(std::is_sorted(order.begin(), order.end())) << context;
}

TEST(Dump, SaysOfEveryFileWhatOwnershipSays) {
  const std::uint64_t seed = SeedOfThisRun();
  Random random(seed);
  for (int i = 0; i < 1500; ++i) {
    RandomRules rules = RandomRuleSet(random);
    Declarations declarations = Declare(rules);
    switch (random.Below(4)) {
      case 0:
        declarations.file = "a/domains.yaml";
        break;
      case 1:
        declarations.file = "a/b/c/domains.yaml";
        break;
      case 2:
        declarations.file = random.Of(rules.paths) + "/domains.yaml";
        break;
      default:
        break;
    }
    if (random.OneIn(3)) rules.paths.push_back(declarations.file);
    const std::string context = "seed " + std::to_string(seed) + ", case " + std::to_string(i);
    // A file that lies where the folder of testfed's own files must be cannot be in a repository.
    std::erase_if(rules.paths, [&](const std::string& path) {
      return declarations.file.starts_with(path + "/");
    });
    Check(declarations, rules.paths, context + ", file " + declarations.file);
    if (HasFatalFailure()) return;
  }
}

Declarations Read(const std::string& text) {
  const DeclarationsResult result = ReadDeclarations(text, "domains.yaml");
  EXPECT_TRUE(result.findings.empty());
  return result.declarations;
}

constexpr std::string_view kHeader =
    "# Who owns each path. Written by `testfed dump --update`; review it, do not edit it.\n"
    "# A line holds for its path and all below, up to the next line that says otherwise.\n"
    "\n";

TEST(Dump, HasOneLineForWhatDiffers) {
  const Declarations declarations = Read(R"($settings:
  ignore: ["**/*.md"]
  full: [{paths: [CMakeLists.txt]}]
Api: {include: [api, "shared"]}
Web: {include: [web, "shared", "api/web"]}
AVeryLongNameOfADomain_ThatIsWiderThanTheColumn: {include: [long]}
)");
  const std::vector<std::string> paths = {
      "CMakeLists.txt", "README.md", "api/a.cc", "api/deep/b.cc", "api/deep/c.md", "api/web/d.ts",
      "free/x",         "free/y",    "long/x",   "shared/e",      "web/f.ts"};
  EXPECT_EQ(DumpOf(declarations, paths), std::string(kHeader) +
                                             "(full)                  CMakeLists.txt\n"
                                             "(ignored)               README.md\n"
                                             "Api                     api/\n"
                                             "(ignored)               api/deep/c.md\n"
                                             "Api,Web                 api/web/\n"
                                             "(testfed)               domain.dump.txt\n"
                                             "(testfed)               domains.yaml\n"
                                             "(unowned)               free/x\n"
                                             "(unowned)               free/y\n"
                                             "AVeryLongNameOfADomain_ThatIsWiderThanTheColumn "
                                             "long/\n"
                                             "Api,Web                 shared/\n"
                                             "Web                     web/\n");
}

TEST(Dump, OfAnEmptyRepositoryHoldsTheOwnFiles) {
  EXPECT_EQ(DumpOf(Read("A: {include: [a]}"), {}), std::string(kHeader) +
                                                       "(testfed)               domain.dump.txt\n"
                                                       "(testfed)               domains.yaml\n");
}

// The folder's line stood there once for each of the two files.
TEST(Dump, OpensTheFolderOfMissingOwnFilesOnce) {
  Declarations declarations = Read("A: {include: [a, b]}");
  declarations.file = "a/b/domains.yaml";
  EXPECT_EQ(DumpOf(declarations, {"b/x"}), std::string(kHeader) +
                                               "A                       a/\n"
                                               "(testfed)               a/b/domain.dump.txt\n"
                                               "(testfed)               a/b/domains.yaml\n"
                                               "A                       b/\n");
  declarations.file = "a/\xff\xff\xff/domains.yaml";  // greater than most
  EXPECT_EQ(DumpOf(declarations, {"a/x", "b/x"}),
            std::string(kHeader) +
                "A                       a/\n"
                "(testfed)               \"a/\\377\\377\\377/domain.dump.txt\"\n"
                "(testfed)               \"a/\\377\\377\\377/domains.yaml\"\n"
                "A                       b/\n");
}

TEST(Dump, QuotesPathsAsGitDoes) {
  EXPECT_EQ(DumpOf(Read("A: {include: [\"a*\"]}"), {"a\n\xff.txt", "b \"x\""}),
            std::string(kHeader) +
                "A                       \"a\\n\\377.txt\"\n"
                "(unowned)               \"b \\\"x\\\"\"\n"
                "(testfed)               domain.dump.txt\n"
                "(testfed)               domains.yaml\n");
}

std::string SectionsOf(const Declarations& declarations, const std::vector<std::string>& paths) {
  Ownership ownership(declarations);
  SectionsWriter writer(ownership);
  WalkPaths(paths, writer);
  return writer.Finish();
}

TEST(Sections, GroupTheTopmostPathsByTheirOwners) {
  const Declarations declarations = Read(R"($settings: {ignore: ["**/*.md"]}
B: {include: [both, b]}
A: {include: [both, a]}
)");
  EXPECT_EQ(SectionsOf(declarations, {"a/x", "a/y/z", "b/x.md", "b/y", "both/x", "free/x"}),
            "B:\n - b/y\n\nA:\n - a\n\nA, B:\n - both\n\n(ignored):\n - b/x.md\n\n"
            "(unowned):\n - free\n");
}

TEST(Sections, ReproduceKotlinsRealDump) {
  const auto kotlin = ReadKotlin(TESTFED_SHARED_DATA);
  if (!kotlin) GTEST_SKIP() << "no data in " << TESTFED_SHARED_DATA;
  std::ifstream file(TESTFED_SHARED_DATA "/kotlin/domains.dump.2ac9d68.txt", std::ios::binary);
  std::ostringstream dump;
  dump << file.rdbuf();
  RandomRules rules;
  rules.domains = kotlin->domains;
  Declarations declarations = Declare(rules);
  declarations.file = "elsewhere/domains.yaml";  // Kotlin's tool knows no files of its own
  std::vector<std::string> entries;
  for (size_t i = 0; i < kotlin->paths.size(); i += 2) entries.push_back(kotlin->paths[i]);
  const std::string text = dump.str();
  EXPECT_EQ(SectionsOf(declarations, entries), text.substr(text.find("\n\n") + 2));
}

}  // namespace
}  // namespace testfed
