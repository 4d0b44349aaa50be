#include "contracts/contract_dump.h"

#include <algorithm>

#include "domains/inline_text.h"

#include "domains/ownership.h"

namespace testfed {
namespace {

std::string Joined(const std::vector<std::string>& names) {
  std::string text;
  for (size_t i = 0; i < names.size(); ++i) {
    if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
    text += names[i];
  }
  return text;
}

bool TakesPart(const Agreement& agreement, std::string_view party) {
  return agreement.consumer == party ||
         std::find(agreement.providers.begin(), agreement.providers.end(), party) !=
             agreement.providers.end();
}

void Append(const Agreement& agreement, std::string& text) {
  text +=
      "\n" + InlineText(agreement.name) + ": " + agreement.consumer +
      (agreement.kind == Agreement::Kind::kChangedIn ? " relies on the files of " : " relies on ") +
      Joined(agreement.providers) + "\n";
  if (!agreement.reason.empty()) text += "  " + InlineText(agreement.reason) + "\n";
  for (const KeptBy& kept : agreement.kept_by) {
    text += "  " + InlineText(kept.suite.empty() ? "(no suite)" : kept.suite) + "  " +
            InlineText(kept.test.empty() ? "(all tests)" : kept.test) + "\n";
  }
}

}  // namespace

std::string ContractDumpText(std::string_view party, const std::vector<Agreement>& agreements) {
  std::vector<const Agreement*> own;
  for (const Agreement& agreement : agreements) {
    if (TakesPart(agreement, party)) own.push_back(&agreement);
  }
  if (own.empty()) return "";
  std::sort(own.begin(), own.end(),
            [](const Agreement* a, const Agreement* b) { return a->name < b->name; });
  std::string text = "# Contracts of " + std::string(party) +
                     ". Written by `testfed dump --update`; review it, do not edit it.\n";
  for (const Agreement* agreement : own) Append(*agreement, text);
  return text;
}

ContractDumps ContractDumpsOf(const Declarations& declarations,
                              const std::vector<Agreement>& agreements) {
  ContractDumps dumps;
  // Once over the agreements, and not once for each domain.
  std::map<std::string, std::vector<Agreement>> by_party;
  for (const Agreement& agreement : agreements) {
    for (const std::string& party : agreement.Parties()) by_party[party].push_back(agreement);
  }
  for (const Domain& domain : declarations.domains) {
    auto own = by_party.find(domain.name);
    if (own == by_party.end()) continue;
    if (std::string file = ContractDumpOf(domain); !file.empty()) {
      std::string& text = dumps.files[file];
      text += (text.empty() ? "" : "\n") + ContractDumpText(domain.name, own->second);
      continue;
    }
    const Agreement& first =
        *std::min_element(own->second.begin(), own->second.end(),
                          [](const Agreement& a, const Agreement& b) { return a.name < b.name; });
    dumps.findings.push_back(
        {Severity::kError,
         declarations.At(domain.position),
         "no-home",
         "domain `" + domain.name + "` takes part in `" + first.name +
             "` and has no `home`, where the dump of its contracts would stand",
         {}});
  }
  SortFindings(dumps.findings);
  return dumps;
}

}  // namespace testfed
