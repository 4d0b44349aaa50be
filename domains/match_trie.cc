#include "domains/match_trie.h"

#include <algorithm>
#include <cstring>

#include "absl/container/flat_hash_map.h"

namespace testfed {
namespace {

constexpr std::uint64_t kMultiplier = 0x9e3779b97f4a7c15;

// Segments of one node are equal when they were written alike. Literals and suffixes, which lie in
// tables by their bytes, also when they were escaped apart: `*bb` and `*b\b` are one child.
std::string ChildKey(int node, const Segment& segment) {
  std::string key(reinterpret_cast<const char*>(&node), sizeof node);
  if (segment.kind == Segment::Kind::kLiteral) return key + "=" + segment.first;
  if (segment.kind == Segment::Kind::kSuffix) return key + "*" + segment.second;
  return key + "~" + segment.source;
}

struct LiteralOrSuffix {
  int node;
  const std::string* text;
  int child;
};

}  // namespace

std::uint64_t MatchTrie::HashOf(std::string_view name) {
  std::uint64_t hash = name.size() * kMultiplier;
  const char* at = name.data();
  size_t left = name.size();
  while (left >= 8) {
    std::uint64_t word;
    std::memcpy(&word, at, 8);
    hash = (hash ^ word) * kMultiplier;
    hash ^= hash >> 29;
    at += 8;
    left -= 8;
  }
  if (left > 0) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, left);
    hash = (hash ^ word) * kMultiplier;
    hash ^= hash >> 29;
  }
  return hash;
}

std::uint64_t MatchTrie::Table::Mix(int node, std::uint64_t hash) {
  std::uint64_t mixed = (hash ^ static_cast<std::uint64_t>(node) * 0xff51afd7ed558ccd) * kMultiplier;
  return mixed ^ (mixed >> 32);
}

void MatchTrie::Table::Reserve(size_t entries) {
  size_t size = 8;
  while (size < entries * 2) size *= 2;
  entries_.assign(size, {});
  mask_ = size - 1;
}

void MatchTrie::Table::Insert(int node, std::uint64_t hash, const std::string* text, int child) {
  std::uint64_t at = Mix(node, hash) & mask_;
  while (entries_[at].node >= 0) at = (at + 1) & mask_;
  entries_[at] = {hash, node, child, text};
}

int MatchTrie::Table::Find(int node, std::uint64_t hash, std::string_view text) const {
  for (std::uint64_t at = Mix(node, hash) & mask_;; at = (at + 1) & mask_) {
    const Entry& entry = entries_[at];
    if (entry.node < 0) return -1;
    if (entry.hash == hash && entry.node == node && *entry.text == text) return entry.child;
  }
}

MatchTrie::MatchTrie(const std::vector<MatchRule>& rules) : rules_(rules.size()) {
  nodes_.emplace_back();
  absl::flat_hash_map<std::string, int> children;
  std::vector<LiteralOrSuffix> literals, suffixes;
  for (size_t index = 0; index < rules.size(); ++index) {
    const MatchRule& rule = rules[index];
    for (const Alternative& alternative : *rule.alternatives) {
      int at = 0;
      for (const Segment& segment : alternative.segments) {
        auto [found, fresh] = children.try_emplace(ChildKey(at, segment), -1);
        if (!fresh) {
          at = found->second;
          continue;
        }
        int child = static_cast<int>(nodes_.size());
        found->second = child;
        nodes_.emplace_back();
        Node& node = nodes_[static_cast<size_t>(at)];
        node.has_children = true;
        switch (segment.kind) {
          case Segment::Kind::kLiteral:
            node.has_literals = true;
            literals.push_back({at, &segment.first, child});
            break;
          case Segment::Kind::kAny: node.any = child; break;
          case Segment::Kind::kAnyDepth:
            node.any_depth = child;
            nodes_[static_cast<size_t>(child)].stays = true;
            nodes_[static_cast<size_t>(child)].has_children = true;
            break;
          case Segment::Kind::kSuffix:
            node.suffix_lengths.push_back(static_cast<std::uint32_t>(segment.second.size()));
            suffixes.push_back({at, &segment.second, child});
            break;
          case Segment::Kind::kContains: node.others.emplace_back(&segment, child); break;
          case Segment::Kind::kPrefix:
          case Segment::Kind::kBoth:
          case Segment::Kind::kGeneral:
            if (segment.first.empty()) {
              node.others.emplace_back(&segment, child);
            } else {
              node.prefixes.push_back({segment.first, -1, {{&segment, child}}});
            }
            break;
        }
        at = child;
      }
      nodes_[static_cast<size_t>(at)].terminals.push_back(
          {rule.slot, static_cast<int>(index), alternative.literals, alternative.reach,
           rule.include});
    }
  }
  literals_.Reserve(literals.size());
  for (const auto& [node, text, child] : literals) {
    literals_.Insert(node, HashOf(*text), text, child);
  }
  suffixes_.Reserve(suffixes.size());
  for (const auto& [node, text, child] : suffixes) {
    suffixes_.Insert(node, HashOf(*text), text, child);
  }
  for (Node& node : nodes_) {
    auto& lengths = node.suffix_lengths;
    std::sort(lengths.begin(), lengths.end());
    lengths.erase(std::unique(lengths.begin(), lengths.end()), lengths.end());
    SortPrefixes(node);
  }
  Append(0, root_nodes_);
}

