#include "tests/house/includes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace testfed::house {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kAgainst[] =
    " against domains <- contracts <- selector <- {integration, reporters} <- cli";

Files OneInclude(const std::string& path, const std::string& header) {
  return {{path, "\n#include " + header + "\n"}};
}

TEST(Includes, AreReadWithTheirLines) {
  std::vector<Include> includes = IncludesOf(
      "// #include \"no.h\"\n#include \"a/b.h\"\n # include <c>  // why\n"
      "#include MACRO\n#include \"open\nx #include <no>\n#includes\n#\n");
  ASSERT_EQ(includes.size(), 2u);
  EXPECT_EQ(includes[0].header, "a/b.h");
  EXPECT_EQ(includes[0].line, 2u);
  EXPECT_TRUE(includes[0].quoted);
  EXPECT_EQ(includes[1].header, "c");
  EXPECT_EQ(includes[1].line, 3u);
  EXPECT_FALSE(includes[1].quoted);
}

struct ArrowCase {
  const char* path;
  const char* header;
  bool allowed;
};

TEST(Includes, FollowTheArrows) {
  const ArrowCase cases[] = {
      {"domains/a.cc", "domains/b.h", true},
      {"domains/a.cc", "contracts/b.h", false},
      {"domains/a.cc", "selector/b.h", false},
      {"domains/deep/a.cc", "cli/b.h", false},
      {"contracts/a.h", "domains/b.h", true},
      {"contracts/a.h", "selector/b.h", false},
      {"selector/a.cc", "contracts/b.h", true},
      {"selector/a.cc", "reporters/b.h", false},
      {"integration/a.cc", "selector/b.h", true},
      {"integration/a.cc", "reporters/b.h", false},
      {"reporters/a.cc", "integration/b.h", false},
      {"reporters/a.cc", "selector/b.h", true},
      {"reporters/a.cc", "cli/b.h", false},
      {"cli/a.cc", "reporters/b.h", true},
      {"cli/a.cc", "tests/cli/b.h", false},
      {"domains/a.cc", "bench/b.h", false},
      {"tests/domains/a.cc", "domains/b.h", true},
      {"tests/domains/a.cc", "selector/b.h", false},
      {"tests/domains/a.cc", "tests/selector/b.h", false},
      {"tests/selector/a.cc", "tests/domains/b.h", true},
      {"tests/cli/a.cc", "tests/selector/b.h", true},
      {"tests/house/a.cc", "tests/house/b.h", true},
      {"bench/a.cc", "selector/b.h", true},
      {"domains/a.cc", "absl/status/status.h", true},
  };
  for (const ArrowCase& c : cases) {
    std::string expected = std::string(c.path) + ":2: includes `" + c.header + "`" + kAgainst;
    Violations violations =
        CheckIncludeArrows(OneInclude(c.path, "\"" + std::string(c.header) + "\""));
    if (c.allowed) {
      EXPECT_THAT(violations, IsEmpty());
    } else {
      EXPECT_THAT(violations, ElementsAre(expected));
    }
  }
}

TEST(Includes, StartAtTheTopOfTheRepository) {
  Files files = {
      {"domains/a.cc", "#include \"b.h\"\n#include \"domains/b.h\"\n#include <string>\n"},
      {"domains/b.h", "#include \"absl/status/status.h\"\n#include \"../x.h\"\n"}};
  EXPECT_THAT(
      CheckIncludeRoots(files),
      ElementsAre("domains/a.cc:1: includes `b.h`, which is no file here; write it from the "
                  "root of the repository",
                  "domains/b.h:2: includes `../x.h`, which is no file here; write it from the "
                  "root of the repository"));
}

TEST(Includes, SeeALibraryOnlyInItsWrapper) {
  const std::pair<const char*, const char*> wrappers[] = {
      {"yaml-cpp/yaml.h", "domains/yaml.cc"},
      {"re2/re2.h", "domains/regex.cc"},
      {"nlohmann/json.hpp", "domains/json.cc"},
      {"openssl/evp.h", "domains/sha256.cc"},
      {"git2.h", "selector/libgit2_repository.h"},
      {"git2/sys/x.h", "selector/git/libgit2_index.cc"},
      {"CLI/CLI.hpp", "cli/parse.cc"},
      {"gtest/gtest.h", "tests/domains/x_test.cc"},
      {"gmock/gmock.h", "tests/cli/x_test.cc"},
      {"benchmark/benchmark.h", "bench/x.cc"},
      {"absl/status/status.h", "reporters/x.h"},
      {"sys/stat.h", "domains/file_system.cc"},
      {"vector", "domains/x.cc"},
      {"fcntl.h", "domains/x.cc"},
  };
  for (const auto& [header, path] : wrappers) {
    EXPECT_THAT(CheckThirdParty(OneInclude(path, "<" + std::string(header) + ">")), IsEmpty());
  }
  EXPECT_THAT(CheckThirdParty(OneInclude("domains/other.cc", "<yaml-cpp/yaml.h>")),
              ElementsAre("domains/other.cc:2: includes `yaml-cpp/yaml.h`, which only "
                          "domains/yaml.cc may"));
  EXPECT_THAT(CheckThirdParty(OneInclude("domains/json.h", "\"nlohmann/json.hpp\"")),
              ElementsAre("domains/json.h:2: includes `nlohmann/json.hpp`, which only "
                          "domains/json.cc may"));
  EXPECT_THAT(
      CheckThirdParty(OneInclude("selector/range.cc", "<git2.h>")),
      ElementsAre("selector/range.cc:2: includes `git2.h`, which only selector/libgit2_ may"));
  EXPECT_THAT(CheckThirdParty(OneInclude("selector/range.h", "<gtest/gtest.h>")),
              ElementsAre("selector/range.h:2: includes `gtest/gtest.h`, which only tests/ may"));
  EXPECT_THAT(
      CheckThirdParty(OneInclude("cli/run.cc", "<boost/process.hpp>")),
      ElementsAre("cli/run.cc:2: includes `boost/process.hpp` of a library without a wrapper"));
}

}  // namespace
}  // namespace testfed::house
