#include "contracts/python_modules.h"

#include <algorithm>

namespace testfed {
namespace {

constexpr int kMaxDepth = 16;  // of aliases of aliases; a cycle ends here

std::string_view FirstPart(std::string_view name) { return name.substr(0, name.find('.')); }

// The path without `.py` and `/__init__.py`.
std::string_view ModulePath(std::string_view path) {
  path.remove_suffix(path.ends_with(".py") ? 3 : 0);
  if (path == "__init__") return {};
  if (path.ends_with("/__init__")) path.remove_suffix(9);
  return path;
}
std::string_view FolderOf(std::string_view path) {
  const size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

}  // namespace

PythonModules::PythonModules(const std::vector<SourceFile>& files) : files_(files) {
  for (size_t i = 0; i < files.size(); ++i) {
    if (files[i].language != Language::kPython || files[i].facts == nullptr) continue;
    const int file = static_cast<int>(i);
    const std::string_view path = ModulePath(files[i].path);
    const size_t slash = path.rfind('/');
    by_stem_[slash == std::string_view::npos ? path : path.substr(slash + 1)].push_back(file);
    Bindings& bindings = bindings_[file];
    const SourceFacts& facts = *files[i].facts;
    for (size_t k = 0; k < facts.declarations.size(); ++k) {
      if (facts.declarations[k].parent < 0) {
        bindings.declarations[facts.declarations[k].name].push_back(static_cast<int>(k));
      }
    }
    for (size_t k = 0; k < facts.imports.size(); ++k) {
      const Import& import = facts.imports[k];
      if (import.wildcard) {
        bindings.wildcards.push_back(static_cast<int>(k));
      } else {
        bindings.imports[FirstPart(import.alias)].push_back(static_cast<int>(k));
      }
    }
  }
}

std::vector<int> PythonModules::FilesOf(int file, std::string_view module) const {
  const std::string& path = files_[static_cast<size_t>(file)].path;
  size_t dots = 0;
  while (dots < module.size() && module[dots] == '.') ++dots;
  std::string wanted;
  std::string_view folder = FolderOf(path);
  if (dots > 0) {
    for (size_t up = 1; up < dots; ++up) folder = FolderOf(folder);
    wanted = folder;
    if (!wanted.empty() && dots < module.size()) wanted += '/';
  }
  for (char c : module.substr(dots)) wanted += c == '.' ? '/' : c;
  const size_t slash = wanted.rfind('/');
  const auto stem =
      by_stem_.find(slash == std::string::npos ? std::string_view(wanted)
                                               : std::string_view(wanted).substr(slash + 1));
  std::vector<int> found;
  if (stem == by_stem_.end()) return found;
  for (int candidate : stem->second) {
    const std::string_view other = ModulePath(files_[static_cast<size_t>(candidate)].path);
    if (other == wanted) {
      if (dots > 0) return {candidate};
    } else if (dots > 0 || !other.ends_with(wanted) ||
               other[other.size() - wanted.size() - 1] != '/') {
      continue;
    }
    if (FolderOf(files_[static_cast<size_t>(candidate)].path) == folder &&
        slash == std::string::npos) {
      return {candidate};
    }
    found.push_back(candidate);
  }
  return found;
}

void PythonModules::FindGlobal(int file, std::string_view full, int depth,
                               std::vector<PythonName>& found) const {
  if (depth > kMaxDepth) return;
  size_t dots = 0;
  while (dots < full.size() && full[dots] == '.') ++dots;
  for (size_t end = full.size(); end > 0;) {  // the longest beginning that is a module
    const std::vector<int> files = FilesOf(file, full.substr(0, end));
    std::string_view rest = full.substr(end);
    if (rest.starts_with('.')) rest.remove_prefix(1);
    for (int target : files) {
      const size_t before = found.size();
      if (!rest.empty()) FindIn(target, rest, depth + 1, found);
      if (found.size() == before) found.push_back({target, -1, std::string(rest), false});
      for (size_t i = before; i < found.size(); ++i) {
        found[i].ambiguous = found[i].ambiguous || files.size() > 1;
      }
    }
    if (!files.empty()) return;
    const size_t dot = full.rfind('.', end - 1);
    end = end <= dots || dot == std::string_view::npos ? 0 : std::max(dot, dots);
  }
  found.push_back({-1, -1, std::string(full), false});
}

void PythonModules::FindIn(int file, std::string_view name, int depth,
                           std::vector<PythonName>& found) const {
  if (depth > kMaxDepth) return;
  const Bindings& bindings = bindings_.at(file);
  const std::string_view first = FirstPart(name);
  const SourceFacts& own = facts(file);
  if (const auto declared = bindings.declarations.find(first);
      declared != bindings.declarations.end()) {
    for (int declaration : declared->second) {
      // Goes down into nested classes.
      int at = declaration;
      for (size_t dot = first.size(); at >= 0 && dot < name.size();) {
        const size_t end = std::min(name.find('.', dot + 1), name.size());
        const std::string_view part = name.substr(dot + 1, end - dot - 1);
        int inner = -1;
        for (size_t k = static_cast<size_t>(at) + 1; k < own.declarations.size(); ++k) {
          if (own.declarations[k].parent == at && own.declarations[k].name == part) {
            inner = static_cast<int>(k);
          }
        }
        at = inner;
        dot = end;
      }
      found.push_back({file, at, std::string(name), false});
    }
  }
  if (const auto imported = bindings.imports.find(first); imported != bindings.imports.end()) {
    bool rooted = false;  // `import a.b` binds `a`
    for (int index : imported->second) {
      const Import& import = own.imports[static_cast<size_t>(index)];
      std::string full = import.name;
      if (name == import.alias ||
          (name.starts_with(import.alias) && name[import.alias.size()] == '.')) {
        full += name.substr(import.alias.size());
      } else if (import.alias.find('.') != std::string::npos) {
        if (rooted) continue;
        rooted = true;
        full = name;
      } else {
        continue;
      }
      if (!import.is_static) {
        FindGlobal(file, full, depth + 1, found);
      } else if (FirstPart(full) != first) {
        FindIn(file, full, depth + 1, found);
      }
    }
  }
  if (!found.empty()) return;
  for (int index : bindings.wildcards) {
    for (int target : FilesOf(file, own.imports[static_cast<size_t>(index)].name)) {
      if (target != file) FindIn(target, name, depth + kMaxDepth / 4, found);
    }
  }
}

std::vector<PythonName> PythonModules::Find(int file, std::string_view name) const {
  std::vector<PythonName> found;
  FindIn(file, name, 0, found);
  std::vector<PythonName> unique;
  for (PythonName& one : found) {
    if (std::find(unique.begin(), unique.end(), one) == unique.end())
      unique.push_back(std::move(one));
  }
  return unique;
}

}  // namespace testfed
