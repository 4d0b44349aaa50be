// XML as other programs write it: the one wrapper around Expat. A reader is told of each element
// and text in order, as in a walk; nothing is kept, so the size of a document costs time only.
//
// Encodings are those of Expat: UTF-8, UTF-16, ISO-8859-1 and US-ASCII, and readers are given
// UTF-8. A document type is refused before anything in it is declared: so there are no entities but
// XML's own five and characters by number, and nothing that expands or that is fetched.
#ifndef TESTFED_CONTRACTS_XML_H_
#define TESTFED_CONTRACTS_XML_H_

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domains/place.h"
#include "domains/status.h"

namespace testfed {

// Views hold during the call only.
struct XmlElement {
  std::string_view name;
  std::vector<std::pair<std::string_view, std::string_view>> attributes;  // in order
  Position at;                                                            // of its `<`, in bytes

  // The value of the attribute, or "" where there is none.
  std::string_view operator[](std::string_view attribute) const;
};

// An error that a member returns ends the reading, and is what ReadXml returns.
class XmlReader {
 public:
  virtual ~XmlReader() = default;
  virtual absl::Status Open(const XmlElement& element) = 0;
  virtual absl::Status Close(std::string_view name) = 0;
  // A part of the text between tags; one text may come in any number of parts.
  virtual absl::Status Text(std::string_view) { return absl::OkStatus(); }
};

inline constexpr int kMaxXmlDepth = 256;

// Errors are "FILE:LINE:COLUMN: what is wrong": a document that is not well-formed, a document
// type, more than kMaxXmlDepth open elements, or 1 GiB and more. The reader has been told by then
// of what stands before. Throws nothing; time is linear.
absl::Status ReadXml(std::string_view text, const std::string& file, XmlReader& reader);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_XML_H_
