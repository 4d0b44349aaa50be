// The plan: the answer of a selection, and the only thing that reporters, `run` and `gate` read.
// docs/plan.md describes its JSON form, plan_json.h writes and reads it.
//
// Everything is sorted: changes by path, domains in their order of declaration, jobs by id.
#ifndef TESTFED_SELECTOR_PLAN_H_
#define TESTFED_SELECTOR_PLAN_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domains/json.h"
#include "selector/repository.h"

namespace testfed {

enum class Mode { kFull, kSelected, kNone };

// What became of a changed path (closed accounting: exactly one of these).
enum class PathState { kOwned, kIgnored, kEscalated, kUnowned, kOwn };

// How sure the base is.
enum class Confidence {
  kExact,     // proved: a commit that was named, or the merge base in a complete history
  kHeadOnly,  // a list of changes without a base: only the head's configuration decided
  kUnknown,   // no base; the plan is full
};

// Why a domain is affected, a job runs, or a plan is full. A closed set; fields that a kind does
// not name are empty. `at` is "file:line:column".
struct Reason {
  enum class Kind {
    // of a domain
    kChanges,      // count paths that it owns changed, `path` is the first
    kDeclaration,  // its own declaration differs between base and head; `text` names the keys
    kTrailer,      // a commit message names it: `commit`, `text` is the line
    kEdge,         // fullyAffectedBy `domain`, declared at `at`
    kDirectEdge,   // mustRunAllTestsOnChangesIn `domain`, declared at `at`
    // of a job
    kDomain,  // its domain `domain` is affected
    kSmoke,   // its suite is a smoke test, declared at `at`
    kFull,    // the plan is full
    // of a job that runs a part of its suite: `count` of its tests
    kSmokeTests,    // are smoke tests
    kDomainTests,   // stand in files of the affected `domain`
    kContract,      // keep the contract `name`, which the provider `domain` woke; at `at`. `count`
                    // is 0 where the contract names the whole suite
    kContractText,  // keep the contract `name`, whose text differs between base and head
    kUndecidedTests,  // have tags that could not be decided
    // of a test; kSmoke, kDomain, kContract and kContractText too, with a count of 1
    kUndecided,  // `text` says what could not be decided
    // of a full plan
    kFullPath,  // `path` (one of `count`) matches a `full` rule at `at`; `text` is its reason
    kUnowned,   // `path` (the first of `count`) belongs to no domain
    kSettings,  // $settings differ between base and head; `text` names the keys
    kNoConfiguration,  // no readable configuration at the base; `text` says why
    kTrailerAll,       // a commit message asks for everything: `commit`, `text` is the line
    kTrailerUnknown,   // a commit message names `name`, no domain: `commit`, `text` is the line
    kRequested,        // --full; `text` is the reason given
    kEnvironment,      // the variable TESTFED_FULL; `text` is its value
    kPush,             // a push to `name`, by the rule at `at`; `text` is its reason
    kEvent,            // the event `name`, by the rule at `at`, whose reason is `text`; without
                       // `at` because it has no base
    kLabel,            // the label `name`, by the rule at `at`; `text` is its reason
    kNoBase,           // the base cannot be trusted and --no-base full was given; `text` says why
    kOwnFileWithoutBase,  // a list without a base names `path`, one of testfed's own files
    kMessagesCut,         // history is cut inside the range: a trailer could be lost
  };
  Kind kind = Kind::kChanges;
  std::string domain = {};
  std::string at = {};
  bool at_base = false;  // `at` is a place in the base's configuration, which the head lacks
  std::string name = {};
  std::string path = {};
  std::string commit = {};
  std::string text = {};
  int count = 0;
  bool operator==(const Reason&) const = default;
};
std::string_view ToString(Reason::Kind kind);  // "changes", "direct_edge", ... as in the JSON

struct Rule {  // the pattern that decided, and where it stands
  std::string pattern;
  std::string at;
  bool operator==(const Rule&) const = default;
};

struct PlannedChange {
  std::string path;
  ChangeStatus status = ChangeStatus::kModified;
  PathState state = PathState::kOwned;
  std::vector<std::string> domains;  // owners at either end, in order of declaration
  std::optional<Rule> rule;          // at the head; none for own and unowned paths
  std::optional<Rule> base_rule;     // at the base, where there is one
};

struct AffectedDomain {
  std::string name;
  bool changed = false;      // false: reached through an edge
  bool direct_only = false;  // reached only through mustRunAllTestsOnChangesIn: passes nothing on
  std::vector<Reason> reasons;
};

struct PlannedTest {
  std::string id;  // as contracts/test.h says
  std::vector<Reason> reasons;
  bool operator==(const PlannedTest&) const = default;
};

struct Job {
  std::string id;    // [A-Za-z0-9_.-]+, unique in the plan, the same from run to run
  std::string name;  // for people: "Billing / unit (ubuntu-latest)"
  std::string domain;
  std::string suite;               // "" where no domain declares suites: the job of a whole domain
  std::string runner;              // "gtest", ...; "" like suite
  bool all = true;                 // the whole suite; false: exactly `tests`
  bool listed = false;             // testfed knows the suite's tests; else it counts none
  int selected = 0;                // how many tests it runs, and
  int total = 0;                   // how many its suite has, where `listed`
  std::vector<PlannedTest> tests;  // sorted by id; empty when `all` and not one shard by tests
  // A selection that is divided among several jobs: this one is the `shard`th of `shards`.
  int shard = 1;  // from 1
  int shards = 1;
  enum class ShardBy {
    kNone,    // one job
    kTests,   // it runs exactly `tests`, or where `all` classes or files of tests
    kRest,    // of a whole suite: all but what the other shards name, `except`
    kRunner,  // of a whole suite: the runner itself divides it, by number and count
  };
  ShardBy shard_by = ShardBy::kNone;
  std::vector<std::string> except;   // sorted; not in the JSON, where the other shards name it
  std::optional<int> seconds;        // how long it may take, by the recorded times
  std::string directory;             // where the command works, below the root; "" is the root
  std::vector<std::string> listing;  // ids of the suite in the runner's order, where the runner
                                     // selects by number (ctest); else empty
  std::vector<std::string> command;  // words, placeholders still in them; may be empty
  // Globs of JUnit XML that the command writes. Nullopt: testfed asks the runner for a report where
  // it can; no globs: nobody is asked.
  std::optional<std::vector<std::string>> reports;
  std::vector<std::string> quarantine;  // sorted ids: tests that run, and cannot fail the plan
  std::vector<std::pair<std::string, Json>> axes;  // in order of declaration
  Json ci;                                         // an object, or null
  std::vector<std::string> owners;
  std::vector<Reason> reasons;
};

struct Removed {  // only the base has it, so it is no job
  std::string domain;
  std::string suite;                // "": the whole domain
  std::string test = {};            // "": the whole suite
  std::vector<std::string> owners;  // at the base
  std::vector<Reason> reasons;      // of a removed domain: why it counts as affected
};

struct Accounting {
  int total = 0, owned = 0, ignored = 0, escalated = 0, unowned = 0, own = 0;
};

struct PlanBase {
  std::string rev;     // as asked for; "" when there is none
  std::string commit;  // full id; of several merge bases the first; "" when there is none
  std::vector<std::string> commits;  // all merge bases when there are several, else empty
  std::string how;                   // a sentence: "merge base of HEAD and origin/main"
  Confidence confidence = Confidence::kExact;
};

struct PlanHead {
  std::string rev;      // "HEAD", "the index", "the working tree", "a list of changes"
  std::string commit;   // full id; the one below the index or working tree; "" when there is none
  int commits = 0;      // in the range
  int uncommitted = 0;  // paths that differ from `commit`
  bool messages_complete = true;  // false: history is cut inside the range, trailers may be missing
  std::string cut_messages_reason = {};  // --allow-cut-messages: why they may be; "" otherwise
};

struct Plan {
  std::string version;  // of testfed
  Mode mode = Mode::kNone;
  PlanBase base;
  PlanHead head;
  Accounting accounting;
  std::vector<PlannedChange> changes;
  std::vector<AffectedDomain> affected;  // of the head's domains
  std::vector<std::string> unaffected;
  std::vector<Job> jobs;
  std::vector<Removed> removed;
  std::vector<Reason> escalations;  // why the plan is full; mode is kNone all the same when no job
                                    // is declared
  int jobs_declared = 0;            // how many jobs a full run has
  int tests_selected = 0;           // of the suites whose tests are known; a test that several
  int tests_total = 0;              // suites have counts in each, but not for each axis
  std::vector<std::pair<std::string, std::string>> inputs;  // name -> hash or value, by name
  std::string digest;  // "sha256:..." over the rest but base, head and itself
};

// Whether the job runs the test `id` of its suite; of shards that the runner divides, any may.
bool MayRun(const Job& job, std::string_view id);

// Fills `except` of the shards that run the rest. An error where another shard of them is missing.
absl::Status FillRests(std::vector<Job>& jobs);

std::string_view ToString(Mode mode);
std::string_view ToString(Job::ShardBy shard_by);  // "none", "tests", "rest", "runner"
std::string_view ToString(PathState state);
std::string_view ToString(Confidence confidence);
std::string_view ToString(ChangeStatus status);  // "added", "modified", "deleted", "type-changed"
char Letter(ChangeStatus status);                // A, M, D, T, as in git

}  // namespace testfed

#endif  // TESTFED_SELECTOR_PLAN_H_