void MatchTrie::SortPrefixes(Node& node) {
  std::stable_sort(node.prefixes.begin(), node.prefixes.end(),
                   [](const Prefix& a, const Prefix& b) { return a.text < b.text; });
  std::vector<Prefix> merged;
  for (Prefix& prefix : node.prefixes) {
    if (!merged.empty() && merged.back().text == prefix.text) {
      merged.back().children.push_back(prefix.children.front());
      continue;
    }
    // In sorted order the prefixes of a text come before it, the longest last but for texts that
    // are no prefix of it; those chain back to it.
    int shorter = static_cast<int>(merged.size()) - 1;
    while (shorter >= 0 && !prefix.text.starts_with(merged[static_cast<size_t>(shorter)].text)) {
      shorter = merged[static_cast<size_t>(shorter)].longest_shorter;
    }
    prefix.longest_shorter = shorter;
    merged.push_back(std::move(prefix));
  }
  node.prefixes = std::move(merged);
}

void MatchTrie::Append(int node, std::vector<int>& reached) const {
  reached.push_back(node);
  int any_depth = nodes_[static_cast<size_t>(node)].any_depth;
  if (any_depth >= 0) reached.push_back(any_depth);
}

void MatchTrie::StepPrefixes(const Node& node, std::string_view name,
                             std::vector<int>& reached) const {
  auto after = std::upper_bound(
      node.prefixes.begin(), node.prefixes.end(), name,
      [](std::string_view text, const Prefix& prefix) { return text < prefix.text; });
  auto at = static_cast<int>(after - node.prefixes.begin()) - 1;
  // Everything between the longest prefix of `name` and `name` begins with that prefix, so the
  // chain of shorter ones passes all prefixes of `name`.
  while (at >= 0) {
    const Prefix& prefix = node.prefixes[static_cast<size_t>(at)];
    if (name.starts_with(prefix.text)) {
      for (const auto& [segment, child] : prefix.children) {
        if (segment->kind == Segment::Kind::kPrefix || segment->Matches(name)) {
          Append(child, reached);
        }
      }
    }
    at = prefix.longest_shorter;
  }
}

void MatchTrie::Step(int from, std::string_view name, std::uint64_t hash,
                     std::vector<int>& reached) const {
  const Node& node = nodes_[static_cast<size_t>(from)];
  if (node.stays) reached.push_back(from);
  if (node.has_literals) {
    int child = literals_.Find(from, hash, name);
    if (child >= 0) Append(child, reached);
  }
  if (node.any >= 0) Append(node.any, reached);
  for (std::uint32_t length : node.suffix_lengths) {
    if (length > name.size()) break;
    std::string_view suffix = name.substr(name.size() - length);
    int child = suffixes_.Find(from, HashOf(suffix), suffix);
    if (child >= 0) Append(child, reached);
  }
  if (!node.prefixes.empty()) StepPrefixes(node, name, reached);
  for (const auto& [segment, child] : node.others) {
    if (segment->Matches(name)) Append(child, reached);
  }
}

}  // namespace testfed
