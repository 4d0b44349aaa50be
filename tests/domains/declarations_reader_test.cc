// What a broken domains.yaml is told: whole messages, all at once, in the order of their places.
#include "domains/declarations_reader.h"

#include <gtest/gtest.h>

#include "tests/domains/rendered_findings.h"

namespace testfed {
namespace {

struct Case {
  const char* name;
  std::string text;
  std::string findings;
};

void Check(const std::vector<Case>& cases) {
  for (const Case& c : cases) EXPECT_EQ(FindingsIn(c.text), c.findings) << c.name << "\n" << c.text;
}

TEST(DeclarationsReader, FindsUnknownKeys) {
  Check({
      {"a key of a domain", "Billing:\n  onwers: [\"@a\"]\n",
       "domains.yaml:2:3: error: unknown key `onwers` in domain `Billing`; did you mean `owners`? "
       "[unknown-key]\n"},
      {"a key like no other", "A:\n  qqqqqqqq: 1\n",
       "domains.yaml:2:3: error: unknown key `qqqqqqqq` in domain `A` [unknown-key]\n"},
      {"a key of the settings", "$settings: {ignored: []}\nA: {}\n",
       "domains.yaml:1:13: error: unknown key `ignored` in `$settings`; did you mean `ignore`? "
       "[unknown-key]\n"},
      {"a key of a full rule", "$settings: {full: [{path: [x]}]}\nA: {}\n",
       "domains.yaml:1:20: error: an entry of `full` names `paths`, `pushes`, `events` or `labels` "
       "[type]\n"
       "domains.yaml:1:21: error: unknown key `path` in an entry of `full` of `$settings`; did you "
       "mean `paths`? [unknown-key]\n"},
      {"a key of a suite", "A:\n  suites: {unit: {comand: x}}\n",
       "domains.yaml:2:19: error: unknown key `comand` in suite `unit` of domain `A`; did you mean "
       "`command`? [unknown-key]\n"},
      {"a merge key", "A:\n  <<: {include: [x]}\n",
       "domains.yaml:2:3: error: unknown key `<<` in domain `A`; merge keys are not read "
       "[unknown-key]\n"},
      {"a merge key in what is copied", "A:\n  suites: {u: {ci: {<<: {a: b}}}}\n",
       "domains.yaml:2:21: error: merge keys (`<<`) are not read [unknown-key]\n"},
      {"settings", "$setings: {}\nA: {}\n",
       "domains.yaml:1:1: error: unknown key `$setings`; did you mean `$settings`? "
       "[unknown-key]\n"},
      {"another key with a dollar", "$other: {}\nA: {}\n",
       "domains.yaml:1:1: error: unknown key `$other`; keys that begin with `$` are no domains "
       "[unknown-key]\n"},
  });
}

TEST(DeclarationsReader, FindsDuplicates) {
  Check({
      {"a domain", "A: {}\nB: {}\nA: {}\n",
       "domains.yaml:3:1: error: domain `A` declared twice; first at domains.yaml:1:1 "
       "[duplicate]\n"},
      {"the settings", "$settings: {}\nA: {}\n$settings: {}\n",
       "domains.yaml:3:1: error: `$settings` declared twice; first at domains.yaml:1:1 "
       "[duplicate]\n"},
      {"a key", "A:\n  include: [x]\n  include: [y]\n",
       "domains.yaml:3:3: error: `include` stands twice in domain `A` [duplicate]\n"},
      {"a suite", "A:\n  suites:\n    u: {}\n    u: {}\n",
       "domains.yaml:4:5: error: `u` stands twice in `suites` of domain `A` [duplicate]\n"},
      {"an axis", "A: {suites: {u: {matrix: {os: [a], os: [b]}}}}\n",
       "domains.yaml:1:36: error: `os` stands twice in `matrix` [duplicate]\n"},
      {"in what is copied", "A: {suites: {u: {ci: {a: {b: 1, b: 2}}}}}\n",
       "domains.yaml:1:33: error: `b` stands twice in `ci` of suite `u` of domain `A` "
       "[duplicate]\n"},
      {"two ids of jobs", "A:\n  suites:\n    u: {matrix: {os: [\"a b\", a_b]}}\n",
       "domains.yaml:3:5: error: two jobs would have the id `A-u-a_b`; the other is of the suite "
       "at "
       "domains.yaml:3:5 [duplicate]\n"},
      {"two ids of the default suite",
       "$settings:\n  defaultSuite: {command: x, matrix: {os: [\"a b\", a_b]}}\nA: {}\n",
       "domains.yaml:2:17: error: two jobs would have the id `{domain}-default-a_b`; the other is "
       "of "
       "the suite at domains.yaml:2:17 [duplicate]\n"},
      {"ids of two suites", "A:\n  suites:\n    u: {matrix: {os: [x]}}\n    u-x: {}\n",
       "domains.yaml:4:5: error: two jobs would have the id `A-u-x`; the other is of the suite at "
       "domains.yaml:3:5 [duplicate]\n"},
  });
}

TEST(DeclarationsReader, FindsWrongTypes) {
  Check({
      {"the file", "[a, b]\n",
       "domains.yaml:1:1: error: domains are a map of names to maps, got a list [type]\n"},
      {"a text as a file", "hello\n",
       "domains.yaml:1:1: error: domains are a map of names to maps, got the text `hello` "
       "[type]\n"},
      {"a domain", "A: [x]\n",
       "domains.yaml:1:4: error: domain `A` is a map of keys, got a list [type]\n"},
      {"include", "A:\n  include: {a: b}\n",
       "domains.yaml:2:12: error: `include` is a list of patterns, got a map [type]\n"},
      {"include without brackets", "A:\n  include: src\n",
       "domains.yaml:2:12: error: `include` is a list of patterns, got the text `src` [type]\n"},
      {"an item", "A:\n  include: [[a]]\n",
       "domains.yaml:2:13: error: `include` is a list of patterns, got a list [type]\n"},
      {"nothing", "A:\n  include:\n",
       "domains.yaml:2:3: error: `include` is a list of patterns, got nothing [type]\n"},
      {"edges", "A:\n  fullyAffectedBy: A\n",
       "domains.yaml:2:20: error: `fullyAffectedBy` is a list of domains, got the text `A` "
       "[type]\n"},
      {"a flag", "A: {suites: {u: {smoke: yes}}}\n",
       "domains.yaml:1:25: error: `smoke` is true or false, got the text `yes` [type]\n"},
      {"a word", "$settings: {ownership: exclusiv}\nA: {}\n",
       "domains.yaml:1:24: error: `ownership` is one of `shared` and `exclusive`, got the text "
       "`exclusiv`; did you mean `exclusive`? [type]\n"},
      {"a runner", "A: {suites: {u: {runner: gtests}}}\n",
       "domains.yaml:1:26: error: `runner` is one of `command`, `gtest`, `ctest`, `junit`, "
       "`pytest`, "
       "`go`, `jest`, `vitest` and `bazel`, got the text `gtests`; did you mean `gtest`? [type]\n"},
      {"suites", "A: {suites: [u]}\n",
       "domains.yaml:1:13: error: `suites` is a map of names to maps, got a list [type]\n"},
      {"a suite", "A: {suites: {u: x}}\n",
       "domains.yaml:1:17: error: suite `u` is a map of keys, got the text `x` [type]\n"},
      {"an axis", "A: {suites: {u: {matrix: {os: []}}}}\n",
       "domains.yaml:1:31: error: axis `os` is a list of values, at least one, got an empty list "
       "[type]\n"},
      {"a directory", "A: {suites: {u: {directory: a/../..}}}\n",
       "domains.yaml:1:29: error: `a/../..` is no folder of the repository; write it from the "
       "root, as in `libs/core`, or `.` [path]\n"},
      {"an absolute directory", "$settings: {defaultSuite: {directory: /tmp}}\nA: {}\n",
       "domains.yaml:1:39: error: `/tmp` is no folder of the repository; write it from the root, "
       "as in `libs/core`, or `.` [path]\n"},
      {"a list as a directory", "A: {suites: {u: {directory: [a]}}}\n",
       "domains.yaml:1:29: error: `directory` is text, got a list [type]\n"},
      {"a budget", "$settings: {smokeBudget: 5}\nA: {}\n",
       "domains.yaml:1:26: error: `smokeBudget` is a map, got the text `5` [type]\n"},
      {"an empty budget", "$settings: {smokeBudget: {}}\nA: {}\n",
       "domains.yaml:1:26: error: `smokeBudget` names `tests`, `minutes` or both [type]\n"},
      {"amounts of a budget", "$settings: {smokeBudget: {tests: 1.5, minutes: -1}}\nA: {}\n",
       "domains.yaml:1:34: error: `tests` is a whole number, 0 or more, got the text `1.5` "
       "[type]\n"
       "domains.yaml:1:48: error: `minutes` is a number, 0 or more, got the text `-1` [type]\n"},
      {"shards", "$settings: {shards: 5}\nA: {}\n",
       "domains.yaml:1:21: error: `shards` is a map, got the text `5` [type]\n"},
      {"two numbers of shards", "A: {suites: {u: {shards: {count: 2, minutes: 1}}}}\n",
       "domains.yaml:1:26: error: `shards` names `count` or `minutes`, not both [type]\n"},
      {"no shard", "$settings: {shards: {atMost: 0}}\nA: {}\n",
       "domains.yaml:1:21: error: `shards` has a 0, and a suite is at least one job; for one job "
       "write `count: 1` [type]\n"},
      {"a file of timings", "$settings: {timings: ../t.txt}\nA: {}\n",
       "domains.yaml:1:22: error: `../t.txt` is no file of the repository; write it from the "
       "root, as in `ci/timings.txt` [path]\n"},
      {"tags of libraries", "$settings: {libraryTags: [a]}\nA: {}\n",
       "domains.yaml:1:26: error: `libraryTags` is a map of names to texts, got a list [type]\n"},
      {"a tag of a library", "$settings: {libraryTags: {a.B: [x]}}\nA: {}\n",
       "domains.yaml:1:32: error: `a.B` in `libraryTags` is text, got a list [type]\n"},
      {"no tag", "$settings: {libraryTags: {a.B: Smoke}}\nA: {}\n",
       "domains.yaml:1:32: error: `Smoke` is no tag; `SmokeTest`, or `AffectedBy` or "
       "`MustRunOnChangesIn` with the name of a domain [type]\n"},
      {"a tag of no domain", "$settings: {libraryTags: {a.B: AffectedByApl}}\nApi: {}\n",
       "domains.yaml:1:32: error: unknown domain `Apl` in `AffectedByApl`; did you mean `Api`? "
       "[unknown-domain]\n"},
      {"a tag twice", "$settings: {libraryTags: {a.B: SmokeTest, a.B: SmokeTest}}\nA: {}\n",
       "domains.yaml:1:43: error: `a.B` stands twice in `libraryTags` of `$settings` "
       "[duplicate]\n"},
      {"a home", "A: {home: ../x}\n",
       "domains.yaml:1:11: error: `../x` is no folder of the repository; write it from the root, "
       "as "
       "in `libs/core`, or `.` [path]\n"},
  });
}

TEST(DeclarationsReader, FindsNamesThatAreNone) {
  Check({
      {"a domain", "my-domain: {}\n",
       "domains.yaml:1:1: error: `my-domain` is no name of a domain; letters, digits and `_`, a "
       "letter first, so that it fits `@AffectedBy...` [name]\n"},
      {"a suite", "A: {suites: {\"a b\": {}}}\n",
       "domains.yaml:1:14: error: `a b` is no name of a suite; letters, digits, `_`, `-` and `.` "
       "[name]\n"},
      {"an axis", "A: {suites: {u: {matrix: {\"a b\": [x]}}}}\n",
       "domains.yaml:1:27: error: `a b` is no name of an axis; letters, digits, `_`, `-` and `.` "
       "[axis]\n"},
      {"a key of every leg", "A: {suites: {u: {matrix: {suite: [x]}}}}\n",
       "domains.yaml:1:27: error: axis `suite` has the name of a key that every job of a matrix "
       "has; "
       "rename it [axis]\n"},
      {"an unknown domain", "Billing: {}\nApi:\n  fullyAffectedBy: [Biling]\n",
       "domains.yaml:3:21: error: unknown domain `Biling`; did you mean `Billing`? "
       "[unknown-domain]\n"},
      {"unowned without Unknown", "$settings: {unowned: unknown}\nA: {}\n",
       "domains.yaml:1:22: error: `unowned: unknown` needs the domain `Unknown`, which is not "
       "declared [unknown-domain]\nhint: declare it\n  Unknown:\n    include: []\n"},
      {"an include of Unknown", "Unknown: {include: [rest]}\n",
       "domains.yaml:1:21: error: `Unknown` is what no other domain owns: its `include` is empty, "
       "`**` or `**/*`, not `rest` [unknown-include]\n"},
      {"an exclude of Unknown", "Unknown: {exclude: [rest]}\n",
       "domains.yaml:1:21: error: `Unknown` is what no other domain owns: it has no `exclude` "
       "[unknown-include]\n"},
      {"an empty file", "",
       "domains.yaml:1:1: error: declares no domain [empty]\nhint: let testfed write a first one\n"
       "  testfed init\n"},
      {"settings alone", "$settings: {}\n",
       "domains.yaml:1:1: error: declares no domain [empty]\nhint: let testfed write a first one\n"
       "  testfed init\n"},
  });
}

TEST(DeclarationsReader, FindsCommandsThatCannotBeSplit) {
  Check({
      {"a quote", "A: {suites: {u: {command: \"a 'b\"}}}\n",
       "domains.yaml:1:27: error: `a 'b` has an unclosed `'` [command]\n"},
      {"nothing", "A: {suites: {u: {command: \" \"}}}\n",
       "domains.yaml:1:27: error: an empty command; leave the key out [command]\n"},
      {"a filter inside a word", "A: {suites: {u: {command: \"x --only={filter}\"}}}\n",
       "domains.yaml:1:27: error: `{filter}` in `--only={filter}` is a word of its own: it becomes "
       "the runner's arguments [command]\nhint: to pass a file with the selection, write\n"
       "  {filter_file}\n"},
      {"too many jobs",
       "A: {suites: {u: {matrix: {a: [1,2,3,4,5,6,7,8,9,10], b: [1,2,3,4,5,6,7,8,9,10], c: "
       "[1,2,3,4,5,6,7,8,9,10], d: [1,2,3,4,5,6,7,8,9,10], e: [1,2]}}}}\n",
       "domains.yaml:1:26: error: the axes of suite `u` make more than 10000 jobs [axis]\n"},
  });
}

constexpr std::string_view kBroken =
    "Billing:\n"
    "  onwers: [\"@a\"]\n"
    "  include: [\"billing/src**\"]\n"
    "Api:\n"
    "  fullyAffectedBy: [Biling]\n"
    "Billing: {}\n";

TEST(DeclarationsReader, ReportsEverythingAtOnceInOrder) {
  EXPECT_EQ(FindingsIn(kBroken),
            "domains.yaml:2:3: error: unknown key `onwers` in domain `Billing`; did you mean "
            "`owners`? [unknown-key]\n"
            "domains.yaml:3:13: error: `billing/src**` has `**` inside a segment; `billing/src/**` "
            "is the folder, `billing/src*` the siblings [pattern]\n"
            "domains.yaml:5:21: error: unknown domain `Biling`; did you mean `Billing`? "
            "[unknown-domain]\n"
            "domains.yaml:6:1: error: domain `Billing` declared twice; first at domains.yaml:1:1 "
            "[duplicate]\n");
}

TEST(DeclarationsReader, StopsAtTheFirstForThoseWhoAnswer) {
  const auto several = ReadDeclarationsOrFirstError(kBroken, "domains.yaml");
  EXPECT_EQ(MessageOf(several.status()),
            "domains.yaml:2:3: unknown key `onwers` in domain `Billing`; did you mean `owners`?");
  EXPECT_EQ(RenderHints(HintsOf(several.status())),
            "hint: all problems at once\n  testfed check\n");
  const auto one = ReadDeclarationsOrFirstError("A: [x]\n", "domains.yaml");
  EXPECT_EQ(RenderHints(HintsOf(one.status())), "");
}

TEST(DeclarationsReader, ReadsShardsAndTimings) {
  const auto read = ReadDeclarationsOrFirstError(R"($settings:
  timings: ci/times.txt
  shards: {minutes: 10, atMost: 8, overheadMinutes: 1.5}
A: {suites: {u: {shards: {count: 3}}, v: {}}}
)",
                                                 "domains.yaml");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->settings.timings, "ci/times.txt");
  EXPECT_EQ(read->settings.shards.minutes, 10.0);
  EXPECT_EQ(read->settings.shards.at_most, 8);
  EXPECT_EQ(read->settings.shards.overhead_minutes, 1.5);
  EXPECT_EQ(read->settings.shards.count, std::nullopt);
  EXPECT_EQ(read->domains[0].suites[0].shards.count, 3);
  EXPECT_EQ(read->domains[0].suites[0].shards.minutes, std::nullopt);
  EXPECT_EQ(read->domains[0].suites[1].shards.count, std::nullopt);
}

