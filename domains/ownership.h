// Who owns a path: the judgement of one configuration, by docs/patterns.md.
//
// The first that holds decides: one of testfed's own files, a `full` path, an `ignore` pattern that
// outranks every include that would win, the domains that own it, else it is unowned.
#ifndef TESTFED_DOMAINS_OWNERSHIP_H_
#define TESTFED_DOMAINS_OWNERSHIP_H_

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "domains/declarations.h"
#include "domains/match_walk.h"

namespace testfed {

// Files of testfed itself, which are judged by content and not by path.
struct OwnFiles {
  std::string declarations;  // "domains.yaml"
  std::string dump;          // "domain.dump.txt", in the same folder
  std::string quarantine;    // "domains.quarantine.yaml", there too
  std::string accepted;      // "domains.accepted.yaml", there too
  std::string timings;       // "domains.timings.txt", there too
  // The two that every repository has: they count as present before somebody writes them.
  std::vector<std::string> Expected() const { return {dump, declarations}; }
};
OwnFiles OwnFilesOf(std::string_view declarations_file);
// Of one domain, in its home; "" for a domain without home.
std::string ContractFileOf(const Domain& domain);  // "HOME/contracts.yaml"
std::string ContractDumpOf(const Domain& domain);  // "HOME/contract.dump.txt"
// All of them, whether they exist or not; sorted, each once.
std::vector<std::string> AllOwnFiles(const Declarations& declarations);

enum class OwnershipState { kOwn, kFull, kIgnored, kOwned, kUnowned };

struct RuleReference {  // the pattern that decided
  const DeclaredPattern* pattern = nullptr;
  DomainId domain{};               // of includes and excludes
  const FullRule* full = nullptr;  // the entry of $settings.full that the pattern stands in
  Rank rank;
};

struct Judgement {
  OwnershipState state = OwnershipState::kUnowned;
  // In order of declaration. An unowned path has `Unknown` where that is declared, else none.
  std::vector<DomainId> domains;
  std::optional<RuleReference> rule;  // the best one; none for own and unowned paths
  std::vector<RuleReference>
      excluders;  // of an unowned path: excludes that took it out of a domain
};

// Not thread-safe: one an asking thread. `declarations` must outlive it.
//
// A walk goes through a trie of all patterns. A few paths are asked without it: of the patterns,
// only those are parsed and tried whose literal folder is above the path. When that has cost as
// much as the trie would, the trie is built after all.
class Ownership {
 public:
  explicit Ownership(const Declarations& declarations);
  Ownership(const Ownership&) = delete;
  Ownership& operator=(const Ownership&) = delete;

  // Of a file: a path whose last segment is no directory. References hold as long as this object.
  const Judgement& Of(std::string_view path);
  const Judgement& Of(WinnersId winners);
  // The domains that own the file, also where it is a `full` or an ignored path: what the tests in
  // it belong to.
  std::vector<DomainId> OwnersOf(std::string_view path);
  // The same of what the walk said.
  std::vector<DomainId> IncludersOf(WinnersId winners) {
    return DomainsOf(walk().WinnersOf(winners));
  }

  MatchWalk& walk();
  const Declarations& declarations() const { return declarations_; }

  // The patterns that compete, by rule of the walk; a null pattern stands for an own file.
  const std::vector<RuleReference>& rules() const { return sources_; }

  // "A,B", "Unknown", "(ignored)", "(full)", "(unowned)" or "(testfed)".
  std::string LabelOf(const Judgement& judgement) const;

 private:
  struct Rule {  // beside its reference in sources_
    int slot = 0;
    bool include = true;
  };
  struct Matcher {
    explicit Matcher(const std::vector<MatchRule>& rules) : trie(rules), walk(trie) {}
    MatchTrie trie;
    MatchWalk walk;
  };

  void ListRules();
  Judgement Judge(const std::vector<Winner>& winners) const;
  std::vector<DomainId> DomainsOf(const std::vector<Winner>& winners) const;
  std::vector<Winner> WinnersAmongFew(std::string_view path);

  const Declarations& declarations_;
  std::vector<std::string> own_;        // AllOwnFiles, sorted
  std::vector<RuleReference> sources_;  // by rule, without ranks
  std::vector<Rule> rules_;
  std::deque<std::vector<Alternative>> own_files_;
  std::optional<Matcher> matcher_;                   // made when first needed
  std::deque<std::optional<Judgement>> judgements_;  // by WinnersId

  absl::flat_hash_map<std::string_view, std::vector<int>> by_folder_;  // rules, when first needed
  size_t tried_ = 0;                                                   // patterns, one by one
  std::deque<Judgement> few_;                                          // their judgements
};

// One pattern that matched a path, for `explain`: in deciding order, the best first.
struct MatchedPattern {
  enum class Role { kInclude, kExclude, kIgnore, kFull };
  Role role = Role::kInclude;
  std::optional<DomainId> domain;  // of include and exclude
  const DeclaredPattern* pattern = nullptr;
  const FullRule* full = nullptr;
  Rank rank;
};
// Every pattern that matches the file `path`. Cost: all patterns once; for people, not for loops.
std::vector<MatchedPattern> AllMatches(const Declarations& declarations, std::string_view path);

}  // namespace testfed

#endif  // TESTFED_DOMAINS_OWNERSHIP_H_
