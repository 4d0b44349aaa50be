#include "selector/test_selection.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <tuple>
#include <unordered_map>

#include "contracts/test_name.h"

namespace testfed {
namespace {

using Kind = Reason::Kind;

// "Domain/suite": the same suite at both ends has the same name.
std::string NameOf(const Declarations& declarations, DomainId domain, const Suite& suite) {
  return declarations[domain].name + "/" + suite.name;
}

std::vector<std::string> Names(const Declarations& declarations,
                               const std::vector<DomainId>& domains) {
  std::vector<std::string> names;
  names.reserve(domains.size());
  for (DomainId id : domains) names.push_back(declarations[id].name);
  return names;
}

// The tests of one end by suite and id.
class TestIndex {
 public:
  explicit TestIndex(const TestEnd& end) : end_(end) {
    if (end.tests == nullptr) return;
    for (const SuiteTests& suite : end.tests->suites) {
      std::string prefix = NameOf(*end.declarations, suite.domain, *suite.suite) + '\0';
      for (int number : suite.tests) by_name_.emplace(prefix + TestOf(number).id, number);
    }
  }

  std::optional<int> Find(const std::string& suite, const std::string& id) const {
    auto found = by_name_.find(suite + '\0' + id);
    if (found == by_name_.end()) return std::nullopt;
    return found->second;
  }
  const Test& TestOf(int number) const {
    return end_.tests->discovery.tests[static_cast<size_t>(number)];
  }
  const std::vector<DomainId>& OwnersOf(int number) const {
    return end_.tests->owners[static_cast<size_t>(number)];
  }
  const TestEnd& end() const { return end_; }

 private:
  const TestEnd& end_;
  std::unordered_map<std::string, int> by_name_;
};

// Reasons of one test, each once.
class Reasons {
 public:
  void Add(Reason reason) {
    auto same = [&](const Reason& other) {
      return std::tie(other.kind, other.domain, other.name) ==
             std::tie(reason.kind, reason.domain, reason.name);
    };
    if (std::none_of(list_.begin(), list_.end(), same)) list_.push_back(std::move(reason));
  }
  bool empty() const { return list_.empty(); }
  std::vector<Reason> Take() { return std::move(list_); }

 private:
  std::vector<Reason> list_;
};

class TestSelection {
 public:
  explicit TestSelection(const TestSelectionRequest& request) : request_(request) {
    for (const TestEnd& base : request.bases) {
      // The same tests need no second look.
      if (base.tests != nullptr && base.tests != request.head.tests) bases_.emplace_back(base);
    }
  }

  std::vector<SuiteSelection> Run() {
    for (const DeclaredSuite& suite : AllSuites(*request_.head.declarations)) {
      suites_.push_back(suite);
      names_.push_back(NameOf(*request_.head.declarations, suite.domain, *suite.suite));
    }
    selections_.resize(suites_.size());
    chosen_.resize(suites_.size());
    if (!request_.smoke) return std::move(selections_);
    ReadTags();
    ReadContracts();
    for (size_t i = 0; i < suites_.size(); ++i) Finish(i);
    return std::move(selections_);
  }

 private:
  void ReadTags() {
    const TestMap* tests = request_.head.tests;
    if (tests == nullptr) return;
    for (size_t i = 0; i < suites_.size(); ++i) {
      for (int number : tests->suites[i].tests) {
        const Test& test = tests->discovery.tests[static_cast<size_t>(number)];
        Reasons reasons;
        AddReasons(test,
                   Names(*request_.head.declarations, tests->owners[static_cast<size_t>(number)]),
                   false, reasons);
        for (const TestIndex& base : bases_) {
          std::optional<int> at_base = base.Find(names_[i], test.id);
          if (!at_base) continue;
          AddReasons(base.TestOf(*at_base),
                     Names(*base.end().declarations, base.OwnersOf(*at_base)), true, reasons);
        }
        if (!reasons.empty()) Choose(i, test.id, std::move(reasons));
      }
    }
  }

