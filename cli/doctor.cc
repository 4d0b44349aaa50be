// `testfed doctor`: each check of the checkout is one function that adds a line.
#include <algorithm>

#include "cli/commands.h"
#include "cli/diagnosis.h"
#include "cli/selection_options.h"
#include "cli/workflow_advice.h"
#include "cli/workspace.h"
#include "domains/inline_text.h"
#include "domains/path_name.h"
#include "domains/yaml.h"
#include "reporters/wording.h"
#include "selector/base.h"
#include "selector/git/clone_facts.h"
#include "selector/range.h"
#include "selector/selection.h"

namespace testfed {
namespace {

using State = Diagnosis::State;

constexpr size_t kMaxHookBytes = size_t{1} << 20;
constexpr size_t kMaxWorkflowBytes = size_t{1} << 20;
constexpr int kMostSteps = 1000;

std::string InBackticks(std::string_view text) { return "`" + InlineText(text) + "`"; }
constexpr Quoting kQuoting = {
    .text = InlineText, .code = InBackticks, .path = InlinePath, .arrow = " -> "};

std::string Commits(int count) {
  return std::to_string(count) + (count == 1 ? " commit" : " commits");
}

// Of an error what a line has room for; "; no plan" is known by then.
std::string Sentence(const absl::Status& status) {
  std::string text = MessageOf(status);
  if (text.ends_with("; no plan")) text.resize(text.size() - 9);
  return text;
}

std::vector<Hint> WithoutFullRun(const absl::Status& status) {
  std::vector<Hint> hints = HintsOf(status);
  std::erase_if(hints, [](const Hint& hint) { return hint.text == "or run everything"; });
  return hints;
}

class Doctor {
 public:
  Doctor(Invocation& invocation, Workspace& workspace)
      : invocation_(invocation), workspace_(workspace), repository_(*workspace.repository()) {}

  absl::StatusOr<int> Run() {
    TESTFED_RETURN_IF_ERROR(LookAtTheCheckout());
    TESTFED_RETURN_IF_ERROR(LookAtTheEvent());
    TESTFED_RETURN_IF_ERROR(LookAtTheDeclarations());
    LookAtTheBase();
    LookAtTheCache();
    LookAtTheHook();
    TESTFED_RETURN_IF_ERROR(LookAtWorkflows());
    invocation_.out() << Render(found_);
    return std::any_of(found_.begin(), found_.end(),
                       [](const Diagnosis& one) { return one.state == State::kMissing; })
               ? 1
               : 0;
  }

 private:
  void Add(State state, std::string about, std::string text, std::vector<Hint> hints = {}) {
    found_.push_back({state, std::move(about), std::move(text), std::move(hints)});
  }

  absl::Status LookAtTheCheckout() {
    TESTFED_ASSIGN_OR_RETURN(head_, repository_.Head());
    std::string root = repository_.Root();
    TESTFED_ASSIGN_OR_RETURN(facts_, ReadCloneFacts(root.empty() ? invocation_.directory() : root));
    if (!head_) {
      Add(State::kMissing, "checkout", "HEAD has no commit yet",
          {{"make one", "git commit -m \"first\""}});
      return absl::OkStatus();
    }
    std::string text =
        (head_->parents.size() > 1 ? "merge commit " : "commit ") + std::string(ShortId(head_->id));
    if (repository_.IsShallow()) {
      TESTFED_ASSIGN_OR_RETURN(auto commits, repository_.FirstParents(head_->id, kMostSteps));
      text += ", depth " + std::to_string(commits.size());
    } else {
      text += ", the whole history";
    }
    if (facts_.partial) text += ", a partial clone: what it lacks is not fetched";
    Add(facts_.partial ? State::kNote : State::kOk, "checkout", text);
    return absl::OkStatus();
  }

  absl::Status LookAtTheEvent() {
    absl::StatusOr<std::optional<Event>> event = EventOf(invocation_);
    if (!event.ok()) {
      // A payload that was named and cannot be read is no answer; one that CI set is a finding.
      if (invocation_.Has("--event") || invocation_.Has("--event-name")) return event.status();
      Add(State::kMissing, "event", Sentence(event.status()), WithoutFullRun(event.status()));
      return absl::OkStatus();
    }
    event_ = *event;
    if (event_) {
      Add(State::kOk, "event", InlinePath(event_->name));
    } else if (invocation_.InCi()) {
      Add(State::kMissing, "event", "`CI` is set, but no event that testfed knows",
          {{"say what the change is measured against", "testfed select --base REV --head HEAD"}});
    } else {
      Add(State::kOk, "event", "none: at a desk everything since the default branch");
    }
    return absl::OkStatus();
  }

