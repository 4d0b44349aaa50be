#include "tests/domains/real_ownership.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "domains/declarations_reader.h"
#include "tests/domains/declared_rules.h"

namespace testfed {
namespace {

TEST(RealOwnership, SlowMatcherReproducesKotlinsDump) {
  const auto kotlin = ReadKotlin(TESTFED_SHARED_DATA);
  if (!kotlin) GTEST_SKIP() << "no data in " << TESTFED_SHARED_DATA;
  EXPECT_EQ(kotlin->domains.size(), 17u);
  EXPECT_EQ(kotlin->paths.size(), 2 * 332u);
  EXPECT_EQ(DifferencesInKotlin(*kotlin, SlowOwnership), "");
}

TEST(RealOwnership, SlowMatcherReproducesUbootsOwners) {
  const auto uboot = ReadUboot(TESTFED_SHARED_DATA);
  if (!uboot) GTEST_SKIP() << "no data in " << TESTFED_SHARED_DATA << ", or no zstd";
  EXPECT_EQ(uboot->domains.size(), 4627u);
  EXPECT_EQ(uboot->sections.size(), 1101u);
  EXPECT_EQ(uboot->paths.size(), 38571u);
  EXPECT_EQ(DifferencesInUboot(*uboot, SlowOwnership, 61), "");
}

TEST(RealOwnership, ProductionReproducesKotlinsDump) {
  const auto kotlin = ReadKotlin(TESTFED_SHARED_DATA);
  if (!kotlin) GTEST_SKIP() << "no data in " << TESTFED_SHARED_DATA;
  EXPECT_EQ(DifferencesInKotlin(*kotlin, ProductionOwnership), "");
}

TEST(RealOwnership, ProductionReproducesUbootsOwners) {
  const auto uboot = ReadUboot(TESTFED_SHARED_DATA);
  if (!uboot) GTEST_SKIP() << "no data in " << TESTFED_SHARED_DATA << ", or no zstd";
  EXPECT_EQ(DifferencesInUboot(*uboot, ProductionOwnership, 1), "");
}

std::optional<std::string> ReadShared(const std::string& name) {
  std::ifstream file(std::string(TESTFED_SHARED_DATA) + "/" + name, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

TEST(RealOwnership, KotlinsFilesLoadUnchanged) {
  for (const char* name : {"kotlin/domains.2ac9d68.yaml", "kotlin/domains.643408f.yaml"}) {
    const auto text = ReadShared(name);
    if (!text) GTEST_SKIP() << "no data in " << TESTFED_SHARED_DATA;
    const DeclarationsResult result = ReadDeclarations(*text, "domains.yaml");
    std::string findings;
    for (const Finding& finding : result.findings) findings += Render(finding);
    EXPECT_EQ(findings, "") << name;
    EXPECT_GE(result.declarations.domains.size(), 10u) << name;
  }
}

// Also through the reader of domains.yaml, which the engine above goes round.
TEST(RealOwnership, KotlinsOwnFileReproducesItsDump) {
  const auto kotlin = ReadKotlin(TESTFED_SHARED_DATA);
  const auto text = ReadShared("kotlin/domains.2ac9d68.yaml");
  if (!kotlin || !text) GTEST_SKIP() << "no data in " << TESTFED_SHARED_DATA;
  const Declarations declarations = ReadDeclarations(*text, "repo/domains.yaml").declarations;
  const auto engine = [&](const std::vector<slow::Rules>&, const std::vector<std::string>& paths) {
    Ownership ownership(declarations);
    std::vector<std::vector<std::string>> owners;
    for (const std::string& path : paths) {
      owners.push_back(DecisionOf(declarations, ownership.Of(path)).domains);
    }
    return owners;
  };
  EXPECT_EQ(DifferencesInKotlin(*kotlin, engine), "");
}

}  // namespace
}  // namespace testfed
