// The steps of a selection, from changes to the plan. More than 400 lines, because the steps share
// the state of one request, and are read in one go.
#include "selector/selection.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "domains/graph.h"
#include "domains/sha256.h"
#include "selector/accounting.h"
#include "selector/jobs.h"
#include "selector/plan_json.h"
#include "selector/quarantine.h"
#include "selector/trailers.h"
#include "selector/version.h"

namespace testfed {
namespace {

using Kind = Reason::Kind;

std::vector<const Declarations*> DeclarationsOf(
    const std::vector<std::shared_ptr<const Configuration>>& configurations) {
  std::vector<const Declarations*> declarations;
  for (const auto& configuration : configurations) {
    declarations.push_back(&configuration->declarations);
  }
  return declarations;
}

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

class Selection {
 public:
  explicit Selection(const SelectionRequest& request)
      : request_(request),
        head_(request.head->declarations),
        graph_(head_, DeclarationsOf(request.bases)),
        changed_(graph_.size(), false),
        reasons_(graph_.size()),
        head_tests_(request.head_view ? request.head_view : ViewOf(request.head_tests)),
        base_tests_(request.head_view
                        ? request.base_views
                        : ViewsOf(request.base_tests, request.head_tests, head_tests_)) {}

  Plan Run() {
    plan_.version = kVersion;
    plan_.base = request_.range.base;
    plan_.head = request_.range.head;
    AddRequestedEscalations();
    Account();
    CompareDeclarations();
    ChangeComponents();
    ReadMessages();
    Close();
    MakeJobs();
    AddInputs();
    plan_.digest = DigestOf(plan_);
    return std::move(plan_);
  }

 private:
  void Escalate(Reason reason) { plan_.escalations.push_back(std::move(reason)); }

  void MarkChanged(GraphId id, Reason reason) {
    changed_[static_cast<size_t>(id)] = true;
    reasons_[static_cast<size_t>(id)].push_back(std::move(reason));
  }

  void AddRequestedEscalations() {
    if (request_.requested) Escalate({.kind = Kind::kRequested, .text = *request_.requested});
    if (request_.environment) {
      Escalate({.kind = Kind::kEnvironment, .text = *request_.environment});
    }
    if (!request_.no_base.empty()) Escalate({.kind = Kind::kNoBase, .text = request_.no_base});
    if (!request_.base_problem.empty()) {
      Escalate({.kind = Kind::kNoConfiguration, .text = request_.base_problem});
    }
    if (!request_.event) return;
    auto ends = request_.bases;
    ends.insert(ends.begin(), request_.head);
    for (Reason& reason : ReasonsOfEvent(*request_.event, ends)) Escalate(std::move(reason));
  }

  void Account() {
    Ownership head_ownership(head_);
    std::vector<std::unique_ptr<Ownership>> base_ownerships;
    std::vector<JudgingEnd> ends = {{&head_ownership, true}};
    bool head_judges_for_base = false;
    // What narrows counts only where every end has it; a list has but one.
    bool unknown_everywhere = head_.settings.unowned == UnownedPolicy::kUnknown &&
                              (request_.list_without_base || !request_.bases.empty());
    for (const auto& base : request_.bases) {
      // The same text judges the same, and is asked once.
      head_judges_for_base |= base == request_.head;
      if (base == request_.head) continue;
      base_ownerships.push_back(std::make_unique<Ownership>(base->declarations));
      ends.push_back({base_ownerships.back().get(), false});
      unknown_everywhere &= base->declarations.settings.unowned == UnownedPolicy::kUnknown;
    }
    std::map<std::string, Reason> full_reasons;  // by place, one a rule's pattern
    Reason unowned{.kind = Kind::kUnowned};
    std::vector<Reason> changes(graph_.size(), Reason{.kind = Kind::kChanges});
    for (const Change& change : request_.range.changes) {
      JudgedChange judged = JudgeChange(change, ends, graph_);
      if (head_judges_for_base && !judged.planned.base_rule) {
        judged.planned.base_rule = judged.planned.rule;
      }
      Count(judged.planned.state);
      if (const auto& match = judged.full) {
        Reason& reason = full_reasons[(match->at_base ? "~" : "") + ToString(match->at)];
        if (reason.count++ == 0) {
          reason = {.kind = Kind::kFullPath,
                    .at = ToString(match->at),
                    .at_base = match->at_base,
                    .path = change.path,
                    .text = match->rule->reason,
                    .count = 1};
        }
      }
      if (judged.planned.state == PathState::kUnowned && unowned.count++ == 0) {
        unowned.path = change.path;
      }
      if (judged.planned.state == PathState::kOwn && request_.list_without_base) {
        Escalate({.kind = Kind::kOwnFileWithoutBase, .path = change.path});
      }
      for (GraphId id : judged.domains) {
        Reason& reason = changes[static_cast<size_t>(id)];
        if (reason.count++ == 0) reason.path = change.path;
      }
      plan_.changes.push_back(std::move(judged.planned));
    }
    for (auto& [at, reason] : full_reasons) Escalate(std::move(reason));
    if (unowned.count > 0 && !unknown_everywhere) Escalate(std::move(unowned));
    for (size_t i = 0; i < changes.size(); ++i) {
      if (changes[i].count > 0) MarkChanged(GraphId{static_cast<int>(i)}, std::move(changes[i]));
    }
  }

