#include "contracts/xml.h"

#include <expat.h>

#include <memory>
#include <type_traits>

namespace testfed {
namespace {

constexpr size_t kMaxBytes = size_t{1} << 30;

std::string_view Wording(XML_Error error) {
  switch (error) {
    case XML_ERROR_NO_ELEMENTS:
      return "the document ends before its last tag is closed";
    case XML_ERROR_UNCLOSED_TOKEN:
    case XML_ERROR_UNCLOSED_CDATA_SECTION:
      return "a tag, comment or CDATA has no end";
    case XML_ERROR_TAG_MISMATCH:
      return "a tag closes another one than the last that is open";
    case XML_ERROR_UNDEFINED_ENTITY:
      return "a `&` begins no known entity";
    case XML_ERROR_BAD_CHAR_REF:
      return "a `&#` names a character that XML does not allow";
    case XML_ERROR_JUNK_AFTER_DOC_ELEMENT:
      return "there is something after the last tag";
    case XML_ERROR_DUPLICATE_ATTRIBUTE:
      return "a tag has an attribute twice";
    case XML_ERROR_UNKNOWN_ENCODING:
    case XML_ERROR_INCORRECT_ENCODING:
      return "it is in none of the encodings UTF-8, UTF-16, ISO-8859-1 and US-ASCII";
    case XML_ERROR_NO_MEMORY:
      return "there is not enough memory";
    default:
      return "this is no well-formed XML";
  }
}

class Reading {
 public:
  Reading(std::string_view text, const std::string& file, XmlReader& reader)
      : text_(text), file_(file), reader_(reader), parser_(XML_ParserCreate(nullptr)) {}

  absl::Status Run() {
    if (parser_ == nullptr) return Error(file_ + ": there is not enough memory");
    if (text_.size() >= kMaxBytes) return Error(file_ + ": this is 1 GiB of XML or more");
    XML_Parser parser = parser_.get();
    XML_SetUserData(parser, this);
    XML_SetElementHandler(
        parser,
        [](void* self, const XML_Char* name, const XML_Char** attributes) {
          static_cast<Reading*>(self)->Open(name, attributes);
        },
        [](void* self, const XML_Char* name) {
          auto* reading = static_cast<Reading*>(self);
          --reading->depth_;
          reading->Take(reading->reader_.Close(name));
        });
    XML_SetCharacterDataHandler(parser, [](void* self, const XML_Char* text, int size) {
      auto* reading = static_cast<Reading*>(self);
      reading->Take(reading->reader_.Text({text, static_cast<size_t>(size)}));
    });
    XML_SetStartDoctypeDeclHandler(
        parser, [](void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
          auto* reading = static_cast<Reading*>(self);
          reading->Take(reading->Wrong("a document type, which testfed does not read"));
        });
    XML_Status status =
        XML_Parse(parser, text_.data(), static_cast<int>(text_.size()), /*isFinal=*/1);
    if (!stopped_.ok() || status == XML_STATUS_OK) return stopped_;
    return Wrong(Wording(XML_GetErrorCode(parser)));
  }

 private:
  struct Free {
    void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
  };

  Position At() const {
    return {static_cast<int>(XML_GetCurrentLineNumber(parser_.get())),
            static_cast<int>(XML_GetCurrentColumnNumber(parser_.get())) + 1};
  }

  absl::Status Wrong(std::string_view what) const {
    return Error(ToString(Place{file_, At()}) + ": " + std::string(what));
  }

  void Open(const XML_Char* name, const XML_Char** attributes) {
    // After XML_StopParser Expat may still tell of the end of an element without content.
    if (!stopped_.ok()) return;
    if (++depth_ > kMaxXmlDepth) {
      return Take(Wrong("more than " + std::to_string(kMaxXmlDepth) + " tags are open"));
    }
    XmlElement element;
    element.name = name;
    for (; *attributes != nullptr; attributes += 2) {
      element.attributes.emplace_back(attributes[0], attributes[1]);
    }
    element.at = At();
    Take(reader_.Open(element));
  }

  void Take(absl::Status status) {
    if (status.ok() || !stopped_.ok()) return;
    stopped_ = std::move(status);
    XML_StopParser(parser_.get(), /*resumable=*/0);
  }

  std::string_view text_;
  const std::string& file_;
  XmlReader& reader_;
  std::unique_ptr<std::remove_pointer_t<XML_Parser>, Free> parser_;
  int depth_ = 0;
  absl::Status stopped_;
};

}  // namespace

std::string_view XmlElement::operator[](std::string_view attribute) const {
  for (const auto& [name_of_it, value] : attributes) {
    if (name_of_it == attribute) return value;
  }
  return {};
}

absl::Status ReadXml(std::string_view text, const std::string& file, XmlReader& reader) {
  return Reading(text, file, reader).Run();
}

}  // namespace testfed