TEST(DeclarationsReader, ReadsEveryKey) {
  const auto read = ReadDeclarationsOrFirstError(R"($schema: domains.schema.json
$settings:
  base: main
  ownership: exclusive
  unowned: unknown
  contractsWakeOn: changed
  ignore: ["docs/**"]
  full:
    - {paths: [CMakeLists.txt], pushes: [main], events: [schedule], labels: [all], reason: why}
  defaultSuite: {command: "run {domain}", directory: ./}
  libraryTags: {a.Critical: SmokeTest, a.Wire: MustRunOnChangesInNative}
  smokeBudget: {tests: 300, minutes: 7.5}
Native:
  home: kotlin-native/
  owners: ["@kotlin/native"]
  include: ["native/**"]
  exclude: [native/swift]
  fullyAffectedBy: [Unknown]
  mustRunAllTestsOnChangesIn: [Native]
  component: native
  suites:
    unit:
      runner: junit
      directory: native/build/
      tests: ["native/**/test/**"]
      command: ./gradlew 'two words' {filter}
      smoke: true
      matrix: {os: [linux, 3, true]}
      ci: {timeout-minutes: 30, on: {a: [b]}}
Unknown:
)",
                                                 "domains.yaml");
  ASSERT_TRUE(read.ok()) << read.status();
  const Settings& settings = read->settings;
  EXPECT_EQ(settings.base, "main");
  EXPECT_EQ(settings.ownership, OwnershipKind::kExclusive);
  EXPECT_EQ(settings.unowned, UnownedPolicy::kUnknown);
  EXPECT_EQ(settings.contracts_wake_on, ContractsWakeOn::kChanged);
  EXPECT_EQ(settings.ignore.at(0).pattern.text(), "docs/**");
  EXPECT_EQ(settings.full.at(0).events.at(0).name, "schedule");
  EXPECT_EQ(settings.full.at(0).labels.at(0).position, (Position{9, 78}));
  EXPECT_EQ(settings.default_suite->name, "default");
  EXPECT_EQ(settings.default_suite->directory, "");
  EXPECT_EQ(settings.library_tags,
            (std::map<std::string, std::string>{{"a.Critical", "SmokeTest"},
                                                {"a.Wire", "MustRunOnChangesInNative"}}));
  EXPECT_EQ(settings.smoke_budget.tests, 300);
  EXPECT_EQ(settings.smoke_budget.minutes, 7.5);
  EXPECT_EQ(settings.smoke_budget.position, (Position{12, 16}));
  const Domain& native = read->domains.at(0);
  EXPECT_EQ(native.home, "kotlin-native");
  EXPECT_EQ(native.owners.at(0).name, "@kotlin/native");
  EXPECT_EQ(native.exclude.at(0).position, (Position{17, 13}));
  EXPECT_EQ(native.must_run_all_tests_on_changes_in.at(0).name, "Native");
  EXPECT_EQ(native.component, "native");
  const Suite& unit = native.suites.at(0);
  EXPECT_EQ(unit.runner, Runner::kJunit);
  EXPECT_EQ(unit.command, (std::vector<std::string>{"./gradlew", "two words", "{filter}"}));
  EXPECT_EQ(unit.directory, "native/build");
  EXPECT_TRUE(unit.smoke);
  EXPECT_EQ(unit.smoke_position, (Position{27, 14}));
  EXPECT_EQ(unit.matrix.at(0).values, (std::vector<Json>{"linux", 3, true}));
  EXPECT_EQ(ToText(unit.ci), R"({"timeout-minutes":30,"on":{"a":["b"]}})");
  EXPECT_EQ(read->Unknown(), DomainId{1});
  EXPECT_EQ(read->Find("Nobody"), std::nullopt);
  EXPECT_EQ(read->SuitesOf(DomainId{1}).at(0)->name, "default");
}

}  // namespace
}  // namespace testfed
