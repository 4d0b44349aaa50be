#include "selector/git/refusal.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "domains/path_name.h"

namespace testfed {
namespace {

// The nearest folder upward that git would call a repository: with a `.git`, or bare.
std::string RepositoryAbove(std::string_view start_dir) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  fs::path folder = fs::weakly_canonical(fs::path(start_dir), ignored);
  for (fs::path at = folder;; at = at.parent_path()) {
    if (fs::exists(at / ".git", ignored)) return at.string();
    if (fs::exists(at / "HEAD", ignored) && fs::exists(at / "objects", ignored)) {
      return at.string();
    }
    if (at == at.parent_path()) return folder.string();
  }
}

}  // namespace

absl::Status NoRepositoryAt(std::string_view start_dir) {
  return Error("no git repository at `" + QuotePath(start_dir) + "` or above it",
               "go into one, or name it", "testfed -C DIR ...");
}

absl::Status OwnedBySomebodyElse(std::string_view start_dir) {
  std::string path = RepositoryAbove(start_dir);
  std::string message = "the repository `" + QuotePath(path) +
                        "` belongs to another user, so git and testfed do not read it";
  return WithHint(absl::PermissionDeniedError(message), "if you trust it",
                  "git config --global --add safe.directory " + ShellWord(path));
}

absl::Status UnknownRevision(std::string_view rev) {
  return NotFound("`" + QuotePath(rev) + "` names no commit here");
}

absl::Status AmbiguousRevision(std::string_view rev) {
  return Error("`" + QuotePath(rev) +
               "` is the beginning of several object ids; write more digits");
}

absl::Status NoWorkingTree() { return Error("the repository is bare: it has no working tree"); }

bool IsHostileRevision(std::string_view rev) {
  return rev.empty() || rev.front() == '-' || std::any_of(rev.begin(), rev.end(), [](char c) {
           return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
         });
}

std::string ShellWord(std::string_view text) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789%+,-./:=@_";
  if (!text.empty() && text.find_first_not_of(kPlain) == std::string_view::npos) {
    return std::string(text);
  }
  // A hint is one line to copy: a name with control characters becomes $'...' (POSIX.1-2024).
  bool printable = std::all_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != 0x7f;
  });
  std::string word = printable ? "'" : "$'";
  for (char c : text) {
    auto byte = static_cast<unsigned char>(c);
    if (printable) {
      word += c == '\'' ? std::string("'\\''") : std::string(1, c);
    } else if (c == '\'' || c == '\\') {
      word += '\\';
      word += c;
    } else if (byte < 0x20 || c == 0x7f) {
      word += '\\';
      for (int shift : {6, 3, 0}) word += static_cast<char>('0' + ((byte >> shift) & 7));
    } else {
      word += c;
    }
  }
  return word + "'";
}

}  // namespace testfed
