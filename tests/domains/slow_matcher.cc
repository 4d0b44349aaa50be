#include "tests/domains/slow_matcher.h"

#include <algorithm>
#include <map>

#include "tests/domains/slow_utf8.h"

namespace testfed::slow {
namespace {

// Whether tokens from `t` on match the name from byte `at` on. A character is a code point where
// the whole name is UTF-8, else one byte.
bool MatchName(const std::vector<Token>& tokens, size_t t, std::string_view name, size_t at,
               bool utf8) {
  if (t == tokens.size()) return at == name.size();
  const Token& token = tokens[t];
  const size_t step = at == name.size() ? 0 : utf8 ? LengthAt(name, at) : 1;
  switch (token.kind) {
    case Token::Kind::kByte:
      return at < name.size() && static_cast<unsigned char>(name[at]) == token.byte &&
             MatchName(tokens, t + 1, name, at + 1, utf8);
    case Token::Kind::kAnyCharacter:
      return at < name.size() && MatchName(tokens, t + 1, name, at + step, utf8);
    case Token::Kind::kAnyRun:
      return MatchName(tokens, t + 1, name, at, utf8) ||
             (at < name.size() && MatchName(tokens, t, name, at + step, utf8));
    case Token::Kind::kBracket: {
      if (at == name.size()) return false;
      bool inside = false;
      const auto byte = static_cast<unsigned char>(name[at]);
      if (utf8 || byte < 0x80) {  // a byte that is no character is inside no bracket
        const char32_t character = utf8 ? CharacterAt(name, at) : byte;
        for (const auto& [low, high] : token.ranges) {
          inside = inside || (low <= character && character <= high);
        }
      }
      return inside != token.negated && MatchName(tokens, t + 1, name, at + step, utf8);
    }
  }
  return false;
}

bool MatchSegment(const GlobSegment& segment, std::string_view name) {
  return MatchName(segment.tokens, 0, name, 0, IsWellFormed(name));
}

// Whether the segments of a glob from `s` on match exactly the names from `n` to `end`.
bool MatchSegments(const Glob& glob, size_t s, const std::vector<std::string_view>& names, size_t n,
                   size_t end) {
  if (s == glob.segments.size()) return n == end;
  if (glob.segments[s].globstar) {
    return MatchSegments(glob, s + 1, names, n, end) ||
           (n < end && MatchSegments(glob, s, names, n + 1, end));
  }
  return n < end && MatchSegment(glob.segments[s], names[n]) &&
         MatchSegments(glob, s + 1, names, n + 1, end);
}

std::vector<std::string_view> SplitPath(std::string_view path) {
  std::vector<std::string_view> names;
  while (true) {
    const size_t slash = path.find('/');
    names.push_back(path.substr(0, slash));
    if (slash == std::string_view::npos) return names;
    path.remove_prefix(slash + 1);
  }
}

using MaybeRank = std::optional<std::pair<int, int>>;

MaybeRank Best(const std::vector<std::string>& patterns, std::string_view path) {
  MaybeRank best;  // nullopt is less than every rank
  for (const std::string& pattern : patterns) best = std::max(best, Rank(pattern, path));
  return best;
}

}  // namespace

MaybeRank Rank(const std::vector<Glob>& globs, std::string_view path) {
  const std::vector<std::string_view> names = SplitPath(path);
  MaybeRank best;
  for (const Glob& glob : globs) {
    for (size_t depth = 0; depth <= names.size(); ++depth) {
      const bool file = depth == names.size();
      if (file && glob.below_only) continue;
      if (!file && glob.files_only) continue;
      if (!MatchSegments(glob, 0, names, 0, depth)) continue;
      best = std::max(best, MaybeRank({static_cast<int>(depth), glob.literals}));
    }
  }
  return best;
}

MaybeRank Rank(std::string_view pattern, std::string_view path) {
  // Only the reading is remembered: the same few patterns are asked about many paths.
  thread_local std::map<std::string, std::vector<Glob>, std::less<>> read;
  auto found = read.find(pattern);
  if (found == read.end()) {
    if (read.size() > 10000) read.clear();
    found = read.emplace(pattern, ReadPattern(pattern)).first;
  }
  return Rank(found->second, path);
}

bool Matches(std::string_view pattern, std::string_view path) {
  return Rank(pattern, path).has_value();
}

Decision Decide(const std::vector<Rules>& domains, bool exclusive,
                const std::vector<std::string>& ignore, const std::vector<std::string>& full,
                std::string_view path) {
  if (Best(full, path)) return {Decision::State::kFull, {}};
  MaybeRank winner;  // the best include of all domains
  Decision decision;
  bool unknown = false;
  for (const Rules& domain : domains) {
    if (domain.name == "Unknown") {
      unknown = true;  // it owns what is left, and competes with nobody
      continue;
    }
    const MaybeRank include = Best(domain.include, path);
    if (!include || Best(domain.exclude, path) >= include) continue;
    if (exclusive && include > winner) decision.domains.clear();
    if (!exclusive || include > winner) decision.domains.push_back(domain.name);
    winner = std::max(winner, include);
  }
  if (const MaybeRank ignored = Best(ignore, path); ignored && ignored > winner) {
    return {Decision::State::kIgnored, {}};
  }
  if (!decision.domains.empty()) {
    decision.state = Decision::State::kOwned;
  } else if (unknown) {
    decision.domains = {"Unknown"};
  }
  return decision;
}

}  // namespace testfed::slow
