// The guard of a promotion: whether a tuple that passed may be recorded as known good. Every
// condition is looked at, so that one answer names all that is missing.
#ifndef TESTFED_INTEGRATION_PROMOTION_H_
#define TESTFED_INTEGRATION_PROMOTION_H_

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "integration/known_good_chain.h"
#include "integration/registry.h"
#include "integration/tuple_diff.h"
#include "integration/verdict.h"

namespace testfed {

// A condition that somebody may set aside, with a reason that the record keeps.
enum class Allowance {
  kStaleBase,    // the line has advanced since the candidate was composed
  kRewind,       // a component goes back, or to the side
  kMutablePins,  // something that was used may be another thing tomorrow
  kYanked,       // a registry has withdrawn a version
  kUnproved,     // nobody looked at what was really resolved
};
inline constexpr std::array kAllowances = {Allowance::kStaleBase, Allowance::kRewind,
                                           Allowance::kMutablePins, Allowance::kYanked,
                                           Allowance::kUnproved};
std::string_view ToString(Allowance allowance);  // "stale_base", as the record writes it
std::string OptionOf(Allowance allowance);       // "--allow-stale-base"

struct PromotionEvidence {
  std::vector<Verdict> verdicts;
  std::vector<std::string> required_configs;
  std::vector<TupleChange> changes;  // from the known good of the line
  std::vector<YankedVersion> yanked;
  std::map<Allowance, std::string> allowed;  // with its reason
};

struct Refusal {
  std::string text;        // a sentence without its full stop
  std::string hint;        // may be empty
  bool allowable = false;  // whether `allowance` would set it aside
  Allowance allowance = Allowance::kStaleBase;
  bool operator==(const Refusal&) const = default;
};

// Whether `candidate` (its `seq` and `prev` do not matter) may follow. Empty: it may.
std::vector<Refusal> GuardPromotion(const KnownGoodChain& chain, const Record& candidate,
                                    const PromotionEvidence& evidence);

// The only condition that a later append can change: the newest record of the line that was not
// revoked is the candidate's base. Empty: it is.
std::string StaleBase(const KnownGoodChain& chain, const Record& candidate);

}  // namespace testfed

#endif  // TESTFED_INTEGRATION_PROMOTION_H_