  void Count(PathState state) {
    Accounting& accounting = plan_.accounting;
    ++accounting.total;
    switch (state) {
      case PathState::kOwned:
        ++accounting.owned;
        break;
      case PathState::kIgnored:
        ++accounting.ignored;
        break;
      case PathState::kEscalated:
        ++accounting.escalated;
        break;
      case PathState::kUnowned:
        ++accounting.unowned;
        break;
      case PathState::kOwn:
        ++accounting.own;
        break;
    }
  }

  // testfed's own files are judged by content: what differs between the ends.
  void CompareDeclarations() {
    std::vector<std::set<std::string>> keys(graph_.size());
    std::set<std::string> settings;
    for (const auto& base : request_.bases) {
      for (const std::string& key : DifferingKeys(base->declarations.settings, head_.settings)) {
        settings.insert(key);
      }
      for (size_t i = 0; i < graph_.size(); ++i) {
        const std::string& name = graph_.Name(GraphId{static_cast<int>(i)});
        std::optional<DomainId> at_base = base->declarations.Find(name);
        std::optional<DomainId> at_head = head_.Find(name);
        if (at_base && at_head) {
          auto differing = DifferingKeys(base->declarations[*at_base], head_[*at_head]);
          keys[i].insert(differing.begin(), differing.end());
        } else if (at_head) {
          keys[i].insert("new");
        } else if (at_base) {
          keys[i].insert("removed");
        }
      }
    }
    for (size_t i = 0; i < graph_.size(); ++i) {
      if (keys[i].empty()) continue;
      GraphId id{static_cast<int>(i)};
      Reason reason{.kind = Kind::kDeclaration, .text = Joined({keys[i].begin(), keys[i].end()})};
      if (graph_.IsInHead(id)) {
        reason.at = ToString(head_.At(head_.domains[i].position));
      } else {
        for (const auto& base : request_.bases) {
          if (auto found = base->declarations.Find(graph_.Name(id))) {
            reason.at = ToString(base->declarations.At(base->declarations[*found].position));
            reason.at_base = true;
          }
        }
      }
      MarkChanged(id, std::move(reason));
    }
    if (!settings.empty()) {
      Escalate({.kind = Kind::kSettings,
                .at = ToString(head_.At(head_.settings.position)),
                .text = Joined({settings.begin(), settings.end()})});
    }
  }

  void ChangeComponents() {
    for (const ChangedComponent& component : request_.components) {
      bool known = false;
      for (size_t i = 0; i < graph_.size(); ++i) {
        const GraphId id{static_cast<int>(i)};
        if (!graph_.IsInHead(id) || head_.domains[i].component != component.name) continue;
        known = true;
        MarkChanged(id, {.kind = Kind::kDeclaration,
                         .at = ToString(head_.At(head_.domains[i].component_position)),
                         .text = "component " + component.name + " " + component.text});
      }
      if (known) continue;
      Escalate({.kind = Kind::kRequested,
                .text = "component `" + component.name + "` belongs to no domain"});
    }
  }

