// Undeclared dependencies, and edges that a few contracts could replace.
//
// A reference is covered where a change of its target runs what refers to it: the two share a
// domain, an edge leads from one to the other, the target is one whose change runs everything or
// nothing, or - of a test - a tag or a contract of any test of the file wakes it, and - of another
// source - its domain has any contract with the target's. Which of a file's tests reads a path, a
// helper of several tests say, is not decided: that would call wrong what is right.
#include <algorithm>
#include <map>
#include <memory>
#include <optional>
#include <set>

#include "contracts/dependency_findings.h"
#include "contracts/hole_finder.h"
#include "contracts/kept_tests.h"
#include "contracts/test_name.h"
#include "domains/graph.h"

namespace testfed {
namespace {

using Kind = Reference::Kind;

constexpr size_t kMostSingly = 5;  // files of tests that need the same edge, reported one by one
constexpr size_t kWideTests = 20;  // an edge that runs fewer is no burden
constexpr size_t kNarrowFiles = 3;

class DependencyCheck {
 public:
  DependencyCheck(const HoleSearch& search, std::vector<Finding>& findings)
      : search_(search),
        declarations_(search.declarations),
        findings_(findings),
        ownership_(declarations_),
        claims_(declarations_),
        graph_(declarations_),
        reached_(declarations_.domains.size()) {
    const Discovery& discovery = search.tests.discovery;
    for (size_t i = 0; i < discovery.tests.size(); ++i) {
      const int file = discovery.tests[i].file;
      if (file < 0) continue;
      tests_of_[discovery.files[static_cast<size_t>(file)]].push_back(static_cast<int>(i));
    }
    smoke_ = SmokeTests(search.tests);
    AddAgreed();
  }

  void Run() {
    for (const SourceReferences& source : search_.sources) CheckSource(source);
    for (const auto& [domains, holes] : in_tests_) {
      if (holes.size() <= kMostSingly) {
        for (const DependencyHole& hole : holes) {
          findings_.push_back(TestFileFinding(search_, domains.first, domains.second, hole,
                                              tests_of_.at(hole.source->path)));
        }
        continue;
      }
      DependencyHole all;
      for (const DependencyHole& hole : holes) Merge(all, hole);
      findings_.push_back(
          DomainFinding(search_, Severity::kError, domains.first, domains.second, all));
    }
    for (const auto& [domains, hole] : between_) {
      findings_.push_back(
          DomainFinding(search_, Severity::kWarning, domains.first, domains.second, hole));
    }
    FindWideEdges();
  }

 private:
  using Domains = std::vector<DomainId>;

  static size_t Index(DomainId id) { return static_cast<size_t>(id); }
  const std::string& NameOf(DomainId id) const { return declarations_[id].name; }

  void AddAgreed() {
    for (const Contract& contract : search_.contracts) {
      std::optional<DomainId> consumer = declarations_.Find(contract.consumer);
      for (const DeclaredName& provider : contract.providers) {
        std::optional<DomainId> id = declarations_.Find(provider.name);
        if (consumer && id) agreed_[*consumer].insert(*id);
      }
    }
    const std::vector<Test>& tests = search_.tests.discovery.tests;
    for (size_t i = 0; i < tests.size(); ++i) {
      for (const Tag& tag : tests[i].tags) {
        std::optional<DomainId> provider = declarations_.Find(tag.domain);
        if (!provider) continue;
        for (DomainId owner : search_.tests.owners[i]) agreed_[owner].insert(*provider);
      }
    }
  }

  // What a change of a domain's file affects.
  const Reached& From(DomainId changed) {
    std::optional<Reached>& known = reached_[Index(changed)];
    if (!known) {
      std::vector<bool> start(graph_.size());
      start[Index(changed)] = true;
      known = ReachedFrom(graph_, start);
    }
    return *known;
  }
  // Whether contracts with `provider` wake when `changed` changes.
  bool Wakes(DomainId provider, DomainId changed) {
    if (declarations_.settings.contracts_wake_on == ContractsWakeOn::kChanged) {
      return provider == changed;
    }
    return From(changed).affected[Index(provider)];
  }

