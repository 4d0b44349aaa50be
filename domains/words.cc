#include "domains/words.h"

namespace testfed {

absl::StatusOr<std::vector<std::string>> SplitWords(std::string_view command) {
  std::vector<std::string> words;
  std::string word;
  bool in_word = false;  // '' is a word of no characters
  for (size_t i = 0; i < command.size(); ++i) {
    char c = command[i];
    if (c == ' ' || c == '\t' || c == '\n') {
      if (in_word) words.push_back(std::move(word));
      word.clear();
      in_word = false;
      continue;
    }
    in_word = true;
    if (c == '\'' || c == '"') {
      for (++i; i < command.size() && command[i] != c; ++i) {
        // In double quotes a backslash keeps its meaning only before these.
        if (c == '"' && command[i] == '\\' && i + 1 < command.size() &&
            std::string_view("$`\"\\\n").find(command[i + 1]) != std::string_view::npos) {
          if (command[++i] == '\n') continue;  // the line goes on
        }
        word += command[i];
      }
      if (i == command.size()) {
        return Error(std::string("has an unclosed `") + c + "`");
      }
    } else if (c == '\\') {
      if (++i == command.size()) return Error("ends in a backslash");
      if (command[i] != '\n') word += command[i];
    } else {
      word += c;
    }
  }
  if (in_word) words.push_back(std::move(word));
  return words;
}

std::string QuoteWord(std::string_view word) {
  constexpr std::string_view kSafe =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@%+=:,./_-";
  if (!word.empty() && word.find_first_not_of(kSafe) == std::string_view::npos) {
    return std::string(word);
  }
  std::string quoted = "'";
  for (char c : word) {
    if (c == '\'')
      quoted += "'\\''";
    else
      quoted += c;
  }
  return quoted + "'";
}

}  // namespace testfed
