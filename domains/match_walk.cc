#include "domains/match_walk.h"

#include <algorithm>
#include <span>
#include <tuple>
#include <utility>

namespace testfed {
bool Outranks(const Winner& a, const Winner& b) {
  // Booleans and rule numbers are turned so that greater is better: excludes, and earlier rules.
  return std::make_tuple(a.depth, a.literals, !a.include, -a.rule) >
         std::make_tuple(b.depth, b.literals, !b.include, -b.rule);
}

MatchWalk::MatchWalk(const MatchTrie& trie) : trie_(trie), matched_(trie.rules(), false) {
  Intern({});
  InternActive({});
  WinnersId winners{};
  std::vector<int> active;
  for (int node : trie_.RootNodes()) {
    winners = Apply(winners, node, false, 0);  // `**` matches at the root
    if (trie_.HasChildren(node)) active.push_back(node);
  }
  std::sort(active.begin(), active.end());
  root_ = {InternActive(std::move(active)), winners, 0};
}

MatchWalk::Directory MatchWalk::Enter(const Directory& directory, std::string_view name) {
  Directory below{kNone, directory.winners, directory.depth + 1};
  if (directory.active == kNone) return below;
  const MatchTrie::NodeSet& set = actives_[static_cast<size_t>(directory.active)].nodes;
  trie_.Step(set, name, reached_);
  for (int node : set.always) below.winners = Apply(below.winners, node, false, below.depth);
  below.active = ActiveBelow(directory.active);
  for (int node : reached_) {
    below.winners = Apply(below.winners, node, false, below.depth);
    if (trie_.HasChildren(node)) below.active = ActiveWith(below.active, node);
  }
  return below;
}

WinnersId MatchWalk::File(const Directory& directory, std::string_view name) {
  if (directory.active == kNone) return directory.winners;
  if (directory.file_winners == kNoWinners) directory.file_winners = NewFile(directory);
  WinnersId winners = directory.file_winners;
  trie_.Step(actives_[static_cast<size_t>(directory.active)].nodes, name, reached_);
  for (int node : reached_) winners = Apply(winners, node, true, directory.depth + 1);
  return winners;
}

WinnersId MatchWalk::NewFile(const Directory& directory) {
  WinnersId winners = directory.winners;
  for (int node : actives_[static_cast<size_t>(directory.active)].nodes.always) {
    winners = Apply(winners, node, true, directory.depth + 1);
  }
  return winners;
}

WinnersId MatchWalk::Resolve(std::string_view path) {
  size_t depth = 0;
  const Directory* directory = &root_;
  for (size_t slash; (slash = path.find('/')) != std::string_view::npos; ++depth) {
    const std::string_view name = path.substr(0, slash);
    if (depth == stack_.size() || stack_[depth].first != name) {
      const Directory below = Enter(*directory, name);
      stack_.resize(depth);
      stack_.emplace_back(name, below);
    }
    directory = &stack_[depth].second;
    path.remove_prefix(slash + 1);
  }
  return File(*directory, path);
}

WinnersId MatchWalk::Apply(WinnersId winners, int node, bool is_file, int depth) {
  const std::span<const MatchTrie::Terminal> terminals = trie_.TerminalsOf(node);
  if (terminals.empty()) return winners;
  auto [found, fresh] =
      applied_.try_emplace({winners, node * 2 + (is_file ? 1 : 0), depth}, winners);
  if (!fresh) return found->second;
  std::vector<Winner>& next = next_;
  next = WinnersOf(winners);
  for (const MatchTrie::Terminal& terminal : terminals) {
    if (terminal.reach == (is_file ? Reach::kBelow : Reach::kFilesOnly)) continue;
    matched_[static_cast<size_t>(terminal.rule)] = true;
    Winner winner{terminal.slot, depth, terminal.literals, terminal.rule, terminal.include};
    auto at = std::lower_bound(next.begin(), next.end(), winner.slot,
                               [](const Winner& w, int slot) { return w.slot < slot; });
    if (at == next.end() || at->slot != winner.slot) {
      next.insert(at, winner);
    } else if (Outranks(winner, *at)) {
      *at = winner;
    }
  }
  WinnersId result = Intern(next);
  found->second = result;  // Intern does not touch applied_
  return result;
}

WinnersId MatchWalk::Intern(const std::vector<Winner>& winners) {
  std::uint64_t hash = winners.size();
  for (const Winner& w : winners) {
    // The literals follow from the rule and, nearly always, its alternative: equality compares
    // them.
    const auto rule = static_cast<std::uint64_t>(w.rule) << 32;
    hash = (hash ^ rule ^ static_cast<std::uint64_t>(w.depth)) * 0x9e3779b97f4a7c15;
    hash ^= hash >> 29;
  }
  const int next = static_cast<int>(winners_.size());
  const auto [found, fresh] = winner_ids_.try_emplace(hash, next);
  for (int id = fresh ? -1 : found->second; id >= 0; id = same_hash_[static_cast<size_t>(id)]) {
    if (winners_[static_cast<size_t>(id)] == winners) return WinnersId(id);
  }
  same_hash_.push_back(fresh ? -1 : found->second);
  found->second = next;
  winners_.push_back(winners);
  return WinnersId(next);
}

int MatchWalk::ActiveBelow(int active) {
  ActiveSet& set = actives_[static_cast<size_t>(active)];
  if (set.below < 0) set.below = InternActive(set.nodes.remaining);
  return set.below;
}

int MatchWalk::ActiveWith(int active, int node) {
  const std::uint64_t key =
      static_cast<std::uint64_t>(active) << 32 | static_cast<std::uint32_t>(node);
  const auto [found, fresh] = active_with_.try_emplace(key, active);
  if (!fresh) return found->second;
  std::vector<int> nodes = actives_[static_cast<size_t>(active)].nodes.nodes;
  const auto at = std::lower_bound(nodes.begin(), nodes.end(), node);
  if (at == nodes.end() || *at != node) {
    nodes.insert(at, node);
    found->second = InternActive(std::move(nodes));  // which does not touch active_with_
  }
  return found->second;
}

int MatchWalk::InternActive(std::vector<int> nodes) {
  const auto [found, fresh] = active_ids_.try_emplace(nodes, static_cast<int>(actives_.size()));
  const int id = found->second;
  if (fresh) actives_.push_back({trie_.SetOf(std::move(nodes)), -1});
  return id;
}

}  // namespace testfed
