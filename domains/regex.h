// The one wrapper around RE2: a segment of a pattern as a regular expression.
//
// A character is a code point where the name is UTF-8, and one byte where it is not; so each
// expression is compiled for both, the second when first needed. Linear time in the name's length.
#ifndef TESTFED_DOMAINS_REGEX_H_
#define TESTFED_DOMAINS_REGEX_H_

#include <memory>
#include <string>
#include <string_view>

#include "domains/status.h"

namespace testfed {

class SegmentRegex {
 public:
  // `expression` is in RE2's syntax for whole names. Fails when it exceeds RE2's memory budget.
  static absl::StatusOr<std::shared_ptr<const SegmentRegex>> Compile(
      std::string_view utf8_expression, std::string_view byte_expression);
  ~SegmentRegex();
  bool Matches(std::string_view name) const;  // safe from several threads

  // `text` with every character that RE2 reads specially escaped.
  static std::string Quote(std::string_view text);

 private:
  SegmentRegex();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace testfed

#endif  // TESTFED_DOMAINS_REGEX_H_
