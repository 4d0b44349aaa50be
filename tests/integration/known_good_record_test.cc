#include "integration/known_good_record.h"

#include <gtest/gtest.h>

#include "domains/sha256.h"
#include "tests/integration/known_good_sample.h"

namespace testfed {
namespace {

Record Placed(Record record) {
  record.seq = 1;
  record.prev = std::string(kNoRecord);
  return record;
}

TEST(KnownGoodRecord, EveryMemberSurvives) {
  Record record = Placed(SamplePromotion('a', "7"));
  record.base = {12, std::string(64, 'b')};
  record.held_back.Set("comm", Json::MakeObject().Set("reason", "red \"\n\xc3\xa9"));
  record.changesets.Set("timer-rename", Json(Json::Array{"comm", "lifecycle"}));
  record.allowed = {{"rewind", "drop the new layout"}};
  record.tuple["comm"].patches = {"//p:2.patch", "//p:1.patch"};
  record.tuple_sha256 = TupleSha256(record.tuple);
  const std::string line = RecordLine(record);
  absl::StatusOr<Record> read = ReadRecord(line, "r");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(RecordLine(*read), line);
  EXPECT_EQ(read->tuple, record.tuple);
  EXPECT_EQ(read->base, record.base);
  EXPECT_EQ(read->held_back, record.held_back);
  EXPECT_EQ(read->changesets, record.changesets);
  EXPECT_EQ(read->allowed, record.allowed);
  EXPECT_EQ(line.find('\n'), std::string::npos);
}

TEST(KnownGoodRecord, EveryKindSurvives) {
  Record anchor = Placed(SampleRevocation(0));
  anchor.kind = RecordKind::kAnchor;
  anchor.where = "tag known-good/1";
  Record rename = Placed(SampleRevocation(0));
  rename.kind = RecordKind::kRename;
  rename.from = "score-baselibs";
  rename.to = "score_baselibs";
  for (const Record& record : {Placed(SampleRevocation(3)), anchor, rename}) {
    absl::StatusOr<Record> read = ReadRecord(RecordLine(record), "r");
    ASSERT_TRUE(read.ok()) << read.status();
    EXPECT_EQ(RecordLine(*read), RecordLine(record));
  }
}

// What is wrong, after an edit that also writes `check` anew.
struct BadRecord {
  const char* name;
  void (*edit)(Json&);
  const char* problem;
};

TEST(KnownGoodRecord, BadRecordsSayWhatIsWrong) {
  const BadRecord kCases[] = {
      {"another version", [](Json& json) { json.Set("v", 2); },
       "r: version 2; this testfed reads version 1"},
      {"no kind", [](Json& json) { json.Set("kind", "grant"); },
       "r: `kind` is one of promote, revoke, anchor, rename, got `grant`"},
      {"unknown key", [](Json& json) { json.Set("note", "x"); }, "r: unknown key `note`"},
      {"wrong type", [](Json& json) { json.Set("suite", 3); },
       "r: `suite` is a text, got a number"},
      {"no time", [](Json& json) { json.Set("timestamp", "2026-11-20T09:12:44+00:00Z"); },
       "r: `timestamp` is a time such as 2026-11-20T09:12:44Z, got `2026-11-20T09:12:44+00:00Z`"},
      {"short digest", [](Json& json) { json.Set("manifest_sha256", "abc"); },
       "r: `manifest_sha256` is a SHA-256 in hexadecimal, got `abc`"},
      {"another tuple's digest", [](Json& json) { json.Set("tuple_sha256", std::string(64, 'f')); },
       "r: `tuple_sha256` is ffffffffffff..., but its tuple has f07be506f4c8..."},
      {"tuple with a branch",
       [](Json& json) {
         Json comm = Json::MakeObject();
         comm.Set("branch", "main").Set("repo", "github.com/orbit/comm");
         json.Set("tuple", Json::MakeObject()
                               .Set("schema", "tuple/1")
                               .Set("components", Json::MakeObject().Set("comm", comm)));
       },
       "r: tuple: component `comm`: unknown key `branch`"},
      {"missing count",
       [](Json& json) { json.Set("tests", Json::MakeObject().Set("executed", 1)); },
       "r: tests: `passed` is missing"},
  };
  for (const BadRecord& bad : kCases) {
    SCOPED_TRACE(bad.name);
    Json json = *ParseJson(RecordLine(Placed(SamplePromotion('a', "1"))), "x");
    bad.edit(json);
    Json rest = Json::MakeObject();
    for (const auto& [key, value] : json.Members()) {
      if (key != "check") rest.Set(key, value);
    }
    rest.Set("check", Sha256Hex(CanonicalText(rest)).substr(0, 16));
    EXPECT_EQ(MessageOf(ReadRecord(CanonicalText(rest), "r").status()), bad.problem);
  }
}

TEST(KnownGoodRecord, OnlyTheCanonicalFormIsARecord) {
  const std::string line = RecordLine(Placed(SamplePromotion('a', "1")));
  EXPECT_EQ(MessageOf(ReadRecord(line + " ", "r").status()),
            "r: not in canonical form; it was not written by testfed");
  EXPECT_EQ(MessageOf(ReadRecord("", "r").status()).substr(0, 16), "r:1:1: not JSON:");
  std::string altered = line;
  altered.replace(altered.find("2520"), 4, "2521");
  EXPECT_EQ(MessageOf(ReadRecord(altered, "r").status()).substr(0, 21), "r: altered: `check` i");
}

}  // namespace
}  // namespace testfed
