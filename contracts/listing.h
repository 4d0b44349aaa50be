// Tests and labels as a runner itself lists them: CTest's `--show-only=json-v1` and Bazel's
// `query --output=xml` or `--output=streamed_jsonproto`. A listing replaces what sources say.
#ifndef TESTFED_CONTRACTS_LISTING_H_
#define TESTFED_CONTRACTS_LISTING_H_

#include <string>
#include <string_view>
#include <vector>

#include "contracts/tag.h"
#include "domains/declarations.h"
#include "domains/status.h"

namespace testfed {

struct ListedTest {
  std::string id;
  std::vector<std::string> labels;
  Place at;  // where the listing says that it is declared, relative to the root; may be empty
};

struct Listing {
  std::vector<ListedTest> tests;  // in the runner's order
};

// `file` is what errors name; `root` is the absolute path that places in the listing begin with.
absl::StatusOr<Listing> ReadListing(Runner runner, std::string_view text, const std::string& file,
                                    const std::string& root);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_LISTING_H_
