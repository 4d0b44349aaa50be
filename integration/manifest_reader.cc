#include <algorithm>

#include "domains/inline_text.h"
#include "domains/suggest.h"
#include "domains/yaml.h"
#include "domains/yaml_members.h"
#include "integration/component_name.h"
#include "integration/manifest.h"
#include "integration/pins_file.h"
#include "integration/repository_name.h"

namespace testfed {
namespace {

using Kind = YamlNode::Kind;

class ManifestReader {
 public:
  ManifestReader(const std::string& file, std::vector<Finding>& findings)
      : file_(file), findings_(findings) {}

  Manifest Read(const YamlNode& root) {
    if (root.kind != Kind::kMap) {
      Wrong(root, "a manifest is a map, got " + Describe(root));
      return {};
    }
    Keys(root, "the manifest",
         {"schema",
          "event",
          "line",
          "pr",
          "nothing_under_test",
          "changeset",
          "component_under_test",
          "components_under_test",
          "others",
          "subset",
          "may_shrink",
          "held",
          "not_advanced",
          "disabled",
          "removed",
          "unchanged",
          "timestamp",
          "base",
          "integration_repo",
          "integration_commit",
          "tuple_sha256",
          "manifest_sha256"});
    std::string schema = TextOf(root, "schema");
    if (!schema.empty() && schema != kManifestSchema) {
      Wrong(*MemberOf(root, "schema"),
            "`schema` is `" + std::string(kManifestSchema) + "`, got `" + InlineText(schema) + "`");
      return {};
    }
    Simple(root);
    Event(root);
    const YamlNode* one = MemberOf(root, "component_under_test");
    const YamlNode* several = MemberOf(root, "components_under_test");
    if (one != nullptr) {
      Entry(*one, "`component_under_test`", true);
      if (const YamlNode* number = MemberOf(root, "pr")) {
        if (!manifest_.under_test.empty()) {
          manifest_.under_test[0].pull_request = PullRequest(*number);
        }
      }
    }
    if (several != nullptr) List(*several, "components_under_test", true);
    if (const YamlNode* others = MemberOf(root, "others")) List(*others, "others", false);
    if (manifest_.pins.empty()) Wrong(root, "the manifest has no component");
    Sort();
    Digests(root);
    return std::move(manifest_);
  }

 private:
  void Simple(const YamlNode& root) {
    for (const auto& [key, text] :
         {std::pair("line", &manifest_.line), std::pair("changeset", &manifest_.changeset),
          std::pair("subset", &manifest_.subset), std::pair("may_shrink", &manifest_.may_shrink),
          std::pair("integration_repo", &manifest_.integration_repo)}) {
      if (MemberOf(root, key) != nullptr) *text = TextOf(root, key);
    }
    if (const YamlNode* repo = MemberOf(root, "integration_repo")) {
      if (auto name = RepositoryName(repo->text); !name.ok()) {
        Wrong(*repo, MessageOf(name.status()));
      }
    }
    if (const YamlNode* commit = MemberOf(root, "integration_commit")) {
      manifest_.integration_commit = Commit(*commit, "`integration_commit`").text;
    }
    if (const YamlNode* time = MemberOf(root, "timestamp")) {
      manifest_.timestamp = NormalTimestamp(time->text);
      if (manifest_.timestamp.empty()) {
        Wrong(*time, "`timestamp` is a time in UTC as `2026-02-10T21:12:42Z`, got `" +
                         InlineText(time->text) + "`");
      }
    }
    if (const YamlNode* base = MemberOf(root, "base")) {
      Keys(*base, "`base`", {"seq", "record_sha256", "tuple_sha256"});
      if (const YamlNode* seq = MemberOf(*base, "seq")) manifest_.base.seq = PullRequest(*seq);
      manifest_.base.record_sha256 = TextOf(*base, "record_sha256");
      manifest_.base.tuple_sha256 = TextOf(*base, "tuple_sha256");
    }
    if (const YamlNode* held = MemberOf(root, "held")) {
      for (const auto& [key, value] : held->members) {
        manifest_.held[key.text] = {TextOf(value, "reason"), TextOf(value, "since"),
                                    TextOf(value, "until"), TextOf(value, "culprit")};
      }
    }
    for (const auto& [key, texts] : {std::pair("not_advanced", &manifest_.not_advanced),
                                     std::pair("disabled", &manifest_.disabled)}) {
      const YamlNode* map = MemberOf(root, key);
      if (map == nullptr) continue;
      for (const auto& [name, value] : map->members) (*texts)[name.text] = value.text;
    }
    for (const auto& [key, names] :
         {std::pair("removed", &manifest_.removed), std::pair("unchanged", &manifest_.unchanged)}) {
      const YamlNode* list = MemberOf(root, key);
      if (list == nullptr) continue;
      for (const YamlNode& item : list->items) names->push_back(item.text);
    }
  }

  void Event(const YamlNode& root) {
    manifest_.event = MemberOf(root, "components_under_test") == nullptr
                          ? CompositionEvent::kPullRequest
                          : CompositionEvent::kChangeset;
    const YamlNode* event = MemberOf(root, "event");
    if (event == nullptr) return;
    for (CompositionEvent known : kCompositionEvents) {
      if (ToString(known) != event->text) continue;
      manifest_.event = known;
      return;
    }
    Wrong(*event, "`event` is one of pr, changeset, mains and probe, got `" +
                      InlineText(event->text) + "`");
  }

  void List(const YamlNode& list, const std::string& key, bool under_test) {
    if (list.kind != Kind::kList) {
      return Wrong(list, "`" + key + "` is a list, got " + Describe(list));
    }
    for (size_t i = 0; i < list.items.size(); ++i) {
      Entry(list.items[i], "`" + key + "[" + std::to_string(i) + "]`", under_test);
    }
  }

