#include <algorithm>
#include <charconv>
#include <map>

#include "cli/commands.h"
#include "cli/layout.h"
#include "cli/workspace.h"
#include "domains/inline_text.h"
#include "domains/json.h"
#include "domains/path_name.h"
#include "reporters/columns.h"
#include "reporters/wording.h"
#include "selector/jobs.h"
#include "selector/selection.h"

namespace testfed {
namespace {

constexpr int kDefaultChanges = 20;
constexpr int kMaxChanges = 100000;
constexpr size_t kDomainsWidth = 28;
constexpr size_t kSubjectWidth = 40;
constexpr std::string_view kPreview =
    "preview: this answers \"what would run\", not \"what may be skipped\"";

std::string InBackticks(std::string_view text) { return "`" + InlineText(text) + "`"; }
constexpr Quoting kQuoting = {
    .text = InlineText, .code = InBackticks, .path = InlinePath, .arrow = " -> "};

struct Replayed {
  std::string commit;
  std::string parent;  // "" of a root commit
  std::string subject;
  Plan plan;
};

std::string SubjectOf(const std::string& message) {
  size_t begin = std::min(message.find_first_not_of("\r\n"), message.size());
  return message.substr(begin, std::min(message.find('\n', begin), message.size()) - begin);
}

std::string Cut(const std::string& text, size_t width) {
  if (WidthOf(text) <= width) return text;
  return Clip(text, width - 3) + "...";
}

// The plan of one commit against its first parent; nullopt where that is not here.
absl::StatusOr<std::optional<Replayed>> Replay(
    const Repository& repository, const Commit& commit,
    const std::shared_ptr<const Configuration>& declared) {
  Replayed replayed{
      .commit = commit.id, .parent = "", .subject = SubjectOf(commit.message), .plan = {}};
  SelectionRequest request;
  // At both ends the same, so that every row is about the change.
  request.head = declared;
  request.bases = {declared};
  Range& range = request.range;
  std::string base_tree;
  range.commits = {commit};
  if (!commit.parents.empty()) {
    replayed.parent = commit.parents.front();
    absl::StatusOr<Commit> parent = repository.ReadCommit(replayed.parent);
    if (absl::IsNotFound(parent.status())) return std::optional<Replayed>();
    if (!parent.ok()) return parent.status();
    base_tree = parent->tree;
    if (commit.parents.size() > 1) {
      // The messages of what was merged count, too.
      TESTFED_ASSIGN_OR_RETURN(CommitRange merged,
                               repository.CommitsBetween({replayed.parent}, commit.id));
      range.commits = std::move(merged.commits);
      range.head.messages_complete = merged.complete;
    }
  }
  range.base.commit = replayed.parent;
  range.base_trees = {base_tree};
  range.head.commit = commit.id;
  range.head.commits = static_cast<int>(range.commits.size());
  range.head_snapshot = Snapshot::OfTree(commit.tree);
  range.head_tree = commit.tree;
  range.head_time = commit.committer_time;
  TESTFED_ASSIGN_OR_RETURN(range.changes, repository.Diff(base_tree, range.head_snapshot));
  replayed.plan = Select(request);
  return std::optional(std::move(replayed));
}

// Where the rule stands that made a plan full; its sentence where it stands nowhere.
std::string CauseOf(const Plan& plan) {
  if (plan.mode != Mode::kFull || plan.escalations.empty()) return "";
  Sentence why = WhyFull(plan.escalations.front(), kQuoting);
  return why.at.empty() ? why.text : why.at;
}

// Causes that differ only in the path are one.
std::string CauseKindOf(const Plan& plan) {
  if (plan.escalations.front().kind == Reason::Kind::kUnowned)
    return "paths that belong to no domain";
  return CauseOf(plan);
}

struct Totals {
  int full = 0, none = 0;
  size_t median_jobs = 0;
  std::vector<std::pair<std::string, int>> causes;  // of full runs, the most frequent first
};

Totals TotalsOf(const std::vector<Replayed>& changes) {
  Totals totals;
  std::vector<size_t> jobs;
  std::map<std::string, int> causes;
  for (const Replayed& change : changes) {
    jobs.push_back(change.plan.jobs.size());
    if (change.plan.mode == Mode::kNone) ++totals.none;
    if (change.plan.mode != Mode::kFull) continue;
    ++totals.full;
    ++causes[CauseKindOf(change.plan)];
  }
  std::sort(jobs.begin(), jobs.end());
  if (!jobs.empty()) totals.median_jobs = jobs[jobs.size() / 2];
  totals.causes.assign(causes.begin(), causes.end());
  std::stable_sort(totals.causes.begin(), totals.causes.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return totals;
}

std::string TextOf(const std::vector<Replayed>& changes, int declared) {
  std::string of = " of " + std::to_string(declared);
  Columns columns({2, 2, 2, 2, 2, 2});
  columns.Row({"COMMIT", "PATHS", "MODE", "DOMAINS", "JOBS", "SUBJECT", ""});
  size_t width = std::to_string(declared).size();
  for (const Replayed& change : changes) {
    const Plan& plan = change.plan;
    std::string domains;
    for (const AffectedDomain& domain : plan.affected) {
      domains += (domains.empty() ? "" : ", ") + InlineText(domain.name);
    }
    if (plan.mode == Mode::kFull || domains.empty()) domains = "-";
    std::string paths = WithThousands(plan.accounting.total);
    std::string jobs = std::to_string(plan.jobs.size());
    columns.Row({InlineText(ShortId(change.commit)),
                 std::string(paths.size() < 5 ? 5 - paths.size() : 0, ' ') + paths,
                 std::string(ToString(plan.mode)), Cut(domains, kDomainsWidth),
                 std::string(width > jobs.size() ? width - jobs.size() : 0, ' ') + jobs + of,
                 Cut(InlineText(change.subject), kSubjectWidth), CauseOf(plan)});
  }
  Totals totals = TotalsOf(changes);
  std::string text = columns.Text() + "\n";
  size_t share = declared == 0 ? 0 : totals.median_jobs * 100 / static_cast<size_t>(declared);
  text += Amount(changes.size(), "change") + ": " + std::to_string(totals.full) + " full, " +
          std::to_string(totals.none) + " none; median " + std::to_string(totals.median_jobs) + of +
          (declared == 1 ? " job" : " jobs") + " (" + std::to_string(share) + "%)\n";
  Columns causes({3});
  for (const auto& [cause, count] : totals.causes)
    causes.Row({std::to_string(count) + " full", cause});
  return text + causes.Text();
}

std::string JsonOf(const std::vector<Replayed>& changes, int declared) {
  Json json = Json::MakeObject();
  json.Set("schema", "testfed.replay/1");
  Json rows = Json::MakeArray();
  for (const Replayed& change : changes) {
    Json row = Json::MakeObject();
    row.Set("commit", change.commit).Set("parent", change.parent).Set("subject", change.subject);
    row.Set("paths", change.plan.accounting.total).Set("mode", ToString(change.plan.mode));
    Json domains = Json::MakeArray();
    for (const AffectedDomain& domain : change.plan.affected) domains.Append(domain.name);
    row.Set("domains", std::move(domains)).Set("jobs", change.plan.jobs.size());
    row.Set("cause", CauseOf(change.plan));
    rows.Append(std::move(row));
  }
  Totals totals = TotalsOf(changes);
  Json sums = Json::MakeObject();
  sums.Set("changes", changes.size()).Set("full", totals.full).Set("none", totals.none);
  sums.Set("median_jobs", totals.median_jobs).Set("jobs_declared", declared);
  Json causes = Json::MakeArray();
  for (const auto& [cause, count] : totals.causes) {
    Json one = Json::MakeObject();
    one.Set("cause", cause).Set("count", count);
    causes.Append(std::move(one));
  }
  sums.Set("causes", std::move(causes));
  json.Set("changes", std::move(rows)).Set("totals", std::move(sums));
  return ToText(json, 2) + "\n";
}

absl::StatusOr<int> CountOf(const std::string& text) {
  if (text.empty()) return kDefaultChanges;
  int count = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error == std::errc() && end == text.data() + text.size() && count >= 1 &&
      count <= kMaxChanges) {
    return count;
  }
  return Error("`N` is a whole number from 1 to " + std::to_string(kMaxChanges) + ", got `" + text +
               "`");
}

absl::StatusOr<int> RunReplay(Invocation& invocation) {
  TESTFED_ASSIGN_OR_RETURN(int count, CountOf(invocation.Argument(0)));
  TESTFED_ASSIGN_OR_RETURN(Workspace workspace, Workspace::Open(invocation));
  const Repository& repository = *workspace.repository();
  TESTFED_ASSIGN_OR_RETURN(auto declared, workspace.LoadCurrent());
  std::string head = invocation.Text("--head");
  TESTFED_ASSIGN_OR_RETURN(std::vector<Commit> commits, repository.FirstParents(head, count));
  std::vector<Replayed> changes;
  Phase phase(invocation.phases(), "select");
  for (const Commit& commit : commits) {
    invocation.progress().Show("replaying", static_cast<std::int64_t>(changes.size()), "changes");
    TESTFED_ASSIGN_OR_RETURN(std::optional<Replayed> replayed,
                             Replay(repository, commit, declared));
    if (!replayed) {
      invocation.Note("history is cut: the parent of " + std::string(ShortId(commit.id)) +
                      " is not here, so " + Amount(changes.size(), "change") + " of " +
                      std::to_string(count));
      break;
    }
    changes.push_back(*std::move(replayed));
  }
  int jobs = DeclaredJobs(declared->declarations);
  if (invocation.Text("--format") == "json") {
    invocation.out() << JsonOf(changes, jobs);
    return 0;
  }
  std::string where = repository.Root().empty() ? "of HEAD" : "of the working tree";
  invocation.out() << "The last " << Amount(changes.size(), "change") << " of " << InlineText(head)
                   << ", each against its first parent, with the "
                   << QuotePath(workspace.config_file()) << " " << where << "\n\n"
                   << TextOf(changes, jobs) << "\n"
                   << kPreview << "\n";
  return 0;
}

}  // namespace

Command ReplayCommand() {
  return {
      .name = "replay",
      .section = "Learn",
      .summary = "show what the last changes would have run",
      .description =
          "Shows what each of the last N changes (20) of a branch would have run: commits along "
          "first parents, each against its parent, a first commit against nothing. The "
          "declarations are those of the working tree at both ends, so that a row is about the "
          "change and not about what was declared then.",
      .options =
          {{.name = "--head", .value = "REV", .help = "up to this commit", .default_text = "HEAD"},
           {.name = "--format",
            .value = "FORMAT",
            .choices = {"text", "json"},
            .default_text = "text"}},
      .positionals = {{.name = "N", .help = "how many changes", .optional = true}},
      .examples = {{"testfed replay", "after testfed init, or an edit of domains.yaml"},
                   {"testfed replay 200 --head origin/main", "is the selection worth it?"}},
      .run = RunReplay,
  };
}

}  // namespace testfed
