// More than 400 lines: one pass over one format; what each key may be belongs together.
#include "integration/pins_file.h"

#include <algorithm>
#include <optional>
#include <set>

#include "domains/date.h"
#include "domains/inline_text.h"
#include "domains/suggest.h"
#include "domains/yaml_members.h"
#include "integration/component_name.h"
#include "integration/repository_name.h"

namespace testfed {
namespace {

using Kind = YamlNode::Kind;

const std::vector<std::string>& EntryKeys() {
  static const std::vector<std::string> kKeys = {
      "name",    "repo",    "hash",        "commit",        "sha",
      "ref",     "branch",  "pin_version", "enabled",       "patches",
      "docs",    "version", "group",       "bazel_patches", "disabled_reason",
      "metadata"};
  return kKeys;
}

const std::vector<std::string>& FileKeys() {
  static const std::vector<std::string> kKeys = {"modules", "timestamp",  "manifest_sha256",
                                                 "suite",   "duration_s", "sbom",
                                                 "tuple",   "schema",     "components"};
  return kKeys;
}

bool Contains(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

// What a member of `modules` is: all of them decide whether there are groups.
enum class Member { kEntry, kGroup, kEmpty };

Member MemberKind(const YamlNode& node) {
  if (node.kind != Kind::kMap) return Member::kEntry;
  if (node.members.empty()) return Member::kEmpty;
  for (const auto& [key, value] : node.members) {
    // A component may be called `repo`, but then its value is a map.
    if (value.kind != Kind::kMap) return Member::kEntry;
    if (key.text == "metadata" || key.text == "docs") return Member::kEntry;
  }
  return Member::kGroup;
}

bool LooksLikeVersion(std::string_view text) { return text.find('.') != std::string_view::npos; }

class Importer {
 public:
  Importer(const std::string& file, const PinsOptions& options, std::vector<Finding>& findings)
      : file_(file), options_(options), findings_(findings) {}

  PinsFile Read(const YamlNode& root) {
    const YamlNode* top = &root;
    if (top->kind == Kind::kList && !top->items.empty()) top = &top->items.back();  // DR-002
    if (top->kind != Kind::kMap) {
      Wrong(*top, "type", "known good is a map, got " + Describe(*top));
      return std::move(result_);
    }
    for (const auto& [key, value] : top->members) {
      if (!Contains(FileKeys(), key.text)) Unknown(key, FileKeys(), "the file");
    }
    ReadTimestamp(*top);
    const YamlNode* modules = MemberOf(*top, "modules");
    const YamlNode* tuple = MemberOf(*top, "tuple");
    const YamlNode* components = MemberOf(*top, "components");
    if ((modules != nullptr) + (tuple != nullptr) + (components != nullptr) != 1) {
      Wrong(
          *top, "missing-key",
          "known good has one of `modules`, `tuple` and `components`, got " +
              std::to_string((modules != nullptr) + (tuple != nullptr) + (components != nullptr)));
      return std::move(result_);
    }
    if (modules != nullptr) Modules(*modules);
    if (tuple != nullptr) Record(*tuple);
    if (components != nullptr) {
      result_.shape = TextOf(*top, "schema");
      if (result_.shape != "tuple/1") {
        Wrong(*top, "type",
              "`schema` beside `components` is `tuple/1`, got `" + InlineText(result_.shape) + "`");
      }
      if (components->kind == Kind::kMap) {
        Map(*components, "components", "");
      } else {
        Wrong(*components, "type", "`components` is a map, got " + Describe(*components));
      }
    }
    if (const YamlNode* sbom = MemberOf(*top, "sbom")) Sbom(*sbom);
    SharedRepositories();
    return std::move(result_);
  }

 private:
  void ReadTimestamp(const YamlNode& top) {
    const YamlNode* node = MemberOf(top, "timestamp");
    if (node == nullptr) return;
    result_.timestamp = NormalTimestamp(node->text);
    if (result_.timestamp.empty()) {
      Wrong(*node, "type",
            "`timestamp` is a time in UTC as `2026-02-10T21:12:42Z`, got `" +
                InlineText(node->text) + "`");
    } else if (result_.timestamp != node->text) {
      Warn(*node, "timestamp",
           "`timestamp` is `" + InlineText(node->text) + "`, which is read as `" +
               result_.timestamp + "`");
    }
  }

  void Modules(const YamlNode& modules) {
    if (modules.kind == Kind::kList) {
      result_.shape = "list";
      for (size_t i = 0; i < modules.items.size(); ++i) {
        const YamlNode& item = modules.items[i];
        std::string path = "modules[" + std::to_string(i) + "]";
        if (item.kind != Kind::kMap) {
          Wrong(item, "type", "`" + path + "` is a map, got " + Describe(item));
        } else if (TextOf(item, "name").empty()) {
          Wrong(item, "missing-key", "`" + path + "` has no `name`");
        } else {
          Entry(TextOf(item, "name"), item, item.position, path, "");
        }
      }
      return;
    }
    if (modules.kind != Kind::kMap) {
      Wrong(modules, "type", "`modules` is a list or a map, got " + Describe(modules));
      return;
    }
    bool groups = false, entries = false;
    for (const auto& [key, value] : modules.members) {
      groups = groups || MemberKind(value) == Member::kGroup;
      entries = entries || MemberKind(value) == Member::kEntry;
    }
    if (groups && entries) {
      for (const auto& [key, value] : modules.members) {
        if (MemberKind(value) == Member::kEntry) continue;
        Wrong(key, "type",
              "`modules." + InlineText(key.text) +
                  "` is a group, but components stand beside it; all members of `modules` are "
                  "groups, or none is");
      }
      return;
    }
    if (entries || modules.members.empty()) {
      result_.shape = "flat";
      Map(modules, "modules", "");
      return;
    }
    result_.shape = "grouped";
    for (const auto& [group, members] : modules.members) {
      Map(members, "modules." + group.text, group.text);
    }
  }

  void Map(const YamlNode& map, const std::string& path, const std::string& group) {
    for (const auto& [key, value] : map.members) {
      std::string below = path + "." + key.text;
      if (value.kind != Kind::kMap) {
        Wrong(value, "type", "`" + InlineText(below) + "` is a map, got " + Describe(value));
      } else {
        Entry(key.text, value, key.position, below, group);
      }
    }
  }

  // DR-002: a map of components to commits; where they come from stands in components.yaml.
  void Record(const YamlNode& tuple) {
    result_.shape = "record";
    if (tuple.kind != Kind::kMap) {
      Wrong(tuple, "type", "`tuple` is a map, got " + Describe(tuple));
      return;
    }
    if (options_.components == nullptr) {
      findings_.push_back(
          {Severity::kError,
           {file_, tuple.position},
           "missing-key",
           "`tuple` does not say where its components come from",
           {{"declare them, and name the file", "--components " + std::string(kComponentsFile)}}});
      return;
    }
    for (const auto& [key, value] : tuple.members) {
      const Component* component = FindComponent(*options_.components, key.text);
      if (component == nullptr) {
        Wrong(key, "unknown-component", "`" + InlineText(key.text) + "` is no component");
        continue;
      }
      Pinned pinned{key.text, {}, component->remote, {}, component->group};
      auto pin =
          LooksLikeVersion(value.text) ? VersionPin(value.text) : Commit(key.text, value.text);
      if (!pin.ok()) {
        Wrong(value, "commit", "`tuple." + key.text + "`: " + MessageOf(pin.status()));
        continue;
      }
      pinned.pin = *pin;
      Add(std::move(pinned), key.position);
    }
  }

  absl::StatusOr<Pin> Commit(const std::string& name, const std::string& text) {
    absl::StatusOr<Pin> pin = CommitPin(text);
    if (pin.ok() || !options_.expand || text.size() < 4) return pin;
    TESTFED_ASSIGN_OR_RETURN(const std::string whole, options_.expand(name, text));
    return CommitPin(whole);
  }

  void Entry(const std::string& name, const YamlNode& node, Position at,
             const std::string& raw_path, const std::string& group) {
    const std::string path = "`" + InlineText(raw_path) + "`";
    const size_t before = Errors();
    if (!IsComponentName(name)) {
      Wrong(at, "name", path + "; " + std::string(kComponentNameRule));
    }
    for (const auto& [key, value] : node.members) {
      if (!Contains(EntryKeys(), key.text)) Unknown(key, EntryKeys(), path);
    }
    Pinned pinned;
    pinned.name = name;
    pinned.group = group.empty() ? TextOf(node, "group") : group;
    if (!pinned.group.empty() && !IsSuiteName(pinned.group)) {
      Wrong(at, "name", path + ": `" + InlineText(pinned.group) + "` is no name of a group");
    }
    pinned.remote = TextOf(node, "repo");
    if (pinned.remote.empty()) {
      Wrong(at, "missing-key", path + " has no `repo`");
    } else if (auto repository = RepositoryName(pinned.remote); !repository.ok()) {
      Wrong(*MemberOf(node, "repo"), "repo", path + ": " + MessageOf(repository.status()));
    }
    const bool enabled = Enabled(node, path);
    if (const YamlNode* keeps = MemberOf(node, "pin_version")) {
      pinned.keeps_version = Flag(*keeps, "pin_version", path).value_or(false);
    }
    Patches(node, path, pinned);
    ReadPin(node, at, path, pinned);
    if (Errors() != before) return;
    if (!enabled) {
      result_.disabled[name] = TextOf(node, "disabled_reason");
      return;
    }
    Add(std::move(pinned), at);
  }

  void ReadPin(const YamlNode& node, Position at, const std::string& path, Pinned& pinned) {
    const YamlNode* commit = nullptr;
    for (const char* key : {"hash", "commit", "sha", "ref"}) {
      const YamlNode* here = MemberOf(node, key);
      if (here == nullptr) continue;
      if (commit != nullptr) {
        Wrong(*here, "duplicate", path + " names its commit twice");
        return;
      }
      commit = here;
    }
    const YamlNode* version = MemberOf(node, "version");
    if (commit == nullptr && version == nullptr) {
      Wrong(at, "missing-key", path + " has neither `hash` nor `version`");
      return;
    }
    if (version != nullptr) {
      auto pin = VersionPin(version->text);
      if (!pin.ok()) return Wrong(*version, "version", path + ": " + MessageOf(pin.status()));
      pinned.pin = *pin;
      if (commit == nullptr) return;
      Conflict(*commit, "shadowed-hash",
               path + " has both `version` and a commit; the version " + pin->text +
                   " wins, and the commit `" + InlineText(commit->text) + "` says nothing");
      result_.shadowed[pinned.name] = commit->text;
      return;
    }
    auto pin = Commit(pinned.name, commit->text);
    if (!pin.ok()) return Wrong(*commit, "commit", path + ": " + MessageOf(pin.status()));
    pinned.pin = *pin;
  }

  void Patches(const YamlNode& node, const std::string& path, Pinned& pinned) {
    for (const char* key : {"bazel_patches", "patches"}) {
      const YamlNode* list = MemberOf(node, key);
      if (list == nullptr || list->kind == Kind::kNull) continue;
      if (list->kind != Kind::kList) {
        Wrong(*list, "type",
              "`" + std::string(key) + "` of " + path + " is a list of labels, got " +
                  Describe(*list));
        continue;
      }
      if (!pinned.patches.empty() && !list->items.empty()) {
        Wrong(*list, "duplicate", path + " has both `bazel_patches` and `patches`");
        continue;
      }
      for (const YamlNode& patch : list->items) {
        if (patch.kind != Kind::kScalar || patch.text.empty() ||
            InlineText(patch.text) != patch.text) {
          Wrong(patch, "patch", "a patch of " + path + " is a label, got " + Describe(patch));
          continue;
        }
        pinned.patches.push_back(patch.text);
        if (patch.text.starts_with("//") && patch.text.find(':') != std::string::npos) continue;
        size_t slash = patch.text.rfind('/');
        std::string folder = slash == std::string::npos ? "" : patch.text.substr(0, slash);
        std::string name = slash == std::string::npos ? patch.text : patch.text.substr(slash + 1);
        findings_.push_back({Severity::kWarning,
                             {file_, patch.position},
                             "patch",
                             "the patch `" + patch.text + "` of " + path + " is no label",
                             {{"write a label of this repository", "//" + folder + ":" + name}}});
      }
    }
  }

  std::optional<bool> Flag(const YamlNode& node, const std::string& key, const std::string& path) {
    if (!node.quoted && node.text == "true") return true;
    if (!node.quoted && node.text == "false") return false;
    Wrong(node, "type",
          "`" + key + "` of " + path + " is true or false, got " + Describe(node) +
              (node.quoted ? " in quotes" : ""));
    return std::nullopt;
  }

  bool Enabled(const YamlNode& node, const std::string& path) {
    const YamlNode* enabled = MemberOf(node, "enabled");
    const YamlNode* reason = MemberOf(node, "disabled_reason");
    std::optional<bool> flag = enabled == nullptr ? true : Flag(*enabled, "enabled", path);
    if (!flag) return true;
    if (!*flag && (reason == nullptr || reason->text.empty())) {
      Wrong(*enabled, "disabled", path + " is disabled, and `disabled_reason` does not say why");
    } else if (*flag && reason != nullptr && !reason->text.empty()) {
      Wrong(*reason, "disabled",
            path + " has a `disabled_reason`, but it is enabled; `enabled: false` takes it out");
    }
    return *flag;
  }

  void Sbom(const YamlNode& sbom) {
    if (result_.shape == "grouped") result_.shape = "sbom";
    const YamlNode* tracked = sbom.kind == Kind::kMap ? MemberOf(sbom, "tracked_modules") : nullptr;
    if (tracked == nullptr) return;
    std::vector<std::string> names;
    for (const Pinned& pinned : result_.pins) names.push_back(pinned.name);
    for (const auto& [name, reason] : result_.disabled) names.push_back(name);
    for (const YamlNode& item : tracked->items) {
      if (Contains(names, item.text)) continue;
      Wrong(item, "unknown-component",
            "`sbom.tracked_modules` names `" + InlineText(item.text) + "`, which is no component" +
                DidYouMean(item.text, names));
    }
  }

  void Add(Pinned pinned, Position at) {
    if (FindPinned(result_.pins, pinned.name) != nullptr) {
      Wrong(at, "duplicate", "component `" + pinned.name + "` stands twice");
      return;
    }
    places_[pinned.name] = at;
    result_.pins.push_back(std::move(pinned));
  }

  // Copy and paste: a new component with its neighbour's URL.
  void SharedRepositories() {
    std::map<std::string, std::string> first;
    for (const Pinned& pinned : result_.pins) {
      std::string repository = RepositoryName(pinned.remote).value_or("");
      auto [entry, fresh] = first.emplace(repository, pinned.name);
      if (fresh || Declared(pinned.name, entry->second)) continue;
      Warn(places_[pinned.name], "shared-repo",
           "components `" + entry->second + "` and `" + pinned.name + "` have one repository, `" +
               repository + "`; if that is meant, declare both in `" +
               std::string(kComponentsFile) + "`");
    }
  }
  bool Declared(const std::string& a, const std::string& b) const {
    if (options_.components == nullptr) return false;
    const Component* one = FindComponent(*options_.components, a);
    const Component* other = FindComponent(*options_.components, b);
    return one != nullptr && other != nullptr && one->repository == other->repository;
  }

  void Unknown(const YamlNode& key, const std::vector<std::string>& known,
               const std::string& where) {
    Conflict(
        key, "unknown-key",
        "unknown key `" + InlineText(key.text) + "` in " + where + DidYouMean(key.text, known));
  }
  void Conflict(const YamlNode& node, std::string code, std::string message) {
    findings_.push_back({options_.lenient ? Severity::kWarning : Severity::kError,
                         {file_, node.position},
                         std::move(code),
                         std::move(message),
                         {}});
  }
  void Wrong(const YamlNode& node, std::string code, std::string message) {
    Wrong(node.position, std::move(code), std::move(message));
  }
  void Wrong(Position at, std::string code, std::string message) {
    findings_.push_back({Severity::kError, {file_, at}, std::move(code), std::move(message), {}});
  }
  void Warn(const YamlNode& node, std::string code, std::string message) {
    Warn(node.position, std::move(code), std::move(message));
  }
  void Warn(Position at, std::string code, std::string message) {
    findings_.push_back({Severity::kWarning, {file_, at}, std::move(code), std::move(message), {}});
  }
  size_t Errors() const {
    return static_cast<size_t>(
        std::count_if(findings_.begin(), findings_.end(),
                      [](const Finding& finding) { return finding.severity == Severity::kError; }));
  }

  const std::string& file_;
  const PinsOptions& options_;
  std::vector<Finding>& findings_;
  std::map<std::string, Position> places_;
  PinsFile result_;
};

void Drop(YamlNode& node, const std::string& file, const std::string& path, Severity severity,
          std::vector<Finding>& findings) {
  for (size_t i = 0; i < node.items.size(); ++i) {
    Drop(node.items[i], file, path + "[" + std::to_string(i) + "]", severity, findings);
  }
  std::map<std::string, size_t> first;  // by key: where the value that counts stands
  std::vector<YamlMember> kept;
  for (YamlMember& member : node.members) {
    std::string below = path.empty() ? member.first.text : path + "." + member.first.text;
    Drop(member.second, file, below, severity, findings);
    auto [entry, fresh] = first.emplace(member.first.text, kept.size());
    if (fresh) {
      kept.push_back(std::move(member));
      continue;
    }
    findings.push_back({severity,
                        {file, member.first.position},
                        "duplicate",
                        "`" + InlineText(below) + "` stands twice; first at " +
                            ToString(Place{file, kept[entry->second].first.position}),
                        {}});
    kept[entry->second].second = std::move(member.second);
  }
  node.members = std::move(kept);
}

}  // namespace

void DropDuplicates(YamlNode& node, const std::string& file, Severity severity,
                    std::vector<Finding>& findings) {
  Drop(node, file, "", severity, findings);
}

std::string NormalTimestamp(std::string_view text) {
  // YYYY-MM-DDTHH:MM:SS
  if (text.size() < 20 || (text[10] != 'T' && text[10] != 't') || !ReadDate(text.substr(0, 10))) {
    return "";
  }
  constexpr std::string_view kLast = "23:59:60";
  for (size_t i = 0; i < kLast.size(); ++i) {
    char c = text[11 + i];
    if (kLast[i] == ':' ? c != ':' : c < '0' || c > '9') return "";
  }
  if (text.substr(11, 2) > "23" || text.substr(14, 2) > "59" || text.substr(17, 2) > "60")
    return "";
  std::string_view zone = text.substr(19);
  if (zone.starts_with('.')) {
    size_t end = zone.find_first_not_of("0123456789", 1);
    if (end == 1 || end == std::string_view::npos) return "";
    zone.remove_prefix(end);
  }
  // S-CORE's own script appends a `Z` to what has a zone already.
  for (std::string_view utc : {"Z", "z", "+00:00", "-00:00", "+00:00Z"}) {
    if (zone != utc) continue;
    return std::string(text.substr(0, 10)) + "T" + std::string(text.substr(11, 8)) + "Z";
  }
  return "";
}

PinsFile ReadPins(const YamlNode& root, const std::string& file, const PinsOptions& options,
                  std::vector<Finding>& findings) {
  return Importer(file, options, findings).Read(root);
}

PinsFile ReadPins(std::string_view text, const std::string& file, const PinsOptions& options,
                  std::vector<Finding>& findings) {
  YamlResult yaml = ReadYaml(text, file);
  findings.insert(findings.end(), yaml.findings.begin(), yaml.findings.end());
  if (!yaml.root) return {};
  const size_t before = findings.size();
  DropDuplicates(*yaml.root, file, options.lenient ? Severity::kWarning : Severity::kError,
                 findings);
  size_t start = text.find_first_not_of(" \t\r\n");
  bool json = start != std::string_view::npos && (text[start] == '{' || text[start] == '[');
  // Keys that stand twice are reported with their places already.
  if (json && findings.size() == before) {
    auto parsed = ParseJson(text, file);
    if (!parsed.ok()) {
      findings.push_back({Severity::kError, {}, "json", MessageOf(parsed.status()), {}});
      return {};
    }
  }
  return ReadPins(*yaml.root, file, options, findings);
}

}  // namespace testfed
