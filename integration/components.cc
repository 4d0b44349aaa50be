#include "integration/components.h"

#include <algorithm>
#include <set>

#include "contracts/yaml_entries.h"
#include "domains/inline_text.h"
#include "domains/yaml_members.h"
#include "integration/component_name.h"
#include "integration/repository_name.h"

namespace testfed {
namespace {

const MapRules& TrackRules() {
  static const MapRules kRules{{
      {"branch", ValueType::kText, "The head of this branch."},
      {"tag", ValueType::kText, "This tag; `latest` is the one of the highest version."},
      {"version", ValueType::kText, "This released version, and no other."},
  }};
  return kRules;
}

const MapRules& HoldRules() {
  static const MapRules kRules{{
      {"reason", ValueType::kText, "Why the component stays where it is.", nullptr, {}, true},
      {"since", ValueType::kDate, "The first day.", nullptr, {}, true},
      {"until", ValueType::kDate, "The last day."},
  }};
  return kRules;
}

class Reader {
 public:
  Reader(const std::string& file, std::vector<Finding>& findings)
      : file_(file), findings_(findings) {}

  void Add(const YamlMember& member, Components& components) {
    const auto& [key, node] = member;
    const size_t before = findings_.size();
    context_ = "component `" + key.text + "`";
    if (!IsComponentName(key.text)) {
      Wrong(key, "name", context_ + "; " + std::string(kComponentNameRule));
    }
    Validate(node, ComponentRules(), context_, file_, findings_, key.position);
    Component component;
    component.name = key.text;
    component.at = {file_, key.position};
    component.module = key.text;
    if (const YamlNode* module = MemberOf(node, "module")) {
      component.module = module->text;
      if (!IsComponentName(module->text)) {
        Wrong(*module, "name",
              "module `" + InlineText(module->text) + "`; " + std::string(kComponentNameRule));
      }
    }
    component.remote = TextOf(node, "repo");
    if (const YamlNode* repo = MemberOf(node, "repo")) {
      component.repository = Repository(*repo, component.remote);
    }
    for (const DeclaredName& name : NamesOf(node, "formerly")) {
      if (!IsComponentName(name.name)) {
        Wrong(name.position, "name", "`" + name.name + "`; " + std::string(kComponentNameRule));
      }
      component.formerly.push_back(name.name);
    }
    for (const DeclaredName& name : NamesOf(node, "reposFormerly")) {
      auto repository = RepositoryName(name.name);
      if (!repository.ok()) Wrong(name.position, "repo", MessageOf(repository.status()));
      component.former_repositories.push_back(repository.value_or(""));
    }
    component.group = TextOf(node, "group");
    if (!component.group.empty() && !IsSuiteName(component.group)) {
      Wrong(*MemberOf(node, "group"), "name",
            "group `" + component.group +
                "`; a group is called by letters, digits, `.`, `_` and `-`, for it is part of a "
                "file's name");
    }
    if (const YamlNode* tag = MemberOf(node, "versionTag")) {
      component.version_tag = tag->text;
      if (tag->text.find("{version}") == std::string::npos) {
        Wrong(*tag, "type", "`versionTag` of " + context_ + " holds `{version}`");
      }
    }
    for (const DeclaredName& config : NamesOf(node, "requiredConfigs")) {
      component.required_configs.push_back(config.name);
    }
    Tracks(node, component);
    if (const YamlNode* hold = MemberOf(node, "hold")) {
      component.hold =
          Hold{TextOf(*hold, "reason"), TextOf(*hold, "since"), TextOf(*hold, "until")};
    }
    Twins(node, component, components);
    if (findings_.size() == before) components.push_back(std::move(component));
  }

 private:
  std::string Repository(const YamlNode& node, const std::string& remote) {
    auto repository = RepositoryName(remote);
    if (!repository.ok()) Wrong(node, "repo", MessageOf(repository.status()));
    return repository.value_or("");
  }

  void Tracks(const YamlNode& node, Component& component) {
    const YamlNode* tracks = MemberOf(node, "tracks");
    if (tracks == nullptr) {
      component.tracks[std::string(kMainLine)] = {Track::Kind::kBranch, "main"};
      return;
    }
    for (const auto& [line, track] : tracks->members) {
      if (track.kind != YamlNode::Kind::kMap) continue;  // reported by Validate
      if (track.members.size() != 1) {
        Wrong(track, "type",
              "track `" + line.text + "` of " + context_ +
                  " is one of `branch`, `tag` and `version`, got " +
                  std::to_string(track.members.size()));
        continue;
      }
      const auto& [kind, value] = track.members[0];
      Track::Kind what = kind.text == "branch" ? Track::Kind::kBranch
                         : kind.text == "tag"  ? Track::Kind::kTag
                                               : Track::Kind::kVersion;
      if (what == Track::Kind::kVersion) {
        auto version = VersionPin(value.text);
        if (!version.ok()) Wrong(value, "version", MessageOf(version.status()));
      } else if (!IsReference(value.text)) {
        Wrong(value, "type",
              "`" + InlineText(value.text) + "` is no name of a " + kind.text + " in git");
      }
      component.tracks[line.text] = {what, value.text};
    }
  }

  // A subset of what git-check-ref-format allows: what needs no quoting anywhere.
  static bool IsReference(std::string_view name) {
    return !name.empty() && name[0] != '-' && name[0] != '/' && name[0] != '.' &&
           name.find("..") == std::string_view::npos && name.find("//") == std::string_view::npos &&
           !name.ends_with('/') && !name.ends_with('.') && !name.ends_with(".lock") &&
           std::all_of(name.begin(), name.end(), [](char c) {
             return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                    std::string_view("._/+-@#=").find(c) != std::string_view::npos;
           });
  }

