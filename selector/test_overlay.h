// The tests of a tree that is near another one whose tests are known: only the sources that differ,
// and those that can see what differs in them, are resolved again.
#ifndef TESTFED_SELECTOR_TEST_OVERLAY_H_
#define TESTFED_SELECTOR_TEST_OVERLAY_H_

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "contracts/test_resolver.h"
#include "selector/test_pack.h"

namespace testfed {

struct ChangedSource {
  std::string path;
  Language language{};
  bool is_test_file = false;
  // Null: there is no such file any more, or it says nothing that anybody asks for.
  std::shared_ptr<const SourceFacts> facts;
};

struct OverlayRequest {
  std::shared_ptr<const PackedTests> below;
  std::vector<ChangedSource> changed;  // each path once; those that are as they were do no harm
  // Of a source of `below`, by number.
  std::function<absl::StatusOr<std::shared_ptr<const SourceFacts>>(size_t)> facts_of;
  SuiteClaims* claims = nullptr;  // of the declarations that `below` was made with
  ResolveOptions options;
};

// The view says what resolving all sources would say. Null where the change reaches so many that
// this would be no faster, and where a source cannot be read.
std::shared_ptr<const TestView> OverlayTests(OverlayRequest request);

}  // namespace testfed

#endif  // TESTFED_SELECTOR_TEST_OVERLAY_H_
