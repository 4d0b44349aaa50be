#include "domains/workflow_matrix.h"

#include <algorithm>
#include <set>

#include "domains/inline_text.h"
#include "domains/suggest.h"
#include "domains/yaml.h"
#include "domains/yaml_members.h"

namespace testfed {
namespace {

constexpr std::string_view kDomainAxis = "domain";

struct NamedAxis {
  std::string job;
  std::string name;
  Position position;
  std::vector<DeclaredName> values;
};

std::vector<std::string> NamesWithJobs(const Declarations& declarations) {
  std::vector<std::string> names;
  for (size_t i = 0; i < declarations.domains.size(); ++i) {
    const bool has_jobs = !declarations.DeclaresSuites() ||
                          !declarations.SuitesOf(DomainId{static_cast<int>(i)}).empty();
    if (has_jobs) names.push_back(declarations.domains[i].name);
  }
  return names;
}

NamedAxis& AxisCalled(const std::string& job, const YamlNode& key, std::vector<NamedAxis>& axes) {
  for (NamedAxis& axis : axes) {
    if (axis.job == job && axis.name == key.text) return axis;
  }
  return axes.emplace_back(NamedAxis{job, key.text, key.position, {}});
}

// An entry of `exclude` that names nothing but this value takes it out of every leg.
bool IsExcluded(const YamlNode& matrix, const std::string& axis, const std::string& value) {
  const YamlNode* exclude = MemberOf(matrix, "exclude");
  if (exclude == nullptr) return false;
  return std::any_of(exclude->items.begin(), exclude->items.end(), [&](const YamlNode& entry) {
    return entry.members.size() == 1 && entry.members[0].first.text == axis &&
           entry.members[0].second.text == value;
  });
}

// The axes of one job; false where its matrix is an expression.
bool ReadMatrix(const std::string& job, const YamlNode& matrix, std::vector<NamedAxis>& axes) {
  if (matrix.kind != YamlNode::Kind::kMap) return false;
  bool is_static = true;
  for (const YamlMember& member : matrix.members) {
    if (member.first.text == "exclude") continue;
    if (member.second.kind != YamlNode::Kind::kList) {
      is_static = false;
      continue;
    }
    for (const YamlNode& item : member.second.items) {
      if (member.first.text == "include") {
        for (const YamlMember& value : item.members) {
          if (value.second.kind != YamlNode::Kind::kScalar) continue;
          AxisCalled(job, value.first, axes)
              .values.push_back({value.second.text, value.second.position});
        }
      } else if (item.kind == YamlNode::Kind::kScalar &&
                 !IsExcluded(matrix, member.first.text, item.text)) {
        AxisCalled(job, member.first, axes).values.push_back({item.text, item.position});
      }
    }
  }
  return is_static;
}

size_t DomainsNamed(const NamedAxis& axis, const Declarations& declarations) {
  return static_cast<size_t>(
      std::count_if(axis.values.begin(), axis.values.end(),
                    [&](const DeclaredName& value) { return declarations.Find(value.name); }));
}

std::vector<NamedAxis> ComparedAxes(std::vector<NamedAxis> axes, const Declarations& declarations) {
  std::vector<NamedAxis> compared;
  const NamedAxis* best = nullptr;
  for (const NamedAxis& axis : axes) {
    if (axis.name == kDomainAxis) compared.push_back(axis);
    const size_t named = DomainsNamed(axis, declarations);
    if (named > 0 && (best == nullptr || named > DomainsNamed(*best, declarations))) best = &axis;
  }
  if (compared.empty() && best != nullptr) compared.push_back(*best);
  return compared;
}

}  // namespace

std::vector<Finding> CheckWorkflowMatrix(std::string_view text, const std::string& file,
                                         const Declarations& declarations) {
  YamlResult yaml = ReadYaml(text, file);
  if (!yaml.root) return std::move(yaml.findings);
  std::vector<NamedAxis> axes;
  const YamlNode* dynamic = nullptr;
  if (const YamlNode* jobs = MemberOf(*yaml.root, "jobs")) {
    for (const YamlMember& job : jobs->members) {
      const YamlNode* strategy = MemberOf(job.second, "strategy");
      const YamlNode* matrix = strategy == nullptr ? nullptr : MemberOf(*strategy, "matrix");
      if (matrix != nullptr && !ReadMatrix(job.first.text, *matrix, axes)) dynamic = matrix;
    }
  }
  std::vector<Finding> findings = std::move(yaml.findings);
  auto add = [&](Position position, std::string code, std::string message,
                 std::vector<Hint> hints) {
    findings.push_back({Severity::kError,
                        {file, position},
                        std::move(code),
                        std::move(message),
                        std::move(hints)});
  };
  const std::vector<NamedAxis> compared = ComparedAxes(std::move(axes), declarations);
  if (compared.empty()) {
    add(dynamic == nullptr ? Position{} : dynamic->position, "matrix",
        dynamic == nullptr ? "no matrix of a job here names a domain"
                           : "the matrix comes from an expression, so there is no list of domains "
                             "to compare",
        {});
    return findings;
  }
  const std::vector<std::string> wanted = NamesWithJobs(declarations);
  std::set<std::string> named;
  for (const NamedAxis& axis : compared) {
    for (const DeclaredName& value : axis.values) {
      named.insert(value.name);
      if (declarations.Find(value.name)) continue;
      add(value.position, "matrix-unknown",
          "`" + InlineText(value.name) + "` of the axis `" + InlineText(axis.name) + "` of job `" +
              InlineText(axis.job) + "` is no domain" + DidYouMean(value.name, wanted),
          {});
    }
  }
  const NamedAxis& first = compared.front();
  for (const std::string& name : wanted) {
    if (named.contains(name)) continue;
    add(first.position, "matrix-missing",
        "domain `" + name + "` has jobs, and the axis `" + InlineText(first.name) + "` of job `" +
            InlineText(first.job) + "` does not name it",
        {{"add it to the list", name}});
  }
  return findings;
}

}  // namespace testfed
