// Errors as values. Every boundary returns absl::Status or absl::StatusOr<T>; no exception leaves
// the file that called a throwing library.
//
// A message is lower case, has no full stop and puts user text into back-ticks. What to do about it
// is a hint: a sentence, and optionally one line to copy, which travel with the status and are
// printed after it as
//   hint: SENTENCE
//     COPY
#ifndef TESTFED_DOMAINS_STATUS_H_
#define TESTFED_DOMAINS_STATUS_H_

#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace testfed {

struct Hint {
  std::string text;  // a sentence, lower case, no full stop
  std::string copy;  // a command or a text to copy; may be empty, may hold several lines
  bool operator==(const Hint&) const = default;
};

// Input that cannot be answered: the usual error. RunCli maps every error to exit code 2.
absl::Status Error(std::string_view message);
absl::Status Error(std::string_view message, std::string_view hint, std::string_view copy = "");

// A thing that is not there, where callers tell this apart from other errors.
absl::Status NotFound(std::string_view message);

// `status` with one more hint; hints keep their order. An OK status stays as it is.
absl::Status WithHint(absl::Status status, std::string_view hint, std::string_view copy = "");
std::vector<Hint> HintsOf(const absl::Status& status);

// The bare message (absl's string_view is not std::string_view in Debian's build).
std::string MessageOf(const absl::Status& status);

}  // namespace testfed

#define TESTFED_RETURN_IF_ERROR(expression)                                                      \
  do {                                                                                           \
    if (absl::Status testfed_status = (expression); !testfed_status.ok()) return testfed_status; \
  } while (false)

#define TESTFED_CONCAT_INNER(a, b) a##b
#define TESTFED_CONCAT(a, b) TESTFED_CONCAT_INNER(a, b)
#define TESTFED_ASSIGN_OR_RETURN(declaration, expression) \
  TESTFED_ASSIGN_OR_RETURN_IMPL(TESTFED_CONCAT(testfed_or_, __LINE__), declaration, expression)
#define TESTFED_ASSIGN_OR_RETURN_IMPL(name, declaration, expression) \
  auto name = (expression);                                          \
  if (!name.ok()) return std::move(name).status();                   \
  declaration = *std::move(name)

#endif  // TESTFED_DOMAINS_STATUS_H_
