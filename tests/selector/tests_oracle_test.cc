// What runs inside suites against its oracle: random configurations, tests whose sources are
// written and read as C++, and contracts.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "contracts/test_resolver.h"
#include "tests/selector/config_text.h"
#include "tests/selector/production_selection.h"
#include "tests/selector/random_selections.h"
#include "tests/selector/slow_tests.h"

namespace testfed {
namespace {

using slow::ContractConfig;
using slow::TaggedTest;

constexpr std::uint64_t kParts = 2;
constexpr int kCasesOfAPart = 1200;

void ListGtestSuites(Random& random, slow::Config& config) {
  const auto make = [&](slow::SuiteConfig& suite) {
    if (random.OneIn(4)) return;
    suite.runner = "gtest";
    suite.command = "run {filter}";
  };
  for (slow::DomainConfig& domain : config.domains) {
    for (slow::SuiteConfig& suite : domain.suites) make(suite);
  }
  if (config.default_suite) make(*config.default_suite);
}

std::string NameOfADomain(Random& random, const slow::Config& config) {
  return random.OneIn(12) ? "Nobody" : random.Of(config.domains).name;
}

std::set<std::string> Tags(Random& random, const slow::Config& config) {
  std::set<std::string> tags;
  if (random.OneIn(6)) tags.insert("SmokeTest");
  for (size_t count = random.Below(3); count > 0; --count) {
    tags.insert((random.OneIn(3) ? "MustRunOnChangesIn" : "AffectedBy") +
                NameOfADomain(random, config));
  }
  return tags;
}

ContractConfig MakeContract(Random& random, const slow::Config& config,
                            const std::vector<TaggedTest>& tests, const std::string& name) {
  ContractConfig contract;
  contract.name = name;
  contract.consumer = random.Of(config.domains).name;
  contract.providers = {random.Of(config.domains).name};
  if (random.OneIn(3)) contract.providers.insert(random.Of(config.domains).name);
  contract.suite = random.OneIn(3) ? "slow" : random.OneIn(3) ? "default" : "unit";
  for (size_t count = random.Below(3); count > 0 && !tests.empty(); --count) {
    contract.tests.insert(random.OneIn(8) ? "Gone.Away" : random.Of(tests).id);
  }
  contract.reason = "why";
  return contract;
}

slow::End MakeEnd(Random& random, const slow::Config& config) {
  slow::End end;
  const std::vector<std::string> folders = {"a", "b", "a/b", "c", "é"};
  for (size_t i = 0, count = random.Below(6); i < count; ++i) {
    std::string file = random.OneIn(2) ? random.Of(folders) + "/t" + std::to_string(i) + ".cc"
                                       : RandomPath(random) + "/t" + std::to_string(i) + ".cc";
    for (size_t j = 0, tests = 1 + random.Below(2); j < tests; ++j) {
      end.tests.push_back(
          {file, "S" + std::to_string(i) + ".T" + std::to_string(j), Tags(random, config)});
    }
  }
  for (size_t i = 0, count = random.Below(3); i < count; ++i) {
    end.contracts.push_back(MakeContract(random, config, end.tests, "c" + std::to_string(i)));
  }
  return end;
}

void Mutate(Random& random, const slow::Config& config, slow::End& end) {
  for (TaggedTest& test : end.tests) {
    if (random.OneIn(4)) test.tags = Tags(random, config);
  }
  if (random.OneIn(4) && !end.tests.empty()) end.tests.pop_back();
  if (random.OneIn(4) && !end.contracts.empty()) end.contracts.pop_back();
  if (random.OneIn(4) && !end.contracts.empty()) {
    end.contracts.back() = MakeContract(random, config, end.tests, end.contracts.back().name);
  }
}

// Takes out what makes a plan full, and most edges.
void StayPartial(Random& random, bool same, slow::SelectionCase& c) {
  const auto thin = [&](slow::Config& config) {
    for (slow::DomainConfig& domain : config.domains) {
      if (domain.fully_affected_by.size() > 1) domain.fully_affected_by.resize(1);
      if (!random.OneIn(4)) domain.fully_affected_by.clear();
      if (!random.OneIn(4)) domain.must_run_all_tests_on_changes_in.clear();
    }
  };
  thin(c.head);
  if (same) c.base = c.head;
  c.messages.clear();
  const slow::Selection selection = slow::Select(c);
  std::set<std::string> drop;
  for (const slow::SelectedPath& path : selection.paths) {
    if (path.state == "escalated" || path.state == "unowned") drop.insert(path.path);
    if (path.state == "own" && (same || c.list_without_base)) drop.insert(path.path);
  }
  std::erase_if(c.changes,
                [&](const slow::ChangedPath& change) { return drop.count(change.path) > 0; });
}

slow::TestsCase MakeCase(Random& random) {
  slow::TestsCase made;
  slow::SelectionCase& c = made.selection_case;
  c = RandomSelectionCase(random).selection_case;
  // Most plans of that generator are full; these are about what is left out.
  if (!random.OneIn(8)) {
    for (slow::Config* config : {&c.head, c.base ? &*c.base : nullptr}) {
      if (config == nullptr) continue;
      config->full.clear();
      config->unowned_unknown = false;
    }
    for (slow::Config& base : c.more_bases) base.full.clear(), base.unowned_unknown = false;
  }
  const bool same = c.base && !random.OneIn(4);
  ListGtestSuites(random, c.head);
  if (same) {
    c.base = c.head;
    c.more_bases.clear();
  } else {
    if (c.base) ListGtestSuites(random, *c.base);
    for (slow::Config& base : c.more_bases) ListGtestSuites(random, base);
  }
  if (!random.OneIn(6)) StayPartial(random, same, c);
  made.head = MakeEnd(random, c.head);
  const size_t bases = (c.base ? 1 : 0) + c.more_bases.size();
  for (size_t i = 0; i < bases; ++i) {
    made.bases.push_back(made.head);
    Mutate(random, c.base ? *c.base : c.head, made.bases.back());
  }
  return made;
}

std::string SourceOf(const std::vector<TaggedTest>& tests, const std::string& file) {
  std::string text = "#include <gtest/gtest.h>\n";
  for (const TaggedTest& test : tests) {
    if (test.file != file) continue;
    for (const std::string& tag : test.tags) text += "// @" + tag + "\n";
    const size_t dot = test.id.find('.');
    text += "TEST(" + test.id.substr(0, dot) + ", " + test.id.substr(dot + 1) + ") {}\n\n";
  }
  return text;
}

std::shared_ptr<const TestMap> MapOf(const Declarations& declarations,
                                     const std::vector<TaggedTest>& tests) {
  SuiteClaims claims(declarations);
  std::set<std::string> paths;
  for (const TaggedTest& test : tests) paths.insert(test.file);
  std::vector<SourceFile> files;
  for (const std::string& path : paths) {
    files.push_back(
        {path, Language::kCpp,
         std::make_shared<const SourceFacts>(ReadSource(Language::kCpp, SourceOf(tests, path))),
         true});
  }
  return std::make_shared<const TestMap>(MapTests(claims, ResolveTests(files), {}));
}

std::vector<Contract> ContractsOf(const std::vector<ContractConfig>& configs) {
  std::vector<Contract> contracts;
  for (const ContractConfig& config : configs) {
    Contract contract;
    contract.name = config.name;
    contract.consumer = config.consumer;
    for (const std::string& name : config.providers) contract.providers.push_back({name, {}});
    contract.suite = config.suite;
    for (const std::string& name : config.tests) contract.tests.push_back({name, {}});
    contract.reason = config.reason;
    contracts.push_back(std::move(contract));
  }
  return contracts;
}

SelectionRequest RequestWithTests(const slow::TestsCase& made) {
  SelectionRequest request = RequestOf(made.selection_case);
  const auto with = [](const std::shared_ptr<const Configuration>& configuration,
                       const slow::End& end) {
    auto copy = std::make_shared<Configuration>(*configuration);
    copy->contracts = ContractsOf(end.contracts);
    return copy;
  };
  request.head = with(request.head, made.head);
  request.head_tests = MapOf(request.head->declarations, made.head.tests);
  for (size_t i = 0; i < request.bases.size(); ++i) {
    request.bases[i] = with(request.bases[i], made.bases[i]);
    request.base_tests.push_back(MapOf(request.bases[i]->declarations, made.bases[i].tests));
  }
  return request;
}

// By suite; "*" is the whole one. Each shard of a part names tests that no other one names.
std::map<std::string, std::set<std::string>> Running(const Plan& plan) {
  std::map<std::string, std::set<std::string>> running;
  std::set<std::string> jobs_and_tests;
  for (const Job& job : plan.jobs) {
    if (job.runner != "gtest") continue;
    std::set<std::string>& tests = running[job.domain + "/" + job.suite];
    std::string axes;
    for (const auto& [name, value] : job.axes) axes += " " + name + ToText(value);
    if (job.all) tests = {"*"};
    for (const PlannedTest& test : job.tests) {
      EXPECT_TRUE(jobs_and_tests.insert(job.domain + "/" + job.suite + axes + " " + test.id).second)
          << test.id;
      if (job.all) continue;
      EXPECT_FALSE(test.reasons.empty()) << test.id;
      tests.insert(test.id);
    }
  }
  return running;
}

// The same request with recorded times of some tests, and shards.
SelectionRequest WithShards(SelectionRequest request, Random& random) {
  auto head = std::make_shared<Configuration>(*request.head);
  Shards& shards = head->declarations.settings.shards;
  if (random.OneIn(2)) {
    shards.count = static_cast<int>(1 + random.Below(4));
  } else {
    shards.minutes = static_cast<double>(1 + random.Below(5)) / 10;
  }
  request.head = std::move(head);
  auto timings = std::make_shared<Timings>();
  for (const char* suite : {"(gtest)", "A/unit", "B/unit"}) {
    std::vector<ReportedTime> times;
    for (size_t i = 0; i < 6; ++i) {
      if (random.OneIn(4)) continue;
      times.push_back({"S" + std::to_string(i) + ".T" + std::to_string(random.Below(2)),
                       static_cast<Milliseconds>(random.Below(30'000))});
    }
    timings->Record(suite, times);
  }
  request.timings = std::move(timings);
  request.timings_hash = "hash";
  return request;
}

std::string PrintTests(const slow::TestsCase& made) {
  std::string text = Print(made.selection_case);
  const auto add = [&](const slow::End& end) {
    for (const TaggedTest& test : end.tests) {
      text += test.file + " " + test.id + ":";
      for (const std::string& tag : test.tags) text += " @" + tag;
      text += "\n";
    }
    for (const ContractConfig& contract : end.contracts) {
      text += contract.consumer + "/" + contract.name + " " + contract.suite + " by";
      for (const std::string& provider : contract.providers) text += " " + provider;
      for (const std::string& test : contract.tests) text += " | " + test;
      text += "\n";
    }
  };
  text += "--- tests at the head\n";
  add(made.head);
  for (const slow::End& base : made.bases) {
    text += "--- tests at a base\n";
    add(base);
  }
  return text;
}

class TestsOracle : public testing::TestWithParam<std::uint64_t> {};

TEST_P(TestsOracle, AgreesWithProduction) {
  const std::uint64_t seed = SeedOfThisRun();
  Random random(seed * kParts + GetParam() + 7);
  int partial = 0, divided = 0;
  for (int i = 0; i < kCasesOfAPart; ++i) {
    const slow::TestsCase made = MakeCase(random);
    const auto expected = slow::SelectTests(made);
    const std::string context = "seed " + std::to_string(seed) + ", part " +
                                std::to_string(GetParam()) + ", case " + std::to_string(i) + "\n" +
                                PrintTests(made);
    const SelectionRequest request = RequestWithTests(made);
    ASSERT_EQ(Running(Select(request)), expected) << context;
    // Times and shards change sizes, and nothing of what runs.
    const Plan sharded = Select(WithShards(request, random));
    ASSERT_EQ(Running(sharded), expected) << context;
    ASSERT_LE(static_cast<int>(sharded.jobs.size()), sharded.jobs_declared) << context;
    for (const Job& job : sharded.jobs) divided += job.shards > 1 ? 1 : 0;
    for (const auto& [suite, tests] : expected) partial += tests.count("*") == 0 ? 1 : 0;
  }
  EXPECT_GT(partial, kCasesOfAPart / 20);  // else it says nothing
  EXPECT_GT(divided, kCasesOfAPart / 20);
}

INSTANTIATE_TEST_SUITE_P(Part, TestsOracle, testing::Range(std::uint64_t{0}, kParts));

}  // namespace
}  // namespace testfed
