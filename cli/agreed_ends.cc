#include "cli/agreed_ends.h"

#include <algorithm>
#include <map>

#include "contracts/standing.h"
#include "domains/ownership.h"
#include "domains/yaml.h"

namespace testfed {
namespace {

// 1970: no entry is over.
constexpr std::int64_t kNoClock = 0;

absl::StatusOr<std::vector<QuarantineEntry>> QuarantineAt(const Workspace& workspace,
                                                          const Snapshot& at, bool is_head) {
  std::string file = OwnFilesOf(workspace.config_file()).quarantine;
  TESTFED_ASSIGN_OR_RETURN(std::optional<std::string> text,
                           workspace.repository()->ReadFile(at, file, kMaxYamlBytes));
  if (!text) return std::vector<QuarantineEntry>();
  std::vector<Finding> findings;
  std::vector<QuarantineEntry> entries = ReadQuarantine(*text, file, kNoClock, findings);
  SortFindings(findings);
  // Without an entry whose text is broken the change would look smaller than it is.
  if (is_head && !findings.empty()) return ToStatus(findings.front());
  return entries;
}

// The needs of one more base.
void Unite(const NeededApprovals& more, NeededApprovals& all) {
  for (const AgreedChange& change : more.changes) {
    auto same = std::find_if(all.changes.begin(), all.changes.end(),
                             [&](const AgreedChange& one) { return one.text == change.text; });
    if (same == all.changes.end()) {
      all.changes.push_back(change);
      continue;
    }
    for (const ApprovalNeed& need : change.needs) {
      bool known = std::any_of(same->needs.begin(), same->needs.end(),
                               [&](const ApprovalNeed& one) { return one.domain == need.domain; });
      if (!known) same->needs.push_back(need);
    }
  }
  std::sort(
      all.changes.begin(), all.changes.end(), [](const AgreedChange& a, const AgreedChange& b) {
        return std::pair(a.text.substr(2), a.text[0]) < std::pair(b.text.substr(2), b.text[0]);
      });
  std::map<std::string, Party> parties;
  for (const Party& party : all.parties) parties[party.domain] = party;
  for (const Party& party : more.parties) {
    auto [known, is_new] = parties.emplace(party.domain, party);
    if (is_new) continue;
    std::erase_if(known->second.owners, [&](const std::string& owner) {
      return std::find(party.owners.begin(), party.owners.end(), owner) == party.owners.end();
    });
  }
  all.parties.clear();
  for (auto& [name, party] : parties) all.parties.push_back(std::move(party));
}

}  // namespace

absl::StatusOr<NeededApprovals> ApprovalsFor(const Workspace& workspace,
                                             const SelectionRequest& selection) {
  const Range& range = selection.range;
  if (range.base_trees.empty()) {
    return Error("there is no base to compare with, and so no telling whose consent is needed",
                 "say what the change is measured against",
                 "testfed approvals --base REV --head HEAD");
  }
  TESTFED_ASSIGN_OR_RETURN(auto head_quarantine,
                           QuarantineAt(workspace, range.head_snapshot, true));
  AgreedState head = AgreedStateOf(selection.head->declarations, selection.head->contracts,
                                   *selection.head_tests, std::move(head_quarantine));
  std::vector<std::string> changed;
  for (const Change& change : range.changes) changed.push_back(change.path);

  // Bases that have a configuration; where all of these could be read, they are selection.bases.
  std::vector<bool> declares;
  for (const std::string& tree : range.base_trees) {
    TESTFED_ASSIGN_OR_RETURN(
        auto text, workspace.repository()->ReadFile(Snapshot::OfTree(tree), workspace.config_file(),
                                                    kMaxYamlBytes));
    declares.push_back(text.has_value());
  }
  auto declared = static_cast<size_t>(std::count(declares.begin(), declares.end(), true));
  if (declared != selection.bases.size()) {
    return Error(selection.base_problem + "; what was agreed on there is not known");
  }
  NeededApprovals needed;
  size_t next = 0;
  for (size_t i = 0; i < declares.size(); ++i) {
    const Declarations nothing;
    AgreedState base;
    base.declarations = &nothing;
    std::vector<ContractTestFile> files;
    if (declares[i]) {
      const Configuration& configuration = *selection.bases[next];
      const TestMap& tests = *selection.base_tests[next++];
      TESTFED_ASSIGN_OR_RETURN(
          auto quarantine, QuarantineAt(workspace, Snapshot::OfTree(range.base_trees[i]), false));
      base = AgreedStateOf(configuration.declarations, configuration.contracts, tests,
                           std::move(quarantine));
      files = ContractTestFilesOf(
          StandingAgreements(configuration.declarations, configuration.contracts, tests), tests);
    }
    NeededApprovals more = RequiredApprovals(base, head, changed, files);
    if (i == 0)
      needed = std::move(more);
    else
      Unite(more, needed);
  }
  return needed;
}

}  // namespace testfed
