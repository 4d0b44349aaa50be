#include "domains/ownership.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace testfed {

namespace {

// Slots of the trie that are no domains come after the domains.
int IgnoreSlot(const Declarations& d) { return static_cast<int>(d.domains.size()); }
int FullSlot(const Declarations& d) { return IgnoreSlot(d) + 1; }
int OwnSlot(const Declarations& d) { return IgnoreSlot(d) + 2; }

// A path as the alternative that matches exactly that file.
Alternative ExactFile(std::string_view path) {
  Alternative alternative;
  alternative.reach = Reach::kFilesOnly;
  alternative.literals = static_cast<int>(path.size());
  while (true) {
    size_t slash = path.find('/');
    Segment segment;
    segment.first = std::string(path.substr(0, slash));
    alternative.segments.push_back(std::move(segment));
    if (slash == std::string_view::npos) return alternative;
    path.remove_prefix(slash + 1);
  }
}

}  // namespace

OwnFiles OwnFilesOf(std::string_view declarations_file) {
  size_t slash = declarations_file.rfind('/');
  std::string folder(slash == std::string_view::npos ? "" : declarations_file.substr(0, slash + 1));
  return {std::string(declarations_file), folder + "domain.dump.txt",
          folder + "domains.quarantine.yaml", folder + "domains.accepted.yaml"};
}

namespace {
std::string InHome(const Domain& domain, std::string_view name) {
  if (domain.home.empty()) return "";
  return (domain.home == "." ? "" : domain.home + "/") + std::string(name);
}
}  // namespace

std::string ContractFileOf(const Domain& domain) { return InHome(domain, "contracts.yaml"); }
std::string ContractDumpOf(const Domain& domain) { return InHome(domain, "contract.dump.txt"); }

std::vector<std::string> AllOwnFiles(const Declarations& declarations) {
  OwnFiles own = OwnFilesOf(declarations.file);
  std::set<std::string> files = {own.declarations, own.dump, own.quarantine, own.accepted};
  for (const Domain& domain : declarations.domains) {
    if (domain.home.empty()) continue;
    files.insert(ContractFileOf(domain));
    files.insert(ContractDumpOf(domain));
  }
  return {files.begin(), files.end()};
}

std::vector<MatchRule> Ownership::RulesOf(const Declarations& declarations,
                                          std::vector<RuleReference>& sources,
                                          std::deque<std::vector<Alternative>>& own_files) {
  std::vector<MatchRule> rules;
  auto add = [&](const DeclaredPattern& pattern, int slot, bool include, RuleReference reference) {
    reference.pattern = &pattern;
    rules.push_back({&pattern.pattern.alternatives(), slot, include});
    sources.push_back(reference);
  };
  std::optional<DomainId> unknown = declarations.Unknown();
  for (size_t i = 0; i < declarations.domains.size(); ++i) {
    DomainId id{static_cast<int>(i)};
    if (id == unknown) continue;  // it never competes
    const Domain& domain = declarations.domains[i];
    RuleReference reference;
    reference.domain = id;
    for (const auto& pattern : domain.include) add(pattern, static_cast<int>(i), true, reference);
    for (const auto& pattern : domain.exclude) add(pattern, static_cast<int>(i), false, reference);
  }
  for (const auto& pattern : declarations.settings.ignore) {
    add(pattern, IgnoreSlot(declarations), true, {});
  }
  for (const FullRule& full : declarations.settings.full) {
    RuleReference reference;
    reference.full = &full;
    for (const auto& pattern : full.paths) add(pattern, FullSlot(declarations), true, reference);
  }
  for (const std::string& path : AllOwnFiles(declarations)) {
    own_files.push_back({ExactFile(path)});
    rules.push_back({&own_files.back(), OwnSlot(declarations), true});
    sources.emplace_back();
  }
  return rules;
}

Ownership::Ownership(const Declarations& declarations)
    : declarations_(declarations),
      trie_(RulesOf(declarations, sources_, own_files_)),
      walk_(trie_) {}

const Judgement& Ownership::Of(WinnersId winners) {
  auto index = static_cast<size_t>(winners);
  if (judgements_.size() <= index) judgements_.resize(walk_.winners_count());
  std::optional<Judgement>& judgement = judgements_[index];
  if (!judgement) judgement = Judge(walk_.WinnersOf(winners));
  return *judgement;
}

