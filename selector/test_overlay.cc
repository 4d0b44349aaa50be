#include "selector/test_overlay.h"

#include <algorithm>
#include <deque>
#include <optional>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace testfed {
namespace {

using By = PackedTests::By;

// More are resolved all together.
constexpr size_t kMostSources = 4000;

class OverlaidTests : public TestView {
 public:
  OverlaidTests(std::shared_ptr<const PackedTests> below, std::vector<bool> replaced, TestMap fresh)
      : below_(std::move(below)),
        replaced_(std::move(replaced)),
        fresh_(std::move(fresh)),
        runs_(fresh_.discovery.tests.size()),
        ids_(fresh_.suites.size()),
        totals_(fresh_.suites.size()) {
    for (size_t i = 0; i < fresh_.suites.size(); ++i) {
      totals_[i] = below_->Suite(static_cast<int>(i)).total;
      for (int test : fresh_.suites[i].tests) {
        runs_[static_cast<size_t>(test)].push_back(static_cast<int>(i));
        ids_[i].insert(TestAt(static_cast<size_t>(test)).id);
        ++totals_[i];
      }
    }
    OverlaidTests::VisitReplaced([&](const ViewedTest& test) {
      for (int suite : test.suites) --totals_[static_cast<size_t>(suite)];
    });
  }

  SuiteState Suite(int suite) const override {
    SuiteState state = below_->Suite(suite);
    state.total = totals_[static_cast<size_t>(suite)];
    return state;
  }
  void Visit(const std::vector<bool>& wanted, const VisitTest& visit) const override {
    InOrder(
        [&](size_t source) {
          if (below_->IsVisited(source, wanted)) below_->VisitSource(source, visit);
        },
        [&](size_t test) {
          const Test& one = TestAt(test);
          visit({one.id, fresh_.owners[test], runs_[test], one.tags, one.undecided});
        });
  }
  void VisitSuite(int suite, const std::function<void(std::string_view)>& visit) const override {
    InOrder([&](size_t source) { below_->VisitIds(source, suite, visit); },
            [&](size_t test) {
              const std::vector<int>& runs = runs_[test];
              if (std::binary_search(runs.begin(), runs.end(), suite)) visit(TestAt(test).id);
            });
  }
  bool Has(int suite, std::string_view id) const override {
    return ids_[static_cast<size_t>(suite)].contains(id) || below_->Has(suite, id, replaced_);
  }
  const TestView* below() const override { return below_.get(); }
  void VisitReplaced(const VisitTest& visit) const override {
    for (size_t i = 0; i < replaced_.size(); ++i) {
      if (replaced_[i]) below_->VisitSource(i, visit);
    }
  }

 private:
  const Test& TestAt(size_t test) const { return fresh_.discovery.tests[test]; }

  // The sources that were not replaced and the tests that were made anew, by path.
  template <typename Source, typename Fresh>
  void InOrder(Source of_source, Fresh of_fresh) const {
    size_t test = 0;
    auto until = [&](std::string_view path) {
      for (; test < runs_.size() && std::string_view(fresh_.FileOf(TestAt(test))).compare(path) < 0;
           ++test)
        of_fresh(test);
    };
    for (size_t i = 0; i < replaced_.size(); ++i) {
      if (replaced_[i]) continue;
      if (test < runs_.size()) until(below_->path(i));
      of_source(i);
    }
    for (; test < runs_.size(); ++test) of_fresh(test);
  }

  std::shared_ptr<const PackedTests> below_;
  std::vector<bool> replaced_;  // by source of `below_`
  TestMap fresh_;
  std::vector<std::vector<int>> runs_;                     // by fresh test
  std::vector<std::unordered_set<std::string_view>> ids_;  // of fresh tests, by suite
  std::vector<int> totals_;
};

// Sources by number: those of `below`, and behind them the changed ones as they are now.
class Overlay {
 public:
  explicit Overlay(OverlayRequest request)
      : request_(std::move(request)),
        below_(*request_.below),
        gone_(below_.sources(), false),
        reached_(below_.sources() + request_.changed.size(), Reach::kNot) {}

