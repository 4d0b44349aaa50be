// Why an event alone makes a plan full.
#include <algorithm>

#include "selector/selection.h"

namespace testfed {

using Kind = Reason::Kind;

std::vector<Reason> ReasonsOfEvent(const Event& event,
                                   const std::vector<std::shared_ptr<const Configuration>>& ends) {
  std::vector<Reason> reasons;
  auto add = [&](Kind kind, const std::string& text, const Declarations& declarations,
                 Position position, const std::string& why) {
    bool known = std::any_of(reasons.begin(), reasons.end(), [&](const Reason& reason) {
      return reason.kind == kind && reason.name == text;
    });
    if (known) return;  // of both ends the head's, which comes first
    Reason reason{.kind = kind,
                  .at = ToString(declarations.At(position)),
                  .at_base = &declarations != &ends.front()->declarations,
                  .name = text,
                  .text = why};
    reasons.push_back(std::move(reason));
  };
  for (const auto& end : ends) {
    const Declarations& declarations = end->declarations;
    for (const FullRule& rule : declarations.settings.full) {
      for (const DeclaredPattern& push : rule.pushes) {
        bool matches = event.kind == Event::Kind::kPush && !event.branch.empty() &&
                       push.pattern.Match(event.branch).has_value();
        if (matches) add(Kind::kPush, event.branch, declarations, push.position, rule.reason);
      }
      for (const DeclaredName& name : rule.events) {
        if (name.name == event.name) {
          add(Kind::kEvent, event.name, declarations, name.position, rule.reason);
        }
      }
      for (const DeclaredName& label : rule.labels) {
        if (std::find(event.labels.begin(), event.labels.end(), label.name) != event.labels.end()) {
          add(Kind::kLabel, label.name, declarations, label.position, rule.reason);
        }
      }
    }
  }
  if (event.kind == Event::Kind::kWithoutBase && reasons.empty()) {
    reasons.push_back(
        {.kind = Kind::kEvent, .name = event.name, .text = "an event without a base"});
  }
  return reasons;
}

}  // namespace testfed
