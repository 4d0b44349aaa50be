// The sentences that the text and the markdown reporter share. Each format says how text from the
// repository is quoted in it; the words around are the same.
#ifndef TESTFED_REPORTERS_WORDING_H_
#define TESTFED_REPORTERS_WORDING_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "reporters/cause_chains.h"
#include "selector/plan.h"

namespace testfed {

struct Quoting {
  std::string (*text)(std::string_view);  // names, reasons, branches: as part of a sentence
  std::string (*code)(std::string_view);  // what somebody wrote, word by word
  std::string (*path)(std::string_view);
  std::string_view arrow;  // from cause to effect, with its blanks
};

// "1 path", "7,731 paths".
std::string Amount(size_t count, std::string_view noun);
std::string Amount(int count, std::string_view noun);
// "5 of 12 jobs"; "12 jobs" where these are all.
std::string AmountOf(size_t count, size_t all, std::string_view noun);

// "2 owned, 1 of testfed's own"; parts that are 0 are left out.
std::string AccountingText(const Accounting& accounting);

// The first seven digits of a commit's id.
std::string_view ShortId(std::string_view commit);

// The commits and uncommitted paths of the range: "2 commits and 1 uncommitted path", or "".
std::string RangeText(const PlanHead& head);

// What stands beside a path: its domains, or "ignored", "full", "(unowned)", "testfed".
std::string OwnersText(const PlannedChange& change, const Quoting& quoting);

// Why a job runs: "Billing -> Checkout", "Billing changed", "smoke", "full"; several by commas.
std::string Because(const Job& job, const CauseChains& chains, const Quoting& quoting);

// "all 312", "3 of 197", of a shard "other 104 of 312" and "2/3 of 312", or "" where the tests of
// the suite are not known.
std::string TestsText(const Job& job);

// "12s", "6m05", "1h52".
std::string TimeText(std::int64_t seconds);

// "14m15 of work, the longest 6m05"; "at least ..." where the time of some job is not known, and ""
// where that of none is.
std::string WorkText(const Plan& plan);

struct Sentence {
  std::string text;
  std::string at;  // the place it speaks of, quoted as a path; "" where there is none
};

// Why a domain is affected: "changed", or the last step of its chain.
Sentence WhyAffected(const AffectedDomain& domain, const CauseChains& chains,
                     const Quoting& quoting);

// Why a plan is full.
Sentence WhyFull(const Reason& reason, const Quoting& quoting);

// Why there is no job, of a plan of mode none.
std::string WhyNothing(const Plan& plan);

// "1 domain, 2 suites and 3 tests".
std::string AmountRemoved(const std::vector<Removed>& removed);

// "Billing / it", or "Billing" where a whole domain is gone.
std::string RemovedText(const Removed& removed, const Quoting& quoting);

}  // namespace testfed

#endif  // TESTFED_REPORTERS_WORDING_H_
