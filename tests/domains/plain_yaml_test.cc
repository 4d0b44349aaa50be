// Whatever the fast reader reads, yaml-cpp reads to the very same tree.
#include "domains/plain_yaml.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>

#include "domains/path_name.h"
#include "domains/yaml_cache.h"
#include "tests/domains/random_patterns.h"

namespace testfed {
namespace {

enum class Verdict { kUnsure, kSame, kOther };

Verdict Compare(const std::string& text) {
  if (!IsUtf8(text)) return Verdict::kUnsure;  // is asked before
  const std::optional<YamlNode> plain = ReadPlainYaml(text);
  if (!plain) return Verdict::kUnsure;
  const YamlResult library = ReadYamlByLibrary(text, "domains.yaml");
  const bool same =
      library.root && library.findings.empty() && EncodeYaml(*plain) == EncodeYaml(*library.root);
  return same ? Verdict::kSame : Verdict::kOther;
}

// Documents as people write them, with everything that the reader knows.
class Writer {
 public:
  explicit Writer(Random& random) : random_(random) {}

  std::string Document() {
    text_.clear();
    Block(3, "");
    return text_;
  }

 private:
  std::string Scalar() {
    static const std::vector<std::string> kScalars = {
        "a",      "src/**", "'it is'",   "\"q # : [\"", "3.10",      "true",     "x y z",
        "a#b",    "a:b",    "http://x",  "'**'",        "$x",        "a-b",      ".a",
        "+1",     "(x)",    "0x1f",      "yes",         "''",        "\"\"",     "a'b",
        "\"'\"",  "'\"'",   "src/{a,b}", "a[1]",        "x*",        "a, b",     "Null",
        "null",   "~",      "- a",       "-a",          "*a",        "!a",       "&a b",
        "a: b",   "a #b",   "?",         "\"a\\nb\"",   "'it''s'",   "|",        ">",
        "%a",     "@a",     "`a",        "a\tb",        "a\xc3\xa9", "nullable", "2024-01-01",
        "[a]: b", "{a}",    "a ? b",     "a :b",        "a : b",     ":a",       "...",
        "a ]",    "# only", "\"a\" b",   "'a':",        "a:",        "=",        "<<",
        "a\\b",   "a & b",  "a!b",       "a | b",       "a > b",     "a%b",      "x@y"};
    // Most are ordinary.
    return random_.OneIn(12) ? random_.Of(kScalars) : kScalars[random_.Below(27)];
  }
  std::string Key() {
    static const std::vector<std::string> kKeys = {
        "include", "Domains", "$settings", "'a b'", "\"x\"", "a b",   "1",    "a.b/c",
        "a-b",     "a:b",     "null",      "<<",    "a#b",   "a # b", "'a'b", "[a]"};
    return random_.OneIn(25) ? random_.Of(kKeys) : kKeys[random_.Below(9)];
  }
  std::string Blank() { return std::string(random_.OneIn(6) ? random_.Below(3) : 0, ' '); }
  std::string End() {
    std::string end = Blank();
    if (random_.OneIn(8)) end += " # a comment: [x] 'y\" \xc3\xa9";
    end += "\n";
    if (random_.OneIn(15)) end += std::string(random_.Below(5), ' ') + "# a line of it\n";
    if (random_.OneIn(15)) end += std::string(random_.Below(4), ' ') + "\n";
    return end;
  }
  std::string Flow(int depth) {
    const bool list = random_.OneIn(2);
    std::string flow = list ? "[" : "{";
    const size_t count = random_.Below(4);
    auto between = [&] {
      flow += Blank();
      if (random_.OneIn(12)) flow += End() + std::string(random_.Below(8), ' ');
    };
    between();
    for (size_t i = 0; i < count; ++i) {
      if (i > 0) {
        flow += ",";
        if (!random_.OneIn(10)) flow += " ";
        between();
      }
      if (!list) flow += Key() + (random_.OneIn(30) ? ":" : ": ");
      flow += depth > 0 && random_.OneIn(4) ? Flow(depth - 1) : Scalar();
      between();
    }
    if (random_.OneIn(40)) flow += ",";
    return flow + (list ? "]" : "}");
  }
  void Block(int depth, const std::string& indent) {
    const bool list = random_.OneIn(3);
    for (size_t i = 1 + random_.Below(4); i > 0; --i) {
      text_ += indent;
      if (random_.OneIn(60)) text_ += " ";
      if (list) {
        text_ += "-";
      } else {
        text_ += Key() + ":";
      }
      Value(depth, indent, list);
    }
  }
  void Value(int depth, const std::string& indent, bool in_list) {
    if (depth > 0 && random_.OneIn(3)) {
      if (in_list && random_.OneIn(2)) {  // the first key in the line of the dash
        std::string before = std::move(text_);
        text_.clear();
        const std::string inner = indent + "  ";
        Block(depth - 1, inner);
        text_ = before + " " + (text_.size() > inner.size() ? text_.substr(inner.size()) : text_);
        return;
      }
      text_ += End();
      Block(depth - 1, indent + std::string(random_.OneIn(5) ? random_.Below(4) : 2, ' '));
      return;
    }
    text_ += " " + Blank() +
             (random_.OneIn(12)  ? std::string()
              : random_.OneIn(3) ? Flow(2)
                                 : Scalar()) +
             End();
  }

