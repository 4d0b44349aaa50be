#include "contracts/contract_file.h"

#include <set>

#include <map>

#include "contracts/yaml_entries.h"
#include "domains/declaration_checks.h"
#include "domains/suggest.h"
#include "domains/yaml_members.h"

namespace testfed {
namespace {

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

class Reader {
 public:
  Reader(const std::string& file, const Declarations& declarations, DomainId consumer,
         std::vector<Finding>& findings)
      : file_(file), declarations_(declarations), consumer_(consumer), findings_(findings) {}

  Contract Read(const YamlNode& key, const YamlNode& node) {
    Contract contract;
    contract.name = key.text;
    contract.consumer = declarations_[consumer_].name;
    contract.at = {file_, key.position};
    context_ = "contract `" + key.text + "`";
    if (!IsSuiteName(key.text)) {
      Add(key.position, "name",
          "`" + key.text + "` is no name of a contract; letters, digits, `_`, `-` and `.`");
    }
    ReadProviders(node, key.position, contract);
    ReadSuite(node, contract);
    ReadTests(node, contract);
    contract.reason = TextOf(node, "reason");
    if (const YamlNode* reason = MemberOf(node, "reason");
        reason && reason->kind == YamlNode::Kind::kScalar && IsBlank(contract.reason)) {
      Add(reason->position, "type", "`reason` of " + context_ + " says nothing");
    }
    return contract;
  }

 private:
  void ReadProviders(const YamlNode& node, Position at, Contract& contract) {
    const YamlNode* one = MemberOf(node, "provider");
    const YamlNode* many = MemberOf(node, "providers");
    if (one && many) {
      Add(at, "type", context_ + " has `provider` and `providers`; keep one of the two");
      return;
    }
    if (!one && !many) {
      Add(at, "missing-key", context_ + " has no `provider`");
      return;
    }
    // A list where one name belongs, and the other way round, is found by the table.
    if (one && one->kind != YamlNode::Kind::kScalar) return;
    if (many && many->kind != YamlNode::Kind::kList) return;
    if (many && many->items.empty()) {
      Add(many->position, "type", "`providers` of " + context_ + " names no domain");
    }
    contract.providers = NamesOf(node, one ? "provider" : "providers");
    for (const DeclaredName& provider : contract.providers) {
      if (!declarations_.Find(provider.name)) {
        Add(provider.position, "unknown-domain",
            "unknown domain `" + provider.name + "`" +
                DidYouMeanDomain(declarations_, provider.name));
      } else if (provider.name == contract.consumer) {
        Add(provider.position, "own-contract",
            "`" + provider.name + "` is the consumer of " + context_ +
                " itself, as the file stands in its home; a provider is another domain");
      }
    }
    CheckTwice(contract.providers, "provider");
  }

  void ReadSuite(const YamlNode& node, Contract& contract) {
    const YamlNode* suite = MemberOf(node, "suite");
    if (!suite || suite->kind != YamlNode::Kind::kScalar) return;
    contract.suite = suite->text;
    std::vector<std::string> names;
    for (const Suite* known : declarations_.SuitesOf(consumer_)) {
      if (known->name == contract.suite) return;
      names.push_back(known->name);
    }
    Add(suite->position, "unknown-suite",
        names.empty() ? "domain `" + contract.consumer + "` declares no suite, so none is `" +
                            contract.suite + "`"
                      : "unknown suite `" + contract.suite + "` of domain `" + contract.consumer +
                            "`" + DidYouMean(contract.suite, names));
  }

  void ReadTests(const YamlNode& node, Contract& contract) {
    const YamlNode* tests = MemberOf(node, "tests");
    if (!tests) return;
    contract.tests = NamesOf(node, "tests");
    if (tests->kind == YamlNode::Kind::kList && tests->items.empty()) {
      Add(tests->position, "type",
          "`tests` of " + context_ + " names no test; leave the key out for the whole suite");
    }
    for (const DeclaredName& test : contract.tests) {
      if (IsBlank(test.name)) Add(test.position, "type", "an empty name of a test");
    }
    CheckTwice(contract.tests, "test");
  }

  void CheckTwice(const std::vector<DeclaredName>& names, const std::string& what) {
    std::map<std::string_view, Position> first;
    for (const DeclaredName& name : names) {
      if (first.emplace(name.name, name.position).second) continue;
      Add(name.position, "duplicate", what + " `" + name.name + "` stands twice in " + context_);
    }
  }

  void Add(Position position, std::string code, std::string message) {
    AddError({file_, position}, std::move(code), std::move(message), findings_);
  }

  const std::string& file_;
  const Declarations& declarations_;
  DomainId consumer_;
  std::vector<Finding>& findings_;
  std::string context_;
};

}  // namespace

const MapRules& ContractRules() {
  static const MapRules kRules{{
      {"provider", ValueType::kText, "The domain that the consumer relies on."},
      {"providers", ValueType::kDomainNames,
       "The domains that the consumer relies on; any of them wakes the contract."},
      {"suite",
       ValueType::kText,
       "The suite of the consumer whose tests keep the contract.",
       nullptr,
       {},
       true},
      {"tests", ValueType::kTextOrTexts,
       "The tests that keep it: ids, classes, files, groups or packages of tests, or names with "
       "`*`. Without it the whole suite."},
      {"reason",
       ValueType::kText,
       "What the consumer relies on, in a sentence.",
       nullptr,
       {},
       true},
  }};
  return kRules;
}

std::vector<Contract> ReadContracts(std::string_view text, const std::string& file,
                                    DomainId consumer, const Declarations& declarations,
                                    std::vector<Finding>& findings) {
  std::vector<Contract> contracts;
  for (const auto& [key, node] : ReadEntries(text, file, {"contract", "contracts"}, findings)) {
    const size_t before = findings.size();
    Validate(node, ContractRules(), "contract `" + key.text + "`", file, findings, key.position);
    Contract contract = Reader(file, declarations, consumer, findings).Read(key, node);
    if (findings.size() == before) contracts.push_back(std::move(contract));
  }
  return contracts;
}

bool SaysTheSame(const Contract& a, const Contract& b) {
  auto names = [](const std::vector<DeclaredName>& list) {
    std::set<std::string> texts;
    for (const DeclaredName& name : list) texts.insert(name.name);
    return texts;
  };
  return a.name == b.name && a.consumer == b.consumer && a.suite == b.suite &&
         a.reason == b.reason && names(a.providers) == names(b.providers) &&
         names(a.tests) == names(b.tests);
}

std::string ContractsSchemaText() {
  return EntriesSchemaText("contracts.yaml of testfed", "^[A-Za-z0-9_][A-Za-z0-9_.-]*$",
                           ContractRules());
}

}  // namespace testfed
