#include "selector/git/ref_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>

#include "selector/git/mapped_file.h"
#include "selector/git/object_store.h"

namespace testfed {
namespace {

constexpr size_t kIdDigits = 40;
constexpr int kMaxSymbolic = 5;  // git's own bound

bool IsId(std::string_view text) { return text.size() == kIdDigits && IsObjectId(text); }

// A part of what git-check-ref-format(1) allows, in which nothing is another kind of revision.
bool IsPlainName(std::string_view name) {
  if (name.empty() || name.size() > 255) return false;
  while (true) {
    const size_t end = std::min(name.find('/'), name.size());
    const std::string_view part = name.substr(0, end);
    if (part.empty() || part.front() == '.' || part.front() == '-' || part.back() == '.' ||
        part.ends_with(".lock") || part.find("..") != std::string_view::npos ||
        !std::all_of(part.begin(), part.end(), [](char c) {
          return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                 c == '.' || c == '_' || c == '-';
        })) {
      return false;
    }
    if (end == name.size()) return true;
    name.remove_prefix(end + 1);
  }
}

}  // namespace

RefFiles::Ref RefFiles::Read(const std::string& name) const {
  const std::string path = git_dir_ + "/" + name;
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0) {
    return errno == ENOENT || errno == ENOTDIR ? ReadPacked(name) : Ref{Kind::kOdd, ""};
  }
  if (S_ISDIR(info.st_mode)) return ReadPacked(name);  // of refs that are gone, or longer
  if (!S_ISREG(info.st_mode)) return {Kind::kOdd, ""};
  auto file = MappedFile::Open("", path);
  if (!file.ok()) return {Kind::kOdd, ""};
  if (!file->has_value()) return ReadPacked(name);  // packed just now
  std::string_view text = (*file)->bytes();
  if (!text.ends_with('\n')) return {Kind::kOdd, ""};
  text.remove_suffix(1);
  if (IsId(text)) return {Kind::kId, std::string(text)};
  constexpr std::string_view kSymbolic = "ref: ";
  if (!text.starts_with(kSymbolic)) return {Kind::kOdd, ""};
  text.remove_prefix(kSymbolic.size());
  if (!text.starts_with("refs/") || !IsPlainName(text)) return {Kind::kOdd, ""};
  return {Kind::kSymbolic, std::string(text)};
}

RefFiles::Ref RefFiles::ReadPacked(const std::string& name) const {
  auto file = MappedFile::Open("", git_dir_ + "/packed-refs");
  if (!file.ok()) return {Kind::kOdd, ""};
  if (!file->has_value()) return {};
  const std::string_view text = (*file)->bytes();
  const std::string line = " " + name + "\n";
  for (size_t at = text.find(line); at != std::string_view::npos; at = text.find(line, at + 1)) {
    // No name holds a space, so that this is the end of a ref's line or of a comment's.
    if (at < kIdDigits || (at > kIdDigits && text[at - kIdDigits - 1] != '\n')) continue;
    const std::string_view id = text.substr(at - kIdDigits, kIdDigits);
    if (IsId(id)) return {Kind::kId, std::string(id)};
  }
  return {};
}

std::optional<std::string> RefFiles::Resolve(std::string_view rev) const {
  if (!IsPlainName(rev)) return std::nullopt;
  std::string name(rev);
  Ref ref;
  if (name == "HEAD" || name.starts_with("refs/")) {
    ref = Read(name);
  } else {
    // A file of this name in the git folder would come first: FETCH_HEAD, or worse.
    struct stat info {};
    if (lstat((git_dir_ + "/" + name).c_str(), &info) == 0 && !S_ISDIR(info.st_mode)) {
      return std::nullopt;
    }
    for (const std::string& tried : {"refs/" + name, "refs/tags/" + name, "refs/heads/" + name,
                                     "refs/remotes/" + name, "refs/remotes/" + name + "/HEAD"}) {
      ref = Read(tried);
      if (ref.kind != Kind::kNone) break;
    }
  }
  for (int i = 0; ref.kind == Kind::kSymbolic && i < kMaxSymbolic; ++i) ref = Read(ref.text);
  if (ref.kind != Kind::kId) return std::nullopt;
  return ref.text;
}

}  // namespace testfed
