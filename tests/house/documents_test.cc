#include "tests/house/documents.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace testfed::house {
namespace {

using ::testing::ElementsAre;

TEST(Documents, LinkToWhatExists) {
  Files files = {
      {"LICENSE", "x"},
      {"README.md",
       "[a](LICENSE) and [b](docs/x.md#two-words) ![c](no.png)\n"
       "[d](https://example.com/y) [e](#here) [f](#there) [g](docs/)\n"
       "```\n[h](no.md)\n```\n`[i](no.md)`\n# Here\n[j]: no.txt\n[k](docs/x.md#three)\n"},
      {"docs/x.md", "# Two `words`\n```\n# three\n```\n[a](../LICENSE)\n[b](LICENSE \"title\")\n"},
      {"tests/data/y.md", "[a](no.md)\n"}};
  EXPECT_THAT(CheckLinks(files),
              ElementsAre("README.md:1: links to `no.png`, and there is no file `no.png`",
                          "README.md:2: links to `#there`, and `README.md` has no such heading",
                          "README.md:8: links to `no.txt`, and there is no file `no.txt`",
                          "README.md:9: links to `docs/x.md#three`, and `docs/x.md` has no such "
                          "heading",
                          "docs/x.md:6: links to `LICENSE`, and there is no file `docs/LICENSE`"));
}

constexpr char kDev[] =
    "#!/usr/bin/env bash\nusage='usage: ./dev COMMAND\n\n  test [REGEX]  runs things\n"
    "  asan, tsan  both\n  help        this\n\nText.'\n  notacommand  here\n";

TEST(Documents, KnowTheCommandsOfDev) {
  EXPECT_THAT(DevCommandsOf(kDev), ElementsAre("asan", "help", "test", "tsan"));
}

TEST(Documents, NameCommandsThatExist) {
  Files files = {{"dev", "usage='\n  test  x\n  help  y'\n"},
                 {"README.md",
                  "`./dev test x`, ./dev help\n./dev COMMAND\n./dev "
                  "tset, ./dev test\n"}};
  EXPECT_THAT(CheckDevCommands(files), ElementsAre("README.md:3: `./dev "
                                                   "tset` is no command of ./dev"));
}

}  // namespace
}  // namespace testfed::house
