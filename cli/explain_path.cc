#include <algorithm>
#include <map>

#include "cli/explanation.h"
#include "domains/inline_text.h"
#include "domains/ownership.h"
#include "domains/path_name.h"
#include "reporters/columns.h"

namespace testfed {
namespace {

std::string RoleOf(const MatchedPattern& match) {
  switch (match.role) {
    case MatchedPattern::Role::kInclude:
      return "include";
    case MatchedPattern::Role::kExclude:
      return "exclude";
    case MatchedPattern::Role::kIgnore:
      return "ignore";
    case MatchedPattern::Role::kFull:
      return "full";
  }
  return "";
}

std::string Verdict(const Declarations& declarations, const Judgement& judgement) {
  switch (judgement.state) {
    case OwnershipState::kOwn:
      return "One of testfed's own files, judged by content";
    case OwnershipState::kFull: {
      const std::string& reason = judgement.rule->full->reason;
      return "A change of it runs everything" + (reason.empty() ? "" : ": " + reason);
    }
    case OwnershipState::kIgnored:
      return "Ignored: by its own rule it can affect no test";
    case OwnershipState::kOwned:
      break;
    case OwnershipState::kUnowned:
      if (judgement.domains.empty())
        return "Belongs to no domain, so a change of it runs everything";
      return "Belongs to no other domain, so to " +
             NameWithOwners(declarations[judgement.domains.front()]);
  }
  std::string names;
  for (DomainId id : judgement.domains) {
    names += (names.empty() ? "" : ", ") + NameWithOwners(declarations[id]);
  }
  return "Owned by " + names;
}

// Every pattern that matched, the best first; the deciding ones are marked.
std::string Patterns(const Declarations& declarations, const Judgement& judgement,
                     std::string_view path) {
  std::vector<MatchedPattern> matches = AllMatches(declarations, path);
  if (matches.empty()) return "  no pattern matches it\n";
  bool several = declarations.domains.size() > 1;
  Columns columns({2, 2, 2, 3, 3});
  std::map<DomainId, bool> decided;
  bool other_decided = false;
  for (const MatchedPattern& match : matches) {
    bool decides = false;
    if (match.domain) {
      // The first of each domain is its winner; exclusive ownership keeps one domain.
      bool first = decided.emplace(*match.domain, true).second;
      bool owner = std::find(judgement.domains.begin(), judgement.domains.end(), *match.domain) !=
                   judgement.domains.end();
      decides = first && (owner ? judgement.state == OwnershipState::kOwned
                                : match.role == MatchedPattern::Role::kExclude &&
                                      judgement.state != OwnershipState::kFull);
    } else if (judgement.rule && judgement.rule->pattern == match.pattern) {
      decides = !other_decided;
      other_decided = true;
    }
    int literals = match.rank.literals;
    columns.Row({RoleOf(match), QuotePath(match.pattern->pattern.text()),
                 match.domain && several ? declarations[*match.domain].name : "",
                 "depth " + std::to_string(match.rank.depth) + ", " + std::to_string(literals) +
                     (literals == 1 ? " literal" : " literals"),
                 ToString(declarations.At(match.pattern->position)), decides ? "decides" : ""});
  }
  return columns.Text();
}

std::string SuiteNames(const Declarations& declarations, DomainId id) {
  if (!declarations.DeclaresSuites()) return "its job";
  std::string names;
  for (const Suite* suite : declarations.SuitesOf(id)) {
    names += (names.empty() ? "" : ", ") + suite->name;
  }
  return names.empty() ? "no suite" : "all suites: " + names;
}

// Contracts that such a change wakes, where their consumers do not run all their tests anyway.
void AddContracts(const Subject& subject, const std::vector<bool>& changed, const Reached& reached,
                  Columns& columns) {
  for (const StandingAgreement& one : subject.standing) {
    const Agreement& agreement = one.agreement;
    std::optional<GraphId> consumer = subject.graph.Find(agreement.consumer);
    if (consumer && reached.Includes(*consumer)) continue;
    const std::vector<bool>& waking =
        LooksAtChanges(subject, agreement) ? changed : reached.affected;
    for (const std::string& provider : agreement.providers) {
      std::optional<GraphId> id = subject.graph.Find(provider);
      if (!id || !waking[static_cast<size_t>(*id)]) continue;
      const std::string& suite = agreement.kept_by.front().suite;
      bool all = one.opaque || one.tests.empty();
      columns.Row(
          {agreement.consumer,
           all ? "all of " + suite
               : std::to_string(one.tests.size()) +
                     (one.tests.size() == 1 ? " test of " : " tests of ") + suite,
           ChainText(subject.graph, reached, *id) + " -> contract " + InlineText(agreement.name),
           ToString(one.at)});
      break;
    }
  }
}

std::string SmokeTests(const Subject& subject) {
  if (subject.tests == nullptr) return "";
  auto count = std::count_if(subject.tests->discovery.tests.begin(),
                             subject.tests->discovery.tests.end(), [](const Test& test) {
                               return std::any_of(
                                   test.tags.begin(), test.tags.end(),
                                   [](const Tag& tag) { return tag.kind == Tag::Kind::kSmoke; });
                             });
  if (count == 0) return "";
  return "  and " +
         (count == 1 ? "the smoke test\n" : "the " + std::to_string(count) + " smoke tests\n");
}

std::string WhatRuns(const Subject& subject, const Judgement& judgement) {
  if (judgement.state == OwnershipState::kFull ||
      (judgement.state == OwnershipState::kUnowned &&
       (judgement.domains.empty() ||
        subject.declarations.settings.unowned == UnownedPolicy::kFull))) {
    return "\nA change of it runs every suite\n";
  }
  if (judgement.state == OwnershipState::kOwn || judgement.state == OwnershipState::kIgnored) {
    return "";
  }
  std::vector<bool> changed(subject.graph.size(), false);
  for (DomainId id : judgement.domains) changed[static_cast<size_t>(id)] = true;
  Reached reached = ReachedFrom(subject.graph, changed);
  Columns columns({2, 3, 3});
  for (size_t i = 0; i < subject.graph.size(); ++i) {
    GraphId id{static_cast<int>(i)};
    if (!reached.Includes(id)) continue;
    const DomainGraph::Edge* cause = reached.cause[i];
    columns.Row({subject.graph.Name(id),
                 SuiteNames(subject.declarations, DomainId{static_cast<int>(i)}),
                 cause ? ChainText(subject.graph, reached, id) : "its domain",
                 cause ? ToString(cause->at) : ""});
  }
  AddContracts(subject, changed, reached, columns);
  return "\nA change of it runs\n" + columns.Text() + SmokeTests(subject);
}

std::string InYourChange(const Subject& subject, std::string_view path) {
  if (!subject.plan) return "";
  for (const PlannedChange& change : subject.plan->changes) {
    if (change.path != path) continue;
    std::string text = "\nIn your change: " + std::string(ToString(change.status)) + ", " +
                       std::string(ToString(change.state));
    if (change.base_rule && (!change.rule || change.rule->at != change.base_rule->at)) {
      text += "; at the base by `" + change.base_rule->pattern + "` " + change.base_rule->at;
    }
    return text + "\n";
  }
  return "\nIn your change: not changed\n";
}

// Counts the files below a folder by their label.
class LabelCounter : public TreeVisitor {
 public:
  LabelCounter(Ownership& ownership, std::string_view folder)
      : ownership_(ownership), folder_(folder) {
    levels_.push_back(ownership_.walk().Root());
  }
  bool EnterDirectory(std::string_view name, std::string_view) override {
    std::string path = path_ + std::string(name) + "/";
    if (!path.starts_with(folder_) && !folder_.starts_with(path)) return false;
    levels_.push_back(ownership_.walk().Enter(levels_.back(), name));
    path_ = std::move(path);
    return true;
  }
  void LeaveDirectory() override {
    levels_.pop_back();
    path_.pop_back();
    path_.resize(path_.rfind('/') + 1);  // npos + 1 is 0
  }
  void File(std::string_view name) override {
    if (!path_.starts_with(folder_)) return;
    ++counts_[ownership_.LabelOf(ownership_.Of(ownership_.walk().File(levels_.back(), name)))];
  }
  const std::map<std::string, int>& counts() const { return counts_; }

