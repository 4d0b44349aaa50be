// The oracle of the whole selection: from two configurations, changed paths and commit messages to
// mode, domains and jobs, slow and obvious, on structs of its own. Names are texts, sets are
// std::set, closures are loops until nothing changes. It shares nothing with production code.
//
// Left out: what an event or an option asks for. Tests inside a suite and contracts are
// slow_tests.h's.
#ifndef TESTFED_TESTS_SELECTOR_SLOW_SELECTION_H_
#define TESTFED_TESTS_SELECTOR_SLOW_SELECTION_H_

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace testfed::slow {

struct SuiteConfig {
  std::string name;
  std::string runner = "command";
  std::string command;
  std::vector<std::string> tests;
  bool smoke = false;
  std::vector<std::pair<std::string, std::vector<std::string>>> matrix;
  int ci_minutes = 0;  // ci: {timeout-minutes: N}; 0: no `ci`
  bool operator==(const SuiteConfig&) const = default;
};

struct DomainConfig {
  std::string name;
  std::string home;
  std::vector<std::string> owners;
  std::vector<std::string> include;
  std::vector<std::string> exclude;
  std::vector<std::string> fully_affected_by;
  std::vector<std::string> must_run_all_tests_on_changes_in;
  std::vector<SuiteConfig> suites;
  std::string component;
  bool operator==(const DomainConfig&) const = default;
};

struct FullConfig {
  std::string reason;
  std::vector<std::string> paths;
  std::vector<std::string> pushes;
  std::vector<std::string> events;
  std::vector<std::string> labels;
  bool operator==(const FullConfig&) const = default;
};

struct Config {
  std::string base;
  bool exclusive = false;
  bool unowned_unknown = false;
  bool contracts_wake_on_changed = false;
  std::vector<std::string> ignore;
  std::vector<FullConfig> full;
  std::optional<SuiteConfig> default_suite;
  std::vector<DomainConfig> domains;
  bool operator==(const Config&) const = default;
};

struct ChangedPath {
  char status = 'M';  // A, M, D, T
  std::string path;
};

struct SelectionCase {
  std::optional<Config> base;      // nullopt: no readable configuration at the base
  std::vector<Config> more_bases;  // of further merge bases
  bool list_without_base = false;  // a list of changes: there is no base to read; `base` is nullopt
  Config head;
  std::vector<ChangedPath> changes;   // each path once
  std::vector<std::string> messages;  // of the commits in the range
  bool messages_cut = false;          // there may be others
};

struct SelectedPath {
  std::string path;
  std::string state;                 // owned, ignored, escalated, unowned, own
  std::vector<std::string> domains;  // in the head's order of declaration, then the base's
  bool operator==(const SelectedPath&) const = default;
};

struct Selection {
  std::string mode;                      // full, selected, none
  std::vector<SelectedPath> paths;       // as given
  std::vector<std::string> changed;      // of the head's domains, in order of declaration
  std::vector<std::string> affected;     // the same; with the changed and the direct-only ones
  std::vector<std::string> direct_only;  // the same
  // The same with the domains that only a base has, in no order: what tests and contracts ask.
  std::set<std::string> all_changed, all_reached, all_passing_on, all_names;
  bool nothing_runs = false;          // every changed path is ignored
  std::set<std::string> jobs;         // ids
  std::set<std::string> removed;      // `Domain`, `Domain/suite`; `Domain/default`, where the
                                      // default suite was its only one
  std::set<std::string> escalations;  // kinds: full_path, unowned, settings, ...
  std::map<std::string, int> Accounting() const;  // state -> count
};

Selection Select(const SelectionCase& selection_case);

// The words after the trailers and command lines of one message, in the order of their lines;
// `*` is among them, `<none>` is not.
std::vector<std::string> TrailerWords(std::string_view message);

}  // namespace testfed::slow

#endif  // TESTFED_TESTS_SELECTOR_SLOW_SELECTION_H_
