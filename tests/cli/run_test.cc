#include "cli/run.h"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/cli/session.h"

namespace testfed {
namespace {

TEST(RunCli, TheCommandChoosesBetweenZeroAndOne) {
  Session session;
  EXPECT_EQ(session.RunLine("stop 0").code, 0);
  EXPECT_EQ(session.RunLine("stop 1").code, 1);
  EXPECT_EQ(session.RunLine("stop 1").out, "half an answer\n");
}

TEST(RunCli, AnErrorKeepsItsPlaceAndHintsAndDropsTheOutput) {
  Session session;
  Session::Result result = session.RunLine("stop error");
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.out, "");
  EXPECT_EQ(result.err,
            "testfed: domains.yaml:31:3: unknown key `onwers`\n"
            "hint: try\n"
            "  testfed check\n");
}

TEST(RunCli, ReturningTwoDropsTheOutputToo) {
  Session session;
  EXPECT_EQ(session.RunLine("stop 2").out, "");
  EXPECT_EQ(session.RunLine("stop 2 subset").out, "//testfed:no_answer\n");
}

TEST(RunCli, NoLineOfAnErrorCanBeACommandOfACi) {
  Session session;
  EXPECT_EQ(session.RunLine("stop lines").err, "testfed: two lines\n  ::error::two\n");
}

TEST(RunCli, NoExceptionLeaves) {
  Session session;
  EXPECT_EQ(session.RunLine("stop throw").code, 2);
  EXPECT_EQ(session.RunLine("stop throw").out, "");
  EXPECT_EQ(session.RunLine("stop throw").err, "testfed: bug: thrown\n");
  EXPECT_EQ(session.RunLine("stop throw-int").err, "testfed: bug: an unknown exception\n");
}

TEST(RunCli, ACommandThatStreamsHasAlreadyWritten) {
  Session session;
  Session::Result result = session.RunLine("pour");
  EXPECT_EQ(result.code, 2);
  EXPECT_EQ(result.out, "poured\n");
  EXPECT_EQ(result.err, "testfed: then it broke\n");
}

TEST(RunCli, AnEmptySubsetIsNeverTakenForAnAnswer) {
  const std::vector<std::string> lines = {
      "probe --format subset --bse",
      "probe --format=subset --bse",
      "probe -f subset --base",
      "probe -fsubset --jobs x --format=subset",
      "--colr probe --format subset",
      "probe --fromat subset",
      "prob --format subset",
      "-C nowhere/../x --color=yes probe --format subset",
      "probe --format subset --format subset",
      "stop --format subset",
  };
  for (const std::string& line : lines) {
    Session session;
    Session::Result result = session.RunLine(line);
    EXPECT_EQ(result.code, 2) << line;
    EXPECT_EQ(result.out, "//testfed:no_answer\n") << line;
  }
}

TEST(RunCli, OtherFormatsAndCommandsPrintNothingWithoutAnAnswer) {
  for (const char* line : {"probe --format json --bse", "version --format subset", "probe --bse",
                           "probe --bse -- subset"}) {
    Session session;
    Session::Result result = session.RunLine(line);
    EXPECT_EQ(result.code, 2) << line;
    EXPECT_EQ(result.out, "") << line;
  }
}

// A stream on a disk that is full.
class FullDisk : public std::streambuf {
 protected:
  int overflow(int) override { return traits_type::eof(); }
  std::streamsize xsputn(const char*, std::streamsize) override { return 0; }
};

TEST(RunCli, AnAnswerThatCannotBeWrittenIsNoAnswer) {
  FullDisk disk;
  std::ostream out(&disk);
  std::istringstream in;
  std::ostringstream err;
  EXPECT_EQ(RunCli({"version"}, in, out, err), 2);
  EXPECT_EQ(err.str(), "testfed: standard output cannot be written, the answer is lost\n");
}

TEST(RunCli, TheProcessHasADirectory) {
  std::istringstream in;
  std::ostringstream out, err;
  EXPECT_EQ(RunCli({"-C", "/no/such/folder", "version"}, in, out, err), 2);
  EXPECT_EQ(out.str(), "");
  EXPECT_EQ(err.str(), "testfed: `-C /no/such/folder`: no such directory\n");
}

TEST(RunCli, NotesAreSilencedByQ) {
  Session session;
  EXPECT_EQ(session.RunLine("stop note").err, "testfed: a note\n");
  EXPECT_EQ(session.RunLine("stop note -q").err, "");
}

TEST(RunCli, VerbosePrintsThePhases) {
  Session session;
  session.tick = std::chrono::milliseconds(1500);
  Session::Result result = session.RunLine("-v stop phases");
  EXPECT_EQ(result.out, "half an answer\n");
  EXPECT_EQ(result.err,
            "testfed: time of each phase\n"
            "  reading trees   7,500.0 ms\n"
            "  diff            3,000.0 ms\n"
            "  in all         10,500.0 ms\n");
}

TEST(RunCli, ColorNeedsATerminalAndNoOneAgainstIt) {
  const std::string yes = "color: <yes>\n";
  Session session;
  EXPECT_EQ(session.RunLine("probe").out, "");
  session.stdout_is_terminal = true;
  EXPECT_EQ(session.RunLine("probe").out, yes);
  EXPECT_EQ(session.RunLine("probe --color never").out, "");
  session.environment["NO_COLOR"] = "";
  EXPECT_EQ(session.RunLine("probe").out, yes);
  session.environment["NO_COLOR"] = "1";
  EXPECT_EQ(session.RunLine("probe").out, "");
  EXPECT_EQ(session.RunLine("probe --color always").out, yes);
  session.environment = {{"TERM", "dumb"}};
  EXPECT_EQ(session.RunLine("probe").out, "");
}

TEST(RunCli, ReadsNamedFilesAndStandardInput) {
  Session session;
  session.files.files["/repo/list"] = "a\nb";
  session.files.files["/repo/long"] = "123456789";
  EXPECT_EQ(session.RunLine("stop read list").out, "half an answer\na\nb\n");
  EXPECT_EQ(session.RunLine("stop read lost").err, "testfed: `lost`: no such file\n");
  EXPECT_EQ(session.RunLine("stop read long").code, 2);
  session.input = "typed";
  EXPECT_EQ(session.RunLine("stop read -").out, "half an answer\ntyped\n");
  session.input = "123456789";
  EXPECT_EQ(session.RunLine("stop read -").err, "testfed: standard input has more than 8 bytes\n");
}

}  // namespace
}  // namespace testfed
