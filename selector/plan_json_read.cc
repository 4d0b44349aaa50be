#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "domains/path_name.h"
#include "selector/json_fields.h"
#include "selector/plan_json.h"
#include "selector/reason_fields.h"

namespace testfed {
namespace {

constexpr std::array kModes = {Mode::kFull, Mode::kSelected, Mode::kNone};
constexpr std::array kStates = {PathState::kOwned, PathState::kIgnored, PathState::kEscalated,
                                PathState::kUnowned, PathState::kOwn};
constexpr std::array kConfidences = {Confidence::kExact, Confidence::kHeadOnly,
                                     Confidence::kUnknown};
constexpr std::array kStatuses = {ChangeStatus::kAdded, ChangeStatus::kModified,
                                  ChangeStatus::kDeleted, ChangeStatus::kTypeChanged};

std::vector<Reason::Kind> ReasonKinds() {
  std::vector<Reason::Kind> kinds;
  for (const ReasonFields& fields : AllReasonFields()) kinds.push_back(fields.kind);
  return kinds;
}

std::string ReadPath(JsonFields& fields) {
  std::string path = fields.Text("path");
  if (!fields.Has("path_base64")) return path;
  std::optional<std::string> bytes = FromBase64(fields.Text("path_base64"));
  if (!bytes.has_value()) {
    fields.Problem("`path_base64` is no base64");
    return path;
  }
  if (ReplaceInvalidUtf8(*bytes) != path || IsUtf8(*bytes)) {
    fields.Problem("`path_base64` is not the path `" + path + "`");
  }
  return *std::move(bytes);
}

std::optional<Rule> ReadRule(JsonFields& change, std::string_view key) {
  const Json& json = change.ObjectOrNull(key);
  if (json.IsNull()) return std::nullopt;
  JsonFields fields(json, change, key);
  Rule rule;
  rule.pattern = fields.Text("pattern");
  rule.at = fields.Text("at");
  fields.Done();
  return rule;
}

std::vector<Reason> ReadReasons(JsonFields& parent, std::string_view key) {
  static const std::vector<Reason::Kind> kKinds = ReasonKinds();
  std::vector<Reason> reasons;
  const Json::Array& items = parent.List(key);
  reasons.reserve(items.size());
  for (size_t i = 0; i < items.size() && parent.Ok(); ++i) {
    JsonFields fields(items[i], parent, key, i);
    Reason reason;
    reason.kind = fields.OneOf<Reason::Kind>("kind", kKinds);
    const ReasonFields& has = FieldsOf(reason.kind);
    if (has.domain) reason.domain = fields.Text("domain");
    if (has.name) reason.name = fields.Text("name");
    if (has.path) reason.path = ReadPath(fields);
    if (has.count) reason.count = fields.Count("count");
    if (has.commit) reason.commit = fields.Text("commit");
    if (has.text) reason.text = fields.Text("text");
    if (has.at) reason.at = fields.Text("at");
    if (has.at && fields.Has("at_base")) reason.at_base = fields.Flag("at_base");
    fields.Done();
    reasons.push_back(std::move(reason));
  }
  return reasons;
}

// A part of the plan that is a list of objects; `read` makes one value from the fields of one.
template <typename Value, typename Read>
std::vector<Value> ReadList(JsonFields& parent, std::string_view key, const Read& read) {
  std::vector<Value> values;
  const Json::Array& items = parent.List(key);
  values.reserve(items.size());
  for (size_t i = 0; i < items.size() && parent.Ok(); ++i) {
    JsonFields fields(items[i], parent, key, i);
    values.push_back(read(fields));
    fields.Done();
  }
  return values;
}

class PlanReader {
 public:
  PlanReader(const Json& json, std::string_view name) : root_(json, name, status_) {}

  absl::StatusOr<Plan> Read() {
    CheckSchema();
    plan_.version = root_.Text("version");
    plan_.mode = root_.OneOf<Mode>("mode", kModes);
    ReadBase();
    ReadHead();
    ReadAccounting();
    plan_.changes = ReadList<PlannedChange>(root_, "changes",
                                            [&](JsonFields& fields) { return ReadChange(fields); });
    ReadDomains();
    plan_.jobs = ReadList<Job>(root_, "jobs", [&](JsonFields& fields) { return ReadJob(fields); });
    plan_.removed = ReadList<Removed>(root_, "removed",
                                      [&](JsonFields& fields) { return ReadRemoved(fields); });
    plan_.escalations = ReadReasons(root_, "escalations");
    ReadTotals();
    for (const auto& [name, value] : root_.Object("inputs").Members()) {
      if (!value.IsString()) root_.Problem("the input `" + name + "` is a text");
      plan_.inputs.emplace_back(name, value.String());
    }
    plan_.digest = root_.Text("digest");
    root_.Done();
    if (status_.ok()) CheckConsistency();
    if (status_.ok()) CheckDigest();
    TESTFED_RETURN_IF_ERROR(status_);
    return std::move(plan_);
  }

 private:
  void CheckSchema() {
    std::string schema = root_.Text("schema");
    if (status_.ok() && schema != kPlanSchema) {
      root_.Problem("the plan's schema is `" + schema + "`, and this testfed reads `" +
                    std::string(kPlanSchema) + "`");
    }
  }

