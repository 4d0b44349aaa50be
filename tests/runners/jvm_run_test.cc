// JUnit 5 by its console launcher, for Java and for Kotlin.
#include <gtest/gtest.h>

#include <filesystem>
#include <set>
#include <sstream>

#include "tests/runners/sample_repository.h"

namespace testfed {
namespace {

const std::string kLauncher = "/usr/share/java/junit-platform-console-standalone.jar";
const std::string kKotlin = "/usr/share/java/kotlin-stdlib.jar";

// Both suites write their report below reports/.
SampleRepository::Suites Suites(const std::string& libraries) {
  auto suite = [&](const std::string& name) {
    return "runner: junit\n"
           "command: java -jar " +
           kLauncher + " --disable-banner --details=none --reports-dir=reports/" + name +
           " -cp out/" + name + libraries + " {filter}";
  };
  return {suite("provider"), suite("consumer")};
}

TestNames ReportOf(const SampleRepository& repository, const std::string& suite) {
  return TestCasesOf(repository.Read("reports/" + suite + "/TEST-junit-jupiter.xml"));
}

TEST(RunnerTest, JavaRunsWhatIsSelected) {
  if (!HasProgram("javac")) GTEST_SKIP() << "no javac: apt-get install default-jdk-headless";
  if (!std::filesystem::exists(kLauncher)) GTEST_SKIP() << "no JUnit: apt-get install junit5";
  SampleRepository repository(Suites(""));
  repository.Write("provider/Prices.java", "package provider;\n\nclass Prices {}\n");
  // PriceSpec is no name that the launcher takes for a test's when it scans.
  repository.Write("provider/PricesTest.java", R"(package provider;

import org.junit.jupiter.api.Test;

class PricesTest {
  @Test void adds() {}
  @Test void rounds() {}
}

class PriceSpec {
  @Test void isPositive() {}
}
)");
  repository.Write("consumer/AffectedByProvider.java", R"(package consumer;

import java.lang.annotation.*;

@Retention(RetentionPolicy.RUNTIME)
public @interface AffectedByProvider {}
)");
  repository.Write("consumer/SmokeTest.java", R"(package consumer;

import java.lang.annotation.*;
import org.junit.jupiter.api.Test;

@Test
@Retention(RetentionPolicy.RUNTIME)
public @interface SmokeTest {}
)");
  repository.Write("consumer/CheckoutTest.java", R"(package consumer;

import org.junit.jupiter.api.*;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckoutTest {
  @AffectedByProvider @Test void readsPrices() {}
  @SmokeTest void starts() {}
  @Test void plain() {}
  @Test void readsPricesTwice() {}

  @AffectedByProvider
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void counts(int number) {}

  @AffectedByProvider
  @ParameterizedTest
  @ValueSource(strings = {"a"})
  void names(String name, TestInfo info) {}

  @Nested
  @AffectedByProvider
  class Refunds {
    @Test void giveBack() {}
  }

  @Nested
  class Vouchers {
    @Test void expire() {}
  }
}
)");
  repository.Write("consumer/ContractSpec.java", R"(package consumer;

import org.junit.jupiter.api.Test;

abstract class Base {
  @Test void inherited() {}
}

@AffectedByProvider
class ContractSpec extends Base {
  @Test void own() {}
}

class PlainSpec extends Base {}
)");
  if (!repository.ChangeAndBuild(
          "provider/Prices.java", "// dearer",
          "for d in provider consumer; do javac -d out/$d -cp " + kLauncher + " $d/*.java; done")) {
    return;
  }
  std::string out = repository.Run();
  EXPECT_EQ(ReportOf(repository, "provider"),
            (TestNames{"provider.PricesTest.adds()", "provider.PricesTest.rounds()",
                       "provider.PriceSpec.isPositive()"}))
      << out;
  EXPECT_EQ(
      ReportOf(repository, "consumer"),
      (TestNames{"consumer.CheckoutTest$Refunds.giveBack()", "consumer.CheckoutTest.counts(int)[1]",
                 "consumer.CheckoutTest.counts(int)[2]",
                 "consumer.CheckoutTest.names(String, TestInfo)[1]",
                 "consumer.CheckoutTest.readsPrices()", "consumer.CheckoutTest.starts()",
                 "consumer.ContractSpec.inherited()", "consumer.ContractSpec.own()"}))
      << out;
}

// What a class does besides its tests happens exactly where one of them is selected: factories are
// not even called (behaviours 29 and 30 of Kotlin's Test Federation), callbacks run once (32, 33),
// and of a class that has only tests that are not selected nothing runs, with success (34).
TEST(RunnerTest, JavaCallsFactoriesAndCallbacksOnlyWhereATestIsSelected) {
  if (!HasProgram("javac")) GTEST_SKIP() << "no javac: apt-get install default-jdk-headless";
  if (!std::filesystem::exists(kLauncher)) GTEST_SKIP() << "no JUnit: apt-get install junit5";
  SampleRepository repository(Suites(""));
  repository.Write("provider/Prices.java", "package provider;\n\nclass Prices {}\n");
  repository.Write("provider/PricesTest.java", R"(package provider;

import org.junit.jupiter.api.Test;

class PricesTest {
  @Test void adds() {}
}
)");
  repository.Write("consumer/Events.java", R"(package consumer;

import java.nio.file.*;

final class Events {
  static void add(String event) {
    try {
      Files.write(Paths.get("events.txt"), (event + "\n").getBytes("UTF-8"),
          StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }
}
)");
  repository.Write("consumer/AffectedByProvider.java", R"(package consumer;

import java.lang.annotation.*;

@Retention(RetentionPolicy.RUNTIME)
public @interface AffectedByProvider {}
)");
  repository.Write("consumer/Tests.java", R"(package consumer;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.stream.Stream;
import org.junit.jupiter.api.*;

class FactoriesTest {
  @AffectedByProvider @TestFactory
  Stream<DynamicNode> contract() {
    Events.add("made contract");
    return Stream.of(dynamicContainer("c", Stream.of(
        dynamicTest("one", () -> Events.add("one")), dynamicTest("two", () -> Events.add("two")))));
  }
  @TestFactory
  Stream<DynamicNode> plain() {
    Events.add("made plain");
    return Stream.of(dynamicContainer("c", Stream.of(dynamicTest("x", () -> Events.add("x")))));
  }
  @TestFactory
  Stream<DynamicTest> flat() {
    Events.add("made flat");
    return Stream.of(dynamicTest("y", () -> Events.add("y")));
  }
}

class SelectedTest {
  @BeforeAll static void before() { Events.add("before selected"); }
  @AfterAll static void after() { Events.add("after selected"); }
  @AffectedByProvider @Test void reads() { Events.add("reads"); }
  @AffectedByProvider @Test void readsMore() { Events.add("reads more"); }
  @Test void plain() { Events.add("plain of selected"); }
}

class UnselectedTest {
  @BeforeAll static void before() { Events.add("before unselected"); }
  @AfterAll static void after() { Events.add("after unselected"); }
  @Test void plain() { Events.add("plain of unselected"); }
}

abstract class Base {
  @BeforeAll static void before(TestInfo info) {
    Events.add("before " + info.getTestClass().get().getSimpleName());
  }
  @AffectedByProvider @Test void inherited() { Events.add("inherited"); }
  @Test void other() { Events.add("other"); }
}

class DerivedTest extends Base {}
)");
  if (!repository.ChangeAndBuild(
          "provider/Prices.java", "// dearer",
          "for d in provider consumer; do javac -d out/$d -cp " + kLauncher + " $d/*.java; done")) {
    return;
  }
  std::string out = repository.Run();
  std::multiset<std::string> events;
  std::istringstream lines(repository.Read("events.txt"));
  for (std::string line; std::getline(lines, line);) events.insert(line);
  EXPECT_EQ(events, (std::multiset<std::string>{"after selected", "before DerivedTest",
                                                "before selected", "inherited", "made contract",
                                                "one", "reads", "reads more", "two"}))
      << out;
}

TEST(RunnerTest, KotlinRunsWhatIsSelected) {
  if (!HasProgram("kotlinc")) GTEST_SKIP() << "no kotlinc: apt-get install kotlin";
  if (!std::filesystem::exists(kLauncher)) GTEST_SKIP() << "no JUnit: apt-get install junit5";
  SampleRepository repository(Suites(":" + kKotlin));
  repository.Write("provider/Prices.kt", "package provider\n\nclass Prices\n");
  repository.Write("provider/PricesTest.kt", R"(package provider

import org.junit.jupiter.api.Test

class PricesTest {
    @Test fun adds() {}
    @Test fun `rounds up`() {}
}
)");
  repository.Write("consumer/CheckoutTest.kt", R"(package consumer

import org.junit.jupiter.api.Nested
import org.junit.jupiter.api.Test

annotation class SmokeTest
annotation class AffectedByProvider
@AffectedByProvider annotation class Contract

class CheckoutTest {
    @Contract @Test fun `reads prices`() {}
    @SmokeTest @Test fun starts() {}
    @Test fun plain() {}
    @Test fun `reads prices twice`() {}
    // @AffectedByProvider
    @Test fun counts() {}

    @Nested @AffectedByProvider inner class Refunds {
        @Test fun `give back`() {}
        @Test fun `it's "all"`() {}
    }
}
)");
  if (!repository.ChangeAndBuild("provider/Prices.kt", "// dearer",
                                 "for d in provider consumer; do kotlinc -nowarn -jvm-target 1.8 "
                                 "-d out/$d -cp " +
                                     kLauncher + " $d; done")) {
    return;
  }
  std::string out = repository.Run();
  EXPECT_EQ(ReportOf(repository, "provider"),
            (TestNames{"provider.PricesTest.adds()", "provider.PricesTest.rounds up()"}))
      << out;
  EXPECT_EQ(
      ReportOf(repository, "consumer"),
      (TestNames{"consumer.CheckoutTest$Refunds.give back()",
                 "consumer.CheckoutTest$Refunds.it's \"all\"()", "consumer.CheckoutTest.counts()",
                 "consumer.CheckoutTest.reads prices()", "consumer.CheckoutTest.starts()"}))
      << out;
}

}  // namespace
}  // namespace testfed
