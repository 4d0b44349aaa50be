#include "reporters/findings.h"

#include <algorithm>
#include <map>

#include "domains/amount.h"
#include "domains/checker.h"
#include "domains/json.h"
#include "domains/path_name.h"
#include "domains/sha256.h"
#include "reporters/workflow_command.h"

namespace testfed {
namespace {

std::string_view LevelOf(const Finding& finding) {
  return finding.severity == Severity::kError ? "error" : "warning";
}

// A path as a relative URI reference by RFC 3986: other bytes than the unreserved ones and `/` are
// percent-encoded.
std::string UriOf(std::string_view path) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string uri;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("-._~/").find(c) != std::string_view::npos;
    if (plain) {
      uri += c;
    } else {
      uri += {'%', kHex[byte >> 4], kHex[byte & 15]};
    }
  }
  return uri;
}

// The message, and its hints below.
std::string WholeText(const Finding& finding) {
  std::string text = finding.message;
  const std::string hints = RenderHints(finding.hints);
  if (!hints.empty()) text += "\n" + hints.substr(0, hints.size() - 1);
  return text;
}

// The same finding after lines were added above it: of equal ones, `number` tells them apart.
std::string FingerprintOf(const Finding& finding, int number) {
  Json parts;
  parts.Append(finding.code);
  parts.Append(ReplaceInvalidUtf8(finding.place.file));
  parts.Append(ReplaceInvalidUtf8(finding.message));
  parts.Append(number);
  return Sha256Hex(CanonicalText(parts));
}

class Fingerprints {
 public:
  std::string Of(const Finding& finding) {
    const std::string plain = FingerprintOf(finding, 0);
    const int number = seen_[plain]++;
    return number == 0 ? plain : FingerprintOf(finding, number);
  }

 private:
  std::map<std::string, int> seen_;
};

Json TextObject(std::string_view text) { return Json::MakeObject().Set("text", std::string(text)); }

}  // namespace

std::string RenderFindingsJson(const std::vector<Finding>& findings) {
  Json list = Json::MakeArray();
  for (const Finding& finding : findings) {
    Json one;
    one.Set("severity", LevelOf(finding)).Set("code", finding.code).Set("message", finding.message);
    one.Set("file", finding.place.file);
    if (!IsUtf8(finding.place.file)) one.Set("file_base64", Base64(finding.place.file));
    one.Set("line", finding.place.position.line).Set("column", finding.place.position.column);
    Json hints = Json::MakeArray();
    for (const Hint& hint : finding.hints) {
      hints.Append(Json::MakeObject().Set("text", hint.text).Set("copy", hint.copy));
    }
    one.Set("hints", std::move(hints));
    list.Append(std::move(one));
  }
  Json all;
  all.Set("schema", "testfed.findings/1").Set("findings", std::move(list));
  return ToText(all, 2) + "\n";
}

std::string RenderSarif(const std::vector<Finding>& findings, std::string_view version) {
  std::map<std::string_view, std::string_view> meanings;
  for (const FindingCode& code : FindingCodes()) meanings[code.code] = code.meaning;
  std::map<std::string, size_t> index;
  for (const Finding& finding : findings) index[finding.code];
  Json rules = Json::MakeArray();
  size_t next = 0;
  for (auto& [code, number] : index) {
    number = next++;
    Json rule;
    rule.Set("id", code);
    if (auto meaning = meanings.find(code); meaning != meanings.end()) {
      rule.Set("shortDescription", TextObject(code));
      rule.Set("fullDescription", TextObject(meaning->second));
      rule.Set("help", TextObject(std::string(meaning->second) + "\n\ntestfed explain " + code));
    }
    rules.Append(std::move(rule));
  }
  Fingerprints fingerprints;
  Json results = Json::MakeArray();
  for (const Finding& finding : findings) {
    Json result;
    result.Set("ruleId", finding.code).Set("ruleIndex", index[finding.code]);
    result.Set("level", LevelOf(finding)).Set("message", TextObject(WholeText(finding)));
    Json physical;
    physical.Set(
        "artifactLocation",
        Json::MakeObject().Set("uri", UriOf(finding.place.file)).Set("uriBaseId", "%SRCROOT%"));
    // Code scanning shows nothing that has no line: what is about a whole file stands at its first.
    physical.Set("region",
                 Json::MakeObject().Set("startLine", std::max(finding.place.position.line, 1)));
    Json location;
    location.Set("physicalLocation", std::move(physical));
    Json locations;
    locations.Append(std::move(location));
    result.Set("locations", std::move(locations));
    result.Set("partialFingerprints",
               Json::MakeObject().Set("testfed/v1", fingerprints.Of(finding)));
    results.Append(std::move(result));
  }
  Json driver;
  driver.Set("name", "testfed").Set("version", version).Set("rules", std::move(rules));
  Json run;
  run.Set("tool", Json::MakeObject().Set("driver", std::move(driver)));
  run.Set("results", std::move(results));
  Json runs;
  runs.Append(std::move(run));
  Json sarif;
  sarif.Set("$schema", "https://json.schemastore.org/sarif-2.1.0.json").Set("version", "2.1.0");
  sarif.Set("runs", std::move(runs));
  return ToText(sarif, 2) + "\n";
}

std::string RenderAnnotations(const std::vector<Finding>& findings) {
  std::string text;
  for (const Severity severity : {Severity::kError, Severity::kWarning}) {
    std::vector<const Finding*> own;
    for (const Finding& finding : findings) {
      if (finding.severity == severity) own.push_back(&finding);
    }
    constexpr auto kMost = static_cast<size_t>(kMaxAnnotations);
    const size_t shown = own.size() <= kMost ? own.size() : kMost - 1;
    for (size_t i = 0; i < shown; ++i) {
      text += WorkflowCommand(
          {std::string(LevelOf(*own[i])), own[i]->place, own[i]->code, WholeText(*own[i])});
    }
    if (shown < own.size()) {
      const std::string noun(LevelOf(*own.front()));
      text += WorkflowCommand({noun,
                               {},
                               "testfed check",
                               WithThousands(static_cast<std::int64_t>(own.size() - shown)) +
                                   " more " + noun + "s in the log of this step"});
    }
  }
  for (const Finding& finding : findings) text += Render(finding);
  return text;
}

std::string RenderCodeQuality(const std::vector<Finding>& findings) {
  Fingerprints fingerprints;
  Json list = Json::MakeArray();
  for (const Finding& finding : findings) {
    Json one;
    one.Set("description", WholeText(finding)).Set("check_name", finding.code);
    one.Set("fingerprint", fingerprints.Of(finding));
    one.Set("severity", finding.severity == Severity::kError ? "major" : "minor");
    Json lines = Json::MakeObject();
    lines.Set("begin", std::max(finding.place.position.line, 1));
    one.Set("location",
            Json::MakeObject().Set("path", finding.place.file).Set("lines", std::move(lines)));
    list.Append(std::move(one));
  }
  return ToText(list, 2) + "\n";
}

}  // namespace testfed
