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

std::string PinText(const std::optional<Pin>& pin) { return pin ? ShortText(*pin) : "(new)"; }

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

std::string CommitsText(const Ancestry& ancestry) {
  switch (ancestry.kind) {
    case Ancestry::Kind::kForward:
      return Amount(static_cast<size_t>(ancestry.commits), "commit");
    case Ancestry::Kind::kRewind:
      return "back by " + Amount(static_cast<size_t>(ancestry.commits), "commit");
    case Ancestry::Kind::kDiverged:
      return "diverged";
    case Ancestry::Kind::kSame:
    case Ancestry::Kind::kUnknown:
      break;
  }
  return "";
}

std::string LabelText(const ComponentDiff& diff) {
  using Kind = ComponentDiff::Kind;
  switch (diff.kind) {
    case Kind::kForward:
      return CommitsText({Ancestry::Kind::kForward, diff.commits, ""});
    case Kind::kRewind:
      return CommitsText({Ancestry::Kind::kRewind, diff.commits, ""});
    case Kind::kDiverged:
      return "diverged: neither comes from the other";
    case Kind::kCommitChange:
      return diff.why_unknown.empty() ? "history not known"
                                      : "history not known: " + diff.why_unknown;
    case Kind::kVersionChange:
      return diff.before->pin.IsVersion() && diff.after->pin.IsVersion() ? "another version"
             : diff.after->pin.IsVersion() ? "from a commit to a version"
                                           : "from a version to a commit";
    case Kind::kAdded:
    case Kind::kRemoved:
      return std::string(ToString(diff.kind));
    case Kind::kSamePin:
      break;
  }
  return "same pin";
}

}  // namespace

std::string DescribeManifest(const Manifest& manifest, const std::string& base,
                             const AncestryOf& ancestry) {
  const bool mains = manifest.event == CompositionEvent::kMains;
  std::string text = "Tuple        " + TupleSha256(TupleOf(manifest.pins)).substr(0, kShortDigest) +
                     "   " + Amount(manifest.pins.size(), "component") + ", line " +
                     InlineText(manifest.line);
  if (mains) {
    text += ", " + std::to_string(manifest.under_test.size()) + " of them differ from " +
            InlineText(base);
  }
  text += "\n";
  auto row = [&](Columns& columns, const Pinned& pinned) {
    const UnderTest* one = Find(manifest, pinned.name);
    std::string pin = one == nullptr ? ShortText(pinned.pin)
                                     : PinText(one->before) + " -> " + ShortText(pinned.pin);
    std::string remark;
    if (one != nullptr) {
      remark = WhereFrom(*one, pinned);
      if (mains && ancestry && one->before && one->before->IsCommit() && pinned.pin.IsCommit()) {
        std::string commits =
            CommitsText(ancestry(pinned.name, one->before->text, pinned.pin.text));
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
  };
  Columns tested({3, 3}), others({3, 3});
  for (const Pinned& pinned : manifest.pins) {
    row(!mains && Find(manifest, pinned.name) != nullptr ? tested : others, pinned);
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

std::string DescribeDiff(const std::vector<ComponentDiff>& diffs,
                         const std::map<std::string, std::string>& shadowed_before,
                         const std::map<std::string, std::string>& shadowed_after) {
  std::string text;
  if (diffs.empty()) {
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
  for (const ComponentDiff& diff : diffs) {
    std::string what = LabelText(diff);
    if (!diff.renamed_from.empty()) what += "; renamed from " + diff.renamed_from;
    if (!diff.moved_from.empty()) {
      what += "; moved from " + diff.moved_from + " to " + diff.after->repository;
    }
    if (diff.patches_differ) what += "; other patches";
    columns.Row({diff.name, diff.before ? ShortText(diff.before->pin) : "-",
                 diff.after ? ShortText(diff.after->pin) : "-", InlineText(what)});
  }
  return columns.Text();
}

Json DiffJson(const std::vector<ComponentDiff>& diffs) {
  Json list = Json::MakeArray();
  for (const ComponentDiff& diff : diffs) {
    Json json = Json::MakeObject();
    json.Set("name", diff.name).Set("kind", ToString(diff.kind));
    if (diff.before) json.Set("from", diff.before->pin.text);
    if (diff.after) json.Set("to", diff.after->pin.text);
    if (!diff.renamed_from.empty()) json.Set("renamed_from", diff.renamed_from);
    if (!diff.moved_from.empty()) json.Set("moved_from", diff.moved_from);
    if (diff.patches_differ) json.Set("patches_differ", true);
    if (diff.kind == ComponentDiff::Kind::kForward || diff.kind == ComponentDiff::Kind::kRewind) {
      json.Set("commits", diff.commits);
    }
    if (std::string url = CompareUrl(diff); !url.empty()) json.Set("compare", url);
    list.Append(std::move(json));
  }
  return list;
}

}  // namespace testfed
