#include "integration/tuple.h"

#include <gtest/gtest.h>

#include "integration/repository_name.h"

namespace testfed {
namespace {

// The vector of the specification; its remotes and commit are written as people write them.
Tuple PublishedTuple() {
  Tuple tuple;
  tuple["b"] = {*CommitPin("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
                *RepositoryName("git@github.com:Org/B.git"),
                {}};
  tuple["a"] = {*VersionPin("1.2.0"),
                *RepositoryName("https://github.com/Org/A/"),
                {"//p:2.patch", "//p:1.patch"}};
  return tuple;
}

constexpr const char* kPublishedText =
    R"({"components":{"a":{"patches":["//p:2.patch","//p:1.patch"],"repo":"github.com/Org/A",)"
    R"("version":"1.2.0"},"b":{"commit":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",)"
    R"("repo":"github.com/Org/B"}},"schema":"tuple/1"})";

TEST(Tuple, HasThePublishedBytesAndDigest) {
  EXPECT_EQ(CanonicalText(PublishedTuple()), kPublishedText);
  EXPECT_EQ(TupleSha256(PublishedTuple()),
            "7bb1f7825a3909ccef50d167e759c147e4fd5e15354b6272409cd0126dde09b2");
}

TEST(Tuple, OfNothingHasBytesToo) {
  EXPECT_EQ(CanonicalText(Tuple()), R"({"components":{},"schema":"tuple/1"})");
}

TEST(Tuple, OrderOfPatchesIsPartOfIt) {
  Tuple tuple = PublishedTuple();
  std::swap(tuple["a"].patches[0], tuple["a"].patches[1]);
  EXPECT_NE(TupleSha256(tuple), TupleSha256(PublishedTuple()));
}

TEST(Tuple, ReadsBackWhatItWrites) {
  const auto json = ParseJson(kPublishedText, "tuple.json");
  ASSERT_TRUE(json.ok());
  const auto tuple = ReadTuple(*json, "tuple.json");
  ASSERT_TRUE(tuple.ok()) << MessageOf(tuple.status());
  EXPECT_EQ(*tuple, PublishedTuple());
}

struct BadTuple {
  const char* text;
  const char* message;
};

TEST(Tuple, ReadsNothingButCanonicalValues) {
  const BadTuple cases[] = {
      {R"([])", "t is an object, got something else"},
      {R"({"components":{}})", "t: `schema` is `tuple/1`, got ``"},
      {R"({"components":{},"schema":"tuple/2"})", "t: `schema` is `tuple/1`, got `tuple/2`"},
      {R"({"components":[],"schema":"tuple/1"})", "t: `components` is an object"},
      {R"({"components":{},"schema":"tuple/1","group":"x"})", "t: unknown key `group`"},
      {R"({"components":{"A":{}},"schema":"tuple/1"})",
       "t: component `A`; a component is called by small letters, digits, `.`, `_` and `-`, first "
       "a letter and last a letter or digit"},
      {R"({"components":{"a":{"repo":"h/p"}},"schema":"tuple/1"})",
       "t: component `a` has one of `commit` and `version`, got neither"},
      {R"({"components":{"a":{"repo":"h/p","commit":"x","version":"1"}},"schema":"tuple/1"})",
       "t: component `a` has one of `commit` and `version`, got both"},
      {R"({"components":{"a":{"repo":"h/p","commit":1}},"schema":"tuple/1"})",
       "t: component `a`: `commit` is a text"},
      {R"({"components":{"a":{"repo":"h/p","commit":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}},)"
       R"("schema":"tuple/1"})",
       "t: component `a`: commit `AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA` is not in lower case"},
      {R"({"components":{"a":{"repo":"https://h/p.git","version":"1"}},"schema":"tuple/1"})",
       "t: component `a`: `repo` is normalised, `h/p`, got `https://h/p.git`"},
      {R"({"components":{"a":{"version":"1"}},"schema":"tuple/1"})",
       "t: component `a`: `repo` is a text"},
      {R"({"components":{"a":{"repo":"h/p","version":"1","patches":[]}},"schema":"tuple/1"})",
       "t: component `a`: `patches` is a list with at least one label"},
      {R"({"components":{"a":{"repo":"h/p","version":"1","patches":[1]}},"schema":"tuple/1"})",
       "t: component `a`: a patch is a label, got something else"},
      {R"({"components":{"a":{"repo":"h/p","version":"1","pathces":["x"]}},"schema":"tuple/1"})",
       "t: component `a`: unknown key `pathces`; did you mean `patches`?"},
  };
  for (const BadTuple& bad : cases) {
    const auto json = ParseJson(bad.text, "t");
    ASSERT_TRUE(json.ok()) << bad.text;
    const auto tuple = ReadTuple(*json, "t");
    ASSERT_FALSE(tuple.ok()) << bad.text;
    EXPECT_EQ(MessageOf(tuple.status()), bad.message);
  }
}

}  // namespace
}  // namespace testfed
