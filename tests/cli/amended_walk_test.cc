#include "cli/amended_walk.h"

#include <gtest/gtest.h>

#include <random>

namespace testfed {
namespace {

// Files by their full paths, in the order of the walk.
class Recorder : public TreeVisitor {
 public:
  bool EnterDirectory(std::string_view name, std::string_view id) override {
    path_.push_back(std::string(name) + "/");
    EXPECT_TRUE(entered.insert(Here()).second) << Here() << " is entered twice";
    if (!id.empty()) with_id.insert(Here());
    return true;
  }
  void LeaveDirectory() override { path_.pop_back(); }
  void File(std::string_view name) override { files.push_back(Here() + std::string(name)); }

  std::vector<std::string> files;
  std::set<std::string> entered, with_id;

 private:
  std::string Here() const {
    std::string path;
    for (const std::string& name : path_) path += name;
    return path;
  }
  std::vector<std::string> path_;
};

void Walk(const std::set<std::string>& files, TreeVisitor& visitor) {
  std::vector<std::string> open;  // folders, each with the path to it
  for (const std::string& file : files) {
    while (!open.empty() && !file.starts_with(open.back())) {
      open.pop_back();
      visitor.LeaveDirectory();
    }
    size_t at = open.empty() ? 0 : open.back().size();
    for (size_t slash; (slash = file.find('/', at)) != std::string::npos; at = slash + 1) {
      open.push_back(file.substr(0, slash + 1));
      visitor.EnterDirectory(std::string_view(file).substr(at, slash - at), "id");
    }
    visitor.FileWithId(std::string_view(file).substr(at), "", FileKind::kRegular);
  }
  for (; !open.empty(); open.pop_back()) visitor.LeaveDirectory();
}

Recorder Amended(const std::set<std::string>& files, const std::set<std::string>& added,
                 const std::set<std::string>& removed) {
  Recorder recorder;
  AmendedWalk walk(recorder, added, removed);
  Walk(files, walk);
  walk.Finish();
  return recorder;
}

TEST(AmendedWalk, FoldersThatDifferHaveNoId) {
  Recorder recorder = Amended({"a/x", "b/c/x", "d/x", "e/x"}, {"a/y", "d/x", "f/g/x"}, {"b/c/x"});
  EXPECT_EQ(recorder.files, (std::vector<std::string>{"a/x", "a/y", "d/x", "e/x", "f/g/x"}));
  EXPECT_EQ(recorder.with_id, (std::set<std::string>{"e/"}));
}

TEST(AmendedWalk, IsTheWalkOfTheAmendedFiles) {
  const unsigned seed = std::random_device()();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  auto some = [&] {
    std::set<std::string> files;
    for (auto left = random() % 6; left > 0; --left) {
      std::string path;
      for (auto depth = random() % 3; depth > 0; --depth) {
        path += std::string(1, "a-0"[random() % 3]) + (random() % 2 == 0 ? "/" : "b/");
      }
      files.insert(path + "x" + std::string(1, "a-0"[random() % 3]));
    }
    return files;
  };
  for (int round = 0; round < 3000; ++round) {
    std::set<std::string> files = some(), added = some(), removed = some();
    for (const std::string& one : added) removed.erase(one);
    std::set<std::string> expected = files;
    expected.insert(added.begin(), added.end());
    for (const std::string& one : removed) expected.erase(one);
    EXPECT_EQ(Amended(files, added, removed).files,
              std::vector<std::string>(expected.begin(), expected.end()));
  }
}

}  // namespace
}  // namespace testfed