  RangeRequest Request() const {
    RangeRequest request;
    request.event = event_;
    if (invocation_.Text("--queue-mode") == "all-green") request.queue = QueueMode::kAllGreen;
    if (configuration_) request.declared_base = configuration_->declarations.settings.base;
    return request;
  }

  // Where the head's are read from; and whether git has the file, without which CI will not.
  absl::Status LookAtTheDeclarations() {
    if (!head_) return absl::OkStatus();
    const std::string& file = workspace_.config_file();
    TESTFED_ASSIGN_OR_RETURN(Snapshot at, HeadSnapshotOf(repository_, Request()));
    auto text = repository_.ReadFile(at, file, kMaxYamlBytes);
    const std::string name = QuotePath(file);
    if (!repository_.Root().empty()) {
      auto tracked = repository_.ReadFile(Snapshot::Index(), file, kMaxYamlBytes);
      auto on_disk = repository_.ReadFile(Snapshot::WorkingTree(), file, kMaxYamlBytes);
      if (tracked.ok() && !*tracked && on_disk.ok() && *on_disk) {
        Add(State::kMissing, "declarations", name + " is not tracked, so no checkout will have it",
            {{"add it", "git add " + name}});
        return absl::OkStatus();
      }
    }
    if (text.ok() && !*text) {
      Add(State::kMissing, "declarations", name + " does not exist",
          {{"write a first one", "testfed init"}});
      return absl::OkStatus();
    }
    auto loaded = workspace_.Load(at);
    if (!loaded.ok()) {
      Add(State::kMissing, "declarations", Sentence(loaded.status()),
          {{"all problems at once", "testfed check"}});
      return absl::OkStatus();
    }
    configuration_ = *std::move(loaded);
    return absl::OkStatus();
  }

  void LookAtTheBase() {
    if (!head_ || (invocation_.InCi() && !event_)) return;
    if (event_ && configuration_) {
      std::vector<Reason> reasons = ReasonsOfEvent(*event_, {configuration_});
      if (!reasons.empty()) {
        Add(State::kOk, "base",
            "none is needed: " + WhyFull(reasons.front(), kQuoting).text + ", so everything runs");
        AddDeclarations({});
        return;
      }
    }
    absl::StatusOr<Range> range = ResolveRange(repository_, Request());
    if (!range.ok()) {
      Add(State::kMissing, "base", Sentence(range.status()), WithoutFullRun(range.status()));
      AddDeclarations({});
      return;
    }
    std::string commit = range->base.commit.empty() ? "" : range->base.commit.substr(0, 7) + ", ";
    Add(State::kOk, "base",
        commit + range->base.how + " (" + std::string(ToString(range->base.confidence)) + ")");
    if (range->head.messages_complete) {
      Add(State::kOk, "messages",
          range->head.commits == 0 ? "no commit since the base"
                                   : "all of " + Commits(range->head.commits) + " since the base");
    } else {
      std::vector<Hint> hints;
      if (range->messages_fetch) {
        hints.push_back(
            {"fetch them, or let testfed do it with `--fetch`", range->messages_fetch->Line()});
      }
      Add(State::kMissing, "messages",
          "history is cut, and a trailer could be lost: everything runs", std::move(hints));
    }
    AddDeclarations(range->base_trees);
  }

  void AddDeclarations(const std::vector<std::string>& base_trees) {
    if (!configuration_) return;  // said before
    const std::string name = QuotePath(workspace_.config_file());
    for (const std::string& tree : base_trees) {
      auto base = LoadConfiguration(repository_, Snapshot::OfTree(tree), workspace_.config_file(),
                                    configuration_, invocation_.cache());
      if (base.ok() && *base) continue;
      if (base.ok()) {
        Add(State::kNote, "declarations",
            name + " does not exist at the base, so everything runs until it does");
      } else {
        Add(State::kMissing, "declarations", "at the base: " + Sentence(base.status()),
            HintsOf(base.status()));
      }
      return;
    }
    Add(State::kOk, "declarations", name + (base_trees.empty() ? "" : " at base and head"));
  }

  void LookAtTheCache() {
    if (!invocation_.InCi()) return;
    if (invocation_.Has("--cache")) {
      Add(State::kOk, "cache", "as `--cache` says; it is no evidence where pull requests write it");
    } else {
      Add(State::kNote, "cache", "none: in CI only `--cache DIR` is used");
    }
  }

