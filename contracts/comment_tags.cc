#include "contracts/comment_tags.h"

#include <utility>

#include "contracts/tag.h"

namespace testfed {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
bool IsWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

}  // namespace

void AddCommentTags(std::string_view text, Position position, std::vector<Annotation>& tags) {
  size_t at = 0;
  while (true) {
    while (at < text.size() && (IsBlank(text[at]) || text[at] == ',')) ++at;
    if (at == text.size() || text[at] != '@') return;
    size_t end = at + 1;
    while (end < text.size() && IsWord(text[end])) ++end;
    std::string_view name = text.substr(at + 1, end - at - 1);
    if (!ReadTagName(name)) return;
    Annotation tag;
    tag.name = name;
    tag.comment = true;
    tag.position = {position.line, position.column + static_cast<int>(at)};
    tags.push_back(std::move(tag));
    at = end;
  }
}

void CommentTags::AddLine(std::string_view text, Position position) {
  // Almost no comment holds a tag, and a run without tags need not be kept.
  Line line{position.line, {}};
  if (text.find('@') != std::string_view::npos) AddCommentTags(text, position, line.tags);
  if (!run_.empty() && run_.back().line == line.line) {
    for (Annotation& tag : line.tags) run_.back().tags.push_back(std::move(tag));
    return;
  }
  if (!run_.empty() && run_.back().line + 1 != line.line) TakeAbove(-1);
  if (run_.empty() && line.tags.empty()) return;
  run_.push_back(std::move(line));
}

void CommentTags::AddBlock(std::string_view text, Position position) {
  if (text.starts_with("/*")) {
    text.remove_prefix(2);
    position.column += 2;
  }
  if (text.ends_with("*/")) text.remove_suffix(2);
  while (true) {
    size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    int skipped = 0;
    while (!line.empty() && (IsBlank(line[0]) || line[0] == '*')) {
      line.remove_prefix(1);
      ++skipped;
    }
    AddLine(line, {position.line, position.column + skipped});
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
    position = {position.line + 1, 1};
  }
}

std::vector<Annotation> CommentTags::TakeAbove(int line) {
  std::vector<Annotation> tags;
  bool above = !run_.empty() && (run_.back().line == line || run_.back().line + 1 == line);
  for (Line& comment : run_) {
    for (Annotation& tag : comment.tags) (above ? tags : loose_).push_back(std::move(tag));
  }
  run_.clear();
  return tags;
}

std::vector<Annotation> CommentTags::TakeLoose() {
  TakeAbove(-1);
  return std::exchange(loose_, {});
}

}  // namespace testfed
