#include <algorithm>

#include "integration/feedback.h"

namespace testfed {

std::string MergePlanText(const Manifest& manifest, const Outcome& outcome, const MergePlan& plan,
                          const std::vector<MovedMember>& moved, const FeedbackOptions& options) {
  const bool ready = outcome.state == FeedbackState::kSuccess && moved.empty();
  std::string text = "# Merge plan of changeset " + options.code(manifest.changeset) + "\n\n";
  text += ready ? "The set is green: " : "**Nobody merges yet**: ";
  text += options.code(moved.empty() ? outcome.text : moved.front().text) + " (" +
          DigestText(manifest) + ").\n\n";
  for (const MovedMember& one : moved) text += "- " + options.code(one.text) + "\n";
  if (!moved.empty()) text += "\n";
  for (const std::vector<std::string>& cycle : plan.cycles) {
    std::string names;
    for (const std::string& name : cycle) {
      names += (names.empty() ? "" : ", ") + options.code(name);
    }
    text += "These depend on each other, so that no order is right: " + names +
            ". Break the cycle, or accept that main is broken between their merges.\n\n";
  }
  if (!plan.unknown.empty()) {
    std::string names;
    for (const std::string& name : plan.unknown) {
      names += (names.empty() ? "" : ", ") + options.code(name);
    }
    text += "Nobody read the dependencies of " + names + "; their place is by name only.\n\n";
  }
  int step = 0;
  std::vector<std::string> done;
  for (const PlannedMember& member : plan.order) {
    std::string requests;
    for (const PullRequestId& id : member.requests) {
      requests += (requests.empty() ? "" : ", then ") + options.code(ToString(id));
    }
    text += std::to_string(++step) + ". ";
    if (member.merged) {
      text += requests + " is merged already";
    } else {
      text += "merge " + requests;
      if (!member.depends_on.empty()) {
        std::string names;
        for (const std::string& name : member.depends_on) {
          names += (names.empty() ? "" : ", ") + options.code(name);
        }
        text += ", which has a `bazel_dep` on " + names;
      }
    }
    const bool provides = std::find(plan.providers.begin(), plan.providers.end(),
                                    member.component) != plan.providers.end();
    text += provides ? "; publish a pre-release of " + options.code(member.component) +
                           " before the next step\n"
                     : "\n";
    if (!member.merged && step < static_cast<int>(plan.order.size())) {
      text += "   - then compose the set again, and look that it is still green\n";
    }
    if (!done.empty() || member.merged) {
      std::string revert;
      for (auto one = done.rbegin(); one != done.rend(); ++one) {
        revert += (revert.empty() ? "" : ", then ") + *one;
      }
      if (!member.merged && !revert.empty()) text += "   - if this fails: revert " + revert + "\n";
    }
    done.push_back(requests);
  }
  text +=
      "\nNo platform merges them at once: between the steps the mains fit together only as far "
      "as each is compatible with what the others were.\n";
  return text;
}

}  // namespace testfed
