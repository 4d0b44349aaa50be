#include "integration/candidate.h"

#include <algorithm>
#include <set>

namespace testfed {

Record CandidateOf(const Manifest& manifest, const std::vector<Verdict>& verdicts) {
  Record record;
  record.kind = RecordKind::kPromote;
  record.line = manifest.line;
  record.suite = manifest.subset;
  record.tuple = TupleOf(manifest.pins);
  record.tuple_sha256 = TupleSha256(record.tuple);
  record.manifest_sha256 = ManifestSha256(manifest);
  record.integration_commit = manifest.integration_commit;
  record.base = {manifest.base.seq, manifest.base.record_sha256};
  for (const auto& [name, hold] : manifest.held) {
    Json held = Json::MakeObject();
    held.Set("reason", hold.reason).Set("since", hold.since);
    if (!hold.culprit.empty()) held.Set("culprit", hold.culprit);
    record.held_back.Set(name, std::move(held));
  }
  if (!manifest.changeset.empty()) {
    Json members = Json::MakeArray();
    for (const UnderTest& one : manifest.under_test) members.Append(one.name);
    record.changesets.Set(manifest.changeset, std::move(members));
  }
  std::set<std::string> configs, resolved;
  for (const Verdict& verdict : verdicts) {
    record.tests.executed += verdict.tests.executed;
    record.tests.passed += verdict.tests.passed;
    record.tests.failed += verdict.tests.failed;
    record.tests.skipped += verdict.tests.skipped;
    record.duration_s = std::max(record.duration_s, verdict.duration_s);
    configs.insert(verdict.config);
    resolved.insert(verdict.resolved.sha256);
    record.toolchain.insert(verdict.toolchain.begin(), verdict.toolchain.end());
  }
  record.configs.assign(configs.begin(), configs.end());
  // Configurations may resolve differently; then there is no one digest to record.
  if (resolved.size() == 1) record.resolved_sha256 = *resolved.begin();
  if (!verdicts.empty()) record.run = verdicts.front().run;
  return record;
}

absl::StatusOr<Manifest> ManifestOf(const Verdict& verdict, std::string_view name) {
  std::vector<Finding> findings;
  Manifest manifest =
      ReadManifest(CanonicalText(verdict.manifest), std::string(name) + ": manifest", findings);
  for (const Finding& finding : findings) {
    if (finding.severity == Severity::kError) return ToStatus(finding);
  }
  return manifest;
}

std::vector<std::string> RequiredConfigs(const Manifest& manifest, const Components& components) {
  std::set<std::string> configs;
  for (const Pinned& pinned : manifest.pins) {
    const Component* component = FindComponent(components, pinned.name);
    if (component == nullptr) continue;
    configs.insert(component->required_configs.begin(), component->required_configs.end());
  }
  return {configs.begin(), configs.end()};
}

}  // namespace testfed
