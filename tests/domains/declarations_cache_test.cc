// Declarations come back from the cache as they went in.
#include "domains/declarations_cache.h"

#include <gtest/gtest.h>

#include "domains/declarations_reader.h"
#include "tests/domains/random_patterns.h"

namespace testfed {
namespace {

// Every key that domains.yaml knows, with values of every kind.
constexpr const char* kMaximal = R"($settings:
  base: origin/main
  ownership: exclusive
  unowned: unknown
  contractsWakeOn: changed
  ignore: ["docs/**", "*.md"]
  full:
    - {paths: [CMakeLists.txt, "cmake/**"], reason: the build definition}
    - {pushes: [main, "release/**"], events: [schedule], labels: ["ci:full"], reason: protected}
  defaultSuite:
    runner: command
    command: ./gradlew test --tests com.example.{domain}.*
Unknown:
  include: []
Native:
  home: kotlin-native
  owners: ["@kotlin/native", me@example.com]
  include: ["native/**", "a\\*b/{x,y}/?.cc", "/[a-z]*/**"]
  exclude: ["native/swift"]
  fullyAffectedBy: [Compiler]
  mustRunAllTestsOnChangesIn: [Unknown]
  component: kotlin
  suites:
    unit:
      runner: junit
      tests: ["native/**/test/**"]
      command: ./gradlew ':native test' {filter}
      smoke: true
      matrix: {os: [ubuntu-latest, macos-latest], jdk: [17, true]}
      ci: {timeout-minutes: 30, x: 3.5, y: -1, none: ~, list: [], "é\"": {z: {}}, b: false}
    it: {runner: bazel}
Compiler: {include: [compiler]}
)";

Declarations Read(std::string_view text) {
  auto read = ReadDeclarationsOrFirstError(text, "sub/domains.yaml");
  EXPECT_TRUE(read.ok()) << read.status();
  return *std::move(read);
}

struct Printer {  // what a person would compare
  std::string text;
  void At(Position p) { text += "@" + std::to_string(p.line) + ":" + std::to_string(p.column); }
  void Text(const std::string& value) { text += " `" + value + "`"; }
  void Names(const std::vector<DeclaredName>& names) {
    text += " [";
    for (const DeclaredName& name : names) Text(name.name), At(name.position);
    text += "]";
  }
  void Patterns(const std::vector<DeclaredPattern>& patterns) {
    text += " [";
    for (const DeclaredPattern& one : patterns) {
      Text(one.pattern.text());
      At(one.position);
      for (const Alternative& alternative : one.pattern.alternatives()) {
        text += " " + std::to_string(static_cast<int>(alternative.reach)) + "," +
                std::to_string(alternative.literals);
        for (const Segment& segment : alternative.segments) {
          text += "/" + std::to_string(static_cast<int>(segment.kind)) + segment.first + ":" +
                  segment.second + ":" + segment.source;
        }
      }
    }
    text += "]";
  }
  void One(const Suite& suite) {
    Text(suite.name), At(suite.position), Text(std::string(ToString(suite.runner)));
    Patterns(suite.tests);
    for (const std::string& word : suite.command) Text(word);
    Text(suite.command_text), At(suite.smoke_position);
    text += suite.smoke ? " smoke" : "";
    for (const Axis& axis : suite.matrix) {
      Text(axis.name);
      for (const Json& value : axis.values) Text(ToText(value));
    }
    Text(ToText(suite.ci));
  }
};

std::string Print(const Declarations& d) {
  Printer p;
  p.Text(d.file), p.At(d.settings.position), p.Text(d.settings.base);
  p.text += std::to_string(static_cast<int>(d.settings.ownership)) +
            std::to_string(static_cast<int>(d.settings.unowned)) +
            std::to_string(static_cast<int>(d.settings.contracts_wake_on));
  p.Patterns(d.settings.ignore);
  for (const FullRule& full : d.settings.full) {
    p.At(full.position), p.Text(full.reason), p.Patterns(full.paths), p.Patterns(full.pushes);
    p.Names(full.events), p.Names(full.labels);
  }
  if (d.settings.default_suite) p.One(*d.settings.default_suite);
  for (const Domain& domain : d.domains) {
    p.text += "\n";
    p.Text(domain.name), p.At(domain.position), p.Text(domain.home), p.At(domain.home_position);
    p.Names(domain.owners), p.Patterns(domain.include), p.Patterns(domain.exclude);
    p.Names(domain.fully_affected_by), p.Names(domain.must_run_all_tests_on_changes_in);
    for (const Suite& suite : domain.suites) p.One(suite);
    p.Text(domain.component), p.At(domain.component_position);
    p.Text(d.Find(domain.name) ? "found" : "lost");
  }
  return p.text;
}

TEST(DeclarationsCache, GivesBackWhatWasPutIn) {
  const Declarations declarations = Read(kMaximal);
  const auto back = DecodeDeclarations(EncodeDeclarations(declarations));
  ASSERT_TRUE(back.has_value());
  EXPECT_EQ(Print(*back), Print(declarations));
  EXPECT_EQ(EncodeDeclarations(*back), EncodeDeclarations(declarations));
}

TEST(DeclarationsCache, TakesNothingThatIsNotWhole) {
  const std::string bytes = EncodeDeclarations(Read(kMaximal));
  for (size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(DecodeDeclarations(std::string_view(bytes).substr(0, size)).has_value()) << size;
  }
  EXPECT_FALSE(DecodeDeclarations(bytes + "x").has_value());
  Random random(SeedOfThisRun());
  for (int i = 0; i < 5000; ++i) {  // whatever comes out, nothing is read beyond the end
    std::string damaged = bytes;
    damaged[random.Below(damaged.size())] = static_cast<char>(random.Below(256));
    (void)DecodeDeclarations(damaged);
  }
}

}  // namespace
}  // namespace testfed