std::vector<DomainId> Ownership::DomainsOf(const std::vector<Winner>& winners) const {
  std::vector<DomainId> domains;
  const Winner* best = nullptr;
  for (const Winner& winner : winners) {
    if (winner.slot >= IgnoreSlot(declarations_) || !winner.include) continue;
    domains.push_back(DomainId(winner.slot));
    // Slots are in order of declaration, so the first of equals is the domain declared first.
    if (best == nullptr ||
        Rank{best->depth, best->literals} < Rank{winner.depth, winner.literals}) {
      best = &winner;
    }
  }
  if (best != nullptr && declarations_.settings.ownership == OwnershipKind::kExclusive) {
    domains = {DomainId(best->slot)};
  }
  return domains;
}

std::vector<DomainId> Ownership::OwnersOf(std::string_view path) {
  WinnersId winners = walk_.Resolve(path);
  std::vector<DomainId> domains = DomainsOf(walk_.WinnersOf(winners));
  return domains.empty() ? Of(winners).domains : domains;
}

Judgement Ownership::Judge(const std::vector<Winner>& winners) const {
  const auto rank = [](const Winner& w) { return Rank{w.depth, w.literals}; };
  const auto is_domain = [&](const Winner& w) { return w.slot < IgnoreSlot(declarations_); };
  const Winner *ignore = nullptr, *full = nullptr, *best = nullptr;  // best: of the includes
  bool own = false;
  for (const Winner& winner : winners) {
    if (winner.slot == OwnSlot(declarations_)) own = true;
    if (winner.slot == FullSlot(declarations_)) full = &winner;
    if (winner.slot == IgnoreSlot(declarations_)) ignore = &winner;
    if (!is_domain(winner) || !winner.include) continue;
    // Slots are in order of declaration, so the first of equals is the domain declared first.
    if (best == nullptr || rank(*best) < rank(winner)) best = &winner;
  }
  auto reference = [&](const Winner& w) {
    RuleReference r = sources_[static_cast<size_t>(w.rule)];
    r.rank = rank(w);
    return r;
  };
  Judgement judgement;
  if (own) {
    judgement.state = OwnershipState::kOwn;
  } else if (full != nullptr) {
    judgement.state = OwnershipState::kFull;
    judgement.rule = reference(*full);
  } else if (ignore != nullptr && (best == nullptr || rank(*ignore) > rank(*best))) {
    judgement.state = OwnershipState::kIgnored;
    judgement.rule = reference(*ignore);
  } else if (best != nullptr) {
    judgement.state = OwnershipState::kOwned;
    judgement.rule = reference(*best);
    judgement.domains = DomainsOf(winners);
  } else {
    if (auto unknown = declarations_.Unknown()) judgement.domains.push_back(*unknown);
    for (const Winner& winner : winners) {
      if (is_domain(winner)) judgement.excluders.push_back(reference(winner));
    }
  }
  return judgement;
}

std::string Ownership::LabelOf(const Judgement& judgement) const {
  switch (judgement.state) {
    case OwnershipState::kOwn:
      return "(testfed)";
    case OwnershipState::kFull:
      return "(full)";
    case OwnershipState::kIgnored:
      return "(ignored)";
    case OwnershipState::kOwned:
    case OwnershipState::kUnowned:
      break;
  }
  std::string label;
  for (DomainId id : judgement.domains) {
    if (!label.empty()) label += ',';
    label += declarations_[id].name;
  }
  return label.empty() ? "(unowned)" : label;
}

std::vector<MatchedPattern> AllMatches(const Declarations& declarations, std::string_view path) {
  std::vector<MatchedPattern> matches;
  auto add = [&](MatchedPattern::Role role, std::optional<DomainId> domain, const FullRule* full,
                 const std::vector<DeclaredPattern>& patterns) {
    for (const DeclaredPattern& pattern : patterns) {
      if (std::optional<Rank> rank = pattern.pattern.Match(path)) {
        matches.push_back({role, domain, &pattern, full, *rank});
      }
    }
  };
  std::optional<DomainId> unknown = declarations.Unknown();
  for (size_t i = 0; i < declarations.domains.size(); ++i) {
    DomainId id{static_cast<int>(i)};
    if (id == unknown) continue;
    add(MatchedPattern::Role::kInclude, id, nullptr, declarations.domains[i].include);
    add(MatchedPattern::Role::kExclude, id, nullptr, declarations.domains[i].exclude);
  }
  add(MatchedPattern::Role::kIgnore, std::nullopt, nullptr, declarations.settings.ignore);
  for (const FullRule& full : declarations.settings.full) {
    add(MatchedPattern::Role::kFull, std::nullopt, &full, full.paths);
  }
  std::stable_sort(matches.begin(), matches.end(),
                   [](const MatchedPattern& a, const MatchedPattern& b) {
                     return std::make_tuple(a.rank, a.role == MatchedPattern::Role::kExclude) >
                            std::make_tuple(b.rank, b.role == MatchedPattern::Role::kExclude);
                   });
  return matches;
}

}  // namespace testfed
