// From a base tuple and a list of replacements to a manifest. Whatever was asked for is in it, or
// there is no manifest: a tuple without the change that looks like one with it would be tested, and
// would be green.
#ifndef TESTFED_INTEGRATION_COMPOSITION_H_
#define TESTFED_INTEGRATION_COMPOSITION_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "integration/manifest.h"

namespace testfed {

// What the composition starts from: a record of the store, or another file of pins.
struct CompositionBase {
  Pins pins;
  std::int64_t seq = 0;  // of the record; 0: no record
  std::string record_sha256;
  std::string name;                             // "known good 42", "known_good.json"
  std::map<std::string, std::string> disabled;  // component -> reason
  std::map<std::string, Hold> held_back = {};   // by a bisect, in this record
};

// One component at another pin.
struct Replacement {
  std::string name;
  Pin pin;
  std::int64_t pull_request = 0;
  std::string branch;
  std::string base_commit;  // what the pull request is against; "": not known
  std::string taken_from;   // the field of the event
};

// What a manifest is made of besides.
struct CompositionRequest {
  CompositionEvent event = CompositionEvent::kPullRequest;
  std::string line = std::string(kMainLine);
  std::string changeset;
  std::string subset;
  std::string may_shrink;
  std::string timestamp;
  std::string integration_commit;
  std::string integration_repo;
  std::vector<Replacement> replacements;
  std::map<std::string, Hold> held = {};
  std::map<std::string, std::string> not_advanced = {};
  std::vector<std::string> removed = {};
  // Components whose head is taken although the base holds them back: to see whether it passes now.
  std::vector<std::string> released = {};
};

// Exactly the replaced components differ from the base. An error: a replacement whose commit is the
// base of its own pull request, two of one component, one of a component that is disabled, and one
// of a name that neither the base nor `components` knows.
absl::StatusOr<Manifest> Compose(const CompositionBase& base, const Components& components,
                                 const CompositionRequest& request);

// What is said of one component's head: the commit, the tag where a tag is tracked, or why it could
// not be read.
struct Head {
  std::string commit;
  std::string ref;    // "refs/heads/main", "v1.2.0"; "": whoever made the list followed the tracks
  std::string error;  // "": it was read
};
using Heads = std::map<std::string, Head>;

// A map of components to commits, or to maps with `commit`, `ref` and `error`; YAML or JSON.
Heads ReadHeads(std::string_view text, const std::string& file, std::vector<Finding>& findings);

// Adds to `request` what the tracks of its line say for every component: replacements, what is on
// hold, what the base holds back and nobody released, and what is no component any more. A head
// that could not be read is an error; with `keep_pin_on_error` the component keeps its pin and is
// listed as not advanced.
absl::Status TakeMains(const CompositionBase& base, const Components& components,
                       const Heads& heads, bool keep_pin_on_error, CompositionRequest& request);

// The pull request of an event: the payload of `pull_request` and its kin, or of
// `repository_dispatch`, where `client_payload` (or one object in it) has `repo`, `sha` or
// `head_sha`, and may have `pr`, `base_sha` and `branch`. All of it is hostile text: nothing but a
// known repository, 40 hexadecimal digits and a number comes out.
absl::StatusOr<Replacement> ReadPullRequestEvent(std::string_view payload, std::string_view file,
                                                 const Components& components);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_COMPOSITION_H_
