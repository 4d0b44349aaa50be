#include "cli/manifest_text.h"

#include <algorithm>

#include "domains/inline_text.h"
#include "integration/repository_name.h"
#include "reporters/columns.h"

namespace testfed {
namespace {

constexpr size_t kShortDigest = 7;

std::string Amount(size_t count, const std::string& one) {
  return std::to_string(count) + " " + one + (count == 1 ? "" : "s");
}

std::string BeforeText(const std::optional<Pin>& pin) { return pin ? ShortText(*pin) : "(new)"; }

// "orbit/comm#117, its head (not the merge commit)"
std::string WhereFrom(const UnderTest& one, const Pinned& pinned) {
  if (one.pull_request == 0) return InlineText(one.taken_from);
  std::string repository = RepositoryName(pinned.remote).value_or(pinned.remote);
  if (size_t slash = repository.find('/'); slash != std::string::npos && slash > 0) {
    repository = repository.substr(slash + 1);
  }
  return repository + "#" + std::to_string(one.pull_request) +
         (one.taken_from == "pull_request.head.sha" ? ", its head (not the merge commit)"
          : one.taken_from.empty()                  ? ""
                                                    : ", its `" + InlineText(one.taken_from) + "`");
}

std::string HeldText(const Hold& hold) {
  return "on hold" + (hold.since.empty() ? "" : " since " + InlineText(hold.since)) +
         (hold.until.empty() ? "" : " until " + InlineText(hold.until)) + ": " +
         InlineText(hold.reason);
}

const UnderTest* Find(const Manifest& manifest, const std::string& name) {
  for (const UnderTest& one : manifest.under_test) {
    if (one.name == name) return &one;
  }
  return nullptr;
}

std::string CommitsText(const Movement& movement) {
  switch (movement.course) {
    case Movement::Course::kForward:
      return Amount(movement.commits, "commit");
    case Movement::Course::kRewind:
      return "back by " + Amount(movement.commits, "commit");
    case Movement::Course::kDiverged:
      return "diverged";
    case Movement::Course::kSame:
    case Movement::Course::kUnknown:
      break;
  }
  return "";
}

}  // namespace

absl::StatusOr<std::string> DescribeManifest(const Manifest& manifest, const std::string& base,
                                             const CloneFinder& clones) {
  const bool mains = manifest.event == CompositionEvent::kMains;
  std::string text = "Tuple        " + TupleSha256(TupleOf(manifest.pins)).substr(0, kShortDigest) +
                     "   " + Amount(manifest.pins.size(), "component") + ", line " +
                     InlineText(manifest.line);
  if (mains) {
    text += ", " + std::to_string(manifest.under_test.size()) + " of them differ from " +
            InlineText(base);
  }
  text += "\n";
  auto row = [&](Columns& columns, const Pinned& pinned) -> absl::Status {
    const UnderTest* one = Find(manifest, pinned.name);
    std::string pin = one == nullptr ? ShortText(pinned.pin)
                                     : BeforeText(one->before) + " -> " + ShortText(pinned.pin);
    std::string remark;
    if (one != nullptr) {
      remark = WhereFrom(*one, pinned);
      if (mains && clones && one->before && one->before->IsCommit() && pinned.pin.IsCommit()) {
        TESTFED_ASSIGN_OR_RETURN(
            const Movement movement,
            MovementBetween(clones(pinned.name), one->before->text, pinned.pin.text));
        std::string commits = CommitsText(movement);
        if (!commits.empty()) remark = commits;
      }
    }
    if (auto held = manifest.held.find(pinned.name); held != manifest.held.end()) {
      remark = HeldText(held->second);
    }
    if (auto kept = manifest.not_advanced.find(pinned.name); kept != manifest.not_advanced.end()) {
      remark = "not advanced: " + InlineText(kept->second);
    }
    columns.Row({pinned.name, pin, remark});
    return absl::OkStatus();
  };
  Columns tested({3, 3}), others({3, 3});
  for (const Pinned& pinned : manifest.pins) {
    TESTFED_RETURN_IF_ERROR(
        row(!mains && Find(manifest, pinned.name) != nullptr ? tested : others, pinned));
  }
  if (mains) {
    text += others.Text();
  } else {
    if (!manifest.under_test.empty()) {
      text += (manifest.event == CompositionEvent::kChangeset ? "Under test, as one unit\n"
                                                              : "Under test\n") +
              tested.Text();
    }
    text += "From " + InlineText(base) + "\n" + others.Text();
  }
  if (!manifest.removed.empty()) {
    text += "Removed\n";
    for (const std::string& name : manifest.removed) text += "  " + InlineText(name) + "\n";
  }
  if (manifest.NothingUnderTest()) {
    text += "Nothing under test: " + InlineText(base) + " has ";
    text += mains ? "all heads already\n" : "the change already\n";
  }
  return text;
}

std::string DescribeDiff(const std::vector<TupleChange>& changes,
                         const std::map<std::string, std::string>& shadowed_before,
                         const std::map<std::string, std::string>& shadowed_after) {
  std::string text;
  if (changes.empty()) {
    text = "No effective change";
    std::vector<std::string> names;
    for (const auto* side : {&shadowed_before, &shadowed_after}) {
      for (const auto& [name, hash] : *side) {
        auto one = shadowed_before.find(name), other = shadowed_after.find(name);
        bool same = one != shadowed_before.end() && other != shadowed_after.end() &&
                    one->second == other->second;
        if (!same) names.push_back(name);
      }
    }
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (size_t i = 0; i < names.size(); ++i) {
      text += (i == 0 ? " (hash shadowed by version: " : ", ") + names[i];
    }
    return text + (names.empty() ? "\n" : ")\n");
  }
  Columns columns({3, 3, 3});
  columns.Row({"COMPONENT", "FROM", "TO", "WHAT"});
  for (const TupleChange& change : changes) {
    std::string what = WhatText(change);
    for (const std::string& kind : KindsOf(change)) {
      if (kind == "version") what += what.empty() ? "version" : ", version";
      if (kind == "pin") what += what.empty() ? "history not known" : ", history not known";
    }
    columns.Row({change.name, PinText(change.from), PinText(change.to), InlineText(what)});
  }
  return columns.Text();
}

std::string DescribeMergePlan(const MergePlan& plan) {
  std::string text = "Merge order  " + OrderText(plan) + "\n";
  for (const PlannedMember& member : plan.order) {
    if (member.depends_on.empty()) continue;
    std::string names;
    for (const std::string& name : member.depends_on) names += (names.empty() ? "" : ", ") + name;
    text += "  " + member.component + " has a bazel_dep on " + names + "\n";
  }
  for (const std::vector<std::string>& cycle : plan.cycles) {
    std::string names;
    for (const std::string& name : cycle) names += (names.empty() ? "" : ", ") + name;
    text += "  no order is right: " + names + " depend on each other\n";
  }
  if (!plan.unknown.empty()) {
    std::string names;
    for (const std::string& name : plan.unknown) names += (names.empty() ? "" : ", ") + name;
    text += "  by name only, for nobody read the MODULE.bazel of " + names + "\n";
  }
  return text;
}

}  // namespace testfed
