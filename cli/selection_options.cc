#include "cli/selection_options.h"

#include <algorithm>
#include <map>
#include <thread>

#include "cli/fetching.h"
#include "cli/timings_file.h"
#include "contracts/listing.h"
#include "domains/amount.h"
#include "domains/finding.h"
#include "domains/path_name.h"
#include "domains/suggest.h"
#include "selector/range.h"
#include "selector/selection.h"
#include "selector/test_reader.h"

namespace testfed {
namespace {

constexpr size_t kMaxListingBytes = size_t{256} << 20;

bool NamesARange(const Invocation& invocation) {
  return invocation.Has("--base") || invocation.Has("--head") || invocation.Has("--staged") ||
         invocation.Has("--uncommitted") || invocation.Has("--changed-files");
}

// The desk rule is for desks: in a CI whose event is not known, guessing a base could miss.
absl::Status RefuseUnknownCi(const Invocation& invocation, const std::optional<Event>& event) {
  if (!invocation.InCi() || event || NamesARange(invocation) || invocation.Has("--full") ||
      !invocation.Environment("TESTFED_FULL").value_or("").empty()) {
    return absl::OkStatus();
  }
  return WithHint(
      Error("`CI` is set, but no event that testfed knows; no plan",
            "say what the change is measured against", "testfed select --base REV --head HEAD"),
      "or run everything", "testfed select --full \"REASON\"");
}

absl::StatusOr<std::optional<std::vector<Change>>> ListedChanges(Invocation& invocation) {
  if (!invocation.Has("--changed-files")) return std::optional<std::vector<Change>>();
  std::string file = invocation.Text("--changed-files");
  std::string name = file == "-" ? "standard input" : file;
  TESTFED_ASSIGN_OR_RETURN(std::string text, invocation.ReadInput(file, kNoLimit));
  TESTFED_ASSIGN_OR_RETURN(std::vector<Change> changes, ReadChangeList(text, name));
  if (changes.empty() && !invocation.Has("--allow-empty")) {
    return Error("the list of changes `" + QuotePath(name) + "` is empty; no plan",
                 "when nothing at all changed, say so", "--allow-empty \"REASON\"");
  }
  return std::optional(std::move(changes));
}

struct Bases {
  std::vector<std::shared_ptr<const Configuration>> configurations;
  std::vector<std::string> trees;  // of each
  std::string problem;
};

// A base without a readable configuration makes the plan full: nothing can be left out by it.
Bases LoadBases(Invocation& invocation, const Workspace& workspace, const Range& range,
                const std::shared_ptr<const Configuration>& head) {
  Bases bases;
  for (size_t i = 0; i < range.base_trees.size(); ++i) {
    std::string commit = i < range.base.commits.size() ? range.base.commits[i] : range.base.commit;
    auto loaded = LoadConfiguration(*workspace.repository(), Snapshot::OfTree(range.base_trees[i]),
                                    workspace.config_file(), head, invocation.cache());
    if (loaded.ok() && *loaded) {
      // Two bases of one configuration may still hold different tests.
      bases.configurations.push_back(*std::move(loaded));
      bases.trees.push_back(range.base_trees[i]);
      continue;
    }
    std::string at = commit.empty() ? "the base" : commit.substr(0, 7);
    bases.problem = loaded.ok() ? QuotePath(workspace.config_file()) + " does not exist at " + at
                                : "at " + at + ": " + MessageOf(loaded.status());
  }
  return bases;
}

// Whether a change of these paths could change which tests there are, or their tags.
bool MayChangeTests(const Range& range) {
  return std::any_of(range.changes.begin(), range.changes.end(),
                     [](const Change& change) { return LanguageOf(change.path).has_value(); });
}

enum class TestDetail { kView, kMap };  // only what a selection needs, or all

// Views: the base is read first, for the head is mostly near to it.
absl::Status ViewTests(TestReader& reader, const Snapshot& head,
                       const std::vector<std::string>& base_trees, bool is_listed,
                       SelectionRequest& selection) {
  for (size_t i = 0; i < selection.bases.size(); ++i) {
    // A list that names no source says that no test differs.
    const bool same =
        is_listed && selection.bases[i] == selection.head && !MayChangeTests(selection.range);
    if (same && selection.head_view == nullptr) {
      TESTFED_ASSIGN_OR_RETURN(selection.head_view, reader.View(head, *selection.head));
    }
    if (same) {
      selection.base_views.push_back(selection.head_view);
      continue;
    }
    TESTFED_ASSIGN_OR_RETURN(auto view,
                             reader.View(Snapshot::OfTree(base_trees[i]), *selection.bases[i]));
    selection.base_views.push_back(std::move(view));
  }
  // The paths of a list say nothing of what else differs, and those of several bases are united.
  const bool near = !is_listed && selection.bases.size() == 1 &&
                    selection.range.base_trees.size() == 1 &&
                    selection.bases[0]->declarations_hash == selection.head->declarations_hash;
  if (near) {
    TESTFED_ASSIGN_OR_RETURN(
        selection.head_view,
        reader.ViewNear(selection.base_views[0], selection.range.changes, head, *selection.head));
  } else if (selection.head_view == nullptr) {
    TESTFED_ASSIGN_OR_RETURN(selection.head_view, reader.View(head, *selection.head));
  }
  return absl::OkStatus();
}

absl::Status MapTestsOfEnds(TestReader& reader, const Snapshot& head,
                            const std::vector<std::string>& base_trees,
                            const std::map<std::string, Listing>& listings,
                            SelectionRequest& selection) {
  TESTFED_ASSIGN_OR_RETURN(selection.head_tests,
                           reader.Read(head, selection.head->declarations, listings));
  for (size_t i = 0; i < selection.bases.size(); ++i) {
    // No source differs, and the same suites take the same files.
    bool same = selection.bases[i] == selection.head && !MayChangeTests(selection.range);
    if (same) {
      selection.base_tests.push_back(selection.head_tests);
      continue;
    }
    // A listing is the head's build.
    TESTFED_ASSIGN_OR_RETURN(
        auto tests, reader.Read(Snapshot::OfTree(base_trees[i]), selection.bases[i]->declarations));
    selection.base_tests.push_back(std::move(tests));
  }
  return absl::OkStatus();
}

absl::Status ReadTests(Invocation& invocation, const Workspace& workspace, const Snapshot& head,
                       const std::vector<std::string>& base_trees, TestDetail detail,
                       SelectionRequest& selection) {
  Phase phase(invocation.phases(), "find tests");
  const Repository& repository = *workspace.repository();
  const Declarations& declarations = selection.head->declarations;
  TESTFED_ASSIGN_OR_RETURN(auto listings,
                           ListingsFromOptions(invocation, declarations, repository.Root()));
  TestReader reader(repository, invocation.cache(), WorkerThreads());
  // Whether a test may be in quarantine is asked of all tests that keep a contract.
  const bool views =
      detail == TestDetail::kView && listings.empty() && selection.head->quarantine.empty();
  if (views) {
    TESTFED_RETURN_IF_ERROR(
        ViewTests(reader, head, base_trees, invocation.Has("--changed-files"), selection));
  } else {
    TESTFED_RETURN_IF_ERROR(MapTestsOfEnds(reader, head, base_trees, listings, selection));
  }
  if (invocation.verbose() && reader.scan().sources() > 0) {
    invocation.Note(WithThousands(reader.scan().sources()) + " sources of tests looked at, " +
                    WithThousands(reader.scan().sources_read()) + " of them read");
  }
  return absl::OkStatus();
}

QueueMode QueueOf(const Invocation& invocation) {
  return invocation.Text("--queue-mode") == "all-green" ? QueueMode::kAllGreen
                                                        : QueueMode::kHeadGreen;
}

}  // namespace

absl::StatusOr<std::map<std::string, Listing>> ListingsFromOptions(Invocation& invocation,
                                                                   const Declarations& declarations,
                                                                   const std::string& root) {
  std::map<std::string, Listing> listings;
  for (const std::string& text : invocation.Texts("--listing")) {
    size_t equals = text.find('=');
    std::string name = text.substr(0, equals);
    const Suite* suite = nullptr;
    std::vector<std::string> names;
    for (const DeclaredSuite& declared : AllSuites(declarations)) {
      names.push_back(declarations[declared.domain].name + "/" + declared.suite->name);
      if (names.back() == name) suite = declared.suite;
    }
    if (equals == std::string::npos || suite == nullptr) {
      return Error("`--listing " + text + "` names no suite" + DidYouMean(name, names),
                   "a suite and a file that its runner listed its tests in, as in",
                   "--listing Billing/unit=tests.json");
    }
    std::string file = text.substr(equals + 1);
    TESTFED_ASSIGN_OR_RETURN(std::string listing, invocation.ReadInput(file, kMaxListingBytes));
    TESTFED_ASSIGN_OR_RETURN(listings[name], ReadListing(suite->runner, listing, file, root));
  }
  return listings;
}

Option ListingOption() {
  return {.name = "--listing",
          .value = "SUITE=FILE",
          .help =
              "the tests of Domain/suite as its runner listed them: for ctest the output of "
              "`--show-only=json-v1`, for bazel of `query --output=xml`",
          .group = "The plan",
          .repeatable = true};
}

Option TimingsOption() {
  return {.name = "--timings",
          .value = "FILE",
          .help = "the file of `testfed timings`, where it is not the declared one",
          .group = "The plan"};
}

std::vector<Option> SelectionOptions() {
  return {
      {.name = "--base",
       .value = "REV",
       .help = "since the merge base of REV and the head",
       .group = "The change",
       .excludes = {"--staged", "--uncommitted", "--event"}},
      {.name = "--head",
       .value = "REV",
       .help = "up to this commit, instead of the working tree",
       .group = "The change",
       .excludes = {"--staged", "--uncommitted", "--event"}},
      {.name = "--staged",
       .help = "only HEAD to index, what a commit would take",
       .group = "The change",
       .excludes = {"--uncommitted", "--changed-files", "--event"}},
      {.name = "--uncommitted",
       .help = "only HEAD to working tree, untracked files included",
       .group = "The change",
       .excludes = {"--changed-files", "--event"}},
      {.name = "--changed-files",
       .value = "FILE",
       .help = "a list: `git diff --name-status -z`, or one path a line; - is stdin",
       .group = "The change",
       .excludes = {"--event"}},
      {.name = "--allow-empty",
       .value = "REASON",
       .help = "an empty list means that nothing changed",
       .group = "The change"},
      {.name = "--event",
       .value = "FILE",
       .help = "a CI event's payload; for `gitlab` its variables, as `env -0` prints them",
       .group = "The change"},
      {.name = "--event-name",
       .value = "NAME",
       .help = "the payload's event, such as pull_request, which it does not name; or gitlab",
       .group = "The change"},
      {.name = "--queue-mode",
       .value = "MODE",
       .help = "which runs of a merge queue must be green: head-green, only the newest, which then "
               "answers for all that waits; or all-green, each for what it adds",
       .group = "The change",
       .choices = {"head-green", "all-green"},
       .default_text = "head-green"},
      {.name = "--fetch",
       .help = "run the `git fetch` that a hint would name, when commits are missing",
       .group = "The change"},
      {.name = "--allow-cut-messages",
       .value = "REASON",
       .help = "do not run everything because a trailer may be in a message that is cut off",
       .group = "The change"},
      ListingOption(),
      TimingsOption(),
      {.name = "--full",
       .value = "REASON",
       .help = "everything; also the environment variable TESTFED_FULL",
       .group = "The plan"},
      {.name = "--no-base",
       .value = "WHAT",
       .help = "what to do when the base cannot be trusted: fail or full",
       .group = "The plan",
       .choices = {"fail", "full"},
       .default_text = "fail"},
  };
}

int WorkerThreads() {
  return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1U, 8U));
}

