// The components of a composition, each with its pin, as a file lists them: what a tuple is made
// of, with what only rendering needs (how a remote was written, groups, the order).
#ifndef TESTFED_INTEGRATION_PINNED_H_
#define TESTFED_INTEGRATION_PINNED_H_

#include <string>
#include <string_view>
#include <vector>

#include "integration/tuple.h"

namespace testfed {

struct Pinned {
  std::string name;
  Pin pin;
  std::string remote;                // as written, and one that RepositoryName accepts
  std::vector<std::string> patches;  // labels in the integration repository, in order
  std::string group;                 // "" where there are no groups
  std::string module = {};           // what Bazel calls it; "": its name
  bool keeps_version = false;        // `pin_version`: stays when mains are taken
  bool operator==(const Pinned&) const = default;
  const std::string& Module() const { return module.empty() ? name : module; }
};

using Pins = std::vector<Pinned>;  // each name once, in the order of their source

Tuple TupleOf(const Pins& pins);
const Pinned* FindPinned(const Pins& pins, std::string_view name);  // null: there is none

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_PINNED_H_
