#include <algorithm>

#include "cli/explanation.h"
#include "domains/path_name.h"
#include "reporters/columns.h"

namespace testfed {
namespace {

std::string Owns(const Declarations& declarations, const Domain& domain) {
  Columns columns({2, 3});
  for (const DeclaredPattern& pattern : domain.include) {
    columns.Row({"include", QuotePath(pattern.pattern.text()),
                 ToString(declarations.At(pattern.position))});
  }
  for (const DeclaredPattern& pattern : domain.exclude) {
    columns.Row({"exclude", QuotePath(pattern.pattern.text()),
                 ToString(declarations.At(pattern.position))});
  }
  std::string rows = columns.Text();
  if (domain.name == "Unknown") return "\nOwns what no other domain owns\n";
  return "\nOwns\n" + (rows.empty() ? "  nothing: it has no `include`\n" : rows);
}

std::string Runs(const Declarations& declarations, DomainId id) {
  Columns columns({2, 2, 3});
  for (const Suite* suite : declarations.SuitesOf(id)) {
    columns.Row({suite->name, std::string(ToString(suite->runner)),
                 suite->smoke ? "smoke: always runs" : "",
                 ToString(declarations.At(suite->position))});
  }
  std::string rows = columns.Text();
  if (!rows.empty()) return "\nRuns\n" + rows;
  return declarations.DeclaresSuites() ? "\nRuns nothing: it declares no suite\n"
                                       : "\nRuns one job, called like the domain\n";
}

// Who reaches it, one line a domain with the shortest chain, when that domain alone changes.
std::string AffectedBy(const Subject& subject, GraphId self) {
  Columns columns({3});
  size_t rows = 0;
  for (size_t i = 0; i < subject.graph.size(); ++i) {
    if (GraphId{static_cast<int>(i)} == self) continue;
    std::vector<bool> changed(subject.graph.size(), false);
    changed[i] = true;
    Reached reached = ReachedFrom(subject.graph, changed);
    if (!reached.Includes(self)) continue;
    ++rows;
    columns.Row({ChainText(subject.graph, reached, self),
                 ToString(reached.cause[static_cast<size_t>(self)]->at)});
  }
  return rows == 0 ? "\nNo other domain affects it\n"
                   : "\nAffected by a change of\n" + columns.Text();
}

std::string Affects(const Subject& subject, GraphId self) {
  std::vector<bool> changed(subject.graph.size(), false);
  changed[static_cast<size_t>(self)] = true;
  Reached reached = ReachedFrom(subject.graph, changed);
  Columns columns({3});
  size_t rows = 0;
  for (size_t i = 0; i < subject.graph.size(); ++i) {
    if (reached.cause[i] == nullptr) continue;
    ++rows;
    columns.Row({ChainText(subject.graph, reached, GraphId{static_cast<int>(i)}),
                 ToString(reached.cause[i]->at)});
  }
  return rows == 0 ? "\nA change of it affects no other domain\n"
                   : "\nA change of it affects\n" + columns.Text();
}

std::string WhyNot(const Subject& subject, const Domain& domain, GraphId self) {
  std::string text = "\nIn your change: not affected, for none of these holds\n";
  Columns columns({3});
  columns.Row({"a path of it changed",
               "none of the " + std::to_string(subject.plan->changes.size()) + " changed paths"});
  columns.Row({"its declaration changed", "the same at base and head"});
  columns.Row({"a commit message names it", "no trailer `Affects: " + domain.name + "`"});
  std::string sources;
  std::vector<std::string> names;
  for (size_t i = 0; i < subject.graph.size(); ++i) {
    for (const DomainGraph::Edge& edge : subject.graph.EdgesFrom(GraphId{static_cast<int>(i)})) {
      if (edge.to == self) names.push_back(subject.graph.Name(edge.from));
    }
  }
  for (const std::string& name : names) sources += (sources.empty() ? "" : ", ") + name;
  columns.Row({"an edge reaches it",
               names.empty() ? "it has none" : "from " + sources + ": not affected either"});
  text += columns.Text();
  for (const Job& job : subject.plan->jobs) {
    if (job.domain != domain.name) continue;
    text += "It runs all the same: " + job.id +
            (subject.plan->mode == Mode::kFull ? ", because the plan is full" : ", a smoke suite") +
            "\n";
  }
  return text + "hint: to run it once all the same, as a trailer of a commit message\n  Affects: " +
         domain.name + "\n";
}

std::string InYourChange(const Subject& subject, const Domain& domain, GraphId self) {
  if (!subject.plan) {
    return subject.no_plan.empty() ? "" : "\nIn your change: not known, " + subject.no_plan + "\n";
  }
  for (const AffectedDomain& affected : subject.plan->affected) {
    if (affected.name != domain.name) continue;
    std::string text =
        affected.changed ? "\nIn your change: changed\n" : "\nIn your change: affected\n";
    for (const Reason& reason : affected.reasons) text += "  " + DomainReasonText(reason) + "\n";
    return text;
  }
  return WhyNot(subject, domain, self);
}

}  // namespace

std::string DomainReasonText(const Reason& reason) {
  std::string at =
      reason.at.empty() ? "" : "   " + reason.at + (reason.at_base ? " at the base" : "");
  switch (reason.kind) {
    case Reason::Kind::kChanges:
      return std::to_string(reason.count) +
             (reason.count == 1 ? " changed path: " : " changed paths, first ") +
             QuotePath(reason.path);
    case Reason::Kind::kDeclaration:
      return "its declaration differs: " + reason.text + at;
    case Reason::Kind::kTrailer:
      return "commit " + reason.commit.substr(0, 7) + " names it: `" + reason.text + "`";
    case Reason::Kind::kEdge:
      return "fullyAffectedBy " + reason.domain + at;
    case Reason::Kind::kDirectEdge:
      return "mustRunAllTestsOnChangesIn " + reason.domain + at;
    default:
      return std::string(ToString(reason.kind)) + at;
  }
}

std::string NameWithOwners(const Domain& domain) {
  std::string owners;
  for (const DeclaredName& owner : domain.owners) {
    owners += (owners.empty() ? "" : ", ") + owner.name;
  }
  return domain.name + (owners.empty() ? "" : " (" + owners + ")");
}

std::string ChainText(const DomainGraph& graph, const Reached& reached, GraphId to) {
  std::string text = graph.Name(to);
  while (const DomainGraph::Edge* edge = reached.cause[static_cast<size_t>(to)]) {
    text = graph.Name(edge->from) + (edge->direct ? " ~> " : " -> ") + text;
    to = edge->from;
  }
  return text;
}

std::string ExplainDomain(const Subject& subject, DomainId id) {
  const Domain& domain = subject.declarations[id];
  GraphId self = *subject.graph.Find(domain.name);
  return NameWithOwners(domain) + "   " + ToString(subject.declarations.At(domain.position)) +
         "\n" + Owns(subject.declarations, domain) + Runs(subject.declarations, id) +
         AffectedBy(subject, self) + Affects(subject, self) + InYourChange(subject, domain, self);
}

}  // namespace testfed