  void ReadMessages() {
    // A message that is not here could name a domain, or ask for everything.
    if (!plan_.head.messages_complete && plan_.head.cut_messages_reason.empty()) {
      Escalate({.kind = Kind::kMessagesCut});
    }
    for (const Commit& commit : request_.range.commits) {
      for (const TrailerCommand& command : ReadTrailers(commit.message)) {
        if (command.all) {
          Escalate({.kind = Kind::kTrailerAll, .commit = commit.id, .text = command.line});
        }
        for (const std::string& name : command.names) {
          if (std::optional<GraphId> id = graph_.Find(name)) {
            MarkChanged(*id, {.kind = Kind::kTrailer, .commit = commit.id, .text = command.line});
          } else {
            Escalate({.kind = Kind::kTrailerUnknown,
                      .name = name,
                      .commit = commit.id,
                      .text = command.line});
          }
        }
      }
    }
  }

  void Close() {
    Reached reached = ReachedFrom(graph_, changed_);
    affected_.assign(head_.domains.size(), false);
    for (size_t i = 0; i < graph_.size(); ++i) {
      GraphId id{static_cast<int>(i)};
      bool included = reached.Includes(id);
      if (const DomainGraph::Edge* edge = reached.cause[i]) {
        reasons_[i].push_back({.kind = edge->direct ? Kind::kDirectEdge : Kind::kEdge,
                               .domain = graph_.Name(edge->from),
                               .at = ToString(edge->at),
                               .at_base = edge->at_base});
      }
      if (!graph_.IsInHead(id)) {
        AddRemoved(id);
      } else if (included) {
        affected_[i] = true;
        plan_.affected.push_back(
            {graph_.Name(id), changed_[i], reached.direct_only[i], std::move(reasons_[i])});
      } else {
        plan_.unaffected.push_back(graph_.Name(id));
        AddRemovedSuites(graph_.Name(id));
      }
      if (included && graph_.IsInHead(id)) AddRemovedSuites(graph_.Name(id));
    }
    // One step of the newer kind passes nothing on, and wakes no contract.
    runs_.resize(graph_.size());
    passes_on_.resize(graph_.size());
    for (size_t i = 0; i < graph_.size(); ++i) {
      runs_[i] = reached.Includes(GraphId{static_cast<int>(i)});
      passes_on_[i] = runs_[i] && !reached.direct_only[i];
    }
  }

  TestSelectionRequest TestRequest(bool smoke) const {
    TestSelectionRequest tests;
    tests.head = {&head_, head_tests_.get(), &request_.head->contracts};
    // What narrows counts only where every end has it.
    bool on_changed = head_.settings.contracts_wake_on == ContractsWakeOn::kChanged;
    for (size_t i = 0; i < request_.bases.size(); ++i) {
      const TestView* view = i < base_tests_.size() ? base_tests_[i].get() : nullptr;
      tests.bases.push_back(
          {&request_.bases[i]->declarations, view, &request_.bases[i]->contracts});
      on_changed &=
          request_.bases[i]->declarations.settings.contracts_wake_on == ContractsWakeOn::kChanged;
    }
    auto in = [this](const std::vector<bool>& states) {
      return [this, &states](const std::string& name) {
        std::optional<GraphId> id = graph_.Find(name);
        return id && states[static_cast<size_t>(*id)];
      };
    };
    tests.is_domain = [this](const std::string& name) { return graph_.Find(name).has_value(); };
    tests.is_affected = in(runs_);
    tests.is_changed = in(changed_);
    tests.wakes = on_changed ? in(changed_) : in(passes_on_);
    tests.smoke = smoke;
    return tests;
  }

  void AddRemoved(GraphId id) {
    Removed removed{graph_.Name(id), "", "", {}, std::move(reasons_[static_cast<size_t>(id)])};
    for (const auto& base : request_.bases) {
      if (auto found = base->declarations.Find(removed.domain)) {
        removed.owners = OwnersOf(base->declarations[*found]);
        break;
      }
    }
    plan_.removed.push_back(std::move(removed));
  }