  // The domains that a change of the target changes; none where it runs everything or nothing.
  const Domains& TargetOwners(const std::string& target) {
    auto [known, fresh] = owners_.emplace(target, Domains());
    Domains& owners = known->second;
    if (!fresh) return owners;
    if (!target.ends_with('/')) {
      const Judgement& judgement = ownership_.Of(target);
      if (judgement.state == OwnershipState::kOwned) owners = judgement.domains;
      return owners;
    }
    // Of a folder those that own all of it: where several share it, nobody can say whose is meant.
    bool first = true;
    for (const std::string& file :
         search_.files.Below(std::string_view(target).substr(0, target.size() - 1))) {
      const Judgement& judgement = ownership_.Of(file);
      Domains common;
      if (judgement.state == OwnershipState::kOwned) {
        std::copy_if(judgement.domains.begin(), judgement.domains.end(), std::back_inserter(common),
                     [&](DomainId id) {
                       return first || std::find(owners.begin(), owners.end(), id) != owners.end();
                     });
      }
      owners = std::move(common);
      first = false;
      if (owners.empty()) break;
    }
    return owners;
  }

  bool EdgeCovers(const Domains& from, const Domains& targets) {
    for (DomainId target : targets) {
      for (DomainId id : from) {
        if (id == target || From(target).Includes(GraphId{static_cast<int>(id)})) return true;
      }
    }
    return false;
  }

  bool TestsCover(const std::string& path, const std::vector<int>& tests, const Domains& owners,
                  const Domains& targets) {
    for (int number : tests) {
      const Test& test = search_.tests.discovery.tests[static_cast<size_t>(number)];
      if (smoke_[static_cast<size_t>(number)] || !test.undecided.empty()) return true;
      for (const Tag& tag : test.tags) {
        std::optional<DomainId> provider = declarations_.Find(tag.domain);
        for (DomainId target : targets) {
          if (!provider) continue;
          if (tag.kind == Tag::Kind::kAffected ? From(target).affected[Index(*provider)]
                                               : *provider == target) {
            return true;
          }
        }
      }
    }
    const std::vector<int> claims = claims_.Of(path);
    for (const Contract& contract : search_.contracts) {
      std::optional<DomainId> consumer = declarations_.Find(contract.consumer);
      const bool ours =
          consumer && (std::find(owners.begin(), owners.end(), *consumer) != owners.end() ||
                       std::any_of(claims.begin(), claims.end(), [&](int suite) {
                         return claims_.suites()[static_cast<size_t>(suite)].domain == *consumer;
                       }));
      if (!ours || !ContractWakes(contract, targets)) continue;
      if (contract.tests.empty()) return true;
      for (const DeclaredName& name : contract.tests) {
        for (int test : tests) {
          if (NamesTest(name.name, search_.tests.discovery.tests[static_cast<size_t>(test)].id)) {
            return true;
          }
        }
      }
    }
    return false;
  }
  bool ContractWakes(const Contract& contract, const Domains& targets) {
    for (const DeclaredName& name : contract.providers) {
      std::optional<DomainId> provider = declarations_.Find(name.name);
      for (DomainId target : targets) {
        if (provider && Wakes(*provider, target)) return true;
      }
    }
    return false;
  }
  // Every plan runs all tests of the domain.
  bool IsAllSmoke(DomainId id) const {
    const std::vector<const Suite*> suites = declarations_.SuitesOf(id);
    return !suites.empty() && std::all_of(suites.begin(), suites.end(),
                                          [](const Suite* suite) { return suite->smoke; });
  }
  bool AgreementCovers(const Domains& owners, const Domains& targets) {
    for (DomainId owner : owners) {
      if (IsAllSmoke(owner)) return true;
      auto agreed = agreed_.find(owner);
      if (agreed == agreed_.end()) continue;
      for (DomainId provider : agreed->second) {
        for (DomainId target : targets) {
          if (Wakes(provider, target)) return true;
        }
      }
    }
    return false;
  }

  void CheckSource(const SourceReferences& source) {
    const Domains owners = claims_.OwnersOf(source.path);
    if (owners.empty()) return;
    auto found = tests_of_.find(source.path);
    const std::vector<int>* tests = found == tests_of_.end() ? nullptr : &found->second;
    // The suites that run a test belong to domains, too, mostly to the same.
    Domains runs = owners;
    if (tests != nullptr) {
      for (int suite : claims_.Of(source.path)) {
        runs.push_back(claims_.suites()[static_cast<size_t>(suite)].domain);
      }
    }
    std::map<DomainId, DependencyHole> holes;  // by the domain that is referred to
    for (const Reference& reference : source.references) {
      std::string target = TargetOf(source, reference, search_.files);
      if (target.empty()) {
        if (reference.kind == Kind::kInclude) NoteUnknown(owners);
        continue;
      }
      const Domains targets = TargetOwners(target);
      if (targets.empty() || target == source.path) continue;
      NoteUse(source, tests != nullptr, owners, targets);
      if (EdgeCovers(runs, targets)) continue;
      Add(holes[targets[0]], source, reference, target);
    }
    for (auto& [target, hole] : holes) {
      const Domains targets = TargetOwners(hole.target);
      if (tests == nullptr) {
        if (!AgreementCovers(owners, targets)) Merge(between_[{owners[0], target}], hole);
      } else if (!TestsCover(source.path, *tests, owners, targets)) {
        in_tests_[{owners[0], target}].push_back(hole);
      }
    }
  }

