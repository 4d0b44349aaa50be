#include "bench/contenders.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <optional>

namespace testfed::bench {
namespace {

constexpr size_t kSampled = 400;

[[noreturn]] void Wrong(std::string_view path, const std::string& what) {
  std::cerr << "WRONG ANSWER for `" << path << "`: " << what << "\n";
  std::abort();
}

// The domains of one path by the definition: every pattern tried by itself.
std::vector<DomainId> SlowDomains(const Declarations& declarations, std::string_view path) {
  const auto best = [&](const std::vector<DeclaredPattern>& patterns) {
    std::optional<Rank> rank;
    for (const DeclaredPattern& pattern : patterns) {
      rank = std::max(rank, pattern.pattern.Match(path));
    }
    return rank;
  };
  std::vector<DomainId> domains;
  for (size_t i = 0; i < declarations.domains.size(); ++i) {
    const Domain& domain = declarations.domains[i];
    const std::optional<Rank> include = best(domain.include);
    if (include && include > best(domain.exclude)) domains.push_back(DomainId(static_cast<int>(i)));
  }
  return domains;
}

}  // namespace

std::uint64_t HashPass(const Workload& workload) {
  constexpr std::uint64_t kMultiplier = 0x9e3779b97f4a7c15;
  std::uint64_t sum = 0;
  const char* at = workload.bytes.data();
  const char* begin = at;
  for (const std::uint32_t end : workload.ends) {
    std::uint64_t hash = 0;
    std::uint64_t word;
    for (; begin + end - at >= 8; at += 8) {
      std::memcpy(&word, at, 8);
      hash = (hash ^ word) * kMultiplier;
      hash ^= hash >> 29;
    }
    word = 0;
    std::memcpy(&word, at, static_cast<size_t>(begin + end - at));
    hash = (hash ^ word) * kMultiplier;
    sum += hash ^ (hash >> 29);
    at = begin + end + 1;
  }
  return sum;
}

Course::Course(Workload made)
    : workload(std::move(made)),
      declarations(DeclarationsOf(workload)),
      tree(workload),
      winners(workload.size()) {
  for (const Domain& domain : declarations.domains) {
    for (const DeclaredPattern& pattern : domain.include) patterns.push_back(&pattern.pattern);
    for (const DeclaredPattern& pattern : domain.exclude) patterns.push_back(&pattern.pattern);
  }
}

size_t CountPairs(const Course& course, Ownership& ownership) {
  size_t pairs = 0;
  for (const WinnersId winners : course.winners) pairs += ownership.Of(winners).domains.size();
  return pairs;
}

Proof Prove(const Course& course, Ownership& ownership, const Re2SetMatcher& re2) {
  const Declarations& declarations = course.declarations;
  std::vector<DomainId> domain_of;  // by index of pattern
  for (size_t i = 0; i < declarations.domains.size(); ++i) {
    const Domain& domain = declarations.domains[i];
    domain_of.resize(domain_of.size() + domain.include.size() + domain.exclude.size(),
                     DomainId(static_cast<int>(i)));
  }
  Proof proof;
  std::vector<int> matches, expected;
  std::vector<DomainId> simple, others;
  const size_t step = std::max<size_t>(1, course.workload.size() / kSampled);
  for (size_t i = 0; i < course.workload.size(); ++i) {
    const std::string_view path = course.workload.Path(i);
    const std::vector<DomainId>& domains = ownership.Of(course.winners[i]).domains;
    re2.Match(path, matches);
    simple.clear();
    others.clear();
    const auto has_excludes = [&](DomainId id) { return !declarations[id].exclude.empty(); };
    for (const int match : matches) {
      const DomainId id = domain_of[static_cast<size_t>(match)];
      if (!has_excludes(id) && (others.empty() || others.back() != id)) others.push_back(id);
    }
    for (const DomainId id : domains) {
      if (!has_excludes(id)) simple.push_back(id);
    }
    if (simple != others) Wrong(path, "RE2::Set finds other domains");
    ++proof.compared;
    proof.pairs += simple.size();
    if (i % step != 0) continue;
    ++proof.sampled;
    if (domains != SlowDomains(declarations, path)) Wrong(path, "Pattern::Match finds others");
    if (&ownership.Of(path) != &ownership.Of(course.winners[i])) Wrong(path, "Resolve differs");
    expected.clear();
    for (size_t k = 0; k < course.patterns.size(); ++k) {
      if (course.patterns[k]->Match(path)) expected.push_back(static_cast<int>(k));
    }
    if (matches != expected) Wrong(path, "RE2::Set matches other globs than Pattern::Match");
  }
  return proof;
}

}  // namespace testfed::bench
