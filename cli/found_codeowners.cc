#include "cli/found_codeowners.h"

#include <algorithm>
#include <cctype>

#include "domains/inline_text.h"
#include "domains/ownership.h"
#include "domains/path_name.h"

namespace testfed {
namespace {

constexpr size_t kMaxCodeownersBytes = size_t{3} << 20;  // GitHub loads no larger one

bool SameHandle(std::string_view a, std::string_view b) {
  auto same = [](unsigned char x, unsigned char y) { return std::tolower(x) == std::tolower(y); };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

bool HaveOneInCommon(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  return std::any_of(a.begin(), a.end(), [&](const std::string& one) {
    return std::any_of(b.begin(), b.end(),
                       [&](const std::string& other) { return SameHandle(one, other); });
  });
}

std::string Joined(const std::vector<std::string>& names, std::string_view separator) {
  std::string text;
  for (const std::string& name : names) {
    if (!text.empty()) text += separator;
    text += InlineText(name);
  }
  return text;
}

std::vector<std::string> HandlesOf(const Domain& domain) {
  std::vector<std::string> handles;
  for (const auto& owner : domain.owners) handles.push_back(owner.name);
  return handles;
}

// A path as a pattern of CODEOWNERS: anchored, with blanks escaped.
std::string AsPattern(std::string_view path) {
  std::string text = "/";
  for (const char c : path) {
    if (c == ' ') text += '\\';
    text += c;
  }
  return text;
}

}  // namespace

FoundCodeowners FindCodeowners(const Repository& repository, const Snapshot& at) {
  FoundCodeowners found;
  for (const std::string& file : Codeowners::Places()) {
    auto text = repository.ReadFile(at, file, kMaxCodeownersBytes);
    if (!text.ok()) {
      found.notes.push_back(file + ": not used: " + MessageOf(text.status()));
    } else if (*text) {
      found.file = file;
      found.owners = Codeowners(**text);
      break;
    }
  }
  return found;
}

std::vector<Finding> FindUnaskedOwners(const FoundCodeowners& codeowners,
                                       const Declarations& declarations,
                                       const ContractDumps& dumps) {
  std::vector<Finding> findings;
  for (const Domain& domain : declarations.domains) {
    const std::string dump = ContractDumpOf(domain);
    if (!dumps.files.contains(dump)) continue;
    if (domain.owners.empty()) {
      findings.push_back({Severity::kWarning,
                          declarations.At(domain.position),
                          "no-owners",
                          "domain `" + domain.name +
                              "` takes part in contracts and has no `owners`, so nobody can "
                              "consent to a change of them",
                          {}});
      continue;
    }
    if (codeowners.file.empty()) continue;
    const std::vector<std::string> owners = HandlesOf(domain);
    const Codeowners::Said said = codeowners.owners.OwnersOfFile(dump);
    if (HaveOneInCommon(said.owners, owners)) continue;
    Place place{codeowners.file, {}};
    if (said.line > 0) place.position = {said.line, 1};
    const std::string whom = said.owners.empty() ? "to nobody" : "to " + Joined(said.owners, ", ");
    findings.push_back(
        {Severity::kError,
         std::move(place),
         "codeowners",
         "`" + QuotePath(dump) + "` is given " + whom + ", not to an owner of " + domain.name +
             ", so a change of its contracts does not ask them",
         {{"as the last line that is about it", AsPattern(dump) + " " + Joined(owners, " ")}}});
  }
  return findings;
}

}  // namespace testfed