  std::shared_ptr<const TestView> Run() {
    for (size_t i = 0; i < request_.changed.size(); ++i) {
      if (!Compare(i)) return nullptr;
    }
    while (!waiting_.empty()) {
      Spreading one = waiting_.front();
      waiting_.pop_front();
      if (!Spread(one)) return nullptr;
    }
    // Whose tests are made anew.
    std::vector<bool> replaced = gone_;
    std::vector<bool> fresh(reached_.size(), false);
    for (size_t i = 0; i < reached_.size(); ++i) {
      if (reached_[i] == Reach::kNot || !IsTestFile(i)) continue;
      fresh[i] = true;
      if (i < replaced.size()) replaced[i] = true;
    }
    std::optional<std::vector<size_t>> read = ReadBy(fresh);
    if (!read) return nullptr;
    std::sort(read->begin(), read->end(),
              [&](size_t a, size_t b) { return PathOf(a) < PathOf(b); });
    std::vector<SourceFile> files;
    for (size_t source : *read) {
      files.push_back({std::string(PathOf(source)), LanguageAt(source), known_.at(source).facts,
                       fresh[source]});
    }
    return std::make_shared<const OverlaidTests>(
        request_.below, std::move(replaced),
        MapTests(*request_.claims, ResolveTests(files, request_.options), {}));
  }

 private:
  // How a source is reached by the change: what it says means something else where kDeep; where
  // kTypes, also which types there are.
  enum class Reach : unsigned char { kNot, kDeep, kTypes };
  struct Known {
    std::shared_ptr<const SourceFacts> facts;
    SourceNames names;
  };
  struct Spreading {
    std::vector<NameHash> names;
    bool types = false;
  };

  bool IsNow(size_t source) const { return source >= below_.sources(); }
  const ChangedSource& Now(size_t source) const {
    return request_.changed[source - below_.sources()];
  }
  std::string_view PathOf(size_t source) const {
    return IsNow(source) ? std::string_view(Now(source).path) : below_.path(source);
  }
  Language LanguageAt(size_t source) const {
    return IsNow(source) ? Now(source).language : below_.language(source);
  }
  bool IsTestFile(size_t source) const {
    return IsNow(source) ? Now(source).is_test_file : below_.is_test_file(source);
  }

  // Null where it cannot be read.
  const Known* KnownOf(size_t source) {
    auto found = known_.find(source);
    if (found != known_.end()) return &found->second;
    Known known;
    if (IsNow(source)) {
      known.facts = Now(source).facts;
    } else {
      auto facts = request_.facts_of(source);
      if (!facts.ok()) return nullptr;
      known.facts = *std::move(facts);
    }
    known.names = NamesOf(PathOf(source), LanguageAt(source), *known.facts);
    return &known_.emplace(source, std::move(known)).first->second;
  }

  // What a changed source was and is.
  bool Compare(size_t index) {
    const ChangedSource& changed = request_.changed[index];
    const size_t now = below_.sources() + index;
    const std::optional<size_t> before = below_.Find(changed.path);
    const Known* was = nullptr;
    if (before) {
      was = KnownOf(*before);
      if (was == nullptr) return false;
      if (changed.facts != nullptr && *changed.facts == *was->facts) return true;
      gone_[*before] = true;
    }
    const Known* is = changed.facts == nullptr ? nullptr : KnownOf(now);
    if (is != nullptr) now_.push_back(now);
    const bool with_types = !request_.options.library_tags.empty();
    auto differs = [&](auto seen) {
      return was == nullptr || is == nullptr || seen(*was->facts) != seen(*is->facts);
    };
    Spreading spreading;
    if (differs([&](const SourceFacts& facts) {
          return VisibleFacts(changed.language, facts, with_types);
        })) {
      for (const Known* known : {was, is}) {
        if (known == nullptr) continue;
        const std::vector<NameHash>& names = known->names.declared;
        spreading.names.insert(spreading.names.end(), names.begin(), names.end());
      }
      spreading.types =
          differs([&](const SourceFacts& facts) { return VisibleTypes(changed.language, facts); });
    }
    if (is != nullptr) reached_[now] = spreading.types ? Reach::kTypes : Reach::kDeep;
    if (!spreading.names.empty()) waiting_.push_back(std::move(spreading));
    return true;
  }

