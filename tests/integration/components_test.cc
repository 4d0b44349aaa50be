#include "integration/components.h"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace testfed {
namespace {

std::string FindingsIn(std::string_view text) {
  std::vector<Finding> findings;
  ReadComponents(text, "components.yaml", findings);
  SortFindings(findings);
  std::string rendered;
  for (const Finding& finding : findings) rendered += Render(finding);
  return rendered;
}

Components Sample() {
  std::vector<Finding> findings;
  Components components = ReadComponents(R"(
comm:
  repo: https://github.com/Orbit/comm.git
  module: orbit_comm
  formerly: [communication]
  reposFormerly: ["git@github.com:old/comm.git"]
  group: target_sw
  tracks: {main: {branch: main}, release/0.9: {tag: latest}, pinned: {version: 1.4.0}}
  versionTag: "release-{version}"
  requiredConfigs: [linux, qnx]
  hold: {reason: waits for flash, since: 2026-11-12, until: 2026-12-01}
logging: {repo: github.com/orbit/logging}
)",
                                         "components.yaml", findings);
  EXPECT_TRUE(findings.empty());
  return components;
}

TEST(Components, AreReadWhole) {
  const Components components = Sample();
  ASSERT_EQ(components.size(), 2u);
  const Component& comm = components[0];
  EXPECT_EQ(comm.module, "orbit_comm");
  EXPECT_EQ(comm.repository, "github.com/Orbit/comm");
  EXPECT_EQ(comm.former_repositories, std::vector<std::string>{"github.com/old/comm"});
  EXPECT_EQ(comm.required_configs, (std::vector<std::string>{"linux", "qnx"}));
  EXPECT_EQ(comm.tracks.at("release/0.9"), (Track{Track::Kind::kTag, "latest"}));
  EXPECT_EQ(comm.tracks.at("pinned"), (Track{Track::Kind::kVersion, "1.4.0"}));
  EXPECT_EQ(comm.hold, (Hold{"waits for flash", "2026-11-12", "2026-12-01"}));
  EXPECT_EQ(components[1].tracks.at("main"), (Track{Track::Kind::kBranch, "main"}));
  EXPECT_EQ(TagOf(&comm, "1.4.0"), "release-1.4.0");
  EXPECT_EQ(TagOf(nullptr, "1.4.0"), "v1.4.0");
}

TEST(Components, AreFoundByFormerNamesAndRepositories) {
  const Components components = Sample();
  EXPECT_EQ(FindComponent(components, "communication"), &components[0]);
  EXPECT_EQ(FindComponent(components, "other"), nullptr);
  EXPECT_EQ(ComponentsOf(components, "github.com/old/comm").size(), 1u);
  EXPECT_EQ(ComponentsOf(components, "Orbit/comm").size(), 1u) << "a repository without its host";
  EXPECT_EQ(ComponentsOf(components, "comm").size(), 0u);
  EXPECT_EQ(ComponentsOf(components, "bit/comm").size(), 0u);
}

TEST(Components, BringPinsUpToDate) {
  Pins pins;
  pins.push_back({"communication", *VersionPin("1"), "https://github.com/old/comm", {"//p:1"}, ""});
  pins.push_back({"other", *VersionPin("2"), "https://h.org/x", {}, "g"});
  const Pins updated = Updated(pins, Sample());
  EXPECT_EQ(updated[0].name, "comm");
  EXPECT_EQ(updated[0].remote, "https://github.com/Orbit/comm.git");
  EXPECT_EQ(updated[0].Module(), "orbit_comm");
  EXPECT_EQ(updated[0].group, "target_sw");
  EXPECT_EQ(updated[0].patches, std::vector<std::string>{"//p:1"});
  EXPECT_EQ(updated[1], pins[1]);
}

struct BadComponents {
  const char* text;
  const char* finding;
};

TEST(Components, MistakesHaveTheirPlace) {
  const BadComponents cases[] = {
      {"a: {}", "components.yaml:1:1: error: component `a` has no `repo` [missing-key]\n"},
      {"a: x",
       "components.yaml:1:4: error: component `a` is a map of keys, got the text `x` [type]\n"},
      {"A: {repo: h/p}",
       "components.yaml:1:1: error: component `A`; a component is called by small letters, digits, "
       "`.`, `_` and `-`, first a letter and last a letter or digit [name]\n"},
      {"a: {repo: ../x}",
       "components.yaml:1:11: error: `../x` names no repository; expected a URL, `git@HOST:PATH` "
       "or "
       "`HOST/PATH` [repo]\n"},
      {"a: {repo: h/p, trakcs: {}}",
       "components.yaml:1:16: error: unknown key `trakcs` in component `a`; did you mean `tracks`? "
       "[unknown-key]\n"},
      {"a: {repo: h/p, tracks: {main: {branch: x, tag: y}}}",
       "components.yaml:1:31: error: track `main` of component `a` is one of `branch`, `tag` and "
       "`version`, got 2 [type]\n"},
      {"a: {repo: h/p, tracks: {main: {branch: \"--upload-pack=x\"}}}",
       "components.yaml:1:40: error: `--upload-pack=x` is no name of a branch in git [type]\n"},
      {"a: {repo: h/p, tracks: {main: main}}",
       "components.yaml:1:31: error: track `main` is a map of keys, got the text `main` [type]\n"},
      {"a: {repo: h/p, hold: {since: 2026-01-01}}",
       "components.yaml:1:22: error: `hold` of component `a` has no `reason` [missing-key]\n"},
      {"a: {repo: h/p, hold: {reason: x, since: soon}}",
       "components.yaml:1:41: error: `since` is a date as in `2027-03-01`, got the text `soon` "
       "[type]\n"},
      {"a: {repo: h/p, group: \"../x\"}",
       "components.yaml:1:23: error: group `../x`; a group is called by letters, digits, `.`, `_` "
       "and `-`, for it is part of a file's name [name]\n"},
      {"a: {repo: h/p}\nb: {repo: h/p}",
       "components.yaml:2:11: error: components `a` and `b` have one repository, `h/p`; if that is "
       "meant, say `sharesRepo: true` [duplicate]\n"},
      {"a: {repo: h/p}\nb: {repo: h/q, formerly: [a]}",
       "components.yaml:2:1: error: `a` is a name of component `a` too; first at "
       "components.yaml:1:1 [duplicate]\n"},
      {"a: {repo: h/p}\na: {repo: h/q}",
       "components.yaml:2:1: error: component `a` stands twice; first at components.yaml:1:1 "
       "[duplicate]\n"},
  };
  for (const BadComponents& bad : cases) EXPECT_EQ(FindingsIn(bad.text), bad.finding) << bad.text;
}

TEST(Components, SchemaInDocsIsTheGeneratedOne) {
  std::ifstream file(std::string(TESTFED_SOURCE_DIR) + "/docs/components.schema.json");
  std::ostringstream text;
  text << file.rdbuf();
  EXPECT_EQ(text.str(), ComponentsSchemaText()) << "write it: testfed schema components";
}

}  // namespace
}  // namespace testfed
