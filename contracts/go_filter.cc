#include <algorithm>
#include <map>
#include <set>

#include "contracts/test_filter.h"

namespace testfed {
namespace {

// Linux takes no argument of more than 128 KiB (MAX_ARG_STRLEN) and 2 MiB of all by default.
constexpr size_t kMaxExpressionBytes = 100'000;
constexpr size_t kMaxPackageBytes = 500'000;

std::vector<std::string> PartsOf(std::string_view path) {
  std::vector<std::string> parts;
  while (!path.empty()) {
    size_t slash = std::min(path.find('/'), path.size());
    if (slash > 0 && path.substr(0, slash) != ".") parts.emplace_back(path.substr(0, slash));
    path.remove_prefix(std::min(slash + 1, path.size()));
  }
  return parts;
}

// `package` (./a/b, from the root) as the go command takes it in `directory`.
std::string RelativeTo(const std::string& directory, const std::string& package) {
  std::vector<std::string> from = PartsOf(directory), to = PartsOf(package);
  size_t common = 0;
  while (common < from.size() && common < to.size() && from[common] == to[common]) ++common;
  std::string path = ".";
  for (size_t i = common; i < from.size(); ++i) path = i == common ? ".." : path + "/..";
  for (size_t i = common; i < to.size(); ++i) path += "/" + to[i];
  return path;
}

using Names = std::set<std::string>;

// "^(A|B)$" for as many names as one argument may hold, from `name` on.
std::string Expression(const Names& names, Names::const_iterator& name) {
  std::string expression = "^(";
  for (; name != names.end() && expression.size() < kMaxExpressionBytes; ++name) {
    if (expression.size() > 2) expression += '|';
    expression += *name;
  }
  return expression + ")$";
}

}  // namespace

std::vector<RunnerCall> GoCalls(const FilterRequest& request) {
  // Without packages `go test` tests those of the working directory alone.
  if (request.all) return {{{"./..."}, ""}};
  std::map<std::string, Names> names_of;  // package -> names
  for (const std::string& id : request.tests) {
    size_t hash = id.rfind('#');
    if (hash == std::string::npos) continue;
    names_of[RelativeTo(request.directory, id.substr(0, hash))].insert(id.substr(hash + 1));
  }
  // Every name meets every package of a call, so only packages with the same names share one.
  std::map<Names, std::vector<std::string>> packages_of;
  for (const auto& [package, names] : names_of) packages_of[names].push_back(package);
  std::vector<RunnerCall> calls;
  for (const auto& [names, packages] : packages_of) {
    for (auto name = names.begin(); name != names.end();) {
      RunnerCall call;
      call.words = {"-run", Expression(names, name)};
      size_t bytes = 0;
      for (const std::string& package : packages) {
        if (bytes > kMaxPackageBytes) {
          calls.push_back(call);
          call.words.resize(2);
          bytes = 0;
        }
        call.words.push_back(package);
        bytes += package.size() + 1;
      }
      calls.push_back(std::move(call));
    }
  }
  return calls;
}

}  // namespace testfed