  Random& random_;
  std::string text_;
};

int Cases() {
  const char* count = std::getenv("TESTFED_CASES");
  return count != nullptr ? std::atoi(count) : 10000;
}

TEST(PlainYaml, IsNeverReadAnotherWay) {
  Random random(SeedOfThisRun());
  Writer writer(random);
  int same = 0;
  for (int i = 0; i < Cases(); ++i) {
    std::string text = writer.Document();
    const Verdict verdict = Compare(text);
    ASSERT_NE(verdict, Verdict::kOther) << "case " << i << "\n" << text;
    same += verdict == Verdict::kSame;
  }
  std::cout << same << " of " << Cases() << " documents were read\n";
  EXPECT_GT(same, Cases() / 20);
}

// One to three changes anywhere in a document that is read.
TEST(PlainYaml, DamagedDocumentsAreNotReadAnotherWay) {
  static constexpr std::string_view kBytes = " \n-:#[]{},'\"ab*&!|>?%@`~\\\t\r.0<";
  Random random(SeedOfThisRun());
  Writer writer(random);
  int damaged = 0, same = 0;
  while (damaged < Cases()) {
    std::string text = writer.Document();
    if (Compare(text) == Verdict::kUnsure) continue;
    for (int turn = 0; turn < 10; ++turn) {
      std::string other = text;
      for (size_t k = 1 + random.Below(3); k > 0; --k) {
        const size_t at = random.Below(other.size());
        const char byte = kBytes[random.Below(kBytes.size())];
        if (random.OneIn(3)) {
          other.erase(at, 1 + random.Below(3));
        } else if (random.OneIn(2)) {
          other.insert(at, 1, byte);
        } else {
          other[at] = byte;
        }
        if (other.empty()) break;
      }
      const Verdict verdict = Compare(other);
      ASSERT_NE(verdict, Verdict::kOther) << "case " << damaged << "\n" << other;
      same += verdict == Verdict::kSame;
      ++damaged;
    }
  }
  std::cout << same << " of " << damaged << " damaged documents were read\n";
  EXPECT_GT(same, damaged / 20);
}

TEST(PlainYaml, ReadsWhatDomainsYamlIsMadeOf) {
  for (const char* text : {
           "A: {include: [a, 'b/**'], exclude: []}\n",
           "$settings:\n  full:\n    - paths: [a,\n        b]   # why\n      reason: x y\n"
           "    - {events: [schedule], reason: nightly}\n",
           "A:\n  include:\n  - a\n  - b\nB:\n",
           "# first\n\nA:\n    owners: [\"@x/y\"]\n\n    # more\n    component: 'x'\n",
       }) {
    EXPECT_EQ(Compare(text), Verdict::kSame) << text;
  }
}

TEST(PlainYaml, LeavesWhatIsOddToTheLibrary) {
  for (const char* text : {"",
                           "\n",
                           "a",
                           "a: b",
                           "a\n",
                           "[a]\n",
                           "---\na: b\n",
                           "a: b\n...\n",
                           "a: |\n  x\n",
                           "a: &x b\n",
                           "a: *x\n",
                           "a: !x b\n",
                           "a:\tb\n",
                           "a: b\r\n",
                           "a: null\n",
                           "a: ~\n",
                           "a: \"\\n\"\n",
                           "a: 'it''s'\n",
                           "a: b\n  c\n",
                           "a: [b\n]\n",
                           "a: [b,]\n",
                           "a: [b: c]\n",
                           "a: {b}\n",
                           "a: {b:}\n",
                           "? a\n: b\n",
                           "a : b\n",
                           "- - a\n",
                           "-\n",
                           " a: b\n",
                           "%x\na: b\n",
                           "a: b: c\n",
                           "\xef\xbb\xbf"
                           "a: b\n",
                           "a: \xc3\xa9\n",
                           "a: b # \xc2\x85\n"}) {
    EXPECT_EQ(Compare(text), Verdict::kUnsure) << text;
  }
}

TEST(PlainYaml, AgreesOnRealDeclarations) {
  int read = 0;
  for (const char* name : {"domains.2ac9d68.yaml", "domains.643408f.yaml"}) {
    std::ifstream file(std::string(TESTFED_SHARED_DATA "/kotlin/") + name, std::ios::binary);
    if (!file) continue;
    std::ostringstream text;
    text << file.rdbuf();
    EXPECT_EQ(Compare(text.str()), Verdict::kSame) << name;
    ++read;
  }
  if (read == 0) GTEST_SKIP() << "no data in " << TESTFED_SHARED_DATA;
}

}  // namespace
}  // namespace testfed
