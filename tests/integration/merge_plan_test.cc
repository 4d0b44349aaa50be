#include "integration/merge_plan.h"

#include <gtest/gtest.h>

#include "integration/module_dependencies.h"

namespace testfed {
namespace {

PlannedMember Member(const std::string& name, std::vector<std::string> depends_on, int number = 1) {
  return {name, {{"github.com/orbit/" + name, number}}, false, std::move(depends_on), true};
}

// Behaviour 55.
TEST(MergePlan, AProviderMergesBeforeThoseThatDependOnIt) {
  const MergePlan plan = PlanMerge(
      {Member("app", {"comm", "base", "elsewhere"}), Member("base", {}), Member("comm", {"base"})});
  EXPECT_EQ(OrderText(plan), "orbit/base#1, then orbit/comm#1, then orbit/app#1");
  EXPECT_EQ(plan.providers, (std::vector<std::string>{"base", "comm"}));
  EXPECT_TRUE(plan.cycles.empty());
  EXPECT_TRUE(plan.unknown.empty());
}

TEST(MergePlan, WithoutDependenciesNamesDecide) {
  EXPECT_EQ(OrderText(PlanMerge({Member("b", {}), Member("a", {}), Member("c", {"c"})})),
            "orbit/a#1, then orbit/b#1, then orbit/c#1");
  EXPECT_EQ(OrderText(PlanMerge({})), "");
}

TEST(MergePlan, ACycleIsNamedAndNotLooped) {
  const MergePlan plan = PlanMerge({Member("z", {}), Member("app", {"a"}), Member("a", {"b"}),
                                    Member("b", {"c"}), Member("c", {"a", "z"})});
  EXPECT_EQ(plan.cycles, (std::vector<std::vector<std::string>>{{"a", "b", "c"}}));
  EXPECT_EQ(OrderText(plan),
            "orbit/z#1, then orbit/a#1, then orbit/b#1, then orbit/c#1, then orbit/app#1");
}

TEST(MergePlan, WhatIsMergedComesFirstAndIsNotMergedAgain) {
  PlannedMember merged = Member("comm", {"base"});
  merged.merged = true;
  PlannedMember unread = Member("app", {});
  unread.known = false;
  const MergePlan plan = PlanMerge({unread, Member("base", {}), merged});
  EXPECT_EQ(OrderText(plan), "orbit/app#1, then orbit/base#1");
  EXPECT_EQ(plan.unknown, std::vector<std::string>{"app"});
}

TEST(MergePlan, AStackMergesFromBelow) {
  PlannedMember stack = Member("comm", {});
  stack.requests = {{"github.com/orbit/comm", 5}, {"github.com/orbit/comm", 9}};
  EXPECT_EQ(OrderText(PlanMerge({stack, Member("app", {"comm"})})),
            "orbit/comm#5, then orbit/comm#9, then orbit/app#1");
}

TEST(ModuleDependencies, CallsOfBazelDepCount) {
  EXPECT_EQ(ModuleDependencies(R"x(
module(name = "app", version = "1.0")
# bazel_dep(name = "commented")
bazel_dep(name = "comm", version = "1.2")
bazel_dep(version = "1", name = 'base', repo_name = "b")
bazel_dep(name = "comm")
bazel_dep(name = "googletest", dev_dependency = True)
bazel_dep(name = "kept", dev_dependency = False)
text = "bazel_dep(name = \"in_a_text\")"
""" bazel_dep(name = "in_a_long_text") """
git_override(module_name = "comm", commit = "x")
my_bazel_dep(name = "other")
bazel_dep(name = NAME)
bazel_dep(compatibility = f(name = "inner"), name = "outer")
bazel_dep(name = "unclosed")x"),
            (std::vector<std::string>{"base", "comm", "kept", "outer", "unclosed"}));
}

TEST(ModuleDependencies, AnyTextHasAnEnd) {
  for (const char* text : {"", "bazel_dep", "bazel_dep(", "bazel_dep(name", "bazel_dep(name =",
                           "bazel_dep(name = \"x", "\"\"\"", "'", "\"\\", "((((", "bazel_dep)("}) {
    EXPECT_LE(ModuleDependencies(text).size(), 1U) << text;
  }
}

}  // namespace
}  // namespace testfed
