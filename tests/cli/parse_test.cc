#include "cli/parse.h"

#include <gtest/gtest.h>

#include <iostream>

#include "tests/cli/session.h"

namespace testfed {
namespace {

struct Case {
  const char* name;
  std::vector<std::string> args;
  std::string printed;
};

TEST(Parse, WhatIsGivenArrives) {
  const std::vector<Case> cases = {
      {"nothing", {"probe"}, ""},
      {"a value after a space", {"probe", "--base", "main"}, "--base: <main>\n"},
      {"a value after =", {"probe", "--base=main"}, "--base: <main>\n"},
      {"only the first = ends the name", {"probe", "--base=a=b"}, "--base: <a=b>\n"},
      {"an empty value after =", {"probe", "--base=", "x"}, "--base: <>\nPATH: <x>\n"},
      {"an empty value after a space", {"probe", "--base", "", "x"}, "--base: <>\nPATH: <x>\n"},
      {"an empty positional", {"probe", ""}, "PATH: <>\n"},
      {"a value with a dash after =", {"probe", "--base=--staged"}, "--base: <--staged>\n"},
      {"a value that is one dash", {"probe", "--changed-files", "-"}, "--changed-files: <->\n"},
      {"a positional that is one dash", {"probe", "-"}, "PATH: <->\n"},
      {"brackets are text", {"probe", "--base", "[a,b]"}, "--base: <[a,b]>\n"},
      {"braces are text", {"probe", "--base={}"}, "--base: <{}>\n"},
      {"commas are text", {"probe", "--label", "a,b"}, "--label: <a,b>\n"},
      {"quotes are text", {"probe", "--base", "\"a b\""}, "--base: <\"a b\">\n"},
      {"bytes are kept", {"probe", "--base", "\xff\n"}, "--base: <\xff\n>\n"},
      {"a repeatable option", {"probe", "--label", "a", "--label=b"}, "--label: <a> <b>\n"},
      {"a short option", {"probe", "-f", "json"}, "--format: <json>\n"},
      {"a short option and its value", {"probe", "-j20"}, "--jobs: <20>\nnumber: <20>\n"},
      {"a flag of one letter", {"probe", "-n"}, "-n: <>\n"},
      {"flags joined", {"probe", "-qvn"}, "-n: <>\nquiet: <yes>\nverbose: <yes>\n"},
      {"flags joined with a value", {"probe", "-nj", "8"}, "--jobs: <8>\n-n: <>\nnumber: <8>\n"},
      {"a flag may repeat", {"probe", "--staged", "--staged"}, "--staged: <> <>\n"},
      {"positionals and options mix",
       {"probe", "a", "--staged", "b"},
       "--staged: <>\nPATH: <a> <b>\n"},
      {"what follows -- is rest",
       {"probe", "a", "--", "-x", "--", "y"},
       "PATH: <a>\nrest: <-x> <--> <y>\n"},
      {"a hidden option", {"probe", "--secret"}, "--secret: <>\n"},
      {"a command is no command twice", {"probe", "probe"}, "PATH: <probe>\n"},
      {"-C before the command", {"-C", "a", "probe"}, "directory: </repo/a>\n"},
      {"-C after the command", {"probe", "-C", "a"}, "directory: </repo/a>\n"},
      {"-C without a space", {"-Ca", "probe"}, "directory: </repo/a>\n"},
      {"-C adds up as in git",
       {"-C", "a", "-C", "b", "probe", "-C", "c"},
       "directory: </repo/a/b/c>\n"},
      {"an absolute -C starts again", {"-C", "a", "-C", "/b", "probe"}, "directory: </b>\n"},
      {"an empty -C changes nothing", {"-C", "", "probe"}, ""},
      {"--config", {"--config", "other.yaml", "probe"}, "config: <other.yaml>\n"},
      {"--color=always", {"probe", "--color=always"}, "color: <yes>\n"},
  };
  for (const Case& c : cases) {
    Session session;
    Session::Result result = session.Run(c.args);
    EXPECT_EQ(result.out, c.printed) << c.name;
    EXPECT_EQ(result.code, 0) << c.name << "\n" << result.err;
  }
}

struct Wrong {
  const char* name;
  std::vector<std::string> args;
  std::string printed;
};

const char kProbeHint[] = "hint: how it is used\n  testfed help probe\n";
const char kAllHint[] = "hint: all commands\n  testfed help\n";

TEST(Parse, WhatIsWrongIsSaid) {
  const std::vector<Wrong> cases = {
      {"an unknown command",
       {"prob"},
       std::string("unknown command `prob`; did you mean `probe`?\n") + kAllHint},
      {"a hidden command is not suggested",
       {"por"},
       std::string("unknown command `por`\n") + kAllHint},
      {"nothing like it", {"xyzzy"}, std::string("unknown command `xyzzy`\n") + kAllHint},
      {"an empty command", {""}, std::string("unknown command ``\n") + kAllHint},
      {"an unknown option",
       {"probe", "--bse"},
       std::string("unknown option `--bse`; did you mean `--base`?\n") + kProbeHint},
      {"its value is not shown",
       {"probe", "--bse=secret"},
       std::string("unknown option `--bse`; did you mean `--base`?\n") + kProbeHint},
      {"no abbreviations",
       {"probe", "--stage"},
       std::string("unknown option `--stage`; did you mean `--staged`?\n") + kProbeHint},
      {"a global one is suggested too",
       {"probe", "--colour", "never"},
       std::string("unknown option `--colour`; did you mean `--color`?\n") + kProbeHint},
      {"a hidden one is not",
       {"probe", "--secre"},
       std::string("unknown option `--secre`\n") + kProbeHint},
      {"an unknown letter", {"probe", "-x"}, std::string("unknown option `-x`\n") + kProbeHint},
      {"an unknown letter among others",
       {"probe", "-nx"},
       std::string("unknown option `-x`\n") + kProbeHint},
      {"a number is no positional",
       {"probe", "-1"},
       std::string("unknown option `-1`\n") + kProbeHint},
      {"an unknown option before the command",
       {"--colr", "probe"},
       std::string("unknown option `--colr`; did you mean `--color`?\n") + kAllHint},
      {"an option before its command",
       {"--base", "main", "probe"},
       std::string("option `--base` comes after the command\n") + kAllHint},
      {"no value",
       {"probe", "--base"},
       std::string("option `--base` needs a value, REV\n") + kProbeHint},
      {"no value for a letter",
       {"probe", "-nj"},
       std::string("option `-j` needs a value, N\n") + kProbeHint},
      {"an option is no value",
       {"probe", "--base", "--staged"},
       std::string("option `--base` needs a value, REV; got `--staged`\n"
                   "hint: a value that begins with a dash\n  --base=--staged\n") +
           kProbeHint},
      {"nor is --",
       {"probe", "--base", "--", "x"},
       std::string("option `--base` needs a value, REV\n") + kProbeHint},
      {"a dash after a letter",
       {"probe", "-j", "-4"},
       std::string("option `-j` needs a value, N; got `-4`\n"
                   "hint: a value that begins with a dash\n  -j-4\n") +
           kProbeHint},
      {"a value for a flag",
       {"probe", "--staged=true"},
       std::string("option `--staged` takes no value, got `true`\n") + kProbeHint},
      {"an empty value for a flag",
       {"probe", "--staged="},
       std::string("option `--staged` takes no value, got ``\n") + kProbeHint},
      {"twice",
       {"probe", "--base", "a", "--base", "b"},
       std::string("option `--base` is given twice, as `a` and `b`\n") + kProbeHint},
      {"on both sides of the command",
       {"--config=a", "probe", "--config=b"},
       std::string("option `--config` is given twice, as `a` and `b`\n") + kProbeHint},
      {"not a choice",
       {"probe", "--format", "jsn"},
       std::string("`--format` is `text`, `json` or `subset`, got `jsn`; did you mean `json`?\n") +
           kProbeHint},
      {"not a choice, by its letter",
       {"probe", "-fx"},
       std::string("`--format` is `text`, `json` or `subset`, got `x`\n") + kProbeHint},
      {"not a choice of a global option",
       {"--color", "yes", "probe"},
       std::string("`--color` is `auto`, `always` or `never`, got `yes`\n") + kProbeHint},
      {"options that exclude each other",
       {"probe", "--staged", "--base", "x"},
       std::string("options `--base` and `--staged` exclude each other\n") + kProbeHint},
      {"no number",
       {"probe", "--jobs", "four"},
       "`--jobs` is a whole number from 1 to 64, got `four`\n"},
      {"half a number",
       {"probe", "--jobs", "4x"},
       "`--jobs` is a whole number from 1 to 64, got `4x`\n"},
      {"a number out of range",
       {"probe", "-j65"},
       "`--jobs` is a whole number from 1 to 64, got `65`\n"},
      {"a positional too few",
       {"stop"},
       "`stop` needs HOW\nhint: how it is used\n  testfed help stop\n"},
      {"a positional too many",
       {"stop", "0", "a", "b"},
       "unexpected argument `b`; `stop` takes at most HOW FILE\n"
       "hint: how it is used\n  testfed help stop\n"},
      {"a positional where there is none",
       {"version", "x"},
       "unexpected argument `x`; `version` takes no arguments\n"
       "hint: how it is used\n  testfed help version\n"},
      {"also after --",
       {"version", "--", "-x"},
       "unexpected argument `-x`; `version` takes no arguments\n"
       "hint: how it is used\n  testfed help version\n"},
      {"a positional that is no choice",
       {"completion", "fihs"},
       "SHELL is `bash`, `zsh` or `fish`, got `fihs`; did you mean `fish`?\n"
       "hint: how it is used\n  testfed help completion\n"},
      {"no command", {"--", "probe"}, std::string("no command before `--`\n") + kAllHint},
      {"--version is no option of a command",
       {"probe", "--version"},
       std::string("unknown option `--version`\n") + kProbeHint},
  };
  for (const Wrong& c : cases) {
    Session session;
    Session::Result result = session.Run(c.args);
    EXPECT_EQ(result.err, "testfed: " + c.printed) << c.name;
    EXPECT_EQ(result.out, "") << c.name;
    EXPECT_EQ(result.code, 2) << c.name;
  }
}

TEST(Parse, HelpWinsOverWhatIsMissing) {
  Session session;
  const std::string help = session.RunLine("help stop").out;
  EXPECT_EQ(session.RunLine("stop --help").out, help);
  EXPECT_EQ(session.RunLine("stop -h").out, help);
  EXPECT_EQ(session.RunLine("--help stop").out, help);
  EXPECT_EQ(session.RunLine("stop --no-such-option -h").out, help);
  EXPECT_NE(session.RunLine("probe -- -h").out, session.RunLine("help probe").out);
}

TEST(Parse, VersionIsAnOptionToo) {
  Session session;
  EXPECT_EQ(session.RunLine("--version").out, "testfed 0.1.0\n");
  EXPECT_EQ(session.RunLine("--version probe").out, "testfed 0.1.0\n");
}

void AskForUndeclared() {
  const Command command{.name = "lost"};
  const std::vector<Command> commands;
  World world{.in = std::cin, .out = std::cout, .err = std::cerr};
  world.env = [](const std::string&) { return std::nullopt; };
  ParsedArguments arguments;
  arguments.command = &command;
  Invocation invocation(arguments, commands, world, std::cout);
  invocation.Has("--nowhere");
}

TEST(ParseDeathTest, AnUndeclaredOptionIsABug) {
  EXPECT_DEATH(AskForUndeclared(),
               "testfed: bug: `lost` asks for an option that it does not declare: `--nowhere`");
}

}  // namespace
}  // namespace testfed
