// The vectors that docs/known-good.md publishes.
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "integration/known_good_chain.h"
#include "tests/integration/known_good_sample.h"

namespace testfed {
namespace {

std::string Page() {
  std::ostringstream text;
  text << std::ifstream(TESTFED_SOURCE_DIR "/docs/known-good.md").rdbuf();
  return text.str();
}

TEST(KnownGoodPage, ItsChainOfTwoRecordsVerifies) {
  const std::string page = Page();
  const std::string opening = "<!-- vector: chain -->\n```json\n";
  const size_t begin = page.find(opening);
  ASSERT_NE(begin, std::string::npos);
  const size_t from = begin + opening.size();
  const std::string chain_text = page.substr(from, page.find("```", from) - from);
  absl::StatusOr<KnownGoodChain> chain = KnownGoodChain::Read(chain_text, "page");
  ASSERT_TRUE(chain.ok()) << chain.status();
  EXPECT_EQ(chain->size(), 2);
  EXPECT_NE(page.find("`" + chain->head() + "`, the head"), std::string::npos) << chain->head();
  // Written by testfed it is the same, byte for byte.
  EXPECT_EQ(chain_text, StoreOf({SamplePromotion('a', "1"), SampleRevocation(1)}));
}

TEST(KnownGoodPage, EveryMemberIsDescribed) {
  const std::string page = Page();
  for (RecordKind kind : kRecordKinds) {
    Record record = SamplePromotion('a', "1");
    record.kind = kind;
    const Json json = *ParseJson(RecordLine(record), "record");
    for (const auto& [key, value] : json.Members()) {
      EXPECT_NE(page.find("`" + key + "`"), std::string::npos) << key;
    }
  }
}

}  // namespace
}  // namespace testfed
