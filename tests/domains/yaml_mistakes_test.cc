// The first mistakes that people make with globs in YAML, each in a whole small domains.yaml.
#include <gtest/gtest.h>

#include "tests/domains/rendered_findings.h"

namespace testfed {
namespace {

struct Case {
  const char* name;
  std::string text;
  std::string findings;
};

TEST(YamlMistakes, AreExplainedWithTheirRepair) {
  const std::vector<Case> cases = {
      {"alias in a list", "Js:\n  include:\n    - js/a\n    - **/*.kt\n  exclude: [x]\n",
       "domains.yaml:4:7: error: `**/*.kt` begins with `*`, which YAML reads as an alias; quote it "
       "[yaml]\nhint: write\n  - \"**/*.kt\"\n"},
      {"alias in brackets", "Js:\n  include: [ **/*.kt ]\n",
       "domains.yaml:2:14: error: `**/*.kt` begins with `*`, which YAML reads as an alias; quote "
       "it "
       "[yaml]\nhint: write\n  include: [ \"**/*.kt\" ]\n"},
      {"alias behind another item", "Js:\n  include: [js, *.kt]  # *all*\n",
       "domains.yaml:2:17: error: `*.kt` begins with `*`, which YAML reads as an alias; quote it "
       "[yaml]\nhint: write\n  include: [js, \"*.kt\"]  # *all*\n"},
      {"alias of a word", "Js:\n  include: [*kt]\n",
       "domains.yaml:2:13: error: `*kt` begins with `*`, which YAML reads as an alias; quote it "
       "[yaml]\nhint: write\n  include: [\"*kt\"]\n"},
      {"negation", "Js:\n  include:\n    - native\n    - !native/swift\n",
       "domains.yaml:4:7: error: `!native/swift` is a YAML tag, and patterns do not negate; put "
       "`native/swift` under `exclude` [yaml]\n"},
      {"negation in brackets", "Js:\n  include: [native, !native/swift]\n",
       "domains.yaml:2:21: error: `!native/swift` is a YAML tag, and patterns do not negate; put "
       "`native/swift` under `exclude` [yaml]\n"},
      {"owner", "Js:\n  owners: [@acme/web]\n",
       "domains.yaml:2:12: error: `@acme/web` begins with `@`, which YAML reserves; quote it "
       "[yaml]\n"
       "hint: write\n  owners: [\"@acme/web\"]\n"},
      {"owners in a list", "Js:\n  owners:\n    - \"@acme/js\"\n    - @acme/web\n",
       "domains.yaml:4:7: error: `@acme/web` begins with `@`, which YAML reserves; quote it "
       "[yaml]\n"
       "hint: write\n  - \"@acme/web\"\n"},
      {"braces", "Js:\n  include:\n    - {a,b}/**\n    - c\n",
       "domains.yaml:3:7: error: `{a,b}/**` begins with `{`, which YAML reads as a map; quote it "
       "[yaml]\nhint: write\n  - \"{a,b}/**\"\n"},
      {"braces last", "Js:\n  include:\n    - {a,b}/**\n",
       "domains.yaml:3:7: error: `{a,b}/**` begins with `{`, which YAML reads as a map; quote it "
       "[yaml]\nhint: write\n  - \"{a,b}/**\"\n"},
      {"braces in brackets", "Js:\n  include: [c, {a,b}/**, d]\n",
       "domains.yaml:2:16: error: `{a,b}/**` begins with `{`, which YAML reads as a map; quote it "
       "[yaml]\nhint: write\n  include: [c, \"{a,b}/**\", d]\n"},
      {"brackets", "Js:\n  include:\n    - [ab]/x\n    - c\n",
       "domains.yaml:3:7: error: `[ab]/x` begins with `[`, which YAML reads as a list; quote it "
       "[yaml]\nhint: write\n  - \"[ab]/x\"\n"},
      {"brackets in brackets", "Js:\n  include: [c, [ab]/x, d]\n",
       "domains.yaml:2:16: error: `[ab]/x` begins with `[`, which YAML reads as a list; quote it "
       "[yaml]\nhint: write\n  include: [c, \"[ab]/x\", d]\n"},
      {"alias with brackets", "Js:\n  include: [c, *.[ch], d]\n",
       "domains.yaml:2:16: error: `*.[ch]` begins with `*`, which YAML reads as an alias; quote it "
       "[yaml]\nhint: write\n  include: [c, \"*.[ch]\", d]\n"},
      {"alias with a backslash", "Js:\n  include: [**/\\*'.kt]\n",
       "domains.yaml:2:13: error: `**/\\*'.kt` begins with `*`, which YAML reads as an alias; "
       "quote "
       "it [yaml]\nhint: write\n  include: ['**/\\*''.kt']\n"},
      {"backslash", "Js:\n  include:\n    - \"a\\*b\"\n",
       "domains.yaml:3:7: error: in double quotes YAML wants `\\\\*`; use single quotes: 'a\\*b' "
       "[yaml]\nhint: write\n  - 'a\\*b'\n"},
      {"backslash in brackets", "Js:\n  include: [\"c\", \"a\\*b\", \"d\"]\n",
       "domains.yaml:2:18: error: in double quotes YAML wants `\\\\*`; use single quotes: 'a\\*b' "
       "[yaml]\nhint: write\n  include: [\"c\", 'a\\*b', \"d\"]\n"},
      {"tab", "Js:\n\tinclude: [js]\n",
       "domains.yaml:2:1: error: a tab; YAML indents with spaces [yaml]\n"},
      {"tab behind a blank", "Js:\n  home: js\n \tinclude: [js]\n",
       "domains.yaml:3:2: error: a tab; YAML indents with spaces [yaml]\n"},
      {"items on two columns", "Js:\n  include:\n    - a\n     - b\n",
       "domains.yaml:3:7: error: `a - b` matches no file; two list items on different columns are "
       "one value in YAML [yaml]\n"},
      {"missing colon", "Billing:\n  include [billing/**]\n",
       "domains.yaml:2:3: error: domain `Billing` is a map of keys, got the text "
       "`include [billing/**]`; a `:` is missing after `include` [type]\n"},
      {"colon in a value",
       "$settings:\n  full:\n    - paths: [x]\n      reason: because: it\nA: {}\n",
       "domains.yaml:4:15: error: `because: it` holds `: `, which YAML reads as a map; quote it "
       "[yaml]\nhint: write\n  reason: \"because: it\"\n"},
  };
  for (const Case& c : cases) EXPECT_EQ(FindingsIn(c.text), c.findings) << c.name;
}

// What looks like one of them and is none.
TEST(YamlMistakes, AreNotSeenWhereNoneIs) {
  for (const char* text : {
           "Js: {include: [\"**/*.kt\", '{a,b}/x', \"[ab]/x\", 'a\\*b', \"a\\\\*b\"]}\n",
           "Js:\n  owners: [\"@acme/web\"]\n  include:\n    - a - b\n    - \"c - d\"\n",
           "$settings:\n  full: [{paths: [x], reason: \"because: it\"}]\nA: {}\n",
           "Js:\n  include:\n    - \"a\n      - b\"\n",
       }) {
    EXPECT_EQ(FindingsIn(text), "") << text;
  }
}

TEST(YamlMistakes, KeepTheParsersWordsForTheRest) {
  EXPECT_EQ(FindingsIn("A: {include: [a}\n"),
            "domains.yaml:1:16: error: YAML cannot be read here: illegal flow end "
            "[yaml]\n");
}

}  // namespace
}  // namespace testfed
