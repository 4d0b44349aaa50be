#include "selector/job_shards.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "contracts/suite_division.h"
#include "selector/shard_packing.h"

namespace testfed {
namespace {

constexpr Milliseconds kMostSeconds = 1'000'000'000;

Milliseconds MsOf(double minutes) { return std::llround(std::min(minutes, 1e7) * 60'000); }

// Tests that stay together.
struct Unit {
  Piece piece;
  std::vector<std::string> names;  // what a shard names to run it
  std::vector<PlannedTest> tests;  // of a part of a suite: these
  int count = 0;                   // tests in it
};

class Sharding {
 public:
  Sharding(Job job, const ShardRequest& request)
      : job_(std::move(job)),
        request_(request),
        overhead_(MsOf(request.shards.overhead_minutes.value_or(0))) {
    runner_ = RunnerOf(job_.runner).value_or(Runner::kCommand);
  }

  std::vector<Job> Run() {
    job_.seconds = SecondsOf(WholeMs());
    if (!request_.shards.count && !request_.shards.minutes) return {std::move(job_)};
    Division division = DivisionOf(runner_, job_.command, !request_.listing.empty());
    if (!job_.all) {
      // Its list would be divided a second time.
      division = TakesShard(job_.command) ? Division::kNone : Division::kByTests;
    }
    if (division == Division::kByRest && request_.tests.empty()) {
      division = runner_ == Runner::kGtest ? Division::kByRunner : Division::kNone;
    }
    if (division == Division::kNone) return {std::move(job_)};
    if (division == Division::kByRunner) return ByRunner();
    return ByUnits(division);
  }

 private:
  // nullopt: nothing is known.
  std::optional<Milliseconds> WholeMs() const {
    if (request_.times == nullptr) return std::nullopt;
    if (job_.all) return request_.times->Whole();
    Milliseconds sum = 0;
    for (const PlannedTest& test : job_.tests) {
      std::optional<Milliseconds> ms = request_.times->Expected(test.id);
      if (!ms) return std::nullopt;
      sum += *ms;
    }
    return sum;
  }

  std::optional<int> SecondsOf(std::optional<Milliseconds> ms) const {
    if (!ms) return std::nullopt;
    return static_cast<int>(std::min((*ms + overhead_ + 999) / 1000, kMostSeconds));
  }

  Milliseconds Room() const {
    return std::max<Milliseconds>(MsOf(request_.shards.minutes.value_or(0)) - overhead_, 1);
  }
  int AtMost() const { return std::max(request_.shards.at_most.value_or(kDefaultAtMost), 1); }

  Job Shard(int number, int count, Job::ShardBy by) const {
    Job shard = job_;
    shard.shard = number;
    shard.shards = count;
    shard.shard_by = by;
    std::string end = "-" + std::to_string(number);
    while (request_.taken_ids != nullptr && request_.taken_ids->contains(job_.id + end)) {
      end.insert(0, "-");
    }
    shard.id += end;
    std::string text = std::to_string(number) + "/" + std::to_string(count);
    if (shard.name.ends_with(')')) {
      shard.name.pop_back();
      shard.name += ", " + text + ")";
    } else {
      shard.name += " (" + text + ")";
    }
    return shard;
  }

  std::vector<Job> ByRunner() {
    std::optional<Milliseconds> whole = WholeMs();
    int count = request_.shards.count.value_or(1);
    if (!request_.shards.count && whole) {
      count = static_cast<int>(std::min<Milliseconds>((*whole + Room() - 1) / Room(), AtMost()));
    }
    // The runner makes shards without a test where it has fewer, and some end with an error then.
    if (job_.listed) count = std::min(count, job_.total);
    if (count <= 1) return {std::move(job_)};
    std::vector<Job> jobs;
    for (int i = 1; i <= count; ++i) {
      Job shard = Shard(i, count, Job::ShardBy::kRunner);
      if (whole) shard.seconds = SecondsOf((*whole + count - 1) / count);
      // How many exactly the runner decides; together they are all.
      auto until = [&](int n) { return static_cast<int>(std::int64_t{job_.selected} * n / count); };
      shard.selected = until(i) - until(i - 1);
      jobs.push_back(std::move(shard));
    }
    return jobs;
  }

  void AddTest(const std::string& id, const PlannedTest* planned) {
    Unit& unit = units_[UnitOf(runner_, id)];
    unit.piece.ms += request_.times == nullptr ? 0 : request_.times->Expected(id).value_or(0);
    ++unit.count;
    if (planned != nullptr) {
      unit.tests.push_back(*planned);
      return;
    }
    std::string name = request_.listing.empty() ? NameInShard(runner_, id) : id;
    unit.piece.last |= name.empty();
    if (!name.empty()) unit.names.push_back(std::move(name));
  }

  std::vector<Job> ByUnits(Division division) {
    if (job_.all) {
      for (const std::string& id : request_.tests) AddTest(id, nullptr);
    } else {
      for (const PlannedTest& test : job_.tests) AddTest(test.id, &test);
    }
    const bool rest = division == Division::kByRest;
    // Without any time each test counts the same.
    const bool timed = WholeMs().has_value();
    if (!timed && !request_.shards.count) return {std::move(job_)};
    std::vector<Piece> pieces;
    for (auto& [name, unit] : units_) {
      unit.piece.name = name;
      if (!timed) unit.piece.ms = unit.count;
      pieces.push_back(unit.piece);
    }
    const Milliseconds unseen = rest && timed ? request_.times->unseen() : 0;
    int count = request_.shards.count ? *request_.shards.count
                                      : ShardsNeeded(pieces, Room(), AtMost(), unseen);
    const auto free =
        std::count_if(pieces.begin(), pieces.end(), [](const Piece& piece) { return !piece.last; });
    count = std::min(count, static_cast<int>(free) + (rest ? 1 : 0));
    count = std::min(count, static_cast<int>(pieces.size()));
    if (count <= 1) return {std::move(job_)};
    Packing packing = PackPieces(pieces, count, unseen);
    std::vector<Job> jobs;
    for (int i = 1; i <= count; ++i) {
      const bool is_rest = rest && i == count;
      Job shard = Shard(i, count, is_rest ? Job::ShardBy::kRest : Job::ShardBy::kTests);
      shard.tests.clear();
      shard.selected = 0;
      size_t piece = 0;
      for (const auto& [name, unit] : units_) {
        if (packing.shard_of[piece++] != i - 1) continue;
        shard.selected += unit.count;
        if (!is_rest) Name(unit, shard);
      }
      std::sort(shard.tests.begin(), shard.tests.end(),
                [](const PlannedTest& a, const PlannedTest& b) { return a.id < b.id; });
      auto same = [](const PlannedTest& a, const PlannedTest& b) { return a.id == b.id; };
      shard.tests.erase(std::unique(shard.tests.begin(), shard.tests.end(), same),
                        shard.tests.end());
      if (timed) shard.seconds = SecondsOf(packing.load[static_cast<size_t>(i - 1)]);
      if (!is_rest) shard.listing = request_.listing;
      // A part of a suite with no name would run nothing.
      if (!is_rest && shard.tests.empty()) return {std::move(job_)};
      jobs.push_back(std::move(shard));
    }
    return jobs;
  }

  void Name(const Unit& unit, Job& shard) const {
    for (const PlannedTest& test : unit.tests) shard.tests.push_back(test);
    for (const std::string& name : unit.names) shard.tests.push_back({name, {}});
  }

  Job job_;
  const ShardRequest& request_;
  Milliseconds overhead_;
  Runner runner_ = Runner::kCommand;
  std::map<std::string, Unit> units_;
};

}  // namespace

Shards Completed(const Shards& suite, const Shards& settings) {
  Shards shards = suite;
  if (!shards.count && !shards.minutes) {
    shards.count = settings.count;
    shards.minutes = settings.minutes;
  }
  if (!shards.at_most) shards.at_most = settings.at_most;
  if (!shards.overhead_minutes) shards.overhead_minutes = settings.overhead_minutes;
  return shards;
}

std::vector<Job> Sharded(Job job, const ShardRequest& request) {
  return Sharding(std::move(job), request).Run();
}

}  // namespace testfed
