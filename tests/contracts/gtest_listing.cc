#include "tests/contracts/gtest_listing.h"

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <vector>

namespace testfed {
namespace {

// Of "Prefix/Suite", "Suite/Type" and "Prefix/Suite/Type".
std::string SuiteOf(const std::string& name, bool typed) {
  std::vector<std::string> parts;
  std::istringstream stream(name);
  for (std::string part; std::getline(stream, part, '/');) parts.push_back(part);
  const size_t behind = typed ? 2 : 1;
  return parts.size() < behind ? name : parts[parts.size() - behind];
}

}  // namespace

std::set<std::string> IdsOfListing(const std::string& listing) {
  std::set<std::string> ids;
  std::string suite;
  std::istringstream lines(listing);
  for (std::string line; std::getline(lines, line);) {
    const bool typed = line.find("  # TypeParam") != std::string::npos && !line.starts_with(' ');
    line = line.substr(0, line.find("  #"));
    if (line.starts_with("  ")) {
      ids.insert(suite + "." + line.substr(2, line.find('/') - 2));
    } else if (line.ends_with(".")) {
      suite = SuiteOf(line.substr(0, line.size() - 1), typed);
    }
  }
  return ids;
}

std::string ThisBinary() { return std::filesystem::read_symlink("/proc/self/exe").string(); }

}  // namespace testfed