  void ReadBase() {
    JsonFields fields(root_.Object("base"), root_, "base");
    plan_.base.rev = fields.Text("rev");
    plan_.base.commit = fields.Text("commit");
    plan_.base.commits = fields.Texts("commits");
    plan_.base.how = fields.Text("how");
    plan_.base.confidence = fields.OneOf<Confidence>("confidence", kConfidences);
    fields.Done();
  }

  void ReadHead() {
    JsonFields fields(root_.Object("head"), root_, "head");
    plan_.head.rev = fields.Text("rev");
    plan_.head.commit = fields.Text("commit");
    plan_.head.commits = fields.Count("commits");
    plan_.head.uncommitted = fields.Count("uncommitted");
    plan_.head.messages_complete = fields.Flag("messages_complete");
    if (fields.Has("cut_messages_reason")) {
      plan_.head.cut_messages_reason = fields.Text("cut_messages_reason");
    }
    fields.Done();
  }

  void ReadAccounting() {
    JsonFields fields(root_.Object("accounting"), root_, "accounting");
    plan_.accounting.total = fields.Count("total");
    plan_.accounting.owned = fields.Count("owned");
    plan_.accounting.ignored = fields.Count("ignored");
    plan_.accounting.escalated = fields.Count("escalated");
    plan_.accounting.unowned = fields.Count("unowned");
    plan_.accounting.own = fields.Count("own");
    fields.Done();
  }

  PlannedChange ReadChange(JsonFields& fields) {
    PlannedChange change;
    change.path = ReadPath(fields);
    change.status = fields.OneOf<ChangeStatus>("status", kStatuses);
    change.state = fields.OneOf<PathState>("state", kStates);
    change.domains = fields.Texts("domains");
    change.rule = ReadRule(fields, "rule");
    change.base_rule = fields.Has("base_rule") ? ReadRule(fields, "base_rule") : change.rule;
    return change;
  }

  void ReadDomains() {
    JsonFields fields(root_.Object("domains"), root_, "domains");
    plan_.affected = ReadList<AffectedDomain>(fields, "affected", [&](JsonFields& domain_fields) {
      AffectedDomain domain;
      domain.name = domain_fields.Text("name");
      domain.changed = domain_fields.Flag("changed");
      domain.direct_only = domain_fields.Flag("direct_only");
      domain.reasons = ReadReasons(domain_fields, "reasons");
      return domain;
    });
    plan_.unaffected = fields.Texts("unaffected");
    fields.Done();
  }

  Job ReadJob(JsonFields& fields) {
    Job job;
    job.id = fields.Text("id");
    job.name = fields.Text("name");
    job.domain = fields.Text("domain");
    job.suite = fields.Text("suite");
    job.runner = fields.Text("runner");
    std::string selection = fields.Text("selection");
    job.all = selection == "all";
    if (!job.all && selection != "tests") {
      fields.Problem("`selection` is one of all and tests, got `" + selection + "`");
    }
    job.listed = fields.Flag("listed");
    job.selected = fields.Count("selected");
    job.total = fields.Count("total");
    if (fields.Has("seconds")) job.seconds = fields.Count("seconds");
    ReadShard(fields, job);
    job.command = fields.Texts("command");
    job.directory = fields.Text("directory");
    for (const auto& [name, value] : fields.Object("axes").Members()) {
      if (value.IsObject() || value.IsArray() || value.IsNull()) {
        fields.Problem("the axis `" + name + "` is a text, a number, true or false");
      }
      job.axes.emplace_back(name, value);
    }
    const Json& ci = fields.Object("ci");
    if (!ci.Members().empty()) job.ci = ci;
    job.owners = fields.Texts("owners");
    job.reasons = ReadReasons(fields, "reasons");
    job.tests = ReadList<PlannedTest>(fields, "tests", [&](JsonFields& test_fields) {
      PlannedTest test;
      test.id = test_fields.Text("id");
      test.reasons = ReadReasons(test_fields, "reasons");
      return test;
    });
    job.listing = fields.Texts("listing");
    if (fields.Has("reports")) job.reports = fields.Texts("reports");
    if (fields.Has("quarantine")) {
      job.quarantine = fields.Texts("quarantine");
      if (job.quarantine.empty()) fields.Problem("`quarantine` is left out where it is empty");
    }
    // A part of a suite without a test would run nothing and look green.
    const bool names_tests = !job.all || job.shard_by == Job::ShardBy::kTests;
    if (names_tests == job.tests.empty()) {
      fields.Problem("a selection of tests names at least one, and one of all names none");
    }
    return job;
  }

