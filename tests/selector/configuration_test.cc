#include "selector/configuration.h"

#include <gtest/gtest.h>

#include "selector/memory_repository.h"

namespace testfed {
namespace {

std::shared_ptr<const Configuration> Read(const std::string& text) {
  return *ReadConfiguration(text, "domains.yaml");
}

std::string Joined(const std::vector<std::string>& keys) {
  std::string text;
  for (const std::string& key : keys) text += (text.empty() ? "" : " ") + key;
  return text;
}

struct Case {
  const char* name;
  std::string a;
  std::string b;
  std::string keys;
};

TEST(Configuration, NamesTheKeysOfADomainThatChangeWhatRuns) {
  for (const Case& c : std::vector<Case>{
           {"nothing", "include: [a, b]", "include: [b, a, a]", ""},
           {"people and places", "owners: [\"@a\"], home: x", "owners: [\"@b\"], home: y", ""},
           {"include", "include: [a]", "include: [b]", "include"},
           {"exclude", "", "exclude: [b]", "exclude"},
           {"edges", "fullyAffectedBy: [A]", "mustRunAllTestsOnChangesIn: [A]",
            "fullyAffectedBy mustRunAllTestsOnChangesIn"},
           {"component", "component: a", "component: b", "component"},
           {"a suite", "suites: {u: {}}", "suites: {v: {}}", "suites"},
           {"the order of suites", "suites: {u: {}, v: {}}", "suites: {v: {}, u: {}}", ""},
           {"smoke", "suites: {u: {smoke: true}}", "suites: {u: {}}", "suites"},
           {"a command", "suites: {u: {command: a}}", "suites: {u: {command: b}}", "suites"},
           {"a runner", "suites: {u: {runner: go}}", "suites: {u: {}}", "suites"},
           {"a directory", "suites: {u: {directory: a}}", "suites: {u: {}}", "suites"},
           {"the root", "suites: {u: {directory: .}}", "suites: {u: {}}", ""},
           {"tests", "suites: {u: {tests: [a]}}", "suites: {u: {tests: [b]}}", "suites"},
           {"the order of tests", "suites: {u: {tests: [a, b]}}", "suites: {u: {tests: [b, a]}}",
            ""},
           {"axes", "suites: {u: {matrix: {a: [1]}}}", "suites: {u: {matrix: {a: [1, 2]}}}",
            "suites"},
           {"the order of axes", "suites: {u: {matrix: {a: [1], b: [2]}}}",
            "suites: {u: {matrix: {b: [2], a: [1]}}}", "suites"},
           {"a number and its text", "suites: {u: {matrix: {a: [1]}}}",
            "suites: {u: {matrix: {a: [\"1\"]}}}", "suites"},
           {"ci", "suites: {u: {ci: {a: 1}}}", "suites: {u: {ci: {a: 2}}}", "suites"},
           {"the order of ci", "suites: {u: {ci: {a: 1, b: 2}}}", "suites: {u: {ci: {b: 2, a: 1}}}",
            ""},
       }) {
    const auto a = Read("A: {" + c.a + "}\n"), b = Read("A: {" + c.b + "}\n");
    const Domain& before = a->declarations.domains[0];
    const Domain& after = b->declarations.domains[0];
    EXPECT_EQ(Joined(DifferingKeys(before, after)), c.keys) << c.name;
    EXPECT_EQ(Joined(DifferingKeys(after, before)), c.keys) << c.name;
  }
}

TEST(Configuration, NamesTheSettingsThatDiffer) {
  for (const Case& c : std::vector<Case>{
           {"nothing", "ignore: [a, b]", "ignore: [b, a]", ""},
           {"words", "base: main, ownership: exclusive, contractsWakeOn: changed", "",
            "base ownership contractsWakeOn"},
           {"unowned", "unowned: unknown", "unowned: full", "unowned"},
           {"defaults", "ownership: shared, unowned: full", "", ""},
           {"ignore", "ignore: [a]", "", "ignore"},
           {"full", "full: [{paths: [a]}]", "full: [{paths: [b]}]", "full"},
           {"a reason", "full: [{paths: [a], reason: x}]", "full: [{paths: [a]}]", "full"},
           {"lists of a rule", "full: [{events: [a, b]}]", "full: [{events: [b, a]}]", ""},
           {"the order of rules", "full: [{paths: [a]}, {paths: [b]}]",
            "full: [{paths: [b]}, {paths: [a]}]", "full"},
           {"the default suite", "defaultSuite: {command: a}", "defaultSuite: {command: b}",
            "defaultSuite"},
           {"tags of libraries", "libraryTags: {a.B: SmokeTest}",
            "libraryTags: {a.B: MustRunAlways}", "libraryTags"},
           {"a budget", "smokeBudget: {tests: 1}", "smokeBudget: {minutes: 2}", ""},
           {"shards and timings", "shards: {count: 2}", "timings: t.txt", ""},
           {"shards of a suite", "defaultSuite: {command: a, shards: {count: 2}}",
            "defaultSuite: {command: a}", ""},
           {"no default suite", "defaultSuite: {command: a}", "", "defaultSuite"},
       }) {
    const auto a = Read("$settings: {" + c.a + "}\nUnknown: {}\n");
    const auto b = Read("$settings: {" + c.b + "}\nUnknown: {}\n");
    EXPECT_EQ(Joined(DifferingKeys(a->declarations.settings, b->declarations.settings)), c.keys)
        << c.name;
  }
}

TEST(Configuration, IsReadFromAState) {
  MemoryRepository repository;
  const Snapshot good = Snapshot::OfTree(repository.AddTree({{"domains.yaml", "A: {}\n"}}));
  const Snapshot none = Snapshot::OfTree(repository.AddTree({{"x", ""}}));
  const Snapshot bad = Snapshot::OfTree(repository.AddTree({{"domains.yaml", "A: [\n"}}));
  const auto read = LoadConfiguration(repository, good, "domains.yaml");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ((*read)->declarations.domains.at(0).name, "A");
  EXPECT_EQ((*read)->hash, Read("A: {}\n")->hash);
  EXPECT_NE((*read)->hash, Read("A: {}\n\n")->hash);
  EXPECT_EQ(*LoadConfiguration(repository, none, "domains.yaml"), nullptr);
  const std::string message =
      MessageOf(LoadConfiguration(repository, bad, "domains.yaml").status());
  EXPECT_EQ(message.rfind("domains.yaml:", 0), 0u) << message;
}

}  // namespace
}  // namespace testfed