  template <typename Each>
  void ForNamed(By by, NameHash name, Each each) {
    below_.VisitNamed(by, name, [&](size_t source) {
      if (!gone_[source]) each(source);
    });
    for (size_t source : now_) {
      const SourceNames& names = known_.at(source).names;
      const std::vector<NameHash>& list = by == By::kDeclared ? names.declared
                                          : by == By::kDeep   ? names.deep
                                                              : names.shallow;
      if (std::binary_search(list.begin(), list.end(), name)) each(source);
    }
  }

  // To all that name what changed, and from there on.
  bool Spread(const Spreading& from) {
    bool readable = true;
    auto reach = [&](size_t source, Reach how) {
      if (!readable || reached_[source] >= how) {
        // A changed source spreads what it sees of others, too.
        if (!IsNow(source) || !readable || !spread_.insert({source, how}).second) return;
      }
      reached_[source] = std::max(reached_[source], how);
      const Known* known = KnownOf(source);
      readable = known != nullptr && known_.size() <= kMostSources;
      if (readable && !known->names.declared.empty()) {
        waiting_.push_back({known->names.declared, how == Reach::kTypes});
      }
    };
    for (NameHash name : from.names) {
      ForNamed(By::kDeep, name,
               [&](size_t source) { reach(source, from.types ? Reach::kTypes : Reach::kDeep); });
      if (!from.types) continue;
      ForNamed(By::kShallow, name, [&](size_t source) { reach(source, Reach::kDeep); });
    }
    return readable;
  }

  // All that plays a part in the tests of `fresh`; nullopt where it is too much.
  std::optional<std::vector<size_t>> ReadBy(const std::vector<bool>& fresh) {
    enum class Depth : unsigned char { kNot, kTypes, kAll };
    std::vector<Depth> depths(fresh.size(), Depth::kNot);
    std::deque<size_t> waiting;
    auto read = [&](size_t source, Depth depth) {
      if (depths[source] >= depth) return;
      depths[source] = depth;
      waiting.push_back(source);
    };
    for (size_t i = 0; i < fresh.size(); ++i) {
      if (fresh[i]) read(i, Depth::kAll);
    }
    while (!waiting.empty()) {
      const size_t source = waiting.front();
      waiting.pop_front();
      const Known* known = KnownOf(source);
      if (known == nullptr || known_.size() > kMostSources) return std::nullopt;
      const SourceNames names = known->names;
      const Depth depth = depths[source];
      for (NameHash name : names.deep) {
        ForNamed(By::kDeclared, name, [&](size_t found) { read(found, depth); });
      }
      if (depth != Depth::kAll) continue;
      for (NameHash name : names.shallow) {
        ForNamed(By::kDeclared, name, [&](size_t found) { read(found, Depth::kTypes); });
      }
    }
    std::vector<size_t> all;
    for (size_t i = 0; i < depths.size(); ++i) {
      if (depths[i] != Depth::kNot) all.push_back(i);
    }
    return all;
  }

  OverlayRequest request_;
  const PackedTests& below_;
  std::vector<bool> gone_;  // by source of `below_`: it is another one now, or none
  std::vector<Reach> reached_;
  std::unordered_map<size_t, Known> known_;
  std::vector<size_t> now_;  // changed sources that there are
  std::deque<Spreading> waiting_;
  std::set<std::pair<size_t, Reach>> spread_;
};

}  // namespace

std::shared_ptr<const TestView> OverlayTests(OverlayRequest request) {
  return Overlay(std::move(request)).Run();
}

}  // namespace testfed
