#include "tests/contracts/agreed.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <random>

#include "contracts/contract_file.h"
#include "domains/declarations_reader.h"

namespace testfed {
namespace {

void ExpectNone(const std::vector<Finding>& findings) {
  if (findings.empty()) return;
  std::fputs(Rendered(findings).c_str(), stderr);
  std::abort();
}

}  // namespace

Declarations Declared(const std::string& yaml) {
  DeclarationsResult result = ReadDeclarations(yaml, "domains.yaml");
  ExpectNone(result.findings);
  return std::move(result.declarations);
}

std::vector<Contract> Agreed(const Declarations& declarations, std::string_view consumer,
                             const std::string& yaml) {
  std::vector<Finding> findings;
  std::vector<Contract> contracts =
      ReadContracts(yaml, "contracts.yaml", *declarations.Find(consumer), declarations, findings);
  ExpectNone(findings);
  return contracts;
}

std::string Rendered(std::vector<Finding> findings) {
  SortFindings(findings);
  std::string text;
  for (const Finding& finding : findings) text += Render(finding);
  return text;
}

void Damage(const std::string& text, const std::function<void(const std::string&)>& read) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  constexpr std::string_view kBytes = "{}[]:,-#'\"&*!|>%@` \n\t\\/ax09\xff";
  for (int round = 0; round < 400; ++round) {
    std::string damaged = text;
    for (size_t edits = random() % 4 + 1; edits > 0 && !damaged.empty(); --edits) {
      const size_t at = random() % damaged.size();
      const char byte = kBytes[random() % kBytes.size()];
      switch (random() % 4) {
        case 0:
          damaged[at] = byte;
          break;
        case 1:
          damaged.insert(at, 1, byte);
          break;
        case 2:
          damaged.erase(at, random() % 8 + 1);
          break;
        default:
          damaged.insert(at, damaged.substr(random() % damaged.size(), random() % 30));
      }
    }
    read(damaged);
  }
}

}  // namespace testfed
