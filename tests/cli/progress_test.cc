#include "cli/progress.h"

#include <gtest/gtest.h>

#include <sstream>

#include "tests/cli/session.h"

namespace testfed {
namespace {

using std::chrono::milliseconds;

const std::string kErase = "\r\x1b[K";

TEST(Progress, ALineAppearsAfterOneSecondAndIsErased) {
  std::ostringstream err;
  SteadyTime now{};
  Progress progress(err, true, [&] { return now; });
  now += milliseconds(999);
  progress.Show("reading trees");
  EXPECT_EQ(err.str(), "");
  now += milliseconds(1);
  progress.Show("reading trees", 120000, "files");
  EXPECT_EQ(err.str(), kErase + "testfed: reading trees, 120,000 files");
  now += milliseconds(99);
  progress.Show("reading trees", 120001, "files");
  EXPECT_EQ(err.str(), kErase + "testfed: reading trees, 120,000 files");
  err.str("");
  now += milliseconds(1);
  progress.Show("reading tests");
  progress.Erase();
  progress.Erase();
  EXPECT_EQ(err.str(), kErase + "testfed: reading tests" + kErase);
}

TEST(Progress, NothingWhereThereIsNoTerminal) {
  std::ostringstream err;
  SteadyTime now{};
  Progress progress(err, false, [&] { return now; });
  now += milliseconds(5000);
  progress.Show("reading trees");
  progress.Erase();
  EXPECT_EQ(err.str(), "");
}

TEST(Progress, ALineFitsATerminalAndHoldsNoControlCharacter) {
  std::ostringstream err;
  SteadyTime now{};
  Progress progress(err, true, [&] { return now; });
  now += milliseconds(5000);
  progress.Show("reading \x1b[2J\n" + std::string(100, 'x'));
  EXPECT_EQ(err.str(), kErase + "testfed: reading ?[2J?" + std::string(57, 'x'));
}

TEST(Progress, TheCommandLineErasesIt) {
  Session session;
  session.stderr_is_terminal = true;
  session.tick = milliseconds(600);
  Session::Result result = session.RunLine("stop progress");
  EXPECT_EQ(result.err, kErase + "testfed: reading trees, 1,000 files" + kErase +
                            "testfed: reading trees, 2,000 files" + kErase +
                            "testfed: reading trees, 3,000 files" + kErase);
  session.time = {};
  EXPECT_EQ(session.RunLine("stop progress -q").err, "");
}

TEST(Progress, NumbersHaveThousands) {
  EXPECT_EQ(WithThousands(0), "0");
  EXPECT_EQ(WithThousands(999), "999");
  EXPECT_EQ(WithThousands(1000), "1,000");
  EXPECT_EQ(WithThousands(1234567), "1,234,567");
  EXPECT_EQ(WithThousands(-100), "-100");
  EXPECT_EQ(WithThousands(-1000), "-1,000");
}

}  // namespace
}  // namespace testfed
