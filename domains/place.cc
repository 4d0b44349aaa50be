#include "domains/place.h"

#include "domains/inline_text.h"

namespace testfed {

std::string ToString(const Place& place) {
  if (place.file.empty()) return "";
  std::string text = InlinePath(place.file);
  if (place.position.line > 0) {
    text += ':' + std::to_string(place.position.line) + ':' + std::to_string(place.position.column);
  }
  return text;
}

}  // namespace testfed
