#include "cli/man.h"

#include <gtest/gtest.h>

#include "cli/commands.h"
#include "tests/cli/session.h"
#include "tests/cli/shell.h"

namespace testfed {
namespace {

// What troff could take for its own: macros as words, dots and quotes at the start of a line.
Command HostileCommand() {
  return {
      .name = "hostile",
      .section = "Ask",
      .summary = ".Sh is no macro here",
      .usage = "testfed hostile [-n] Ar \"x\"",
      .description = "'quoted' first, \\fB and `Ar Fl` inside.\n\n.Pp\n\n  .kept \\n line\n\nEnd",
      .options = {{.name = "--Ar", .value = "Fl|Ar", .help = ".Dd ^ ~ \\ \" '"}},
      .positionals = {{.name = "Ns", .help = "'x'", .optional = true}},
      .examples = {{"testfed hostile | Ar . -- 'x'", ".El"}},
      .exit_notes = {{1, ".It"}},
  };
}

ShellResult Lint(const std::string& page) {
  const std::string file = WriteTemporary("testfed.1", page);
  ShellResult result = RunShell("sh", "mandoc -T lint -W warning '" + file + "'");
  std::remove(file.c_str());
  return result;
}

TEST(Man, HasNoWarnings) {
  if (!HasProgram("mandoc")) GTEST_SKIP() << "mandoc is not installed";
  std::vector<Command> hostile = TestCommands();
  hostile.push_back(HostileCommand());
  for (const std::vector<Command>* commands :
       {&AllCommands(), &TestCommands(), &std::as_const(hostile)}) {
    const std::string page = ManPage(*commands);
    ShellResult result = Lint(page);
    EXPECT_EQ(result.out, "") << page;
    EXPECT_EQ(result.code, 0) << page;
  }
}

TEST(Man, ShowsWhatWasWritten) {
  if (!HasProgram("mandoc")) GTEST_SKIP() << "mandoc is not installed";
  const std::string file = WriteTemporary("testfed.1", ManPage({HostileCommand()}));
  ShellResult result = RunShell("sh", "mandoc -T ascii '" + file + "' | col -bx");
  std::remove(file.c_str());
  const std::string begin = "COMMANDS\n";
  const size_t from = result.out.find(begin) + begin.size();
  EXPECT_EQ(result.out.substr(from, result.out.find("EXIT STATUS") - from),
            R"(   testfed hostile [-n] Ar "x"
     'quoted' first, \fB and `Ar Fl` inside.

     .Pp

       .kept \n line

     End

     Ns      'x'

     Options:

     --Ar Fl|Ar
             .Dd ^ ~ \ " '

     Examples:

     testfed hostile | Ar . -- 'x'
             .El

     Exit status:

     1       .It

)");
}

TEST(Man, TheHelpCommandPrintsIt) {
  Session session;
  EXPECT_EQ(session.RunLine("help --man").out, ManPage(TestCommands()));
}

}  // namespace
}  // namespace testfed