  static void Add(DependencyHole& hole, const SourceReferences& source, const Reference& reference,
                  const std::string& target) {
    if (hole.source == nullptr) {
      hole.source = &source;
      hole.reference = &reference;
      hole.target = target;
    }
    ++hole.references;
    hole.files.insert(source.path);
  }
  static void Merge(DependencyHole& into, const DependencyHole& hole) {
    if (into.source == nullptr) {
      into = hole;
      return;
    }
    into.references += hole.references;
    into.files.insert(hole.files.begin(), hole.files.end());
  }

  // For wide edges: who uses whom.
  struct Use {
    std::set<std::string_view> tests;
    bool others = false;
  };
  void NoteUse(const SourceReferences& source, bool is_test, const Domains& owners,
               const Domains& targets) {
    for (DomainId owner : owners) {
      for (DomainId target : targets) {
        if (owner == target) continue;
        Use& use = uses_[{owner, target}];
        if (is_test) {
          if (use.tests.size() <= kNarrowFiles) use.tests.insert(source.path);
        } else {
          use.others = true;
        }
      }
    }
  }
  void NoteUnknown(const Domains& owners) { unknown_.insert(owners.begin(), owners.end()); }

  void FindWideEdges() {
    // Only an include names its file; packages and modules of other languages lead anywhere.
    for (const SourceReferences& source : search_.sources) {
      if (!source.is_link && source.language != Language::kCpp) {
        NoteUnknown(claims_.OwnersOf(source.path));
      }
    }
    for (size_t i = 0; i < declarations_.domains.size(); ++i) {
      const DomainId id{static_cast<int>(i)};
      std::set<int> tests;
      for (const SuiteTests& suite : search_.tests.suites) {
        if (suite.domain == id) tests.insert(suite.tests.begin(), suite.tests.end());
      }
      if (tests.size() < kWideTests || unknown_.contains(id)) continue;
      for (const DeclaredName& edge : declarations_[id].fully_affected_by) {
        std::optional<DomainId> from = declarations_.Find(edge.name);
        auto use = from ? uses_.find({id, *from}) : uses_.end();
        if (use == uses_.end() || use->second.others) continue;
        const size_t files = use->second.tests.size();
        if (files > kNarrowFiles) continue;
        findings_.push_back(
            {Severity::kWarning,
             declarations_.At(edge.position),
             "wide-edge",
             "all " + AmountOf(tests.size(), "test") + " of " + NameOf(id) + " run for `" +
                 edge.name + "`, and only " + AmountOf(files, "file") +
                 (files == 1 ? " refers to it, a test" : " refer to it, all of them tests"),
             {{"contracts could replace the edge, in each of", [&] {
                 std::string lines;
                 for (std::string_view file : use->second.tests) {
                   lines += (lines.empty() ? "" : "\n") + std::string(file);
                 }
                 return lines;
               }()}}});
      }
    }
  }

  const HoleSearch& search_;
  const Declarations& declarations_;
  std::vector<Finding>& findings_;
  Ownership ownership_;
  SuiteClaims claims_;
  DomainGraph graph_;
  std::vector<std::optional<Reached>> reached_;            // by DomainId
  std::map<std::string_view, std::vector<int>> tests_of_;  // by file
  std::vector<bool> smoke_;                                // by test
  std::map<DomainId, std::set<DomainId>> agreed_;          // consumer -> providers
  std::map<std::string, Domains> owners_;                  // of targets
  std::map<std::pair<DomainId, DomainId>, std::vector<DependencyHole>>
      in_tests_;                                                     // (owner, target)
  std::map<std::pair<DomainId, DomainId>, DependencyHole> between_;  // of sources that are no tests
  std::map<std::pair<DomainId, DomainId>, Use> uses_;                // (user, used)
  std::set<DomainId> unknown_;  // domains not all of whose uses show
};

}  // namespace

void FindDependencyHoles(const HoleSearch& search, std::vector<Finding>& findings) {
  if (search.sources.empty()) return;
  DependencyCheck(search, findings).Run();
}

}  // namespace testfed
