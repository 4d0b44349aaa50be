#include "integration/composition.h"

#include <algorithm>
#include <set>

#include "domains/inline_text.h"
#include "domains/suggest.h"
#include "domains/yaml.h"
#include "domains/yaml_members.h"
#include "integration/pins_file.h"

namespace testfed {
namespace {

std::vector<std::string> NamesOf(const Components& components) {
  std::vector<std::string> names;
  for (const Component& component : components) names.push_back(component.name);
  return names;
}

// "orbit/comm#117", or the component where no pull request is known.
std::string Called(const Replacement& replacement) {
  if (replacement.pull_request == 0) return "`" + replacement.name + "`";
  return "`" + replacement.name + "`, pull request " + std::to_string(replacement.pull_request);
}

absl::Status CheckReplacement(const CompositionBase& base, const Components& components,
                              const Replacement& replacement) {
  if (auto disabled = base.disabled.find(replacement.name); disabled != base.disabled.end()) {
    return Error("component `" + replacement.name + "` is disabled (" +
                 InlineText(disabled->second) + "); no manifest written");
  }
  if (FindComponent(components, replacement.name) == nullptr &&
      FindPinned(base.pins, replacement.name) == nullptr) {
    return Error("`" + InlineText(replacement.name) + "` is no component" +
                 DidYouMean(replacement.name, NamesOf(components)) + "; no manifest written");
  }
  if (!replacement.base_commit.empty() && replacement.base_commit == replacement.pin.text) {
    return Error("composition does not contain the pull request: commit " +
                 ShortText(replacement.pin) + " of " + Called(replacement) +
                 " is its base, not its head; no manifest written");
  }
  return absl::OkStatus();
}

std::string WithoutPrefix(std::string_view text, std::string_view prefix) {
  if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
  return std::string(text);
}

// Whether a head of `ref` is what the track means; whoever lists heads may say only the short name.
bool Follows(const Track& track, const std::string& ref) {
  if (ref.empty()) return true;
  if (track.kind == Track::Kind::kBranch) {
    if (ref.starts_with("refs/tags/")) return false;
    return WithoutPrefix(WithoutPrefix(ref, "refs/heads/"), "refs/remotes/origin/") == track.text;
  }
  if (ref.starts_with("refs/heads/")) return false;
  return track.text == "latest" || WithoutPrefix(ref, "refs/tags/") == track.text;
}

absl::StatusOr<Pin> PinOf(const Component& component, const Track& track, const Heads& heads) {
  if (track.kind == Track::Kind::kVersion) return VersionPin(track.text);
  auto head = heads.find(component.name);
  if (head == heads.end()) return Error("no head is known");
  if (!head->second.error.empty()) return Error(InlineText(head->second.error));
  if (!Follows(track, head->second.ref)) {
    return Error("the head is that of `" + InlineText(head->second.ref) + "`, but the line takes " +
                 ToText(track));
  }
  if (track.kind == Track::Kind::kTag && track.text == "latest" && head->second.ref.empty()) {
    return Error("the head does not say which tag it is; give `ref` beside `commit`");
  }
  return CommitPin(head->second.commit);
}

}  // namespace

absl::StatusOr<Manifest> Compose(const CompositionBase& base, const Components& components,
                                 const CompositionRequest& request) {
  Manifest manifest;
  manifest.event = request.event;
  manifest.line = request.line;
  manifest.changeset = request.changeset;
  manifest.subset = request.subset;
  manifest.may_shrink = request.may_shrink;
  manifest.timestamp = request.timestamp;
  manifest.integration_commit = request.integration_commit;
  manifest.integration_repo = request.integration_repo;
  manifest.held = request.held;
  manifest.not_advanced = request.not_advanced;
  manifest.disabled = base.disabled;
  manifest.removed = request.removed;
  const Pins base_pins = Updated(base.pins, components);
  manifest.base = {base.seq, base.record_sha256, TupleSha256(TupleOf(base.pins))};
  for (const Pinned& pinned : base_pins) {
    bool removed = std::find(request.removed.begin(), request.removed.end(), pinned.name) !=
                   request.removed.end();
    if (!removed) manifest.pins.push_back(pinned);
  }
  std::set<std::string> seen;
  for (const Replacement& replacement : request.replacements) {
    TESTFED_RETURN_IF_ERROR(CheckReplacement(base, components, replacement));
    if (!seen.insert(replacement.name).second) {
      return Error("two changes of component `" + replacement.name +
                   "` cannot be composed without an order; no manifest written");
    }
    auto found = std::find_if(manifest.pins.begin(), manifest.pins.end(),
                              [&](const Pinned& one) { return one.name == replacement.name; });
    UnderTest one{replacement.name, std::nullopt, replacement.pull_request, replacement.branch,
                  replacement.taken_from};
    if (found == manifest.pins.end()) {
      const Component* component = FindComponent(components, replacement.name);
      if (component == nullptr) return Error("`" + replacement.name + "` is no component");
      manifest.pins.push_back({component->name,
                               replacement.pin,
                               component->remote,
                               {},
                               component->group,
                               component->module == component->name ? "" : component->module});
    } else {
      if (found->pin == replacement.pin) {
        if (request.event != CompositionEvent::kMains) {
          manifest.unchanged.push_back(replacement.name);
        }
        continue;
      }
      one.before = found->pin;
      found->pin = replacement.pin;
    }
    manifest.under_test.push_back(std::move(one));
  }
  auto by_name = [](const auto& a, const auto& b) { return a.name < b.name; };
  for (Pinned& pinned : manifest.pins) pinned.keeps_version = false;  // no part of a manifest
  std::sort(manifest.pins.begin(), manifest.pins.end(), by_name);
  std::sort(manifest.under_test.begin(), manifest.under_test.end(), by_name);
  return manifest;
}

Heads ReadHeads(std::string_view text, const std::string& file, std::vector<Finding>& findings) {
  Heads heads;
  YamlResult yaml = ReadYaml(text, file);
  findings.insert(findings.end(), yaml.findings.begin(), yaml.findings.end());
  if (!yaml.root) return heads;
  auto wrong = [&](const YamlNode& node, std::string message) {
    findings.push_back({Severity::kError, {file, node.position}, "heads", std::move(message), {}});
  };
  DropDuplicates(*yaml.root, file, Severity::kError, findings);
  if (yaml.root->kind != YamlNode::Kind::kMap) {
    wrong(*yaml.root, "heads are a map of components to commits, got " + Describe(*yaml.root));
    return heads;
  }
  for (const auto& [key, value] : yaml.root->members) {
    Head head;
    if (value.kind == YamlNode::Kind::kScalar) {
      head.commit = value.text;
    } else if (value.kind == YamlNode::Kind::kMap) {
      head = {TextOf(value, "commit"), TextOf(value, "ref"), TextOf(value, "error")};
      for (const auto& [inner, ignored] : value.members) {
        if (inner.text == "commit" || inner.text == "ref" || inner.text == "error") continue;
        wrong(inner, "unknown key `" + InlineText(inner.text) + "` in head `" +
                         InlineText(key.text) + "`");
      }
    }
    if (head.error.empty()) {
      auto pin = CommitPin(head.commit);
      // What a step printed instead of a commit is an error of that component, not of the list.
      if (!pin.ok()) head.error = MessageOf(pin.status());
      if (pin.ok()) head.commit = pin->text;
    }
    heads[key.text] = std::move(head);
  }
  return heads;
}

absl::Status TakeMains(const CompositionBase& base, const Components& components,
                       const Heads& heads, bool keep_pin_on_error, CompositionRequest& request) {
  const Pins pins = Updated(base.pins, components);
  for (const auto& [name, head] : heads) {
    if (FindComponent(components, name) != nullptr) continue;
    return Error("the heads name `" + InlineText(name) + "`, which is no component" +
                 DidYouMean(name, NamesOf(components)) + "; no manifest written");
  }
  for (const std::string& name : request.released) {
    if (base.held_back.contains(name)) continue;
    std::vector<std::string> held;
    for (const auto& [component, hold] : base.held_back) held.push_back(component);
    return Error("`" + InlineText(name) + "` is not held back by " + base.name +
                 DidYouMean(name, held) + "; no manifest written");
  }
  for (const Component& component : components) {
    if (base.disabled.contains(component.name)) continue;
    const Pinned* pinned = FindPinned(pins, component.name);
    if (component.hold || (pinned != nullptr && pinned->keeps_version)) {
      if (pinned == nullptr) {
        return Error("component `" + component.name + "` is on hold, but " + base.name +
                     " has no pin of it; no manifest written");
      }
      request.held[component.name] =
          component.hold.value_or(Hold{"`pin_version` in " + base.name, "", ""});
      continue;
    }
    bool released = std::find(request.released.begin(), request.released.end(), component.name) !=
                    request.released.end();
    auto held_back = base.held_back.find(component.name);
    if (held_back != base.held_back.end() && pinned != nullptr && !released) {
      request.held[component.name] = held_back->second;
      continue;
    }
    auto track = component.tracks.find(request.line);
    if (track == component.tracks.end()) {
      return Error(ToString(component.at) + ": component `" + component.name +
                   "` has no track for line `" + InlineText(request.line) +
                   "`; no manifest written");
    }
    absl::StatusOr<Pin> pin = PinOf(component, track->second, heads);
    if (!pin.ok()) {
      std::string why = MessageOf(pin.status());
      if (!keep_pin_on_error || pinned == nullptr) {
        return Error("the head of `" + component.name + "` (" + ToText(track->second) +
                         ") could not be taken: " + why + "; no manifest written",
                     "to compose the others all the same, which exits 1",
                     "testfed manifest mains --keep-pin-on-error");
      }
      request.not_advanced[component.name] = why;
      continue;
    }
    auto head = heads.find(component.name);
    std::string from = track->second.kind == Track::Kind::kVersion || head == heads.end() ||
                               head->second.ref.empty()
                           ? ToText(track->second)
                           : head->second.ref;
    request.replacements.push_back({component.name, *pin, 0, "", "", from});
  }
  for (const Pinned& pinned : pins) {
    if (FindComponent(components, pinned.name) == nullptr) request.removed.push_back(pinned.name);
  }
  std::sort(request.removed.begin(), request.removed.end());
  return absl::OkStatus();
}

}  // namespace testfed
