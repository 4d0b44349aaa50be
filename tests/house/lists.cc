#include "tests/house/lists.h"

#include <algorithm>
#include <vector>

namespace testfed::house {
namespace {

constexpr std::string_view kBlank = " \t\r\n";

std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> words;
  while (true) {
    text.remove_prefix(std::min(text.find_first_not_of(kBlank), text.size()));
    if (text.empty()) return words;
    size_t end = std::min(text.find_first_of(kBlank), text.size());
    words.emplace_back(text.substr(0, end));
    text.remove_prefix(end);
  }
}

bool IsComment(std::string_view line) {
  size_t first = line.find_first_not_of(" \t");
  return first != std::string_view::npos && line[first] == '#';
}

std::string WithoutComments(std::string_view text) {
  std::string code;
  for (const std::string& line : LinesOf(text)) {
    if (!IsComment(line)) code += line + "\n";
  }
  return code;
}

// The text of each top-level key, without comments.
std::vector<std::string> DeclarationsOf(std::string_view yaml) {
  std::vector<std::string> declarations;
  for (const std::string& line : LinesOf(WithoutComments(yaml))) {
    if (!line.empty() && line[0] != ' ') declarations.emplace_back();
    if (!declarations.empty()) declarations.back() += line + "\n";
  }
  return declarations;
}

// "tests/X" of a file in it; "" of any other.
std::string TestFolderOf(std::string_view path) {
  constexpr std::string_view kTests = "tests/";
  size_t end = path.find('/', kTests.size());
  bool inside = path.starts_with(kTests) && end != std::string_view::npos;
  return inside ? std::string(path.substr(0, end)) : "";
}

// The words between the parentheses of each call of `command`.
std::vector<std::vector<std::string>> CallsOf(std::string_view cmake, std::string_view command) {
  std::vector<std::vector<std::string>> calls;
  std::string code = WithoutComments(cmake);
  std::string opening = std::string(command) + "(";
  for (size_t at = code.find(opening); at != std::string::npos; at = code.find(opening, at + 1)) {
    size_t start = at + opening.size();
    size_t end = std::min(code.find(')', start), code.size());
    calls.push_back(WordsOf(code.substr(start, end - start)));
  }
  return calls;
}

bool IsCMakeList(std::string_view path) {
  return BaseNameOf(path) == "CMakeLists.txt" && !IsForeign(path);
}

void CheckSame(const std::set<std::string>& needed, const std::set<std::string>& listed,
               const std::string& what, Violations& violations) {
  for (const std::string& name : needed) {
    if (!listed.contains(name)) {
      violations.push_back("README.md: the table of dependencies lacks the " + what + " `" + name +
                           "`");
    }
  }
  for (const std::string& name : listed) {
    if (!needed.contains(name)) {
      violations.push_back("README.md: the table of dependencies lists the " + what + " `" + name +
                           "`, which nothing asks for");
    }
  }
}

}  // namespace

std::set<std::string> CMakePackagesOf(std::string_view cmake) {
  const std::set<std::string, std::less<>> options = {"REQUIRED", "QUIET", "IMPORTED_TARGET",
                                                      "GLOBAL", "NO_CMAKE_PATH"};
  std::set<std::string> packages;
  for (const std::vector<std::string>& call : CallsOf(cmake, "find_package")) {
    if (!call.empty()) packages.insert(call[0]);
  }
  for (const std::vector<std::string>& call : CallsOf(cmake, "pkg_check_modules")) {
    for (size_t i = 1; i < call.size(); ++i) {  // the first is the prefix of its variables
      if (!options.contains(call[i]))
        packages.insert(call[i].substr(0, call[i].find_first_of("<>=")));
    }
  }
  return packages;
}

std::set<std::string> DebianPackagesOf(std::string_view dev) {
  constexpr std::string_view kOpening = "_packages=(";
  std::set<std::string> packages;
  std::string code = WithoutComments(dev);
  for (size_t at = code.find(kOpening); at != std::string::npos; at = code.find(kOpening, at + 1)) {
    size_t start = at + kOpening.size();
    size_t end = std::min(code.find(')', start), code.size());
    for (const std::string& word : WordsOf(code.substr(start, end - start))) packages.insert(word);
  }
  return packages;
}

