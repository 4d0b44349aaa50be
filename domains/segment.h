// One segment of a pattern: what stands between two slashes.
#ifndef TESTFED_DOMAINS_SEGMENT_H_
#define TESTFED_DOMAINS_SEGMENT_H_

#include <memory>
#include <string>
#include <string_view>

#include "domains/regex.h"

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
  std::string first;   // the literal, the prefix, or what is contained
  std::string second;  // the suffix
  std::shared_ptr<const SegmentRegex> regex;  // of kGeneral
  std::string source;  // as written, after brace expansion: for equality

  // Whether the name of one file or directory matches. kAnyDepth matches every name.
  bool Matches(std::string_view name) const;
};

}  // namespace testfed

#endif  // TESTFED_DOMAINS_SEGMENT_H_
