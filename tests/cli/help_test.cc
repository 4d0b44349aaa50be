#include "cli/help.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/layout.h"
#include "tests/cli/session.h"

namespace testfed {
namespace {

const char kOverview[] = R"(testfed: run the tests that a change can break, and say why

usage: testfed [-C DIR] [--config FILE] COMMAND [ARGS]

Select and run
  probe   print what it was given

Ask
  stop    end as it is told

Also: help, completion, version

  -C DIR             run as if started in DIR
  --config FILE      read FILE instead of domains.yaml
  --cache DIR        keep what saves time in DIR; without it CI has no cache
  --no-cache         use no cache
  --color WHEN       auto, always or never
  -q, -v             say less; say more, with the time of each phase
  -h, --help         `testfed help COMMAND` says everything about one command

Exit status: 0 an answer, also "nothing to run"; 1 problems found, or tests failed; 2 no answer.
)";

TEST(Help, TheOverviewNamesTheCommandsThatThereAre) {
  for (const char* line : {"", "help", "--help", "-h", "-q"}) {
    Session session;
    Session::Result result = session.RunLine(line);
    EXPECT_EQ(result.out, kOverview) << line;
    EXPECT_EQ(result.err, "") << line;
    EXPECT_EQ(result.code, 0) << line;
  }
}

const char kProbe[] = R"(usage: testfed probe [OPTIONS] [PATH...] [-- ARGS]

Prints what it was given, one option a line, and says nothing of what it was not
given, so that tests can compare the whole.

A second paragraph:

  kept   as it is

Arguments
  PATH                  what to look at

The change
  --base REV            since the merge base of REV and the head
  --staged              only HEAD to index, what a commit would take
  --changed-files FILE  a list: `git diff --name-status -z`, or one path a line;
                        - is stdin
  --label NAME          a label of the pull request (may be repeated)

The output
  -f, --format FORMAT   text, json or subset (default: text)
  -j, --jobs N          at most N at once
  -n                    print commands only
  --a-very-long-option-name SOMETHING
                        its help begins on the next line

Examples
  testfed probe                        what would my branch run?
  testfed probe --base v1.4.0 -f json  as JSON

Exit status
  0  always
)";

TEST(Help, ACommandIsDescribedFromItsTable) {
  Session session;
  EXPECT_EQ(session.RunLine("help probe").out, kProbe);
}

TEST(Help, ASmallCommandHasASmallHelp) {
  Session session;
  EXPECT_EQ(session.RunLine("help stop").out,
            "usage: testfed stop HOW [FILE]\n\nend as it is told\n");
  EXPECT_EQ(session.RunLine("help version").out, "usage: testfed version\n\nPrints the version.\n");
}

TEST(Help, AnUnknownCommandHasASuggestion) {
  Session session;
  Session::Result result = session.RunLine("help prob");
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.err,
            "testfed: unknown command `prob`; did you mean `probe`?\n"
            "hint: all commands\n"
            "  testfed help\n");
}

// The rules of cli/command.h, for every command that ships.
TEST(Help, TheTableKeepsItsRules) {
  const std::vector<std::string> sections = SectionsOf(AllCommands());
  for (const Command& command : AllCommands()) {
    SCOPED_TRACE(command.name);
    EXPECT_NE(command.run, nullptr);
    EXPECT_EQ(FindCommand(AllCommands(), command.name), &command) << "two of one name";
    EXPECT_FALSE(command.summary.empty());
    EXPECT_FALSE(command.summary.ends_with('.'));
    EXPECT_LE(Width(command.summary), 64U);
    EXPECT_FALSE(command.description.empty());
    if (!command.hidden) {
      EXPECT_NE(std::ranges::find(sections, command.section), sections.end());
    }
    std::vector<std::string> names;
    for (const std::vector<Option>* table : {&command.options, &GlobalOptions()}) {
      for (const Option& option : *table) {
        SCOPED_TRACE(option.name);
        EXPECT_TRUE(option.name.starts_with("--") || option.name.size() == 2);
        EXPECT_TRUE(option.short_name.empty() || option.short_name.size() == 2);
        EXPECT_FALSE(FullHelp(option).empty());
        EXPECT_FALSE(option.help.ends_with('.'));
        EXPECT_TRUE(option.choices.empty() || !option.value.empty());
        for (const std::string& name : {option.name, option.short_name}) {
          if (name.empty()) continue;
          EXPECT_EQ(std::ranges::find(names, name), names.end()) << "two of one name";
          names.push_back(name);
        }
      }
    }
    for (const Option& option : command.options) {
      for (const std::string& other : option.excludes) {
        EXPECT_NE(std::ranges::find(names, other), names.end()) << other;
      }
    }
    for (const Example& example : command.examples) EXPECT_FALSE(example.what.empty());
    for (size_t i = 0; i + 1 < command.positionals.size(); ++i) {
      EXPECT_FALSE(command.positionals[i].repeatable);
      EXPECT_LE(command.positionals[i].optional, command.positionals[i + 1].optional);
    }
  }
}

}  // namespace
}  // namespace testfed
