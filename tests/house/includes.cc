#include "tests/house/includes.h"

#include <array>
#include <map>
#include <set>

namespace testfed::house {
namespace {

// Each folder with those that it may include beside itself.
const std::map<std::string, std::set<std::string>, std::less<>>& Arrows() {
  static const std::map<std::string, std::set<std::string>, std::less<>> kArrows = {
      {"domains", {}},
      {"contracts", {"domains"}},
      {"selector", {"contracts", "domains"}},
      {"integration", {"contracts", "domains", "selector"}},
      {"reporters", {"contracts", "domains", "selector"}},
      {"cli", {"contracts", "domains", "integration", "reporters", "selector"}},
  };
  return kArrows;
}

struct Library {
  std::string_view headers;  // what its includes begin with
  std::array<std::string_view, 2>
      users{};  // what the paths of files that may include it begin with
};

// As in the table of dependencies in README.md.
constexpr std::array kLibraries = {
    Library{"yaml-cpp/", {"domains/yaml.cc"}},
    Library{"re2/", {"domains/regex.cc", "bench/re2_set_matcher.cc"}},
    Library{"nlohmann/", {"domains/json.cc"}},
    Library{"openssl/", {"domains/sha256.cc"}},
    Library{"git2.h", {"selector/libgit2_", "selector/git/libgit2"}},
    Library{"git2/", {"selector/libgit2_", "selector/git/libgit2"}},
    Library{"zlib.h", {"selector/git/inflate.cc"}},
    Library{"expat.h", {"contracts/xml.cc"}},
    Library{"CLI/", {"cli/parse.cc"}},
    Library{"gtest/", {"tests/"}},
    Library{"gmock/", {"tests/"}},
    Library{"benchmark/", {"bench/"}},
};

std::string_view Top(std::string_view path) {
  size_t slash = path.find('/');
  return slash == std::string_view::npos ? "" : path.substr(0, slash);
}

// The folder whose arrows hold for files below `path`: of tests/X those of X.
std::string_view ArrowsFolder(std::string_view path) {
  if (Top(path) != "tests") return Top(path);
  return Top(path.substr(Top(path).size() + 1));
}

bool MayInclude(std::string_view from, std::string_view header) {
  std::string_view target = Top(header);
  bool from_tests = Top(from) == "tests" || Top(from) == "bench";
  if ((target == "tests" || target == "bench") && !from_tests) return false;
  auto allowed = Arrows().find(ArrowsFolder(from));
  auto known = Arrows().find(ArrowsFolder(header));
  // tests/house, tests/data and bench/ belong to no arrow, and what is not ours is no matter here.
  if (allowed == Arrows().end() || known == Arrows().end()) return true;
  return allowed->first == known->first || allowed->second.contains(known->first);
}

const Library* LibraryOf(std::string_view header) {
  for (const Library& library : kLibraries) {
    if (header.starts_with(library.headers)) return &library;
  }
  return nullptr;
}

bool MayUse(std::string_view path, const Library& library) {
  for (std::string_view user : library.users) {
    if (!user.empty() && path.starts_with(user)) return true;
  }
  return false;
}

// Abseil has no wrapper: its Status is our own word.
bool IsAbseil(std::string_view header) { return header.starts_with("absl/"); }

std::string Quoted(std::string_view text) { return "`" + std::string(text) + "`"; }

}  // namespace

std::vector<Include> IncludesOf(std::string_view text) {
  constexpr std::string_view kBlank = " \t";
  std::vector<Include> includes;
  std::vector<std::string> lines = LinesOf(text);
  for (size_t i = 0; i < lines.size(); ++i) {
    std::string_view line = lines[i];
    auto skip = [&line](size_t count) { line.remove_prefix(std::min(count, line.size())); };
    skip(line.find_first_not_of(kBlank));
    if (!line.starts_with('#')) continue;
    skip(1);
    skip(line.find_first_not_of(kBlank));
    if (!line.starts_with("include")) continue;
    skip(std::string_view("include").size());
    skip(line.find_first_not_of(kBlank));
    if (line.empty() || (line[0] != '"' && line[0] != '<')) continue;
    size_t end = line.find(line[0] == '"' ? '"' : '>', 1);
    if (end == std::string_view::npos) continue;
    includes.push_back({i + 1, line[0] == '"', std::string(line.substr(1, end - 1))});
  }
  return includes;
}

Violations CheckIncludeArrows(const Files& files) {
  Violations violations;
  for (const SourceFile& file : files) {
    if (!IsSource(file.path) || IsForeign(file.path)) continue;
    for (const Include& include : IncludesOf(file.text)) {
      if (MayInclude(file.path, include.header)) continue;
      violations.push_back(At(file, include.line) + ": includes " + Quoted(include.header) +
                           " against domains <- contracts <- selector <- "
                           "{integration, reporters} <- cli");
    }
  }
  return violations;
}

Violations CheckIncludeRoots(const Files& files) {
  Violations violations;
  std::set<std::string, std::less<>> paths;
  for (const SourceFile& file : files) paths.insert(file.path);
  for (const SourceFile& file : files) {
    if (!IsSource(file.path) || IsForeign(file.path)) continue;
    for (const Include& include : IncludesOf(file.text)) {
      if (!include.quoted || LibraryOf(include.header) != nullptr) continue;
      if (IsAbseil(include.header)) continue;
      if (paths.contains(include.header)) continue;
      violations.push_back(At(file, include.line) + ": includes " + Quoted(include.header) +
                           ", which is no file here; write it from the root of the repository");
    }
  }
  return violations;
}

Violations CheckThirdParty(const Files& files) {
  Violations violations;
  for (const SourceFile& file : files) {
    if (!IsSource(file.path) || IsForeign(file.path)) continue;
    for (const Include& include : IncludesOf(file.text)) {
      if (IsAbseil(include.header)) continue;
      std::string seen = At(file, include.line) + ": includes " + Quoted(include.header);
      const Library* library = LibraryOf(include.header);
      if (library != nullptr && !MayUse(file.path, *library)) {
        violations.push_back(seen + ", which only " + std::string(library->users[0]) + " may");
      }
      // The standard library has no folders and no .hpp, POSIX and Linux have these.
      bool library_like = include.header.ends_with(".hpp") || !Top(include.header).empty();
      if (library == nullptr && !include.quoted && library_like && Top(include.header) != "sys" &&
          Top(include.header) != "linux") {
        violations.push_back(seen + " of a library without a wrapper");
      }
    }
  }
  return violations;
}

}  // namespace testfed::house
