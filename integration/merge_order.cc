#include "integration/merge_order.h"

#include <algorithm>

#include "integration/module_dependencies.h"
#include "integration/repository_name.h"

namespace testfed {
namespace {

constexpr size_t kMaxModuleBytes = size_t{4} << 20;

// Its MODULE.bazel at a commit; nullopt: nobody can read it here.
std::optional<std::string> ModuleFile(const Repository* clone, const std::string& commit) {
  if (clone == nullptr) return std::nullopt;
  absl::StatusOr<Commit> read = clone->ReadCommit(commit);
  if (!read.ok()) return std::nullopt;
  absl::StatusOr<std::optional<std::string>> text =
      clone->ReadFile(Snapshot::OfTree(read->tree), "MODULE.bazel", kMaxModuleBytes);
  return text.ok() ? *std::move(text) : std::nullopt;
}

// The component that a module is, among those of the manifest.
std::string ComponentOfModule(const std::string& module, const Components& components) {
  for (const Component& component : components) {
    if (component.module == module) return component.name;
  }
  return module;
}

}  // namespace

absl::StatusOr<std::vector<TestedMember>> TestedIn(const Manifest& manifest) {
  std::vector<TestedMember> tested;
  for (const UnderTest& one : manifest.under_test) {
    const Pinned* pinned = FindPinned(manifest.pins, one.name);
    if (pinned == nullptr || one.pull_request == 0) continue;
    TESTFED_ASSIGN_OR_RETURN(const std::string repository, RepositoryName(pinned->remote));
    const bool merged = one.taken_from == kTakenFromMerge || one.taken_from == kTakenFromMain;
    tested.push_back({{repository, one.pull_request}, one.name, pinned->pin.text, merged});
  }
  return tested;
}

absl::StatusOr<MergePlan> MergePlanOf(const Manifest& manifest, const Components& components,
                                      const CloneFinder& clones, const PullRequestList& now) {
  TESTFED_ASSIGN_OR_RETURN(const std::vector<TestedMember> tested, TestedIn(manifest));
  std::vector<PlannedMember> members;
  for (const TestedMember& one : tested) {
    PlannedMember member;
    member.component = one.component;
    member.requests = {one.id};
    member.merged = one.merged;
    for (const PullRequest& request : now.pull_requests) {
      if (request.id == one.id && request.state == PullRequest::State::kMerged) {
        member.merged = true;
      }
    }
    const std::optional<std::string> text =
        ModuleFile(clones ? clones(one.component) : nullptr, one.commit);
    member.known = text.has_value();
    for (const std::string& module : ModuleDependencies(text.value_or(""))) {
      member.depends_on.push_back(ComponentOfModule(module, components));
    }
    members.push_back(std::move(member));
  }
  return PlanMerge(std::move(members));
}

}  // namespace testfed
