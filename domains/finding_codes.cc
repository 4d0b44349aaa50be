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
       "An axis of a suite's `matrix` has a name that jobs use themselves, or the axes make "
       "too many jobs. Rename the axis, or split the suite."},
      {"command",
       "A suite's `command` cannot be split into words by POSIX quoting, or uses "
       "`{filter}` inside a word. Nothing is expanded and no shell starts; who wants one "
       "writes `bash -c '...'`."},
      {"conflict",
       "The dump has the markers of a merge conflict. It is written by testfed, so take "
       "either side and write it again: `testfed dump --update`."},
      {"dead-pattern",
       "A pattern matches no file. Mostly a typo, or files that moved: then a change "
       "of the files that were meant runs too little or too much. Repair or remove "
       "it."},
      {"duplicate",
       "A name stands twice where it may stand once. YAML readers keep one of the two "
       "silently, so testfed refuses both."},
      {"empty", "The file declares no domain. `testfed init` writes a first one."},
      {"home-shared",
       "Two domains have the same `home`. A home holds the contracts of one domain and their dump, "
       "so that each change of them asks the right people. Give each its own folder."},
      {"idle-pattern",
       "A pattern matches files but decides none of them: another pattern of the "
       "same domain is deeper, longer or declared first. It can be removed, or it "
       "does not say what was meant; docs/patterns.md has the order."},
      {"missing-key", "A key that must be there is missing."},
      {"name",
       "A name has characters that do not fit where it is used: `@AffectedByName` for "
       "domains, ids of jobs for suites, the name that people call it by for contracts."},
      {"no-home",
       "A domain takes part in a contract and has no `home`, where the dump of its contracts could "
       "stand: nobody would ask its people about a change. Declare its home."},
      {"no-suite",
       "Other domains declare suites and this one has none, so it has no job of its "
       "own: its tests, if it has any, run nowhere."},
      {"own-contract",
       "A contract whose provider is the consumer itself. A domain's own tests run when it is "
       "affected, so there is nothing to agree on."},
      {"path", "A path does not stay inside the repository."},
      {"pattern",
       "A pattern that testfed cannot compile. It is never taken for `no match`: that "
       "could miss tests. docs/patterns.md describes the language."},
      {"quarantine-expired",
       "A test was put into quarantine up to a date, and that day is over. Repair the test, or "
       "agree on a new date in domains.quarantine.yaml."},
      {"stale-dump",
       "domain.dump.txt does not say what domains.yaml says now. Write it again with "
       "`testfed dump --update`, and review the difference like code."},
      {"tie",
       "With `ownership: exclusive` two domains claim the same files with patterns of the "
       "same depth and length. The domain declared first owns them; make one of the patterns "
       "longer."},
      {"type", "A value has another type than its key wants."},
      {"unknown-domain", "A name of a domain that is not declared."},
      {"unknown-include",
       "`Unknown` is the domain of files that no other domain owns; it cannot "
       "name files of its own."},
      {"unknown-key",
       "A key that testfed does not know. It is refused, because a misspelt key "
       "would be a rule that silently does nothing."},
      {"unknown-suite", "A name of a suite that the domain does not declare."},
      {"unowned",
       "Files that no domain owns. A change of one runs everything, because nothing says "
       "which tests it can affect. Name them in an `include`, or in `ignore` where no "
       "test reads them."},
      {"yaml",
       "The file is no YAML that testfed reads: a syntax error, an alias, a tag, a second "
       "document, or text that is not UTF-8."},
  };
  return kCodes;
}

}  // namespace testfed
