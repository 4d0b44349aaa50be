#include "integration/registry.h"

#include <gtest/gtest.h>

namespace testfed {
namespace {

const Tuple kTuple = {
    {"comm", {{Pin::Kind::kVersion, "0.1.3"}, "github.com/orbit/comm", {}}},
    {"logging", {{Pin::Kind::kVersion, "1.4.0"}, "github.com/orbit/logging", {}}},
    {"timers", {{Pin::Kind::kCommit, std::string(40, 'a')}, "github.com/orbit/timers", {}}},
};

TEST(Registry, AYankedVersionComesWithItsReason) {
  MemoryFileSystem files;
  files.files["/r/modules/comm/metadata.json"] =
      R"({"versions": ["0.1.3", "0.1.4"], "yanked_versions": {"0.1.3": "wrong ABI"}})";
  files.files["/r/modules/logging/metadata.json"] = R"({"versions": ["1.4.0"]})";
  EXPECT_EQ(*YankedIn(kTuple, files, "/r"),
            (std::vector<YankedVersion>{{"comm", "0.1.3", "wrong ABI"}}));
}

TEST(Registry, AModuleThatItDoesNotHaveIsNotYanked) {
  MemoryFileSystem files;
  EXPECT_TRUE(YankedIn(kTuple, files, "/r")->empty());
}

TEST(Registry, WhatCannotBeReadIsAnError) {
  MemoryFileSystem files;
  std::string& metadata = files.files["/r/modules/comm/metadata.json"];
  metadata = R"({"yanked_versions": ["0.1.3"]})";
  EXPECT_EQ(
      MessageOf(YankedIn(kTuple, files, "/r").status()),
      "/r/modules/comm/metadata.json: `yanked_versions` is an object of versions and reasons");
  metadata = R"({"yanked_versions": {"0.1.3": true}})";
  EXPECT_EQ(MessageOf(YankedIn(kTuple, files, "/r").status()),
            "/r/modules/comm/metadata.json: the reason of yanked version `0.1.3` is a text");
  metadata = "{";
  EXPECT_FALSE(YankedIn(kTuple, files, "/r").ok());
}

}  // namespace
}  // namespace testfed
