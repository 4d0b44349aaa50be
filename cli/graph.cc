#include "domains/graph.h"

#include <set>

#include "cli/commands.h"
#include "cli/workspace.h"
#include "domains/suggest.h"
#include "reporters/columns.h"

namespace testfed {
namespace {

struct Picture {
  const DomainGraph& graph;
  std::vector<bool> shown;  // by GraphId

  bool Shows(GraphId id) const { return shown[static_cast<size_t>(id)]; }
  template <typename Visit>
  void EachEdge(const Visit& visit) const {
    for (size_t i = 0; i < graph.size(); ++i) {
      for (const DomainGraph::Edge& edge : graph.EdgesFrom(GraphId{static_cast<int>(i)})) {
        if (Shows(edge.from) && Shows(edge.to)) visit(edge);
      }
    }
  }
};

std::string_view WordOf(const DomainGraph::Edge& edge) {
  return edge.direct ? "mustRunAllTestsOnChangesIn" : "fullyAffectedBy";
}

std::string Text(const Picture& picture) {
  Columns columns({1, 1, 2, 2});
  std::set<GraphId> connected;
  picture.EachEdge([&](const DomainGraph::Edge& edge) {
    connected.insert({edge.from, edge.to});
    columns.Row({picture.graph.Name(edge.from), edge.direct ? "~>" : "->",
                 picture.graph.Name(edge.to), std::string(WordOf(edge)), ToString(edge.at)});
  });
  std::string text = columns.Text();
  for (size_t i = 0; i < picture.graph.size(); ++i) {
    GraphId id{static_cast<int>(i)};
    if (picture.Shows(id) && !connected.contains(id)) text += "  " + picture.graph.Name(id) + "\n";
  }
  return text;
}

// Ids are generated: a domain may be called `end`, which Mermaid cannot read.
std::string Mermaid(const Picture& picture) {
  std::string text = "flowchart LR\n";
  for (size_t i = 0; i < picture.graph.size(); ++i) {
    if (!picture.shown[i]) continue;
    text += "  d" + std::to_string(i) + "[\"" + picture.graph.Name(GraphId{static_cast<int>(i)}) +
            "\"]\n";
  }
  picture.EachEdge([&](const DomainGraph::Edge& edge) {
    text += "  d" + std::to_string(static_cast<int>(edge.from)) +
            (edge.direct ? " -.-> d" : " --> d") + std::to_string(static_cast<int>(edge.to)) + "\n";
  });
  return text;
}

std::string Dot(const Picture& picture) {
  std::string text = "digraph domains {\n  rankdir=LR;\n  node [shape=box];\n";
  for (size_t i = 0; i < picture.graph.size(); ++i) {
    if (picture.shown[i]) {
      text += "  \"" + picture.graph.Name(GraphId{static_cast<int>(i)}) + "\";\n";
    }
  }
  picture.EachEdge([&](const DomainGraph::Edge& edge) {
    text += "  \"" + picture.graph.Name(edge.from) + "\" -> \"" + picture.graph.Name(edge.to) +
            "\"" + (edge.direct ? " [style=dashed]" : "") + ";\n";
  });
  return text + "}\n";
}

absl::StatusOr<int> RunGraph(Invocation& invocation) {
  TESTFED_ASSIGN_OR_RETURN(Workspace workspace, Workspace::OpenOrStandalone(invocation));
  TESTFED_ASSIGN_OR_RETURN(auto configuration, workspace.LoadCurrent());
  DomainGraph graph(configuration->declarations);
  Picture picture{graph, std::vector<bool>(graph.size(), invocation.Positionals().empty())};
  for (const std::string& name : invocation.Positionals()) {
    std::optional<GraphId> id = graph.Find(name);
    if (!id) {
      std::vector<std::string> names;
      for (const Domain& domain : configuration->declarations.domains) names.push_back(domain.name);
      return Error("no domain is called `" + name + "`" + DidYouMean(name, names), "list them",
                   "testfed domains");
    }
    std::vector<bool> changed(graph.size(), false);
    changed[static_cast<size_t>(*id)] = true;
    Reached reached = ReachedFrom(graph, changed);
    for (size_t i = 0; i < graph.size(); ++i) {
      if (reached.Includes(GraphId{static_cast<int>(i)})) picture.shown[i] = true;
    }
  }
  std::string format = invocation.Text("--format");
  invocation.out() << (format == "mermaid" ? Mermaid(picture)
                       : format == "dot"   ? Dot(picture)
                                           : Text(picture));
  return 0;
}

}  // namespace

Command GraphCommand() {
  return {
      .name = "graph",
      .section = "Ask",
      .summary = "show which domain affects which",
      .description =
          "Shows the edges between domains, from the one that changes to the one that runs. An "
          "arrow `->` is `fullyAffectedBy`, which goes on from there; `~>` is "
          "`mustRunAllTestsOnChangesIn`, one step from changed domains. With names: only what a "
          "change of these domains reaches.\n\nWith --config FILE it works outside of any "
          "repository, too.",
      .options = {{.name = "--format",
                   .value = "FORMAT",
                   .choices = {"text", "mermaid", "dot"},
                   .default_text = "text"}},
      .positionals = {{.name = "DOMAIN",
                       .help = "only what a change of it reaches",
                       .repeatable = true,
                       .optional = true}},
      .examples = {{"testfed graph --format dot | dot -Tsvg > domains.svg", "with Graphviz"}},
      .run = RunGraph,
  };
}

}  // namespace testfed
