#include <algorithm>
#include <optional>

#include "cli/commands.h"
#include "cli/explanation.h"
#include "cli/layout.h"
#include "cli/selection_options.h"
#include "domains/checker.h"
#include "domains/finding.h"
#include "domains/suggest.h"
#include "domains/words.h"
#include "selector/plan_json.h"
#include "selector/test_reader.h"

namespace testfed {
namespace {

// A word may be asked for as one kind of thing: `domain:docs`, `path:docs`.
struct Question {
  std::string kind;  // "", "job", "domain", "test", "contract", "path" or "code"
  std::string text;
  bool Wants(std::string_view what) const { return kind.empty() || kind == what; }
};

Question ReadQuestion(const std::string& typed) {
  for (const char* kind : {"job", "domain", "test", "contract", "path", "code"}) {
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

absl::Status AddPlan(Invocation& invocation, Subject& subject) {
  if (!invocation.Has("--plan")) {
    TESTFED_ASSIGN_OR_RETURN(subject.selection,
                             SelectionFromOptions(invocation, subject.workspace));
    subject.plan = Select(*subject.selection);
    return absl::OkStatus();
  }
  std::string file = invocation.Text("--plan");
  TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kNoLimit));
  TESTFED_ASSIGN_OR_RETURN(subject.plan, ReadPlan(text, file));
  return absl::OkStatus();
}

// The tests of the current list of files, which the plan has mostly read already.
absl::Status AddTests(Invocation& invocation, const Configuration& configuration,
                      Subject& subject) {
  const Workspace& workspace = subject.workspace;
  TESTFED_ASSIGN_OR_RETURN(Snapshot current, workspace.Current());
  const SelectionRequest* selection = subject.selection ? &*subject.selection : nullptr;
  bool same = selection != nullptr && selection->head->hash == configuration.hash &&
              selection->range.head_snapshot.kind == current.kind &&
              selection->range.head_snapshot.tree == current.tree;
  if (same) {
    subject.tests = selection->head_tests;
  } else {
    TestReader reader(*workspace.repository(), invocation.cache(), WorkerThreads());
    TESTFED_ASSIGN_OR_RETURN(subject.tests, reader.Read(current, configuration.declarations));
  }
  subject.standing =
      StandingAgreements(configuration.declarations, configuration.contracts, *subject.tests);
  return absl::OkStatus();
}

// Whether there is such a file; whatever cannot be read is there.
bool IsFile(const Workspace& workspace, const std::string& path) {
  if (workspace.repository() == nullptr) return false;
  absl::StatusOr<Snapshot> current = workspace.Current();
  if (!current.ok()) return false;
  auto text = workspace.repository()->ReadFile(*current, path, kNoLimit);
  return !text.ok() || text->has_value();
}

std::vector<std::string> NamesOf(const Subject& subject, const Question& question) {
  std::vector<std::string> names;
  if (question.Wants("domain")) {
    for (const Domain& one : subject.declarations.domains) names.push_back(one.name);
  }
  if (question.Wants("contract")) {
    for (const StandingAgreement& one : subject.standing) names.push_back(one.agreement.name);
  }
  if (question.Wants("test") && subject.tests != nullptr) {
    for (const Test& test : subject.tests->discovery.tests) names.push_back(test.id);
  }
  return names;
}

bool AsksForPlan(const Invocation& invocation) {
  if (invocation.Has("--plan")) return true;
  for (const Option& option : SelectionOptions()) {
    if (invocation.Has(option.name)) return true;
  }
  return false;
}

bool IsSameWithoutCase(std::string_view a, std::string_view b) {
  auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [&](char x, char y) { return lower(x) == lower(y); });
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
    if (absl::Status planned = AddPlan(invocation, subject); !planned.ok()) {
      if (AsksForPlan(invocation)) return planned;
      subject.no_plan = MessageOf(planned);
    }
    TESTFED_RETURN_IF_ERROR(AddTests(invocation, **configuration, subject));
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
  if (question.Wants("test")) {
    if (std::string answer = ExplainTest(subject, question.text); !answer.empty()) add(answer);
  }
  if (question.Wants("contract")) {
    if (std::string answer = ExplainContract(subject, question.text); !answer.empty()) add(answer);
  }
  bool named = !answers.empty() || !code_answer.empty();
  if (question.Wants("path")) {
    TESTFED_ASSIGN_OR_RETURN(std::string path, workspace->PathInRepository(question.text));
    TESTFED_ASSIGN_OR_RETURN(path, AsFolder(*workspace, std::move(path)));
    // A word that names something else is a path, too, only where there is one.
    bool folder = path.empty() || path.ends_with('/');
    if (folder) {
      TESTFED_ASSIGN_OR_RETURN(std::string answer, ExplainFolder(subject, path));
      // Names are case-sensitive.
      for (const Domain& one : declarations.domains) {
        bool meant = !named && question.kind.empty() && one.name != question.text &&
                     IsSameWithoutCase(one.name, question.text);
        if (meant) answer += RenderHints({{"the domain is", "testfed explain " + one.name}});
      }
      add(answer);
    } else if (!named || question.kind == "path" || IsFile(*workspace, path)) {
      std::string answer = ExplainFile(subject, path);
      // What nobody has may be something else, misspelt.
      if (question.kind.empty() && workspace->repository() != nullptr &&
          !IsFile(*workspace, path)) {
        if (auto name = ClosestName(question.text, NamesOf(subject, question))) {
          answer += RenderHints(
              {{"there is no such file; did you mean", "testfed explain " + QuoteWord(*name)}});
        }
      }
      add(answer);
    }
  }
  if (!code_answer.empty()) add(code_answer);
  if (answers.empty()) {
    return Error("`" + question.text + "` is no " + question.kind + " here" +
                 DidYouMean(question.text, NamesOf(subject, question)));
  }
  invocation.out() << answers;
  return 0;
}

}  // namespace

Command ExplainCommand() {
  Command command{
      .name = "explain",
      .section = "Ask",
      .summary = "why, or why not: a path, test, domain, job, contract or finding",
      .description =
          "Explains a path (every pattern that matches it in deciding order, and what a change of "
          "it runs), a folder, a domain (what it owns, what affects it, and why it is in your "
          "change or why not), a job of your change, a test or a container of tests (its tags, and "
          "whether your change runs it), a contract (what keeps and what wakes it), or the code of "
          "a finding. A path need not exist. When one word is two things, both answers are "
          "printed; `domain:docs`, `path:docs`, `test:...`, `contract:...`, `job:...` or "
          "`code:...` picks one.",
      .options = {{.name = "--plan",
                   .value = "FILE",
                   .help = "ask a saved plan instead of your change",
                   .group = "The change",
                   .excludes = {"--base", "--head", "--staged", "--uncommitted", "--changed-files",
                                "--event"}}},
      .positionals = {{.name = "THING", .help = "a path, test, domain, job, contract or code"}},
      .examples = {{"testfed explain billing/src/Invoice.kt", "who owns it, by which pattern?"},
                   {"testfed explain Checkout", "why does it run, or why not?"},
                   {"testfed explain com.acme.PricesTest#rounds", "and this test?"},
                   {"testfed explain dead-pattern", "what does the finding mean?"}},
      .run = RunExplain,
  };
  for (Option& option : SelectionOptions()) command.options.push_back(std::move(option));
  return command;
}

}  // namespace testfed
