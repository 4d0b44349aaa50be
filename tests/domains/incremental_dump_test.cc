// A dump with what is known from other dumps, against one that knows nothing: random trees, random
// edits, random configurations.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "domains/declarations_reader.h"
#include "domains/dump.h"
#include "domains/sha256.h"
#include "tests/domains/declared_rules.h"
#include "tests/domains/random_patterns.h"

namespace testfed {
namespace {

struct Directory {
  std::map<std::string, Directory> directories;
  std::set<std::string> files;
  std::string id;

  // Of names alone, as contents change no dump.
  void SetIds() {
    std::string all;
    for (auto& [name, directory] : directories) {
      directory.SetIds();
      all += name + "/" + directory.id + "\n";
    }
    for (const std::string& file : files) all += file + "\n";
    id = Sha256Hex(all).substr(0, 40);
  }
};

Directory TreeOf(const std::set<std::string>& paths) {
  Directory root;
  for (const std::string& path : paths) {
    Directory* at = &root;
    size_t begin = 0;
    for (size_t slash; (slash = path.find('/', begin)) != std::string::npos; begin = slash + 1) {
      at = &at->directories[path.substr(begin, slash - begin)];
    }
    at->files.insert(path.substr(begin));
  }
  root.SetIds();
  return root;
}

struct Walked {
  std::string text;
  int files = 0;
  int lines = 0;
  int seen = 0;  // files that the walk had to show
  std::optional<std::string> learned;
};

struct WalkOptions {
  std::string known = {};
  int least_files = kLeastKnownFiles;
  size_t without_id = 0;  // one in so many directories has no id, as in an index; 0: none
};

void Walk(const Directory& directory, TreeVisitor& visitor, const WalkOptions& options,
          Random& random, int& seen) {
  std::map<std::string, const Directory*> entries;  // git's order
  for (const auto& [name, below] : directory.directories) entries[name + "/"] = &below;
  for (const std::string& file : directory.files) entries[file] = nullptr;
  for (const auto& [name, below] : entries) {
    if (below == nullptr) {
      visitor.File(name);
      ++seen;
      continue;
    }
    bool has_id = options.without_id == 0 || !random.OneIn(options.without_id);
    std::string_view segment = std::string_view(name).substr(0, name.size() - 1);
    if (!visitor.EnterDirectory(segment, has_id ? below->id : "")) continue;
    Walk(*below, visitor, options, random, seen);
    visitor.LeaveDirectory();
  }
}

Walked Dump(const Declarations& declarations, const std::set<std::string>& paths, Random& random,
            const WalkOptions& options = {}) {
  std::unique_ptr<const KnownDump> known = KnownDump::Decode(options.known);
  Ownership ownership(declarations);
  DumpWriter writer(ownership, known.get(), options.least_files);
  Walked walked;
  Walk(TreeOf(paths), writer, options, random, walked.seen);
  walked.text = writer.Finish();
  walked.files = writer.files();
  walked.lines = writer.lines();
  walked.learned = writer.Learned(walked.text);
  return walked;
}

std::set<std::string> WithoutCollisions(const std::set<std::string>& paths) {
  // A path that is a file here and a directory there is in no tree.
  std::set<std::string> kept;
  for (const std::string& path : paths) {
    bool clash = false;
    for (size_t slash = path.find('/'); slash != std::string::npos && !clash;
         slash = path.find('/', slash + 1)) {
      clash = paths.contains(path.substr(0, slash));
    }
    if (!clash) kept.insert(path);
  }
  return kept;
}

std::string RandomTreePath(Random& random) {
  std::string path;
  for (size_t depth = random.Below(4); depth > 0; --depth) path += RandomName(random) + "/";
  return path + RandomName(random);
}

TEST(IncrementalDump, IsTheSameAsOneThatKnowsNothing) {
  Random random(SeedOfThisRun());
  size_t files = 0, seen = 0;
  for (int round = 0; round < 40; ++round) {
    RandomRules rules = RandomRuleSet(random);
    Declarations declarations = Declare(rules);
    if (random.OneIn(2)) declarations.file = RandomTreePath(random);
    const OwnFiles own = OwnFilesOf(declarations.file);
    WalkOptions options{.least_files = static_cast<int>(1 + random.Below(5)),
                        .without_id = random.OneIn(3) ? 1 + random.Below(6) : 0};
    std::set<std::string> paths(rules.paths.begin(), rules.paths.end());
    for (int i = 0; i < 80; ++i) paths.insert(RandomTreePath(random));
    for (int step = 0; step < 12; ++step) {
      std::set<std::string> tree = WithoutCollisions(paths);
      Walked plain = Dump(declarations, tree, random);
      Walked known = Dump(declarations, tree, random, options);
      ASSERT_EQ(known.text, plain.text) << "round " << round << ", step " << step;
      ASSERT_EQ(known.files, plain.files);
      ASSERT_EQ(known.lines, plain.lines);
      files += tree.size();
      seen += static_cast<size_t>(known.seen);
      if (known.learned) options.known = *known.learned;
      for (size_t edits = random.Below(5); edits > 0 && !paths.empty(); --edits) {
        auto path = paths.begin();
        std::advance(path, static_cast<std::ptrdiff_t>(random.Below(paths.size())));
        std::string moved = RandomTreePath(random);
        if (random.OneIn(2)) paths.erase(path);
        if (random.OneIn(2)) paths.insert(moved);
        if (random.OneIn(3)) paths.insert(own.dump);
        if (random.OneIn(3)) paths.insert(own.declarations);
        if (random.OneIn(3)) paths.erase(own.dump);
        if (random.OneIn(3)) paths.erase(own.declarations);
      }
    }
  }
  EXPECT_LT(seen, files * 19 / 20) << "too little was taken from what is known";
}

std::set<std::string> Folders(int folders, int files) {
  std::set<std::string> paths = {"domains.yaml", "domain.dump.txt"};
  for (int folder = 0; folder < folders; ++folder) {
    for (int file = 0; file < files; ++file) {
      paths.insert("f" + std::to_string(folder) + "/s/" + std::to_string(file) + ".cc");
    }
  }
  return paths;
}

Declarations Read(const std::string& yaml, const std::string& file = "domains.yaml") {
  return ReadDeclarationsOrFirstError(yaml, file).value();
}

TEST(IncrementalDump, ReadsOnlyTheTreesThatChanged) {
  Random random(1);
  Declarations declarations = Read("A: {include: [f1/**]}\nB: {include: ['**/7.cc']}");
  std::set<std::string> paths = Folders(9, 70);
  Walked first = Dump(declarations, paths, random);
  EXPECT_EQ(first.seen, 9 * 70 + 2);
  Walked again = Dump(declarations, paths, random, {.known = *first.learned});
  EXPECT_EQ(again.seen, 2);
  EXPECT_EQ(again.text, first.text);
  EXPECT_EQ(again.learned, std::nullopt) << "nothing new, so nothing is written";
  paths.insert("f3/new.cc");
  Walked changed = Dump(declarations, paths, random, {.known = *first.learned});
  EXPECT_EQ(changed.seen, 3);
  EXPECT_EQ(changed.text, Dump(declarations, paths, random).text);
  Walked last = Dump(declarations, paths, random, {.known = *changed.learned});
  EXPECT_EQ(last.seen, 2);
  EXPECT_EQ(last.text, changed.text);
}

TEST(IncrementalDump, KnowsNoSmallTrees) {
  Random random(1);
  Walked walked = Dump(Read("A: {include: ['**']}"), Folders(3, kLeastKnownFiles - 1), random);
  EXPECT_EQ(walked.learned, std::nullopt);
}

TEST(IncrementalDump, OwnFilesAreThereWhetherTheirFolderIsReadOrKnown) {
  Random random(1);
  Declarations declarations = Read("A: {include: [f1/**]}", "f1/s/domains.yaml");
  std::set<std::string> paths = Folders(3, 70);
  Walked first = Dump(declarations, paths, random);
  Walked again = Dump(declarations, paths, random, {.known = *first.learned});
  EXPECT_EQ(again.seen, 2);
  EXPECT_EQ(again.text, first.text);
  EXPECT_EQ(again.files, first.files);
  EXPECT_NE(first.text.find("(testfed)               f1/s/domain.dump.txt\n"), std::string::npos);
}

TEST(IncrementalDump, ANameWithASlashTeachesNothing) {
  Declarations declarations = Read("A: {include: ['a/b/**']}");
  Ownership ownership(declarations);
  DumpWriter writer(ownership, nullptr, 1);
  ASSERT_TRUE(writer.EnterDirectory("a/b", "1234"));
  writer.File("c");
  writer.LeaveDirectory();
  EXPECT_EQ(writer.Learned(writer.Finish()), std::nullopt);
}

TEST(KnownDump, TakesNothingThatIsNotWhole) {
  Random random(SeedOfThisRun());
  Declarations declarations = Read("A: {include: [f1/**]}");
  std::string bytes = *Dump(declarations, Folders(3, 70), random).learned;
  ASSERT_NE(KnownDump::Decode(bytes), nullptr);
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_EQ(KnownDump::Decode(bytes.substr(0, size)), nullptr) << size;
  }
  EXPECT_EQ(KnownDump::Decode(bytes + "x"), nullptr);
  for (int i = 0; i < 5000; ++i) {  // whatever comes out, nothing is read beyond the end
    std::string damaged = bytes;
    damaged[random.Below(damaged.size())] = static_cast<char>(random.Below(256));
    Dump(declarations, {"f1/s/0.cc"}, random, {.known = damaged});
  }
}

}  // namespace
}  // namespace testfed
