// Patterns: the globs of `include`, `exclude`, `ignore`, `full` and `tests`.
//
// A pattern matches repository-relative paths from the root, case-sensitively. Paths are bytes.
// The grammar, what each form owns, and which pattern decides are in docs/patterns.md; its cases
// stand as data in tests/data/patterns.json.
#ifndef TESTFED_DOMAINS_PATTERN_H_
#define TESTFED_DOMAINS_PATTERN_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domains/segment.h"
#include "domains/status.h"

namespace testfed {

inline constexpr int kMaxAlternatives = 1024;     // of one pattern, after brace expansion
inline constexpr size_t kMaxPatternBytes = 4096;  // of one pattern, as written

// What an alternative matches once all its segments have matched.
enum class Reach {
  kTree,       // `native`: the file, or everything below the directory
  kBelow,      // `native/`, `native/**`: everything below the directory, not a file of that name
  kFilesOnly,  // `native/*`: files directly in the directory
};

// One alternative of a pattern after brace expansion.
struct Alternative {
  std::vector<Segment> segments;  // a trailing `**` or `/` is in `reach`, not here
  Reach reach = Reach::kTree;
  int literals = 0;  // bytes that are neither wildcard, bracket, `/` nor an escaping backslash
};

// How a pattern matched a path: rule 1 and rule 2 of what decides.
struct Rank {
  int depth = 0;  // segments of the deepest path that matched: the file or an ancestor; 0: root
  int literals = 0;
  auto operator<=>(const Rank&) const = default;
};

class Pattern {
 public:
  Pattern() = default;  // matches nothing

  // An error is a predicate, for "`TEXT` has ...": the offending part and its repair.
  static absl::StatusOr<Pattern> Parse(std::string_view text);
  // Of a text that Parse has accepted before, in this version of the program: it is parsed when
  // somebody first asks for alternatives. A text that is wrong all the same ends the process.
  static Pattern OfParsed(std::string text);

  const std::string& text() const { return text_; }
  // Safe from several threads.
  const std::vector<Alternative>& alternatives() const;

  // The segments before the first one that has a wildcard, a brace or an escape, without a leading
  // or trailing slash: the pattern matches nothing but such a path and what is below it.
  std::string_view LiteralFolder() const;

  // The best rank of all alternatives that match the file `path` or one of its ancestors; nullopt
  // when none does. Cost: proportional to segments of path x segments of pattern; for one path.
  // Many paths against many patterns are the Matcher's (matcher.h).
  std::optional<Rank> Match(std::string_view path) const;

 private:
  struct Parsed;

  std::string text_;
  // Shared: patterns are copied with the declarations, their alternatives never change. Null: none.
  std::shared_ptr<Parsed> parsed_;
};

}  // namespace testfed

#endif  // TESTFED_DOMAINS_PATTERN_H_
