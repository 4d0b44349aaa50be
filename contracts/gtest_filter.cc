#include <set>

#include "contracts/test_filter.h"

namespace testfed {
namespace {

// `URL`, `FOO_SUITE`: perhaps a macro of a file that was not read, and then GoogleTest knows the
// test by what it stands for.
bool MayBeMacro(std::string_view name) {
  bool letter = false;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z')
      letter = true;
    else if (c != '_' && (c < '0' || c > '9'))
      return false;
  }
  return letter && name.size() > 1;
}

// An instance of `S.N` is called (GoogleTest 1.12, "Running a Subset of the Tests" and the macros
// themselves): S.N; Prefix/S.N/Value of TEST_P, or S.N/Value where the prefix is empty; S/Type.N of
// TYPED_TEST; Prefix/S/Type.N of TYPED_TEST_P. A pattern that matches nothing is no error.
void AddPatterns(const std::string& id, std::set<std::string>& patterns) {
  size_t dot = id.find('.');
  if (id == "*" || dot == std::string::npos) {
    patterns.insert(id);
    return;
  }
  const std::string suite = id.substr(0, dot);
  const std::string name = id.substr(dot);
  patterns.insert(id);
  patterns.insert(id + "/*");
  patterns.insert("*/" + id + "/*");
  patterns.insert(suite + "/*" + name);
  patterns.insert("*/" + suite + "/*" + name);
  const bool any_suite = MayBeMacro(suite), any_name = MayBeMacro(id.substr(dot + 1));
  if (any_suite && any_name) {
    patterns.insert("*");
  } else if (any_suite) {
    patterns.insert("*" + name);
    patterns.insert("*" + name + "/*");
  } else if (any_name) {
    patterns.insert(suite + ".*");
    patterns.insert("*/" + suite + ".*");
    patterns.insert(suite + "/*.*");
    patterns.insert("*/" + suite + "/*.*");
  }
}

}  // namespace

std::vector<RunnerCall> GtestCalls(const FilterRequest& request) {
  const std::vector<std::string>& names = request.all ? request.except : request.tests;
  if (request.all && names.empty()) return {{}};
  std::set<std::string> patterns;
  for (const std::string& id : names) AddPatterns(id, patterns);
  if (patterns.contains("*")) patterns = {"*"};
  RunnerCall call;
  call.words = {"--gtest_flagfile=" + request.file};
  call.content = "--gtest_filter=";
  if (request.all) call.content += "*-";
  for (const std::string& pattern : patterns) {
    if (&pattern != &*patterns.begin()) call.content += ':';
    call.content += pattern;
  }
  call.content += '\n';
  return {call};
}

}  // namespace testfed
