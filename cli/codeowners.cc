#include "cli/codeowners.h"

#include <algorithm>
#include <optional>

#include "domains/path_name.h"

namespace testfed {
namespace {

constexpr std::string_view kBlank = " \t\r";

// The words before a comment. A backslash takes a blank into the pattern, the first word.
std::vector<std::string> WordsOf(std::string_view line) {
  std::vector<std::string> words;
  bool in_word = false;
  for (size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (kBlank.find(c) != std::string_view::npos) {
      in_word = false;
      continue;
    }
    if (c == '#' && !in_word) break;
    if (!in_word) words.emplace_back();
    in_word = true;
    if (c == '\\' && words.size() == 1 && i + 1 < line.size() &&
        kBlank.find(line[i + 1]) != std::string_view::npos) {
      words.back() += line[++i];
    } else {
      words.back() += c;
    }
  }
  return words;
}

// "@user", "@org/team" or an address.
bool IsOwner(std::string_view word) {
  size_t at = word.find('@');
  return at != std::string_view::npos && word.size() > 1 && at + 1 < word.size() && IsUtf8(word);
}

// `*` is any run, `?` one byte: for one name, without slashes.
bool Matches(std::string_view glob, std::string_view name) {
  size_t g = 0, n = 0, star = std::string_view::npos, retry = 0;
  while (n < name.size()) {
    if (g < glob.size() && glob[g] == '*') {
      star = g++;
      retry = n;
    } else if (g < glob.size() && (glob[g] == '?' || glob[g] == name[n])) {
      ++g;
      ++n;
    } else if (star != std::string_view::npos) {
      g = star + 1;
      n = ++retry;
    } else {
      return false;
    }
  }
  return glob.find_first_not_of('*', g) == std::string_view::npos;
}

// The name of the folders at the root that `pattern` is wholly about; "" for all of them; nullopt
// when it is about less.
std::optional<std::string> FolderNameOf(std::string pattern) {
  if (pattern == "*" || pattern == "**" || pattern == "/**" || pattern == "/**/*" ||
      pattern == "**/*" || pattern == "/") {
    return "";
  }
  if (pattern.ends_with("/**/*")) pattern.resize(pattern.size() - 2);
  // `folder/**` and `folder/`: all that is below.
  bool folder = false;
  if (pattern.ends_with("/**")) pattern.resize(pattern.size() - 2);
  if (pattern.ends_with('/')) {
    pattern.pop_back();
    folder = true;
  }
  if (pattern.starts_with("/**/")) pattern.erase(0, 1);
  bool anchored = pattern.starts_with('/');
  if (anchored) {
    pattern.erase(0, 1);
  } else if (pattern.starts_with("**/")) {
    pattern.erase(0, 3);
  }
  if (pattern.empty() || pattern.find('/') != std::string::npos) return std::nullopt;
  // `/*` is the files directly at the root, and `*.js` is meant for files.
  bool names_files = pattern == "*" ? !folder : pattern.starts_with("*.") && !folder;
  if (names_files) return std::nullopt;
  return pattern;
}

// A line's pattern as one of ours (docs/patterns.md), which knows a folder's files and all below it
// in the same way; nullopt for what matches nothing.
std::optional<Pattern> PatternOf(std::string_view written) {
  if (written == "*" || written == "/") written = "**";
  const bool anchored = written.starts_with('/');
  if (anchored) written.remove_prefix(1);
  std::string_view name = written;
  if (name.ends_with('/')) name.remove_suffix(1);
  // Without a slash but at its end it is about such names in every folder.
  std::string text =
      !anchored && name.find('/') == std::string_view::npos && name != "**" ? "**/" : "";
  for (const char c : written) {
    if (c == '{' || c == '}') text += '\\';
    text += c;
  }
  absl::StatusOr<Pattern> pattern = Pattern::Parse(text);
  if (!pattern.ok()) return std::nullopt;
  return *std::move(pattern);
}

}  // namespace

const std::vector<std::string>& Codeowners::Places() {
  static const auto* const places =
      new std::vector<std::string>{".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"};
  return *places;
}

Codeowners::Codeowners(std::string_view text) {
  for (int number = 1; !text.empty(); ++number) {
    size_t end = std::min(text.find('\n'), text.size());
    Read(text.substr(0, end), number);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

void Codeowners::Read(std::string_view line, int number) {
  std::vector<std::string> words = WordsOf(line);
  if (words.empty()) return;
  const std::string& pattern = words.front();
  bool readable = !pattern.starts_with('!') && !pattern.starts_with("\\#") &&
                  pattern.find_first_of("[]") == std::string::npos &&
                  std::all_of(words.begin() + 1, words.end(), IsOwner);
  if (!readable) {
    unread_lines_.push_back(number);
    return;
  }
  std::vector<std::string> owners(words.begin() + 1, words.end());
  if (std::optional<Pattern> own = PatternOf(pattern)) {
    file_lines_.push_back({*std::move(own), {number, owners}});
  }
  std::optional<std::string> name = FolderNameOf(pattern);
  if (!name) {
    narrow_lines_.push_back(number);
    return;
  }
  lines_.push_back({*std::move(name), std::move(owners)});
}

Codeowners::Said Codeowners::OwnersOfFile(std::string_view path) const {
  for (auto line = file_lines_.rbegin(); line != file_lines_.rend(); ++line) {
    if (line->pattern.Match(path)) return line->said;
  }
  return {};
}

std::vector<std::string> Codeowners::OwnersOf(std::string_view name) const {
  for (auto line = lines_.rbegin(); line != lines_.rend(); ++line) {
    if (line->name.empty() || Matches(line->name, name)) {
      std::vector<std::string> owners;
      for (const std::string& owner : line->owners) {
        if (std::find(owners.begin(), owners.end(), owner) == owners.end()) owners.push_back(owner);
      }
      return owners;
    }
  }
  return {};
}

}  // namespace testfed
