// YAML as a tree with positions: the one wrapper around yaml-cpp, on its event parser. What is
// plain is read by ourselves (plain_yaml.h), to the same tree.
//
// Refused, each with its place: aliases and merge keys, tags, more than one document, keys that are
// not text, text that is not UTF-8, NUL bytes, more than 16 MiB, more levels than yaml-cpp reads.
// So a document's tree is never larger than a constant times its text.
#ifndef TESTFED_DOMAINS_YAML_H_
#define TESTFED_DOMAINS_YAML_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domains/cache.h"
#include "domains/finding.h"
#include "domains/json.h"

namespace testfed {

inline constexpr size_t kMaxYamlBytes = size_t{16} << 20;

struct YamlMember;

struct YamlNode {
  enum class Kind { kNull, kScalar, kList, kMap };
  Kind kind = Kind::kNull;
  std::string text;     // of a scalar, unquoted
  bool quoted = false;  // a quoted scalar is text, whatever it looks like
  Position position;
  std::vector<YamlNode> items;
  std::vector<YamlMember> members;  // in order, duplicates kept; keys are scalars
};

struct YamlMember {
  YamlNode first;   // the key
  YamlNode second;  // the value
};

struct YamlResult {
  std::optional<YamlNode> root;   // none: `findings` says why. An empty document is a null node.
  std::vector<Finding> findings;  // code `yaml`; at most one that stops the reading
};
YamlResult ReadYaml(std::string_view text, const std::string& file);

// The same by yaml-cpp alone.
YamlResult ReadYamlByLibrary(std::string_view text, const std::string& file);

// The same, faster from the second time on: the trees of texts that are not plain, of at least
// kMinCachedYamlBytes, that could be read are kept in `cache` (null: none).
inline constexpr size_t kMinCachedYamlBytes = 4096;
YamlResult ReadYaml(std::string_view text, const std::string& file, Cache* cache);

// "a map", "a list", "nothing", "the text `x`": what an error says was found.
std::string Describe(const YamlNode& node);

// By YAML 1.2's core schema, but a number whose JSON form differs from its text (3.10, 1e3, 0x10)
// stays text: `3.10` is rarely meant as 3.1.
Json ToJson(const YamlNode& node);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_YAML_H_
