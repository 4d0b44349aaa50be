// Compositions as commands name them: `@latest` or `@43`, a record of the known-good store; or a
// file: a manifest, known_good.json in any of its shapes, last_known_good.yaml, a `tuple/1` object.
#ifndef TESTFED_CLI_KNOWN_TUPLES_H_
#define TESTFED_CLI_KNOWN_TUPLES_H_

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli/command.h"
#include "cli/invocation.h"
#include "integration/clones.h"
#include "integration/composition.h"

namespace testfed {

struct KnownTuple {
  CompositionBase base;                         // its `name` is how messages call it
  std::optional<Manifest> manifest;             // where it is one
  std::map<std::string, std::string> shadowed;  // component -> the hash that its version hides
  std::string timestamp;                        // of a file of pins; "" where it has none
};

std::vector<Option> KnownTupleOptions();  // --components, --known-good, --lenient, --clones, ...

// components.yaml, or the file of --components. Without the option a file that is not there has no
// components; a mistake in it is an error.
absl::StatusOr<Components> LoadComponents(Invocation& invocation);

// An error is the first one of the file, by its place. Warnings are noted on stderr too.
absl::StatusOr<KnownTuple> ReadKnown(Invocation& invocation, const std::string& name,
                                     const Components& components, const std::string& line);

// Such a file with all that is wrong with it, sorted, for a check; with an error among the findings
// the composition says nothing.
KnownTuple CheckKnown(Invocation& invocation, const std::string& text, const std::string& name,
                      const Components& components, std::vector<Finding>& findings);

// A manifest, and nothing else.
absl::StatusOr<Manifest> LoadManifest(Invocation& invocation, const std::string& name);

}  // namespace testfed

#endif  // TESTFED_CLI_KNOWN_TUPLES_H_
