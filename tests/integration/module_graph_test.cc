#include "integration/module_graph.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

Pins GraphPins() {
  return {{"comm", *CommitPin(std::string(40, 'a')), "h/comm", {}, ""},
          {"logging", *VersionPin("1.4.0"), "h/logging", {}, ""}};
}

// The same module stands once in full and elsewhere unexpanded.
constexpr const char* kGraph = R"({"key": "<root>", "name": "root", "version": "", "dependencies": [
  {"key": "comm@_", "name": "comm", "version": "0.0.0", "dependencies": [
    {"key": "logging@1.4.0", "name": "logging", "version": "1.4.0", "unexpanded": true},
    {"key": "rules_cc@0.1.1", "name": "rules_cc", "version": "0.1.1", "dependencies": []}]},
  {"key": "logging@1.4.0", "name": "logging", "version": "1.4.0", "dependencies": [
    {"key": "rules_cc@0.1.1", "unexpanded": true}]}]})";

TEST(ModuleGraph, Behaviour26ClosureGoesThroughTheIndex) {
  const auto graph = ReadModuleGraph(kGraph, "graph.json");
  ASSERT_TRUE(graph.ok()) << MessageOf(graph.status());
  EXPECT_EQ(graph->modules.size(), 3u);
  EXPECT_TRUE(graph->cut.empty());
  EXPECT_EQ(graph->modules.at("rules_cc@0.1.1").required_by,
            (std::set<std::string>{"comm@_", "logging@1.4.0"}));
  const GraphVerdict verdict = JudgeGraph(*graph, GraphPins(), {});
  EXPECT_EQ(verdict.effective, 2);
  EXPECT_TRUE(verdict.not_effective.empty());
  EXPECT_EQ(verdict.unpinned, std::vector<std::string>{"rules_cc 0.1.1"});
}

TEST(ModuleGraph, Behaviour26OverrideThatDidNotTakeEffectFails) {
  const auto graph = ReadModuleGraph(
      R"({"key": "<root>", "dependencies": [{"key": "comm@1.0", "dependencies": []}]})", "g");
  ASSERT_TRUE(graph.ok());
  EXPECT_EQ(JudgeGraph(*graph, GraphPins(), {}).not_effective,
            (std::vector<std::string>{"`comm` is pinned to aaaaaaa, but comm@1.0 was resolved",
                                      "`logging` is pinned to 1.4.0, but no module requires it"}));
}

TEST(ModuleGraph, Behaviour11DisabledModuleThatIsResolvedNamesWhoRequiresIt) {
  const auto graph = ReadModuleGraph(kGraph, "g");
  ASSERT_TRUE(graph.ok());
  EXPECT_EQ(JudgeGraph(*graph, {}, {{"rules_cc", "broken"}}).disabled,
            std::vector<std::string>{"`rules_cc` is disabled (broken), but rules_cc@0.1.1 was "
                                     "resolved; required by comm@_, logging@1.4.0"});
}

TEST(ModuleGraph, GraphThatIsCutSaysWhere) {
  const auto graph = ReadModuleGraph(
      R"({"key": "<root>", "dependencies": [{"key": "a@1", "unexpanded": true}]})", "g");
  ASSERT_TRUE(graph.ok());
  EXPECT_EQ(graph->cut, std::set<std::string>{"a@1"});
}

TEST(ModuleGraph, OtherJsonIsNoGraph) {
  for (const char* text :
       {"", "[]", "{}", R"({"key": "a@1"})", R"({"key": "<root>", "dependencies": [{}]})"}) {
    EXPECT_FALSE(ReadModuleGraph(text, "g").ok()) << text;
  }
}

// docs/integration.md publishes this form.
TEST(ModuleGraph, ResolvedHasCanonicalBytes) {
  const auto graph = ReadModuleGraph(kGraph, "g");
  ASSERT_TRUE(graph.ok());
  EXPECT_EQ(CanonicalResolved(*graph, GraphPins(), "8.6.0"),
            R"({"bazel":"8.6.0","modules":{"comm":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",)"
            R"("logging":"1.4.0","rules_cc":"0.1.1"},"schema":"resolved/1"})");
}

}  // namespace
}  // namespace testfed
