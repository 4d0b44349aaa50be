#include "domains/suggest.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace testfed {
namespace {

struct Case {
  const char* name;
  std::string typo;
  std::vector<std::string> names;
  std::string closest;  // empty: none
};

TEST(Suggest, ClosestName) {
  const std::vector<Case> cases = {
      {"a missing letter", "selct", {"show", "select"}, "select"},
      {"an extra letter", "owwners", {"owners"}, "owners"},
      {"a wrong letter", "Compilar", {"Compiler"}, "Compiler"},
      {"two letters swapped is one edit", "onwers", {"others", "owners"}, "owners"},
      {"a swap at the start", "sJ", {"Js"}, "Js"},
      {"case costs nothing", "COMPILER", {"Compile", "Compiler"}, "Compiler"},
      {"an edit beats none of its own case", "wASM", {"WASI", "Wasm"}, "Wasm"},
      {"the first of equally close names", "cat", {"bat", "car"}, "bat"},
      {"a third of the length may differ", "abcdef", {"abcdxy"}, "abcdxy"},
      {"more may not", "abcdef", {"abcxyz"}, ""},
      {"one edit is allowed in a short name", "Js", {"JsX"}, "JsX"},
      {"one letter is no hint", "x", {"q", "y"}, ""},
      {"one letter may gain another", "x", {"xy"}, ""},
      {"nothing is near nothing", "", {"a", ""}, ""},
      {"an empty name is near nothing", "a", {""}, ""},
      {"no names", "select", {}, ""},
      {"the name itself", "select", {"selects", "select"}, "select"},
      {"bytes beyond ASCII",
       "gr\xc3\xb6sse",
       {"groesse",
        "gr\xc3\xb6\xc3\x9f"
        "e"},
       "groesse"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(ClosestName(c.typo, c.names).value_or(""), c.closest) << c.name;
  }
}

TEST(Suggest, AVeryLongTypoIsCheap) {
  EXPECT_EQ(ClosestName(std::string(1 << 20, 'x'), {"select", "show"}), std::nullopt);
}

TEST(Suggest, DidYouMeanIsTheTailOfAMessage) {
  EXPECT_EQ(DidYouMean("selct", {"select"}), "; did you mean `select`?");
  EXPECT_EQ(DidYouMean("qqqqq", {"select"}), "");
}

// The definition, without tables or limits.
size_t SlowEdits(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return a.size() + b.size();
  size_t best = SlowEdits(a.substr(1), b.substr(1)) + (a[0] == b[0] ? 0 : 1);
  best = std::min(best, SlowEdits(a.substr(1), b) + 1);
  best = std::min(best, SlowEdits(a, b.substr(1)) + 1);
  if (a.size() > 1 && b.size() > 1 && a[0] == b[1] && a[1] == b[0]) {
    best = std::min(best, SlowEdits(a.substr(2), b.substr(2)) + 1);
  }
  return best;
}

TEST(Suggest, AgreesWithTheDefinition) {
  std::vector<std::string> words = {""};
  for (size_t i = 0; words[i].size() < 4; ++i) {
    for (char c : {'a', 'b', 'c'}) words.push_back(words[i] + c);
  }
  for (const std::string& typo : words) {
    for (const std::string& name : words) {
      size_t edits = SlowEdits(typo, name);
      EXPECT_EQ(ClosestName(typo, {name}).has_value(), edits <= 1 && edits < typo.size())
          << typo << " " << name;
    }
  }
}

}  // namespace
}  // namespace testfed
