#include "contracts/reference_target.h"

#include <algorithm>

namespace testfed {
namespace {

std::string ImportedFile(Language language, const std::string& path, const FileList& files) {
  if (path.empty()) return "";
  static const std::vector<std::string_view> kPython = {".py", "/__init__.py", ".pyi"};
  static const std::vector<std::string_view> kScript = {
      "",     ".ts",   ".tsx",  ".d.ts", ".js",       ".jsx",       ".mjs",
      ".cjs", ".json", ".vue",  ".mts",  "/index.ts", "/index.tsx", "/index.js",
      ".cts", ".node", ".scss", ".css",  "/index.jsx"};
  for (std::string_view ending : language == Language::kPython ? kPython : kScript) {
    std::string file = path + std::string(ending);
    if (files.Has(file)) return file;
  }
  // TypeScript imports `x.ts` by the name `x.js` that the compiler will give it.
  if (language == Language::kScript && path.ends_with(".js")) {
    for (const char* ending : {".ts", ".tsx"}) {
      std::string file = path.substr(0, path.size() - 3) + ending;
      if (files.Has(file)) return file;
    }
  }
  return "";
}

std::string Existing(const std::string& path, bool folders, const FileList& files) {
  if (path.empty()) return "";
  if (files.Has(path)) return path;
  return folders && !files.Below(path).empty() ? path + "/" : "";
}

// Segments that are names.
int NamesOf(std::string_view path) {
  int names = 0;
  while (!path.empty()) {
    const size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    names += !segment.empty() && segment != "." && segment != "..";
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return names;
}

}  // namespace

std::string TargetOf(const SourceReferences& source, const Reference& reference,
                     const FileList& files) {
  const std::string_view text = reference.text, folder = FolderOf(source.path);
  if (text.empty() || text.starts_with('/') || text.starts_with('~')) return "";
  if (source.is_link) return Existing(JoinedPath(folder, text), true, files);
  const std::string here = JoinedPath(folder, text);
  switch (reference.kind) {
    case Reference::Kind::kImport:
      return ImportedFile(source.language, here, files);
    case Reference::Kind::kInclude: {
      if (files.Has(here)) return here;
      std::string below_root = JoinedPath("", text);
      if (files.Has(below_root)) return below_root;
      if (text.starts_with('.') || text.find('/') == std::string_view::npos) return "";
      const std::string* only = files.OnlyEndingWith(text);
      return only == nullptr ? "" : *only;
    }
    case Reference::Kind::kMetadata:
    case Reference::Kind::kText:
      break;
  }
  const bool relative = text.starts_with("./") || text.starts_with("../");
  const bool folders =
      reference.kind == Reference::Kind::kMetadata || NamesOf(text) >= (relative ? 2 : 3);
  std::string target = Existing(here, folders, files);
  if (target.empty() && !relative) target = Existing(JoinedPath("", text), folders, files);
  return target;
}

}  // namespace testfed
