#include "contracts/jvm_lexer.h"

#include <algorithm>
#include <array>
#include <utility>

namespace testfed {
namespace {

// More open templates in text than any real file has.
constexpr int kMaxTemplates = 100;

enum Class : unsigned char { kPlain, kOpen, kClose, kMarkByte, kQuote, kApostrophe, kTick, kSlash };

constexpr std::array<unsigned char, 256> kClasses = [] {
  std::array<unsigned char, 256> classes{};
  for (char c : {'(', '[', '{'}) classes[static_cast<unsigned char>(c)] = kOpen;
  for (char c : {')', ']', '}'}) classes[static_cast<unsigned char>(c)] = kClose;
  for (char c : {';', ','}) classes[static_cast<unsigned char>(c)] = kMarkByte;
  classes['"'] = kQuote;
  classes['\''] = kApostrophe;
  classes['`'] = kTick;
  classes['/'] = kSlash;
  return classes;
}();

constexpr std::array<bool, 256> kWordBytes = [] {
  std::array<bool, 256> word{};
  for (int c = 0; c < 256; ++c) {
    word[static_cast<size_t>(c)] = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                   (c >= '0' && c <= '9') || c == '_' || c == '$' || c >= 0x80;
  }
  return word;
}();

bool IsWordByte(char c) { return kWordBytes[static_cast<unsigned char>(c)]; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

char Closing(char open) { return open == '(' ? ')' : open == '[' ? ']' : '}'; }

// Whether a comment can hold the beginning of a tag's name: most are not worth a second look.
bool MayHoldTag(std::string_view comment) {
  for (size_t at = comment.find('@'); at != std::string_view::npos;
       at = comment.find('@', at + 1)) {
    char next = at + 1 < comment.size() ? comment[at + 1] : '\0';
    if (next == 'S' || next == 'A' || next == 'M') return true;
  }
  return false;
}

}  // namespace

JvmLexer::JvmLexer(Language language, std::string_view text)
    : text_(text), kotlin_(language == Language::kKotlin) {
  if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
  if (kotlin_ && text_.substr(at_).starts_with("#!")) {
    at_ = std::min(text_.find('\n', at_), text_.size());
  }
  Advance();
}

bool JvmLexer::Fail(size_t at, std::string text) {
  if (!trouble_) trouble_ = Trouble{at, std::move(text)};
  at_ = text_.size();
  token_ = JvmToken{};
  token_.at = text_.size();
  return false;
}

void JvmLexer::GoTo(const JvmToken& token) {
  if (trouble_) return;
  token_ = token;
  at_ = token.at + token.text.size() + (token.quoted ? 2 : 0);
  // A label behind a name was no part of the token; Advance skips it again.
}

bool JvmLexer::SkipBlank() {
  bool line = false;
  while (at_ < text_.size()) {
    char c = text_[at_];
    if (c == '\n') {
      line = true;
      ++at_;
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
      ++at_;
    } else if (c == '/' && (Byte(1) == '/' || Byte(1) == '*')) {
      size_t begin = at_;
      SkipComment();
      if (text_.substr(begin, at_ - begin).find('\n') != std::string_view::npos) line = true;
    } else {
      break;
    }
  }
  return line;
}

void JvmLexer::NoteComment(size_t begin, bool block) {
  if (begin < comments_end_) return;
  comments_end_ = at_;
  std::string_view comment = text_.substr(begin, at_ - begin);
  if (!has_tags_ && !MayHoldTag(comment)) return;
  has_tags_ = true;
  Position position = At(begin);
  if (block) {
    comments_.AddBlock(comment, position);
  } else {
    comments_.AddLine(comment.substr(2), {position.line, position.column + 2});
  }
}

void JvmLexer::SkipComment() {
  size_t begin = at_;
  if (Byte(1) == '/') {
    at_ = std::min(text_.find('\n', at_), text_.size());
    NoteComment(begin, false);
    return;
  }
  at_ += 2;
  int depth = 1;
  while (depth > 0) {
    at_ = text_.find_first_of(kotlin_ ? std::string_view("*/") : std::string_view("*"), at_);
    if (at_ == std::string_view::npos || at_ + 1 >= text_.size()) {
      Fail(begin, "a comment does not end");
      return;
    }
    if (text_[at_] == '*' && text_[at_ + 1] == '/') {
      --depth;
      at_ += 2;
    } else if (kotlin_ && text_[at_] == '/' && text_[at_ + 1] == '*') {
      ++depth;
      at_ += 2;
    } else {
      ++at_;
    }
  }
  NoteComment(begin, true);
}

// at_ is at a quote.
void JvmLexer::SkipText() {
  if (Byte(1) == '"' && Byte(2) == '"') {
    SkipRawText();
    return;
  }
  size_t begin = at_++;
  while (at_ < text_.size()) {
    char c = text_[at_];
    if (c == '"') {
      ++at_;
      return;
    }
    if (c == '\n') break;
    if (c == '\\') {
      at_ += 2;
    } else if (kotlin_ && c == '$' && Byte(1) == '{') {
      SkipTemplate();
    } else {
      ++at_;
    }
  }
  if (!trouble_) Fail(begin, "a text does not end");
}

// A text block of Java (with escapes), raw text of Kotlin (with templates; it may end in more than
// three quotes).
void JvmLexer::SkipRawText() {
  size_t begin = at_;
  at_ += 3;
  while (at_ < text_.size()) {
    char c = text_[at_];
    if (c == '"' && Byte(1) == '"' && Byte(2) == '"') {
      at_ += 3;
      while (kotlin_ && Byte() == '"') ++at_;
      return;
    }
    if (!kotlin_ && c == '\\') {
      at_ += 2;
    } else if (kotlin_ && c == '$' && Byte(1) == '{') {
      SkipTemplate();
    } else {
      ++at_;
    }
  }
  if (!trouble_) Fail(begin, "a text does not end");
}

void JvmLexer::SkipTemplate() {
  if (templates_ == kMaxTemplates) {
    Fail(at_, "templates stand too deep in each other");
    return;
  }
  ++templates_;
  ++at_;
  size_t depth = brackets_.size();
  brackets_.push_back('}');
  ++at_;
  Scan('\0', depth);
  --templates_;
}

void JvmLexer::SkipCharacter() {
  size_t begin = at_++;
  while (at_ < text_.size() && text_[at_] != '\n') {
    char c = text_[at_];
    if (c == '\'') {
      ++at_;
      return;
    }
    at_ += c == '\\' ? 2 : 1;
  }
  Fail(begin, "a character does not end");
}

void JvmLexer::SkipQuotedName() {
  size_t end = text_.find_first_of("`\n", at_ + 1);
  if (end == std::string_view::npos || text_[end] == '\n') {
    Fail(at_, "a name in back-ticks does not end");
    return;
  }
  at_ = end + 1;
}

// Until brackets_ is no longer than `depth`, or behind `mark` where it is as long.
void JvmLexer::Scan(char mark, size_t depth) {
  while (true) {
    const char* p = text_.data() + at_;
    const char* end = text_.data() + text_.size();
    while (p < end && kClasses[static_cast<unsigned char>(*p)] == kPlain) ++p;
    at_ = static_cast<size_t>(p - text_.data());
    if (at_ >= text_.size()) {
      if (!trouble_) {
        char missing = brackets_.size() > depth ? brackets_.back() : mark;
        Fail(text_.size(), std::string("a `") + missing + "` is missing");
      }
      return;
    }
    char c = text_[at_];
    switch (kClasses[static_cast<unsigned char>(c)]) {
      case kOpen:
        brackets_.push_back(Closing(c));
        ++at_;
        break;
      case kClose:
        if (brackets_.size() == depth) return;  // of somebody further out
        if (brackets_.back() != c) {
          Fail(at_, std::string("a `") + brackets_.back() + "` is missing before this `" + c + "`");
          return;
        }
        brackets_.pop_back();
        ++at_;
        if (brackets_.size() == depth && mark == '\0') return;
        break;
      case kMarkByte:
        ++at_;
        if (c == mark && brackets_.size() == depth) return;
        break;
      case kQuote:
        SkipText();
        break;
      case kApostrophe:
        SkipCharacter();
        break;
      case kTick:
        if (kotlin_) {
          SkipQuotedName();
        } else {
          ++at_;
        }
        break;
      default:
        if (Byte(1) == '/' || Byte(1) == '*') {
          SkipComment();
        } else {
          ++at_;
        }
    }
  }
}

void JvmLexer::SkipBrackets() {
  if (trouble_) return;
  brackets_.clear();
  brackets_.push_back(Closing(token_.text[0]));
  Scan('\0', 0);
  // What stands in there is above nothing that is outside.
  if (has_tags_) comments_.TakeAbove(-1);
  has_tags_ = false;
  if (!trouble_) Advance();
}

void JvmLexer::SkipBehind(char mark) {
  if (trouble_) return;
  if (token_.kind == JvmToken::Kind::kMark && token_.text[0] == mark) {
    Advance();
    return;
  }
  at_ = token_.at;
  brackets_.clear();
  Scan(mark, 0);
  if (!trouble_) Advance();
}

void JvmLexer::SkipAngles() {
  size_t begin = token_.at;
  int depth = 0;
  while (true) {
    if (token_.Is("<")) {
      ++depth;
    } else if (token_.Is(">")) {
      if (--depth == 0) {
        Advance();
        return;
      }
    } else if (token_.Is("(") || token_.Is("[")) {
      SkipBrackets();
      continue;
    } else if (token_.kind == JvmToken::Kind::kEnd || token_.Is("{") || token_.Is("}") ||
               token_.Is(";")) {
      Fail(begin, "a `>` is missing");
      return;
    }
    Advance();
  }
}

void JvmLexer::Advance() {
  using Kind = JvmToken::Kind;
  if (trouble_) return;
  // A label: `@` without a blank behind a name.
  if (kotlin_ && token_.kind == Kind::kWord && Byte() == '@') {
    ++at_;
    while (IsWordByte(Byte())) ++at_;
  }
  bool line = SkipBlank();
  if (trouble_) return;
  token_ = JvmToken{};
  token_.line_before = line;
  token_.at = at_;
  if (at_ >= text_.size()) return;
  char c = text_[at_];
  size_t begin = at_;
  if (IsWordByte(c)) {
    bool number = IsDigit(c);
    token_.kind = number ? Kind::kNumber : Kind::kWord;
    while (at_ < text_.size() &&
           (IsWordByte(text_[at_]) || (number && text_[at_] == '.' && IsDigit(Byte(1))))) {
      ++at_;
    }
  } else if (c == '"') {
    token_.kind = Kind::kText;
    brackets_.clear();
    SkipText();
  } else if (c == '\'') {
    token_.kind = Kind::kNumber;  // a value that is no text
    SkipCharacter();
  } else if (c == '`' && kotlin_) {
    token_.kind = Kind::kWord;
    token_.quoted = true;
    SkipQuotedName();
    if (!trouble_) token_.text = text_.substr(begin + 1, at_ - begin - 2);
    return;
  } else {
    token_.kind = Kind::kMark;
    ++at_;
    char next = Byte();
    if ((c == ':' && next == ':') || (c == '-' && next == '>')) ++at_;
    if (c == '.' && next == '.' && Byte(1) == '.') at_ += 2;
  }
  if (!trouble_) token_.text = text_.substr(begin, at_ - begin);
}

Position JvmLexer::At(size_t offset) {
  offset = std::min(offset, text_.size());
  if (offset >= known_) {
    std::string_view between = text_.substr(known_, offset - known_);
    for (size_t at = between.find('\n'); at != std::string_view::npos;
         at = between.find('\n', at + 1)) {
      ++line_;
      line_start_ = known_ + at + 1;
    }
  } else if (offset < line_start_) {
    std::string_view between = text_.substr(offset, known_ - offset);
    line_ -= static_cast<int>(std::count(between.begin(), between.end(), '\n'));
    size_t before = offset == 0 ? std::string_view::npos : text_.rfind('\n', offset - 1);
    line_start_ = before == std::string_view::npos ? 0 : before + 1;
  }
  known_ = offset;
  return {line_, static_cast<int>(offset - line_start_) + 1};
}

std::vector<Annotation> JvmLexer::TakeTags() {
  if (!has_tags_) return {};
  has_tags_ = false;
  return comments_.TakeAbove(Here().line);
}

}  // namespace testfed