namespace {

absl::StatusOr<SelectionRequest> ReadSelection(Invocation& invocation, Workspace& workspace,
                                               TestDetail detail) {
  SelectionRequest selection;
  TESTFED_ASSIGN_OR_RETURN(selection.event, EventOf(invocation));
  TESTFED_RETURN_IF_ERROR(RefuseUnknownCi(invocation, selection.event));
  if (invocation.Has("--full")) selection.requested = invocation.Text("--full");
  std::optional<std::string> environment = invocation.Environment("TESTFED_FULL");
  if (environment && !environment->empty()) selection.environment = environment;

  RangeRequest request;
  request.base = invocation.Text("--base");
  request.head = invocation.Text("--head");
  request.staged = invocation.Has("--staged");
  request.uncommitted = invocation.Has("--uncommitted");
  request.event = selection.event;
  request.queue = QueueOf(invocation);
  TESTFED_ASSIGN_OR_RETURN(request.listed, ListedChanges(invocation));
  selection.list_without_base = request.listed && request.base.empty();

  TESTFED_ASSIGN_OR_RETURN(Snapshot head, HeadSnapshotOf(*workspace.repository(), request));
  {
    Phase phase(invocation.phases(), "read declarations");
    TESTFED_ASSIGN_OR_RETURN(selection.head, workspace.Load(head));
  }
  request.declared_base = selection.head->declarations.settings.base;

  // What makes everything run by itself does not need a base; with one the plan says more.
  bool full = selection.requested || selection.environment ||
              (selection.event && !ReasonsOfEvent(*selection.event, {selection.head}).empty());
  absl::StatusOr<Range> range = Error("no range");
  {
    Phase phase(invocation.phases(), "find changes");
    range = full ? ResolveRange(*workspace.repository(), request)
                 : ResolveFetching(invocation, workspace, request);
  }
  if (!range.ok()) {
    bool fall_back = invocation.Text("--no-base") == "full";
    if (!full && !fall_back) return range.status();
    std::string why = MessageOf(range.status());
    if (why.ends_with("; no plan")) why.resize(why.size() - 9);  // there is one now
    if (!full) selection.no_base = why;
    range = HeadOnlyRange(*workspace.repository(), request, why);
    if (!range.ok()) return range.status();
  }
  selection.range = *std::move(range);
  if (!selection.range.head.messages_complete) {
    selection.range.head.cut_messages_reason = invocation.Text("--allow-cut-messages");
  }
  Bases bases;
  {
    Phase phase(invocation.phases(), "read declarations");
    bases = LoadBases(invocation, workspace, selection.range, selection.head);
  }
  selection.bases = std::move(bases.configurations);
  selection.base_problem = std::move(bases.problem);
  TESTFED_RETURN_IF_ERROR(ReadTests(invocation, workspace, head, bases.trees, detail, selection));
  TESTFED_ASSIGN_OR_RETURN(LoadedTimings loaded,
                           LoadTimings(invocation, workspace, selection.head->declarations));
  selection.timings = std::move(loaded.timings);
  selection.timings_hash = std::move(loaded.hash);
  return selection;
}

}  // namespace

absl::StatusOr<SelectionRequest> SelectionFromOptions(Invocation& invocation,
                                                      Workspace& workspace) {
  return ReadSelection(invocation, workspace, TestDetail::kMap);
}

absl::StatusOr<Plan> PlanFromOptions(Invocation& invocation, Workspace& workspace) {
  TESTFED_ASSIGN_OR_RETURN(SelectionRequest selection,
                           ReadSelection(invocation, workspace, TestDetail::kView));
  const Range& range = selection.range;
  if (!range.head.messages_complete && !invocation.quiet()) {
    invocation.Note("history is cut inside the range, so messages of older commits were not read");
    if (range.messages_fetch) {
      invocation.err() << RenderHints(
          {{"fetch them, or let testfed do it with `--fetch`", range.messages_fetch->Line()}});
    }
  }
  Phase phase(invocation.phases(), "select");
  return Select(selection);
}

}  // namespace testfed
