// Patterns of `ignore` that are meant for files and take a folder along: `.git*` for `.gitignore`
// also matches `.github/`, and then nothing below it can affect a test.
#ifndef TESTFED_DOMAINS_WIDE_IGNORES_H_
#define TESTFED_DOMAINS_WIDE_IGNORES_H_

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "domains/finding.h"
#include "domains/ownership.h"

namespace testfed {

class WideIgnores {
 public:
  // Of a file whose judgement is "ignored": `path` whole, and the domains whose includes it has,
  // in order of declaration.
  void Add(std::string_view path, const Judgement& judgement, const std::vector<DomainId>& domains);

  // wide-pattern: of each pattern whose last segment has a wildcard, and which matches files itself
  // and folders above others.
  void Report(const Declarations& declarations, std::vector<Finding>& findings) const;

 private:
  struct Folder {
    int files = 0;
    std::map<DomainId, int> by_domain;
  };
  struct Matched {
    std::vector<std::string> names;  // the first files that it matches themselves
    std::map<std::string, Folder, std::less<>> folders;
  };

  std::map<const DeclaredPattern*, Matched> patterns_;
};

}  // namespace testfed

#endif  // TESTFED_DOMAINS_WIDE_IGNORES_H_
