#include "contracts/go_tokens.h"

#include <algorithm>
#include <array>

namespace testfed {
namespace {

// Letters beyond ASCII are all bytes of their UTF-8.
constexpr std::array<bool, 256> kNameBytes = [] {
  std::array<bool, 256> table{};
  for (unsigned c = 0; c < 256; ++c) {
    table[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c >= 0x80;
  }
  return table;
}();

bool IsNameByte(char c) { return kNameBytes[static_cast<unsigned char>(c)]; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

void GoTokens::CountLines(size_t end) {
  for (size_t line = text_.find('\n', at_); line < end; line = text_.find('\n', line + 1)) {
    ++line_;
    line_start_ = line + 1;
    code_on_line_ = false;
  }
  at_ = end;
}

void GoTokens::SkipLineComment() {
  size_t begin = at_ + 2;
  at_ = std::min(text_.find('\n', at_), text_.size());
  std::string_view text = text_.substr(begin, at_ - begin);
  if (text.starts_with("go:")) directives_.push_back({text.substr(3), At(begin + 3)});
  if (comments_ == nullptr) return;
  comments_->AddLine(text, At(begin));
  if (code_on_line_) comments_->TakeAbove(-1);
}

void GoTokens::SkipBlockComment() {
  size_t begin = at_;
  Position position = At(begin);
  bool trailing = code_on_line_;
  size_t end = text_.find("*/", at_ + 2);
  if (end == std::string_view::npos) {
    lost_.push_back({-1, position, "a comment has no end"});
    end = text_.size();
  } else {
    end += 2;
  }
  CountLines(end);
  if (comments_ == nullptr) return;
  comments_->AddBlock(text_.substr(begin, end - begin), position);
  if (trailing) comments_->TakeAbove(-1);
}

void GoTokens::SkipBlanks() {
  while (at_ < text_.size()) {
    char c = text_[at_];
    if (c == '\n') {
      ++line_;
      line_start_ = ++at_;
      code_on_line_ = false;
    } else if (c == ' ' || c == '\t' || c == '\r') {
      ++at_;
    } else if (c == '/' && text_.substr(at_, 2) == "//") {
      SkipLineComment();
    } else if (c == '/' && text_.substr(at_, 2) == "/*") {
      SkipBlockComment();
    } else {
      return;
    }
  }
}

GoToken GoTokens::ReadText(char quote) {
  Position position = At(at_);
  size_t begin = ++at_;
  while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {
    at_ += text_[at_] == '\\' && at_ + 1 < text_.size() && text_[at_ + 1] != '\n' ? 2 : 1;
  }
  at_ = std::min(at_, text_.size());
  size_t size = at_ - begin;
  if (at_ < text_.size() && text_[at_] == quote) {
    ++at_;
  } else {
    lost_.push_back({-1, position, "a quoted text does not end on its line"});
  }
  if (quote == '\'') return {GoToken::Kind::kOther, "'", position};
  return {GoToken::Kind::kText, text_.substr(begin, size), position};
}

GoToken GoTokens::ReadRawText() {
  Position position = At(at_);
  size_t begin = at_ + 1;
  size_t end = text_.find('`', begin);
  if (end == std::string_view::npos) {
    lost_.push_back({-1, position, "a raw string has no end"});
    end = text_.size();
  }
  CountLines(std::min(end + 1, text_.size()));
  code_on_line_ = true;
  return {GoToken::Kind::kText, text_.substr(begin, end - begin), position};
}

GoToken GoTokens::Next() {
  SkipBlanks();
  if (at_ >= text_.size()) return {GoToken::Kind::kEnd, {}, At(at_)};
  code_on_line_ = true;
  char c = text_[at_];
  if (c == '`') return ReadRawText();
  if (c == '"' || c == '\'') return ReadText(c);
  size_t begin = at_;
  if (IsDigit(c)) {
    while (at_ < text_.size() && (IsNameByte(text_[at_]) || text_[at_] == '.')) ++at_;
    return {GoToken::Kind::kOther, "0", At(begin)};
  }
  if (IsNameByte(c)) {
    while (at_ < text_.size() && IsNameByte(text_[at_])) ++at_;
    return {GoToken::Kind::kName, text_.substr(begin, at_ - begin), At(begin)};
  }
  ++at_;
  return {GoToken::Kind::kOther, text_.substr(begin, 1), At(begin)};
}

}  // namespace testfed
