#include "contracts/quarantine_file.h"

#include "contracts/yaml_entries.h"
#include "domains/date.h"
#include "domains/yaml_members.h"

namespace testfed {

const MapRules& QuarantineRules() {
  static const MapRules kRules{{
      {"reason", ValueType::kText, "What is wrong with the test.", nullptr, {}, true},
      {"owner", ValueType::kText, "Who repairs it: a person or a team.", nullptr, {}, true},
      {"expiry",
       ValueType::kDate,
       "The last day on which its failures do not count.",
       nullptr,
       {},
       true},
  }};
  return kRules;
}

std::vector<QuarantineEntry> ReadQuarantine(std::string_view text, const std::string& file,
                                            std::int64_t now, std::vector<Finding>& findings) {
  std::vector<QuarantineEntry> entries;
  for (const auto& [key, node] : ReadEntries(text, file, {"test", "tests"}, findings)) {
    const size_t before = findings.size();
    const std::string context = "test `" + key.text + "`";
    Validate(node, QuarantineRules(), context, file, findings, key.position);
    for (const char* name : {"reason", "owner"}) {
      const YamlNode* value = MemberOf(node, name);
      if (value && value->kind == YamlNode::Kind::kScalar && value->text.empty()) {
        AddError({file, value->position}, "type",
                 "`" + std::string(name) + "` of " + context + " says nothing", findings);
      }
    }
    QuarantineEntry entry{key.text,
                          TextOf(node, "reason"),
                          TextOf(node, "owner"),
                          TextOf(node, "expiry"),
                          {file, key.position}};
    const std::optional<std::int64_t> last = ReadDate(entry.expiry);
    if (last && *last < DayOf(now)) {
      AddError({file, MemberOf(node, "expiry")->position}, "quarantine-expired",
               "the quarantine of `" + key.text + "` ended on " + entry.expiry +
                   "; repair the test, or agree on a new date",
               findings);
    }
    if (findings.size() == before) entries.push_back(std::move(entry));
  }
  return entries;
}

std::string QuarantineSchemaText() {
  return EntriesSchemaText("domains.quarantine.yaml of testfed", "^[^$]", QuarantineRules());
}

}  // namespace testfed
