#include "tests/reporters/random_plan.h"

#include <gtest/gtest.h>

#include "selector/reason_fields.h"
#include "tests/reporters/sample_plans.h"

namespace testfed {
namespace {

class Maker {
 public:
  explicit Maker(std::mt19937& random) : random_(random), hostile_(HostileTexts()) {}

  Plan Make() {
    Plan plan;
    plan.version = "0.1.0";
    plan.base = {Text(), Text(), Texts(), Text(), static_cast<Confidence>(Below(3))};
    plan.head = {Text(), Text(), static_cast<int>(Below(9)), static_cast<int>(Below(9)),
                 Below(2) == 0};
    for (size_t i = Below(6); i > 0; --i) plan.changes.push_back(Change());
    for (size_t i = Below(5); i > 0; --i) {
      plan.affected.push_back({Text(), Below(2) == 0, Below(2) == 0, Reasons()});
    }
    plan.unaffected = Texts();
    for (size_t i = 0, count = Below(5); i < count; ++i) plan.jobs.push_back(MakeJob(i));
    if (Below(3) == 0) AddShards(plan.jobs);
    for (size_t i = Below(3); i > 0; --i) {
      plan.removed.push_back({Text(), Text(), Text(), Texts(), Reasons()});
    }
    plan.mode = plan.jobs.empty() ? Mode::kNone : Mode::kSelected;
    if (Below(3) == 0) {
      if (!plan.jobs.empty()) plan.mode = Mode::kFull;
      plan.escalations = {Why()};
    }
    plan.jobs_declared = static_cast<int>(Below(100));
    plan.inputs = {{"a", Text()}, {"b", Text()}};
    return Finished(std::move(plan));
  }

 private:
  size_t Below(size_t end) { return random_() % end; }

  // What is not a path must be UTF-8 to come back as it was.
  std::string Text() {
    constexpr std::string_view kAlphabet[] = {"a",  "B",  "7",  "/",        " ",
                                              "\n", "\"", "\\", "\xc3\xa9", "\xf0\x9f\x92\xa9",
                                              "|",  "`",  "$",  "#",        ":"};
    std::string text;
    for (size_t i = Below(8); i > 0; --i) text += kAlphabet[Below(std::size(kAlphabet))];
    return text;
  }
  std::string Path() {
    if (Below(4) == 0) return hostile_[Below(hostile_.size())];
    std::string path = Text();
    for (size_t i = Below(3); i > 0; --i) path += static_cast<char>(random_());
    return path;
  }
  std::vector<std::string> Texts() {
    std::vector<std::string> texts;
    for (size_t i = Below(3); i > 0; --i) texts.push_back(Text());
    return texts;
  }
  std::optional<Rule> MaybeRule() {
    if (Below(3) == 0) return std::nullopt;
    return Rule{Below(2) == 0 ? "a/**" : Text(), "domains.yaml:1:1"};
  }
  PlannedChange Change() {
    PlannedChange change;
    change.path = Path();
    change.status = static_cast<ChangeStatus>(Below(4));
    change.state = static_cast<PathState>(Below(5));
    change.domains = Texts();
    change.rule = MaybeRule();
    change.base_rule = MaybeRule();
    return change;
  }
  Reason Why() {
    const ReasonFields& fields = AllReasonFields()[Below(AllReasonFields().size())];
    Reason reason;
    reason.kind = fields.kind;
    if (fields.domain) reason.domain = Text();
    if (fields.at) reason.at = Text();
    if (fields.at) reason.at_base = Below(2) == 0;
    if (fields.name) reason.name = Text();
    if (fields.path) reason.path = Path();
    if (fields.commit) reason.commit = Text();
    if (fields.text) reason.text = Text();
    if (fields.count) reason.count = static_cast<int>(Below(1000));
    return reason;
  }
  std::vector<Reason> Reasons() {
    std::vector<Reason> reasons;
    for (size_t i = Below(4); i > 0; --i) reasons.push_back(Why());
    return reasons;
  }
  Json Value(size_t depth) {
    switch (Below(depth == 0 ? 4 : 6)) {
      case 0:
        return Text();
      case 1:
        return static_cast<std::int64_t>(random_()) - 1000;
      case 2:
        return Below(2) == 0;
      case 3:
        return static_cast<double>(random_()) / 3.0;
      case 4: {
        Json list = Json::MakeArray();
        for (size_t i = Below(3); i > 0; --i) list.Append(Value(depth - 1));
        return list;
      }
      default: {
        Json object = Json::MakeObject();
        for (size_t i = Below(3); i > 0; --i) object.Set(Text(), Value(depth - 1));
        return object;
      }
    }
  }
  void AddShards(std::vector<Job>& jobs) {
    const Job whole = MakeJob(100);
    const int count = static_cast<int>(2 + Below(3));
    const bool by_runner = Below(3) == 0, rest = Below(2) == 0;
    for (int i = 1; i <= count; ++i) {
      Job shard = whole;
      shard.id += "-" + std::to_string(i);
      shard.shard = i;
      shard.shards = count;
      shard.shard_by = by_runner            ? Job::ShardBy::kRunner
                       : rest && i == count ? Job::ShardBy::kRest
                                            : Job::ShardBy::kTests;
      if (shard.shard_by == Job::ShardBy::kTests) shard.tests = {{"t" + std::to_string(i), {}}};
      jobs.push_back(std::move(shard));
    }
    EXPECT_TRUE(FillRests(jobs).ok());
  }
  Job MakeJob(size_t number) {
    Job job;
    job.id = "job-" + std::to_string(number);
    job.name = Text();
    job.domain = Text();
    job.suite = Text();
    job.runner = Text();
    job.command = Texts();
    if (Below(2) == 0) job.axes = {{"z", Value(0)}, {"a", Value(0)}};
    if (Below(2) == 0) job.ci = Json::MakeObject().Set("x", Value(3));
    job.owners = Texts();
    job.reasons = Reasons();
    if (Below(2) == 0) job.seconds = static_cast<int>(Below(10'000));
    if (Below(2) == 0) job.reports = Texts();
    if (Below(2) == 0) job.quarantine = {Text(), Text()};
    return job;
  }

  std::mt19937& random_;
  std::vector<std::string> hostile_;
};

}  // namespace

Plan RandomPlan(std::mt19937& random) { return Maker(random).Make(); }

}  // namespace testfed
