#include "tests/selector/config_text.h"

#include <cstdio>
#include <sstream>

#include "domains/json.h"
#include "tests/domains/vectors.h"

namespace testfed {
namespace {

using slow::Config;
using slow::DomainConfig;
using slow::FullConfig;
using slow::SuiteConfig;

Json ListOf(const std::vector<std::string>& values) {
  Json list = Json::MakeArray();
  for (const std::string& value : values) list.Append(value);
  return list;
}

void SetList(Json& json, std::string_view key, const std::vector<std::string>& values) {
  if (!values.empty()) json.Set(key, ListOf(values));
}

Json ToJson(const SuiteConfig& suite) {
  Json json = Json::MakeObject();
  json.Set("runner", suite.runner);
  json.Set("command", suite.command);
  SetList(json, "tests", suite.tests);
  if (suite.smoke) json.Set("smoke", true);
  Json matrix;
  for (const auto& [axis, values] : suite.matrix) matrix.Set(axis, ListOf(values));
  if (!suite.matrix.empty()) json.Set("matrix", matrix);
  if (suite.ci_minutes > 0) {
    json.Set("ci", Json::MakeObject().Set("timeout-minutes", suite.ci_minutes));
  }
  return json;
}

SuiteConfig ToSuite(const std::string& name, const Json& json) {
  SuiteConfig suite;
  suite.name = name;
  if (json.Has("runner")) suite.runner = json["runner"].String();
  suite.command = json["command"].String();
  suite.tests = ToStrings(json["tests"]);
  suite.smoke = json["smoke"].Bool();
  for (const auto& [axis, values] : json["matrix"].Members()) {
    suite.matrix.emplace_back(axis, ToStrings(values));
  }
  suite.ci_minutes = static_cast<int>(json["ci"]["timeout-minutes"].Int());
  return suite;
}

std::string Line(std::string_view key, const Json& value) {
  return "  " + std::string(key) + ": " + ToText(value) + "\n";
}

std::string Line(std::string_view key, const std::vector<std::string>& values) {
  return values.empty() ? "" : Line(key, ListOf(values));
}

std::string PrintSettings(const Config& config) {
  std::string text;
  if (!config.base.empty()) text += Line("base", config.base);
  if (config.exclusive) text += Line("ownership", "exclusive");
  if (config.unowned_unknown) text += Line("unowned", "unknown");
  if (config.contracts_wake_on_changed) text += Line("contractsWakeOn", "changed");
  text += Line("ignore", config.ignore);
  Json full = Json::MakeArray();
  for (const FullConfig& rule : config.full) {
    Json json = Json::MakeObject();
    SetList(json, "paths", rule.paths);
    SetList(json, "pushes", rule.pushes);
    SetList(json, "events", rule.events);
    SetList(json, "labels", rule.labels);
    if (!rule.reason.empty()) json.Set("reason", rule.reason);
    full.Append(json);
  }
  if (!config.full.empty()) text += Line("full", full);
  if (config.default_suite) text += Line("defaultSuite", ToJson(*config.default_suite));
  return text.empty() ? "" : "$settings:\n" + text;
}

void SetSetting(Config& config, const std::string& key, const Json& value) {
  if (key == "base") config.base = value.String();
  if (key == "ownership") config.exclusive = value.String() == "exclusive";
  if (key == "unowned") config.unowned_unknown = value.String() == "unknown";
  if (key == "contractsWakeOn") config.contracts_wake_on_changed = value.String() == "changed";
  if (key == "ignore") config.ignore = ToStrings(value);
  if (key == "defaultSuite") config.default_suite = ToSuite("default", value);
  if (key != "full") return;
  for (const Json& rule : value.Items()) {
    config.full.push_back({rule["reason"].String(), ToStrings(rule["paths"]),
                           ToStrings(rule["pushes"]), ToStrings(rule["events"]),
                           ToStrings(rule["labels"])});
  }
}

void SetKey(DomainConfig& domain, const std::string& key, const Json& value) {
  if (key == "home") domain.home = value.String();
  if (key == "owners") domain.owners = ToStrings(value);
  if (key == "include") domain.include = ToStrings(value);
  if (key == "exclude") domain.exclude = ToStrings(value);
  if (key == "fullyAffectedBy") domain.fully_affected_by = ToStrings(value);
  if (key == "mustRunAllTestsOnChangesIn") {
    domain.must_run_all_tests_on_changes_in = ToStrings(value);
  }
  if (key == "component") domain.component = value.String();
  if (key != "suites") return;
  for (const auto& [name, suite] : value.Members()) domain.suites.push_back(ToSuite(name, suite));
}

}  // namespace

std::string PrintConfig(const Config& config) {
  std::string text = PrintSettings(config);
  for (const DomainConfig& domain : config.domains) {
    text += domain.name + ":\n";
    if (!domain.home.empty()) text += Line("home", domain.home);
    text += Line("owners", domain.owners);
    text += Line("include", ListOf(domain.include));
    text += Line("exclude", domain.exclude);
    text += Line("fullyAffectedBy", domain.fully_affected_by);
    text += Line("mustRunAllTestsOnChangesIn", domain.must_run_all_tests_on_changes_in);
    Json suites;
    for (const SuiteConfig& suite : domain.suites) suites.Set(suite.name, ToJson(suite));
    if (!domain.suites.empty()) text += Line("suites", suites);
    if (!domain.component.empty()) text += Line("component", domain.component);
  }
  return text;
}

std::optional<Config> ReadConfig(std::string_view text) {
  Config config;
  bool settings = false;
  std::istringstream stream{std::string(text)};
  for (std::string line; std::getline(stream, line);) {
    if (line.empty() || line[0] == '#') continue;
    const size_t start = line.find_first_not_of(' ');
    const size_t colon = line.find(':');
    if (colon == std::string::npos) {
      std::fprintf(stderr, "outside the subset: %s\n", line.c_str());
      return std::nullopt;
    }
    const std::string key = line.substr(start, colon - start);
    if (start == 0) {
      settings = key[0] == '$';
      if (!settings) config.domains.emplace_back().name = key;
      continue;
    }
    const size_t at = line.find_first_not_of(' ', colon + 1);
    const std::string written = at == std::string::npos ? "" : line.substr(at);
    const absl::StatusOr<Json> json = ParseJson(written, "a value");
    const bool bare =
        !written.empty() && std::string_view("[{\"").find(written[0]) == std::string_view::npos;
    if (!json.ok() && !bare) {
      std::fprintf(stderr, "outside the subset: %s\n", line.c_str());
      return std::nullopt;
    }
    const Json value = bare ? Json(written) : *json;
    if (settings) {
      SetSetting(config, key, value);
    } else {
      SetKey(config.domains.back(), key, value);
    }
  }
  return config;
}

}  // namespace testfed
