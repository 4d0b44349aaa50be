// Debian's Bazel, without a network and without a server that outlives the test.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/runners/sample_repository.h"

namespace testfed {
namespace {

// Rules that Bazel 4.2.3 would load from the network.
void WriteRules(SampleRepository& repository) {
  struct Rules {
    const char* file;
    std::vector<const char*> names;
  };
  const std::vector<Rules> all = {
      {"rules_cc/cc/defs.bzl",
       {"cc_binary", "cc_library", "cc_test", "cc_import", "cc_toolchain", "cc_toolchain_suite",
        "objc_library", "objc_import", "cc_proto_library", "fdo_profile", "fdo_prefetch_hints",
        "cc_host_toolchain_alias", "cc_libc_top_alias", "cc_toolchain_alias"}},
      {"rules_java/java/defs.bzl",
       {"java_binary", "java_import", "java_library", "java_lite_proto_library",
        "java_proto_library", "java_test", "java_package_configuration", "java_plugin",
        "java_runtime", "java_toolchain"}},
      {"rules_proto/proto/defs.bzl", {"proto_lang_toolchain", "proto_library"}},
  };
  for (const Rules& rules : all) {
    const std::filesystem::path file = rules.file;
    std::string text;
    for (const char* name : rules.names) {
      text += "def " + std::string(name) + "(**kw):\n    native." + name + "(**kw)\n";
    }
    const std::string package = "stubs/" + file.parent_path().string();
    repository.Write("stubs/" + file.string(), text);
    repository.Write(package + "/BUILD", "");
    repository.Write("stubs/" + file.begin()->string() + "/WORKSPACE", "");
  }
  repository.Write("stubs/cov/WORKSPACE", "");
  repository.Write("stubs/cov/BUILD",
                   "filegroup(name = \"coverage_report_generator\", "
                   "visibility = [\"//visibility:public\"])\n"
                   "filegroup(name = \"lcov_merger\", visibility = [\"//visibility:public\"])\n");
  std::string options = "startup --batch --output_user_root=" + repository.Path(".bazel") + "\n";
  for (const char* name : {"rules_cc", "rules_java", "rules_proto"}) {
    options += "common --override_repository=" + std::string(name) + "=" +
               repository.Path("stubs/" + std::string(name)) + "\n";
  }
  options += "common --override_repository=remote_coverage_tools=" + repository.Path("stubs/cov") +
             "\n" +
             "common --override_repository=bazel_skylib=/usr/share/bazel/tools/skylib\n"
             "common --override_repository=platforms=/usr/share/bazel/platforms\n"
             "test --test_output=errors\n";
  repository.Write(".bazelrc", options);
  repository.Write(".bazelignore", "stubs\n.bazel\n");
}

// `package/name` of the tests whose reports lie below bazel-testlogs.
TestNames ReportsOf(const SampleRepository& repository) {
  TestNames names;
  const std::filesystem::path logs = repository.Path("bazel-testlogs/");
  std::error_code error;
  std::filesystem::recursive_directory_iterator at(logs, error);
  EXPECT_FALSE(error) << error.message();
  for (; !error && at != std::filesystem::recursive_directory_iterator(); at.increment(error)) {
    if (at->path().filename() != "test.xml") continue;
    names.insert(at->path().parent_path().lexically_relative(logs).string());
  }
  return names;
}

TEST(RunnerTest, BazelRunsWhatIsSelected) {
  if (!HasProgram("bazel")) GTEST_SKIP() << "no bazel: apt-get install bazel-bootstrap";
  if (!std::filesystem::exists("/usr/share/bazel/platforms/WORKSPACE")) {
    GTEST_SKIP() << "no Bazel of Debian 12: apt-get install bazel-bootstrap bazel-platforms";
  }
  // `directory` tells the whole suites of one workspace apart.
  auto suite = [](const std::string& name) {
    return "runner: bazel\ndirectory: " + name + "\ncommand: bazel test {filter}";
  };
  SampleRepository repository({suite("provider"), suite("consumer")});
  WriteRules(repository);
  repository.Write("WORKSPACE", "");
  auto test = [&](const std::string& name, const std::string& tags) {
    return "sh_test(\n    name = \"" + name + "\",\n    srcs = [\"run.sh\"],\n" + tags + ")\n\n";
  };
  for (const char* folder : {"provider", "provider/deep", "consumer"}) {
    repository.Write(folder + std::string("/run.sh"), "#!/bin/sh\n");
  }
  repository.Write("provider/BUILD", test("adds", "") + test("rounds", ""));
  repository.Write("provider/deep/BUILD", test("deep", ""));
  // Of another macro's tests no source tells, but Bazel's own listing does.
  repository.Write(
      "consumer/checks.bzl",
      "def checks(name, tags):\n"
      "    native.sh_test(name = name + \"_made\", srcs = [\"run.sh\"], tags = tags)\n");
  repository.Write("consumer/BUILD",
                   "load(\":checks.bzl\", \"checks\")\n\n"
                   "checks(\"pays\", [\"affected-by:Provider\"])\n"
                   "checks(\"waits\", [])\n\n" +
                       test("reads_prices", "    tags = [\"affected-by:Provider\"],\n") +
                       test("starts", "    tags = [\"smoke\"],\n") + test("plain", ""));
  repository.Write("consumer/comments/run.sh", "#!/bin/sh\n");
  repository.Write("consumer/comments/BUILD",
                   "# @AffectedByProvider\n" + test("reads_more", "") + test("other", ""));
  if (!repository.ChangeAndBuild(
          "provider/run.sh", "# dearer",
          "chmod +x */run.sh */*/run.sh\n"
          "bazel query --output=xml 'tests(//consumer/...)' > listing.xml")) {
    return;
  }
  std::string out =
      repository.Testfed("run -v --base HEAD~1 --head HEAD --listing Consumer/unit=listing.xml");
  EXPECT_EQ(
      ReportsOf(repository),
      (TestNames{"consumer/comments/reads_more", "consumer/pays_made", "consumer/reads_prices",
                 "consumer/starts", "provider/adds", "provider/deep/deep", "provider/rounds"}))
      << out;
}

}  // namespace
}  // namespace testfed
