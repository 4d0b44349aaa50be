// The XML of `bazel query --output=xml` (Bazel 4.2.3 and later): elements, attributes in double
// quotes, the five named entities and numeric ones. Nothing else is understood: text, comments,
// CDATA and DTDs, which Bazel never writes there, are errors.
#ifndef TESTFED_CONTRACTS_BAZEL_XML_H_
#define TESTFED_CONTRACTS_BAZEL_XML_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domains/status.h"

namespace testfed {

struct XmlTag {
  enum class Kind { kOpen, kClose, kEnd };
  Kind kind = Kind::kEnd;
  std::string_view name;
  std::vector<std::pair<std::string_view, std::string>> attributes;

  // The value of the attribute, or "".
  std::string_view operator[](std::string_view attribute) const;
};

class XmlTags {
 public:
  // `file` is what errors name.
  XmlTags(std::string_view text, const std::string& file) : text_(text), file_(file) {}

  // In order; `<a/>` is an open and a close. Checks that each close is of the tag that is open.
  absl::StatusOr<XmlTag> Next();

 private:
  absl::Status Wrong(std::string_view what) const;
  void SkipBlanks();
  bool Take(std::string_view expected);
  std::string_view TakeName();
  absl::StatusOr<std::string> TakeValue();

  std::string_view text_;
  std::string file_;
  size_t at_ = 0;
  std::vector<std::string_view> open_;
  bool empty_ = false;  // the open tag before was `<a/>`
};

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_BAZEL_XML_H_
