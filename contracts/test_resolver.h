// From the facts of all files to tests with their tags. A pure function of its input.
#ifndef TESTFED_CONTRACTS_TEST_RESOLVER_H_
#define TESTFED_CONTRACTS_TEST_RESOLVER_H_

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "contracts/source_facts.h"
#include "contracts/test.h"

namespace testfed {

struct SourceFile {
  std::string path;
  Language language = Language::kJava;
  std::shared_ptr<const SourceFacts> facts;
  // Whether a suite takes the file's tests: others only lend their annotations and superclasses.
  bool is_test_file = true;
};

struct ResolveOptions {
  // $settings.libraryTags: the full name of an annotation or superclass -> `SmokeTest`,
  // `AffectedByX`.
  std::map<std::string, std::string> library_tags;
};

// Files sorted by path. Codes of findings: undecided-tag (warning; the tests are selected),
// unused-tag (warning: a tag that applies to no test).
Discovery ResolveTests(const std::vector<SourceFile>& files, const ResolveOptions& options = {});

// One for each family of languages; `into` receives tests, findings and libraries, `files` are all
// files, of which the resolver takes those of its languages.
void ResolveJvm(const std::vector<SourceFile>& files, const ResolveOptions& options,
                Discovery& into);
void ResolvePython(const std::vector<SourceFile>& files, const ResolveOptions& options,
                   Discovery& into);
void ResolveScripts(const std::vector<SourceFile>& files, const ResolveOptions& options,
                    Discovery& into);
void ResolveCpp(const std::vector<SourceFile>& files, const ResolveOptions& options,
                Discovery& into);
void ResolveGo(const std::vector<SourceFile>& files, const ResolveOptions& options,
               Discovery& into);
void ResolveStarlark(const std::vector<SourceFile>& files, const ResolveOptions& options,
                     Discovery& into);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_TEST_RESOLVER_H_
