// One segment of a pattern: what stands between two slashes.
#ifndef TESTFED_DOMAINS_SEGMENT_H_
#define TESTFED_DOMAINS_SEGMENT_H_

#include <memory>
#include <string>
#include <string_view>

#include "domains/regex.h"
#include "domains/status.h"

namespace testfed {

// Forms that need no expression are told apart, so that engines can put them into tables.
struct Segment {
  enum class Kind {
    kLiteral,   // `src`
    kAny,       // `*`
    kPrefix,    // `test*`
    kSuffix,    // `*.cc`
    kBoth,      // `lib*.so`
    kContains,  // `*gradle*`
    kGeneral,   // anything else: `?`, brackets, more than two stars
    kAnyDepth,  // `**`
  };
  Kind kind = Kind::kLiteral;
  std::string first;   // the literal, the prefix (of kGeneral, too), or what is contained
  std::string second;  // the suffix
  std::shared_ptr<const SegmentRegex> regex;  // of kGeneral
  // As written, after brace expansion: equal sources match the same names. Of literals and
  // suffixes, which have their text elsewhere, it may be empty.
  std::string source;
  int literals = 0;  // bytes that are neither wildcard, bracket nor an escaping backslash

  // Reads a segment without slashes and braces, whose brackets are closed. Errors: a `.` or `..`, a
  // range that runs backwards.
  static absl::StatusOr<Segment> Parse(std::string_view source);

  // The same for text without `?`, brackets and backslashes. False: Parse has to look at it, which
  // also knows what is wrong.
  static bool ParsePlain(std::string_view source, Segment& segment);

  // Whether the name of one file or directory matches. kAnyDepth matches every name.
  bool Matches(std::string_view name) const;
};

// Length of the bracket expression at the start of `text`, which begins with `[`. Errors: unclosed,
// a named class, and `\`, `{`, `}` or `/` inside.
absl::StatusOr<size_t> BracketLength(std::string_view text);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_SEGMENT_H_
