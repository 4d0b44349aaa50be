#include "contracts/agreement.h"

#include <algorithm>
#include <map>

namespace testfed {
namespace {

template <typename T>
void SortOnce(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

Agreement OfContract(const Contract& contract) {
  Agreement agreement;
  agreement.name = contract.FullName();
  agreement.consumer = contract.consumer;
  for (const DeclaredName& provider : contract.providers) {
    agreement.providers.push_back(provider.name);
  }
  for (const DeclaredName& test : contract.tests) {
    agreement.kept_by.push_back({contract.suite, test.name});
  }
  if (contract.tests.empty()) agreement.kept_by.push_back({contract.suite, ""});
  agreement.reason = contract.reason;
  return agreement;
}

}  // namespace

std::vector<std::string> Agreement::Parties() const {
  std::vector<std::string> parties = {consumer};
  parties.insert(parties.end(), providers.begin(), providers.end());
  return parties;
}

std::vector<Agreement> AgreementsOf(const Declarations& declarations,
                                    const std::vector<Contract>& contracts,
                                    const std::vector<TaggedTest>& tests) {
  std::map<std::string, Agreement> by_name;
  for (const Contract& contract : contracts) {
    by_name.emplace(contract.FullName(), OfContract(contract));
  }
  for (const TaggedTest& test : tests) {
    for (const Tag& tag : test.tags) {
      if (tag.kind == Tag::Kind::kSmoke || !declarations.Find(tag.domain)) continue;
      const bool affected = tag.kind == Tag::Kind::kAffected;
      for (const DomainId owner : test.owners) {
        const std::string& consumer = declarations[owner].name;
        if (consumer == tag.domain) continue;
        std::string name =
            consumer + (affected ? "/@AffectedBy" : "/@MustRunOnChangesIn") + tag.domain;
        Agreement& agreement = by_name[name];
        agreement.name = name;
        agreement.kind = affected ? Agreement::Kind::kAffected : Agreement::Kind::kChangedIn;
        agreement.consumer = consumer;
        agreement.providers = {tag.domain};
        for (const std::string& suite : test.suites) agreement.kept_by.push_back({suite, test.id});
        if (test.suites.empty()) agreement.kept_by.push_back({"", test.id});
      }
    }
  }
  std::vector<Agreement> agreements;
  for (auto& [name, agreement] : by_name) {
    SortOnce(agreement.providers);
    SortOnce(agreement.kept_by);
    agreements.push_back(std::move(agreement));
  }
  return agreements;
}

}  // namespace testfed
