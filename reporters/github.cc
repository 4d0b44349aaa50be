#include "reporters/github.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_set>

#include "selector/packing.h"

namespace testfed {
namespace {

// Keys of a leg that are not axes. `noop` only stands in the leg of a plan without jobs.
constexpr std::string_view kLegKeys[] = {"id", "name", "domain", "suite", "shard", "ci", "noop"};

std::string OneLine(const Json& json) {
  std::string line;
  // `$` and back-tick only occur inside strings, where \u escapes may replace them.
  for (char c : ToText(json, -1, true)) {
    if (c == '$') {
      line += "\\u0024";
    } else if (c == '`') {
      line += "\\u0060";
    } else {
      line += c;
    }
  }
  return line;
}

bool IsDigest(std::string_view text) {
  constexpr std::string_view kPrefix = "sha256:";
  return text.starts_with(kPrefix) && text.size() == kPrefix.size() + 64 &&
         text.find_first_not_of("0123456789abcdef", kPrefix.size()) == std::string_view::npos;
}

Json DomainsOf(const Plan& plan) {
  Json domains = Json::MakeArray();
  if (plan.mode == Mode::kNone) return domains;
  for (const AffectedDomain& domain : plan.affected) domains.Append(domain.name);
  // A workflow that takes a matrix of domains from here must run all of them, too.
  if (plan.mode == Mode::kFull) {
    for (const std::string& name : plan.unaffected) domains.Append(name);
  }
  return domains;
}

// All axes of the plan, in the order in which its jobs name them.
absl::StatusOr<std::vector<std::string_view>> AxesOf(const Plan& plan) {
  std::vector<std::string_view> axes;
  std::unordered_set<std::string_view> seen;
  for (const Job& job : plan.jobs) {
    for (const auto& [name, value] : job.axes) {
      if (!seen.insert(name).second) continue;
      if (std::find(std::begin(kLegKeys), std::end(kLegKeys), name) != std::end(kLegKeys)) {
        return Error("the job `" + job.id + "` has an axis `" + name +
                     "`, which is a key of every leg; rename the axis");
      }
      axes.push_back(name);
    }
  }
  return axes;
}

// The value that all `jobs` share, or "".
std::string Shared(const std::vector<const Job*>& jobs, std::string Job::*member) {
  for (const Job* job : jobs) {
    if (job->*member != jobs.front()->*member) return "";
  }
  return jobs.front()->*member;
}

// Every leg has the same keys: an expression such as `matrix.os` is then never undefined.
Json LegToJson(const Leg& leg, const std::vector<const Job*>& jobs,
               const std::vector<std::string_view>& axes) {
  const Job& first = *jobs.front();  // axes and ci are equal on all jobs of a leg
  Json object = Json::MakeObject();
  object.Set("id", leg.id);
  object.Set("name", leg.name);
  object.Set("domain", Shared(jobs, &Job::domain));
  object.Set("suite", Shared(jobs, &Job::suite));
  std::set<std::string> shards;
  for (const Job* job : jobs) {
    shards.insert(std::to_string(job->shard) + "/" + std::to_string(job->shards));
  }
  object.Set("shard", shards.size() == 1 ? *shards.begin() : "");
  for (std::string_view axis : axes) {
    auto at = std::find_if(first.axes.begin(), first.axes.end(),
                           [&](const auto& value) { return value.first == axis; });
    object.Set(axis, at == first.axes.end() ? Json("") : at->second);
  }
  object.Set("ci", first.ci.IsObject() ? first.ci : Json::MakeObject());
  return object;
}

Json NothingToRun() {
  Json leg = Json::MakeObject();
  leg.Set("id", "none");
  leg.Set("name", "nothing to run");
  leg.Set("domain", "");
  leg.Set("noop", true);
  return leg;
}

absl::Status TooBig(size_t bytes, size_t matrix_bytes) {
  return Error("the outputs take " + std::to_string(bytes) + " bytes in UTF-16, " +
                   std::to_string(matrix_bytes) + " of them the matrix, and GitHub keeps " +
                   std::to_string(kMaxGithubOutputBytes) + " a job",
               "every leg repeats its `ci`: move what is long there into the workflow, and keep a "
               "short word in `matrix`");
}

// The outputs of one packing, and how big they are.
class Outputs {
 public:
  Outputs(const Plan& plan, std::vector<std::string_view> axes)
      : plan_(plan), axes_(std::move(axes)) {
    for (const Job& job : plan.jobs) by_id_[job.id] = &job;
  }

