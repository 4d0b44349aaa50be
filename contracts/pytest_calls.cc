#include <algorithm>
#include <set>
#include <utility>

#include "contracts/path_text.h"
#include "contracts/test_filter.h"

namespace testfed {
namespace {

// pytest looks for every id among all: 1,000 ids take about a second, 10,000 forty
// (docs/runners.md).
constexpr size_t kMaxIds = 1000;
// Of the words of one call: far below what Linux and macOS take together with the environment.
constexpr size_t kMaxBytes = 128 * 1024;

std::string_view FileOf(std::string_view id) { return id.substr(0, id.find("::")); }

// pytest cuts a path at a `[`, which begins parameters for it; then the folder above is named.
std::string WordOf(std::string_view id, const std::string& directory) {
  const std::string_view file = FileOf(id);
  const size_t bracket = file.find('[');
  if (bracket == std::string_view::npos) {
    return PathFrom(directory, file) + std::string(id.substr(file.size()));
  }
  std::string path = PathFrom(directory, file);
  const size_t slash = path.rfind('/', path.find('['));
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

}  // namespace

std::vector<RunnerCall> PytestCalls(const FilterRequest& request) {
  if (request.all) {
    RunnerCall call;
    for (const std::string& file : request.except) {
      call.words.push_back("--ignore=" + PathFrom(request.directory, file));
    }
    return {call};
  }
  const bool files_only = request.tests.size() > kMaxIds;
  std::set<std::string> wanted;
  for (const std::string& id : request.tests) {
    wanted.insert(files_only ? std::string(FileOf(id)) : id);
  }
  std::set<std::string> words;
  for (const std::string& id : wanted) {
    bool covered = false;  // by the class or the file around it, which would run it twice
    for (size_t at = id.rfind("::"); !covered && at != std::string::npos && at > 0;
         at = id.rfind("::", at - 1)) {
      covered = wanted.count(id.substr(0, at)) > 0;
    }
    if (!covered) words.insert(WordOf(id, request.directory));
  }
  std::vector<RunnerCall> calls(1);
  size_t bytes = 0;
  for (const std::string& word : words) {
    if (bytes + word.size() > kMaxBytes && !calls.back().words.empty()) {
      calls.emplace_back();
      bytes = 0;
    }
    bytes += word.size() + 1;
    calls.back().words.push_back(word);
  }
  return calls;
}

}  // namespace testfed
