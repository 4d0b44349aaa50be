// The first domains.yaml of a repository: one domain for each folder at the root, and something for
// every file, so that `testfed check` has nothing to say.
//
//   - a folder is a domain, but for docs/ that holds only documents (ignored) and for folders of
//     pipelines (full);
//   - a file at the root is ignored where it surely affects no test, else full (root_file.h);
//   - where no folder makes a domain, the domain `Root` has the files at the root.
//
// Names that are not UTF-8 cannot stand in YAML: a pattern with `?` for each such byte stands for
// them, only ever where a match of something else widens.
#ifndef TESTFED_CLI_FIRST_DECLARATIONS_H_
#define TESTFED_CLI_FIRST_DECLARATIONS_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli/codeowners.h"
#include "cli/root_file.h"
#include "domains/tree_visitor.h"

namespace testfed {

// What stands at the root: gathered by one walk over all files.
class RootCensus : public TreeVisitor {
 public:
  struct Folder {
    bool only_documents = true;
    bool only_pipelines = true;          // every file is below one of `pipelines`
    std::vector<std::string> pipelines;  // of PipelineFolders(), those with files
  };

  bool EnterDirectory(std::string_view name, std::string_view id) override;
  void LeaveDirectory() override;
  void File(std::string_view name) override;

  const std::map<std::string, Folder>& folders() const { return folders_; }  // by name
  const std::vector<std::string>& files() const { return files_; }
  bool empty() const { return folders_.empty() && files_.empty(); }

 private:
  std::vector<size_t> sizes_;
  std::string path_;  // of the open directory, with a slash at the end
  Folder* folder_ = nullptr;
  std::map<std::string, Folder> folders_;
  std::vector<std::string> files_;
};

struct FirstDomain {
  std::string name;
  std::string home;  // "" where the folder's name cannot be one line of text
  std::vector<std::string> owners;
  std::string include;
};

struct FirstDeclarations {
  std::vector<FirstDomain> domains;                         // in the order of their folders
  std::vector<std::string> ignored_folders;                 // names
  std::vector<std::string> ignored_files;                   // names
  std::vector<std::string> pipeline_folders;                // paths
  std::map<RootFile, std::vector<std::string>> full_files;  // names; never kDocument
  std::vector<std::string> unwritable;                      // names that are not UTF-8
  bool has_root_domain = false;                             // no folder made a domain
};

// `own_files` are testfed's own, which need no declaration; paths.
FirstDeclarations FirstDeclarationsOf(const RootCensus& census, const Codeowners& codeowners,
                                      const std::vector<std::string>& own_files);

// As domains.yaml, with comments.
std::string YamlOf(const FirstDeclarations& declarations);

// "build-logic" -> "BuildLogic": letters and digits, a letter first. May equal another's.
std::string DomainNameOf(std::string_view folder);
// One name for each folder, all different, also where case does not count, and none is `Unknown`.
std::vector<std::string> DomainNamesOf(const std::vector<std::string>& folders);

// The pattern that matches a path of this name: special characters with a backslash, and `?` for
// each byte that is not UTF-8.
std::string PatternFor(std::string_view name);

}  // namespace testfed

#endif  // TESTFED_CLI_FIRST_DECLARATIONS_H_
