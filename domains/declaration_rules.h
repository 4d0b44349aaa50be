// The table of what domains.yaml may hold: each key with its type, words and description. The
// reader validates by it, and the JSON Schema for editors is generated from it, so neither can know
// a key that the other does not.
#ifndef TESTFED_DOMAINS_DECLARATION_RULES_H_
#define TESTFED_DOMAINS_DECLARATION_RULES_H_

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/finding.h"
#include "domains/json.h"
#include "domains/yaml.h"

namespace testfed {

struct MapRules;

enum class ValueType {
  kText,         // one line of text
  kFlag,         // true or false
  kCount,        // a whole number, 0 or more
  kAmount,       // a number, 0 or more
  kDate,         // YYYY-MM-DD (domains/date.h)
  kWord,         // one of `words`
  kPatterns,     // a list of patterns
  kDomainNames,  // a list of names of domains
  kTexts,        // a list of texts
  kTextOrTexts,  // a text, or a list of texts
  kTextsByName,  // a map of names to texts
  kMap,          // a map by `map`
  kMapsByName,   // a map of names to maps by `map`; `words` may say what one is, else a suite
  kListOfMaps,   // a list of maps by `map`
  kAxes,         // a map of names to lists of scalars
  kFreeMap,      // a map that is copied as it stands
};

struct KeyRule {
  std::string_view name;
  ValueType type;
  std::string_view description;
  const MapRules* map = nullptr;
  std::vector<std::string_view> words = {};
  bool required = false;
};

struct MapRules {
  std::vector<KeyRule> keys;
  const KeyRule* Find(std::string_view name) const;
};

const MapRules& SettingsRules();
const MapRules& DomainRules();
const MapRules& SuiteRules();

// Top-level keys that begin with `$` and mean nothing to testfed, but to editors.
bool IsForeignKey(std::string_view key);

// Names of domains must fit `@AffectedByName`.
bool IsDomainName(std::string_view name);
// Names of suites and axes.
bool IsSuiteName(std::string_view name);

// Appends a finding for each unknown, duplicate or missing key and each value of another type,
// however deep. `context` is how a message calls the map: "domain `Billing`". What is missing is
// reported at `at`: where the map is named, or else where it begins.
void Validate(const YamlNode& map, const MapRules& rules, const std::string& context,
              const std::string& file, std::vector<Finding>& findings,
              std::optional<Position> at = std::nullopt);

// "a list of patterns": what a message says was expected.
std::string ExpectationOf(const KeyRule& rule);

// The rules as a part of a JSON Schema, and a whole schema: a title and what the file is.
Json SchemaOf(const MapRules& rules);
Json SchemaOfNames(std::string_view name_pattern, Json values);  // a map of names to `values`
std::string SchemaText(std::string_view title, const Json& of_file);

// JSON Schema 2020-12 of domains.yaml; two spaces of indent, ends in "\n".
std::string DomainsSchemaText();

}  // namespace testfed

#endif  // TESTFED_DOMAINS_DECLARATION_RULES_H_