  // For desks: whether a commit keeps the dumps current.
  void LookAtTheHook() {
    if (invocation_.InCi() || repository_.Root().empty()) return;
    auto hook = invocation_.files().Read(facts_.hooks + "/pre-commit", kMaxHookBytes);
    auto config =
        invocation_.files().Read(repository_.Root() + "/.pre-commit-config.yaml", kMaxHookBytes);
    const auto names = [](const absl::StatusOr<std::optional<std::string>>& text,
                          std::string_view word) {
      return text.ok() && *text && (*text)->find(word) != std::string::npos;
    };
    const bool framework = names(hook, "pre-commit.com");
    if (names(hook, "testfed") || (framework && names(config, "testfed"))) {
      Add(State::kOk, "hook", "a commit runs testfed");
    } else if (names(config, "testfed")) {
      Add(State::kMissing, "hook",
          ".pre-commit-config.yaml names testfed, but git has no such hook",
          {{"install it", "pre-commit install"}});
    } else {
      Add(State::kNote, "hook", "none keeps the dumps current at a commit");
    }
  }

  absl::Status LookAtWorkflows() {
    class Workflows : public TreeVisitor {
     public:
      bool EnterDirectory(std::string_view name, std::string_view) override {
        const size_t depth = at_.size();
        if (!(depth == 0 && name == ".github") && !(depth == 1 && name == "workflows")) {
          return false;
        }
        at_.emplace_back(name);
        return true;
      }
      void LeaveDirectory() override { at_.pop_back(); }
      void File(std::string_view name) override {
        if (at_.empty() && name == ".gitlab-ci.yml") gitlab = true;
        if (at_.size() != 2 || !(name.ends_with(".yml") || name.ends_with(".yaml"))) return;
        github.push_back(".github/workflows/" + std::string(name));
      }
      std::vector<std::string> github;
      bool gitlab = false;

     private:
      std::vector<std::string> at_;
    } workflows;
    TESTFED_ASSIGN_OR_RETURN(Snapshot at, workspace_.Current());
    if (!head_ && repository_.Root().empty()) return absl::OkStatus();
    TESTFED_RETURN_IF_ERROR(repository_.Walk(at, workflows));
    const Settings settings = configuration_ ? configuration_->declarations.settings : Settings();
    const auto add = [&](const std::string& file, auto advise) {
      auto text = repository_.ReadFile(at, file, kMaxWorkflowBytes);
      if (!text.ok()) {
        Add(State::kNote, QuotePath(file), "cannot be judged: " + Sentence(text.status()));
      } else if (*text) {
        for (Diagnosis& one : advise(**text)) found_.push_back(std::move(one));
      }
    };
    for (const std::string& file : workflows.github) {
      add(file, [&](const std::string& text) { return AdviceOnWorkflow(text, file, settings); });
    }
    if (workflows.gitlab) {
      const std::string file = ".gitlab-ci.yml";
      add(file, [&](const std::string& text) { return AdviceOnGitLab(text, file); });
    }
    return absl::OkStatus();
  }

  Invocation& invocation_;
  const Workspace& workspace_;
  const Repository& repository_;
  std::optional<Commit> head_;
  std::optional<Event> event_;
  CloneFacts facts_;
  std::shared_ptr<const Configuration> configuration_;  // of the head; null: said why
  std::vector<Diagnosis> found_;
};

absl::StatusOr<int> RunDoctor(Invocation& invocation) {
  absl::StatusOr<Workspace> workspace = Workspace::Open(invocation);
  if (absl::IsPermissionDenied(workspace.status())) {
    invocation.out() << Render({{State::kMissing, "repository", Sentence(workspace.status()),
                                 HintsOf(workspace.status())}});
    return 1;
  }
  if (!workspace.ok()) return workspace.status();
  return Doctor(invocation, *workspace).Run();
}

}  // namespace

Command DoctorCommand() {
  Command command{
      .name = "doctor",
      .section = "Ask",
      .summary = "say what this checkout can answer, and what to change",
      .description =
          "Looks at the checkout, the event that started this job (or the one given), its base, "
          "the "
          "declarations at both ends, and the workflows of the repository that run testfed: what "
          "each can answer, and which line to change where it cannot. Nothing is fetched or "
          "written.\n\n"
          "A line begins with `ok`; with `note`, where nothing is wrong; or with `missing`, where "
          "something gets no answer, or a full run, until it is changed. Of workflows only what "
          "stands in the file is judged.",
      .examples = {{"testfed doctor", "in a job that ended with `no plan`, or at a desk"},
                   {"testfed doctor --event pr.json --event-name pull_request",
                    "what would this event do here?"}},
      .exit_notes = {{0, "nothing is missing"}, {1, "something is missing"}, {2, "no answer"}},
      .run = RunDoctor,
  };
  for (Option& option : SelectionOptions()) {
    if (option.name == "--event" || option.name == "--event-name" ||
        option.name == "--queue-mode") {
      option.excludes.clear();
      command.options.push_back(std::move(option));
    }
  }
  return command;
}

}  // namespace testfed
