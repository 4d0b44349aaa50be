#include "integration/module_graph.h"

#include <algorithm>

#include "domains/inline_text.h"

namespace testfed {
namespace {

constexpr std::string_view kRoot = "<root>";

std::string NameOfKey(const std::string& key) { return key.substr(0, key.find('@')); }

std::string Joined(const std::set<std::string>& keys) {
  std::string text;
  for (const std::string& key : keys) text += (text.empty() ? "" : ", ") + InlineText(key);
  return text;
}

class GraphReader {
 public:
  explicit GraphReader(std::string_view name) : name_(name) {}

  absl::StatusOr<ModuleGraph> Read(const Json& root) {
    if (!root.IsObject() || root["key"].String() != kRoot) {
      return Error(
          name_ + ": no graph of modules; its root has the key `" + std::string(kRoot) + "`",
          "make it", "bazel mod graph --output=json");
    }
    TESTFED_RETURN_IF_ERROR(Visit(root));
    for (const auto& [key, module] : graph_.modules) {
      if (!expanded_.contains(key)) graph_.cut.insert(key);
    }
    return std::move(graph_);
  }

 private:
  absl::Status Visit(const Json& node) {
    const std::string& key = node["key"].String();
    if (!node["unexpanded"].Bool()) expanded_.insert(key);
    for (const char* list : {"dependencies", "indirectDependencies", "cycles"}) {
      for (const Json& child : node[list].Items()) {
        const std::string& child_key = child["key"].String();
        if (child_key.empty()) return Error(name_ + ": a node has no `key`");
        if (child_key == kRoot) continue;
        ModuleGraph::Module& module = graph_.modules[child_key];
        module.name = NameOfKey(child_key);
        module.version =
            child_key.size() > module.name.size() ? child_key.substr(module.name.size() + 1) : "";
        module.required_by.insert(key);
        TESTFED_RETURN_IF_ERROR(Visit(child));
      }
    }
    return absl::OkStatus();
  }

  std::string name_;
  ModuleGraph graph_;
  std::set<std::string> expanded_;
};

}  // namespace

absl::StatusOr<ModuleGraph> ReadModuleGraph(std::string_view text, std::string_view name) {
  TESTFED_ASSIGN_OR_RETURN(const Json json, ParseJson(text, name));
  return GraphReader(name).Read(json);
}

GraphVerdict JudgeGraph(const ModuleGraph& graph, const Pins& pins,
                        const std::map<std::string, std::string>& disabled) {
  GraphVerdict verdict;
  std::map<std::string, std::set<std::string>> keys;  // by name
  for (const auto& [key, module] : graph.modules) keys[module.name].insert(key);
  std::set<std::string> pinned_modules;
  for (const Pinned& pinned : pins) {
    const std::string& module = pinned.Module();
    pinned_modules.insert(module);
    const std::string expected = module + "@" + (pinned.pin.IsCommit() ? "_" : pinned.pin.text);
    const std::set<std::string>& resolved = keys[module];
    if (resolved == std::set<std::string>{expected}) {
      ++verdict.effective;
    } else if (resolved.empty()) {
      verdict.not_effective.push_back("`" + module + "` is pinned to " + ShortText(pinned.pin) +
                                      ", but no module requires it");
    } else {
      verdict.not_effective.push_back("`" + module + "` is pinned to " + ShortText(pinned.pin) +
                                      ", but " + Joined(resolved) + " was resolved");
    }
  }
  for (const auto& [name, reason] : disabled) {
    for (const std::string& key : keys[name]) {
      verdict.disabled.push_back("`" + name + "` is disabled (" + InlineText(reason) + "), but " +
                                 InlineText(key) + " was resolved; required by " +
                                 Joined(graph.modules.at(key).required_by));
    }
  }
  for (const auto& [key, module] : graph.modules) {
    if (pinned_modules.contains(module.name) || disabled.contains(module.name)) continue;
    verdict.unpinned.push_back(InlineText(module.name + " " + module.version));
  }
  return verdict;
}

std::string CanonicalResolved(const ModuleGraph& graph, const Pins& pins, std::string_view bazel) {
  std::map<std::string, std::string> modules;
  for (const auto& [key, module] : graph.modules) {
    std::string text = module.version;
    for (const Pinned& pinned : pins) {
      if (pinned.Module() == module.name && pinned.pin.IsCommit() && text == "_") {
        text = pinned.pin.text;
      }
    }
    std::string& all = modules[module.name];
    all += (all.empty() ? "" : ",") + text;
  }
  Json json = Json::MakeObject();
  for (const auto& [name, text] : modules) json.Set(name, text);
  Json resolved = Json::MakeObject();
  resolved.Set("schema", "resolved/1").Set("modules", std::move(json));
  if (!bazel.empty()) resolved.Set("bazel", bazel);
  return CanonicalText(resolved);
}

}  // namespace testfed
