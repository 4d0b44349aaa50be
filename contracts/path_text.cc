#include "contracts/path_text.h"

namespace testfed {

bool LooksLikePath(std::string_view text) {
  constexpr size_t kMaxBytes = 1024;
  if (text.size() < 2 || text.size() > kMaxBytes || text.find('/') == std::string_view::npos) {
    return false;
  }
  for (char c : text) {
    if (static_cast<unsigned char>(c) <= ' ' || c == '\x7f') return false;
    if (std::string_view("*?[]{}:\\\"'`<>|$#;,()&").find(c) != std::string_view::npos) return false;
  }
  return !text.starts_with("//");
}

std::string PathFrom(std::string_view directory, std::string_view path) {
  while (directory.ends_with('/')) directory.remove_suffix(1);
  if (directory == ".") directory = {};
  std::string up;
  while (!directory.empty() &&
         !(path.starts_with(directory) && path.substr(directory.size()).starts_with('/'))) {
    up += "../";
    const size_t slash = directory.rfind('/');
    directory = slash == std::string_view::npos ? std::string_view() : directory.substr(0, slash);
  }
  if (!directory.empty()) path.remove_prefix(directory.size() + 1);
  if (up.empty() && path.starts_with('-')) up = "./";
  return up + std::string(path);
}

}  // namespace testfed
