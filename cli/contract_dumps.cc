#include "cli/contract_dumps.h"

#include <algorithm>
#include <set>

#include "cli/selection_options.h"
#include "contracts/standing.h"
#include "domains/ownership.h"
#include "domains/path_name.h"
#include "selector/test_reader.h"

namespace testfed {
namespace {

constexpr std::string_view kName = "contract.dump.txt";
constexpr std::string_view kStart = "# Contracts of ";

// All regular files called contract.dump.txt.
class DumpFinder : public TreeVisitor {
 public:
  bool EnterDirectory(std::string_view name, std::string_view) override {
    lengths_.push_back(path_.size());
    path_ += name;
    path_ += '/';
    return true;
  }
  void LeaveDirectory() override {
    path_.resize(lengths_.back());
    lengths_.pop_back();
  }
  void File(std::string_view name) override { FileWithId(name, "", FileKind::kRegular); }
  void FileWithId(std::string_view name, std::string_view, FileKind kind) override {
    if (name == kName && kind == FileKind::kRegular) found.insert(path_ + std::string(name));
  }
  std::set<std::string> found;

 private:
  std::string path_;
  std::vector<size_t> lengths_;
};

std::string Lines(size_t count) {
  return std::to_string(count) + (count == 1 ? " line" : " lines");
}

}  // namespace

absl::StatusOr<ContractDumps> ContractDumpsAt(Invocation& invocation, const Repository& repository,
                                              const Snapshot& at,
                                              const Configuration& configuration) {
  TestReader reader(repository, invocation.cache(), WorkerThreads());
  TESTFED_ASSIGN_OR_RETURN(auto tests, reader.Read(at, configuration.declarations));
  return ContractDumpsFor(configuration, *tests);
}

ContractDumps ContractDumpsFor(const Configuration& configuration, const TestMap& tests) {
  return ContractDumpsOf(
      configuration.declarations,
      AgreementsOf(StandingAgreements(configuration.declarations, configuration.contracts, tests)));
}

absl::StatusOr<std::vector<StaleContractDump>> CompareContractDumps(
    const Repository& repository, const Snapshot& at, const Declarations& declarations,
    const ContractDumps& wanted) {
  DumpFinder finder;
  TESTFED_RETURN_IF_ERROR(repository.Walk(at, finder));
  std::set<std::string> in_homes, files = std::move(finder.found);
  for (const Domain& domain : declarations.domains) in_homes.insert(ContractDumpOf(domain));
  for (const auto& [file, text] : wanted.files) files.insert(file);
  std::vector<StaleContractDump> all_stale;
  for (const std::string& file : files) {
    auto want = wanted.files.find(file);
    StaleContractDump stale{file, std::nullopt, want == wanted.files.end() ? "" : want->second, {}};
    TESTFED_ASSIGN_OR_RETURN(stale.there, ReadDump(repository, at, file));
    if (stale.wanted.empty()) {
      if (!stale.there || !(in_homes.contains(file) || stale.there->starts_with(kStart))) continue;
      stale.difference.summary = "stale, no contract is left for it";
    } else {
      std::optional<DumpDifference> difference = CompareDumps(stale.there, stale.wanted);
      if (!difference) continue;
      stale.difference = *std::move(difference);
    }
    all_stale.push_back(std::move(stale));
  }
  return all_stale;
}

AmendedFiles AmendedBy(const ContractDumps& wanted, const std::vector<StaleContractDump>& stale) {
  AmendedFiles amended;
  for (const auto& [file, text] : wanted.files) amended.added.insert(file);
  for (const StaleContractDump& one : stale) {
    if (one.wanted.empty()) amended.removed.insert(one.file);
  }
  return amended;
}

Finding FindingOf(const StaleContractDump& stale) {
  const Hint hint{"run", "testfed dump --update"};
  if (int line = stale.there ? ConflictLine(*stale.there) : 0; line > 0) {
    return {Severity::kError,
            {stale.file, {line, 1}},
            "conflict",
            "a merge conflict; the file is written by testfed, so take either side",
            {hint}};
  }
  return {Severity::kError, {stale.file, {}}, "stale-dump", stale.difference.summary, {hint}};
}

absl::StatusOr<std::string> WriteContractDumps(Invocation& invocation, const Workspace& workspace,
                                               const std::vector<StaleContractDump>& stale) {
  std::string done;
  for (const StaleContractDump& dump : stale) {
    TESTFED_ASSIGN_OR_RETURN(std::string path, workspace.OnDisk(dump.file));
    done += QuotePath(dump.file) + ": ";
    if (dump.wanted.empty()) {
      TESTFED_RETURN_IF_ERROR(invocation.files().Remove(path));
      done += "removed, no contract is left for it\n";
      continue;
    }
    TESTFED_RETURN_IF_ERROR(invocation.files().Write(path, dump.wanted));
    if (!dump.there) {
      auto lines = std::count(dump.wanted.begin(), dump.wanted.end(), '\n');
      done += "written, " + Lines(static_cast<size_t>(lines)) + "\n";
      continue;
    }
    done += "updated";
    if (dump.difference.added > 0) done += ", " + Lines(dump.difference.added) + " added";
    if (dump.difference.removed > 0) done += ", " + Lines(dump.difference.removed) + " removed";
    done += "\n";
  }
  return done;
}

}  // namespace testfed
