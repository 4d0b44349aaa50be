// Refs as files: loose ones below the git folder, and `packed-refs` (gitrepository-layout(5)).
#ifndef TESTFED_SELECTOR_GIT_REF_FILES_H_
#define TESTFED_SELECTOR_GIT_REF_FILES_H_

#include <optional>
#include <string>
#include <string_view>

namespace testfed {

class RefFiles {
 public:
  explicit RefFiles(std::string git_dir) : git_dir_(std::move(git_dir)) {}

  // The object id (40 digits) that a revision of letters, digits and `._-/` names, by the rules of
  // gitrevisions(7) for names of refs. Nullopt: no such ref, or none that is ordinary; the caller
  // asks libgit2, which also knows short ids, `HEAD~1` and the rest.
  std::optional<std::string> Resolve(std::string_view rev) const;

 private:
  enum class Kind { kNone, kId, kSymbolic, kOdd };
  struct Ref {
    Kind kind = Kind::kNone;
    std::string text;  // the id, or the name of another ref
  };

  Ref Read(const std::string& name) const;
  Ref ReadPacked(const std::string& name) const;

  std::string git_dir_;
};

}  // namespace testfed

#endif  // TESTFED_SELECTOR_GIT_REF_FILES_H_
