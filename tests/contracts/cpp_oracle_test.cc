// GoogleTest's own listings against what is read in the sources of the same binaries: those of this
// project, and where the environment names them others:
//   TESTFED_GTEST_SOURCES='DIR...' TESTFED_GTEST_BINARIES='FILE...'
#include <fnmatch.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "tests/contracts/facts_text.h"
#include "tests/contracts/gtest_listing.h"
#include "tests/domains/child_process.h"

namespace testfed {
namespace {

namespace fs = std::filesystem;
using Ids = std::set<std::string>;

std::string Contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

std::vector<std::pair<std::string, std::string>> SourcesBelow(const fs::path& folder) {
  std::vector<std::pair<std::string, std::string>> sources;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (LanguageOf(entry.path().string()) != Language::kCpp) continue;
    sources.emplace_back(entry.path().string(), Contents(entry.path()));
  }
  std::sort(sources.begin(), sources.end());
  return sources;
}

Ids IdsIn(const std::vector<std::pair<std::string, std::string>>& sources) {
  Ids ids;
  Discovery found = Discover(Language::kCpp, sources);
  for (const Test& test : found.tests) ids.insert(test.id);
  return ids;
}

Ids Without(const Ids& ids, const Ids& others) {
  Ids rest;
  std::set_difference(ids.begin(), ids.end(), others.begin(), others.end(),
                      std::inserter(rest, rest.end()));
  return rest;
}

Ids Listed(const std::string& binary) {
  std::optional<std::string> listing = OutputOf({binary, "--gtest_list_tests"});
  return listing ? IdsOfListing(*listing) : Ids{};
}

std::vector<std::string> WordsOf(const char* name) {
  const char* value = std::getenv(name);
  std::istringstream stream(value == nullptr ? "" : value);
  return {std::istream_iterator<std::string>(stream), std::istream_iterator<std::string>()};
}

// @AffectedBySelector, @AffectedByIntegration, @AffectedByReporters, @AffectedByCli,
// @AffectedByHouse it reads their tests
TEST(CppOracle, TheProjectsOwnBinariesHoldTheTestsThatAreRead) {
  int agreed = 0;
  for (const char* folder :
       {"cli", "contracts", "domains", "house", "integration", "reporters", "selector"}) {
    fs::path binary =
        fs::path(ThisBinary()).parent_path() / ("testfed_" + std::string(folder) + "_tests");
    fs::path sources = fs::path(TESTFED_SOURCE_DIR) / "tests" / folder;
    if (!fs::exists(binary) || !fs::exists(sources)) continue;
    // A binary that is older than a source may lack its tests.
    bool stale = false;
    for (const auto& entry : fs::recursive_directory_iterator(sources)) {
      stale = stale || (entry.path().extension() == ".cc" &&
                        fs::last_write_time(entry.path()) > fs::last_write_time(binary));
    }
    if (stale) continue;
    Ids read = IdsIn(SourcesBelow(sources)), listed = Listed(binary.string());
    EXPECT_EQ(Without(read, listed), Ids{}) << "only read in " << folder;
    EXPECT_EQ(Without(listed, read), Ids{}) << "only listed in " << folder;
    agreed += static_cast<int>(read.size());
  }
  std::cout << agreed << " tests of this project agree\n";
}

TEST(CppOracle, OtherBinariesHoldTheTestsThatAreRead) {
  std::vector<std::string> folders = WordsOf("TESTFED_GTEST_SOURCES");
  if (folders.empty()) GTEST_SKIP() << "no TESTFED_GTEST_SOURCES";
  Ids read, listed;
  for (const std::string& folder : folders) read.merge(IdsIn(SourcesBelow(folder)));
  for (const std::string& binary : WordsOf("TESTFED_GTEST_BINARIES")) listed.merge(Listed(binary));
  Ids missed = Without(listed, read), only_read = Without(read, listed);
  // What could not be read is selected by a pattern.
  const size_t misses = missed.size();
  for (const std::string& id : read) {
    std::erase_if(missed, [&](const std::string& other) {
      return fnmatch(id.c_str(), other.c_str(), 0) == 0;
    });
  }
  for (const std::string& id : only_read) std::cout << "only read: " << id << "\n";
  std::cout << listed.size() - misses << " of " << listed.size() << " listed by name, "
            << misses - missed.size() << " by a pattern, " << only_read.size() << " only read\n";
  EXPECT_EQ(missed, Ids{});
}

}  // namespace
}  // namespace testfed
