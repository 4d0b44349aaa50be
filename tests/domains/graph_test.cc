#include "domains/graph.h"

#include <gtest/gtest.h>

#include "domains/declarations_reader.h"

namespace testfed {
namespace {

Declarations Read(const std::string& text, const std::string& file = "domains.yaml") {
  return *ReadDeclarationsOrFirstError(text, file);
}

std::vector<bool> Only(const DomainGraph& graph, const std::string& name) {
  std::vector<bool> changed(graph.size(), false);
  changed[static_cast<size_t>(*graph.Find(name))] = true;
  return changed;
}

std::string Print(const DomainGraph& graph, const Reached& reached) {
  std::string text;
  for (size_t i = 0; i < graph.size(); ++i) {
    const GraphId id{static_cast<int>(i)};
    if (!reached.Includes(id)) continue;
    text += (text.empty() ? "" : ", ") + graph.Name(id);
    if (reached.direct_only[i]) text += " (direct)";
    if (reached.cause[i] != nullptr) text += " from " + graph.Name(reached.cause[i]->from);
  }
  return text;
}

TEST(DomainGraph, FollowsEdgesTransitivelyAndThroughCycles) {
  const Declarations declarations = Read(
      "A: {fullyAffectedBy: [C]}\nB: {fullyAffectedBy: [A]}\nC: {fullyAffectedBy: [B]}\nD: {}\n");
  const DomainGraph graph(declarations);
  EXPECT_EQ(Print(graph, ReachedFrom(graph, Only(graph, "B"))), "A from C, B, C from B");
  EXPECT_EQ(Print(graph, ReachedFrom(graph, Only(graph, "D"))), "D");
}

TEST(DomainGraph, GoesOneStepAlongDirectEdgesFromChangedDomains) {
  const Declarations declarations = Read(
      "A: {}\nB: {mustRunAllTestsOnChangesIn: [A]}\nC: {fullyAffectedBy: [B]}\n"
      "D: {mustRunAllTestsOnChangesIn: [B]}\nE: {fullyAffectedBy: [A]}\n"
      "F: {mustRunAllTestsOnChangesIn: [E]}\n");
  const DomainGraph graph(declarations);
  EXPECT_EQ(Print(graph, ReachedFrom(graph, Only(graph, "A"))), "A, B (direct) from A, E from A");
}

TEST(DomainGraph, PrefersTheTransitiveEdge) {
  const Declarations declarations = Read(
      "A: {}\nB: {fullyAffectedBy: [A], mustRunAllTestsOnChangesIn: [A]}\n"
      "C: {fullyAffectedBy: [B]}\n");
  const DomainGraph graph(declarations);
  EXPECT_EQ(Print(graph, ReachedFrom(graph, Only(graph, "A"))), "A, B from A, C from B");
}

TEST(DomainGraph, UnitesTheEdgesOfBothEnds) {
  const Declarations head = Read("A: {}\nB: {}\nNew: {fullyAffectedBy: [A]}\n");
  const Declarations base =
      Read("Old: {fullyAffectedBy: [A]}\nA: {}\nB: {fullyAffectedBy: [Old]}\n");
  const DomainGraph graph(head, {&base});
  ASSERT_EQ(graph.size(), 4u);
  EXPECT_EQ(graph.Name(GraphId{3}), "Old");
  EXPECT_FALSE(graph.IsInHead(GraphId{3}));
  EXPECT_EQ(Print(graph, ReachedFrom(graph, Only(graph, "A"))),
            "A, B from Old, New from A, Old from A");
}

TEST(DomainGraph, KeepsTheHeadsPlaceOfAnEdgeOfBothEnds) {
  const Declarations head = Read("A: {}\nB:\n  fullyAffectedBy: [A]\n");
  const Declarations base = Read("A: {}\n\n\nB:\n  fullyAffectedBy: [A]\n");
  const DomainGraph graph(head, {&base});
  const std::span<const DomainGraph::Edge> edges = graph.EdgesFrom(GraphId{0});
  ASSERT_EQ(edges.size(), 1u);
  EXPECT_EQ(ToString(edges[0].at), "domains.yaml:3:21");
  EXPECT_FALSE(edges[0].at_base);
}

TEST(DomainGraph, IsLinearInALongChain) {
  std::string text = "D0: {}\n";
  for (int i = 1; i < 3000; ++i) {
    text += "D" + std::to_string(i) + ": {fullyAffectedBy: [D" + std::to_string(i - 1) + "]}\n";
  }
  const Declarations declarations = Read(text);
  const DomainGraph graph(declarations);
  const Reached reached = ReachedFrom(graph, Only(graph, "D0"));
  EXPECT_TRUE(reached.affected.back());
}

}  // namespace
}  // namespace testfed
