// Names across Python files: which declarations of which files an expression names, through
// imports, aliases and `import *`. A module is found by its path: relative imports exactly,
// absolute ones by the path's end, as the roots of sys.path are not known; the file's own folder
// is preferred, as pytest puts it first.
#ifndef TESTFED_CONTRACTS_PYTHON_MODULES_H_
#define TESTFED_CONTRACTS_PYTHON_MODULES_H_

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "contracts/test_resolver.h"

namespace testfed {

struct PythonName {
  int file = -1;           // index into the files; -1: outside of the repository
  int declaration = -1;    // in that file; -1 with a file: nothing in it has the name
  std::string full;        // dotted, of a name outside
  bool ambiguous = false;  // several files may be the module
  bool operator==(const PythonName&) const = default;
};

class PythonModules {
 public:
  // `files` outlive this.
  explicit PythonModules(const std::vector<SourceFile>& files);

  // All that a dotted name may be where it stands at the level of `file`'s module: several where
  // it is bound several times. Empty: bound nowhere in the file, thus built in or made at run time.
  std::vector<PythonName> Find(int file, std::string_view name) const;
  // The files that a module, `a.b` or `..b`, may be.
  std::vector<int> FilesOf(int file, std::string_view module) const;

  const SourceFacts& facts(int file) const { return *files_[static_cast<size_t>(file)].facts; }

 private:
  struct Bindings {  // of the module's own names
    std::unordered_map<std::string_view, std::vector<int>> declarations;
    std::unordered_map<std::string_view, std::vector<int>> imports;  // by the alias' first part
    std::vector<int> wildcards;
  };
  void FindIn(int file, std::string_view name, int depth, std::vector<PythonName>& found) const;
  void FindGlobal(int file, std::string_view full, int depth, std::vector<PythonName>& found) const;

  const std::vector<SourceFile>& files_;
  std::unordered_map<std::string_view, std::vector<int>> by_stem_;  // of modules and packages
  std::unordered_map<int, Bindings> bindings_;
};

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_PYTHON_MODULES_H_