  static void ReadShard(JsonFields& parent, Job& job) {
    static constexpr std::array kBy = {Job::ShardBy::kNone, Job::ShardBy::kTests,
                                       Job::ShardBy::kRest, Job::ShardBy::kRunner};
    JsonFields fields(parent.Object("shard"), parent, "shard");
    job.shard = fields.Count("index");
    job.shards = fields.Count("count");
    job.shard_by = fields.OneOf<Job::ShardBy>("by", kBy);
    fields.Done();
    const bool one = job.shard_by == Job::ShardBy::kNone;
    if (job.shard < 1 || job.shard > job.shards || one != (job.shards == 1)) {
      parent.Problem("the shard " + std::to_string(job.shard) + " of " +
                     std::to_string(job.shards) + " by " + std::string(ToString(job.shard_by)) +
                     " is none");
    }
    const bool whole = job.shard_by == Job::ShardBy::kRest || job.shard_by == Job::ShardBy::kRunner;
    if (whole && !job.all) {
      parent.Problem("only a whole suite is divided by " + std::string(ToString(job.shard_by)));
    }
  }

  Removed ReadRemoved(JsonFields& fields) {
    Removed removed;
    removed.domain = fields.Text("domain");
    removed.suite = fields.Text("suite");
    removed.test = fields.Text("test");
    removed.owners = fields.Texts("owners");
    removed.reasons = ReadReasons(fields, "reasons");
    return removed;
  }

  void ReadTotals() {
    JsonFields fields(root_.Object("totals"), root_, "totals");
    const int jobs = fields.Count("jobs");
    if (status_.ok() && static_cast<size_t>(jobs) != plan_.jobs.size()) {
      fields.Problem("`jobs` is " + std::to_string(jobs) + ", and the plan has " +
                     std::to_string(plan_.jobs.size()));
    }
    plan_.jobs_declared = fields.Count("jobs_declared");
    plan_.tests_selected = fields.Count("tests_selected");
    plan_.tests_total = fields.Count("tests_total");
    fields.Done();
  }

  // Each of these would make some consumer run too little, or write outside its folder.
  void CheckConsistency() {
    const Accounting& a = plan_.accounting;
    const std::int64_t sum = std::int64_t{a.owned} + a.ignored + a.escalated + a.unowned + a.own;
    if (sum != a.total || static_cast<size_t>(a.total) != plan_.changes.size()) {
      root_.Problem("the accounting does not add up: " + std::to_string(plan_.changes.size()) +
                    " changes, a total of " + std::to_string(a.total) + " and parts of " +
                    std::to_string(sum));
    }
    if (plan_.mode == Mode::kNone && !plan_.jobs.empty()) {
      root_.Problem("the mode is `none`, and there are jobs");
    }
    if (plan_.mode == Mode::kSelected && plan_.jobs.empty()) {
      root_.Problem("the mode is `selected`, and there is no job");
    }
    bool full = !plan_.escalations.empty() && !plan_.jobs.empty();
    if ((plan_.mode == Mode::kFull) != full) {
      root_.Problem("escalations and jobs make the mode `full`, and only they");
    }
    if (absl::Status rests = FillRests(plan_.jobs); !rests.ok()) {
      root_.Problem(MessageOf(rests));
    }
    CheckShards();
    std::set<std::string_view> ids;
    for (const Job& job : plan_.jobs) {
      const bool is_name = !job.id.empty() && job.id != "." && job.id != ".." &&
                           std::all_of(job.id.begin(), job.id.end(), [](char c) {
                             return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                                    (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
                           });
      if (!is_name) {
        root_.Problem("the job id " + QuotePath(job.id) + " is no file name of [A-Za-z0-9_.-]+");
      }
      if (!ids.insert(job.id).second) {
        root_.Problem("the job id `" + job.id + "` stands twice");
      }
    }
  }

  // One shard that is not there is a part of a suite that nobody runs.
  void CheckShards() {
    std::map<std::tuple<std::string, std::string, std::string>, std::vector<const Job*>> groups;
    for (const Job& job : plan_.jobs) {
      if (job.shard_by == Job::ShardBy::kNone) continue;
      Json axes = Json::MakeObject();
      for (const auto& [name, value] : job.axes) axes.Set(name, value);
      groups[{job.domain, job.suite, CanonicalText(axes)}].push_back(&job);
    }
    for (const auto& [group, jobs] : groups) {
      std::set<int> shards;
      bool same_count = true;
      for (const Job* job : jobs) {
        shards.insert(job->shard);
        same_count &= job->shards == jobs.front()->shards;
      }
      const auto count = static_cast<size_t>(jobs.front()->shards);
      if (same_count && jobs.size() == count && shards.size() == count) continue;
      root_.Problem("a shard of `" + std::get<0>(group) + "/" + std::get<1>(group) +
                    "` is missing, or stands twice");
    }
  }

  void CheckDigest() {
    const std::string digest = DigestOf(plan_);
    if (digest == plan_.digest) return;
    root_.Problem("the digest is `" + plan_.digest + "`, and the content has `" + digest +
                  "`; the plan was changed after it was written");
    status_ = WithHint(status_, "make the plan again", "testfed select --out plan.json");
  }

  absl::Status status_;
  JsonFields root_;
  Plan plan_;
};

}  // namespace

absl::StatusOr<Plan> ReadPlan(std::string_view text, std::string_view name) {
  TESTFED_ASSIGN_OR_RETURN(Json json, ParseJson(text, name));
  return PlanReader(json, name).Read();
}

}  // namespace testfed
