#include <algorithm>
#include <optional>

#include "cli/commands.h"
#include "cli/explanation.h"
#include "cli/layout.h"
#include "cli/selection_options.h"
#include "domains/checker.h"
#include "domains/suggest.h"
#include "selector/plan_json.h"

namespace testfed {
namespace {

// A word may be asked for as one kind of thing: `domain:docs`, `path:docs`.
struct Question {
  std::string kind;  // "", "job", "domain", "path" or "code"
  std::string text;
  bool Wants(std::string_view what) const { return kind.empty() || kind == what; }
};

Question ReadQuestion(const std::string& typed) {
  for (const char* kind : {"job", "domain", "path", "code"}) {
    std::string prefix = std::string(kind) + ":";
    if (typed.starts_with(prefix)) return {kind, typed.substr(prefix.size())};
  }
  return {"", typed};
}

// Whether a path is a folder of the current list of files, or written as one.
class FolderFinder : public TreeVisitor {
 public:
  explicit FolderFinder(std::string_view folder) : folder_(folder) {}
  bool EnterDirectory(std::string_view name, std::string_view) override {
    std::string path = path_ + std::string(name) + "/";
    if (path == folder_) found = true;
    if (found || !folder_.starts_with(path)) return false;
    path_ = std::move(path);
    return true;
  }
  void LeaveDirectory() override { path_.clear(); }
  void File(std::string_view) override {}
  bool found = false;

 private:
  std::string folder_, path_;
};

absl::StatusOr<std::string> AsFolder(const Workspace& workspace, std::string path) {
  if (path.empty() || path.ends_with('/') || workspace.repository() == nullptr) return path;
  TESTFED_ASSIGN_OR_RETURN(Snapshot current, workspace.Current());
  FolderFinder finder(path + "/");
  TESTFED_RETURN_IF_ERROR(workspace.repository()->Walk(current, finder));
  return finder.found ? path + "/" : path;
}

absl::StatusOr<Plan> PlanFor(Invocation& invocation, const Workspace& workspace) {
  if (!invocation.Has("--plan")) return PlanFromOptions(invocation, workspace);
  std::string file = invocation.Text("--plan");
  TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kNoLimit));
  return ReadPlan(text, file);
}

bool AsksForPlan(const Invocation& invocation) {
  if (invocation.Has("--plan")) return true;
  for (const Option& option : SelectionOptions()) {
    if (invocation.Has(option.name)) return true;
  }
  return false;
}

absl::StatusOr<int> RunExplain(Invocation& invocation) {
  Question question = ReadQuestion(invocation.Argument(0));
  std::string answers;
  auto add = [&](const std::string& answer) { answers += (answers.empty() ? "" : "\n") + answer; };

  std::string code_answer;
  if (question.Wants("code")) {
    for (const FindingCode& code : FindingCodes()) {
      if (code.code != question.text) continue;
      code_answer = std::string(code.code) + ", a finding of `testfed check`\n\n" +
                    WrapParagraphs(code.meaning, kHelpWidth);
    }
  }
  absl::StatusOr<Workspace> workspace = Workspace::OpenOrStandalone(invocation);
  if (!workspace.ok()) {
    if (code_answer.empty()) return workspace.status();
    invocation.out() << code_answer;
    return 0;
  }
  absl::StatusOr<std::shared_ptr<const Configuration>> configuration = workspace->LoadCurrent();
  if (!configuration.ok()) {
    if (code_answer.empty()) return configuration.status();
    invocation.out() << code_answer;
    return 0;
  }
  const Declarations& declarations = (*configuration)->declarations;
  DomainGraph graph(declarations);
  Subject subject{*workspace, declarations, graph, std::nullopt, ""};
  if (workspace->repository() != nullptr) {
    absl::StatusOr<Plan> plan = PlanFor(invocation, *workspace);
    if (plan.ok())
      subject.plan = *std::move(plan);
    else if (AsksForPlan(invocation))
      return plan.status();
    else
      subject.no_plan = MessageOf(plan.status());
  }

  if (subject.plan && question.Wants("job")) {
    for (const Job& job : subject.plan->jobs) {
      bool whole_domain = job.suite.empty();  // then the answer about the domain says more
      if (job.id == question.text && !whole_domain) add(ExplainJob(subject, job));
    }
  }
  std::optional<DomainId> domain = declarations.Find(question.text);
  if (question.Wants("domain") && domain) add(ExplainDomain(subject, *domain));
  if (question.kind == "domain" && !domain) {
    std::vector<std::string> names;
    for (const Domain& one : declarations.domains) names.push_back(one.name);
    return Error("no domain is called `" + question.text + "`" + DidYouMean(question.text, names),
                 "list them", "testfed domains");
  }
  bool named = !answers.empty() || !code_answer.empty();
  if (question.Wants("path")) {
    TESTFED_ASSIGN_OR_RETURN(std::string path, workspace->PathInRepository(question.text));
    TESTFED_ASSIGN_OR_RETURN(path, AsFolder(*workspace, std::move(path)));
    // A word that names something else is a path, too, only where there is such a folder.
    bool folder = path.empty() || path.ends_with('/');
    if (folder) {
      TESTFED_ASSIGN_OR_RETURN(std::string answer, ExplainFolder(subject, path));
      add(answer);
    } else if (!named || question.kind == "path") {
      add(ExplainFile(subject, path));
    }
  }
  if (!code_answer.empty()) add(code_answer);
  if (answers.empty()) {
    return Error("`" + question.text + "` is no " + question.kind + " here");
  }
  invocation.out() << answers;
  return 0;
}

}  // namespace

Command ExplainCommand() {
  Command command{
      .name = "explain",
      .section = "Ask",
      .summary = "why, or why not: a path, domain, job or finding",
      .description =
          "Explains a path (every pattern that matches it in deciding order, and what a change of "
          "it runs), a folder, a domain (what it owns, what affects it, and why it is in your "
          "change or why not), a job of your change, or the code of a finding. A path need not "
          "exist. When one word is two things, both answers are printed; `domain:docs`, "
          "`path:docs`, `job:...` or `code:...` picks one.",
      .options = {{.name = "--plan",
                   .value = "FILE",
                   .help = "ask a saved plan instead of your change",
                   .group = "The change",
                   .excludes = {"--base", "--head", "--staged", "--uncommitted", "--changed-files",
                                "--event"}}},
      .positionals = {{.name = "THING", .help = "a path, domain, job or code"}},
      .examples = {{"testfed explain billing/src/Invoice.kt", "who owns it, by which pattern?"},
                   {"testfed explain Checkout", "why does it run, or why not?"},
                   {"testfed explain dead-pattern", "what does the finding mean?"}},
      .run = RunExplain,
  };
  for (Option& option : SelectionOptions()) command.options.push_back(std::move(option));
  return command;
}

}  // namespace testfed
