// JUnit by the build tools of Debian 12, without a network: Maven with Surefire, which runs JUnit
// 5, and Gradle 4.4, which runs JUnit 4 only; so its tests carry the annotations of both.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/runners/sample_repository.h"

namespace testfed {
namespace {

const std::string kAnnotation = R"(package consumer;

import java.lang.annotation.*;

@Retention(RetentionPolicy.RUNTIME)
@interface AffectedByProvider {}
)";

SampleRepository::Suites Suites(const std::string& command) {
  auto suite = [&](const std::string& folder) {
    return "runner: junit\ndirectory: " + folder + "\ntests: [\"" + folder +
           "/src/test/**\"]\ncommand: " + command + " {filter}";
  };
  return {suite("provider"), suite("consumer")};
}

// All reports in a folder.
TestNames ReportsIn(const SampleRepository& repository, const std::string& folder) {
  TestNames names;
  std::error_code error;
  std::filesystem::directory_iterator at(repository.Path(folder), error);
  EXPECT_FALSE(error) << folder << ": " << error.message();
  for (; !error && at != std::filesystem::directory_iterator(); at.increment(error)) {
    if (at->path().extension() != ".xml") continue;
    names.merge(TestCasesOf(repository.Read(folder + "/" + at->path().filename().string())));
  }
  return names;
}

TEST(RunnerTest, MavenRunsWhatIsSelected) {
  if (!HasProgram("mvn")) GTEST_SKIP() << "no mvn: apt-get install maven-debian-helper";
  if (!std::filesystem::exists(
          "/usr/share/maven-repo/org/apache/maven/surefire/surefire-junit-platform")) {
    GTEST_SKIP() << "no Surefire for JUnit 5: apt-get install libsurefire-java junit5";
  }
  SampleRepository repository(
      Suites("mvn -o -q -s /etc/maven/settings-debian.xml "
             "-Dmaven.repo.local=/usr/share/maven-repo test"));
  for (const std::string& module : {std::string("provider"), std::string("consumer")}) {
    repository.Write(module + "/pom.xml",
                     "<project xmlns=\"http://maven.apache.org/POM/4.0.0\">\n"
                     "  <modelVersion>4.0.0</modelVersion>\n"
                     "  <groupId>x</groupId><artifactId>" +
                         module +
                         "</artifactId><version>1</version>\n"
                         "  <properties>\n"
                         "    <maven.compiler.source>11</maven.compiler.source>\n"
                         "    <maven.compiler.target>11</maven.compiler.target>\n"
                         "    <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>\n"
                         "  </properties>\n"
                         "  <dependencies><dependency>\n"
                         "    <groupId>org.junit.jupiter</groupId>\n"
                         "    <artifactId>junit-jupiter</artifactId>\n"
                         "    <version>5.9.2</version><scope>test</scope>\n"
                         "  </dependency></dependencies>\n"
                         "</project>\n");
  }
  repository.Write("provider/src/main/java/provider/Prices.java",
                   "package provider;\n\nclass Prices {}\n");
  repository.Write("provider/src/test/java/provider/PricesTest.java",
                   "package provider;\n\nimport org.junit.jupiter.api.Test;\n\n"
                   "class PricesTest {\n  @Test void adds() {}\n  @Test void rounds() {}\n}\n");
  repository.Write("consumer/src/test/java/consumer/AffectedByProvider.java", kAnnotation);
  repository.Write("consumer/src/test/java/consumer/CheckoutTest.java", R"(package consumer;

import org.junit.jupiter.api.*;

class CheckoutTest {
  @AffectedByProvider @Test void reads() {}
  @Test void readsMore() {}
  // @SmokeTest
  @Test void starts() {}

  @Nested @AffectedByProvider class Refunds {
    @Test void giveBack() {}
  }
  @Nested class Vouchers {
    @Test void expire() {}
  }
}
)");
  repository.Write("consumer/src/test/java/consumer/OtherTest.java",
                   "package consumer;\n\nimport org.junit.jupiter.api.Test;\n\n"
                   "class OtherTest {\n  @Test void plain() {}\n}\n");
  if (!repository.ChangeAndBuild("provider/src/main/java/provider/Prices.java", "// dearer",
                                 "true")) {
    return;
  }
  const std::string out = repository.Run();
  EXPECT_EQ(ReportsIn(repository, "provider/target/surefire-reports"),
            (TestNames{"provider.PricesTest.adds", "provider.PricesTest.rounds"}))
      << out;
  EXPECT_EQ(ReportsIn(repository, "consumer/target/surefire-reports"),
            (TestNames{"consumer.CheckoutTest$Refunds.giveBack", "consumer.CheckoutTest.reads",
                       "consumer.CheckoutTest.starts"}))
      << out;
}

TEST(RunnerTest, GradleRunsWhatIsSelected) {
  if (!HasProgram("gradle")) GTEST_SKIP() << "no gradle: apt-get install gradle junit4 junit5";
  for (const char* jar : {"junit4", "hamcrest-core", "junit-platform-console-standalone"}) {
    if (!std::filesystem::exists("/usr/share/java/" + std::string(jar) + ".jar")) {
      GTEST_SKIP() << "no " << jar << ".jar: apt-get install junit4 junit5";
    }
  }
  SampleRepository repository(Suites("gradle --offline --no-daemon test"));
  repository.Write(".gitignore", ".gradle\nbuild\n");
  for (const std::string& module : {std::string("provider"), std::string("consumer")}) {
    repository.Write(module + "/build.gradle",
                     "apply plugin: 'java'\n"
                     "dependencies { testCompile files('/usr/share/java/junit4.jar', "
                     "'/usr/share/java/hamcrest-core.jar', "
                     "'/usr/share/java/junit-platform-console-standalone.jar') }\n");
    repository.Write(module + "/settings.gradle", "rootProject.name = '" + module + "'\n");
  }
  const std::string test = "@org.junit.Test @org.junit.jupiter.api.Test public void ";
  repository.Write("provider/src/main/java/provider/Prices.java",
                   "package provider;\n\nclass Prices {}\n");
  repository.Write("provider/src/test/java/provider/PricesTest.java",
                   "package provider;\n\npublic class PricesTest {\n  " + test + "adds() {}\n  " +
                       test + "rounds() {}\n}\n");
  repository.Write("consumer/src/test/java/consumer/AffectedByProvider.java", kAnnotation);
  repository.Write("consumer/src/test/java/consumer/CheckoutTest.java",
                   "package consumer;\n\npublic class CheckoutTest {\n  @AffectedByProvider " +
                       test + "reads() {}\n  " + test + "readsMore() {}\n  // @SmokeTest\n  " +
                       test + "starts() {}\n}\n");
  repository.Write("consumer/src/test/java/consumer/OtherTest.java",
                   "package consumer;\n\npublic class OtherTest {\n  " + test + "reads() {}\n}\n");
  if (!repository.ChangeAndBuild("provider/src/main/java/provider/Prices.java", "// dearer",
                                 "true")) {
    return;
  }
  const std::string out = repository.Run();
  EXPECT_EQ(ReportsIn(repository, "provider/build/test-results/test"),
            (TestNames{"provider.PricesTest.adds", "provider.PricesTest.rounds"}))
      << out;
  EXPECT_EQ(ReportsIn(repository, "consumer/build/test-results/test"),
            (TestNames{"consumer.CheckoutTest.reads", "consumer.CheckoutTest.starts"}))
      << out;
}

}  // namespace
}  // namespace testfed
