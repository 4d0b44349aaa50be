#include "tests/domains/vectors.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "domains/path_name.h"

namespace testfed {

Json ReadData(const std::string& name) {
  const std::string path = std::string(TESTFED_TEST_DATA) + "/" + name;
  std::ifstream file(path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  absl::StatusOr<Json> json = ParseJson(text.str(), name);
  if (!file || !json.ok()) {
    std::fprintf(stderr, "%s: %s\n", path.c_str(),
                 file ? MessageOf(json.status()).c_str() : "cannot be read");
    std::abort();
  }
  return *std::move(json);
}

std::vector<std::string> ToStrings(const Json& json) {
  std::vector<std::string> strings;
  for (const Json& item : json.Items()) strings.push_back(item.String());
  return strings;
}

std::vector<PatternVector> ReadPatternVectors() {
  std::vector<PatternVector> vectors;
  const Json data = ReadData("patterns.json");
  for (const Json& item : data.Items()) {
    PatternVector vector;
    vector.name = item["name"].String();
    vector.pattern = item.Has("pattern_base64") ? *FromBase64(item["pattern_base64"].String())
                                                : item["pattern"].String();
    vector.error = item["error"].String();
    for (const auto& [path, matches] : item["matches"].Members()) {
      vector.matches.emplace_back(path, matches.Bool());
    }
    for (const auto& [path, matches] : item["matches_base64"].Members()) {
      vector.matches.emplace_back(*FromBase64(path), matches.Bool());
    }
    vectors.push_back(std::move(vector));
  }
  return vectors;
}

std::vector<DecidingVector> ReadDecidingVectors() {
  std::vector<DecidingVector> vectors;
  const Json data = ReadData("deciding.json");
  for (const Json& item : data.Items()) {
    DecidingVector vector;
    vector.name = item["name"].String();
    vector.exclusive = item["ownership"].String() == "exclusive";
    for (const Json& domain : item["domains"].Items()) {
      vector.domains.push_back(
          {domain["name"].String(), ToStrings(domain["include"]), ToStrings(domain["exclude"])});
    }
    vector.ignore = ToStrings(item["ignore"]);
    vector.full = ToStrings(item["full"]);
    for (const auto& [path, owners] : item["paths"].Members()) {
      vector.paths.emplace_back(
          path, owners.IsString() ? std::vector{owners.String()} : ToStrings(owners));
    }
    vectors.push_back(std::move(vector));
  }
  return vectors;
}

}  // namespace testfed