  void AddReasons(const Test& test, const std::vector<std::string>& owners, bool at_base,
                  Reasons& reasons) const {
    for (const std::string& owner : owners) {
      if (request_.is_affected(owner)) reasons.Add({.kind = Kind::kDomain, .domain = owner});
    }
    if (!test.undecided.empty()) reasons.Add({.kind = Kind::kUndecided, .text = test.undecided});
    for (const Tag& tag : test.tags) {
      if (tag.kind == Tag::Kind::kSmoke) {
        reasons.Add({.kind = Kind::kSmoke, .at = ToString(tag.at), .at_base = at_base});
        continue;
      }
      bool changed_only = tag.kind == Tag::Kind::kChangedIn;
      if (!request_.is_domain(tag.domain)) {
        // A misspelt name must not hide a test; `check` reports it as an error.
        reasons.Add({.kind = Kind::kUndecided,
                     .text = ToString(tag.at) + ": the tag names `" + tag.domain +
                             "`, which is no domain"});
        continue;
      }
      auto consumer = std::find_if(owners.begin(), owners.end(),
                                   [&](const std::string& owner) { return owner != tag.domain; });
      // A test on its own domain's contract is a plain test of that domain.
      if (consumer == owners.end()) continue;
      bool woken = changed_only ? request_.is_changed(tag.domain) : request_.wakes(tag.domain);
      if (!woken) continue;
      reasons.Add({.kind = Kind::kContract,
                   .domain = tag.domain,
                   .at = ToString(tag.at),
                   .at_base = at_base,
                   .name = *consumer + (changed_only ? "/@MustRunOnChangesIn" : "/@AffectedBy") +
                           tag.domain,
                   .count = 1});
    }
  }

  void ReadContracts() {
    std::map<std::string, const Contract*> at_head;
    if (request_.head.contracts != nullptr) {
      for (const Contract& contract : *request_.head.contracts) {
        at_head[contract.FullName()] = &contract;
      }
    }
    std::set<std::string> differing;
    for (const TestEnd& base : request_.bases) {
      if (base.contracts == nullptr) continue;
      std::set<std::string> at_base;
      for (const Contract& contract : *base.contracts) {
        at_base.insert(contract.FullName());
        auto same = at_head.find(contract.FullName());
        if (same == at_head.end() || !SaysTheSame(*same->second, contract)) {
          differing.insert(contract.FullName());
          Wake(contract, true, true);
        }
      }
      for (const auto& [name, contract] : at_head) {
        if (!at_base.contains(name)) differing.insert(name);
      }
    }
    for (const auto& [name, contract] : at_head) {
      Wake(*contract, false, differing.contains(name));
    }
  }

  void Wake(const Contract& contract, bool at_base, bool differs) {
    std::vector<Reason> reasons;
    for (const DeclaredName& provider : contract.providers) {
      if (!request_.wakes(provider.name)) continue;
      reasons.push_back({.kind = Kind::kContract,
                         .domain = provider.name,
                         .at = ToString(contract.at),
                         .at_base = at_base,
                         .name = contract.FullName(),
                         .count = 1});
    }
    if (differs) {
      reasons.push_back({.kind = Kind::kContractText,
                         .at = ToString(contract.at),
                         .at_base = at_base,
                         .name = contract.FullName(),
                         .count = 1});
    }
    if (reasons.empty()) return;
    std::string suite_name = contract.consumer + "/" + contract.suite;
    auto found = std::find(names_.begin(), names_.end(), suite_name);
    if (found == names_.end()) return;  // the suite is gone, and stands in the plan as removed
    auto suite = static_cast<size_t>(found - names_.begin());
    const TestMap* tests = request_.head.tests;
    bool whole = contract.tests.empty() || tests == nullptr || !tests->suites[suite].listed;
    for (const DeclaredName& wanted : contract.tests) {
      if (whole) break;
      bool any = false;
      for (int number : tests->suites[suite].tests) {
        const std::string& id = tests->discovery.tests[static_cast<size_t>(number)].id;
        if (!NamesTest(wanted.name, id)) continue;
        any = true;
        for (const Reason& reason : reasons) chosen_[suite][id].Add(reason);
      }
      // Nothing that testfed can see has that name: rather all than none.
      whole = !any;
    }
    if (!whole) return;
    for (Reason& reason : reasons) {
      reason.count = 0;
      selections_[suite].whole.push_back(std::move(reason));
    }
  }