  void Entry(const YamlNode& node, const std::string& where, bool under_test) {
    if (node.kind != Kind::kMap) return Wrong(node, where + " is a map, got " + Describe(node));
    Keys(node, where,
         {"name", "repo", "module", "sha", "ref", "version", "patches", "group", "before", "pr",
          "branch", "taken_from"});
    Pinned pinned;
    pinned.name = TextOf(node, "name");
    pinned.group = TextOf(node, "group");
    pinned.module = TextOf(node, "module");
    pinned.remote = TextOf(node, "repo");
    if (!IsComponentName(pinned.name)) {
      return Wrong(
          node, where + ": `" + InlineText(pinned.name) + "`; " + std::string(kComponentNameRule));
    }
    if (auto repository = RepositoryName(pinned.remote); !repository.ok()) {
      return Wrong(node, where + ": " + MessageOf(repository.status()));
    }
    if (!pinned.group.empty() && !IsSuiteName(pinned.group)) {
      return Wrong(node, where + ": `" + InlineText(pinned.group) + "` is no name of a group");
    }
    if (const YamlNode* patches = MemberOf(node, "patches")) {
      for (const YamlNode& patch : patches->items) {
        if (patch.text.empty() || InlineText(patch.text) != patch.text) {
          return Wrong(patch, where + ": a patch is a label, got " + Describe(patch));
        }
        pinned.patches.push_back(patch.text);
      }
    }
    const YamlNode* version = MemberOf(node, "version");
    const YamlNode* sha = MemberOf(node, "sha");
    if (sha == nullptr) sha = MemberOf(node, "ref");
    if (version != nullptr) {
      auto pin = VersionPin(version->text);
      if (!pin.ok()) return Wrong(*version, where + ": " + MessageOf(pin.status()));
      pinned.pin = *pin;
    } else if (sha != nullptr) {
      pinned.pin = Commit(*sha, where);
    } else {
      return Wrong(node, where + " has neither `sha`, `ref` nor `version`");
    }
    if (FindPinned(manifest_.pins, pinned.name) != nullptr) {
      return Wrong(node, "component `" + pinned.name + "` stands twice");
    }
    if (under_test) {
      UnderTest one;
      one.name = pinned.name;
      one.branch = TextOf(node, "branch");
      one.taken_from = TextOf(node, "taken_from");
      if (const YamlNode* before = MemberOf(node, "before")) {
        auto pin = IsFullCommit(before->text) ? CommitPin(before->text) : VersionPin(before->text);
        if (!pin.ok()) return Wrong(*before, where + ": " + MessageOf(pin.status()));
        one.before = *pin;
      }
      if (const YamlNode* number = MemberOf(node, "pr")) one.pull_request = PullRequest(*number);
      manifest_.under_test.push_back(std::move(one));
    }
    manifest_.pins.push_back(std::move(pinned));
  }

  void Sort() {
    auto by_name = [](const auto& a, const auto& b) { return a.name < b.name; };
    std::sort(manifest_.pins.begin(), manifest_.pins.end(), by_name);
    std::sort(manifest_.under_test.begin(), manifest_.under_test.end(), by_name);
  }

  // A manifest that was edited is another one.
  void Digests(const YamlNode& root) {
    if (!findings_.empty()) return;
    const std::pair<const char*, std::string> digests[] = {
        {"tuple_sha256", TupleSha256(TupleOf(manifest_.pins))},
        {"manifest_sha256", ManifestSha256(manifest_)}};
    for (const auto& [key, digest] : digests) {
      const YamlNode* node = MemberOf(root, key);
      if (node == nullptr || node->text == digest) continue;
      Wrong(*node, "`" + std::string(key) + "` is `" + InlineText(node->text) +
                       "`, but what stands here has the digest `" + digest +
                       "`; the manifest was edited");
    }
  }

  std::int64_t PullRequest(const YamlNode& node) {
    std::int64_t number = 0;
    bool fits = !node.text.empty() && node.text.size() <= 15;
    for (char c : node.text) {
      fits = fits && c >= '0' && c <= '9';
      if (fits) number = number * 10 + (c - '0');
    }
    if (fits && number > 0) return number;
    Wrong(node, "expected a number, 1 or more, got `" + InlineText(node.text) + "`");
    return 0;
  }

  Pin Commit(const YamlNode& node, const std::string& where) {
    auto pin = CommitPin(node.text);
    if (!pin.ok()) Wrong(node, where + ": " + MessageOf(pin.status()));
    return pin.value_or(Pin());
  }

  void Keys(const YamlNode& map, const std::string& where, const std::vector<std::string>& known) {
    for (const auto& [key, value] : map.members) {
      if (std::find(known.begin(), known.end(), key.text) != known.end()) continue;
      Wrong(key,
            "unknown key `" + InlineText(key.text) + "` in " + where + DidYouMean(key.text, known));
    }
  }

  void Wrong(const YamlNode& node, std::string message) {
    findings_.push_back(
        {Severity::kError, {file_, node.position}, "manifest", std::move(message), {}});
  }

  const std::string& file_;
  std::vector<Finding>& findings_;
  Manifest manifest_;
};

}  // namespace

Manifest ReadManifest(std::string_view text, const std::string& file,
                      std::vector<Finding>& findings) {
  YamlResult yaml = ReadYaml(text, file);
  std::vector<Finding> found = std::move(yaml.findings);
  Manifest manifest;
  if (yaml.root) {
    DropDuplicates(*yaml.root, file, Severity::kError, found);
    manifest = ManifestReader(file, found).Read(*yaml.root);
  }
  findings.insert(findings.end(), found.begin(), found.end());
  return manifest;
}

}  // namespace testfed
