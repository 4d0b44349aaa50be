// What domains.yaml declares, as values: the domains in their order, with positions for every rule,
// and the settings. `ReadDeclarations` (declarations_reader.h) makes them from text.
#ifndef TESTFED_DOMAINS_DECLARATIONS_H_
#define TESTFED_DOMAINS_DECLARATIONS_H_

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domains/json.h"
#include "domains/pattern.h"
#include "domains/place.h"

namespace testfed {

// Index of a domain in Declarations::domains: the order of declaration.
enum class DomainId : int {};

struct DeclaredPattern {
  Pattern pattern;
  Position position;
};

struct DeclaredName {  // a name with its place: an owner, or the domain at the other end of an edge
  std::string name;
  Position position;
};

enum class Runner { kCommand, kGtest, kCtest, kJunit, kPytest, kGo, kJest, kVitest, kBazel };
std::string_view ToString(Runner runner);
std::optional<Runner> RunnerOf(std::string_view name);  // nullopt: no runner has that name

struct Axis {
  std::string name;
  std::vector<Json> values;  // scalars: text, number or bool; at least one
};

// Into how many jobs a suite is divided. What a suite leaves out `$settings.shards` says, key by
// key; where neither names `count` nor `minutes` it is one job.
struct Shards {
  std::optional<int> count = {};                // always so many
  std::optional<double> minutes = {};           // so many that none takes longer
  std::optional<int> at_most = {};              // but never more than these
  std::optional<double> overhead_minutes = {};  // what each job takes before its first test
};

struct Suite {
  std::string name;
  Position position;
  Runner runner = Runner::kCommand;
  std::vector<DeclaredPattern> tests;  // empty: the runner's conventions in the domain's own files
  std::vector<std::string> command;    // words, split by POSIX quoting at load; may be empty
  std::string command_text;            // as written
  bool smoke = false;                  // the whole suite is a smoke test
  Position smoke_position;
  std::string directory;     // where the command works, from the root; "" is the root
  std::vector<Axis> matrix;  // jobs are the product of the axes
  Json ci;                   // an object, or null: copied into each job as it stands
  Shards shards;
  // Where the command writes its reports. Nullopt: not declared; empty: there are none to ask for.
  std::optional<std::vector<DeclaredPattern>> reports;
};

struct Domain {
  std::string name;
  Position position;
  std::string home;  // "" when not declared; "." is the root
  Position home_position;
  std::vector<DeclaredName> owners;
  std::vector<DeclaredPattern> include;
  std::vector<DeclaredPattern> exclude;
  std::vector<DeclaredName> fully_affected_by;                 // transitive
  std::vector<DeclaredName> must_run_all_tests_on_changes_in;  // from changed domains, one step
  std::vector<Suite> suites;
  std::string component;  // the repository of an integration, or ""
  Position component_position;
};

struct FullRule {  // one entry of $settings.full; each list widens by itself
  Position position;
  std::string reason;                   // "" when not declared
  std::vector<DeclaredPattern> paths;   // changed paths
  std::vector<DeclaredPattern> pushes;  // branches whose pushes run everything
  std::vector<DeclaredName> events;     // names of CI events
  std::vector<DeclaredName> labels;     // labels of the pull request
};

enum class OwnershipKind { kShared, kExclusive };
enum class UnownedPolicy { kFull, kUnknown };
enum class ContractsWakeOn { kAffected, kChanged };

struct SmokeBudget {  // what the repository affords; more is a finding, and runs all the same
  std::optional<int> tests;
  std::optional<double> minutes;
  Position position;  // {} when not declared
};

struct Settings {
  Position position;
  std::string base;  // the branch that changes are measured against; "" when not declared
  OwnershipKind ownership = OwnershipKind::kShared;
  UnownedPolicy unowned = UnownedPolicy::kFull;
  ContractsWakeOn contracts_wake_on = ContractsWakeOn::kAffected;
  std::vector<DeclaredPattern> ignore;
  std::vector<FullRule> full;
  std::optional<Suite> default_suite;  // its name is `default`
  // Types from outside the repository by full name, and the tag that each stands for: `SmokeTest`,
  // `AffectedByX` or `MustRunOnChangesInX` of a declared X.
  std::map<std::string, std::string> library_tags;
  SmokeBudget smoke_budget;
  std::string timings;  // the file of timings, from the root; "" when not declared
  Shards shards;        // of every suite
};

struct Declarations {
  std::string file;  // as errors and reasons name it: relative to the repository's root
  Settings settings;
  std::vector<Domain> domains;

  // Nullopt when there is no such domain. Constant time.
  std::optional<DomainId> Find(std::string_view name) const;
  const Domain& operator[](DomainId id) const { return domains[static_cast<size_t>(id)]; }
  std::optional<DomainId> Unknown() const { return Find("Unknown"); }
  bool DeclaresSuites() const;  // some domain has a suite, or there is a default suite

  // The suites that a domain's jobs come from: its own, else the default suite with {domain} and
  // {home} left to expansion, else none.
  std::vector<const Suite*> SuitesOf(DomainId id) const;
  Place At(Position position) const { return {file, position}; }

  void Index();  // builds the table behind Find; the reader calls it
 private:
  std::map<std::string, DomainId, std::less<>> by_name_;
};

}  // namespace testfed

#endif  // TESTFED_DOMAINS_DECLARATIONS_H_
