#include "contracts/python_lexer.h"

#include <algorithm>
#include <array>

#include "contracts/python_strings.h"

namespace testfed {
namespace {

// Characters at which the scanner of lines need not stop.
constexpr std::array<bool, 256> PlainCharacters() {
  std::array<bool, 256> plain{};
  for (bool& one : plain) one = true;
  for (char c : std::string_view("\n\r\\#'\"()[]{};")) plain[static_cast<unsigned char>(c)] = false;
  return plain;
}
constexpr std::array<bool, 256> kPlain = PlainCharacters();

}  // namespace

PythonLines::PythonLines(std::string_view text, CommentTags& comments)
    : text_(text), comments_(comments) {
  if (text_.starts_with("\xef\xbb\xbf")) at_ = line_start_ = 3;
}

Position PythonLines::PositionOf(size_t at) const {
  return {line_, static_cast<int>(at - line_start_) + 1};
}

bool PythonLines::Fail(std::string_view error, size_t at) {
  error_ = error;
  error_position_ = PositionOf(at);
  return false;
}

void PythonLines::ReadComment() {
  const size_t begin = ++at_;
  at_ = std::min(text_.find_first_of("\r\n", begin), text_.size());
  comments_.AddLine(text_.substr(begin, at_ - begin), PositionOf(begin));
}

bool PythonLines::ReadNewline() {
  const char c = text_[at_];
  if (c != '\n' && c != '\r') return false;
  at_ += c == '\r' && at_ + 1 < text_.size() && text_[at_ + 1] == '\n' ? 2 : 1;
  ++line_;
  line_start_ = at_;
  return true;
}

bool PythonLines::Start(PythonLine& line) {
  if (!ok()) return false;
  line.indent = line.other_indent = 0;
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == ' ') {
      ++line.indent, ++line.other_indent, ++at_;
    } else if (c == '\t') {
      line.indent = (line.indent / 8 + 1) * 8;
      ++line.other_indent, ++at_;
    } else if (c == '\f') {
      line.indent = line.other_indent = 0;
      ++at_;
    } else if (c == '#') {
      ReadComment();
    } else if (ReadNewline()) {
      line.indent = line.other_indent = 0;
    } else if (c == '\\') {  // CPython counts the blanks on both sides, and so few write it
      ++at_;
      if (at_ == text_.size() || !ReadNewline()) return Fail("a `\\` stands in the code", at_);
    } else {
      line.begin = at_;
      line.line = line_;
      line.line_start = line_start_;
      return true;
    }
  }
  return false;
}

bool PythonLines::Finish(PythonLine& line) {
  brackets_.clear();
  line.semicolon = false;
  while (true) {
    while (at_ < text_.size() && kPlain[static_cast<unsigned char>(text_[at_])]) ++at_;
    if (at_ == text_.size()) {
      if (!brackets_.empty()) {
        return Fail(std::string("a `") + brackets_.back() + "` is not closed", at_);
      }
      line.code_end = at_;
      break;
    }
    const char c = text_[at_];
    if (c == '\n' || c == '\r' || c == '#') {
      if (brackets_.empty()) line.code_end = at_;
      if (c == '#') ReadComment();
      if (at_ < text_.size()) ReadNewline();
      if (brackets_.empty()) break;
    } else if (c == '\'' || c == '"') {
      PythonCursor cursor{text_, at_, line_, line_start_};
      if (!SkipPythonString(cursor, PythonPrefixBefore(text_, at_))) {
        return Fail("a string is not closed", at_);
      }
      at_ = cursor.at, line_ = cursor.line, line_start_ = cursor.line_start;
    } else if (c == '\\') {
      ++at_;
      if (at_ == text_.size() || !ReadNewline()) return Fail("a `\\` stands in the code", at_ - 1);
    } else if (c == ';') {
      line.semicolon = line.semicolon || brackets_.empty();
      ++at_;
    } else if (c == '(' || c == '[' || c == '{') {
      brackets_ += c;
      ++at_;
    } else {
      const char open = c == ')' ? '(' : c == ']' ? '[' : '{';
      if (brackets_.empty() || brackets_.back() != open) {
        return Fail(std::string("a `") + c + "` closes nothing", at_);
      }
      brackets_.pop_back();
      ++at_;
    }
  }
  while (line.code_end > line.begin &&
         std::string_view(" \t\f").find(text_[line.code_end - 1]) != std::string_view::npos) {
    --line.code_end;
  }
  return true;
}

std::vector<PythonToken> PythonLines::Tokens(const PythonLine& line) const {
  std::vector<PythonToken> tokens;
  PythonCursor cursor{text_.substr(0, line.code_end), line.begin, line.line, line.line_start};
  while (cursor.more()) {
    const char c = cursor.Here();
    const size_t begin = cursor.at;
    const Position position{cursor.line, static_cast<int>(begin - cursor.line_start) + 1};
    PythonToken::Kind kind = PythonToken::Kind::kOperator;
    if (c == ' ' || c == '\t' || c == '\f' || c == '\n' || c == '\r') {
      cursor.Step();
      continue;
    }
    if (c == '\\') {
      cursor.StepEscaped();
      continue;
    }
    if (c == '#') {
      while (cursor.more() && cursor.Here() != '\n' && cursor.Here() != '\r') ++cursor.at;
      continue;
    }
    if (IsPythonName(c)) {
      kind = (c >= '0' && c <= '9') ? PythonToken::Kind::kNumber : PythonToken::Kind::kName;
      while (IsPythonName(cursor.Here())) ++cursor.at;
    }
    if (cursor.Here() == '\'' || cursor.Here() == '"') {
      if (kind != PythonToken::Kind::kName ||
          PythonPrefixBefore(text_, cursor.at).length == cursor.at - begin) {
        kind = PythonToken::Kind::kString;
        if (!SkipPythonString(cursor, PythonPrefixBefore(text_, cursor.at))) return {};
      }
    } else if (kind == PythonToken::Kind::kOperator) {
      ++cursor.at;
      const bool two = (cursor.Here() == '=' &&
                        std::string_view("=!<>:+-*/%&|^@").find(c) != std::string_view::npos) ||
                       (c == '-' && cursor.Here() == '>') || (c == '*' && cursor.Here() == '*');
      if (two) ++cursor.at;
    }
    tokens.push_back({kind, text_.substr(begin, cursor.at - begin), position});
  }
  return tokens;
}

}  // namespace testfed