  void Twins(const YamlNode& node, const Component& component, const Components& components) {
    std::vector<std::string> names = component.formerly;
    names.push_back(component.name);
    for (const std::string& name : names) {
      if (const Component* other = FindComponent(components, name)) {
        Wrong(component.at.position, "duplicate",
              "`" + name + "` is a name of component `" + other->name + "` too; first at " +
                  ToString(other->at));
      }
    }
    for (const Component& other : components) {
      if (other.module == component.module) {
        Wrong(component.at.position, "duplicate",
              "components `" + other.name + "` and `" + component.name + "` are one module, `" +
                  component.module + "`; first at " + ToString(other.at));
      }
      if (component.repository.empty() || other.repository != component.repository) continue;
      if (TextOf(node, "sharesRepo") == "true" || shared_.contains(component.repository)) continue;
      Wrong(*MemberOf(node, "repo"), "duplicate",
            "components `" + other.name + "` and `" + component.name + "` have one repository, `" +
                component.repository + "`; if that is meant, say `sharesRepo: true`");
    }
    if (TextOf(node, "sharesRepo") == "true") shared_.insert(component.repository);
  }

  void Wrong(const YamlNode& node, std::string code, std::string message) {
    Wrong(node.position, std::move(code), std::move(message));
  }
  void Wrong(Position position, std::string code, std::string message) {
    AddError({file_, position}, std::move(code), std::move(message), findings_);
  }

  const std::string& file_;
  std::vector<Finding>& findings_;
  std::string context_;
  std::set<std::string> shared_;
};

bool Contains(const std::vector<std::string>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

}  // namespace

const MapRules& ComponentRules() {
  static const MapRules kRules{{
      {"repo", ValueType::kText, "Where it is cloned from.", nullptr, {}, true},
      {"module", ValueType::kText, "What Bazel calls it; its own name when this is left out."},
      {"formerly", ValueType::kTexts, "Names that it had before; known good may still use them."},
      {"reposFormerly", ValueType::kTexts, "Repositories that it had before."},
      {"sharesRepo", ValueType::kFlag, "true: another component has the same repository."},
      {"group", ValueType::kText, "Components of a group are rendered into one file."},
      {"tracks",
       ValueType::kMapsByName,
       "What each release line takes of it; without it the branch `main`, on the line `main`.",
       &TrackRules(),
       {"track"}},
      {"versionTag", ValueType::kText,
       "The tag that a version has in its repository; `v{version}` when this is left out."},
      {"requiredConfigs", ValueType::kTexts,
       "Configurations in which a run must pass before its tuple is known good."},
      {"hold", ValueType::kMap, "It stays where it is, although its track moves.", &HoldRules()},
  }};
  return kRules;
}

std::string ComponentsSchemaText() {
  return EntriesSchemaText("components.yaml of testfed", "^[a-z]([a-z0-9._-]*[a-z0-9])?$",
                           ComponentRules());
}

std::string ToText(const Track& track) {
  switch (track.kind) {
    case Track::Kind::kBranch:
      return "branch " + track.text;
    case Track::Kind::kTag:
      return track.text == "latest" ? "the latest tag" : "tag " + track.text;
    case Track::Kind::kVersion:
      break;
  }
  return "version " + track.text;
}

Components ReadComponents(std::string_view text, const std::string& file,
                          std::vector<Finding>& findings) {
  Components components;
  Reader reader(file, findings);
  for (const YamlMember& member : ReadEntries(text, file, {"component", "components"}, findings)) {
    reader.Add(member, components);
  }
  return components;
}

const Component* FindComponent(const Components& components, std::string_view name) {
  for (const Component& component : components) {
    if (component.name == name || Contains(component.formerly, name)) return &component;
  }
  return nullptr;
}

std::vector<const Component*> ComponentsOf(const Components& components,
                                           std::string_view repository) {
  // OWNER/NAME has one slash and, before it, no dot: no host is written so.
  size_t slash = repository.find('/');
  bool without_host = slash != std::string_view::npos &&
                      repository.find('/', slash + 1) == std::string_view::npos &&
                      repository.substr(0, slash).find('.') == std::string_view::npos;
  auto fits = [&](const std::string& known) {
    return known == repository || (without_host && known.ends_with("/" + std::string(repository)));
  };
  std::vector<const Component*> found;
  for (const Component& component : components) {
    if (fits(component.repository) || std::any_of(component.former_repositories.begin(),
                                                  component.former_repositories.end(), fits)) {
      found.push_back(&component);
    }
  }
  return found;
}

Pins Updated(const Pins& pins, const Components& components) {
  Pins updated = pins;
  for (Pinned& pinned : updated) {
    const Component* component = FindComponent(components, pinned.name);
    if (component == nullptr) continue;
    pinned.name = component->name;
    if (RepositoryName(pinned.remote).value_or("") != component->repository) {
      pinned.remote = component->remote;
    }
    if (!component->group.empty()) pinned.group = component->group;
    pinned.module = component->module == component->name ? "" : component->module;
  }
  return updated;
}

std::string TagOf(const Component* component, std::string_view version) {
  std::string tag = component == nullptr ? Component().version_tag : component->version_tag;
  constexpr std::string_view kPlace = "{version}";
  return tag.replace(tag.find(kPlace), kPlace.size(), version);
}

}  // namespace testfed
