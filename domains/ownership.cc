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
          folder + "domains.quarantine.yaml", folder + "domains.accepted.yaml",
          folder + "domains.timings.txt"};
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
  std::set<std::string> files = {own.declarations, own.dump, own.quarantine, own.accepted,
                                 own.timings};
  if (!declarations.settings.timings.empty()) files.insert(declarations.settings.timings);
  for (const Domain& domain : declarations.domains) {
    if (domain.home.empty()) continue;
    files.insert(ContractFileOf(domain));
    files.insert(ContractDumpOf(domain));
  }
  return {files.begin(), files.end()};
}

Ownership::Ownership(const Declarations& declarations)
    : declarations_(declarations), own_(AllOwnFiles(declarations)) {
  ListRules();
}

void Ownership::ListRules() {
  auto add = [&](const DeclaredPattern& pattern, int slot, bool include, RuleReference reference) {
    reference.pattern = &pattern;
    rules_.push_back({slot, include});
    sources_.push_back(reference);
  };
  std::optional<DomainId> unknown = declarations_.Unknown();
  for (size_t i = 0; i < declarations_.domains.size(); ++i) {
    DomainId id{static_cast<int>(i)};
    if (id == unknown) continue;  // it never competes
    const Domain& domain = declarations_.domains[i];
    RuleReference reference;
    reference.domain = id;
    for (const auto& pattern : domain.include) add(pattern, static_cast<int>(i), true, reference);
    for (const auto& pattern : domain.exclude) add(pattern, static_cast<int>(i), false, reference);
  }
  for (const auto& pattern : declarations_.settings.ignore) {
    add(pattern, IgnoreSlot(declarations_), true, {});
  }
  for (const FullRule& full : declarations_.settings.full) {
    RuleReference reference;
    reference.full = &full;
    for (const auto& pattern : full.paths) add(pattern, FullSlot(declarations_), true, reference);
  }
  for (size_t i = 0; i < own_.size(); ++i) {
    rules_.push_back({OwnSlot(declarations_), true});
    sources_.emplace_back();
  }
}

MatchWalk& Ownership::walk() {
  if (!matcher_) {
    std::vector<MatchRule> rules;
    for (const std::string& path : own_) own_files_.push_back({ExactFile(path)});
    auto own_file = own_files_.begin();
    for (size_t i = 0; i < rules_.size(); ++i) {
      const DeclaredPattern* pattern = sources_[i].pattern;
      rules.push_back({pattern == nullptr ? &*own_file++ : &pattern->pattern.alternatives(),
                       rules_[i].slot, rules_[i].include});
    }
    matcher_.emplace(rules);
  }
  return matcher_->walk;
}

const Judgement& Ownership::Of(std::string_view path) {
  if (matcher_ || tried_ > rules_.size()) return Of(walk().Resolve(path));
  return few_.emplace_back(Judge(WinnersAmongFew(path)));
}

// What MatchWalk finds: of each slot the rule that decides, by slot.
std::vector<Winner> Ownership::WinnersAmongFew(std::string_view path) {
  if (by_folder_.empty()) {
    for (size_t i = 0; i < sources_.size(); ++i) {
      if (sources_[i].pattern == nullptr) continue;
      by_folder_[sources_[i].pattern->pattern.LiteralFolder()].push_back(static_cast<int>(i));
    }
  }
  std::vector<Winner> found;
  auto try_folder = [&](std::string_view folder) {
    const auto rules = by_folder_.find(folder);
    if (rules == by_folder_.end()) return;
    for (const int rule : rules->second) {
      ++tried_;
      const auto index = static_cast<size_t>(rule);
      if (const std::optional<Rank> rank = sources_[index].pattern->pattern.Match(path)) {
        found.push_back(
            {rules_[index].slot, rank->depth, rank->literals, rule, rules_[index].include});
      }
    }
  };
  try_folder("");
  for (size_t slash = path.find('/'); slash != std::string_view::npos;
       slash = path.find('/', slash + 1)) {
    try_folder(path.substr(0, slash));
  }
  try_folder(path);
  if (std::binary_search(own_.begin(), own_.end(), path)) {
    found.push_back({OwnSlot(declarations_), 0, 0, static_cast<int>(rules_.size()) - 1, true});
  }
  std::sort(found.begin(), found.end(), [](const Winner& a, const Winner& b) {
    return a.slot != b.slot ? a.slot < b.slot : Outranks(a, b);
  });
  found.erase(std::unique(found.begin(), found.end(),
                          [](const Winner& a, const Winner& b) { return a.slot == b.slot; }),
              found.end());
  return found;
}

const Judgement& Ownership::Of(WinnersId winners) {
  auto index = static_cast<size_t>(winners);
  if (judgements_.size() <= index) judgements_.resize(walk().winners_count());
  std::optional<Judgement>& judgement = judgements_[index];
  if (!judgement) judgement = Judge(walk().WinnersOf(winners));
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
  WinnersId winners = walk().Resolve(path);
  std::vector<DomainId> domains = DomainsOf(walk().WinnersOf(winners));
  if (domains.empty()) {
    if (auto unknown = declarations_.Unknown()) domains.push_back(*unknown);
  }
  return domains;
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
