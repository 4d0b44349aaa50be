// What the marks of Python say as tags: pytest.mark.smoke, pytest.mark.affected_by("X"), their
// aliases in any file, and comments.
#ifndef TESTFED_CONTRACTS_PYTHON_TAGS_H_
#define TESTFED_CONTRACTS_PYTHON_TAGS_H_

#include <map>
#include <string>
#include <vector>

#include "contracts/python_modules.h"
#include "contracts/tag_set.h"

namespace testfed {

class PythonTags {
 public:
  PythonTags(const std::vector<SourceFile>& files, const PythonModules& modules,
             const ResolveOptions& options, Discovery& into)
      : files_(files), modules_(modules), options_(options), into_(into) {}

  // Decorators are often no marks at all, so a decorator that is bound to nothing known says
  // nothing; an entry of `pytestmark` is a mark, and one that is bound to nothing is undecided.
  TagSet OfFile(int file);
  TagSet Of(int file, const SourceDeclaration& declaration);

  // A class or decorator of a library: counts it, and adds the tag that the options give it.
  void AddLibrary(const std::string& name, bool is_annotation, const Place& place, TagSet& tags);

 private:
  void Add(int file, const Annotation& annotation, bool mark, int depth, TagSet& tags);
  void AddName(int file, const PythonName& name, const Annotation& annotation, bool mark, int depth,
               TagSet& tags);
  void Undecide(int file, const Annotation& annotation, std::string text, TagSet& tags);

  const std::vector<SourceFile>& files_;
  const PythonModules& modules_;
  const ResolveOptions& options_;
  Discovery& into_;
  std::map<std::pair<std::string, bool>, size_t> libraries_;  // index into into_.libraries
};

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_PYTHON_TAGS_H_
