#include "cli/workflow_advice.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "domains/path_name.h"
#include "domains/place.h"
#include "domains/yaml.h"
#include "domains/yaml_members.h"
#include "selector/event_table.h"

namespace testfed {
namespace {

using State = Diagnosis::State;

// A number that stands in the file, and the line to change.
struct Depth {
  std::int64_t commits = 1;  // 0: all
  Position position;
  bool written = false;  // false: `position` is that of what it belongs to
};

std::optional<std::int64_t> WholeNumber(std::string_view text) {
  std::int64_t number = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

std::string At(const std::string& file, Position position) {
  return QuotePath(file) + ":" + std::to_string(position.line);
}

bool RunsTestfed(std::string_view script) {
  for (std::string_view command : {"testfed select", "testfed run", "testfed approvals"}) {
    if (script.find(command) != std::string_view::npos) return true;
  }
  return false;
}

// How much history a pull request, a push, ... needs, by the table of events: the most that a row
// of this name asks for, where HEAD is what the platform checks out by itself.
EventRow::Needs NeedsOf(std::string_view event) {
  for (const EventRow& row : GitHubEvents()) {
    if (row.event == event) return row.needs;  // the first row is the usual case
  }
  return EventRow::Needs::kNothing;
}

bool RunsEverything(const Settings& settings, std::string_view event, const YamlNode* filter) {
  for (const FullRule& rule : settings.full) {
    for (const DeclaredName& name : rule.events) {
      if (name.name == event) return true;
    }
  }
  if (event != "push" || filter == nullptr) return false;
  std::vector<DeclaredName> branches = NamesOf(*filter, "branches");
  return !branches.empty() &&
         std::all_of(branches.begin(), branches.end(), [&](const DeclaredName& branch) {
           // A pattern of branches is never sure to be covered, but by itself.
           return std::any_of(
               settings.full.begin(), settings.full.end(), [&](const FullRule& rule) {
                 return std::any_of(
                     rule.pushes.begin(), rule.pushes.end(), [&](const DeclaredPattern& push) {
                       return push.pattern.text() == branch.name ||
                              (branch.name.find_first_of("*?[!+") == std::string::npos &&
                               push.pattern.Match(branch.name).has_value());
                     });
               });
         });
}

struct Job {
  std::string name;
  Depth depth;
  bool checks_out = false;
  bool fetches = false;             // `testfed ... --fetch`
  bool allows_cut = false;          // `--allow-cut-messages`
  bool own_cache = false;           // `testfed ... --cache`
  const YamlNode* cache = nullptr;  // `uses: actions/cache`, which also saves
};

// The first job of a workflow that runs testfed, with what its steps say.
std::optional<Job> JobThatSelects(const YamlNode& root) {
  const YamlNode* jobs = MemberOf(root, "jobs");
  if (jobs == nullptr) return std::nullopt;
  for (const auto& [name, body] : jobs->members) {
    Job job;
    job.name = name.text;
    bool selects = false;
    const YamlNode* steps = MemberOf(body, "steps");
    if (steps == nullptr) continue;
    for (const YamlNode& step : steps->items) {
      std::string run = TextOf(step, "run");
      if (RunsTestfed(run)) {
        selects = true;
        job.fetches |= run.find("--fetch") != std::string::npos;
        job.allows_cut |= run.find("--allow-cut-messages") != std::string::npos;
        job.own_cache |= run.find("--cache") != std::string::npos;
      }
      const YamlNode* uses = MemberOf(step, "uses");
      if (uses == nullptr) continue;
      if (uses->text.starts_with("actions/cache@")) job.cache = uses;
      if (!uses->text.starts_with("actions/checkout@") || job.checks_out) continue;
      job.checks_out = true;
      job.depth.position = uses->position;
      const YamlNode* with = MemberOf(step, "with");
      const YamlNode* depth = with == nullptr ? nullptr : MemberOf(*with, "fetch-depth");
      if (depth == nullptr) continue;
      job.depth.written = true;
      job.depth.position = depth->position;
      // An expression is not known; then nothing is said.
      auto number = WholeNumber(depth->text);
      job.depth.commits = number.value_or(0);
    }
    if (selects) return job;
  }
  return std::nullopt;
}

Hint ChangeDepth(const std::string& event, const std::string& file, const Depth& depth) {
  if (depth.written) return {"for " + event + ", in " + At(file, depth.position), "fetch-depth: 0"};
  return {"for " + event + ", below " + At(file, depth.position), "with: {fetch-depth: 0}"};
}

Diagnosis AdviceOnEvent(const std::string& event, const std::string& file, const Job& job,
                        bool everything) {
  Diagnosis advice{State::kOk, event + " in " + QuotePath(file), "", {}};
  const std::int64_t depth = job.depth.commits;
  const std::string at_depth = "depth " + std::to_string(depth);
  EventRow::Needs needs = NeedsOf(event);
  if (everything || (needs == EventRow::Needs::kNothing && event != "pull_request_target")) {
    advice.text = "runs everything, which needs no history";
  } else if (event == "pull_request_target") {
    advice.state = State::kMissing;
    advice.text = "checks out the base branch: nothing of the pull request is there";
    advice.hints = {{"select in a workflow for", "on: pull_request"}};
  } else if (depth == 0) {
    advice.text = "has the whole history";
  } else if (job.fetches) {
    advice.text = "fetches what " + at_depth + " lacks";
  } else if (needs == EventRow::Needs::kTwo && depth > 1 && job.allows_cut) {
    advice.text = "has both parents of the merge commit at " + at_depth;
  } else {
    advice.state = State::kMissing;
    if (event == "push") {
      advice.text =
          "needs the commit before the push; " + at_depth +
          (depth == 1 ? " never has it"
                      : " has it only for pushes of at most " + std::to_string(depth - 1) +
                            (depth == 2 ? " commit" : " commits"));
    } else if (event == "merge_group") {
      advice.text =
          "needs the target branch, and the history up to it; " + at_depth + " does not have them";
    } else if (event == "workflow_call") {
      advice.text = "needs what its caller's event needs; " + at_depth + " may not have it";
    } else if (depth == 1) {
      advice.text = "needs the parents of the merge commit; depth 1 does not have them";
    } else {
      advice.text = "has the messages of at most " + std::to_string(depth - 1) +
                    (depth == 2 ? " commit" : " commits") +
                    "; a pull request of more runs everything";
    }
    advice.hints = {ChangeDepth(event, file, job.depth)};
  }
  return advice;
}

std::vector<std::pair<std::string, const YamlNode*>> EventsOf(const YamlNode& root) {
  std::vector<std::pair<std::string, const YamlNode*>> events;
  const YamlNode* on = MemberOf(root, "on");
  if (on == nullptr) return events;
  if (on->kind == YamlNode::Kind::kScalar) events.emplace_back(on->text, nullptr);
  for (const YamlNode& item : on->items) events.emplace_back(item.text, nullptr);
  for (const auto& [name, filter] : on->members) events.emplace_back(name.text, &filter);
  return events;
}

bool IsKnown(std::string_view event) {
  const std::vector<EventRow>& rows = GitHubEvents();
  return std::any_of(rows.begin(), rows.end(),
                     [&](const EventRow& row) { return row.event == event; });
}

Diagnosis Unreadable(const std::string& file, const std::vector<Finding>& findings) {
  Diagnosis advice{State::kNote, QuotePath(file), "cannot be judged", {}};
  if (!findings.empty()) {
    advice.text +=
        ": line " + std::to_string(findings[0].place.position.line) + ", " + findings[0].message;
  }
  return advice;
}

std::string ScriptOf(const YamlNode& job) {
  std::string script;
  for (const char* key : {"before_script", "script", "after_script"}) {
    for (const DeclaredName& line : NamesOf(job, key)) script += line.name + "\n";
  }
  return script;
}

std::optional<Depth> GitDepthOf(const YamlNode& map) {
  const YamlNode* variables = MemberOf(map, "variables");
  if (variables == nullptr) return std::nullopt;
  const YamlNode* depth = MemberOf(*variables, "GIT_DEPTH");
  if (depth == nullptr) return std::nullopt;
  // Also as a map: {value: 20, description: ...}.
  std::string text = depth->kind == YamlNode::Kind::kMap ? TextOf(*depth, "value") : depth->text;
  return Depth{WholeNumber(text).value_or(0), depth->position, true};
}

}  // namespace

std::vector<Diagnosis> AdviceOnWorkflow(std::string_view text, const std::string& file,
                                        const Settings& settings) {
  if (!RunsTestfed(text)) return {};
  YamlResult read = ReadYaml(text, file);
  if (!read.root) return {Unreadable(file, read.findings)};
  std::optional<Job> job = JobThatSelects(*read.root);
  if (!job || !job->checks_out) return {};
  std::vector<Diagnosis> advice;
  bool untrusted = false;
  for (const auto& [event, filter] : EventsOf(*read.root)) {
    if (!IsKnown(event)) continue;
    untrusted |= event == "pull_request" || event == "pull_request_target";
    advice.push_back(AdviceOnEvent(event, file, *job, RunsEverything(settings, event, filter)));
    if (filter == nullptr) continue;
    for (const char* key : {"paths", "paths-ignore"}) {
      const YamlNode* paths = MemberOf(*filter, key);
      if (paths == nullptr || !event.starts_with("pull_request")) continue;
      advice.push_back({State::kMissing,
                        event + " in " + QuotePath(file),
                        "is skipped by `" + std::string(key) +
                            "`, which leaves a required check waiting for ever",
                        {{"take it out; `ignore` in domains.yaml does the same for testfed, at " +
                              At(file, paths->position),
                          ""}}});
    }
  }
  if (job->cache != nullptr && job->own_cache && untrusted) {
    advice.push_back({State::kMissing,
                      "cache in " + QuotePath(file),
                      "is written by pull requests too, so what it holds is no evidence",
                      {{"only read it there, in " + At(file, job->cache->position),
                        "uses: actions/cache/restore@v4"}}});
  }
  return advice;
}

std::vector<Diagnosis> AdviceOnGitLab(std::string_view text, const std::string& file) {
  if (!RunsTestfed(text)) return {};
  YamlResult read = ReadYaml(text, file);
  if (!read.root) return {Unreadable(file, read.findings)};
  constexpr std::int64_t kGitLabsDefault = 20;
  std::optional<Depth> everywhere = GitDepthOf(*read.root);
  std::vector<Diagnosis> advice;
  for (const auto& [name, job] : read.root->members) {
    std::string script = ScriptOf(job);
    if (!RunsTestfed(script) || script.find("--plan") != std::string::npos) continue;
    std::optional<Depth> own = GitDepthOf(job);
    Depth depth = own ? *own : everywhere.value_or(Depth{kGitLabsDefault, name.position, false});
    Diagnosis one{State::kOk, name.text + " in " + QuotePath(file), "", {}};
    if (depth.commits == 0) {
      one.text = "has the whole history";
    } else if (script.find("--fetch") != std::string::npos) {
      one.text = "fetches what depth " + std::to_string(depth.commits) + " lacks";
    } else {
      one.state = State::kMissing;
      one.text = "has " + std::to_string(depth.commits) + " commits of history" +
                 (depth.written ? "" : ", GitLab's default") +
                 "; a branch that began before them has no base";
      if (depth.written) {
        one.hints = {{"in " + At(file, depth.position), "GIT_DEPTH: 0"}};
      } else {
        one.hints = {{"below " + At(file, depth.position), "variables: {GIT_DEPTH: 0}"}};
      }
    }
    advice.push_back(std::move(one));
  }
  return advice;
}

}  // namespace testfed
