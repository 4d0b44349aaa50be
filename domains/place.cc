#include "domains/place.h"

#include "domains/path_name.h"

namespace testfed {

std::string ToString(const Place& place) {
  if (place.file.empty()) return "";
  std::string text = QuotePath(place.file);
  if (place.position.line > 0) {
    text += ':' + std::to_string(place.position.line) + ':' + std::to_string(place.position.column);
  }
  return text;
}

}  // namespace testfed
