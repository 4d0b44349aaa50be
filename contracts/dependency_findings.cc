#include "contracts/dependency_findings.h"

#include <algorithm>
#include <set>

namespace testfed {
namespace {

using Kind = Reference::Kind;

std::string_view VerbOf(const SourceReferences& source, const Reference& reference) {
  if (source.is_link) return "points to";
  if (reference.kind == Kind::kInclude) return "includes";
  return reference.kind == Kind::kImport ? "imports" : "reads";
}

// What a person calls a test in its file.
std::string ShortName(const std::string& id) {
  for (std::string_view separator : {" > ", "::", "#"}) {
    const size_t at = id.rfind(separator);
    if (at == std::string::npos) continue;
    std::string name = id.substr(at + separator.size());
    return name.substr(0, name.find('('));
  }
  return id;
}

// Lines with a remark each, the remarks below each other.
std::string WithRemarks(const std::vector<std::pair<std::string, std::string>>& lines) {
  size_t width = 0;
  for (const auto& [line, remark] : lines) width = std::max(width, line.size());
  std::string text;
  for (const auto& [line, remark] : lines) {
    text += (text.empty() ? "" : "\n") + line + std::string(width + 5 - line.size(), ' ') + remark;
  }
  return text;
}

std::string EdgeLine(const Declarations& declarations, DomainId from, DomainId to) {
  std::string names;
  for (const DeclaredName& name : declarations[from].fully_affected_by) names += name.name + ", ";
  return "fullyAffectedBy: [" + names + declarations[to].name + "] in " + declarations[from].name;
}
std::string EdgeRemark(const HoleSearch& search, DomainId from) {
  std::set<int> tests;
  bool listed = true;
  for (const SuiteTests& suite : search.tests.suites) {
    if (suite.domain != from) continue;
    listed = listed && suite.listed;
    tests.insert(suite.tests.begin(), suite.tests.end());
  }
  return listed && !tests.empty() ? "an edge: all " + AmountOf(tests.size(), "test")
                                  : "an edge: all its tests";
}

}  // namespace

Finding TestFileFinding(const HoleSearch& search, DomainId owner, DomainId target,
                        const DependencyHole& hole, const std::vector<int>& tests) {
  const std::string& from = search.declarations[owner].name;
  const std::string& to = search.declarations[target].name;
  std::string name = "the test";
  for (int number : tests) {
    const Test& test = search.tests.discovery.tests[static_cast<size_t>(number)];
    if (test.position > hole.reference->position) break;
    name = ShortName(test.id);
  }
  const std::string comment = hole.source->language == Language::kPython ? "# @" : "// @";
  std::string message = std::string(VerbOf(*hole.source, *hole.reference)) + " `" + hole.target +
                        "` of " + to + ", but does not run when " + to + " changes";
  if (hole.references > 1) {
    message += "; so does " + AmountOf(hole.references - 1, "more line");
    if (hole.references > 2) message.replace(message.find("so does"), 7, "so do");
  }
  return {Severity::kError,
          {hole.source->path, hole.reference->position},
          "undeclared-dependency",
          std::move(message),
          {{"one of these three",
            WithRemarks({{comment + "AffectedBy" + to + " above " + name,
                          "a contract: " + from + " and " + to + " approve"},
                         {EdgeLine(search.declarations, owner, target), EdgeRemark(search, owner)},
                         {comment + "SmokeTest above " + name, "runs always"}})}}};
}

Finding DomainFinding(const HoleSearch& search, Severity severity, DomainId owner, DomainId target,
                      const DependencyHole& hole) {
  const std::string& from = search.declarations[owner].name;
  const std::string& to = search.declarations[target].name;
  std::string message = std::string(VerbOf(*hole.source, *hole.reference)) + " `" + hole.target +
                        "` of " + to + ", but " + from + " is not affected by " + to;
  if (hole.files.size() > 1) {
    message += "; so " + std::string(hole.files.size() == 2 ? "does " : "do ") +
               AmountOf(hole.files.size() - 1,
                        severity == Severity::kError ? "more test file" : "more file") +
               " of " + from;
  }
  return {severity,
          {hole.source->path, hole.reference->position},
          "undeclared-dependency",
          std::move(message),
          {{"one of these three",
            WithRemarks({{EdgeLine(search.declarations, owner, target), EdgeRemark(search, owner)},
                         {"@AffectedBy" + to + " above a test of " + from,
                          "a contract: " + from + " and " + to + " approve"},
                         {"@SmokeTest above a test of " + from, "runs always"}})}}};
}

}  // namespace testfed
