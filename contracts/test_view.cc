#include "contracts/test_view.h"

#include <utility>

namespace testfed {
namespace {

class MappedTests : public TestView {
 public:
  explicit MappedTests(std::shared_ptr<const TestMap> map)
      : map_(std::move(map)), suites_(map_->discovery.tests.size()), ids_(map_->suites.size()) {
    for (size_t i = 0; i < map_->suites.size(); ++i) {
      for (int test : map_->suites[i].tests) {
        suites_[static_cast<size_t>(test)].push_back(static_cast<int>(i));
      }
    }
  }

  SuiteState Suite(int suite) const override {
    const SuiteTests& tests = map_->suites[static_cast<size_t>(suite)];
    return {tests.listed, static_cast<int>(tests.tests.size()), &tests.listing};
  }
  void Visit(const std::vector<bool>&, const VisitTest& visit) const override {
    for (size_t i = 0; i < suites_.size(); ++i) {
      const Test& test = map_->discovery.tests[i];
      visit({test.id, map_->owners[i], suites_[i], test.tags, test.undecided});
    }
  }
  void VisitSuite(int suite, const std::function<void(std::string_view)>& visit) const override {
    for (int test : map_->suites[static_cast<size_t>(suite)].tests) {
      visit(map_->discovery.tests[static_cast<size_t>(test)].id);
    }
  }
  bool Has(int suite, std::string_view id) const override {
    std::unordered_set<std::string_view>& ids = ids_[static_cast<size_t>(suite)];
    if (ids.empty()) {
      VisitSuite(suite, [&](std::string_view one) { ids.insert(one); });
    }
    return ids.contains(id);
  }

 private:
  std::shared_ptr<const TestMap> map_;
  std::vector<std::vector<int>> suites_;                           // by test
  mutable std::vector<std::unordered_set<std::string_view>> ids_;  // by suite, once asked
};

}  // namespace

std::unique_ptr<const TestView> ViewOf(std::shared_ptr<const TestMap> map) {
  return map == nullptr ? nullptr : std::make_unique<MappedTests>(std::move(map));
}

std::vector<std::shared_ptr<const TestView>> ViewsOf(
    const std::vector<std::shared_ptr<const TestMap>>& maps,
    const std::shared_ptr<const TestMap>& known_map,
    const std::shared_ptr<const TestView>& known_view) {
  std::vector<std::shared_ptr<const TestView>> views;
  for (const auto& map : maps) views.push_back(map == known_map ? known_view : ViewOf(map));
  return views;
}

int ListedTests(const TestView& view, size_t suites) {
  int all = 0;
  for (size_t i = 0; i < suites; ++i) {
    const TestView::SuiteState suite = view.Suite(static_cast<int>(i));
    if (suite.listed) all += suite.total;
  }
  return all;
}

}  // namespace testfed
