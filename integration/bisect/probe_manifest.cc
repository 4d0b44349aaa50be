#include "integration/bisect/probe_manifest.h"

#include <algorithm>

#include "integration/repository_name.h"

namespace testfed {
namespace {

absl::StatusOr<Manifest> Recomposed(const BisectSession& session, const Tuple& tuple) {
  std::vector<Finding> findings;
  Manifest manifest = ReadManifest(ToText(session.bad(), 2), session.bad_name(), findings);
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::kError) return ToStatus(finding);
  }
  Pins pins;
  for (const auto& [name, entry] : tuple) {
    const Pinned* known = FindPinned(manifest.pins, name);
    Pinned pinned = known != nullptr ? *known : Pinned{};
    bool same_repository =
        known != nullptr && RepositoryName(known->remote).value_or("") == entry.repository;
    pinned.name = name;
    pinned.pin = entry.pin;
    pinned.patches = entry.patches;
    if (!same_repository) pinned.remote = RemoteOf(entry.repository);
    pins.push_back(std::move(pinned));
  }
  manifest.pins = std::move(pins);
  const Tuple& good = session.path().good;
  std::vector<UnderTest> under_test;
  for (const auto& [name, entry] : tuple) {
    auto before = good.find(name);
    if (before != good.end() && before->second == entry) continue;
    UnderTest changed;
    for (const UnderTest& one : manifest.under_test) {
      if (one.name == name) changed = one;
    }
    changed.name = name;
    changed.before = std::nullopt;
    if (before != good.end()) changed.before = before->second.pin;
    under_test.push_back(std::move(changed));
  }
  manifest.under_test = std::move(under_test);
  manifest.unchanged.clear();
  manifest.removed.clear();
  for (const auto& [name, entry] : good) {
    if (!tuple.contains(name)) manifest.removed.push_back(name);
  }
  std::erase_if(manifest.held, [&](const auto& hold) { return !tuple.contains(hold.first); });
  std::erase_if(manifest.not_advanced, [&](const auto& one) { return !tuple.contains(one.first); });
  return manifest;
}

}  // namespace

absl::StatusOr<Manifest> ProbeManifest(const BisectSession& session, const Tuple& tuple) {
  TESTFED_ASSIGN_OR_RETURN(Manifest manifest, Recomposed(session, tuple));
  manifest.event = CompositionEvent::kProbe;
  manifest.changeset.clear();
  for (UnderTest& changed : manifest.under_test) changed.pull_request = 0;
  return manifest;
}

absl::StatusOr<Manifest> HeldBackManifest(const BisectSession& session, const HeldBack& held,
                                          const std::string& since) {
  TESTFED_ASSIGN_OR_RETURN(Manifest manifest, Recomposed(session, held.tuple));
  // What is left of one pull request or changeset is none any more.
  manifest.event = CompositionEvent::kMains;
  manifest.changeset.clear();
  for (UnderTest& changed : manifest.under_test) changed.pull_request = 0;
  for (const auto& [name, hold] : held.holds) {
    if (!hold.at) continue;  // it is not in the composition yet
    Hold& held_pin = manifest.held[name];
    held_pin = Hold{};
    held_pin.reason = hold.reason;
    held_pin.culprit = hold.culprit;
    held_pin.since = since;
  }
  return manifest;
}

}  // namespace testfed
