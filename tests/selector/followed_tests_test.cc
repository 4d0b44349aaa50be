// The tests of a tree, followed from another tree or taken from the cache, are what reading all of
// it says: on random histories of sources that see each other.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "selector/plan_json.h"
#include "selector/selection.h"
#include "selector/test_reader.h"
#include "tests/selector/random_sources.h"

namespace testfed {
namespace {

constexpr std::string_view kDomains =
    "Alpha: {include: [a], suites: {unit: {runner: junit, command: 'j {filter}'},\n"
    "  py: {runner: pytest, command: 'p {filter}', tests: ['**/*.py']},\n"
    "  all: {runner: junit, command: 'j {filter}', tests: ['**/*.java', '**/*.kt']}}}\n"
    "Beta: {include: [b], fullyAffectedBy: [Gamma], suites: {\n"
    "  cc: {runner: gtest, command: 'g {filter}', tests: ['**/*.cc', '**/*.h']},\n"
    "  go: {runner: go, command: 'go {filter}'}, js: {runner: jest, command: 'x', tests: "
    "['*/*.ts']}}}\n"
    "Gamma: {include: [c, a/x], suites: {b: {runner: bazel, command: 'b {filter}', tests: "
    "['**']}}}\n";

std::string Show(const TestView& view, const Declarations& declarations) {
  std::string text;
  const int suites = static_cast<int>(AllSuites(declarations).size());
  for (int suite = 0; suite < suites; ++suite) {
    const TestView::SuiteState state = view.Suite(suite);
    text += "suite " + std::to_string(suite) + (state.listed ? " listed " : " ") +
            std::to_string(state.total) + ":";
    view.VisitSuite(suite, [&](std::string_view id) {
      text += " " + std::string(id);
      EXPECT_TRUE(view.Has(suite, id)) << id;
      EXPECT_FALSE(view.Has(suite, std::string(id) + "?")) << id;
    });
    text += "\n";
  }
  view.Visit(std::vector<bool>(declarations.domains.size(), true), [&](const ViewedTest& test) {
    if (test.owners.empty() && test.tags.empty() && test.undecided.empty()) return;
    text += std::string(test.id) + " of";
    for (DomainId owner : test.owners) text += " " + declarations[owner].name;
    text += " in";
    for (int suite : test.suites) text += " " + std::to_string(suite);
    for (const Tag& tag : test.tags) {
      text +=
          " " + std::to_string(static_cast<int>(tag.kind)) + tag.domain + "@" + ToString(tag.at);
    }
    text += " " + std::string(test.undecided) + "\n";
  });
  return text;
}

class FollowedTests : public testing::Test {
 protected:
  std::shared_ptr<const TestView> ReadAll(const std::string& tree) {
    TestReader reader(repository, nullptr, 0);
    auto map = reader.Read(Snapshot::OfTree(tree), configuration->declarations);
    EXPECT_TRUE(map.ok());
    return ViewOf(*map);
  }
  std::string PlanOf(const std::string& base, const std::string& head,
                     std::shared_ptr<const TestView> base_view,
                     std::shared_ptr<const TestView> head_view) {
    SelectionRequest request;
    request.head = configuration;
    request.bases = {configuration};
    request.range.base_trees = {base};
    request.range.head_tree = head;
    request.range.changes = *repository.Diff(base, Snapshot::OfTree(head));
    request.base_views = {std::move(base_view)};
    request.head_view = std::move(head_view);
    return ToJsonText(Select(request));
  }

  MemoryRepository repository;
  std::shared_ptr<const Configuration> configuration = *ReadConfiguration(kDomains, "domains.yaml");
};

TEST_F(FollowedTests, FollowingAChangeSaysWhatReadingAllSays) {
  const char* seed_text = std::getenv("TESTFED_SEED");
  const unsigned seed =
      seed_text != nullptr ? static_cast<unsigned>(std::atoi(seed_text)) : std::random_device()();
  const char* count_text = std::getenv("TESTFED_CASES");
  const int count = count_text != nullptr ? std::atoi(count_text) : 400;
  std::cout << "seed " << seed << "\n";
  std::mt19937 random(seed);
  const Declarations& declarations = configuration->declarations;
  int followed = 0, fewer = 0;
  for (int i = 0; i < count; ++i) {
    MemoryRepository::Files files;
    for (size_t k = 5 + random() % 25; k > 0; --k) {
      const std::string path = RandomSourcePath(random);
      files[path] = MemoryFile(RandomSource(path, random));
    }
    const std::string base = repository.AddTree(files);
    ChangeSources(files, random);
    const std::string head = repository.AddTree(files);
    const auto changes = *repository.Diff(base, Snapshot::OfTree(head));

    MemoryCache cache;
    std::string first;
    for (int turn = 0; turn < 2; ++turn) {
      TestReader reader(repository, &cache, 0);
      const auto near = *reader.View(Snapshot::OfTree(base), *configuration);
      const auto view = *reader.ViewNear(near, changes, Snapshot::OfTree(head), *configuration);
      const auto all_base = ReadAll(base), all_head = ReadAll(head);
      ASSERT_EQ(Show(*near, declarations), Show(*all_base, declarations))
          << "seed " << seed << " case " << i << " base";
      ASSERT_EQ(Show(*view, declarations), Show(*all_head, declarations))
          << "seed " << seed << " case " << i << " head";
      ASSERT_EQ(PlanOf(base, head, near, view), PlanOf(base, head, all_base, all_head))
          << "seed " << seed << " case " << i;
      followed += view->below() != nullptr;
      if (view->below() != nullptr) {
        int tests = 0, replaced = 0;
        near->Visit({true, true, true}, [&](const ViewedTest&) { ++tests; });
        view->VisitReplaced([&](const ViewedTest&) { ++replaced; });
        fewer += replaced < tests;
      }
      // The second time the sources of the base are not even looked at.
      if (turn == 1) {
        EXPECT_EQ(reader.scan().sources_read(), 0);
      }
    }
  }
  // Otherwise nothing was tried.
  EXPECT_GT(followed, count);
  EXPECT_GT(fewer, count);
}

TEST_F(FollowedTests, DamagedEntriesOfTheCacheAreMadeAnew) {
  std::mt19937 random(7);
  MemoryRepository::Files files;
  for (int k = 0; k < 30; ++k) {
    const std::string path = RandomSourcePath(random);
    files[path] = MemoryFile(RandomSource(path, random));
  }
  const Snapshot at = Snapshot::OfTree(repository.AddTree(files));
  MemoryCache cache;
  const auto read = [&] {
    TestReader reader(repository, &cache, 0);
    return Show(**reader.View(at, *configuration), configuration->declarations);
  };
  const std::string right = read();
  const std::map<std::string, std::string> whole = cache.values;
  ASSERT_EQ(whole.size(), 2u);  // what was resolved, and the facts
  for (const auto& [key, value] : whole) {
    for (size_t at_byte = 0; at_byte < value.size(); at_byte += 1 + value.size() / 97) {
      cache.values = whole;
      cache.values[key][at_byte] = static_cast<char>(value[at_byte] ^ 4);
      ASSERT_EQ(read(), right) << at_byte;
    }
    for (size_t size = 0; size < value.size(); size += 1 + value.size() / 97) {
      cache.values = whole;
      cache.values[key].resize(size);
      ASSERT_EQ(read(), right) << size;
    }
  }
}

}  // namespace
}  // namespace testfed
