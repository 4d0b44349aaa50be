#include "domains/match_walk.h"

#include <algorithm>
#include <tuple>

namespace testfed {
namespace {

// Whether `a` decides over `b`; both are of one slot.
bool Outranks(const Winner& a, const Winner& b) {
  // Booleans and rule numbers are turned so that greater is better: excludes, and earlier rules.
  return std::make_tuple(a.depth, a.literals, !a.include, -a.rule) >
         std::make_tuple(b.depth, b.literals, !b.include, -b.rule);
}

}  // namespace

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
  root_ = {InternActive(active), winners, 0};
}

MatchWalk::Directory MatchWalk::Enter(const Directory& directory, std::string_view name) {
  Directory below{kNone, directory.winners, directory.depth + 1};
  if (directory.active == kNone) return below;
  std::uint64_t hash = MatchTrie::HashOf(name);
  reached_.clear();
  for (int node : actives_[static_cast<size_t>(directory.active)]) {
    trie_.Step(node, name, hash, reached_);
  }
  size_t kept = 0;
  for (size_t i = 0; i < reached_.size(); ++i) {
    int node = reached_[i];
    if (!trie_.TerminalsOf(node).empty()) {
      below.winners = Apply(below.winners, node, false, below.depth);
    }
    if (trie_.HasChildren(node)) reached_[kept++] = node;
  }
  reached_.resize(kept);
  std::sort(reached_.begin(), reached_.end());
  reached_.erase(std::unique(reached_.begin(), reached_.end()), reached_.end());
  below.active = InternActive(reached_);
  return below;
}

WinnersId MatchWalk::File(const Directory& directory, std::string_view name) {
  WinnersId winners = directory.winners;
  if (directory.active == kNone) return winners;
  std::uint64_t hash = MatchTrie::HashOf(name);
  reached_.clear();
  for (int node : actives_[static_cast<size_t>(directory.active)]) {
    trie_.Step(node, name, hash, reached_);
  }
  for (int node : reached_) {
    if (!trie_.TerminalsOf(node).empty()) {
      winners = Apply(winners, node, true, directory.depth + 1);
    }
  }
  return winners;
}

WinnersId MatchWalk::NewFile(const Directory& directory) {
  WinnersId winners = directory.winners;
  for (int node : actives_[static_cast<size_t>(directory.active)]) {
    int any = trie_.AnyChild(node);
    if (any >= 0) winners = Apply(winners, any, true, directory.depth + 1);
  }
  return winners;
}

WinnersId MatchWalk::Resolve(std::string_view path) {
  size_t depth = 0;
  Directory directory = root_;
  while (true) {
    size_t slash = path.find('/');
    if (slash == std::string_view::npos) break;
    std::string_view name = path.substr(0, slash);
    if (depth < stack_.size() && stack_[depth].first == name) {
      directory = stack_[depth].second;
    } else {
      stack_.resize(depth);
      directory = Enter(directory, name);
      stack_.emplace_back(name, directory);
    }
    ++depth;
    path.remove_prefix(slash + 1);
  }
  return File(directory, path);
}

WinnersId MatchWalk::Apply(WinnersId winners, int node, bool is_file, int depth) {
  const std::vector<MatchTrie::Terminal>& terminals = trie_.TerminalsOf(node);
  if (terminals.empty()) return winners;
  auto [found, fresh] =
      applied_.try_emplace({winners, node * 2 + (is_file ? 1 : 0), depth}, winners);
  if (!fresh) return found->second;
  std::vector<Winner> next = WinnersOf(winners);
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
  WinnersId result = Intern(std::move(next));
  found->second = result;  // Intern does not touch applied_
  return result;
}

WinnersId MatchWalk::Intern(std::vector<Winner> winners) {
  auto [found, fresh] = winner_ids_.try_emplace(winners, static_cast<int>(winners_.size()));
  if (fresh) winners_.push_back(std::move(winners));
  return WinnersId(found->second);
}

int MatchWalk::InternActive(const std::vector<int>& nodes) {
  auto [found, fresh] = active_ids_.try_emplace(nodes, static_cast<int>(actives_.size()));
  if (fresh) actives_.push_back(nodes);
  return found->second;
}

}  // namespace testfed
