#include "integration/known_good_export.h"

#include <gtest/gtest.h>

#include "integration/timestamp.h"
#include "tests/integration/known_good_sample.h"

namespace testfed {
namespace {

TEST(KnownGoodExport, TheDecisionRecordsArrayHasItsFiveMembers) {
  const KnownGoodChain chain =
      ChainOf({SamplePromotion('a', "1"), SamplePromotion('b', "2"), SampleRevocation(1)});
  EXPECT_EQ(ExportDr002(chain, "main"), R"([
  {
    "timestamp": "2026-11-20T09:12:44Z",
    "tuple": {
      "comm": "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
      "logging": "1.4.0"
    },
    "manifest_sha256": ")" + chain.Find(2)->record.manifest_sha256 +
                                            R"(",
    "suite": "full",
    "duration_s": 2520
  }
]
)");
  EXPECT_EQ(ExportDr002(chain, "release/0.9"), "[]\n");
}

TEST(KnownGoodExport, JsonHoldsEveryRecordAndItsHash) {
  const KnownGoodChain chain = ChainOf({SamplePromotion('a', "1"), SampleRevocation(1)});
  absl::StatusOr<Json> json = ParseJson(ExportJson(chain, ""), "export");
  ASSERT_TRUE(json.ok());
  ASSERT_EQ(json->Items().size(), 2U);
  EXPECT_EQ(json->Items()[0]["sha256"].String(), chain.Find(1)->sha256);
  EXPECT_EQ(json->Items()[0]["revoked_by"].Int(), 2);
  EXPECT_FALSE(json->Items()[1].Has("revoked_by"));
  // A record without the two is the line that it was.
  Json line = Json::MakeObject();
  for (const auto& [key, value] : json->Items()[0].Members()) {
    if (key != "sha256" && key != "revoked_by") line.Set(key, value);
  }
  EXPECT_EQ(CanonicalText(line), RecordLine(chain.Find(1)->record));
}

// Behaviour 58.
TEST(KnownGoodExport, TheBadgeSaysHowOldAndWhetherItStands) {
  const std::int64_t then = *ReadTimestamp("2026-11-20T09:12:44Z");
  constexpr std::int64_t kDay = 86400;
  const KnownGoodChain fine = ChainOf({SamplePromotion('a', "1"), SamplePromotion('b', "2")});
  auto badge = [&](const KnownGoodChain& chain, std::int64_t now) {
    return BadgeText(chain, "main", "", "", now, 3 * kDay);
  };
  EXPECT_EQ(badge(fine, then + 3 * kDay),
            R"({"schemaVersion":1,"label":"known good","message":"#2 2026-11-20",)"
            R"("color":"brightgreen"})"
            "\n");
  EXPECT_EQ(badge(fine, then + 3 * kDay + 1),
            R"({"schemaVersion":1,"label":"known good","message":"#2 2026-11-20",)"
            R"("color":"orange"})"
            "\n");
  const KnownGoodChain revoked =
      ChainOf({SamplePromotion('a', "1"), SamplePromotion('b', "2"), SampleRevocation(2)});
  EXPECT_EQ(badge(revoked, then), R"({"schemaVersion":1,"label":"known good",)"
                                  R"("message":"#2 revoked, now #1 2026-11-20","color":"red"})"
                                  "\n");
  EXPECT_EQ(badge(ChainOf({SamplePromotion('a', "1"), SampleRevocation(1)}), then),
            R"({"schemaVersion":1,"label":"known good","message":"#1 revoked","color":"red"})"
            "\n");
  EXPECT_EQ(badge(ChainOf({}), then),
            R"({"schemaVersion":1,"label":"known good","message":"none","color":"red"})"
            "\n");
  EXPECT_EQ(BadgeText(fine, "release/0.9", "", "release 0.9", then, kDay),
            R"({"schemaVersion":1,"label":"release 0.9","message":"none","color":"red"})"
            "\n");
}

}  // namespace
}  // namespace testfed
