// The oracle of pattern matching and ownership: docs/patterns.md word by word, slow and obvious.
//
// It shares nothing with the production engine and includes none of its headers, so that the two
// can only agree by both being right. Braces are expanded to texts; a text is matched by
// backtracking, over segments and over characters that are decoded here by hand; and a pattern is
// tried on the path and on every ancestor.
#ifndef TESTFED_TESTS_DOMAINS_SLOW_MATCHER_H_
#define TESTFED_TESTS_DOMAINS_SLOW_MATCHER_H_

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace testfed::slow {

// One character, or one byte of a longer literal character, of one segment of a pattern.
struct Token {
  enum class Kind { kByte, kAnyCharacter, kAnyRun, kBracket };
  Kind kind = Kind::kByte;
  unsigned char byte = 0;
  bool negated = false;
  std::vector<std::pair<char32_t, char32_t>> ranges;  // both ends belong to the range
};

struct GlobSegment {
  bool globstar = false;  // `**`
  std::vector<Token> tokens;
};

// A pattern without braces.
struct Glob {
  std::vector<GlobSegment> segments;
  bool below_only = false;  // it ended in `/` or `/**`, or was `**`
  bool files_only = false;  // its last segment is `*`
  int literals = 0;
};

// Why `text` is no pattern, as the machine word of tests/data/patterns.json; nullopt when it is
// one.
std::optional<std::string> PatternError(std::string_view text);

// The alternatives of a pattern; empty when `text` is no pattern.
std::vector<Glob> ReadPattern(std::string_view text);

// (depth, literals) of the best match of `path` or one of its ancestors, nullopt when none matches.
std::optional<std::pair<int, int>> Rank(const std::vector<Glob>& globs, std::string_view path);
std::optional<std::pair<int, int>> Rank(std::string_view pattern, std::string_view path);
bool Matches(std::string_view pattern, std::string_view path);

struct Rules {  // of one domain
  std::string name;
  std::vector<std::string> include;
  std::vector<std::string> exclude;
};

struct Decision {
  enum class State { kFull, kIgnored, kOwned, kUnowned };
  State state = State::kUnowned;
  std::vector<std::string> domains;  // of kOwned in order of declaration; of kUnowned `Unknown`,
                                     // where it is declared
  bool operator==(const Decision&) const = default;
};

// What becomes of the file `path` under one configuration.
Decision Decide(const std::vector<Rules>& domains, bool exclusive,
                const std::vector<std::string>& ignore, const std::vector<std::string>& full,
                std::string_view path);

}  // namespace testfed::slow

#endif  // TESTFED_TESTS_DOMAINS_SLOW_MATCHER_H_
