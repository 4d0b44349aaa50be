// MODULE.bazel and its fragments, as far as overrides and includes go: calls at the top level.
// https://bazel.build/rules/lib/globals/module
#ifndef TESTFED_INTEGRATION_MODULE_FILE_H_
#define TESTFED_INTEGRATION_MODULE_FILE_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domains/finding.h"

namespace testfed {

struct ModuleArgument {
  std::vector<std::string> texts;  // a string, or the strings of a list
  bool literal = true;             // false: something is computed, and `texts` may lack it
};

struct ModuleCall {
  std::string function;                             // "git_override"
  std::map<std::string, ModuleArgument> arguments;  // by keyword; the first positional is ""
  Place place;

  // The only string of an argument; "" where there is none.
  std::string Text(const std::string& name) const;
};

// In the order of the file. A text that is no Starlark up to its end is a finding, and the calls
// are not complete.
std::vector<ModuleCall> ReadModuleFile(std::string_view text, const std::string& file,
                                       std::vector<Finding>& findings);

bool IsOverride(const ModuleCall& call);  // one of the five functions that override a module

// `//a/b:c.MODULE.bazel` as a path from the root: "a/b/c.MODULE.bazel"; "" for what is no label of
// the main repository.
std::string PathOfInclude(std::string_view label);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_MODULE_FILE_H_