std::set<std::string> TableWordsOf(std::string_view markdown, std::string_view heading,
                                   int column) {
  std::set<std::string> words;
  bool below = false;
  for (const std::string& line : LinesOf(markdown)) {
    if (line.starts_with('#')) below = line == heading;
    if (!below || !line.starts_with('|')) continue;
    size_t start = 0;
    for (int i = 0; i < column && start != std::string::npos; ++i) {
      start = i == 0 ? 1 : line.find('|', start);
      if (i > 0 && start != std::string::npos) ++start;
    }
    if (start == std::string::npos) continue;
    std::string cell = line.substr(start, line.find('|', start) - start);
    for (size_t open = cell.find('`'); open != std::string::npos;) {
      size_t close = cell.find('`', open + 1);
      if (close == std::string::npos) break;
      words.insert(cell.substr(open + 1, close - open - 1));
      open = cell.find('`', close + 1);
    }
  }
  return words;
}

Violations CheckDependencyTable(const Files& files) {
  constexpr std::string_view kHeading = "## Dependencies";
  Violations violations;
  std::set<std::string> packages;
  for (const SourceFile& file : files) {
    if (IsCMakeList(file.path)) packages.merge(CMakePackagesOf(file.text));
  }
  std::string readme = TextOf(files, "README.md");
  CheckSame(packages, TableWordsOf(readme, kHeading, 2), "CMake package", violations);
  CheckSame(DebianPackagesOf(TextOf(files, "dev")), TableWordsOf(readme, kHeading, 3),
            "Debian package", violations);
  return violations;
}

Violations CheckSourcesAreBuilt(const Files& files) {
  std::set<std::string> built;
  for (const SourceFile& file : files) {
    if (!IsCMakeList(file.path)) continue;
    std::string folder(FolderOf(file.path));
    std::string code = WithoutComments(file.text);
    std::replace(code.begin(), code.end(), '(', ' ');
    std::replace(code.begin(), code.end(), ')', ' ');
    for (const std::string& word : WordsOf(code)) {
      built.insert(folder.empty() ? word : folder + "/" + word);
    }
  }
  Violations violations;
  for (const SourceFile& file : files) {
    if (!file.path.ends_with(".cc") || IsForeign(file.path) || built.contains(file.path)) continue;
    violations.push_back(file.path + ": no CMakeLists.txt of its folder or above names it");
  }
  return violations;
}

Violations CheckSuites(const Files& files) {
  constexpr std::string_view kCommand = "./dev suite ";
  const std::string config = WithoutComments(TextOf(files, "domains.yaml"));
  std::set<std::string> run;
  for (size_t at = config.find(kCommand); at != std::string::npos;
       at = config.find(kCommand, at + 1)) {
    size_t start = at + kCommand.size();
    run.insert(config.substr(start, config.find_first_of(" \"'},\n", start) - start));
  }
  Violations violations;
  std::set<std::string> registered;
  for (const SourceFile& file : files) {
    if (!IsCMakeList(file.path) || !file.path.starts_with("tests/")) continue;
    for (const std::vector<std::string>& call : CallsOf(file.text, "gtest_discover_tests")) {
      if (call.empty()) continue;
      registered.insert(call[0]);
      if (run.contains(call[0])) continue;
      violations.push_back(file.path + ": no suite in domains.yaml runs `./dev suite " + call[0] +
                           "`");
    }
  }
  for (const std::string& name : run) {
    if (registered.contains(name)) continue;
    violations.push_back("domains.yaml: `./dev suite " + name + "` runs no test binary of tests/");
  }
  return violations;
}

Violations CheckReadDocuments(const Files& files) {
  const std::vector<std::string> declarations = DeclarationsOf(TextOf(files, "domains.yaml"));
  Violations violations;
  for (const SourceFile& file : files) {
    bool code = IsCMakeList(file.path) || IsSource(file.path);
    std::string folder = TestFolderOf(file.path);
    if (!code || IsForeign(file.path) || folder.empty()) continue;
    bool declared = false;
    for (const std::string& declaration : declarations) {
      declared |= declaration.find(folder) != std::string::npos &&
                  declaration.find("docs") != std::string::npos;
    }
    std::vector<std::string> lines = LinesOf(file.text);
    for (size_t i = 0; i < lines.size() && !declared; ++i) {
      if (IsComment(lines[i]) || lines[i].find_first_not_of(' ') == lines[i].find("//")) continue;
      // Below the folder of the sources; paths in made-up repositories begin with no slash.
      bool reads = lines[i].find("\"/docs/") != std::string::npos ||
                   lines[i].find("}/docs/") != std::string::npos;
      if (!reads) continue;
      violations.push_back(At(file, i + 1) + ": reads a document, and domains.yaml gives none to " +
                           "the domain of " + folder);
    }
  }
  return violations;
}

}  // namespace testfed::house