  absl::Status Render(size_t max_legs, bool short_names) {
    TESTFED_ASSIGN_OR_RETURN(std::vector<Leg> legs, PackLegs(plan_, max_legs));
    Json include = Json::MakeArray();
    for (Leg& leg : legs) {
      std::vector<const Job*> jobs;
      for (const std::string& id : leg.jobs) jobs.push_back(by_id_.at(id));
      if (short_names) leg.name = leg.id;
      include.Append(LegToJson(leg, jobs, axes_));
    }
    // GitHub refuses a matrix without legs; the workflow skips this one by `has_jobs`.
    if (legs.empty()) include.Append(NothingToRun());
    Json matrix = Json::MakeObject();
    matrix.Set("include", std::move(include));
    const std::string matrix_line = OneLine(matrix);
    text_ = "mode=" + std::string(ToString(plan_.mode)) + "\n";
    text_ += std::string("has_jobs=") + (plan_.jobs.empty() ? "false" : "true") + "\n";
    text_ += "count=" + std::to_string(plan_.jobs.size()) + "\n";
    text_ += "legs=" + std::to_string(legs.size()) + "\n";
    text_ += "plan_digest=" + plan_.digest + "\n";
    text_ += "domains=" + OneLine(DomainsOf(plan_)) + "\n";
    text_ += "matrix=" + matrix_line + "\n";
    // All of it is ASCII: two bytes a character.
    bytes_ = text_.size() * 2;
    matrix_bytes_ = matrix_line.size() * 2;
    return absl::OkStatus();
  }

  bool Fit() const { return bytes_ <= kMaxGithubOutputBytes; }
  absl::Status TooBigAsTheyAre() const { return TooBig(bytes_, matrix_bytes_); }
  std::string Take() { return std::move(text_); }

 private:
  const Plan& plan_;
  std::vector<std::string_view> axes_;
  std::map<std::string_view, const Job*> by_id_;
  std::string text_;
  size_t bytes_ = 0;
  size_t matrix_bytes_ = 0;
};

}  // namespace

absl::StatusOr<std::string> RenderGithub(const Plan& plan) {
  if ((plan.mode == Mode::kNone) && !plan.jobs.empty()) {
    return Error("no matrix: the plan's mode is `none`, and it has jobs");
  }
  if (plan.mode == Mode::kSelected && plan.jobs.empty()) {
    return Error("no matrix: the plan's mode is `selected`, and it has no job");
  }
  if (!IsDigest(plan.digest)) return Error("no matrix: the plan has no digest");
  TESTFED_ASSIGN_OR_RETURN(std::vector<std::string_view> axes, AxesOf(plan));
  Outputs outputs(plan, std::move(axes));
  TESTFED_RETURN_IF_ERROR(outputs.Render(kMaxLegs, false));
  if (outputs.Fit()) return outputs.Take();
  const absl::Status too_big = outputs.TooBigAsTheyAre();
  // First what only people read, then fewer legs with more jobs each.
  TESTFED_RETURN_IF_ERROR(outputs.Render(kMaxLegs, true));
  if (outputs.Fit()) return outputs.Take();
  size_t fits = KindsOfMachine(plan);
  TESTFED_RETURN_IF_ERROR(outputs.Render(fits, true));
  if (!outputs.Fit()) return too_big;
  size_t too_many = std::min(kMaxLegs, plan.jobs.size());
  while (too_many - fits > 1) {
    const size_t middle = fits + (too_many - fits) / 2;
    TESTFED_RETURN_IF_ERROR(outputs.Render(middle, true));
    (outputs.Fit() ? fits : too_many) = middle;
  }
  TESTFED_RETURN_IF_ERROR(outputs.Render(fits, true));
  return outputs.Take();
}

}  // namespace testfed
