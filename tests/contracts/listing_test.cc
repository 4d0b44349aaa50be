#include "contracts/listing.h"

#include <gtest/gtest.h>

#include <random>

namespace testfed {
namespace {

std::string Listed(Runner runner, const std::string& text) {
  absl::StatusOr<Listing> listing = ReadListing(runner, text, "listing", "/root/repo/");
  if (!listing.ok()) return "error: " + MessageOf(listing.status());
  std::string lines;
  for (const ListedTest& test : listing->tests) {
    lines += test.id + " at " + ToString(test.at);
    for (const std::string& label : test.labels) lines += " [" + label + "]";
    lines += "\n";
  }
  return lines;
}

// As ctest 3.25.1 wrote it, with fewer lines; `b c` is declared by a call of a function.
const char* const kCtest = R"({
  "backtraceGraph" : {
    "commands" : ["add_test", "acme_test", "include"],
    "files" : ["/root/repo/a/CMakeLists.txt", "/root/repo/cmake/acme.cmake", "/usr/share/x.cmake",
               "/root/repo/CMakeLists.txt"],
    "nodes" : [
      {"file" : 0},
      {"command" : 0, "file" : 0, "line" : 4, "parent" : 0},
      {"command" : 1, "file" : 0, "line" : 8, "parent" : 0},
      {"command" : 0, "file" : 1, "line" : 6, "parent" : 2},
      {"command" : 0, "file" : 2, "line" : 6},
      {"command" : 2, "file" : 3, "line" : 1},
      {"command" : 0, "file" : 0, "line" : 2, "parent" : 5}
    ]
  },
  "kind" : "ctestInfo",
  "tests" : [
    {"backtrace" : 1, "command" : ["/usr/bin/true"], "name" : "a",
     "properties" : [{"name" : "COST", "value" : 1.0},
                     {"name" : "LABELS", "value" : ["affected-by:Js", "smoke"]}]},
    {"backtrace" : 3, "name" : "b c", "properties" : []},
    {"backtrace" : 4, "name" : "outside"},
    {"backtrace" : 6, "name" : "included"},
    {"name" : "discovered"}
  ],
  "version" : {"major" : 1, "minor" : 0}
})";

TEST(Listing, CtestsTestsComeInItsOrder) {
  EXPECT_EQ(Listed(Runner::kCtest, kCtest),
            "a at a/CMakeLists.txt:4:1 [affected-by:Js] [smoke]\nb c at a/CMakeLists.txt:8:1\n"
            "outside at \nincluded at a/CMakeLists.txt:2:1\ndiscovered at \n");
}

// Numbers of this listing would mean other tests after the build.
TEST(Listing, OfAFolderThatIsNotBuiltIsRefused) {
  EXPECT_EQ(Listed(Runner::kCtest, R"({"kind": "ctestInfo", "version": {"major": 1},
                                       "tests": [{"name": "t_NOT_BUILT", "properties": []}]})"),
            "error: listing: `t_NOT_BUILT` stands for tests that are not built yet");
  EXPECT_EQ(Listed(Runner::kCtest, R"({"kind": "ctestInfo", "version": {"major": 1},
                                       "tests": [{"name": "t_NOT_BUILT", "command": ["t"]}]})"),
            "t_NOT_BUILT at \n");
}

TEST(Listing, OtherJsonIsNoneOfCtests) {
  EXPECT_EQ(Listed(Runner::kCtest, "{}"),
            "error: listing: it is no output of `ctest --show-only=json-v1`");
  EXPECT_EQ(Listed(Runner::kCtest, R"({"kind": "ctestInfo", "version": {"major": 2}})"),
            "error: listing: testfed reads version 1 of ctest's listing");
  EXPECT_EQ(
      Listed(Runner::kCtest, R"({"kind": "ctestInfo", "version": {"major": 1}, "tests": [{}]})"),
      "error: listing: a test has no name");
}

