#include "selector/git/clone_facts.h"

#include <filesystem>
#include <vector>

#include "selector/git/git_command.h"

namespace testfed {

absl::StatusOr<CloneFacts> ReadCloneFacts(const std::string& folder) {
  GitCommand git(folder);
  CloneFacts facts;
  TESTFED_ASSIGN_OR_RETURN(
      auto promisor,
      git.Line({"config", "--get-regexp", "^(extensions\\.partialclone|remote\\..*\\.promisor)$"}));
  facts.partial = promisor.has_value() && !promisor->ends_with(" false");
  TESTFED_ASSIGN_OR_RETURN(auto common, git.Line({"rev-parse", "--git-common-dir"}));
  std::filesystem::path hooks = common.value_or(".git") + "/hooks";
  // The last value is our own, which switches hooks off for this child.
  TESTFED_ASSIGN_OR_RETURN(ChildResult paths,
                           git.Run({"config", "-z", "--type=path", "--get-all", "core.hooksPath"}));
  std::vector<std::string> values;
  for (size_t begin = 0, end; (end = paths.out.find('\0', begin)) != std::string::npos;
       begin = end + 1) {
    values.push_back(paths.out.substr(begin, end - begin));
  }
  if (values.size() > 1) hooks = values[values.size() - 2];
  facts.hooks = (std::filesystem::path(folder) / hooks).lexically_normal().string();
  return facts;
}

}  // namespace testfed
