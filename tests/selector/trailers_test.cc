#include "selector/trailers.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/selector/random_selections.h"

namespace testfed {
namespace {

// "line -> name name *" for each command.
std::string Read(const std::string& message) {
  std::string text;
  for (const TrailerCommand& command : ReadTrailers(message)) {
    text += command.line + " ->";
    for (const std::string& name : command.names) text += " " + name;
    text += command.all ? " *\n" : "\n";
  }
  return text;
}

struct Case {
  const char* name;
  std::string message;
  std::string commands;
};

TEST(Trailers, AreReadWhereGitReadsThem) {
  for (const Case& c : std::vector<Case>{
           {"a trailer", "Fix\n\nAffects: Js, Wasm\n", "Affects: Js, Wasm -> Js Wasm\n"},
           {"any case", "Fix\n\naFFECTS : Js\n", "aFFECTS : Js -> Js\n"},
           {"separators", "Fix\n\nAffects: A;B,,C\tD\n", "Affects: A;B,,C\tD -> A B C D\n"},
           {"everything", "Fix\n\nAffects: *\n", "Affects: * -> *\n"},
           {"nothing", "Fix\n\nAffects: <none>\n", "Affects: <none> ->\n"},
           {"several", "Fix\n\nAffects: A\nReviewed-by: x\nAffects: B\n",
            "Affects: A -> A\nAffects: B -> B\n"},
           {"folded", "Fix\n\nAffects: A,\n  B\n\tC\nX: y\n", "Affects: A,  B\tC -> A B C\n"},
           {"a title is none", "Affects: A\n", ""},
           {"blank lines before the title", "\n\nAffects: A\n", ""},
           {"another paragraph", "Fix\n\nAffects: A\n\nThe end.\n", ""},
           {"lines of Windows", "Fix\r\n\r\nAffects: A\r\n", "Affects: A -> A\n"},
           {"blank lines behind", "Fix\n\nAffects: A\n\n \n\n", "Affects: A -> A\n"},
           {"another key", "Fix\n\nAffect: A\nNot Affects: B\n", ""},
           {"empty", "", ""},
       }) {
    EXPECT_EQ(Read(c.message), c.commands) << c.name;
  }
}

TEST(Trailers, OfKotlinBeginWithACaret) {
  for (const Case& c : std::vector<Case>{
           {"a line", "Fix\n\n^test: Gradle\n\nThe end.\n", "^test: Gradle -> Gradle\n"},
           {"the older one", "^affects: Js\n", "^affects: Js -> Js\n"},
           {"prose", "test: add cases\n\naffects: Js\n\ntest: more\n\nThe end.\n", ""},
           {"not the first character", "Fix\n\n ^test: Js\n> ^test: Js\n\nThe end.\n", ""},
           {"another case", "Fix\n\n^Test: Js\n\nThe end.\n", ""},
           {"a blank before the colon", "Fix\n\n^test : Js\n\nThe end.\n", ""},
           {"both forms", "^test: A\n\nAffects: B\n^affects: *\n",
            "^test: A -> A\nAffects: B -> B\n^affects: * -> *\n"},
       }) {
    EXPECT_EQ(Read(c.message), c.commands) << c.name;
  }
}

TEST(Trailers, AgreeWithTheOracle) {
  const std::uint64_t seed = SeedOfThisRun();
  Random random(seed);
  const std::vector<std::string> pieces = {
      "Affects:", "affects:", "^affects:", "^test:", "test:", " ",    "\n",  "\n\n", "A",
      "B,",       "*",        "<none>",    ";",      "\t",    "\r\n", "\n ", "X: y"};
  for (int i = 0; i < 20000; ++i) {
    std::string message;
    for (size_t count = random.Below(14); count > 0; --count) message += random.Of(pieces);
    std::vector<std::string> words = slow::TrailerWords(message), read;
    for (const TrailerCommand& command : ReadTrailers(message)) {
      read.insert(read.end(), command.names.begin(), command.names.end());
      if (command.all) read.push_back("*");
    }
    std::sort(words.begin(), words.end());
    std::sort(read.begin(), read.end());
    // A command says once that it means everything.
    const auto once = [](std::vector<std::string>& all) {
      all.erase(std::unique(all.begin(), all.end()), all.end());
    };
    once(words);
    once(read);
    ASSERT_EQ(read, words) << "seed " << seed << ":\n" << message;
  }
}

}  // namespace
}  // namespace testfed
