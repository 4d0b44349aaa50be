#include "selector/test_selection.h"

#include <algorithm>
#include <map>
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

// By name of a suite: its number at the head.
std::unordered_map<std::string, int> NumbersOf(const Declarations& declarations) {
  std::unordered_map<std::string, int> numbers;
  int number = 0;
  for (const DeclaredSuite& suite : AllSuites(declarations)) {
    numbers.emplace(NameOf(declarations, suite.domain, *suite.suite), number++);
  }
  return numbers;
}

// By number of suite at a base, the number at the head; -1: it has none of that name.
std::vector<int> AtHead(const Declarations& base,
                        const std::unordered_map<std::string, int>& numbers) {
  std::vector<int> at_head;
  for (const DeclaredSuite& suite : AllSuites(base)) {
    auto found = numbers.find(NameOf(base, suite.domain, *suite.suite));
    at_head.push_back(found == numbers.end() ? -1 : found->second);
  }
  return at_head;
}

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
  explicit TestSelection(const TestSelectionRequest& request) : request_(request) {}

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
  // The tests of one end that have a reason to run, in the end's order.
  void ReadTags() {
    const TestEnd& head = request_.head;
    if (head.tests == nullptr) return;
    head.tests->Visit(Wanted(*head.declarations), [&](const ViewedTest& test) {
      std::vector<Reason> reasons = ReasonsOf(test, *head.declarations, false);
      if (reasons.empty()) return;
      for (int suite : test.suites) Choose(static_cast<size_t>(suite), test.id, reasons);
    });
    const std::unordered_map<std::string, int> numbers = NumbersOf(*head.declarations);
    for (const TestEnd& base : request_.bases) {
      // The same tests need no second look.
      if (base.tests == nullptr || base.tests == head.tests) continue;
      const std::vector<int> at_head = AtHead(*base.declarations, numbers);
      auto look = [&](const ViewedTest& test) {
        std::vector<Reason> reasons = ReasonsOf(test, *base.declarations, true);
        if (reasons.empty()) return;
        for (int suite : test.suites) {
          const int number = at_head[static_cast<size_t>(suite)];
          if (number < 0 || !head.tests->Has(number, test.id)) continue;
          Choose(static_cast<size_t>(number), test.id, reasons);
        }
      };
      // Of what is the same at both ends, the head has said all.
      if (head.tests->below() == base.tests) {
        head.tests->VisitReplaced(look);
      } else {
        base.tests->Visit(Wanted(*base.declarations), look);
      }
    }
  }

  // The domains whose tests run, by DomainId.
  std::vector<bool> Wanted(const Declarations& declarations) const {
    std::vector<bool> wanted;
    wanted.reserve(declarations.domains.size());
    for (const Domain& domain : declarations.domains) {
      wanted.push_back(request_.is_affected(domain.name));
    }
    return wanted;
  }

  std::vector<Reason> ReasonsOf(const ViewedTest& test, const Declarations& declarations,
                                bool at_base) const {
    Reasons reasons;
    AddReasons(test, Names(declarations, test.owners), at_base, reasons);
    return reasons.Take();
  }

  void AddReasons(const ViewedTest& test, const std::vector<std::string>& owners, bool at_base,
                  Reasons& reasons) const {
    for (const std::string& owner : owners) {
      if (request_.is_affected(owner)) reasons.Add({.kind = Kind::kDomain, .domain = owner});
    }
    if (!test.undecided.empty()) {
      reasons.Add({.kind = Kind::kUndecided, .text = std::string(test.undecided)});
    }
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
    const TestView* tests = request_.head.tests;
    const int number = static_cast<int>(suite);
    bool whole = contract.tests.empty() || tests == nullptr || !tests->Suite(number).listed;
    for (const DeclaredName& wanted : contract.tests) {
      if (whole) break;
      bool any = false;
      tests->VisitSuite(number, [&](std::string_view id) {
        if (!NamesTest(wanted.name, id)) return;
        any = true;
        Choose(suite, id, reasons);
      });
      // Nothing that testfed can see has that name: rather all than none.
      whole = !any;
    }
    if (!whole) return;
    for (Reason& reason : reasons) {
      reason.count = 0;
      selections_[suite].whole.push_back(std::move(reason));
    }
  }

  void Choose(size_t suite, std::string_view id, const std::vector<Reason>& reasons) {
    Reasons& chosen = chosen_[suite][std::string(id)];
    for (const Reason& reason : reasons) chosen.Add(reason);
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
  const TestView* head = request.head.tests;
  if (head == nullptr) return {};
  const std::unordered_map<std::string, int> numbers = NumbersOf(*request.head.declarations);
  for (const TestEnd& base : request.bases) {
    if (base.tests == nullptr || base.tests == head) continue;
    const std::vector<int> at_head = AtHead(*base.declarations, numbers);
    const std::vector<DeclaredSuite> suites = AllSuites(*base.declarations);
    auto look = [&](size_t suite, std::string_view id) {
      if (at_head[suite] < 0 || head->Has(at_head[suite], id)) return;
      const Domain& domain = (*base.declarations)[suites[suite].domain];
      Removed gone{domain.name, suites[suite].suite->name, std::string(id), {}, {}};
      for (const DeclaredName& owner : domain.owners) gone.owners.push_back(owner.name);
      removed.emplace(std::make_pair(domain.name + "/" + gone.suite, gone.test), gone);
    };
    if (head->below() == base.tests) {
      head->VisitReplaced([&](const ViewedTest& test) {
        for (int suite : test.suites) look(static_cast<size_t>(suite), test.id);
      });
      continue;
    }
    for (size_t suite = 0; suite < suites.size(); ++suite) {
      base.tests->VisitSuite(static_cast<int>(suite),
                             [&](std::string_view id) { look(suite, id); });
    }
  }
  std::vector<Removed> list;
  for (auto& [key, gone] : removed) list.push_back(std::move(gone));
  return list;
}

}  // namespace testfed
