#include <algorithm>

#include "cli/explanation.h"
#include "domains/amount.h"
#include "domains/inline_text.h"
#include "reporters/columns.h"

namespace testfed {
namespace {

std::string Tests(int count) { return WithThousands(count) + (count == 1 ? " test" : " tests"); }

// The tests that it names, each with the first of its reasons.
std::string TestRows(const Job& job) {
  std::string text = "\nRuns " + Tests(job.selected) + " of " + WithThousands(job.total) + "\n";
  Columns columns({3});
  for (size_t i = 0; i < job.tests.size() && i < kShownTests; ++i) {
    std::string why;
    for (const Reason& reason : job.tests[i].reasons) {
      why += (why.empty() ? "" : "; ") + TestReasonText(reason);
    }
    columns.Row({InlineText(job.tests[i].id), why});
  }
  text += columns.Text();
  if (job.tests.size() > kShownTests) {
    text += "  ... and " + WithThousands(static_cast<int>(job.tests.size() - kShownTests)) +
            " more; all of them are in `testfed select --format json`\n";
  }
  return text;
}

}  // namespace

std::string TestReasonText(const Reason& reason) {
  std::string at =
      reason.at.empty() ? "" : "   " + reason.at + (reason.at_base ? " at the base" : "");
  switch (reason.kind) {
    case Reason::Kind::kDomain:
      return reason.domain + " is affected";
    case Reason::Kind::kSmoke:
      return "it is a smoke test" + at;
    case Reason::Kind::kFull:
      return "the plan is full";
    case Reason::Kind::kSmokeTests:
      return Tests(reason.count) + (reason.count == 1 ? " is a smoke test" : " are smoke tests");
    case Reason::Kind::kDomainTests:
      return Tests(reason.count) + " of " + reason.domain + ", which is affected";
    case Reason::Kind::kContract:
      return reason.domain + " -> contract " + InlineText(reason.name) + at;
    case Reason::Kind::kContractText:
      return "contract " + InlineText(reason.name) + " changed" + at;
    case Reason::Kind::kUndecidedTests:
      return Tests(reason.count) + " with a tag that cannot be decided";
    case Reason::Kind::kUndecided:
      return "not decided: " + InlineText(reason.text);
    default:
      return std::string(ToString(reason.kind)) + at;
  }
}

std::string ExplainJob(const Subject& subject, const Job& job) {
  std::string text = job.id + ", a job of your change\n\n  " + job.name + "\n";
  for (const Reason& reason : job.reasons) {
    if (reason.kind == Reason::Kind::kSmoke)
      text += "  its suite is a smoke test   " + reason.at + "\n";
    else
      text += "  " + TestReasonText(reason) + "\n";
    if (reason.kind != Reason::Kind::kDomain) continue;
    auto found =
        std::find_if(subject.plan->affected.begin(), subject.plan->affected.end(),
                     [&](const AffectedDomain& domain) { return domain.name == reason.domain; });
    if (found == subject.plan->affected.end()) continue;
    for (const Reason& cause : found->reasons) text += "    " + DomainReasonText(cause) + "\n";
  }
  if (job.shard_by == Job::ShardBy::kRest) {
    text += "\nRuns what the other shards do not name, by what is known " + Tests(job.selected) +
            " of " + WithThousands(job.total) + "\n";
  } else if (job.shard_by == Job::ShardBy::kRunner) {
    text += "\nRuns the part " + std::to_string(job.shard) + " of " + std::to_string(job.shards) +
            " that its runner makes\n";
  } else if (!job.tests.empty()) {
    text += TestRows(job);
  }
  return text;
}

}  // namespace testfed
