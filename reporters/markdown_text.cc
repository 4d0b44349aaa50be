#include "reporters/markdown_text.h"

#include <algorithm>

#include "domains/inline_text.h"

namespace testfed {
namespace {

bool IsAlnum(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool IsVisibleAscii(char c) { return c >= 0x20 && c < 0x7f; }

// Inside back-ticks nothing but these means anything: to the span, to a table, or to GitHub's own
// passes over the page (`$` is mathematics).
bool FitsBackticks(std::string_view text) {
  return !text.empty() && text.front() != ' ' && text.back() != ' ' &&
         std::all_of(text.begin(), text.end(), IsVisibleAscii) &&
         text.find_first_of("`|\\<>&$") == std::string_view::npos;
}

std::string WithReferences(std::string_view text) {
  std::string html;
  for (char c : text) {
    if (IsVisibleAscii(c) && !IsAlnum(c) && c != ' ') {
      html += "&#" + std::to_string(static_cast<int>(c)) + ";";
    } else {
      html += c;
    }
  }
  return html;
}

bool IsHarmless(std::string_view text) {
  auto is_letter = [](char c) { return IsAlnum(c) && (c < '0' || c > '9'); };
  if (text.empty() || !is_letter(text.front())) return false;
  for (size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    // Between letters an underscore emphasises nothing.
    const bool joins =
        c == '_' && i + 1 < text.size() && IsAlnum(text[i - 1]) && IsAlnum(text[i + 1]);
    constexpr std::string_view kMarks = " ,.'/-()";
    if (!IsAlnum(c) && !joins && kMarks.find(c) == std::string_view::npos) return false;
  }
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return lower.find("www.") == std::string::npos;  // GitHub makes a link of it
}

}  // namespace

std::string MarkdownCode(std::string_view text) {
  const std::string line = InlineText(text);
  if (FitsBackticks(line)) return "`" + line + "`";
  return "<code>" + WithReferences(line) + "</code>";
}

std::string MarkdownPath(std::string_view path) { return MarkdownCode(InlinePath(path)); }

std::string MarkdownPlain(std::string_view text) {
  return IsHarmless(text) ? std::string(text) : MarkdownCode(text);
}

void MarkdownRows::Row(const std::vector<std::string>& cells) {
  if (IsFull()) return;
  std::string line = "|";
  for (const std::string& cell : cells) line += " " + cell + (cell.empty() ? "|" : " |");
  Line(std::move(line));
}

void MarkdownRows::Line(std::string line) {
  if (IsFull()) return;
  if (text_.size() + line.size() + 1 > max_bytes_) {
    full_ = true;
    return;
  }
  text_ += line + "\n";
  ++rows_;
}

}  // namespace testfed
