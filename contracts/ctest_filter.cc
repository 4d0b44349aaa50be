#include <map>
#include <set>

#include "contracts/test_filter.h"

namespace testfed {

// By index, never by `-R`: a regular expression beyond some 36 KB runs no test and ends with 0.
absl::StatusOr<std::vector<RunnerCall>> CtestCalls(const FilterRequest& request) {
  if (request.all && request.shards > 1) {  // START,END,STRIDE: each `shards`th from the `shard`th
    return std::vector<RunnerCall>{
        {{"-I", std::to_string(request.shard) + ",," + std::to_string(request.shards)}, ""}};
  }
  if (request.all) return std::vector<RunnerCall>{{}};
  const char* kMake = "ctest --test-dir BUILD --show-only=json-v1 > FILE";
  if (request.listing.empty()) {
    return Error("ctest takes tests by their numbers, which only a listing tells",
                 "make one of the build folder", kMake);
  }
  std::map<std::string_view, std::vector<size_t>> indexes;  // names of two folders may be the same
  for (size_t i = 0; i < request.listing.size(); ++i) {
    indexes[request.listing[i]].push_back(i + 1);
  }
  std::set<size_t> chosen;
  for (const std::string& test : request.tests) {
    auto found = indexes.find(test);
    if (found == indexes.end()) {
      return Error("the test `" + test + "` is not in ctest's listing",
                   "make the listing again, of the build folder that runs the tests", kMake);
    }
    chosen.insert(found->second.begin(), found->second.end());
  }
  RunnerCall call;
  call.words = {"-I", request.file};
  // START,END,STRIDE and then single tests. CTest 3.25 drops what no comma or line end follows.
  call.content = "0,0,0,";
  for (size_t index : chosen) call.content += std::to_string(index) + ",";
  call.content += '\n';
  return std::vector<RunnerCall>{call};
}

}  // namespace testfed
