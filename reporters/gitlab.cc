#include "reporters/gitlab.h"

#include <algorithm>
#include <map>

#include "domains/inline_text.h"
#include "domains/sha256.h"
#include "reporters/gitlab_keys.h"
#include "selector/packing.h"

namespace testfed {
namespace {

// One line that is JSON and YAML at once: YAML knows `\u` only below U+10000, and takes all above
// as they stand.
std::string OneLine(const Json& json) {
  const std::string ascii = ToText(json, -1, true);
  std::string line;
  line.reserve(ascii.size());
  auto unit = [&](size_t at) {
    return static_cast<unsigned>(std::stoul(ascii.substr(at + 2, 4), nullptr, 16));
  };
  for (size_t i = 0; i < ascii.size(); ++i) {
    if (ascii[i] != '\\') {
      line += ascii[i];
      continue;
    }
    if (ascii[i + 1] != 'u' || unit(i) < 0xD800 || unit(i) > 0xDBFF) {
      line += ascii[i++];
      line += ascii[i];  // the digits of \u follow as they are
      continue;
    }
    const unsigned point = 0x10000 + ((unit(i) - 0xD800) << 10) + (unit(i + 6) - 0xDC00);
    line += static_cast<char>(0xF0 | (point >> 18));
    line += static_cast<char>(0x80 | ((point >> 12) & 0x3F));
    line += static_cast<char>(0x80 | ((point >> 6) & 0x3F));
    line += static_cast<char>(0x80 | (point & 0x3F));
    i += 11;
  }
  return line;
}

// "test:ID": no key that GitLab reserves, and no name of a job of ours, begins so.
std::string JobName(const std::string& id) {
  std::string name = "test:" + id;
  if (name.size() <= kMaxGitlabJobName) return name;
  // `~` stands in no id, so that no other id has this name.
  const std::string end = "~" + Sha256Hex(id).substr(0, 32);
  return name.substr(0, kMaxGitlabJobName - end.size()) + end;
}

// What every id of a job of ours is; a plan that somebody else has made could hold any.
bool IsWord(const std::string& id) {
  constexpr std::string_view kAllowed =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-";
  return !id.empty() && id.front() != '-' && id.find_first_not_of(kAllowed) == std::string::npos;
}

Json ListOf(std::initializer_list<Json> items) { return Json(Json::Array(items)); }

// Without rules a job would not be part of a pipeline of a merge request.
Json Rules(std::string_view when) {
  Json rule = Json::MakeObject();
  rule.Set("when", when);
  return ListOf({rule});
}

// The plan and the program, which the parent's job `plan` has made.
Json NeedsPlan() {
  Json plan = Json::MakeObject();
  plan.Set("pipeline", "$PARENT_PIPELINE_ID");
  plan.Set("job", "plan");
  return plan;
}

absl::StatusOr<Json> LegJob(const Leg& leg, const Job& first) {
  std::string command = "\"$TESTFED\" run --plan plan.json --receipts receipts";
  for (const std::string& id : leg.jobs) {
    if (!IsWord(id)) {
      return Error("no pipeline: the id `" + InlineText(id) + "` of a job is no word of a shell");
    }
    command += " " + id;
  }
  Json job = Json::MakeObject();
  job.Set("stage", "test");
  job.Set("rules", Rules("on_success"));
  job.Set("needs", ListOf({NeedsPlan()}));
  job.Set("script", ListOf({command}));
  TESTFED_ASSIGN_OR_RETURN(const Json keys, GitlabKeysOf(first));
  for (const auto& [key, value] : keys.Members()) job.Set(key, value);
  return job;
}

Json GateJob(Json needs) {
  Json job = Json::MakeObject();
  job.Set("stage", "gate");
  job.Set("image", "$TESTFED_IMAGE");
  job.Set("rules", Rules("always"));
  job.Set("needs", std::move(needs));
  job.Set("script", ListOf({"\"$TESTFED\" gate plan.json --receipts receipts"}));
  return job;
}

// Hands the receipts of some legs on.
Json ReceiptsJob(Json needs) {
  Json artifacts = Json::MakeObject();
  artifacts.Set("when", "always");
  artifacts.Set("paths", ListOf({"receipts/"}));
  Json job = Json::MakeObject();
  job.Set("stage", "receipts");
  job.Set("image", "$TESTFED_IMAGE");
  job.Set("rules", Rules("always"));
  job.Set("needs", std::move(needs));
  job.Set("script", ListOf({"ls receipts || true"}));
  job.Set("artifacts", std::move(artifacts));
  return job;
}

absl::StatusOr<std::string> Pipeline(const Plan& plan, const std::vector<Leg>& legs) {
  std::map<std::string_view, const Job*> by_id;
  for (const Job& job : plan.jobs) by_id[job.id] = &job;

  Json workflow = Json::MakeObject();
  workflow.Set("rules", Rules("always"));
  // What the parent hands down wins over these.
  Json variables = Json::MakeObject();
  variables.Set("TESTFED", "testfed");
  variables.Set("TESTFED_IMAGE", "debian:12");
  const bool gather = legs.size() + 1 > kMaxGitlabNeeds;

  Json file = Json::MakeObject();
  file.Set("workflow", std::move(workflow));
  file.Set("stages", gather ? ListOf({"test", "receipts", "gate"}) : ListOf({"test", "gate"}));
  file.Set("variables", std::move(variables));
  Json gate_needs = ListOf({NeedsPlan()});
  Json receipts = Json::MakeObject();
  Json group = Json::MakeArray();
  for (size_t i = 0; i < legs.size(); ++i) {
    const std::string name = JobName(legs[i].id);
    TESTFED_ASSIGN_OR_RETURN(Json job, LegJob(legs[i], *by_id[legs[i].jobs.front()]));
    file.Set(name, std::move(job));
    if (!gather) {
      gate_needs.Append(name);
      continue;
    }
    group.Append(name);
    if (group.Items().size() < kMaxGitlabNeeds && i + 1 < legs.size()) continue;
    const std::string gatherer = "receipts:" + std::to_string(receipts.Members().size() + 1);
    receipts.Set(gatherer, ReceiptsJob(std::move(group)));
    gate_needs.Append(gatherer);
    group = Json::MakeArray();
  }
  for (const auto& [name, job] : receipts.Members()) file.Set(name, job);
  file.Set("testfed", GateJob(std::move(gate_needs)));

  std::string text = "{\n";
  for (const auto& [key, value] : file.Members()) {
    text += (text.size() == 2 ? "" : ",\n") + OneLine(key) + ": " + OneLine(value);
  }
  return text + "\n}\n";
}

}  // namespace

absl::StatusOr<std::string> RenderGitlab(const Plan& plan) {
  if ((plan.mode == Mode::kNone) && !plan.jobs.empty()) {
    return Error("no pipeline: the plan's mode is `none`, and it has jobs");
  }
  if (plan.mode == Mode::kSelected && plan.jobs.empty()) {
    return Error("no pipeline: the plan's mode is `selected`, and it has no job");
  }
  size_t bytes = 0;
  for (size_t most = kMaxGitlabLegs; most > 0; most /= 2) {
    absl::StatusOr<std::vector<Leg>> legs = PackLegs(plan, most);
    if (!legs.ok()) {
      if (bytes == 0) return legs.status();
      break;  // no fewer legs are possible
    }
    TESTFED_ASSIGN_OR_RETURN(std::string text, Pipeline(plan, *legs));
    if (text.size() <= kMaxGitlabBytes) return text;
    bytes = text.size();
  }
  return Error("the child pipeline takes " + std::to_string(bytes) + " bytes, and GitLab reads " +
                   std::to_string(kMaxGitlabBytes),
               "every leg repeats its `ci`: move what is long there into the command of the suite, "
               "or into an image");
}

}  // namespace testfed
