// Real rule sets with the owners that others computed for them, read where they are there:
// U-Boot's MAINTAINERS files and Kotlin's domains.yaml with its committed dump.
#ifndef TESTFED_TESTS_DOMAINS_REAL_OWNERSHIP_H_
#define TESTFED_TESTS_DOMAINS_REAL_OWNERSHIP_H_

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "tests/domains/slow_matcher.h"

namespace testfed {

// An engine under test: the domains that own each of `paths`, by name in order of declaration,
// under shared ownership; `Unknown`, where it is declared, owns what nobody else does.
using OwnershipEngine = std::function<std::vector<std::vector<std::string>>(
    const std::vector<slow::Rules>& domains, const std::vector<std::string>& paths)>;

std::vector<std::vector<std::string>> SlowOwnership(const std::vector<slow::Rules>& domains,
                                                    const std::vector<std::string>& paths);

struct RealOwnership {
  std::vector<slow::Rules> domains;
  std::vector<std::string> paths;
  std::vector<std::vector<std::string>> owners;  // of each path, sorted by name
};

// Kotlin's dump: each path that it lists, and a made-up file below each.
std::optional<RealOwnership> ReadKotlin(const std::string& folder);

// U-Boot's 38,571 files. Each glob is a domain of its own: `Glob17` owns what git's `:(glob)` says
// that it matches. `sections` says which globs a section includes and excludes.
struct Section {
  std::vector<size_t> include;  // indices of domains
  std::vector<size_t> exclude;
};
struct RealGlobs {
  std::vector<slow::Rules> domains;
  std::vector<Section> sections;
  std::vector<std::string> paths;
  std::vector<std::vector<size_t>> owners;  // sections of each path, sorted
};
std::optional<RealGlobs> ReadUboot(const std::string& folder);

// What differs between `engine` and the truth, one line each; empty when nothing does.
std::string DifferencesInKotlin(const RealOwnership& kotlin, const OwnershipEngine& engine);
// Looks at each `step`th path.
std::string DifferencesInUboot(const RealGlobs& uboot, const OwnershipEngine& engine, size_t step);

}  // namespace testfed

#endif  // TESTFED_TESTS_DOMAINS_REAL_OWNERSHIP_H_
