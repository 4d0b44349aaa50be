// Calls of Jest (tried with 29.7) and Vitest (3.2). Both match `-t` as a regular expression with
// the names of groups and test joined by one blank, in all files of the call; so files that want
// other names get calls of their own. Vitest takes a file's name for a part of paths: it may run
// the same names in more files, never in fewer. Jest leaves the case of letters out.
#include <map>
#include <set>
#include <utility>

#include "contracts/path_text.h"
#include "contracts/test_filter.h"

namespace testfed {
namespace {

constexpr std::string_view kSeparator = " > ";
constexpr size_t kMaxPattern = 32 * 1024;  // bytes of one word; above, the whole files run
constexpr size_t kMaxBytes = 128 * 1024;   // of the words of one call

// A title may hold ` > ` itself, so each stands for both.
void AppendPattern(std::string_view name, std::string& pattern) {
  for (size_t at = 0; at < name.size();) {
    if (name.substr(at).starts_with(kSeparator)) {
      pattern += "( | > )";
      at += kSeparator.size();
      continue;
    }
    const char c = name[at++];
    if (std::string_view("\\^$.*+?()[]{}|/").find(c) != std::string_view::npos) pattern += '\\';
    if (c == '\0') {
      pattern += '.';
    } else if (c == '\n') {
      pattern += "\\n";
    } else {
      pattern += c;
    }
  }
}

std::string PatternOf(const std::set<std::string>& names) {
  std::string pattern = "^(";
  for (const std::string& name : names) {
    if (pattern.size() > 2) pattern += '|';
    AppendPattern(name, pattern);
    if (pattern.size() > kMaxPattern) return "";
  }
  return pattern + ")$";
}

std::vector<RunnerCall> Calls(const FilterRequest& request, const std::vector<std::string>& first) {
  if (request.all && request.shards > 1) {
    return {
        {{"--shard=" + std::to_string(request.shard) + "/" + std::to_string(request.shards)}, ""}};
  }
  if (request.all) return {RunnerCall{}};
  std::map<std::string, std::set<std::string>> names;  // of each file
  std::set<std::string> whole;
  for (const std::string& id : request.tests) {
    const size_t separator = id.find(kSeparator);
    const std::string file = PathFrom(request.directory, id.substr(0, separator));
    if (separator == std::string::npos) {
      whole.insert(file);
    } else {
      names[file].insert(id.substr(separator + kSeparator.size()));
    }
  }
  std::map<std::string, std::vector<std::string>> files;  // by pattern; "" for whole files
  for (const std::string& file : whole) files[""].push_back(file);
  for (const auto& [file, wanted] : names) {
    if (whole.count(file) == 0) files[PatternOf(wanted)].push_back(file);
  }
  std::vector<RunnerCall> calls;
  for (const auto& [pattern, paths] : files) {
    size_t bytes = kMaxBytes;
    for (const std::string& path : paths) {
      if (bytes + path.size() > kMaxBytes) {
        // Options stand first: Jest takes all words behind --runTestsByPath for paths.
        RunnerCall call;
        if (!pattern.empty()) call.words = {"-t", pattern};
        call.words.insert(call.words.end(), first.begin(), first.end());
        calls.push_back(std::move(call));
        bytes = pattern.size();
      }
      calls.back().words.push_back(path);
      bytes += path.size() + 1;
    }
  }
  return calls;
}

}  // namespace

std::vector<RunnerCall> JestCalls(const FilterRequest& request) {
  return Calls(request, {"--runTestsByPath"});
}

std::vector<RunnerCall> VitestCalls(const FilterRequest& request) { return Calls(request, {}); }

}  // namespace testfed