  void Choose(size_t suite, const std::string& id, Reasons reasons) {
    for (Reason& reason : reasons.Take()) chosen_[suite][id].Add(std::move(reason));
  }

  void Finish(size_t suite) {
    SuiteSelection& selection = selections_[suite];
    std::map<std::tuple<int, std::string, std::string>, Reason> summary;
    for (auto& [id, reasons] : chosen_[suite]) {
      PlannedTest test{id, reasons.Take()};
      for (const Reason& reason : test.reasons) {
        Reason of_job = OfJob(reason);
        auto [at, is_new] = summary.emplace(
            std::make_tuple(static_cast<int>(of_job.kind), of_job.name, of_job.domain), of_job);
        if (!is_new) ++at->second.count;
      }
      selection.tests.push_back(std::move(test));
    }
    for (auto& [key, reason] : summary) selection.summary.push_back(std::move(reason));
  }

  static Reason OfJob(const Reason& reason) {
    switch (reason.kind) {
      case Kind::kSmoke:
        return {.kind = Kind::kSmokeTests, .count = 1};
      case Kind::kDomain:
        return {.kind = Kind::kDomainTests, .domain = reason.domain, .count = 1};
      case Kind::kUndecided:
        return {.kind = Kind::kUndecidedTests, .count = 1};
      default:
        return reason;
    }
  }

  const TestSelectionRequest& request_;
  std::vector<TestIndex> bases_;
  std::vector<DeclaredSuite> suites_;
  std::vector<std::string> names_;                      // by suite
  std::vector<SuiteSelection> selections_;              // by suite
  std::vector<std::map<std::string, Reasons>> chosen_;  // by suite: id -> why
};

}  // namespace

std::vector<SuiteSelection> SelectTests(const TestSelectionRequest& request) {
  return TestSelection(request).Run();
}

std::vector<Removed> RemovedTests(const TestSelectionRequest& request) {
  std::map<std::pair<std::string, std::string>, Removed> removed;
  if (request.head.tests == nullptr) return {};
  TestIndex head(request.head);
  std::set<std::string> suites;
  for (const DeclaredSuite& suite : AllSuites(*request.head.declarations)) {
    suites.insert(NameOf(*request.head.declarations, suite.domain, *suite.suite));
  }
  for (const TestEnd& base : request.bases) {
    if (base.tests == nullptr || base.tests == request.head.tests) continue;
    for (const SuiteTests& suite : base.tests->suites) {
      std::string name = NameOf(*base.declarations, suite.domain, *suite.suite);
      if (!suites.contains(name)) continue;
      for (int number : suite.tests) {
        const Test& test = base.tests->discovery.tests[static_cast<size_t>(number)];
        if (head.Find(name, test.id)) continue;
        Removed gone{(*base.declarations)[suite.domain].name, suite.suite->name, test.id, {}, {}};
        for (const DeclaredName& owner : (*base.declarations)[suite.domain].owners) {
          gone.owners.push_back(owner.name);
        }
        removed.emplace(std::make_pair(name, test.id), std::move(gone));
      }
    }
  }
  std::vector<Removed> list;
  for (auto& [key, gone] : removed) list.push_back(std::move(gone));
  return list;
}

}  // namespace testfed
