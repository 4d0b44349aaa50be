// The trailers of the oracle: `Affects:` in the last paragraph of a message, and Kotlin's lines,
// which begin with a caret: `^test: Js`.
#include <algorithm>
#include <cctype>
#include <sstream>

#include "tests/selector/slow_selection.h"

namespace testfed::slow {
namespace {

bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f'; }

std::string Trimmed(std::string text) {
  while (!text.empty() && IsBlank(text.back())) text.pop_back();
  return text;
}

// What follows `Affects:` in any case, blanks allowed before the colon; nullopt for another line.
std::optional<std::string> ValueOfAffects(const std::string& line) {
  const size_t colon = line.find(':');
  if (colon == std::string::npos) return std::nullopt;
  std::string key = Trimmed(line.substr(0, colon));
  for (char& c : key) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  if (key != "affects") return std::nullopt;
  return line.substr(colon + 1);
}

void AddWords(const std::string& text, std::vector<std::string>& words) {
  std::string word;
  for (const char c : text + " ") {
    if (!IsBlank(c) && c != ',' && c != ';') {
      word += c;
      continue;
    }
    if (!word.empty() && word != "<none>") words.push_back(word);
    word.clear();
  }
}

}  // namespace

std::vector<std::string> TrailerWords(std::string_view message) {
  std::vector<std::string> lines;
  std::istringstream stream{std::string(message)};
  for (std::string line; std::getline(stream, line);) lines.push_back(Trimmed(line));
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  size_t last_paragraph = lines.size();
  while (last_paragraph > 0 && !lines[last_paragraph - 1].empty()) --last_paragraph;
  // The first paragraph is the title, which holds no trailer.
  const auto begins = [](const std::string& line) { return !line.empty(); };
  if (std::none_of(lines.begin(), lines.begin() + static_cast<long>(last_paragraph), begins)) {
    last_paragraph = lines.size();
  }

  std::vector<std::string> words;
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::string& line = lines[i];
    std::optional<std::string> value;
    // The caret is part of Kotlin's lines: `test: add cases` is prose.
    if (line.rfind("^affects:", 0) == 0) value = line.substr(9);
    if (line.rfind("^test:", 0) == 0) value = line.substr(6);
    if (const auto affects = ValueOfAffects(line); affects && i >= last_paragraph) {
      value = affects;
      // A trailer goes on in the lines below that begin with a blank.
      for (size_t k = i + 1; k < lines.size() && IsBlank(lines[k][0]); ++k) *value += lines[k];
    }
    if (value) AddWords(*value, words);
  }
  return words;
}

}  // namespace testfed::slow
