#include "contracts/cpp_tokens.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

namespace testfed {
namespace {

constexpr std::array<bool, 256> kNameBytes = [] {
  std::array<bool, 256> table{};
  for (unsigned c = 0; c < 256; ++c) {
    table[c] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '_' || c == '$' || c >= 0x80;
  }
  return table;
}();

bool IsNameByte(char c) { return kNameBytes[static_cast<unsigned char>(c)]; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v'; }

bool IsRawPrefix(std::string_view name) {
  return name == "R" || name == "u8R" || name == "uR" || name == "UR" || name == "LR";
}

bool OpensBranch(std::string_view directive) {
  return directive == "if" || directive == "ifdef" || directive == "ifndef";
}

}  // namespace

CppToken CppTokens::Make(CppToken::Kind kind, size_t begin, size_t size, Position position) {
  code_on_line_ = true;
  return {kind, text_.substr(begin, size), position};
}

size_t CppTokens::Splice(size_t at) const {
  if (at >= text_.size() || text_[at] != '\\') return 0;
  size_t end = at + 1;
  while (end < text_.size() && IsBlank(text_[end])) ++end;  // as g++ and clang do
  return end < text_.size() && text_[end] == '\n' ? end + 1 - at : 0;
}

void CppTokens::SkipLineComment() {
  size_t begin = at_ + 2;
  Position position = At(begin);
  bool trailing = code_on_line_;
  while (true) {
    size_t end = text_.find('\n', at_);
    if (end == std::string_view::npos) end = text_.size();
    size_t last = end;
    while (last > at_ && IsBlank(text_[last - 1])) --last;
    if (end == text_.size() || last == at_ || text_[last - 1] != '\\') {
      at_ = end;
      break;
    }
    at_ = end + 1;
    NewLine(at_);
    code_on_line_ = trailing;
  }
  if (comments_ == nullptr) return;
  std::string_view text = text_.substr(begin, at_ - std::min(at_, begin));
  if (size_t doc = text.find_first_not_of("/!<"); doc != std::string_view::npos) {
    text.remove_prefix(doc);
    position.column += static_cast<int>(doc);
  }
  comments_->AddLine(text, {line_, position.column});
  if (trailing) comments_->TakeAbove(-1);
}

void CppTokens::SkipBlockComment() {
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
  for (size_t line = text_.find('\n', at_); line < end; line = text_.find('\n', line + 1)) {
    NewLine(line + 1);
  }
  at_ = end;
  if (comments_ == nullptr) return;
  comments_->AddBlock(text_.substr(begin, end - begin), position);
  if (trailing) comments_->TakeAbove(-1);
}

bool CppTokens::SkipBlanks() {
  while (at_ < text_.size()) {
    char c = text_[at_];
    if (c == '\n') {
      if (in_directive_) return false;
      NewLine(++at_);
    } else if (IsBlank(c)) {
      ++at_;
    } else if (size_t size = c == '\\' ? Splice(at_) : 0; size > 0) {
      bool code = code_on_line_;
      at_ += size;
      NewLine(at_);
      code_on_line_ = code;
    } else if (c == '/' && text_.substr(at_, 2) == "//") {
      SkipLineComment();
    } else if (c == '/' && text_.substr(at_, 2) == "/*") {
      SkipBlockComment();
    } else {
      return true;
    }
  }
  return false;
}

CppToken CppTokens::ReadName() {
  size_t begin = at_;
  while (at_ < text_.size() && IsNameByte(text_[at_])) ++at_;
  size_t size = at_ - begin;
  if (at_ < text_.size() && text_[at_] == '"' && size <= 3) {
    std::string_view name = text_.substr(begin, size);
    if (IsRawPrefix(name)) return ReadRawText();
    if (name == "u8" || name == "u" || name == "U" || name == "L") return ReadQuoted('"');
  }
  return Make(CppToken::Kind::kName, begin, size, At(begin));
}

CppToken CppTokens::ReadNumber() {
  size_t begin = at_;
  while (at_ < text_.size()) {
    char c = text_[at_];
    char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    bool exponent = c == 'e' || c == 'E' || c == 'p' || c == 'P';
    if (exponent && (next == '+' || next == '-')) {
      at_ += 2;
    } else if (IsNameByte(c) || c == '.') {
      ++at_;
    } else if (c == '\'' && IsNameByte(next)) {
      at_ += 2;
    } else {
      break;
    }
  }
  return Make(CppToken::Kind::kOther, begin, at_ - begin, At(begin));
}

CppToken CppTokens::ReadQuoted(char quote) {
  Position position = At(at_);
  size_t begin = ++at_;
  while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {
    if (size_t size = Splice(at_); size > 0) {
      at_ += size;
      NewLine(at_);
    } else {
      at_ += text_[at_] == '\\' && at_ + 1 < text_.size() ? 2 : 1;
    }
  }
  at_ = std::min(at_, text_.size());
  size_t size = at_ - begin;
  if (at_ < text_.size() && text_[at_] == quote) ++at_;
  code_on_line_ = true;
  if (quote == '\'') return {CppToken::Kind::kOther, "'", position};
  return {CppToken::Kind::kText, text_.substr(begin, size), position};
}

CppToken CppTokens::ReadRawText() {
  Position position = At(at_);
  size_t open = at_ + 1;
  while (open < text_.size() && open - at_ <= 17 && text_[open] != '(' && text_[open] != '\n' &&
         text_[open] != '"' && text_[open] != ')' && text_[open] != '\\') {
    ++open;
  }
  if (open >= text_.size() || text_[open] != '(') return ReadQuoted('"');
  std::string close = ")" + std::string(text_.substr(at_ + 1, open - at_ - 1)) + "\"";
  size_t end = text_.find(close, open + 1);
  if (end == std::string_view::npos) {
    lost_.push_back({-1, position, "a raw string has no end"});
    end = text_.size();
  }
  for (size_t line = text_.find('\n', at_); line < end; line = text_.find('\n', line + 1)) {
    NewLine(line + 1);
  }
  at_ = std::min(text_.size(), end + close.size());
  return Make(CppToken::Kind::kText, open + 1, end - open - 1, position);
}

CppToken CppTokens::ReadDirective() {
  Position position = At(at_);
  ++at_;
  in_directive_ = true;
  code_on_line_ = true;
  if (!SkipBlanks() || !IsNameByte(text_[at_])) {
    return {CppToken::Kind::kDirective, "", position};
  }
  size_t begin = at_;
  while (at_ < text_.size() && IsNameByte(text_[at_])) ++at_;
  return {CppToken::Kind::kDirective, text_.substr(begin, at_ - begin), position};
}

CppToken CppTokens::Read() {
  if (!SkipBlanks()) {
    Position position = At(at_);
    if (!in_directive_) return {CppToken::Kind::kEnd, {}, position};
    in_directive_ = false;
    if (at_ < text_.size()) NewLine(++at_);
    return {CppToken::Kind::kDirectiveEnd, {}, position};
  }
  char c = text_[at_];
  char next = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
  if (IsDigit(c) || (c == '.' && IsDigit(next))) return ReadNumber();
  if (IsNameByte(c)) return ReadName();
  if (c == '"' || c == '\'') return ReadQuoted(c);
  if (c == '#' && !code_on_line_ && !in_directive_) return ReadDirective();
  bool pair = (c == ':' && next == ':') || (c == '-' && next == '>') || (c == '#' && next == '#');
  size_t begin = at_;
  at_ += pair ? 2 : 1;
  return Make(CppToken::Kind::kOther, begin, at_ - begin, At(begin));
}

// Behind the name of an `#if` whose condition is a literal 0.
bool CppTokens::AtDeadBranch() const {
  size_t end = std::min(text_.find('\n', at_), text_.size());
  std::string_view condition = text_.substr(at_, end - at_);
  size_t begin = condition.find_first_not_of(" \t");
  if (begin == std::string_view::npos || condition[begin] != '0') return false;
  size_t after = condition.find_first_not_of(" \t\r", begin + 1);
  return after == std::string_view::npos || condition.substr(after).starts_with("/");
}

bool CppTokens::SkipDeadBranch() {
  CommentTags* comments = std::exchange(comments_, nullptr);
  bool lives = false;
  int depth = 0;
  CppToken token = Read();
  for (; token.kind != CppToken::Kind::kEnd; token = Read()) {
    if (token.kind != CppToken::Kind::kDirective) continue;
    lives = depth == 0 && token.text.starts_with("el");
    if (lives || (token.text == "endif" && depth-- == 0)) break;
    if (OpensBranch(token.text)) ++depth;
  }
  comments_ = comments;
  if (lives) return true;
  while (token.kind != CppToken::Kind::kEnd && token.kind != CppToken::Kind::kDirectiveEnd) {
    token = Read();
  }
  return false;
}

CppToken CppTokens::Next() {
  while (true) {
    CppToken token = Read();
    if (token.kind != CppToken::Kind::kDirective || token.text != "if" || !AtDeadBranch()) {
      return token;
    }
    if (SkipDeadBranch()) return token;
  }
}

}  // namespace testfed
