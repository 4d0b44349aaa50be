// What two domains have agreed on, in one form for contract files and for tags. Domains are named,
// not numbered, so that the agreements of two commits can be compared.
//
// Only declarations, contracts and tags play a part: the dumps in the homes are written from
// agreements and never read back.
#ifndef TESTFED_CONTRACTS_AGREEMENT_H_
#define TESTFED_CONTRACTS_AGREEMENT_H_

#include <compare>
#include <string>
#include <vector>

#include "contracts/contract.h"
#include "contracts/tag.h"

namespace testfed {

struct KeptBy {       // what keeps an agreement
  std::string suite;  // "" for a tagged test that no suite runs
  std::string test;   // as a contract names it (test_name.h), or a tagged test's id; "": the suite
  auto operator<=>(const KeptBy&) const = default;
};

struct Agreement {
  enum class Kind {
    kContract,   // of a contract file
    kAffected,   // of @AffectedByX
    kChangedIn,  // of @MustRunOnChangesInX
  };
  // `Orders/prices-total`, `Orders/@AffectedByPricing` or `Orders/@MustRunOnChangesInPricing`: no
  // other agreement has the name.
  std::string name;
  Kind kind = Kind::kContract;
  std::string consumer;
  std::vector<std::string> providers;  // sorted, at least one, never the consumer
  std::vector<KeptBy> kept_by;         // sorted, at least one
  std::string reason;                  // "" for tags
  bool operator==(const Agreement&) const = default;

  // The consumer, then the providers.
  std::vector<std::string> Parties() const;
};

struct TaggedTest {
  std::string id;
  std::vector<DomainId> owners;     // of its file
  std::vector<std::string> suites;  // those that run it, as readers of a dump know them
  std::vector<Tag> tags;
};

// Sorted by name; the order of the input plays no part. A tag is an agreement of each domain that
// owns the test's file with the tag's domain. Without effect, as they are no agreements: smoke
// tags, tags whose domain is not declared (an error elsewhere), and tags of a file that belongs to
// the provider alone or to nobody. Linear in the input but for the sorting.
std::vector<Agreement> AgreementsOf(const Declarations& declarations,
                                    const std::vector<Contract>& contracts,
                                    const std::vector<TaggedTest>& tests);

}  // namespace testfed

#endif  // TESTFED_CONTRACTS_AGREEMENT_H_
