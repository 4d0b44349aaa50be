#include "integration/overrides.h"

#include <gtest/gtest.h>

#include "integration/module_file.h"
#include "integration/override_findings.h"

namespace testfed {
namespace {

Pins SamplePins() {
  return {{"persistency",
           *CommitPin(std::string(40, 'b')),
           "https://h.org/o/persistency.git",
           {"//p:2.patch", "//p:1.patch"},
           "target_sw"},
          {"comm",
           *CommitPin(std::string(40, 'a')),
           "https://h.org/o/comm.git",
           {},
           "target_sw",
           "orbit_comm"},
          {"logging", *VersionPin("1.4.0"), "https://h.org/o/logging", {}, "tooling"}};
}

// Behaviour 23: layout and order of arguments are buildifier's.
TEST(Overrides, Behaviour23FragmentsHaveTheLayoutOfBuildifier) {
  const RenderedOverrides rendered = RenderOverrides(SamplePins(), {});
  EXPECT_EQ(rendered.git, 2);
  EXPECT_EQ(rendered.single_version, 1);
  EXPECT_EQ(rendered.files.at("components_target_sw.MODULE.bazel"),
            "# Written by `testfed overrides render` from a manifest; do not edit it.\n"
            "\n"
            "bazel_dep(name = \"orbit_comm\")\n"
            "git_override(\n"
            "    module_name = \"orbit_comm\",\n"
            "    commit = \"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\",\n"
            "    remote = \"https://h.org/o/comm.git\",\n"
            ")\n"
            "\n"
            "bazel_dep(name = \"persistency\")\n"
            "git_override(\n"
            "    module_name = \"persistency\",\n"
            "    commit = \"bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\",\n"
            "    patch_strip = 1,\n"
            "    patches = [\n"
            "        \"//p:2.patch\",\n"
            "        \"//p:1.patch\",\n"
            "    ],\n"
            "    remote = \"https://h.org/o/persistency.git\",\n"
            ")\n");
  EXPECT_EQ(rendered.files.at("components_tooling.MODULE.bazel"),
            "# Written by `testfed overrides render` from a manifest; do not edit it.\n"
            "\n"
            "bazel_dep(name = \"logging\")\n"
            "single_version_override(\n"
            "    module_name = \"logging\",\n"
            "    version = \"1.4.0\",\n"
            ")\n");
  EXPECT_EQ(rendered.files.size(), 4u);
  const std::string ordered =
      RenderOverrides(SamplePins(), {"x", true}).files.at("x_target_sw.MODULE.bazel");
  EXPECT_LT(ordered.find("persistency"), ordered.find("orbit_comm")) << "the source's order";
}

TEST(Overrides, TextsAreStarlarkLiterals) {
  EXPECT_EQ(StarlarkText("a\"b\\c\nd"), "\"a\\\"b\\\\c\\nd\"");
}

// What is rendered reads back as the same overrides: one for each module, by the same pins.
TEST(Overrides, ReadBackWhatTheyRender) {
  for (const auto& [name, text] : RenderOverrides(SamplePins(), {}).files) {
    if (!name.ends_with(".MODULE.bazel")) continue;
    std::vector<Finding> findings;
    const auto calls = ReadModuleFile(text, name, findings);
    EXPECT_TRUE(findings.empty());
    EXPECT_TRUE(MutablePins(calls).empty());
    for (const ModuleCall& call : calls) {
      if (call.function != "git_override") continue;
      const std::string module = call.Text("module_name");
      for (const Pinned& pinned : SamplePins()) {
        if (pinned.Module() != module) continue;
        EXPECT_EQ(call.Text("commit"), pinned.pin.text);
        EXPECT_EQ(call.Text("remote"), pinned.remote);
        const auto patches = call.arguments.find("patches");
        EXPECT_EQ(
            patches == call.arguments.end() ? std::vector<std::string>() : patches->second.texts,
            pinned.patches);
      }
    }
  }
}

std::string Rendered(std::vector<Finding> findings) {
  std::string text;
  SortFindings(findings);
  for (const Finding& finding : findings) text += Render(finding);
  return text;
}

// Behaviour 24.
TEST(Overrides, Behaviour24HandWrittenOverrideOfThePinnedModuleIsAConflict) {
  std::vector<Finding> findings;
  const auto calls = ReadModuleFile(
      "module(name = \"x\")\n"
      "git_override(module_name = \"orbit_comm\", commit = \"" +
          std::string(40, 'c') +
          "\", remote = \"https://h/x\")\n"
          "git_override(\n    module_name = \"other\",\n    commit = \"" +
          std::string(40, 'c') + "\",\n)\n",
      "MODULE.bazel", findings);
  EXPECT_TRUE(findings.empty());
  ASSERT_EQ(calls.size(), 3u);
  EXPECT_EQ(Rendered(ConflictsWith(SamplePins(), calls)),
            "MODULE.bazel:2:1: error: git_override of `orbit_comm` is a second one beside that of "
            "the manifest, which Bazel refuses [override-conflict]\n"
            "hint: remove it; the manifest decides\n");
}

// Behaviour 25.
TEST(Overrides, Behaviour25PinsThatMayMoveAreNamed) {
  std::vector<Finding> findings;
  const auto calls = ReadModuleFile(R"(
git_override(module_name = "a", branch = "main", remote = "https://h/a")
git_override(module_name = "b", tag = "v1", remote = "https://h/b")
git_override(module_name = "c", commit = "2831bf7", remote = "https://h/c")
archive_override(module_name = "d", urls = ["https://h/d/archive/refs/heads/master.tar.gz"])
archive_override(module_name = "e", urls = ["https://h/e/v1.tar.gz"], integrity = "sha256-x")
archive_override(module_name = "f", urls = [URL], integrity = "sha256-x")
local_path_override(module_name = "g", path = "../g")
local_path_override(module_name = "h", path = "third_party/h")
# git_override(module_name = "i", branch = "main")
)",
                                    "MODULE.bazel", findings);
  EXPECT_EQ(Rendered(MutablePins(calls)),
            "MODULE.bazel:2:1: error: git_override of `a` follows the branch `main`; it is not "
            "reproducible [mutable-pin]\n"
            "MODULE.bazel:3:1: error: git_override of `b` follows the tag `v1`; it is not "
            "reproducible [mutable-pin]\n"
            "MODULE.bazel:4:1: error: git_override of `c` has no whole `commit`; it is not "
            "reproducible [mutable-pin]\n"
            "MODULE.bazel:5:1: error: archive_override of `d` follows a branch, "
            "`https://h/d/archive/refs/heads/master.tar.gz`; it is not reproducible [mutable-pin]\n"
            "MODULE.bazel:5:1: error: archive_override of `d` has no `integrity`; it is not "
            "reproducible [mutable-pin]\n"
            "MODULE.bazel:7:1: error: `urls` of a archive_override is computed, and cannot be "
            "read; it is not reproducible [mutable-pin]\n"
            "MODULE.bazel:8:1: error: local_path_override of `g` takes whatever stands in `../g`; "
            "it is not reproducible [mutable-pin]\n");
  EXPECT_EQ(
      Rendered(MutableRegistries("# common --registry=https://h/main/\n"
                                 "common --registry=https://raw.githubusercontent.com/o/r/main/\n"
                                 "common --registry=https://bcr.bazel.build/\n"
                                 "common --registry=https://raw.githubusercontent.com/o/r/" +
                                     std::string(40, 'a') + "/\n",
                                 ".bazelrc")),
      ".bazelrc:2:8: error: the registry follows a branch, "
      "`https://raw.githubusercontent.com/o/r/main/`; it is not reproducible [mutable-pin]\n");
}

TEST(Overrides, ModuleFileThatDoesNotEndIsAFinding) {
  std::vector<Finding> findings;
  ReadModuleFile("git_override(\n    module_name = \"a\",\n", "MODULE.bazel", findings);
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].code, "module-file");
}

TEST(Overrides, IncludesArePathsFromTheRoot) {
  EXPECT_EQ(PathOfInclude("//bazel_common:x.MODULE.bazel"), "bazel_common/x.MODULE.bazel");
  EXPECT_EQ(PathOfInclude("//:x.MODULE.bazel"), "x.MODULE.bazel");
  EXPECT_EQ(PathOfInclude("//a:../../x.MODULE.bazel"), "");
  EXPECT_EQ(PathOfInclude("@other//a:x.MODULE.bazel"), "");
}

// Behaviour 27; a scenario shows missing and extra files.
TEST(Overrides, Behaviour27DifferencesAreLines) {
  const std::string is = "a\nb\nc\n", should = "a\nx\ny\nc\n";
  EXPECT_EQ(LineDiff(&is, &should, 9), "-b\n+x\n+y\n");
  EXPECT_EQ(LineDiff(&is, &should, 1), "-b\n... and 2 more lines\n");
  EXPECT_EQ(LineDiff(nullptr, &is, 9), "+a\n+b\n+c\n");
  EXPECT_EQ(LineDiff(&is, nullptr, 9), "-a\n-b\n-c\n");
}

}  // namespace
}  // namespace testfed
