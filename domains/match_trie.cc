#include "domains/match_trie.h"

#include <algorithm>

namespace testfed {
namespace {

std::uint32_t Byte(std::string_view text, size_t at) {
  return at < text.size() ? static_cast<unsigned char>(text[at]) : 0;
}

std::uint64_t Bit(std::uint32_t value) {
  return std::uint64_t{1} << ((value * std::uint32_t{0x9e3779b1}) >> 26);
}

// The bits of the filters: length and outer bytes, the first two bytes, the last two.
std::uint64_t LiteralBit(std::string_view name) {
  const auto size = static_cast<std::uint32_t>(name.size());
  return Bit(Byte(name, 0) | Byte(name, name.size() - 1) << 8 | size << 16);
}
std::uint64_t PrefixBit(std::string_view name) { return Bit(Byte(name, 0) | Byte(name, 1) << 8); }
std::uint64_t SuffixBit(std::string_view name) {
  return Bit(Byte(name, name.size() - 1) | Byte(name, name.size() - 2) << 8);
}

// A single byte stands for all names that begin or end with it.
std::uint64_t BitsOfByte(char byte) {
  std::uint64_t bits = 0;
  for (std::uint32_t other = 0; other < 256; ++other) {
    bits |= Bit(static_cast<unsigned char>(byte) | other << 8);
  }
  return bits;
}

// The first eight bytes, so that smaller texts have smaller keys. A name has no NUL.
std::uint64_t KeyOf(std::string_view text) {
  std::uint64_t key = 0;
  for (size_t i = 0; i < 8; ++i) key = key << 8 | Byte(text, i);
  return key;
}

}  // namespace

MatchTrie::MatchTrie(const std::vector<MatchRule>& rules) : rules_(rules.size()) {
  nodes_.emplace_back();
  NameTable expressions;
  std::vector<std::pair<int, Terminal>> terminals;  // with their nodes, in order of the rules
  for (size_t index = 0; index < rules.size(); ++index) {
    const MatchRule& rule = rules[index];
    for (const Alternative& alternative : *rule.alternatives) {
      int at = 0;
      for (const Segment& segment : alternative.segments) at = ChildOf(at, segment, expressions);
      ++nodes_[static_cast<size_t>(at)].terminals;
      terminals.emplace_back(at, Terminal{rule.slot, static_cast<int>(index), alternative.literals,
                                          alternative.reach, rule.include});
    }
  }
  std::uint32_t first = 0;
  for (Node& node : nodes_) {
    node.first_terminal = first;
    first += std::exchange(node.terminals, 0);
  }
  terminals_.resize(terminals.size());
  for (const auto& [at, terminal] : terminals) {
    Node& node = nodes_[static_cast<size_t>(at)];
    terminals_[node.first_terminal + node.terminals++] = terminal;
  }
  for (Wildcards& wildcards : wildcards_) {
    auto& lengths = wildcards.suffix_lengths;
    std::sort(lengths.begin(), lengths.end());
    lengths.erase(std::unique(lengths.begin(), lengths.end()), lengths.end());
    SortPrefixes(wildcards);
  }
  Append(0, root_nodes_);
}

int MatchTrie::NewChild(int node) {
  nodes_[static_cast<size_t>(node)].has_children = true;
  nodes_.emplace_back();
  return static_cast<int>(nodes_.size()) - 1;
}

MatchTrie::Wildcards& MatchTrie::WildcardsOf(int node) {
  int& index = nodes_[static_cast<size_t>(node)].wildcards;
  if (index < 0) {
    index = static_cast<int>(wildcards_.size());
    wildcards_.emplace_back();
  }
  return wildcards_[static_cast<size_t>(index)];
}

// The child of `node` for `segment`, made when it is new. Literals and suffixes, which lie in
// tables by their bytes, are one child also when they were escaped apart: `*bb` and `*b\b`.
int MatchTrie::ChildOf(int node, const Segment& segment, NameTable& expressions) {
  const auto find_or_insert = [&](NameTable& table, const std::string& text) {
    const std::uint64_t hash = NameTable::HashOf(text);
    const int found = table.Find(node, hash, text);
    if (found >= 0) return std::pair(found, false);
    const int child = NewChild(node);
    table.Insert(node, hash, text, child);
    return std::pair(child, true);
  };
  switch (segment.kind) {
    case Segment::Kind::kLiteral: {
      nodes_[static_cast<size_t>(node)].literal_filter |= LiteralBit(segment.first);
      return find_or_insert(literals_, segment.first).first;
    }
    case Segment::Kind::kAny: {
      if (nodes_[static_cast<size_t>(node)].any < 0) {
        const int child = NewChild(node);
        nodes_[static_cast<size_t>(node)].any = child;
      }
      return nodes_[static_cast<size_t>(node)].any;
    }
    case Segment::Kind::kAnyDepth: {
      if (nodes_[static_cast<size_t>(node)].any_depth < 0) {
        const int child = NewChild(node);
        nodes_[static_cast<size_t>(node)].any_depth = child;
        nodes_.back().stays = true;
        nodes_.back().has_children = true;
      }
      return nodes_[static_cast<size_t>(node)].any_depth;
    }
    case Segment::Kind::kSuffix: {
      const auto [child, fresh] = find_or_insert(suffixes_, segment.second);
      if (fresh) {
        Wildcards& wildcards = WildcardsOf(node);
        wildcards.suffix_lengths.push_back(static_cast<std::uint32_t>(segment.second.size()));
        wildcards.suffix_filter |=
            segment.second.size() == 1 ? BitsOfByte(segment.second[0]) : SuffixBit(segment.second);
      }
      return child;
    }
    case Segment::Kind::kPrefix:
    case Segment::Kind::kBoth:
    case Segment::Kind::kContains:
    case Segment::Kind::kGeneral: {
      const auto [child, fresh] = find_or_insert(expressions, segment.source);
      if (!fresh) return child;
      Wildcards& wildcards = WildcardsOf(node);
      if (segment.kind == Segment::Kind::kContains || segment.first.empty()) {
        wildcards.others.emplace_back(&segment, child);
      } else {
        wildcards.prefixes.push_back({segment.first, -1, {{&segment, child}}});
        wildcards.prefix_filter |=
            segment.first.size() == 1 ? BitsOfByte(segment.first[0]) : PrefixBit(segment.first);
      }
      return child;
    }
  }
  return -1;
}

void MatchTrie::SortPrefixes(Wildcards& wildcards) {
  std::vector<Prefix>& prefixes = wildcards.prefixes;
  std::stable_sort(prefixes.begin(), prefixes.end(),
                   [](const Prefix& a, const Prefix& b) { return a.text < b.text; });
  std::vector<Prefix> merged;
  for (Prefix& prefix : prefixes) {
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
  prefixes = std::move(merged);
  for (const Prefix& prefix : prefixes) wildcards.prefix_keys.push_back(KeyOf(prefix.text));
}

MatchTrie::NodeSet MatchTrie::SetOf(std::vector<int> nodes) const {
  NodeSet set;
  for (const int at : nodes) {
    const Node& node = nodes_[static_cast<size_t>(at)];
    if (node.stays) set.remaining.push_back(at);  // it ends no pattern, so it has no terminals
    if (node.any >= 0) {
      if (!TerminalsOf(node.any).empty()) set.always.push_back(node.any);
      if (HasChildren(node.any)) Append(node.any, set.remaining);
    }
    if (node.literal_filter != 0) set.literals.push_back(at);
    set.literal_filter |= node.literal_filter;
    if (node.wildcards < 0) continue;
    const Wildcards& wildcards = wildcards_[static_cast<size_t>(node.wildcards)];
    for (const std::uint32_t length : wildcards.suffix_lengths)
      set.suffixes.emplace_back(length, at);
    if (!wildcards.prefixes.empty()) set.prefixes.push_back(at);
    set.others.insert(set.others.end(), wildcards.others.begin(), wildcards.others.end());
    set.suffix_filter |= wildcards.suffix_filter;
    set.prefix_filter |= wildcards.prefix_filter;
  }
  std::sort(set.suffixes.begin(), set.suffixes.end());
  std::sort(set.remaining.begin(), set.remaining.end());
  set.remaining.erase(std::unique(set.remaining.begin(), set.remaining.end()), set.remaining.end());
  set.nodes = std::move(nodes);
  return set;
}

void MatchTrie::Append(int node, std::vector<int>& reached) const {
  reached.push_back(node);
  const int any_depth = nodes_[static_cast<size_t>(node)].any_depth;
  if (any_depth >= 0) reached.push_back(any_depth);
}

void MatchTrie::StepPrefixes(const Wildcards& wildcards, std::string_view name,
                             std::vector<int>& reached) const {
  // The last prefix that is not greater than `name`: by key first, by text where keys are equal.
  const auto [low, high] =
      std::equal_range(wildcards.prefix_keys.begin(), wildcards.prefix_keys.end(), KeyOf(name));
  const auto first = wildcards.prefixes.begin();
  const auto after = std::upper_bound(
      first + (low - wildcards.prefix_keys.begin()), first + (high - wildcards.prefix_keys.begin()),
      name, [](std::string_view text, const Prefix& prefix) { return text < prefix.text; });
  // Everything between the longest prefix of `name` and `name` begins with that prefix, so the
  // chain of shorter ones passes all prefixes of `name`.
  for (int at = static_cast<int>(after - first) - 1; at >= 0;) {
    const Prefix& prefix = wildcards.prefixes[static_cast<size_t>(at)];
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

void MatchTrie::Step(const NodeSet& set, std::string_view name, std::vector<int>& reached) const {
  reached.clear();
  if ((set.literal_filter & LiteralBit(name)) != 0) {
    const std::uint64_t hash = NameTable::HashOf(name);
    for (const int node : set.literals) {
      const int child = literals_.Find(node, hash, name);
      if (child >= 0) Append(child, reached);
    }
  }
  if ((set.suffix_filter & SuffixBit(name)) != 0) {
    std::uint32_t hashed = 0;
    std::uint64_t hash = 0;
    for (const auto& [length, node] : set.suffixes) {
      if (length > name.size()) break;
      const std::string_view suffix = name.substr(name.size() - length);
      if (length != hashed) hash = NameTable::HashOf(suffix);
      hashed = length;
      const int child = suffixes_.Find(node, hash, suffix);
      if (child >= 0) Append(child, reached);
    }
  }
  if ((set.prefix_filter & PrefixBit(name)) != 0) {
    for (const int node : set.prefixes) {
      const int index = nodes_[static_cast<size_t>(node)].wildcards;
      StepPrefixes(wildcards_[static_cast<size_t>(index)], name, reached);
    }
  }
  for (const auto& [segment, child] : set.others) {
    if (segment->Matches(name)) Append(child, reached);
  }
}

}  // namespace testfed