// As Bazel 4.2.3 wrote it, with fewer inputs.
const char* const kBazel = R"(<?xml version="1.1" encoding="UTF-8" standalone="no"?>
<query version="2">
    <rule class="sh_test" location="/root/repo/a/BUILD:3:8" name="//a:y_test">
        <string name="name" value="y_test"/>
        <list name="srcs">
            <label value="//a:x.sh"/>
        </list>
        <rule-input name="//a:x.sh"/>
        <rule-input name="@bazel_tools//tools/test:runtime"/>
    </rule>
    <rule class="sh_test" location="/root/repo/a/BUILD:2:8" name="//a:x_test">
        <string name="name" value="x_test"/>
        <list name="tags">
            <string value="a &amp; &quot;b&quot; &lt;c&gt; &#228;"/>
            <string value="affected-by:Js"/>
            <string value="smoke"/>
        </list>
        <list name="data"><string value="smoke"/></list>
    </rule>
    <rule class="sh_test" location="/elsewhere/BUILD:2:8" name="@//a:manual_test">
        <list name="tags"><string value="manual"/></list>
    </rule>
    <rule class="test_suite" location="/root/repo/a/BUILD:7:11" name="//a:all">
        <list name="tags"><string value="smoke"/></list>
    </rule>
    <source-file name="//a:x.sh" location="/root/repo/a/x.sh:1:1"></source-file>
    <rule class="sh_test" location="/elsewhere/BUILD:2:8" name="@@//a:z_test"/>
</query>
)";

TEST(Listing, BazelsXmlIsRead) {
  EXPECT_EQ(Listed(Runner::kBazel, kBazel),
            "//a:y_test at a/BUILD:3:8\n"
            "//a:x_test at a/BUILD:2:8 [a & \"b\" <c> \xc3\xa4] [affected-by:Js] [smoke]\n"
            "//a:z_test at \n");
}

TEST(Listing, BazelsJsonIsRead) {
  EXPECT_EQ(
      Listed(Runner::kBazel,
             R"({"type":"RULE","rule":{"name":"//a:x_test","ruleClass":"sh_test","location":)"
             R"("/root/repo/a/BUILD:2:8","attribute":[{"name":"data","stringListValue":["y"]},)"
             R"({"name":"tags","type":"STRING_LIST","stringListValue":["smoke"]}]}})"
             "\n"
             R"({"type":"SOURCE_FILE","sourceFile":{"name":"//a:x.sh"}})"
             "\n"),
      "//a:x_test at a/BUILD:2:8 [smoke]\n");
}

TEST(Listing, DamagedXmlIsAnError) {
  EXPECT_EQ(Listed(Runner::kBazel, "<query>\n<rule>"),
            "error: listing:2:7: the document ends before its last tag is closed");
  EXPECT_EQ(Listed(Runner::kBazel, "<query>\n</rule>"),
            "error: listing:2:3: a tag closes another one than the last that is open");
  EXPECT_EQ(Listed(Runner::kBazel, "<query a=\"&x;\"/>"),
            "error: listing:1:1: a `&` begins no known entity");
  EXPECT_EQ(Listed(Runner::kBazel, "<query>text</query>"),
            "error: listing: there is text between tags, which `bazel query` does not write");
  EXPECT_EQ(Listed(Runner::kBazel, "<query a=x/>"),
            "error: listing:1:10: this is no well-formed XML");
  EXPECT_EQ(Listed(Runner::kBazel, "<html/>"),
            "error: listing: it is no output of `bazel query --output=xml`");
  EXPECT_EQ(Listed(Runner::kBazel, ""),
            "error: listing: it is neither XML nor JSON of `bazel query`");
}

TEST(Listing, OtherRunnersHaveNone) {
  EXPECT_EQ(Listed(Runner::kGo, "{}"), "error: listing: the runner `go` has no listing");
}

TEST(Listing, SurvivesDamage) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE("seed " + std::to_string(seed));
  std::mt19937 random(seed);
  for (auto [runner, text] : {std::pair<Runner, std::string>{Runner::kCtest, kCtest},
                              std::pair<Runner, std::string>{Runner::kBazel, kBazel}}) {
    for (size_t size = 0; size + 1 < text.size(); size += 7) {
      std::string cut = text.substr(0, size);
      // What is cut is never taken for a shorter listing.
      if (cut.find("</query>") == std::string::npos) {
        EXPECT_TRUE(Listed(runner, cut).starts_with("error: ")) << size;
      }
    }
    for (int round = 0; round < 2000; ++round) {
      std::string damaged = text;
      for (int change = 0; change < 3; ++change) {
        damaged[random() % damaged.size()] = "<>\"&;/=0{}[],:-9"[random() % 16];
      }
      Listed(runner, damaged);
    }
  }
}

}  // namespace
}  // namespace testfed
