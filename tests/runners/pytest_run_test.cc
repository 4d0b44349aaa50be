#include <gtest/gtest.h>

#include "tests/runners/sample_repository.h"

namespace testfed {
namespace {

TEST(RunnerTest, PytestRunsWhatIsSelected) {
  if (!HasProgram("pytest")) GTEST_SKIP() << "no pytest: apt-get install python3-pytest";
  // The whole suite of a folder is what pytest finds in `directory`; the consumer's ids are made
  // relative to its own.
  SampleRepository repository(
      {"runner: pytest\n"
       "directory: provider\n"
       "command: pytest --junitxml=report.xml {filter}",
       "runner: pytest\n"
       "directory: consumer/python\n"
       "command: pytest --junitxml=report.xml {filter}"});
  repository.Write("pytest.ini",
                   "[pytest]\n"
                   "addopts = -p no:cacheprovider --strict-markers\n"
                   "markers =\n"
                   "    smoke: runs in every plan\n"
                   "    affected_by(domain): runs when that domain is affected\n");
  repository.Write(".gitignore", "report.xml\n__pycache__\n");
  repository.Write("provider/prices.py", "TOTAL = 1\n");
  repository.Write("provider/test_prices.py", R"(import unittest


def test_adds():
    pass


class Rounding(unittest.TestCase):
    def test_up(self):
        pass
)");
  repository.Write("consumer/python/test_checkout.py", R"(import pytest


@pytest.mark.affected_by("Provider")
@pytest.mark.parametrize("number", [1, 2])
def test_reads_prices(number):
    pass


def test_reads_prices_twice():
    pass


# @SmokeTest
def test_starts():
    pass


@pytest.mark.affected_by("Provider")
class TestRefunds:
    def test_give_back(self):
        pass


class TestVouchers:
    def test_expire(self):
        pass

    @pytest.mark.affected_by("Provider")
    def test_discount(self):
        pass
)");
  repository.Write("consumer/python/deep/test_cart.py", R"(import pytest

pytestmark = [pytest.mark.smoke]


async def helper():
    pass


def test_cart():
    pass
)");
  repository.Write("consumer/python/test_plain.py", "def test_plain():\n    pass\n");
  if (!repository.ChangeAndBuild("provider/prices.py", "# dearer", "")) return;
  std::string out = repository.Run();
  const TestNames provider = TestCasesOf(repository.Read("provider/report.xml"));
  const TestNames consumer = TestCasesOf(repository.Read("consumer/python/report.xml"));
  EXPECT_EQ(provider,
            (TestNames{"provider.test_prices.test_adds", "provider.test_prices.Rounding.test_up"}))
      << out;
  EXPECT_EQ(consumer, (TestNames{"consumer.python.deep.test_cart.test_cart",
                                 "consumer.python.test_checkout.TestRefunds.test_give_back",
                                 "consumer.python.test_checkout.TestVouchers.test_discount",
                                 "consumer.python.test_checkout.test_reads_prices[1]",
                                 "consumer.python.test_checkout.test_reads_prices[2]",
                                 "consumer.python.test_checkout.test_starts"}))
      << out;
  // A change that is not committed, of a test that has no tag: all of its own suite, and no other.
  repository.Write("provider/report.xml", "");
  repository.Write("consumer/python/test_plain.py", "def test_other():\n    pass\n");
  out = repository.Testfed("run -v --uncommitted");
  TestNames all = consumer;
  all.insert({"consumer.python.test_checkout.TestVouchers.test_expire",
              "consumer.python.test_checkout.test_reads_prices_twice",
              "consumer.python.test_plain.test_other"});
  EXPECT_EQ(TestCasesOf(repository.Read("consumer/python/report.xml")), all) << out;
  EXPECT_EQ(repository.Read("provider/report.xml"), "") << out;
}

}  // namespace
}  // namespace testfed
