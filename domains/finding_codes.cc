#include "domains/checker.h"

namespace testfed {

const std::vector<FindingCode>& FindingCodes() {
  static const std::vector<FindingCode> kCodes = {
      {"accepted-expired",
       "A finding was accepted up to a date, and that day is over. Repair what was found, or agree "
       "on a new date in domains.accepted.yaml."},
      {"accepted-idle",
       "An entry of domains.accepted.yaml matches no finding: what it accepted was repaired, or "
       "has moved. Remove the entry."},
      {"axis",
       "An axis of a suite's `matrix` has a name that jobs use themselves, or the axes make too "
       "many jobs. Rename the axis, or split the suite."},
      {"codeowners",
       "CODEOWNERS gives the dump of a domain's contracts to none of its owners, so a change of a "
       "contract does not ask them. Of the lines that match a file the last one decides: add one "
       "for the dump behind it."},
      {"command",
       "A suite's `command` cannot be split into words by POSIX quoting, or uses `{filter}` inside "
       "a word. Nothing is expanded and no shell starts; who wants one writes `bash -c '...'`."},
      {"conflict",
       "The dump has the markers of a merge conflict. It is written by testfed, so take either "
       "side and write it again: `testfed dump --update`."},
      {"contract-without-tests",
       "A contract names a test that its suite does not have: it was renamed or removed, so "
       "nothing keeps what was agreed on. Name the test that does, or end the contract with its "
       "provider."},
      {"dead-pattern",
       "A pattern matches no file. Mostly a typo, or files that moved: then a change of the files "
       "that were meant runs too little or too much. Repair or remove it."},
      {"duplicate",
       "A name stands twice where it may stand once. YAML readers keep one of the two silently, so "
       "testfed refuses both."},
      {"empty", "The file declares no domain. `testfed init` writes a first one."},
      {"empty-suite",
       "A suite in which testfed finds no test, though it reads the tests of its runner. Mostly "
       "its `tests` patterns miss the files, or the runner is another one."},
      {"flaky-smoke",
       "A smoke test failed and passed in one run, by the test reports that `testfed timings` "
       "read. "
       "Every change runs it, so its accidents stop everybody. Repair it, or take the mark off."},
      {"folder-domain",
       "`check --folders GLOB`: a folder that matches, and that no domain has for itself. Declare "
       "a "
       "domain whose `include` is that folder alone."},
      {"home-shared",
       "Two domains have the same `home`. A home holds the contracts of one domain and their dump, "
       "so that each change of them asks the right people. Give each its own folder."},
      {"idle-pattern",
       "A pattern matches files but decides none of them: another pattern of the same domain is "
       "deeper, longer or declared first. It can be removed, or it does not say what was meant; "
       "docs/patterns.md has the order."},
      {"ignored-smoke",
       "Smoke tests in files that `ignore` names: every plan runs them but that for a change of "
       "the tests themselves. Take the files out of `ignore`."},
      {"library-type",
       "An annotation or superclass with the name of a tag, declared outside the repository. It "
       "carries no tag, because its source is not here; map it in `$settings.libraryTags` where it "
       "is meant as one. `testfed check -v` lists all other types of libraries on tests."},
      {"matrix",
       "`check --matrix WORKFLOW`: the workflow has no matrix that names domains, or it comes from "
       "an expression. There is nothing to compare."},
      {"matrix-missing",
       "`check --matrix WORKFLOW`: a domain that has jobs is in no list of the workflow's matrix, "
       "so "
       "nothing runs its tests, and nothing turns red."},
      {"matrix-unknown",
       "`check --matrix WORKFLOW`: a name in the workflow's matrix is no domain. A typo, or a "
       "domain "
       "that was renamed or removed."},
      {"missing-key", "A key that must be there is missing."},
      {"name",
       "A name has characters that do not fit where it is used: `@AffectedByName` for domains, ids "
       "of jobs for suites, the name that people call it by for contracts."},
      {"no-home",
       "A domain takes part in a contract and has no `home`, where the dump of its contracts could "
       "stand: nobody would ask its people about a change. Declare its home."},
      {"no-owners",
       "A domain takes part in contracts and declares no `owners`, so nobody can consent to a "
       "change of them, and `approvals` never passes one."},
      {"no-suite",
       "Other domains declare suites and this one has none, so it has no job of its own: its "
       "tests, if it has any, run nowhere."},
      {"orphan-tests",
       "Tests that no suite runs: nobody would notice when they fail. Declare a suite for them, or "
       "extend the `tests` of one."},
      {"own-contract",
       "A contract whose provider is the consumer itself. A domain's own tests run when it is "
       "affected, so there is nothing to agree on."},
      {"own-contract-tag",
       "A tag with the domain that the test belongs to. Its tests run anyway when the domain is "
       "affected, so the tag says nothing; another domain was meant, or it can go."},
      {"path", "A path does not stay inside the repository."},
      {"pattern",
       "A pattern that testfed cannot compile. It is never taken for `no match`: that could miss "
       "tests. docs/patterns.md describes the language."},
      {"quarantine-contract",
       "All tests of a contract are in quarantine, so nothing keeps what was agreed on. Repair a "
       "test, or end the contract with its provider."},
      {"quarantine-expired",
       "A test was put into quarantine up to a date, and that day is over. Repair the test, or "
       "agree on a new date in domains.quarantine.yaml."},
      {"quarantine-smoke",
       "A smoke test is in quarantine. What runs in every plan has to count; repair it, or take "
       "one of the two away."},
      {"quarantine-unknown",
       "A test in quarantine that does not exist: it was renamed, and fails plans again, or was "
       "removed. Repair the entry, or remove it. Nothing is said while a suite cannot be listed."},
      {"slow-smoke",
       "By its recorded times one smoke test takes a tenth or more of what `$settings.smokeBudget` "
       "affords for all, and every change waits for it. Make it faster, or let a contract run it."},
      {"smoke-budget",
       "There are more smoke tests than `$settings.smokeBudget` affords, or by the recorded times "
       "they take longer. They run in every plan; a contract runs a test only when its provider is "
       "affected."},
      {"stale-dump",
       "domain.dump.txt does not say what domains.yaml says now. Write it again with `testfed dump "
       "--update`, and review the difference like code."},
      {"tie",
       "With `ownership: exclusive` two domains claim the same files with patterns of the same "
       "depth and length. The domain declared first owns them; make one of the patterns longer."},
      {"type", "A value has another type than its key wants."},
      {"undecided-tag",
       "testfed cannot tell what is written here, so the tests that it may concern run in every "
       "plan. Write it in a form that can be read: a literal name, a balanced file."},
      {"undeclared-dependency",
       "A file names a path of another domain (literal text, an include, a relative import, "
       "@TestMetadata, a symbolic link), and a change there does not run what uses it: no edge, "
       "contract or smoke test covers it. An error in a file of tests, where a contract or smoke "
       "test of any of its tests counts; a warning in other sources, once for two domains, where "
       "any contract between the two counts."},
      {"unknown-domain", "A name of a domain that is not declared."},
      {"unknown-include",
       "`Unknown` is the domain of files that no other domain owns; it cannot name files of its "
       "own."},
      {"unknown-key",
       "A key that testfed does not know. It is refused, because a misspelt key would be a rule "
       "that silently does nothing."},
      {"unknown-suite", "A name of a suite that the domain does not declare."},
      {"unknown-tag",
       "A tag names a domain that is not declared, so it never wakes its test. Mostly a typo, or a "
       "domain that was renamed."},
      {"unowned",
       "Files that no domain owns. A change of one runs everything, because nothing says which "
       "tests it can affect. Name them in an `include`, or in `ignore` where no test reads them."},
      {"unread-tag",
       "A tag in a file whose tests testfed does not read: no reader knows the language, or no "
       "suite has a runner for it. It selects nothing; declare a suite with such a runner, or "
       "write a contract for the suite that runs the file."},
      {"unused-tag",
       "A tag that applies to no test: it stands above something else, or a blank line is between "
       "them."},
      {"wide-edge",
       "An edge runs all tests of a domain, at least 20, though at most three files refer to the "
       "other domain, all of them tests. Contracts of those tests would run less. Only includes of "
       "C++ say who uses what, so only domains of C++ are judged."},
      {"wide-pattern",
       "A pattern of `ignore` that ends in a wildcard and matches files, but also a folder with "
       "all "
       "that is in it, which then can affect no test. Name the files alone, or, where the folder "
       "is meant, write it out."},
      {"yaml",
       "The file is no YAML that testfed reads: a syntax error, an alias, a tag, a second "
       "document, or text that is not UTF-8."},
  };
  return kCodes;
}

}  // namespace testfed