 private:
  Ownership& ownership_;
  std::string folder_;
  std::string path_;
  std::vector<MatchWalk::Directory> levels_;
  std::map<std::string, int> counts_;
};

}  // namespace

std::string ExplainFile(const Subject& subject, std::string_view path) {
  Ownership ownership(subject.declarations);
  const Judgement& judgement = ownership.Of(path);
  std::string text = InlinePath(path) + "\n\n" + Verdict(subject.declarations, judgement) + "\n" +
                     Patterns(subject.declarations, judgement, path) +
                     WhatRuns(subject, judgement) + InYourChange(subject, path);
  if (judgement.state == OwnershipState::kUnowned && judgement.domains.empty()) {
    size_t slash = path.find('/');
    std::string pattern = slash == std::string_view::npos
                              ? std::string(path)
                              : std::string(path.substr(0, slash)) + "/**";
    text += "hint: name it in an `include`, or in `ignore` where no test reads it, as in\n  \"" +
            pattern + "\"\n";
  }
  return text;
}

absl::StatusOr<std::string> ExplainFolder(const Subject& subject, std::string_view path) {
  Ownership ownership(subject.declarations);
  MatchWalk::Directory directory = ownership.walk().Root();
  for (std::string_view rest = path; !rest.empty();) {
    size_t slash = rest.find('/');
    directory = ownership.walk().Enter(directory, rest.substr(0, slash));
    rest.remove_prefix(slash + 1);
  }
  const Judgement& judgement = ownership.Of(ownership.walk().NewFile(directory));
  std::string text = (path.empty() ? "./" : InlinePath(path)) +
                     ", a folder\n\nA new file in it: " + ownership.LabelOf(judgement) + "\n";
  // A name that no literal pattern means, so that what matches is what any new file gets.
  text += Patterns(subject.declarations, judgement, std::string(path) + "\x01");
  if (subject.workspace.repository() != nullptr) {
    LabelCounter counter(ownership, path);
    TESTFED_ASSIGN_OR_RETURN(Snapshot current, subject.workspace.Current());
    TESTFED_RETURN_IF_ERROR(subject.workspace.repository()->Walk(current, counter));
    Columns columns({2});
    for (const auto& [label, count] : counter.counts()) {
      columns.Row({label, std::to_string(count) + (count == 1 ? " file" : " files")});
    }
    text +=
        counter.counts().empty() ? "\nNo file lies below it\n" : "\nBelow it\n" + columns.Text();
  }
  return text + WhatRuns(subject, judgement);
}

}  // namespace testfed
