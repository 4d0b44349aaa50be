// What Bazel really resolved: `bazel mod graph --output=json`, held against what was asked.
// https://bazel.build/external/mod-command
#ifndef TESTFED_INTEGRATION_MODULE_GRAPH_H_
#define TESTFED_INTEGRATION_MODULE_GRAPH_H_

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domains/json.h"
#include "integration/pinned.h"

namespace testfed {

struct ModuleGraph {
  struct Module {
    std::string name;
    std::string version;                // "" or "_": by an override that is no version
    std::set<std::string> required_by;  // keys
  };
  std::map<std::string, Module> modules;  // by key, "name@version"; without the root
  std::set<std::string> cut;  // keys that no node expands: the graph was asked too shallow
};

// A node that is `unexpanded` stands elsewhere in full; the closure goes through an index of keys.
absl::StatusOr<ModuleGraph> ReadModuleGraph(std::string_view text, std::string_view name);

struct GraphVerdict {
  std::vector<std::string> not_effective;  // injected, but not what was resolved; sentences
  std::vector<std::string> disabled;       // taken out, but resolved all the same; sentences
  std::vector<std::string> unpinned;       // "rules_cc 0.1.1": resolved without a pin of ours
  int effective = 0;
};

// A commit is proved as far as Bazel shows it: that the module comes from an override, and not from
// a registry. Which commit it is, the fragment says.
GraphVerdict JudgeGraph(const ModuleGraph& graph, const Pins& pins,
                        const std::map<std::string, std::string>& disabled);

// `resolved/1`, in the canonical form of tuple/1:
//   {"bazel":TEXT,"modules":{NAME:TEXT},"schema":"resolved/1"}
// A module's text is its commit where we pinned one, else its version, and with a comma between
// them where it was resolved in several; `bazel` is left out where it is not known.
std::string CanonicalResolved(const ModuleGraph& graph, const Pins& pins, std::string_view bazel);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_MODULE_GRAPH_H_
