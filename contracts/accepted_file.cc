#include "contracts/accepted_file.h"

#include <map>

#include "contracts/yaml_entries.h"
#include "domains/date.h"
#include "domains/yaml_members.h"
#include "domains/yaml_text.h"

namespace testfed {
namespace {

constexpr std::string_view kHeader =
    "# Findings of `testfed check` that are accepted up to a date, each with its reason.\n";

bool Matches(const AcceptedEntry& entry, const Finding& finding) {
  if (entry.code != finding.code || finding.place.file.empty()) return false;
  std::string_view place = entry.place;
  if (place == finding.place.file) return true;
  const std::string prefix = finding.place.file + ":";
  if (!place.starts_with(prefix) || place.size() == prefix.size()) return false;
  const std::string name = "`" + std::string(place.substr(prefix.size())) + "`";
  return finding.message.find(name) != std::string::npos;
}

}  // namespace

const MapRules& AcceptedRules() {
  static const MapRules kRules{{
      {"code",
       ValueType::kText,
       "The word in brackets at the end of the finding.",
       nullptr,
       {},
       true},
      {"place",
       ValueType::kText,
       "The file of the finding, or `file:name` for a name that stands between back-ticks in it.",
       nullptr,
       {},
       true},
      {"reason", ValueType::kText, "Why it is accepted.", nullptr, {}, true},
      {"until", ValueType::kDate, "The last day on which it is.", nullptr, {}, true},
  }};
  return kRules;
}

std::vector<AcceptedEntry> ReadAccepted(std::string_view text, const std::string& file,
                                        std::vector<Finding>& findings) {
  std::vector<AcceptedEntry> entries;
  YamlResult yaml = ReadYaml(text, file);
  findings.insert(findings.end(), yaml.findings.begin(), yaml.findings.end());
  if (!yaml.root || yaml.root->kind == YamlNode::Kind::kNull) return entries;
  if (yaml.root->kind != YamlNode::Kind::kList) {
    AddError({file, yaml.root->position}, "type",
             "accepted findings are a list of maps, got " + Describe(*yaml.root), findings);
    return entries;
  }
  std::map<std::pair<std::string, std::string>, Position> first;
  for (const YamlNode& item : yaml.root->items) {
    const size_t before = findings.size();
    if (item.kind != YamlNode::Kind::kMap) {
      AddError({file, item.position}, "type",
               "an accepted finding is a map of keys, got " + Describe(item), findings);
      continue;
    }
    Validate(item, AcceptedRules(), "an accepted finding", file, findings);
    for (const char* name : {"code", "place", "reason"}) {
      const YamlNode* value = MemberOf(item, name);
      if (value && value->kind == YamlNode::Kind::kScalar && value->text.empty()) {
        AddError({file, value->position}, "type",
                 "`" + std::string(name) + "` of an accepted finding says nothing", findings);
      }
    }
    AcceptedEntry entry{TextOf(item, "code"),
                        TextOf(item, "place"),
                        TextOf(item, "reason"),
                        TextOf(item, "until"),
                        {file, item.position}};
    auto [known, fresh] = first.emplace(std::pair(entry.code, entry.place), item.position);
    if (!fresh && findings.size() == before) {
      AddError(entry.at, "duplicate",
               "`" + entry.code + "` of `" + entry.place + "` stands twice; first at " +
                   ToString(Place{file, known->second}),
               findings);
    }
    if (findings.size() == before) entries.push_back(std::move(entry));
  }
  return entries;
}

AcceptedFindings ApplyAccepted(std::vector<Finding> findings,
                               const std::vector<AcceptedEntry>& entries, std::int64_t now) {
  AcceptedFindings result;
  std::vector<bool> over(entries.size()), matched(entries.size());
  for (size_t i = 0; i < entries.size(); ++i) {
    const std::optional<std::int64_t> last = ReadDate(entries[i].until);
    over[i] = !last || *last < DayOf(now);
  }
  for (Finding& finding : findings) {
    bool accepted = false;
    for (size_t i = 0; i < entries.size(); ++i) {
      if (!Matches(entries[i], finding)) continue;
      matched[i] = true;
      accepted = accepted || !over[i];
    }
    (accepted ? result.accepted : result.remaining).push_back(std::move(finding));
  }
  for (size_t i = 0; i < entries.size(); ++i) {
    const AcceptedEntry& entry = entries[i];
    const std::string what = "`" + entry.code + "` of `" + entry.place + "`";
    if (!matched[i]) {
      result.remaining.push_back({Severity::kWarning,
                                  entry.at,
                                  "accepted-idle",
                                  what + " is accepted, and there is no such finding; remove the "
                                         "entry",
                                  {}});
    } else if (over[i]) {
      result.remaining.push_back(
          {Severity::kError,
           entry.at,
           "accepted-expired",
           what + " was accepted until " + entry.until + "; repair it, or agree on a new date",
           {}});
    }
  }
  SortFindings(result.remaining);
  return result;
}

absl::StatusOr<std::string> AddAccepted(std::string_view text, const std::string& file,
                                        const AcceptedEntry& entry) {
  std::vector<Finding> findings;
  const std::vector<AcceptedEntry> before = ReadAccepted(text, file, findings);
  SortFindings(findings);
  if (!findings.empty()) return ToStatus(findings.front());
  for (const AcceptedEntry& known : before) {
    if (known.code != entry.code || known.place != entry.place) continue;
    return Error("`" + entry.code + "` of `" + entry.place + "` is accepted already, at " +
                 ToString(known.at));
  }
  const YamlResult yaml = ReadYaml(text, file);
  const bool list = yaml.root && yaml.root->kind == YamlNode::Kind::kList;
  const std::string indent(list ? static_cast<size_t>(yaml.root->position.column - 1) : size_t{0},
                           ' ');
  const std::string end = text.find("\r\n") == std::string_view::npos ? "\n" : "\r\n";
  std::string written(text.empty() ? kHeader : text);
  if (!written.ends_with('\n')) written += end;
  written += indent + "- code: " + YamlText(entry.code) + end;
  written += indent + "  place: " + YamlText(entry.place) + end;
  written += indent + "  reason: " + YamlText(entry.reason) + end;
  written += indent + "  until: " + entry.until + end;
  // The reader has the last word on whether that is what it was meant to be.
  const std::vector<AcceptedEntry> after = ReadAccepted(written, file, findings);
  const bool added = findings.empty() && after.size() == before.size() + 1 &&
                     after.back().code == entry.code && after.back().place == entry.place &&
                     after.back().reason == entry.reason && after.back().until == entry.until;
  if (added) return written;
  if (!findings.empty() && text.empty()) {
    return Error("cannot accept `" + entry.code + "`: " + findings.front().message);
  }
  return Error("cannot add an entry at the end of " + file +
                   ": one has a mistake, or the list does not end there",
               "write each entry on lines of its own, as in",
               "- {code: " + YamlText(entry.code) + ", place: " + YamlText(entry.place) +
                   ", reason: " + YamlText(entry.reason) + ", until: " + entry.until + "}");
}

std::string AcceptedSchemaText() {
  Json schema = Json::MakeObject();
  schema.Set("type", "array");
  schema.Set("items", SchemaOf(AcceptedRules()));
  return SchemaText("domains.accepted.yaml of testfed", schema);
}

}  // namespace testfed
