// A manifest for Bazel: fragments of MODULE.bazel that hold each module to its pin, the options for
// local clones, and what `bazel mod graph` must then show.
//
// Layout and order of arguments are buildifier's. Only names, commits, versions and remotes by
// their rules get here, and every string is escaped by Starlark's rules all the same.
#ifndef TESTFED_INTEGRATION_OVERRIDES_H_
#define TESTFED_INTEGRATION_OVERRIDES_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "integration/pinned.h"

namespace testfed {

struct OverridesOptions {
  // What the files are called: PREFIX.MODULE.bazel, or PREFIX_GROUP.MODULE.bazel for each group.
  std::string prefix = "components";
  bool source_order = false;  // of the modules in a file; else by name
};

struct RenderedOverrides {
  std::map<std::string, std::string> files;  // name -> text; all that is to stand in the folder
  int git = 0;                               // how many of each override
  int single_version = 0;
};

// What does not depend on the options, and is in each: `overrides.bazelrc`, `graph-expect.json`.
inline constexpr std::string_view kOverridesRc = "overrides.bazelrc";
inline constexpr std::string_view kGraphExpect = "graph-expect.json";

RenderedOverrides RenderOverrides(const Pins& pins, const OverridesOptions& options);

// One module's bazel_dep and override, without the empty line between two.
std::string RenderOverride(const Pinned& pinned);

// A Starlark string literal.
std::string StarlarkText(std::string_view text);

// The lines that differ between a file as it is (nullptr: there is none) and as it should be
// (nullptr: there should be none): "-" what is there, "+" what is missing, at most `max_lines`.
std::string LineDiff(const std::string* is, const std::string* should, size_t max_lines);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_OVERRIDES_H_
