#include "reporters/workflow_command.h"

#include <utility>
#include <vector>

#include "domains/inline_text.h"
#include "domains/path_name.h"

namespace testfed {
namespace {

// `%` first, or rather at once: each byte is looked at only once.
std::string Escaped(std::string_view text, bool property) {
  std::string escaped;
  for (const char c : text) {
    if (c == '%')
      escaped += "%25";
    else if (c == '\r')
      escaped += "%0D";
    else if (c == '\n')
      escaped += "%0A";
    else if (property && c == ':')
      escaped += "%3A";
    else if (property && c == ',')
      escaped += "%2C";
    else
      escaped += c;
  }
  return escaped;
}

}  // namespace

std::string WorkflowCommand(const WorkflowAnnotation& annotation) {
  std::vector<std::pair<std::string_view, std::string>> properties;
  if (!annotation.place.file.empty()) {
    properties.emplace_back("file", ReplaceInvalidUtf8(annotation.place.file));
    const Position& position = annotation.place.position;
    if (position.line > 0) properties.emplace_back("line", std::to_string(position.line));
    if (position.column > 0) properties.emplace_back("col", std::to_string(position.column));
  }
  if (!annotation.title.empty()) {
    properties.emplace_back("title", ReplaceInvalidUtf8(annotation.title));
  }
  std::string line = "::" + annotation.level;
  for (size_t i = 0; i < properties.size(); ++i) {
    line += i == 0 ? " " : ",";
    line += properties[i].first;
    line += "=" + Escaped(properties[i].second, true);
  }
  return line + "::" +
         Escaped(Clipped(ReplaceInvalidUtf8(annotation.message), kMaxAnnotationBytes - 3), false) +
         "\n";
}

}  // namespace testfed
