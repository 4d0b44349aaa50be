// S-CORE's own files, read where they are there.
#include <gtest/gtest.h>

#include <fstream>
#include <optional>
#include <sstream>

#include "integration/overrides.h"
#include "integration/pins_file.h"

namespace testfed {
namespace {

std::optional<std::string> ReadShared(const std::string& name) {
  std::ifstream file(std::string(TESTFED_SHARED_DATA) + "/score/" + name, std::ios::binary);
  if (!file) return std::nullopt;
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// Behaviour 1.
TEST(RealScore, Behaviour1EveryRevisionHasItsPublishedDigest) {
  const auto table = ReadShared("tuple_ids.tsv");
  if (!table) GTEST_SKIP() << "no data in " << TESTFED_SHARED_DATA;
  std::istringstream lines(*table);
  std::string line;
  int compared = 0;
  while (std::getline(lines, line)) {
    if (line.starts_with('#')) continue;
    std::istringstream fields(line);
    std::string name, components, bytes, digest;
    fields >> name >> components >> bytes >> digest;
    const auto text = ReadShared(name);
    ASSERT_TRUE(text) << name;
    std::vector<Finding> findings;
    PinsOptions options;
    options.lenient = true;
    const PinsFile file = ReadPins(*text, name, options, findings);
    for (const Finding& finding : findings) {
      EXPECT_EQ(finding.severity, Severity::kWarning) << Render(finding);
    }
    const Tuple tuple = TupleOf(file.pins);
    EXPECT_EQ(std::to_string(tuple.size()), components) << name;
    EXPECT_EQ(std::to_string(CanonicalText(tuple).size()), bytes) << name;
    EXPECT_EQ(TupleSha256(tuple), digest) << name;
    ++compared;
  }
  EXPECT_EQ(compared, 5);
}

// Behaviour 23: but for the header, what S-CORE committed for revision 37.
TEST(RealScore, Behaviour23Revision37RendersItsCommittedFragments) {
  const auto text = ReadShared("known_good/37_2026-08-21_8ec9f3d8a5b3.json");
  if (!text) GTEST_SKIP() << "no data in " << TESTFED_SHARED_DATA;
  std::vector<Finding> findings;
  const PinsFile file = ReadPins(*text, "known_good.json", {}, findings);
  const RenderedOverrides rendered = RenderOverrides(file.pins, {"score_modules", true});
  for (const char* group : {"target_sw", "tooling"}) {
    const std::string name = "score_modules_" + std::string(group) + ".MODULE.bazel";
    const auto committed = ReadShared("module_bazel/2026-08-21_8ec9f3d8a5b3_" + name);
    ASSERT_TRUE(committed) << name;
    const std::string& ours = rendered.files.at(name);
    EXPECT_EQ(ours.substr(ours.find("\nbazel_dep")),
              committed->substr(committed->find("\nbazel_dep")))
        << name;
  }
}

}  // namespace
}  // namespace testfed