  // Suites that a domain had at the base and has no more.
  void AddRemovedSuites(const std::string& name) {
    std::set<std::string> at_head, reported;
    for (const Suite* suite : head_.SuitesOf(*head_.Find(name))) at_head.insert(suite->name);
    for (const auto& base : request_.bases) {
      std::optional<DomainId> found = base->declarations.Find(name);
      if (!found) continue;
      for (const Suite* suite : base->declarations.SuitesOf(*found)) {
        if (at_head.contains(suite->name) || !reported.insert(suite->name).second) continue;
        plan_.removed.push_back({name, suite->name, "", OwnersOf(base->declarations[*found]), {}});
      }
    }
  }

  static std::vector<std::string> OwnersOf(const Domain& domain) {
    std::vector<std::string> owners;
    for (const DeclaredName& owner : domain.owners) owners.push_back(owner.name);
    return owners;
  }

  void MakeJobs() {
    JobRequest request;
    request.full = !plan_.escalations.empty();
    request.affected = affected_;
    // An ignored file can affect no test, a smoke test included.
    const Accounting& accounting = plan_.accounting;
    bool anything_changed = std::find(changed_.begin(), changed_.end(), true) != changed_.end();
    request.smoke =
        anything_changed || accounting.total == 0 || accounting.ignored < accounting.total;
    TestSelectionRequest tests = TestRequest(request.smoke);
    request.suites = SelectTests(tests);
    request.tests = head_tests_.get();
    request.timings = request_.timings.get();
    request.quarantined = QuarantineOf(request_);
    plan_.jobs = JobsFor(head_, request);
    CountTests(request.tests);
    for (Removed& removed : RemovedTests(tests)) plan_.removed.push_back(std::move(removed));
    plan_.jobs_declared = DeclaredJobs(head_, request.tests, request.timings);
    plan_.mode = plan_.jobs.empty() ? Mode::kNone : request.full ? Mode::kFull : Mode::kSelected;
  }

  // A suite counts once, however many axes its jobs have.
  void CountTests(const TestView* tests) {
    if (tests == nullptr) return;
    plan_.tests_total = ListedTests(*tests, AllSuites(head_).size());
    std::set<std::tuple<std::string_view, std::string_view, int>> counted;
    for (const Job& job : plan_.jobs) {
      if (counted.insert({job.domain, job.suite, job.shard}).second) {
        plan_.tests_selected += job.selected;
      }
    }
  }

  void AddInputs() {
    auto add = [&](std::string name, std::string value) {
      plan_.inputs.emplace_back(std::move(name), std::move(value));
    };
    std::string bases, trees, changes;
    std::set<std::string_view> known;
    for (const auto& base : request_.bases) {
      if (known.insert(base->hash).second) bases += (bases.empty() ? "" : "+") + base->hash;
    }
    for (const std::string& tree : request_.range.base_trees) {
      trees += (trees.empty() ? "" : "+") + tree;
    }
    for (const Change& change : request_.range.changes) {
      changes += Letter(change.status);
      changes += change.path;
      changes += '\0';
    }
    add("base_configuration", bases);
    add("base_trees", trees);
    add("changes", Sha256Hex(changes));
    add("event", request_.event ? request_.event->name : "");
    add("full", request_.requested.value_or(""));
    add("head_configuration", request_.head->hash);
    add("head_tree", request_.range.head_tree);
    if (request_.timings != nullptr) add("timings", request_.timings_hash);
    add("version", std::string(kVersion));
  }

  const SelectionRequest& request_;
  const Declarations& head_;
  DomainGraph graph_;
  std::vector<bool> changed_;                 // by GraphId
  std::vector<std::vector<Reason>> reasons_;  // by GraphId
  std::vector<bool> affected_;                // by DomainId, edges of both kinds
  std::vector<bool> runs_;                    // by GraphId, edges of both kinds
  std::vector<bool> passes_on_;               // by GraphId: affected, and not by one step only
  std::shared_ptr<const TestView> head_tests_;
  std::vector<std::shared_ptr<const TestView>> base_tests_;
  Plan plan_;
};

}  // namespace

Plan Select(const SelectionRequest& request) { return Selection(request).Run(); }

}  // namespace testfed
